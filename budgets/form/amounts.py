"""Printed amounts: text to Decimal yuan, and yuan back to text for people and for machines."""

import re
import unicodedata
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from budgets.form.spelling import squeeze
from budgets.form.terms import FixedTerm


class AmountError(ValueError):
    """A text that should be an amount is neither blank nor a number."""

    def __init__(self, text: str) -> None:
        super().__init__(f"not an amount: {text}")
        self.text = text


class Unit(FixedTerm):
    """A unit that Chinese budgets print amounts in; the value is its name on paper."""

    YUAN = "元"
    WAN = "万元"
    YI = "亿元"

    @property
    def yuan(self) -> Decimal:
        """How many yuan one of this unit is."""
        return _YUAN[self]


HUNDREDTH = Decimal("0.01")
_YUAN = {Unit.YUAN: Decimal(1), Unit.WAN: Decimal(10_000), Unit.YI: Decimal(100_000_000)}

_NUMBER = re.compile(r"[+-]?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?")
# How offices print that there is no amount: a dash of any length, a slash, a star, a triangle, the word.
_NIL = re.compile(r"[-‐-―−─━]+|[/\\]{1,2}|[*※]+|[△▲×]|无")
# No budget has an amount of more digits; a longer number is several numbers run together.
_LONGEST = 20
# An amount above this is none either.
MOST_YUAN = (
    Decimal(10) ** 15
)  # seven times what the whole country makes in a year; sums of such can be stored
# Of a cell that long nothing is a number, whatever it holds.
_LONGEST_CELL = 200
# Full-width digits and signs to half width. Other forms of digits, such as ² and ①, are left alone: they are no amounts.
_HALF_WIDTH = str.maketrans({code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)} | {0x2212: "-"})
_LINE_BREAK = re.compile(r"[^\S\r\n]*[\r\n]\s*")
_BLANK_AT_SIGN = re.compile(r"(?<=[0-9])\s+(?=[,.]\s*[0-9])|(?<=[0-9][,.])\s+(?=[0-9])")
# 1 952 400: one blank, also a thin or an unbreakable one, before each three digits. Wider ones divide numbers.
_THIN = "[ \u00a0\u2000-\u200a\u202f\u205f]"
_GROUPED = re.compile(rf"[+-]?[1-9][0-9]{{0,2}}(?:{_THIN}[0-9]{{3}})+(?:\.[0-9]+)?")
# (294,000) and △294,000 are less than nothing. Brackets around less than three digits, or a year, may be a mark.
_BRACKETED = re.compile(
    r"\(\s*(?!(?:19|20)[0-9]{2}\s*\))(?P<number>[0-9](?=[^()]*[.,]|[0-9]{2})[^()]*?)\s*\)"
)
_MINUS = re.compile(r"(?:[△▲‐-―-]|负)\s*(?P<number>[0-9].*)", re.DOTALL)


def plain_digits(text: str) -> str:
    """Half-width, without white space: digits that wrapped in a narrow cell become one number again."""
    return squeeze(unicodedata.normalize("NFKC", text)).replace("−", "-")


def _one_number(text: str) -> str:
    """The text of a cell in half width, a minus as a hyphen, a wrapped number and its groups joined.

    Other spaces inside are kept: they separate numbers.
    """
    if len(text) > _LONGEST_CELL:
        return text
    number = _LINE_BREAK.sub("", text.strip()).translate(_HALF_WIDTH)
    less = _BRACKETED.fullmatch(number) or _MINUS.fullmatch(number)
    if less:
        number = f"-{less['number']}"
    number = _BLANK_AT_SIGN.sub("", number)
    return "".join(number.split()) if _GROUPED.fullmatch(number) else number


def _is_number(number: str) -> bool:
    return bool(_NUMBER.fullmatch(number)) and sum(map(str.isdigit, number)) <= _LONGEST


def is_nil(text: str) -> bool:
    """Whether a cell prints a sign that there is no amount: a dash, /, *, △, 无."""
    return bool(_NIL.fullmatch(squeeze(text).translate(_HALF_WIDTH)))


def is_blank(text: str) -> bool:
    """Whether a cell prints no amount: nothing at all, or a sign that there is none."""
    return not text.strip() or is_nil(text)


