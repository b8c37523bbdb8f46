"""Answers kept for all processes of one machine, in a SQLite file of their own beside the data.

One file instead of one an answer: its size has a limit, everything under a mark goes with one statement, and the
oldest make room for the newest. The file may be deleted at any time.
"""

import logging
import sqlite3
import threading
import time
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path
from typing import TypeVar

logger = logging.getLogger(__name__)

T = TypeVar("T")
PAGE = 4096  # bytes
PATIENCE = 1.0  # seconds to wait for another process that writes
SHARE = 8  # a full file loses its oldest eighth
FEW = 8  # answers, too few to make room for one

# Deleted bytes are overwritten: what was withdrawn must not be found in the file.
_OPEN = f"""PRAGMA page_size={PAGE}; PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF; PRAGMA secure_delete=ON;
CREATE TABLE IF NOT EXISTS answer (id INTEGER PRIMARY KEY, scope TEXT, mark TEXT, digest TEXT, stored BLOB,
    lasting INTEGER, UNIQUE (scope, mark, digest));
CREATE TABLE IF NOT EXISTS making (digest TEXT PRIMARY KEY, until REAL)"""


class AnswerFile:
    """The shared store in a file; one connection for each thread."""

    def __init__(self, path: Path, limit: int) -> None:
        self.path, self.pages = path, max(limit // PAGE, 64)
        self._threads = threading.local()

    def get(self, scope: str, mark: str, digest: str) -> bytes | None:
        """What was put there."""
        row = self._tried(lambda file: file.execute(_GET, (scope, mark, digest)).fetchone())
        return row[0] if row else None

    def put(self, scope: str, mark: str, digest: str, stored: bytes, *, lasting: bool) -> None:
        """Keep it; where the file is full the oldest answers go, first of all those that are not `lasting`."""
        if len(stored) > self.pages * PAGE // SHARE:
            return
        row = (scope, mark, digest, stored, lasting)

        def write(file: sqlite3.Connection) -> None:
            try:
                file.execute(_PUT, row)
            except sqlite3.OperationalError as problem:
                if "full" not in str(problem):
                    raise
                if file.execute(_LEAVE_LASTING).rowcount < FEW:
                    file.execute(_MAKE_ROOM)
                file.execute(_PUT, row)

        self._tried(write)

    def forget(self, scope: str, mark: str) -> None:
        """Delete everything under that mark, also from the log of the file."""

        def delete(file: sqlite3.Connection) -> None:
            file.execute("DELETE FROM answer WHERE scope = ? AND mark = ?", (scope, mark))
            _empty_log(file)

        self._tried(delete)

    def marks(self) -> set[tuple[str, str]]:
        """Every scope and mark under which something lies. Empties the log too: a reader may have hindered `forget`."""
        self._tried(_empty_log)
        found = self._tried(lambda file: file.execute("SELECT DISTINCT scope, mark FROM answer").fetchall())
        return set(found or ())

    def claim(self, digest: str, seconds: float) -> bool:
        """Whether the caller is to make this answer."""
        now = time.time()

        def write(file: sqlite3.Connection) -> int:
            return file.execute(_CLAIM, (digest, now + seconds, now)).rowcount

        return self._tried(write) != 0

    def release(self, digest: str) -> None:
        """The answer is made."""
        self._tried(lambda file: file.execute("DELETE FROM making WHERE digest = ?", (digest,)))

    def _tried(self, use: Callable[[sqlite3.Connection], T]) -> T | None:
        """What `use` gives; None where the file fails: a cache is never a reason for an error."""
        try:
            return use(self._file())
        except (sqlite3.Error, OSError) as problem:
            logger.warning("Kept answers: %s", problem)
            self._threads.file = None
            if type(problem) is sqlite3.DatabaseError or "has no column" in str(problem):
                self.delete()  # no database, a damaged one, or one of an earlier release
        return None

    def _file(self) -> sqlite3.Connection:
        """The connection of this thread; a new one where the file was deleted, and perhaps made anew."""
        number = self.path.stat().st_ino if self.path.exists() else 0
        if getattr(self._threads, "number", None) != number or self._threads.file is None:
            self._threads.file = self._opened()
            self._threads.number = self.path.stat().st_ino
        file: sqlite3.Connection = self._threads.file
        return file

    def _opened(self) -> sqlite3.Connection:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        file = sqlite3.connect(self.path, timeout=PATIENCE, isolation_level=None)
        with closing(file.executescript(_OPEN)):
            file.execute(f"PRAGMA max_page_count={self.pages}").fetchall()
        return file

    def delete(self) -> None:
        """Delete the file, if the folder lets it be deleted."""
        with suppress(OSError):
            for suffix in ("", "-wal", "-shm"):
                Path(f"{self.path}{suffix}").unlink(missing_ok=True)


def _empty_log(file: sqlite3.Connection) -> None:
    file.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()


_GET = "SELECT stored FROM answer WHERE scope = ? AND mark = ? AND digest = ?"
_PUT = "INSERT OR REPLACE INTO answer (scope, mark, digest, stored, lasting) VALUES (?, ?, ?, ?, ?)"
_LEAVE_LASTING = (
    "DELETE FROM answer WHERE NOT lasting AND id <= (SELECT avg(id) FROM answer WHERE NOT lasting)"
)
_MAKE_ROOM = f"DELETE FROM answer WHERE id <= (SELECT min(id) + (max(id) - min(id)) / {SHARE} FROM answer)"
_CLAIM = """INSERT INTO making (digest, until) VALUES (?, ?)
ON CONFLICT (digest) DO UPDATE SET until = excluded.until WHERE until < ?"""
