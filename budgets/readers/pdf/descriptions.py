"""Words that stand for pictures or glyphs (/Alt, /ActualText): read aloud or copied, and not seen.

The tree of a tagged document may have a hundred thousand nodes. So the bytes are searched for these entries first,
and only objects that have one are read.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import Any

from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdftypes import PDFObjRef, PDFStream

from budgets.form.terms import HiddenKind
from budgets.readers.document import Hidden, Place
from budgets.readers.pdf.drawing import Drawn
from budgets.readers.pdf.objects import items, resolved, squeezed, unpacked, words
from budgets.readers.pdf.page import Box, printed_form

_ENTRY = re.compile(rb"/(?:Alt|ActualText|E)\s*[(<]|/(?:Alt|ActualText)\s+\d+\s+\d+\s+R")
_OBJECT = re.compile(rb"(\d+)\s+\d+\s+obj\b")
_LONGEST_NUMBER = 20  # of an object: 12 0 obj
_MOST = 2_000
_KEYS = ("Alt", "ActualText", "E")


def replaced_words(number: int, drawn: Drawn, origin: tuple[float, float]) -> Iterator[Hidden]:
    """The words on a page that its author put in the place of other glyphs than these words have."""
    for replaced in drawn.replaced:
        text = replaced.words.strip()
        drawn_there = "".join(printed_form(char) for char in replaced.drawn)
        if any(char.isalnum() for char in text) and squeezed(text) != squeezed(drawn_there):
            yield Hidden(HiddenKind.DESCRIPTION, text, Place(page=number, box=_box(replaced.first, origin)))


def _box(item: Any, origin: tuple[float, float]) -> Box | None:
    if item is None:
        return None
    left, top = origin
    return (
        round(item.x0 - left, 2),
        round(top - item.y1, 2),
        round(item.x1 - left, 2),
        round(top - item.y0, 2),
    )


def described(document: PDFDocument, content: bytes, pages: dict[Any, int], printed: str) -> Iterator[Hidden]:
    """The descriptions in the tree of the document; `pages` are page numbers by object, `printed` all its text.

    Words that are printed all the same are left out; `printed` has no blanks.
    """
    seen = set()
    for number in sorted(_objects(document, content))[:_MOST]:
        for entries in _dictionaries(PDFObjRef(document, number)):
            page = entries.get("Pg")
            place = Place(page=pages.get(page.objid) if isinstance(page, PDFObjRef) else None)
            for key in _KEYS:
                text = words(entries.get(key)) if key in entries else ""
                new = text and (text, place) not in seen
                if new and any(char.isalnum() for char in text) and squeezed(text) not in printed:
                    seen.add((text, place))
                    yield Hidden(HiddenKind.DESCRIPTION, text, place)


def _dictionaries(given: Any) -> Iterator[dict[str, Any]]:
    """An object that is a node of the tree, and the nodes that stand within it."""
    entries = resolved(given)
    if isinstance(entries, dict) and ("S" in entries or "Pg" in entries):
        yield entries
        for kid in items(entries.get("K")):
            if isinstance(kid, dict):
                yield kid


def _objects(document: PDFDocument, content: bytes) -> set[int]:
    """The numbers of the objects that have such an entry."""
    found = set()
    for match in _ENTRY.finditer(content):
        start = content.rfind(b" obj", 0, match.start())
        begin = _OBJECT.search(content, max(0, start - _LONGEST_NUMBER), start + 4) if start > 0 else None
        if begin:
            found.add(int(begin[1]))
    for stream in _packed(document):
        data = unpacked(stream) or b""
        first = resolved(stream.get("First"))
        places = [match.start() for match in _ENTRY.finditer(data)]
        if places and isinstance(first, int):
            numbers = [int(part) for part in data[:first].split() if part.isdigit()]
            ids, offsets = numbers[::2], numbers[1::2]
            found |= {ids[max(0, bisect_right(offsets, place - first) - 1)] for place in places if ids}
    return found


def _packed(document: PDFDocument) -> Iterator[PDFStream]:
    """The streams in which several objects are packed together."""
    numbers = set()
    for xref in document.xrefs:
        for number in list(xref.get_objids()):
            try:
                holder = xref.get_pos(number)[0]
            except KeyError:
                continue
            if holder is not None:
                numbers.add(holder)
    for number in sorted(numbers):
        stream = resolved(PDFObjRef(document, number))
        if isinstance(stream, PDFStream):
            yield stream
