"""The prose sections: units, definitions, and the numbers that 预算编制说明 states plainly."""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace

from budgets.form.function_entries import begins_a_function
from budgets.form.terms import Topic, UnreadCause
from budgets.parsing.lost_amounts import lost_amounts
from budgets.parsing.narrative_functions import read_functions
from budgets.parsing.records import Institutions, ReadDefinition, ReadFact, ReadPassage
from budgets.parsing.stated_facts import AMOUNT_OR_NOTHING, CHANGE_BEHIND, LINK, changed_fact
from budgets.parsing.table_records import Unread
from budgets.parsing.whole_sentences import whole_sentences

# ---- 机构设置 and 名词解释 -----------------------------------------------------------------------------

_LISTED_UNIT = re.compile(r"\s*(\d+)\s*[.．、]\s*(?P<name>\S.*)")
# 具体包括： 1. 某局本部 — the list begins on the line of the sentence that announces it
_LIST_BEGINS = re.compile(
    r"(?<!机构，)(?<!科室，)(?<!处室，)(?:具体)?(?:包括|如下|分别[是为]|单位有|名单)[^：:。]{0,10}[：:]\s*(?=1\s*[.．、]\s*\S)"
)
_NEXT_UNIT = re.compile(r"(?:^|[\s；;，,、。])\s*(?P<number>\d{1,3})\s*[.．、]\s*(?=\S)")
_SENTENCE = re.compile(r"[，,；;：:。！？]|不单列|不单独")  # what no name contains
# 下属事业单位某某中心不单列预算，并入本部 · 某中心，不单列预算: the name that the sentence is about
_NAME_IN_SENTENCE = re.compile(
    r"(?:下属|所属)?(?:(?:行政|事业|参公|预算)?单位)?(?P<name>[^，,；;：:。！？]{1,50}?"
    r"(?:中心|委员会|办公室|办事处|街道|公司|学校|大学|[馆院所局校部处站队会厅社园司])(?:[（(][^（()）]*[）)])?)"
    r"(?:[，,（(]|不单列|不单独|未单列|并入|合并|暂|纳入|与[^，,]*合署|由)"
)


def read_institutions(passages: Iterable[ReadPassage]) -> Institutions:
    """The numbered list of units, and how many of each kind the sentence before it says there are."""
    units: list[ReadPassage] = []
    administrative = public = None
    for passage in passages:
        listed = _LIST_BEGINS.search(passage.text)
        begin = 0 if _LISTED_UNIT.fullmatch(passage.text) else listed.end() if listed else None
        if begin is not None:
            units += [unit for entry in _listed(passage, begin) if (unit := _unit(entry)) is not None]
        if begin != 0:
            administrative = administrative or _count(r"行政单位\s*(\d{1,4})\s*家", passage.text)
            public = public or _count(r"事业单位\s*(\d{1,4})\s*家", passage.text)
    return Institutions(tuple(units), administrative, public)


def unread_units(passages: Iterable[ReadPassage]) -> Iterator[Unread]:
    """The entries of the list of units that are sentences and name none plainly."""
    for passage in passages:
        if _LISTED_UNIT.fullmatch(passage.text):
            for entry in _listed(passage, 0):
                if _unit(entry) is None:
                    yield Unread(UnreadCause.NOT_UNDERSTOOD, entry.text, entry.place)


def _unit(entry: ReadPassage) -> ReadPassage | None:
    """The name that an entry is, or that its sentence is about; None where it is a sentence without one."""
    if not _SENTENCE.search(entry.text):
        return entry
    found = _NAME_IN_SENTENCE.match(entry.text)
    return replace(entry, text=found["name"]) if found else None


def _listed(passage: ReadPassage, begin: int) -> Iterator[ReadPassage]:
    """The entries that the words list from `begin` on, each without its number: several may stand on one line."""
    starts: list[re.Match[str]] = []
    words = passage.text[begin:]
    for found in _NEXT_UNIT.finditer(words):
        if not starts or int(found["number"]) == int(starts[-1]["number"]) + 1:
            starts.append(found)
    ends = [found.start() for found in starts[1:]] + [len(words)]
    for found, end in zip(starts, ends, strict=True):
        name = words[found.end() : end].strip().rstrip("。；;，,、")
        whole = len(starts) == 1 and not begin
        place = passage.place if whole else passage.place_of(begin + found.end(), begin + end)
        yield ReadPassage(name, place)


