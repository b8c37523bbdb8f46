"""Tables that no form knows: a table ends where the next title begins, and theirs are kept as printed."""

from decimal import Decimal

import pytest

from budgets.form.tables import Role
from budgets.parsing import parse_report
from budgets.parsing.records import BudgetReport
from budgets.parsing.sections import cut
from budgets.readers import read_document
from budgets.readers.document import Cell, Document, Grid, Paragraph, Place, row_text
from budgets.readers.text import read_text
from tests.documents import CASES, needs_samples
from tests.small_text import COVER, report_of

CAPTION = "编制部门：某局 单位：元\n"
EXPENDITURE = (
    f"2026年部门支出预算总表\n\n{CAPTION}\n"
    "项目\t\t\t\t支出预算\t\t\n功能分类科目编码\t\t\t功能分类科目名称\t合计\t基本支出\t项目支出\n类\t款\t项\t\t\t\t\n"
    "205\t\t\t教育支出\t30\t10\t20\n合计\t\t\t\t30\t10\t20\n"
)
PURCHASES = "服务名称\t金额\n审计\t1,000\n合计\t1,000\n"


def _texts(report: BudgetReport, table: int = 0) -> list[list[str]]:
    return [[cell.text for cell in row] for row in report.further[table].rows]


@pytest.mark.parametrize(
    "title", ["2026年政府购买服务预算表", "政府采购预算表", "2026年部门项目支出明细情况表", "新增资产配置表"]
)
def test_a_table_ends_where_an_unknown_title_begins(title: str) -> None:
    report = report_of(f"{EXPENDITURE}\n{title}\n\n{CAPTION}\n{PURCHASES}")
    table = report.table(Role.EXPENDITURE)
    assert table is not None and [line.code for line in table.lines] == ["205", ""]
    (further,) = report.further
    assert (further.title, further.number, further.columns) == (title, None, ("服务名称", "金额"))
    assert _texts(report) == [["审计", "1,000"], ["合计", "1,000"]]
    assert not report.issues and not report.unowned


def test_an_unknown_table_before_the_first_known_one_is_kept_too() -> None:
    report = report_of(f"2026年部门收支总体情况表\n\n{CAPTION}\n{PURCHASES}\n{EXPENDITURE}")
    assert [table.title for table in report.further] == ["2026年部门收支总体情况表"]
    assert report.table(Role.EXPENDITURE) is not None and not report.unowned


def test_a_title_that_goes_on_is_no_other_table() -> None:
    head, rows = EXPENDITURE[: EXPENDITURE.index("205")], "合计\t\t\t\t30\t10\t20\n"
    again = head.replace("总表", "总表（续）")
    report = report_of(f"{EXPENDITURE.replace(rows, '')}\n{again}20508\t\t\t进修及培训\t30\t10\t20\n{rows}")
    table = report.table(Role.EXPENDITURE)
    assert table is not None and [line.code for line in table.lines] == ["205", "20508", ""]
    assert not report.further


def test_an_unknown_table_over_two_pages_is_one() -> None:
    page = f"2026年政府购买服务预算表\n\n{CAPTION}\n"
    report = report_of(f"{EXPENDITURE}\n{page}{PURCHASES[:-9]}\n{page}服务名称\t金额\n合计\t1,000\n")
    assert len(report.further) == 1
    assert _texts(report) == [["审计", "1,000"], ["合计", "1,000"]]


def test_prose_that_ends_in_the_word_table_is_no_title() -> None:
    report = report_of(f"{EXPENDITURE}\n注：明细见项目支出预算表\n\n{EXPENDITURE}")
    assert not report.further


def test_columns_have_every_level_of_their_headings() -> None:
    heads = "项目\t2025年\t\t2026年\t\n名称\t小计\t基本支出\t小计\t基本支出\n"
    report = report_of(f"{EXPENDITURE}\n2026年支出变动情况表\n\n{CAPTION}\n{heads}教育\t3\t2\t4\t2\n")
    assert report.further[0].columns == (
        "项目 名称",
        "2025年 小计",
        "2025年 基本支出",
        "2026年 小计",
        "2026年 基本支出",
    )
    assert _texts(report) == [["教育", "3", "2", "4", "2"]]


