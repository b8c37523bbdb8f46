"""Widths of the simple bars that the server draws."""

from collections.abc import Sequence
from decimal import Decimal
from typing import TypeVar

Row = TypeVar("Row")


def widths(values: Sequence[Decimal | None], whole: Decimal | None = None) -> tuple[str, ...]:
    """A bar's width for each value, in per cent of `whole`, or of the largest where that is None; "" up to zero."""
    full = whole if whole is not None else max((v for v in values if v is not None), default=Decimal())
    return tuple(_width(value, full) for value in values)


def _width(value: Decimal | None, full: Decimal) -> str:
    if value is None or value <= 0 or full <= 0:
        return ""
    return per_cent(min(float(value / full * 100), 100.0))


def per_cent(value: float) -> str:
    return f"{value:.2f}%"


def with_bars(
    rows: Sequence[Row], values: Sequence[Decimal | None], whole: Decimal | None
) -> list[tuple[Row, str]]:
    """Each row with the width of its bar, in per cent of `whole`, or of the largest where that is None."""
    return list(zip(rows, widths(values, whole), strict=True))
