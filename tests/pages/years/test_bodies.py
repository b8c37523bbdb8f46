"""Several bodies, years and kinds side by side: the list, a body's page, the links between editions."""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from budgets.actions import create_draft, publish
from budgets.form.tables import UNIT
from budgets.form.terms import Kind
from budgets.models import BudgetUnit, EditionVersion, Passage
from budgets.pages.notes.prose import _paragraphs
from budgets.parsing.records import BudgetReport
from tests.pages.bodies import (
    expenditure_table,
    overall_table,
    publish_edition,
    repeat_edition,
    revenue_table,
)
from tests.snapshots import restored

pytestmark = pytest.mark.django_db

STREET, OFFICE = "上海市某区甲街道办事处", "上海市某区办公室"
BRACKETS = "医疗卫生（含计划生育）支出"


@pytest.fixture
def several(db: None, report: BudgetReport) -> None:
    """A street with 2021, 2022 and 2024; an office with both kinds of 2024; a bureau without tables."""

    def street(year: int, classes: Any) -> EditionVersion:
        tables = (expenditure_table(classes), revenue_table(700))
        return publish_edition(
            report,
            STREET,
            year,
            *tables,
            title=f"上海市某区{year}年区级部门预算",
            slug="street" if year == 2021 else "",
        )

    def build() -> list[EditionVersion]:
        office = expenditure_table({"201": ("一般公共服务支出", 90_000_000)})
        title = "上海市某区2024年区级"
        return [
            street(
                2021, {"201": ("一般公共服务支出", 300), "206": ("科学技术支出", 50), "210": (BRACKETS, 400)}
            ),
            street(2022, {"201": ("一般公共服务支出", 300), "210": ("医疗卫生(含计划生育)支出", 350)}),
            street(
                2024,
                {"201": ("一般公共服务", 300), "205": ("教育支出", None), "210": (BRACKETS, 100_000_350)},
            ),
            publish_edition(report, OFFICE, 2024, office, title=f"{title}部门预算", slug="office"),
            publish_edition(report, OFFICE, 2024, office, kind=Kind.UNIT, title=f"{title}单位预算"),
            publish_edition(report, "上海市乙局", 2023, kind=Kind.UNIT, title="单位预算", slug="bureau"),
        ]

    restored("several bodies", build)


def rows(page: str) -> list[str]:
    return re.findall(r'<tr id="body-([a-z0-9-]+)"', page)


def words(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", page))


# ---- the list ------------------------------------------------------------------------------------------


def test_each_body_stands_with_its_latest_edition_level_and_totals(client: Client, several: None) -> None:
    page = client.get("/").content.decode()
    assert sorted(rows(page)) == ["bureau", "office", "street"]
    street = words(re.search(r'<tr id="body-street">.*?</tr>', page).group())  # type: ignore[union-attr]
    # 300 + 100,000,350; the scopes are said by the columns and, on a phone, by the cells
    assert (
        street.split()
        == f"{STREET} 共 3 份预算 区级 2024年部门预算 1.00 亿元 100,000,650 元 700 元 700 元".split()
    )
    assert 'href="/street/2024/">2024年部门预算' in page
    assert 'href="/office/2024/">2024年部门预算' in page
    assert 'data-label="支出合计（全部资金）"' in page
    assert 'data-label="收入中的财政拨款"' in page


def test_what_is_not_printed_stays_blank(client: Client, several: None) -> None:
    page = client.get("/?q=乙局").content.decode()
    assert re.search(r'<tr id="body-bureau">.*?</tr>', page).group().count("<td></td>") == 1  # type: ignore[union-attr]
    assert "元 元" not in words(page)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=甲", ["street"]),
        ("q=某区 办公室", ["office"]),
        ("q=%25", []),
        ("tier=district&sort=-total", ["street", "office"]),
        ("tier=区级&sort=total", ["office", "street"]),
        ("tier=municipal", []),
        ("tier=unstated", ["bureau"]),
        ("kind=unit&sort=-year", ["office", "bureau"]),
        ("kind=unit&sort=year", ["bureau", "office"]),
        ("sort=-total", ["street", "office", "bureau"]),  # blanks last
        ("kind=departmental&per_page=1&page=2&sort=total", ["street"]),
    ],
)
def test_the_list_is_searched_filtered_sorted_and_paged(
    client: Client, several: None, query: str, found: list[str]
) -> None:
    assert rows(client.get(f"/?{query}").content.decode()) == found


def test_a_kind_shows_the_latest_edition_of_that_kind(client: Client, several: None) -> None:
    assert 'href="/office/2024-unit/">2024年单位预算' in client.get("/?kind=unit").content.decode()


@pytest.mark.long
def test_a_hostile_query_is_answered(client: Client, several: None) -> None:
    for query in (
        *("tier=x", "kind=%00", "sort=name;drop", "sort=--total", "tier=1&tier=2", "kind[]=unit"),
        *("q=" + "长" * 200, "q=%00", "q=%ff%fe"),
        *("page=-1", "page=" + "9" * 30, "page=%F0%9F%98%80", "per_page=0", "per_page=999999"),
    ):
        assert client.get(f"/?{query}").status_code == 200, query


