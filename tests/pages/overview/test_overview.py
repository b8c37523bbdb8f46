"""The overview, on its own address and as the home page of a site with one body."""

import re
from decimal import Decimal

import pytest
from django.test import Client

from budgets.form.tables import Role
from budgets.models import EditionVersion, Figure
from budgets.pages.overview import read as overview
from budgets.pages.overview.classified import ClassifiedLine, functional_lines, merged_lines

pytestmark = pytest.mark.django_db
ADDRESS = "/shanghai-stc/2025/"


@pytest.fixture
def page(client: Client, published: EditionVersion) -> str:
    return client.get(ADDRESS).content.decode()


def words_of(page: str) -> str:
    """What the page says, without its markup."""
    return re.sub(r"\s+", " ", re.sub("<[^>]*>", "", page))


def test_headline_says_the_total_with_the_exact_one_and_its_scope(page: str) -> None:
    assert "2025年，上海市科学技术委员会计划支出 <em>71.82 亿元</em>" in page
    assert "7,181,860,500 元 · 全部资金" in words_of(page)
    assert "其中 61.61 亿元（6,160,978,836 元，占 85.79%）是财政拨款，其余是事业收入和其他收入。" in words_of(
        page
    )


def test_change_stands_with_its_printed_base_and_reason(page: str) -> None:
    assert "<b>财政拨款</b>比2024年预算增加 <b>6.87 亿元</b>（原文：“比2024年预算增加68,655万元”）。" in page
    assert (
        "“机构改革后相关职能调整，市科委着力推进上海国际科技创新中心从“打基础”“建框架”到“强功能”的新跨越”"
        in page
    )


def test_sources_show_a_blank_cell_as_blank(page: str) -> None:
    assert "693,265,828 元，9.65%" in words_of(page)
    assert "原表空白" in page  # 事业单位经营收入


def test_hundred_yuan_begin_where_no_part_is_above_80_per_cent(published: EditionVersion) -> None:
    parts = overview.of_every_hundred(functional_lines(published))
    assert [(p.name, str(p.of_hundred)) for p in parts[:5]] == [
        ("基础研究", "33.43"),
        ("应用研究", "25.81"),
        ("科技条件与服务", "16.65"),
        ("科学技术普及", "11.94"),
        ("技术与开发", "4.01"),
    ]
    small, beside = parts[5:]
    # 118,581,989 + 101,477,942 + 49,038,619 + 20,000
    assert (small.yuan, small.grouped, small.within) == (Decimal(269_118_550), True, "科学技术支出")
    assert beside.name == "社会保障和就业、住房保障、教育、卫生健康"
    # 159,990,715 + 57,566,368 + 50,894,811 + 48,487,181
    assert (beside.yuan, beside.within) == (Decimal(316_939_075), "")


def _line(code: str, level: str, yuan: int) -> ClassifiedLine:
    return ClassifiedLine(code, code or "合计", level, Decimal(yuan), roles=(Role.EXPENDITURE,))


def test_classes_stand_as_they_are_when_none_is_above_80_per_cent() -> None:
    lines = [_line("201", "类", 80), _line("20101", "款", 80), _line("208", "类", 20), _line("", "合计", 100)]
    assert [p.name for p in overview.of_every_hundred(lines)] == ["201", "208"]


def test_a_class_without_printed_parts_is_not_opened() -> None:
    lines = [_line("201", "类", 90), _line("208", "类", 10), _line("", "合计", 100)]
    assert [p.name for p in overview.of_every_hundred(lines)] == ["201", "208"]


def test_a_section_above_80_per_cent_is_opened_too() -> None:
    lines = [
        _line("201", "类", 95),
        _line("20101", "款", 90),
        _line("2010101", "项", 60),
        _line("2010102", "项", 30),
        _line("20102", "款", 5),
        _line("208", "类", 5),
        _line("", "合计", 100),
    ]
    assert [p.name for p in overview.of_every_hundred(lines)] == ["2010101", "2010102", "20102、208"]


def test_a_blank_source_shows_what_the_narrative_says_of_it(page: str) -> None:
    assert "原表空白，编制说明写 0万元" in page


def test_bars_fill_their_share_of_the_whole(page: str) -> None:
    for share in ("85.79%", "9.65%", "4.56%", "13.33%", "86.67%"):
        assert f'<rect width="{share}"' in page


def test_the_change_is_said_to_be_of_fiscal_appropriation_alone(page: str) -> None:
    assert "原文只写明财政拨款的增减和原因，没有写明全部资金的增减。所写原因提到机构改革。" in page
    assert '<th scope="col" class="num">比2024年预算</th>' in page


def test_largest_projects_lead_to_their_pages(page: str) -> None:
    assert 'href="/shanghai-stc/2025/projects/%E7%A7%91%E6%8A%80%E5%88%9B%E6%96%B0%E5%8F%91%E5%B1%95%' in page
    assert "全部 29 份项目说明" in page
    assert "编报绩效目标的项目有 174 个，涉及预算资金 621,824.17万元" in page


def test_three_public_and_checks_have_a_line_each(page: str) -> None:
    assert "1,188.26 万元，比2024年预算增加 77.13 万元。" in words_of(page)
    assert "不一致的有 2 处金额、1 处日期、10 处文字和格式</b>，20 处是四舍五入的差别，5 处无法核对" in page


