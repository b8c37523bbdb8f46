"""Documents that are no departmental budget of our forms are refused by what they are; what only resembles one is read."""

import pytest

from budgets.form.terms import Kind
from budgets.parsing import parse_report
from budgets.parsing.records import BudgetReport
from budgets.readers.text import read_text
from tests.documents import CASES, document_of, needs_documents, noticed, refused

OURS = {
    1: "财务收支预算总表",
    2: "收入预算总表",
    3: "支出预算总表",
    4: "财政拨款收支预算总表",
    5: "一般公共预算支出功能分类预算表",
    6: "政府性基金预算支出功能分类预算表",
    7: "国有资本经营预算支出功能分类预算表",
    8: "一般公共预算基本支出部门预算经济分类预算表",
    9: "“三公”经费和机关运行经费预算表",
}
ROWS = (
    "项目\t\t\t\t支出预算\t\t\n功能分类科目编码\t\t\t功能分类科目名称\t合计\t基本支出\t项目支出\n类\t款\t项\t\t\t\t\n"
    "205\t\t\t教育支出\t1,200.00\t200.00\t1,000.00\n"
)
BLANK_ROWS = ROWS.replace("1,200.00\t200.00\t1,000.00", "\t\t")
# Thirteen tables, narrative first; nine central titles; nine of a third place, of which three are worded as ours.
THIRTEEN = [
    "收支总表",
    "收入总表",
    "支出总表",
    "项目支出表",
    "政府采购预算明细表",
    "财政拨款收支总表",
    "一般公共预算财政拨款支出表",
    "一般公共预算财政拨款基本支出表",
    "政府性基金预算财政拨款支出表",
    "国有资本经营预算财政拨款支出表",
    "财政拨款“三公”经费支出表",
    "政府购买服务预算财政拨款明细表",
    "项目支出绩效目标表",
]
CENTRAL = [
    "收支总表",
    "收入总表",
    "支出总表",
    "财政拨款收支总表",
    "一般公共预算支出表",
    "一般公共预算基本支出表",
    "财政拨款预算“三公”经费支出表",
    "政府性基金预算支出表",
    "国有资本经营预算支出表",
]
OVERALL = [
    "部门收支总体情况表",
    "部门收入总体情况表",
    "部门支出总体情况表",
    "财政拨款收支总体情况表",
    "一般公共预算支出情况表",
    "一般公共预算基本支出情况表",
    "一般公共预算“三公”经费支出情况表",
    "政府性基金预算支出情况表",
]
ALIKE = [
    "收支预算总表",
    "收入预算总表",
    "支出预算总表",
    "财政拨款收支预算总表",
    "一般公共预算支出表",
    "一般公共预算基本支出表",
    "一般公共预算“三公”经费表",
    "政府性基金预算支出表",
    "国有资本经营预算支出表",
]


def table(title: str, preparer: str = "某局", rows: str = ROWS, named: str = "编制部门") -> str:
    return f"{title}\n\n{named}：{preparer}\n\n单位：元\n\n{rows}\n"


def ours(body: str = "某局", year: str = "2026", tables: tuple[int, ...] = (*OURS,), rows: str = ROWS) -> str:
    """A document of our form: its cover and these of its tables."""
    cover = f"某市{year}年市级部门预算\n\n预算主管部门：{body}\n\n"
    return cover + "".join(table(f"{year}年部门{OURS[n]}", body, rows) for n in tables)


def elsewhere(title: str, titles: list[str], contents: bool = False) -> str:
    listed = "目 录\n\n" + "".join(
        f"{n}、{t}\n\n" for n, t in zip("一二三四五六七八九十", titles, strict=False)
    )
    return f"{title}\n\n{listed if contents else ''}" + "".join(table(t, "某某厅") for t in titles)


def read(text: str) -> BudgetReport:
    return parse_report(read_text(text.encode(), "文件.txt"))


# ---- the cases -----------------------------------------------------------------------------------------


