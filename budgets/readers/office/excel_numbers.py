"""Numbers as a Chinese Excel shows them in their cell format."""

import re
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal

# The built-in formats, which a file names by number alone, as a Chinese Excel shows them.
BUILT_IN = {
    "1": "0",
    "2": "0.00",
    "3": "#,##0",
    "4": "#,##0.00",
    "9": "0%",
    "10": "0.00%",
    "37": "#,##0",
    "38": "#,##0",
    "39": "#,##0.00",
    "40": "#,##0.00",
    "41": '#,##0;-#,##0;"-"',
    "42": '"¥"#,##0;"¥"-#,##0;"¥-"',
    "43": '#,##0.00;-#,##0.00;"-"',
    "44": '"¥"#,##0.00;"¥"-#,##0.00;"¥-"',
    "49": "@",
    **dict.fromkeys(("14", "15", "30"), "yyyy-mm-dd"),
    **dict.fromkeys(("18", "19", "20", "21", "45", "46", "47"), "h:mm:ss"),
    "22": "yyyy-mm-dd h:mm",
    **dict.fromkeys(("17", "27", "36", "50", "52", "57"), "yyyy年m月"),
    **dict.fromkeys(("16", "28", "29", "51", "53", "54", "58"), "m月d日"),
    "31": "yyyy年m月d日",
    **dict.fromkeys(("32", "33", "34", "35", "55", "56"), "h:mm:ss"),
}
_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|[\\!](?P<escaped>.)|(?P<nothing>_.|\*.)|\[(?P<bracket>[^\]]*)\]'
    r"|(?P<value>General|@)|(?P<place>[0#?])|(?P<point>\.)|(?P<comma>,)|(?P<percent>%)|(?P<letter>.)",
    re.IGNORECASE | re.DOTALL,
)
_SECTION = re.compile(r'(?:"[^"]*"|[\\!_*].|\[[^\]]*\]|[^;])*', re.DOTALL)
_CONDITION = re.compile(r"\[(<=|>=|<>|<|>|=)(-?\d+(?:\.\d+)?)\]")
_HOLDS = {
    "<": Decimal.__lt__,
    "<=": Decimal.__le__,
    ">": Decimal.__gt__,
    ">=": Decimal.__ge__,
    "=": Decimal.__eq__,
    "<>": Decimal.__ne__,
}
_LARGEST = Decimal(10) ** 20  # a larger number is shown without its format
_Token = tuple[str | None, str]  # its kind (a group of _TOKEN), and the words that it prints


def displayed(number: Decimal, code: str, is_1904: bool = False) -> str:
    """A number as a format code shows it: displayed(Decimal("7181860500"), "#,##0") gives 7,181,860,500.

    A code that is not understood (fractions, exponents) shows the plain number.
    """
    section, writes_sign = _section(number, code)
    tokens = [_token(found) for found in _TOKEN.finditer(section)]
    letters = "".join(text for kind, text in tokens if kind == "letter").lower()
    if re.search("[ymdhs]", letters):
        return _date(number, "".join(text for _, text in tokens), is_1904)
    if "e" in letters or "/" in letters or abs(number) >= _LARGEST:
        return _general(number)
    value = abs(number) if writes_sign else number
    if any(kind == "place" for kind, _ in tokens):
        return _masked(value, tokens)
    return "".join(_general(value) if kind == "value" else text for kind, text in tokens).strip()


def hides_text(code: str) -> bool:
    """Whether a format code shows nothing of a text: its fourth part is empty, as in ;;; (which hides numbers too)."""
    sections = _sections(code)
    return len(sections) > 3 and not sections[3].strip()


def _section(number: Decimal, code: str) -> tuple[str, bool]:
    """The part of a code for this number, and whether that part writes the sign itself, as in "0;(0)"."""
    sections = _sections(code)
    conditions = [_CONDITION.search(section) for section in sections]
    if any(conditions):
        for section, condition in zip(sections, conditions, strict=True):
            if condition is None or _HOLDS[condition[1]](number, Decimal(condition[2])):
                return section, False
        return sections[-1], False
    if number < 0 and len(sections) > 1:
        return sections[1], True
    return sections[2 if not number and len(sections) > 2 else 0], False


