"""Answers kept for all processes in Redis, which holds answers alone, never marks.

A hash for each scope and mark, so that everything under a mark goes with one command. Redis bounds its own memory
(maxmemory with allkeys-lru); an answer that nobody made anew for a week goes too.
"""

import logging
import time
from collections.abc import Callable
from typing import TypeVar

import redis

logger = logging.getLogger(__name__)

T = TypeVar("T")
PREFIX = "portal:answers:"
PATIENCE = 0.25  # seconds for one command: a slow Redis must not make the site slow
REST = 5.0  # seconds without it after a failure
LASTS = 7 * 24 * 3600  # seconds


class AnswerRedis:
    """The shared store in Redis."""

    def __init__(self, url: str) -> None:
        self._redis = redis.Redis.from_url(
            url, socket_timeout=PATIENCE, socket_connect_timeout=PATIENCE, retry=None
        )
        self._rests_until = 0.0

    def get(self, scope: str, mark: str, digest: str) -> bytes | None:
        """What was put there."""
        stored = self._tried(lambda: self._redis.hget(_hash(scope, mark), digest))
        return stored if isinstance(stored, bytes) else None

    def put(self, scope: str, mark: str, digest: str, stored: bytes, *, lasting: bool) -> None:
        """Keep it; Redis knows itself what is used."""

        def write() -> None:
            with self._redis.pipeline(transaction=False) as several:
                several.hset(_hash(scope, mark), digest, stored)
                several.expire(_hash(scope, mark), LASTS)
                several.execute()

        self._tried(write)

    def forget(self, scope: str, mark: str) -> None:
        """Delete everything under that mark."""
        self._tried(lambda: self._redis.unlink(_hash(scope, mark)))

    def marks(self) -> set[tuple[str, str]]:
        """Every scope and mark under which something lies."""
        names = self._tried(lambda: list(self._redis.scan_iter(f"{PREFIX}*", count=1000))) or []
        parts = (name.decode().removeprefix(PREFIX).rpartition(":") for name in names)
        return {(scope, mark) for scope, _colon, mark in parts}

    def claim(self, digest: str, seconds: float) -> bool:
        """Whether the caller is to make this answer; without Redis each process makes its own."""
        name = f"portal:making:{digest}"
        if time.monotonic() < self._rests_until:
            return True
        taken = self._tried(lambda: bool(self._redis.set(name, 1, nx=True, px=int(seconds * 1000))))
        return taken is not False

    def release(self, digest: str) -> None:
        """The answer is made."""
        self._tried(lambda: self._redis.unlink(f"portal:making:{digest}"))

    def _tried(self, use: Callable[[], T]) -> T | None:
        """What `use` gives; None while Redis fails or rests after a failure."""
        if time.monotonic() < self._rests_until:
            return None
        try:
            return use()
        except Exception as problem:  # a wrong address has errors of its own
            logger.warning("Kept answers: Redis: %s", problem)
            self._rests_until = time.monotonic() + REST
        return None


def _hash(scope: str, mark: str) -> str:
    return f"{PREFIX}{scope}:{mark}"
