"""One chart alone in a frame of another site: the only addresses that may be framed."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from csp.decorators import csp_replace
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.clickjacking import xframe_options_exempt

from budgets.charts import Chart
from budgets.filters import statement_filters, table_filters
from budgets.models import EditionVersion
from budgets.official_tables import BY_SLUG
from budgets.views.edition_charts import (
    CHARTS,
    TABLE,
    edition_chart,
    filter_query,
    projects_chart,
    table_chart,
)
from budgets.views.edition_pages import of_version
from budgets.views.scopes import asked_scope, scope_context, scope_query

# Where a chart stands that does not stand on the overview.
_PAGES = {
    "projects": "projects",
    "carriers": "projects",
    "three-public": "three-public",
    "procurement": "procurement",
    "assets": "assets",
}


View = Callable[..., HttpResponseBase]


def framed(view: View) -> View:
    """Let other sites put what the view answers in a frame."""
    anywhere: Callable[[View], View] = csp_replace({"frame-ancestors": ["*"]})
    return anywhere(xframe_options_exempt(view))


@framed
@of_version
def embed(request: HttpRequest, version: EditionVersion, chart: str) -> HttpResponseBase:
    """One chart of an edition."""
    slug = chart.removeprefix(TABLE)
    if chart.startswith(TABLE) and slug in BY_SLUG:
        filters = table_filters(version, BY_SLUG[slug], request.GET)
        built = table_chart(version, BY_SLUG[slug], filters)
        page = version.page("table", table=slug) + filter_query(filters)
    elif chart == "projects" and request.GET.keys() - {"scope"}:
        filters = statement_filters(version, request.GET)
        statements: Any = filters.qs
        built = projects_chart(version, filters, list(statements))
        page = version.page("projects") + filter_query(filters)
    elif chart in CHARTS:
        scope = asked_scope(request)
        built = edition_chart(chart, version, scope)
        page = version.page(_PAGES.get(chart, "edition")) + scope_query(scope)
    else:
        raise Http404
    if built is None:
        raise Http404
    return render_embedded(request, built, version.edition.body.name, page)


def render_embedded(request: HttpRequest, chart: Chart, body: str, page: str) -> HttpResponseBase:
    """A chart without the site around it; `page` is where it stands on ours."""
    context = {
        "chart": replace(chart, embed=""),
        "body_name": body,
        "page_address": page,
        "scope_problem": scope_context(request)["scope_problem"],
    }
    response = render(request, "budgets/embed.html", context)
    # A 304 would carry the policy of all other pages, and the frame would stay empty on the second visit.
    response.headers["Cache-Control"] = "no-store"
    return response
