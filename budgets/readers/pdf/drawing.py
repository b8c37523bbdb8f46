"""Draws a PDF page with pdfminer, and keeps with everything drawn how it was painted and in which layer.

What stands on the page after its own content, the annotations that print, is drawn too.
"""

from collections.abc import Sequence
from typing import Any

from pdfminer.layout import LTFigure, LTPage
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import PDFStream, dict_value, list_value, resolve1, stream_value
from pdfminer.psparser import PSLiteral, literal_name
from pdfminer.utils import MATRIX_IDENTITY, mult_matrix

from budgets.readers.pdf.canvas import Canvas, Replaced
from budgets.readers.pdf.layers import Layers
from budgets.readers.pdf.objects import text_of
from budgets.readers.pdf.paint import (
    UNKNOWN_SPACE,
    Box,
    Matrix,
    Paint,
    box_around,
    corners,
    first_colour,
    is_rectangle,
)


class Drawer(PDFPageInterpreter):
    """Carries out the operators of a page; those that pdfminer leaves out (gs, W, sh, layers) too."""

    device: Canvas
    graphicstate: Paint

    def __init__(self, manager: PDFResourceManager, device: Canvas, layers: Layers) -> None:
        super().__init__(manager, device)
        self.layers = layers
        self.first_paint: Paint | None = None
        self.first_text: Any = None
        self.marks: list[bool] = []  # of each open marked content: is it in a layer that is not shown

    def dup(self) -> "Drawer":
        return Drawer(self.rsrcmgr, self.device, self.layers)

    def init_state(self, ctm: Matrix) -> None:
        super().init_state(ctm)
        self.graphicstate = self.first_paint or Paint()
        if self.first_text is not None:
            self.textstate = self.first_text

    def do_ET(self) -> None:
        for paint in self.device.clips:
            if paint.depth < 0:
                paint.depth = len(self.gstack)

    def do_Q(self) -> None:
        super().do_Q()
        if self.device.clips:
            depth = len(self.gstack)
            self.device.clips = [paint for paint in self.device.clips if paint.depth <= depth]

    # ---- painting ---------------------------------------------------------------------------------------

    def do_gs(self, name: Any) -> None:
        parameters = dict_value(dict_value(self.resources.get("ExtGState", {})).get(literal_name(name), {}))
        self.graphicstate.set_parameters({key: resolve1(value) for key, value in parameters.items()})

    def do_W(self) -> None:
        points = [step[n : n + 2] for step in self.curpath for n in range(1, len(step), 2)]
        if not points:
            return  # viewers leave the clip alone
        box = box_around(points, self.ctm)  # type: ignore[arg-type]
        upright = abs(self.ctm[1]) + abs(self.ctm[2]) < 0.001 or abs(self.ctm[0]) + abs(self.ctm[3]) < 0.001
        self.graphicstate.limit_clip(box, upright and is_rectangle(points))  # type: ignore[arg-type]

    def do_W_a(self) -> None:
        self.do_W()

    def do_F(self) -> None:
        self.do_f()

    def do_sh(self, name: object) -> None:
        self.device.shade(self.graphicstate)

    def do_cs(self, name: Any) -> None:
        space = self.csmap.get(literal_name(name), UNKNOWN_SPACE)
        self.graphicstate.ncs, self.graphicstate.ncolor = space, first_colour(space)

    def do_CS(self, name: Any) -> None:
        space = self.csmap.get(literal_name(name), UNKNOWN_SPACE)
        self.graphicstate.scs, self.graphicstate.scolor = space, first_colour(space)

    def do_EI(self, obj: Any) -> None:
        self.device.paint = self.graphicstate
        super().do_EI(obj)

    # ---- layers and the words that stand for glyphs -----------------------------------------------------

    def do_BMC(self, tag: Any) -> None:
        self._begin({})

    def do_BDC(self, tag: Any, props: Any) -> None:
        known = dict_value(self.resources.get("Properties", {}))
        given = known.get(literal_name(props)) if isinstance(props, PSLiteral) else props
        if isinstance(tag, PSLiteral) and tag.name == "OC":
            off = self.layers.is_off(given)
            self._begin({}, off)
        else:
            given = resolve1(given)
            self._begin(given if isinstance(given, dict) else {})

    def do_EMC(self) -> None:
        if self.marks:
            self.device.off -= self.marks.pop()
            if self.device.open_replaced:
                self.device.open_replaced.pop()

    def _begin(self, properties: dict[str, Any], off: bool = False) -> None:
        self.marks.append(off)
        self.device.off += off
        words = resolve1(properties.get("ActualText") or properties.get("Alt"))
        open_ = self.device.open_replaced
        if isinstance(words, bytes):
            self.device.replaced.append(Replaced(text_of(words)))
            # What is open is counted so that each end finds its own beginning.
            open_ += [None] * (len(self.marks) - 1 - len(open_)) + [self.device.replaced[-1]]
        elif open_:
            open_.append(None)

    # ---- content within content -------------------------------------------------------------------------

    def do_Do(self, xobjid_arg: Any) -> None:
        name = literal_name(xobjid_arg)
        if name not in self.xobjmap:
            return
        content = stream_value(self.xobjmap[name])
        off = self.layers.is_off(content.get("OC"))
        self.device.off += off
        self.device.paint = self.graphicstate
        kind = content.get("Subtype")
        if isinstance(kind, PSLiteral) and kind.name == "Form" and "BBox" in content:
            matrix = tuple(list_value(content.get("Matrix", MATRIX_IDENTITY)))
            self.draw_form(content, mult_matrix(matrix, self.ctm))
        else:
            super().do_Do(xobjid_arg)
        self.device.off -= off

    def draw_form(self, content: PDFStream, matrix: Matrix) -> None:
        """Draw a piece of content that has resources and a box of its own, in the present graphic state."""
        inner = self.subinterp()
        assert isinstance(inner, Drawer)
        own = dict_value(content.get("Resources") or {})
        resources: Any = own or getattr(self, "resources", {}).copy()
        box = [float(resolve1(side)) for side in list_value(content["BBox"])]
        paint = self.graphicstate.copy()
        upright = abs(matrix[1]) + abs(matrix[2]) < 0.001 or abs(matrix[0]) + abs(matrix[3]) < 0.001
        if box[0] != box[2] and box[1] != box[3]:  # else viewers differ: in doubt it is seen
            paint.limit_clip(box_around(corners(box), matrix), upright)
        if "Group" in content:
            paint.group_alpha *= paint.fill_alpha
            paint.fill_alpha = paint.stroke_alpha = 1.0
        inner.first_paint, inner.first_text = paint, self.textstate.copy()
        opened, waiting = list(self.device.open_replaced), self.device.off
        clips, self.device.clips = self.device.clips, []
        self.device.begin_figure("form", (box[0], box[1], box[2], box[3]), MATRIX_IDENTITY)
        inner.render_contents(resources, [content], ctm=matrix)
        self.device.end_figure("form")
        self.device.open_replaced[:], self.device.off, self.device.clips = opened, waiting, clips
        self.device.set_ctm(self.ctm)


