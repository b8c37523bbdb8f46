"""What a statement asks for, against the project expenditure of the document: only the body's own money of the year."""

from decimal import Decimal

import pytest

from budgets.form.terms import Verdict
from budgets.parsing import parse_report
from budgets.readers.text import read_text
from budgets.reconcile.statement_totals import amounts_within_all_projects
from tests.documents import DOCUMENTS, needs_documents
from tests.reconcile.planting import altered

# Table 3 of this document: 66,410,000.00 yuan of project expenditure.
DOCUMENT = DOCUMENTS / "putuo-fuban-2025-bumen.txt"
PART = "结合区政府重点工作推进情况，根据合同条款，按时拨付资金。"


def compared(part: str) -> list[tuple[Verdict, Decimal | None]]:
    """The verdict on the first statement with these words as its part 六, and the amount that was compared."""
    text = altered(PART, part, DOCUMENT.read_text(encoding="utf-8"))
    report = parse_report(read_text(text.encode(), "x.txt"))
    found = [c for c in amounts_within_all_projects(report) if c.code == "statements.within.s1"]
    return [(check.verdict, check.left) for check in found]


@needs_documents
@pytest.mark.parametrize(
    "part",
    [
        "2025年市对区转移支付预算安排8,000万元，由各区列支。",
        "年度预算总额：7,000万元（含区级统筹资金5,000万元，不列入本部门预算）。",
        "项目预算7,000万元，其中财政资金2,000万元，自筹5,000万元。",
        "预算总额9,000万元，由其他单位承担。",
        "合同金额7,000万元，预算按年度安排。",
        "项目总预算7,000万元。",
        "三年预算共计9,000万元。",
    ],
)
def test_money_that_is_not_only_the_bodys_of_the_year_is_not_compared(part: str) -> None:
    assert compared(part) == []


@needs_documents
@pytest.mark.parametrize(
    ("part", "verdict", "amount"),
    [
        ("项目总预算7,000万元，其中2025年预算2,000万元。", Verdict.EQUAL, 2000),
        ("三年预算共计9,000万元，2025年安排2,000万元。", Verdict.EQUAL, 2000),
        ("2024年预算7,000万元，2025年预算2,000万元。", Verdict.EQUAL, 2000),
        ("项目总预算9,000万元，其中2025年预算7,000万元。", Verdict.DIFFERS, 7000),
        ("2025年度项目预算7,000万元。", Verdict.DIFFERS, 7000),
    ],
)
def test_the_amount_behind_the_budgets_year_is_compared(part: str, verdict: Verdict, amount: int) -> None:
    assert compared(part) == [(verdict, Decimal(amount))]
