"""Every printed figure, as a page and as files."""

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from budgets.kept.public import public
from budgets.listing.everyday import everyday_links
from budgets.listing.paging import LISTING_NAMES, Listing, tidy_address
from budgets.models import EditionVersion, Figure
from budgets.models.lines import row_anchor
from budgets.pages.checks.marks import mark_link, marks_of
from budgets.pages.downloads import FILE_NAMES, offered, send
from budgets.pages.edition_page import of_version, render_edition_page
from budgets.pages.figures.columns import figure_definition, figure_sheet
from budgets.pages.figures.filters import FigureFilterSet
from budgets.pages.figures.table import figure_table
from budgets.words import tables as words

ROWS_OF_FIGURES = 50


@public(*FigureFilterSet.base_filters, *LISTING_NAMES)
@require_safe
@of_version
def figures(request: HttpRequest, version: EditionVersion) -> HttpResponseBase:
    """The list of every printed figure with its place in the document."""
    filters = FigureFilterSet(version, request.GET)
    if tidy := tidy_address(request, filters):
        return redirect(tidy)
    listing = Listing(request, filters, per_page=ROWS_OF_FIGURES)

    def row_of(figure: Figure) -> str:
        table_page = version.page("table", table=figure.table)
        return f"{table_page}#{row_anchor(figure.line_number, figure.side)}"

    marks, checks = marks_of(version), version.page("checks")
    context = {
        "lede": words.each_figure(_(version.form.words), in_part=bool(version.unread_count)),
        "listing": listing,
        "counted": _counted(listing),
        "none_found": _none_found(version, listing),
        "tables": [
            figure_table(
                version.form,
                listing.rows,
                listing.unit,
                row_of,
                version.page("source"),
                listing.sort_link,
                lambda figure: mark_link(marks.at(figure), checks),
            )
        ],
        "downloads": [offered(version, "figures", listing, figure_definition(version.form).fields)],
        "everyday": everyday_links(listing),
    }
    return render_edition_page(request, version, "figures/figures.html", context)


def _counted(listing: Listing) -> str:
    number = {"n": listing.count}
    if listing.filters.is_filtered:
        return _("符合条件的 %(n)s 个数字") % number
    return _("共 %(n)s 个数字") % number


def _none_found(version: EditionVersion, listing: Listing) -> str:
    """Why the list is empty; "" where it is not, or where a problem says so already."""
    if listing.count or listing.filters.problems:
        return ""
    if listing.filters.active:
        return _("没有符合条件的数字。")
    return _("原文的%(tables)s没有印出数字。") % {"tables": _(version.form.words)}


@public(*FigureFilterSet.base_filters, *FILE_NAMES)
@require_safe
@of_version
def figures_file(request: HttpRequest, version: EditionVersion, suffix: str) -> HttpResponseBase:
    """The figures that the query string asks for, as a file."""
    filters = FigureFilterSet(version, request.GET)
    rows = filters.qs
    page = version.page("figures")
    return send(request, figure_sheet(version, rows), suffix, page, filtered=filters.is_filtered)
