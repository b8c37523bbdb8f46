"""Filters and orders, the same for pages and downloads. Expected rows are counted in the document."""

import csv
import re
from io import StringIO
from typing import Any

import pytest
from django.http import QueryDict
from django.test import Client

from budgets.form.tables import DEPARTMENTAL
from budgets.models import EditionVersion
from budgets.pages.figures.filters import FigureFilterSet
from budgets.pages.projects.filters import StatementFilterSet
from budgets.pages.tables.filters import TableFilterSet
from tests.trials import trials

EDITION = "/shanghai-stc/2025/"


def codes(version: EditionVersion, number: int, query: str) -> list[str]:
    rows: Any = TableFilterSet(version, DEPARTMENTAL.by_number[number], QueryDict(query)).qs
    return [row.code or row.name for row in rows]


def boxes(page: str) -> list[tuple[str, str]]:
    """The boxes of a page's filters, as name=value and what stands beside each."""
    found = re.findall(
        r'<label><input type="checkbox" name="([a-z_]+)" value="([^"]*)"[^>]*>(.*?)</label>', page
    )
    return [(f"{name}={value}", re.sub("<[^>]*>", "", label).strip()) for name, value, label in found]


@pytest.mark.parametrize(
    "words", ["2050802", "205-08-02", "205 08 02", "干部教育", "干部 教育", "２０５０８０２"]
)
def test_a_line_is_found_by_name_and_by_code_in_any_writing(published: EditionVersion, words: str) -> None:
    assert codes(published, 3, f"q={words}") == ["2050802"]


def test_digits_find_everything_below_a_code(published: EditionVersion) -> None:
    assert codes(published, 3, "q=20508") == ["20508", "2050802"]
    assert codes(published, 8, "q=310") == ["310", "31002", "31003", "31099"]


def test_class_and_level_narrow_the_table(published: EditionVersion) -> None:
    assert codes(published, 2, "class_code=210&level=section") == ["21011", "21099"]
    assert codes(published, 2, "level=类") == ["205", "206", "208", "210", "221"]
    assert codes(published, 2, "level=total") == ["合计"]


def test_several_values_of_one_condition_are_either_or(published: EditionVersion, client: Client) -> None:
    for query in ("level=class&level=total", "level=class,total", "level=合计,类", "level=total&level=类"):
        assert codes(published, 2, query) == ["205", "206", "208", "210", "221", "合计"]
    assert codes(published, 2, "level=class,nothing") == []
    page = client.get(f"{EDITION}tables/revenue/?level=class&level=total").content.decode()
    assert "层级：<b>类、合计</b>" in page
    # each is a condition of its own, that leaves the other when it is taken away
    assert f'href="{EDITION}tables/revenue/?level=total#results" aria-label="去掉条件 层级：类"' in page
    # what leads on from here asks for the same
    assert "level=class%2Ctotal" in page


def test_each_value_says_how_many_rows_it_has_among_those_of_the_other_conditions(
    published: EditionVersion, client: Client
) -> None:
    """Class 210 of table 2: one class, two sections (21011, 21099), three items (lines 173 to 178)."""
    page = client.get(f"{EDITION}tables/revenue/?class_code=210&level=section").content.decode()
    counted = dict(boxes(page))
    assert counted["level=class"] == "类（1）"
    assert counted["level=section"] == "款（2）"
    assert counted["level=item"] == "项（3）"
    assert counted["level=total"] == "合计（0）"
    sections = codes(published, 2, "level=section")
    for code in ("205", "206", "208", "210", "221"):
        assert counted[f"class_code={code}"].endswith(f"（{sum(c.startswith(code) for c in sections)}）")
    assert 'value="section" checked' in page.replace('id="id_level_1" ', "")


def test_an_amount_range_means_the_first_column_unless_another_is_chosen(published: EditionVersion) -> None:
    # 合计 of at least 1 billion yuan: 206, its 02, 02-06, 02-07, 03, 03-03, 05, and the total.
    assert codes(published, 3, "min=10&range_unit=yi") == [
        "206", "20602", "2060206", "2060207", "20603", "2060303", "20605", "合计"
    ]  # fmt: skip
    assert codes(published, 3, "min=100000") == codes(published, 3, "min=1,000,000,000&range_unit=yuan")
    assert codes(published, 3, "column=basic&min=20000&max=30000") == ["20605", "2060501"]


