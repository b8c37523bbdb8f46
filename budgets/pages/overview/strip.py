"""The strip “of every 100 元”: the parts side by side, drawn by the server."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from budgets.charts.bars import per_cent
from budgets.pages.overview.read import Part

ROOM_FOR_LABEL = 7.0  # per cent of the strip's width
ROOM_ON_PHONE = 15.0


@dataclass(frozen=True)
class Segment:
    """One piece of a strip: start and width in per cent, and its label where one fits (`roomy`: but not on a phone)."""

    x: str
    width: str
    label: str
    label_x: str
    colour: int
    roomy: bool


def strip(parts: Sequence[Part]) -> tuple[Segment, ...]:
    """A segment for each part, in order, filling the whole width."""
    whole = sum((part.yuan for part in parts), Decimal())
    segments = []
    start = 0.0
    for number, part in enumerate(parts, start=1):
        width = float(part.yuan / whole * 100)
        label = str(part.of_hundred) if width >= ROOM_FOR_LABEL else ""
        label_x = per_cent(start + 0.9)
        roomy = width < ROOM_ON_PHONE
        segments.append(Segment(per_cent(start), per_cent(width), label, label_x, number, roomy))
        start += width
    return tuple(segments)
