"""A check that touches what is printed and was not read is unknown with that cause, never a difference.

The bundled document has every figure read. Here one cell or row of it is taken as unread, as a reader does that cannot
make it out; nothing that agreed before may then be called a difference, and nothing is called blank.
"""

import random
from dataclasses import replace

import pytest

from budgets.form.tables import Form, Role
from budgets.form.terms import UnreadCause, Verdict
from budgets.models import CheckResult
from budgets.parsing.records import BudgetReport
from budgets.parsing.table_records import PrintedTable, TableLine, Unread
from budgets.readers.document import Place
from budgets.reconcile import CheckOutcome, run_checks
from budgets.words.checks import sides_text

CELLS, ROWS = 12, 8  # of 542 figures and 176 rows; `make harden` takes many more, through the readers


def with_table(report: BudgetReport, old: PrintedTable, new: PrintedTable) -> BudgetReport:
    return replace(report, tables=tuple(new if table is old else table for table in report.tables))


def without_cell(report: BudgetReport, table: PrintedTable, line: TableLine, column: str) -> BudgetReport:
    """The report as if that cell had not been read."""
    printed = line.figure(column)
    assert printed is not None
    unread = Unread(
        UnreadCause.NOT_AN_AMOUNT, printed.text, printed.place, table.table, line.number, line.side, column
    )
    less = replace(line, figures=tuple(f for f in line.figures if f is not printed), unread=(column,))
    lines = tuple(less if each is line else each for each in table.lines)
    return with_table(report, table, replace(table, lines=lines, unread=(unread,)))


def without_row(report: BudgetReport, table: PrintedTable, line: TableLine) -> BudgetReport:
    """The report as if that row had not been read at all; in a two-sided table that is both its halves."""
    unread = Unread(UnreadCause.CUT_ROW, line.name, line.place, table.table)
    lines = tuple(each for each in table.lines if each.number != line.number)
    return with_table(report, table, replace(table, lines=lines, unread=(unread,)))


def differing(checks: tuple[CheckOutcome, ...]) -> set[str]:
    return {check.code for check in checks if check.verdict is Verdict.DIFFERS}


def cells_of(report: BudgetReport) -> list[tuple[PrintedTable, TableLine, str]]:
    return [
        (table, line, figure.column)
        for table in report.tables
        for line in table.lines
        for figure in line.figures
    ]


@pytest.mark.parametrize("seed", range(CELLS))
@pytest.mark.long
def test_an_unread_cell_makes_no_difference_and_its_checks_unknown(
    report: BudgetReport, checks: tuple[CheckOutcome, ...], seed: int
) -> None:
    table, line, column = random.Random(seed).choice(cells_of(report))
    found = run_checks(without_cell(report, table, line, column))
    assert differing(found) <= differing(checks)
    touched = {
        check.code
        for check in checks
        for place in check.places
        if place.text and _is(place, table, line, column)
    }
    verdicts = {check.code: check for check in found if check.code in touched}
    assert verdicts.keys() == touched
    numbers = {code: check for code, check in verdicts.items() if not code.startswith(("form.", "text."))}
    assert {check.verdict for check in numbers.values()} <= {Verdict.UNKNOWN}
    for check in numbers.values():
        assert "空白" not in sides_text(CheckResult.of(check))
        assert "不是数字" in CheckResult.of(check).title


def _is(place: object, table: PrintedTable, line: TableLine, column: str) -> bool:
    what = getattr(place, "what", None)
    return (getattr(what, "table", None), getattr(what, "line", None), getattr(what, "column", None)) == (
        table.table.number,
        line.number,
        column,
    )


@pytest.mark.parametrize("seed", range(ROWS))
@pytest.mark.long
def test_an_unread_row_makes_no_difference(
    report: BudgetReport, checks: tuple[CheckOutcome, ...], seed: int
) -> None:
    table, line, _column = random.Random(seed).choice(
        [cell for cell in cells_of(report) if cell[0].table.form is not Form.SINGLE_ROW]
    )
    found = run_checks(without_row(report, table, line))
    assert differing(found) <= differing(checks)
    said = " ".join(CheckResult.of(check).title for check in found)
    assert "表里没有这一行" not in said and "没有印出" not in said


def test_a_table_of_which_nothing_was_read_is_not_empty_and_nothing_differs(
    report: BudgetReport, checks: tuple[CheckOutcome, ...]
) -> None:
    table = report.table(Role.EXPENDITURE)
    assert table is not None
    rows = tuple(Unread(UnreadCause.NO_COLUMNS, line.name, line.place, table.table) for line in table.lines)
    nothing = replace(table, lines=(), unread=rows)
    assert not nothing.is_empty
    found = run_checks(with_table(report, table, nothing))
    assert differing(found) <= differing(checks)
    assert not [check.code for check in found if check.code.startswith("form.empty.t3")]


def test_a_table_is_missing_only_from_a_document_that_was_read_as_a_whole(report: BudgetReport) -> None:
    without = replace(report, tables=tuple(t for t in report.tables if t.table.role is not Role.REVENUE))
    picture = replace(without, unread_elsewhere=(Unread(UnreadCause.PICTURE, "", Place(page=5)),))
    whole = {check.code: check for check in run_checks(without)}
    lacking = {check.code: check for check in run_checks(picture)}
    assert "文件里没有表2" in CheckResult.of(whole["form.table.t2"]).title
    assert "没有读到表2" in CheckResult.of(lacking["form.table.t2"]).title
    assert whole["form.contents.t2"].verdict is Verdict.DIFFERS
    assert lacking["form.contents.t2"].verdict is Verdict.UNKNOWN


@pytest.mark.parametrize("is_row_unread", [True, False])
def test_a_name_whose_end_may_be_in_a_row_that_was_not_read_is_not_called_another(
    report: BudgetReport, checks: tuple[CheckOutcome, ...], is_row_unread: bool
) -> None:
    """2060702 is 科普活动 in every table; of table 2 only its first two characters were read."""
    table = next(t for t in report.tables if t.table.role is Role.REVENUE)
    line = next(x for x in table.lines if x.code == "2060702")
    assert line.name == "科普活动"
    lines = tuple(replace(x, name="科普") if x is line else x for x in table.lines)
    unread = (Unread(UnreadCause.HIDDEN, "", line.place, table.table),) if is_row_unread else ()
    found = {
        c.code: c for c in run_checks(with_table(report, table, replace(table, lines=lines, unread=unread)))
    }
    expected = Verdict.UNKNOWN if is_row_unread else Verdict.DIFFERS
    assert [found[code].verdict for code in ("form.name.2060702", "form.class.2060702")] == [expected] * 2
    if is_row_unread:
        said = found["form.name.2060702"].wording.as_data()
        assert said["reason"] == {"said": "why.unread", "cause": "在文件里隐藏着"}
        assert said["check"]["said"] == "form.name"
