"""What a PDF held before it was saved anew by adding to its end: the old objects are still in the file.

A file may be in two parts from the start (prepared for the web, or written by Word); signing adds a part too and takes
nothing away. So only words that an earlier revision has and the present one has not are reported.
"""

import re
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any

from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import PDFObjRef

from budgets.form.terms import HiddenKind
from budgets.readers.document import Hidden
from budgets.readers.pdf.objects import dictionary, items, squeezed

_END = re.compile(rb"startxref\s+(\d+)\s+%%EOF\s*")
# Earlier revisions beyond these, or with more pages that differ, are named and not read: that would take too long.
_MOST_REVISIONS = 5
_MOST_PAGES = 20
_MOST_BYTES = 20_000_000

# Gives the words of some pages of a document, each page by its number.
ReadPages = Callable[[PDFDocument, list[tuple[int, PDFPage]]], list[str]]


def earlier_content(
    document: PDFDocument, content: bytes, known: Callable[[], str], read: ReadPages, listed: set[str]
) -> Iterator[Hidden]:
    """The words of earlier revisions that stand neither on a page nor in what is `listed` already.

    `known` gives all present words without blanks. Nothing is opened where no object was replaced.
    """
    if not _replaced(document):
        return
    ends = [match.end() for match in _END.finditer(content) if int(match[1]) > 0][:-1]
    present = known()
    told: set[str] = set()
    for end in reversed(ends[-_MOST_REVISIONS:]):
        found = _revision(content[:end], document, read) if end <= _MOST_BYTES else None
        if found is None:
            yield Hidden(HiddenKind.EARLIER_CONTENT, "", searched=False)
            continue
        new = [line for line in found if squeezed(line) and squeezed(line) not in present]
        new = [line for line in new if line not in told | listed]
        told |= set(new)
        if new:
            yield Hidden(HiddenKind.EARLIER_CONTENT, "\n".join(dict.fromkeys(new)))
    if len(ends) > _MOST_REVISIONS:
        yield Hidden(HiddenKind.EARLIER_CONTENT, "", searched=False)


def _replaced(document: PDFDocument) -> set[int]:
    """The objects of which the file holds several versions."""
    places: dict[int, Any] = {}
    found = set()
    for xref in document.xrefs:
        for number in list(xref.get_objids()):
            try:
                place = xref.get_pos(number)[:2]
            except KeyError:
                continue
            if places.setdefault(number, place) != place:
                found.add(number)
    return found


def _revision(content: bytes, present: PDFDocument, read: ReadPages) -> list[str] | None:
    """The lines of an earlier revision's pages that differ, and what it said of itself; None where they are not read."""
    try:
        earlier = PDFDocument(PDFParser(BytesIO(content)))
        pages = list(enumerate(PDFPage.create_pages(earlier), start=1))
        now = {page.pageid for page in PDFPage.create_pages(present)}
        changed = [
            (number, page)
            for number, page in pages
            if page.pageid not in now or _is_changed(page, earlier, present)
        ]
        if len(changed) > _MOST_PAGES:
            return None
        return read(earlier, changed)
    except Exception:  # a part of a file may be broken in any way
        return None


def _is_changed(page: PDFPage, earlier: PDFDocument, present: PDFDocument) -> bool:
    """Whether the page, its content, what it draws, or its notes have another version now."""
    contents, annotations = page.attrs.get("Contents"), page.attrs.get("Annots")
    drawn = dictionary(dictionary(page.resources).get("XObject")).values()
    number: Any = page.pageid
    parts = [contents, *items(contents), annotations, *items(annotations), *drawn]
    numbers = [number, *(part.objid for part in parts if isinstance(part, PDFObjRef))]
    return any(_place(earlier, number) != _place(present, number) for number in numbers)


def _place(document: PDFDocument, number: int) -> Any:
    for xref in document.xrefs:
        try:
            return xref.get_pos(number)[:2]
        except KeyError:
            continue
    return None
