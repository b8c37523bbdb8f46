"""Kind 5, performance target forms: their sums of money, their dates, and the project statement of the same project."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise

from budgets.form.amounts import Unit, is_amount, last_digit, parse_amount
from budgets.form.spelling import same_brackets
from budgets.form.terms import CheckKind, PartKey, SectionKey, Verdict
from budgets.parsing.records import BudgetReport, ReadPassage, ReadStatement
from budgets.reconcile.outcomes import Check, CheckOutcome, ComparedPlace, Term
from budgets.reconcile.prose import statement_label
from budgets.reconcile.statement_money import plain_result, stated_budget, unit_of
from budgets.reconcile.statement_plan import money_of_the_year
from budgets.reconcile.verdicts import compare_about, equal_if
from budgets.reconcile.wording import Wording, added, worded

_FORM_TITLE = re.compile(r"项目名称")
_FORM_UNIT = re.compile(r"项目资金\s*[（(]\s*(?P<unit>元|万元)\s*[）)]")
_YEARS_MONEY = "年度资金申请总额"
# Each printed sum of the form with what it consists of.
_FORM_SUMS = (
    ("project", "项目资金总额", ("财政资金", "其他资金")),
    ("year", _YEARS_MONEY, ("当年财政拨款", "上年结转资金", "其他资金")),
)
_FORM_DATES = ("计划开始日期", "计划完成日期")
_DATE = re.compile(r"(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})日?")


@dataclass(frozen=True)
class TargetForm:
    """One form: its number in the document, the project's name, and its rows."""

    number: int
    name: str
    rows: tuple[ReadPassage, ...]

    def check(self, code: str, title: Wording) -> Check:
        """The code, kind and title of a check of this form."""
        code = f"statements.form.f{self.number}.{code}"
        wording = title.with_more(form=self.name)
        return Check(code, CheckKind.STATEMENTS, wording)

    def pairs(self) -> Iterator[tuple[str, str, ReadPassage]]:
        """Each label with the cell after it, and their row."""
        for row in self.rows:
            cells = [cell.strip() for cell in row.text.split("\t") if cell.strip()]
            for label, text in pairwise(cells):
                yield re.sub(r"^其中[：:]", "", label), text, row

    def place(self, label: str, text: str, row: ReadPassage) -> ComparedPlace:
        """The place of one cell."""
        return ComparedPlace.at(row.place, text, None, self.name, label)

    @property
    def unit(self) -> Unit:
        """The unit of its money."""
        found = next((m for row in self.rows if (m := _FORM_UNIT.search(row.text))), None)
        return Unit(found["unit"]) if found else Unit.YUAN

    @property
    def amounts(self) -> list[tuple[str, Term]]:
        """Each amount with the label in the cell before it."""
        found = []
        for label, text, row in self.pairs():
            yuan = parse_amount(text, self.unit) if is_amount(text) else None
            if yuan is not None:
                place = self.place(label, text, row)
                found.append((label, Term(yuan, last_digit(text, self.unit), self.unit, place)))
        return found

    @property
    def year_money(self) -> Term | None:
        """The amount requested for the year; None unless it is printed exactly once."""
        printed = [term for label, term in self.amounts if label == _YEARS_MONEY]
        return printed[0] if len(printed) == 1 else None

    @property
    def dates(self) -> list[tuple[date | None, ComparedPlace]]:
        """The first and the last day with their places; None for a day that does not exist."""
        return [
            (_date(*(int(number) for number in found.groups())), self.place(label, text, row))
            for label, text, row in self.pairs()
            if label in _FORM_DATES and (found := _DATE.fullmatch(text))
        ]


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def forms_of(report: BudgetReport) -> list[TargetForm]:
    """The performance target forms of a document."""
    section = next((s for s in report.sections if s.key is SectionKey.TARGET_FORMS), None)
    passages = section.passages if section else ()
    starts = [n for n, passage in enumerate(passages) if _FORM_TITLE.match(passage.text.strip())]
    forms = []
    for number, (start, end) in enumerate(pairwise([*starts, len(passages)]), 1):
        cells = [cell.strip() for cell in passages[start].text.split("\t") if cell.strip()]
        name = cells[1] if len(cells) > 1 else f"第{number}张"
        forms.append(TargetForm(number, name, passages[start:end]))
    return forms


