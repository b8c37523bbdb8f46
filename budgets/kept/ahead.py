"""Answers made before a reader asks: what was made already, for which state, and who makes now."""

import fcntl
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import unquote_to_bytes

from django.conf import settings

from budgets.kept.asked import release
from budgets.models import StateMark

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]
NICENESS = 10  # readers come first


def start() -> None:
    """Begin in a process of its own, where the settings want it; it ends at once while another one is at work."""
    if settings.KEPT_ANSWERS and settings.KEPT_ANSWERS_AHEAD and _is_idle():
        command = [sys.executable, str(settings.BASE_DIR / "manage.py"), "keep_answers"]
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, start_new_session=True
        )
        os.setpriority(os.PRIO_PROCESS, process.pid, NICENESS)


@contextmanager
def alone() -> Iterator[bool]:
    """Whether no other process makes answers ahead while the block lasts; one that does sees before it ends what changed."""
    with open(_path(".lock"), "a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True


def _is_idle() -> bool:
    with alone() as is_alone:
        return is_alone


def _path(suffix: str) -> Path:
    path: Path = settings.DATA_DIR / f"answers-ahead{suffix}"
    return path


class Progress:
    """Which scopes were made for which state, in a file of DATA_DIR that may be deleted at any time."""

    def __init__(self, hosts: Iterable[str]) -> None:
        self.path = _path(".json")
        self._for = [release(), *hosts]

    def left(self) -> list[tuple[str, str]]:
        """The scopes whose state changed since their answers were made, with the mark of now.

        The site comes last: its pages show what the packages of bodies are.
        """
        made = self._made()
        marks = StateMark.objects.order_by("-scope").values_list("scope", "value")
        return [(scope, mark) for scope, mark in marks if made.get(scope) != mark]

    def done(self, scope: str, mark: str) -> None:
        """Everything of that scope was made for that mark."""
        text = json.dumps({"for": self._for, "made": self._made() | {scope: mark}})
        new = _path(".new")
        new.write_text(text)
        new.replace(self.path)

    def _made(self) -> dict[str, str]:
        try:
            stored = json.loads(self.path.read_text())
            return dict(stored["made"]) if stored["for"] == self._for else {}
        except (OSError, ValueError, KeyError, TypeError):
            return {}


def ask(site: Application, address: str, host: str) -> int:
    """Ask the site for an address as a reader's browser would; returns the status."""
    status = 0

    def begin(line: str, *_: Any) -> Callable[[bytes], None]:
        nonlocal status
        status = int(line[:3])
        return lambda _piece: None

    pieces = site(_environ(address, host), begin)
    try:
        for _piece in pieces:
            pass
    finally:
        close = getattr(pieces, "close", None)
        if close:
            close()
    return status


def _environ(address: str, host: str) -> dict[str, Any]:
    scheme = "https" if settings.HTTPS else "http"
    environ = {
        "REQUEST_METHOD": "GET",
        "SCRIPT_NAME": "",
        "PATH_INFO": unquote_to_bytes(address).decode("latin-1"),
        "QUERY_STRING": "",
        "SERVER_NAME": host,
        "SERVER_PORT": host.rpartition(":")[2] if ":" in host else "443" if settings.HTTPS else "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": host,
        "REMOTE_ADDR": "127.0.0.1",
        "wsgi.url_scheme": scheme,
        "wsgi.input": BytesIO(),
        "wsgi.errors": sys.stderr,
    }
    if settings.HTTPS:
        environ[settings.SECURE_PROXY_SSL_HEADER[0]] = scheme
    return environ
