"""Where the terms of the entries are kept and asked: FTS5 on SQLite, a tsvector on PostgreSQL, one meaning.

Both are given the same terms and the same questions, and neither ranks: the id of an entry is its rank.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import DatabaseError, connection
from django.db.backends.utils import CursorWrapper

from budgets.models import SearchKind
from budgets.search.terms import BEGINNING, MOST_TERMS, TITLE, Phrase

TABLE = "budgets_searchterms"  # made by a migration
_ID = {"sqlite": "rowid", "postgresql": "id"}


@dataclass(frozen=True)
class All:
    """Every one of these."""

    of: tuple["Question", ...]


@dataclass(frozen=True)
class Any_:
    """At least one of these."""

    of: tuple["Question", ...]


Question = Phrase | All | Any_


def both(*questions: Question) -> Question:
    """All of the questions; one alone is itself."""
    return questions[0] if len(questions) == 1 else All(questions)


def either(*questions: Question) -> Question:
    """At least one of the questions; one alone is itself."""
    return questions[0] if len(questions) == 1 else Any_(questions)


def term(text: str) -> Phrase:
    """One term alone."""
    return Phrase((text,))


@dataclass(frozen=True)
class Span:
    """Ids from `first` to before `end`; all entries there, and no others, have the term `mark`, if one is given."""

    first: int
    end: int
    mark: str = ""


@dataclass(frozen=True)
class Bounds:
    """The smallest and the largest yuan of which an entry must have an amount; None is no bound."""

    smallest: Decimal | None = None
    largest: Decimal | None = None

    def condition(self, entry: str) -> tuple[str, list[Any]]:
        """It as SQL about the entry with that id, and its parameters."""
        given = [
            (sign, yuan) for sign, yuan in ((">=", self.smallest), ("<=", self.largest)) if yuan is not None
        ]
        if not given:
            return "", []
        within = "".join(f" AND a.yuan {sign} %s" for sign, _ in given)
        # Not EXISTS: PostgreSQL would gather every amount within the bounds first, which are most of all amounts.
        amount = f"SELECT 1 FROM budgets_searchamount a WHERE a.entry_id = {entry}{within} LIMIT 1"
        sql = f" AND ({amount}) IS NOT NULL"
        return sql, [yuan for _, yuan in given]


NO_BOUNDS = Bounds()


def put(entries: Iterable[tuple[int, Sequence[str]]]) -> None:
    """Store the terms of new entries, by id."""
    vendor = connection.vendor
    write = _written[vendor]
    rows = [(number, write(terms[:MOST_TERMS])) for number, terms in entries]
    cast = "%s::tsvector" if vendor == "postgresql" else "%s"
    with connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO {TABLE} ({_ID[vendor]}, terms) VALUES (%s, {cast})", rows)


def forget(spans: Iterable[Span]) -> None:
    """Forget the terms of all entries with such ids."""
    column = _ID[connection.vendor]
    with connection.cursor() as cursor:
        for span in spans:
            cursor.execute(
                f"DELETE FROM {TABLE} WHERE {column} >= %s AND {column} < %s", [span.first, span.end]
            )


def ids(question: Question, spans: Sequence[Span], most: int, bounds: Bounds = NO_BOUNDS) -> list[list[int]]:
    """The first ids in each span whose entries answer the question, in order, at most so many in each."""
    find = {"sqlite": _ids_of_sqlite, "postgresql": _ids_of_postgresql}[connection.vendor]
    with connection.cursor() as cursor:
        return find(cursor, question, spans, most, bounds)


def _gathered(rows: Iterable[tuple[int, int]], spans: Sequence[Span]) -> list[list[int]]:
    """Ids by the number of their span, in order."""
    found: list[list[int]] = [[] for _ in spans]
    for part, number in rows:
        found[part].append(number)
    return [sorted(numbers) for numbers in found]


# ---- in the words of SQLite --------------------------------------------------------------------------


def _as_text(terms: Sequence[str]) -> str:
    return " ".join(terms)


def _as_match(question: Question) -> str:
    if isinstance(question, Phrase):
        return '"' + " ".join(question.terms) + '"' + (" *" if question.open_end else "")
    sign = " AND " if isinstance(question, All) else " OR "
    return "(" + sign.join(map(_as_match, question.of)) + ")"


def _ids_of_sqlite(
    cursor: CursorWrapper, question: Question, spans: Sequence[Span], most: int, bounds: Bounds
) -> list[list[int]]:
    """FTS5 gives ids in order and stops when it has enough."""
    within, values = bounds.condition(f"{TABLE}.rowid")
    piece = (
        f"SELECT * FROM (SELECT %s, rowid FROM {TABLE} WHERE {TABLE} MATCH %s AND rowid >= %s AND rowid < %s"
        f"{within} ORDER BY rowid LIMIT %s)"
    )
    asked = _as_match(question)
    parameters: list[Any] = []
    for part, span in enumerate(spans):
        parameters += [part, asked, span.first, span.end, *values, most]
    cursor.execute(" UNION ALL ".join([piece] * len(spans)), parameters)
    return _gathered(cursor.fetchall(), spans)


# ---- in the words of PostgreSQL -----------------------------------------------------------------------


def _as_vector(terms: Sequence[str]) -> str:
    """Terms with their positions as the text of a tsvector: no parser reads it, so no locale matters."""
    places: dict[str, list[str]] = {}
    for place, word in enumerate(terms, 1):
        places.setdefault(word, []).append(str(place))
    beginnings = {_beginning(word) for word in places} - {""}
    return " ".join(
        [
            *(f"'{word}':{','.join(at)}" for word, at in places.items()),
            *(f"'{BEGINNING}{letter}'" for letter in beginnings),
        ]
    )


def _beginning(word: str) -> str:
    """The Chinese character that a term begins with, behind the sign of a title too; "" for any other term.

    One character that is asked for alone begins hundreds of terms; PostgreSQL would gather them each time.
    """
    sign = TITLE if word.startswith(TITLE) else ""
    letter = word[len(sign) : len(sign) + 1]
    return sign + letter if letter.isalpha() and not letter.isascii() else ""


def _as_tsquery(question: Question) -> str:
    if isinstance(question, Phrase):
        if (
            question.open_end
            and len(question.terms) == 1
            and question.terms[0] == _beginning(question.terms[0])
        ):
            return f"'{BEGINNING}{question.terms[0]}'"
        words = [f"'{word}'" for word in question.terms]
        return "(" + " <-> ".join(words) + (":*" if question.open_end else "") + ")"
    sign = " & " if isinstance(question, All) else " | "
    return "(" + sign.join(map(_as_tsquery, question.of)) + ")"


# The index of terms gives no order, and the planner knows too little of rare terms and of terms that are common in
# one kind alone. So the way is chosen here, by what comes back.
A_LOOK = 3000  # ids that are fetched at once: most questions have fewer answers in all
OFTEN = 20  # a kind with one in so many of them is common: of its ids in order few must be looked at
ENOUGH = 15  # times as many as are wanted: from here on it is cheaper to walk along the ids
# Compiling a plan takes longer than any of these statements.
_BY_TERMS = ("jit", "enable_seqscan", "enable_indexscan", "enable_indexonlyscan")
_BY_ID = ("jit", "enable_seqscan", "enable_bitmapscan")


def _ids_of_postgresql(
    cursor: CursorWrapper, question: Question, spans: Sequence[Span], most: int, bounds: Bounds
) -> list[list[int]]:
    """All answers at once where they are few; else each span by itself."""
    sql = f"SELECT id FROM {TABLE} WHERE terms @@ %s::tsquery LIMIT %s"
    marks = [term(span.mark) for span in spans]
    asked = both(either(*marks), question) if len(marks) < len(SearchKind) else question
    with _without(cursor, _BY_TERMS):
        cursor.execute(sql, [_as_tsquery(asked), A_LOOK])
        seen = sorted(number for (number,) in cursor.fetchall())
    few = len(seen) < A_LOOK
    if few and bounds != NO_BOUNDS:
        seen = _with_amounts(cursor, seen, bounds)
    inside = [seen[bisect_left(seen, span.first) : bisect_left(seen, span.end)] for span in spans]
    if few:
        return [own[:most] for own in inside]
    common = {part for part, own in enumerate(inside) if len(own) * OFTEN >= A_LOOK}
    rare, many = _by_terms(cursor, question, spans, set(range(len(spans))) - common, most, bounds)
    along = _along_the_ids(cursor, question, spans, common | many, most, bounds)
    return _gathered([*rare, *along], spans)


def _with_amounts(cursor: CursorWrapper, entries: list[int], bounds: Bounds) -> list[int]:
    """Those of the entries that have such an amount, in order."""
    within, values = bounds.condition("e.id")
    cursor.execute(f"SELECT e.id FROM unnest(%s::bigint[]) AS e (id) WHERE true{within}", [entries, *values])
    return sorted(number for (number,) in cursor.fetchall())


def _by_terms(
    cursor: CursorWrapper,
    question: Question,
    spans: Sequence[Span],
    parts: Iterable[int],
    most: int,
    bounds: Bounds,
) -> tuple[list[tuple[int, int]], set[int]]:
    """The answers in these spans by the index of terms, and the spans in which there are too many for it."""
    within, values = bounds.condition(f"{TABLE}.id")
    piece = (
        "SELECT part, id, count FROM (SELECT %s AS part, id, count(*) OVER () AS count FROM"
        f" (SELECT id FROM {TABLE} WHERE terms @@ %s::tsquery{within} LIMIT %s) AS found ORDER BY id LIMIT %s) AS p"
    )
    parameters: list[Any] = []
    for part in (asked := sorted(parts)):
        words = _as_tsquery(both(term(spans[part].mark), question))
        parameters += [part, words, *values, most * ENOUGH, most]
    if not asked:
        return [], set()
    with _without(cursor, _BY_TERMS):
        cursor.execute(" UNION ALL ".join([piece] * len(asked)), parameters)
        rows = cursor.fetchall()
    many = {part for part, _, count in rows if count == most * ENOUGH}
    return [(part, number) for part, number, _ in rows if part not in many], many


def _along_the_ids(
    cursor: CursorWrapper,
    question: Question,
    spans: Sequence[Span],
    parts: Iterable[int],
    most: int,
    bounds: Bounds,
) -> list[tuple[int, int]]:
    """The answers in these spans, one id after the other until there are enough."""
    within, values = bounds.condition(f"{TABLE}.id")
    piece = (
        f"(SELECT %s, id FROM {TABLE} WHERE terms @@ %s::tsquery AND id >= %s AND id < %s{within}"
        " ORDER BY id LIMIT %s)"
    )
    words = _as_tsquery(question)
    parameters: list[Any] = []
    for part in (asked := sorted(parts)):
        parameters += [part, words, spans[part].first, spans[part].end, *values, most]
    if not asked:
        return []
    with _without(cursor, _BY_ID):
        cursor.execute(" UNION ALL ".join([piece] * len(asked)), parameters)
        return list(cursor.fetchall())


@contextmanager
def _without(cursor: CursorWrapper, ways: Iterable[str]) -> Iterator[None]:
    """Statements planned without these ways of reading a table."""
    cursor.execute(";".join(f"SET {way} = off" for way in ways))
    try:
        yield
    finally:
        with suppress(DatabaseError):  # after an error the transaction takes the settings back itself
            cursor.execute(";".join(f"RESET {way}" for way in ways))


_written = {"sqlite": _as_text, "postgresql": _as_vector}
