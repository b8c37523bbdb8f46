"""The annotations of a PDF page: those that stand on the page like print, and what the others hold.

A form field with an appearance, a stamp, a text box are drawn with the page. Comments, attached files, hidden
fields and scripts are not seen: they are listed.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pdfminer.layout import LTChar, LTContainer
from pdfminer.pdftypes import PDFStream

from budgets.form.terms import HiddenKind
from budgets.readers.document import Hidden, Place
from budgets.readers.pdf.attachments import ReadAttached, attached
from budgets.readers.pdf.drawing import Appearance, Drawn
from budgets.readers.pdf.fields import field_words
from budgets.readers.pdf.layers import Layers
from budgets.readers.pdf.objects import dictionary, identity, items, name, resolved, squeezed, words
from budgets.readers.pdf.page import Box
from budgets.readers.pdf.paint import box_around, corners
from budgets.readers.pdf.scripts import scripts_of

# The kinds that stand on the page like print. A marker (Highlight) lets through what lies below, an icon is no print.
_PRINTED = {"FreeText", "Stamp", "Widget", "Watermark", "Square"}
_MEDIA = {"Sound", "Movie", "RichMedia", "Screen", "3D"}
_INVISIBLE, _HIDDEN, _NO_VIEW = 1, 2, 32
_MOST = 5_000  # on one page


@dataclass(frozen=True)
class Note:
    """One annotation: its number on the page from 1, its kind and its entries."""

    number: int
    kind: str
    entries: dict[str, Any]
    identity: int
    is_off: bool

    @property
    def appearance(self) -> PDFStream | None:
        """What is drawn for it; None where it has no appearance."""
        found = resolved(dictionary(self.entries.get("AP")).get("N"))
        if isinstance(found, dict):
            found = resolved(found.get(name(self.entries.get("AS"))))
        return found if isinstance(found, PDFStream) else None

    @property
    def rectangle(self) -> Box | None:
        """Left, bottom, right, top in the page's own coordinates."""
        sides = [resolved(side) for side in items(self.entries.get("Rect"))]
        if len(sides) != 4 or not all(isinstance(side, (int, float)) for side in sides):
            return None
        return (
            min(sides[0], sides[2]),
            min(sides[1], sides[3]),
            max(sides[0], sides[2]),
            max(sides[1], sides[3]),
        )


def notes_of(page: Any, layers: Layers) -> list[Note]:
    """The annotations of a pdfminer page; none where the list is broken."""
    found: list[Note] = []
    seen: set[int] = set()
    for given in items(page.annots)[:_MOST]:
        entries = dictionary(given)
        if not entries or identity(given) in seen:
            continue
        seen.add(identity(given))
        flags = resolved(entries.get("F"))
        off = isinstance(flags, int) and bool(flags & (_INVISIBLE | _HIDDEN | _NO_VIEW))
        off = off or layers.is_off(entries.get("OC"))
        found.append(Note(len(found) + 1, name(entries.get("Subtype")), entries, identity(given), off))
    return found


def appearances(notes: list[Note]) -> dict[int, Appearance]:
    """What is to be drawn for the annotations that print, by number, and for those that would if they were shown."""
    found = {}
    for note in notes:
        content, rectangle = note.appearance, note.rectangle
        if note.kind in _PRINTED and content is not None and rectangle is not None:
            found[note.number] = content, rectangle, not note.is_off
    return found


def hidden_notes(
    number: int, notes: list[Note], drawn: Drawn, origin: tuple[float, float], read: ReadAttached | None
) -> Iterator[Hidden]:
    """What the annotations of a page hold and do not show; `read` reads a file that is attached."""
    for note in notes:
        try:
            place = _place(number, note, drawn, origin)
            yield from _hidden(note, place, _drawn_words(drawn, note.number), read)
        except Exception:  # a broken annotation must not cost the document; what it holds nobody knows
            yield Hidden(HiddenKind.COMMENT, "", Place(page=number), searched=False)


def _hidden(note: Note, place: Place, drawn: tuple[str, str], read: ReadAttached | None) -> Iterator[Hidden]:
    author = words(note.entries.get("T")) if note.kind != "Widget" else ""
    if note.kind == "Widget":
        text = field_words(note.entries, *drawn)
        if text:
            yield Hidden(HiddenKind.FORM_FIELD, text, place)
    else:
        if note.kind == "FileAttachment":
            yield attached(note.entries.get("FS"), place, read, author)
        elif note.kind in _MEDIA:
            yield Hidden(HiddenKind.ATTACHMENT, words(note.entries.get("T")), place, searched=False)
        yield from _comment(note, place, author, drawn)
    yield from (Hidden(HiddenKind.SCRIPT, text, place) for text in scripts_of(note.entries))


def _comment(note: Note, place: Place, author: str, drawn: tuple[str, str]) -> Iterator[Hidden]:
    """The words of a comment that do not stand on the page, or only its author where it has none."""
    text = "" if _is_repeated(note) else _comment_words(note, *drawn)
    if text:
        kind = HiddenKind.DESCRIPTION if note.kind == "Link" else HiddenKind.COMMENT
        yield Hidden(kind, text, place, author)
    elif author and note.kind not in {"Popup", "FileAttachment", "Link", *_MEDIA}:
        yield Hidden(HiddenKind.AUTHOR, author, place)


def _is_repeated(note: Note) -> bool:
    """Whether this is the window that opens on a comment and shows the same words."""
    return note.kind == "Popup" and bool(words(dictionary(note.entries.get("Parent")).get("Contents")))


def _comment_words(note: Note, shown: str, kept_back: str) -> str:
    found: list[str] = []
    rich = re.sub(r"<[^>]*>", " ", words(note.entries.get("RC")))
    for text in (words(note.entries.get("Contents")), rich, kept_back):
        if text.strip() and squeezed(text) not in squeezed("".join([shown, *found])):
            found.append(text.strip())
    return "\n".join(found)


def _drawn_words(drawn: Drawn, note: int) -> tuple[str, str]:
    """What is drawn for an annotation: the words that are shown, and those that are not."""
    return "".join(_texts(drawn.shown.get(note, ()))), "".join(_texts(drawn.kept_back.get(note, ())))


def _texts(container: Any) -> Iterator[str]:
    for item in container:
        if isinstance(item, LTContainer):
            yield from _texts(item)
        elif isinstance(item, LTChar):
            yield item.get_text()


def _place(number: int, note: Note, drawn: Drawn, origin: tuple[float, float]) -> Place:
    rectangle = note.rectangle
    if rectangle is None:
        return Place(page=number)
    left, bottom, right, top = box_around(corners(rectangle), drawn.ctm)
    x, y = origin
    return Place(
        page=number, box=(round(left - x, 2), round(y - top, 2), round(right - x, 2), round(y - bottom, 2))
    )