def sums_of_forms(report: BudgetReport) -> Iterator[CheckOutcome]:
    """In each performance target form the money of the project and of the year is the sum of its sources."""
    for form in forms_of(report):
        printed = form.amounts
        for code, whole, sources in _FORM_SUMS:
            # 其他资金 is printed twice: the project's in the first column, the year's in the last.
            total = [t for label, t in printed if label == whole]
            terms = [t for label, t in printed if label in sources[:-1]]
            other = [t for label, t in printed if label == sources[-1]]
            if len(total) == 1 and len(terms) == len(sources) - 1 and len(other) == 2:
                title = worded("statements.form", whole=whole, parts=added(sources))
                check = form.check(code, title)
                parts = [*terms, other[0] if code == "project" else other[1]]
                yield compare_about(check, total[0], parts, form.unit, Decimal(0))


def dates_of_forms(report: BudgetReport) -> Iterator[CheckOutcome]:
    """The first and the last day of a form exist, are in order, and include days of the budget year."""
    for form in forms_of(report):
        dates = form.dates
        if len(dates) != len(_FORM_DATES):
            continue
        start, end = (day for day, _place in dates)
        if start is None or end is None:
            title, verdict = worded("statements.form.dates-none-such"), Verdict.DIFFERS
        elif start > end:
            title, verdict = worded("statements.form.dates-backward"), Verdict.DIFFERS
        elif not start.year <= report.year <= end.year:
            title, verdict = worded("statements.form.dates-outside", year=report.year), Verdict.DIFFERS
        else:
            title = worded("statements.form.dates", year=report.year)
            verdict = Verdict.EQUAL
        yield plain_result(form.check("dates", title), verdict, (place for _day, place in dates))


# ---- the statement of the same project ----------------------------------------------------------------

_SHORTEST_TARGET = 30  # signs; a shorter target (详见绩效目标表) names no project


def forms_and_statements(report: BudgetReport) -> Iterator[CheckOutcome]:
    """The form and the statement of one project name the same money of the year and the same period."""
    forms = forms_of(report)
    for statement in report.statements:
        same = [form for form in forms if _of_one_project(statement, form)]
        if len(same) == 1:
            yield from _same_money(report, statement, same[0])
            yield from _same_period(statement, same[0])


def _of_one_project(statement: ReadStatement, form: TargetForm) -> bool:
    """Whether both have the same name, or the form quotes the statement's target word for word."""
    if statement.name and same_brackets(statement.name) == same_brackets(form.name):
        return True
    part = statement.part(PartKey.PERFORMANCE_TARGET)
    target = same_brackets(part.text) if part else ""
    return len(target) >= _SHORTEST_TARGET and target in same_brackets("".join(row.text for row in form.rows))


def _same_money(report: BudgetReport, statement: ReadStatement, form: TargetForm) -> Iterator[CheckOutcome]:
    budget = stated_budget(statement, report.year)
    stated, about = money_of_the_year(statement, budget) if budget else ([], Decimal(0))
    printed = form.year_money
    if stated and printed is not None:
        title = worded("statements.form.statement", money=_YEARS_MONEY, statement=statement_label(statement))
        unit = unit_of([printed, *stated])
        yield compare_about(form.check("statement", title), printed, stated, unit, about)


def _same_period(statement: ReadStatement, form: TargetForm) -> Iterator[CheckOutcome]:
    period, part, dates = statement.period, statement.part(PartKey.PERIOD), form.dates
    if period is None or part is None or len(dates) != len(_FORM_DATES):
        return
    holds = [day for day, _place in dates] == [period.start, period.end]
    title = worded("statements.form.period", statement=statement_label(statement))
    if not holds:
        title = worded("statements.form.period-other", statement=statement_label(statement))
    first = part.passages[0]
    here = ComparedPlace.at(first.place, period.text, None, statement_label(statement), part.key.value)
    places = (*(place for _day, place in dates), here)
    yield plain_result(form.check("period", title), equal_if(holds), places)


RULES = (sums_of_forms, dates_of_forms, forms_and_statements)
