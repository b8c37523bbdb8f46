"""The index of what is live, made anew for editions that an earlier version of the site published."""

from collections.abc import Callable

from budgets.actions.locks import one_writer
from budgets.models import Edition
from budgets.search import index, store


@one_writer
def _index(edition: Edition) -> None:
    index.refresh(edition)


def index_missing(told: Callable[[int, int], object] = lambda done, count: None) -> int:
    """Bring every live version into the index that is not in it as this version of the site writes it.

    Each edition is a transaction of its own, so that one that was stopped goes on where it was. `told` hears how
    many of how many are done. Gives the number of editions.
    """
    editions = index.missing()
    for done, edition in enumerate(editions, 1):
        _index(edition)
        told(done, len(editions))
    if editions:
        store.tidy()
    return len(editions)
