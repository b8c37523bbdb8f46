"""The index holds what is live and nothing else, whatever happens to an edition."""

from dataclasses import replace

import pytest
from django.db import connection
from django.test import Client

from budgets import actions
from budgets.actions import OPERATOR, create_draft
from budgets.actions.search import index_missing
from budgets.models import (
    CheckResult,
    EditionVersion,
    Figure,
    SearchAmount,
    SearchedVersion,
    SearchEntry,
    SearchKind,
)
from budgets.parsing.records import BudgetReport
from budgets.search.entries import found_in
from budgets.search.index import refresh
from budgets.search.store import TABLE
from tests.search.asking import hits_of, said

pytestmark = pytest.mark.django_db
WORD = "科技馆建筑体大修"


def _addresses(client: Client, words: str) -> set[str]:
    return {said(hit)[0].partition("#")[0] for hit in hits_of(client, words)}


def _terms() -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {TABLE}")
        return int(cursor.fetchone()[0])


@pytest.fixture
def corrected(published: EditionVersion, report: BudgetReport) -> EditionVersion:
    """A second version in which the statement of WORD has another name."""
    statements = tuple(replace(s, name="天文馆穹顶大修") if s.name == WORD else s for s in report.statements)
    second = replace(report, statements=statements, sha256="2" * 64)
    return create_draft(second, (), b"second", "shanghai-stc")


def test_a_draft_is_in_no_hit(client: Client, draft: EditionVersion) -> None:
    assert hits_of(client, WORD) == []
    assert _terms() == 0


def test_what_is_published_is_found_at_once(client: Client, published: EditionVersion) -> None:
    assert f"/shanghai-stc/2025/projects/{WORD}/" in _addresses(client, WORD)


def test_the_draft_of_a_correction_is_not_found_beside_the_live_version(
    client: Client, corrected: EditionVersion
) -> None:
    assert hits_of(client, "天文馆穹顶大修") == []
    assert hits_of(client, WORD)


def test_what_was_superseded_is_in_no_hit_and_undo_brings_it_back(
    client: Client, published: EditionVersion, corrected: EditionVersion
) -> None:
    actions.publish(corrected, "改名")
    assert {said(hit)[1].splitlines()[0] for hit in hits_of(client, "穹顶")} == {"天文馆穹顶大修"}
    assert f"/shanghai-stc/2025/projects/{WORD}/" not in _addresses(client, WORD)
    actions.restore(published, "改错了", OPERATOR)
    assert hits_of(client, "穹顶") == []
    assert f"/shanghai-stc/2025/projects/{WORD}/" in _addresses(client, WORD)


def test_what_was_withdrawn_is_in_no_hit_until_it_is_reinstated(
    client: Client, published: EditionVersion
) -> None:
    before = [said(hit) for hit in hits_of(client, "1188.26")]
    actions.withdraw(published.edition, "涉密", OPERATOR)
    for words in (WORD, "1188.26", "2060702", "上海市科学技术委员会"):
        assert hits_of(client, words) == []
    assert client.get("/search/suggestions.json", {"q": "科技"}).json() == {"suggestions": []}
    assert (SearchEntry.objects.count(), SearchAmount.objects.count(), _terms()) == (0, 0, 0)
    actions.reinstate(published.edition, "已脱密", OPERATOR)
    assert [said(hit) for hit in hits_of(client, "1188.26")] == before != []


def test_even_an_index_that_was_left_behind_shows_nothing_withdrawn(
    client: Client, published: EditionVersion
) -> None:
    EditionVersion.objects.filter(pk=published.pk).update(status="withdrawn")
    assert hits_of(client, WORD) == []


def test_every_printed_figure_is_an_amount_of_its_line(published: EditionVersion) -> None:
    indexed = SearchAmount.objects.filter(figure__isnull=False).values_list("figure", "yuan", "entry__title")
    printed = Figure.objects.filter(version=published).values_list("pk", "yuan", "name")
    assert sorted(indexed) == sorted(printed)
    assert len(indexed) == 542  # the document prints that many


def test_an_id_is_used_once_and_its_order_is_that_of_the_document(published: EditionVersion) -> None:
    things = list(found_in(published))
    assert len({(thing.kind, thing.order) for thing in things}) == len(things) == SearchEntry.objects.count()
    passages = SearchEntry.objects.filter(kind=SearchKind.PASSAGE).values_list("place_line", flat=True)
    assert list(passages) == sorted(passages)


def test_an_explanation_is_found_with_its_finding_and_goes_with_it(
    client: Client, published: EditionVersion
) -> None:
    finding = CheckResult.objects.get(version=published, code="statements.dates.s12.1")
    actions.explain(finding, "系排版时误植", OPERATOR)
    (hit,) = hits_of(client, "误植")
    assert said(hit)[0].endswith(f"/checks/?verdict=differs#check-{finding.position}")
    actions.explain(finding, "", OPERATOR)
    assert hits_of(client, "误植") == []


def test_what_an_earlier_site_published_is_indexed_after_an_upgrade(
    client: Client, published: EditionVersion
) -> None:
    SearchedVersion.objects.update(format=0)
    assert index_missing() == 1
    assert index_missing() == 0
    assert hits_of(client, WORD)


def test_doing_it_again_changes_nothing(published: EditionVersion) -> None:
    before = (SearchEntry.objects.count(), SearchAmount.objects.count(), _terms())
    refresh(published.edition)
    assert (SearchEntry.objects.count(), SearchAmount.objects.count(), _terms()) == before


def test_an_explanation_leaves_the_index_as_a_whole_refresh_would(
    published: EditionVersion, client: Client
) -> None:
    """It writes the findings alone."""

    def index() -> list[list[tuple[object, ...]]]:
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT * FROM {TABLE}")
            terms = sorted(map(str, cursor.fetchall()))
        entries = list(SearchEntry.objects.order_by("pk").values_list())
        amounts = sorted(SearchAmount.objects.values_list("entry", "yuan", "figure"), key=str)
        return [entries, amounts, [(term,) for term in terms]]

    finding = CheckResult.objects.filter(version=published, verdict="differs")[0]
    before = index()
    actions.explain(finding, "经查系录入时多打一字。", OPERATOR)
    after = index()
    assert before != after and list(map(len, before)) == list(map(len, after))
    assert any("录入时多打一字" in str(entry) for entry in after[0])
    refresh(published.edition)
    assert index() == after
