"""The performance target forms, in the budget of a street for 2023, which prints five of them."""

import pytest

from budgets.form.terms import Verdict
from tests.documents import DOCUMENTS, needs_documents, said
from tests.reconcile.planting import checks_of, plant

FIRST_DATES = 618  # the line of the first form: 计划开始日期 2023-01-01, 计划完成日期 2023-12-31


@needs_documents
@pytest.mark.parametrize(
    ("old", "new", "verdict", "words"),
    [
        ("计划", "计划", Verdict.EQUAL, "计划日期先后有序，包含2023年的日子"),
        ("2023-12-31", "2023-02-29", Verdict.DIFFERS, "写了不存在的日期"),  # 2023 is no leap year
        ("2023-01-01", "2023-13-01", Verdict.DIFFERS, "写了不存在的日期"),
        ("2023-01-01", "2024-01-01", Verdict.DIFFERS, "计划完成日期在开始之前"),
        ("2023-12-31", "2022-12-31", Verdict.DIFFERS, "计划完成日期在开始之前"),
        ("2023-01-01", "2022-12-31", Verdict.EQUAL, "计划日期先后有序，包含2023年的日子"),
        (
            "2023-01-01\t\t计划完成日期\t2023",
            "2024-01-01\t\t计划完成日期\t2024",
            Verdict.DIFFERS,
            "计划日期不在2023年",
        ),
    ],
)
@pytest.mark.long
def test_the_days_of_a_form(old: str, new: str, verdict: Verdict, words: str) -> None:
    text = (DOCUMENTS / "putuo-wanli-2023-bumen.txt").read_text(encoding="utf-8")
    check = checks_of(plant(FIRST_DATES, old, new, text))["statements.form.f1.dates"]
    assert check.verdict is verdict
    assert words in said(check)
    assert {place.line for place in check.places} == {FIRST_DATES}
