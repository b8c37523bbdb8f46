"""Kind 4, years: a budget is compared with the year before it; an older year, or its own, was left standing."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from budgets.form.terms import SectionKey, Verdict
from budgets.parsing.records import BudgetReport
from budgets.reconcile.outcomes import CheckOutcome, ComparedPlace
from budgets.reconcile.prose import Prose
from budgets.reconcile.stated import AMOUNT_IN_WORDS
from budgets.reconcile.verdicts import finding
from budgets.reconcile.wording import Wording, worded

_YEAR = r"20\d\d"
_BUDGET, _OUTTURN = "预算数?", "(?:预算)?执行数"
# 比2024年（上一年度，下同）预算 · 与2024年预算执行数 · 较2024年度年初预算数
# but neither 合同2023年预算 nor 2024年决算与2023年预算的说明
_MOVES = "增加|减少|增长|下降|上升|降低|提高|持平"
_BASE = rf"(?P<year>{_YEAR})年度?(?:[（(][^）)\n]*[）)])?(?:年初|当年)?(?:{_OUTTURN}|决算数?|{_BUDGET})"
_COMPARED = re.compile(
    rf"(?:比(?=20)|(?:[与较]|(?<!合)同)(?=20[^，。；\n]{{0,40}}?(?:相比|{_MOVES}))){_BASE}(?:相比)?(?:{_MOVES})*"
)
# 2023年当年预算执行数为60.13万元 · 2023年度预算65.69万元
_STATED = re.compile(
    rf"(?<![比与较同\d])(?P<year>{_YEAR})年度?(?:当年)?(?:(?P<outturn>{_OUTTURN})|{_BUDGET}(?:安排)?)为?{AMOUNT_IN_WORDS}"
)
_ANY_YEAR = re.compile(rf"(?<!\d){_YEAR}(?=年)")
_SECTIONS = (SectionKey.NARRATIVE, SectionKey.OTHER_NOTES)
# One amount that is compared twice: 比2024年预算增加5万元，比2022年决算增加8万元
_COMPARED_BEFORE = re.compile(rf"(?:{_MOVES})(?:{AMOUNT_IN_WORDS}|[\d.]+\s*[%％])?[，、和及并]*$")
# What a sentence may be about that is neither the budget nor an item of the list: a project, last year, some years.
# 项目支出 is a column of the budget, and what is quoted is the name of an item.
_QUOTED = re.compile(r"[“「『\"][^”」』\"\n]*[”」』\"]")
_OF_ANOTHER = re.compile(r"项目(?!支出)|工程|规划|合同|结转|上年|去年|上一年(?!度，下同)|以来")
_DONE = re.compile(r"项目(?!支出)|工程|规划|合同|结转|已|完成|完毕|以内")  # 2023年预算100万元项目已完成
_CLAUSE_END = re.compile(r"[，。；\n]|$")


def compared_years(report: BudgetReport) -> Iterator[CheckOutcome]:
    """Changes are stated against the year before the budget's, and the amounts beside the budget are that year's."""
    found = list(_compared(report))
    wrong = [each for each in found if each.year != report.year - 1]
    known = {"year": report.year, "before": report.year - 1}
    if len(wrong) > 1 and len(wrong) == len(found) and len({each.year for each in wrong}) == 1:
        # One other year throughout is one slip: perhaps the year of the budget itself.
        title = worded("narrative.year.all", **known, other=wrong[0].year, count=len(wrong))
        places = (each.place for each in wrong[:_MOST_PLACES])
        yield finding("narrative.year.all", title, Verdict.DIFFERS, *places)
    else:
        for n, each in enumerate(wrong, 1):
            title = each.said.with_more(
                year=str(report.year), before=str(report.year - 1), other=str(each.year)
            )
            yield finding(f"narrative.year.{each.prose}.{n}", title, Verdict.DIFFERS, each.place)
    if found and not wrong:
        yield finding("narrative.year", worded("narrative.year", **known), Verdict.EQUAL)


_MOST_PLACES = 20


@dataclass(frozen=True)
class _Compared:
    """A year beside the budget's: its words, and the code of what is said where it is not the year before."""

    place: ComparedPlace
    year: int
    said: Wording
    prose: str


def _compared(report: BudgetReport) -> Iterator[_Compared]:
    for section in report.sections:
        if section.key in _SECTIONS:
            prose = Prose(section.key.word, section.key.value, "", section.passages)
            for start, end, year, said in _years(prose, report.year, section.key):
                yield _Compared(prose.around(start, end), year, said, prose.code)


def _years(prose: Prose, year: int, section: SectionKey) -> Iterator[tuple[int, int, int, Wording]]:
    """Each year that must be the year before the budget's: its words, the year, and the code of what is said of them."""
    for found in _COMPARED.finditer(prose.text):
        closed = (
            "决算" in found[0] and int(found["year"]) < year
        )  # an outturn of any year may be looked back on
        if (
            not closed
            and not _is_of_older_years(prose.text, found, year)
            and not _is_of_another(prose.text, found)
        ):
            yield *found.span(), int(found["year"]), worded("narrative.year.compared")
    if section is SectionKey.NARRATIVE:
        yield from _years_beside(prose, year)


def _is_of_another(text: str, found: re.Match[str]) -> bool:
    """Whether the sentence of a year is about a project, or last year, and not about the budget or an item."""
    begin = max(text.rfind(sign, 0, found.start()) for sign in "\n。；") + 1
    before = _QUOTED.sub("", text[begin : found.start()])
    end = _CLAUSE_END.search(text, found.end())
    after = text[found.end() : end.start() if end else len(text)]
    return bool(_OF_ANOTHER.search(before) or _DONE.search(after))


def _is_of_older_years(text: str, found: re.Match[str], year: int) -> bool:
    """Whether a comparison is not of the budget with a year: the sentence is about an older year, or compares twice."""
    begin = max(text.rfind(sign, 0, found.start()) for sign in "\n。") + 1
    before = text[begin : found.start()]
    years = [int(each.group()) for each in _ANY_YEAR.finditer(before)]
    other = int(found["year"])
    if years and other < years[-1] < year:
        return not _STATED.search(before)
    return bool(_COMPARED_BEFORE.search(before)) and f"{year - 1}年" in before


def _years_beside(prose: Prose, year: int) -> Iterator[tuple[int, int, int, Wording]]:
    """The years of amounts that stand beside the budget's own: of each kind one, unless several years are listed."""
    for start, passage in zip(prose.starts, prose.passages, strict=True):
        stated = list(_STATED.finditer(prose.text, start, start + len(passage.text)))
        for kind in (True, False):
            own = [each for each in stated if bool(each["outturn"]) is kind]
            others = [each for each in own if int(each["year"]) != year or kind]
            if len(others) == 1 and not _is_of_another(
                prose.text, others[0]
            ):  # a row of years is no comparison
                (each,) = others
                said = worded("narrative.year.outturn") if kind else worded("narrative.year.budget")
                yield *each.span(), int(each["year"]), said


RULES = (compared_years,)
