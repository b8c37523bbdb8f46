"""What every page of an edition shares: finding the version, and what the frame around it shows."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render

from budgets.models import Edition, EditionVersion
from budgets.queries.editions import published_version

VersionView = Callable[..., HttpResponseBase]


def of_published_version(view: VersionView) -> VersionView:
    """Replace the address's body and edition segments by the live version; 404 when nothing is published."""

    @wraps(view)
    def find_version(request: HttpRequest, body: str, edition: str, **kwargs: Any) -> HttpResponseBase:
        year, _, suffix = edition.partition("-")
        kind = Edition.EditionKind.UNIT if suffix else Edition.EditionKind.DEPARTMENTAL
        version = published_version(body, int(year), kind)
        if version is None:
            raise Http404
        return view(request, version, **kwargs)

    return find_version


def render_edition_page(
    request: HttpRequest, version: EditionVersion, template: str, context: dict[str, Any]
) -> HttpResponseBase:
    """Render a page inside the edition's frame: title, navigation, source, version and date."""
    edition = version.edition
    frame = {"version": version, "edition": edition, "body": edition.body, "source": version.source}
    return render(request, template, {**frame, **context})
