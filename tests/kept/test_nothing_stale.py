"""No answer that begins after an action returned shows what was before, whoever acts, and whatever else goes on.

Two processes serve, four readers ask without a pause when a clerk acts beside them. What must be shown after each act is
what a second site on the same database answers, which keeps nothing.
"""

import http.client
import math
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, closing, contextmanager
from dataclasses import dataclass, field
from itertools import cycle
from pathlib import Path
from typing import NoReturn
from urllib.parse import quote, urlsplit

import psycopg
import pytest
import redis

from tests.live_site import TOP, Server, running
from tests.run import Unavailable, postgres
from tests.run import redis as own_redis
from tests.trials import trials

pytestmark = pytest.mark.long

# The database of the site, and where it keeps its answers.
SITES = [
    ("sqlite", "file"),
    ("postgresql", "redis"),
    *trials([], [("sqlite", "redis"), ("postgresql", "file")]),
]

HURRY = 0.5  # seconds after an act
HOST = "budget.example"  # the same for both sites: it is part of addresses on pages
EDITION = "/shanghai-stc/2025/"
ADDRESSES = [
    EDITION,
    f"{EDITION}tables/three-public/",
    f"{EDITION}tables/three-public.csv",
    f"{EDITION}checks/?verdict=differs",
    f"{EDITION}projects/",
    f"{EDITION}versions/",
    f"{EDITION}v2/tables/three-public/",
    f"/en{EDITION}tables/three-public/",
    "/shanghai-stc/",
    "/",
    "/search/?q=" + quote("三公"),
    "/feed.xml",
]
ACTS = [
    *("back_up", "publish_corrected", "undo", "explain", "confirm", "withdraw_one", "reinstate_one"),
    *("withdraw", "reinstate", "date_it", "publish_by_the_clock", "put_back"),
]


@dataclass(frozen=True)
class Seen:
    """One answer that a reader got."""

    begun: float
    ended: float
    address: str
    answer: tuple[int, bytes]

    @property
    def is_answer(self) -> bool:
        return self.answer[0] != 503


@dataclass
class Readers:
    """Four readers, each asking for one address after the other until told to stop.

    They ask without a pause while somebody acts and right after it; a hundred times a second each in between, when what
    they keep asking is the same and others of the run need the processors.
    """

    site: Server
    hurry_until: float = 0.0
    seen: list[Seen] = field(default_factory=list)
    stopped: threading.Event = field(default_factory=threading.Event)

    def read_since(self, begun: float) -> set[str]:
        """The addresses that were asked for and answered since then; not with 503, while PostgreSQL lets nobody in."""
        return {seen.address for seen in reversed(self.seen) if seen.begun >= begun and seen.is_answer}

    def read(self, seed: int) -> None:
        turn = cycle(ADDRESSES[seed * 3 :] + ADDRESSES[: seed * 3])
        with closing(http.client.HTTPConnection(urlsplit(self.site.url).netloc, timeout=30)) as connection:
            while not self.stopped.is_set():
                address = next(turn)
                begun = time.monotonic()
                answer = asked(connection, address)
                self.seen.append(Seen(begun, time.monotonic(), address, answer))
                if begun > self.hurry_until:
                    time.sleep(0.01)


def asked(connection: http.client.HTTPConnection, address: str) -> tuple[int, bytes]:
    connection.request("GET", address, headers={"Host": HOST})
    answer = connection.getresponse()
    return answer.status, answer.read()


@contextmanager
def own(
    service: Callable[[], AbstractContextManager[str]], unavailable: Callable[[str], NoReturn]
) -> Iterator[str]:
    """The address of a service that this test alone uses."""
    with ExitStack() as services:
        try:
            address = services.enter_context(service())
        except Unavailable as reason:
            unavailable(str(reason))
        yield address


