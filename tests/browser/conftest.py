"""A real server, as `make serve` runs it, and Debian's Chromium."""

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, NoReturn
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, sync_playwright

from tests.live_site import Server, running

# The addresses of the nine official tables.
TABLES = (
    "revenue-expenditure",
    "revenue",
    "expenditure",
    "fiscal-appropriation",
    "general-public-budget",
    "government-managed-funds",
    "state-capital",
    "basic-expenditure",
    "three-public",
)
FLAGS = [
    "--no-sandbox",  # CI runs as root
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


@dataclass
class Seen:
    """What the browser said and asked for. A test that provokes a message clears `console` afterwards."""

    console: list[str] = field(default_factory=list)
    hosts: set[str] = field(default_factory=set)


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("site")
    with running(folder, f"sqlite:///{folder}/db.sqlite3") as site:
        yield site


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
