"""Blocks of ids that follow one another, as terms: what comes first can be looked through before all the rest.

An index of terms knows no order. Small blocks hold the things of a few versions, whatever their kind; large blocks
those of many versions, of one kind.
"""

from collections.abc import Iterable

from budgets.models import SearchKind
from budgets.search.terms import BLOCK

KIND, VERSION = 10**17, 10**6  # what one of each is worth in an id
SMALL, LARGE = 8 * VERSION, 64 * VERSION  # a year and a kind are worth a whole number of either


def terms_of(number: int) -> tuple[str, str]:
    """The terms of an id."""
    return _small(number), _large(number)


def small(versions: Iterable[int]) -> list[str]:
    """The terms of the small blocks in which versions with these ids are."""
    return list(dict.fromkeys(map(_small, versions)))


def large(versions: Iterable[int], kind: SearchKind) -> list[str]:
    """The terms of the large blocks of a kind in which the same versions are."""
    return list(dict.fromkeys(_large(kind * KIND + number % KIND) for number in versions))


def _small(number: int) -> str:
    return f"{BLOCK}{number % KIND // SMALL}"


def _large(number: int) -> str:
    return f"{BLOCK}{BLOCK}{number // LARGE}"
