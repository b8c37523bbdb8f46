"""Several people at the same moment, against the production server on the database of this run."""

import contextlib
import os
import re
import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from http.cookiejar import CookieJar
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import HTTPCookieProcessor, Request, build_opener

import pytest
from django.conf import settings
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from tests.desk.conftest import altered, file
from tests.live_site import PASSWORD, Server, running

TOTAL = "\n1,188.{digits}\t"  # of “三公”, in table 9 of the bundled document
EDITION = "/shanghai-stc/2025/"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, worker_id: str, ready: Path) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("desk")
    address = f"sqlite:///{folder}/db.sqlite3"
    if "postgresql" in settings.DATABASES["default"]["ENGINE"]:
        address = _new_postgres(f"desk_{worker_id}")
    with running(folder, address, ready) as server:
        server.add_accounts(lu="录入员", wang="录入员", fa="发布员", shen="发布员")
        yield server


def _new_postgres(name: str) -> str:
    """A database beside the one that the run was given."""
    with contextlib.closing(_postgres("postgres")) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}"')
        connection.execute(f'CREATE DATABASE "{name}"')
    return f"{os.environ['DATABASE_URL'].rpartition('/')[0]}/{name}"


def _postgres(name: str) -> Any:
    """A connection to a database of the server that the run was given."""
    import psycopg

    given = settings.DATABASES["default"]
    keys = {"HOST": "host", "USER": "user", "PASSWORD": "password", "PORT": "port"}
    own = {word: given[key] for key, word in keys.items() if given.get(key)}
    return psycopg.connect(dbname=name, autocommit=True, **own)


class Person:
    """Someone at a browser without scripts: cookies, links and forms."""

    def __init__(self, site: Server, name: str) -> None:
        self.site, self.cookies = site, CookieJar()
        self.opener = build_opener(HTTPCookieProcessor(self.cookies))
        self.get("/admin/login/")
        _status, page = self.post("/admin/login/?next=/admin/", username=name, password=PASSWORD)
        assert "工作台" in page

    def get(self, path: str) -> tuple[int, str]:
        return self._ask(Request(self.site.url + path))

    def post(self, path: str, **form: Any) -> tuple[int, str]:
        token = next(cookie.value for cookie in self.cookies if cookie.name == "csrftoken")
        body = encode_multipart(BOUNDARY, form | {"csrfmiddlewaretoken": token})
        headers = {"Content-Type": MULTIPART_CONTENT, "Referer": self.site.url + path}
        return self._ask(Request(self.site.url + path, body, headers))

    def _ask(self, request: Request) -> tuple[int, str]:
        try:
            with self.opener.open(request, timeout=60) as answer:
                return answer.status, answer.read().decode()
        except HTTPError as error:
            return error.code, error.read().decode()

    def upload(self, digits: str) -> str:
        """Upload the document with a total of its own; the key of the draft."""
        content = altered(TOTAL.format(digits="26"), TOTAL.format(digits=digits))
        status, page = self.post("/admin/upload/", file=file(content))
        assert status == 200, page
        found = re.search(r'action="/admin/drafts/(\d+)/dates/"', page)
        assert found is not None, page
        return found[1]

    def look(self, draft: str) -> dict[str, str]:
        """What the preview says that its reader looks at."""
        page = self.get(f"/admin/drafts/{draft}/")[1]
        return dict(re.findall(r'name="(seen_live|seen_revision)" value="(\d+)"', page))

    def publish(self, draft: str, seen: dict[str, str], **more: str) -> tuple[int, str]:
        return self.post(f"/admin/drafts/{draft}/publish/", reviewed="on", **seen, **more)


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    with ThreadPoolExecutor(len(acts)) as pool:
        return [done.result() for done in [pool.submit(act) for act in acts]]


def versions(site: Server) -> list[tuple[str, str]]:
    """Number and status of every version that was published, as the database has them."""
    words = "select number, status from budgets_editionversion where number is not null order by number"
    address = site.environment["DATABASE_URL"]
    path = address.removeprefix("sqlite:///")
    connection = sqlite3.connect(path) if path != address else _postgres(address.rpartition("/")[2])
    with contextlib.closing(connection):
        return [(str(number), status) for number, status in connection.execute(words)]


