"""Kind 1, form: what the reader noticed of the document's own form while reading, told as findings.

A row that is printed twice is counted once, a code without its 0 is read with it, a table without its title is known by
its headings: what is read in another way than it is printed is told to everybody who sees the figures.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from budgets.form.spelling import one_line
from budgets.form.terms import Verdict
from budgets.parsing.records import BudgetReport, Issue
from budgets.reconcile.outcomes import CheckOutcome, ComparedPlace
from budgets.reconcile.verdicts import finding
from budgets.reconcile.wording import Wording, worded


@dataclass(frozen=True)
class _Told:
    """The sentence for an issue of the reader, and whether nobody can say that the document is wrong."""

    sentence: Wording
    unsure: bool = False


# A title or a unit may stand where the file cannot be read; a code may be one that the lists do not have.
_TOLD: Mapping[str, _Told] = {
    "cover-contradicts-body": _Told(worded("form.cover.body")),
    "cover-contradicts-year": _Told(worded("form.cover.year")),
    "code-misprinted": _Told(worded("form.printed.code"), unsure=True),
    "code-repeated": _Told(worded("form.repeated.amounts")),
    "code-zero-restored": _Told(worded("form.printed.zero")),
    "entry-repeated": _Told(worded("form.repeated.entry-amounts")),
    "line-repeated": _Told(worded("form.repeated.row")),
    "line-repeated.entry": _Told(worded("form.repeated.entry")),
    "page-astray": _Told(worded("form.printed.astray"), unsure=True),
    "table-repeated": _Told(worded("form.repeated.table")),
    "table-without-title": _Told(worded("form.printed.title"), unsure=True),
    "unit-contradicts": _Told(worded("form.printed.units")),
    "unit-missing": _Told(worded("form.printed.unit"), unsure=True),
}
_QUOTED = 80  # characters of a row
_MOST_PLACES = 20


def noticed_while_reading(report: BudgetReport) -> Iterator[CheckOutcome]:
    """Each oddity of the printed form that the reader noticed and read all the same; one check that agrees where none is."""
    found = [issue for issue in report.issues if issue.code in _TOLD]
    words = {line.place: line.text for line in report.lines} if found else {}
    for issues in _together(report, found):
        issue, told = issues[0], _TOLD[issues[0].code]
        title, code = told.sentence.with_more(**_parameters(issue)), _code(told.sentence.code, issue)
        if len(issues) > 1:
            title = worded("form.repeated.rows", n=_table_of(issue), count=len(issues))
            code = f"form.repeated.rows.t{_table_of(issue)}"
        verdict = Verdict.UNKNOWN if told.unsure else Verdict.DIFFERS
        yield finding(code, title, verdict, *(_place(each, words) for each in issues[:_MOST_PLACES]))
    if not found:
        yield finding("form.printed", worded("form.printed"), Verdict.EQUAL)


def _together(report: BudgetReport, found: Sequence[Issue]) -> Iterator[list[Issue]]:
    """The issues one by one; of rows that are printed again one below the other, all of them at once."""
    rows = [line.place for line in report.lines if _ROW.match(line.owner)] if found else []
    numbers = {place: number for number, place in enumerate(rows)}
    run: list[Issue] = []
    for issue in found:
        if run and not _follows(run[-1], issue, numbers):
            yield run
            run = []
        run.append(issue)
    if run:
        yield run


_ROW = re.compile(r"table \d+: line")
_REPEATED = ("line-repeated", "line-repeated.entry")


def _follows(issue: Issue, after: Issue, rows: Mapping[Any, int]) -> bool:
    """Whether two repeated rows of a table stand one below the other."""
    if issue.code not in _REPEATED or after.code not in _REPEATED or _table_of(issue) != _table_of(after):
        return False
    return issue.place in rows and rows.get(after.place) == rows[issue.place] + 1


def _place(issue: Issue, words: Mapping[Any, str]) -> ComparedPlace:
    text = one_line(words.get(issue.place, ""))[:_QUOTED]
    return ComparedPlace.at(issue.place, text, _table_of(issue))


def _parameters(issue: Issue) -> dict[str, str]:
    """What stands in the sentence; `tables` are numbers of tables in sentences of checks, here it is what they print."""
    return {"printed" if name == "tables" else name: str(each) for name, each in issue.parameters.items()}


def _table_of(issue: Issue) -> int | None:
    number = issue.parameters.get("n")
    return int(str(number)) if number is not None else None


def _code(sentence: str, issue: Issue) -> str:
    named = issue.parameters.get("code") or issue.parameters.get("name")
    table = _table_of(issue)
    return ".".join(str(part) for part in (sentence, f"t{table}" if table else "", named) if part)


RULES = (noticed_while_reading,)
