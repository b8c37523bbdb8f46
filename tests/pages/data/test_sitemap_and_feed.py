"""What search engines and readers of feeds get: sitemap, feed, robots.txt; every address works and can be reached."""

import html
import re
from collections import deque
from urllib.parse import unquote, urldefrag, urlsplit
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.http import http_date

from budgets.actions import OPERATOR, withdraw
from budgets.models import Body, Edition, EditionVersion, ProjectStatement
from budgets.pages.data.sitemaps import SITE_PAGES, SITEMAPS, EditionPages, StatementPages
from tests.documents import needs_documents
from tests.exports.real import publish_document

pytestmark = [pytest.mark.django_db, pytest.mark.long]
NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "a": "http://www.w3.org/2005/Atom"}
EDITION = "/shanghai-stc/2025/"


def sitemap(client: Client) -> set[str]:
    """Every address that the sitemap and its parts name, as a path."""
    index = ElementTree.fromstring(client.get("/sitemap.xml").content)
    found = set()
    for part in index.findall("s:sitemap/s:loc", NAMES):
        response = client.get(urlsplit(str(part.text)).path + "?" + urlsplit(str(part.text)).query)
        assert response.status_code == 200
        for address in ElementTree.fromstring(response.content).findall("s:url/s:loc", NAMES):
            found.add(unquote(urlsplit(str(address.text)).path))
    return found


def reachable(client: Client) -> dict[str, int]:
    """Every page that links lead to from the home page, with its status; query strings and files are left out."""
    seen = {"/": 0}
    waiting = deque(["/"])
    while waiting:
        here = waiting.popleft()
        response = client.get(here)
        seen[here] = response.status_code
        if response.status_code != 200 or "text/html" not in response["Content-Type"]:
            continue
        for href in re.findall(r'href="([^"#]+)', response.content.decode()):
            parts = urlsplit(urldefrag(html.unescape(href)).url)
            path = unquote(parts.path)
            if parts.netloc or parts.query or not path.endswith("/") or path.startswith("/admin/"):
                continue
            if path not in seen:
                seen[path] = 0
                waiting.append(path)
    return seen


def test_every_address_of_the_sitemap_answers_and_can_be_reached_from_the_home_page(
    published: EditionVersion, client: Client
) -> None:
    named, reached = sitemap(client), reachable(client)
    assert len(named) >= 2 * (
        4 + 1 + 21 + 29
    )  # both languages: the site's, the body's, the edition's, its statements
    assert {f"{EDITION}projects/科技馆建筑体大修/", f"/en{EDITION}tables/revenue/", "/compare/"} <= named
    assert {path: reached.get(path) for path in named if reached.get(path) != 200} == {}
    # and no page of the site leads nowhere
    assert {path: status for path, status in reached.items() if status != 200} == {}


@needs_documents
def test_every_address_answers_for_an_edition_that_lacks_much(db: None, client: Client) -> None:
    for name in ("putuo-wanli-2025-bumen", "putuo-fuban-2025-danwei"):
        publish_document(name)
    named = sitemap(client)
    assert len(named) > 2 * 2 * 22
    assert {path: client.get(path).status_code for path in named} == dict.fromkeys(named, 200)


def test_what_is_withdrawn_or_a_draft_is_in_no_sitemap(draft: EditionVersion, client: Client) -> None:
    assert not any("shanghai" in path or "preview" in path for path in sitemap(client))


def test_each_file_of_the_sitemap_asks_few_questions(
    published: EditionVersion, client: Client, django_assert_max_num_queries
) -> None:  # type: ignore[no-untyped-def]
    for section in ("site", "bodies", "editions", "projects"):
        with django_assert_max_num_queries(4):
            client.get(f"/sitemap-{section}.xml")


def entries(client: Client, address: str = "/feed.xml") -> list[tuple[str, str, str]]:
    """Title, link and summary of each entry."""
    response = client.get(address)
    assert response["Content-Type"].startswith("application/atom+xml")
    feed = ElementTree.fromstring(response.content)
    return [
        (
            str(entry.findtext("a:title", namespaces=NAMES)),
            str(next(link.get("href") for link in entry.findall("a:link", NAMES))),
            str(entry.findtext("a:summary", namespaces=NAMES)),
        )
        for entry in feed.findall("a:entry", NAMES)
    ]


