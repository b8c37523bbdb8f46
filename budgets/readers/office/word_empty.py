"""Empty pages of a Word file: page breaks with nothing printed between them.

A file knows no pages, so only those are told that every program must leave empty: between two printed page breaks,
between a page break and a section that begins a page, and behind a page break at the end of the text.
"""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from budgets.readers.document import Place
from budgets.readers.office.word_xml import deep, is_on

_LEFT_OUT = frozenset({"pPr", "rPr", "del", "moveFrom"})
_PRINTED = frozenset(
    {"drawing", "pict", "object", "sym", "oMath", "oMathPara", "AlternateContent", "ruby"}
    | {"footnoteReference", "endnoteReference", "tbl"}
)
_GOES_ON = ("continuous", "nextColumn")  # sections that begin no page


class EmptyPages:
    """Sees the blocks of a document in their order, and keeps the last printed line before each empty page."""

    def __init__(self) -> None:
        self._found: list[Place] = []
        self._behind = Place(line=1)  # the last printed line
        self._is_open = False  # whether nothing is printed since the last page break
        self._paragraph = self._broken_in = 0  # the number of this paragraph, and of that with the break
        self._waiting: Place | None = None  # an empty page, if the next section begins a page

    def see(self, block: Element, lines: int) -> None:
        """Take the next block; `lines` is how many lines are printed before it."""
        self._behind = Place(line=max(lines, 1))
        if block.tag == "sectPr":
            self._section(block)
        elif block.tag != "p":
            self._is_open = self._is_open and block.tag == "sdtPr"
        else:
            self._see_paragraph(block)

    def all(self) -> tuple[Place, ...]:
        """All that were found, once the document has ended."""
        at_the_end = self._is_open and self._paragraph > self._broken_in
        return (*self._found, *([self._behind] if at_the_end else ()))

    def _see_paragraph(self, paragraph: Element) -> None:
        self._paragraph += 1
        # A paragraph that begins a page may stand on the one that the break has begun; a number is printed by itself.
        if is_on(deep(paragraph, "pPr", "pageBreakBefore")) or deep(paragraph, "pPr", "numPr") is not None:
            self._is_open = False
        for is_break in _events(paragraph):
            if is_break and self._is_open:
                self._found.append(self._behind)
            if is_break:
                self._broken_in = self._paragraph
            self._is_open = is_break
        section = deep(paragraph, "pPr", "sectPr")
        if section is not None:
            self._section(section)
            if self._is_open and self._paragraph > self._broken_in:
                self._waiting = self._behind
            self._is_open = False

    def _section(self, section: Element) -> None:
        """A section says itself how it begins, and the one before has ended with the empty page."""
        kind = section.find("type")
        begins_a_page = kind is None or kind.get("val") not in _GOES_ON
        if self._waiting is not None and begins_a_page:
            self._found.append(self._waiting)
        self._waiting = None


def _events(element: Element) -> Iterator[bool]:
    """What a paragraph prints in its order: True for a page break, False for a word or anything else that is seen."""
    for child in element:
        if child.tag in _LEFT_OUT:
            continue
        if child.tag == "br" and child.get("type") == "page":
            yield True
        elif child.tag in _PRINTED or (child.tag == "t" and (child.text or "").strip()):
            yield False
        else:
            yield from _events(child)
