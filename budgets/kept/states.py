"""The state of a scope, read before every answer: from the primary database, never from anything kept."""

import os
import threading
import time
from contextlib import nullcontext
from typing import Any

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, Error, InterfaceError, OperationalError, connections
from django.db.backends.base.base import BaseDatabaseWrapper

from budgets.models import State, StateMark

NONE = State("", False)
# Said by a database that is there: a locked SQLite file, a PostgreSQL whose connections are all taken.
BUSY = ("locked", "too many", "remaining connection slots")


class DatabaseGone(Exception):
    """There is no database now."""


class States:
    """Reads states, and remembers the last one of each scope for the time without a database.

    PostgreSQL is asked over one connection of each process, which lies outside of Django's pool: no request of Django ends
    after a kept answer, so nothing would give a connection of the pool back.
    """

    def __init__(self) -> None:
        self._last: dict[str, tuple[State, float]] = {}
        self._own: BaseDatabaseWrapper | None = None
        self._lock = threading.Lock()

    def now(self, scope: str) -> State:
        """The state of a scope. Raises DatabaseGone, or django.db.Error where the database is there and cannot say."""
        try:
            state = self._asked(scope)
        except (OperationalError, InterfaceError) as problem:
            if any(words in str(problem) for words in BUSY):
                raise
            raise DatabaseGone from problem
        if state.mark:
            self._last[scope] = (State(state.mark, False), time.monotonic())
        return state

    def last(self, scope: str) -> State:
        """Without a database the last state that was seen, for a set time; later none."""
        state, seen = self._last.get(scope, (NONE, 0.0))
        return state if time.monotonic() - seen <= settings.KEPT_ANSWERS_WITHOUT_DATABASE else NONE

    def _asked(self, scope: str) -> State:
        """Asked once more over a new connection where the server may have been restarted since the last time."""
        of_thread = connections[DEFAULT_DB_ALIAS]
        if of_thread.vendor == "sqlite":
            _leave_other_file(of_thread)
        is_shared = of_thread.vendor != "sqlite" and not of_thread.in_atomic_block
        with self._lock if is_shared else nullcontext():
            database = self._own_connection() if is_shared else of_thread
            was_connected = database.connection is not None
            try:
                return StateMark.objects.state(scope, database)
            except Error:
                if database.in_atomic_block:
                    raise
                database.close()
                if not was_connected:
                    raise
            return StateMark.objects.state(scope, database)

    def _own_connection(self) -> BaseDatabaseWrapper:
        if self._own is None:
            own: Any = connections.create_connection(DEFAULT_DB_ALIAS)
            options = {name: value for name, value in own.settings_dict["OPTIONS"].items() if name != "pool"}
            own.settings_dict = own.settings_dict | {"OPTIONS": options}
            own.inc_thread_sharing()
            self._own = own
        return self._own


_file = threading.local()


def _leave_other_file(database: BaseDatabaseWrapper) -> None:
    """Close a connection to a SQLite file that was replaced: an earlier database was put back in its place.

    Raises OperationalError where there is no file any more: SQLite would make an empty one.
    """
    name = str(database.settings_dict["NAME"])
    if not name.startswith("/") or database.in_atomic_block:
        return
    try:
        now = os.stat(name).st_ino
    except OSError as problem:
        database.close()
        raise OperationalError(str(problem)) from problem
    if getattr(_file, "now", now) != now:
        database.close()
    _file.now = now
