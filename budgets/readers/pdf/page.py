"""What is seen on one PDF page: glyphs and ruled lines, turned upright, measured from the top left, without doubles.

Takes what `drawing` drew; glyphs that nobody sees come apart from the others. pdfplumber's dictionaries for each
character are not used: building them takes a third of the time limit of a long document.
"""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from budgets.form.spelling import same_ideographs
from budgets.form.terms import HiddenKind
from budgets.readers.pdf.canvas import Area
from budgets.readers.pdf.drawing import Drawn
from budgets.readers.pdf.paint import WHITE
from budgets.readers.pdf.seen import Sifted

Box = tuple[float, float, float, float]  # left, top, right, bottom

# A ruled line may be drawn as a filled rectangle; anything thicker is a coloured area.
_THICKEST_LINE = 4.0
# Bold is often imitated by printing a character twice, this far apart at most (share of the font size).
_DOUBLED = 0.12
_UNMAPPED = re.compile(r"\(cid:\d+\)")
UNREADABLE = "\ufffd"


@dataclass(slots=True)
class Glyph:
    """One printed character. `order` is its number in the page's drawing order.

    `base` is the distance of its baseline from the top (from the left, where the text runs up or down); `turn` is
    the angle of its text in degrees (0 is upright); `bold` says that the font's name is bold or that the character
    is printed twice; `faint` that it is light or see-through.
    """

    text: str
    left: float
    top: float
    right: float
    bottom: float
    base: float
    size: float
    order: int
    turn: int = 0
    bold: bool = False
    faint: bool = False

    @property
    def is_blank(self) -> bool:
        return not self.text.strip()

    @property
    def middle(self) -> tuple[float, float]:
        """The point that decides in which cell the glyph is. It is not the centre of the box: font boxes are too high."""
        if self.turn:
            return (self.left + self.right) / 2, (self.top + self.bottom) / 2
        return (self.left + self.right) / 2, self.base - 0.35 * self.size


@dataclass(slots=True)
class Ruling:
    """A straight ruled line, level or upright, at position `at`, running from `start` to `stop`."""

    level: bool
    at: float
    start: float
    stop: float


@dataclass(frozen=True)
class PdfSheet:
    """A page ready to be read: width and height, glyphs and rulings, turned so that its text is upright.

    `turn` is the angle of the text on the page as displayed; `shown` turns a box back to it.
    """

    width: float
    height: float
    glyphs: tuple[Glyph, ...]
    rulings: tuple[Ruling, ...]
    turn: int = 0

    def shown(self, box: Box) -> Box:
        """The box on the page as displayed, rounded to a hundredth of a point."""
        left, top, right, bottom = _turned_box(box, -self.turn % 360, self.width, self.height)
        return round(left, 2), round(top, 2), round(right, 2), round(bottom, 2)


@dataclass(frozen=True)
class SeenPage:
    """A page as its reader sees it, the glyphs that nobody sees by kind, and the boxes of the pictures.

    `origin` is the top left corner of the page in the layout's coordinates; width and height are as displayed.
    """

    sheet: PdfSheet
    unseen: dict[HiddenKind, tuple[Glyph, ...]]
    pictures: tuple[Box, ...]
    origin: tuple[float, float]
    width: float
    height: float
    has_shapes: bool  # something is painted that is neither text, nor a picture, nor a ruled line


def read_sheet(page: Any, drawn: Drawn) -> SeenPage:
    """Take glyphs, rulings and pictures from a page as drawn; text that lies on its side is turned upright."""
    from pdfminer.layout import LTCurve, LTImage

    origin, width, height = _frame(page)
    sifted = Sifted(_page_box(drawn.layout.bbox, origin, width, height))
    rulings: list[Ruling] = []
    pictures: list[Box] = []
    for item in _leaves(drawn.layout):
        sifted.add(item)
        if isinstance(item, LTCurve):
            rulings += _rulings(item, origin)
        elif isinstance(item, LTImage):
            left, top = origin
            pictures.append((item.x0 - left, top - item.y1, item.x1 - left, top - item.y0))
    sifted.settle()
    glyphs, unseen = _parted(sifted, origin)
    sheet = upright_sheet(PdfSheet(width, height, tuple(_without_doubles(glyphs)), tuple(rulings)))
    shapes = any(_is_shape(area) for area in sifted.areas)
    return SeenPage(sheet, unseen, tuple(pictures), origin, width, height, shapes)


