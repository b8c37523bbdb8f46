"""The production server, granian: `python -m deploy.server`. The environment decides as the README says.

Headers are read and answers are sent by the server's own loop, so a slow client holds no thread of ours while it
sends its headers, and none while it reads an answer that is a whole. A body that is read, and a stream, hold one
thread each: portal/limits.py bounds how many one client has at once.
"""

import contextlib
import logging
import multiprocessing
import os
import signal
import socket
import time
from collections.abc import Callable, Iterable
from functools import partial
from multiprocessing.connection import Connection
from typing import Any

from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings
from granian.net import SocketHolder
from granian.server.mp import MPServer

BACKLOG = 1024
THREADS = 64  # of one worker; most of them wait, and end when they have waited for half a minute
CONNECTIONS = 2048  # of one worker, most of them waiting
HEADER_SECONDS = 10  # for a whole head, and for the next request on a kept connection
MOST_BYTES = 1_000_000  # of an answer that is handed to the loop as a whole
SILENT_SECONDS = 60  # a client that takes nothing for so long is gone
RESTART_HOURS = 6  # in case a library leaks memory
RESTART_MEGABYTES = 400
START_SECONDS = 30  # a new worker has so long to load before the old one stops taking requests
FAREWELL_SECONDS = (
    2  # the old one closes each connection after the answer, before it closes those without requests
)
STOP_SECONDS = 15

# What granian warns of and what does not hold here: all workers take from one socket, and most threads wait.
SETTLED = ("tcp_migrate_req", "Python threads, which seems quite high", "higher than the amount of CPU cores")


class OneSocketServer(MPServer):
    """All workers take connections from one queue.

    granian gives each worker a queue of its own; a worker that restarts would take those in it along, and the busy
    one could not leave any to the idle one.
    """

    def _init_shared_socket(self) -> None:
        family = socket.AF_INET6 if ":" in self.bind_addr else socket.AF_INET
        listening = socket.socket(family, socket.SOCK_STREAM)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        # Connections inherit these two.
        listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if hasattr(socket, "TCP_USER_TIMEOUT"):  # on Linux
            listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, SILENT_SECONDS * 1000)
        listening.bind((self.bind_addr, self.bind_port))
        listening.listen(self.backlog)
        listening.set_inheritable(True)
        self._sso = listening
        self._sfd = listening.fileno()  # type: ignore[assignment]
        self._shd = SocketHolder(self._sfd, False, self.backlog)  # type: ignore[assignment, call-arg]
        self._ssp = None

    def _respawn_workers(
        self, workers: list[int], spawn_target: Any, target_loader: Any, delay: float = 0
    ) -> None:
        """Replace workers one by one: a new one loads, then the old one says farewell to its clients and ends."""
        for number in workers:
            while LOADED.poll():  # by those that started before
                LOADED.recv_bytes()
            self.respawned_wrks[number] = time.monotonic()
            old, new = self.wrks[number], self._spawn_worker(number, spawn_target, target_loader)
            new.start()
            self.wrks[number] = new
            LOADED.poll(START_SECONDS)
            old.interrupt_by_parent = True
            if old.is_alive():
                with contextlib.suppress(ProcessLookupError):
                    os.kill(old.inner.pid, signal.SIGUSR2)
                time.sleep(FAREWELL_SECONDS)
                old.terminate()
            old.join(STOP_SECONDS)
            if old.is_alive():
                old.kill()


LOADED, READY = multiprocessing.Pipe(duplex=False)  # each worker that has loaded the site says so


def load_site(ready: Connection) -> Callable[..., Iterable[bytes]]:
    """The WSGI application, in a worker. After USR2 each answer ends its connection, so that the client opens the next
    one elsewhere: a kept connection that is closed while a request is on its way loses that request."""
    from portal.wsgi import application

    farewell: list[tuple[str, str]] = []
    signal.signal(signal.SIGUSR2, lambda *_: farewell.append(("Connection", "close")))

    def site(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        length = MOST_BYTES + 1

        def start(status: str, headers: list[tuple[str, str]], *more: Any) -> Any:
            nonlocal length
            length = next((int(value) for name, value in headers if name == "Content-Length"), length)
            return start_response(status, headers + farewell[:1], *more)

        answer = application(environ, start)
        return whole(answer) if length <= MOST_BYTES else answer

    ready.send_bytes(b"ready")
    return site


def whole(answer: Iterable[bytes]) -> list[bytes]:
    """The answer in one piece, which the server's loop sends by itself; a stream holds a thread until it is taken."""
    try:
        return [b"".join(answer)]
    finally:
        close = getattr(answer, "close", None)
        if close:
            close()


def main() -> None:
    """Serve until a signal: TERM ends it, HUP loads the code anew without losing a request."""
    host, port = address(os.environ.get("BIND") or f"127.0.0.1:{os.environ.get('PORT') or 8000}")
    accesslog = os.environ.get("ACCESS_LOG")
    # For the workers, which begin anew: glibc would give each few threads memory of their own, most of it never given back.
    os.environ.setdefault("MALLOC_ARENA_MAX", "2")
    server = OneSocketServer(
        "portal.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        http=HTTPModes.http1,
        workers=int(os.environ.get("WEB_WORKERS") or max(2, min(os.cpu_count() or 1, 8))),
        blocking_threads=THREADS,
        backlog=BACKLOG,
        backpressure=CONNECTIONS,
        http1_settings=HTTP1Settings(header_read_timeout=HEADER_SECONDS * 1000),
        respawn_failed_workers=True,
        workers_lifetime=RESTART_HOURS * 3600,
        workers_max_rss=RESTART_MEGABYTES,
        workers_kill_timeout=STOP_SECONDS,  # for requests that are being answered
        log_access=bool(accesslog),
        log_dictconfig=logs(accesslog),
    )
    server.serve(target_loader=partial(load_site, READY), wrap_loader=False)


def address(text: str) -> tuple[str, int]:
    """The address and the port of BIND: `0.0.0.0:8000`, `[::]:8000`."""
    host, _, port = text.rpartition(":")
    return host.strip("[]"), int(port)


def logs(access: str | None) -> dict[str, Any]:
    """The server's words on the console; the requests there ("-"), in a file, or nowhere."""
    to_file = {"class": "logging.FileHandler", "filename": access, "formatter": "plain"}
    handler = (
        to_file if access and access != "-" else {"class": "logging.StreamHandler", "formatter": "plain"}
    )
    return {
        "filters": {"settled": {"()": Unsettled}},
        "formatters": {
            "plain": {"format": "%(message)s"},
            "line": {"format": "%(asctime)s %(levelname)s %(message)s"},
        },
        "handlers": {
            "console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["settled"]},
            "requests": handler,
        },
        "loggers": {
            "_granian": {"handlers": ["console"], "level": "INFO", "propagate": False},
            "granian.access": {"handlers": ["requests"], "level": "INFO", "propagate": False},
        },
    }


class Unsettled(logging.Filter):
    """Leaves out the warnings of SETTLED."""

    def filter(self, record: logging.LogRecord) -> bool:
        return not any(words in record.getMessage() for words in SETTLED)


if __name__ == "__main__":
    main()
