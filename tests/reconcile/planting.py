"""A fault planted in a printed text: the text is altered, read, parsed and checked anew, and what is new is told."""

import re
from functools import cache, lru_cache

from budgets.form.terms import Verdict
from budgets.parsing import parse_report
from budgets.parsing.records import BudgetReport
from budgets.readers.text import read_text
from budgets.reconcile import CheckOutcome, run_checks
from tests.conftest import SAMPLE
from tests.documents import short_form

TEXT = SAMPLE.read_text(encoding="utf-8")
SHORT = short_form(TEXT)  # for one check of the prose, where nobody asks what else there is
WRONG = (Verdict.DIFFERS, Verdict.UNKNOWN)


@lru_cache(maxsize=8)
def report_of(text: str) -> BudgetReport:
    """A document's text, read and parsed."""
    return parse_report(read_text(text.encode(), "document.txt"))


@lru_cache(maxsize=64)
def checks_of(text: str) -> dict[str, CheckOutcome]:
    """Every check of a document's text, by code."""
    return {check.code: check for check in run_checks(report_of(text))}


def altered(old: str, new: str, text: str = TEXT) -> str:
    """The text with one passage changed; it must stand there exactly once."""
    assert text.count(old) == 1, (text.count(old), old)
    return text.replace(old, new)


def plant(line: int, old: str, new: str, text: str = TEXT) -> str:
    """The text with the first such words of a line replaced; the line must have them."""
    lines = text.split("\n")
    assert old in lines[line - 1], lines[line - 1]
    lines[line - 1] = lines[line - 1].replace(old, new, 1)
    return "\n".join(lines)


def line_of(text: str, words: str) -> int:
    """The number of the line that holds the words."""
    return next(n for n, line in enumerate(text.split("\n"), 1) if words in line)


def new_findings(before: str, after: str) -> dict[str, CheckOutcome]:
    """What differs, or can no longer be checked, in the altered text and did not, or not with these sides, before."""
    known = _all_said(before)
    return {
        code: check
        for code, check in checks_of(after).items()
        if check.verdict in WRONG and _said(check) not in known
    }


@cache
def _all_said(text: str) -> set[tuple[object, ...]]:
    return {_said(check) for check in checks_of(text).values()}


def _said(check: CheckOutcome) -> tuple[object, ...]:
    """What a check says, without what only counts: the number at the end of its code, and the lines.

    In prose the quotation says it; what the row is called may hang on a name that was altered beside it.
    """
    rule = re.sub(r"[.#](?:entry-)?\d+$", "", check.code)
    places = tuple((p.table, p.row if p.table else "", p.column, p.text) for p in check.places)
    return rule, check.verdict, check.left, check.right, places


def names(check: CheckOutcome, line: int, words: str) -> bool:
    """Whether one of the places is the altered line and quotes the altered words."""
    return any(place.line == line and words in place.text for place in check.places)
