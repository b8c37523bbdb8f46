"""在本页: the list of a page's sections names each of them, and nothing else."""

import re
from html import unescape

import pytest
from django.template import Context, Template
from django.test import Client

from budgets.models import EditionVersion

EDITION = "/shanghai-stc/2025/"


def _entries(page: str) -> list[tuple[str, str]]:
    nav = page.split('<nav class="contents"')[1].split("</nav>")[0]
    return re.findall(r'<li><a href="#([^"]+)">(.*?)</a></li>', nav)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "some"),
    [
        ("", {"每 100 元花在哪里", "“三公”经费", "九张表"}),
        ("notes/", {"上海市科学技术委员会（部门）主要职能"}),
        ("checks/", {"不一致 13 项（本页）"}),
        ("disclosure/", {"九张表", "公开的时限"}),
        ("projects/科技馆建筑体大修/", {"一、项目概述", "七、绩效目标"}),
    ],
)
def test_a_long_page_begins_with_its_sections(
    client: Client, published: EditionVersion, address: str, some: set[str]
) -> None:
    page = client.get(EDITION + address).content.decode()
    entries = _entries(page)
    assert some <= {unescape(re.sub("<[^>]*>", "", words)) for _anchor, words in entries}, entries
    ids = re.findall(r'<h2[^>]*id="([^"]+)"', page)
    assert [anchor for anchor, _words in entries] == ids
    assert page.count("回到顶部") == 1


def _rendered(body: str) -> str:
    return Template("{% load contents %}{% contents %}" + body + "{% endcontents %}").render(
        Context({"x": "<b>"})
    )


def test_few_sections_have_no_list_and_an_escape_stays() -> None:
    heading = '<h2 id="a{0}" class="k">{0}{{{{ x }}}} <span class="scope">口径</span></h2>'
    two = "".join(heading.format(n) for n in range(2))
    assert "contents" not in _rendered(two)
    three = _rendered(two + heading.format(2) + "<h2>没有地址</h2>")
    assert _entries(three) == [(f"a{n}", f"{n}&lt;b&gt;") for n in range(3)]


@pytest.mark.django_db
def test_chinese_headings_stay_marked_on_an_english_page(client: Client, published: EditionVersion) -> None:
    page = client.get(f"/en{EDITION}notes/").content.decode()
    words = dict(_entries(page))["h-duties"]
    assert re.search(r'lang="zh-Hans"[^>]*>上海市科学技术委员会（部门）主要职能<', words)