@needs_documents
@pytest.mark.parametrize(
    ("name", "said"),
    [
        # README: a form of another place (13 tables, narrative first); line 1 says body and year.
        (
            "refusal-other-province.txt",
            "北京市园林绿化局森林防火事务中心.*2025年度.*其他地方的表式.*13张表.*收支总表",
        ),
        # README: it is a public budget, of the form of central departments.
        ("refusal-central-form.txt", "北京理工大学2026年度部门预算.*中央部门预算的表式.*9张表"),
        # README: another form, one of whose titles coincides.
        (
            "one-title-coincides.txt",
            "北京理工大学2026年度部门预算.*其他地方的表式.*只有“2026年财政拨款收支预算总表”",
        ),
    ],
)
def test_a_case_of_another_form_is_refused_by_name(name: str, said: str) -> None:
    with refused(said):
        parse_report(document_of(CASES / name))


# ---- others of the same kinds --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (elsewhere("甲省水利厅2025年度部门预算公开", THIRTEEN), "甲省水利厅2025.*其他地方.*13张表"),
        (elsewhere("甲省水利厅2025年度部门预算公开", THIRTEEN, contents=True), "其他地方.*13张表"),
        (elsewhere("乙市教育局2026年部门预算", OVERALL), "乙市教育局.*其他地方.*8张表：部门收支总体情况表"),
        (elsewhere("乙市教育局2026年部门预算", CENTRAL), "乙市教育局.*其他地方.*9张表"),
        (
            elsewhere("丙县民政局2026年部门预算", ALIKE),
            "其他地方.*只有“收入预算总表、支出预算总表、财政拨款收支预算总表”",
        ),
        (elsewhere("", [f"表{n} {t}" for n, t in enumerate(OVERALL, 1)]), "“文件.txt”用的是其他地方"),
        (elsewhere("丁大学2024年部门预算", CENTRAL), "丁大学2024年部门预算.*中央部门预算的表式.*9张表"),
        (elsewhere("戊大学2024年部门预算", CENTRAL[:7]), "中央部门预算的表式.*7张表"),
        (
            elsewhere("某区2026年政府预算", ["一般公共预算收入表", "一般公共预算支出表"]),
            "某区2026年政府预算.*一级政府",
        ),
        (
            elsewhere(
                "附件", ["2026年一般公共预算收入预算表", "2026年政府性基金收入预算总表", "社会保险基金收入表"]
            ),
            "一级政府的预算",
        ),
        (
            "关于某市2025年预算执行情况和2026年预算草案的报告\n\n各位代表：\n\n现将预算草案提请审查。",
            "一级政府的预算",
        ),
        ("某局2024年度部门决算\n\n2024年度收入支出决算总表\n\n编制部门：某局\n", "这是决算文件"),
        ("某局2024年部门决算情况说明\n\n编制部门：某局\n\n一、收入决算情况。\n", "决算的文字说明"),
        (
            "某局\n\n一、2024年度收入支出决算总体情况说明\n\n略。\n\n二、2024年度收入决算情况说明\n\n略。\n",
            "决算的文字说明",
        ),
        (ours("", "××××", rows=BLANK_ROWS), "空白表式"),
        (ours("××局", "20××", (1, 2, 3), rows=BLANK_ROWS), "空白表式"),
        (ours("____", "2026", (1, 2, 3), rows=BLANK_ROWS), "空白表式"),
        (ours("甲局") + ours("乙局"), "两份预算（甲局2026年部门预算和乙局2026年部门预算）"),
        (ours("甲局", "2025") + ours("甲局", "2026"), "两份预算（甲局2025年部门预算和甲局2026年部门预算）"),
        (ours("甲局", "2025", (1, 2, 3)) + ours("甲局", "2026", (4, 5)), "两份预算（甲局2025年.*甲局2026年"),
        (
            ours("甲局", tables=(1, 2))
            + "".join(table(f"2026年预算单位{OURS[n]}", "甲局", named="编制单位") for n in (1, 2)),
            "两份预算（甲局2026年部门预算和甲局2026年单位预算）",
        ),
        ("某局主要职能\n\n略。\n\n编制部门：某局\n", "看不出是哪一年"),
        ("某市2026年市级部门预算\n\n" + table("2026年部门收入预算总表", ""), "看不出是哪个单位"),
    ],
)
def test_another_kind_of_document_is_refused_by_what_it_is(text: str, said: str) -> None:
    with refused(said):
        read(text)


MENTIONS = "某局2026年部门预算编制说明\n\n2024年度部门决算\n\n2024年部门决算情况说明已经公开，政府预算和总预算见某区财政局网站。\n\n"


