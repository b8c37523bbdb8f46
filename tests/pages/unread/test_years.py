"""Years and bodies side by side, of which a cell or a row of one was not read: nothing is called new, gone or blank."""

import csv
from collections.abc import Callable
from functools import partial
from io import StringIO
from typing import Any

import pytest
from django.test import Client

from budgets.form.terms import Acknowledged
from budgets.models import EditionVersion
from budgets.pages.years.read import trends_of
from budgets.parsing.records import BudgetReport
from budgets.parsing.table_records import PrintedTable
from tests.pages import bodies
from tests.pages.bodies import expenditure_table, revenue_table
from tests.pages.unread.lacking import named, of_code, without_cell, without_row

pytestmark = pytest.mark.django_db
CLASSES = {"201": ("一般公共服务支出", 300), "206": ("科学技术支出", 50), "210": ("卫生健康支出", 400)}
PAIR = "e=street/2023&e=street/2024"


@pytest.fixture
def street(report: BudgetReport, monkeypatch: pytest.MonkeyPatch) -> Callable[..., EditionVersion]:
    """Publishes a year of a street with these tables."""
    publish = bodies.publish
    monkeypatch.setattr(bodies, "publish", partial(publish, accepted=[Acknowledged.UNREAD]))

    def make(year: int, *tables: PrintedTable) -> EditionVersion:
        slug = "street" if year == 2023 else ""
        return bodies.publish_edition(report, "上海市某区甲街道办事处", year, *tables, slug=slug)

    return make


def page(address: str) -> str:
    answer = Client().get(address)
    assert answer.status_code == 200, address
    return answer.getvalue().decode() if answer.streaming else answer.content.decode()


def test_a_year_without_a_row_ends_no_class(street: Callable[..., EditionVersion]) -> None:
    street(2023, expenditure_table(CLASSES))
    last = street(2024, without_row(expenditure_table(CLASSES), of_code("206")))
    (trend,) = trends_of([*EditionVersion.objects.all()])
    assert [row.steps for row in trend.rows] == [(), (), ()]
    body = page("/street/")
    assert "不再列出" not in body and ">没有读到<" in body
    assert (
        "2024年</a>的这些表没有读全" in body and "增加最多的一类" not in body and "减少最多的一类" not in body
    )
    assert "2024年的这些表有印了而本站没有读出来的地方" in page("/street/charts/trend-departmental/embed/")
    steps = page("/street/charts/change-departmental/embed/")
    assert "增减会算错，这里不画图" in steps and "data-chart" not in steps
    assert last.unread_count == 1


def test_a_year_that_was_read_ends_a_class(street: Callable[..., EditionVersion]) -> None:
    street(2023, expenditure_table(CLASSES))
    street(2024, expenditure_table({code: own for code, own in CLASSES.items() if code != "206"}))
    body = page("/street/")
    assert "不再列出：2023年有，2024年没有" in body and "没有读" not in body
    assert "data-chart" in page("/street/charts/change-departmental/embed/")


def test_a_cell_of_a_year_says_that_it_was_not_read(street: Callable[..., EditionVersion]) -> None:
    street(2023, expenditure_table(CLASSES))
    street(2024, without_cell(expenditure_table(CLASSES), of_code("206"), "total"))
    table = page("/street/").rpartition("<tbody>")[2]
    row = table[table.index("科学技术支出") :].partition("</tr>")[0]
    assert ">没有读出<" in row and row.count(">50<") == 1


def test_the_total_of_an_edition_is_not_called_missing(street: Callable[..., EditionVersion]) -> None:
    spent = without_cell(expenditure_table(CLASSES), named("合计"), "total")
    received = without_cell(revenue_table(700), named("合计"), "fiscal_appropriation")
    street(2023, spent, received)
    bodies_list = page("/street/")
    assert "支出合计没有读出" in bodies_list and "原文没有印出支出合计" not in bodies_list
    assert "财政拨款没有读出" in bodies_list


def test_an_edition_without_a_total_has_none(street: Callable[..., EditionVersion]) -> None:
    street(2023, revenue_table(700))
    assert "原文没有印出支出合计" in page("/street/") and "没有读出" not in page("/street/")


def test_the_list_of_bodies_has_the_same_words(
    street: Callable[..., EditionVersion], report: BudgetReport
) -> None:
    street(2023, without_cell(expenditure_table(CLASSES), named("合计"), "total"))
    bodies.publish_edition(report, "上海市乙局", 2023, revenue_table(700), slug="bureau")
    table = page("/")
    row = table[table.index('id="body-street"') :].partition("</tr>")[0]
    other = table[table.index('id="body-bureau"') :].partition("</tr>")[0]
    assert row.count("没有读出") == 1 and "没有读出" not in other
    assert "“没有读出”是原文可能印了而本站没有读出来" in table


