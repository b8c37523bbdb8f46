"""A real server, as `make serve` runs it, and Debian's Chromium."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NoReturn
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.browser.probes import Seen
from tests.live_site import Server, shared
from tests.run import LIGHTER

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


@pytest.fixture(scope="session")
def server(run_folder: Path, ready: Path) -> Iterator[Server]:
    """The site of the run: no test changes what is public there."""
    with shared(run_folder / "site", ready) as site:
        yield site


@pytest.fixture(scope="session")
def chromium(unavailable: Callable[[str], NoReturn]) -> Iterator[Browser]:
    names = (LIGHTER, "chromium", "chromium-browser", "google-chrome")
    path = next(filter(None, map(shutil.which, names)), None) or unavailable("no Chromium on this machine")
    # Playwright keeps an event loop in this thread for the whole session. Django would take every later
    # test of this worker for asynchronous code and refuse it the database.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


def open_context(chromium: Browser, server: Server, seen: Seen, **options: Any) -> BrowserContext:
    """A browser of its own; options are Playwright's: java_script_enabled, viewport, color_scheme …"""
    context = chromium.new_context(base_url=server.url, **{"locale": "zh-CN"} | options)
    context.on("console", seen.hear)
    context.on("weberror", lambda error: seen.console.append(f"uncaught: {error.error}"))
    context.on("request", lambda request: seen.hosts.add(urlsplit(request.url).netloc))
    return context


@pytest.fixture
def seen() -> Seen:
    return Seen()


@pytest.fixture
def new_page(chromium: Browser, server: Server, seen: Seen) -> Iterator[Callable[..., Page]]:
    """Opens a tab, with the options of `open_context`.

    After the test nothing may have been said in the console, and no other host may have been asked.
    """
    contexts = []

    def open_page(**options: Any) -> Page:
        contexts.append(open_context(chromium, server, seen, **options))
        return contexts[-1].new_page()

    yield open_page
    for context in contexts:
        context.close()
    assert seen.said() == []
    assert seen.elsewhere(urlsplit(server.url).netloc) == []


@pytest.fixture
def page(new_page: Callable[..., Page]) -> Page:
    return new_page()
