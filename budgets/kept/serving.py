"""Gives kept answers before Django's work begins, and keeps those that Django makes."""

import time
from collections import OrderedDict, deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from typing import Any

from django.conf import settings
from django.db import Error, InterfaceError, OperationalError

from budgets.kept.answers import Answer, Key, delete_unused, kept
from budgets.kept.asked import Asked, asked_of, release
from budgets.kept.bodies import GZIP, chosen_encoding, encoded, gzipped, is_text, part_of, raw
from budgets.kept.public import DATABASE_GONE, FRESH, MAY_BE_KEPT
from budgets.kept.states import DatabaseGone, States

Environ = dict[str, Any]
Headers = list[tuple[str, str]]
StartResponse = Callable[..., Any]
Application = Callable[[Environ, StartResponse], Iterable[bytes]]

LARGEST = 4 * 2**20  # bytes before compression; a longer file is sent while it is made
NOT_KEPT_FOR = 5.0  # seconds in which what was not to be kept is made for all at the same time
REMEMBERED = 1000  # of these
# Django makes the whole, uncompressed; what the reader's browser asked for is seen to here.
_OURS = (
    "HTTP_ACCEPT_ENCODING",
    "HTTP_IF_MATCH",
    "HTTP_IF_NONE_MATCH",
    "HTTP_IF_MODIFIED_SINCE",
    "HTTP_IF_UNMODIFIED_SINCE",
    "HTTP_RANGE",
    "wsgi.file_wrapper",
)
_CONDITIONS = frozenset(["HTTP_IF_MATCH", "HTTP_IF_NONE_MATCH", "HTTP_RANGE"])
ACCEPT_RANGES = ("Accept-Ranges", "bytes")  # of files
LONGEST_HEADER = 200  # characters of a header that count
_NOT_KEPT = frozenset(["content-length", "etag", "vary", "content-encoding", "last-modified", "date"])


class KeptAnswering:
    """A WSGI application with its kept answers before it.

    `sweeps`: a thread deletes what is no longer valid. `claims`: others wait for an answer that this process makes.
    """

    def __init__(self, application: Application, *, sweeps: bool = True, claims: bool = True) -> None:
        self.application, self.sweeps, self.claims = application, sweeps, claims
        self.states = States()
        self._not_kept: OrderedDict[str, float] = OrderedDict()  # the time until which each is known
        if settings.KEPT_ANSWERS:
            release()  # reads every file of this release once, before the first reader waits for it
        if sweeps:
            delete_unused()

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        asked = asked_of(environ) if settings.KEPT_ANSWERS else None
        if asked is None:
            return self.application(environ, start_response)
        if self.sweeps:
            kept().sweep_now_and_then()
        try:
            state = self.states.now(asked.scope)
        except DatabaseGone:
            environ[DATABASE_GONE] = True  # so that Django does not wait for it once more
            state = self.states.last(asked.scope)
        except Error:  # it is there and cannot say: nobody knows what is valid
            return self.application(environ, start_response)
        if not state.mark or state.is_due:  # an unknown body; or Django publishes first
            return self.application(environ, start_response)
        key = Key(asked.scope, state.mark, asked.digest)
        tag = state.mark[:16] + asked.digest[:16]  # of 96 random bits, and of the address
        if tag in environ.get("HTTP_IF_NONE_MATCH", "") and "HTTP_IF_MATCH" not in environ:
            return _not_modified(environ["HTTP_IF_NONE_MATCH"], tag, kept().memory.get(key), start_response)
        answer = kept().get(key)
        if answer is not None:
            return _given(answer, tag, environ, start_response)
        return self._made(key, tag, asked, environ, start_response)

    # ---- an answer that is not there yet ----

    def _made(
        self, key: Key, tag: str, asked: Asked, environ: Environ, start_response: StartResponse
    ) -> Iterable[bytes]:
        with self._making(key) as answer:
            if answer is None:
                try:
                    made = _Made(self.application, _for_django(environ, asked))
                except (OperationalError, InterfaceError):  # went while a stream was read
                    environ[DATABASE_GONE] = True
                    return self.application(environ, start_response)
                if not made.may_be_kept:
                    self._remember(key)
                    return made.passed_on(environ, start_response, tag)
                answer = made.answer()
                if not kept().put(key, answer, lambda: self._is_valid(key), lasting=not asked.query):
                    tag = ""  # an answer of a state that is over, or that nobody knows
        return _given(answer, tag, environ, start_response)

    def _making(self, key: Key) -> AbstractContextManager[Answer | None]:
        """Nobody waits for an answer that was not to be kept a moment ago."""
        waits = self.claims and self._not_kept.get(key.digest, 0) < time.monotonic()
        return kept().making(key) if waits else nullcontext()

    def _remember(self, key: Key) -> None:
        self._not_kept[key.digest] = time.monotonic() + NOT_KEPT_FOR
        while len(self._not_kept) > REMEMBERED:
            self._not_kept.popitem(last=False)

    def _is_valid(self, key: Key) -> bool:
        """Whether the scope has that mark still; nobody knows while the database does not answer."""
        try:
            return self.states.now(key.scope).mark == key.mark
        except (DatabaseGone, Error):
            return False