def test_the_catalogue_counts_what_was_not_read(
    street: Callable[..., EditionVersion], report: BudgetReport
) -> None:
    street(2023, without_row(expenditure_table(CLASSES), of_code("206")))
    before = bodies.publish_edition(report, "上海市乙局", 2023, slug="bureau")
    EditionVersion.objects.filter(pk=before.pk).update(unread_count=None)
    rows = csv.DictReader(StringIO(page("/data/editions.csv").removeprefix("\ufeff")))
    assert {row["主体"]: row["没有读出的地方"] for row in rows} == {
        "上海市某区甲街道办事处": "1",
        "上海市乙局": "",
    }


def compared(
    street: Callable[..., EditionVersion], last: PrintedTable
) -> tuple[str, dict[str, dict[str, Any]]]:
    """The page of 2023 beside 2024, and its rows as the file has them, by code."""
    street(2023, expenditure_table(CLASSES))
    street(2024, last)
    rows = csv.DictReader(StringIO(page(f"/compare.csv?{PAIR}").removeprefix("\ufeff")))
    return page(f"/compare/?{PAIR}"), {row["科目编码"]: row for row in rows}


def test_a_row_that_was_not_read_is_not_gone(street: Callable[..., EditionVersion]) -> None:
    shown, rows = compared(street, without_row(expenditure_table(CLASSES), of_code("206")))
    assert "不再列出：" not in shown and ">没有读到<" in shown and "2024年</a>的这些表没有读全" in shown
    assert (rows["206"]["2024年（元）"], rows["206"]["增减（元）"], rows["206"]["说明"]) == (
        "",
        "",
        "2024年没有读到",
    )
    assert rows["201"]["说明"] == ""
    assert "206" not in {code for code in changed_only(street)}
    frame = page(f"/compare/embed/?{PAIR}")
    assert "增减会算错，这里不画图" in frame and "data-chart" not in frame


def changed_only(street: Callable[..., EditionVersion]) -> list[str]:
    rows = csv.DictReader(StringIO(page(f"/compare.csv?{PAIR}&changed=yes").removeprefix("\ufeff")))
    return [row["科目编码"] for row in rows]


def test_a_cell_that_was_not_read_is_not_blank(street: Callable[..., EditionVersion]) -> None:
    shown, rows = compared(street, without_cell(expenditure_table(CLASSES), of_code("206"), "total"))
    assert ">没有读出<" in shown
    assert (rows["206"]["2024年（元）"], rows["206"]["说明"]) == ("", "2024年没有读出")


def test_a_row_that_is_not_there_is_gone(street: Callable[..., EditionVersion]) -> None:
    less = {code: own for code, own in CLASSES.items() if code != "206"}
    shown, rows = compared(street, expenditure_table(less))
    assert rows["206"]["说明"] == "不再列出：2023年有，2024年没有"
    assert "没有读" not in shown and "206" in changed_only(street)


def test_bodies_are_not_said_to_lack_a_row(
    street: Callable[..., EditionVersion], report: BudgetReport
) -> None:
    street(2023, without_row(expenditure_table(CLASSES), of_code("206")))
    office = expenditure_table(CLASSES)
    bodies.publish_edition(report, "上海市乙局", 2023, office, slug="bureau")
    shown = page("/compare/?e=street/2023&e=bureau/2023")
    assert "只有上海市" not in shown and ">没有读到<" in shown


def without_206() -> PrintedTable:
    return without_row(expenditure_table(CLASSES), of_code("206"))


@pytest.mark.parametrize(
    ("first", "last", "lacking"),
    [
        (without_206, without_206, (2023, 2024)),
        (without_206, partial(expenditure_table, CLASSES), (2023,)),
        (partial(expenditure_table, CLASSES), without_206, (2024,)),
    ],
)
def test_every_edition_that_was_not_read_whole_is_named_with_its_list(
    street: Callable[..., EditionVersion],
    first: Callable[[], PrintedTable],
    last: Callable[[], PrintedTable],
    lacking: tuple[int, ...],
) -> None:
    street(2023, first())
    street(2024, last())
    named = "、".join(f'<a href="/street/{year}/unread/">{year}年</a>' for year in lacking)
    undrawn = f"相比的两份里，{named}的这些表有印了而本站没有读出来的地方"
    compared = page(f"/compare/?{PAIR}")
    assert undrawn in compared and f"{named}的这些表没有读全" in compared
    years = page("/street/")
    assert undrawn in years and f"{named}的这些表没有读全" in years