def _is_shape(area: Area) -> bool:
    """Whether a painted area is seen as one: not white, and no line."""
    left, bottom, right, top = area.box
    return area.colour != WHITE and min(right - left, top - bottom) > _THICKEST_LINE


def _page_box(layout: Box, origin: tuple[float, float], width: float, height: float) -> Box:
    """What is displayed, in the layout's coordinates: the crop box as far as it is inside the media box."""
    left, top = origin
    shown = max(left, 0.0), max(top - height, 0.0), min(left + width, layout[2]), min(top, layout[3])
    return shown if shown[2] - shown[0] > 1 and shown[3] - shown[1] > 1 else layout


def _parted(
    sifted: Sifted, origin: tuple[float, float]
) -> tuple[list[Glyph], dict[HiddenKind, tuple[Glyph, ...]]]:
    """The glyphs that are seen, and those that are not by kind."""
    glyphs: list[Glyph] = []
    unseen: dict[HiddenKind, list[Glyph]] = defaultdict(list)
    for order, (char, kind) in enumerate(zip(sifted.chars, sifted.kinds, strict=True)):
        glyph = _glyph(char, order, origin)
        if kind is not None:
            unseen[kind].append(glyph)
            continue
        glyph.faint = sifted.is_faint(char)
        glyphs.append(glyph)
    return glyphs, {kind: tuple(_without_doubles(of_kind)) for kind, of_kind in unseen.items()}


def _frame(page: Any) -> tuple[tuple[float, float], float, float]:
    """The top left corner of the page as displayed in the layout's coordinates (y upwards), width, height.

    The layout starts at the media box; what is displayed, and what a place counts from, is the crop box.
    """
    mx0, my0, mx1, my1 = _sorted_box(page.mediabox)
    cx0, cy0, cx1, cy1 = _sorted_box(page.cropbox)
    width, height = cx1 - cx0, cy1 - cy0
    if page.rotate == 90:
        return (cy0 - my0, mx1 - cx0), height, width
    if page.rotate == 180:
        return (mx1 - cx1, my1 - cy0), width, height
    if page.rotate == 270:
        return (my1 - cy1, cx1 - mx0), height, width
    return (cx0 - mx0, cy1 - my0), width, height


def _sorted_box(box: Any) -> Box:
    return min(box[0], box[2]), min(box[1], box[3]), max(box[0], box[2]), max(box[1], box[3])


def _leaves(container: Any) -> Iterator[Any]:
    from pdfminer.layout import LTContainer

    for item in container:
        if isinstance(item, LTContainer):
            yield from _leaves(item)
        else:
            yield item


def _glyph(char: Any, order: int, origin: tuple[float, float]) -> Glyph:
    left, top = origin
    a, b, _, _, x, y = char.matrix
    turn = 0 if a > 0 and abs(b) < a / 4 else round(math.degrees(math.atan2(b, a))) % 360
    sideways = turn in (90, 270)
    name = char.fontname if isinstance(char.fontname, str) else ""
    return Glyph(
        printed_form(char.get_text()),
        char.x0 - left,
        top - char.y1,
        char.x1 - left,
        top - char.y0,
        x - left if sideways else top - y,
        char.width if sideways else char.size,
        order,
        turn,
        "bold" in name.lower() or "heavy" in name.lower(),
    )


def printed_form(text: str) -> str:
    """The character that is printed: fonts may give 月 the code of the radical that looks the same.

    Only such look-alikes are replaced (radicals, compatibility ideographs).
    """
    if _UNMAPPED.fullmatch(text):
        return UNREADABLE
    return same_ideographs(text.replace("\x00", ""))


def _rulings(item: Any, origin: tuple[float, float]) -> Iterator[Ruling]:
    """The level and upright strokes of a line, a rectangle or a path."""
    left, top = origin
    points = [(x - left, top - y) for x, y in item.pts]
    xs, ys = [x for x, _ in points], [y for _, y in points]
    x0, x1, y0, y1 = min(xs), max(xs), min(ys), max(ys)
    if min(x1 - x0, y1 - y0) <= _THICKEST_LINE:
        if x1 - x0 > max(_THICKEST_LINE, 2 * (y1 - y0)):
            yield Ruling(True, (y0 + y1) / 2, x0, x1)
        elif y1 - y0 > max(_THICKEST_LINE, 2 * (x1 - x0)):
            yield Ruling(False, (x0 + x1) / 2, y0, y1)
    elif item.stroke:
        for (ax, ay), (bx, by) in zip(points, (*points[1:], points[0]), strict=True):
            if abs(ay - by) < 0.5 < abs(ax - bx):
                yield Ruling(True, ay, min(ax, bx), max(ax, bx))
            elif abs(ax - bx) < 0.5 < abs(ay - by):
                yield Ruling(False, ax, min(ay, by), max(ay, by))


