"""A real server, as `make serve` runs it, and Debian's Chromium."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NoReturn
from urllib.error import URLError
from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, sync_playwright

TOP = Path(__file__).resolve().parents[2]
FLAGS = [
    "--no-sandbox",  # CI runs as root
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


@dataclass(frozen=True)
class Server:
    """A running site with the bundled edition, on a database and a folder of its own."""

    url: str
    environment: dict[str, str]

    def manage(self, *arguments: str) -> None:
        """Run a management command on its database."""
        subprocess.run([sys.executable, "manage.py", *arguments], cwd=TOP, env=self.environment, check=True)


@dataclass
class Seen:
    """What the browser said and asked for. A test that provokes a message clears `console` afterwards."""

    console: list[str] = field(default_factory=list)
    hosts: set[str] = field(default_factory=set)


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("site")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    site = {"DATA_DIR": str(folder), "DATABASE_URL": f"sqlite:///{folder}/db.sqlite3", "PORT": port}
    environment = os.environ | site | {"DJANGO_SETTINGS_MODULE": "portal.settings"}
    subprocess.run([sys.executable, "-m", "deploy.prepare"], cwd=TOP, env=environment, check=True)

    command = [sys.executable, "-m", "gunicorn", "-c", "deploy/gunicorn.conf.py", "portal.wsgi"]
    url = f"http://127.0.0.1:{port}"
    log = folder / "log"
    with log.open("wb") as output:
        process = subprocess.Popen(command, cwd=TOP, env=environment, stdout=output, stderr=output)
    try:
        if not _answers(f"{url}/healthz", seconds=30):
            pytest.fail(f"The server does not start:\n{log.read_text()}", pytrace=False)
        yield Server(url, environment)
    finally:
        process.terminate()
        process.wait(30)


def _answers(address: str, seconds: int) -> bool:
    for _ in range(seconds * 10):
        try:
            with urlopen(address, timeout=5):
                return True
        except URLError:
            time.sleep(0.1)
    return False


@pytest.fixture(scope="session")
def chromium(unavailable: Callable[[str], NoReturn]) -> Iterator[Browser]:
    names = ("chromium", "chromium-browser", "google-chrome")
    path = next(filter(None, map(shutil.which, names)), None) or unavailable("no Chromium on this machine")
    # Playwright keeps an event loop in this thread for the whole session. Django would take every later
    # test of this worker for asynchronous code and refuse it the database.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


def _words(message: ConsoleMessage) -> str:
    return f"{message.type}: {message.text} ({message.location['url']})"


@pytest.fixture
def seen() -> Seen:
    return Seen()


@pytest.fixture
def new_page(chromium: Browser, server: Server, seen: Seen) -> Iterator[Callable[..., Page]]:
    """Opens a tab; options are Playwright's for a context: java_script_enabled, viewport, color_scheme …

    After the test nothing may have been said in the console, and no other host may have been asked.
    """
    contexts = []

    def open_page(**options: Any) -> Page:
        context = chromium.new_context(base_url=server.url, **{"locale": "zh-CN"} | options)
        contexts.append(context)
        context.on("console", lambda message: seen.console.append(_words(message)))
        context.on("weberror", lambda error: seen.console.append(f"uncaught: {error.error}"))
        context.on("request", lambda request: seen.hosts.add(urlsplit(request.url).netloc))
        return context.new_page()

    yield open_page
    for context in contexts:
        context.close()
    assert seen.console == []
    assert seen.hosts - {""} <= {urlsplit(server.url).netloc}  # data: and blob: have no host


@pytest.fixture
def page(new_page: Callable[..., Page]) -> Page:
    return new_page()