class Drawn:
    """A page as drawn: its layout, the annotations by number, and words that stand for glyphs.

    `shown` are the annotations that are part of the layout, `kept_back` those that nobody sees. `ctm` leads from the
    page's own coordinates to those of the layout.
    """

    def __init__(self, layout: LTPage, replaced: Sequence[Replaced], ctm: Matrix) -> None:
        self.layout, self.replaced, self.ctm = layout, replaced, ctm
        self.shown: dict[int, LTFigure] = {}
        self.kept_back: dict[int, LTFigure] = {}


def page_matrix(page: PDFPage) -> Matrix:
    """From the page's own coordinates to those of its layout: from the media box's corner, turned as displayed."""
    x0, y0, x1, y1 = page.mediabox
    return {90: (0, -1, 1, 0, -y0, x1), 180: (-1, 0, 0, -1, x1, y1), 270: (0, 1, -1, 0, y1, -x0)}.get(
        page.rotate, (1, 0, 0, 1, -x0, -y0)
    )


# What is drawn for an annotation, its rectangle, and whether it is shown.
Appearance = tuple[PDFStream, Box, bool]


def draw_page(
    page: PDFPage,
    number: int,
    manager: PDFResourceManager,
    layers: Layers,
    appearances: dict[int, Appearance],
) -> Drawn:
    """Draw a page and then each appearance, by the number of its annotation."""
    canvas = Canvas(manager, number)
    drawer = Drawer(manager, canvas, layers)
    ctm = page_matrix(page)
    canvas.begin_page(page, ctm)
    drawer.render_contents(page.resources, page.contents, ctm=ctm)
    found: dict[int, LTFigure | None] = {}
    for note, (content, rectangle, shown) in appearances.items():
        canvas.off, canvas.note, canvas.clips = 0, note, []
        canvas.open_replaced.clear()
        found[note] = _draw_appearance(drawer, content, rectangle, ctm)
        if found[note] is not None and not shown:
            canvas.cur_item._objs.pop()
    canvas.end_page(page)
    drawn = Drawn(canvas.get_result(), canvas.replaced, ctm)
    for note, figure in found.items():
        if figure is not None:
            (drawn.shown if appearances[note][2] else drawn.kept_back)[note] = figure
    return drawn


def _draw_appearance(drawer: Drawer, content: PDFStream, rectangle: Box, ctm: Matrix) -> LTFigure | None:
    """Draw an appearance so that its box fills the annotation's rectangle; None where its structure is broken."""
    canvas = drawer.device
    stack, item, before = list(canvas._stack), canvas.cur_item, len(canvas.cur_item._objs)
    try:
        matrix = tuple(
            float(resolve1(part)) for part in list_value(content.get("Matrix", list(MATRIX_IDENTITY)))
        )
        box = [float(resolve1(side)) for side in list_value(content["BBox"])]
        left, bottom, right, top = box_around(corners(box), matrix)  # type: ignore[arg-type]
        wide = (rectangle[2] - rectangle[0]) / (right - left)
        high = (rectangle[3] - rectangle[1]) / (top - bottom)
        fit = (wide, 0.0, 0.0, high, rectangle[0] - left * wide, rectangle[1] - bottom * high)
        drawer.init_resources({})
        drawer.resources = {}
        drawer.init_state(ctm)
        drawer.draw_form(content, mult_matrix(mult_matrix(matrix, fit), ctm))  # type: ignore[arg-type]
        return canvas.cur_item._objs[-1]  # type: ignore[return-value]
    except Exception:  # a broken annotation must not cost the page
        canvas._stack[:], canvas.cur_item = stack, item
        del item._objs[before:]
        return None
