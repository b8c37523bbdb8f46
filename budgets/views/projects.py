"""The project statements as a list and as a file."""

from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from budgets.amounts import Unit
from budgets.charts import projects_by_amount
from budgets.exports.sheets import statement_sheet
from budgets.filters import statement_filters
from budgets.models import EditionVersion, ProjectStatement
from budgets.queries.project_coverage import project_coverage
from budgets.queries.projects import explained
from budgets.tables import statement_table
from budgets.views.edition_pages import of_version, render_edition_page
from budgets.views.listing import Choice, Listing, send, tidy_address
from budgets.views.scopes import scope_query
from budgets.vocabulary import Scope

ROWS = 50


@require_safe
@of_version
def project_list(request: HttpRequest, version: EditionVersion) -> HttpResponseBase:
    """The statements, filtered and sorted, as a chart and a table, and what share of the money they explain."""

    def page_of(statement: ProjectStatement) -> str:
        return version.page("statement", project=statement.slug)

    filters = statement_filters(version, request.GET)
    if tidy := tidy_address(request, filters):
        return redirect(tidy)
    coverage = project_coverage(version)
    listing = Listing(request, filters, unit=Unit.WAN, per_page=ROWS)
    context = {
        "listing": listing,
        "tables": [statement_table(listing.rows, listing.unit, page_of, listing.sort_link)],
        "chart": projects_by_amount(
            _whole(listing), source=version.title, scope=filters.scope, address=page_of
        ),
        "fiscal_only": filters.scope is Scope.FISCAL,
        "scope_choices": [
            Choice(label, listing.link(scope=word) + "#results", filters.scope.name.lower() == word)
            for word, label in filters.form.fields["scope"].choices
        ],
        "scope_query": scope_query(filters.scope),
        "explained": explained(version),
        "coverage": coverage,
        "statement_count": coverage.statements,
        "downloads": [
            {"label": "CSV", "href": version.page("projects-csv") + listing.download_query()},
        ],
    }
    return render_edition_page(request, version, "budgets/projects.html", context)


def _whole(listing: Listing) -> list[Any]:
    """Every statement that was asked for, not only those of this page: the chart shows what is filtered."""
    return list(listing.rows if listing.page.paginator.num_pages == 1 else listing.filters.qs)


@require_safe
@of_version
def projects_csv(request: HttpRequest, version: EditionVersion) -> HttpResponseBase:
    """The same statements as a file, with their seven parts word for word."""
    filters = statement_filters(version, request.GET)
    rows: Any = filters.qs
    page = version.page("projects")
    return send(request, statement_sheet(version, rows), "csv", page, filtered=filters.is_filtered)
