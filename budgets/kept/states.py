"""The state of a scope, known before every answer: from the primary database, never from anything kept."""

import ctypes
import mmap
import os
import platform
import sys
import threading
import time
from pathlib import Path
from typing import Any, NamedTuple

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, Error, InterfaceError, OperationalError, connections
from django.db.backends.base.base import BaseDatabaseWrapper

from budgets.models import State, StateMark

# Said by a database that is there: a locked SQLite file, a PostgreSQL whose connections are all taken.
BUSY = ("locked", "too many", "remaining connection slots")
ASKED_AGAIN = 1.0  # seconds after which also an unchanged SQLite file is asked


class DatabaseGone(Exception):
    """There is no database now."""


class _Seen(NamedTuple):
    """A state, when it was read, of which state of the file, and which time of asking it was."""

    state: State
    at: float
    as_of: bytes
    began: int


class States:
    """Knows the state of every scope now, and the last one for the time without a database.

    The database is asked over one connection of each process, outside of Django's own and of its pool: no request of
    Django ends after a kept answer, so nothing would give a connection back.
    """

    def __init__(self) -> None:
        self._last: dict[str, _Seen] = {}
        self._own: BaseDatabaseWrapper | None = None
        self._file = SqliteFile()
        self._lock = threading.Lock()
        self._begun = 0  # how many times the database was asked

    def now(self, scope: str) -> State:
        """The state of a scope. Raises DatabaseGone, or django.db.Error where the database is there and cannot say."""
        try:
            return self._now(scope)
        except (OperationalError, InterfaceError) as problem:
            if any(words in str(problem) for words in BUSY):
                raise
            raise DatabaseGone from problem

    def last(self, scope: str) -> State:
        """Without a database the last state that was seen, for a set time; later none."""
        seen = self._last.get(scope)
        if seen is None or time.monotonic() - seen.at > settings.KEPT_ANSWERS_WITHOUT_DATABASE:
            return State("", None)
        return State(seen.state.mark, None)

    def _now(self, scope: str) -> State:
        database = connections[DEFAULT_DB_ALIAS]
        if database.in_atomic_block:  # what it wrote is seen by nobody else yet
            return StateMark.objects.state(scope, database)
        as_of = self._file.state(database)
        seen = self._last.get(scope)
        if seen and as_of and seen.as_of == as_of and time.monotonic() - seen.at < ASKED_AGAIN:
            return seen.state
        return self._asked(scope, as_of)

    def _asked(self, scope: str, as_of: bytes) -> State:
        """What the database says, asked after the caller came: those who wait at the same time share one answer."""
        came = self._begun
        with self._lock:
            seen = self._last.get(scope)
            if seen is None or seen.began <= came:
                self._begun += 1
                seen = _Seen(self._asked_now(scope), time.monotonic(), as_of, self._begun)
                if seen.state.mark:
                    self._last[scope] = seen
            return seen.state

    def _asked_now(self, scope: str) -> State:
        """Asked once more over a new connection where the server may have been restarted since the last time."""
        if self._own is None:
            self._own = _own_connection()
        database = self._own
        if self._file.is_another():
            self._close(database)
        was_connected = database.connection is not None
        try:
            return StateMark.objects.state(scope, database)
        except Error:
            self._close(database)
            if not was_connected:
                raise
        return StateMark.objects.state(scope, database)

    def _close(self, database: BaseDatabaseWrapper) -> None:
        database.close()
        self._file.forget()  # with its last connection SQLite deletes the index of the log


def _own_connection() -> BaseDatabaseWrapper:
    own: Any = connections.create_connection(DEFAULT_DB_ALIAS)
    options = {name: value for name, value in own.settings_dict["OPTIONS"].items() if name != "pool"}
    own.settings_dict = own.settings_dict | {"OPTIONS": options}
    own.inc_thread_sharing()
    return own


class SqliteFile:
    """Tells whether a SQLite database changed, without asking it.

    In WAL mode SQLite keeps the index of its log in a file that all processes map into their memory. It begins with a
    header that every commit changes before it returns (sqlite.org/walformat.html, section 2.1). A file that was put in the
    place of another one has another number.
    """

    def __init__(self) -> None:
        self._number = b""
        self._index: mmap.mmap | None = None
        self._was_replaced = False

    def state(self, database: BaseDatabaseWrapper) -> bytes:
        """Bytes that differ after every commit; b"" where nobody can tell without asking.

        Raises OperationalError where the file is missing: SQLite would make an empty one.
        """
        name = str(database.settings_dict["NAME"])
        if database.vendor != "sqlite" or not name.startswith("/"):
            return b""
        try:
            number = _number_of(name)
        except OSError as problem:
            self._number = _MISSING
            raise OperationalError(str(problem)) from problem
        if number != self._number or self._index is None:
            self._was_replaced |= self._number not in (b"", number)
            self._number, self._index = number, None if self._was_replaced else _mapped(f"{name}-shm")
        return self._index[:HEADER] if self._index is not None else b""

    def forget(self) -> None:
        """Look for the index of the log anew."""
        self._index = None

    def is_another(self) -> bool:
        """Whether another file lies there since the last time that this was asked."""
        replaced, self._was_replaced = self._was_replaced, False
        return replaced


_MISSING = b"-"
_NUMBER = slice(
    0, 16
)  # of the C library's answer on the machines below: the device and the number of the file
try:
    _known = sys.platform == "linux" and platform.machine() in ("x86_64", "aarch64")
    _STAT = getattr(ctypes.PyDLL(None), "stat", None) if _known else None
except OSError:  # a Python without a C library to call
    _STAT = None


def _number_of(path: str) -> bytes:
    """Bytes that name the file which lies there now. Raises OSError where there is none.

    `os.stat` gives up the interpreter's lock, and takes it again behind every other reader: that made eight readers at
    once half as fast. The C library's own call takes less than a microsecond and keeps it; a disk that does not answer holds up
    the whole process.
    """
    if _STAT is not None:
        found = ctypes.create_string_buffer(512)
        if _STAT(os.fsencode(path), found) == 0:
            return found.raw[_NUMBER]
    status = os.stat(path)
    return b"%d %d" % (status.st_dev, status.st_ino)


HEADER = 96  # bytes: two copies, of which a commit writes one after the other


def _mapped(path: str) -> mmap.mmap | None:
    try:
        with Path(path).open("rb") as file:
            return mmap.mmap(file.fileno(), HEADER, access=mmap.ACCESS_READ)
    except (OSError, ValueError):  # no such log, or it is not begun
        return None
