"""Pages of the official tables and of every figure. Expected words and numbers are the document's."""

import re

import pytest
from django.test import Client

from budgets.form.tables import UNIT
from budgets.models import EditionVersion, PrintedTableRecord

EDITION = "/shanghai-stc/2025/"


def page(client: Client, path: str) -> str:
    response = client.get(EDITION + path)
    assert response.status_code == 200, path
    return response.content.decode()


def row(html: str, anchor: str) -> list[str]:
    """The texts of a row's cells."""
    found = re.search(rf'<tr id="{anchor}".*?</tr>', html, re.DOTALL)
    assert found, anchor
    cells = re.findall(r"<t[dh][^>]*>(.*?)</t[dh]>", found.group(), re.DOTALL)
    return [re.sub(r"<[^>]+>", "", cell).strip(" \n") for cell in cells]


def test_the_index_lists_nine_tables_with_their_size(published: EditionVersion, client: Client) -> None:
    html = page(client, "tables/")
    assert "一共印了 542 个数字" in html
    assert "2025年部门收入预算总表" in html
    assert "54 行，173 个数字；单位：元" in html
    assert "单位：万元" in html
    assert html.count("原表为空，未附说明") == 2
    assert html.count('.csv" download') == 10  # nine tables and the figures


def test_a_line_shows_code_name_amounts_and_place(published: EditionVersion, client: Client) -> None:
    html = page(client, "tables/revenue/")
    assert row(html, "row-3") == [
        "205 08 02", "干部教育", "50,894,811", "46,798,052", "4,096,759", "", "", "第124行"
    ]  # fmt: skip
    assert 'title="原文第124行：46,798,052 元"' in html
    assert row(html, "row-54")[1:3] == ["合计", "7,181,860,500"]


def test_the_printed_title_and_total_head_the_page(published: EditionVersion, client: Client) -> None:
    html = page(client, "tables/expenditure/")
    assert "<h1>2025年部门支出预算总表</h1>" in html
    assert "71.82 亿元" in html
    assert "7,181,860,500 元" in html


def test_the_scope_is_said(published: EditionVersion, client: Client) -> None:
    assert "资金口径：全部资金；单位：元" in page(client, "tables/expenditure/")
    assert "资金口径：一般公共预算；单位：元" in page(client, "tables/general-public-budget/")
    assert "财政拨款</small>" in page(client, "tables/revenue/")
    assert "资金口径：全部资金、财政拨款（见各栏）；单位：元" in page(client, "tables/revenue/")
    fiscal = page(client, "tables/fiscal-appropriation/")
    assert "<caption>收入。资金口径：财政拨款；单位：元" in fiscal
    scopes = "财政拨款、一般公共预算、政府性基金预算、国有资本经营预算"
    assert f"<caption>支出。资金口径：{scopes}（见各栏）；单位：元" in fiscal
    assert "资金口径见各行；单位：元" in page(client, "figures/")
    assert "支出总计（财政拨款）" in fiscal
    assert "合计（全部资金）" in page(client, "tables/expenditure/")


def test_a_name_that_the_page_lost_is_marked_as_looked_up(published: EditionVersion, client: Client) -> None:
    html = page(client, "tables/general-public-budget/")
    assert row(html, "row-3")[:2] == ["205 08 02", "干部教育 名称按编码查得"]
    assert "名称按编码查得" not in page(client, "tables/expenditure/")


def test_the_unit_can_be_changed_for_reading(published: EditionVersion, client: Client) -> None:
    html = page(client, "tables/revenue/?unit=wan")
    assert row(html, "row-3")[2:5] == ["5,089.4811", "4,679.8052", "409.6759"]
    assert "单位：万元" in html
    assert row(page(client, "tables/revenue/?unit=亿元"), "row-3")[2] == "0.50894811"
    assert "7,181,860,500 元" in html


def test_the_points_of_a_column_stand_in_line(published: EditionVersion, client: Client) -> None:
    """7,181,860,500 元 under 50,894,811 元 in 万元, and 其他收入 of table 2."""
    html = page(client, "tables/revenue/?unit=wan")
    assert row(html, "row-54")[2] == "718,186.05\u2007\u2007"
    for unit in ("wan", "yi"):
        html = page(client, f"tables/revenue/?unit={unit}")
        for column in range(2, 7):
            texts = [row(html, f"row-{n}")[column] for n in range(1, 55)]
            assert len({len(text.partition(".")[2]) for text in texts if text}) <= 1, (unit, column)


def test_both_halves_of_table_1_are_shown_as_printed(published: EditionVersion, client: Client) -> None:
    html = page(client, "tables/revenue-expenditure/")
    assert row(html, "row-1-revenue")[:2] == ["一、财政拨款收入", "6,160,978,836"]
    assert row(html, "row-1-expenditure")[:2] == ["一、教育支出", "50,894,811"]
    assert html.count("<table") == 3  # both halves, and the numbers of the chart below them


def test_table_9_is_in_the_unit_it_is_printed_in(published: EditionVersion, client: Client) -> None:
    html = page(client, "tables/three-public/")
    assert row(html, "row-2")[:2] == ["因公出国（境）费", "530.88"]
    assert "单位：万元" in html