def _for_django(environ: Environ, asked: Asked) -> Environ:
    whole = {name: value for name, value in environ.items() if name not in _OURS}
    return whole | {"REQUEST_METHOD": "GET", "QUERY_STRING": asked.query, "HTTP_HOST": asked.host}


class _Made:
    """An answer of Django: read to its end where it may be kept, else as far as it took to find that out."""

    def __init__(self, application: Application, environ: Environ) -> None:
        self.status = ""
        self.headers: Headers = []
        self.may_be_kept = False
        self._begun: deque[bytes] = deque()
        self._pieces = application(environ, self._start)
        self._rest = iter(self._pieces)
        self.is_long = False
        try:
            for_all = bool(environ.get(MAY_BE_KEPT)) and self._is_for_all()
            length = self._header("content-length")
            self.is_long = for_all and length.isdecimal() and int(length) > LARGEST
            # Asked again: only at its end a file may know that it lacks something.
            self.may_be_kept = for_all and not self.is_long and self._read() and bool(environ[MAY_BE_KEPT])
        except BaseException:
            self._close()
            raise
        if self.may_be_kept:
            self._close()

    def _start(self, status: str, headers: Headers, exc_info: object = None) -> Callable[[bytes], None]:
        self.status, self.headers = status, list(headers)
        return self._begun.append

    def _close(self) -> None:
        if (close := getattr(self._pieces, "close", None)) is not None:
            close()

    def _is_for_all(self) -> bool:
        """Whether the answer is good, and the same for every reader."""
        control = self._header("cache-control")
        alone = "no-store" in control or "private" in control or "cookie" in self._header("vary").lower()
        return self.status.startswith("200") and not alone and not self._header("set-cookie")

    def _read(self) -> bool:
        """Read the body; False where it is longer than what is kept."""
        size = 0
        for piece in self._rest:
            self._begun.append(piece)
            size += len(piece)
            if size > LARGEST:
                return False
        return True

    def answer(self) -> Answer:
        """The whole answer, compressed."""
        headers = tuple((name, value) for name, value in self.headers if name.lower() not in _NOT_KEPT)
        if self._header("content-disposition"):
            headers = (*headers, ACCEPT_RANGES)
        return Answer(headers, encoded(b"".join(self._begun), self._packs_as()))

    def _packs_as(self) -> str:
        """The content type where compression is allowed, else "": a digest is of the bytes that are sent."""
        is_digested = self._header("repr-digest") or self._header("content-encoding")
        return "" if is_digested else self._header("content-type")

    def _header(self, name: str) -> str:
        return next((value for key, value in self.headers if key.lower() == name), "")

    def passed_on(self, environ: Environ, start_response: StartResponse, tag: str) -> Iterable[bytes]:
        """The answer as it comes: a long file whole or in part, anything else compressed where the browser takes that."""
        status, headers = self.status, self.headers
        pieces: Iterable[bytes] = self._all()
        if self.is_long and not _is_still(environ, tag):
            self._close()
            return _precondition_failed(start_response)
        if self.is_long:
            whole = int(self._header("content-length"))
            status, more, part = _part_of_file(environ, tag, whole)
            more.append(ACCEPT_RANGES)
            headers = [pair for pair in headers if pair[0].lower() not in ("etag", "content-length")] + more
            pieces = _between(pieces, *part)
        elif is_text(self._packs_as()):
            headers = [*headers, ("Vary", "Accept-Encoding")]
            if chosen_encoding(environ.get("HTTP_ACCEPT_ENCODING", "")[:LONGEST_HEADER], (GZIP,)):
                headers = [pair for pair in headers if pair[0].lower() not in ("content-length", "etag")]
                headers += [("Content-Encoding", GZIP)]
                pieces = gzipped(pieces)
        start_response(status, headers)
        if environ["REQUEST_METHOD"] == "HEAD":
            self._close()
            return []
        return _Closing(pieces, self._close)

    def _all(self) -> Iterator[bytes]:
        """Every piece, and none is held when it was sent."""
        while self._begun:
            yield self._begun.popleft()
        yield from self._rest


