"""What every page of an edition shares: finding the version, and what the frame around it shows."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from itertools import groupby
from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from budgets.models import Edition, EditionVersion
from budgets.queries.editions import editions_of, published_version

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
    frame = {
        "version": version,
        "edition": edition,
        "body": edition.body,
        "source": version.source,
        "siblings": _siblings(request, edition),
    }
    return render(request, template, {**frame, **context})


@dataclass(frozen=True)
class Sibling:
    """A link to the same page of another year, or of the other kind; the current one is marked."""

    year: int
    href: str
    current: bool


def _siblings(request: HttpRequest, edition: Edition) -> list[tuple[str, list[Sibling]]]:
    """The body's editions by kind, earliest first; [] when this is the only one."""
    editions = editions_of(edition.body)
    if len(editions) < 2:
        return []
    return [
        (kind, [Sibling(other.year, _same_page(request, other), other.pk == edition.pk) for other in own])
        for kind, own in groupby(editions, key=lambda other: other.get_kind_display())
    ]


def _same_page(request: HttpRequest, other: Edition) -> str:
    """This page of another edition; for one project the list of projects, as its name may be another."""
    match = request.resolver_match
    name = match.url_name if match else ""
    given = match.kwargs if match else {}
    if name == "statement":
        name, given = "projects", {}
    if name in ("", "home"):
        name, given = "edition", {}
    own = {"body": other.body.slug, "edition": other.segment}
    return reverse(f"budgets:{name}", kwargs={**given, **own})
