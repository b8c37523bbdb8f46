"""One chart alone, for a frame on another site."""

from collections.abc import Mapping

from django.http import Http404, HttpRequest, HttpResponseBase

from budgets.kept.public import public
from budgets.models import EditionVersion
from budgets.pages.edition_page import of_version
from budgets.pages.embedding import Builder, filter_query, framed, render_embedded
from budgets.pages.notes.charts import procurement_chart, three_public_chart, vehicles_chart
from budgets.pages.overview.charts import economic_chart, flow_chart, functional_chart
from budgets.pages.projects.charts import all_carriers_chart, all_statements_chart, statements_chart
from budgets.pages.projects.filters import StatementFilterSet
from budgets.pages.scopes import asked_scope, scope_query
from budgets.pages.tables.charts import TABLE, table_chart
from budgets.pages.tables.filters import TableFilterSet

CHARTS: Mapping[str, Builder] = {
    "flow": flow_chart,
    "functions": functional_chart,
    "economic": economic_chart,
    "projects": all_statements_chart,
    "carriers": all_carriers_chart,
    "three-public": three_public_chart,
    "procurement": procurement_chart,
    "assets": vehicles_chart,
}

# The page of each chart that is not on the overview.
_PAGES = {
    "projects": "projects",
    "carriers": "projects",
    "three-public": "three-public",
    "procurement": "procurement",
    "assets": "assets",
}


@public("scope", *TableFilterSet.base_filters, *StatementFilterSet.base_filters)
@framed
@of_version
def embed(request: HttpRequest, version: EditionVersion, chart: str) -> HttpResponseBase:
    """One chart of an edition."""
    slug = chart.removeprefix(TABLE)
    table = version.form.by_slug.get(slug) if chart.startswith(TABLE) else None
    if table is not None:
        filters = TableFilterSet(version, table, request.GET)
        built = table_chart(version, table, filters)
        page = version.page("table", table=slug) + filter_query(filters)
    elif chart == "projects" and request.GET.keys() - {"scope"}:
        filters = StatementFilterSet(version, request.GET)
        built = statements_chart(version, filters, list(filters.qs))
        page = version.page("projects") + filter_query(filters)
    elif chart in CHARTS:
        scope = asked_scope(request)
        built = CHARTS[chart](version, scope)
        page = version.page(_PAGES.get(chart, "edition")) + scope_query(scope)
    else:
        raise Http404
    if built is None:
        raise Http404
    return render_embedded(request, built, version.edition.body.name, page)
