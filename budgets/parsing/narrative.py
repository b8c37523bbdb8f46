"""The prose sections: units, definitions, and the numbers that the notes state plainly."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal

from budgets.form.amounts import find_amounts
from budgets.form.terms import Topic
from budgets.parsing.records import Institutions, ReadDefinition, ReadFact, ReadPassage
from budgets.readers.document import Place

# The same form as in amounts.find_amounts, so that every match here is an amount there.
_AMOUNT = r"(?<![\d.,，])(?:\d{1,3}(?:[,，]\d{3})+|\d{1,20})(?:\.\d+)?(?:亿元|万元|元)"
# 比2024年预算增加84.88万元 · 比2024年执行数减少1.00万元 · 与2024年预算持平
_CHANGE = (
    r"(?P<change>[比与](?P<base_year>\d{4})年(?:[（(][^）)]*[）)])?(?P<base>预算执行数|执行数|预算数|预算)"
    rf"(?P<direction>增加|减少|持平)(?:(?P<difference>{_AMOUNT})|\d+(?:\.\d+)?\s*[%％])?)"
)
_REASON = re.compile(r"[，。；]?主要原因(?:是|为)?[：:]?(?P<reason>[^。；]+)")


# ---- 机构设置 and 名词解释 -----------------------------------------------------------------------------

_LISTED_UNIT = re.compile(r"\s*(\d+)\s*[.．、]\s*(?P<name>\S.*)")


def read_institutions(passages: Iterable[ReadPassage]) -> Institutions:
    """The numbered list of units, and how many the sentence before it says there are."""
    units: list[ReadPassage] = []
    administrative = public = None
    for passage in passages:
        listed = _LISTED_UNIT.fullmatch(passage.text)
        if listed:
            units.append(ReadPassage(listed["name"].strip().rstrip("。；;"), passage.place))
        else:
            administrative = administrative or _count(r"行政单位\s*(\d+)\s*家", passage.text)
            public = public or _count(r"事业单位\s*(\d+)\s*家", passage.text)
    return Institutions(tuple(units), administrative, public)


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
    ("income_total", "收入预算", rf"(?<!款)收入预算(?:总额)?为?(?P<amount>{_AMOUNT})"),
    ("fiscal_appropriation_income", "财政拨款收入", rf"财政拨款收入{_LINK}(?P<amount>{_AMOUNT})"),
    ("service_revenue", "事业收入", rf"(?<!单位)事业收入{_LINK}(?P<amount>{_AMOUNT})"),
    ("business_revenue", "事业单位经营收入", rf"事业单位经营收入{_LINK}(?P<amount>{_AMOUNT})"),
    ("other_revenue", "其他收入", rf"其他收入{_LINK}(?P<amount>{_AMOUNT})"),
    ("expenditure_total", "支出预算", rf"(?<!款)支出预算(?:总额)?为?(?P<amount>{_AMOUNT})"),
    ("fiscal_expenditure", "财政拨款支出预算", rf"财政拨款支出预算为?(?P<amount>{_AMOUNT})"),
    (
        "general_public",
        "一般公共预算拨款支出预算",
        rf"一般公共预算(?:拨款)?支出(?:预算)?为?(?P<amount>{_AMOUNT})",
    ),
    (
        "managed_funds",
        "政府性基金拨款支出预算",
        rf"政府性基金(?:预算)?(?:拨款)?支出(?:预算)?为?(?P<amount>{_AMOUNT})",
    ),
    (
        "state_capital",
        "国有资本经营预算拨款支出预算",
        rf"国有资本经营预算(?:拨款)?支出(?:预算)?为?(?P<amount>{_AMOUNT})",
    ),
)
_FISCAL_KEYS = {"fiscal_appropriation_income", "fiscal_expenditure", "general_public"}
_FISCAL_REASON = re.compile(
    r"财政拨款(?:收入)?支出(?:增加|减少|变化)的主要原因(?:是|为|：)(?P<reason>[^。]+)"
)
# “教育支出”科目4,680万元，主要用于… · “…（类）…（款）…（项）”2.63万元，主要用于…。…比2022年预算执行数增加77.70%。主要原因是：…
_FUNCTION = re.compile(
    rf"\s*\d+[.．、]\s*[“\"](?P<name>[^”\"]+)[”\"](?:科目)?(?P<amount>{_AMOUNT})(?P<rest>.*)", re.DOTALL
)
_PURPOSE = re.compile(r"[，。]?(?P<purpose>主要用于[^。]+。?)")


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
        if cut and not _NUMBERED.match(passage.text):
            whole[-1] = _joined(replace(whole[-1], text=before), passage)
        else:
            whole.append(passage)
    return tuple(whole)


def _joined(before: ReadPassage, after: ReadPassage) -> ReadPassage:
    """Two passages as one, in which each piece keeps its place."""
    cut = len(after.text) - len(after.text.lstrip())
    shift = len(before.text) - cut
    pieces = before.pieces or ((0, before.place),)
    pieces += tuple((max(begin, cut) + shift, place) for begin, place in after.pieces or ((0, after.place),))
    return replace(before, text=before.text + after.text.lstrip(), pieces=pieces)


_NUMBERED = re.compile(r"\s*(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十\d]+[）)]|\d+[.．、]\D)")


def read_narrative_facts(section: tuple[ReadPassage, ...]) -> Iterator[ReadFact]:
    """Income and expenditure with their printed changes, and what each function is for."""
    passages = whole_sentences(section)
    reasons = (_FISCAL_REASON.search(passage.text) for passage in passages)
    reason = next((found["reason"] for found in reasons if found), "")
    for key, label, pattern in _NARRATIVE_AMOUNTS:
        found = next(
            ((p, m) for p in passages if (m := re.search(f"{pattern}(?:，{_CHANGE})?", p.text))), None
        )
        if found is not None:
            passage, match = found
            why = reason if key in _FISCAL_KEYS and match["change"] else ""
            yield _changed_fact(Topic.NARRATIVE, key, label, match, passage, why)
    for passage in passages:
        function = _FUNCTION.fullmatch(passage.text)
        if function:
            yield _function_fact(function, passage)


def _function_fact(function: re.Match[str], passage: ReadPassage) -> ReadFact:
    purpose = _PURPOSE.match(function["rest"])
    fact = _fact(
        Topic.NARRATIVE,
        "function",
        function["name"],
        function,
        passage,
        purpose["purpose"] if purpose else "",
    )
    change = re.search(_CHANGE, function["rest"])
    if change is None:
        return fact
    reason = _REASON.match(function["rest"], change.end())
    words_at = _place(passage, function, function.start("rest") + change.end())
    fact = replace(fact, words_at=words_at, reason=reason["reason"] if reason else "")
    return _with_change(fact, change)


def _fact(
    topic: Topic, key: str, label: str, match: re.Match[str], passage: ReadPassage, purpose: str = ""
) -> ReadFact:
    """A money fact in yuan, from the group `amount` of a match in the passage."""
    fact = _stated(topic, key, label, match["amount"], find_amounts(match["amount"])[0].yuan, "元", passage)
    return replace(fact, purpose=purpose, words_at=_place(passage, match))


def _stated(
    topic: Topic, key: str, label: str, text: str, value: Decimal, unit: str, passage: ReadPassage
) -> ReadFact:
    return ReadFact(topic, key, label, text, value, unit, passage.place)


def _place(passage: ReadPassage, match: re.Match[str], end_of_change: int = 0) -> Place:
    """Where the amount is printed, together with the change after it if that is on the same page or in the same cell."""
    start, end = match.span("amount")
    amount = passage.place_of(start, end)
    both = passage.place_of(start, max(end, end_of_change))
    return both if replace(both, box=None) == replace(amount, box=None) else amount


def _changed_fact(
    topic: Topic, key: str, label: str, match: re.Match[str], passage: ReadPassage, reason: str
) -> ReadFact:
    """A money fact with the change printed after it, if any."""
    fact = _fact(topic, key, label, match, passage)
    if not match["change"]:
        return fact
    words_at = _place(passage, match, match.end("change"))
    return _with_change(replace(fact, words_at=words_at, reason=reason), match)


def _with_change(fact: ReadFact, match: re.Match[str]) -> ReadFact:
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
    return -yuan if direction == "减少" else yuan


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
        match = re.search(rf"{name}(?P<amount>{_AMOUNT})(?:[，。]{_CHANGE})?", passage.text)
        if match:
            reason = _REASON.match(passage.text, match.end()) if match["change"] else None
            yield _changed_fact(
                Topic.THREE_PUBLIC, key, label, match, passage, reason["reason"] if reason else ""
            )


def _amounts_by_name(
    topic: Topic, names: tuple[tuple[str, str, str], ...], passage: ReadPassage
) -> Iterator[ReadFact]:
    for key, label, pattern in names:
        match = re.search(rf"{pattern}(?P<amount>{_AMOUNT})", passage.text)
        if match:
            yield _fact(topic, key, label, match, passage)


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
            fact = _stated(topic, key, label, match.group(), Decimal(match.group(1)), unit, passage)
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
            fact = _stated(topic, key, match["label"], match.group(), Decimal(match["count"]), unit, passage)
            yield replace(fact, as_of=as_of, words_at=passage.place_of(*match.span()))


_NOTE_READERS = {
    Topic.THREE_PUBLIC: _three_public,
    Topic.AGENCY_OPERATING: _agency_operating,
    Topic.PROCUREMENT: _procurement,
    Topic.PERFORMANCE: _performance,
    Topic.ASSETS: _assets,
}
