"""The empty database of the tests is migrated once in a run, by the process that needs it first; others get a copy.

Migrating takes some seconds, as long as a hundred tests. PostgreSQL, on which fewer processes run, migrates in each.
"""

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any
from unittest import mock

from django.core import management
from django.db import connection

from tests.live_site import one_at_a_time


@contextmanager
def once() -> Iterator[None]:
    """While the block lasts, `migrate` fills an SQLite database with what the first process of the run made of its own."""
    migrate = management.call_command

    def call_command(name: str, *arguments: Any, **options: Any) -> Any:
        if name == "migrate" and connection.vendor == "sqlite":
            return _copied_or_made(lambda: migrate(name, *arguments, **options))
        return migrate(name, *arguments, **options)

    with mock.patch.object(management, "call_command", call_command):
        yield


def _copied_or_made(migrate: Callable[[], Any]) -> None:
    folder = Path(os.environ["TEST_READY"]) / "migrated"
    kept, making = folder / "kept", folder / "making"
    with one_at_a_time(folder):
        if kept.exists():
            connection.ensure_connection()
            with closing(sqlite3.connect(kept)) as source:
                source.backup(connection.connection)
            return
        migrate()
        making.unlink(missing_ok=True)
        with closing(sqlite3.connect(making)) as target:
            connection.connection.backup(target)
        making.rename(kept)
