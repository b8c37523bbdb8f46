"""One project statement: its words, and beside them what they state plainly."""

import json
import re
from decimal import Decimal
from pathlib import Path
from urllib.parse import quote

import pytest
from django.test import Client

from budgets.models import EditionVersion, ProjectStatement, Quotation
from budgets.pages.statement.spending_plan import share_of_amount
from tests.conftest import SAMPLE

pytestmark = pytest.mark.django_db
GOLDEN = json.loads((Path(__file__).parents[2] / "golden" / "statements-2025.json").read_text())


def _page(client: Client, slug: str) -> str:
    response = client.get(f"/shanghai-stc/2025/projects/{quote(slug)}/")
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.long
def test_every_statement_has_a_page_with_seven_parts(client: Client, published: EditionVersion) -> None:
    slugs = (
        ProjectStatement.objects.filter(version=published).order_by("number").values_list("slug", flat=True)
    )
    assert len(slugs) == len(GOLDEN) == 29
    for slug, expected in zip(slugs, GOLDEN, strict=True):
        page = _page(client, slug)
        assert expected["name"] in page
        assert page.count('class="part"') == 7
        assert f"{int(expected['total']):,} 元" in page


def test_purpose_comes_before_the_facts_and_the_facts_before_the_rest(
    client: Client, published: EditionVersion
) -> None:
    page = _page(client, "能源保障")
    purpose = page.index("本项目主要保障上海科技馆、上海自然博物馆和上海天文馆三馆日常运行的能耗费")
    assert purpose < page.index('class="facts"') < page.index("二、立项依据</h2>")
    assert "财政资金1577.5万元，主要用于电、气、水的费用支付。" in page


def test_sources_of_money_stand_apart_and_their_sum_is_marked_as_ours(
    client: Client, published: EditionVersion
) -> None:
    page = _page(client, "科技馆建筑体大修")
    for words in ("2,749.32 万元", "8,607.45 万元", "113,567,700 元", "推算", "2025年10月"):
        assert words in page


def test_increments_are_added_up_and_marked_as_ours(client: Client, published: EditionVersion) -> None:
    page = _page(client, "保障长三角高分遥感数据中心运行维护及对外服务能力")
    assert "相加（推算）" in page
    assert "100.01%" in page  # 5.74 + 58.97 + 23.02 + 12.28 as printed


def test_cumulative_instalments_are_never_added_up(client: Client, published: EditionVersion) -> None:
    page = _page(client, "科技服务信息专递")
    assert "累计的数不能相加" in page
    assert "相加（推算）" not in page
    assert "334%" not in page


def test_lower_bounds_are_named_as_such(client: Client, published: EditionVersion) -> None:
    page = _page(client, "科普之窗")
    assert "累计不低于" in page
    assert "相加（推算）" not in page


def test_parts_inside_parts_stand_under_their_own(client: Client, published: EditionVersion) -> None:
    page = _page(client, "生物医药中小企业服务")
    outer = page.index('<th scope="row">为生物医药科技型企业提供科技创新服务')
    inner = page.index('<th scope="row">法规汇编印刷费')
    following = page.index('<th scope="row">上海生物医药中小微企业科技金融服务')
    assert outer < inner < following
    assert "未写明资金来源" in page
    assert "原文只写到月" in page


def test_a_part_without_an_amount_shows_the_sum_of_its_own(client: Client, published: EditionVersion) -> None:
    page = _page(client, "生物医药中小企业服务")
    for amount in ("100,000", "137,000"):  # 42,000 + 51,000 + 7,000; 10,000 + 105,000 + 22,000
        assert f'<td class="num">{amount} <span class="muted">推算</span></td>' in page


def test_numbers_inside_a_paragraph_begin_a_line(client: Client, published: EditionVersion) -> None:
    page = _page(client, "生物医药中小企业服务")
    assert '<span class="item">2. 为生物医药科技型企业提供科技创新服务：预算金额10万元' in page


def test_about_is_kept(client: Client, published: EditionVersion) -> None:
    page = _page(client, "博士后科研工作站建设")
    assert re.search(r"约 <a [^>]*>54,000</a>", page)
    assert '<td class="num">约 270,000</td>' in page  # the sum of four amounts with 约


def test_neighbours_and_citation(client: Client, published: EditionVersion) -> None:
    page = _page(client, "展示运行")
    assert 'rel="prev"' in page
    assert 'rel="next"' in page
    assert re.search(
        r"《上海市2025年市级部门预算》，展示运行，本站第 1 版，\d{4}年\d+月\d+日载入。"
        r"http://testserver/shanghai-stc/2025/projects/",
        page,
    )
    assert 'rel="prev"' not in _page(client, "能源保障")


def test_two_amounts_that_differ_stand_at_the_amount_with_both_numbers(
    client: Client, published: EditionVersion
) -> None:
    """新能源产业推进: 实施方案 says 43.70万元, 年度预算安排 43.07万元."""
    page = _page(client, "新能源产业推进-2025-年")
    head = page[: page.index('class="statement"')]
    assert "43.7 与 43.07 万元" in re.sub("<[^>]*>", "", head)
    assert "≠" in head and "checks/?verdict=differs#check-" in head
    assert "≠" not in _page(client, "生物医药中小企业服务").split('class="statement"')[0]


def test_unknown_project_is_404(client: Client, published: EditionVersion) -> None:
    assert client.get("/shanghai-stc/2025/projects/nothing/").status_code == 404


