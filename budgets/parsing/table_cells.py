"""Reads the cells of one row: its amounts, and what stands there that is none."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace

from budgets.form.amounts import AmountError, Unit, is_nil, parse_amount
from budgets.form.spelling import one_line
from budgets.form.tables import Column
from budgets.form.terms import UnreadCause
from budgets.parsing.grids import GridPage, Layout, Row, common_width, texts_of
from budgets.parsing.table_body import TableBody
from budgets.parsing.table_records import PrintedFigure, TableLine
from budgets.readers.document import Cell


def read_figures(
    row: Row, layout: Layout, unit: Unit
) -> tuple[tuple[PrintedFigure, ...], list[tuple[Column, Cell]]]:
    """The printed amounts of one row, and the amount cells that hold something else, or a picture of something."""
    figures, others = [], []
    for index, column in layout.amounts:
        if index < len(row):
            try:
                figure = figure_of(row[index], column, unit)
            except AmountError:
                others.append((column, row[index]))
                continue
            if figure is not None:
                figures.append(figure)
            elif row[index].lost:
                others.append((column, row[index]))
    return tuple(figures), others


def figure_of(cell: Cell, column: Column, unit: Unit) -> PrintedFigure | None:
    """The amount that a cell prints in a unit; None for a blank one or a nil. Raises AmountError for anything else."""
    yuan = parse_amount(cell.text or "", unit)
    return None if yuan is None else PrintedFigure(column.key, cell.text or "", yuan, cell.place)


def strays_of(row: Row, layouts: Iterable[Layout]) -> list[Cell]:
    """The cells that print something and are no code, no name and no amount of one of the layouts."""
    read = {i for x in layouts for i in (*x.codes, x.name, *(index for index, _ in x.amounts))}
    return [
        row[index]
        for index, text in enumerate(texts_of(row))
        if text and index not in read and not is_nil(text)
    ]


def keep_unread(
    line: TableLine, others: Iterable[tuple[Column, Cell]], strays: Iterable[Cell], row: Row, body: TableBody
) -> TableLine:
    """The line with the columns that were not read; each such cell is kept with the table and reported."""
    number, others = body.table.number, list(others)
    for column, cell in others:
        body.unread_cell(cell.lost or UnreadCause.NOT_AN_AMOUNT, cell, line.number, column.key, line.side)
        if not cell.lost:
            body.miss("not-an-amount", row, n=number, text=one_line(cell.text or ""))
    for cell in strays:
        body.unread_cell(UnreadCause.UNKNOWN_COLUMN, cell, line.number, side=line.side)
    return replace(line, unread=tuple(column.key for column, _ in others))


def uneven_rows(page: GridPage) -> Callable[[Row], bool]:
    """Tells the rows with more or less cells than the others: nobody knows under which heading their cells stand.

    Where headings of several rows are equally wide, every row must be. Else most rows must be, a row that ends
    early is then a shortened one; headings and rows whose blank cells on the right were cut off say nothing.
    """
    headed = common_width(page.header)
    width, count = Counter(len(row) for row in page.body).most_common(1)[0] if page.body else (0, 0)
    is_common = 4 * count >= 3 * len(page.body)
    if headed is None:
        return lambda row: is_common and len(row) != width
    return lambda row: len(row) != headed and not (is_common and count > 2 and len(row) == width)
