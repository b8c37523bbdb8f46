"""One page of a PDF as a picture, with the box that the address asks for and the box's name beside it."""

from collections.abc import Sequence
from dataclasses import dataclass

ROOM = 1.5  # points between a cell's edge and the box around it
LINES_OF_A_NAME = 6  # room for this many lines beside a box
LETTER = 1 / 50  # of the page's width: 14 pixels where a phone shows the page 44rem wide


@dataclass(frozen=True)
class Label:
    """The place of a box's name, in points: under the box, or above it at the foot of the page."""

    x: float
    y: float
    width: float
    height: float
    letter: float
    above: bool

    @property
    def css(self) -> str:
        """How the name is laid out."""
        return "box-name box-name--above" if self.above else "box-name"


@dataclass(frozen=True)
class Picture:
    """One page of a PDF: its address and size in points, and the box to draw on it."""

    href: str
    width: float
    height: float
    box: dict[str, float] | None

    @property
    def label(self) -> Label | None:
        """The place for the box's name, on the page and beside the box; None without a box."""
        if self.box is None:
            return None
        letter = self.width * LETTER
        width, height = self.width / 3, letter * 1.5 * LINES_OF_A_NAME
        under = self.box["y"] + self.box["height"] + letter / 3
        above = under + height > self.height
        y = self.box["y"] - letter / 3 - height if above else under
        middle = self.box["x"] + self.box["width"] / 2
        # At the middle of the box, because a phone shows little more than the box.
        x = max(letter, min(middle - width / 2, self.width - width - letter))
        return Label(round(x, 2), round(y, 2), round(width, 2), round(height, 2), round(letter, 2), above)


def frame(box: Sequence[float]) -> dict[str, float]:
    """The frame around a cell or words in points from the page's top left corner."""
    left, top, right, bottom = box
    return {
        "x": round(left - ROOM, 2),
        "y": round(top - ROOM, 2),
        "width": round(right - left + 2 * ROOM, 2),
        "height": round(bottom - top + 2 * ROOM, 2),
    }
