"""Kind 6, the other notes: procurement, vehicles, units named and listed, money and projects with performance targets."""

import re
from collections.abc import Iterator
from decimal import Decimal

from budgets.form.amounts import Unit
from budgets.form.tables import Role
from budgets.form.terms import CheckKind, PartKey, SectionKey, Topic
from budgets.parsing.records import BudgetReport, ReadPassage
from budgets.reconcile.outcomes import Check, CheckOutcome, Measure, Term
from budgets.reconcile.stated import (
    RunningText,
    count,
    facts_of,
    joined,
    lost_of,
    lost_term,
    money,
    quoted,
    stated,
    words_of,
)
from budgets.reconcile.target_forms import forms_of
from budgets.reconcile.terms import total_line, total_term, why_lacking
from budgets.reconcile.verdicts import compare_at_most, compare_sum, unknown
from budgets.reconcile.wording import Wording, added, undecided, worded

VEHICLES, UNITS, PIECES = Measure("辆"), Measure("家"), Measure("个")


def _check(code: str, title: Wording) -> Check:
    return Check(f"notes.{code}", CheckKind.NOTES, title)


# ---- procurement ---------------------------------------------------------------------------------------

_PROCUREMENT_PARTS = ("goods", "works", "services")


def procurement_parts(report: BudgetReport) -> Iterator[CheckOutcome]:
    """政府采购预算 = goods + works + services."""
    amounts = stated(report, Topic.PROCUREMENT)
    parts = [amounts[key] for key in _PROCUREMENT_PARTS if key in amounts]
    if "total" not in amounts or not parts:
        return
    total, terms = amounts["total"].term, [part.term for part in parts]
    title = worded("notes.procurement.sum", label=amounts["total"].label)
    result = compare_sum(_check("procurement.sum", title), total, terms, Unit.WAN)
    if result.difference and len(parts) < len(_PROCUREMENT_PARTS):
        check = _check("procurement.sum", undecided(title, worded("why.not-all-three")))
        result = unknown(check, Unit.WAN, (total, *terms))
    yield result


def procurement_reserves(report: BudgetReport) -> Iterator[CheckOutcome]:
    """Reserved for small and micro enterprises ≤ reserved for small and medium ones ≤ 政府采购预算."""
    amounts = stated(report, Topic.PROCUREMENT)
    for smaller, larger in (("small_micro", "sme_reserved"), ("sme_reserved", "total")):
        if smaller in amounts and larger in amounts:
            a, b = amounts[smaller], amounts[larger]
            title = worded("notes.procurement", smaller=a.label, larger=b.label)
            check = _check(f"procurement.{smaller.replace('_', '-')}", title)
            yield compare_at_most(check, a.term, b.term, Unit.WAN)


# ---- vehicles ------------------------------------------------------------------------------------------


def vehicles_by_kind(report: BudgetReport) -> Iterator[CheckOutcome]:
    """The vehicles of each kind add up to the stated number, in use and to be bought."""
    for topic, code in ((Topic.ASSETS, "in-use"), (Topic.PLANNED_PURCHASES, "to-buy")):
        total = facts_of(report, topic).get("vehicles_total")
        if total is None:
            yield from _vehicles_unread(report, topic, code)
            continue
        kinds = [f for f in report.facts if (f.topic, f.key, f.place) == (topic, "vehicles", total.place)]
        if kinds:
            title = worded("notes.vehicles", topic=topic.value, label=total.label)
            terms = [count(report, kind, VEHICLES) for kind in kinds]
            yield compare_sum(
                _check(f"vehicles.{code}", title), count(report, total, VEHICLES), terms, VEHICLES
            )


def _vehicles_unread(report: BudgetReport, topic: Topic, code: str) -> Iterator[CheckOutcome]:
    """The check where the number of all vehicles is printed and was not read."""
    for lost in lost_of(report, topic):
        if lost.key == "vehicles_total":
            title = worded("notes.vehicles", topic=topic.value, label=lost.label)
            why = worded("why.unread", cause=lost.cause.value)
            yield unknown(_check(f"vehicles.{code}", undecided(title, why)), VEHICLES, (lost_term(lost),))


# ---- units ---------------------------------------------------------------------------------------------

