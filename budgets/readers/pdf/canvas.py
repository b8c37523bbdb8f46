"""Takes what is drawn on a PDF page, and keeps with it how it was painted and in which layer."""

from typing import Any

from pdfminer.converter import PDFPageAggregator
from pdfminer.layout import LTCurve
from pdfminer.pdfdevice import PDFTextSeq
from pdfminer.pdffont import PDFType3Font
from pdfminer.pdfinterp import PDFResourceManager
from pdfminer.pdftypes import PDFStream, resolve1

from budgets.readers.pdf.paint import Box, Colour, Paint, common, is_rectangle

# Several shapes filled at once may leave holes (a frame is two rectangles): only so many are compared.
_MOST_SHAPES = 60


class Area:
    """Something painted that has an extent: its box, its colour (None: cannot be told) and whether it hides what is below.

    `is_box` says that it fills its box.
    """

    __slots__ = ("box", "colour", "hides", "is_box")

    def __init__(self, box: Box, colour: Colour | None, hides: bool, is_box: bool) -> None:
        self.box, self.colour, self.hides, self.is_box = box, colour, hides, is_box


class Replaced:
    """Words that an author put in the place of glyphs (/ActualText, /Alt), and what is drawn there."""

    __slots__ = ("drawn", "first", "words")

    def __init__(self, words: str) -> None:
        self.words, self.drawn = words, ""
        self.first: Any = None


class Canvas(PDFPageAggregator):
    """Takes what is drawn. Areas are kept beside the items: `item.area`, or an item of the class Area itself."""

    def __init__(self, manager: PDFResourceManager, number: int) -> None:
        super().__init__(manager, pageno=number)
        self.paint = Paint()  # of what is drawn next
        self.off = 0  # how many layers that are not shown the current content is in
        self.note = 0
        self.clips: list[Paint] = []  # texts that are a clip only, as long as the clip lasts
        self.replaced: list[Replaced] = []
        self.open_replaced: list[Replaced | None] = []

    def render_string(self, textstate: Any, seq: PDFTextSeq, ncs: Any, graphicstate: Any) -> None:
        graphicstate.render = textstate.render
        graphicstate.off = self.off > 0
        graphicstate.note = self.note
        graphicstate.own_glyphs = isinstance(textstate.font, PDFType3Font)
        if textstate.render == 7:
            graphicstate.depth = -1  # until the text object ends
            self.clips.append(graphicstate)
        if not self.open_replaced:
            super().render_string(textstate, seq, ncs, graphicstate)
            return
        before = len(self.cur_item._objs)
        super().render_string(textstate, seq, ncs, graphicstate)
        for open_ in self.open_replaced:
            if open_ is not None:
                open_.drawn += "".join(item.get_text() for item in self.cur_item._objs[before:])  # type: ignore[attr-defined]
                open_.first = open_.first or next(iter(self.cur_item._objs[before:]), None)

    def paint_path(self, gstate: Any, stroke: bool, fill: bool, evenodd: bool, path: Any) -> None:
        kept = self.cur_item._objs
        before = len(kept)
        super().paint_path(gstate, stroke, fill, evenodd, path)
        if self.off:
            del kept[before:]
            return
        if fill:
            self._painted()
        new: list[Any] = kept[before:]
        if len(new) > 1:  # each of several shapes has been here alone before
            if fill and not _apart(new):
                for item in new:
                    item.area = Area(item.bbox, None, False, False)
        elif new:
            new[0].area = _area_of(new[0], gstate)

    def render_image(self, name: str, stream: PDFStream) -> None:
        if self.off:
            return
        self._painted()
        super().render_image(name, stream)
        figure: Any = self.cur_item
        a, b, c, d, _, _ = figure.matrix
        upright = (abs(b) < 0.01 and abs(c) < 0.01) or (abs(a) < 0.01 and abs(d) < 0.01)
        see_through = any(
            resolve1(stream.get(key)) for key in ("SMask", "Mask", "ImageMask", "IM", "SMaskInData")
        )
        item: Any = figure._objs[-1]
        item.area = _area(figure.bbox, None, self.paint, not see_through, upright)

    def shade(self, paint: Paint) -> None:
        """A shading fills the clip (operator sh)."""
        if not self.off:
            self._painted()
            box = paint.clip or self.cur_item.bbox
            self.cur_item.add(Area(box, None, False, False))  # type: ignore[arg-type]

    def _painted(self) -> None:
        for paint in self.clips:
            paint.shows_through = True


def _apart(items: list[Any]) -> bool:
    """Whether no two of the shapes overlap, as far as their boxes tell."""
    if len(items) > _MOST_SHAPES:
        return False
    boxes = [item.bbox for item in items]
    for number, first in enumerate(boxes):
        for second in boxes[number + 1 :]:
            left, bottom, right, top = common(first, second)
            if right - left > 0.5 and top - bottom > 0.5:
                return False
    return True


def _area_of(item: LTCurve, paint: Paint) -> Area | None:
    """The area that a path fills, or that its thick stroke does; None for a thin line."""
    width, height = item.width, item.height
    if item.fill and min(width, height) > 2:
        sure = paint.ncs.name != "Pattern"
        alpha = paint.fill_alpha
        return _area(item.bbox, paint.fill_colour, paint, sure, is_rectangle(item.pts), alpha)
    if item.stroke and item.linewidth > 2:
        half = item.linewidth / 2
        box = (item.x0 - half, item.y0 - half, item.x1 + half, item.y1 + half)
        return _area(box, paint.stroke_colour, paint, False, False, paint.stroke_alpha)
    return None


def _area(
    box: Box, colour: Colour | None, paint: Paint, opaque: bool, is_box: bool, alpha: float | None = None
) -> Area | None:
    alpha = (paint.fill_alpha if alpha is None else alpha) * paint.group_alpha
    if alpha <= 0:
        return None
    if paint.clip is not None:
        box = common(box, paint.clip)
        is_box = is_box and paint.clip_is_box
    see_through = alpha < 1 or paint.mixed
    return Area(box, None if see_through else colour, opaque and is_box and not see_through, is_box)
