"""Stores and searches the terms of the entries: FTS5 on SQLite, a tsvector on PostgreSQL, with the same results.

Both get the same terms and the same questions, and neither ranks: the id of an entry is its rank.
"""

from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager
from typing import Protocol

from django.db import connection

from budgets.search import postgresql, sqlite
from budgets.search.questions import NO_BOUNDS, Bounds, IdSpan, Question
from budgets.search.sqlite import TABLE

FIRST_VERSIONS = postgresql.FARTHEST + 1  # one more than are searched, to see whether there are more


def put(entries: Iterable[tuple[int, Sequence[str]]]) -> None:
    """Store the terms of new entries, by id."""
    database = sqlite if connection.vendor == "sqlite" else postgresql
    rows = [(number, database.written(terms)) for number, terms in entries]
    with connection.cursor() as cursor:
        cursor.executemany(database.INSERT, rows)


def forget(spans: Iterable[IdSpan]) -> None:
    """Delete the terms of all entries with these ids."""
    database = sqlite if connection.vendor == "sqlite" else postgresql
    with connection.cursor() as cursor:
        for span in spans:
            cursor.execute(database.DELETE, [span.first, span.end])


def tidy() -> None:
    """Optimise the index after much of it was written: FTS5 is several times slower before."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(f"INSERT INTO {TABLE} ({TABLE}) VALUES ('optimize')")


class Index(Protocol):
    """The index during one search; `is_cut` when the end of any entry is not in it."""

    @property
    def is_cut(self) -> bool: ...

    def ids(
        self, question: Question, spans: Sequence[IdSpan], most: int, bounds: Bounds
    ) -> Sequence[tuple[int, int]]:
        """Pairs of a span's number and an id: the first ids of each span."""


def opened(first: Callable[[], Sequence[int]]) -> AbstractContextManager[Index]:
    """The index for a search.

    `first` gives, in order, an id of each of the first FIRST_VERSIONS versions: they are searched before all others.
    """
    return sqlite.opened(first) if connection.vendor == "sqlite" else postgresql.opened(first)


def ids(
    index: Index, question: Question, spans: Sequence[IdSpan], most: int, bounds: Bounds = NO_BOUNDS
) -> list[list[int]]:
    """The first ids in each span whose entries fit the question, in order, at most `most` in each."""
    found: list[list[int]] = [[] for _ in spans]
    for part, number in index.ids(question, spans, most, bounds):
        found[part].append(number)
    return [sorted(numbers) for numbers in found]