def test_only_non_zero_leaves_blank_cells_out(published: EditionVersion) -> None:
    lines = codes(published, 2, "nonzero=1&column=other_revenue&level=class")
    assert lines == ["206", "208", "210", "221"]
    assert codes(published, 7, "") == ["合计"]
    assert codes(published, 7, "nonzero=1") == []


def test_blank_amounts_come_last_in_both_directions(published: EditionVersion) -> None:
    up = codes(published, 2, "level=class&sort=other_revenue")
    down = codes(published, 2, "level=class&sort=-other_revenue")
    assert up == ["221", "210", "208", "206", "205"]
    assert down == ["206", "208", "210", "221", "205"]


def test_the_unit_of_the_page_changes_no_row_and_no_order(published: EditionVersion, client: Client) -> None:
    anchors = []
    for unit in ("yuan", "wan", "yi", "万元"):
        page = client.get(f"{EDITION}tables/expenditure/?sort=-project&min=100&unit={unit}").content.decode()
        anchors.append(re.findall(r'<tr id="([^"]+)"', page))
    assert anchors[0]
    assert anchors.count(anchors[0]) == 4


def test_two_sided_lines_are_filtered_over_both_sides(published: EditionVersion) -> None:
    lines: Any = TableFilterSet(published, DEPARTMENTAL.by_number[1], QueryDict("min=60&range_unit=yi")).qs
    assert [line.name for line in lines] == [
        "一、财政拨款收入", "1. 一般公共预算资金", "收入总计", "二、科学技术支出", "支出总计"
    ]  # fmt: skip


def test_figures_are_filtered_by_table_scope_and_heading(published: EditionVersion) -> None:
    def count(query: str) -> int:
        return FigureFilterSet(published, QueryDict(query)).qs.count()

    assert count("table=5") == 121
    assert count("table=9&scope=fiscal") == 6
    assert count("table=9&scope=财政拨款") == 6
    assert count("heading=其他收入&level=total") == 1
    assert count("table=6") == 0


def projects(version: EditionVersion, query: str) -> list[str]:
    rows: Any = StatementFilterSet(version, QueryDict(query)).qs
    return [row.name for row in rows]


def test_words_are_looked_for_in_names_implementers_and_parts(published: EditionVersion) -> None:
    assert projects(published, "q=玻璃幕墙工程") == ["科技馆建筑体大修"]
    assert projects(published, "q=沪杏科技图书馆 微信公众号") == ["科普之窗"]
    assert projects(published, "implementer=更新改造指挥部") == ["科技馆建筑体大修", "科技馆展区更新改造"]


def test_projects_are_filtered_by_amount_and_period(published: EditionVersion) -> None:
    assert projects(published, "min=10000&sort=-total") == [
        "科技创新发展保障资金", "科技馆展区更新改造", "科技馆建筑体大修"
    ]  # fmt: skip
    autumn = projects(published, "from=2025-12")
    assert (
        "2025年度“上海科技管理干部学院2023-2025部分学员宿舍楼修缮项目”" not in autumn
    )  # ends on 30 November
    assert len(projects(published, "from=2025-11-30")) == 29
    assert projects(published, "from=2031") == []


def test_projects_are_filtered_by_budget_unit(published: EditionVersion, client: Client) -> None:
    page = client.get(f"{EDITION}projects/").content.decode()
    labels = [label for name, label in boxes(page) if name.startswith("budget_unit=")]
    assert len(labels) == 27 + 1  # the units of 机构设置, and those that cannot be told
    assert sum(int(n) for n in re.findall(r"（(\d+)）$", "\n".join(labels), re.MULTILINE)) == 29
    # Statements 1 to 5, 9, 15, 17 and 29 name no listed unit, or not for certain; 28 names the body itself.
    assert labels[-1] == "未能确定（9）"
    assert len(projects(published, "budget_unit=none")) == 9
    assert projects(published, "budget_unit=1") == ["科技创新发展保障资金"]
    assert "能源保障" in projects(published, "budget_unit=none")
    assert projects(published, "budget_unit=上海市研发公共服务平台管理中心") == projects(
        published, "budget_unit=9"
    )


