"""A number that prose states plainly, as a fact: its amount, its change against an earlier year, where it is printed."""

import re
from dataclasses import replace
from decimal import Decimal

from budgets.form.amounts import find_amounts
from budgets.form.spelling import has_words
from budgets.form.terms import Topic
from budgets.parsing.records import ReadFact, ReadPassage
from budgets.readers.document import Place

_D = "[0-9０-９]"
# The same form as in amounts.find_amounts, so that every match here is an amount there: at most 20 digits.
AMOUNT = rf"(?<![\d.,，])(?!(?:[.,，]?{_D}){{21}})(?:{_D}{{1,3}}(?:[,，]{_D}{{3}})+|{_D}{{1,20}})(?:\.{_D}+)?(?:亿元|万元|元)"
_RISES, _FALLS = "增加|增长|上升|提高", "减少|下降|降低"
# 比2024年预算增加84.88万元 · 较2024年执行数下降1.00% · 与2024年预算相比持平
CHANGE = (
    r"(?P<change>(?:[比与较]|(?<!合)同)(?P<base_year>\d{4})年度?(?:[（(][^）)]*[）)])?(?P<base>预算执行数|执行数|预算数|预算)(?:相比)?"
    rf"(?P<direction>{_RISES}|{_FALLS}|持平)(?:了)?(?:(?P<difference>{AMOUNT})|\d+(?:\.\d+)?\s*[%％])?)"
)
REASON = re.compile(r"[，。；]?\s*(?:主要)?原因(?:在于|是|为)?+\s*[：:]?+(?P<reason>[^。；]+)")


def money_fact(
    topic: Topic, key: str, label: str, match: re.Match[str], passage: ReadPassage, purpose: str = ""
) -> ReadFact:
    """A money fact in yuan, from the group `amount` of a match in the passage."""
    fact = stated_fact(
        topic, key, label, match["amount"], find_amounts(match["amount"])[0].yuan, "元", passage
    )
    return replace(fact, purpose=purpose, words_at=place_of_words(passage, match))


def stated_fact(
    topic: Topic, key: str, label: str, text: str, value: Decimal, unit: str, passage: ReadPassage
) -> ReadFact:
    """A fact of that value, in its unit."""
    return ReadFact(topic, key, label, text, value, unit, passage.place)


def place_of_words(passage: ReadPassage, match: re.Match[str], end_of_change: int = 0) -> Place:
    """Where the amount is printed, together with the change after it if that is on the same page or in the same cell."""
    start, end = match.span("amount")
    amount = passage.place_of(start, end)
    both = passage.place_of(start, max(end, end_of_change))
    return both if replace(both, box=None) == replace(amount, box=None) else amount


def changed_fact(
    topic: Topic, key: str, label: str, match: re.Match[str], passage: ReadPassage, reason: str
) -> ReadFact:
    """A money fact with the change printed after it, if any."""
    fact = money_fact(topic, key, label, match, passage)
    if not match["change"]:
        return fact
    words_at = place_of_words(passage, match, match.end("change"))
    return with_change(replace(fact, words_at=words_at, reason=reason), match)


def with_change(fact: ReadFact, match: re.Match[str]) -> ReadFact:
    """The fact with the change that is printed after it; a change in per cent keeps its words and has no yuan."""
    yuan = _signed_change(match["direction"], match["difference"])
    base_year, base = int(match["base_year"]), match["base"]
    return replace(fact, change=yuan, change_text=match["change"], base_year=base_year, base=base)


def _signed_change(direction: str, difference: str | None) -> Decimal | None:
    if direction == "持平":
        return Decimal(0)
    if difference is None:
        return None
    yuan = find_amounts(difference)[0].yuan
    return -yuan if direction in _FALLS.split("|") else yuan


def reason_of(match: re.Match[str] | None) -> str:
    """The reason of a change as printed; "" where none is given, or dots or lines stand where it should."""
    return match["reason"] if match and has_words(match["reason"]) else ""
