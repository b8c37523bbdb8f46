"""The home page and the page of a body."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from budgets.form.terms import Verdict
from budgets.models import Body, CheckResult, Edition, EditionVersion

pytestmark = pytest.mark.django_db


def _second_body(version: EditionVersion, slug: str = "second") -> EditionVersion:
    body = Body.objects.create(slug=slug, name=f"上海市{slug}局")
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


def _asked(client: Client) -> int:
    with CaptureQueriesContext(connection) as queries:
        client.get("/")
    return len(queries)


def test_the_list_of_bodies_says_what_does_not_agree_as_the_body_does(
    client: Client, published: EditionVersion
) -> None:
    """The bundled edition has two wrong amounts, a date and ten slips of wording; a second body's was not checked yet."""
    second = _second_body(published)
    said = {
        "": "核对出不一致的有 2 处金额、1 处日期、10 处文字和格式。",
        "/en": "The checks found to differ: 2 amounts, 1 date, 10 points of wording or form.",
    }
    for language, words in said.items():
        for page in ("/", "/shanghai-stc/"):
            assert client.get(language + page).content.decode().count(words) == 1
    before = _asked(client)
    for position, code in enumerate(("between.t1-t2", "text.quotes.s1", "form.name.206"), 1):
        CheckResult.objects.create(version=second, position=position, code=code, verdict=Verdict.DIFFERS.word)
    assert "核对出不一致的有 1 处金额、2 处文字和格式。" in client.get("/").content.decode()
    assert _asked(client) == before  # all bodies are counted by one query


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


def test_a_few_bodies_are_ordered_by_links_without_a_form(client: Client, published: EditionVersion) -> None:
    _second_body(published)
    page = client.get("/").content.decode()
    assert "filter-form" not in page
    assert '<a href="/" aria-current="true">按名称</a>' in page
    ordered = client.get("/?sort=-total").content.decode()
    assert "filter-form" not in ordered
    # The second body prints no total, so it stands last.
    assert ordered.index('href="/shanghai-stc/"') < ordered.index('href="/second/"')


@pytest.mark.parametrize(
    "query", ["?q=上海", "?kind=departmental", "?tier=city", "?tier=nonsense", "?page=99"]
)
def test_the_form_stays_where_something_was_asked(
    client: Client, published: EditionVersion, query: str
) -> None:
    _second_body(published)
    assert "filter-form" in client.get(f"/{query}").content.decode()


def test_six_bodies_have_the_form(client: Client, published: EditionVersion) -> None:
    for number in range(5):
        _second_body(published, f"more-{number}")
    page = client.get("/").content.decode()
    assert "filter-form" in page and "按名称</a>" not in page
