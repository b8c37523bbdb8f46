"""The numbers of automatic lists, which Word prints and does not store as text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from budgets.readers.office.word_xml import deep, is_on, whole_number

_NO_NUMBER = ("", "")

_BULLET = "•"
# After these the words follow at once; after others (1. · 第一部分) a space replaces the printed tab.
_CLOSING = "、，．。：）】》"


@dataclass(frozen=True)
class _Level:
    """One level of a list: how its number is counted, written and framed ("%1、", "（%2）", "%1.%2")."""

    start: int
    format: str
    text: str
    suffix: str
    is_legal: bool
    never_restarts: bool
    style: str


@dataclass(frozen=True)
class _List:
    """A list as paragraphs refer to it. Lists of the same `family` continue each other's numbers."""

    family: str
    levels: dict[int, _Level]
    starts: dict[int, int]


class Numbering:
    """Counts the automatic numbers of a document; paragraphs must be asked for in printed order."""

    def __init__(self, numbering: Element | None, styles: Element | None) -> None:
        self._lists = {} if numbering is None else dict(_lists(numbering))
        paragraphs = (
            [] if styles is None else [s for s in styles.findall("style") if s.get("type") == "paragraph"]
        )
        self._styles = {style.get("styleId", ""): style for style in paragraphs}
        self._default = next(
            (s.get("styleId", "") for s in paragraphs if s.get("default") in ("1", "true")), ""
        )
        self._counts: dict[str, dict[int, int]] = {}
        self._restarted: set[tuple[str, int]] = set()

    def label(self, paragraph: Element) -> tuple[str, str]:
        """What is printed before a paragraph: its number with the space that follows, and its bullet."""
        list_id, depth = self._list_of(paragraph)
        found = self._lists.get(list_id)
        level = found.levels.get(depth) if found else None
        if found is None or level is None:
            return _NO_NUMBER
        if level.format == "bullet":
            return "", _bullet(level.text)
        counts = self._count(list_id, found, depth)
        text = re.sub(r"%([1-9])", lambda m: _counted(found, level, counts, int(m[1]) - 1), level.text)
        if not text:
            return _NO_NUMBER
        return (text if level.suffix == "nothing" or text[-1] in _CLOSING else f"{text} "), ""

    def _list_of(self, paragraph: Element) -> tuple[str, int]:
        """The list and level of a paragraph, its own or its style's; list "" for none."""
        style_id = _value(deep(paragraph, "pPr", "pStyle")) or self._default
        own = deep(paragraph, "pPr", "numPr")
        list_id, depth = ("", "") if own is None else (_value(own.find("numId")), _value(own.find("ilvl")))
        if not list_id:
            list_id, style_depth = self._list_of_style(style_id)
            depth = depth or style_depth
        return list_id, int(depth) if depth.isdecimal() else 0

    def _list_of_style(self, style_id: str) -> tuple[str, str]:
        """A style's list and level, own or inherited. A list may also name the style that a level belongs to."""
        seen: set[str] = set()
        while style_id in self._styles and style_id not in seen:
            seen.add(style_id)
            style = self._styles[style_id]
            list_id = _value(deep(style, "pPr", "numPr", "numId"))
            if list_id:
                levels = self._lists[list_id].levels if list_id in self._lists else {}
                tied = next((str(depth) for depth, level in levels.items() if level.style == style_id), "")
                return list_id, tied or _value(deep(style, "pPr", "numPr", "ilvl"))
            style_id = _value(style.find("basedOn"))
        return "", ""

    def _count(self, list_id: str, found: _List, depth: int) -> dict[int, int]:
        """The current number of each level once this paragraph is counted."""
        counts = self._counts.setdefault(found.family, {})
        if depth in found.starts and (list_id, depth) not in self._restarted:
            self._restarted.add((list_id, depth))
            counts.pop(depth, None)
        start = found.starts.get(depth, found.levels[depth].start)
        counts[depth] = counts[depth] + 1 if depth in counts else start
        for deeper in [level for level in counts if level > depth]:
            if deeper not in found.levels or not found.levels[deeper].never_restarts:
                del counts[deeper]
        for above in (level for level in found.levels if level < depth):
            counts.setdefault(above, found.starts.get(above, found.levels[above].start))
        return counts


def _counted(found: _List, level: _Level, counts: dict[int, int], depth: int) -> str:
    """The number of one level as printed; a legal list writes all levels in digits (1.2.3)."""
    if depth not in counts:
        return ""
    written = found.levels[depth].format if depth in found.levels else "decimal"
    return ordinal(counts[depth], "decimal" if level.is_legal else written)