def _sections(code: str) -> list[str]:
    """A code split at its semicolons, except quoted and escaped ones."""
    sections, at = [], 0
    while at <= len(code):
        found = _SECTION.match(code, at)
        assert found is not None  # the pattern also matches the empty text
        sections.append(found.group())
        at = found.end() + 1
    return sections if code else ["General"]


def _token(found: re.Match[str]) -> _Token:
    """What a piece of a code is, and the words that it prints: quoted, escaped or a currency in brackets."""
    kind = found.lastgroup
    if kind == "nothing":  # a space as wide as a character, or a character that fills the cell
        return kind, ""
    if kind == "bracket":
        currency = re.match(r"\$([^-]*)", found["bracket"])
        return kind, currency[1] if currency else ""
    return kind, found[kind] if kind else ""


def _general(number: Decimal) -> str:
    """The plain digits of a number, without an exponent."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _masked(number: Decimal, tokens: list[_Token]) -> str:
    """A number in a format of digits, separators and words: 0!.0, shows 12345678 as 12345.7 (thousands)."""
    kinds = [kind for kind, _ in tokens]
    point = kinds.index("point") if "point" in kinds else len(kinds)
    before, after = tokens[:point], tokens[point:]
    last_place = max((n for n, kind in enumerate(kinds[:point]) if kind == "place"), default=-1)
    is_grouped = "comma" in kinds[: max(last_place, 0)]
    thousands = kinds[last_place + 1 :].count("comma")
    decimals = kinds[point:].count("place")
    scaled = abs(number).scaleb(2 * kinds.count("percent") - 3 * thousands)
    digits = f"{scaled.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP):f}"
    whole, _, fraction = digits.partition(".")
    sign = "-" if number < 0 and digits.strip("0.") else ""
    text = _whole_part(before, whole.lstrip("0"), is_grouped) + _fraction_part(after, fraction)
    return sign + text.strip()


def _whole_part(tokens: list[_Token], digits: str, is_grouped: bool) -> str:
    """The digits before the point, filled into the format's places from the right; the leftmost place takes the rest."""
    places = [n for n, (kind, _) in enumerate(tokens) if kind == "place"]
    left, shown, text = list(digits), 0, ""
    for n in range(len(tokens) - 1, -1, -1):
        kind, words = tokens[n]
        if kind != "place":
            text = ("" if kind == "comma" else words) + text
            continue
        taken = left[:] if n == places[0] else left[-1:]
        del left[len(left) - len(taken) :]
        for digit in reversed(taken or (["0"] if words == "0" else [])):
            text = digit + ("," if is_grouped and shown and shown % 3 == 0 else "") + text
            shown += 1
    return text if places else digits + text


def _fraction_part(tokens: list[_Token], digits: str) -> str:
    """The point and the digits after it; a place # prints no zero at the end, and a point alone is not printed."""
    places = [words for kind, words in tokens if kind == "place"]
    kept = len(digits)
    while kept and digits[kept - 1] == "0" and places[kept - 1] != "0":
        kept -= 1
    text, used = "", 0
    for kind, words in tokens:
        if kind == "place":
            text += digits[used] if used < kept else ""
            used += 1
        elif kind == "point":
            text += "." if kept and not text else ""
        elif kind != "comma":
            text += words
    return text


def _date(number: Decimal, code: str, is_1904: bool) -> str:
    """A day or time in ISO form; with the format's own 年, 月 and 日 where it has them."""
    try:
        day = _moment(number, is_1904)
    except (OverflowError, ValueError):
        return _general(number)
    if "年" in code or "月" in code:
        parts = (("年", day.year), ("月", day.month), ("日", day.day))
        return "".join(f"{value}{word}" for word, value in parts if word in code)
    if 0 <= number < 1:
        return f"{day:%H:%M:%S}"
    return f"{day:%Y-%m-%d}" if number == number.to_integral_value() else f"{day:%Y-%m-%d %H:%M:%S}"


def _moment(number: Decimal, is_1904: bool) -> datetime:
    # The 1900 date system counts a 29 February 1900 that did not exist (day 60): later days are one too high.
    first = datetime(1904, 1, 1) if is_1904 else datetime(1899, 12, 30 if number >= 61 else 31)
    return first + timedelta(days=int(number), seconds=round(float(number % 1) * 86_400))
