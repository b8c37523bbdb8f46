"""Whether the words of a Word file can be seen: what runs, paragraphs, tables and their styles say of their looks.

In doubt words are visible: a ground that is not one plain colour (patterns, pictures, styles of table parts) hides none.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple
from xml.etree.ElementTree import Element

from budgets.form.terms import HiddenKind
from budgets.readers.office.word_xml import deep, is_on

PAGE = ""  # no ground of its own: the page shows through
UNKNOWN = "?"
WHITE = "FFFFFF"

_SMALLEST = 4  # half points: 2 pt, a third of a millimetre of ink
_NARROWEST = 10  # per cent of a character's width
_TRANSPARENT = 95_000  # thousandths of a per cent
_NEAR = 16  # of 255 in each of red, green and blue: nobody tells F4F4F4 from white
_PROPERTIES = frozenset(
    {"vanish", "specVanish", "color", "shd", "highlight", "sz", "w", "textFill", "textOutline"}
)
_HIGHLIGHTS = {
    "black": "000000",
    "blue": "0000FF",
    "cyan": "00FFFF",
    "green": "00FF00",
    "magenta": "FF00FF",
    "red": "FF0000",
    "yellow": "FFFF00",
    "white": WHITE,
    "darkBlue": "000080",
    "darkCyan": "008080",
    "darkGreen": "008000",
    "darkMagenta": "800080",
    "darkRed": "800000",
    "darkYellow": "808000",
    "darkGray": "808080",
    "lightGray": "C0C0C0",
}


class Around(NamedTuple):
    """What a paragraph stands in: the plain colour of the ground, PAGE or UNKNOWN, and the style of the table."""

    ground: str = PAGE
    table_style: str = ""


@dataclass(frozen=True)
class Ground:
    """What a paragraph gives its runs: its style, the colour behind them and the table's style."""

    style: str
    colour: str
    table_style: str


_Properties = dict[str, Element]


class Looks:
    """The styles of a document. `page` tells the plain colour of its pages, or UNKNOWN; it is asked when it matters."""

    def __init__(self, styles: Element | None, page: Callable[[], str]) -> None:
        self._page = page
        self._styles: dict[str, Element] = {}
        self._defaults: dict[str, str] = {}  # the style that counts where none is named, by type
        for style in () if styles is None else styles.findall("style"):
            self._styles[style.get("styleId", "")] = style
            if style.get("default") in ("1", "true"):
                self._defaults[style.get("type", "")] = style.get("styleId", "")
        self._document = _picked(None if styles is None else deep(styles, "docDefaults", "rPrDefault", "rPr"))
        self._chains: dict[str, _Properties] = {}
        self._shades: dict[str, str | None] = {}
        self._known: dict[tuple[object, ...], HiddenKind | None] = {}

    def ground(self, paragraph: Element, around: Around) -> Ground:
        """What a paragraph gives its runs; `around` is where it stands."""
        properties = paragraph.find("pPr")
        style = deep(paragraph, "pPr", "pStyle")
        name = self._defaults.get("paragraph", "") if style is None else style.get("val", "")
        shade = shade_of(None if properties is None else properties.find("shd"))
        if shade is None:
            shade = self._shade_of_style(name)
        return Ground(name, around.ground if shade is None else shade, around.table_style)

    def table(self, table: Element, around: Around) -> Around:
        """What a table gives its cells."""
        style = deep(table, "tblPr", "tblStyle")
        name = self._defaults.get("table", "") if style is None else style.get("val", "")
        shade = shade_of(deep(table, "tblPr", "shd"))
        if shade is None and self._shades_parts(name):
            shade = UNKNOWN
        return Around(around.ground if shade is None else shade, name)

    def cell(self, cell: Element, around: Around) -> Around:
        """What a cell gives its paragraphs; `around` is what its table gives."""
        shade = shade_of(deep(cell, "tcPr", "shd"))
        return around if shade is None else Around(shade, around.table_style)

    def unseen(self, properties: Element | None, ground: Ground) -> HiddenKind | None:
        """How the words of a run with these properties are hidden from a reader of the page; None when they are seen."""
        own = _picked(properties)
        style = None if properties is None else properties.find("rStyle")
        name = "" if style is None else style.get("val", "")
        if "textFill" in own:
            return self._judged(own, name, ground)
        # Most runs of a document look alike: each look is judged once.
        key = (ground, name, *((tag, *element.items()) for tag, element in own.items()))
        if key not in self._known:
            self._known[key] = self._judged(own, name, ground)
        return self._known[key]

    def _judged(self, own: _Properties, style: str, ground: Ground) -> HiddenKind | None:
        levels = [self._chain(name) for name in (style, ground.style, ground.table_style)]
        if self._vanishes(own, levels):
            return HiddenKind.HIDDEN_TEXT
        found: _Properties = {}
        for level in (self._document, *reversed(levels), own):
            found = {**found, **level}
        if _is_tiny(found) or _is_transparent(found) or self._is_like_the_ground(found, ground.colour):
            return HiddenKind.UNSEEN_TEXT
        return None

    def _vanishes(self, own: _Properties, levels: list[_Properties]) -> bool:
        """Whether the run is hidden. Its own word counts; styles switch one another on and off, as Word has it."""
        if is_on(own.get("specVanish")):
            return True
        if "vanish" in own:
            return is_on(own["vanish"])
        if is_on(self._document.get("vanish")):
            return True
        return sum(is_on(level.get("vanish")) or is_on(level.get("specVanish")) for level in levels) % 2 == 1

    def _is_like_the_ground(self, found: _Properties, ground: str) -> bool:
        colour = _colour(found.get("color"))
        if colour is None:
            return False
        marked = found.get("highlight")
        behind: str | None = None
        if marked is not None and marked.get("val") != "none":
            behind = _HIGHLIGHTS.get(marked.get("val", ""), UNKNOWN)
        if behind is None:
            behind = shade_of(found.get("shd"))
        if behind is None:
            behind = ground
        if behind == PAGE and alike(colour, WHITE):
            behind = self._page()
        return alike(colour, behind or WHITE)

    def _chain(self, name: str) -> _Properties:
        """The looks of a style with what it takes from those that it is based on."""
        if name not in self._chains:
            found: _Properties = {}
            for style in self._based_on(name):
                whole = (p for p in style.findall("tblStylePr") if p.get("type") == "wholeTable")
                for properties in (style.find("rPr"), *(part.find("rPr") for part in whole)):
                    found = {**_picked(properties), **found}
            self._chains[name] = found
        return self._chains[name]

    def _shade_of_style(self, name: str) -> str | None:
        if name not in self._shades:
            shades = (shade_of(deep(style, "pPr", "shd")) for style in self._based_on(name))
            self._shades[name] = next((shade for shade in shades if shade is not None), None)
        return self._shades[name]

    def _shades_parts(self, name: str) -> bool:
        """Whether a table's style puts a ground behind some of its cells; which ones is not worked out."""
        return any(
            shade_of(shade) is not None for style in self._based_on(name) for shade in style.iter("shd")
        )

    def _based_on(self, name: str) -> list[Element]:
        """A style and those that it is based on, nearest first."""
        found: list[Element] = []
        seen: set[str] = set()
        while name in self._styles and name not in seen:
            seen.add(name)
            found.append(self._styles[name])
            base = self._styles[name].find("basedOn")
            name = "" if base is None else base.get("val", "")
        return found