def test_the_feed_tells_of_publications_and_withdrawals(published: EditionVersion, client: Client) -> None:
    ((title, link, words),) = entries(client)
    assert title == "上海市科学技术委员会 2025年部门预算：发布"
    assert link.startswith(f"http://testserver{EDITION}versions/#act-")
    assert words == "第 1 版。核对出不一致的有 2 处金额、1 处日期、10 处文字和格式。"
    anchor = link.partition("#")[2]
    assert f'id="{anchor}"' in client.get(f"{EDITION}versions/").content.decode()
    withdraw(published.edition, "误含个人信息", OPERATOR)
    newest = entries(client)[0]
    assert newest[0].endswith("：撤回")
    assert "误含个人信息" in newest[2]
    assert len(entries(client)) == 2


def test_the_feed_is_named_on_every_page_and_in_both_languages(
    published: EditionVersion, client: Client
) -> None:
    assert 'type="application/atom+xml" href="/feed.xml"' in client.get(EDITION).content.decode()
    assert 'type="application/atom+xml" href="/en/feed.xml"' in client.get(f"/en{EDITION}").content.decode()
    assert entries(client, "/en/feed.xml")[0][1].startswith(f"http://testserver/en{EDITION}versions/")


def test_robots_names_the_sitemap(client: Client) -> None:
    assert "Sitemap: http://testserver/sitemap.xml" in client.get("/robots.txt").content.decode()


def test_entries_name_each_other_in_both_languages(published: EditionVersion, client: Client) -> None:
    text = client.get("/sitemap-editions.xml").content.decode()
    assert f'hreflang="en" href="http://testserver/en{EDITION}tables/revenue/"' in text
    assert f'hreflang="x-default" href="http://testserver{EDITION}tables/revenue/"' in text


def _questions(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


def test_the_sitemap_asks_no_more_questions_for_more_editions(
    published: EditionVersion, client: Client
) -> None:
    addresses = ("/sitemap.xml", *(f"/sitemap-{section}.xml" for section in SITEMAPS))
    few = {address: _questions(client, address) for address in addresses}
    named = len(sitemap(client))
    assert named > 2 * (len(SITE_PAGES) + 1 + 20 + 29)
    for number in range(5):
        _copy(published, number)
    assert {address: _questions(client, address) for address in addresses} == few
    # All but the pages of the site, once more for each: the body's, the edition's, those of 29 statements.
    assert len(sitemap(client)) - named == 5 * (named - 2 * len(SITE_PAGES))


def _copy(version: EditionVersion, number: int) -> None:
    """The same edition of another body: what the sitemap reads of it."""
    edition = Edition.objects.create(
        body=Body.objects.create(slug=f"other-{number}", name=f"第{number}局"), year=2025
    )
    statements = list(ProjectStatement.objects.filter(version=version))
    version = EditionVersion.objects.get(pk=version.pk)
    version.pk, version.edition, version.preview_key = None, edition, None
    version._state.adding = True
    version.save()
    for statement in statements:
        statement.pk, statement.version = None, version
        statement._state.adding = True
        statement.save()


def test_a_file_of_the_sitemap_is_small_and_its_index_names_every_one(
    published: EditionVersion, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = sitemap(client)
    monkeypatch.setattr(EditionPages, "limit", 6)
    monkeypatch.setattr(StatementPages, "limit", 6)
    index = client.get("/sitemap.xml").content.decode()
    assert index.count("/sitemap-projects.xml") == 10  # 29 statements in two languages, six in a file
    assert sitemap(client) == whole
    assert client.get("/sitemap-projects.xml?p=10").content.decode().count("<url>") == 4
    assert client.get("/sitemap-projects.xml?p=11").status_code == 404


def test_the_index_and_each_file_say_when_something_was_published_last(
    published: EditionVersion, client: Client
) -> None:
    assert published.published_at is not None
    last = http_date(published.published_at.timestamp())
    assert client.get("/sitemap-editions.xml")["Last-Modified"] == last
    assert client.get("/sitemap-projects.xml")["Last-Modified"] == last
    index = client.get("/sitemap.xml").content.decode()
    assert index.count(f"<lastmod>{published.published_at.isoformat()[:10]}") == 2
