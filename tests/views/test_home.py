"""The home page and the page of a body."""

import pytest
from django.test import Client
from django.utils import timezone

from budgets.models import Body, Edition, EditionVersion

pytestmark = pytest.mark.django_db


def _second_body(version: EditionVersion) -> EditionVersion:
    body = Body.objects.create(slug="second", name="上海市某局")
    edition = Edition.objects.create(body=body, year=2025)
    return EditionVersion.objects.create(
        edition=edition,
        number=1,
        status="published",
        source=version.source,
        title="上海市2025年市级部门预算",
        published_at=timezone.now(),
    )


def test_a_site_with_one_body_tells_its_story_at_once(client: Client, published: EditionVersion) -> None:
    page = client.get("/").content.decode()
    assert "计划支出 <em>71.82 亿元</em>" in page
    assert '<link rel="canonical" href="http://testserver/shanghai-stc/2025/">' in page
    assert "http://testserver/shanghai-stc/2025/</p>" in page  # the address to cite is the edition's


def test_a_site_with_several_bodies_lists_them(
    client: Client, published: EditionVersion, django_assert_max_num_queries: object
) -> None:
    _second_body(published)
    with django_assert_max_num_queries(30):  # type: ignore[operator]
        page = client.get("/").content.decode()
    assert 'href="/second/2025/"' in page
    assert 'href="/shanghai-stc/2025/"' in page
    assert "71.82 亿元" in page
    assert "7,181,860,500 元" in page


def test_an_edition_without_any_figure_still_has_a_page(client: Client, published: EditionVersion) -> None:
    _second_body(published)
    for page in ("", "three-public/", "procurement/", "assets/", "notes/"):
        assert client.get(f"/second/2025/{page}").status_code == 200


def test_an_empty_site_says_so(client: Client) -> None:
    assert "还没有发布任何预算" in client.get("/").content.decode()


def test_body_lists_its_editions(client: Client, published: EditionVersion) -> None:
    page = client.get("/shanghai-stc/").content.decode()
    assert "<h1>上海市科学技术委员会</h1>" in page
    assert 'href="/shanghai-stc/2025/">2025年部门预算</a>' in page


def test_a_body_with_nothing_published_is_404(client: Client, draft: EditionVersion) -> None:
    assert client.get("/shanghai-stc/").status_code == 404
    assert client.get("/nobody/").status_code == 404
