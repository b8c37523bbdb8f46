"""Words that stand for pictures or glyphs (/Alt, /ActualText): read aloud or copied, and not seen.

The tree of a tagged document may have a hundred thousand nodes. So the bytes are searched for these entries first,
and only objects that have one are read.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import islice
from typing import Any

from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdftypes import PDFObjRef, PDFStream

from budgets.form.terms import HiddenKind
from budgets.readers.document import Hidden, Place
from budgets.readers.pdf.drawing import Drawn
from budgets.readers.pdf.objects import items, resolved, squeezed, text_of, unpacked, words
from budgets.readers.pdf.page import Box, printed_form

_ENTRY = re.compile(rb"/(?:Alt|ActualText|E)\s*[(<]|/(?:Alt|ActualText)\s+\d+\s+\d+\s+R")
_OBJECT = re.compile(rb"(\d+)\s+\d+\s+obj\b")
# Objects are no longer than this, and no document has more entries of this kind: the search ends in time.
_LONGEST_OBJECT = 50_000
_MOST_ENTRIES = 20_000
_LONGEST_NUMBER = 20  # of an object: 12 0 obj
_MOST = 2_000
_LITERAL = re.compile(
    rb"\(((?:[^()\\]|\\.|\((?:[^()\\]|\\.){0,2000}\)){0,2000})\)|<([0-9A-Fa-f\s]*)>", re.DOTALL
)
_ESCAPED = re.compile(rb"\\([0-7]{1,3}|\r\n|.)", re.DOTALL)
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
    numbers, whole = _objects(document, content, printed)
    if not whole or len(numbers) > _MOST:
        yield Hidden(HiddenKind.DESCRIPTION, "", searched=False)
    for number in sorted(numbers)[:_MOST]:
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


def _objects(document: PDFDocument, content: bytes, printed: str) -> tuple[set[int], bool]:
    """The numbers of the objects that have such an entry with words that are not printed, and whether these are all."""
    found = set()
    left = _MOST_ENTRIES
    locked = document.encryption is not None
    for match in islice(_ENTRY.finditer(content), left):
        left -= 1
        start = content.rfind(b" obj", max(0, match.start() - _LONGEST_OBJECT), match.start())
        begin = _OBJECT.search(content, max(0, start - _LONGEST_NUMBER), start + 4) if start > 0 else None
        if begin and (locked or _says_more(content, match, printed)):
            found.add(int(begin[1]))
    for stream in _packed(document):
        data = unpacked(stream) or b""
        matches = list(islice(_ENTRY.finditer(data), left))
        left -= len(matches)
        found |= _numbers_in(
            stream, data, [match.start() for match in matches if _says_more(data, match, printed)]
        )
    return found, left > 0


def _numbers_in(stream: PDFStream, data: bytes, places: list[int]) -> set[int]:
    """The numbers of the objects that lie at these places in a stream of several objects."""
    first = resolved(stream.get("First"))
    if not places or not isinstance(first, int):
        return set()
    numbers = [int(part) for part in data[:first].split() if part.isdigit()]
    ids, offsets = numbers[::2], numbers[1::2]
    return {ids[max(0, bisect_right(offsets, place - first) - 1)] for place in places if ids}


def _says_more(data: bytes, entry: re.Match[bytes], printed: str) -> bool:
    """Whether an entry has words that are not printed; Word repeats in one the text of each paragraph."""
    text = _LITERAL.match(data, entry.end() - 1)
    if text is None:
        return True
    if text[1] is not None:
        plain = _ESCAPED.sub(_unescaped, text[1])
    else:
        digits = b"".join(text[2].split())
        plain = bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode())
    return squeezed(text_of(plain)) not in printed


def _unescaped(escape: re.Match[bytes]) -> bytes:
    sign = escape[1]
    if sign[:1].isdigit():
        return bytes([int(sign, 8) & 255])
    return {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}.get(sign, sign.strip(b"\r\n"))


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
