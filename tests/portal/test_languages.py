"""Chinese without prefix, English under /en/: the address alone decides, and no page leads into the other language."""

import re
from urllib.parse import urlsplit

import pytest
from django.test import Client

from budgets.models import EditionVersion

pytestmark = pytest.mark.django_db

PAGES = [
    "/",
    "/shanghai-stc/",
    "/shanghai-stc/2025/",
    "/shanghai-stc/2025/v1/",
    "/shanghai-stc/2025/tables/",
    "/shanghai-stc/2025/tables/revenue/",
    "/shanghai-stc/2025/figures/?q=科技&per_page=25",
    "/shanghai-stc/2025/projects/",
    "/shanghai-stc/2025/three-public/",
    "/shanghai-stc/2025/source/",
    "/shanghai-stc/2025/checks/",
    "/shanghai-stc/2025/disclosure/",
    "/shanghai-stc/2025/versions/",
    "/glossary/",
    "/about/",
]
OUTSIDE = ("/static/", "/favicon.ico")


def test_browser_language_does_not_change_an_address(client: Client) -> None:
    response = client.get("/", headers={"accept-language": "en"})
    assert response.status_code == 200
    assert response["Content-Language"] == "zh-hans"
    assert "Accept-Language" not in response.get("Vary", "")


def test_english_pages_say_so(client: Client, published: EditionVersion) -> None:
    response = client.get("/en/shanghai-stc/2025/", headers={"accept-language": "zh-CN"})
    assert response["Content-Language"] == "en"
    assert "Accept-Language" not in response.get("Vary", "")
    page = response.content.decode()
    assert '<html lang="en"' in page
    assert "CNY 7.18 billion" in page


@pytest.mark.parametrize("address", PAGES)
def test_every_link_of_an_english_page_stays_english(
    client: Client, published: EditionVersion, address: str
) -> None:
    page = client.get(f"/en{address}").content.decode()
    links = re.findall(r'(?:href|action)="([^"]*)"|"(?:link|href|embed)": ?"([^"]*)"', page)
    switch = re.search(r'<a href="[^"]*" lang="zh-Hans"[^>]*>', page)
    assert switch
    head = page[: page.index("</head>")]
    body = page[page.index("</head>") :].replace(switch[0], "")
    links = [a or b for a, b in re.findall(r'(?:href|action)="([^"]*)"|src=&quot;(http[^&]*)', body)]
    wrong = [
        link
        for link in links
        if (path := urlsplit(link).path) and not path.startswith(("/en/", *OUTSIDE)) and path != "/en"
    ]
    assert not wrong
    assert (
        f'rel="canonical" href="http://testserver/en{"/shanghai-stc/2025/" if address == "/" else ""}' in head
    )


@pytest.mark.parametrize("address", PAGES)
def test_the_switch_keeps_page_and_query(client: Client, published: EditionVersion, address: str) -> None:
    def switch(page: str) -> str:
        found = re.search(r'<a href="([^"]*)" lang="(?:en|zh-Hans)" hreflang', page)
        assert found
        return found[1].replace("&amp;", "&")

    english = switch(client.get(address).content.decode())
    assert english.startswith("/en/")
    assert urlsplit(english).path == f"/en{urlsplit(address).path}"
    back = client.get(english)
    assert back.status_code == 200
    assert urlsplit(switch(back.content.decode())).path == urlsplit(address).path
    assert bool(urlsplit(english).query) == bool(urlsplit(address).query)


def test_alternates_name_both_languages(client: Client, published: EditionVersion) -> None:
    here = "http://testserver/shanghai-stc/2025/tables/"
    there = here.replace("testserver/", "testserver/en/")
    for address, own in (("/shanghai-stc/2025/tables/", here), ("/en/shanghai-stc/2025/tables/", there)):
        page = client.get(address).content.decode()
        assert f'<link rel="canonical" href="{own}">' in page
        assert f'<link rel="alternate" hreflang="zh-Hans" href="{here}">' in page
        assert f'<link rel="alternate" hreflang="en" href="{there}">' in page
        assert f'<link rel="alternate" hreflang="x-default" href="{here}">' in page


def test_what_is_not_there_is_said_in_english_with_the_switch(client: Client) -> None:
    response = client.get("/en/nowhere/2025/?scope=fiscal")
    page = response.content.decode()
    assert response.status_code == 404
    assert response["Content-Language"] == "en"
    assert "There is no such page" in page
    assert '<a href="/nowhere/2025/?scope=fiscal" lang="zh-Hans"' in page
    assert 'rel="canonical"' not in page
    assert client.get("/en")["Location"] == "/en/"
    assert client.get("/en-gb/")["Content-Language"] == "zh-hans"


def test_redirects_and_downloads_stay_in_their_language(client: Client, published: EditionVersion) -> None:
    tidy = client.get("/en/shanghai-stc/2025/figures/?q=&table=1")
    assert tidy["Location"] == "/en/shanghai-stc/2025/figures/?table=1"
    lines = {
        prefix: b"".join(client.get(f"{prefix}/shanghai-stc/2025/tables/revenue.csv").streaming_content)
        .decode("utf-8-sig")
        .splitlines()
        for prefix in ("", "/en")
    }
    assert lines[""][0].startswith("类,款,项,科目名称,层级,末级,合计（元）,财政拨款收入（元）")
    assert lines["/en"][0].startswith(
        "Class,Section,Item,Code name,Level,Lowest level,Total (yuan),Fiscal appropriation (yuan)"
    )
    assert len(lines[""]) == len(lines["/en"])


def test_the_desk_leads_to_chinese_pages(admin_client: Client, published: EditionVersion) -> None:
    page = admin_client.get("/admin/").content.decode()
    assert 'href="/en/' not in page
