"""Turns cells of a report's tables into the terms of a check."""

from dataclasses import replace
from decimal import Decimal

from budgets.form.amounts import last_digit
from budgets.form.references import row_label as label_of_row
from budgets.form.spelling import has_words
from budgets.form.tables import Form
from budgets.form.terms import Level, Side, UnreadCause
from budgets.parsing.records import BudgetReport
from budgets.parsing.table_records import PrintedTable, TableLine, Unread
from budgets.reconcile.outcomes import AtCell, AtTitle, ComparedPlace, Term
from budgets.reconcile.wording import Wording, worded


def row_label(line: TableLine) -> str:
    """The name of a row in checks: its code and name."""
    return label_of_row(line.code, line.name)


def column_label(table: PrintedTable, key: str) -> str:
    """The name of a column in checks."""
    return table.table.label_of(key)


def title_place(table: PrintedTable) -> ComparedPlace:
    """Where a table's title is printed."""
    number = table.table.number
    return ComparedPlace.at(table.place, table.title, number, what=AtTitle(number))


def term(table: PrintedTable, line: TableLine, column: str) -> Term:
    """The cell of that line and column; a blank cell gives a term without yuan at the line's place.

    An amount of the line that nobody can tell into a column is not quoted as that column's.
    """
    figure, unread = line.figure(column), unread_cell(table, line, column)
    at = figure or unread
    printed, text = (at.place, at.text) if at else (line.place, "")
    if unread and not unread.column:
        text = ""
    number, row = table.table.number, row_label(line)
    cell = AtCell(number, line.number, column)
    place = ComparedPlace.at(printed, text, number, row, column_label(table, column), cell)
    if figure is None:
        # The one row of table 9 holds all its lines: where a row of it was not read, it may be that one.
        row_unread = unread_rows(table) if table.table.form is Form.SINGLE_ROW else None
        return Term(None, Decimal(0), table.unit, place, unread.cause if unread else row_unread)
    return Term(figure.yuan, last_digit(figure.text, table.unit), table.unit, place)


def unread_cell(table: PrintedTable, line: TableLine, column: str) -> Unread | None:
    """What that cell prints and was not read; None where it is blank or was read."""
    if column not in line.unread:
        return None
    own = [place for place in table.unread if (place.line, place.side) == (line.number, line.side)]
    # Where its amounts cannot be told into columns, one place without a column stands for them all.
    return next((place for place in own if place.column == column), None) or next(
        place for place in own if not place.column
    )


def unread_rows(table: PrintedTable) -> UnreadCause | None:
    """Why rows of the table were not read, so that no line can be called missing; None where all were."""
    whole = next((place.cause for place in table.unread if place.line is None), None)
    return whole or (unread_names(table) if table.table.form is Form.TWO_SIDED else None)


def unread_names(table: PrintedTable) -> UnreadCause | None:
    """Why nobody can tell whose row one of the table's lines is; None where each name holds a word or is blank."""
    unread = {(place.line, place.side) for place in table.unread if not place.column}
    nameless = any((x.number, x.side) in unread and not has_words(x.name) for x in table.lines if x.name)
    return UnreadCause.NOT_UNDERSTOOD if nameless else None


# Causes for which a whole table may be unread, its title too.
_WHOLE_TABLES = frozenset(
    {UnreadCause.PICTURE, UnreadCause.HIDDEN, UnreadCause.NO_TITLE, UnreadCause.UNKNOWN_HEADINGS}
    | {UnreadCause.NO_COLUMNS}
)


def unread_table(report: BudgetReport) -> UnreadCause | None:
    """Why a table that was not found may be printed all the same; None where every place that could hold one was read."""
    return next(
        (
            place.cause
            for place in report.unread
            if _is_whole(place) or (place.table is None and place.cause in _WHOLE_TABLES)
        ),
        None,
    )


def _is_whole(unread: Unread) -> bool:
    """Whether that is a page, or a picture where a table should stand: more than one table may be there."""
    at = unread.place
    is_alone = unread.line is None and at.row is None and (at.page is not None or at.line is not None)
    return is_alone and unread.cause in (UnreadCause.PICTURE, UnreadCause.HIDDEN)


def why_lacking(report: BudgetReport, table: PrintedTable | None, otherwise: Wording) -> Wording:
    """Why something cannot be compared that was not found: in those words it is not printed, unless it may be unread."""
    cause = unread_rows(table) if table else unread_table(report)
    return worded("why.unread", cause=cause.value) if cause else otherwise


def absent(table: PrintedTable, row: str, column: str) -> Term:
    """The term for a line that the table does not have, or that is among its unread rows: without yuan."""
    place = ComparedPlace(table.table.number, row, column_label(table, column), None, None, "")
    return Term(None, Decimal(0), table.unit, place, unread_rows(table))


def absent_name(table: PrintedTable, name: str, column: str) -> Term:
    """The term for a line that the table does not have by its name; a name that was not read may be that one."""
    unread = unread_names(table) if has_words(name) else UnreadCause.NOT_UNDERSTOOD
    missing = absent(table, name, column)
    return replace(missing, unread=missing.unread or unread)


def column_keys(table: PrintedTable, side: Side | None = None) -> list[str]:
    """The keys of the columns (of one side) in which the table prints anything."""
    used = {figure.column for line in table.lines for figure in line.figures}
    return [c.key for c in table.table.columns if c.key in used and (side is None or c.side is side)]


def total_line(table: PrintedTable, side: Side | None = None) -> TableLine | None:
    """The printed 合计 or 总计 line (of one side)."""
    return next((x for x in table.lines if x.level is Level.TOTAL and x.side is side), None)


def by_code(table: PrintedTable) -> dict[str, TableLine]:
    """The table's coded lines by their joined code."""
    return {line.code: line for line in table.lines if line.codes}


def total_term(table: PrintedTable, column: str, side: Side | None = None) -> Term:
    """The cell of the total line."""
    line = total_line(table, side)
    return term(table, line, column) if line else absent(table, "合计", column)


def code_term(table: PrintedTable, code: str, column: str) -> Term:
    """The cell of the line with that code."""
    line = by_code(table).get(code)
    return term(table, line, column) if line else absent(table, code, column)
