"""Stored editions that are built once in a run and put back for each test, as the rows of their tables.

Publishing the bundled edition takes more than half a second, putting its rows back a thirtieth of one, and nothing where
they lie in the database already: one snapshot may stay there from test to test, outside of their transactions. What was
built is what `actions` wrote: a snapshot is taken from the database after the real actions, never made by hand.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, transaction

from budgets.models import SITE, Body, EditionVersion, LogEntry, SourceDocument, StateMark

TERMS = "budgets_searchterms"  # the index of the search, which has no model
Rows = dict[str, list[Any]]  # by table: tuples on SQLite, lines of COPY on PostgreSQL


@dataclass(frozen=True)
class Snapshot:
    """What was built on top of what was there: its rows, the keys of its versions, and the state afterwards."""

    rows: Rows | None  # None when building changed rows that were there: then it is built each time
    versions: tuple[int, ...]
    state: tuple[int, ...]


_taken: dict[tuple[str, ...], Snapshot] = {}
_lying: tuple[str, ...] = ()  # what the database holds between tests: nothing, or one name
_built: tuple[str, ...] = ()  # the names of what this test's database holds, in their order


def lay_out(name: str | None) -> None:
    """Before a test and outside of its transaction: have that snapshot in the database, if it was taken, or nothing."""
    global _lying, _built
    taken = _taken.get((name,)) if name else None
    wanted = (name,) if name and taken and taken.rows is not None else ()
    if _lying != wanted:
        _clear()
        if taken and taken.rows is not None:
            _put_back(taken.rows)
    _lying = _built = wanted


def restored(name: str, build: Callable[[], Sequence[EditionVersion]]) -> list[EditionVersion]:
    """The versions that `build` gives, from a snapshot where there is one. `name` stands for what it builds.

    Several may be put back one after the other. After anything else was written all is built as without snapshots.
    """
    global _built
    if _lying == (name,):
        return _versions(_lying)
    if _state() != (_taken[_built].state if _built else (0, 0, 0, 0)):
        return list(build())
    key = (*_built, name)
    if key not in _taken:
        before = _rows()
        versions = tuple(version.pk for version in build())
        _taken[key] = Snapshot(_added(before, _rows()), versions, _state())
        assert _built or _taken[key].rows is not None, "built on nothing, yet rows changed that were there"
    elif (rows := _taken[key].rows) is None:
        return list(build())
    else:
        _put_back(rows)
    _built = key
    return _versions(key)


def _versions(key: tuple[str, ...]) -> list[EditionVersion]:
    """Read from the database, which alone is in a snapshot: the first test gets the same objects as all others."""
    found = EditionVersion.objects.select_related("edition__body").in_bulk(_taken[key].versions)
    return [found[number] for number in _taken[key].versions]


def _state() -> tuple[int, ...]:
    """Changes with every action, as each writes to the log, and with rows that a test writes itself."""
    return tuple(model._default_manager.count() for model in (EditionVersion, LogEntry, Body, SourceDocument))


def _tables() -> list[str]:
    return [*(model._meta.db_table for model in _models()), TERMS]


def _models() -> list[Any]:
    """All but the state marks: every action changes that of the site, a row that is there before."""
    return [model for model in apps.get_app_config("budgets").get_models() if model is not StateMark]


def _mark() -> None:
    """Give the site and every body that is there a new state mark."""
    StateMark.objects.all().delete()
    scopes = [SITE, *Body.objects.values_list("slug", flat=True)]
    StateMark.objects.bulk_create(StateMark(scope=scope) for scope in scopes)


def _rows() -> Rows:
    rows: Rows = {}
    with connection.cursor() as cursor:
        for table in _tables():
            if connection.vendor == "postgresql":
                with cursor.copy(f"COPY {table} TO STDOUT") as copy:
                    rows[table] = b"".join(map(bytes, copy)).splitlines(keepends=True)
            else:
                cursor.execute(f"SELECT {', '.join(_columns(table))} FROM {table}")
                rows[table] = cursor.fetchall()
    return rows


def _columns(table: str) -> list[str]:
    """The columns of a table on SQLite, as expressions: these are read as stored, not turned into Python's types."""
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA table_info({table})")
        names = [f'+"{row[1]}"' for row in cursor.fetchall()]
    return ["rowid", *names] if table == TERMS else names


def _added(before: Rows, after: Rows) -> Rows | None:
    added = {}
    for table, rows in after.items():
        were = set(before[table])
        if not were <= set(rows):
            return None
        added[table] = [row for row in rows if row not in were]
    return {table: rows for table, rows in added.items() if rows}


def _clear() -> None:
    """Empty the tables; new rows get keys from 1 again."""
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"TRUNCATE {', '.join(_tables())} RESTART IDENTITY CASCADE")
        else:
            for table in _tables():
                cursor.execute(f"DELETE FROM {table}")
                cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [table])
    _mark()


def _put_back(rows: Rows) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        for table, found in rows.items():
            if connection.vendor == "postgresql":
                with cursor.copy(f"COPY {table} FROM STDIN") as copy:
                    copy.write(b"".join(found))
            else:
                into = f"{table} (rowid, terms)" if table == TERMS else table
                marks = ", ".join("?" * len(found[0]))
                cursor.cursor.executemany(f"INSERT INTO {into} VALUES ({marks})", found)
        # New rows get keys after those that were put back. SQLite sees to that by itself.
        for statement in connection.ops.sequence_reset_sql(no_style(), _models()):
            cursor.execute(statement)
    _mark()
