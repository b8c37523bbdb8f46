"""What of the prose is printed and was not read: paragraphs of signs that say nothing, and pictures among paragraphs."""

from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping

from budgets.form.garbled import is_garbled
from budgets.form.terms import UnreadCause
from budgets.parsing.draft import RUNNING
from budgets.parsing.picture_pages import at_of, is_sheet
from budgets.parsing.table_records import Unread
from budgets.readers.document import PAGE_FURNITURE, Document, Paragraph, Place, row_text

_PROSE = ("section:", "statement ", "furniture: contents")  # how the owners of its lines begin


def garbled_prose(document: Document, owners: Mapping[Place, str]) -> Iterator[Unread]:
    """The paragraphs outside of tables, and the rows of tables inside prose, that hold words which nobody can read."""
    for block in document.blocks:
        if isinstance(block, Paragraph):
            if block.marker != PAGE_FURNITURE and is_garbled(block.text):
                yield Unread(UnreadCause.NOT_UNDERSTOOD, block.text.strip(), block.place)
            continue
        for row in block.rows:
            text = row_text(row)
            if is_garbled(text) and owners.get(row[0].place, "").startswith(_PROSE):
                yield Unread(UnreadCause.NOT_UNDERSTOOD, text.strip(), row[0].place)


def pictures_in_prose(
    pictures: Iterable[Place], owners: Mapping[Place, str], known: Collection[Place]
) -> Iterator[Unread]:
    """The pictures in a section, a statement or the list of contents, and those between two pieces of the document.

    They may print words, or a heading; what follows the last table without one is read as its notes. One on the cover is an emblem; `known` are told of already.
    """
    lines = sorted(
        (at, owner)
        for place, owner in owners.items()
        if owner != RUNNING and (at := at_of(place)) is not None
    )
    starts = [at for at, _ in lines]
    for place in pictures:
        at = at_of(place)
        if at is None or place in known or is_sheet(place):
            continue
        behind = bisect_right(starts, at)
        before = lines[behind - 1][1] if behind else "cover"
        after = lines[behind][1] if behind < len(lines) else ""
        is_between = before.partition(":")[0] != after.partition(":")[0] or after.endswith(": note")
        if before.startswith(_PROSE) or (is_between and before != "cover"):
            yield Unread(UnreadCause.PICTURE, "", place)
