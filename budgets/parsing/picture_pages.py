"""Pages that are pictures or whose words nobody sees, and pictures that stand where a table should.

What they print is unread, and where a table may go on there, rows of that table are.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from budgets.form.tables import Form
from budgets.form.terms import HiddenKind, Level, UnreadCause
from budgets.parsing.table_records import PrintedTable, Unread
from budgets.readers.document import PAGE_FURNITURE, Document, Paragraph, Place

_UNSEEN = (HiddenKind.HIDDEN_TEXT, HiddenKind.UNSEEN_TEXT, HiddenKind.OUTSIDE_PAGE, HiddenKind.LAYER)
_At = tuple[int, float]  # page and height, or line: the order in which things stand in a document


def with_picture_pages(
    tables: Sequence[PrintedTable],
    pages: Sequence[int],
    cause: UnreadCause = UnreadCause.PICTURE,
    *,
    all_found: bool,
) -> tuple[list[PrintedTable], list[Unread]]:
    """The tables, each with those of these pages that may be pages of it as unread; and the pages that are of none.

    Unless all tables of the form were found (`all_found`), a page before or behind a table may be one that was not: then
    it is of none as well.
    """
    found = [replace(table, unread=(*table.unread, *_pages_of(table, pages, cause))) for table in tables]
    settled = found if all_found else []
    of_tables = {place.place.page for table in settled for place in table.unread if place.place.box is None}
    of_tables |= {page for table in tables for page in pages if _is_between(table, page)}
    rest = [Unread(cause, "", Place(page=page)) for page in pages if page not in of_tables]
    return found, rest


def _is_between(table: PrintedTable, page: int) -> bool:
    """Whether the table prints rows before and behind that page; one without codes is on one page."""
    own = {line.place.page for line in table.lines if line.place.page is not None}
    return table.table.form is Form.CODED and bool(own) and min(own) < page < max(own)


def hidden_pages(document: Document) -> list[int]:
    """The pages that print nothing but page furniture and hold words that nobody sees."""
    unseen = {hidden.place.page for hidden in document.hidden if hidden.kind in _UNSEEN}
    printed = {
        cell.place.page
        for block in document.blocks
        if not isinstance(block, Paragraph)
        for row in block.rows
        for cell in row
        if cell.text
    }
    for block in document.blocks:
        if isinstance(block, Paragraph) and block.marker != PAGE_FURNITURE:
            printed |= {block.place.page, *(place.page for _, place in block.lines)}
    return sorted(page for page in unseen - printed if page is not None)


def is_sheet(place: Place) -> bool:
    """Whether a place is a whole sheet of a workbook."""
    return place.table is not None and place == Place(table=place.table)


def with_pictures(
    tables: Iterable[PrintedTable], pictures: Sequence[Place], headings: Iterable[Place]
) -> list[PrintedTable]:
    """The tables; of one that prints no row, a picture between its title and the next heading may be its rows."""
    starts = sorted(at for place in headings if (at := at_of(place)) is not None)
    return [_with_picture(table, pictures, starts) for table in tables]


def _with_picture(table: PrintedTable, pictures: Sequence[Place], starts: Sequence[_At]) -> PrintedTable:
    title = at_of(table.place)
    if title is None or not table.is_empty:
        return table
    end = next((start for start in starts if start > title), (10**9, 0.0))
    for place in pictures:
        at = at_of(place)
        if at is not None and title <= at < end:
            return replace(table, unread=(Unread(UnreadCause.PICTURE, "", place, table.table),))
    return table


def at_of(place: Place) -> _At | None:
    """Where something stands; None in a workbook, whose sheets have no order of lines."""
    if place.line is not None:
        return 0, place.line
    return None if place.page is None or place.box is None else (place.page, place.box[1])


def _pages_of(table: PrintedTable, pages: Sequence[int], cause: UnreadCause) -> list[Unread]:
    """Those between its pages, right before its first (it may not have begun there), and right behind its last.

    A table that ends with its total does not go on behind it; one without codes is on one page.
    """
    own = {place.page for place in (table.place, *(x.place for x in table.lines)) if place.page is not None}
    if not own:
        return []
    first, last = min(own), max(own)
    while table.table.form is Form.CODED and first - 1 in pages:
        first -= 1
    closed = len(table.lines) > 1 and table.lines[-1].level is Level.TOTAL
    while not closed and last + 1 in pages:
        last += 1
    return [
        Unread(cause, "", Place(page=page), table.table)
        for page in pages
        if first <= page <= last and page not in own
    ]
