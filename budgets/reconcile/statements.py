"""Kind 5, project statements: their seven parts, dates, and the amounts of their prose against each other.

An amount is compared only where its own clause says plainly that it is money of this project for the budget
year. Amounts of other years, prices, bounds and other money are left out.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from budgets.form.spelling import one_line, squeeze
from budgets.form.terms import PartKey, Verdict
from budgets.parsing.records import BudgetReport, ReadPart, ReadStatement
from budgets.reconcile import target_forms
from budgets.reconcile.outcomes import Check, CheckOutcome, ComparedPlace, Term
from budgets.reconcile.prose import backward_ranges, find_dates, heading_place, part_prose, statement_label
from budgets.reconcile.statement_money import (
    Money,
    MoneyRole,
    StatedBudget,
    about_of,
    compare_money,
    is_other_money,
    money_of,
    names_other_time,
    plain_result,
    stated_budgets,
    statement_check,
    unit_of,
)
from budgets.reconcile.statement_plan import (
    amount_times_percentage,
    increments_to_total,
    money_of_the_year,
    percentages_to_hundred,
)
from budgets.reconcile.verdicts import compare_about, compare_at_most
from budgets.reconcile.wording import worded

# ---- the seven parts ----------------------------------------------------------------------------------

_NUMERALS = "一二三四五六七"
_NUMBERED = re.compile(r"\s*(?:(?P<plain>[一二三四五六七])、|[（(](?P<bracket>[一二三四五六七])[）)])\s*")


def seven_parts(report: BudgetReport) -> Iterator[CheckOutcome]:
    """All seven parts are printed."""
    for statement in report.statements:
        missing = [key for key in PartKey if statement.part(key) is None]
        title = worded("statements.parts")
        if missing:
            title = worded("statements.parts.missing", parts=[key.value for key in missing])
        check = statement_check(statement, "parts", title)
        if not missing:
            yield plain_result(check, Verdict.EQUAL, ())
            continue
        found = Decimal(len(statement.parts))
        places = tuple(_where_missing(statement, key) for key in missing)
        result = plain_result(check, Verdict.DIFFERS, places)
        yield replace(result, left=found, right=Decimal(7), difference=found - 7, unit="个")


def _where_missing(statement: ReadStatement, key: PartKey) -> ComparedPlace:
    """Where a missing part should be: a line with its number or its name only, else the heading of the part before it."""
    position = list(PartKey).index(key)
    numbered = rf"[（(]?{_NUMERALS[position]}[）)、].{{1,12}}"
    alike = re.compile(
        rf"\s*(?:{numbered}|[（(]?[一二三四五六七八九十\d]+[）)、.．]?\s*{key.value})[：:]?\s*"
    )
    for part in statement.parts:
        for passage in part.passages:
            if alike.fullmatch(passage.text):
                row = statement_label(statement)
                return ComparedPlace.at(passage.place, one_line(passage.text), None, row, key.value)
    before = [part for part in statement.parts if list(PartKey).index(part.key) < position]
    return heading_place(statement, before[-1] if before else None, key.value)


def parts_in_order(report: BudgetReport) -> Iterator[CheckOutcome]:
    """The parts are in the official order, each printed once."""
    order = list(PartKey)
    for statement in report.statements:
        places = [
            heading_place(statement, after, after.key.value)
            for before, after in pairwise(statement.parts)
            if order.index(after.key) < order.index(before.key)
        ]
        places += _repeated_headings(statement)
        title = worded("statements.order.other") if places else worded("statements.order")
        verdict = Verdict.DIFFERS if places else Verdict.EQUAL
        yield plain_result(statement_check(statement, "order", title), verdict, places)


def _repeated_headings(statement: ReadStatement) -> Iterator[ComparedPlace]:
    """Numbered headings printed again as text inside a part; the parser takes only the first one as heading."""
    headings = {
        _bare_heading(part.heading): part.key for part in statement.parts if _NUMBERED.match(part.heading)
    }
    for part in statement.parts:
        for passage in part.passages:
            key = headings.get(_bare_heading(passage.text))
            if key is not None:
                row = statement_label(statement)
                yield ComparedPlace.at(passage.place, one_line(passage.text), None, row, key.value)


def heading_numbers(report: BudgetReport) -> Iterator[CheckOutcome]:
    """Where the headings are numbered, the numbers are those of the form, or run on without a gap."""
    for statement in report.statements:
        matches = [_NUMBERED.match(part.heading) for part in statement.parts]
        numbers = [_NUMERALS.index(m["plain"] or m["bracket"]) if m else None for m in matches]
        if not any(number is not None for number in numbers):
            continue
        official = [list(PartKey).index(part.key) for part in statement.parts]
        wrong = []
        if numbers not in (official, list(range(len(numbers)))):
            wrong = [n for n, pair in enumerate(zip(numbers, official, strict=True)) if pair[0] != pair[1]]
        title = worded("statements.numbering.gap") if wrong else worded("statements.numbering")
        places = [heading_place(statement, statement.parts[n], statement.parts[n].key.value) for n in wrong]
        verdict = Verdict.DIFFERS if wrong else Verdict.EQUAL
        yield plain_result(statement_check(statement, "numbering", title), verdict, places)


def _bare_heading(text: str) -> str:
    return squeeze(text).rstrip("：:")


# ---- dates --------------------------------------------------------------------------------------------


def dates_exist(report: BudgetReport) -> Iterator[CheckOutcome]:
    """Every date in a statement exists, and no range of dates ends before it begins."""
    for statement in report.statements:
        proses = [part_prose(statement, part) for part in statement.parts]
        dates = [(prose, found) for prose in proses for found in find_dates(prose.text)]
        wrong = [
            (worded("statements.dates.none-such"), prose.around(d.start, d.end, 12, 12))
            for prose, d in dates
            if not d.exists
        ]
        for prose in proses:
            if prose.column != PartKey.PERIOD.value:
                spans = backward_ranges(prose.text)
                wrong += [
                    (worded("statements.dates.backward"), prose.place(start, end)) for start, end in spans
                ]
        for number, (title, place) in enumerate(wrong, 1):
            yield plain_result(
                statement_check(statement, "dates", title, str(number)), Verdict.DIFFERS, (place,)
            )
        if dates and not wrong:
            title = worded("statements.dates", n=len(dates))
            yield plain_result(statement_check(statement, "dates", title), Verdict.EQUAL, ())


def period_fits_the_year(report: BudgetReport) -> Iterator[CheckOutcome]:
    """实施周期 begins before it ends and has days of the budget year."""
    for statement in report.statements:
        part = statement.part(PartKey.PERIOD)
        if part is None:
            continue
        prose = part_prose(statement, part)
        if any(not found.exists for found in find_dates(prose.text)):
            continue  # reported by dates_exist
        period = statement.period
        if not prose.text:
            title, place = worded("statements.period.empty"), heading_place(statement, part, part.key.value)
            yield plain_result(statement_check(statement, "period", title), Verdict.UNKNOWN, (place,))
            continue
        place = prose.place(0, min(len(prose.text), 60))
        if period is None:
            title, verdict = worded("statements.period.unsaid"), Verdict.UNKNOWN
        elif period.start > period.end:
            title, verdict = worded("statements.period.backward"), Verdict.DIFFERS
        elif not period.start.year <= report.year <= period.end.year:
            title, verdict = worded("statements.period.outside", year=report.year), Verdict.DIFFERS
        else:
            title = worded("statements.period", year=report.year)
            verdict = Verdict.EQUAL
        yield plain_result(statement_check(statement, "period", title), verdict, (place,))


# ---- part 六 in itself --------------------------------------------------------------------------------


def amount_named_twice(report: BudgetReport) -> Iterator[CheckOutcome]:
    """The year's total printed more than once in 年度预算安排 is the same each time."""
    for statement, budget in stated_budgets(report):
        if len(budget.totals) < 2:
            continue
        first, *others = budget.totals
        last = others[-1]
        if 2 * last.amount.yuan == sum(m.amount.yuan for m in budget.totals):
            continue  # the last is the sum of those before it
        for number, other in enumerate(others, 1):
            check = statement_check(statement, "twice", worded("statements.twice"), str(number))
            yield compare_money(check, first, [other])


