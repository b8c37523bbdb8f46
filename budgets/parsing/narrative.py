"""The prose sections: units, definitions, and the numbers that the notes state plainly."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal

from budgets.form.function_entries import begins_a_function, goes_on_with_a_function
from budgets.form.terms import Topic, UnreadCause
from budgets.parsing.narrative_functions import read_functions
from budgets.parsing.records import Institutions, ReadDefinition, ReadFact, ReadPassage
from budgets.parsing.stated_facts import (
    AMOUNT,
    CHANGE,
    REASON,
    changed_fact,
    money_fact,
    reason_of,
    stated_fact,
)
from budgets.parsing.table_records import Unread

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

_LINK = r"(?:预算)?(?:总额|合计)?为?"
# The first match of a key counts: 财政拨款收入 is printed first as income, and later in a sentence about reasons.
_NARRATIVE_AMOUNTS = (
    ("income_total", "收入预算", rf"(?<!款)收入预算(?:总额)?为?(?P<amount>{AMOUNT})"),
    ("fiscal_appropriation_income", "财政拨款收入", rf"财政拨款收入{_LINK}(?P<amount>{AMOUNT})"),
    ("service_revenue", "事业收入", rf"(?<!单位)事业收入{_LINK}(?P<amount>{AMOUNT})"),
    ("business_revenue", "事业单位经营收入", rf"事业单位经营收入{_LINK}(?P<amount>{AMOUNT})"),
    ("other_revenue", "其他收入", rf"其他收入{_LINK}(?P<amount>{AMOUNT})"),
    ("expenditure_total", "支出预算", rf"(?<!款)支出预算(?:总额)?为?(?P<amount>{AMOUNT})"),
    ("fiscal_expenditure", "财政拨款支出预算", rf"财政拨款支出预算为?(?P<amount>{AMOUNT})"),
    (
        "general_public",
        "一般公共预算拨款支出预算",
        rf"一般公共预算(?:拨款)?支出(?:预算)?为?(?P<amount>{AMOUNT})",
    ),
    (
        "managed_funds",
        "政府性基金拨款支出预算",
        rf"政府性基金(?:预算)?(?:拨款)?支出(?:预算)?为?(?P<amount>{AMOUNT})",
    ),
    (
        "state_capital",
        "国有资本经营预算拨款支出预算",
        rf"国有资本经营预算(?:拨款)?支出(?:预算)?为?(?P<amount>{AMOUNT})",
    ),
)
_FISCAL_KEYS = {"fiscal_appropriation_income", "fiscal_expenditure", "general_public"}
_FISCAL_REASON = re.compile(
    r"财政拨款(?:收入)?支出(?:增加|减少|变化)的主要原因(?:是|为|：)(?P<reason>[^。]+)"
)


_ENDS = tuple("。；：！？…”）》")
_SHORTEST_LINE = 40  # a shorter passage without a mark at its end is a heading or entry, no cut sentence


def whole_sentences(passages: Iterable[ReadPassage]) -> tuple[ReadPassage, ...]:
    """The passages to read numbers from; those that a line or page break cut in mid-sentence are joined."""
    whole: list[ReadPassage] = []
    for passage in passages:
        before = whole[-1].text.rstrip() if whole else ""
        cut = (
            len(before) >= _SHORTEST_LINE and not before.endswith(_ENDS) and not _NOTE_HEADING.search(before)
        )
        begins = _NUMBERED.match(passage.text) or begins_a_function(passage.text)
        more = goes_on_with_a_function(passage.text) and begins_a_function(before)
        if whole and (
            _GOES_ON.match(passage.text) or (not begins and (cut or more or _is_cut_entry(before)))
        ):
            whole[-1] = _joined(replace(whole[-1], text=before), passage)
        else:
            whole.append(passage)
    return tuple(whole)


_GOES_ON = re.compile(r"\s*[”’」』，。；、）)]")  # what no sentence begins with
_ENDS_IN_NAME = re.compile(r"[）)][”\"＂]?$|[”\"＂]$")


def _is_cut_entry(words: str) -> bool:
    """Whether an entry of the list of functions ends after its name, so that its amount is on the next line."""
    return begins_a_function(words) and bool(_ENDS_IN_NAME.search(words)) and not re.search(AMOUNT, words)


def _joined(before: ReadPassage, after: ReadPassage) -> ReadPassage:
    """Two passages as one, in which each piece keeps its place."""
    cut = len(after.text) - len(after.text.lstrip())
    shift = len(before.text) - cut
    pieces = before.pieces or ((0, before.place),)
    pieces += tuple((max(begin, cut) + shift, place) for begin, place in after.pieces or ((0, after.place),))
    return replace(before, text=before.text + after.text.lstrip(), pieces=pieces)


_NUMBERED = re.compile(r"\s*(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十\d]+[）)]|\d+[.．、]\D)")


def read_narrative_facts(section: tuple[ReadPassage, ...], year: int) -> Iterator[ReadFact]:
    """Income and expenditure with their printed changes, and what each function is for in that year."""
    passages = whole_sentences(section)
    reasons = (_FISCAL_REASON.search(passage.text) for passage in passages)
    reason = next((found["reason"] for found in reasons if found), "")
    for key, label, pattern in _NARRATIVE_AMOUNTS:
        found = next(
            ((p, m) for p in passages if (m := re.search(f"{pattern}(?:，{CHANGE})?", p.text))), None
        )
        if found is not None:
            passage, match = found
            why = reason if key in _FISCAL_KEYS and match["change"] else ""
            yield changed_fact(Topic.NARRATIVE, key, label, match, passage, why)
    yield from read_functions(passages, year)[0]


def unread_functions(section: tuple[ReadPassage, ...], year: int) -> Iterator[Unread]:
    """The entries of the list of functions that were not understood: printed, and in no fact."""
    for passage in read_functions(whole_sentences(section), year)[1]:
        yield Unread(UnreadCause.NOT_UNDERSTOOD, passage.text.strip(), passage.place)


# ---- 其他相关情况说明 ----------------------------------------------------------------------------------

# A heading on its own, or right after the sentence before: …464.64万元三、政府采购预算情况
_NOTE_HEADING = re.compile(r"(?:^|(?<=[元。]))\s*[一二三四五六七八九十]+、(?P<title>[^。，；：]{2,40})$")
_NOTE_TOPICS = (
    (Topic.THREE_PUBLIC, "“三公”"),
    (Topic.AGENCY_OPERATING, "机关运行经费"),
    (Topic.PROCUREMENT, "政府采购"),
    (Topic.PERFORMANCE, "绩效"),
    (Topic.ASSETS, "国有资产"),
)


def read_note_facts(section: tuple[ReadPassage, ...]) -> Iterator[ReadFact]:
    """The numbers of the five mandatory notes, each under its own numbered heading."""
    passages = whole_sentences(section)
    topic: Topic | None = None
    for passage in passages:
        heading = _NOTE_HEADING.search(passage.text.strip())
        if topic is not None and (heading is None or heading.start() > 0):
            yield from _NOTE_READERS[topic](passage)
        if heading:
            topic = next((t for t, word in _NOTE_TOPICS if word in heading["title"]), None)


# Names as the notes print them; 购置费 and 运行费 are in the sentence about vehicles.
_THREE_PUBLIC_ITEMS = (
    ("total", "“三公”经费", r"“三公”经费(?:预算数|预算)?为?"),
    ("overseas_travel", "因公出国（境）费", r"因公出国[（(]境[）)]费(?:用)?(?:预算(?:数)?)?为?"),
    ("vehicles", "公务用车购置及运行费", r"公务(?:用)?车购置及运行(?:维护)?费(?:预算(?:数)?)?为?"),
    ("vehicle_purchase", "公务用车购置费", r"公务(?:用)?车购置费(?:预算(?:数)?)?为?"),
    ("vehicle_running", "公务用车运行费", r"公务(?:用)?车(?:用车)?运行(?:维护)?费(?:预算(?:数)?)?为?"),
    ("hospitality", "公务接待费", r"公务接待费(?:预算(?:数)?)?为?"),
)


def _three_public(passage: ReadPassage) -> Iterator[ReadFact]:
    for key, label, name in _THREE_PUBLIC_ITEMS:
        match = re.search(rf"{name}(?P<amount>{AMOUNT})(?:[，。]{CHANGE})?", passage.text)
        if match:
            reason = REASON.match(passage.text, match.end()) if match["change"] else None
            yield changed_fact(Topic.THREE_PUBLIC, key, label, match, passage, reason_of(reason))


def _amounts_by_name(
    topic: Topic, names: tuple[tuple[str, str, str], ...], passage: ReadPassage
) -> Iterator[ReadFact]:
    for key, label, pattern in names:
        match = re.search(rf"{pattern}(?P<amount>{AMOUNT})", passage.text)
        if match:
            yield money_fact(topic, key, label, match, passage)


def _agency_operating(passage: ReadPassage) -> Iterator[ReadFact]:
    names = (("total", "机关运行经费", r"机关运行经费(?:财政拨款)?预算(?:数)?为?"),)
    yield from _amounts_by_name(Topic.AGENCY_OPERATING, names, passage)


_PROCUREMENT_ITEMS = (
    ("total", "政府采购预算", r"政府采购预算(?:总额)?为?"),
    ("goods", "政府采购货物预算", r"政府采购货物预算为?"),
    ("works", "政府采购工程预算", r"政府采购工程预算为?"),
    ("services", "政府采购服务预算", r"政府采购服务预算为?"),
    (
        "sme_reserved",
        "面向中小企业预留政府采购项目预算",
        r"面向中小企业预留(?:的)?政府采购项目预算(?:金额)?为?",
    ),
    (
        "small_micro",
        "预留给小型和微型企业的政府采购项目预算",
        r"预留给小型和微型企业的政府采购项目预算(?:金额)?为?",
    ),
)


def _procurement(passage: ReadPassage) -> Iterator[ReadFact]:
    yield from _amounts_by_name(Topic.PROCUREMENT, _PROCUREMENT_ITEMS, passage)


def _performance(passage: ReadPassage) -> Iterator[ReadFact]:
    names = (("amount", "编报绩效目标的项目预算资金", r"涉及项目预算资金为?"),)
    yield from _counts(
        Topic.PERFORMANCE,
        passage,
        (("units", "预算单位", r"(\d+)个预算单位", "个"), ("projects", "项目", r"项目(?:共)?(\d+)个", "个")),
    )
    yield from _amounts_by_name(Topic.PERFORMANCE, names, passage)


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


_AS_OF = re.compile(r"截[至止](\d{4})年(\d{1,2})月(\d{1,2})日")
_EQUIPMENT = re.compile(r"(?P<label>单价\d+万元[^，；。\d]*设备(?:[（(][^）)]*[）)])?)(?P<count>\d+)台")
_VEHICLES_TOTAL = {
    Topic.ASSETS: (("vehicles_total", "车辆", r"车辆(?:共)?(\d+)辆", "辆"),),
    Topic.PLANNED_PURCHASES: (("vehicles_total", "购置车辆", r"购置车辆(\d+)辆", "辆"),),
}
_VEHICLE_KIND = re.compile(r"(?P<label>[\u4e00-\u9fff]+?用车)(?P<count>\d+)辆")


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


_NOTE_READERS = {
    Topic.THREE_PUBLIC: _three_public,
    Topic.AGENCY_OPERATING: _agency_operating,
    Topic.PROCUREMENT: _procurement,
    Topic.PERFORMANCE: _performance,
    Topic.ASSETS: _assets,
}
