"""Pages that are pictures: what they print is unread, and where a table may go on there, rows of that table are."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from budgets.form.tables import Form
from budgets.form.terms import Level, UnreadCause
from budgets.parsing.records import PrintedTable, Unread
from budgets.readers.document import Place


def with_picture_pages(
    tables: Iterable[PrintedTable], pages: Sequence[int]
) -> tuple[list[PrintedTable], list[Unread]]:
    """The tables, each with the pictures that may be pages of it as unread; and the pictures that are of none."""
    found = [replace(table, unread=(*table.unread, *_pictures_of(table, pages))) for table in tables]
    of_tables = {place.place.page for table in found for place in table.unread}
    rest = [Unread(UnreadCause.PICTURE, "", Place(page=page)) for page in pages if page not in of_tables]
    return found, rest


def _pictures_of(table: PrintedTable, pages: Sequence[int]) -> list[Unread]:
    """The pictures between its pages, right before its first (it may not have begun there), and right behind its last.

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
        Unread(UnreadCause.PICTURE, "", Place(page=page), table.table)
        for page in pages
        if first <= page <= last and page not in own
    ]
