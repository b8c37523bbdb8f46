"""Turns cells of a report's tables into the terms of a check."""

from decimal import Decimal

from budgets.form.amounts import last_digit
from budgets.form.references import row_label as label_of_row
from budgets.form.terms import Level, Side
from budgets.parsing.records import PrintedTable, TableLine
from budgets.reconcile.verdicts import AtCell, AtTitle, ComparedPlace, Term


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
    """The cell of that line and column; a blank cell gives a term without yuan at the line's place."""
    figure = line.figure(column)
    printed, text = (figure.place, figure.text) if figure else (line.place, "")
    number, row = table.table.number, row_label(line)
    cell = AtCell(number, line.number, column)
    place = ComparedPlace.at(printed, text, number, row, column_label(table, column), cell)
    if figure is None:
        return Term(None, Decimal(0), table.unit, place)
    return Term(figure.yuan, last_digit(figure.text, table.unit), table.unit, place)


def absent(table: PrintedTable, row: str, column: str) -> Term:
    """The term for a line that the table does not have: without yuan."""
    place = ComparedPlace(table.table.number, row, column_label(table, column), None, None, "")
    return Term(None, Decimal(0), table.unit, place)


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
