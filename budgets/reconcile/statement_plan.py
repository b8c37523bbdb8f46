"""Kind 5, the spending plan of a project statement: increments, percentages, and shares of an amount."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise

from budgets.form.amounts import ProseAmount, Unit, find_amounts, printed_step
from budgets.form.terms import InstalmentKind, Verdict
from budgets.parsing.records import BudgetReport, ReadInstalment, ReadStatement
from budgets.reconcile.outcomes import CheckOutcome, ComparedPlace, Term
from budgets.reconcile.prose import Prose, part_prose
from budgets.reconcile.statement_money import (
    StatedBudget,
    about_of,
    plain_result,
    stated_budgets,
    statement_check,
    unit_of,
)
from budgets.reconcile.verdicts import compare_about, compare_hundred, compare_share
from budgets.reconcile.wording import worded


@dataclass(frozen=True)
class Step:
    """An instalment with its place, and its amount as a term."""

    instalment: ReadInstalment
    place: ComparedPlace
    amount: ProseAmount | None

    @property
    def term(self) -> Term | None:
        if self.amount is None:
            return None
        return Term(self.amount.yuan, self.amount.step, self.amount.unit, self.place)


_PROGRESS = re.compile(r"累计|达到|达\d|[末底前]|执行率|进度|(?:完成|执行|支出|使用)至|不低于|不少于|截")
_PERCENT = re.compile(r"(?<![\d.])\d++(?:\.\d++)?\s*[%％]")
_STEP_WORDS = re.compile(
    r"(?:预算|资金|经费|金额|总额|计划|预计|拟|执行|支付|支出|投入|完成|使用|安排|拨付|用款|付款|比例|进度|占比|约|占|为|率|计|共|的"
    r"|本?项目|年度|全年|达到|达|不低于|不少于|累计|[，,：:、。；;（()）\s\t])*"
)


def steps_of(statement: ReadStatement, budget: StatedBudget) -> list[Step]:
    """The instalments of part 六 as terms."""
    text, steps, at = budget.prose.text, [], 0
    for instalment in statement.amounts.instalments:
        start = text.find(instalment.text, at)
        start = start if start >= 0 else max(text.find(instalment.text), 0)
        # 每一季度使用6.75万元 is four steps in the same words.
        at = start
        amounts = [a for a in find_amounts(instalment.text) if a.yuan == instalment.amount]
        place = budget.prose.place(start, start + len(instalment.text))
        steps.append(Step(instalment, place, amounts[-1] if amounts else None))
    return steps


def _speaks_of_money(step: Step) -> bool:
    """Whether the step's percentage is of money: its words name nothing else (满意度, 完成率)."""
    words = step.instalment.text.removeprefix(step.instalment.label)
    words = _PERCENT.sub("", words)
    if step.amount is not None:
        words = words.replace(step.amount.text, "")
    return bool(_STEP_WORDS.fullmatch(words))


def kind_of_steps(steps: list[Step]) -> InstalmentKind | None:
    """Increments or progress; None where the steps are mixed.

    Percentages that only rise are progress if a word says so or if they end at 100.
    """
    kinds = {step.instalment.kind for step in steps}
    if kinds == {InstalmentKind.INCREMENT}:
        return InstalmentKind.INCREMENT
    if InstalmentKind.INCREMENT in kinds:
        return None
    said = any(_PROGRESS.search(step.instalment.text) for step in steps)
    percents = [step.instalment.percent for step in steps]
    if kinds == {InstalmentKind.CUMULATIVE} and not said and cover_the_year(steps) and percents[-1] != 100:
        return InstalmentKind.INCREMENT
    return InstalmentKind.CUMULATIVE


def cover_the_year(steps: list[Step]) -> bool:
    """Whether the steps cover all twelve months."""
    spans = [(s.instalment.start, s.instalment.end) for s in steps]
    months = [m for start, end in spans if start and end for m in range(start.month, end.month + 1)]
    return sorted(months) == list(range(1, 13))


def increments_to_total(report: BudgetReport) -> Iterator[CheckOutcome]:
    """What is spent quarter by quarter adds up to the total; progress so far is never added."""
    for statement, budget in stated_budgets(report):
        steps = steps_of(statement, budget)
        total = budget.total or (budget.source if not budget.totals else None)
        terms = [step.term for step in steps if step.term is not None]
        if total is None or len(terms) < 2 or len(terms) < len(steps):
            continue
        if kind_of_steps(steps) is not InstalmentKind.INCREMENT:
            continue
        about = about_of([total]) + about_of_steps(steps)
        unit = unit_of([total.term, *terms])
        check = statement_check(statement, "increments", worded("statements.increments"))
        result = compare_about(check, total.term, terms, unit, about)
        if (
            result.verdict is Verdict.DIFFERS
            and (result.difference or 0) > 0
            and not (cover_the_year(steps) or come_to_hundred(steps))
        ):
            continue  # the plan says nothing of the rest of the year
        yield result


