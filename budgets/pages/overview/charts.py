"""The charts of the overview, each for one version and one scope."""

from collections.abc import Callable

from django.utils.translation import gettext as _

from budgets.charts.base import Chart, undrawn
from budgets.form.tables import ROLES_OF_SCOPE, Role
from budgets.form.terms import Scope
from budgets.models import EditionVersion
from budgets.pages.embedding import chart_source, embeddable
from budgets.pages.overview.breakdown_chart import economic_breakdown, functional_breakdown
from budgets.pages.overview.classified import ClassifiedLine, economic_lines, functional_lines, tables_of
from budgets.pages.overview.flow import flow_of
from budgets.pages.overview.flow_chart import money_flow
from budgets.pages.overview.read import of_every_hundred
from budgets.pages.unread.read import is_whole, page_of
from budgets.words.unread import not_added

_FLOW = {Scope.ALL_FUNDS: (Role.REVENUE, Role.EXPENDITURE), Scope.FISCAL: ROLES_OF_SCOPE[Scope.FISCAL]}


@embeddable
def functional_chart(version: EditionVersion, scope: Scope) -> Chart | None:
    """Expenditure by functional classification; areas link to their lines, numbers to their printed cells."""
    if not is_whole(version, ROLES_OF_SCOPE[scope]):
        return undrawn("functions", _("支出按功能分类"), not_added(page_of(version)))
    lines = functional_lines(version, scope)
    return functional_breakdown(
        lines,
        of_every_hundred(lines),
        chart_source(version, *tables_of(version, lines)),
        scope=scope,
        address=_line_page(version),
        source_page=version.page("source"),
    )


@embeddable
def economic_chart(version: EditionVersion, scope: Scope) -> Chart | None:
    """Basic expenditure; `scope` is ignored, as its table prints only that of the general public budget."""
    if not is_whole(version, (Role.BASIC_BY_CLASS,)):
        return undrawn("economic", _("基本支出按部门预算经济分类"), not_added(page_of(version)))
    lines = economic_lines(version)
    return economic_breakdown(
        lines,
        of_every_hundred(lines),
        chart_source(version, *tables_of(version, lines)),
        address=_line_page(version),
        source_page=version.page("source"),
    )


@embeddable
def flow_chart(version: EditionVersion, scope: Scope) -> Chart | None:
    """From sources through classes to basic and project expenditure."""
    if not is_whole(version, _FLOW[scope]):
        return undrawn("flow", _("钱从哪里来，到哪里去"), not_added(page_of(version)))
    if scope is Scope.ALL_FUNDS:
        tables = [t for t in version.form.tables if t.role in (Role.REVENUE, Role.EXPENDITURE)]
    else:
        tables = tables_of(version, functional_lines(version, scope))
    source = chart_source(version, *tables)
    return money_flow(flow_of(version, scope), scope, source, version.page("source"))


def _line_page(version: EditionVersion) -> Callable[[ClassifiedLine], str]:
    """A function that gives the address of a line on its table's page."""
    return lambda line: f"{version.page('table', table=line.roles[0].value)}?q={line.code}"
