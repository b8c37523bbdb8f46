"""The first page of an edition: its story."""

from django.http import HttpRequest, HttpResponseBase

from budgets.kept.public import public
from budgets.models import EditionVersion
from budgets.pages.edition_page import of_version, render_edition_page
from budgets.pages.overview.context import overview_context


@public("scope")
@of_version
def overview(request: HttpRequest, version: EditionVersion) -> HttpResponseBase:
    """How much, from where, for what, what changed and why, and what the checks found."""
    return render_edition_page(request, version, "overview/overview.html", overview_context(request, version))