def page_and_file(client: Client, page: str, file: str, query: str) -> tuple[list[str], int]:
    shown = re.findall(r'<tr id="[^"]+"', client.get(f"{EDITION}{page}?{query}").content.decode())
    answer = client.get(f"{EDITION}{file}?{query}&bom=0")
    return shown, len(list(csv.reader(StringIO(b"".join(answer).decode())))) - 1


@pytest.mark.parametrize(
    ("table", "query"),
    [
        ("revenue", ""),
        ("revenue", "q=206&level=item"),
        ("expenditure", "class_code=208&sort=-total"),
        ("general-public-budget", "lowest=yes"),
        ("basic-expenditure", "min=1000"),
        ("fiscal-appropriation", "nonzero=1"),
        ("three-public", "max=300"),
        ("state-capital", ""),
    ],
)
def test_a_page_shows_as_many_rows_as_its_file(
    published: EditionVersion, client: Client, table: str, query: str
) -> None:
    shown, in_file = page_and_file(client, f"tables/{table}/", f"tables/{table}.csv", query)
    assert len(shown) == in_file > 0


def test_figures_and_projects_show_as_many_rows_as_their_files(
    published: EditionVersion, client: Client
) -> None:
    shown, in_file = page_and_file(client, "figures/", "figures.csv", "table=4&per_page=200")
    assert len(shown) == in_file == 14
    shown, in_file = page_and_file(client, "projects/", "projects.csv", "nature=derived")
    assert len(set(shown)) == in_file > 0


HOSTILE = (
    "page=0", "page=-1", "page=abc", "page=999999999999999999999", "page=1e9", "page=" + "9" * 5000,
    "per_page=0", "per_page=-5", "per_page=2147483648", "per_page=x", "per_page=all", "page=%00",
    "sort=nothing", "sort=-", "sort=--total", "sort=total,-basic", "sort=version__edition__body", "sort=%00",
    "sort=?", "q=%00", "q=%FF%FE", "q=%ED%A0%80", "q=" + "科" * 5000, "q=%25%25", "q='%20OR%201=1--", "q=_",
    "q=[]", "q[]=1&q[]=2", "q=1&q=2", "q=%F0%9F%92%B0", "q=%E2%80%AE", "q=" + "9" * 90, "q=²", "q=٣",
    "min=abc", "min=1e400", "min=NaN", "min=Infinity", "min=-Infinity", "min=" + "9" * 39, "min=" + "9" * 4000,
    "max=-1", "max=0.0000000001", "min=%00", "min=1&range_unit=x", "min=99999999999999999999&range_unit=yi",
    "min=5&max=1", "column=version", "column=pk", "column=%00", "level=x", "level=%00", "class_code=x",
    "class_code[]=205", "nonzero=maybe", "lowest=2", "unit=x", "unit=%00", "unit[]=yuan", "bom=x", "scope=x",
    "table=0", "table=-1", "table=x", "table=99999999999999999999", "heading=x", "verdict=x", "kind=x",
    "budget_unit=x", "budget_unit=99999999999999999999", "nature=x", "implementer=%00", "from=x",
    "from=0000-00-00", "from=2025-13", "from=9999-12-31", "to=2025-02-31", "to=99999-01-01", "to=0001-01",
    "from=%00", "to=" + "1" * 5000, "&&&===&", "%", "=%00", "csrfmiddlewaretoken=x",
)  # fmt: skip

PAGES = (
    "tables/", "tables/revenue/", "tables/revenue-expenditure/",
    "tables/three-public/", "figures/", "projects/", "checks/",
    "tables/revenue.csv", "tables/fiscal-appropriation.csv", "figures.csv", "projects.csv", "checks.json",
)  # fmt: skip


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.long
def test_hostile_query_strings_never_break_a_page(
    published: EditionVersion, client: Client, page: str
) -> None:
    every = trials(4, 1)  # in a sample each page gets a quarter of them, and each of them three pages
    for query in HOSTILE[PAGES.index(page) % every :: every]:
        response = client.get(f"{EDITION}{page}", QUERY_STRING=query.encode().decode("latin-1"))
        assert response.status_code == 200, (page, query[:60])
        if response.streaming:
            b"".join(response)


