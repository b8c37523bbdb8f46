"""Glossary, about, robots.txt, and the pages for what is not there."""

import json
from pathlib import Path

import pytest
from django.template.loader import render_to_string
from django.test import Client

from budgets.models import EditionVersion
from budgets.pages.notes.prose import term_anchor

pytestmark = pytest.mark.django_db
FACTS = json.loads((Path(__file__).parents[2] / "golden" / "facts-2025.json").read_text())


def test_glossary_has_the_eight_official_definitions(client: Client, published: EditionVersion) -> None:
    page = client.get("/glossary/").content.decode()
    assert page.count("<dt ") == 8
    for definition in FACTS["definitions"]:
        assert f'<dt id="{term_anchor(definition["term"])}">{definition["term"]}</dt>' in page
        assert definition["text"] in page


def test_an_anchor_holds_no_punctuation() -> None:
    assert term_anchor("“三公”经费") == "term-三公经费"


def test_an_empty_glossary_says_so(client: Client) -> None:
    assert "还没有名词解释" in client.get("/glossary/").content.decode()


def test_about_says_rules_licence_and_citation(client: Client) -> None:
    page = client.get("/about/").content.decode()
    for words in ("四舍五入", "空白、0 和没有这一项是三回事", "MIT", "怎样引用"):
        assert words in page


def test_robots_keeps_crawlers_out_of_the_admin_alone(client: Client) -> None:
    response = client.get("/robots.txt")
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert "Disallow: /admin/" in response.content.decode()


def test_a_missing_page_leads_home(client: Client) -> None:
    response = client.get("/nobody/1999/")
    assert response.status_code == 404
    assert "去首页，看已经发布的预算" in response.content.decode()


@pytest.mark.parametrize(
    ("address", "chinese"),
    [("/en/nobody/1999/", "/nobody/1999/"), ("/en//other.example/", "/other.example/")],
)
def test_a_missing_english_page_leads_to_the_chinese_address(
    client: Client, address: str, chinese: str
) -> None:
    response = client.get(address)
    assert response.status_code == 404
    assert f'<a href="{chinese}" lang="zh-Hans"' in response.content.decode()


def test_the_page_of_a_failure_needs_nothing_else() -> None:
    page = render_to_string("500.html")
    assert "暂时打不开" in page
    for word in ("<link", "<script", "<img", "style="):
        assert word not in page


@pytest.mark.parametrize("address", ["/glossary/", "/about/"])
def test_pages_take_few_queries(
    client: Client, published: EditionVersion, django_assert_max_num_queries: object, address: str
) -> None:
    with django_assert_max_num_queries(5):  # type: ignore[operator]
        client.get(address)