def test_an_unknown_value_gives_no_rows_and_says_so(client: Client, several: None) -> None:
    page = client.get("/?tier=国家级").content.decode()
    assert rows(page) == []
    assert "没有“国家级”这个选项" in page


def test_a_page_is_capped_and_queries_do_not_grow(
    client: Client, several: None, report: BudgetReport
) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get("/?per_page=999999")
        return len(captured)

    table = expenditure_table({"201": ("一般公共服务支出", 1)})
    version = publish_edition(report, "上海市第0局", 2024, table)
    names = [f"上海市第{n}局" for n in range(1, 210)]
    repeat_edition(version, names[:5])  # enough for the form above the list, which asks for its choices
    few = queries()
    repeat_edition(version, names[5:])
    assert queries() == few <= 15
    assert len(rows(client.get("/?per_page=999999").content.decode())) == 200


def test_a_body_with_several_years_alone_tells_its_latest_story(client: Client, report: BudgetReport) -> None:
    for year in (2023, 2024):
        publish_edition(
            report,
            STREET,
            year,
            expenditure_table({"201": ("一般公共服务支出", year)}),
            slug="street" if year == 2023 else "",
        )
    assert "2024年，上海市某区甲街道办事处计划支出" in client.get("/").content.decode()


def test_a_superseded_version_is_not_counted(client: Client, several: None, report: BudgetReport) -> None:
    publish_edition(report, OFFICE, 2024, expenditure_table({"201": ("一般公共服务支出", 80_000_000)}))
    page = client.get("/").content.decode()
    assert rows(page).count("office") == 1
    assert "80,000,000 元" in page
    assert "90,000,000 元" not in page


# ---- a body --------------------------------------------------------------------------------------------


def test_both_kinds_of_a_body_are_told_apart(client: Client, several: None) -> None:
    page = client.get("/office/").content.decode()
    assert "部门预算和单位预算是两份文件" in page
    assert page.index("含部门本级和所属预算单位的收支") < page.index("只含这一个预算单位自己的收支")
    assert 'href="/office/2024/">2024年部门预算' in page
    assert 'href="/office/2024-unit/">2024年单位预算' in page
    assert "chart-trend" not in page  # one year each is no trend, and the two kinds are none together


def test_the_trend_names_new_ended_and_renamed_classes_and_leaves_gaps(client: Client, several: None) -> None:
    page = client.get("/street/").content.decode()
    text = words(page)
    assert "2021—2024年的支出" in text
    assert "科学技术支出 不再列出：2021年有，2022年没有" in text
    assert "教育支出 新增：2022年没有，2024年有" in text
    assert "2021年印作“一般公共服务支出”；2022年印作“一般公共服务支出”" in text
    assert "印作“医疗卫生" not in text  # brackets in half and full width are one name
    assert '<th scope="col" class="num">2023年<br><small class="muted">本站没有</small></th>' in page
    assert "没有数字的年度留空，不作推算" in text
    # 100,000,350 - 350; total 100,000,650 - 650
    assert "+100,000,000" in text
    sentence = "2024年计划支出 1.00 亿元，比2022年增加 1 亿元（15,384,615.38%）；增加最多的一类是医疗卫生（含计划生育）支出（1 亿元）。"
    assert sentence in page
    assert " style=" not in page


def test_a_class_that_did_not_change_is_level_and_a_blank_is_not_compared(
    client: Client, several: None
) -> None:
    page = client.get("/street/").content.decode()
    by_code = {
        code: row
        for row in re.findall(r"<tr>.*?</tr>", page, re.DOTALL)
        for code in re.findall(r'class="code">(\d+)', row)
    }
    assert "持平" in by_code["201"]
    assert "持平" not in by_code["205"] + by_code["206"]
    assert "%" not in by_code["205"] + by_code["206"]


def test_table_1_by_name_stands_in_where_a_year_lacks_table_3(client: Client, report: BudgetReport) -> None:
    first = overall_table({"一、教育支出": 100, "二、科学技术支出": 50})
    both = (
        overall_table({"一、科学技术支出": 60, "二、教育支出": 100}),
        expenditure_table({"205": ("教育支出", 100)}),
    )
    publish_edition(report, STREET, 2023, first, slug="street")
    publish_edition(report, STREET, 2024, *both)
    page = client.get("/street/").content.decode()
    text = words(page)
    assert "有的年度没有表3，因此各年都取表1" in text
    assert "科目编码 科目名称" not in text
    assert "科学技术支出 50 60 +10 +20%" in text
    assert "增加最多的一类是科学技术支出（10 元）" in text