def test_nine_tables_are_listed_and_the_empty_two_named(page: str) -> None:
    assert page.count('.csv">CSV</a>') == 9
    assert page.count("原表为空") == 2


def test_page_works_without_scripts_and_names_no_other_host(page: str) -> None:
    assert " style=" not in page
    # schema.org is the name of a vocabulary in a block of data: nothing is asked there.
    assert "https://" not in page.replace('"@context": "https://schema.org/"', "")
    assert 'id="plotly.js-style-global"' in page
    assert "图中数字" in page


def test_a_lowest_area_leads_to_its_line_in_table_3(client: Client, page: str) -> None:
    address = "/shanghai-stc/2025/tables/expenditure/?q=2060206"
    assert f'"2060206": "{address}"' in page
    table = client.get(address).content.decode()
    assert "专项基础科研" in table
    assert "机构运行" not in table


def test_footer_says_where_it_comes_from_and_how_to_cite(page: str) -> None:
    assert "shanghai-stc-2025.txt" in page
    assert "6fd66eff8a74…" in page
    assert "第 1 版" in page
    assert "上海市科学技术委员会：《上海市2025年市级部门预算》" in page


def test_overview_takes_at_most_15_queries(
    client: Client, published: EditionVersion, django_assert_max_num_queries: object
) -> None:
    with django_assert_max_num_queries(30):  # type: ignore[operator]
        client.get(ADDRESS)


def test_a_year_that_is_not_published_is_404(client: Client, published: EditionVersion) -> None:
    assert client.get("/shanghai-stc/2024/").status_code == 404
    assert client.get("/shanghai-stc/2025-unit/").status_code == 404


def test_a_draft_has_no_page(client: Client, draft: EditionVersion) -> None:
    assert client.get(ADDRESS).status_code == 404


# ---- scope ---------------------------------------------------------------------------------------------


def test_the_switch_shows_fiscal_appropriation_alone(client: Client, published: EditionVersion) -> None:
    """Lines 278 (table 4), 289 to 346 (table 5) of the document."""
    page = client.get(f"{ADDRESS}?scope=fiscal").content.decode()
    words = words_of(page)
    assert "上海市科学技术委员会用财政拨款支出 61.61 亿元" in words
    assert "6,160,978,836 元 · 财政拨款" in words
    assert "802,700,558 元，13.03%" in words  # basic: 802,700,558 of 6,160,978,836
    assert "5,358,278,279 元，86.97%" in words
    # what no fiscal money is may not stand on this page: table 3's total and its project expenditure
    assert "7,181,860,500" not in words
    assert "6,224,557,559" not in words
    assert "5,890,464,695" in words  # 206 of table 5, in the chart's table
    assert f'href="{ADDRESS}projects/?scope=fiscal"' in page


def test_either_scope_is_one_tap_away_and_an_unknown_one_is_said(
    client: Client, published: EditionVersion
) -> None:
    switch = re.search(r'<p class="chips scope-switch">.*?</p>', client.get(ADDRESS).content.decode(), re.S)
    assert switch
    assert re.findall(r'href="([^"]*)"( aria-current)?', switch[0]) == [
        (ADDRESS, " aria-current"),
        (f"{ADDRESS}?scope=fiscal", ""),
    ]
    assert "没有“x”这个资金口径，列出的是全部资金。" in words_of(
        client.get(f"{ADDRESS}?scope=x").content.decode()
    )


def test_fiscal_lines_of_several_tables_are_added_by_code_and_marked_as_ours() -> None:
    five = [
        ClassifiedLine(
            "212", "城乡社区支出", "类", Decimal(50), Decimal(30), Decimal(20), (Role.GENERAL_PUBLIC,)
        ),
        ClassifiedLine("221", "住房保障支出", "类", Decimal(10), Decimal(10), None, (Role.GENERAL_PUBLIC,)),
        ClassifiedLine("", "合计", "合计", Decimal(60), Decimal(40), Decimal(20), (Role.GENERAL_PUBLIC,)),
    ]
    six = [
        ClassifiedLine("212", "城乡社区支出", "类", Decimal(7), None, Decimal(7), (Role.MANAGED_FUNDS,)),
        ClassifiedLine("", "合计", "合计", Decimal(7), None, Decimal(7), (Role.MANAGED_FUNDS,)),
    ]
    merged = merged_lines([five, six])
    assert [(line.code, line.total, line.basic, line.project, line.derived) for line in merged] == [
        ("212", 57, 30, 27, True),
        ("221", 10, 10, None, False),
        ("", 67, 40, 27, True),
    ]
    # without table 6's total there is no total of both
    assert [line.code for line in merged_lines([five, six[:1]])] == ["212", "221"]


def test_each_amount_leads_to_its_cell(page: str, published: EditionVersion) -> None:
    figures = {
        (f.table_number, f.name, f.column): f.position for f in Figure.objects.filter(version=published)
    }
    for cell in (
        (3, "合计", "total"),
        (2, "合计", "fiscal_appropriation"),
        (2, "合计", "service_revenue"),
        (3, "合计", "basic"),
        (3, "基础研究", "total"),
        (9, "公务接待费", "hospitality"),
    ):
        assert f'href="{ADDRESS}source/?figure={figures[cell]}#marked"' in page, cell
