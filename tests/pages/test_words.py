"""Plain words at the head of tables, and everyday words for official ones."""

import re

import pytest
from django.test import Client

from budgets.models import EditionVersion

EDITION = "/shanghai-stc/2025/"


def words_of(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200
    return re.sub(r"\s+", " ", re.sub("<[^>]*>", "", response.content.decode()))


@pytest.mark.parametrize(
    ("slug", "sentence"),
    [
        # lines 111, 187, 263, 278, 346 and 440 of the document; shares by hand: 61.61 of 71.82 is 85.79 %
        (
            "revenue",
            "全部资金的收入共 71.82 亿元：财政拨款收入 61.61 亿元（85.79%）、事业收入 6.93 亿元（9.65%）、"
            "其他收入 3.28 亿元（4.56%）。",
        ),
        (
            "expenditure",
            "全部资金的支出共 71.82 亿元：基本支出 9.57 亿元（13.33%）、项目支出 62.25 亿元（86.67%）；"
            "最大的一项是科学技术支出 68.65 亿元（95.59%）。",
        ),
        ("fiscal-appropriation", "财政拨款的支出共 61.61 亿元：一般公共预算 61.61 亿元（100.00%）"),
        ("general-public-budget", "一般公共预算的支出共 61.61 亿元：基本支出 8.03 亿元（13.03%）"),
        ("basic-expenditure", "一般公共预算里维持日常运转的钱共 8.03 亿元：人员经费"),
        (
            "three-public",
            "“三公”经费共 1,188.26 万元：因公出国（境）费 530.88 万元（44.68%）、公务接待费 230.41 万元（19.39%）、"
            "公务用车购置及运行费 426.97 万元（35.93%）。",
        ),
    ],
)
def test_a_table_says_what_it_is_in_one_sentence(
    published: EditionVersion, client: Client, slug: str, sentence: str
) -> None:
    assert sentence in words_of(client, f"{EDITION}tables/{slug}/")


def test_an_empty_table_says_no_sentence(published: EditionVersion, client: Client) -> None:
    assert "政府性基金预算的支出共" not in words_of(client, f"{EDITION}tables/government-managed-funds/")


def test_an_everyday_word_leads_to_the_official_codes(published: EditionVersion, client: Client) -> None:
    text = words_of(client, f"{EDITION}tables/basic-expenditure/?q=房租")
    assert "“房租”在官方科目里可能列在：30214 租赁费（本站的对应，不是官方解释）。" in text
    page = client.get(f"{EDITION}tables/basic-expenditure/?q=30214").content.decode()
    assert ">34,118,234<" in page  # 302-14 租赁费, line 406
    assert "在官方科目里可能列在" not in words_of(client, f"{EDITION}tables/expenditure/?q=房租")
    assert "2080501 行政单位离退休" in words_of(client, f"{EDITION}tables/expenditure/?q=退休")
    assert "30214 租赁费" in words_of(client, f"{EDITION}figures/?q=房租")


def test_only_codes_that_the_list_has_are_offered(published: EditionVersion, client: Client) -> None:
    """Table 8 prints 302-31 公务用车运行维护费 (line 419) and no 310-13 公务用车购置."""
    text = words_of(client, f"{EDITION}tables/basic-expenditure/?q=公车")
    assert "30231 公务用车运行维护费" in text
    assert "31013" not in text


def test_the_glossary_lists_everyday_words_as_ours(published: EditionVersion, client: Client) -> None:
    text = words_of(client, "/glossary/")
    assert "本站的对应，不是官方解释" in text
    assert "30113 住房公积金" in text
