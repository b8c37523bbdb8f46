"""The production server: slow clients hold nobody up, and a reload loses no request."""

import contextlib
import http.client
import os
import signal
import socket
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from deploy.server import address
from tests.live_site import Server, running

CLIENTS = 4


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, ready: Path) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("server")
    uploads = folder / "uploads"
    uploads.mkdir()
    with running(folder, f"sqlite:///{folder}/db.sqlite3", ready, TMPDIR=str(uploads)) as server:
        yield server


def _port(site: Server) -> int:
    return urlsplit(site.url).port or 0


def _opened(site: Server, sent: bytes, receiving: int | None = None) -> socket.socket:
    client = socket.socket()
    if receiving:
        client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receiving)
    client.connect(("127.0.0.1", _port(site)))
    client.sendall(sent)
    return client


@pytest.mark.parametrize(
    ("bind", "expected"),
    [("127.0.0.1:8000", ("127.0.0.1", 8000)), ("0.0.0.0:80", ("0.0.0.0", 80)), ("[::1]:8001", ("::1", 8001))],
)
def test_bind_is_an_address_and_a_port(bind: str, expected: tuple[str, int]) -> None:
    assert address(bind) == expected


@pytest.mark.long
def test_two_hundred_slow_heads_and_twenty_slow_bodies_hold_nobody_up(site: Server) -> None:
    body = (
        b"POST /admin/login/ HTTP/1.1\r\nHost: localhost\r\nCookie: csrftoken=" + b"a" * 32 + b"\r\n"
        b"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 1000\r\n\r\nx"
    )
    slow = [_opened(site, b"GET / HTTP/1.1\r\nHost: loc") for _ in range(200)]
    slow += [_opened(site, body) for _ in range(20)]
    try:
        with ThreadPoolExecutor(4) as clients:
            answers = clients.map(lambda _: _get(site, "/healthz", timeout=10), range(40))
            assert list(answers) == [200] * 40
    finally:
        for client in slow:
            client.close()


def _get(site: Server, path: str, timeout: int) -> int:
    connection = http.client.HTTPConnection("127.0.0.1", _port(site), timeout=timeout)
    with contextlib.closing(connection):
        connection.request("GET", path)
        response = connection.getresponse()
        response.read()
        return response.status


@pytest.mark.long
def test_a_reload_replaces_every_worker_and_loses_no_request(site: Server) -> None:
    assert site.process
    before = _workers(site.process)
    done: list[bool] = []
    with ThreadPoolExecutor(CLIENTS) as clients:
        counts = [clients.submit(_ask_until, site, done) for _ in range(CLIENTS)]
        os.kill(site.process, signal.SIGHUP)
        until = time.monotonic() + 60
        while before & _workers(site.process) and time.monotonic() < until:
            time.sleep(0.2)
        done.append(True)
        answered = [count.result() for count in counts]
    after = _workers(site.process)
    assert len(after) == len(before) == 2
    assert not before & after
    assert min(answered) > 0


def _workers(process: int) -> set[str]:
    return set(Path(f"/proc/{process}/task/{process}/children").read_text().split())


def _ask_until(site: Server, done: list[bool]) -> int:
    """Ask again and again over a kept connection; how often that was answered. One failure is an exception."""
    count = 0
    connection = http.client.HTTPConnection("127.0.0.1", _port(site), timeout=30)
    while not done:
        connection.request("GET", "/robots.txt")
        response = connection.getresponse()
        assert response.read()
        assert response.status == 200
        count += 1
    connection.close()
    return count


@pytest.mark.long
@pytest.mark.parametrize(
    ("path", "status"), [("/admin/upload/", b"302"), ("/admin/login/", b"302"), ("/about/", b"403")]
)
def test_an_anonymous_upload_is_refused_before_it_is_read(site: Server, path: str, status: bytes) -> None:
    head = (
        f"POST {path} HTTP/1.1\r\nHost: localhost\r\nCookie: csrftoken={'a' * 32}; sessionid={'b' * 32}\r\n"
        "Content-Type: multipart/form-data; boundary=X\r\nContent-Length: 150000000\r\n\r\n"
        '--X\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n'
    )
    client = _opened(site, head.encode())
    client.settimeout(20)
    with contextlib.closing(client):
        answer = client.recv(1000)
    assert answer.split()[1] == status
    assert list(Path(site.environment["TMPDIR"]).iterdir()) == []
