"""Variants of the form that other bodies and years print, one oddity each, written for the test."""

from decimal import Decimal

import pytest

from budgets.form.terms import Kind, Level, SectionKey, Side, Verdict
from budgets.parsing import parse_report
from budgets.parsing.records import BudgetReport
from budgets.readers.text import read_text
from budgets.reconcile import run_checks
from tests.small_text import COVER, HEADER

ROW = "205\t\t\t教育支出\t30\t10\t20\n"


def _report(text: str) -> BudgetReport:
    return parse_report(read_text(text.encode(), "x.txt"))


def _expenditure(rows: str = HEADER + ROW, caption: str = "编制部门：某局 单位：元") -> str:
    return f"2026年部门支出预算总表\n\n{caption}\n\n{rows}"


@pytest.mark.parametrize("word", ["合计", "合 计", "总计", "总　计"])
@pytest.mark.parametrize("dash", ["20", "-"])
def test_the_total_row_may_be_first_and_have_another_word(word: str, dash: str) -> None:
    rows = f"{HEADER}{word}\t\t\t\t30\t10\t{dash}\n{ROW}"
    report = _report(COVER + _expenditure(rows))
    assert [line.level for line in report.tables[0].lines] == [Level.TOTAL, Level.CLASS]
    assert report.unowned == ()


def test_an_empty_column_on_the_right_changes_nothing() -> None:
    rows = "".join(f"{line}\t\n" for line in (HEADER + ROW).splitlines())
    report = _report(COVER + _expenditure(rows))
    assert [(f.column, int(f.yuan)) for f in report.tables[0].lines[0].figures] == [
        ("total", 30),
        ("basic", 10),
        ("project", 20),
    ]


def test_an_empty_column_on_the_right_of_a_table_with_one_code_column() -> None:
    rows = "科目编码\t科目名称\t合计\t基本支出\t项目支出\t\n2050802\t干部教育\t30\t10\t20\t\n"
    report = _report(COVER + _expenditure(rows))
    line = report.tables[0].lines[0]
    assert (line.code, [int(f.yuan) for f in line.figures]) == ("2050802", [30, 10, 20])


def test_a_column_that_the_form_does_not_know_is_reported_and_the_others_are_read() -> None:
    header = "科目编码\t科目名称\t合计\t财政拨款收入\t上级补助收入\t其他收入\n"
    rows = f"2026年部门收入预算总表\n\n单位：元\n\n{header}205\t教育支出\t30\t10\t15\t5\n"
    report = _report(COVER + rows)
    figures = {f.column: int(f.yuan) for f in report.tables[0].lines[0].figures}
    assert figures == {"total": 30, "fiscal_appropriation": 10, "other_revenue": 5}
    assert [(i.code, i.severity.value) for i in report.issues] == [("column-unknown", "error")]


def test_an_amount_is_never_read_as_a_code() -> None:
    rows = f"{HEADER}79651.87\t\t\t教育支出\t30\t10\t20\n1659331\t\t\t教育支出\t30\t10\t20\n"
    report = _report(COVER + _expenditure(rows))
    assert not [line for table in report.tables for line in table.lines]
    assert len(report.unowned) == 2


@pytest.mark.parametrize("gap", ["", " ", "\u3000"])
def test_a_unit_that_wrapped_and_colons_with_spaces(gap: str) -> None:
    report = _report(COVER + _expenditure(caption=f"部门名称 ： 某局  金额单位 ： 万{gap}元"))
    assert report.tables[0].lines[0].figures[0].yuan == Decimal(300000)
    assert report.unowned == ()


TWO_TOTALS = (
    "2026年部门财务收支预算总表\n\n单位：元\n\n项目\t预算数\t项目\t预算数\n"
    "一、财政拨款收入\t60\t一、教育支出\t70\n{a}\t60\t\t\n{b}\t\t\t\n二、其他收入\t5\t\t\n"
    "本年收入合计\t65\t本年支出合计\t70\n上年结转\t5\t\t\n{total}\t70\t支出总计\t70\n"
)


@pytest.mark.parametrize("total", ["收入总计", "合 计"])
@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("1. 一般公共预算资金", "2. 政府性基金"),
        ("（一）一般公共预算资金", "（二）政府性基金"),
        ("其中：一般公共预算资金", "政府性基金"),
    ],
)
def test_a_sum_of_the_year_before_the_total_counts_no_money_twice(a: str, b: str, total: str) -> None:
    report = _report(COVER + TWO_TOTALS.format(a=a, b=b, total=total))
    table = report.tables[0]
    lowest = [x for x in table.lines if x.side is Side.REVENUE and x.lowest and x.figures]
    assert sum(f.yuan for x in lowest for f in x.figures) == 70
    assert [c.code for c in run_checks(report) if c.verdict is Verdict.DIFFERS] == []