def test_a_statement_takes_at_most_15_queries(
    client: Client, published: EditionVersion, django_assert_max_num_queries: object
) -> None:
    with django_assert_max_num_queries(15):  # type: ignore[operator]
        _page(client, "生物医药中小企业服务")


@pytest.mark.parametrize(
    ("slug", "words"),
    [
        ("脑智发育平台", ("名单内单位", "依据原文：“上海脑科学与类脑研究中心”")),
        (
            "科技馆建筑体大修",
            ("可能是名单内单位的部门</span> 上海科技馆", "原文写的是：“上海科技馆更新改造指挥部”"),
        ),
        (
            "生物医药中小企业服务",
            ("可能是名单内单位的简称", "原文写的是：“生药中心是上海市科委直属事业单位”"),
        ),
        ("创-在上海-国际创新创业大赛", ("名单中没有", "依据原文：“上海市科技创业中心”")),
        ("展示运行", ("写了几个主体", "不归到其中哪一家")),
        ("纳米科技高端人才建设", ("没有单独写明名称", "原文是一段话")),
    ],
)
def test_the_link_to_a_listed_unit_is_said_with_its_words(
    client: Client, published: EditionVersion, slug: str, words: tuple[str, ...]
) -> None:
    page = _page(client, slug)
    for each in words:
        assert each in page, each
    assert ("<dt>预算单位</dt>" in page) == (slug == "脑智发育平台")


def test_each_amount_leads_to_its_own_line(client: Client, published: EditionVersion) -> None:
    page = _page(client, "博士后科研工作站建设")
    lines = SAMPLE.read_text().splitlines()
    found = re.findall(r'source/\?line=(\d+)#L\1" title="原文第\1行">([\d,.%]+)</a>', page)
    assert len(found) == 8  # four steps, money and per cent
    for number, words in found:
        wan = f"{int(words.replace(',', '')) / 10_000:g}万元" if "%" not in words else words
        assert wan in lines[int(number) - 1]


def test_what_is_not_counted_stands_apart_with_its_reason(client: Client, published: EditionVersion) -> None:
    page = _page(client, "科技服务信息专递")
    assert "未计入的金额" in page
    assert '“委托业务费的20%即0.78万元” <span class="verdict">已写明金额的一部分，复述</span>' in page
    assert "未计入的金额</h2>" not in _page(client, "能源保障")


def test_amounts_without_stored_words_lead_to_their_part(client: Client, published: EditionVersion) -> None:
    """Versions from before the words were stored."""
    Quotation.objects.all().delete()
    page = _page(client, "博士后科研工作站建设")
    assert '<td class="num">约 54,000</td>' in page
    assert "source/?line=" in page


# ---- instalments that print only percentages ----


def _instalments(page: str) -> str:
    return re.sub("<[^>]*>|\\s+", "", page.split('id="instalments"')[1].split("</table>")[0])


def test_percentages_get_an_amount_that_is_marked_as_ours(client: Client, published: EditionVersion) -> None:
    """316.95万元 in quarters of 20, 30, 20 and 20 %: the rest is nowhere, and is not made up."""
    found = _instalments(_page(client, "脑智发育平台"))
    assert "推算金额（元）" in found
    assert "比例乘以原文列明的3,169,500元" in found
    assert found.count("633,900推算") == 3
    assert "950,850推算" in found
    assert "相加（推算）2,852,55090%" in found  # 633,900 × 3 + 950,850
    assert "约" not in found


def test_cumulative_percentages_get_amounts_that_are_not_added_up(
    client: Client, published: EditionVersion
) -> None:
    """99.90万元: 不低于50 %, 不低于80 %, 100 %."""
    found = _instalments(_page(client, "科普之窗"))
    assert ["499,500推算" in found, "799,200推算" in found, "999,000推算" in found] == [True] * 3
    assert "累计不低于：从头算到这一期末，至少达到这个数。" in found
    assert "相加" not in found.replace("不能相加", "")


def test_printed_amounts_are_not_called_ours(client: Client, published: EditionVersion) -> None:
    found = _instalments(_page(client, "保障长三角高分遥感数据中心运行维护及对外服务能力"))
    assert "金额（元）" in found
    assert "推算" not in found.replace("相加（推算）", "")


def test_no_amount_is_derived_where_it_is_open_what_the_percentage_is_of(
    client: Client, published: EditionVersion
) -> None:
    statements = ProjectStatement.objects.filter(slug="脑智发育平台")
    for change in ({"nature": "推算"}, {"nature": "列明", "self_raised": 1000}):
        statements.update(**change)
        assert "推算金额" not in _page(client, "脑智发育平台")


@pytest.mark.parametrize(
    ("percent", "base", "yuan", "approximate"),
    [
        ("20", "3169500", "633900.00", False),
        ("33.33", "100.10", "33.36", True),  # 33.36333
        ("0.5", "1", "0.01", True),  # half a fen
    ],
)
def test_a_share_of_an_amount_is_rounded_to_the_fen_and_says_so(
    percent: str, base: str, yuan: str, approximate: bool
) -> None:
    share = share_of_amount(Decimal(percent), Decimal(base))
    assert (share.yuan, share.approximate) == (Decimal(yuan), approximate)
    assert share_of_amount(Decimal(20), Decimal(10), approximate=True).approximate