def parse_amount(text: str, unit: Unit) -> Decimal | None:
    """Read a printed amount and return yuan; a blank cell, or one with a lone dash, / or 无, gives None.

    `unit` is the one printed above the table (单位：元 or 单位：万元), so
    parse_amount("530.88", Unit.WAN) gives Decimal("5308800.00").
    Raises AmountError, with the text, when it is neither blank nor a number.
    """
    if is_blank(text):
        return None
    number = _one_number(text)
    if not _is_number(number) or (unit is not Unit.YUAN and _is_two_numbers(text)):
        raise AmountError(text)
    yuan = Decimal(number.replace(",", "")) * unit.yuan
    if abs(yuan) >= MOST_YUAN:
        raise AmountError(text)
    return yuan


_TWO_GROUPS = re.compile(rf"[0-9]{{1,3}}{_THIN}[0-9]{{3}}")


def _is_two_numbers(text: str) -> bool:
    """Whether 500 300 may be two numbers: in 万元 such small ones are printed, in 元 hardly."""
    return bool(_TWO_GROUPS.fullmatch(text.strip()))


def is_amount(text: str) -> bool:
    """Whether the text is a printed number (a blank is not, nor what may be two numbers)."""
    return _is_number(_one_number(text)) and not _is_two_numbers(text)


@lru_cache(maxsize=4096)  # five rules ask for each figure
def last_digit(text: str, unit: Unit) -> Decimal:
    """What one unit of the last printed digit is worth, in yuan: "530.88" in 万元 gives Decimal("100.00")."""
    return printed_step(Decimal(_one_number(text).replace(",", "")), unit)


def printed_step(number: Decimal, unit: Unit) -> Decimal:
    """What one unit of the number's last digit is worth, in yuan."""
    exponent = number.as_tuple().exponent
    assert isinstance(exponent, int)
    return Decimal(1).scaleb(min(exponent, 0)) * unit.yuan


def convert(yuan: Decimal, unit: Unit) -> Decimal:
    """Yuan expressed in `unit`, exactly."""
    return yuan / unit.yuan


def plain(number: Decimal) -> str:
    """Plain digits for a machine: no separators, no exponent, no trailing zeros after the point."""
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
    """The amount as people say it, in 亿元 or 万元: 71.82 亿元. Show the exact amount beside it.

    Always two decimals, 1.90 beside 1.56, unless the amount is a whole number of its unit: 13 万元.
    """
    unit = speakable_unit(yuan)
    return f"{two_decimals(convert(yuan, unit))} {unit.value}"


def two_decimals(number: Decimal) -> str:
    """Always two decimals (1,188.26 and 1.90), so that amounts side by side line up; none for a whole number (13)."""
    if number == number.to_integral_value():
        return f"{number:,.0f}"
    return f"{number.quantize(HUNDREDTH, ROUND_HALF_UP):,.2f}"


def share(part: Decimal, whole: Decimal) -> Decimal | None:
    """part of whole in per cent, two decimals; None when the whole is zero."""
    if not whole:
        return None
    return (part / whole * 100).quantize(HUNDREDTH, ROUND_HALF_UP)


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
        number = _NUMBER.search(_one_number(self.text))
        assert number is not None
        return last_digit(number.group(), self.unit)


