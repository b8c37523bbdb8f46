"""The numbers that the five mandatory notes state plainly: “三公”, operating costs, procurement, targets, assets."""

import re
from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal

from budgets.form.terms import Topic
from budgets.parsing.lost_amounts import Named, lost_amounts, lost_counts, lost_total
from budgets.parsing.records import ReadFact, ReadPassage
from budgets.parsing.stated_facts import (
    AMOUNT_OR_NOTHING,
    CHANGE_BEHIND,
    LINK,
    REASON,
    changed_fact,
    money_fact,
    reason_of,
    stated_fact,
)
from budgets.parsing.table_records import Unread
from budgets.parsing.whole_sentences import NOTE_HEADING, whole_sentences

_NOTE_TOPICS = (
    (Topic.THREE_PUBLIC, "“三公”"),
    (Topic.AGENCY_OPERATING, "机关运行经费"),
    (Topic.PROCUREMENT, "政府采购"),
    (Topic.PERFORMANCE, "绩效"),
    (Topic.ASSETS, "国有资产"),
)


def read_note_facts(section: tuple[ReadPassage, ...], year: int) -> Iterator[ReadFact]:
    """The numbers of the five mandatory notes of that year's budget, each under its own numbered heading."""
    for topic, passage in _passages_of_notes(section):
        yield from _facts_of(topic, passage, year)


def unread_note_amounts(section: tuple[ReadPassage, ...], facts: Collection[ReadFact]) -> Iterator[Unread]:
    """The amounts and counts that the notes print in their normal form and that are in no fact."""
    notes: dict[Topic, list[ReadPassage]] = {}
    for topic, passage in _passages_of_notes(section):
        notes.setdefault(topic, []).append(passage)
    for topic, passages in notes.items():
        read = {fact.key for fact in facts if fact.topic is topic}
        if topic in _NAMED:
            lost = list(lost_amounts(topic, _NAMED[topic], passages, read))
            yield from lost
            yield from lost_total(topic, _NAMED[topic][0], passages, read | {unread.key for unread in lost})
        if topic in _COUNTED:
            yield from lost_counts(topic, _COUNTED[topic], passages, read)


def _passages_of_notes(section: tuple[ReadPassage, ...]) -> Iterator[tuple[Topic, ReadPassage]]:
    """The passages under the headings of the notes, each with what its note is about."""
    topic: Topic | None = None
    for passage in whole_sentences(section):
        heading = NOTE_HEADING.search(passage.text.strip())
        if topic is not None and (heading is None or heading.start() > 0):
            yield topic, passage
        if heading:
            topic = next((t for t, word in _NOTE_TOPICS if word in heading["title"]), None)


# ---- amounts -------------------------------------------------------------------------------------------

# Names as the notes print them; 购置费 and 运行费 are in the sentence about vehicles. The first is the note's own.
_BUDGET = r"(?:财政拨款)?(?:支出)?(?:预算)?"
_NAMED: dict[Topic, tuple[Named, ...]] = {
    Topic.THREE_PUBLIC: (
        ("total", "“三公”经费", rf"[“\"「]?三公[”\"」]?经费{_BUDGET}"),
        ("overseas_travel", "因公出国（境）费", rf"因公出国\s?[（(]境[）)]\s?费(?:用)?{_BUDGET}"),
        (
            "vehicles",
            "公务用车购置及运行费",
            rf"公务(?:用)?车购置[及和](?:用车)?运行(?:维护)?费(?:用)?{_BUDGET}",
        ),
        ("vehicle_purchase", "公务用车购置费", rf"公务(?:用)?车购置费(?:用)?{_BUDGET}"),
        ("vehicle_running", "公务用车运行费", rf"公务(?:用)?车(?:用车)?运行(?:维护)?费(?:用)?{_BUDGET}"),
        ("hospitality", "公务接待费", rf"公务接待费(?:用)?{_BUDGET}"),
    ),
    Topic.AGENCY_OPERATING: (("total", "机关运行经费", rf"机关运行经费{_BUDGET}"),),
    Topic.PROCUREMENT: (
        ("total", "政府采购预算", r"政府采购(?:支出)?预算"),
        ("goods", "政府采购货物预算", r"政府采购货物(?:类)?(?:支出)?预算"),
        ("works", "政府采购工程预算", r"政府采购工程(?:类)?(?:支出)?预算"),
        ("services", "政府采购服务预算", r"政府采购服务(?:类)?(?:支出)?预算"),
        ("sme_reserved", "面向中小企业预留政府采购项目预算", r"面向中小企业预留(?:的)?政府采购项目预算"),
        ("small_micro", "预留给小型和微型企业的政府采购项目预算", r"预留给小型和微型企业的政府采购项目预算"),
    ),
    Topic.PERFORMANCE: (("amount", "编报绩效目标的项目预算资金", r"涉及(?:项目)?(?:财政)?预算(?:资金)?"),),
}


