"""Alters one thing of a page of a PDF: the operators that show its text, or what is painted over them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ContentStream,
    DecodedStreamObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NumberObject,
    RectangleObject,
)

from budgets.readers.document import Box
from tests.pdf_plant import entries, stream

Operation = tuple[Any, bytes]
Point = tuple[float, float]
Matrix = tuple[float, float, float, float, float, float]
_SHOWS = (b"Tj", b"TJ", b"'", b'"')
_FILLS = (b"g", b"rg", b"k", b"sc", b"scn")
GARBLED = "?#?"


def number_of(value: float) -> FloatObject:
    return FloatObject(round(value, 3))


class PdfPage:
    """One page of a PDF that is being altered. Boxes are left, top, right, bottom from its top left corner."""

    def __init__(self, content: bytes, number: int) -> None:
        self._content, self._number = content, number
        self._writer = PdfWriter(clone_from=PdfReader(BytesIO(content)))
        self._page = self._writer.pages[number - 1]
        left, bottom, right, top = map(float, self._page.cropbox)
        self._left, self._top, self._bottom, self._right = left, top, bottom, right
        self._stream = ContentStream(self._page["/Contents"].get_object(), self._writer)
        self._operations: list[Operation] = list(self._stream.operations)
        self._above: list[bytes] = []  # what is painted over the page

    # ---- what is altered

    def drop(self, boxes: Iterable[Box]) -> int:
        """Take the words in these boxes out; how many operators that were."""
        return self._change(boxes, lambda show, fill: [])

    def double(self, boxes: Iterable[Box]) -> int:
        """Show the words in these boxes twice at the same place, as some programs print bold.

        Shown one after the other they would stand over what is printed beside them, and a reader of the page would see that.
        """

        def again(show: Operation) -> list[Operation]:
            back: Operation = ([number_of(value) for value in self._line], b"Tm")
            return [show, back, show] if self._is_first else [show]

        return self._change(boxes, lambda show, fill: again(show))

    def make_invisible(self, boxes: Iterable[Box]) -> int:
        return self._change(
            boxes, lambda show, fill: [([NumberObject(3)], b"Tr"), show, ([NumberObject(0)], b"Tr")]
        )

    def make_white(self, boxes: Iterable[Box]) -> int:
        return self._change(boxes, lambda show, fill: [([NumberObject(1)] * 3, b"rg"), show, *fill])

    def garble(self, boxes: Iterable[Box]) -> int:
        """Print signs that say nothing in place of the words."""
        found = 0
        for box in boxes:
            at = self._baseline(box)
            count = self.drop([box])
            found += count
            if count:
                self._write(GARBLED, at)
        return found

    def swap(self, above: Iterable[Box], below: Iterable[Box], by: float) -> None:
        """Let two rows change places, one of which stands so many points below the other."""
        above, below = list(above), list(below)

        def change(show: Operation, at: Point) -> list[Operation]:
            up = by if any(_is_in(at, box) for box in below) else -by
            return [([number_of(up / self._scale)], b"Ts"), show, ([NumberObject(0)], b"Ts")]

        self._change([*above, *below], lambda show, fill: change(show, self._at))

    @property
    def box(self) -> Box:
        """The whole page."""
        return 0.0, 0.0, self._right - self._left, self._top - self._bottom

    def cover(self, box: Box) -> None:
        """Paint a white area over a box."""
        self._above.append(f"1 g {self._rectangle(box)} re f".encode())

    def picture(self, box: Box) -> None:
        """Put a picture of a box of the page in its place."""
        from pypdfium2 import PdfDocument

        page = PdfDocument(self._content)[self._number - 1]
        image = page.render(scale=1.5).to_pil().convert("RGB")
        x, y = image.width / (self._right - self._left), image.height / (self._top - self._bottom)
        cut = image.crop((round(box[0] * x), round(box[1] * y), round(box[2] * x), round(box[3] * y)))
        drawn = stream(
            cut.tobytes(),
            Type="/XObject",
            Subtype="/Image",
            Width=cut.width,
            Height=cut.height,
            ColorSpace="/DeviceRGB",
            BitsPerComponent=8,
        )
        self._resource("/XObject")[NameObject("/Altered")] = self._writer._add_object(drawn.flate_encode())
        left, bottom = self._left + box[0], self._top - box[3]
        self._above.append(
            f"{box[2] - box[0]:.2f} 0 0 {box[3] - box[1]:.2f} {left:.2f} {bottom:.2f} cm /Altered Do".encode()
        )

    def crop_above(self, top: float) -> None:
        """Let the page end at a height from its top."""
        self._page[NameObject("/CropBox")] = RectangleObject(
            (self._left, self._top - top, self._right, self._top)
        )

    def clear(self) -> None:
        """Take everything off the page."""
        self._operations = []

    def content(self) -> bytes:
        """The file as it is now."""
        self._stream.operations = [([], b"q"), *self._operations, ([], b"Q")]
        made = DecodedStreamObject()
        above = b"".join(b"\nq " + painted + b" Q" for painted in self._above)
        made.set_data(self._stream.get_data() + above)
        self._page[NameObject("/Contents")] = self._writer._add_object(made.flate_encode())
        out = BytesIO()
        self._writer.write(out)
        return out.getvalue()

    # ---- operators

    def _change(
        self, boxes: Iterable[Box], change: Callable[[Operation, list[Operation]], list[Operation]]
    ) -> int:
        boxes = list(boxes)
        changed: list[Operation] = []
        found = 0
        for operation, shown in self._walk():
            if shown is not None and any(_is_in(shown.at, box) for box in boxes):
                self._scale, self._at = shown.scale, shown.at
                self._line, self._is_first = shown.line, shown.is_first
                changed += change(operation, shown.fill)
                found += 1
            else:
                changed.append(operation)
        self._operations = changed
        return found

    def _baseline(self, box: Box) -> tuple[float, float]:
        """Where the first words in a box begin."""
        found = [shown.at for _, shown in self._walk() if shown is not None and _is_in(shown.at, box)]
        return min(found, default=(box[0] + 1, box[3] - 2))

    def _walk(self) -> Iterable[tuple[Operation, "_Shown | None"]]:
        state = _State()
        stack: list[_State] = []
        for operands, operator in self._operations:
            shown = None
            if operator == b"q":
                stack.append(state.copy())
            elif operator == b"Q" and stack:
                state = stack.pop()
            elif operator in _SHOWS:
                if operator in (b"'", b'"'):
                    state.next_line(0, -state.leading)
                shown = self._shown(state)
            else:
                state.take(operands, operator)
            yield (operands, operator), shown

    def _shown(self, state: "_State") -> "_Shown":
        _, _, c, d, x, y = _times(state.line, state.matrix)
        scale = d if abs(d) > abs(c) else c
        fill = list(state.fill) or [([NumberObject(0)], b"g")]
        is_first, state.is_fresh = state.is_fresh, False
        return _Shown((x - self._left, self._top - y), fill, scale or 1.0, state.line, is_first)

    def _rectangle(self, box: Box) -> str:
        left, bottom = self._left + box[0], self._top - box[3]
        return f"{left:.2f} {bottom:.2f} {box[2] - box[0]:.2f} {box[3] - box[1]:.2f}"

    def _write(self, words: str, at: tuple[float, float]) -> None:
        font = entries({"Type": "/Font", "Subtype": "/Type1", "BaseFont": "/Helvetica"})
        self._resource("/Font")[NameObject("/Altered")] = self._writer._add_object(font)
        x, y = self._left + at[0], self._top - at[1]
        self._above.append(f"BT 0 g /Altered 8 Tf 1 0 0 1 {x:.2f} {y:.2f} Tm ({words}) Tj ET".encode())

    def _resource(self, kind: str) -> DictionaryObject:
        """The resources of a kind of this page alone."""
        resources = DictionaryObject(self._page["/Resources"].get_object())
        held = DictionaryObject(resources[kind].get_object() if kind in resources else {})
        resources[NameObject(kind)] = held
        self._page[NameObject("/Resources")] = resources
        return held


@dataclass(frozen=True)
class _Shown:
    """Words that an operator shows: where they begin, the operators that set their colour, points to a unit upwards.

    `line` is the matrix of their line; they begin at it where they are the first that the line shows.
    """

    at: tuple[float, float]
    fill: list[Operation]
    scale: float
    line: Matrix
    is_first: bool


class _State:
    """What of the graphics state says where words stand and in which colour."""

    def __init__(self) -> None:
        self.matrix: Matrix = (1, 0, 0, 1, 0, 0)
        self.line: Matrix = (1, 0, 0, 1, 0, 0)
        self.leading = 0.0
        self.fill: list[Operation] = []
        self.is_fresh = True  # nothing was shown since the line was set

    def copy(self) -> "_State":
        made = _State()
        made.__dict__.update(self.__dict__)
        made.fill = list(self.fill)
        return made

    def take(self, operands: Any, operator: bytes) -> None:
        """Follow an operator that shows nothing."""
        numbers = [float(x) for x in operands if isinstance(x, (int, float))]
        self.is_fresh = self.is_fresh or operator in (b"BT", b"Tm", b"TD", b"Td", b"T*")
        match operator:
            case b"cm":
                self.matrix = _times(_matrix(numbers), self.matrix)
            case b"BT":
                self.line = (1, 0, 0, 1, 0, 0)
            case b"Tm":
                self.line = _matrix(numbers)
            case b"TL":
                self.leading = numbers[0]
            case b"TD":
                self.leading = -numbers[1]
                self.next_line(*numbers)
            case b"Td":
                self.next_line(*numbers)
            case b"T*":
                self.next_line(0, -self.leading)
            case b"cs":
                self.fill = [(operands, operator)]
            case b"g" | b"rg" | b"k":
                self.fill = [(operands, operator)]
            case b"sc" | b"scn":
                self.fill = [x for x in self.fill if x[1] == b"cs"] + [(operands, operator)]

    def next_line(self, x: float, y: float) -> None:
        self.line = _times((1, 0, 0, 1, x, y), self.line)
        self.is_fresh = True


def _matrix(numbers: list[float]) -> Matrix:
    a, b, c, d, e, f = numbers
    return a, b, c, d, e, f


def _times(first: Matrix, second: Matrix) -> Matrix:
    a, b, c, d, e, f = first
    u, v, w, x, y, z = second
    return (a * u + b * w, a * v + b * x, c * u + d * w, c * v + d * x, e * u + f * w + y, e * v + f * x + z)


def _is_in(at: tuple[float, float], box: Box) -> bool:
    return box[0] - 1 <= at[0] < box[2] and box[1] < at[1] <= box[3] + 1


def with_pages(content: bytes, order: Iterable[int]) -> bytes:
    """The PDF with these pages (from 1) in this order."""
    reader, writer = PdfReader(BytesIO(content)), PdfWriter()
    for number in order:
        writer.add_page(reader.pages[number - 1])
    out = BytesIO()
    writer.write(out)
    return out.getvalue()