def _grid(*rows: tuple[str | None, ...]) -> Grid:
    return Grid(
        tuple(
            tuple(Cell(text, Place(table=1, row=n, column=c)) for c, text in enumerate(row, 1))
            for n, row in enumerate(rows, 1)
        )
    )


def test_a_title_inside_a_grid_begins_a_table_too() -> None:
    """As Word and Excel print it: title and caption are merged rows of the table."""
    grid = _grid(
        ("2026年部门支出预算总表", None, None),
        ("编制部门：某局", None, "单位：元"),
        ("功能分类科目编码", "功能分类科目名称", "合计"),
        ("205", "教育支出", "30"),
        ("合计", "", "30"),
        ("2026年政府购买服务预算表", None, None),
        ("编制部门：某局", None, "单位：万元"),
        ("序号", "服务名称", "金额"),
        ("1", "审计", "0.10"),
    )
    cover = tuple(
        Paragraph(text, Place(line=n))
        for n, text in enumerate(("某市2026年市级部门预算", "预算主管部门：某局"))
    )
    report = parse_report(Document("x.docx", "docx", "0" * 64, (*cover, grid)))
    table = report.table(Role.EXPENDITURE)
    assert table is not None and [f.yuan for line in table.lines for f in line.figures] == [Decimal(30)] * 2
    (further,) = report.further
    assert (further.title, further.unit and further.unit.value) == ("2026年政府购买服务预算表", "万元")
    assert [(cell.text, cell.place.row) for cell in further.rows[0]] == [("1", 9), ("审计", 9), ("0.10", 9)]


@needs_samples
def test_the_form_of_another_place_keeps_its_tables_apart() -> None:
    """One of its nine titles is also one of ours; rows of others were read as that table's before. It is refused."""
    path = CASES / "one-title-coincides.txt"
    with path.open("rb") as file:
        document = read_document(file, path.name)
    titles = [
        line
        for line in path.read_text(encoding="utf-8").splitlines()
        if line.startswith("2026年") and line.endswith("表")
    ]
    assert len(titles) == 9
    pieces = [piece for piece in cut(document) if piece.is_table]
    assert [piece.heading.text for piece in pieces if piece.heading] == titles
    assert [len(piece.grids) for piece in pieces] == [1] * 9
    printed = {
        "205\t教育支出\t1,000.00\t700.00\t300.00\t\t\t": pieces[2],
        "205\t教育支出\t280.00\t300.00\t200.00\t100.00\t20.00\t7.14%": pieces[4],
    }
    for line, piece in printed.items():
        assert line in [row_text(row) for row in piece.grids[0].rows]


# ---- what is no title -----------------------------------------------------------------------------------

NARRATIVE = "一、预算编制说明\n\n2026年，某局支出预算30元。\n\n"
HEADLESS = "206\t\t\t科学技术支出\t5\t5\t\n合计\t\t\t\t35\t15\t20\n"


def test_prose_after_a_table_in_the_narrative_stays_in_the_narrative() -> None:
    inside = f"2026年支出预算情况表\n\n单位：元\n\n项目\t金额\n基本支出\t10\n\n{NARRATIVE[NARRATIVE.index('2026年') :]}"
    report = report_of(f"{NARRATIVE}{inside}{EXPENDITURE}")
    (section,) = report.sections
    assert [p.text for p in section.passages].count("2026年，某局支出预算30元。") == 2
    assert not report.further


@pytest.mark.parametrize(
    "line",
    [
        "预算03表",
        "某局2026年部门预算表",
        "公开03表",
        "本单位没有政府性基金预算支出 此表为空表",
        "项目支出情况见附表",
    ],
)
def test_a_line_between_a_known_title_and_its_table_is_no_title(line: str) -> None:
    report = report_of(EXPENDITURE.replace("总表\n", f"总表\n\n{line}\n", 1))
    table = report.table(Role.EXPENDITURE)
    assert table is not None and [line.code for line in table.lines] == ["205", ""]
    assert not report.further


