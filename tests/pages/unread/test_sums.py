"""Nothing is added up, ranked or drawn of a table of which something was not read, and the page says why.

The bundled document, as if single cells or rows of its tables had not been read.
"""

from dataclasses import replace
from functools import partial

import pytest
from django.test import Client

from budgets import actions
from budgets.form.tables import Role
from budgets.form.terms import Acknowledged, UnreadCause
from budgets.models import EditionVersion
from budgets.pages.unread.read import is_whole
from budgets.parsing.records import BudgetReport
from budgets.parsing.table_records import Unread
from budgets.reconcile import run_checks
from tests.conftest import SAMPLE
from tests.pages.unread.lacking import named, of_code, publish_lacking, without_cell, without_row

pytestmark = pytest.mark.django_db
HOME = "/shanghai-stc/2025/"
WHY = "相加、占比和排序都会不对，这里不画图，也不算"
LIST = '<a href="/shanghai-stc/2025/unread/">印了而本站没有读出来的地方</a>'


def text_of(address: str) -> str:
    answer = Client().get(address)
    assert answer.status_code == 200, address
    return answer.getvalue().decode() if answer.streaming else answer.content.decode()


def embedded(name: str, query: str = "") -> str:
    return text_of(f"/shanghai-stc/2025/charts/{name}/embed/{query}")


def test_only_the_tables_that_lack_something_are_not_whole(report: BudgetReport, db: None) -> None:
    version = publish_lacking(report, GENERAL_PUBLIC=partial(without_row, which=of_code("2210201")))
    assert not is_whole(version, (Role.GENERAL_PUBLIC, Role.EXPENDITURE))
    assert is_whole(version, (Role.EXPENDITURE, Role.REVENUE))


def test_a_table_that_was_not_found_is_whole_where_all_was_read(published: EditionVersion) -> None:
    published.printedtablerecords.filter(slug=Role.EXPENDITURE.value).delete()
    assert is_whole(published, (Role.EXPENDITURE,))


@pytest.mark.parametrize(
    "changed",
    [
        {"EXPENDITURE": partial(without_row, which=of_code("206"))},
        {"EXPENDITURE": partial(without_cell, which=of_code("206"), column="total")},
    ],
    ids=["row", "cell"],
)
def test_expenditure_is_not_shared_out(report: BudgetReport, changed: dict[str, object]) -> None:
    """科学技术支出 (206) is far more than 80 % of the document's expenditure; without it every share is wrong."""
    publish_lacking(report, **changed)  # type: ignore[arg-type]
    page = text_of(HOME)
    assert 'id="hundred"' in page and 'class="legend"' not in page
    assert "全部资金支出最大的一类是" not in page and "用于项目，其余维持日常运转" not in page
    assert page.count(WHY) == 3 and LIST in page  # every 100 yuan, the flow, the classes
    for name in ("flow", "functions", "table-expenditure"):
        assert WHY in embedded(name) and LIST in embedded(name) and "data-chart" not in embedded(name)
    assert "data-chart" in embedded("flow", "?scope=fiscal")  # tables 5 to 7 were read whole
    table = text_of(f"{HOME}tables/expenditure/?level=item")
    assert "相加不会重复计数" not in table and "最大的一项是" not in table and WHY in table


def test_the_flow_needs_revenue_too(report: BudgetReport, db: None) -> None:
    publish_lacking(report, REVENUE=partial(without_row, which=of_code("206")))
    assert WHY in embedded("flow")
    assert "data-chart" in embedded("functions")
    assert 'class="legend"' in text_of(HOME)


def test_a_row_unread_in_one_budget_is_not_the_money_of_the_others(report: BudgetReport, db: None) -> None:
    publish_lacking(report, GENERAL_PUBLIC=partial(without_row, which=of_code("206")))
    page = text_of(f"{HOME}?scope=fiscal")
    assert page.count(WHY) == 3 and 'class="legend"' not in page
    assert WHY in embedded("functions", "?scope=fiscal") and WHY in embedded("flow", "?scope=fiscal")
    assert "data-chart" in embedded("functions")


def test_the_economic_classes_are_not_ranked(report: BudgetReport, db: None) -> None:
    publish_lacking(report, BASIC_BY_CLASS=partial(without_row, which=of_code("301")))
    page = text_of(HOME)
    section = page[page.index('aria-labelledby="economic"') :].partition("</section>")[0]
    assert WHY in section and "基本支出最大的一类是" not in section and '<ul class="bars">' not in section
    assert WHY in embedded("economic")


