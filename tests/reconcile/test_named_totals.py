"""The year's amount of a statement counts as its total although its clause names the money (拆违经费预算金额)."""

from decimal import Decimal
from functools import cache

import pytest

from budgets.form.terms import Verdict
from budgets.parsing import parse_report
from budgets.readers.text import read_text
from budgets.reconcile import CheckOutcome, run_checks
from tests.documents import DOCUMENTS, needs_documents

pytestmark = needs_documents
PLAN, BUDGET = 225, 229  # the lines of 实施方案 and of 年度预算安排
STATED = "本年度拆违经费预算金额为349.80万元"


@cache
def lines() -> tuple[str, ...]:
    return tuple((DOCUMENTS / "putuo-cgzf-2026-bumen.txt").read_text(encoding="utf-8").split("\n"))


def checks_of(plan: str, budget: str) -> dict[str, CheckOutcome]:
    """The checks with those words in 实施方案 and 年度预算安排."""
    changed = [*lines()]
    changed[PLAN - 1], changed[BUDGET - 1] = plan, budget
    text = "\n".join(changed)
    return {check.code: check for check in run_checks(parse_report(read_text(text.encode(), "x.txt")))}


@pytest.mark.parametrize(
    ("rest", "right"),
    [
        ("其中：第三方服务200万元、无人机巡查100万元、拆违工程款109.80万元。", "409.80"),
        ("其中：第三方服务200万元、无人机巡查100万元、拆违工程款49.80万元。", None),  # 349.80
        ("用于第三方服务200万元、无人机巡查100万元、拆违工程款39.80万元。", "339.80"),
        ("用于第三方服务200万元、无人机巡查100万元等。", None),
        ("分别用于无人机巡查、拆违工程款。", None),
    ],
)
def test_parts_are_compared_with_it(rest: str, right: str | None) -> None:
    check = checks_of(lines()[PLAN - 1], f"{STATED}，{rest}").get("statements.parts_sum.s1")
    if right is None:
        assert check is None or check.verdict is Verdict.EQUAL
    else:
        assert check is not None
        assert (check.verdict, check.left, check.right) == (
            Verdict.DIFFERS,
            Decimal("349.80"),
            Decimal(right),
        )


@pytest.mark.parametrize(
    ("plan", "left"),
    [
        ("2026年度预算金额为394.80万元。", "394.80"),
        ("本年度预算安排394.80万元。", "394.80"),
        ("2026年度预算金额为349.80万元。", "349.80"),
        ("2025年度预算金额为394.80万元。", None),
        ("总投资394.80万元。", None),
        ("已支付394.80万元。", None),
    ],
)
def test_the_amount_of_another_part_is_compared_with_it(plan: str, left: str | None) -> None:
    check = checks_of(plan, lines()[BUDGET - 1]).get("statements.between.s1.plan.1")
    if left is None:
        assert check is None
    else:
        assert check is not None and (check.left, check.right) == (Decimal(left), Decimal("349.80"))
        assert check.verdict is (Verdict.EQUAL if left == "349.80" else Verdict.DIFFERS)
