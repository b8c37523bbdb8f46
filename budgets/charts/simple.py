"""Simple pictures, made by the server."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from budgets.queries.overview import Part

ROOM_FOR_LABEL = 7.0  # per cent of the strip's width
ROOM_ON_PHONE = 15.0


@dataclass(frozen=True)
class Segment:
    """One piece of a strip: start and width in per cent, and its label where one fits (`roomy`: not on a phone)."""

    x: str
    width: str
    label: str
    label_x: str
    colour: int
    roomy: bool


def strip(parts: Sequence[Part]) -> tuple[Segment, ...]:
    """The parts side by side over the whole width, in their order."""
    whole = sum((part.yuan for part in parts), Decimal())
    segments = []
    start = 0.0
    for number, part in enumerate(parts, start=1):
        width = float(part.yuan / whole * 100)
        label = str(part.of_hundred) if width >= ROOM_FOR_LABEL else ""
        label_x = _per_cent(start + 0.9)
        roomy = width < ROOM_ON_PHONE
        segments.append(Segment(_per_cent(start), _per_cent(width), label, label_x, number, roomy))
        start += width
    return tuple(segments)


def widths(values: Sequence[Decimal | None], whole: Decimal | None = None) -> tuple[str, ...]:
    """A bar's width for each value, in per cent of `whole` or of the largest; "" for none, zero or less."""
    full = whole if whole is not None else max((v for v in values if v is not None), default=Decimal())
    return tuple(_width(value, full) for value in values)


def _width(value: Decimal | None, full: Decimal) -> str:
    if value is None or value <= 0 or full <= 0:
        return ""
    return _per_cent(min(float(value / full * 100), 100.0))


def _per_cent(value: float) -> str:
    return f"{value:.2f}%"
