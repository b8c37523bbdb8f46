"""The words of a printed change against an earlier year: which way it goes, and whether its words can be understood."""

import re

_SAME_WAY = {
    "增加": "增加",
    "增长": "增加",
    "上升": "增加",
    "提高": "增加",
    "减少": "减少",
    "下降": "减少",
    "降低": "减少",
    "持平": "持平",
}
DIRECTION = "|".join(_SAME_WAY)
# One word, the same or another behind it (增加增加, 由增长下降), or the template's choice left in: 增加（减少）, 增加/减少.
_CHOICE = rf"[（(]\s*(?:或者?)?\s*(?:{DIRECTION})(?:\s*[/／、或]\s*(?:{DIRECTION}))*\s*[）)]|[/／]\s*(?:{DIRECTION})"
TOLD = rf"(?:由(?=(?:{DIRECTION})\s*(?:{DIRECTION})))?(?:{DIRECTION})(?:\s*(?:{DIRECTION}|{_CHOICE}))*"
_TOLD = re.compile(TOLD)
_PERCENT = re.compile(rf"(?:{DIRECTION})了?\s*\d+(?:\.\d+)?\s*[%％]")
_DIGIT = re.compile(r"\d")


def direction(words: str) -> str:
    """增加, 减少 or 持平, whatever word says it; a word printed twice (增加增加) is said once, and "" stands for words that contradict (增加持平) or leave the choice (增加（减少）)."""
    told = _TOLD.search(words)
    found = {_SAME_WAY[word] for word in re.findall(DIRECTION, told.group())} if told else set()
    return found.pop() if len(found) == 1 else ""


def is_percentage(words: str) -> bool:
    """Whether the change is printed in per cent, in one direction: 增加5.00%."""
    return bool(direction(words)) and bool(_PERCENT.search(words))


def is_unclear(words: str) -> bool:
    """Whether words of which no amount was read print one all the same, or contradict themselves.

    比2024年预算增加 alone is clear: how much is not printed.
    """
    told = _TOLD.search(words)
    if told is None:
        return bool(words)
    way = direction(words)
    if is_percentage(words) and way != "持平":
        return False
    return not way or bool(_DIGIT.search(words, told.end()))