def sources_to_total(report: BudgetReport) -> Iterator[CheckOutcome]:
    """Fiscal and self-raised money add up to the printed total; what is stated of them is never more than it."""
    for statement, budget in stated_budgets(report):
        if budget.total is None or not (budget.fiscal or budget.own):
            continue
        if len({m.amount.yuan for m in budget.fiscal}) > 1 or len({m.amount.yuan for m in budget.own}) > 1:
            continue
        yield _sources(statement, budget, budget.total)


def _sources(statement: ReadStatement, budget: StatedBudget, total: Money) -> CheckOutcome:
    """The one amount of each source against the total; of a rest nobody can tell that no other source gives it."""
    sources = [*budget.fiscal[:1], *budget.own[:1]]
    rest = total.amount.yuan - sum(m.amount.yuan for m in sources)
    # What was not understood of the sources: words for another one, or an amount that is the very rest.
    unread = budget.other_source or any(
        m.role is MoneyRole.OTHER and m.amount.yuan == rest for m in budget.money
    )
    if rest == 0:
        title = worded("statements.sources")
    elif len(sources) == 2 and not unread:
        title = worded("statements.sources.both")
    elif rest < 0:
        title = worded("statements.sources.more")
    elif unread or any(m.role is MoneyRole.OTHER and not m.in_plan for m in budget.money):
        title = worded("statements.sources.unread")
    else:
        title = worded("statements.sources.less")
    check = statement_check(statement, "sources", title)
    if rest < 0 and len(sources) == 1:
        return compare_at_most(check, sources[0].term, total.term, unit_of([sources[0].term, total.term]))
    is_unsaid = title.code in ("statements.sources.less", "statements.sources.unread")
    return _unknown(check, total, sources) if is_unsaid else compare_money(check, total, sources)


