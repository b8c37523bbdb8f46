"""The page of the search: what it says of a hit, where hits lead, and what it costs."""

import csv
import html
import re
from collections.abc import Callable
from io import StringIO
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
from django.db import connection
from django.test import Client

from budgets.models import EditionVersion
from tests.search.asking import hits_of, said

pytestmark = pytest.mark.django_db
QUESTIONS = (
    "科普活动",
    "1188.26",
    "71.82亿",
    "大修",
    "上海科技馆",
    "机关运行经费",
    "车辆",
    "不存在的日期",
    "预算",
    "合计",
)


def test_without_words_there_is_the_form_alone(client: Client, published: EditionVersion) -> None:
    page = client.get("/search/").content.decode()
    assert 'role="search"' in page
    assert 'id="results"' not in page


def test_a_hit_says_what_it_is_and_where_it_was_found(client: Client, published: EditionVersion) -> None:
    page = client.get("/search/", {"q": "206-07-02"}).content.decode()
    assert "表3《支出预算总表》" in page
    assert 'href="/shanghai-stc/2025/tables/expenditure/#row-31">科普活动</a>' in page
    assert "94,880,000" in page
    assert "原文第236行" in page


def test_an_amount_leads_to_the_very_cell_and_is_marked(client: Client, published: EditionVersion) -> None:
    page = client.get("/search/", {"q": "1188.26"}).content.decode()
    assert (
        '<a class="at-cell" href="/shanghai-stc/2025/source/?figure=536#marked"><mark>1,188.26</mark></a>'
        in page
    )
    cell = client.get("/shanghai-stc/2025/source/?figure=536").content.decode()
    assert re.search(r'<mark id="marked">1,188\.26</mark>', cell)


def test_words_are_marked_as_they_are_printed(client: Client, published: EditionVersion) -> None:
    page = client.get("/search/", {"q": "三公经费预算数"}).content.decode()
    assert "2025年“<mark>三公”经费预算数</mark>为1,188.26万元" in page


def test_what_is_typed_comes_back_escaped(client: Client, published: EditionVersion) -> None:
    page = client.get("/search/", {"q": "<script>科普"}).content.decode()
    assert "<script>科普" not in page
    assert "&lt;script&gt;科普" in page


@pytest.mark.long
def test_every_hit_leads_to_a_place_that_exists(client: Client, published: EditionVersion) -> None:
    pages: dict[str, str] = {}
    for question in QUESTIONS:
        for hit in hits_of(client, question):
            for href in {hit.href, hit.row, *(cell.href for cell in hit.cells)} - {""}:
                address = urlsplit(href)
                page = f"{address.path}?{address.query}"
                if page not in pages:
                    response = client.get(page)
                    assert response.status_code == 200, href
                    pages[page] = response.content.decode()
                assert not address.fragment or f'id="{address.fragment}"' in pages[page], href


def test_a_kind_alone_goes_page_by_page_in_the_same_order(client: Client, published: EditionVersion) -> None:
    first = hits_of(client, "支出", kind="line")
    second = hits_of(client, "支出", kind="line", page="2")
    assert len(first) == 50
    whole = [hit.hit.entry.pk for hit in first + second]
    assert len(set(whole)) == len(whole)
    assert [hit.hit.entry.pk for hit in hits_of(client, "支出")][:5] == whole[:5]


def test_hits_are_limited_to_a_kind_a_body_a_year_and_an_amount(
    client: Client, published: EditionVersion
) -> None:
    assert {hit.hit.entry.kind for hit in hits_of(client, "科技馆", kind="statement")} == {2}
    assert hits_of(client, "科技馆", body="shanghai-stc", year="2025")
    lines = hits_of(client, "机构运行", kind="line", min="10000", max="12000")
    # 应用研究 > 机构运行 109,216,136 元 is the only one between 1.0 and 1.2 亿元 in tables 2 and 3.
    assert {said(hit)[2][0] for hit in lines if hit.hit.entry.table_number in (2, 3)} == {"109,216,136"}


@pytest.mark.long
def test_a_search_asks_few_queries_however_many_hits_there_are(
    client: Client, published: EditionVersion, django_assert_max_num_queries: Callable[[int], Any]
) -> None:
    # On PostgreSQL the ways of reading are set and set back for each width of the question.
    for question in ("支出", "科技", "1188.26", "没有这样的词"):
        with django_assert_max_num_queries(12 if connection.vendor == "sqlite" else 18):
            client.get("/search/", {"q": question})


def test_the_english_page_is_the_same_search(client: Client, published: EditionVersion) -> None:
    response: Any = client.get("/en/search/", {"q": "2060702"})
    assert response.status_code == 200
    first = response.context["groups"][0].hits[0]
    assert first.href == "/en/shanghai-stc/2025/tables/expenditure/#row-31"
    assert 'lang="zh-Hans"' in response.content.decode()


