"""财政拨款支出主要内容: the entries of the narrative that say what each function is for, in every style that offices print.

“教育支出”科目4,680万元，主要用于… · “A-B-C”科目… · “A（类）B（款）C（项）”2.63万元，主要用于…。…比2022年预算执行数增加77.70%。主要原因是：…
· A（221类）B（02款）C（01项）2.63万元。主要用于：… · “…”2026年度预算264.97万元，2025年度预算180.00万元，主要用于：…
（1）「A」类「B」款「C」项，预算2.63万元，用于… · （一）A（类级科目）…：2026年预算2.63万元 · 2210201 C 2.63万元, its sentences on lines of their own
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from budgets.form.function_entries import (
    CLOSE,
    CODED,
    LEVEL,
    MARKED,
    NUMBER,
    OPEN,
    PATH,
    begins_a_function,
    number_style,
)
from budgets.form.terms import Topic
from budgets.parsing.records import ReadFact, ReadPassage
from budgets.parsing.stated_facts import (
    AMOUNT,
    CHANGE,
    REASON,
    money_fact,
    place_of_words,
    reason_of,
    with_change,
)

_QUOTED = rf"{OPEN}(?P<quoted>[^“”\"＂「」『』‘’]+){CLOSE}"
_PATH = rf"{OPEN}?(?P<path>{PATH}){CLOSE}?"  # without one of its quotes, too
_PLAIN = r"(?P<plain>[^，。；：“”\"（()）\d]{2,40}?)"
# Between the name and its amount nothing stands but words for its budget, of a year or of none.
_TOLD = r"(?P<told>[，,]?(?:科目|支出|安排|财政拨款|预算数?|当年|年初|共|为|：|:|\s|20\d\d年度?)*?)"
_ENTRY = re.compile(
    rf"(?:{NUMBER}(?:(?P<marked>{MARKED})|{_QUOTED}|{_PATH})|\s*(?P<coded>{CODED}?))"
    rf"{_TOLD}(?P<amount>{AMOUNT})(?P<rest>.*)",
    re.DOTALL,
)
_PLAIN_ENTRY = re.compile(
    rf"{NUMBER}{_PLAIN}{_TOLD}(?P<amount>{AMOUNT})(?P<rest>[，。；]\s*(?:主要)?用于.*)", re.DOTALL
)
_NAMED = ("marked", "quoted", "path", "coded", "plain")
_YEAR = re.compile(r"20\d\d(?=年)")
# ，2025年度预算180.00万元 behind the first amount
_OF_ANOTHER_YEAR = re.compile(rf"[，；、]\s*20\d\d年度?(?:当年)?(?:预算数?)?(?:安排)?为?{AMOUNT}")
# It ends where last year's amount begins, in a sentence of its own or in the same one.
_PURPOSE = re.compile(
    r"[，。；]?\s*(?P<purpose>(?:主要)?用于[^。]+?(?:。|$|(?=[；，]\s*20\d\d年[^。，；]{0,12}执行数)))"
)
_LEVEL = re.compile(LEVEL)
_AMOUNT = re.compile(AMOUNT)
_LIST_BEGINS = re.compile(r"(?:主要内容|支出内容|科目)[^。，]{0,8}如下|主要内容[：:]?$")
_OF_ALL = re.compile(r"收入|预算|拨款|三公")  # the name of a total, or of another note


def read_functions(
    passages: Sequence[ReadPassage], year: int
) -> tuple[tuple[ReadFact, ...], tuple[ReadPassage, ...]]:
    """What each function is for in that year, and the entries that were not understood."""
    facts: list[ReadFact] = []
    unread: list[ReadPassage] = []
    entries = [_entry(passage, year) for passage in passages]
    within = [n for n, entry in enumerate(entries) if entry is not None]
    listed = _listed(passages, within)
    for n, (passage, entry) in enumerate(zip(passages, entries, strict=True)):
        if entry is not None:
            facts.append(_function_fact(entry, passage, year))
        elif begins_a_function(passage.text) or _is_among(n, within, passage) or n in listed:
            unread.append(passage)
    return tuple(facts), tuple(unread)


def _listed(passages: Sequence[ReadPassage], entries: Sequence[int]) -> frozenset[int]:
    """The passages behind …主要内容如下 that are numbered as its entries are, understood or not, and name an amount."""
    heading = next((n for n, passage in enumerate(passages) if _LIST_BEGINS.search(passage.text)), None)
    if heading is None:
        return frozenset()
    styles = {number_style(passages[n].text) for n in entries if n > heading}
    return frozenset(
        n
        for n, passage in enumerate(passages)
        if n > heading
        and (style := number_style(passage.text))
        and (style in styles or not styles)
        and _AMOUNT.search(passage.text)
    )


def _is_among(n: int, entries: Sequence[int], passage: ReadPassage) -> bool:
    """Whether a passage between two entries is built as one: a name, an amount, what it is for."""
    return bool(entries) and entries[0] < n < entries[-1] and bool(_PLAIN_ENTRY.match(passage.text))


def _entry(passage: ReadPassage, year: int) -> re.Match[str] | None:
    """The entry that a passage is, matched at the amount of that year; None where it is none, or not understood."""
    found = _ENTRY.fullmatch(passage.text)
    if found is None:
        found = _PLAIN_ENTRY.fullmatch(passage.text)
        if found is None or found["number"] is None or _OF_ALL.search(found["plain"]):
            return None
    elif found["number"] is None and not _is_surely_one(found):
        return None
    told = _YEAR.search(found["told"])
    return found if told is None or int(told.group()) == year else _at_year(found, year)


def _is_surely_one(found: re.Match[str]) -> bool:
    """Whether an entry without a number names levels, or is called a 科目: other sentences begin with a quotation too."""
    named = found["quoted"] or ""
    return bool(
        found["path"]
        or found["marked"]
        or found["coded"]
        or _LEVEL.search(named)
        or found["told"].startswith("科目")
    )


def _at_year(found: re.Match[str], year: int) -> re.Match[str] | None:
    """The same entry matched at the amount of that year, where another year's is printed before it."""
    name = re.escape(found.string[: found.start("told")])
    amounts = rf"{_TOLD}{AMOUNT}[，；、]\s*{year}年度?(?:当年)?(?:预算数?)?(?:安排)?为?(?P<amount>{AMOUNT})"
    label = _label_of(found)
    words = re.escape(found[label])
    named = name.replace(words, f"(?P<{label}>{words})", 1)
    return re.fullmatch(rf"{named}{amounts}(?P<rest>.*)", found.string, re.DOTALL)


def _label_of(entry: re.Match[str]) -> str:
    """The group that holds the name of an entry."""
    return next(label for label in _NAMED if entry.groupdict().get(label))


def _name_of(entry: re.Match[str]) -> str:
    """The printed name; 支出 at the end of a name without quotation marks is a part of it."""
    label = _label_of(entry)
    at_its_end = label in ("coded", "plain") and entry["told"].startswith("支出")
    return entry[label] + "支出" * at_its_end


def _function_fact(entry: re.Match[str], passage: ReadPassage, year: int) -> ReadFact:
    name = _name_of(entry)
    rest, begin = entry["rest"], entry.start("rest")
    other = _OF_ANOTHER_YEAR.match(rest)
    purpose = _PURPOSE.match(rest, other.end() if other else 0)
    words = purpose["purpose"] if purpose else ""
    fact = money_fact(Topic.NARRATIVE, "function", name.strip(), entry, passage, words)
    change = re.search(CHANGE, rest)
    if change is None:
        return fact
    reason = REASON.match(rest, change.end())
    words_at = place_of_words(passage, entry, begin + change.end())
    fact = replace(fact, words_at=words_at, reason=reason_of(reason))
    return with_change(fact, change, year)
