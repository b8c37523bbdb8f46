"""The charts of the overview, each for one version and one scope."""

from collections.abc import Callable, Sequence

from budgets.charts.base import Chart
from budgets.form.tables import BY_NUMBER
from budgets.form.terms import Scope
from budgets.models import EditionVersion
from budgets.pages.embedding import chart_source, embeddable
from budgets.pages.overview.breakdown_chart import economic_breakdown, functional_breakdown
from budgets.pages.overview.classified import ClassifiedLine, economic_lines, functional_lines
from budgets.pages.overview.flow import flow_of
from budgets.pages.overview.flow_chart import money_flow
from budgets.pages.overview.read import of_every_hundred


@embeddable
def functional_chart(version: EditionVersion, scope: Scope) -> Chart | None:
    """Expenditure by functional classification; areas link to their lines, numbers to their printed cells."""
    lines = functional_lines(version, scope)
    return functional_breakdown(
        lines,
        of_every_hundred(lines),
        chart_source(version, *tables_of(lines)),
        scope=scope,
        address=_line_page(version),
        source_page=version.page("source"),
    )


@embeddable
def economic_chart(version: EditionVersion, scope: Scope) -> Chart | None:
    """Table 8; `scope` is ignored, as it prints only the general public budget's basic expenditure."""
    lines = economic_lines(version)
    return economic_breakdown(
        lines,
        of_every_hundred(lines),
        chart_source(version, 8),
        address=_line_page(version),
        source_page=version.page("source"),
    )


@embeddable
def flow_chart(version: EditionVersion, scope: Scope) -> Chart | None:
    """From sources through classes to basic and project expenditure."""
    numbers = (2, 3) if scope is Scope.ALL_FUNDS else tables_of(functional_lines(version, scope))
    source = chart_source(version, *numbers)
    return money_flow(flow_of(version, scope), scope, source, version.page("source"))


def _line_page(version: EditionVersion) -> Callable[[ClassifiedLine], str]:
    """A function that gives the address of a line on its table's page."""
    return lambda line: f"{version.page('table', table=BY_NUMBER[line.tables[0]].slug)}?q={line.code}"


def tables_of(lines: Sequence[ClassifiedLine]) -> list[int]:
    """The numbers of the official tables that print the lines."""
    return sorted({number for line in lines for number in line.tables})