def _without_doubles(glyphs: list[Glyph]) -> list[Glyph]:
    """The glyphs without those printed again at (nearly) the same place to look bold."""
    kept: list[Glyph] = []
    seen: dict[tuple[str, int, int], list[Glyph]] = defaultdict(list)
    for glyph in glyphs:
        reach = _DOUBLED * glyph.size
        column, row = int(glyph.left // 4), int(glyph.top // 4)
        near = (
            other
            for c in (column - 1, column, column + 1)
            for r in (row - 1, row, row + 1)
            for other in seen.get((glyph.text, c, r), ())
        )
        twin = None if glyph.is_blank else next((g for g in near if _is_twin(g, glyph, reach)), None)
        if twin is not None:
            twin.bold = True
            continue
        seen[glyph.text, column, row].append(glyph)
        kept.append(glyph)
    return kept


def _is_twin(first: Glyph, second: Glyph, reach: float) -> bool:
    return (
        abs(first.left - second.left) <= reach
        and abs(first.top - second.top) <= reach
        and abs(first.right - second.right) <= 2 * reach
        and abs(first.bottom - second.bottom) <= 2 * reach
    )


# ---- pages that lie on their side -----------------------------------------------------------------------


def upright_sheet(sheet: PdfSheet) -> PdfSheet:
    """The sheet turned so that most of its text is upright; a watermark stays askew."""
    turns = Counter(glyph.turn for glyph in sheet.glyphs if not glyph.is_blank)
    turn = turns.most_common(1)[0][0] if turns else 0
    if turn not in (90, 180, 270):
        return sheet
    width, height = (sheet.width, sheet.height) if turn == 180 else (sheet.height, sheet.width)
    glyphs = tuple(_turned_glyph(glyph, turn, sheet) for glyph in sheet.glyphs)
    rulings = tuple(_turned_ruling(ruling, turn, sheet) for ruling in sheet.rulings)
    return PdfSheet(width, height, glyphs, rulings, turn)


def turned_glyphs(glyphs: Iterable[Glyph], page: SeenPage) -> list[Glyph]:
    """Glyphs as displayed, turned as the sheet of their page was."""
    turn = page.sheet.turn
    as_displayed = PdfSheet(page.width, page.height, (), ())
    return [_turned_glyph(glyph, turn, as_displayed) for glyph in glyphs] if turn else list(glyphs)


def _turned_glyph(glyph: Glyph, turn: int, sheet: PdfSheet) -> Glyph:
    left, top, right, bottom = _turned_box(
        (glyph.left, glyph.top, glyph.right, glyph.bottom), turn, sheet.width, sheet.height
    )
    base = {90: glyph.base, 180: sheet.height - glyph.base, 270: sheet.width - glyph.base}[turn]
    return replace(
        glyph, left=left, top=top, right=right, bottom=bottom, base=base, turn=(glyph.turn - turn) % 360
    )


def _turned_ruling(ruling: Ruling, turn: int, sheet: PdfSheet) -> Ruling:
    across, along = (ruling.at, ruling.at), (ruling.start, ruling.stop)
    (x0, x1), (y0, y1) = (along, across) if ruling.level else (across, along)
    left, top, right, bottom = _turned_box((x0, y0, x1, y1), turn, sheet.width, sheet.height)
    if ruling.level == (turn == 180):
        return Ruling(True, top, left, right)
    return Ruling(False, left, top, bottom)


def _turned_box(box: Box, turn: int, width: float, height: float) -> Box:
    """The box after the page (width by height) is turned clockwise by `turn` degrees."""
    left, top, right, bottom = box
    if turn == 90:
        return height - bottom, left, height - top, right
    if turn == 180:
        return width - right, height - bottom, width - left, height - top
    if turn == 270:
        return top, width - right, bottom, width - left
    return box


def boxes_union(boxes: Iterable[Box]) -> Box:
    """The smallest box around all of them."""
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)
