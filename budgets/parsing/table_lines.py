"""Reads the lines of an official table: joins rows that a page break cut, reads the rows, and sets the levels."""

from collections.abc import Iterable
from dataclasses import replace

from budgets.form.amounts import Unit, is_amount
from budgets.form.tables import Form, OfficialTable
from budgets.parsing.grids import GridPage, Row, is_total, split_page, text_of, texts_of
from budgets.parsing.line_levels import with_levels
from budgets.parsing.table_rows import TableBody, read_rows
from budgets.readers.document import Grid


def read_table_lines(table: OfficialTable, grids: Iterable[Grid], unit: Unit) -> TableBody:
    """Read all pages of one official table into lines, amounts in yuan."""
    body = TableBody()
    pages = [split_page(grid, table.form) for grid in grids]
    if table.form is Form.CODED:
        pages = _stitched(pages, body)
    for page in pages:
        for row in page.header:
            if any(is_amount(text) for text in texts_of(row)):
                body.miss("amount-among-headings", row, n=table.number)
                continue
            body.own(row, "furniture: column headings")
            body.heading_texts |= set(filter(None, texts_of(row)))
        read_rows(table, page, unit, body)
    body.lines = with_levels(table, body.lines)
    return body


def _stitched(pages: list[GridPage], body: TableBody) -> list[GridPage]:
    """The pages with cut rows joined: the rest of a row at the top of a page is moved to its first half.

    The rest has no code, so it was taken as a heading row, but it shares no words with the headings.
    """
    whole: list[GridPage] = []
    headings: set[str] = set()
    for page in pages:
        rest = page.header[-1] if page.header and whole and whole[-1].body else None
        if (
            rest is not None
            and not set(filter(None, texts_of(rest))) & headings
            and _is_cut(whole[-1].body[-1], rest)
        ):
            first = whole[-1].body[-1]
            body.rests[first[0].place] = rest
            joined = tuple(
                replace(a, text=(a.text or "") + (b.text or "")) for a, b in zip(first, rest, strict=True)
            )
            whole[-1] = GridPage(whole[-1].header, (*whole[-1].body[:-1], joined))
            page = GridPage(page.header[:-1], page.body)
        headings |= {text for row in page.header for text in texts_of(row) if text}
        whole.append(page)
    return whole


def _is_cut(first: Row, rest: Row) -> bool:
    return len(first) == len(rest) and not text_of(rest, 0) and not is_total(text_of(first, 0))
