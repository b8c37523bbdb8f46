"""Whole answers to readers, made once and kept compressed until what they show changes.

An answer lies under a scope (a body's address name, or "" for the site), the state mark that the scope had when the
answer was made, and the digest of everything else that it depends on (serving.py). It is kept at two levels: in the
memory of each process, and for all processes in Redis (CACHE_URL) or in a file of DATA_DIR. Both are bounded, and both
may be emptied at any time.
"""

import json
import logging
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import NamedTuple, Protocol

from django.conf import settings
from django.db import DatabaseError, connection

from budgets.kept.answer_file import AnswerFile
from budgets.kept.answer_redis import AnswerRedis
from budgets.kept.withdrawn import forget_withdrawn
from budgets.models import StateMark

logger = logging.getLogger(__name__)

WAITED = 10.0  # seconds at most for an answer that somebody else makes
POLLED = 0.02
SWEPT = 20.0  # seconds between two looks for answers whose mark is no longer valid
UNCOMPRESSED = ""


class Key(NamedTuple):
    """Where an answer lies."""

    scope: str
    mark: str
    digest: str


@dataclass(frozen=True, slots=True)
class Answer:
    """The headers of a whole answer, and its body for each content encoding that was made."""

    headers: tuple[tuple[str, str], ...]
    bodies: dict[str, bytes]
    _heads: dict[tuple[str, str], list[tuple[str, str]]] = field(default_factory=dict, compare=False)

    def head(self, encoding: str, tag: str) -> list[tuple[str, str]]:
        """All headers with the whole body in one of the encodings that were made; put together once, not to be changed."""
        head = self._heads.get((encoding, tag))
        if head is None:
            head = [*self.headers, ("Content-Length", str(len(self.bodies[encoding])))]
            head += [("ETag", f'"{tag}-{encoding}"' if encoding else f'"{tag}"')] if tag else []
            head += [("Content-Encoding", encoding)] if encoding else []
            head += [("Vary", "Accept-Encoding")]
            self._heads[encoding, tag] = head
        return head

    def packed(self) -> bytes:
        """The answer as bytes for a store."""
        sizes = {encoding: len(body) for encoding, body in self.bodies.items()}
        head = json.dumps([self.headers, sizes]).encode()
        return b"%d\n%s%s" % (len(head), head, b"".join(self.bodies.values()))

    @classmethod
    def unpacked(cls, stored: bytes) -> "Answer":
        """The answer that was packed; raises ValueError for anything else."""
        length, _newline, rest = stored.partition(b"\n")
        at = int(length)
        headers, sizes = json.loads(rest[:at])
        bodies = {}
        for encoding, size in sizes.items():
            bodies[encoding] = rest[at : at + size]
            at += size
        if at != len(rest):
            raise ValueError("a kept answer is cut off")
        return cls(tuple((name, value) for name, value in headers), bodies)

    @property
    def size(self) -> int:
        """Bytes of memory, nearly."""
        return 1000 + sum(map(len, self.bodies.values()))


class SharedStore(Protocol):
    """Keeps answers for all processes. It never raises: a store that fails has nothing."""

    def get(self, scope: str, mark: str, digest: str) -> bytes | None:
        """What was put there."""

    def put(self, scope: str, mark: str, digest: str, stored: bytes, *, lasting: bool) -> None:
        """Keep it, if there is room; what is not `lasting` makes room for the rest."""

    def forget(self, scope: str, mark: str) -> None:
        """Delete everything under that mark."""

    def marks(self) -> set[tuple[str, str]]:
        """Every scope and mark under which something lies."""

    def claim(self, digest: str, seconds: float) -> bool:
        """Whether the caller is to make this answer; False while another process does."""

    def release(self, digest: str) -> None:
        """The answer is made, or was not to be kept."""


class Memory:
    """The answers of this process, those used last; bounded in bytes."""

    def __init__(self, limit: int) -> None:
        self.limit, self.size = limit, 0
        self._answers: OrderedDict[Key, Answer] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Key) -> Answer | None:
        """The answer under that key."""
        with self._lock:
            answer = self._answers.get(key)
            if answer is not None:
                self._answers.move_to_end(key)
            return answer

    def put(self, key: Key, answer: Answer) -> None:
        """Keep an answer, and drop those not used for the longest time where there is no room."""
        with self._lock:
            self._drop(key)
            if answer.size > self.limit // 4:
                return
            self._answers[key] = answer
            self.size += answer.size
            while self.size > self.limit:
                self._drop(next(iter(self._answers)))

    def keep_only(self, valid: Callable[[str, str], bool]) -> None:
        """Drop the answers whose scope and mark are not valid."""
        with self._lock:
            for key in [key for key in self._answers if not valid(key.scope, key.mark)]:
                self._drop(key)

    def scopes(self) -> set[str]:
        """The scopes of which something is kept."""
        with self._lock:
            return {key.scope for key in self._answers}

    def _drop(self, key: Key) -> None:
        answer = self._answers.pop(key, None)
        if answer is not None:
            self.size -= answer.size


