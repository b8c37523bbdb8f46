"""Rows that a page break cuts: joined where that leaves one reading, two rows where they are two, else unread."""

import pytest

from budgets.form.tables import UNIT
from budgets.form.terms import UnreadCause
from budgets.parsing import parse_report
from budgets.parsing.records import BudgetReport
from budgets.readers.text import read_text
from tests.documents import CASES, budget_of, needs_samples
from tests.small_text import COVER, HEADER

CAPTIONS = "2026年部门支出预算总表\n\n编制部门：某局\n\n单位：元\n\n"
FIRST = "205\t\t\t教育支出\t30\t10\t20\n"
LAST = "合计\t\t\t\t1,264\t10\t1,254\n"


def _report(above: str, below: str, header: str = HEADER) -> BudgetReport:
    """Two pages of table 3 (the second with or without headings)."""
    pages = f"{HEADER}{FIRST}{above}\n\n{header}{below}\n{LAST}"
    return parse_report(read_text(f"{COVER}{CAPTIONS}{pages}".encode(), "x.txt"))


def _lines(report: BudgetReport) -> list[tuple[str, str, list[int]]]:
    (table,) = report.tables
    return [(line.code, line.name, [int(f.yuan) for f in line.figures]) for line in table.lines[1:-1]]


WHOLE = [("2080505", "机关事业单位基本养老保险缴费支出", [1234, 1234])]


@pytest.mark.parametrize("header", [HEADER, ""], ids=["headings again", "no headings"])
@pytest.mark.parametrize(
    ("above", "below"),
    [
        ("208\t05\t05\t机关事业单位基本养老\t1,23\t\t1,23", "\t\t\t保险缴费支出\t4\t\t4"),
        ("208\t05\t05\t机关事业单位基本养老保险缴费支出\t1,\t\t1,", "\t\t\t\t234\t\t234"),
        ("208\t05\t05\t机关事业单位基本养老保险缴费支出\t\t\t", "\t\t\t\t1,234\t\t1,234"),
        ("208\t05\t05\t机关事业单位基本\t1,234\t\t1,234", "\t\t\t养老保险缴费支出\t\t\t"),
        ("208\t05\t05\t\t\t\t", "\t\t\t机关事业单位基本养老保险缴费支出\t1,234\t\t1,234"),
        ("\t\t\t机关事业单位基本\t\t\t", "208\t05\t05\t养老保险缴费支出\t1,234\t\t1,234"),
    ],
    ids=["name and digits", "digits", "amounts below", "name", "all but the code below", "code below"],
)
def test_pieces_that_leave_one_reading_are_one_row(above: str, below: str, header: str) -> None:
    report = _report(above, below, header)
    assert _lines(report) == WHOLE
    assert (report.unowned, report.unread, report.tables[0].unread) == ((), (), ())


def test_a_figure_leads_to_the_page_where_it_is_printed() -> None:
    report = _report("208\t05\t05\t养老保险\t\t\t", "\t\t\t\t1,234\t\t1,234", "")
    text = [line.text for line in report.lines]
    figure = report.tables[0].lines[1].figures[0]
    (printed,) = [line for line in report.lines if line.place.line == figure.place.line]
    assert printed.text.split() == ["1,234", "1,234"], text


def test_a_row_over_three_pages_is_one_row() -> None:
    rows = "208\t05\t05\t机关事业单位\t1,\t\t1,\n\n\t\t\t基本养老保险\t23\t\t23\n\n\t\t\t缴费支出\t4\t\t4\n"
    text = f"{COVER}{CAPTIONS}{HEADER}{FIRST}{rows}{LAST}"
    assert _lines(parse_report(read_text(text.encode(), "x.txt"))) == WHOLE


def test_a_total_is_joined_only_where_its_digits_are_cut() -> None:
    pages = f"{HEADER}{FIRST}合计\t\t\t\t1,26\t10\t1,254\n\n\t\t\t\t4\t\t\n"
    report = parse_report(read_text(f"{COVER}{CAPTIONS}{pages}".encode(), "x.txt"))
    total = report.tables[0].lines[-1]
    assert [f.text for f in total.figures] == ["1,264", "10", "1,254"]


