"""The site as a web server calls it, in this process, with its kept answers before it."""

import gzip
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from urllib.parse import unquote_to_bytes, urlsplit

import brotli
import pytest
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections

from budgets.kept import answers, asked
from budgets.kept.serving import KeptAnswering


@dataclass
class Given:
    """What the web server got."""

    status: int = 0
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""

    @property
    def text(self) -> str:
        return self.raw.decode()

    @property
    def raw(self) -> bytes:
        """The body without its compression."""
        match self.headers.get("content-encoding", ""):
            case "br":
                return brotli.decompress(self.body)
            case "gzip":
                return gzip.decompress(self.body)
        return self.body


class Site:
    """Asks the site, and counts how often Django was asked."""

    def __init__(self) -> None:
        self.made: list[str] = []
        self.django = get_wsgi_application()
        self.kept = KeptAnswering(self._counted, sweeps=False)  # no thread asks the database between tests

    def _counted(self, environ, start_response):
        self.made.append(environ["PATH_INFO"])
        return self.django(environ, start_response)

    def get(self, address: str, *, computed: bool = False, method: str = "GET", **headers: str) -> Given:
        """The answer to a request; `computed` asks Django alone. Headers by name, as accept_encoding="br"."""
        path, query = urlsplit(address).path, urlsplit(address).query
        environ = {
            "REQUEST_METHOD": method,
            "PATH_INFO": unquote_to_bytes(path).decode("latin-1"),
            "QUERY_STRING": query,
            "SERVER_NAME": "testserver",
            "SERVER_PORT": "80",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "HTTP_HOST": "testserver",
            "REMOTE_ADDR": "127.0.0.1",
            "wsgi.url_scheme": "http",
            "wsgi.input": BytesIO(),
            "wsgi.errors": sys.stderr,
        } | {f"HTTP_{name.upper()}": value for name, value in headers.items()}
        given = Given()

        def start(status: str, pairs: list[tuple[str, str]], _problem: object = None) -> None:
            given.status = int(status[:3])
            given.headers = {name.lower(): value for name, value in pairs}

        pieces = (self.django if computed else self.kept)(environ, start)
        given.body = b"".join(pieces)
        if close := getattr(pieces, "close", None):
            close()
        return given


@pytest.fixture
def site(settings, tmp_path: Path) -> Iterator[Site]:
    # As Django's test client does: the end of a request must not close the connection with the test's transaction.
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    settings.KEPT_ANSWERS = True
    settings.DATA_DIR = tmp_path
    answers.kept.cache_clear()
    yield Site()
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)
    answers.kept.cache_clear()
    asked.known_names.cache_clear()