def _count(pattern: str, text: str) -> int | None:
    found = re.search(pattern, text)
    return int(found.group(1)) if found else None


_DEFINITION = re.compile(
    r"\s*(?:[（(][一二三四五六七八九十]+[）)]、?|\d+[.．、])\s*(?P<term>[^：:]{1,40})[：:](?P<text>.+)"
)


def read_definitions(passages: Iterable[ReadPassage]) -> tuple[ReadDefinition, ...]:
    """（一）财政拨款收入：是…… A passage without a term belongs to the definition before it."""
    definitions: list[ReadDefinition] = []
    for passage in passages:
        found = _DEFINITION.fullmatch(passage.text)
        if found:
            definitions.append(ReadDefinition(found["term"].strip(), found["text"].strip(), passage.place))
        elif definitions:
            last = definitions.pop()
            definitions.append(ReadDefinition(last.term, f"{last.text}\n{passage.text}", last.place))
    return tuple(definitions)


# ---- 预算编制说明 --------------------------------------------------------------------------------------

# The first match of a key counts: 财政拨款收入 is printed first as income, and later in a sentence about reasons.
_NARRATIVE_AMOUNTS = (
    ("income_total", "收入预算", r"(?<!款)收入预算"),
    ("fiscal_appropriation_income", "财政拨款收入", r"财政拨款收入(?:预算)?"),
    ("service_revenue", "事业收入", r"(?<!单位)事业收入(?:预算)?"),
    ("business_revenue", "事业单位经营收入", r"事业单位经营收入(?:预算)?"),
    ("other_revenue", "其他收入", r"其他收入(?:预算)?"),
    ("expenditure_total", "支出预算", r"(?<!款)支出预算"),
    ("fiscal_expenditure", "财政拨款支出预算", r"财政拨款支出预算"),
    ("general_public", "一般公共预算拨款支出预算", r"一般公共预算(?:拨款)?支出(?:预算)?"),
    ("managed_funds", "政府性基金拨款支出预算", r"政府性基金(?:预算)?(?:拨款)?支出(?:预算)?"),
    ("state_capital", "国有资本经营预算拨款支出预算", r"国有资本经营预算(?:拨款)?支出(?:预算)?"),
)
_FISCAL_KEYS = {"fiscal_appropriation_income", "fiscal_expenditure", "general_public"}
_FISCAL_REASON = re.compile(
    r"财政拨款(?:收入)?支出(?:增加|减少|变化)的主要原因(?:是|为|：)(?P<reason>[^。]+)"
)


def read_narrative_facts(section: tuple[ReadPassage, ...], year: int) -> Iterator[ReadFact]:
    """Income and expenditure with their printed changes, and what each function is for in that year."""
    passages = whole_sentences(section)
    reasons = (_FISCAL_REASON.search(passage.text) for passage in passages)
    reason = next((found["reason"] for found in reasons if found), "")
    for key, label, name in _NARRATIVE_AMOUNTS:
        stated = re.compile(rf"{name}{LINK}(?P<amount>{AMOUNT_OR_NOTHING}){CHANGE_BEHIND}")
        found = next(((p, m) for p in passages if (m := stated.search(p.text))), None)
        if found is not None:
            passage, match = found
            why = reason if key in _FISCAL_KEYS and match["change"] else ""
            yield changed_fact(Topic.NARRATIVE, key, label, match, passage, why, year)
    yield from read_functions(passages, year)[0]


def unread_functions(section: tuple[ReadPassage, ...], year: int) -> Iterator[Unread]:
    """The entries of the list of functions that were not understood: printed, and in no fact."""
    for passage in read_functions(whole_sentences(section), year)[1]:
        yield Unread(UnreadCause.NOT_UNDERSTOOD, passage.text.strip(), passage.place)


def unread_amounts(section: tuple[ReadPassage, ...], facts: Collection[ReadFact]) -> Iterator[Unread]:
    """The amounts of income and expenditure that the narrative prints and that are in no fact."""
    entries = {fact.place for fact in facts if fact.key == "function"}
    passages = [
        passage
        for passage in whole_sentences(section)
        if passage.place not in entries and not begins_a_function(passage.text)
    ]
    read = {fact.key for fact in facts if fact.topic is Topic.NARRATIVE}
    yield from lost_amounts(Topic.NARRATIVE, _NARRATIVE_AMOUNTS, passages, read)
