"""The right first hit for what people ask (first_hits.py), on the database that the tests run on."""

from typing import Any
from urllib.parse import urlsplit

import pytest
from django.test import Client

from budgets.models import EditionVersion, SearchKind
from budgets.search import store
from budgets.search.asking import understand
from budgets.search.finding import SearchLimits, search
from tests.documents import needs_documents
from tests.exports.real import publish_document
from tests.search.asking import hits_of, said
from tests.search.first_hits import BUNDLED, NOTHING, STC, WITH_WANLI, FirstHit

pytestmark = pytest.mark.django_db


def _wrong(client: Client, rows: list[FirstHit], edition: str = "") -> dict[str, object]:
    return {words: found for words, *wanted in rows if (found := _unlike(client, edition, words, *wanted))}


def _unlike(client: Client, edition: str, words: str, page: str, text: str, printed: str) -> object:
    """What came instead of the first hit that is wanted; None when it is that."""
    hits = hits_of(client, words)
    if page == NOTHING:
        return [said(hit) for hit in hits[:2]] or None
    if not hits:
        return "nothing"
    href, shown, amounts = said(hits[0])
    right = urlsplit(href).path == edition + page and text in shown
    return None if right and (not printed or printed in amounts) else (href, shown[:80], amounts)


def test_there_are_at_least_sixty_questions() -> None:
    assert len({words for words, *_ in BUNDLED}) >= 60


def test_each_question_has_its_first_hit_in_the_bundled_edition(
    client: Client, published: EditionVersion
) -> None:
    assert _wrong(client, BUNDLED, STC) == {}


@needs_documents
def test_each_question_has_its_first_hit_among_bodies_and_years(
    client: Client, published: EditionVersion
) -> None:
    for year in (2023, 2024, 2025):
        publish_document(f"putuo-wanli-{year}-bumen")
    assert _wrong(client, WITH_WANLI) == {}
    assert _wrong(client, [row for row in BUNDLED if row[1] == "source/"], STC) == {}


@needs_documents
def test_a_short_rounded_amount_finds_the_cell_that_is_rounded_to_it(client: Client) -> None:
    """The notes of 2023 write 0.31万元 for the line that table 5 prints as 3,120; 3 万元 is exact."""
    publish_document("putuo-wanli-2023-bumen")
    cells = {printed for hit in hits_of(client, "0.31万元") for printed in said(hit)[2]}
    assert "3,120" in cells
    assert {printed for hit in hits_of(client, "0.32万元") for printed in said(hit)[2]} == set()
    assert {printed for hit in hits_of(client, "3万元") for printed in said(hit)[2]} == {"30,000"}


def test_a_kind_with_enough_hits_is_not_searched_further(
    published: EditionVersion, monkeypatch: pytest.MonkeyPatch
) -> None:
    """More than one line has 支出 in its name: of one that is asked for, the widest question decides nothing."""
    asked, widths = understand("支出"), []
    ids = store.ids

    def noted(*given: Any) -> list[list[int]]:
        widths.append(given)
        return ids(*given)

    monkeypatch.setattr(store, "ids", noted)
    lines = SearchLimits(kinds=frozenset({SearchKind.LINE}))
    first = search(asked, lines, most=1)
    assert (len(first.ids), first.more, len(widths)) == (1, True, 2)  # the exact name, words of names
    widths.clear()
    every = search(asked, lines, most=10_000)
    assert (every.ids[0], every.more, len(widths)) == (first.ids[0], False, 3)