@pytest.mark.parametrize(
    ("query", "reason"),
    [
        ("level=x", "层级：没有“x”这个选项。"),
        ("min=abc", "金额不少于：“abc”不是金额。"),
        ("min=5&max=1", "金额不多于：最小值大于最大值。"),
        ("q=" + "长" * 101, "名称或编码：文字太长，最多 100 个字。"),
    ],
)
def test_a_value_that_is_not_understood_gives_no_rows_and_a_reason(
    published: EditionVersion, client: Client, query: str, reason: str
) -> None:
    page = client.get(f"{EDITION}tables/revenue/?{query}").content.decode()
    assert reason in page
    assert "因此没有列出任何行" in page
    assert "<tbody" not in page
    assert len(b"".join(client.get(f"{EDITION}tables/revenue.csv?{query}")).splitlines()) == 1


def test_a_page_that_does_not_exist_is_the_last_one_and_says_so(
    published: EditionVersion, client: Client
) -> None:
    page = client.get(f"{EDITION}figures/?page=999999999999999999999").content.decode()
    assert "列出的是第 11 页" in page  # 542 figures, 50 to a page
    assert page.count('<tr id="figure-') == 42


def test_a_page_never_has_more_than_two_hundred_rows(published: EditionVersion, client: Client) -> None:
    for asked in ("2147483648", "all", "201"):
        page = client.get(f"{EDITION}figures/?per_page={asked}").content.decode()
        assert page.count('<tr id="figure-') == 200, asked


def test_an_order_that_does_not_exist_loses_no_row(published: EditionVersion, client: Client) -> None:
    page = client.get(f"{EDITION}tables/revenue/?sort=nothing").content.decode()
    assert "排序：没有“nothing”这种排法，仍按原文顺序列出。" in page
    assert page.count('<tr id="row-') == 54
    assert "因此没有列出任何行" not in page
    assert len(b"".join(client.get(f"{EDITION}tables/revenue.csv?sort=nothing")).splitlines()) == 55


def test_a_wrong_value_is_explained_under_its_field(published: EditionVersion, client: Client) -> None:
    page = client.get(f"{EDITION}tables/revenue/?min=abc").content.decode()
    field = re.search(r'<input[^>]*name="min"[^>]*>\s*(<p[^>]*id="id_min_error">.*?</p>)', page)
    assert field and 'aria-describedby="id_min_error"' in field[0] and "“abc”不是金额。" in field[1]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        # lines 105 (table 1), 125 (table 2) and 201 (table 3) print the same number
        ("6,864,921,425", {(1, "二、科学技术支出"), (2, "科学技术支出"), (3, "科学技术支出")}),
        ("6864921425", {(1, "二、科学技术支出"), (2, "科学技术支出"), (3, "科学技术支出")}),
        ("６８６４９２１４２５元", {(1, "二、科学技术支出"), (2, "科学技术支出"), (3, "科学技术支出")}),
        ("530.88", {(9, "因公出国（境）费")}),
        ("1,188.26万元", {(9, "合计")}),
        ("1188.26 万元", {(9, "合计")}),
        ("0.11882600亿元", {(9, "合计")}),
        ("1,188.26元", set()),
    ],
)
def test_a_figure_is_found_by_its_amount(
    published: EditionVersion, words: str, expected: set[tuple[int, str]]
) -> None:
    rows: Any = FigureFilterSet(published, QueryDict(f"q={words}")).qs
    assert {(row.table_number, row.name) for row in rows} == expected


def test_a_code_still_finds_its_figures(published: EditionVersion) -> None:
    rows: Any = FigureFilterSet(published, QueryDict("q=2050802&table=3")).qs
    assert [row.text for row in rows] == ["50,894,811", "38,801,015", "12,093,796"]