def test_table_9_stands_in_its_levels_with_the_scope_of_each_line(
    published: EditionVersion, client: Client
) -> None:
    """Line 440: 1,188.26  530.88  230.41  426.97  174.57  252.40  1,701.03."""
    html = page(client, "tables/three-public/")
    levels = dict(re.findall(r'<tr id="(row-\d)" class="([\w-]+)"', html))
    assert levels == {
        "row-1": "level-total", "row-2": "level-section", "row-3": "level-section", "row-4": "level-section",
        "row-5": "level-item", "row-6": "level-item", "row-7": "level-class",
    }  # fmt: skip
    assert row(html, "row-6")[:3] == ["公务用车运行费", "252.40", "财政拨款"]
    assert row(html, "row-7")[:3] == ["机关运行经费 不含在“三公”合计内", "1,701.03", "一般公共预算"]
    captions = re.findall("<caption>(.*?)</caption>", html)
    assert captions == [
        "“三公”经费。资金口径：财政拨款；单位：万元",
        "机关运行经费（不含在“三公”合计内）。资金口径：一般公共预算；单位：万元",
    ]
    assert "“三公”经费合计（财政拨款）" in html
    assert "1,188.26 万元" in html
    assert "11,882,600 元" in html


@pytest.mark.parametrize("slug", ["government-managed-funds", "state-capital"])
def test_an_empty_table_says_what_is_there(published: EditionVersion, client: Client, slug: str) -> None:
    html = page(client, f"tables/{slug}/")
    assert "原表为空，未附说明；编制说明写" in html
    assert "0万元" in html
    assert "支出总计" not in html
    assert 'class="filter-form"' not in html
    assert "unit-switch" not in html
    assert row(html, "row-1")[1] == "合计"
    assert f"/tables/{slug}.csv" in html


def test_a_note_under_an_empty_table_is_quoted(published: EditionVersion, client: Client) -> None:
    note = "注：本部门没有政府性基金预算支出，故本表无数据。"
    PrintedTableRecord.objects.filter(version=published, number=6).update(notes=note)
    assert f"原表为空，表下注明“{note}”" in page(client, "tables/government-managed-funds/")


def test_a_missing_table_is_a_page_that_says_so(published: EditionVersion, client: Client) -> None:
    PrintedTableRecord.objects.filter(version=published, number=7).delete()
    published.statecapitallines.all().delete()
    assert "原文中没有找到这张表" in page(client, "tables/state-capital/")
    assert "原文中没有找到这张表" in page(client, "tables/")


def test_findings_about_the_table_are_linked(published: EditionVersion, client: Client) -> None:
    html = page(client, "tables/basic-expenditure/")
    assert "/checks/?verdict=rounding&amp;table=8" in html
    assert "四舍五入 4" in html


def test_a_part_of_a_table_says_what_its_lowest_lines_add_up_to(
    published: EditionVersion, client: Client
) -> None:
    html = page(client, "tables/expenditure/?class_code=205")
    assert "其中末级 1 行" in html
    assert "合计 50,894,811 元" in html
    assert "其中末级" not in page(client, "tables/expenditure/")


def test_links_keep_filters_and_the_download_is_of_the_same_rows(
    published: EditionVersion, client: Client
) -> None:
    html = page(client, "tables/revenue/?q=206&level=item&unit=wan&nothing=1")
    assert 'href="/shanghai-stc/2025/tables/revenue.csv?q=206&amp;level=item"' in html
    # The switch to the other language keeps the whole query; no link has a name that no page knows.
    assert 'href="/en/shanghai-stc/2025/tables/revenue/?level=item&amp;q=206&amp;unit=wan"' in html
    assert "nothing=1" not in html
    assert "sort=-total" in html


def test_a_table_that_does_not_exist_is_not_found(published: EditionVersion, client: Client) -> None:
    for path in ("tables/nothing/", "tables/nothing.csv"):
        assert client.get(EDITION + path).status_code == 404
    assert client.get("/shanghai-stc/2024/tables/").status_code == 404
    assert client.post(f"{EDITION}tables/").status_code == 405


def test_every_figure_is_listed_with_a_link_to_its_row(published: EditionVersion, client: Client) -> None:
    html = page(client, "figures/?table=3&q=2050802&sort=-yuan")
    assert "符合条件的 3 个数字" in html
    assert 'href="/shanghai-stc/2025/tables/expenditure/#row-3"' in html
    assert "50,894,811 元" in html


def test_what_the_document_says_cannot_become_markup(published: EditionVersion, client: Client) -> None:
    name = '<script>alert("x")</script>'
    published.expenditurelines.filter(code="2050802").update(name=name)
    html = page(client, "tables/expenditure/?q=<script>")
    assert "<script>alert" not in html
    assert "&lt;script&gt;alert(&quot;x&quot;)" in html


@pytest.mark.parametrize(
    "path",
    ["tables/", "figures/", "projects/", "checks/", *(f"tables/{t.slug}/?q=2&unit=wan" for t in UNIT.tables)],
)
def test_a_page_asks_few_questions_of_the_database(
    published: EditionVersion, client: Client, django_assert_max_num_queries, path: str
) -> None:
    with django_assert_max_num_queries(20):
        page(client, path)