def about_of_steps(steps: list[Step]) -> Decimal:
    """The sum of one unit of the last digit of each step printed with 约."""
    return sum((s.amount.step for s in steps if s.amount and s.amount.approximate), Decimal(0))


def come_to_hundred(steps: list[Step]) -> bool:
    """Whether the percentages of the steps come to 100."""
    percents = [s.instalment.percent for s in steps if s.instalment.percent is not None]
    return len(percents) == len(steps) and abs(sum(percents, Decimal(0)) - 100) <= Decimal(1)


def money_of_the_year(statement: ReadStatement, budget: StatedBudget) -> tuple[list[Term], Decimal]:
    """The year's money by part 六 (its total, both sources, or all instalments), and the difference that 约 allows."""
    if budget.total is not None:
        return [budget.total.term], about_of([budget.total])
    if budget.totals:
        return [], Decimal(0)
    both = [*budget.fiscal, *budget.own]
    if budget.fiscal and not budget.other_source and len(both) <= 2:
        return [m.term for m in both], about_of(both)
    steps = steps_of(statement, budget)
    terms = [step.term for step in steps if step.term is not None]
    whole = len(terms) == len(steps) and (cover_the_year(steps) or come_to_hundred(steps))
    if terms and whole and not both and kind_of_steps(steps) is InstalmentKind.INCREMENT:
        return terms, about_of_steps(steps)
    return [], Decimal(0)


def percentages_to_hundred(report: BudgetReport) -> Iterator[CheckOutcome]:
    """The percentages of what is spent quarter by quarter come to 100; progress so far never falls."""
    for statement, budget in stated_budgets(report):
        steps = steps_of(statement, budget)
        percents = [
            (step.instalment.percent, step.place) for step in steps if step.instalment.percent is not None
        ]
        if len(steps) < 2 or len(percents) < len(steps) or not all(_speaks_of_money(s) for s in steps):
            continue
        if kind_of_steps(steps) is InstalmentKind.INCREMENT:
            check = statement_check(statement, "percents", worded("statements.percents"))
            result = compare_hundred(check, percents, complete=cover_the_year(steps))
            if result.verdict is not Verdict.EQUAL:
                check = statement_check(statement, "percents", worded("statements.percents.other"))
            yield replace(result, wording=check.wording)
        elif kind_of_steps(steps) is InstalmentKind.CUMULATIVE:
            yield _progress(statement, steps)


def _progress(statement: ReadStatement, steps: list[Step]) -> CheckOutcome:
    values = [s.instalment.percent or Decimal(0) for s in steps]
    falls = any(after < before for before, after in pairwise(values)) or values[-1] > 100
    bounds = any(s.instalment.kind is InstalmentKind.LOWER_BOUND for s in steps)
    verdict = Verdict.EQUAL
    if falls:
        # 不低于80% and then 不低于40% is odd, but no contradiction.
        verdict = Verdict.UNKNOWN if bounds and values[-1] <= 100 else Verdict.DIFFERS
    title = worded("statements.percents.falling") if falls else worded("statements.percents.rising")
    check = statement_check(statement, "percents", title)
    return plain_result(check, verdict, (s.place for s in steps))


def amount_times_percentage(report: BudgetReport) -> Iterator[CheckOutcome]:
    """A step's amount is its percentage of the total; the same for shares printed as X的80%即Y."""
    for statement, budget in stated_budgets(report):
        yield from _step_shares(statement, budget)
        yield from _worded_shares(statement)


