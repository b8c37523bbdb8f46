"""What one client may have of what costs much: so many requests in a time, and so many bodies and streams at once."""

import logging
import math
import threading
import time
import weakref
from collections import Counter
from collections.abc import Callable
from functools import lru_cache, partial
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from limits import RateLimitItem, parse
from limits.storage import MemoryStorage, RedisStorage, Storage
from limits.strategies import FixedWindowRateLimiter

from portal.clients import client, is_unnamed_proxy

logger = logging.getLogger(__name__)

GetResponse = Callable[[HttpRequest], HttpResponseBase]

BODIES = 8  # of one client, being read in one process
STREAMS = 4  # of one client, on their way from one process; each holds a thread, and many a connection to the database
SOON = 5  # seconds
REDIS_SECONDS = 0.3


class AtOnce:
    """How many of something each client has now."""

    def __init__(self, most: int) -> None:
        self.most = most
        self._now: Counter[str] = Counter()
        self._lock = threading.Lock()

    def take(self, who: str) -> bool:
        """One more, unless the client has the most already."""
        with self._lock:
            if self._now[who] >= self.most:
                return False
            self._now[who] += 1
            return True

    def give_back(self, who: str) -> None:
        """One less; a client without any is forgotten."""
        with self._lock:
            self._now[who] -= 1
            if self._now[who] <= 0:
                del self._now[who]


class LimitMiddleware:
    """Answers 429 with Retry-After to a client that is over a limit."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response
        self.bodies, self.streams = AtOnce(BODIES), AtOnce(STREAMS)

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not settings.LIMITS or is_unnamed_proxy(request):  # LIMITS=off ends these too
            return self.get_response(request)
        who = client(request)
        if not request.META.get("CONTENT_LENGTH", "").strip("0"):
            return self._answer(request, who)
        if not self.bodies.take(who):
            return too_many(SOON)
        try:
            return self._answer(request, who)
        finally:
            self.bodies.give_back(who)

    def _answer(self, request: HttpRequest, who: str) -> HttpResponseBase:
        response = self.get_response(request)
        if isinstance(response, StreamingHttpResponse):
            if not self.streams.take(who):
                response.close()
                return too_many(SOON)
            ended = _once(partial(self.streams.give_back, who))
            response._resource_closers.append(ended)  # type: ignore[attr-defined]
            weakref.finalize(response, ended)  # one that a precondition replaced is never closed
        return response

    def process_view(self, request: HttpRequest, *_: Any) -> HttpResponse | None:
        """Count the request, where its address has a limit."""
        kind = kind_of(request)
        rate = settings.LIMITS.get(kind)
        if rate is None or is_unnamed_proxy(request):
            return None
        seconds = seconds_to_wait(rate, kind, client(request))
        return too_many(seconds) if seconds else None


def kind_of(request: HttpRequest) -> str:
    """The kind of limit in LIMITED that its address has, else an empty text; of a form only what is sent counts."""
    match = request.resolver_match
    name = match.view_name if match else ""
    for kind, names in settings.LIMITED.items():
        if any(name == known or name.startswith(f"{known}-") for known in names):
            return "" if kind in settings.LIMITED_WHEN_SENT and request.method != "POST" else kind
    return ""


def seconds_to_wait(rate: str, kind: str, who: str) -> int:
    """0 when the client may go on, which counts; otherwise when its time begins anew. A Redis that does not answer
    limits nobody."""
    limiter, item = _limiter(), _item(rate)
    try:
        if limiter.hit(item, kind, who):
            return 0
        return max(1, math.ceil(limiter.get_window_stats(item, kind, who).reset_time - time.time()))
    except Exception:  # every library has its own
        logger.exception("The limits cannot be counted")
        return 0


def too_many(seconds: int) -> HttpResponse:
    """One sentence, and when to come again."""
    response = HttpResponse(render_to_string("429.html", {"seconds": seconds}), status=429)
    response["Retry-After"] = str(seconds)
    response["Cache-Control"] = "no-store"
    return response


@lru_cache
def _item(rate: str) -> RateLimitItem:
    return parse(rate)


@lru_cache(maxsize=1)
def _limiter() -> FixedWindowRateLimiter:
    """Shared by all processes in Redis, where there is one; otherwise each process counts for itself."""
    return FixedWindowRateLimiter(_storage(settings.CACHES["default"]))


def _storage(cache: dict[str, Any]) -> Storage:
    location = str(cache.get("LOCATION", ""))
    if not location.startswith(("redis://", "rediss://", "unix://")):
        return MemoryStorage()
    return RedisStorage(
        location,
        key_prefix="portal-limits",
        socket_timeout=REDIS_SECONDS,
        socket_connect_timeout=REDIS_SECONDS,
    )


def _once(call: Callable[[], None]) -> Callable[[], None]:
    """A closed answer may be closed again."""
    calls = [call]
    return lambda: calls.pop()() if calls else None