def _between(pieces: Iterable[bytes], start: int, stop: int) -> Iterator[bytes]:
    """The bytes of a stream from one place to another."""
    at = 0
    for piece in pieces:
        if wanted := piece[max(start - at, 0) : stop - at]:
            yield wanted
        at += len(piece)
        if at >= stop:
            return


class _Closing:
    """Pieces of a body, with what has to be done when they are all sent or the reader has left."""

    def __init__(self, pieces: Iterable[bytes], close: Callable[[], None]) -> None:
        self._pieces, self.close = pieces, close

    def __iter__(self) -> Iterator[bytes]:
        return iter(self._pieces)


# ---- what the browser gets ------------------------------------------------------------------------------


def _not_modified(
    asked: str, tag: str, answer: Answer | None, start_response: StartResponse
) -> Iterable[bytes]:
    """304: the browser has this very answer, in one of its encodings."""
    named = next((part.strip() for part in asked.split(",") if tag in part), f'"{tag}"')
    headers = answer.headers if answer else ()
    control = next((value for name, value in headers if name.lower() == "cache-control"), FRESH)
    start_response(
        "304 Not Modified", [("ETag", named), ("Cache-Control", control), ("Vary", "Accept-Encoding")]
    )
    return []


def _is_still(environ: Environ, tag: str) -> bool:
    """Whether what the browser has is this answer, where it goes on only then (If-Match)."""
    asked = environ.get("HTTP_IF_MATCH", "*").strip()
    return asked == "*" or (bool(tag) and tag in asked)


def _precondition_failed(start_response: StartResponse) -> Iterable[bytes]:
    start_response("412 Precondition Failed", [("Content-Length", "0"), ("Cache-Control", "no-store")])
    return []


def _given(answer: Answer, tag: str, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
    """200 with the body as the browser takes it; 206 or 416 where it asks for a part of a file."""
    if not environ.keys().isdisjoint(_CONDITIONS):
        if not _is_still(environ, tag):
            return _precondition_failed(start_response)
        asked = environ.get("HTTP_IF_NONE_MATCH", "")
        if asked and (asked.strip() == "*" or (tag and tag in asked)):
            return _not_modified(asked, tag, answer, start_response)
        if _range(environ) and ACCEPT_RANGES in answer.headers:
            return _part(answer, tag, environ, start_response)
    encoding = chosen_encoding(environ.get("HTTP_ACCEPT_ENCODING", "")[:LONGEST_HEADER], tuple(answer.bodies))
    if encoding not in answer.bodies:  # a browser that takes no compression
        answer = Answer(answer.headers, {encoding: raw(answer.bodies)})
    start_response("200 OK", answer.head(encoding, tag))
    return [] if environ["REQUEST_METHOD"] == "HEAD" else [answer.bodies[encoding]]


def _part(answer: Answer, tag: str, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
    """The part of a file that is asked for."""
    body = raw(answer.bodies)
    status, more, (start, stop) = _part_of_file(environ, tag, len(body))
    start_response(status, [*answer.headers, *more, ("Vary", "Accept-Encoding")])
    return [body[start:stop]]


def _range(environ: Environ) -> str:
    """The part of a file that is asked for; a HEAD asks for none."""
    return str(environ.get("HTTP_RANGE", "")) if environ["REQUEST_METHOD"] == "GET" else ""


def _part_of_file(environ: Environ, tag: str, size: int) -> tuple[str, Headers, tuple[int, int]]:
    """Status and headers for the part of an uncompressed file that a request asks for, and the part itself.

    Without a Range that can be had, or where the browser has a part of another file (If-Range), the part is the whole.
    """
    headers = [("ETag", f'"{tag}"')] if tag else []
    same = environ.get("HTTP_IF_RANGE", tag).strip('"') == tag
    try:
        part = part_of(_range(environ), size) if same else None
    except ValueError:
        none = [("Content-Range", f"bytes */{size}"), ("Content-Length", "0")]
        return "416 Range Not Satisfiable", headers + none, (0, 0)
    if part is None:
        return "200 OK", [*headers, ("Content-Length", str(size))], (0, size)
    start, stop = part
    headers += [("Content-Range", f"bytes {start}-{stop - 1}/{size}"), ("Content-Length", str(stop - start))]
    return "206 Partial Content", headers, part