@pytest.mark.parametrize("line", ["2026年部门预算公开表", "注 项目支出情况见下表"])
def test_a_line_between_the_rows_of_a_table_is_no_title(line: str) -> None:
    rows = EXPENDITURE.replace("合计\t\t\t\t30", f"\n{line}\n\n{HEADLESS}")
    table = report_of(rows[: rows.rindex("\t10\t20")]).table(Role.EXPENDITURE)
    assert table is not None and [x.code for x in table.lines] == ["205", "206", ""]


def test_a_line_at_the_top_of_every_page_is_no_title() -> None:
    """Under it each page prints its captions and headings again."""
    head, rows = EXPENDITURE[: EXPENDITURE.index("205")], EXPENDITURE[EXPENDITURE.index("205") :]
    first, total = rows[: rows.index("合计")], rows[rows.index("合计") :]
    page = f"2026年部门预算公开表\n\n{head[head.index('编制部门') :]}"
    revenue = head.replace("支出预算", "收入预算").replace("基本支出\t项目支出", "财政拨款收入\t事业收入")
    again = f"2026年部门预算公开表\n\n{revenue[revenue.index('编制部门') :]}"
    report = report_of(f"{head}{first}\n{page}{total}\n{revenue}{first}\n{again}{total}")
    for role in (Role.EXPENDITURE, Role.REVENUE):
        table = report.table(role)
        assert table is not None and [x.code for x in table.lines] == ["205", ""]
    assert not report.further


@pytest.mark.parametrize(
    "again",
    [
        "2026年部门支出预算总表（元）",
        "2026年部门支出预算总表（2/3）",
        "2026年部门支出预算总表（续）",
        "某局2026年部门预算表",
    ],
)
def test_a_later_page_under_another_wording_is_a_page_of_the_table(again: str) -> None:
    head, rows = EXPENDITURE[: EXPENDITURE.index("205")], EXPENDITURE[EXPENDITURE.index("205") :]
    page = head.replace("2026年部门支出预算总表", again)
    report = report_of(f"{head}{rows[: rows.index('合计')]}\n{page}{rows[rows.index('合计') :]}")
    table = report.table(Role.EXPENDITURE)
    assert table is not None and [x.code for x in table.lines] == ["205", ""]
    assert not report.further


def test_a_table_with_the_columns_of_the_one_before_is_another_one() -> None:
    """The one before has printed its total."""
    report = report_of(f"{EXPENDITURE}\n{EXPENDITURE.replace('支出预算总表', '结转资金支出情况表')}")
    table = report.table(Role.EXPENDITURE)
    assert table is not None and len(table.lines) == 2
    assert [x.title for x in report.further] == ["2026年部门结转资金支出情况表"]


def test_a_title_that_names_the_unit_gives_it() -> None:
    """（万元） behind the title, and no caption that says it."""
    text = EXPENDITURE.replace("总表\n", "总表（万元）\n").replace(" 单位：元", "")
    table = report_of(text).table(Role.EXPENDITURE)
    assert table is not None and [int(f.yuan) for f in table.lines[0].figures] == [300_000, 100_000, 200_000]


@pytest.mark.parametrize(
    "line",
    ["某局", "（2026年度）", "附件10", "2026年1月10日", "制表日期：2026年1月", "填表人：张三", "计量单位：元", "第10页", "注：本表含全部。"],
)  # fmt: skip
def test_a_line_between_an_unknown_title_and_its_table(line: str) -> None:
    coded = "项目\t\t\t\t金额\n类\t款\t项\t科目名称\t合计\n206\t\t\t科学技术支出\t7\n"
    report = report_of(f"{EXPENDITURE}\n2026年政府购买服务预算表\n\n{line}\n\n{CAPTION}\n{coded}")
    table = report.table(Role.EXPENDITURE)
    assert table is not None and [x.code for x in table.lines] == ["205", ""]
    assert [x.title for x in report.further] == ["2026年政府购买服务预算表"]


