"""Planted faults: the bundled document's text altered, read and parsed anew, and what the checks then say."""

from functools import cache
from io import BytesIO

from budgets.parsing import parse_report
from budgets.readers import read_document
from budgets.reconcile import CheckResult, run_checks
from budgets.reconcile.verdicts import ComparedPlace
from budgets.vocabulary import CheckKind, Verdict
from tests.conftest import SAMPLE

TEXT = SAMPLE.read_text(encoding="utf-8")


@cache
def checks_of(text: str) -> dict[str, CheckResult]:
    """Every check of a document's text, by code."""
    return {c.code: c for c in run_checks(parse_report(read_document(BytesIO(text.encode()), "x.txt")))}


def altered(old: str, new: str, text: str = TEXT) -> str:
    """The text with one passage changed; it must stand there exactly once."""
    assert text.count(old) == 1, (text.count(old), old)
    return text.replace(old, new)


def new_findings(before: str, after: str, *kinds: CheckKind) -> dict[str, CheckResult]:
    """The checks that differ (or can no longer be made) in the altered text and did not before."""
    old = checks_of(before)
    return {
        code: check
        for code, check in checks_of(after).items()
        if check.verdict in (Verdict.DIFFERS, Verdict.UNKNOWN)
        and (code not in old or old[code].verdict is not check.verdict)
        and (not kinds or check.kind in kinds)
    }


def names(check: CheckResult, line: int, words: str) -> bool:
    """Whether one of the places is the altered line and quotes the altered words."""
    return any(_is(place, line, words) for place in check.places)


def _is(place: ComparedPlace, line: int, words: str) -> bool:
    return place.line == line and words in place.text


def line_of(text: str, words: str) -> int:
    """The number of the line that holds the words."""
    return next(n for n, line in enumerate(text.split("\n"), 1) if words in line)