_UNIT_KIND = re.compile(
    r"(?:^|[，、；。：:\s])(?P<text>(?P<kind>[\u4e00-\u9fff]{0,12}(?:单位|机关|企业))\s*(?P<number>(?<!\d)\d{1,6})\s*家)"
)
_HEAD_AND = re.compile(
    r"(?P<head>本部)(?:以?及|和)(?P<text>(?:所属|下属|其)*\s*(?P<number>(?<!\d)\d{1,6})\s*家)"
)


def _institutions(report: BudgetReport) -> RunningText:
    """The words of 机构设置 before its list, without those in brackets."""
    listed = {unit.place for unit in report.institutions.units}
    for section in report.sections:
        if section.key is SectionKey.INSTITUTIONS:
            return joined([p for p in section.passages if p.place not in listed])
    return joined([])


def _without_brackets(text: str) -> str:
    return re.sub(r"[（(][^）)]*[）)]", lambda aside: "·" * len(aside.group()), text)


def _units(row: str, piece: ReadPassage, text: str, count: int) -> Term:
    return Term(Decimal(count), Decimal(0), UNITS, quoted(SectionKey.INSTITUTIONS.value, row, piece, text))


def _named_kinds(report: BudgetReport) -> tuple[dict[str, Term], bool]:
    """The stated numbers of units (行政单位2家，事业单位25家), and whether they are all; after 其中 follow parts of the last."""
    words = _institutions(report)
    kinds: dict[str, Term] = {}
    all_read = True
    for match in _UNIT_KIND.finditer(_without_brackets(words.text)):
        kind = match["kind"].removeprefix("其中")
        aside = bool(kinds) and (
            match["kind"].startswith("其中")
            or words.text[: match.start("text")].endswith(("其中，", "其中："))
        )
        if not aside and not kind.endswith("预算单位"):
            piece = words.piece(match.start("number"))
            all_read = all_read and kind not in kinds
            kinds.setdefault(kind, _units(kind, piece, match["text"], int(match["number"])))
        else:
            all_read = False
    numbers = len(re.findall(r"\d+\s*家", _without_brackets(_HEAD_AND.sub("", words.text))))
    return kinds, all_read and numbers == len(kinds)


def _listed(report: BudgetReport) -> Term | None:
    """The number of units in the list, quoting one that is listed twice, else the last one.

    None without a list, and where one of its entries was not understood.
    """
    units = report.institutions.units
    if not units or _has_unread_entries(report):
        return None
    texts = [unit.text for unit in units]
    quote = next((unit for n, unit in enumerate(units) if unit.text in texts[:n]), units[-1])
    return _units("所列单位", quote, quote.text, len(units))


def _has_unread_entries(report: BudgetReport) -> bool:
    unread = {place.place for place in report.unread_elsewhere}
    sections = (section for section in report.sections if section.key is SectionKey.INSTITUTIONS)
    return any(passage.place in unread for section in sections for passage in section.passages)


def units_named_and_listed(report: BudgetReport) -> Iterator[CheckOutcome]:
    """行政单位2家，事业单位25家，具体包括：the list that follows has as many units."""
    (kinds, all_read), listed = _named_kinds(report), _listed(report)
    if not kinds:
        return
    title = worded("notes.units.kinds", kinds=added(kinds))
    if listed is None:
        why = worded("why.list-unread") if _has_unread_entries(report) else worded("why.no-list")
        check = _check("units.kinds", undecided(title, why))
        yield unknown(check, UNITS, kinds.values())
    else:
        result = compare_sum(_check("units.kinds", title), listed, kinds.values(), UNITS)
        if result.difference and not all_read:
            check = _check("units.kinds", undecided(title, worded("why.other-counts")))
            result = unknown(check, UNITS, (listed, *kinds.values()))
        yield result


def head_and_its_units(report: BudgetReport) -> Iterator[CheckOutcome]:
    """本部以及所属26家预算单位: the list that follows has as many units, and the head itself."""
    words, listed = _institutions(report), _listed(report)
    match = _HEAD_AND.search(words.text)
    if match is None or listed is None:
        return
    head = _units("本部", words.piece(match.start("head")), match["head"], 1)
    rest = _units("所属单位", words.piece(match.start("number")), match["text"], int(match["number"]))
    check = _check("units.head", worded("notes.units.head"))
    yield compare_sum(check, listed, [head, rest], UNITS)


