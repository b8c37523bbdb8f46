"""How a process knows without asking that its SQLite database is the same as a moment ago."""

import os
import sqlite3
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import OperationalError

from budgets.kept.states import SqliteFile, States
from budgets.models.marks import State


@pytest.fixture
def path(tmp_path: Path):
    path = tmp_path / "db.sqlite3"
    with closing(database_at(path)) as kept_open:  # as the process keeps one
        kept_open.execute("CREATE TABLE t (n)")
        yield path


def database_at(path: Path) -> sqlite3.Connection:
    database = sqlite3.connect(path, isolation_level=None)
    database.execute("PRAGMA journal_mode=WAL")
    return database


def of(path: Path, vendor: str = "sqlite") -> Any:
    return SimpleNamespace(vendor=vendor, settings_dict={"NAME": path})


def test_every_commit_of_another_connection_is_seen_and_nothing_else(path):
    file = SqliteFile()
    seen = [file.state(of(path))]
    with closing(database_at(path)) as other:
        for n in range(50):
            other.execute("INSERT INTO t VALUES (?)", (n,))
            seen.append(file.state(of(path)))
            other.execute("SELECT count(*) FROM t").fetchone()
            assert file.state(of(path)) == seen[-1]
        other.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        other.execute("INSERT INTO t VALUES (1)")  # the first of a new log
        seen.append(file.state(of(path)))
        other.execute("BEGIN")
        other.execute("INSERT INTO t VALUES (2)")
        assert file.state(of(path)) == seen[-1]  # nobody sees it yet
        other.execute("COMMIT")
        seen.append(file.state(of(path)))
    assert b"" not in seen and len(set(seen)) == len(seen) == 53


def test_an_earlier_database_written_over_it_is_seen(path, tmp_path):
    file = SqliteFile()
    before = file.state(of(path))
    with closing(sqlite3.connect(tmp_path / "backup")) as backup, closing(database_at(path)) as target:
        backup.execute("CREATE TABLE earlier (n)")
        backup.backup(target)
    assert file.state(of(path)) not in (b"", before)


def test_another_file_in_its_place_is_seen(path, tmp_path):
    file = SqliteFile()
    assert file.state(of(path)) and not file.is_another()
    with closing(sqlite3.connect(tmp_path / "other")) as other:
        other.execute("CREATE TABLE t (n)")
    os.replace(tmp_path / "other", path)
    assert file.state(of(path)) == b""  # to be asked
    assert file.is_another() and not file.is_another()


def test_a_missing_file_is_no_database(path):
    file = SqliteFile()
    assert file.state(of(path))
    path.rename(path.with_name("elsewhere"))
    with pytest.raises(OperationalError):
        file.state(of(path))
    path.with_name("elsewhere").rename(path)
    assert file.state(of(path)) == b"" and file.is_another()


def test_where_nobody_can_tell_it_has_to_be_asked(tmp_path):
    plain = tmp_path / "plain.sqlite3"
    with closing(sqlite3.connect(plain)) as database:
        database.execute("CREATE TABLE t (n)")
    assert SqliteFile().state(of(plain)) == b""
    assert SqliteFile().state(of(Path("portal"), "postgresql")) == b""


class CountingLock:
    """A lock that knows how many have come to it."""

    def __init__(self):
        self.came, self._lock = [], threading.Lock()

    def __enter__(self):
        self.came.append(threading.get_ident())
        self._lock.acquire()

    def __exit__(self, *_problem):
        self._lock.release()


def test_those_who_wait_share_an_answer_that_was_asked_for_after_they_came(monkeypatch):
    mark, asked, first, on = ["old"], [], threading.Event(), threading.Event()

    def slow(states, scope):
        said = State(mark[0], None)
        asked.append(scope)
        first.set()
        assert on.wait(30)
        return said

    monkeypatch.setattr(States, "_asked_now", slow)
    states = States()
    states._lock = lock = CountingLock()
    with ThreadPoolExecutor(6) as pool:
        before = pool.submit(states._asked, "stc", b"")
        assert first.wait(30)
        mark[0] = "new"  # an action returns while the database is asked for the one who came before
        after = [pool.submit(states._asked, "stc", b"") for _ in range(4)]
        other = pool.submit(states._asked, "", b"")
        until = time.monotonic() + 30
        while len(lock.came) < 6 and time.monotonic() < until:
            time.sleep(0.01)
        on.set()
        assert before.result().mark == "old"
        assert [each.result().mark for each in (*after, other)] == ["new"] * 5
    assert sorted(asked) == ["", "stc", "stc"]
