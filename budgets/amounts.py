"""All money and number text: printed text in, Decimal yuan out, and back again."""

import re
import unicodedata
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import Enum


class AmountError(ValueError):
    """A text that should be an amount is neither blank nor a number."""


class Unit(Enum):
    """A unit that Chinese budgets print amounts in; the value is its name on paper."""

    YUAN = "元"
    WAN = "万元"
    YI = "亿元"

    @property
    def yuan(self) -> Decimal:
        """How many yuan one of this unit is."""
        return _YUAN[self]


_YUAN = {Unit.YUAN: Decimal(1), Unit.WAN: Decimal(10_000), Unit.YI: Decimal(100_000_000)}

_NUMBER = re.compile(r"[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?")
# A lone dash is how some offices print an empty cell.
_BLANK = re.compile(r"[-—–－]*")


def plain_digits(text: str) -> str:
    """Half-width, without white space: digits that wrapped in a narrow cell become one number again."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).replace("−", "-")


def parse_amount(text: str, unit: Unit) -> Decimal | None:
    """Read a printed amount and return yuan; a blank cell (or a lone dash) gives None.

    `unit` is the one printed above the table (单位：元 or 单位：万元), so
    parse_amount("530.88", Unit.WAN) gives Decimal("5308800.00").
    Raises AmountError, quoting the text, when it is neither blank nor a number.
    """
    digits = plain_digits(text)
    if _BLANK.fullmatch(digits):
        return None
    if not _NUMBER.fullmatch(digits):
        raise AmountError(f"“{text}”不是金额")
    return Decimal(digits.replace(",", "")) * unit.yuan


def is_amount(text: str) -> bool:
    """Whether the text is a printed number (a blank is not)."""
    return bool(_NUMBER.fullmatch(plain_digits(text)))


def last_digit(text: str, unit: Unit) -> Decimal:
    """What one unit of the last printed digit is worth, in yuan: "530.88" in 万元 gives Decimal("100.00")."""
    return printed_step(Decimal(plain_digits(text).replace(",", "")), unit)


def printed_step(number: Decimal, unit: Unit) -> Decimal:
    """What one unit of the number's last digit is worth, in yuan."""
    exponent = number.as_tuple().exponent
    assert isinstance(exponent, int)
    return Decimal(1).scaleb(min(exponent, 0)) * unit.yuan


def convert(yuan: Decimal, unit: Unit) -> Decimal:
    """Yuan expressed in `unit`, exactly."""
    return yuan / unit.yuan


def plain(number: Decimal) -> str:
    """Plain digits for a machine: no separators, no exponent, no trailing zeros behind the point."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def format_amount(yuan: Decimal, unit: Unit) -> str:
    """Digits with separators for a reader, exact in `unit`, without the unit's name."""
    whole, _, fraction = plain(convert(yuan, unit)).partition(".")
    sign = "-" if whole.startswith("-") else ""
    grouped = f"{sign}{int(whole.lstrip('-') or '0'):,}"
    return f"{grouped}.{fraction}" if fraction else grouped


def speakable_unit(yuan: Decimal) -> Unit:
    """The unit that people would say this amount in."""
    size = abs(yuan)
    if size >= Unit.YI.yuan:
        return Unit.YI
    return Unit.WAN if size >= Unit.WAN.yuan else Unit.YUAN


def format_speakable(yuan: Decimal) -> str:
    """The amount as people say it, two decimals at most: 71.82 亿元. The exact one must stand beside it."""
    unit = speakable_unit(yuan)
    rounded = convert(yuan, unit).quantize(Decimal("0.01"), ROUND_HALF_UP)
    return f"{format_amount(rounded, Unit.YUAN)} {unit.value}"


def share(part: Decimal, whole: Decimal) -> Decimal | None:
    """part of whole in per cent, two decimals; None when the whole is zero."""
    if not whole:
        return None
    return (part / whole * 100).quantize(Decimal("0.01"), ROUND_HALF_UP)


@dataclass(frozen=True)
class ProseAmount:
    """An amount found in running text: 约27万元 at characters start..end."""

    text: str
    yuan: Decimal
    unit: Unit
    approximate: bool
    start: int
    end: int

    @property
    def step(self) -> Decimal:
        """What one unit of the last printed digit is worth, in yuan."""
        number = _NUMBER.search(plain_digits(self.text))
        assert number is not None
        return last_digit(number.group(), self.unit)


# 万 without 元 is money too (55万), unless it counts something else (10万人): what may follow is listed.
_PROSE_AMOUNT = re.compile(
    r"(?P<about>约\s*)?(?P<number>[-−－]?\d[\d,，]*(?:\.\d+)?)\s*"
    r"(?P<unit>亿元|万元|元(?!/)|[亿万](?=[，,。；;、）)]|$|\s))"
)


def find_amounts(text: str) -> tuple[ProseAmount, ...]:
    """Every amount of Chinese money in running text, in order: 1577.5万元, 4,232,663.00元, 55万, 3亿元.

    Foreign money (4000亿欧元) and counts of other things (10万人) are not amounts.
    """
    return tuple(_prose_amount(match) for match in _PROSE_AMOUNT.finditer(text))


def _prose_amount(match: re.Match[str]) -> ProseAmount:
    unit = next(u for u in (Unit.YI, Unit.WAN, Unit.YUAN) if match["unit"][0] == u.value[0])
    number = Decimal(plain_digits(match["number"]).replace(",", "").replace("，", ""))
    return ProseAmount(
        match.group(), number * unit.yuan, unit, bool(match["about"]), match.start(), match.end()
    )
