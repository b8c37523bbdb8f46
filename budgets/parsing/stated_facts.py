"""A number that prose states plainly, as a fact: its amount, its change against an earlier year, where it is printed."""

import re
from dataclasses import replace
from decimal import Decimal

from budgets.form.amounts import MONEY_UNIT, find_amounts, stated_amount
from budgets.form.changes import TOLD, direction
from budgets.form.spelling import has_words
from budgets.form.terms import Topic
from budgets.parsing.records import ReadFact, ReadPassage
from budgets.readers.document import Place

_D = "[0-9０-９]"
# The same form as in amounts.find_amounts, so that every match here is an amount there: at most 20 digits.
AMOUNT = (
    rf"(?<![\d.．,，])(?!(?:[.．,，]?{_D}){{21}})(?:{_D}{{1,3}}(?:[,，]{_D}{{3}})+|{_D}{{1,20}})(?:[.．]{_D}+)?"
    rf"\s{{0,3}}{MONEY_UNIT}"
)
# 国有资本经营预算拨款支出预算为0。 What is nothing needs no unit.
AMOUNT_OR_NOTHING = rf"(?:{AMOUNT}|(?<![\d.．,，])[0０](?:[.．][0０]+)?(?=\s*(?:[，；。、）)]|$)))"
# What may stand between the name of an amount and the amount: 预算总额合计为人民币570.25万元
LINK = r"\s{0,3}(?:总额|总计|总数|合计|金额|数)?\s{0,3}(?:共计|合计|安排|共|为|是)?\s{0,3}[：:]?\s{0,3}(?:人民币)?\s{0,3}"
# What stands between the word and a number that is no exact amount: 增加约3万元 · 增加-3万元 · 增加：3万元
_INEXACT = r"[\s了约为：:近达大概超过不足额\-—−+＋△]{0,6}"
# 比2024年预算增加84.88万元 · 较2024年执行数下降1.00% · 与2024年预算相比持平 · a word printed twice: 增加增加27.45万元 ·
# 比上年预算增加27万元 · 较2024年年初预算增加3万元 · 比2024年增加27万元, which does not say of what.
# Words with a number that is not understood are a part of the change: a change without its number would be another one.
CHANGE = (
    rf"(?P<change>(?:[比与较]|(?<!合)同)\s*(?:(?P<base_year>\d{{4}})\s*年度?|(?:上一?|去)年度?)(?:[（(][^）)]*[）)])?"
    rf"(?:年初|当年)?(?P<base>预算执行数|执行数|预算数|预算)?(?:相比)?[，,]?"
    rf"{TOLD}(?:了?\s*(?P<difference>{AMOUNT})|了?\s*\d+(?:\.\d+)?\s*[%％]"
    rf"|(?(base)(?:{_INEXACT}{_D}[^，。；（(]{{0,30}})?|(?:{_INEXACT}{_D}[^，。；（(]{{0,20}}元|(?<=持平)))))"
)
CHANGE_BEHIND = rf"(?:\s{{0,3}}[，,。；（(]?\s{{0,3}}{CHANGE})?"
REASON = re.compile(r"[，。；]?\s*(?:主要)?原因(?:在于|是|为)?+\s*[：:]?+(?P<reason>[^。；]+)")


def money_fact(
    topic: Topic, key: str, label: str, match: re.Match[str], passage: ReadPassage, purpose: str = ""
) -> ReadFact:
    """A money fact in yuan, from the group `amount` of a match in the passage."""
    fact = stated_fact(topic, key, label, match["amount"], stated_amount(match["amount"]).yuan, "元", passage)
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
    topic: Topic, key: str, label: str, match: re.Match[str], passage: ReadPassage, reason: str, year: int
) -> ReadFact:
    """A money fact of that year's budget with the change printed after it, if any."""
    fact = money_fact(topic, key, label, match, passage)
    if not match["change"]:
        return fact
    words_at = place_of_words(passage, match, match.end("change"))
    return with_change(replace(fact, words_at=words_at, reason=reason), match, year)


_YEAR = re.compile(r"(?<!\d)20\d\d(?=\s*年)")


def with_change(fact: ReadFact, match: re.Match[str], year: int) -> ReadFact:
    """The fact with the change that is printed after it; one in per cent, or not understood, keeps its words and has no yuan.

    上年 is the year before the one that the sentence is about: the last that it names, or else the budget's.
    """
    yuan = _signed_change(match["change"], match["difference"])
    base_year = int(match["base_year"]) if match["base_year"] else _year_of(match, year) - 1
    return replace(
        fact, change=yuan, change_text=match["change"], base_year=base_year, base=match["base"] or ""
    )


def _year_of(match: re.Match[str], year: int) -> int:
    before = match.string[: match.start("change")]
    named = _YEAR.findall(before[before.rfind("。") + 1 :])
    return int(named[-1]) if named else year


def _signed_change(words: str, difference: str | None) -> Decimal | None:
    way = direction(words)
    if way == "持平":
        # 持平27.45万元 contradicts itself; 持平0万元 does not.
        return None if re.search(r"[1-9１-９]", words.partition(way)[2]) else Decimal(0)
    if difference is None or not way:
        return None
    yuan = find_amounts(difference)[0].yuan
    return -yuan if way == "减少" else yuan


def reason_of(match: re.Match[str] | None) -> str:
    """The reason of a change as printed; "" where none is given, or dots or lines stand where it should."""
    return match["reason"] if match and has_words(match["reason"]) else ""
