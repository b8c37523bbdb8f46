"""Slips of a document's form, planted as data (slips.json): each is found at its line, and both sides are quoted."""

from functools import lru_cache

import pytest

from budgets.form.terms import Verdict
from budgets.parsing import parse_report
from budgets.parsing.records import BudgetReport
from budgets.readers.text import read_text
from budgets.reading import read
from budgets.reconcile import CheckOutcome, run_checks
from tests.documents import needs_documents, said
from tests.reconcile.slips import Slip, slips
from tests.trials import trials

pytestmark = needs_documents
KINDS = (
    "cut-at-edge",
    "department-unit-word",
    "last-years-table",
    "other-fund-note",
    "personnel-running",
    "times-10000",
)
WRONG = {"differs": Verdict.DIFFERS, "unknown": Verdict.UNKNOWN}


@lru_cache(maxsize=4)
def report_of(text: str) -> BudgetReport:
    return parse_report(read_text(text.encode(), "d.txt"))


@lru_cache(maxsize=4)
def checks_of(text: str) -> tuple[CheckOutcome, ...]:
    return run_checks(report_of(text))


def words_of(check: CheckOutcome) -> str:
    """The sentence of a finding and what its places quote, without white space."""
    return "".join((said(check) + "".join(place.text for place in check.places)).split())


def is_found(slip: Slip) -> bool:
    """Whether a finding that was not there before stands at the planted line and quotes every side."""
    text = slip.planted()
    known = {(check.code, words_of(check)) for check in checks_of(slip.text())}
    lines = {n for n, line in enumerate(text.split("\n"), 1) if slip.line_words in line}
    return any(
        check.verdict is WRONG[slip.expect]
        and (check.code, words_of(check)) not in known
        and any(place.line in lines for place in check.places)
        and all("".join(side.split()) in words_of(check) for side in slip.sides)
        for check in checks_of(text)
    )


def is_found_in_pdf(slip: Slip) -> bool:
    """Whether a finding of an empty page, or of words that an edge cuts, stands at the page and quotes what is seen."""
    page = dict(slip.pdf)["page"]
    return any(
        check.code.startswith(("form.empty-page.", "form.cut."))
        and check.verdict is WRONG[slip.expect]
        and any(place.page == page for place in check.places)
        and all("".join(side.split()) in words_of(check) for side in slip.sides)
        for check in read(slip.planted_pdf(), "d.pdf").checks
    )


@pytest.mark.parametrize("kind", ["empty-page", "cut-at-edge"])
@pytest.mark.long
def test_slips_of_pages_are_found(kind: str) -> None:
    planted = [slip for slip in slips() if slip.kind == kind and slip.pdf]
    tried = sorted(planted, key=lambda slip: slip.document, reverse=True)[: trials(1, len(planted))]
    missed = [slip.why for slip in tried if not is_found_in_pdf(slip)]
    assert not missed


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.long
def test_slips_are_found(kind: str) -> None:
    planted = [slip for slip in slips() if slip.kind == kind and not slip.pdf]
    tried = sorted(planted, key=lambda slip: slip.document)[: trials(2, len(planted))]
    missed = [slip.why for slip in tried if not is_found(slip)]
    assert len(missed) <= len(tried) * 0.05, missed