def _unknown(check: Check, total: Money, parts: list[Money]) -> CheckOutcome:
    return replace(compare_money(check, total, parts), verdict=Verdict.UNKNOWN)


_LIST_BEGINS = re.compile(r"其中|用于(?:支付)?|包括")
_INCOMPLETE = re.compile(r"等|主要(?!用于)|部分|其余|剩余|另|结余|不少于|不低于|以上")
_SHARE_AFTER = re.compile(r"\s*[）)]?\s*的\s*\d")
_SHARE_BEFORE = re.compile(r"(?:即|(?<![合共总预])计)\s*$")


def named_parts_to_total(report: BudgetReport) -> Iterator[CheckOutcome]:
    """Named parts after 其中 or 用于 add up to the total; numbered blocks add up to the amount above them."""
    for statement, budget in stated_budgets(report):
        yield from _parts_of_total(statement, budget)
        yield from _parts_of_blocks(statement, budget)


def _parts_of_total(statement: ReadStatement, budget: StatedBudget) -> Iterator[CheckOutcome]:
    total = budget.total or (budget.source if not budget.totals else None)
    text = budget.prose.text
    if total is None:
        return
    begins = _LIST_BEGINS.search(text, total.end)
    if begins is None:
        return
    behind = [m for m in budget.money if m.start > begins.end() and not m.in_plan]
    items = [m for m in behind if m.role is MoneyRole.OTHER]
    if len(items) < 2:
        return
    stretch = text[begins.start() : items[-1].end]
    inner = _LIST_BEGINS.search(text, items[0].end, items[-1].end)
    if inner or any(_is_share(text, m) or is_other_money(text, m) for m in items) or "\n" in stretch:
        return
    check = statement_check(statement, "parts_sum", worded("statements.parts_sum"))
    result = compare_money(check, total, items)
    if result.verdict is Verdict.DIFFERS and (result.difference or 0) > 0:
        if _INCOMPLETE.search(text, begins.start()):
            return
        if "用于" not in begins.group():
            # 其中 may name some of the parts only.
            title = worded("statements.parts_sum.less")
            yield _unknown(statement_check(statement, "parts_sum", title), total, items)
            return
    yield result


