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
    assert "29 份说明所列金额，除去写明的自筹资金，合计 565,456,723 元" in text
    assert "不能都算作财政资金。只作大小的比较，相当于表5项目支出的 10.55%" in text
    assert "有 1 份还列出自筹资金 86,074,500 元" in text
    assert "连同自筹资金合计 651,531,223 元" in text
    assert "相当于表3项目支出（全部资金，6,224,567,553 元）的 10.47%" in text


def test_named_fiscal_money_and_money_without_a_source_are_two_lines(
    published: EditionVersion, client: Client
) -> None:
    """1577.5 + 8827.07 + 2749.32 + 13283.18 + 1775.02 + 489.24 + 544 + 400 + 99.9 + 4 + 59.016 万元 are fiscal."""
    text = page(client)
    assert "写明财政资金的 11 份，财政资金合计 2.98 亿元（298,082,460 元）" in text
    assert "，是表5项目支出（一般公共预算，5,358,278,279 元）的 5.56%。" in text
    assert "没有写明来源的 18 份，金额合计 2.67 亿元（267,374,263 元）。" in text


def test_a_long_implementer_is_cut_in_the_list(published: EditionVersion, client: Client) -> None:
    row = re.search(r'<tr id="statement-17">.*?</tr>', page(client), re.DOTALL)
    who = ProjectStatement.objects.get(number=17).implementer
    assert row and len(who) > 100
    shown = re.search(r'class="why">(.*?)</td>', row[0])
    assert shown and shown[1].endswith("…") and who.startswith(shown[1][:-1]) and len(shown[1]) <= 41


def test_a_card_names_column_and_unit(published: EditionVersion, client: Client) -> None:
    assert 'data-label="预算合计（万元）"' in page(client)
    assert 'data-label="预算合计（元）"' in page(client, "?unit=yuan")
    assert "项目说明所列资金，来源见各栏；单位：万元" in page(client)


def test_a_statement_shows_who_how_much_and_when(published: EditionVersion, client: Client) -> None:
    text = page(client, "?q=科技馆建筑体大修")
    row = re.search(r'<tr id="statement-3">.*?</tr>', text, re.DOTALL)
    assert row
    for words in ("上海科技馆更新改造指挥部", "2,749.32", "8,607.45", "11,356.77", "推算", "2025-01-01"):
        assert words in row.group(), words


def test_about_is_kept(published: EditionVersion, client: Client) -> None:
    """约27万元 is not made to look exact by zeros, nor 22668.4万元 beyond two; blanks keep the column in line."""
    assert "约 27\u2008\u2007\u2007<" in page(client, "?q=博士后科研工作站")
    assert ">22,668.40\u2007\u2007<" in page(client)


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
