"""How things are painted on a PDF page: colour, transparency, clip, layer, rendering mode.

pdfminer keeps a part of that for each character; here the rest is added, so that one can tell what is seen.
"""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any

from pdfminer.pdfcolor import PDFColorSpace
from pdfminer.pdfinterp import PDFGraphicState

Box = tuple[float, float, float, float]  # left, bottom, right, top: y upwards
Colour = tuple[float, float, float]  # red, green, blue
Matrix = tuple[float, float, float, float, float, float]

WHITE: Colour = (1.0, 1.0, 1.0)
NOWHERE: Box = (0.0, 0.0, -1.0, -1.0)

# Of these the components say what is seen; of a named ink (Separation) or a table of colours (Indexed) they do not.
_PLAIN_SPACES = {"DeviceGray", "CalGray", "DeviceRGB", "CalRGB", "DeviceCMYK", "ICCBased"}
UNKNOWN_SPACE = PDFColorSpace("Unknown", 1)


class Paint(PDFGraphicState):
    """pdfminer's graphic state and what it leaves out. A copy is handed out with each text that is shown."""

    def __init__(self) -> None:
        super().__init__()
        self.fill_alpha = 1.0
        self.stroke_alpha = 1.0
        self.group_alpha = 1.0  # of the group that is drawn, as a whole
        self.blended = False  # with what lies below
        self.masked = False
        self.clip: Box | None = None  # nothing outside is painted; None: the whole page
        self.clip_is_box = True  # or it is a shape within that box
        # Of a text that is shown:
        self.render = 0
        self.off = False  # in a layer that is not shown
        self.own_glyphs = False  # its font draws each glyph (Type 3), in any colour
        self.depth = 0  # of saved graphic states, where a text is a clip
        self.shows_through = False  # a text that is only a clip, and something was painted through it
        self.note = 0  # the number of the annotation that shows it

    def copy(self) -> "Paint":
        new = Paint.__new__(Paint)
        new.__dict__.update(self.__dict__)
        return new

    @property
    def mixed(self) -> bool:
        """Whether nobody can tell what is seen: it is blended with what lies below, or masked."""
        return self.blended or self.masked

    @property
    def fill_colour(self) -> Colour | None:
        """The colour of what is filled; None where it cannot be told."""
        return None if self.mixed else plain_colour(self.ncs, self.ncolor)

    @property
    def stroke_colour(self) -> Colour | None:
        """The colour of strokes; None where it cannot be told."""
        return None if self.mixed else plain_colour(self.scs, self.scolor)

    def limit_clip(self, box: Box, is_box: bool) -> None:
        """From now on only what is also inside this box is painted."""
        self.clip = box if self.clip is None else common(self.clip, box)
        self.clip_is_box = self.clip_is_box and is_box

    def set_parameters(self, parameters: dict[str, Any]) -> None:
        """Take what a dictionary of graphics state parameters says (operator gs)."""
        fill, stroke = parameters.get("ca"), parameters.get("CA")
        if isinstance(fill, (int, float)):
            self.fill_alpha = float(fill)
        if isinstance(stroke, (int, float)):
            self.stroke_alpha = float(stroke)
        if "BM" in parameters:
            self.blended = _name(parameters["BM"]) not in (None, "Normal", "Compatible")
        if "SMask" in parameters:
            self.masked = _name(parameters["SMask"]) not in (None, "None")


def _name(value: Any) -> str | None:
    """The name, the first of several names, or a word for anything else that was given."""
    if isinstance(value, list):
        value = value[0] if value else None
    return value if value is None else str(getattr(value, "name", "other"))


def plain_colour(space: PDFColorSpace, colour: Any) -> Colour | None:
    """A colour as red, green and blue; None where the components alone do not say it."""
    if space.name not in _PLAIN_SPACES:
        return None
    if isinstance(colour, (int, float)):
        return float(colour), float(colour), float(colour)
    if not isinstance(colour, tuple) or not all(isinstance(part, (int, float)) for part in colour):
        return None
    if len(colour) == 3:
        return colour
    if len(colour) == 4:
        cyan, magenta, yellow, black = colour
        return (1 - cyan) * (1 - black), (1 - magenta) * (1 - black), (1 - yellow) * (1 - black)
    return None


def first_colour(space: PDFColorSpace) -> Any:
    """The colour that a colour space begins with: black."""
    of_light_and_of_ink = ((0.0, 0.0, 0.0), (0.0, 0.0, 0.0, 1.0))
    return next((black for black in of_light_and_of_ink if len(black) == space.ncomponents), 0.0)


def common(first: Box, second: Box) -> Box:
    """What two boxes have in common; a box without extent where that is nothing."""
    left, bottom = max(first[0], second[0]), max(first[1], second[1])
    right, top = min(first[2], second[2]), min(first[3], second[3])
    return (left, bottom, right, top) if left <= right and bottom <= top else NOWHERE


def box_around(points: Iterable[Sequence[float]], matrix: Matrix) -> Box:
    """The box around points that a matrix moves."""
    a, b, c, d, e, f = matrix
    moved = [(a * x + c * y + e, b * x + d * y + f) for x, y in points]
    if not moved:
        return NOWHERE
    xs, ys = [x for x, _ in moved], [y for _, y in moved]
    return min(xs), min(ys), max(xs), max(ys)


def corners(box: Sequence[float]) -> list[tuple[float, float]]:
    """The four corners of a box."""
    left, bottom, right, top = box
    return [(left, bottom), (right, bottom), (right, top), (left, top)]


def is_rectangle(points: Sequence[tuple[float, float]]) -> bool:
    """Whether the corners of a shape are those of a rectangle that is not askew."""
    if not 4 <= len(points) <= 5:
        return False
    xs, ys = {round(x, 1) for x, _ in points}, {round(y, 1) for _, y in points}
    steps = pairwise(points)
    return (
        len(xs) == 2
        and len(ys) == 2
        and all(abs(a - c) < 0.1 or abs(b - d) < 0.1 for (a, b), (c, d) in steps)
    )
