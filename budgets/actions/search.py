"""Indexes editions again that an earlier version of the site published."""

from collections.abc import Callable

from budgets.actions.locks import one_writer
from budgets.actions.marks import renew_marks
from budgets.models import Edition
from budgets.search import index, store


@one_writer
def _index(edition: Edition) -> None:
    index.refresh(edition)
    renew_marks(edition.body.slug)


def index_missing(told: Callable[[int, int], object] = lambda done, count: None) -> int:
    """Index every live version that is not in the index, or only in an older format.

    Each edition is one transaction, so that an interrupted run can be continued. `told` is called with the numbers of
    editions done and in all. Gives the number of editions.
    """
    editions = index.missing()
    for done, edition in enumerate(editions, 1):
        _index(edition)
        told(done, len(editions))
    if editions:
        store.tidy()
    return len(editions)
