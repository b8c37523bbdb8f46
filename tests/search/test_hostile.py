"""Whatever is typed is answered: nothing is an error of the site, and nothing reaches the database as its language."""

import random

import pytest
from django.test import Client

from budgets.models import EditionVersion
from tests.exports.files import content, csv_rows
from tests.search.asking import hits_of
from tests.trials import trials

pytestmark = pytest.mark.django_db

HOSTILE = [
    "",
    " ",
    "\x00",
    "科技\x00馆",
    "%00",
    "\ud800",
    "科技\udfff",
    "'",
    '"',
    '"""',
    "“",
    "”“",
    '" OR 1=1 --',
    "'; DROP TABLE budgets_searchterms; --",
    "科技 OR 1=1",
    "科技 NOT 馆",
    "NEAR(科技 馆, 2)",
    "terms:科技",
    "rowid:1",
    "^科技",
    "科*",
    "*",
    "(",
    ")",
    "科技 AND",
    "科技 & !馆",
    "科技:*",
    "科技<->馆",
    "\\",
    "\\'",
    "'科技':1A",
    "%",
    "_",
    "%科技%",
    "科_馆",
    "-",
    "- - -",
    "+1",
    "-1188.26",
    "1e400",
    "1E5",
    "NaN",
    "Infinity",
    "9" * 300,
    "0",
    "0.0",
    "0.000000000000000000001",
    "1,1,1,1",
    "99999999999999999亿元",
    "١٢٣",
    "𝟏𝟐𝟑",
    "①",
    "½",
    "²",
    "ﬃ",
    "İ",
    "ẞ",
    "é",
    "e\u0301",
    "\u200b",
    "\u202e科技",
    "\ufeff科技",
    "𠮷",
    "🏛️",
    "¤科技",
    "§",
    "¥100",
    "±1",
    "¬2025",
    "¶206",
    "¦",
    "%s %d %(x)s {0}",
    "<script>alert(1)</script>",
    "科" * 10_000,
    "科 " * 5_000,
    "a" * 10_000,
    "“" * 10_000,
    "1 " * 5_000,
    "2025 " * 5_000,
    "(" * 10_000,
    " " * 10_000,
]


@pytest.mark.parametrize("address", ["/search/", "/search/suggestions.json", "/en/search/"])
def test_nothing_that_is_typed_is_an_error(client: Client, published: EditionVersion, address: str) -> None:
    client.raise_request_exception = False
    statuses = {words[:30]: client.get(address, {"q": words}).status_code for words in _sendable(HOSTILE)}
    assert {words: status for words, status in statuses.items() if status != 200} == {}


@pytest.mark.parametrize("limit", ["body=zzz", "year=1999", "year=x", "min=abc", "min=10&max=5", "kind=zzz"])
def test_a_limit_that_is_not_understood_finds_nothing_for_a_file(
    client: Client, published: EditionVersion, limit: str
) -> None:
    assert len(csv_rows(content(client, "/search.csv?q=科普"))) > 1
    assert len(csv_rows(content(client, f"/search.csv?q=科普&{limit}"))) == 1  # the headings
    for suffix in ("xlsx", "json"):
        assert content(client, f"/search.{suffix}?q=科普&{limit}")


def _sendable(words: list[str]) -> list[str]:
    """A lone surrogate cannot be sent as UTF-8; its bytes are sent by the test below."""
    return [text for text in words if text.isprintable() or text.encode("utf-8", "ignore").decode() == text]


@pytest.mark.parametrize(
    "raw", ["%ED%A0%80", "%FF%FE", "%C3", "%E7%A7", "%00", "%u79d1", "%", "%zz", "&q=", "q"]
)
def test_broken_bytes_are_answered(client: Client, published: EditionVersion, raw: str) -> None:
    client.raise_request_exception = False
    for address in ("/search/", "/search/suggestions.json"):
        assert client.get(address, QUERY_STRING=f"q={raw}").status_code == 200


def test_any_mixture_of_signs_is_answered(client: Client, published: EditionVersion) -> None:
    client.raise_request_exception = False
    chance = random.Random(1)
    signs = [
        *"科技馆大修2025.,-%_*\"'“”()&|!:<>\\^+~ \t¤§¶¥±¬¦",
        " OR ",
        " AND ",
        " NOT ",
        "\u0301",
        "元",
        "亿",
    ]
    for _ in range(trials(60, 300)):
        words = "".join(chance.choices(signs, k=chance.randrange(1, 30)))
        assert client.get("/search/", {"q": words}).status_code == 200, words


@pytest.mark.parametrize(
    "limits",
    [
        {"kind": "nonsense"},
        {"body": "nobody"},
        {"body": "x" * 1000},
        {"body": "%"},
        {"year": "二〇二五"},
        {"year": "9" * 40},
        {"min": "many"},
        {"min": "9" * 30},
        {"min": "10", "max": "1"},
        {"range_unit": "pound"},
    ],
)
def test_a_limit_that_is_not_understood_is_explained(
    client: Client, published: EditionVersion, limits: dict[str, str]
) -> None:
    page = client.get("/search/", {"q": "科技馆", **limits})
    assert page.status_code == 200
    assert page.context["problems"]
    assert page.context["groups"] == []


@pytest.mark.parametrize("page", ["0", "-1", "99999999999999", "x", "²", "1.5"])
def test_a_page_that_does_not_exist_is_the_nearest(
    client: Client, published: EditionVersion, page: str
) -> None:
    assert client.get("/search/", {"q": "支出", "kind": "line", "page": page}).context["groups"][0].hits


@pytest.mark.parametrize(
    "words", ["NOT 科技馆建筑体大修", "terms:科技馆建筑体大修", "科技馆建筑体大修*", "¤科技"]
)
def test_signs_of_a_query_language_mean_nothing(
    client: Client, published: EditionVersion, words: str
) -> None:
    """They are words like any other, or nothing at all."""
    titles = {hit.hit.entry.title for hit in hits_of(client, words)}
    plain = {hit.hit.entry.title for hit in hits_of(client, words.strip("*¤"))}
    assert titles == plain
