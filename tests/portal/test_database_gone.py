"""The database goes away under the production server: pages say so at once, the rest goes on, and it comes back."""

import contextlib
import os
import re
import subprocess
import time
from collections.abc import Callable
from http.client import HTTPMessage
from pathlib import Path
from typing import NoReturn
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from django.db import OperationalError
from django.test import Client

from budgets.models import EditionVersion
from tests.live_site import Server, running
from tests.run import Unavailable, postgres, postgres_bin

CHINESE = "本站的数据库暂时没有应答，不是您的操作有误；请过一分钟再试。"
ENGLISH = "The site’s database does not answer at the moment; nothing you did is wrong. Please try again in a minute."
MOST_SECONDS = 2


def _answer(site: Server, path: str) -> tuple[int, HTTPMessage, str]:
    try:
        with urlopen(site.url + path, timeout=30) as response:
            return response.status, response.headers, response.read().decode()
    except HTTPError as error:
        return error.code, error.headers, error.read().decode()


def _check_that_it_is_gone(site: Server) -> None:
    for path, words in {
        "/": CHINESE,
        "/en/": ENGLISH,
        "/shanghai-stc/2025/tables/revenue.csv": CHINESE,
    }.items():
        start = time.monotonic()
        status, headers, text = _answer(site, path)
        assert time.monotonic() - start < MOST_SECONDS, path
        assert (status, headers["Retry-After"]) == (503, "60"), path
        assert words in text
    assert _answer(site, "/readyz")[::2] == (503, "database does not answer")
    assert _answer(site, "/healthz")[::2] == (200, "ok")
    assert _answer(site, "/robots.txt")[0] == _answer(site, "/en/robots.txt")[0] == 200
    sheet = next((Path(site.environment["DATA_DIR"]) / "static/budgets/css").glob("site.*.css"))
    assert _answer(site, f"/static/budgets/css/{sheet.name}")[0] == 200


@pytest.mark.long
def test_the_file_of_sqlite_is_missing(tmp_path: Path, ready: Path) -> None:
    database = tmp_path / "db.sqlite3"
    with running(tmp_path, f"sqlite:///{database}", ready, KEPT_ANSWERS="0") as site:
        assert [_answer(site, "/")[0] for _ in range(6)] == [200] * 6  # several threads are connected
        database.rename(tmp_path / "away")
        _check_that_it_is_gone(site)
        assert not database.exists()
        (tmp_path / "away").rename(database)
        assert (_answer(site, "/")[0], _answer(site, "/readyz")[0]) == (200, 200)


@pytest.mark.long
def test_what_is_kept_goes_on_for_a_set_time(tmp_path: Path, ready: Path) -> None:
    database, most = tmp_path / "db.sqlite3", 8
    with running(
        tmp_path, f"sqlite:///{database}", ready, WEB_WORKERS="1", KEPT_ANSWERS_WITHOUT_DATABASE=str(most)
    ) as site:
        page = _answer(site, "/")
        assert page[0] == 200
        database.rename(tmp_path / "away")
        begun = time.monotonic()
        assert _answer(site, "/")[::2] == page[::2]
        assert _answer(site, "/about/")[0] == 503  # nobody asked for it before
        time.sleep(most + 1 - (time.monotonic() - begun))
        assert _answer(site, "/")[0] == 503
        assert not database.exists()


@pytest.mark.long
def test_postgresql_stops_and_comes_back(
    tmp_path: Path, ready: Path, unavailable: Callable[[str], NoReturn]
) -> None:
    with contextlib.ExitStack() as services:
        try:
            database = services.enter_context(postgres())
        except Unavailable as missing:
            unavailable(str(missing))
        folder = Path(re.search(r"@/(/.*)/postgres$", database)[1])
        site = services.enter_context(running(tmp_path, database, ready, empty=True))
        assert _answer(site, "/readyz")[::2] == (503, "migrations are missing")
        _control(folder, "-m", "immediate", "stop")
        _check_that_it_is_gone(site)
        options = f"-c listen_addresses= -c unix_socket_directories={folder}"
        _control(folder, "-o", options, "-l", f"{folder}/data/later.log", "start")
        until = time.monotonic() + 10
        while (said := _answer(site, "/readyz")[2]) != "migrations are missing" and time.monotonic() < until:
            time.sleep(0.2)
        assert said == "migrations are missing"


def _control(folder: Path, *arguments: str) -> None:
    as_postgres = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    command = [*as_postgres, f"{postgres_bin()}/pg_ctl", "-w", "-D", f"{folder}/data", *arguments]
    subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)


@pytest.mark.django_db
def test_the_database_goes_while_a_page_is_made(
    client: Client, published: EditionVersion, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> NoReturn:
        raise OperationalError("server closed the connection unexpectedly")

    monkeypatch.setattr("budgets.pages.home.view.only_body", refuse)
    response = client.get("/en/")
    assert (response.status_code, response["Retry-After"]) == (503, "60")
    assert ENGLISH in response.content.decode()