_OPERATING_UNITS = (
    ("agencies", "机关", worded("units.agencies"), r"\d+\s*家机关", ("行政单位",)),
    (
        "civil-servant-law",
        "参公单位",
        worded("units.civil-servant-law"),
        r"\d+\s*家(?:参公|参照)[^，。；]*?单位",
        ("参公单位", "参公事业单位", "事业单位"),
    ),
    (
        "public-institutions",
        "事业单位",
        worded("units.public-institutions"),
        r"\d+\s*家事业单位",
        ("事业单位",),
    ),
)


def units_in_the_notes(report: BudgetReport) -> Iterator[CheckOutcome]:
    """The units whose operating costs are stated are among those that 机构设置 names, kind by kind."""
    fact, (kinds, _all_read) = facts_of(report, Topic.AGENCY_OPERATING).get("total"), _named_kinds(report)
    if fact is None:
        return
    words = words_of(report, fact)
    for code, row, name, pattern, like in _OPERATING_UNITS:
        match = re.search(pattern, words.text)
        kind = next((kind for kind in like if kind in kinds), None)
        if match is not None and kind is not None:
            number = Decimal(re.match(r"\d+", match.group()).group())  # type: ignore[union-attr]
            place = quoted(fact.topic.value, row, words.piece(match.start()), match.group())
            title = worded("notes.units", name=name, kind=kind)
            check = _check(f"units.{code}", title)
            yield compare_at_most(check, Term(number, Decimal(0), UNITS, place), kinds[kind], UNITS)


_OFFICES = re.compile(r"设\s*(?P<number>(?<!\d)\d{1,6})\s*个内设机构")
_NUMERALS = "一二三四五六七八九十"
_LISTED_OFFICE = re.compile(rf"(?:(?<=[。；：:])|^)\s*[（(](?P<numeral>[{_NUMERALS}]+)[）)]")


# 包括：办公室、预算处、国库处。 in one sentence; a last entry of other words (按照有关规定设置…) may mean several offices.
_OFFICES_IN_A_ROW = re.compile(r"包括[：:](?P<row>[^。]+。?)")
_OFFICE = re.compile(
    r"[\u4e00-\u9fff（）()]+(?:处|室|科|部|股|办|局|队|所|中心|委员会|纪委|党委)(?:[（(][^）)]*[）)])?"
)


def offices_named_and_listed(report: BudgetReport) -> Iterator[CheckOutcome]:
    """设10个内设机构，包括：（一）……（十）, or 包括：办公室、预算处……: the list has as many entries as stated."""
    words = _institutions(report)
    match = _OFFICES.search(words.text)
    if match is None:
        return
    title = worded("notes.units.offices")
    stated = _offices("内设机构", words.piece(match.start()), match.group(), int(match["number"]))
    entries = list(_LISTED_OFFICE.finditer(words.text))
    row = _OFFICES_IN_A_ROW.match(words.text, match.end() + 1)
    if entries:
        last = entries[-1]
        listed = _offices("所列内设机构", words.piece(last.end()), last.group().strip(), len(entries))
        numerals = [_numeral(n) for n in range(1, len(entries) + 1)]
        sure, why = [entry["numeral"] for entry in entries] == numerals, worded("why.list-numbers")
    elif row:
        names = [name for name in re.split("[、，；。]", _without_brackets(row["row"])) if name.strip()]
        listed = _offices("所列内设机构", words.piece(row.start("row")), row["row"], len(names))
        sure, why = (all(_OFFICE.fullmatch(name.strip("·")) for name in names), worded("why.list-names"))
        sure = sure or len(names) == stated.yuan
    else:
        return
    if sure:
        yield compare_sum(_check("units.offices", title), stated, [listed], PIECES)
    else:
        yield unknown(_check("units.offices", undecided(title, why)), PIECES, (stated, listed))


def _offices(row: str, piece: ReadPassage, text: str, number: int) -> Term:
    return Term(Decimal(number), Decimal(0), PIECES, quoted(SectionKey.INSTITUTIONS.value, row, piece, text))


