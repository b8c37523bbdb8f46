"""A table that prints the figures of the year before, where that budget is at hand."""

from decimal import Decimal
from functools import cache

import pytest

from budgets.form.tables import Role
from budgets.form.terms import Verdict
from budgets.parsing.records import BudgetReport
from budgets.reconcile import CheckOutcome, with_year_before
from budgets.reconcile.last_year import YearBefore, year_before
from tests.documents import needs_documents, said
from tests.reconcile.planting import report_of
from tests.reconcile.slips import Slip, path_of, slips
from tests.trials import trials

pytestmark = needs_documents
COPIED = [slip for slip in slips() if slip.copied] if path_of("putuo-wanli-2024-bumen").is_file() else []


@cache
def before_of(document: str) -> YearBefore:
    return year_before(report_of(path_of(document).read_text(encoding="utf-8")))


def found(report: BudgetReport, before: YearBefore) -> list[CheckOutcome]:
    return [
        check for check in with_year_before(report, (), before) if check.code.startswith("form.last-year")
    ]


@pytest.mark.parametrize("slip", trials(COPIED[:1], COPIED), ids=lambda slip: slip.why)
def test_a_table_of_the_year_before_is_named_with_its_year(slip: Slip) -> None:
    """A table whose rows are last year's: the finding stands at its title and says of which year they are."""
    (check,) = found(report_of(slip.planted()), before_of(slip.before))
    (place,) = check.places
    assert check.verdict is Verdict.DIFFERS
    assert place.text == slip.copied
    assert f"与{int(slip.copied[:4]) - 1}年预算的同一张表一模一样" in said(check)


@pytest.mark.parametrize("year", [2024, 2025])
def test_no_year_of_a_body_repeats_the_one_before(year: int) -> None:
    # 2023, 2024 and 2025: tables 1 to 5 and 8 are compared; 6 and 7 are empty, 9 has no eight different amounts
    report = report_of(path_of(f"putuo-wanli-{year}-bumen").read_text(encoding="utf-8"))
    (check,) = found(report, before_of(f"putuo-wanli-{year - 1}-bumen"))
    assert check.verdict is Verdict.EQUAL
    assert said(check) == f"没有一张表照印{year - 1}年的金额（比较了6张表）"


def test_one_other_amount_makes_it_another_table() -> None:
    before = before_of("putuo-wanli-2024-bumen")
    own = report_of(path_of("putuo-wanli-2024-bumen").read_text(encoding="utf-8"))
    again = found(own, before)  # the same document: each of the six
    assert {check.code for check in again} == {f"form.last-year.t{n}" for n in (1, 2, 3, 4, 5, 8)}
    side, row, column, yuan = min(before.amounts[Role.REVENUE])
    other = before.amounts[Role.REVENUE] - {(side, row, column, yuan)} | {
        (side, row, column, yuan + Decimal(1))
    }
    changed = YearBefore(before.year, {**before.amounts, Role.REVENUE: other})
    assert {check.code for check in found(own, changed)} == {f"form.last-year.t{n}" for n in (1, 3, 4, 5, 8)}


def test_few_amounts_may_honestly_be_the_same() -> None:
    report = report_of(path_of("putuo-wanli-2024-bumen").read_text(encoding="utf-8"))
    before = before_of("putuo-wanli-2024-bumen")
    assert len(before.amounts[Role.THREE_PUBLIC]) == 7
    assert found(report, YearBefore(2023, {Role.THREE_PUBLIC: before.amounts[Role.THREE_PUBLIC]})) == []
