"""Reads the lines of an official table: joins rows that a page break cut, reads the rows, and sets the levels."""

from collections.abc import Iterable
from dataclasses import replace

from budgets.form.amounts import Unit, is_amount, is_blank
from budgets.form.tables import Form, OfficialTable
from budgets.form.terms import UnreadCause
from budgets.parsing.cut_rows import stitched
from budgets.parsing.grids import GridPage, Row, is_body_row, is_total, split_page, text_of, texts_of
from budgets.parsing.line_levels import with_levels
from budgets.parsing.table_body import TableBody
from budgets.parsing.table_rows import read_rows
from budgets.parsing.unknown_tables import names_a_column
from budgets.readers.document import Grid


def read_table_lines(table: OfficialTable, grids: Iterable[Grid], unit: Unit) -> TableBody:
    """Read all pages of one official table into lines, amounts in yuan."""
    body = TableBody(table)
    grids = list(grids)
    for row in (row for grid in grids for row in grid.rows if not any(texts_of(row))):
        body.lost_row(row)
    pages = _without_headings_again([split_page(grid, table.form) for grid in grids], body)
    pages = stitched(pages, body)
    if table.form is Form.CODED:
        pages = [_without_cut_rows(page, body) for page in pages]
    for page in pages:
        headed = bool(body.heading_texts)
        for row in page.header:
            is_heading = names_a_column(texts_of(row)) or bool(body.heading_texts & set(texts_of(row)))
            if any(is_amount(text) for text in texts_of(row)) or (headed and not is_heading):
                body.miss("amount-among-headings", row, n=table.number)
                body.unread_row(UnreadCause.NOT_UNDERSTOOD, row)
                continue
            body.own(row, "furniture: column headings")
            headed = headed or is_heading
            body.heading_texts |= set(filter(None, texts_of(row)))
        read_rows(page, unit, body)
    body.lines = with_levels(table, body.lines)
    return body


def _without_headings_again(pages: list[GridPage], body: TableBody) -> list[GridPage]:
    """The pages without the heading rows that are printed again among their rows."""
    whole: list[GridPage] = []
    headings: list[list[str]] = []
    for page in pages:
        headings += [_printed(row) for row in page.header]
        rows = []
        for row in page.body:
            if _printed(row) in headings and not is_body_row(row, body.table.form):
                body.own(row, "furniture: column headings")
            else:
                rows.append(row)
        whole.append(GridPage(page.header, tuple(rows)))
    return whole


def _printed(row: Row) -> list[str]:
    return [text for text in texts_of(row) if text]


def _is_cut(first: Row, rest: Row) -> bool:
    return len(first) == len(rest) and not text_of(rest, 0) and not is_total(text_of(first, 0))


def _joined(first: Row, rest: Row) -> Row:
    return tuple(replace(a, text=(a.text or "") + (b.text or "")) for a, b in zip(first, rest, strict=True))


def _without_cut_rows(page: GridPage, body: TableBody) -> GridPage:
    """The page with the pieces of a row put together that stand as two rows in its grid: 1,952,40 above 0."""
    rows: list[Row] = []
    for row in page.body:
        if rows and _are_pieces(rows[-1], row):
            body.rests.setdefault(rows[-1][0].place, []).append(row)
            rows[-1] = _joined(rows[-1], row)
        else:
            rows.append(row)
    return GridPage(page.header, tuple(rows))


def _are_pieces(first: Row, rest: Row) -> bool:
    """Whether a row without code goes on with the one above: only together their cells are amounts.

    Where each of two cells is a number of its own, nobody knows: such rows stay two.
    """
    if not _is_cut(first, rest):
        return False
    pairs = [(text_of(first, n), text_of(rest, n)) for n in range(len(first)) if text_of(rest, n)]
    numbers = [(a, b) for a, b in pairs if any(map(str.isdigit, a + b))]
    return any(not is_amount(a) or not is_amount(b) for a, b in numbers) and all(
        is_amount(a + b) and not is_blank(a) for a, b in numbers
    )
