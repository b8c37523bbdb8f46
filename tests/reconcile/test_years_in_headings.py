"""A column heading of another year than the document's."""

import pytest

from budgets.form.terms import Verdict
from budgets.reconcile import CheckOutcome
from tests.reconcile.planting import TEXT, checks_of, line_of

HEADING = "“三公”经费预算数\t"  # over the columns of table 9


def found(heading: str) -> list[CheckOutcome]:
    assert TEXT.count(f"\n{HEADING}") == 1
    checks = checks_of(TEXT.replace(f"\n{HEADING}", f"\n{heading}"))
    return [check for code, check in checks.items() if code.startswith("form.year-heading")]


def test_last_years_heading_differs() -> None:
    (check,) = found("2024年“三公”经费预算数\t")
    assert check.verdict is Verdict.DIFFERS
    assert [place.line for place in check.places] == [line_of(TEXT, HEADING)]


def test_this_years_heading_agrees() -> None:
    assert [check.verdict for check in found("2025年“三公”经费预算数\t")] == [Verdict.EQUAL]


@pytest.mark.parametrize(
    "heading", ["2024年“三公”经费执行数\t", HEADING, "“三公”经费预算数（2024年12月31日）\t"]
)
def test_other_figures_of_another_year_and_days_are_no_slip(heading: str) -> None:
    assert [check for check in found(heading) if check.verdict is not Verdict.EQUAL] == []
