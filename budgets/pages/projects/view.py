"""The project statements as a list and as files."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from budgets.exports.sheet import Sheet
from budgets.form.amounts import Unit
from budgets.form.terms import Kind, Scope
from budgets.kept.public import public
from budgets.listing.paging import LISTING_NAMES, Choice, Listing, tidy_address
from budgets.models import EditionVersion, ProjectStatement
from budgets.pages import Context
from budgets.pages.downloads import FILE_NAMES, Download, offered, send
from budgets.pages.edition_page import of_version, render_edition_page
from budgets.pages.projects import said
from budgets.pages.projects.charts import carriers_chart, statements_chart
from budgets.pages.projects.columns import statement_definition, statement_sheet
from budgets.pages.projects.coverage import project_coverage
from budgets.pages.projects.filters import StatementFilterSet
from budgets.pages.projects.groups import by_carrier, periods_of
from budgets.pages.projects.read import Statements, explained, statements_of
from budgets.pages.projects.table import statement_table
from budgets.pages.scopes import scope_query
from budgets.pages.statement.columns import (
    amount_part_definition,
    amount_part_sheet,
    instalment_definition,
    instalment_sheet,
    uncounted_definition,
    uncounted_sheet,
)
from budgets.pages.statement.read import (
    amount_parts_of,
    amount_places,
    beside_counts,
    instalments_of,
    uncounted_of,
)
from budgets.words import projects as words
from budgets.words.not_in_tables import not_in_tables

ROWS = 50
CARRIERS = 8  # shown; the others fold away


@public(*StatementFilterSet.base_filters, *LISTING_NAMES)
@require_safe
@of_version
def statement_list(request: HttpRequest, version: EditionVersion) -> HttpResponseBase:
    """The statements, filtered and sorted, as a chart and a table, and what share of the money they explain."""

    def page_of(statement: ProjectStatement) -> str:
        return version.page("statement", project=statement.slug)

    filters = StatementFilterSet(version, request.GET)
    if tidy := tidy_address(request, filters):
        return redirect(tidy)
    coverage = project_coverage(version)
    listing = Listing(request, filters, unit=Unit.WAN, per_page=ROWS)
    source, places = version.page("source"), amount_places(listing.rows)

    def printed_at(statement: ProjectStatement, field: str) -> tuple[str, str]:
        place = places.get((statement.pk, field))
        if place is None or not place.in_source:
            return "", ""
        return source + place.in_source, _("原文%(place)s") % {"place": place.where}

    context = {
        "listing": listing,
        "tables": [statement_table(listing.rows, listing.unit, page_of, printed_at, listing.sort_link)],
        "chart": statements_chart(version, filters, _whole(listing)),
        **_whole_edition(version, filters.chosen_scope),
        "counted": words.counted(listing.count, filtered=filters.is_filtered),
        "amounts_note": words.amounts_note(),
        "shows_filters": coverage.statements > 1 or filters.is_filtered or listing.problems,
        "fiscal_only": filters.chosen_scope is Scope.FISCAL,
        "scope_choices": [
            Choice(label, listing.link(scope=word) + "#results", filters.chosen_scope.word == word)
            for word, label in filters.form.fields["scope"].choices
        ],
        "scope_query": scope_query(filters.chosen_scope),
        "coverage": coverage,
        "not_in_tables": not_in_tables(version.form, of_units=version.edition.form_kind is Kind.DEPARTMENTAL),
        "statement_count": coverage.statements,
        "downloads": _downloads(version, listing),
    }
    return render_edition_page(request, version, "projects/projects.html", context)


def _whole_edition(version: EditionVersion, scope: Scope) -> Context:
    """What all statements add up to, who carries out how much and when the projects run, without filters."""
    statements = list(statements_of(version))
    carriers = by_carrier(statements, scope)
    shown = carriers if len(carriers) > 1 else []
    return {
        "opening": said.opening(version, statements, explained(version)),
        "carriers_chart": carriers_chart(version, shown, scope),
        "carriers_scope": words.carriers_scope(fiscal_only=scope is Scope.FISCAL),
        "carriers": said.carrier_lines(version, shown[:CARRIERS]),
        "more_carriers": said.carrier_lines(version, shown[CARRIERS:]),
        "periods": said.period_lines(version, periods_of(statements)),
    }


def _whole(listing: Listing) -> list[ProjectStatement]:
    """Every statement that was asked for, not only those on this page of the list; the chart shows them."""
    return list(listing.rows if listing.page.paginator.num_pages == 1 else listing.filters.qs)


def _downloads(version: EditionVersion, listing: Listing) -> list[Download]:
    """The files of the filtered statements, and of their instalments, amount parts and uncounted amounts."""
    statements = listing.filters.qs
    counts = beside_counts(statements)
    beside = (
        ("instalments", instalment_definition(), counts["instalments"]),
        ("amount-parts", amount_part_definition(), counts["amount_parts"]),
        ("uncounted", uncounted_definition(), counts["uncounted"]),
    )
    return [
        offered(version, "projects", listing, statement_definition().fields),
        *(
            offered(version, name, listing, define.fields, title=define.title, count=rows)
            for name, define, rows in beside
        ),
    ]


def _file(sheet: Callable[[EditionVersion, Statements], Sheet]) -> Callable[..., HttpResponseBase]:
    """A view that sends a file about the statements that the query string asks for."""

    @public(*StatementFilterSet.base_filters, *FILE_NAMES)
    @require_safe
    @of_version
    def send_file(request: HttpRequest, version: EditionVersion, suffix: str) -> HttpResponseBase:
        filters = StatementFilterSet(version, request.GET)
        made = sheet(version, filters.qs)
        return send(request, made, suffix, version.page("projects"), filtered=filters.is_filtered)

    return send_file


statements_file = _file(statement_sheet)
instalments_file = _file(lambda version, rows: instalment_sheet(version, instalments_of(rows)))
amount_parts_file = _file(lambda version, rows: amount_part_sheet(version, amount_parts_of(rows)))
uncounted_file = _file(lambda version, rows: uncounted_sheet(version, uncounted_of(rows)))
