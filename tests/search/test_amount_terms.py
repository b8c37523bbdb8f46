"""The size of an amount: what is between two bounds has a term of the range, whatever the bounds."""

import random
from decimal import Decimal

import pytest

from budgets.models import EditionVersion
from budgets.search.amount_terms import sizes_between, sizes_of
from budgets.search.asking import understand
from budgets.search.entries import found_in
from budgets.search.finding import WITH_AMOUNTS, SearchLimits, search
from budgets.search.index import span_of
from tests.trials import trials

CENT = Decimal("0.01")


@pytest.mark.parametrize(
    ("smallest", "largest", "sizes"),
    [
        ("10000000", "20000000", ["°7x1", "°7x20"]),
        ("1", "9.99", ["°0"]),
        ("100", None, [f"°{power}" for power in range(2, 18)]),
        (None, "0", ["°less"]),
        (None, "9.99", ["°less", "°0"]),
        ("71820000", "71820000", ["°7x71"]),
        ("0.5", "0.7", ["°less"]),
        ("-5", "1", ["°less", "°0x1"]),
    ],
)
def test_a_range_is_a_few_terms(smallest: str | None, largest: str | None, sizes: list[str]) -> None:
    bounds = [None if bound is None else Decimal(bound) for bound in (smallest, largest)]
    assert sizes_between(*bounds) == sizes


def _amount(chance: random.Random) -> Decimal:
    return (Decimal(chance.randint(-100, 10**4)) * Decimal(10) ** chance.randint(-2, 13)).quantize(CENT)


def test_every_amount_inside_a_range_has_one_of_its_terms() -> None:
    chance = random.Random(5)
    for _ in range(trials(500, 5_000)):
        low, high = sorted((_amount(chance), _amount(chance)))
        inside = [
            low,
            high,
            *(yuan for yuan in (low + CENT, high - CENT, (low + high) / 2) if low <= yuan <= high),
        ]
        terms = set(sizes_between(low, high))
        for yuan in inside:
            yuan = yuan.quantize(CENT)
            assert terms & set(sizes_of(yuan)), (low, high, yuan)
            assert set(sizes_between(low, None)) & set(sizes_of(yuan))
            assert set(sizes_between(None, high)) & set(sizes_of(yuan))


@pytest.mark.django_db
def test_a_range_finds_what_a_plain_loop_finds(published: EditionVersion) -> None:
    chance = random.Random(6)
    things = [thing for thing in found_in(published) if thing.kind in WITH_AMOUNTS]
    amounts = sorted({yuan for thing in things for yuan in thing.all_amounts})
    for word in ("科技", "支出", "经费", "元"):
        has = [
            thing
            for thing in things
            if word in f"{thing.title if thing.named else ''}|{thing.text}|{thing.hidden}"
        ]
        for _ in range(15):
            low, high = sorted(chance.sample(amounts, 2))
            limits = SearchLimits(smallest=chance.choice([low, None]), largest=high)
            wanted = {
                span_of(thing.kind, published).first + thing.order
                for thing in has
                if any(
                    (limits.smallest is None or limits.smallest <= y) and y <= high for y in thing.all_amounts
                )
            }
            assert set(search(understand(word), limits).ids) == wanted, (word, limits)
