"""What a chart needs to be shown alone in a frame of another site: its address, its owner, its source."""

from collections.abc import Callable
from dataclasses import replace
from functools import wraps
from urllib.parse import urlencode

from csp.decorators import csp_replace
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_exempt

from budgets.charts.base import Chart
from budgets.form.tables import OfficialTable
from budgets.form.terms import Scope
from budgets.listing.filter_set import StrictFilterSet
from budgets.models import EditionVersion
from budgets.pages.scopes import scope_context, scope_query
from budgets.words.sentences import listed_plainly


def filter_query(filters: StrictFilterSet) -> str:
    """The filters in use as a query string; "" without any."""
    query = urlencode(filters.active)
    return f"?{query}" if query else ""


Builder = Callable[[EditionVersion, Scope], Chart | None]


def embeddable(build: Builder) -> Builder:
    """Add to a chart the address where it is shown alone; for functions that build a chart of version and scope."""

    @wraps(build)
    def built(version: EditionVersion, scope: Scope) -> Chart | None:
        return at_home(build(version, scope), version, scope_query(scope))

    return built


def at_home(chart: Chart | None, version: EditionVersion, query: str) -> Chart | None:
    """The chart with the address where it is shown alone, and its owner's name; None for None."""
    if chart is None:
        return None
    address = version.page("embed", chart=chart.name) + query
    return replace(chart, embed=address, owner=f"{version.edition.body.slug}-{version.edition.segment}")


def chart_source(version: EditionVersion, *tables: OfficialTable) -> str:
    """The words under a chart about its source: the document, and the tables where there are any."""
    if not tables:
        return _("来源：%(body)s《%(title)s》") % {"body": version.edition.body.name, "title": version.title}
    names = listed_plainly(_("表%(n)s") % {"n": table.number} for table in tables)
    words = {"body": version.edition.body.name, "title": version.title, "tables": names}
    return _("来源：%(body)s《%(title)s》%(tables)s") % words


View = Callable[..., HttpResponseBase]


def framed(view: View) -> View:
    """Let other sites show the view's page in a frame."""
    anywhere: Callable[[View], View] = csp_replace({"frame-ancestors": ["*"]})
    return anywhere(xframe_options_exempt(view))


def render_embedded(request: HttpRequest, chart: Chart, body: str, page: str) -> HttpResponseBase:
    """A chart without the site around it; `page` is the address of the page that has it."""
    context = {
        "chart": replace(chart, embed=""),
        "body_name": body,
        "page_address": page,
        "scope_problem": scope_context(request)["scope_problem"],
    }
    return render(request, "embed/embed.html", context)
