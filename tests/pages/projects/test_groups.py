"""The statements put together by who carries them out and by when they run."""

from datetime import date
from decimal import Decimal

from django.test import Client

from budgets.form.terms import Scope
from budgets.models import EditionVersion
from budgets.pages.projects.groups import by_carrier, periods_of
from budgets.pages.projects.read import statements_of


def test_statements_of_one_unit_are_added(published: EditionVersion) -> None:
    """Statements 20 to 22 (脑智发育平台, 脑图谱大数据平台, 神经调控平台) are all of 上海脑科学与类脑研究中心."""
    carriers = by_carrier(statements_of(published), Scope.ALL_FUNDS)
    assert sum(len(carrier.statements) for carrier in carriers) == 29
    brain = next(carrier for carrier in carriers if carrier.name == "上海脑科学与类脑研究中心")
    assert [statement.number for statement in brain.statements] == [20, 21, 22]
    assert brain.listed
    own = published.projectstatements.filter(number__in=(20, 21, 22)).values_list("total", flat=True)
    assert brain.yuan == sum(yuan for yuan in own if yuan is not None)
    amounts = [carrier.yuan for carrier in carriers if carrier.yuan is not None]
    assert amounts == sorted(amounts, reverse=True)


def test_fiscal_money_is_only_what_is_named_as_such(published: EditionVersion) -> None:
    """上海科技馆更新改造指挥部 carries out statements 3 and 4; both name their fiscal money."""
    carriers = by_carrier(statements_of(published), Scope.FISCAL)
    named = {carrier.name: carrier.yuan for carrier in carriers}
    # 科技馆建筑体大修 27,493,200 and 科技馆展区更新改造 132,831,800
    assert named["上海科技馆更新改造指挥部"] == Decimal(27_493_200) + Decimal(132_831_800)


def test_the_one_project_that_does_not_run_all_year_stands_apart(
    published: EditionVersion, client: Client
) -> None:
    """Statement 7 runs from 1 March to 30 November 2025, all others the whole year."""
    year, other = periods_of(statements_of(published))
    assert (year.start, year.end, len(year.statements)) == (date(2025, 1, 1), date(2025, 12, 31), 28)
    assert (other.start, other.end) == (date(2025, 3, 1), date(2025, 11, 30))
    # 59 of 365 days before it, 275 days long
    assert (other.x, other.width) == ("16.16%", "75.34%")
    page = client.get("/shanghai-stc/2025/projects/").content.decode()
    assert "什么时候做" in page
    assert "28 个项目" in page


def test_one_period_for_all_is_no_timeline(published: EditionVersion, client: Client) -> None:
    published.projectstatements.update(start=date(2025, 1, 1), end=date(2025, 12, 31))
    assert periods_of(statements_of(published)) == []
    assert "什么时候做" not in client.get("/shanghai-stc/2025/projects/").content.decode()