def _picked(properties: Element | None) -> _Properties:
    return (
        {} if properties is None else {child.tag: child for child in properties if child.tag in _PROPERTIES}
    )


def shade_of(shade: Element | None) -> str | None:
    """The plain colour of a shading, UNKNOWN for a pattern, None where there is none."""
    if shade is None:
        return None
    pattern, fill = shade.get("val", "clear"), shade.get("fill", "auto")
    if pattern == "solid":
        fill = shade.get("color", "auto")
        return fill.upper() if _is_colour(fill) else UNKNOWN
    if pattern not in ("clear", "nil"):
        return UNKNOWN
    if _is_colour(fill):
        return fill.upper()
    return UNKNOWN if shade.get("themeFill") else None


def _colour(colour: Element | None) -> str | None:
    """The colour of words; None where the program chooses it, or where only a theme tells it."""
    if colour is None:
        return None
    value = colour.get("val", "auto")
    if _is_colour(value):
        return value.upper()
    is_changed = colour.get("themeShade") or colour.get("themeTint")
    return WHITE if colour.get("themeColor") in ("background1", "light1") and not is_changed else None


def _is_colour(text: str) -> bool:
    return len(text) == 6 and all(sign in "0123456789abcdefABCDEF" for sign in text)


def alike(colour: str, other: str) -> bool:
    """Whether nobody can tell one colour (RRGGBB) from the other; never for one that is not known."""
    if not (_is_colour(colour) and _is_colour(other)):
        return False
    return all(abs(int(colour[at : at + 2], 16) - int(other[at : at + 2], 16)) <= _NEAR for at in (0, 2, 4))


def _is_tiny(found: _Properties) -> bool:
    size, width = _number(found.get("sz")), _number(found.get("w"))
    return (size is not None and size <= _SMALLEST) or (width is not None and 0 < width <= _NARROWEST)


def _number(element: Element | None) -> float | None:
    text = "" if element is None else element.get("val", "").removesuffix("%")
    try:
        return float(text)
    except ValueError:
        return None


def _is_transparent(found: _Properties) -> bool:
    """Whether the letters have no filling, and no outline either."""
    filling, outline = found.get("textFill"), found.get("textOutline")
    if filling is None or (outline is not None and outline.find("noFill") is None):
        return False
    alphas = [alpha.get("val", "") for alpha in filling.iter("alpha")]
    return filling.find("noFill") is not None or any(
        alpha.isdecimal() and int(alpha) >= _TRANSPARENT for alpha in alphas
    )