def _numeral(number: int) -> str:
    """1 to 99 as 一, 十一, 二十."""
    tens, ones = divmod(number, 10)
    return ("" if not tens else ("" if tens == 1 else _NUMERALS[tens - 1]) + "十") + (
        _NUMERALS[ones - 1] if ones else ""
    )


def units_with_targets(report: BudgetReport) -> Iterator[CheckOutcome]:
    """The budget units that set performance targets are among the listed ones."""
    fact, listed = facts_of(report, Topic.PERFORMANCE).get("units"), _listed(report)
    if fact is not None and listed is not None:
        check = _check("units.performance", worded("notes.units.performance"))
        yield compare_at_most(check, count(report, fact, UNITS), listed, UNITS)


# ---- performance targets -------------------------------------------------------------------------------


def money_with_targets(report: BudgetReport) -> Iterator[CheckOutcome]:
    """The money of the projects with performance targets is within the project expenditure of table 3."""
    amount, table = stated(report, Topic.PERFORMANCE).get("amount"), report.table(Role.EXPENDITURE)
    if amount is None or Role.EXPENDITURE not in report.form.by_role:
        return
    title = worded("notes.performance.money", n=report.form.number(Role.EXPENDITURE), label=amount.label)
    if table is None or total_line(table) is None:
        lacking = worded("why.no-total", n=report.form.number(Role.EXPENDITURE))
        reason = why_lacking(report, table, lacking)
        yield unknown(_check("performance.money", undecided(title, reason)), Unit.WAN, (amount.term,))
    else:
        check = _check("performance.money", title)
        yield compare_at_most(check, amount.term, total_term(table, "project"), Unit.WAN)


_TARGET_FORM = re.compile(r"[^。；，]*绩效目标(?:填报|申报|公开)?表\s*")


def projects_with_targets(report: BudgetReport) -> Iterator[CheckOutcome]:
    """Target forms, and statements with a performance target, are not more than the projects said to have one."""
    fact = facts_of(report, Topic.PERFORMANCE).get("projects")
    if fact is None:
        return
    for code, name, shown in (
        ("forms", "公开的绩效目标表张数", _target_forms(report)),
        ("statements", "写明绩效目标的项目经费情况说明数", _statements_with_targets(report)),
    ):
        if shown:
            place = quoted(name, f"共{len(shown)}份", shown[-1], shown[-1].text.strip()[:80])
            term = Term(Decimal(len(shown)), Decimal(0), PIECES, place)
            check = _check(f"performance.{code}", worded("notes.performance", name=name))
            yield compare_at_most(check, term, count(report, fact, PIECES), PIECES)


def money_of_all_forms(report: BudgetReport) -> Iterator[CheckOutcome]:
    """Where all projects with targets have a published form, the forms' money of the year adds up to the stated money."""
    facts, forms = facts_of(report, Topic.PERFORMANCE), forms_of(report)
    amount, projects = facts.get("amount"), facts.get("projects")
    year = [form.year_money for form in forms]
    if amount is None or projects is None or projects.value != len(forms) or None in year:
        return
    title = worded("notes.performance.forms-money", label=amount.label, n=len(forms))
    terms = [term for term in year if term is not None]
    yield compare_sum(_check("performance.forms-money", title), money(report, amount), terms, Unit.WAN)


def _target_forms(report: BudgetReport) -> list[ReadPassage]:
    return [
        passage
        for section in report.sections
        if section.key is SectionKey.TARGET_FORMS
        for passage in (ReadPassage(section.heading, section.place), *section.passages)
        if _TARGET_FORM.fullmatch(passage.text)
    ]


def _statements_with_targets(report: BudgetReport) -> list[ReadPassage]:
    return [
        ReadPassage(statement.name or statement.heading, statement.place)
        for statement in report.statements
        if (part := statement.part(PartKey.PERFORMANCE_TARGET)) is not None and part.text.strip()
    ]


RULES = (
    procurement_parts,
    procurement_reserves,
    vehicles_by_kind,
    units_named_and_listed,
    head_and_its_units,
    offices_named_and_listed,
    units_in_the_notes,
    units_with_targets,
    money_with_targets,
    projects_with_targets,
    money_of_all_forms,
)