@pytest.fixture
def database(
    request: pytest.FixtureRequest, tmp_path: Path, unavailable: Callable[[str], NoReturn]
) -> Iterator[str]:
    """Its address; a PostgreSQL is this test's own, as its database is dropped and made anew."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/kept/db.sqlite3"
        return
    with own(postgres, unavailable) as address:
        front, _slash, _name = address.rpartition("/")
        with psycopg.connect(host=front.partition("@/")[2], user="postgres", autocommit=True) as server:
            server.execute("CREATE DATABASE portal")
        yield f"{front}/portal"


@pytest.fixture
def settings_of_the_store(
    request: pytest.FixtureRequest, unavailable: Callable[[str], NoReturn]
) -> Iterator[dict[str, str]]:
    """A Redis is this test's own, as it becomes slow and stops."""
    if request.param == "file":
        yield {}
        return
    with own(own_redis, unavailable) as url:
        yield {"CACHE_URL": url}


@pytest.mark.parametrize(("database", "settings_of_the_store"), SITES, indirect=True)
def test_what_was_before_is_never_shown(
    tmp_path: Path, ready: Path, database: str, settings_of_the_store: dict[str, str]
) -> None:
    common = {"ALLOWED_HOSTS": f"{HOST},127.0.0.1"}
    with ExitStack() as stack:
        kept = stack.enter_context(
            running(tmp_path / "kept", database, ready, **common, **settings_of_the_store)
        )
        plain = stack.enter_context(running(tmp_path / "plain", database, ready, KEPT_ANSWERS="0", **common))
        kept.add_accounts(fa="发布员")
        clerk = stack.enter_context(_clerk(kept))
        readers = Readers(kept)
        threads = [threading.Thread(target=readers.read, args=(n,)) for n in range(4)]
        for thread in threads:
            thread.start()
        try:
            phases = [_phase(act, clerk, plain, readers, settings_of_the_store) for act in ACTS]
        finally:
            readers.stopped.set()
            for thread in threads:
                thread.join(60)
    wrong = [
        (phase.act, seen.address, seen.answer[0], seen.begun - phase.begun)
        for phase in phases
        for seen in readers.seen
        if phase.begun <= seen.begun
        and seen.ended <= phase.ended
        and seen.is_answer
        and seen.answer != phase.expected[seen.address]
    ]
    assert not wrong
    # The acts did change what is shown, so a stale answer would have been seen.
    changed = [a.act for a, b in zip(phases[1:], phases, strict=False) if a.expected != b.expected]
    assert changed == ACTS[1:]


@dataclass(frozen=True)
class Phase:
    """The time after an act and before the next, and what has to be answered in it."""

    act: str
    begun: float
    ended: float
    expected: dict[str, tuple[int, bytes]]


def _phase(
    act: str, clerk: Callable[[str], None], plain: Server, readers: Readers, store: dict[str, str]
) -> Phase:
    readers.hurry_until = math.inf
    clerk(act)
    begun = time.monotonic()
    readers.hurry_until = begun + HURRY
    if store:
        _trouble(act, redis.Redis.from_url(store["CACHE_URL"]))
    with closing(http.client.HTTPConnection(urlsplit(plain.url).netloc, timeout=60)) as connection:
        while asked(connection, EDITION)[0] == 503 and time.monotonic() - begun < 60:
            time.sleep(0.2)
        expected = {address: asked(connection, address) for address in ADDRESSES}
    assert 503 not in {status for status, _body in expected.values()}
    while (unread := set(ADDRESSES) - readers.read_since(begun)) and time.monotonic() - begun < 60:
        time.sleep(0.05)
    assert not unread, act
    return Phase(act, begun, time.monotonic(), expected)


def _trouble(act: str, store: redis.Redis) -> None:
    """What happens to Redis after some acts: emptied, without an answer for some seconds, gone for good."""
    match act:
        case "undo":
            store.flushdb()
        case "confirm":
            store.client_pause(2500)
        case "withdraw_one":
            store.shutdown(nosave=True)


class _clerk:
    """The clerk's process; called with the name of an act, it returns when that is done."""

    def __init__(self, site: Server) -> None:
        command = [sys.executable, "-m", "tests.kept.clerk"]
        self.process = subprocess.Popen(
            command, cwd=TOP, env=site.environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def __call__(self, act: str) -> None:
        assert self.process.stdin and self.process.stdout
        self.process.stdin.write(f"{act}\n")
        self.process.stdin.flush()
        assert self.process.stdout.readline() == "done\n"

    def __enter__(self) -> "_clerk":
        return self

    def __exit__(self, *_problem: object) -> None:
        assert self.process.stdin
        self.process.stdin.close()
        self.process.wait(30)