_DIGIT = "[0-9０-９]"
# 万 without 元 is money too (55万), unless it counts something else (10万人): what may follow is listed.
MONEY_UNIT = r"(?:亿元|万元|元|[亿万](?=[，,。；;、）)]|$|\s))"
_PROSE_AMOUNT = re.compile(
    r"(?P<about>(?:大约|大概|约)\s*)?(?:(?<![^\s：:，,；;。、（(])(?P<sign>[-−－]))?"
    rf"(?<!{_DIGIT})(?P<number>(?:{_DIGIT}{{1,3}}(?:[,，]{_DIGIT}{{3}})+|{_DIGIT}+)(?:[.．]{_DIGIT}+)?)\s*"
    rf"(?P<unit>{MONEY_UNIT})"
    # 12元/天 and 5万元×10人 are prices; 30元万, 12元角 and 30元5角 are not the amount that their first part reads as.
    rf"(?!\s*[/／×*＊]|[角分亿万千百]|{_DIGIT}+[角分])"
)
# Everything that ends in a money unit, readable or not: ranges, 300余万元, 12,34万元, 伍拾万元.
_NUMERAL = r"[0-9０-９〇零一二三四五六七八九十百千万亿两几数余多壹贰叁肆伍陆柒捌玖拾佰仟.．,，]"
_MENTION = re.compile(
    rf"(?:(?<!{_DIGIT}){_DIGIT}[0-9０-９.．,，]*\s*[亿万]?元?\s*(?:[-−－—–~～]+|至|到)\s*)?"
    rf"(?:[-−－]?(?<!{_DIGIT}){_DIGIT}{_NUMERAL}*?|(?<!{_NUMERAL}){_NUMERAL}+?)\s*{MONEY_UNIT}"
)
_RANGE = re.compile(
    rf"{_DIGIT}\s*[亿万]?元?\s*(?:[-−－—–~～]+|至|到)\s*{_DIGIT}[0-9０-９.．,，]*\s*{MONEY_UNIT}"
)
# A digit right before the number, perhaps with a point, comma or space between: the number is only the end of another.
_CUT_NUMBER = re.compile(rf"{_DIGIT}[.．,，·]?[^\S\t]*$|{_DIGIT}[.．,，·]$|[^\s：:，,；;。、（(][-−－]$")
_FOREIGN = re.compile(r"(?:美元|美金|港币|港元|欧元|日元|英镑|外币|\$|€|£)\s*(?:约\s*)?$")


def find_amounts(text: str) -> tuple[ProseAmount, ...]:
    """Every amount of Chinese money in running text, in order: 1577.5万元, 4,232,663.00元, 55万, 3亿元.

    Foreign money (4000亿欧元), counts of other things (10万人), ranges (12-15万元), prices (500元/天) and
    numbers that are not well formed (12,34万元) are not amounts.
    """
    ranges = [(m.start(), m.end()) for m in _RANGE.finditer(text)]
    return tuple(
        _prose_amount(match)
        for match in _PROSE_AMOUNT.finditer(text)
        if not _is_cut(text, match)
        and _is_number(_one_number(match["number"]))
        and not any(match.start() < end and start < match.end() for start, end in ranges)
        and abs(_prose_amount(match).yuan) < MOST_YUAN
    )


def _is_cut(text: str, match: re.Match[str]) -> bool:
    """Whether the text before the match shows that its digits are only the end of another number, or foreign money."""
    before = text[max(0, match.start() - 8) : match.start()]
    return bool(_CUT_NUMBER.search(before) or _FOREIGN.search(before))


def stated_amount(text: str) -> ProseAmount:
    """The amount that words print which are nothing but one; a printed 0 is none of any unit: it needs no 万元."""
    found = find_amounts(text)
    return found[0] if found else ProseAmount(text, Decimal(0), Unit.WAN, False, 0, len(text))


def find_unreadable(text: str) -> tuple[tuple[int, int], ...]:
    """Start and end of money that find_amounts does not read: ranges, prices, 300余万元, 12,34万元, 伍拾万元."""
    read = [(amount.start, amount.end) for amount in find_amounts(text)]
    found = ((m.start(), m.end()) for m in _MENTION.finditer(text))
    return tuple((s, e) for s, e in found if not any(s < end and start < e for start, end in read))


_CURRENCY = r"(?:美元|美金|港币|港元|欧元|日元|英镑|外币|韩元|澳元|加元|瑞士法郎|卢布|新加坡元|新台币)"
_FOREIGN_AMOUNT = re.compile(
    rf"(?<!{_DIGIT}){_DIGIT}[0-9０-９.．,，]*\s*[十百千万亿]*\s*{_CURRENCY}"
    rf"|(?:{_CURRENCY}|[$€£])\s*(?:约\s*)?{_DIGIT}[0-9０-９.．,，]*\s*[十百千万亿]*元?"
)


def find_foreign(text: str) -> tuple[tuple[int, int], ...]:
    """Start and end of each amount of foreign money: 80万美元, $3,000."""
    return tuple((match.start(), match.end()) for match in _FOREIGN_AMOUNT.finditer(text))


def _prose_amount(match: re.Match[str]) -> ProseAmount:
    unit = next(u for u in (Unit.YI, Unit.WAN, Unit.YUAN) if match["unit"][0] == u.value[0])
    number = Decimal(_one_number(match["number"]).replace(",", "")) * (-1 if match["sign"] else 1)
    return ProseAmount(
        match.group(), number * unit.yuan, unit, bool(match["about"]), match.start(), match.end()
    )
