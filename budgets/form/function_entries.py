"""How the narrative names a function 功能分类科目 in its list (财政拨款支出主要内容), in every style that offices print.

“A（类）B（款）C（项）” · A（221类）B（02款）C（01项） · A（类级科目）… · 「A」类「B」款「C」项 · “A-B-C” · 2210201 C
"""

import re

from budgets.form.spelling import same_brackets
from budgets.form.terms import Level

# （1） · （八） · 8. · 8、 · 8; without a number an entry must name levels, or a code
NUMBER = (
    r"\s*(?P<number>(?:[（(](?:\d{1,3}|[一二三四五六七八九十〇]{1,4})[）)]|\d{1,3}(?!\d))\s*[.．、]?\s*)?"
)
_MARK = r"[类款项](?:级?科目|级)?"
LEVEL = rf"[（(]\s*(?:\d{{1,7}}\s*)?{_MARK}(?:\s*\d{{1,7}})?\s*[）)]"  # （类） · （221类） · （类级科目）
OPEN, CLOSE = '[“"＂「『‘]', '[”"＂」』’]'
_SIGN = r"[^，。；：“”\"＂「」『』‘’（()）\d]"
# Names hold brackets too: 政府办公厅（室）及相关机构事务
_NAME = rf"(?:{_SIGN}|(?!{LEVEL})[（(][^（()），。；：\d]{{1,20}}[）)]){{2,40}}"
PATH = rf"(?:{_NAME}{LEVEL}\s*){{1,3}}"
# Each name between quotation marks of its own: 「A」类「B」款「C」项
_BEHIND = r"(?=\s*(?:[^\u4e00-\u9fff]|预算|支出|科目|安排|为|$))"  # “教育”类活动 names no level
MARKED = rf"(?:{OPEN}{_NAME}{CLOSE}\s*(?:{_MARK}|{LEVEL}){_BEHIND}\s*[-－—–、]?\s*){{1,3}}"
# The code of a function before its name: 2210201 住房公积金 · 221-02-01 住房公积金 · （2210201）住房公积金 · 221 住房保障支出
CODE = (
    r"[（(]?\s*2\d{2}(?:[-\s]?\d{2}){1,2}(?!\d)\s*[）)]?(?!\s*个)|2\d{2}(?!\d)(?=\s*[^，。；：\d]{1,20}支出)"
)
CODED = rf"(?:{CODE})\s*[-－—–、.．:：]?\s*{_NAME}"

# What begins as such an entry does: a number and a quoted name, a name with its level, a code with its name.
_BEGINS = re.compile(
    rf"{NUMBER}(?:(?P<quote>[“\"「])[^”\"」]{{2,}}|[^，。；：“”\"]{{2,60}}?{LEVEL})|(?P<code>\s*{CODED})"
)
_LEVEL, _MARKED = re.compile(LEVEL), re.compile(rf"\s*{NUMBER}{MARKED}")
# What goes on with an entry whose sentences are printed on lines of their own
_GOES_ON = re.compile(
    r"\s*(?:主要用于|(?:主要)?原因(?:是|为|[：:，。])|[比较与](?:20\d\d|上)年"
    r"|(?:20\d\d|上)年度?(?:当年)?(?:财政拨款)?(?:预算)?(?:执行数|安排|预算))"
)


def begins_a_function(text: str) -> bool:
    """Whether words begin as an entry of the list of functions does, understood or not."""
    found = _BEGINS.match(text)
    if found is None or "三公" in text[:12]:
        return False
    return (
        found["quote"] is None
        or found["number"] is not None
        or bool(_LEVEL.search(text[:120]) or _MARKED.match(text))
    )


_FIRST_NUMBER = re.compile(NUMBER)


def number_style(text: str) -> str:
    """How the number before an entry is printed, with 0 for it: 0. · （0）; "" where there is none."""
    found = _FIRST_NUMBER.match(text)
    return re.sub(r"[\d一二三四五六七八九十〇]+", "0", found["number"] or "").strip() if found else ""


def goes_on_with_a_function(text: str) -> bool:
    """Whether words on a line of their own say more of the entry before them: what it is for, last year's, the reason."""
    return bool(_GOES_ON.match(text))


# ---- the names in an entry -----------------------------------------------------------------------------

_LEVELS = {"类": Level.CLASS, "款": Level.SECTION, "项": Level.ITEM}
LENGTHS: dict[Level | None, int] = {Level.CLASS: 3, Level.SECTION: 5, Level.ITEM: 7}
_AT_LEVEL = re.compile(
    rf"[（(]\s*\d*\s*([类款项])(?:级?科目|级)?\s*\d*\s*[）)]|(?<={CLOSE})\s*([类款项])(?:级?科目|级)?{_BEHIND}"
)
_DASHES = re.compile(r"\s*[-－—–]+\s*")
_CODE_OF_ENTRY = re.compile(rf"\s*({CODE})\s*[-－—–、.．:：]?\s*")


def code_printed(label: str) -> str:
    """The code that an entry prints before its name, in digits alone; "" where it prints none."""
    found = _CODE_OF_ENTRY.match(label)
    return re.sub(r"\D", "", found[1]) if found else ""


def path_of(label: str) -> tuple[tuple[Level | None, str], ...]:
    """The names of an entry with their levels, the lowest last; a single name without a code has no level."""
    code = _CODE_OF_ENTRY.match(label)
    if code:
        length = len(code_printed(label))
        level = next(level for level, digits in LENGTHS.items() if digits == length)
        return ((level, _plain(label[code.end() :])),)
    pieces = _AT_LEVEL.split(label)
    if len(pieces) > 1:
        names = [_plain(name) for name in pieces[::3]]
        if names[-1]:
            return ()  # a name without its level, as when a bracket is lost
        marks = [first or second for first, second in zip(pieces[1::3], pieces[2::3], strict=True)]
        return tuple((_LEVELS[mark], name) for name, mark in zip(names, marks, strict=False))
    names = [_plain(name) for name in _DASHES.split(label.strip())]
    if len(names) == 1:
        return ((None, names[0]),)
    return tuple(zip(_LEVELS.values(), names, strict=False)) if len(names) <= len(_LEVELS) else ()


_AROUND = ' -－—–“”"＂「」『』‘’、'
_ORDINAL = re.compile(r"^[一二三四五六七八九十]+、")


def _plain(name: str) -> str:
    return _ORDINAL.sub("", same_brackets(name.strip(_AROUND)))
