"""Which body a document's name means."""

import pytest

from budgets.actions import create_draft
from budgets.actions.bodies import body_for
from budgets.models import Body
from tests.documents import CASES, budget_of, needs_documents


@needs_documents
@pytest.mark.django_db
def test_names_that_differ_in_the_width_of_their_brackets_are_one_body() -> None:
    """README of the cases: one body, brackets differ in width only."""
    for name in ("body-full-width-brackets.txt", "body-half-width-brackets-2027.txt"):
        budget = budget_of(CASES / name)
        create_draft(budget.report, budget.checks, (CASES / name).read_bytes())
    body = Body.objects.get()
    assert body.name == "上海市普陀区石泉路街道办事处（本级）"  # as it was printed first
    assert sorted(body.editions.values_list("year", flat=True)) == [2026, 2027]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("first", "second"),
    [("某局(本级)", "某局（本级）"), ("某局（本级）", "某局(本级）"), ("某中心（某馆）", "某中心 (某馆)")],
)
def test_the_name_stays_as_it_was_printed_first(first: str, second: str) -> None:
    body = body_for(first, "")
    assert body_for(second, "") == body
    assert Body.objects.get().name == first


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("first", "second"), [("某局（本级）", "某局"), ("某局（本部）", "某局（本级）"), ("甲局", "乙局")]
)
def test_other_names_are_other_bodies(first: str, second: str) -> None:
    assert body_for(first, "") != body_for(second, "")


@pytest.mark.django_db
def test_the_exact_name_comes_before_one_that_is_alike() -> None:
    """Both were stored before brackets counted as alike."""
    alike = Body.objects.create(name="某局(本级)", slug="alike")
    exact = Body.objects.create(name="某局（本级）", slug="exact")
    assert (body_for("某局（本级）", ""), body_for("某局(本级)", "")) == (exact, alike)
