"""The home page and the page of a body."""

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from budgets.models import EditionVersion
from budgets.queries.editions import body_with_editions, published_version, published_versions
from budgets.queries.overview import totals_by_version
from budgets.views.edition import overview_context
from budgets.views.edition_pages import render_edition_page


def home(request: HttpRequest) -> HttpResponseBase:
    """Every body with its latest edition; with one body only, that body's story at once."""
    latest = _latest_of_each_body(published_versions())
    if len(latest) == 1:
        return _story(request, latest[0])
    totals = totals_by_version(latest)
    rows = [(version, totals.get(version.pk)) for version in latest]
    return render(request, "budgets/home.html", {"rows": rows})


def body(request: HttpRequest, body: str) -> HttpResponseBase:
    """A body and its editions, latest first."""
    found = body_with_editions(body)
    if found is None:
        raise Http404
    its_body, versions = found
    totals = totals_by_version(versions)
    rows = [(version, totals.get(version.pk)) for version in versions]
    return render(request, "budgets/body.html", {"body": its_body, "rows": rows})


def _latest_of_each_body(versions: list[EditionVersion]) -> list[EditionVersion]:
    """The versions come latest first within a body, the departmental budget before a unit's."""
    latest: dict[int, EditionVersion] = {}
    for version in versions:
        latest.setdefault(version.edition.body_id, version)
    return list(latest.values())


def _story(request: HttpRequest, version: EditionVersion) -> HttpResponseBase:
    edition = version.edition
    whole = published_version(edition.body.slug, edition.year, edition.kind)
    if whole is None:  # withdrawn between the two queries
        raise Http404
    own_address = reverse("budgets:edition", args=[edition.body.slug, edition.segment])
    context = overview_context(whole) | {"cite_path": own_address}
    return render_edition_page(request, whole, "budgets/edition.html", context)
