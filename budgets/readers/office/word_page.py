"""The pages of a Word file: how large they are, what lies behind their words, and which shapes print none of them."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from xml.etree.ElementTree import Element

from budgets.form.terms import HiddenKind
from budgets.readers.document import PAGE_FURNITURE, Document, Grid, Paragraph
from budgets.readers.office.archive import OfficeArchive
from budgets.readers.office.word_looks import PAGE, UNKNOWN, WHITE
from budgets.readers.office.word_xml import deep, is_on

_TWENTIETHS = 635  # English Metric Units in a twentieth of a point
_POINT = 12_700
_A4 = (11_906 * _TWENTIETHS, 16_838 * _TWENTIETHS)
_LARGEST = 100_000  # twentieths: more than any page of Word
_THINNEST = 40  # twentieths of a point: lines and rows of 2 pt cut their words off
_UNITS = {"pt": 12_700.0, "in": 914_400.0, "cm": 360_000.0, "mm": 36_000.0, "pc": 152_400.0, "px": 9_525.0}
_LENGTH = re.compile(r"(-?\d+(?:\.\d+)?)(pt|in|cm|mm|pc|px)?")
_SHAPES = frozenset({"shape", "rect", "roundrect", "oval", "group", "line", "polyline", "arc", "curve"})


@dataclass(frozen=True)
class _Side:
    """One direction of the page in English Metric Units: its length, and the widest margin before the text."""

    length: float
    margin: float | None


class Pages:
    """What is asked of the pages in the few places that need it; the XML is searched then, without building it."""

    def __init__(self, archive: OfficeArchive, main: str) -> None:
        self._archive, self._main = archive, main

    @cached_property
    def _content(self) -> bytes:
        """The XML of the text."""
        return self._archive.read(self._main)

    def _headers(self) -> Iterator[bytes]:
        for relation in self._archive.relations(self._main):
            if relation.kind in ("header", "footer"):
                yield self._archive.peek(relation.target)

    @cached_property
    def ground(self) -> str:
        """The colour of the pages: white, or UNKNOWN where they have a colour or something may lie behind the text."""
        has_colour = re.search(rb"<(?:\w+:)?background\b", self._content)
        has_shapes = b"z-index:-" in self._content or any(
            b'behindDoc="1"' in content for content in (self._content, *self._headers())
        )
        return UNKNOWN if has_colour or has_shapes else WHITE

    @cached_property
    def _across(self) -> _Side:
        columns = re.search(rb'<(?:\w+:)?cols\b[^>]*\bnum="(?:[2-9]|\d\d)', self._content)
        return self._side(b"w", _A4[0], None if columns else b"left")

    @cached_property
    def _down(self) -> _Side:
        return self._side(b"h", _A4[1], b"top")

    def _side(self, size: bytes, usual: int, margin: bytes | None) -> _Side:
        sizes = self._numbers(b"pgSz", size)
        margins = self._numbers(b"pgMar", margin) if margin else []
        length = max(sizes) * _TWENTIETHS if sizes else usual
        return _Side(length, max(margins) * _TWENTIETHS if margins else None)

    def _numbers(self, tag: bytes, attribute: bytes) -> list[int]:
        found = re.findall(rb"<(?:\w+:)?%b\b[^>]*?[\s:]%b=\"(\d{1,6})\"" % (tag, attribute), self._content)
        return [number for text in found if (number := int(text)) < _LARGEST]

    def shape(self, element: Element) -> HiddenKind | None:
        """How a drawing, or a shape of one, is kept from the page; None when it is printed."""
        if element.tag in ("anchor", "inline"):
            properties = element.find("docPr")
            if properties is not None and properties.get("hidden") in ("1", "true"):
                return HiddenKind.HIDDEN_TEXT
            return HiddenKind.OUTSIDE_PAGE if element.tag == "anchor" and self._is_off(element) else None
        if element.tag in ("wsp", "grpSp", "wgp", "pic"):
            own = element.find("cNvPr")
            return HiddenKind.HIDDEN_TEXT if own is not None and own.get("hidden") in ("1", "true") else None
        return self._drawn(element) if element.tag in _SHAPES else None

    def _is_off(self, anchor: Element) -> bool:
        """Whether an anchored drawing lies beside the page; in doubt it does not."""
        extent = anchor.find("extent")
        for tag, side, length in (("positionH", self._across, "cx"), ("positionV", self._down, "cy")):
            position = anchor.find(tag)
            start = _whole(None if position is None else position.findtext("posOffset"))
            size = _whole(None if extent is None else extent.get(length))
            if position is None or start is None:
                continue
            if _is_beside(side, start, size, position.get("relativeFrom", "")):
                return True
        return False

    def _drawn(self, shape: Element) -> HiddenKind | None:
        style = dict(
            (key.strip().lower(), value.strip().lower())
            for key, _, value in (part.partition(":") for part in shape.get("style", "").split(";"))
        )
        if style.get("visibility") == "hidden" or style.get("display") == "none":
            return HiddenKind.HIDDEN_TEXT
        if style.get("position") != "absolute":
            return None
        sides = (
            ("margin-left", "width", self._across, "horizontal"),
            ("margin-top", "height", self._down, "vertical"),
        )
        for start, size, side, direction in sides:
            origin = style.get(
                f"mso-position-{direction}-relative", "column" if direction == "horizontal" else ""
            )
            at = _length(style.get(start))
            if at is not None and _is_beside(side, at, _length(style.get(size)), origin):
                return HiddenKind.OUTSIDE_PAGE
        return None

    def paragraph(self, element: Element) -> HiddenKind | None:
        """How a paragraph's place or line height keeps it from the page; None when it is printed."""
        properties = element.find("pPr")
        if properties is None:
            return None
        frame = properties.find("framePr")
        if frame is not None and self._is_frame_off(frame):
            return HiddenKind.OUTSIDE_PAGE
        spacing = properties.find("spacing")
        if spacing is None or spacing.get("lineRule") != "exact":
            return None
        height = _whole(spacing.get("line"))
        return HiddenKind.UNSEEN_TEXT if height is not None and 0 < height <= _THINNEST else None

    def _is_frame_off(self, frame: Element) -> bool:
        sides = (("x", "w", self._across, "hAnchor"), ("y", "h", self._down, "vAnchor"))
        for start, size, side, origin in sides:
            at, length = _whole(frame.get(start)), _whole(frame.get(size))
            if at is not None and _is_beside(
                side,
                at * _TWENTIETHS,
                None if length is None else length * _TWENTIETHS,
                frame.get(origin, ""),
            ):
                return True
        return False