def _value(element: Element | None) -> str:
    return "" if element is None else element.get("val", "")


def _bullet(text: str) -> str:
    """The bullet; a plain one in place of any sign from a picture font."""
    return text if text and not any("\ue000" <= sign <= "\uf8ff" for sign in text) else _BULLET


def _lists(numbering: Element) -> Iterator[tuple[str, _List]]:
    families = {family.get("abstractNumId", ""): family for family in numbering.findall("abstractNum")}
    by_style = {_value(f.find("styleLink")): f for f in families.values() if f.find("styleLink") is not None}
    for one in numbering.findall("num"):
        name = _value(one.find("abstractNumId"))
        family = families.get(name)
        if family is None:
            continue
        linked = by_style.get(_value(family.find("numStyleLink")), family)
        levels = {_depth(level): _level(level) for level in linked.findall("lvl")}
        levels |= {_depth(level): _level(level) for level in one.findall("lvlOverride/lvl")}
        starts = {
            _depth(change): whole_number(change.find("startOverride"))
            for change in one.findall("lvlOverride")
            if change.find("startOverride") is not None
        }
        yield one.get("numId", ""), _List(linked.get("abstractNumId", ""), levels, starts)


def _depth(element: Element) -> int:
    text = element.get("ilvl", "")
    return int(text) if text.isdecimal() else 0


def _level(level: Element) -> _Level:
    # WPS and Word 2010 on write special formats twice, the newer one as an alternative.
    written = [_value(element) for element in level.iter("numFmt")]
    return _Level(
        whole_number(level.find("start")),
        next((name for name in written if name != "custom"), "decimal"),
        _value(level.find("lvlText")),
        _value(level.find("suff")) or "tab",
        is_on(level.find("isLgl")),
        _value(level.find("lvlRestart")) == "0",
        _value(level.find("pStyle")),
    )


_DIGITS = "零一二三四五六七八九"
_LEGAL_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_CYCLES = {
    "ideographTraditional": "甲乙丙丁戊己庚辛壬癸",
    "ideographZodiac": "子丑寅卯辰巳午未申酉戌亥",
    "decimalEnclosedCircle": "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳",
    "decimalEnclosedCircleChinese": "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳",
    "decimalEnclosedParen": "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇",
    "decimalEnclosedFullstop": "⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛",
    "ideographEnclosedCircle": "㊀㊁㊂㊃㊄㊅㊆㊇㊈㊉",
    "upperLetter": "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "lowerLetter": "abcdefghijklmnopqrstuvwxyz",
}
_COUNTING_NAMES = (
    "chineseCounting chineseCountingThousand japaneseCounting taiwaneseCounting taiwaneseCountingThousand "
)
_COUNTING = frozenset(_COUNTING_NAMES.split())
_ROMAN = ((50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


def ordinal(number: int, written: str) -> str:
    """A number as a list prints it: ordinal(12, "chineseCounting") gives 十二. Unknown ways give plain digits."""
    if written == "none":
        return ""
    if written in _COUNTING:
        return _chinese(number, _DIGITS, "十百千")
    if written in ("chineseLegalSimplified", "ideographLegalTraditional", "japaneseLegal"):
        return _chinese(number, _LEGAL_DIGITS, "拾佰仟")
    if written in ("upperRoman", "lowerRoman") and 0 < number < 90:
        return _roman(number) if written == "upperRoman" else _roman(number).lower()
    if written in _CYCLES and 0 < number <= len(_CYCLES[written]):
        return _CYCLES[written][number - 1]
    if written in ("ideographDigital", "japaneseDigitalTenThousand", "taiwaneseDigital"):
        return "".join("〇一二三四五六七八九"[int(digit)] for digit in str(number))
    if written.startswith("decimalFullWidth"):
        return "".join(chr(ord("０") + int(digit)) for digit in str(number))
    return f"{number:02}" if written == "decimalZero" else str(number)


def _chinese(number: int, digits: str, units: str) -> str:
    """Up to 9999 in Chinese counting: 十, 十一, 二十, 一百零五."""
    if number > 9_999:
        return str(number)
    text = ""
    for power in range(3, -1, -1):
        digit = number // 10**power % 10
        if digit:
            text += digits[digit] + ("" if power == 0 else units[power - 1])
        elif text and number % 10**power and not text.endswith(digits[0]):
            text += digits[0]
    begins_with_ten = 10 <= number < 20
    return text[1:] if begins_with_ten else text or digits[0]


def _roman(number: int) -> str:
    text = ""
    for value, sign in _ROMAN:
        text += sign * (number // value)
        number %= value
    return text