def _is_share(text: str, money: Money) -> bool:
    return bool(_SHARE_AFTER.match(text, money.end) or _SHARE_BEFORE.search(text[: money.start]))


_BLOCK = re.compile(r"(?<![\d.])(?P<number>\d{1,2})(?:[.．](?:\s+|(?=[^\d\s]))|、)")
_BLOCK_AMOUNT = re.compile(r"(?:预算|经费|资金)?(?:金额|总额|合计|共计|预算|经费)(?:为|共|[:：])*\s*$")


def _parts_of_blocks(statement: ReadStatement, budget: StatedBudget) -> Iterator[CheckOutcome]:
    text = budget.prose.text
    starts: list[int] = []
    for found in _BLOCK.finditer(text):
        if int(found["number"]) == len(starts) + 1:
            starts.append(found.start())
    if len(starts) < 2:
        return
    for number, (start, end) in enumerate(pairwise([*starts, len(text)]), 1):
        inside = [m for m in budget.money if start <= m.start < end and not m.in_plan]
        if len(inside) < 3 or not _BLOCK_AMOUNT.search(text[start : inside[0].start]):
            continue
        stated, *items = inside
        words = text[stated.end : items[-1].end]
        if any(_is_share(text, m) or is_other_money(text, m) for m in items) or re.search(
            "其中|合计|共计", words
        ):
            continue
        title = worded("statements.parts_sum.block", n=number)
        check = statement_check(statement, "parts_sum", title, str(number))
        result = compare_money(check, stated, items)
        # Words such as 等 are part of the names of the items here; a list that says 主要 or 其余 may be incomplete.
        incomplete = re.search(r"主要|部分|其余|剩余|另", text[stated.end : end])
        if result.verdict is Verdict.DIFFERS and (result.difference or 0) > 0 and incomplete:
            continue
        yield result


# ---- between the parts --------------------------------------------------------------------------------


def amounts_between_parts(report: BudgetReport) -> Iterator[CheckOutcome]:
    """The year's budget stated in another part is the amount in 年度预算安排."""
    for statement, budget in stated_budgets(report):
        for part in statement.parts:
            if part.key is PartKey.BUDGET:
                continue
            plain = [m for m in money_of(statement, part, report.year) if _is_plain(m, part, report.year)]
            for number, money in enumerate(plain, 1):
                whole, about = _same_money(statement, budget, money)
                if not whole:
                    continue
                title = worded("statements.between", part=part.key.value)
                check = statement_check(statement, "between", title, f"{part.key.word}.{number}")
                terms = [money.term, *whole]
                yield compare_about(check, money.term, whole, unit_of(terms), about + about_of([money]))


def _is_plain(money: Money, part: ReadPart, year: int) -> bool:
    """Whether an amount in another part is certainly the project's money of the budget year."""
    if money.role is MoneyRole.OTHER:
        return False
    if money.says_year:
        return True
    passage = next((p.text for p in part.passages if money.amount.text in p.text), part.text)
    return not money.of_project_life and not names_other_time(passage, year)


def _same_money(statement: ReadStatement, budget: StatedBudget, money: Money) -> tuple[list[Term], Decimal]:
    """The terms of part 六 for the same money: the source, the total, both sources, or all instalments."""
    sources = {MoneyRole.FISCAL: budget.fiscal, MoneyRole.SELF_RAISED: budget.own}
    if money.role in sources:
        found = sources[money.role]
        alike = len({m.amount.yuan for m in found}) == 1
        return ([found[0].term], about_of(found[:1])) if alike else ([], Decimal(0))
    return money_of_the_year(statement, budget)


RULES: tuple[Callable[[BudgetReport], Iterator[CheckOutcome]], ...] = (
    seven_parts,
    parts_in_order,
    heading_numbers,
    dates_exist,
    period_fits_the_year,
    amount_named_twice,
    sources_to_total,
    named_parts_to_total,
    increments_to_total,
    percentages_to_hundred,
    amount_times_percentage,
    amounts_between_parts,
    *target_forms.RULES,
)
