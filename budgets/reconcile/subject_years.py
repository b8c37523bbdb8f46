"""Kind 4, years: what a sentence of the budget's own money, targets or assets says it is of; last year's was left standing.

Only where the template has the budget's year (or, for what is in use, the year before): 2026年，某局收入预算…万元. A sentence
about another year is history where the same note has one about the budget's, too.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from budgets.form.terms import Nature, PartKey, SectionKey, Topic, Verdict
from budgets.parsing.records import BudgetReport, ReadPassage, ReadStatement
from budgets.reconcile.headings_and_notes import notes_of_table
from budgets.reconcile.outcomes import CheckOutcome, ComparedPlace
from budgets.reconcile.prose import Prose, part_prose
from budgets.reconcile.stated import AMOUNT_IN_WORDS
from budgets.reconcile.statement_money import plain_result, statement_check
from budgets.reconcile.verdicts import finding
from budgets.reconcile.wording import worded

_YEAR = r"(?P<year>20\d\d)\s*年度?"
_BODY = r"[^，。；：:\d]{0,40}?"  # 某局（部门）下属 · 本部门
_TO_AMOUNT = rf"[^，。；：:\d]{{0,14}}?{AMOUNT_IN_WORDS}"
# What a passage says first, by what it is about; the numbers in it are those of the budget.
_OF_THE_NARRATIVE = (
    ("income", re.compile(rf"^\s*{_YEAR}，?{_BODY}收入预算{_TO_AMOUNT}")),
    ("expenditure", re.compile(rf"^\s*{_YEAR}，?{_BODY}支出预算{_TO_AMOUNT}")),
)
_PUBLIC, _PROCUREMENT, _OPERATING = '[“"「]?三公[”"」]?经费', "政府采购", "机关运行经费"
_NOTE = rf"^\s*(?:[一二三四五六七八九十]+、)?\s*{_YEAR}，?{_BODY}"
_OF_THE_NOTES = (
    ("three-public", re.compile(rf"{_NOTE}{_PUBLIC}(?:预算情况说明|预算情况|{_TO_AMOUNT})")),
    ("operating", re.compile(rf"{_NOTE}{_OPERATING}(?:预算情况|{_TO_AMOUNT})")),
    ("procurement", re.compile(rf"{_NOTE}(?:面向中小企业预留)?{_PROCUREMENT}(?:预算情况|{_TO_AMOUNT})")),
    (
        "targets",
        re.compile(
            rf"(?<!\d){_YEAR}，?(?:本(?:部门|单位))?(?:部门|单位|预算|项目|支出|整体)*(?:绩效目标(?:编报|编制|申报|填报|设置)|编报绩效目标)"
        ),
    ),
    ("purchases", re.compile(rf"^\s*{_YEAR}(?:部门|单位)?预算安排购置")),
)
_MOST_PLACES = 20


@dataclass(frozen=True)
class _Subject:
    """A year that a sentence says it is of: what about, and where."""

    about: str
    year: int
    place: ComparedPlace
    beside: bool  # whether the same passage names the budget's year, too


def years_of_subjects(report: BudgetReport) -> Iterator[CheckOutcome]:
    """The sentences that state the budget's own money and targets are about the budget's year."""
    found = list(_subjects(report))
    own = {subject.about for subject in found if subject.year == report.year}
    wrong: dict[tuple[str, int], list[_Subject]] = {}
    for subject in found:
        if subject.year != report.year and subject.about not in own:
            wrong.setdefault((subject.about, subject.year), []).append(subject)
    for (about, other), subjects in wrong.items():
        title = worded("narrative.subject.other", year=report.year, other=other)
        verdict = Verdict.UNKNOWN if all(each.beside for each in subjects) else Verdict.DIFFERS
        places = (each.place for each in subjects[:_MOST_PLACES])
        yield finding(f"narrative.subject.{about}", title, verdict, *places)
    if found and not wrong:
        title = worded("narrative.subject", year=report.year)
        yield finding("narrative.subject", title, Verdict.EQUAL)


def _subjects(report: BudgetReport) -> Iterator[_Subject]:
    for section in report.sections:
        patterns = {SectionKey.NARRATIVE: _OF_THE_NARRATIVE, SectionKey.OTHER_NOTES: _OF_THE_NOTES}
        prose = Prose(section.key.word, section.key.value, "", section.passages)
        for start, passage in zip(prose.starts, section.passages, strict=True):
            for about, pattern in patterns.get(section.key, ()):
                if found := pattern.search(passage.text):
                    begin, end = start + found.start("year"), start + found.end()
                    beside = f"{report.year}年" in passage.text[found.end("year") :]
                    yield _Subject(about, int(found["year"]), prose.around(begin, end, after=0), beside)


# ---- the notes under empty tables ----------------------------------------------------------------------

_NOTHING = re.compile(rf"(?<!\d){_YEAR}[^，。；\d]{{0,12}}?(?:无|没有|未安排|不涉及)")


def years_of_notes(report: BudgetReport) -> Iterator[CheckOutcome]:
    """The note under an empty table says of the budget's year that there is nothing."""
    for table in report.tables:
        n = table.table.number
        for note in notes_of_table(report, n):
            found = _NOTHING.search(note.text)
            if found and table.is_empty and int(found["year"]) != report.year:
                title = worded("form.note.year", n=n, year=report.year, other=found["year"])
                yield finding(f"form.note-year.t{n}", title, Verdict.DIFFERS, note)


