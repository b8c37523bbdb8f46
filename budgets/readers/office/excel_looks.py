"""Whether the words of a cell can be seen: what its style says of its number format, its letters and its ground.

In doubt they are visible: colours of a theme other than white, patterns and gradients hide nothing.
"""

from typing import TypeVar
from xml.etree.ElementTree import Element

from budgets.form.terms import HiddenKind
from budgets.readers.office.excel_numbers import BUILT_IN, hides_text
from budgets.readers.office.word_looks import PAGE, UNKNOWN, WHITE, alike

_T = TypeVar("_T")
_SMALLEST = 2.0  # points
_INDEXED = {"0": "000000", "1": WHITE, "8": "000000", "9": WHITE}
_PLAIN = Element("font")
_LIGHT = "0"  # the first colour of a theme is that of its pages


class CellLooks:
    """The cell styles of a workbook by their numbers."""

    def __init__(self, root: Element | None) -> None:
        self.formats: list[str] = []
        self._grounds: list[str] = []
        self._unseen: set[int] = set()
        self._without_text: set[int] = set()
        if root is not None:
            self._read(root)

    def _read(self, root: Element) -> None:
        own = {f.get("numFmtId", ""): f.get("formatCode", "") for f in root.findall("numFmts/numFmt")}
        grounds = [_ground(fill) for fill in root.findall("fills/fill")]
        fonts = root.findall("fonts/font")
        for number, style in enumerate(root.findall("cellXfs/xf")):
            id_ = style.get("numFmtId", "0")
            code = own.get(id_) or BUILT_IN.get(id_, "General")
            self.formats.append(code)
            self._grounds.append(_at(grounds, style.get("fillId", ""), PAGE))
            font = _at(fonts, style.get("fontId", ""), _PLAIN)
            if hides_text(code):
                self._without_text.add(number)
            if _is_unseen(font, self._grounds[-1]):
                self._unseen.add(number)

    def format(self, style: int) -> str:
        """The number format of a style."""
        return self.formats[style] if style < len(self.formats) else "General"

    def hides(self, style: int, is_text: bool) -> HiddenKind | None:
        """How a style keeps the words of its cells from the page; None when they are seen."""
        if is_text and style in self._without_text:
            return HiddenKind.HIDDEN_TEXT
        return HiddenKind.UNSEEN_TEXT if style in self._unseen else None

    def hides_run(self, style: int, properties: Element | None) -> HiddenKind | None:
        """The same for a piece of a text that has looks of its own."""
        if properties is None:
            return self.hides(style, True)
        if style in self._without_text:
            return HiddenKind.HIDDEN_TEXT
        ground = self._grounds[style] if style < len(self._grounds) else PAGE
        return HiddenKind.UNSEEN_TEXT if _is_unseen(properties, ground) else None


def _at(items: list[_T], index: str, default: _T) -> _T:
    return items[int(index)] if index.isdecimal() and int(index) < len(items) else default


def _is_unseen(font: Element, ground: str) -> bool:
    size = font.find("sz")
    try:
        if size is not None and float(size.get("val", "")) <= _SMALLEST:
            return True
    except ValueError:
        pass
    colour = _colour(font.find("color"))
    return colour is not None and alike(colour, ground or WHITE)


def _colour(colour: Element | None) -> str | None:
    """A plain colour; None where the program or a theme chooses it."""
    if colour is None:
        return None
    if rgb := colour.get("rgb"):
        return rgb[-6:].upper()
    if colour.get("tint", "0") not in ("0", "0.0"):
        return None
    if colour.get("theme") == _LIGHT:
        return WHITE
    return _INDEXED.get(colour.get("indexed", ""))


def _ground(fill: Element) -> str:
    pattern = fill.find("patternFill")
    if pattern is None:
        return UNKNOWN if len(fill) else PAGE
    kind = pattern.get("patternType", "none")
    if kind == "none":
        return PAGE
    return (_colour(pattern.find("fgColor")) or UNKNOWN) if kind == "solid" else UNKNOWN
