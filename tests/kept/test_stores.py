"""Where answers are kept: in memory, in a file, in Redis."""

import socket
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
import redis

from budgets.kept.answer_file import AnswerFile
from budgets.kept.answer_redis import AnswerRedis
from budgets.kept.answers import Answer, Key, Memory, SharedStore

MEGABYTE = 2**20


@pytest.fixture(params=["file", "redis"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[SharedStore]:
    if request.param == "file":
        yield AnswerFile(tmp_path / "answers.sqlite3", 8 * MEGABYTE)
        return
    url = request.getfixturevalue("redis_url")
    redis.Redis.from_url(url).flushdb()
    yield AnswerRedis(url)
    redis.Redis.from_url(url).flushdb()


def test_an_answer_lies_under_its_scope_and_mark_alone(store):
    store.put("wanli", "m1", "d1", b"one", lasting=True)
    store.put("wanli", "m2", "d1", b"two", lasting=True)
    store.put("", "m1", "d1", b"of the site", lasting=True)
    assert store.get("wanli", "m1", "d1") == b"one"
    assert store.get("", "m1", "d1") == b"of the site"
    assert store.get("wanli", "m3", "d1") is None
    assert store.get("wanli", "m1", "d2") is None
    assert store.marks() == {("wanli", "m1"), ("wanli", "m2"), ("", "m1")}


def test_everything_under_a_mark_is_forgotten_at_once(store):
    store.put("wanli", "m1", "d1", b"one", lasting=True)
    store.put("wanli", "m1", "d2", b"another", lasting=True)
    store.put("wanli", "m2", "d1", b"stays", lasting=True)
    store.forget("wanli", "m1")
    assert store.get("wanli", "m1", "d1") is None
    assert store.get("wanli", "m1", "d2") is None
    assert store.get("wanli", "m2", "d1") == b"stays"


def test_one_of_many_claims_an_answer(store):
    assert store.claim("d1", 10)
    assert not store.claim("d1", 10)
    assert store.claim("d2", 10)
    store.release("d1")
    assert store.claim("d1", 10)


def test_a_claim_of_a_process_that_died_ends(store):
    assert store.claim("d1", 0.05)
    time.sleep(0.1)
    assert store.claim("d1", 10)


def test_what_was_forgotten_is_in_no_byte_of_the_file(tmp_path):
    store = AnswerFile(tmp_path / "answers.sqlite3", 8 * MEGABYTE)
    secret = b"310101199001011234" * 1000
    store.put("wanli", "m1", "d1", secret, lasting=True)
    assert any(secret[:18] in path.read_bytes() for path in tmp_path.iterdir())
    store.forget("wanli", "m1")
    assert not any(secret[:18] in path.read_bytes() for path in tmp_path.iterdir())


def test_a_full_file_loses_its_oldest_answers_and_stays_in_its_size(tmp_path):
    store = AnswerFile(tmp_path / "answers.sqlite3", MEGABYTE)
    for n in range(400):  # 4 megabytes
        store.put("wanli", "m1", f"d{n}", bytes([n % 256]) * 10_000, lasting=True)
    assert (tmp_path / "answers.sqlite3").stat().st_size <= MEGABYTE
    assert store.get("wanli", "m1", "d399") == bytes([399 % 256]) * 10_000
    assert store.get("wanli", "m1", "d0") is None


def test_answers_to_a_query_make_room_for_pages(tmp_path):
    store = AnswerFile(tmp_path / "answers.sqlite3", MEGABYTE)
    for n in range(20):
        store.put("wanli", "m1", f"page{n}", bytes(10_000), lasting=True)
    for n in range(400):  # 4 megabytes that one client asked for
        store.put("wanli", "m1", f"query{n}", bytes(10_000), lasting=False)
    assert all(store.get("wanli", "m1", f"page{n}") for n in range(20))
    assert store.get("wanli", "m1", "query399") and not store.get("wanli", "m1", "query0")


def test_a_damaged_file_is_begun_anew(tmp_path):
    path = tmp_path / "answers.sqlite3"
    path.write_bytes(b"no database at all" * 1000)
    store = AnswerFile(path, MEGABYTE)
    assert store.get("wanli", "m1", "d1") is None
    store.put("wanli", "m1", "d1", b"one", lasting=True)
    assert store.get("wanli", "m1", "d1") == b"one"


def test_a_file_that_was_deleted_is_begun_anew(tmp_path):
    store = AnswerFile(tmp_path / "answers.sqlite3", MEGABYTE)
    store.put("wanli", "m1", "d1", b"one", lasting=True)
    for path in tmp_path.iterdir():
        path.unlink()
    assert store.get("wanli", "m1", "d1") is None
    store.put("wanli", "m1", "d1", b"two", lasting=True)
    assert store.get("wanli", "m1", "d1") == b"two"


def test_a_file_that_another_process_made_anew_is_the_one_that_counts(tmp_path):
    store, other = (AnswerFile(tmp_path / "answers.sqlite3", MEGABYTE) for _ in range(2))
    store.put("wanli", "m1", "d1", b"one", lasting=True)
    for path in tmp_path.iterdir():
        path.unlink()
    other.put("wanli", "m1", "d1", b"two", lasting=True)
    assert store.get("wanli", "m1", "d1") == b"two"


def test_a_file_of_an_earlier_release_is_begun_anew(tmp_path):
    path = tmp_path / "answers.sqlite3"
    with closing(sqlite3.connect(path)) as earlier:
        earlier.execute("CREATE TABLE answer (id INTEGER PRIMARY KEY, scope, mark, digest, stored)")
    store = AnswerFile(path, MEGABYTE)
    for _ in range(2):
        store.put("wanli", "m1", "d1", b"one", lasting=True)
    assert store.get("wanli", "m1", "d1") == b"one"


def test_a_folder_that_cannot_be_written_keeps_nothing_and_breaks_nothing(tmp_path):
    (tmp_path / "answers").write_text("a file where the folder should be")
    store = AnswerFile(tmp_path / "answers" / "answers.sqlite3", MEGABYTE)
    store.put("wanli", "m1", "d1", b"one", lasting=True)
    assert store.get("wanli", "m1", "d1") is None
    assert store.claim("d1", 10)  # somebody has to make it


@pytest.fixture
def silent() -> Iterator[str]:
    """The address of a server that takes connections and never says a word."""
    with closing(socket.create_server(("127.0.0.1", 0))) as server:
        yield f"redis://127.0.0.1:{server.getsockname()[1]}/0"


def test_without_redis_nothing_is_kept_and_nothing_breaks():
    with closing(socket.create_server(("127.0.0.1", 0))) as server:
        port = server.getsockname()[1]
    store = AnswerRedis(f"redis://127.0.0.1:{port}/0")
    store.put("wanli", "m1", "d1", b"one", lasting=True)
    assert store.get("wanli", "m1", "d1") is None
    assert store.claim("d1", 10)
    store.forget("wanli", "m1")
    assert store.marks() == set()


def test_a_silent_redis_is_asked_once_and_then_left_alone(silent):
    store = AnswerRedis(silent)
    begun = time.monotonic()
    for _ in range(100):
        assert store.get("wanli", "m1", "d1") is None
    assert time.monotonic() - begun < 3  # one wait of a quarter of a second, not a hundred


def test_memory_is_bounded_and_drops_what_was_not_used_for_the_longest_time():
    memory = Memory(20_000)
    body = bytes(2_000)  # each answer counts 3,000
    for name in "abcdef":
        memory.put(Key("", "m", name), Answer((), {"": body}))
    memory.get(Key("", "m", "a"))
    memory.put(Key("", "m", "g"), Answer((), {"": body}))
    assert memory.size == 6 * 3_000
    assert memory.get(Key("", "m", "a")) and not memory.get(Key("", "m", "b"))


def test_an_answer_is_packed_and_unpacked_whole():
    answer = Answer(
        (("Content-Type", "text/html"), ("Link", "合计")), {"br": b"\x00\n1", "gzip": b"", "": b"x"}
    )
    assert Answer.unpacked(answer.packed()) == answer
    for cut in (answer.packed()[:-1], answer.packed()[:20], b"", b"12"):
        with pytest.raises(ValueError):
            Answer.unpacked(cut)