def test_what_several_people_do_at_the_same_moment_is_done_once_and_whole(site: Server) -> None:
    """One test: the processes of a run would make a site for each."""
    _two_uploads_two_publishers_and_double_clicks(site)
    _what_is_due_is_published_once_whoever_asks_first(site)


def _two_uploads_two_publishers_and_double_clicks(site: Server) -> None:
    lu, wang, fa, shen = (Person(site, name) for name in ("lu", "wang", "fa", "shen"))

    # Two uploads of one edition: two drafts, and neither sees the other's.
    first, second = at_once(lambda: lu.upload("27"), lambda: wang.upload("28"))
    assert first != second
    assert lu.get(f"/admin/drafts/{second}/")[0] == 404

    # Two publishers at once, each over the version that both saw: one is first, the other is told.
    seen = fa.look(first)
    assert seen == shen.look(second)
    answers = at_once(
        lambda: fa.publish(first, seen, reason="一"), lambda: shen.publish(second, seen, reason="二")
    )
    assert sorted(status for status, _page in answers) == [200, 422]
    told = next(page for status, page in answers if status == 422)
    assert "现行版本变了" in told and "草稿还在" in told
    assert versions(site) == [("1", "superseded"), ("2", "published")]

    # The other one looks again and publishes by a double click: one version, and both clicks end well.
    late = first if answers[0][0] == 422 else second
    seen = fa.look(late)
    answers = at_once(*[lambda: fa.publish(late, seen, reason="三")] * 3)
    assert [status for status, _page in answers] == [200, 200, 200]
    assert all("公开的是第 3 版" in page for _status, page in answers)  # each ends on the edition's page
    assert versions(site) == [("1", "superseded"), ("2", "superseded"), ("3", "published")]

    # While corrections and undoing run, every reader gets a whole edition.
    def read() -> set[str]:
        reader = build_opener()
        pages = [
            reader.open(f"{site.url}{EDITION}tables/three-public.csv", timeout=60).read() for _ in range(15)
        ]
        return {re.findall(r"合计,否,(\d+)", page.decode("utf-8-sig"))[0] for page in pages}

    def undo_and_redo() -> None:
        page = "/admin/editions/1/"
        for number in ("2", "3", "2", "3"):
            live = re.search(r'name="seen_live" value="(\d+)"', fa.get(page)[1])
            assert live is not None
            status, answer = fa.post(f"{page}v{number}/restore/", reason="试", seen_live=live[1])
            assert status == 200, answer

    totals, _nothing, more = at_once(read, undo_and_redo, read)
    assert totals | more <= {"11882700", "11882800"}
    assert versions(site) == [("1", "superseded"), ("2", "superseded"), ("3", "published")]

    # Discarding and publishing the same draft at once: it is gone or it is public, never both.
    draft = lu.upload("29")
    seen = fa.look(draft)
    answers = at_once(
        lambda: lu.post(f"/admin/drafts/{draft}/discard/"), lambda: fa.publish(draft, seen, reason="四")
    )
    assert all(status == 200 for status, _page in answers), answers
    published = ("4", "published") in versions(site)
    assert published != ("已丢弃" in answers[0][1])
    assert ("已被丢弃" in answers[1][1]) != published


def _what_is_due_is_published_once_whoever_asks_first(site: Server) -> None:
    lu, fa = Person(site, "lu"), Person(site, "fa")
    draft = lu.upload("31")
    before = versions(site)
    fa.publish(draft, fa.look(draft), reason="到点", publish_at="2099-01-01T09:00")
    assert versions(site) == before
    words = (
        "from budgets.models import *; from django.utils import timezone; "
        "EditionVersion.objects.exclude(publish_at=None).update(publish_at=timezone.now())"
    )
    site.manage("shell", "-v", "0", "-c", words)

    def read() -> int:
        with build_opener().open(f"{site.url}{EDITION}", timeout=60) as answer:
            return answer.status

    assert at_once(*[read] * 6, lambda: site.manage("publish_due"))[:6] == [200] * 6
    after = versions(site)
    assert len(after) == len(before) + 1 and after[-1][1] == "published"
    assert [status for _number, status in after].count("published") == 1
