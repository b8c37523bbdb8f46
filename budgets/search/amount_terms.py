"""The size of an amount as terms: its power of ten, and this with its first digit and first two digits.

A range of amounts then becomes a few terms in the question, and only amounts near its ends must be compared
themselves.
"""

from collections.abc import Iterator
from decimal import Decimal

from budgets.search.terms import SIZE

LESS = f"{SIZE}less"  # than one yuan, zero and negative amounts included
POWERS = range(18)  # an amount has at most eighteen digits before its point


def sizes_of(yuan: Decimal) -> tuple[str, ...]:
    """The terms of an amount's size: for 71,820,000 those of 10,000,000, 70,000,000 and 71,000,000."""
    if yuan < 1:
        return (LESS,)
    digits = f"{int(yuan)}"
    power = f"{SIZE}{len(digits) - 1}"
    return (power, f"{power}x{digits[0]}", *([f"{power}x{digits[:2]}"] if len(digits) > 1 else []))


def sizes_between(smallest: Decimal | None, largest: Decimal | None) -> list[str]:
    """The smallest set of terms such that every amount from `smallest` to `largest` has one of them."""
    low, high = smallest or Decimal(0), Decimal(10) ** 19 if largest is None else largest
    less = [LESS] if smallest is None or low < 1 else []
    return less + [size for power in POWERS for size in _of_power(power, low, high)] or [LESS]


def _of_power(power: int, low: Decimal, high: Decimal) -> Iterator[str]:
    name, one = f"{SIZE}{power}", Decimal(10) ** power
    if _covers(low, high, one, one * 10):
        yield name
        return
    for digit in range(1, 10):
        if _covers(low, high, digit * one, (digit + 1) * one) or (
            power == 0 and _meets(low, high, digit * one, one)
        ):
            yield f"{name}x{digit}"
        elif power:
            tenth = one / 10
            yield from (
                f"{name}x{two}"
                for two in range(10 * digit, 10 * digit + 10)
                if _meets(low, high, two * tenth, tenth)
            )


def _covers(low: Decimal, high: Decimal, start: Decimal, end: Decimal) -> bool:
    """Whether all amounts from `start` up to, but not including, `end` are inside; amounts have two decimals."""
    return low <= start and end - Decimal("0.01") <= high


def _meets(low: Decimal, high: Decimal, start: Decimal, width: Decimal) -> bool:
    return start <= high and low < start + width
