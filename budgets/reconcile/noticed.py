"""Kind 1, form: what the reader noticed of the document's own form while reading, told as findings.

A row that is printed twice is counted once, a code without its 0 is read with it, a table without its title is known by
its headings: what is read in another way than it is printed is told to everybody who sees the figures.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

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
    "table-repeated": _Told(worded("form.repeated.table")),
    "table-without-title": _Told(worded("form.printed.title"), unsure=True),
    "unit-contradicts": _Told(worded("form.printed.units")),
    "unit-missing": _Told(worded("form.printed.unit"), unsure=True),
}
_QUOTED = 80  # characters of a row


def noticed_while_reading(report: BudgetReport) -> Iterator[CheckOutcome]:
    """Each oddity of the printed form that the reader noticed and read all the same; one check that agrees where none is."""
    found = [issue for issue in report.issues if issue.code in _TOLD]
    words = {line.place: line.text for line in report.lines} if found else {}
    for issue in found:
        told = _TOLD[issue.code]
        title = told.sentence.with_more(**_parameters(issue))
        verdict = Verdict.UNKNOWN if told.unsure else Verdict.DIFFERS
        text = one_line(words.get(issue.place, ""))[:_QUOTED]
        place = ComparedPlace.at(issue.place, text, _table_of(issue))
        yield finding(_code(told.sentence.code, issue), title, verdict, place)
    if not found:
        yield finding("form.printed", worded("form.printed"), Verdict.EQUAL)


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
