"""Every printed figure, as a page and as files."""

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from budgets.form.tables import BY_NUMBER
from budgets.listing.everyday import everyday_links
from budgets.listing.paging import Listing, tidy_address
from budgets.models import EditionVersion, Figure
from budgets.models.lines import row_anchor
from budgets.pages.checks.marks import mark_link, marks_of
from budgets.pages.downloads import offered, send
from budgets.pages.edition_page import of_version, render_edition_page
from budgets.pages.figures.columns import figure_definition, figure_sheet
from budgets.pages.figures.filters import FigureFilterSet
from budgets.pages.figures.table import figure_table

ROWS_OF_FIGURES = 50


@require_safe
@of_version
def figures(request: HttpRequest, version: EditionVersion) -> HttpResponseBase:
    """The list of every printed figure with its place in the document."""
    filters = FigureFilterSet(version, request.GET)
    if tidy := tidy_address(request, filters):
        return redirect(tidy)
    listing = Listing(request, filters, per_page=ROWS_OF_FIGURES)

    def row_of(figure: Figure) -> str:
        table_page = version.page("table", table=BY_NUMBER[figure.table_number].slug)
        return f"{table_page}#{row_anchor(figure.line_number, figure.side)}"

    marks, checks = marks_of(version), version.page("checks")
    context = {
        "listing": listing,
        "tables": [
            figure_table(
                listing.rows,
                listing.unit,
                row_of,
                version.page("source"),
                listing.sort_link,
                lambda figure: mark_link(marks.at(figure), checks),
            )
        ],
        "downloads": [offered(version, "figures", listing, figure_definition().fields)],
        "everyday": everyday_links(listing),
    }
    return render_edition_page(request, version, "figures/figures.html", context)


@require_safe
@of_version
def figures_file(request: HttpRequest, version: EditionVersion, suffix: str) -> HttpResponseBase:
    """The figures that the query string asks for, as a file."""
    filters = FigureFilterSet(version, request.GET)
    rows = filters.qs
    page = version.page("figures")
    return send(request, figure_sheet(version, rows), suffix, page, filtered=filters.is_filtered)