def _facts_of(topic: Topic, passage: ReadPassage, year: int) -> Iterator[ReadFact]:
    if topic is Topic.PERFORMANCE:
        yield from _counts(topic, passage, _COUNTED[topic])
    if topic is Topic.ASSETS:
        yield from _assets(passage)
    for key, label, name in _NAMED.get(topic, ()):
        stated = re.compile(rf"{name}{LINK}(?P<amount>{AMOUNT_OR_NOTHING})")
        if match := stated.search(passage.text):
            yield _amount(topic, key, label, match, passage, year)


def _amount(
    topic: Topic, key: str, label: str, match: re.Match[str], passage: ReadPassage, year: int
) -> ReadFact:
    """An amount; in the note on “三公” with the change behind it."""
    if topic is not Topic.THREE_PUBLIC:
        return money_fact(topic, key, label, match, passage)
    changed = re.compile(rf"(?P<amount>{AMOUNT_OR_NOTHING}){CHANGE_BEHIND}").match(
        passage.text, match.start("amount")
    )
    assert changed is not None
    reason = REASON.match(passage.text, changed.end()) if changed["change"] else None
    return changed_fact(topic, key, label, changed, passage, reason_of(reason), year)


# ---- counts --------------------------------------------------------------------------------------------

_COUNTED: dict[Topic, tuple[tuple[str, str, str, str], ...]] = {
    Topic.PERFORMANCE: (
        ("units", "预算单位", r"(\d+)\s*个预算单位", "个"),
        ("projects", "项目", r"项目(?:共|共计)?\s*(\d+)\s*个", "个"),
    ),
    Topic.ASSETS: (("vehicles_total", "车辆", r"车辆(?:共)?\s*(\d+)\s*辆", "辆"),),
}


def _counts(
    topic: Topic,
    passage: ReadPassage,
    names: tuple[tuple[str, str, str, str], ...],
    as_of: date | None = None,
) -> Iterator[ReadFact]:
    for key, label, pattern, unit in names:
        match = re.search(pattern, passage.text)
        if match:
            fact = stated_fact(topic, key, label, match.group(), Decimal(match.group(1)), unit, passage)
            yield replace(fact, as_of=as_of, words_at=passage.place_of(*match.span()))


_AS_OF = re.compile(r"截[至止]\s*(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日")
_EQUIPMENT = re.compile(
    r"(?P<label>单价\d+万元[^，；。\d]*设备(?:[（(][^）)]*[）)])?)\s*(?P<count>\d+)\s*[台套]"
)
_VEHICLES_TOTAL = {
    Topic.ASSETS: (("vehicles_total", "车辆", r"车辆(?:共)?\s*(\d+)\s*辆", "辆"),),
    Topic.PLANNED_PURCHASES: (("vehicles_total", "购置车辆", r"购置车辆\s*(\d+)\s*辆", "辆"),),
}
_VEHICLE_KIND = re.compile(r"(?P<label>[\u4e00-\u9fff]+?用车)\s*(?P<count>\d+)\s*辆")


def _as_of(text: str) -> date | None:
    """The date that the words give; None where they give none, or one that does not exist."""
    found = _AS_OF.search(text)
    try:
        return date(*(int(part) for part in found.groups())) if found else None
    except ValueError:
        return None


def _assets(passage: ReadPassage) -> Iterator[ReadFact]:
    """What is in use on a date, and (in the paragraph about purchases) what the budget buys."""
    topic = Topic.PLANNED_PURCHASES if "购置" in passage.text else Topic.ASSETS
    as_of = _as_of(passage.text)
    yield from _counts(topic, passage, _VEHICLES_TOTAL[topic], as_of)
    for key, pattern, unit in (("vehicles", _VEHICLE_KIND, "辆"), ("equipment", _EQUIPMENT, "台（套）")):
        for match in pattern.finditer(passage.text):
            fact = stated_fact(
                topic, key, match["label"], match.group(), Decimal(match["count"]), unit, passage
            )
            yield replace(fact, as_of=as_of, words_at=passage.place_of(*match.span()))
