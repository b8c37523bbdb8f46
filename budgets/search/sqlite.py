"""The terms of the entries on SQLite: an FTS5 table, which gives ids in order and stops when it has enough."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from decimal import Decimal

from django.db import connection
from django.db.backends.utils import CursorWrapper

from budgets.search.questions import All, Bounds, IdSpan, Question
from budgets.search.terms import Phrase

TABLE = "budgets_searchterms"  # made by a migration
INSERT = f"INSERT INTO {TABLE} (rowid, terms) VALUES (%s, %s)"
DELETE = f"DELETE FROM {TABLE} WHERE rowid >= %s AND rowid < %s"


def written(terms: Sequence[str]) -> str:
    """Terms as they are stored; their number is not limited."""
    return " ".join(terms)


class SqliteIndex:
    """The index during one search; it holds all entries in full."""

    is_cut = False

    def __init__(self, cursor: CursorWrapper) -> None:
        self.cursor = cursor

    def ids(
        self, question: Question, spans: Sequence[IdSpan], most: int, bounds: Bounds
    ) -> list[tuple[int, int]]:
        """Pairs of a span's number and an id: the first ids of each span."""
        within, values = bounds.condition(f"{TABLE}.rowid")
        piece = (
            f"SELECT * FROM (SELECT %s, rowid FROM {TABLE} WHERE {TABLE} MATCH %s AND rowid >= %s AND rowid < %s"
            f"{within} ORDER BY rowid LIMIT %s)"
        )
        asked = _as_match(question)
        parameters: list[Decimal | int | str | None] = []
        for part, span in enumerate(spans):
            parameters += [part, asked, span.first, span.end, *values, most]
        self.cursor.execute(" UNION ALL ".join([piece] * len(spans)), parameters)
        return list(self.cursor.fetchall())


@contextmanager
def opened(first: Callable[[], Sequence[int]]) -> Iterator[SqliteIndex]:
    """The index for a search. `first` is not needed, because FTS5 gives ids in order."""
    with connection.cursor() as cursor:
        yield SqliteIndex(cursor)


def _as_match(question: Question) -> str:
    if isinstance(question, Phrase):
        return '"' + " ".join(question.terms) + '"' + (" *" if question.open_end else "")
    sign = " AND " if isinstance(question, All) else " OR "
    return "(" + sign.join(map(_as_match, question.of)) + ")"
