"""The terms of the entries on PostgreSQL: a tsvector with an index that knows no order.

So the way to the first ids is chosen here. The planner knows too little of rare terms and of terms that are common
in one kind alone; how common the answers are shows in what the versions with the first ids hold.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from decimal import Decimal
from itertools import pairwise

from django.db import DatabaseError, connection
from django.db.backends.utils import CursorWrapper

from budgets.models import SearchKind
from budgets.search import blocks
from budgets.search.questions import Bounds, IdSpan, Question, both, either, term
from budgets.search.sqlite import TABLE
from budgets.search.terms import CUT
from budgets.search.vectors import MOST_PIECES, as_tsquery, as_vector, piece_sign

INSERT = f"INSERT INTO {TABLE} (id, terms) VALUES (%s, %s::tsvector)"
DELETE = f"DELETE FROM {TABLE} WHERE id >= %s AND id < %s"
written = as_vector

WINDOWS = (NEAR := 4, 64, FARTHEST := 256)  # how many versions are looked through first, and then
SLACK = 2  # times as many answers as are likely, farther on
A_LOOK = 1500  # ids that are fetched at once: most questions have fewer answers in all
ENOUGH = 15  # times as many as are wanted: from here on it is cheaper to walk along the ids
# Which ways of reading a table a plan may not take; compiling it takes longer than any of these statements.
_BY_TERMS = {"jit": "off", "enable_seqscan": "off", "enable_indexscan": "off", "enable_indexonlyscan": "off"}
_BY_ID = {"enable_indexscan": "on", "enable_bitmapscan": "off"}

Rows = list[tuple[int, int]]


class PostgresqlIndex:
    """The index while a search goes on: the versions whose ids come first, and how long its longest entry is."""

    def __init__(self, cursor: CursorWrapper, versions: Sequence[int]) -> None:
        self.cursor, self.versions = cursor, versions
        pieces = {f"'{piece_sign(number)}'" for number in range(1, MOST_PIECES)}
        cursor.execute(
            "SELECT sign FROM unnest(%s::text[]) AS sign"
            f" WHERE EXISTS (SELECT 1 FROM {TABLE} WHERE terms @@ sign::tsquery)",
            [[*pieces, f"'{CUT}'"]],
        )
        seen = {sign for (sign,) in cursor.fetchall()}
        self.pieces = 1 + len(seen & pieces)  # of the longest entry; nearly always one
        self.is_cut = f"'{CUT}'" in seen

    def ids(self, question: Question, spans: Sequence[IdSpan], most: int, bounds: Bounds) -> Rows:
        """The number of a span and an id in it, the first ids of each span."""
        search = _Search(self, question, spans, most, bounds)
        search.look_near()
        search.look_farther()
        if not search.look_at_all() and (many := search.look_by_kind()):
            with _set(self.cursor, _BY_ID, _BY_TERMS | {"enable_bitmapscan": "on"}):
                search.walk(many)
        return search.rows()


@contextmanager
def opened(first: Callable[[], Sequence[int]]) -> Iterator[PostgresqlIndex]:
    """The index, its statements planned to read by terms. `first` gives the versions whose ids come first."""
    with connection.cursor() as cursor, _set(cursor, _BY_TERMS, dict.fromkeys(_BY_TERMS, "DEFAULT")):
        yield PostgresqlIndex(cursor, first())


class _Search:
    """One question on its way: what was found in each span, and which spans are not finished."""

    def __init__(
        self, index: PostgresqlIndex, question: Question, spans: Sequence[IdSpan], most: int, bounds: Bounds
    ) -> None:
        self.index, self.question, self.spans, self.most = index, question, spans, most
        self.within, self.values = bounds.condition(f"{TABLE}.id")
        self.found: dict[int, list[int]] = {}
        self.left = set(range(len(spans)))

    def rows(self) -> Rows:
        """What was found."""
        return [(part, number) for part, own in self.found.items() for number in own]

    def look_near(self) -> None:
        """Look for all kinds together through the few versions whose ids come first."""
        among = list(map(term, blocks.small(self.index.versions[:NEAR])))
        self._keep(self._all(both(either(*among), self.question)) if among else [])
        self._finish(NEAR)

    def look_farther(self) -> None:
        """Look through more versions, for each kind by itself, where what was found says that enough is there."""
        for some, more in pairwise(WINDOWS):
            likely = {part for part in self.left if len(self.found[part]) * more * SLACK >= self.most * some}
            parts = self.left if len(self.index.versions) <= more else likely
            if not parts:
                return
            first = self.index.versions[:more]
            self._by_kind({part: blocks.large(first, self.spans[part].kind) for part in parts})
            self._finish(more)

    def _finish(self, some: int) -> None:
        """Spans with enough answers in the first versions are finished; all are when there are no more versions."""
        full = {part for part in self.left if len(self.found[part]) >= self.most}
        self.left -= self.left if len(self.index.versions) <= some else full

    def look_at_all(self) -> bool:
        """All answers that are left at once where they are few; whether they are."""
        if not self.left:
            return True
        marks = [term(self.spans[part].mark) for part in sorted(self.left)]
        asked = self.question if len(marks) == len(SearchKind) else both(either(*marks), self.question)
        seen = self._all(asked, A_LOOK)
        if len(seen) == A_LOOK:
            return False
        self._keep(seen)
        return True

    def look_by_kind(self) -> set[int]:
        """The answers of each span by itself; the spans in which there are too many for it."""
        counts = self._by_kind({part: [self.spans[part].mark] for part in self.left}, self.most * ENOUGH)
        return {part for part, count in counts.items() if count == self.most * ENOUGH}

    def _by_kind(self, among: Mapping[int, Iterable[str]], at_most: int | None = None) -> dict[int, int]:
        """Keep the first answers that have one of a span's terms; how many there are, counted so far."""
        piece = (
            "SELECT part, id, count FROM (SELECT %s AS part, id, count(*) OVER () AS count FROM"
            f" (SELECT id FROM {TABLE} WHERE terms @@ %s::tsquery{self.within} LIMIT %s) AS found"
            " ORDER BY id LIMIT %s) AS p"
        )
        parameters: list[Decimal | int | str | None] = []
        for part in (asked := sorted(among)):
            words = self._words(both(either(*map(term, among[part])), self.question))
            parameters += [part, words, *self.values, at_most, self.most]
        self.index.cursor.execute(" UNION ALL ".join([piece] * len(asked)), parameters)
        rows = self.index.cursor.fetchall()
        self.found |= {part: [n for of, n, _ in rows if of == part] for part in asked}
        return {part: count for part, _, count in rows}

    def walk(self, parts: Iterable[int]) -> None:
        """The answers in these spans, one id after the other until there are enough."""
        piece = (
            f"(SELECT %s, id FROM {TABLE} WHERE terms @@ %s::tsquery AND id >= %s AND id < %s{self.within}"
            " ORDER BY id LIMIT %s)"
        )
        words = self._words(self.question)
        parameters: list[Decimal | int | str | None] = []
        for part in (asked := sorted(parts)):
            span = self.spans[part]
            parameters += [part, words, span.first, span.end, *self.values, self.most]
        self.index.cursor.execute(" UNION ALL ".join([piece] * len(asked)), parameters)
        rows = self.index.cursor.fetchall()
        self.found |= {part: [n for of, n in rows if of == part] for part in asked}

    def _all(self, question: Question, most: int | None = None) -> list[int]:
        sql = f"SELECT id FROM {TABLE} WHERE terms @@ %s::tsquery{self.within} LIMIT %s"
        self.index.cursor.execute(sql, [self._words(question), *self.values, most])
        return [number for (number,) in self.index.cursor.fetchall()]

    def _keep(self, numbers: Iterable[int]) -> None:
        """Of all answers in a part of the index, the first of each unfinished span."""
        ordered = sorted(numbers)
        for part in self.left:
            span = self.spans[part]
            own = ordered[bisect_left(ordered, span.first) : bisect_left(ordered, span.end)]
            self.found[part] = own[: self.most]

    def _words(self, question: Question) -> str:
        return as_tsquery(question, self.index.pieces)


@contextmanager
def _set(cursor: CursorWrapper, during: Mapping[str, str], after: Mapping[str, str]) -> Iterator[None]:
    """Settings of the connection while the block lasts, and behind it."""
    cursor.execute(";".join(f"SET {name} = {value}" for name, value in during.items()))
    try:
        yield
    finally:
        with suppress(DatabaseError):  # after an error the transaction takes the settings back itself
            cursor.execute(";".join(f"SET {name} = {value}" for name, value in after.items()))