@pytest.mark.parametrize("header", [HEADER, ""], ids=["headings again", "no headings"])
def test_a_whole_row_without_its_code_is_no_rest_of_the_row_above(header: str) -> None:
    report = _report("208\t05\t05\t养老保险\t1,000\t\t1,000", "\t\t\t死亡抚恤\t1,234\t\t1,234", header)
    assert _lines(report) == [("2080505", "养老保险", [1000, 1000])]
    assert [(u.cause, u.text) for u in report.tables[0].unread] == [
        (UnreadCause.NO_CODE, "死亡抚恤 1,234 1,234")
    ]


def test_two_numbers_that_may_be_one_or_two_are_not_read() -> None:
    # 12 above 34 is 12 and a row without its code, or 1,234
    report = _report("208\t05\t05\t养老保险\t12\t\t12", "\t\t\t\t34\t\t34", "")
    assert _lines(report) == []
    assert [(u.cause, u.text) for u in report.tables[0].unread] == [
        (UnreadCause.CUT_ROW, "208 05 05 养老保险 12 12"),
        (UnreadCause.CUT_ROW, "34 34"),
    ]
    assert "row-cut" in {issue.code for issue in report.issues}


def test_a_name_of_table_1_cut_by_a_page_break_is_one_name() -> None:
    head = "2026年部门财务收支预算总表\n\n单位：元\n\n本年收入\t\t本年支出\t\n项目\t预算数\t项目\t预算数\n"
    rows = "一、财政拨款收入\t60\t一、社会保障\t6\n\n\t\t和就业支出\t0\n收入总计\t60\t支出总计\t60\n"
    report = parse_report(read_text(f"{COVER}{head}{rows}".encode(), "x.txt"))
    table = report.table(UNIT.by_number[1].role)
    assert table is not None
    names = [(line.name, [int(f.yuan) for f in line.figures]) for line in table.lines]
    # 6 and 0 are numbers of their own, too: nobody knows whether 60 or 6 is printed
    assert ("一、财政拨款收入", [60]) not in names
    assert {u.cause for u in table.unread} == {UnreadCause.CUT_ROW}
    whole = rows.replace("\t6\n", "\t60\n").replace("\t0\n", "\t\n")
    report = parse_report(read_text(f"{COVER}{head}{whole}".encode(), "x.txt"))
    table = report.table(UNIT.by_number[1].role)
    assert table is not None and table.lines[1].name == "一、社会保障和就业支出"
    assert (report.unowned, table.unread) == ((), ())


@needs_samples
@pytest.mark.long
def test_the_row_of_the_case_is_whole() -> None:
    """The row 购房补贴 is cut in its cells; 1,952,400 is printed; everything adds up."""
    budget = budget_of(CASES / "row-split-at-page-break.pdf")
    printed = [
        (line.code, figure.column, int(figure.yuan), figure.place.page)
        for table in budget.report.tables
        if table.table.number == 5
        for line in table.lines
        if line.name == "购房补贴"
        for figure in line.figures
    ]
    assert printed == [("2210203", "total", 1952400, 16), ("2210203", "basic", 1952400, 16)]
    differs = [check.code for check in budget.checks if check.verdict.name == "DIFFERS"]
    # What the prose of this document gets wrong; nothing of it is in a table.
    assert sorted(differs) == [
        "narrative.name.2079903",  # 其他文化体育与传媒支出（款）, twice
        "narrative.name.2079999",
        "text.full-stop.narrative.1",  # …主要原因是基本支出增加
        "text.quotes.narrative.1",  # a quotation mark that is printed in a full-width form
        "text.template.narrative.1",  # 增加增加
        "text.template.narrative.2",  # 增加持平
    ]
    assert (budget.report.unowned, [t.unread for t in budget.report.tables if t.unread]) == ((), [])
