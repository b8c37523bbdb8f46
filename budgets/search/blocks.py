"""Terms for blocks of consecutive ids, so that the ids that rank first can be searched before all others.

An index of terms has no order. A small block holds the entries of a few versions, of every kind; a large block
those of many versions, of one kind.
"""

from collections.abc import Iterable

from budgets.models import SearchKind
from budgets.search.terms import BLOCK

KIND, VERSION = 10**17, 10**6  # the weight of a kind and of a version in an id
SMALL, LARGE = 8 * VERSION, 64 * VERSION  # years and kinds are multiples of both


def terms_of(number: int) -> tuple[str, str]:
    """The block terms of an id."""
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