@pytest.mark.parametrize(
    "titles",
    [
        ("一般公共预算", "政府性基金", "国有资本经营"),
        ("一般公共预算财政拨款", "政府性基金预算财政拨款", "国有资本经营预算财政拨款"),
    ],
)
def test_the_funds_of_table_4_under_other_headings(titles: tuple[str, ...]) -> None:
    header = "项目\t预算数\t项目\t合计\t" + "\t".join(titles)
    rows = f"2026年部门财政拨款收支预算总表\n\n单位：元\n\n{header}\n一、一般公共预算资金\t6\t一、教育支出\t6\t3\t2\t1\n"
    line = _report(COVER + rows).tables[0].lines[1]
    assert [(f.column, int(f.yuan)) for f in line.figures][1:] == [
        ("general_public", 3),
        ("managed_funds", 2),
        ("state_capital", 1),
    ]


def test_a_name_in_two_lines_on_the_cover() -> None:
    cover = "某市2026年市级部门预算\n\n预算主管部门：某市某街道\n\n办事处\n\n"
    captions = "编制部门：某市某街道办事处 单位：元"
    revenue = f"2026年部门收入预算总表\n\n{captions}\n\n科目编码\t科目名称\t合计\n205\t教育支出\t30\n"
    report = _report(cover + revenue + "\n" + _expenditure(caption=captions))
    assert (report.body, report.unowned) == ("某市某街道办事处", ())


def test_a_year_on_its_own_line() -> None:
    cover = "2026年\n\n某市市级部门预算\n\n某局\n\n"
    report = _report(cover + _expenditure().replace("2026年部门", "部门"))
    assert (report.year, report.body, report.unowned) == (2026, "某局", ())


def test_contents_without_numbers_and_headings_with_numbers() -> None:
    contents = "目 录\n\n部门主要职能\n\n名词解释\n\n部门预算表\n\n2026年部门支出预算总表\n\n"
    sections = "第一部分 部门主要职能\n\n管理事务。\n\n二、名词解释\n\n（一）其他收入：指其他。\n\n"
    report = _report(COVER + contents + sections + _expenditure())
    assert [s.key for s in report.sections] == [SectionKey.DUTIES, SectionKey.DEFINITIONS]
    assert (len(report.definitions), len(report.tables), report.unowned) == (1, 1, ())


@pytest.mark.parametrize("page", ["", "　　2", " ………… 2"])
def test_numbered_contents_before_numbered_headings(page: str) -> None:
    contents = f"目 录\n\n一、部门主要职能{page}\n\n二、名词解释{page}\n\n"
    sections = "一、部门主要职能\n\n管理事务。\n\n二、名词解释\n\n（一）其他收入：指其他。\n\n"
    report = _report(COVER + contents + sections + _expenditure())
    assert [len(s.passages) for s in report.sections] == [1, 1]


PARTS = ("项目概述", "立项依据", "实施主体", "实施方案", "实施周期", "年度预算安排", "绩效目标")


@pytest.mark.parametrize("style", ["{n}、{part}", "（{n}）{part}", "{part}"])
@pytest.mark.parametrize("heading", ["项目名称：{name}", "{n}、{name}"])
def test_two_statements_under_one_heading(style: str, heading: str) -> None:
    text = "项目经费情况说明\n\n"
    for n, name in zip("一二", ("河道养护项目", "物资储备项目"), strict=True):
        text += heading.format(n=n, name=name) + "\n\n"
        for number, part in zip("一二三四五六七", PARTS, strict=True):
            text += style.format(n=number, part=part) + f"\n\n{part}的内容。\n\n"
    report = _report(COVER + _expenditure() + "\n" + text)
    assert [s.name for s in report.statements] == ["河道养护项目", "物资储备项目"]
    assert [[p.key.value for p in s.parts] for s in report.statements] == [list(PARTS)] * 2
    assert report.unowned == ()


def test_the_kind_of_a_title_printed_with_spaces() -> None:
    report = _report("某市 2026 年 市级 单 位 预 算\n\n预算主管部门：某局\n\n" + _expenditure())
    assert report.kind is Kind.UNIT


def test_a_dash_in_table_9_is_nothing() -> None:
    header = (
        "合计\t因公出国（境）费\t公务接待费\t公务用车购置及运行维护费\t购置费\t运行费\t机关运行经费预算数\n"
    )
    nine = f"2026年部门“三公”经费和机关运行经费预算表\n\n单位：万元\n\n{header}3\t1\t-\t2\t－\t2\t9\n"
    report = _report(COVER + nine)
    assert [[str(f.text) for f in line.figures] for line in report.tables[0].lines] == [
        ["3"],
        ["1"],
        [],
        ["2"],
        [],
        ["2"],
        ["9"],
    ]


def test_a_unit_budget_whose_cover_does_not_say_so() -> None:
    cover = "某中心2026年预算\n\n预算主管部门：某中心\n\n某中心（单位）机构设置\n\n设三个部门。\n\n"
    assert _report(cover + _expenditure()).kind is Kind.UNIT
    assert _report(COVER + _expenditure()).kind is Kind.DEPARTMENTAL
