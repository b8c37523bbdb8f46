"""Amounts and units in the language of the page: 71.82 亿元, or CNY 7.18 billion under /en/.

Both round half up from exact numbers; the exact amount must be shown beside a rounded one.
"""

from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from budgets.form import amounts
from budgets.form.amounts import HUNDREDTH, Unit, format_amount, two_decimals

THOUSAND = Decimal(1000)
# The scales of English amounts, smallest first; below a million an amount is written in full.
SCALES = ((Decimal(10) ** 6, "million"), (Decimal(10) ** 9, "billion"), (Decimal(10) ** 12, "trillion"))
SHORT_SCALES = {"million": "m", "billion": "bn"}
MINUS = "\N{MINUS SIGN}"  # as wide as a plus, and no line breaks after it
ALIGNED_DECIMALS = 2


def typeset(digits: str) -> str:
    """The digits with a true minus sign."""
    return digits.replace("-", MINUS)


def exact(yuan: Decimal | int, unit: Unit = Unit.YUAN) -> str:
    """Exact digits with separators in that unit, without the unit's name."""
    return typeset(format_amount(Decimal(yuan), unit))


def aligned(yuan: Decimal, unit: Unit = Unit.WAN) -> str:
    """Exact digits with at least two decimals unless the unit is 元, so that a column of them aligns."""
    digits = exact(yuan, unit)
    if unit is Unit.YUAN:
        return digits
    whole, _stop, decimals = digits.partition(".")
    return f"{whole}.{decimals.ljust(ALIGNED_DECIMALS, '0')}"


def said_about(amount: str, *, approximate: bool) -> str:
    """An amount with the document's 约 where it has one, as plain text."""
    return _("约 %(amount)s") % {"amount": amount} if approximate else amount


def signed(change: Decimal, unit: Unit = Unit.WAN) -> str:
    """A change with its sign: +77.13, −44.81; no change is 持平, as the documents say it."""
    return ("+" if change > 0 else "") + aligned(change, unit) if change else _("持平")


def spoken(yuan: Decimal) -> str:
    """The amount as people say it, with a true minus sign."""
    return typeset(format_speakable(yuan))


def share_of(part: Decimal | None, whole: Decimal | None) -> str:
    """`part` in per cent of `whole` with two decimals: 85.79%; "" where either is missing or the whole is zero."""
    result = amounts.share(part, whole) if part is not None and whole is not None else None
    return "" if result is None else f"{typeset(str(result))}%"


def percent(value: Decimal | None) -> str:
    """A printed percentage without the zeros that the database adds: 20%, 5.74%; "" for None."""
    return "" if value is None else f"{exact(value)}%"


def in_english() -> bool:
    """Whether the page being made is English."""
    return (get_language() or "").startswith("en")


def format_speakable(yuan: Decimal) -> str:
    """The amount as people say it in the language of the page, two decimals or a whole number."""
    return english_amount(yuan) if in_english() else amounts.format_speakable(yuan)


def format_short(yuan: Decimal) -> str:
    """An amount in few letters, for a chart whose unit is known: 71.82 亿元, or 7.18 bn."""
    if not in_english():
        return amounts.format_speakable(yuan)
    sign, number, name = _in_scale(yuan)
    return f"{sign}{number} {SHORT_SCALES.get(name, name)}".rstrip()


def english_amount(yuan: Decimal) -> str:
    """CNY 7.18 billion, CNY 11.88 million, CNY 530,880; a sign stands before the currency."""
    sign, number, name = _in_scale(yuan)
    return f"{sign}CNY {number} {name}".rstrip()


def _in_scale(yuan: Decimal) -> tuple[str, str, str]:
    """The sign of an amount, its number in the scale that it is said in, and what the scale is called, "" for none."""
    number, name = abs(yuan), ""
    for scale, word in SCALES:
        # An amount that rounds up to 1,000 of a scale moves to the next one: never “CNY 1,000 million”.
        if abs(yuan) >= scale or (name and number.quantize(HUNDREDTH, ROUND_HALF_UP) >= THOUSAND):
            number, name = abs(yuan) / scale, word
    sign = "-" if yuan < 0 and number.quantize(HUNDREDTH, ROUND_HALF_UP) else ""
    return sign, two_decimals(number), name


def unit_name(unit: Unit) -> str:
    """What a unit is called in headings: 万元, or CNY 10,000."""
    return _(unit.value)


def amount_in(digits: str, unit: Unit) -> str:
    """Digits with their unit behind them: 1,188.26 万元, or 1,188.26 × CNY 10,000."""
    if in_english() and unit is not Unit.YUAN:
        return f"{digits} × {unit_name(unit)}"
    return f"{digits} {unit_name(unit)}"