def test_rows_of_words_under_a_wide_heading_are_rows() -> None:
    assert _further("类别\t\t\t说明\n货物\t电脑\t联想\t无\n服务\t审计\t乙\t见附件\n") == [
        ["类别", "", "", "说明"],
        ["货物", "电脑", "联想", "无"],
        ["服务", "审计", "乙", "见附件"],
    ]


def test_a_final_account_in_the_notes_does_not_make_the_document_one() -> None:
    grid = _grid(("2025年部门支出决算表", None), ("项目", "决算数"), ("甲", "1"))
    text = read_text(f"{COVER}{EXPENDITURE}\n其他相关情况说明\n\n说明。\n".encode(), "x.txt")
    report = parse_report(Document("x.docx", "docx", "0" * 64, (*text.blocks, grid)))
    assert report.table(Role.EXPENDITURE) is not None and not report.further


def test_a_warning_where_headings_stand_again_inside_an_official_table() -> None:
    """A line that is not known to be a title, and other headings under it: the reader of the import shall look."""
    coded = "项目\t\t\t\t金额\n类\t款\t项\t科目名称\t合计\n206\t\t\t科学技术支出\t7\n"
    report = report_of(f"{EXPENDITURE}\n2026年政府购买服务清单\n\n{coded}")
    assert "headings-again" in {issue.code for issue in report.issues}


# ---- titles in other words --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "title",
    [
        "十、2026年政府购买服务预算表",
        "表十、2026年政府购买服务预算表",
        "表10：2026年政府购买服务预算表",
        "2026年货物、服务采购预算表",
        "2026年“三公”经费、会议费、培训费情况表",
        "2026年政府购买服务预算表（万元）",
        "2026年政府购买服务预算表10",
        "人员编制表",
        "财政拨款明细表",
    ],
)
@pytest.mark.parametrize(
    "caption",
    [
        "编制部门：某局 单位：元",
        "（单位：元）",
        "部门：某局 单位：元",
        "填报单位：某局\n\n单位：元",
        "公开10表\n\n部门（单位）名称：某局 单位：元",
    ],
)
def test_titles_and_captions_in_other_words(title: str, caption: str) -> None:
    coded = "项目\t\t\t\t金额\n类\t款\t项\t科目名称\t合计\n206\t\t\t科学技术支出\t7\n"
    report = report_of(f"{EXPENDITURE}\n{title}\n\n{caption}\n\n{coded}")
    table = report.table(Role.EXPENDITURE)
    assert table is not None and [x.code for x in table.lines] == ["205", ""]
    assert [(x.title, x.unit and x.unit.value) for x in report.further] == [(title, "元")]
    assert not report.issues and not report.unowned


def test_a_title_inside_a_grid_without_a_caption() -> None:
    for title in (("2026年政府购买服务预算表", None, None), ("十、2026年政府购买服务预算表", None, "表10")):
        grid = _grid(
            ("2026年部门支出预算总表", None, None),
            ("编制部门：某局", None, "单位：元"),
            ("功能分类科目编码", "功能分类科目名称", "合计"),
            ("205", "教育支出", "30"),
            ("合计", "", "30"),
            title,
            ("序号", "服务名称", "金额"),
            ("1", "审计", "0.10"),
        )
        cover = tuple(Paragraph(t, Place(line=n)) for n, t in enumerate(COVER.split("\n\n")[:2]))
        report = parse_report(Document("x.docx", "docx", "0" * 64, (*cover, grid)))
        table = report.table(Role.EXPENDITURE)
        assert table is not None and len(table.lines) == 2
        assert [further.title for further in report.further] == [title[0]]


# ---- nothing of such a table is lost ----------------------------------------------------------------------


def _further(rows: str) -> list[list[str]]:
    report = report_of(f"{EXPENDITURE}\n2026年政府购买服务预算表\n\n{CAPTION}\n{rows}")
    assert not report.unowned
    return [list(report.further[0].columns), *_texts(report)]


