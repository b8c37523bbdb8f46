"""Template filters for money text; the arithmetic is amounts.py.

All take Decimal yuan and give "" for None, and for the "" that a template makes of `missing.value`.
"""

from decimal import Decimal

from django import template

from budgets.amounts import Unit, format_amount, format_speakable
from budgets.amounts import share as share_of_whole

register = template.Library()

MINUS = "\N{MINUS SIGN}"  # as wide as a plus, and no line breaks after it
ALIGNED_DECIMALS = 2

Value = Decimal | int | str | None


def _number(value: Value) -> Decimal | None:
    return Decimal(value) if isinstance(value, Decimal | int) else None


def _typeset(digits: str) -> str:
    """The same digits with a true minus sign."""
    return digits.replace("-", MINUS)


@register.filter
def amount(yuan: Value, unit: str = "元") -> str:
    """Exact digits with separators in that unit, without the unit's name: {{ yuan|amount:"万元" }}."""
    number = _number(yuan)
    return "" if number is None else _typeset(format_amount(number, Unit(unit)))


@register.filter
def aligned(yuan: Value, unit: str = "万元") -> str:
    """Like `amount`, with at least two decimals unless the unit is 元: a column of them stands in line."""
    digits = amount(yuan, unit)
    if not digits or Unit(unit) is Unit.YUAN:
        return digits
    whole, _, decimals = digits.partition(".")
    return f"{whole}.{decimals.ljust(ALIGNED_DECIMALS, '0')}"


@register.filter
def speakable(yuan: Value) -> str:
    """The amount as people say it, “71.82 亿元”. The exact one must stand beside it."""
    number = _number(yuan)
    return "" if number is None else _typeset(format_speakable(number))


@register.filter
def speakable_size(yuan: Value) -> str:
    """How large a change is, without its sign, for sentences that say 增加 or 减少 themselves."""
    number = _number(yuan)
    return "" if number is None else format_speakable(abs(number))


@register.filter
def signed(yuan: Value, unit: str = "万元") -> str:
    """A change with its sign: +77.13, −44.81; a zero has none."""
    number = _number(yuan)
    return "" if number is None else ("+" if number > 0 else "") + aligned(number, unit)


@register.filter
def change_word(yuan: Value) -> str:
    """The document's own word for the direction of a change: 增加, 减少, 持平."""
    number = _number(yuan)
    if number is None:
        return ""
    return "增加" if number > 0 else "减少" if number < 0 else "持平"


@register.filter
def change_class(yuan: Value) -> str:
    """The style sheet's word for it; the sign says the same without colour."""
    number = _number(yuan)
    if not number:
        return ""
    return "up" if number > 0 else "down"


@register.filter
def percent(value: Value) -> str:
    """A printed percentage without the zeros that the database adds: 20%, 5.74%."""
    digits = amount(value)
    return f"{digits}%" if digits else ""


@register.filter
def share(part: Value, whole: Value) -> str:
    """part of whole in per cent, two decimals: 85.79%; "" when it cannot be said."""
    number, total = _number(part), _number(whole)
    result = share_of_whole(number, total) if number is not None and total is not None else None
    return "" if result is None else f"{_typeset(str(result))}%"
