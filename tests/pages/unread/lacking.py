"""The bundled document as if its reader had not made out a cell or a row of a table."""

from collections.abc import Callable
from dataclasses import replace

from budgets import actions
from budgets.form.tables import Role
from budgets.form.terms import Acknowledged, UnreadCause
from budgets.models import EditionVersion
from budgets.parsing.records import BudgetReport
from budgets.parsing.table_records import PrintedTable, TableLine, Unread
from budgets.reconcile import run_checks
from tests.conftest import SAMPLE

Which = Callable[[TableLine], bool]


def of_code(code: str) -> Which:
    """The line of that code."""
    return lambda line: line.code == code


def named(name: str) -> Which:
    """The line of that name."""
    return lambda line: line.name == name


def without_cell(table: PrintedTable, which: Which, column: str) -> PrintedTable:
    """The table with one cell unread: it is printed there, and its amount is not known."""
    line = next(line for line in table.lines if which(line))
    printed = line.figure(column)
    assert printed is not None
    cell = Unread(
        UnreadCause.NOT_AN_AMOUNT, printed.text, printed.place, table.table, line.number, line.side, column
    )
    figures = tuple(figure for figure in line.figures if figure is not printed)
    less = replace(line, figures=figures, unread=(*line.unread, column))
    lines = tuple(less if each is line else each for each in table.lines)
    return replace(table, lines=lines, unread=(*table.unread, cell))


def without_row(table: PrintedTable, which: Which) -> PrintedTable:
    """The table with one row unread: it is not among the lines."""
    row = next(line for line in table.lines if which(line))
    unread = Unread(UnreadCause.CUT_ROW, f"{row.code} {row.name}".strip(), row.place, table.table)
    lines = tuple(line for line in table.lines if line is not row)
    return replace(table, lines=lines, unread=(*table.unread, unread))


def publish_lacking(
    report: BudgetReport, **changed: Callable[[PrintedTable], PrintedTable]
) -> EditionVersion:
    """The edition with some tables changed, by the names of their roles, live at /shanghai-stc/2025/.

    With two of its statements and without the lines of the document: what is added up of the tables needs neither.
    """
    by_role = {Role[name]: change for name, change in changed.items()}
    tables = tuple(by_role.get(t.table.role, lambda same: same)(t) for t in report.tables)
    less = replace(report, tables=tables, statements=report.statements[:2], lines=())
    version = actions.create_draft(less, run_checks(less), SAMPLE.read_bytes(), "shanghai-stc")
    return actions.publish(version, accepted=[Acknowledged.UNREAD])
