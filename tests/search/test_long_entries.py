"""However long an entry is, its words and phrases are found to the end, or the page says that they may not be."""

from dataclasses import replace

import pytest
from django.db import connection
from django.test import Client

from budgets import actions
from budgets.actions import create_draft
from budgets.models import EditionVersion, SearchEntry, SearchKind
from budgets.parsing.records import BudgetReport
from budgets.search import blocks, store
from budgets.search.asking import understand
from budgets.search.finding import search
from budgets.search.terms import terms_of
from budgets.search.vectors import as_vector
from tests.search.asking import hits_of

pytestmark = pytest.mark.django_db


def _has_words(words: str) -> bool:
    return bool(search(understand(words)).ids)


def _numbers(count: int) -> str:
    """Many words, no two alike."""
    return "".join(f"、{number}、" for number in range(100_000, 100_000 + count))


def _put(entry: SearchEntry, text: str) -> None:
    """Instead of its own words the entry has these."""
    with connection.cursor() as cursor:
        column = "rowid" if connection.vendor == "sqlite" else "id"
        cursor.execute(f"DELETE FROM {store.TABLE} WHERE {column} = %s", [entry.pk])
    store.put([(entry.pk, [*blocks.terms_of(entry.pk), f"†{entry.kind}", *terms_of(text)])])


@pytest.fixture
def passage(published: EditionVersion) -> SearchEntry:
    return SearchEntry.objects.filter(version=published, kind=SearchKind.PASSAGE)[0]


def test_what_stands_behind_sixteen_thousand_words_is_found(passage: SearchEntry) -> None:
    _put(passage, f"极地冰川钻探{_numbers(18_000)}深海潜水器母船{_numbers(18_000)}太空电梯缆绳")
    for words in ("极地冰川钻探", "深海潜水器母船", "太空电梯缆绳", "冰川", "潜水", "绳"):
        assert passage.pk in search(understand(words)).ids, words
    assert _has_words("冰川钻探 电梯缆绳"), "words of the beginning and of the end together"
    assert not _has_words("深海电梯"), "no phrase reaches over what stands between"
    assert not search(understand("冰川")).is_cut


def test_a_word_that_comes_again_and_again_does_not_hide_the_phrase_at_the_end(passage: SearchEntry) -> None:
    _put(passage, "潜水设备，" * 700 + "潜水员")
    assert passage.pk in search(understand("潜水员")).ids
    assert not _has_words("设备潜水员")


def test_a_phrase_across_the_place_where_a_long_text_is_parted_is_found(passage: SearchEntry) -> None:
    phrase = "极地冰川钻探船队远洋补给保障"
    for before in range(15_960, 16_010, 5):  # 16,000 is the most that a piece counts
        _put(passage, _numbers(before) + phrase + _numbers(200))
        assert passage.pk in search(understand(phrase)).ids, before


def test_nothing_of_a_long_document_is_cut_in_the_index(
    client: Client, published: EditionVersion, report: BudgetReport
) -> None:
    statement, *others = report.statements
    part, *parts = statement.parts
    first, *passages = part.passages
    long = replace(first, text=f"{first.text}{_numbers(18_000)}太空电梯缆绳")
    longer = replace(part, passages=(long, *passages))
    statements = (replace(statement, parts=(longer, *parts)), *others)
    second = replace(report, statements=statements, sha256="2" * 64)
    actions.publish(create_draft(second, (), b"second", "shanghai-stc"), "补充")
    (hit,) = hits_of(client, "太空电梯缆绳")
    assert hit.hit.entry.kind == SearchKind.STATEMENT


@pytest.mark.postgres
def test_what_is_too_long_for_the_database_is_said_on_the_page(client: Client, passage: SearchEntry) -> None:
    said = "没有读到末尾"
    assert said not in client.get("/search/", {"q": "科技"}).content.decode()
    _put(passage, _numbers(90_000) + "太空电梯缆绳")
    assert said in client.get("/search/", {"q": "太空电梯"}).content.decode()
    assert said not in client.get("/search/").content.decode()


def test_a_vector_counts_no_word_too_often_and_no_place_too_far() -> None:
    for word in as_vector(list(terms_of("潜水设备，" * 9_000))).split(" "):
        places = [int(place) for place in word.partition(":")[2].split(",") if place]
        assert len(places) <= 255
        assert max(places, default=0) <= 16_383