def test_the_trend_of_fiscal_appropriation_adds_tables_5_to_7_and_says_so(
    client: Client, report: BudgetReport
) -> None:
    """2024: 212 has 70 in table 5 and 30 in table 6; 2023 prints table 5 alone. Table 3 counts other money too."""
    community = "城乡社区支出"
    for year, tables in (
        (2023, (expenditure_table({"212": (community, 90)}, 5),)),
        (
            2024,
            (
                expenditure_table({"205": ("教育支出", 5), "212": (community, 70)}, 5),
                expenditure_table({"212": (community, 30)}, 6),
            ),
        ),
    ):
        whole = expenditure_table({"212": (community, 900)})
        publish_edition(report, STREET, year, whole, *tables, slug="street" if year == 2023 else "")
    text = words(client.get("/street/?scope=fiscal").content.decode())
    assert "资金口径：财政拨款；单位：元" in text
    assert "212 城乡社区支出 90 100 推算 +10 +11.11%" in text
    assert "合计 90 105 推算 +15 +16.67%" in text
    assert "来源：各年表5 一般公共预算支出功能分类预算表、表6 政府性基金预算支出功能分类预算表" in text
    assert "900" not in text.split("2023—2024年的支出")[1]
    assert "212 城乡社区支出 900 900 持平" in words(client.get("/street/").content.decode())


def test_each_amount_of_the_trend_leads_to_its_cell(client: Client, several: None) -> None:
    page = client.get("/street/").content.decode()
    assert re.search(r'<a href="/street/2024/source/\?figure=\d+#marked">100,000,350</a>', page)


def test_the_page_of_a_body_takes_few_queries(
    client: Client, several: None, django_assert_max_num_queries: Callable[[int], Any]
) -> None:
    with django_assert_max_num_queries(9):
        client.get("/street/")


# ---- between editions ----------------------------------------------------------------------------------


def test_a_page_leads_to_the_same_page_of_other_years_and_the_other_kind(
    client: Client, several: None
) -> None:
    page = client.get("/street/2022/tables/expenditure/").content.decode()
    for year in (2021, 2024):
        assert f'href="/street/{year}/tables/expenditure/" aria-label="{year}年部门预算"' in page
    assert 'href="/street/2022/tables/expenditure/" aria-current="true"' in page
    assert (
        'href="/office/2024-unit/checks/" aria-label="2024年单位预算"'
        in client.get("/office/2024/checks/").content.decode()
    )


def test_the_only_edition_of_a_body_has_no_such_links(client: Client, published: EditionVersion) -> None:
    assert 'class="years"' not in client.get("/shanghai-stc/2025/").content.decode()


@pytest.mark.long
def test_a_unit_budget_shows_its_seven_columns(client: Client, report: BudgetReport) -> None:
    version = publish(
        create_draft(
            replace(report, kind=Kind.UNIT, form=UNIT, title="上海市2025年市级单位预算"), (), b"x", "unit"
        )
    )
    page = client.get("/unit/2025-unit/tables/revenue-expenditure/").content.decode()
    for heading in ("预算数", "人员经费", "公用经费", "项目支出"):
        assert f">{heading}</a>" in page
    lines = (
        b"".join(client.get("/unit/2025-unit/tables/revenue-expenditure.csv"))
        .decode("utf-8-sig")
        .splitlines()
    )
    assert (
        lines[0]
        == "方向,行号,项目,末级,预算数（元）,人员经费（元）,公用经费（元）,项目支出（元）,没有读出的栏"
    )
    assert version.edition.segment == "2025-unit"
    page = client.get("/unit/2025-unit/").content.decode()
    assert "7,181,860,500 元 · 全部资金 · 单位预算" in words(page)


def test_a_statement_without_a_printed_name_is_called_by_its_number(
    client: Client, report: BudgetReport
) -> None:
    unnamed = replace(report.statements[0], name="")
    publish(create_draft(replace(report, statements=(unnamed,)), (), b"x", "stc"))
    listed = client.get("/stc/2025/projects/").content.decode()
    assert 'href="/stc/2025/projects/statement-1/">第 1 份项目说明（原文未写名称）</a>' in listed
    assert "按预算金额排列" not in listed  # one bar compares nothing
    assert "原文只附有一份项目经费情况说明。" in listed
    assert "filter-form" not in listed and "29 份" not in listed and "每份" not in listed
    assert "filter-form" in client.get("/stc/2025/projects/?q=x").content.decode()
    page = client.get("/stc/2025/projects/statement-1/").content.decode()
    assert re.search(r"<h1>第 1 份项目说明（原文未写名称）\s*</h1>", page)
    assert "》，第 1 份项目说明（原文未写名称），" in page
    file = b"".join(client.get("/stc/2025/projects.csv")).decode("utf-8-sig").splitlines()
    assert file[1].startswith(",")


def test_one_term_stands_once_in_the_glossary_with_each_wording(
    client: Client, published: EditionVersion, report: BudgetReport
) -> None:
    other = replace(report.definitions[0], text="另一种说法。")
    small = replace(report, body="上海市某局", sha256="9" * 64, definitions=(other,), statements=())
    publish(create_draft(small, (), b"x", "other"))
    page = client.get("/glossary/").content.decode()
    assert page.count("<dt ") == 8
    assert page.count("<dd>") == 9
    assert "另一种说法。" in page


def test_a_listed_unit_stands_once_whatever_ends_its_line() -> None:
    passages = [Passage(text="1. 某中心。"), Passage(text="本部门包括2家单位：")]
    assert [p.text for p in _paragraphs(passages, [BudgetUnit(name="某中心")])] == ["本部门包括2家单位："]