@pytest.mark.parametrize(
    "text",
    [
        *(ours(tables=tuple(n for n in OURS if n != gone)) for gone in OURS),
        ours(tables=(9,)),
        ours()
        + "".join(
            table(f"2026年部门{t}") for t in ("项目支出预算表", "政府采购预算表", "国有资产占用情况表")
        ),
        ours().replace("财政拨款收支预算总表", "财政拨款收支总表").replace("收入预算总表", "收入总表"),
        ours() + MENTIONS,
        MENTIONS.join(ours().split("单位：元\n\n", 1)),
        # of the list of contents only the first entries are there
        ours().replace(
            "\n\n2026", "\n\n目 录\n\n1. 2026年部门财务收支预算总表\n\n2. 2026年部门收入预算总表\n\n2026", 1
        ),
        ours(rows=BLANK_ROWS),  # body and year are printed: an empty budget, no form to fill in
        ours("某局（本级）").replace("编制部门：某局（本级）", "编制部门：某局(本级)"),
        ours("某市某区人民政府办公室").replace("编制部门：某市某区人民政府", "编制部门：某区人民政府"),
        ours() + ours(),  # printed twice
    ],
)
def test_a_budget_of_our_form_is_read_whatever_it_lacks_or_mentions(text: str) -> None:
    assert read(text).year == 2026


# ---- the cover and the tables --------------------------------------------------------------------------


def _codes(report: BudgetReport) -> set[str]:
    return {issue.code for issue in report.issues if issue.code.startswith("cover-contradicts")}


def test_a_cover_of_another_year_than_all_tables_is_to_blame() -> None:
    report = read(ours().replace("某市2026年", "某市2025年"))
    assert (report.year, report.title) == (2026, "某市2025年市级部门预算")
    assert _codes(report) == {"cover-contradicts-year"}
    issue = next(issue for issue in report.issues if issue.code == "cover-contradicts-year")
    assert issue.place.line == 1
    assert noticed(issue) == "封面写的是2025年，9张表的表名写的都是2026年，按表名上的年份读取，请核对封面"


def test_a_cover_of_another_body_than_all_tables_is_to_blame() -> None:
    report = read(ours().replace("预算主管部门：某局", "预算主管部门：另一家中心"))
    assert report.body == "某局"
    assert _codes(report) == {"cover-contradicts-body"}
    issue = next(issue for issue in report.issues if issue.code == "cover-contradicts-body")
    assert issue.place.line == 3
    assert noticed(issue) == "封面写的是“另一家中心”，9张表写的都是“某局”，按表上的名称读取，请核对封面"


@pytest.mark.parametrize(
    "text",
    [
        ours(),
        ours().replace("2026年部门收入预算总表", "2025年部门收入预算总表"),  # one title alone is wrong
        ours("某局（本级）").replace("编制部门：某局（本级）", "编制部门：某局(本级)"),
        ours("某市某局").replace("编制部门：某市某局", "编制部门：某局"),
        ours().replace("编制部门：某局", "编制部门：另一家中心", 1),
        # the prose agrees with the cover, so nobody can tell who is wrong
        ours().replace("某市2026年", "某市2025年")
        + "2025年部门预算编制说明\n\n2025年，某局收入预算1万元。\n",
    ],
)
def test_a_cover_that_some_of_the_document_agrees_with_is_not_blamed(text: str) -> None:
    assert _codes(read(text)) == set()


def test_the_unit_of_a_cover_that_names_its_department_too_is_the_body() -> None:
    text = "某市2026年单位预算\n\n预算主管部门：某委员会\n\n预算单位：某中心\n\n" + "".join(
        table(f"2026年预算单位{OURS[n]}", "某中心", named="编制单位") for n in (2, 3)
    )
    report = read(text)
    assert (report.body, report.kind, _codes(report)) == ("某中心", Kind.UNIT, set())


def test_without_a_cover_and_a_line_of_who_prepared_it_the_name_comes_from_a_heading() -> None:
    report = read("某某管理局主要职能\n\n略。\n\n2026年部门支出预算总表\n\n单位：元\n\n" + ROWS)
    assert (report.body, report.year) == ("某某管理局", 2026)
    assert "body-from-heading" in {issue.code for issue in report.issues}
