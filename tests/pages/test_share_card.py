"""The card that a page gives to share: the amount never without scope, source and address."""

import json
import re
from typing import Any

import pytest
from django.test import Client

from budgets.models import EditionVersion

EDITION = "/shanghai-stc/2025/"


def card(client: Client, path: str) -> dict[str, Any]:
    page = client.get(path).content.decode()
    found = re.search(r'<script id="share-card" type="application/json">(.*?)</script>', page)
    assert found, path
    return dict(json.loads(found[1]))


@pytest.mark.long
def test_the_edition_in_either_scope(published: EditionVersion, client: Client) -> None:
    whole = card(client, EDITION)
    assert whole["title"] == "2025年，上海市科学技术委员会计划支出"
    assert (whole["amount"], whole["exact"], whole["scope"]) == (
        "71.82 亿元",
        "7,181,860,500 元",
        "资金口径：全部资金",
    )
    assert whole["source"] == "来源：上海市科学技术委员会《上海市2025年市级部门预算》，第 1 版"
    fiscal = card(client, f"{EDITION}?scope=fiscal")
    assert (fiscal["exact"], fiscal["scope"]) == ("6,160,978,836 元", "资金口径：财政拨款")
    assert fiscal["address"] == "testserver/shanghai-stc/2025/?scope=fiscal"


def test_a_statement_says_whose_money_it_lists(published: EditionVersion, client: Client) -> None:
    statement = published.projectstatements.get(name="科技馆展区更新改造")
    shared = card(client, f"{EDITION}projects/{statement.slug}/")
    assert (shared["title"], shared["exact"]) == ("科技馆展区更新改造", "132,831,800 元")
    assert shared["scope"] == "资金口径：财政资金"
    assert shared["address"].endswith("/projects/科技馆展区更新改造/")


def test_a_statement_without_an_amount_has_no_card(published: EditionVersion, client: Client) -> None:
    published.projectstatements.filter(number=1).update(total=None)
    first = published.projectstatements.get(number=1)
    assert "share-card" not in client.get(f"{EDITION}projects/{first.slug}/").content.decode()