def test_an_everyday_word_leads_to_the_official_code(client: Client, published: EditionVersion) -> None:
    page = client.get("/search/", {"q": "房租"}).content.decode()
    assert 'href="/search/?q=30214#results">30214 租赁费</a>' in page


def test_suggestions_are_titles_that_hold_what_was_typed(client: Client, published: EditionVersion) -> None:
    given = client.get("/search/suggestions.json", {"q": "脑"}).json()["suggestions"]
    assert given[:2] == ["脑智发育平台", "脑图谱大数据平台"]
    assert len(set(given)) == len(given) <= 8
    assert client.get("/search/suggestions.json").json() == {"suggestions": []}


def test_every_page_has_a_way_to_the_search(client: Client, published: EditionVersion) -> None:
    for page in ("/", "/about/", "/shanghai-stc/2025/"):
        assert 'action="/search/"' in client.get(page).content.decode()


def test_a_search_is_no_page_for_search_engines(client: Client, published: EditionVersion) -> None:
    assert '<meta name="robots" content="noindex">' in client.get("/search/?q=科技").content.decode()


def test_addresses_with_chinese_lead_to_their_statement(client: Client, published: EditionVersion) -> None:
    hit = hits_of(client, "科技馆建筑体大修")[0]
    assert unquote(hit.href) == "/shanghai-stc/2025/projects/科技馆建筑体大修/"


@pytest.mark.long
def test_the_file_has_the_hits_that_the_page_announces(client: Client, published: EditionVersion) -> None:
    for query in ({"q": "科普活动"}, {"q": "科技", "kind": "statement"}, {"q": "预算", "kind": "line"}):
        page = client.get("/search/", query).content.decode()
        announced = re.search(r"下载全部 (\d+) 行", page)
        assert announced
        file = b"".join(client.get("/search.csv", query).streaming_content)  # type: ignore[attr-defined]
        rows = list(csv.DictReader(StringIO(file.decode("utf-8-sig"))))
        assert len(rows) == int(announced[1]) > 0
        first = re.search(r'<ol class="index">\s*<li>\s*<span><a href="([^"]+)"', page)
        assert first
        assert rows[0]["网址"] == f"http://testserver{html.unescape(first[1])}"
        assert {row["年度"] for row in rows} == {"2025"}


def test_a_file_of_hits_that_are_not_all_does_not_say_so(published: EditionVersion, client: Client) -> None:
    """Half of all lines are 支出: more than are shown at a glance."""
    page = client.get("/search/", {"q": "支出"}).content.decode()
    assert "条以上" in page
    assert "选一个种类后可以下载" in page
    assert "下载全部" not in page


def test_a_percentage_is_no_amount(published: EditionVersion, client: Client) -> None:
    """Six passages of the document print 30%; “30. …5234.89万元” and 30.00万元 are other things."""
    hits = [said(hit) for hit in hits_of(client, "30%")]
    assert hits
    assert all("30%" in words for _href, words, _amounts in hits)
    assert all("<mark>30%</mark>" in hit.words for hit in hits_of(client, "30%"))


def test_a_leading_nought_is_a_code(published: EditionVersion, client: Client) -> None:
    assert all("20,000" not in amounts for _href, _words, amounts in map(said, hits_of(client, "02")))


def test_a_sign_before_a_word_takes_no_mark_away(published: EditionVersion, client: Client) -> None:
    plain, signed = hits_of(client, "科普"), hits_of(client, "☆科普")
    assert [hit.href for hit in signed] == [hit.href for hit in plain]
    assert [hit.words for hit in signed] == [hit.words for hit in plain]


def test_conditions_without_words_ask_for_words(published: EditionVersion, client: Client) -> None:
    page = client.get("/search/?q=&kind=line&min=1000").content.decode()
    assert "还没有写要找的词" in page


def test_an_everyday_word_leads_to_its_codes_and_not_to_nothing(
    published: EditionVersion, client: Client
) -> None:
    page = client.get("/search/?q=公车").content.decode()
    assert "没有找到" not in page
    assert "30231 公务用车运行维护费" in page


def test_a_printed_heading_is_found(published: EditionVersion, client: Client) -> None:
    """Lines 62 and 80 of the document."""
    for heading in ("名词解释", "“2025年部门预算编制说明”"):
        assert any("/notes/" in hit.href for hit in hits_of(client, heading)), heading


def test_a_finding_shows_no_numbers_without_words(published: EditionVersion, client: Client) -> None:
    findings = hits_of(client, "工资", kind="finding")
    assert findings
    assert all("<mark>" in hit.words for hit in findings if hit.words)