def test_what_a_whole_document_says_of_its_sums(report: BudgetReport, db: None) -> None:
    """The same words stand on the pages of an edition that lacks nothing, so that their absence elsewhere tells."""
    publish_lacking(report)
    page = text_of(HOME)
    assert (
        'class="legend"' in page
        and "全部资金支出最大的一类是" in page
        and "用于项目，其余维持日常运转" in page
    )
    assert "基本支出最大的一类是" in page and WHY not in page
    table = text_of(f"{HOME}tables/expenditure/?level=item")
    assert "相加不会重复计数" in table and "最大的一项是" in table
    three_public = text_of(f"{HOME}three-public/")
    assert "与原文合计一致" in three_public and 'class="headline"' in three_public
    assert "530.88 + " in three_public and "占“三公”经费" in three_public
    assert '<p class="notice">没有读出</p>' not in three_public


HOSPITALITY = partial(without_cell, which=named("公务接待费"), column="hospitality")


def test_three_public_is_not_added_up_without_a_part(report: BudgetReport, db: None) -> None:
    """530.88, 230.41 and 426.97 make 1188.26; without 公务接待费 two parts are 957.85, and no sum of the three."""
    publish_lacking(report, THREE_PUBLIC=HOSPITALITY)
    for page in (text_of(HOME), text_of(f"{HOME}three-public/")):
        assert "957.85" not in page and "230.41 =" not in page
        assert "530.88 + " not in page  # no sum of the three items; that of the vehicles stays
        assert "没有读出，说明写" in page and ">230.41万元</a>" in page  # the words of the notes stay
    assert "没有读出，说明写" in text_of(f"{HOME}three-public/")
    chart = embedded("three-public")
    assert "公务接待费印了而本站没有读出来，图里没有画" in chart and "里最多的是" not in chart
    numbers = chart[chart.index("<tbody>") : chart.index("</tbody>")]
    assert "公务接待费" not in numbers and numbers.count("<tr") == 2


def test_three_public_without_its_total(report: BudgetReport, db: None) -> None:
    publish_lacking(report, THREE_PUBLIC=partial(without_cell, which=named("合计"), column="total"))
    page = text_of(f"{HOME}three-public/")
    assert 'class="headline"' not in page and "530.88 + " not in page
    assert "占“三公”经费" not in page


def test_agency_operating_is_not_called_missing(report: BudgetReport, db: None) -> None:
    less = partial(without_cell, which=lambda line: "机关运行" in line.name, column="agency_operating")
    publish_lacking(report, THREE_PUBLIC=less)
    page = text_of(f"{HOME}three-public/")
    assert "原文没有机关运行经费的数字" not in page and '<p class="notice">没有读出</p>' in page


def test_a_version_stored_before_says_that_nothing_is_recorded(published: EditionVersion) -> None:
    EditionVersion.objects.filter(pk=published.pk).update(unread_count=None)
    for suffix in ("csv", "json", "xlsx"):
        assert Client().get(f"{HOME}unread.{suffix}").status_code == 404
    assert "还不记录没有读出来的地方" in text_of(f"{HOME}unread/")
    for path in ("tables/", "checks/"):
        assert '<a href="/shanghai-stc/2025/unread/">没有记录</a>不等于都读出来了' in text_of(HOME + path)


def test_a_version_of_which_it_is_recorded_has_its_files(published: EditionVersion) -> None:
    assert Client().get(f"{HOME}unread.csv").status_code == 200
    assert "没有记录" not in text_of(f"{HOME}tables/") + text_of(f"{HOME}checks/")


def test_statements_are_not_ranked_where_one_may_be_unread(report: BudgetReport, db: None) -> None:
    """The largest that was read need not be the largest that is printed: a page is a picture."""
    picture = Unread(UnreadCause.PICTURE, "", report.statements[0].place)
    less = replace(report, unread_elsewhere=(picture,))
    draft = actions.create_draft(less, run_checks(less), SAMPLE.read_bytes(), "shanghai-stc")
    actions.publish(draft, accepted=[Acknowledged.UNREAD])
    page = text_of(f"{HOME}projects/")
    assert "最大的是" not in page and "最多的是" not in page and page.count("不说哪一项最多") == 2
    for name in ("projects", "carriers"):
        assert "不说哪一项最多" in embedded(name) and "data-chart" in embedded(name)


def test_statements_are_ranked_where_all_was_read(published: EditionVersion) -> None:
    assert "29 份项目说明给出了金额，最大的是" in embedded("projects")
    assert "最多的是" in embedded("carriers")
