"""The list of project statements."""

import re

from django.test import Client

from budgets.models import EditionVersion, ProjectStatement

ADDRESS = "/shanghai-stc/2025/projects/"


def page(client: Client, query: str = "") -> str:
    response = client.get(ADDRESS + query)
    assert response.status_code == 200
    return response.content.decode()


def test_the_share_compares_like_with_like(published: EditionVersion, client: Client) -> None:
    """65,153.1223 万元 in all, of which 8,607.45 self-raised; project expenditure of tables 5 and 3."""
    text = page(client)
    assert "29 份说明列出的金额（不含自筹资金）合计 5.65 亿元（565,456,723 元）" in text
    assert "相当于表5项目支出（一般公共预算，5,358,278,279 元）的 10.55%" in text
    assert "86,074,500 元" in text
    assert "合计 6.52 亿元（651,531,223 元）" in text
    assert "相当于表3项目支出（全部资金，6,224,567,553 元）的 10.47%" in text


def test_a_statement_shows_who_how_much_and_when(published: EditionVersion, client: Client) -> None:
    text = page(client, "?q=科技馆建筑体大修")
    row = re.search(r'<tr id="statement-3">.*?</tr>', text, re.DOTALL)
    assert row
    for words in ("上海科技馆更新改造指挥部", "2,749.32", "8,607.45", "11,356.77", "推算", "2025-01-01"):
        assert words in row.group(), words


def test_about_is_kept(published: EditionVersion, client: Client) -> None:
    assert "约 27<" in page(client, "?q=博士后科研工作站")


def test_months_are_not_turned_into_days(published: EditionVersion, client: Client) -> None:
    row = re.search(r"<tr id=[^>]*>(?:(?!</tr>).)*新能源产业推进.*?</tr>", page(client), re.DOTALL)
    assert row
    assert "2025-01 – 2025-12" in row.group()
    assert "2025-01-01" not in row.group()


def test_an_edition_without_statements_says_so(published: EditionVersion, client: Client) -> None:
    ProjectStatement.objects.all().delete()
    text = page(client)
    assert "原文没有附项目经费情况说明" in text
    assert "<table" not in text
