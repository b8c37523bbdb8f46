"""Among many versions the first hits of each kind are the first of all, wherever the search looks for them first."""

import random
from collections.abc import Sequence
from decimal import Decimal

import pytest

from budgets.models import Body, Edition, EditionVersion, SearchKind
from budgets.search import index, postgresql, store
from budgets.search.asking import understand
from budgets.search.entries import Findable
from budgets.search.finding import SearchLimits, search

pytestmark = pytest.mark.django_db
KINDS = (SearchKind.STATEMENT, SearchKind.LINE, SearchKind.PASSAGE)
VERSIONS = 60
# Each word with the share of things that have it, in the newer half of the versions and in the older one.
WORDS = {
    "常见": (0.9, 0.9),
    "一半": (0.5, 0.5),
    "少有": (0.05, 0.05),
    "从前": (0, 0.6),
    "如今": (0.6, 0),
    "从无": (0, 0),
}


@pytest.fixture
def things(published: EditionVersion) -> dict[int, tuple[EditionVersion, Findable]]:
    """Everything in the index by its id: sixty versions, over four years, of ten bodies."""
    chance = random.Random(9)
    store.forget(index.span_of(kind) for kind in SearchKind)  # its own entries go, so that these are all
    published.search_entries.all().delete()
    stored = {}
    for n in range(VERSIONS):
        version = _version(published, n)
        own = [_thing(chance, kind, order, version) for kind in KINDS for order in range(3)]
        index.put_entries(version, [Findable(SearchKind.EDITION, 0, "", "edition", named=False), *own])
        stored |= {index.span_of(thing.kind, version).first + thing.order: (version, thing) for thing in own}
    return stored


def _version(base: EditionVersion, n: int) -> EditionVersion:
    body, _ = Body.objects.get_or_create(slug=f"b{n % 10}", name=f"某机构{n % 10}")
    year, kind = 2020 + n % 4, list(Edition.EditionKind)[n // 20 % 2]
    edition, _ = Edition.objects.get_or_create(body=body, year=year, kind=kind)
    return EditionVersion.objects.create(
        edition=edition, number=100 + n, status="withdrawn", source=base.source, title=base.title
    )


def _thing(chance: random.Random, kind: SearchKind, order: int, version: EditionVersion) -> Findable:
    newer = version.edition.year >= 2022
    words = [word for word, shares in WORDS.items() if chance.random() < shares[0 if newer else 1]]
    if kind == SearchKind.STATEMENT and chance.random() < 0.8:
        words = []  # what is common in one kind is rare in another
    amounts = [Decimal(chance.randint(1, 10**6)) * 10 ** chance.randint(0, 4) for _ in range(2)]
    text = "，".join([*words, "此外还有别的"])
    return Findable(kind, order, "", "notes", text=text, named=False, amounts=amounts)


@pytest.mark.parametrize(
    ("windows", "look", "enough"),
    [
        ((2, 8, 16), 10, 2),
        ((2, 8, 16), 10_000, 2),
        ((1, 2, 3), 5, 50),
        ((8, 30, 59), 20, 1),
        ((4, 64, 256), 1500, 15),
    ],
)
def test_the_first_hits_are_those_of_a_plain_loop(
    things: dict[int, tuple[EditionVersion, Findable]],
    monkeypatch: pytest.MonkeyPatch,
    windows: Sequence[int],
    look: int,
    enough: int,
) -> None:
    """Whether one hit of each kind is asked for, or four, or all."""
    for name, value in {"WINDOWS": windows, "NEAR": windows[0], "A_LOOK": look, "ENOUGH": enough}.items():
        monkeypatch.setattr(postgresql, name, value)
    some = frozenset(Body.objects.filter(slug__in=["b1", "b2", "b3"]).values_list("pk", flat=True))
    for limits in (
        SearchLimits(),
        SearchLimits(year=2021),
        SearchLimits(bodies=some),
        SearchLimits(year=2022, bodies=some),
        SearchLimits(smallest=Decimal(3_000_000)),
        SearchLimits(smallest=Decimal(20_000), largest=Decimal(450_000), year=2020),
        SearchLimits(kinds=frozenset([SearchKind.LINE])),
    ):
        for word in [*WORDS, "常见 从前", "一半 2021"]:
            ids = _plainly(things, word, limits)
            for most in (1, 4, 30):
                found = search(understand(word), limits, most)
                got = {kind.kind: (list(kind.ids), kind.more) for kind in found.kinds}
                first = {kind: (own[:most], len(own) > most) for kind, own in ids.items()}
                assert got == first, (word, limits, most)


def _plainly(
    things: dict[int, tuple[EditionVersion, Findable]], words: str, limits: SearchLimits
) -> dict[SearchKind, list[int]]:
    """All hits of each kind, in their order."""
    ids: dict[SearchKind, list[int]] = {}
    for number, (version, thing) in sorted(things.items()):
        edition = version.edition
        said = [word in thing.text or word == str(edition.year) for word in words.split()]
        low, high = limits.smallest or Decimal(0), limits.largest or Decimal(10) ** 18
        if (
            all(said)
            and limits.year in (None, edition.year)
            and (not limits.kinds or thing.kind in limits.kinds)
            and (limits.bodies is None or edition.body_id in limits.bodies)
            and any(low <= yuan <= high for yuan in thing.amounts)
        ):
            ids.setdefault(thing.kind, []).append(number)
    return ids