def _is_beside(side: _Side, start: float, size: float | None, origin: str) -> bool:
    """Whether something from `start` on lies before or behind the page, wherever its origin may be on the page."""
    if origin in ("paragraph", "line") and side.margin is not None:
        return False  # Word keeps what hangs on a line on the page
    if start >= side.length:
        return True
    if size is None:
        return False
    before = side.length if side.margin is None else side.margin
    reach = {
        "page": 0.0,
        "leftMargin": 0.0,
        "topMargin": 0.0,
        "column": before,
        "margin": before,
        "text": before,
    }
    return start + size <= -reach.get(origin, side.length)


def _whole(text: str | None) -> int | None:
    text = (text or "").strip()
    digits = text.removeprefix("-")
    return int(text) if digits.isdecimal() and len(digits) < 12 else None


def _length(text: str | None) -> float | None:
    """A length of a drawing's style in English Metric Units; bare numbers are points, as Word writes none others."""
    found = _LENGTH.fullmatch(text or "")
    return None if found is None else float(found[1]) * _UNITS[found[2] or "pt"]


def thin_row(row: Element) -> bool:
    """Whether a table row is too low to show any word."""
    height = deep(row, "trPr", "trHeight")
    if height is None or height.get("hRule") != "exact":
        return False
    size = _whole(height.get("val"))
    return size is not None and 0 < size <= _THINNEST


def hidden_row(row: Element) -> bool:
    """Whether a table row is kept from the page."""
    return is_on(deep(row, "trPr", "hidden")) or thin_row(row)


def headers_in_use(sections: Iterable[Element], has_even: bool) -> Iterator[str]:
    """The headers and footers that pages have: a section has those of the one before it where it names none of its own.

    Those of the first page print only where the section has its own, those of even pages where the document has.
    """
    named: dict[tuple[str, str], str] = {}
    for section in sections:
        for reference in section:
            if reference.tag in ("headerReference", "footerReference"):
                named[reference.tag, reference.get("type", "default")] = reference.get("id", "")
        used = {"default": True, "even": has_even, "first": is_on(section.find("titlePg"))}
        yield from (id_ for (_, type_), id_ in named.items() if used.get(type_))


def fill_of(shape: Element) -> str:
    """The plain colour of a shape around words, PAGE for none, UNKNOWN in doubt."""
    if shape.tag == "wsp":
        return _drawing_fill(shape.find("spPr"))
    if shape.get("filled") in ("f", "false", "0"):
        return PAGE
    colour = shape.get("fillcolor", "white").partition(" ")[0].lower()
    if colour in ("white", "window", "#fff"):
        return WHITE
    is_plain = len(colour) == 7 and colour.startswith("#") and shape.find("fill") is None
    return colour[1:].upper() if is_plain else UNKNOWN


def _drawing_fill(properties: Element | None) -> str:
    if properties is None:
        return UNKNOWN
    if properties.find("noFill") is not None:
        return PAGE
    colour = deep(properties, "solidFill", "srgbClr")
    if colour is not None and not len(colour):
        return colour.get("val", UNKNOWN).upper()
    theme = deep(properties, "solidFill", "schemeClr")
    is_white = theme is not None and theme.get("val") in ("bg1", "lt1") and not len(theme)
    return WHITE if is_white else UNKNOWN


def prints_text(block: Paragraph | Grid) -> bool:
    """Whether a block prints words that are not of the page's furniture."""
    if isinstance(block, Paragraph):
        return block.marker != PAGE_FURNITURE
    return any(cell.text for row in block.rows for cell in row)


def printed_lines(blocks: tuple[Paragraph | Grid, ...]) -> list[str]:
    """Every line that blocks print."""
    return [text.strip() for text, _ in Document("", "docx", "", blocks).printed_lines()]
