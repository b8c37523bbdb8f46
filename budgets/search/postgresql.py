"""The terms of the entries on PostgreSQL: a tsvector, whose index does not give ids in order.

So the way to the first ids is chosen here: the planner misjudges rare terms, and terms that are common in one kind
only. How common the answers are is estimated from the versions with the first ids.
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

WINDOWS = (NEAR := 4, 64, FARTHEST := 256)  # how many versions are searched at first, and after that
SLACK = 2  # more versions are searched where so many times the expected answers would be enough
A_LOOK = 1500  # ids that are fetched at once; most questions have fewer answers in all
ENOUGH = 15  # with so many times the answers wanted it is cheaper to go through the ids in order
# Planner settings that force the use of the index, and no compiling, which takes longer than these statements.
_BY_TERMS = {"jit": "off", "enable_seqscan": "off", "enable_indexscan": "off", "enable_indexonlyscan": "off"}
_BY_ID = {"enable_indexscan": "on", "enable_bitmapscan": "off"}

Rows = list[tuple[int, int]]


class PostgresqlIndex:
    """The index during one search: the versions whose ids come first, and the number of pieces of its longest entry."""

    def __init__(self, cursor: CursorWrapper, versions: Sequence[int]) -> None:
        self.cursor, self.versions = cursor, versions
        pieces = {f"'{piece_sign(number)}'" for number in range(1, MOST_PIECES)}
        cursor.execute(
            "SELECT sign FROM unnest(%s::text[]) AS sign"
            f" WHERE EXISTS (SELECT 1 FROM {TABLE} WHERE terms @@ sign::tsquery)",
            [[*pieces, f"'{CUT}'"]],
        )
        seen = {sign for (sign,) in cursor.fetchall()}
        self.pieces = 1 + len(seen & pieces)  # of the longest entry; nearly always 1
        self.is_cut = f"'{CUT}'" in seen

    def ids(self, question: Question, spans: Sequence[IdSpan], most: int, bounds: Bounds) -> Rows:
        """Pairs of a span's number and an id: the first ids of each span."""
        search = _Search(self, question, spans, most, bounds)
        search.look_near()
        search.look_farther()
        if not search.look_at_all() and (many := search.look_by_kind()):
            with _set(self.cursor, _BY_ID, _BY_TERMS | {"enable_bitmapscan": "on"}):
                search.walk(many)
        return search.rows()


@contextmanager
def opened(first: Callable[[], Sequence[int]]) -> Iterator[PostgresqlIndex]:
    """The index, with settings under which statements read by terms. `first` gives the versions whose ids come first."""
    with connection.cursor() as cursor, _set(cursor, _BY_TERMS, dict.fromkeys(_BY_TERMS, "DEFAULT")):
        yield PostgresqlIndex(cursor, first())


class _Search:
    """The state of one question: the ids found in each span, and the spans that are not finished."""

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
        """Search all kinds together in the few versions whose ids come first."""
        among = list(map(term, blocks.small(self.index.versions[:NEAR])))
        self._keep(self._all(both(either(*among), self.question)) if among else [])
        self._finish(NEAR)

    def look_farther(self) -> None:
        """Search more versions, each kind by itself, where the answers so far show that these hold enough."""
        for some, more in pairwise(WINDOWS):
            likely = {part for part in self.left if len(self.found[part]) * more * SLACK >= self.most * some}
            parts = self.left if len(self.index.versions) <= more else likely
            if not parts:
                return
            first = self.index.versions[:more]
            self._by_kind({part: blocks.large(first, self.spans[part].kind) for part in parts})
            self._finish(more)

    def _finish(self, some: int) -> None:
        """Spans with enough answers in the first versions are finished, and all spans when there are no more versions."""
        full = {part for part in self.left if len(self.found[part]) >= self.most}
        self.left -= self.left if len(self.index.versions) <= some else full

    def look_at_all(self) -> bool:
        """Get all remaining answers at once if they are few; gives whether they were."""
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
        """Get the answers of each span by itself; gives the spans with too many answers for this."""
        counts = self._by_kind({part: [self.spans[part].mark] for part in self.left}, self.most * ENOUGH)
        return {part for part, count in counts.items() if count == self.most * ENOUGH}

    def _by_kind(self, among: Mapping[int, Iterable[str]], at_most: int | None = None) -> dict[int, int]:
        """Keep the first answers that have one of a span's terms; gives their number by span, counted up to `at_most`."""
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
        """Get the answers in these spans in order of ids, until there are enough."""
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
        """Keep, of all answers in a part of the index, the first of each unfinished span."""
        ordered = sorted(numbers)
        for part in self.left:
            span = self.spans[part]
            own = ordered[bisect_left(ordered, span.first) : bisect_left(ordered, span.end)]
            self.found[part] = own[: self.most]

    def _words(self, question: Question) -> str:
        return as_tsquery(question, self.index.pieces)


@contextmanager
def _set(cursor: CursorWrapper, during: Mapping[str, str], after: Mapping[str, str]) -> Iterator[None]:
    """Settings of the connection inside the block; the previous ones come back after it."""
    cursor.execute(";".join(f"SET {name} = {value}" for name, value in during.items()))
    try:
        yield
    finally:
        with suppress(DatabaseError):  # after an error the rollback restores the settings
            cursor.execute(";".join(f"SET {name} = {value}" for name, value in after.items()))