class KeptAnswers:
    """Both levels together."""

    def __init__(self, memory: Memory, shared: SharedStore) -> None:
        self.memory, self.shared = memory, shared
        self._making: dict[str, threading.Lock] = {}
        self._making_lock = threading.Lock()
        self._sweeping = False

    def get(self, key: Key) -> Answer | None:
        """The kept answer; None where there is none."""
        answer = self.memory.get(key)
        if answer is None and (stored := self.shared.get(*key)):
            try:
                answer = Answer.unpacked(stored)
            except ValueError:
                logger.warning("A kept answer cannot be read")
            else:
                self.memory.put(key, answer)
        return answer

    def put(self, key: Key, answer: Answer, still_valid: Callable[[], bool], *, lasting: bool = True) -> bool:
        """Keep an answer, unless the mark changed while it was made or stored; says whether it is kept."""
        if not still_valid():
            return False
        self.memory.put(key, answer)
        self.shared.put(*key, answer.packed(), lasting=lasting)
        if still_valid():
            return True
        self.forget(key.scope, key.mark)
        return False

    def forget(self, scope: str, mark: str) -> None:
        """Delete what was kept under a mark, here and in the shared store."""
        self.memory.keep_only(lambda its, was: (its, was) != (scope, mark))
        self.shared.forget(scope, mark)

    @contextmanager
    def making(self, key: Key) -> Iterator[Answer | None]:
        """While the caller makes an answer, others wait for it; gives the answer where somebody else made it.

        Nobody waits for longer than WAITED: then two make it.
        """
        with self._making_lock:
            lock = self._making.setdefault(key.digest, threading.Lock())
        own = lock.acquire(timeout=WAITED)
        try:
            answer = self._claimed(key)
            try:
                yield answer
            finally:
                if answer is None:
                    self.shared.release(key.digest)
        finally:
            with self._making_lock:
                self._making.pop(key.digest, None)
            if own:
                lock.release()

    def _claimed(self, key: Key) -> Answer | None:
        end = time.monotonic() + WAITED
        while True:
            if answer := self.get(key):
                return answer
            if self.shared.claim(key.digest, WAITED) or time.monotonic() > end:
                # Made and released between the two looks: it is there now.
                return self.get(key)
            time.sleep(POLLED)

    # ---- what is no longer valid ----

    def sweep(self) -> None:
        """Delete what lies under a mark that is no longer valid: an interrupted process may have left it."""
        try:
            valid = set(StateMark.objects.values_list("scope", "value"))
        except DatabaseError:  # gone for a while: what is kept goes on
            return
        self.memory.keep_only(lambda scope, mark: (scope, mark) in valid)
        for scope, mark in self.shared.marks() - valid:
            self.shared.forget(scope, mark)
        forget_withdrawn()

    def sweep_now_and_then(self) -> None:
        """Sweep in a thread of its own for as long as the process lives; it is started once."""
        if self._sweeping:
            return
        with self._making_lock:
            start, self._sweeping = not self._sweeping, True
        if start:
            threading.Thread(target=self._sweep_for_ever, name="kept-answers", daemon=True).start()

    def _sweep_for_ever(self) -> None:
        while True:
            time.sleep(SWEPT)
            try:
                self.sweep()
            except Exception:
                logger.exception("Looking for answers that are no longer valid")
            finally:
                connection.close()


@cache
def kept() -> KeptAnswers:
    """The kept answers of this process."""
    megabyte = 2**20
    url = settings.KEPT_ANSWERS_REDIS
    shared: SharedStore = (
        AnswerRedis(url) if url else AnswerFile(_path(), settings.KEPT_ANSWERS_DISK_MEGABYTES * megabyte)
    )
    return KeptAnswers(Memory(settings.KEPT_ANSWERS_MEMORY_MEGABYTES * megabyte), shared)


def delete_unused() -> None:
    """Delete the file of answers where the settings use none any more: nobody would delete what is withdrawn from it."""
    if not settings.KEPT_ANSWERS or settings.KEPT_ANSWERS_REDIS:
        AnswerFile(_path(), 0).delete()


def _path() -> Path:
    path: Path = settings.DATA_DIR / "answers.sqlite3"
    return path


def forget(scope: str, mark: str) -> None:
    """Delete what was kept under a mark that is no longer valid."""
    if settings.KEPT_ANSWERS:
        kept().forget(scope, mark)