def _step_shares(statement: ReadStatement, budget: StatedBudget) -> Iterator[CheckOutcome]:
    steps = steps_of(statement, budget)
    total = budget.total or (budget.source if not budget.totals else None)
    terms = [step.term for step in steps if step.term is not None]
    about = about_of([total]) if total else about_of_steps(steps)
    whole: list[Term]
    if total is not None:
        whole = [total.term]
    elif (
        len(terms) == len(steps) > 1
        and kind_of_steps(steps) is InstalmentKind.INCREMENT
        and not budget.totals
    ) and (cover_the_year(steps) or come_to_hundred(steps)):
        whole = terms
    else:
        yield from _shares_of_one_whole(statement, steps)
        return
    for number, step in enumerate(steps, 1):
        percent, term = step.instalment.percent, step.term
        if percent is None or term is None or step.instalment.kind is InstalmentKind.LOWER_BOUND:
            continue
        if not _speaks_of_money(step):
            continue
        title = worded("statements.share", step=step.instalment.label, percent=str(percent))
        result = compare_share(
            statement_check(statement, "share", title, str(number)),
            percent,
            term,
            whole,
            unit_of([term, *whole]),
        )
        gap = abs(result.difference or Decimal(0)) * unit_of([term, *whole]).yuan
        allowed = about + (about_of_steps([step]) if total else Decimal(0))
        if result.verdict is Verdict.DIFFERS and gap <= allowed:
            result = replace(result, verdict=Verdict.UNKNOWN)
        yield result


def _shares_of_one_whole(statement: ReadStatement, steps: list[Step]) -> Iterator[CheckOutcome]:
    """Where no total is printed: each amount and its percentage allow a range of totals, and these ranges overlap."""
    both = [s for s in steps if s.amount and s.instalment.percent and _speaks_of_money(s)]
    if len(both) < 2 or any(s.amount and s.amount.approximate for s in both):
        return
    verdict = Verdict.DIFFERS
    for units, meaning in ((Decimal("0.5"), Verdict.EQUAL), (Decimal("0.75"), Verdict.ROUNDING)):
        wholes = [_wholes(step, units) for step in both]
        if max(low for low, _ in wholes) <= min(high for _, high in wholes):
            verdict = meaning
            break
    check = statement_check(statement, "share", worded("statements.share.each"))
    yield plain_result(check, verdict, (s.place for s in both))


def _wholes(step: Step, units: Decimal) -> tuple[Decimal, Decimal]:
    """The smallest and largest total that fit a printed amount and percentage, if both are off by so many units."""
    percent, amount = step.instalment.percent, step.amount
    assert percent is not None and amount is not None
    off = printed_step(percent, Unit.YUAN) * units
    least = (amount.yuan - amount.step * units) / (percent + off) * 100
    greatest = (
        (amount.yuan + amount.step * units) / (percent - off) * 100 if percent > off else Decimal("Infinity")
    )
    return least, greatest


# Looked for once in a run of digits: such a run may be long.
_NUMBER = r"(?<![\d,.])(?P<{0}>\d[\d,]*+(?:\.\d++)?)\s*(?P<{0}unit>亿元|万元|元|万)"
_WORDED = (
    re.compile(
        _NUMBER.format("base")
        + r"[）)]?\s*(?:的|[×xX*])\s*(?P<percent>\d+(?:\.\d+)?)\s*[%％]\s*(?:，?即(?:为)?|[=＝])\s*约?"
        + _NUMBER.format("part")
    ),
    re.compile(
        r"(?P<name>[\u4e00-\u9fff]{2,10})的\s*(?P<percent>\d+(?:\.\d+)?)\s*[%％]\s*，?即(?:为)?约?"
        + _NUMBER.format("part")
    ),
)


def _worded_shares(statement: ReadStatement) -> Iterator[CheckOutcome]:
    number = 0
    for part in statement.parts:
        prose = part_prose(statement, part)
        text = prose.text
        for pattern in _WORDED:
            for found in pattern.finditer(text):
                base = found if "base" in pattern.groupindex else _named_amount(text, found)
                if base is None:
                    continue
                number += 1
                whole = _worded_term(prose, base, "base")
                share = _worded_term(prose, found, "part", found.start())
                title = worded("statements.worded_share", words=share.place.text)
                check = statement_check(statement, "worded_share", title, str(number))
                percent = Decimal(found["percent"])
                yield compare_share(check, percent, share, [whole], unit_of([share, whole]))


def _named_amount(text: str, found: re.Match[str]) -> re.Match[str] | None:
    """The one amount printed right after a name: 委托业务费（3.9万元） … 委托业务费的20%."""
    name = re.sub(r"^(?:其中|和|及|与|由|将|把)", "", found["name"])
    pattern = re.compile(re.escape(name) + r"\s*[（(]?\s*" + _NUMBER.format("base"))
    matches = list(pattern.finditer(text))
    return matches[0] if len(matches) == 1 else None


def _worded_term(prose: Prose, found: re.Match[str], group: str, start: int | None = None) -> Term:
    amount = find_amounts(found[group] + found[f"{group}unit"].replace("万元", "万").replace("亿元", "亿"))[0]
    begin = found.start(group) if start is None else start
    return Term(amount.yuan, amount.step, amount.unit, prose.place(begin, found.end(f"{group}unit")))
