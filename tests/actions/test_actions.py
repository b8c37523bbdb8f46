"""Storing and publishing, on the bundled edition."""

from dataclasses import replace
from decimal import Decimal

import pytest

from budgets import actions
from budgets.form.tables import UNIT, Role
from budgets.models import (
    LINE_MODELS,
    Body,
    EditionVersion,
    Figure,
    ProjectStatement,
    SourceDocument,
    ThreePublicLine,
    TwoSidedLine,
)
from budgets.parsing.records import BudgetReport
from budgets.reconcile import CheckOutcome
from tests.conftest import SAMPLE

pytestmark = pytest.mark.django_db


def test_models_have_a_field_for_every_official_column() -> None:
    for table in UNIT.tables:
        fields = {field.name for field in LINE_MODELS[table.role]._meta.get_fields()}
        assert table.role is Role.THREE_PUBLIC or {column.key for column in table.columns} <= fields


def test_lines_and_figures_agree(published: EditionVersion) -> None:
    """The two stored forms of every amount, one against the other, and no amount in one alone."""
    for role, model in LINE_MODELS.items():
        figures = {
            (f.line_number, f.side, f.column): f.yuan
            for f in Figure.objects.filter(version=published, table=role.value)
        }
        stored = {}
        for line in model.objects.filter(version=published):
            side = line.side if isinstance(line, TwoSidedLine) else ""
            if isinstance(line, ThreePublicLine):
                stored[line.number, side, line.column] = line.amount
                continue
            for column in UNIT.table(role).columns:
                stored[line.number, side, column.key] = getattr(line, column.key)
        assert {key: yuan for key, yuan in stored.items() if yuan is not None} == figures


def test_the_stored_lines_are_the_document(published: EditionVersion) -> None:
    """A round trip: what is stored gives back every non-blank line of the file, in order."""
    printed = ["".join(line.split()) for line in SAMPLE.read_text().splitlines() if line.strip()]
    stored = ["".join(line.text.split()) for line in published.sourcelinerecords.all()]
    assert [words.removeprefix("-") for words in printed] == stored


def test_the_file_is_kept_byte_for_byte(published: EditionVersion) -> None:
    assert bytes(published.source.content) == SAMPLE.read_bytes()


def test_a_draft_is_not_live_and_has_no_number(draft: EditionVersion) -> None:
    assert (draft.status, draft.number) == ("draft", None)


def test_publishing_again_supersedes_and_counts_up(
    published: EditionVersion, report: BudgetReport, checks: tuple[CheckOutcome, ...]
) -> None:
    second = actions.publish(actions.create_draft(report, checks, SAMPLE.read_bytes()), "更正")
    published.refresh_from_db()
    assert (published.status, published.number) == ("superseded", 1)
    assert (second.status, second.number, second.reason) == ("published", 2, "更正")
    assert Body.objects.count() == SourceDocument.objects.count() == 1


def test_a_version_is_published_once(published: EditionVersion) -> None:
    with pytest.raises(actions.ActionRefused, match="不是草稿"):
        actions.publish(published)


@pytest.mark.parametrize("slug", ["admin", "en", "about", "Ab", "a b", "a--b", "-a", "glossary", "数据"])
def test_an_address_that_hides_a_page_is_refused(
    report: BudgetReport, checks: tuple[CheckOutcome, ...], slug: str
) -> None:
    with pytest.raises(actions.ActionRefused, match="不能用"):
        actions.create_draft(report, checks, b"x", slug)
    assert not Body.objects.exists()


def test_a_new_body_gets_a_free_address(report: BudgetReport, checks: tuple[CheckOutcome, ...]) -> None:
    first = actions.create_draft(replace(report, body="甲局", sha256="1" * 64), checks, b"1")
    second = actions.create_draft(replace(report, body="乙局", sha256="2" * 64), checks, b"2")
    assert [v.edition.body.slug for v in (first, second)] == ["body-1", "body-2"]


def test_a_known_name_keeps_its_address(
    published: EditionVersion, report: BudgetReport, checks: tuple[CheckOutcome, ...]
) -> None:
    again = actions.create_draft(replace(report, year=2026), checks, SAMPLE.read_bytes())
    assert again.edition.body == published.edition.body
    with pytest.raises(actions.ActionRefused, match="shanghai-stc"):
        actions.create_draft(report, checks, SAMPLE.read_bytes(), "stc")


def test_a_unit_is_linked_only_by_its_very_name(published: EditionVersion) -> None:
    linked = dict(
        ProjectStatement.objects.filter(version=published, budget_unit__isnull=False).values_list(
            "name", "budget_unit__name"
        )
    )
    assert linked["脑智发育平台"] == "上海脑科学与类脑研究中心"
    # 上海科技馆更新改造指挥部 contains 上海科技馆, but is not it; 科技创业中心 is not 科技创新中心.
    assert "科技馆建筑体大修" not in linked
    assert "“创·在上海”国际创新创业大赛" not in linked


def test_statements_have_addresses_that_keep_chinese(published: EditionVersion) -> None:
    slugs = set(ProjectStatement.objects.values_list("slug", flat=True))
    assert {"能源保障", "科技馆建筑体大修", "创-在上海-国际创新创业大赛"} <= slugs
    assert len(slugs) == 29


def test_the_total_is_the_printed_one(published: EditionVersion) -> None:
    totals = Figure.objects.filter(version=published, table_number=3, level="合计", column="total")
    assert [f.yuan for f in totals] == [Decimal(7181860500)]


def test_scope_says_whose_money_a_figure_counts(published: EditionVersion) -> None:
    scopes = {
        (f.table_number, f.name): f.scope
        for f in Figure.objects.filter(version=published, table_number__in=(1, 4), side="收入")
    }
    assert scopes == {
        (1, "一、财政拨款收入"): "财政拨款",
        (1, "1. 一般公共预算资金"): "一般公共预算",
        (1, "二、事业收入"): "全部资金",
        (1, "四、其他收入"): "全部资金",
        (1, "收入总计"): "全部资金",
        (4, "一、一般公共预算资金"): "一般公共预算",
        (4, "收入总计"): "财政拨款",
    }
