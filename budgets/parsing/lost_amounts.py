"""Amounts that the prose prints where its normal form has one, and of which none could be taken.

政府采购预算959.28，其中 (no unit) · 收入预算47 48.35万元 · 机关运行经费预算约570万元 · 公务接待费5千元 · “三公”经费共安排114.22万元. An amount in a form
that is not known is no amount of another one: it is told as unread, and the checks that need it are undecided.
"""

import re
from collections.abc import Collection, Iterable, Iterator
from functools import lru_cache

from budgets.form.amounts import find_amounts, find_unreadable
from budgets.form.terms import Topic, UnreadCause
from budgets.parsing.records import ReadPassage
from budgets.parsing.stated_facts import AMOUNT_OR_NOTHING, LINK
from budgets.parsing.table_records import Unread

Named = tuple[str, str, str]  # key, label and the name as it is printed, as a pattern

_D = "[0-9０-９]"
# A number, well formed or not: 5，95.28 · 47 48.35 · 0. 64. A comma, or a blank, before a year ends it.
_NUMBER = (
    rf"{_D}(?:(?:[.．·]\s*|[,，](?={_D}{{1,3}}(?!{_D}|\s*年))|\s+(?={_D}+(?:[.．]{_D}+)?\s*[亿万元]))?{_D})*"
)
_NUMERAL = "[〇零一二三四五六七八九十百千两几壹贰叁肆伍陆柒捌玖拾佰仟]"
_MONEY = (
    rf"(?:{_NUMBER}(?:\s*[-－—–~～至到]+\s*{_NUMBER})?|{_NUMERAL}+)\s*[余多几来]?\s*[十百千]?(?:[亿万]元?|元)"
)
_BARE = rf"{_NUMBER}(?=\s*(?:[，。；、：:;（()）]|,(?!{_D})|$|其中|[比较与和]))"
_SOME = r"\s*(?:约为?|近|超过?|不足|达到?|大概|计)?\s*"
# What stands in the place of an amount may also be a change, a share or another note's amount.
_BETWEEN = r"[^，,。；：:\d０-９比较与同增减占%％]{0,12}?"


@lru_cache(maxsize=64)
def _close(name: str) -> re.Pattern[str]:
    """The name and the number right behind it."""
    return re.compile(rf"{name}{LINK}{_SOME}(?:{_MONEY}|{_BARE})")


@lru_cache(maxsize=64)
def _near(name: str) -> re.Pattern[str]:
    """The name and the first number of its clause."""
    return re.compile(rf"{name}{_BETWEEN}(?:{_MONEY}|{_BARE})")


@lru_cache(maxsize=64)
def _read(name: str) -> re.Pattern[str]:
    return re.compile(rf"{name}{LINK}{AMOUNT_OR_NOTHING}")


def lost_amounts(
    topic: Topic, names: Iterable[Named], passages: Collection[ReadPassage], read: Collection[str]
) -> Iterator[Unread]:
    """For each name, the numbers behind it that were not taken; `read` are the keys of which an amount was taken."""
    for key, label, name in names:
        found = [
            (passage, match)
            for passage in passages
            for match in _close(name).finditer(passage.text)
            if not _read(name).match(passage.text, match.start())
        ]
        if not found and key not in read:
            found = [(p, m) for p in passages if (m := _near(name).search(p.text))][:1]
        for passage, match in found:
            yield _unread(topic, key, label, match.group(), passage)


def lost_total(
    topic: Topic, named: Named, passages: Iterable[ReadPassage], read: Collection[str]
) -> Iterator[Unread]:
    """The first money of a note of whose own amount nothing was taken, in words that are not its normal form."""
    key, label, _name = named
    if key in read:
        return
    for passage in passages:
        spans = [(amount.start, amount.end) for amount in find_amounts(passage.text)]
        spans += find_unreadable(passage.text)
        if spans:
            begin, end = min(spans)
            start = max(passage.text.rfind(sign, 0, begin) for sign in "，。；：") + 1
            yield _unread(topic, key, label, passage.text[start:end], passage)
            return


# 编报绩效目标的项目共计十四个 · 共有车辆 63台
_COUNT = rf"[^，。；：]{{0,10}}?(?:{_D}+|{_NUMERAL}+)\s*[个项辆台部]"


def lost_counts(
    topic: Topic,
    names: Iterable[tuple[str, str, str, str]],
    passages: Collection[ReadPassage],
    read: Collection[str],
) -> Iterator[Unread]:
    """The counts of the note that were not taken, where a count stands behind their name."""
    for key, label, _pattern, _unit in names:
        if key not in read:
            named = re.compile(rf"{label}{_COUNT}")
            found = next(((p, m) for p in passages if (m := named.search(p.text))), None)
            if found is not None:
                yield _unread(topic, key, label, found[1].group(), found[0])


def _unread(topic: Topic, key: str, label: str, words: str, passage: ReadPassage) -> Unread:
    return Unread(UnreadCause.NOT_UNDERSTOOD, words.strip(), passage.place, topic=topic, key=key, label=label)
