"""Every chart of an edition by its name: on a page, and alone in a frame of another site."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from csp.decorators import csp_replace
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_exempt

from budgets import charts
from budgets.charts import Chart
from budgets.models import EditionVersion, ProjectStatement
from budgets.official_tables import BY_NUMBER
from budgets.queries.classified import ClassifiedLine, economic_lines, functional_lines
from budgets.queries.flow import flow_of
from budgets.queries.overview import of_every_hundred
from budgets.queries.projects import STATEMENT_AMOUNT, statements_of
from budgets.queries.statements import amount_places
from budgets.views.edition_pages import of_version
from budgets.views.scopes import asked_scope, scope_context, scope_query
from budgets.vocabulary import Scope

Builder = Callable[[EditionVersion, Scope], Chart | None]


def edition_chart(name: str, version: EditionVersion, scope: Scope) -> Chart | None:
    """The chart of that name with its embed address; None when the edition prints nothing for it."""
    chart = CHARTS[name](version, scope)
    if chart is None:
        return None
    address = version.page("embed", chart=name) + scope_query(scope)
    return replace(chart, embed=address, owner=f"{version.edition.body.slug}-{version.edition.segment}")


def _functions(version: EditionVersion, scope: Scope) -> Chart | None:
    """The functional classification; a lowest area leads to its line, each number of the table to its cell."""
    lines = functional_lines(version, scope)
    return charts.functional_breakdown(
        lines,
        of_every_hundred(lines),
        chart_source(version, *tables_of(lines)),
        scope=scope,
        address=_line_page(version),
        source_page=version.page("source"),
    )


def _economic(version: EditionVersion, scope: Scope) -> Chart | None:
    """Table 8, whatever the scope: it prints the basic expenditure of the general public budget alone."""
    lines = economic_lines(version)
    return charts.economic_breakdown(
        lines,
        of_every_hundred(lines),
        chart_source(version, 8),
        address=_line_page(version),
        source_page=version.page("source"),
    )


def _flow(version: EditionVersion, scope: Scope) -> Chart | None:
    """From sources through classes to basic and project expenditure."""
    numbers = (2, 3) if scope is Scope.ALL_FUNDS else tables_of(functional_lines(version, scope))
    source = chart_source(version, *numbers)
    return charts.money_flow(flow_of(version, scope), scope, source, version.page("source"))


def _projects(version: EditionVersion, scope: Scope) -> Chart | None:
    """The project statements by amount."""
    return ranked_projects(version, list(statements_of(version)), scope)


def ranked_projects(
    version: EditionVersion, statements: Sequence[ProjectStatement], scope: Scope
) -> Chart | None:
    """Some statements by amount; each leads to its page, each amount to the words that print it."""
    places = amount_places(statements)
    field, source = STATEMENT_AMOUNT[scope], version.page("source")

    def printed_at(statement: ProjectStatement) -> str:
        place = places.get((statement.pk, field))
        return source + place.in_source if place and place.in_source else ""

    return charts.projects_by_amount(
        statements,
        source=chart_source(version),
        scope=scope,
        address=lambda statement: version.page("statement", project=statement.slug),
        printed_at=printed_at,
    )


CHARTS: Mapping[str, Builder] = {
    "flow": _flow,
    "functions": _functions,
    "economic": _economic,
    "projects": _projects,
}


def _line_page(version: EditionVersion) -> Callable[[ClassifiedLine], str]:
    """The page of a line's table that shows the line."""
    return lambda line: f"{version.page('table', table=BY_NUMBER[line.tables[0]].slug)}?q={line.code}"


def tables_of(lines: Sequence[ClassifiedLine]) -> list[int]:
    """The numbers of the official tables that print the lines."""
    return sorted({number for line in lines for number in line.tables})


def chart_source(version: EditionVersion, *tables: int) -> str:
    """What a chart says about where its numbers are printed; without tables, the document alone."""
    if not tables:
        return _("来源：%(body)s《%(title)s》") % {"body": version.edition.body.name, "title": version.title}
    names = _("、").join(_("表%(n)s") % {"n": number} for number in tables)
    words = {"body": version.edition.body.name, "title": version.title, "tables": names}
    return _("来源：%(body)s《%(title)s》%(tables)s") % words


@xframe_options_exempt
@csp_replace({"frame-ancestors": ["*"]})
@of_version
def embed(request: HttpRequest, version: EditionVersion, chart: str) -> HttpResponseBase:
    """One chart alone, for a frame on any site: the only address that may be framed."""
    if chart not in CHARTS:
        raise Http404
    scope = asked_scope(request)
    built = edition_chart(chart, version, scope)
    if built is None:
        raise Http404
    page = version.page("projects" if chart == "projects" else "edition") + scope_query(scope)
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
