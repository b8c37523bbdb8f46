"""Stored editions that are built once in a run and put back for each test, as the rows of their tables.

Publishing the bundled edition takes more than half a second, putting its rows back a thirtieth of one. What was built is
what `actions` wrote: a snapshot is taken from the database after the real actions, never made by hand.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, transaction

from budgets.models import EditionVersion

TERMS = "budgets_searchterms"  # the index of the search, which has no model


@dataclass(frozen=True)
class Snapshot:
    """The rows of each table that has any, and the keys of the versions that were built, in their order."""

    rows: dict[str, Any]
    versions: tuple[int, ...]


_taken: dict[str, Snapshot] = {}


def restored(name: str, build: Callable[[], Sequence[EditionVersion]]) -> list[EditionVersion]:
    """The versions that `build` gives, from its snapshot where there is one. `name` stands for what it builds.

    In a database that holds editions already they are built anew: the snapshot's keys are taken there.
    """
    if EditionVersion.objects.exists():
        return list(build())
    if name not in _taken:
        built = build()
        # Only what the database holds is in a snapshot: the first test gets the same as all others.
        _taken[name] = Snapshot(_rows(), tuple(version.pk for version in built))
    else:
        _put_back(_taken[name].rows)
    found = EditionVersion.objects.select_related("edition__body").in_bulk(_taken[name].versions)
    return [found[key] for key in _taken[name].versions]


def _tables() -> list[str]:
    """The tables of the editions, each after those that it points to."""
    ordered = [model._meta.db_table for model in apps.get_app_config("budgets").get_models()]
    return [*ordered, TERMS]


def _rows() -> dict[str, Any]:
    rows = {}
    with connection.cursor() as cursor:
        for table in _tables():
            if connection.vendor == "postgresql":
                with cursor.copy(f"COPY {table} TO STDOUT") as copy:
                    found: Any = b"".join(map(bytes, copy))
            else:
                cursor.execute(f"SELECT {', '.join(_columns(table))} FROM {table}")
                found = cursor.fetchall()
            if found:
                rows[table] = found
    return rows


def _columns(table: str) -> list[str]:
    """The columns of a table on SQLite, as expressions: these are read as stored, not turned into Python's types."""
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA table_info({table})")
        names = [f'+"{row[1]}"' for row in cursor.fetchall()]
    return ["rowid", *names] if table == TERMS else names


def _put_back(rows: dict[str, Any]) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        for table, found in rows.items():
            if connection.vendor == "postgresql":
                with cursor.copy(f"COPY {table} FROM STDIN") as copy:
                    copy.write(found)
            else:
                into = f"{table} (rowid, terms)" if table == TERMS else table
                marks = ", ".join("?" * len(found[0]))
                cursor.cursor.executemany(f"INSERT INTO {into} VALUES ({marks})", found)
        # New rows get keys after those that were put back. SQLite sees to that by itself.
        models = [model for model in apps.get_app_config("budgets").get_models()]
        for statement in connection.ops.sequence_reset_sql(no_style(), models):
            cursor.execute(statement)