# ---- assets --------------------------------------------------------------------------------------------

_OF_THE_FORM = (8, 31)  # the day that the template has, in the year before


def dates_of_assets(report: BudgetReport) -> Iterator[CheckOutcome]:
    """What is in use is that of a day before the budget: by the template the 31st of August of the year before."""
    fact = next((f for f in report.facts if f.topic is Topic.ASSETS and f.as_of is not None), None)
    passage = fact and _passage_at(report, fact.place)
    if fact is None or fact.as_of is None or passage is None:
        return
    before, day = report.year - 1, (fact.as_of.month, fact.as_of.day)
    other = fact.as_of.year
    wrong = other > report.year or (day == _OF_THE_FORM and other != before)
    begin = max(passage.text.find("截"), 0)
    place = ComparedPlace.at(passage.place, passage.text[begin : begin + _QUOTED], row=fact.topic.value)
    if wrong:
        title = worded("narrative.as-of.other", before=before, other=other)
        yield finding("narrative.as-of.other", title, Verdict.DIFFERS, place)
    elif other == before:
        yield finding("narrative.as-of", worded("narrative.as-of", before=before), Verdict.EQUAL)


_QUOTED = 14  # signs: 截至2025年8月31日


def _passage_at(report: BudgetReport, at: object) -> ReadPassage | None:
    return next((p for s in report.sections for p in s.passages if p.place == at), None)


# ---- part 六 of a statement ----------------------------------------------------------------------------

_PLANNED = re.compile(
    rf"(?<!\d){_YEAR}(?!\d*月)(?P<words>[^，。；：:\d]{{0,20}}?(?:预算|安排|申请|投入|资金|经费)[^，。；：:\d]{{0,10}}?){AMOUNT_IN_WORDS}"
)
_DONE = re.compile(r"已|执行|完成|下达|支出|结[转余]|决算|批复|核[定减增]|调整|追加|实际|合同|截[至止]|尾款")
_PLANS = re.compile(r"计划|拟|预计|申请")
_ANY_YEAR = re.compile(r"(?<!\d)20\d\d(?=\s*(?:年|[-—–~～至到.]))")
_THIS_YEAR = re.compile(r"本年|当年|今年|全年|年度预算")


def years_of_statements(report: BudgetReport) -> Iterator[CheckOutcome]:
    """年度预算安排 names the money of the budget's year, not that of another year alone."""
    for statement in report.statements:
        part = statement.part(PartKey.BUDGET)
        if part is not None and statement.amounts.nature is not Nature.STATED:
            yield from _year_of(report, statement, part_prose(statement, part))


def _year_of(report: BudgetReport, statement: ReadStatement, prose: Prose) -> Iterator[CheckOutcome]:
    years = {int(year) for year in _ANY_YEAR.findall(prose.text)}
    found = list(_PLANNED.finditer(prose.text))
    if len(years) != 1 or report.year in years or len(found) != 1 or _THIS_YEAR.search(prose.text):
        return
    (stated,) = found
    if _DONE.search(stated["words"]):
        return
    # A plan of a year that is over is no plan; what was given then may be told of.
    verdict = Verdict.DIFFERS if _PLANS.search(stated["words"]) else Verdict.UNKNOWN
    title = worded("statements.year.other", year=report.year, other=stated["year"])
    check = statement_check(statement, "year", title)
    yield plain_result(check, verdict, (prose.place(*stated.span()),))


RULES = (years_of_subjects, years_of_notes, dates_of_assets, years_of_statements)
