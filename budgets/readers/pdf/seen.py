"""Tells which characters of a drawn page a reader of the page sees, and why not the others.

In doubt a character is seen: only what certainly cannot be seen leaves the text.
"""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from pdfminer.layout import LTChar

from budgets.form.terms import HiddenKind
from budgets.readers.pdf.canvas import Area
from budgets.readers.pdf.paint import WHITE, Box, Colour, Paint

# A character of which a smaller share is inside the page or the clip cannot be made out.
_LEAST_SHARE = 0.15
# The share on each side of a character's box that need not be covered: fonts leave it empty.
_EDGE = 0.15
# What is less opaque, or smaller (points), is not seen.
_LEAST_ALPHA = 0.02
_LEAST_SIZE = 1.0
# Colours closer than this in every component cannot be told apart.
_SAME_COLOUR = 0.03
_BLACK = (0, (0, 0, 0), (0, 0, 0, 1))  # asked first: most text is black
_BAND = 12  # height of the bands in which characters are looked up (points)


class Sifted:
    """The characters of a page in drawing order, with the kind of hidden text for those that nobody sees."""

    def __init__(self, page_box: Box) -> None:
        self.chars: list[LTChar] = []
        self.kinds: list[HiddenKind | None] = []
        self.areas: list[Area] = []
        self._page_box = page_box
        self._colours: list[Colour] = [WHITE]
        self._alike: dict[Colour, bool] = {}
        self._bands: dict[int, list[int]] = defaultdict(list)
        self._banded = 0

    def add(self, item: Any) -> None:
        """Take the next thing drawn."""
        if isinstance(item, LTChar):
            self.chars.append(item)
            self.kinds.append(self._kind(item))
            return
        area = item if isinstance(item, Area) else getattr(item, "area", None)
        if area is not None and area.box[0] < area.box[2]:
            self.areas.append(area)
            if area.colour is not None and area.colour not in self._colours:
                self._colours.append(area.colour)
                self._alike.clear()
            if area.hides and self.chars:
                self._cover(area)

    def settle(self) -> None:
        """Texts that are only a clip are seen where something was painted through them: known at the end."""
        for number, char in enumerate(self.chars):
            if self.kinds[number] is HiddenKind.UNSEEN_TEXT and char.graphicstate.shows_through:  # type: ignore[attr-defined]
                self.kinds[number] = None

    def is_faint(self, char: LTChar) -> bool:
        """Whether a character is see-through, or light where nothing dark lies below it."""
        paint: Any = char.graphicstate
        if paint.fill_alpha * paint.group_alpha < 0.75:
            return True
        if paint.ncolor in _BLACK:
            return False
        colour = _text_colour(paint)
        if colour is None or min(colour) < 0.45:
            return False
        light = (colour[0] * 299 + colour[1] * 587 + colour[2] * 114) / 1000 > 0.55
        return light and not any(_meet(area.box, char.bbox) and area.colour != WHITE for area in self.areas)

    # ---- one character ----------------------------------------------------------------------------------

    def _kind(self, char: LTChar) -> HiddenKind | None:
        paint: Any = char.graphicstate
        if paint.off:
            return HiddenKind.LAYER
        box = char.bbox
        page = self._page_box
        inside = page[0] <= box[0] and box[2] <= page[2] and page[1] <= box[1] and box[3] <= page[3]
        if not inside and _is_beyond(char, page):
            return HiddenKind.OUTSIDE_PAGE
        if _is_unpainted(paint):
            return HiddenKind.UNSEEN_TEXT
        if char._text.isspace() or not char._text:
            return None  # nobody sees it anyway: it stays with the words beside it
        clipped = paint.clip is not None and _is_beyond(char, paint.clip)
        if clipped or _is_tiny(char) or self._has_colour_below(char, paint):
            return HiddenKind.UNSEEN_TEXT
        return None

    def _has_colour_below(self, char: LTChar, paint: Paint) -> bool:
        """Whether a character has the very colour of all that lies under it."""
        colour = _text_colour(paint)
        if colour is None:
            return False
        if colour not in self._alike:
            self._alike[colour] = any(_same(colour, other) for other in self._colours)
        if not self._alike[colour]:
            return False
        core = _core(_ink(char))
        for area in reversed(self.areas):
            if not _meet(area.box, core):
                continue
            if area.colour is None or not _same(area.colour, colour):
                return False
            if area.is_box and _holds(area.box, core):
                return True
        return _same(colour, WHITE)

    # ---- what is painted over characters ----------------------------------------------------------------

    def _cover(self, area: Area) -> None:
        """Mark the characters so far that lie wholly under an area."""
        for number in range(self._banded, len(self.chars)):
            self._bands[int(self.chars[number].y0 // _BAND)].append(number)
        self._banded = len(self.chars)
        lowest, highest = int(area.box[1] // _BAND) - 1, int(area.box[3] // _BAND)
        bands: Iterable[int] = range(lowest, highest + 1)
        if highest - lowest > len(self._bands):
            bands = list(self._bands)
        for band in bands:
            if band in self._bands:
                self._bands[band] = [number for number in self._bands[band] if not self._covers(area, number)]

    def _covers(self, area: Area, number: int) -> bool:
        """Whether an area hides this character; it is marked then."""
        char = self.chars[number]
        if char._text.isspace() or not _is_under(char, area.box):
            return False
        self.kinds[number] = self.kinds[number] or HiddenKind.UNSEEN_TEXT
        return True


def _is_unpainted(paint: Paint) -> bool:
    """Whether the rendering mode or the transparency leaves nothing to see."""
    if paint.own_glyphs:
        return paint.fill_alpha * paint.group_alpha <= _LEAST_ALPHA
    if paint.render in (3, 7):
        return not paint.shows_through
    mode = paint.render % 4
    fill = 0.0 if mode == 1 else paint.fill_alpha  # mode 0 fills the glyphs, 1 strokes them, 2 does both
    stroke = 0.0 if mode == 0 else paint.stroke_alpha
    return max(fill, stroke) * paint.group_alpha <= _LEAST_ALPHA


def _text_colour(paint: Paint) -> Colour | None:
    """The colour of a text; None where it has two, or cannot be told."""
    if paint.own_glyphs:
        return None
    mode = paint.render % 4
    if mode == 0:
        return paint.fill_colour
    if mode == 1:
        return paint.stroke_colour
    fill, stroke = paint.fill_colour, paint.stroke_colour
    return fill if fill is not None and stroke is not None and _same(fill, stroke) else None


def _ink(char: LTChar) -> Box:
    """Where a character's strokes are, by its baseline: the box that a font gives may lie too high or too low."""
    _, b, c, d, _, base = char.matrix
    if abs(b) + abs(c) > 0.001 or d <= 0:
        return char.bbox
    return char.x0, base - 0.1 * char.height, char.x1, base + 0.75 * char.height


def _is_beyond(char: LTChar, box: Box) -> bool:
    return _share(char.bbox, box) < _LEAST_SHARE and _share(_ink(char), box) < _LEAST_SHARE


def _is_under(char: LTChar, box: Box) -> bool:
    return _holds(box, _core(char.bbox)) and _holds(box, _core(_ink(char)))


def _is_tiny(char: LTChar) -> bool:
    a, b, c, d, _, _ = char.matrix
    if abs(b) + abs(c) < 0.001:
        return char.height < _LEAST_SIZE or char.height * abs(a) < _LEAST_SIZE * abs(d)
    return max(char.width, char.height) < _LEAST_SIZE


def _same(first: Colour, second: Colour) -> bool:
    return all(abs(a - b) <= _SAME_COLOUR for a, b in zip(first, second, strict=True))


def _share(box: Box, inside: Box) -> float:
    """The share of a box that lies in another."""
    share = 1.0
    for low, high, start, stop in (
        (box[0], box[2], inside[0], inside[2]),
        (box[1], box[3], inside[1], inside[3]),
    ):
        if high - low < 0.01:
            share *= start <= (low + high) / 2 <= stop
        else:
            share *= max(0.0, min(high, stop) - max(low, start)) / (high - low)
    return share


def _core(box: Box) -> Box:
    across, up = _EDGE * (box[2] - box[0]), _EDGE * (box[3] - box[1])
    return box[0] + across, box[1] + up, box[2] - across, box[3] - up


def _holds(outer: Box, inner: Box) -> bool:
    return outer[0] <= inner[0] and outer[1] <= inner[1] and outer[2] >= inner[2] and outer[3] >= inner[3]


def _meet(first: Box, second: Box) -> bool:
    return first[0] < second[2] and second[0] < first[2] and first[1] < second[3] and second[1] < first[3]