@pytest.mark.parametrize(
    ("rows", "kept"),
    [
        (
            "序号\t服务名称\t金额\n一\t公共服务\t-\n1\t审计\t10\n",
            [["序号", "服务名称", "金额"], ["一", "公共服务", "-"], ["1", "审计", "10"]],
        ),
        (
            "类\t名称\t说明\n货物\t电脑\t无\n服务\t审计\t见附件\n工程\t修缮\t20\n",
            [
                ["类", "名称", "说明"],
                ["货物", "电脑", "无"],
                ["服务", "审计", "见附件"],
                ["工程", "修缮", "20"],
            ],
        ),
        ("项目\t2025\t2026\n审计\t1\t2\n", [["项目", "2025", "2026"], ["审计", "1", "2"]]),
        (
            "项目\t金额\n甲\t3\n\n项目\t金额\n乙\t4\t加\t5555\n",
            [["项目", "金额", "", ""], ["甲", "3"], ["乙", "4", "加", "5555"]],
        ),
        (
            "项目\t合计\t基本支出\n甲\t3\t3\n\n合计\t\t\n",
            [["项目", "合计", "基本支出"], ["甲", "3", "3"], ["合计"]],
        ),
        ("项目\t金额\n甲\t3\n项目\t金额\n乙\t4\n", [["项目", "金额"], ["甲", "3"], ["乙", "4"]]),
    ],
)
def test_every_row_and_cell_is_kept(rows: str, kept: list[list[str]]) -> None:
    assert _further(rows) == kept


def test_two_units_are_two_tables_or_said() -> None:
    page = "2026年政府购买服务预算表\n\n编制部门：{}\n\n单位：{}\n\n{}"
    first = page.format("某局", "元", "项目\t金额\n甲\t3\n")
    other = page.format("乙局", "万元", "服务\t数量\n丙\t4\n")
    report = report_of(f"{EXPENDITURE}\n{first}\n{other}")
    assert [(x.preparer, x.unit and x.unit.value) for x in report.further] == [
        ("某局", "元"),
        ("乙局", "万元"),
    ]
    assert len({table.slug for table in report.further}) == 2
    report = report_of(f"{EXPENDITURE}\n{first}\n单位：万元\n")
    assert report.further[0].unit and report.further[0].unit.value == "元"
    assert [issue.code for issue in report.issues] == ["further-unit-contradicts"]


def test_the_name_in_addresses_stays_when_another_table_comes_before() -> None:
    one = f"2026年政府购买服务预算表\n\n{CAPTION}\n{PURCHASES}"
    two = f"2026年新增资产情况表\n\n{CAPTION}\n{PURCHASES}"
    (alone,) = report_of(f"{EXPENDITURE}\n{one}").further
    assert [x.slug for x in report_of(f"{EXPENDITURE}\n{two}\n{one}").further][1] == alone.slug
    next_year = one.replace("2026", "2027")
    assert report_of(f"{EXPENDITURE}\n{next_year}").further[0].slug == alone.slug


def test_an_unnumbered_entry_of_the_contents_is_owned() -> None:
    contents = "目录\n\n1. 2026年部门支出预算总表\n\n2026年政府购买服务预算表\n\n"
    report = report_of(f"{contents}{EXPENDITURE}\n2026年政府购买服务预算表\n\n{CAPTION}\n{PURCHASES}")
    assert len(report.further) == 1 and not report.unowned


def test_a_cell_that_names_a_table_is_no_title() -> None:
    rows = "材料\t说明\n固定资产情况表\t\n车辆\t无\n债务情况表\t\n无\t无\n"
    report = report_of(f"{EXPENDITURE}\n2026年公开材料情况表\n\n单位：元\n\n{rows}")
    assert [table.title for table in report.further] == ["2026年公开材料情况表"]
    assert _texts(report) == [["固定资产情况表"], ["车辆", "无"], ["债务情况表"], ["无", "无"]]