def test_a_range_is_proposed_in_the_unit_shown_and_an_address_keeps_its_meaning(
    published: EditionVersion, client: Client
) -> None:
    def chosen(query: str) -> str:
        page = client.get(f"{EDITION}figures/{query}").content.decode()
        select = re.search(r'<select name="range_unit".*?</select>', page, re.DOTALL)
        assert select
        return (re.findall(r'value="(\w+)" selected', select[0]) or ["wan"])[-1]  # the first, unless told

    assert [chosen(query) for query in ("", "?unit=wan", "?unit=yi")] == ["yuan", "wan", "yi"]
    assert chosen("?min=100&unit=yi") == "wan"
    assert chosen("?min=1&range_unit=yi") == "yi"


def test_conditions_can_be_taken_away_one_by_one(published: EditionVersion, client: Client) -> None:
    page = client.get(
        f"{EDITION}tables/revenue/?level=item&min=100&range_unit=yi&sort=-total&unit=wan"
    ).content.decode()
    chips = re.findall(r'<li><a href="([^"]+)" aria-label="去掉条件 [^"]+">(.*?) <small', page)
    path = f"{EDITION}tables/revenue/"
    assert chips == [
        (f"{path}?min=100&amp;range_unit=yi&amp;sort=-total&amp;unit=wan#results", "层级：项"),
        (f"{path}?level=item&amp;sort=-total&amp;unit=wan#results", "金额不少于：100 亿元"),
    ]
    assert 'class="list-head section-head" id="results"' in page
    assert f'action="{path}#results"' in page
    assert page.count("<button>查看</button>") == 2


def test_what_a_form_sends_for_nothing_leaves_the_address(published: EditionVersion, client: Client) -> None:
    sent = "q=&class_code=205&level=&lowest=&column=total&min=&max=&range_unit=yuan&sort=&unit=wan&page="
    answer = client.get(f"{EDITION}tables/revenue/?{sent}")
    assert answer.status_code == 302
    assert answer["Location"] == f"{EDITION}tables/revenue/?class_code=205&unit=wan"
    assert client.get(answer["Location"]).status_code == 200
    for page in ("figures/", "projects/", "checks/"):
        assert client.get(f"{EDITION}{page}?q=&verdict=&table=&nothing=").status_code == 302, page
        assert client.get(f"{EDITION}{page}?nothing=").status_code == 200, page
    kept = f"{EDITION}figures/?min=1&range_unit=yuan"
    assert client.get(kept).status_code == 200
    assert client.get(f"{EDITION}tables/revenue.csv?q=").status_code == 200


def test_orders_run_upwards_first_and_words_are_clicked_forwards(
    published: EditionVersion, client: Client
) -> None:
    page = client.get(f"{EDITION}tables/revenue/").content.decode()
    orders = re.search(r'<select name="sort".*?</select>', page, re.DOTALL)
    assert orders
    assert re.findall('value="([^"]*)"', orders[0])[:7] == [
        "", "code", "-code", "name", "-name", "total", "-total"
    ]  # fmt: skip
    headings = re.findall(r'<th scope="col"[^>]*><a href="[^"]*sort=([^"#&]+)', page)
    assert headings[:3] == ["code", "name", "-total"]


def test_what_a_form_sends_by_itself_is_no_filter(published: EditionVersion) -> None:
    sent = "q=&class_code=&level=&lowest=&column=total&min=&max=&range_unit=wan&sort="
    filters = TableFilterSet(published, DEPARTMENTAL.by_number[3], QueryDict(sent))
    assert filters.active == {}
    assert not filters.more_active
    assert TableFilterSet(published, DEPARTMENTAL.by_number[3], QueryDict(sent + "&q=205")).active == {
        "q": "205"
    }


def test_the_first_amount_column_is_meant_by_itself_with_a_range_too(published: EditionVersion) -> None:
    """The form of a coded table sends column=total by itself; it offers no empty choice, and is no condition."""
    filters = TableFilterSet(published, DEPARTMENTAL.by_number[3], QueryDict("min=1&column=total"))
    assert filters.active == {"min": "1"}
    assert [word for word, _title in filters.form.fields["column"].choices] == ["total", "basic", "project"]


def test_every_table_has_filters(published: EditionVersion) -> None:
    for table in DEPARTMENTAL.tables:
        filters = TableFilterSet(published, table, QueryDict(""))
        assert filters.problems == []
        assert not filters.is_filtered
