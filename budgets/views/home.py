"""The home page and the page of a body."""

from dataclasses import replace
from itertools import groupby
from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from budgets.body_tables import body_table, trend_table
from budgets.charts import Chart, change_waterfall, class_trend
from budgets.filters import body_filters
from budgets.models import Body, EditionVersion, Figure
from budgets.official_tables import BY_NUMBER
from budgets.queries.bodies import versions_of_body
from budgets.queries.editions import (
    anything_published,
    editions_of,
    only_body,
    published_version,
    withdrawn_editions,
)
from budgets.queries.stated_changes import changes_by_year
from budgets.queries.trends import Trend, trends_of
from budgets.views.edition import overview_context
from budgets.views.edition_pages import gone, render_edition_page
from budgets.views.embedded import framed, render_embedded
from budgets.views.listing import Choice, Listing
from budgets.views.scopes import asked_scope, scope_context, scope_query
from budgets.vocabulary import Scope

BODIES = 50
FEW_BODIES = 5  # so many are seen at a glance: nothing to filter, only to order


def home(request: HttpRequest) -> HttpResponseBase:
    """Every body with its latest edition; with one body only, that body's story at once."""
    only = only_body()
    if only is not None:
        return _story(request, only)
    listing = Listing(request, body_filters(request.GET), per_page=BODIES)
    context = {
        "listing": listing,
        "tables": [body_table(listing.rows, _body_page, _edition_page, listing.sort_link)],
        "anything": listing.count > 0 or anything_published(),
        "orders": _orders(listing),
    }
    return render(request, "budgets/home.html", context)


def _orders(listing: Listing) -> list[Choice]:
    """The orders of a short list as links, in place of the form; none where there is something to filter."""
    if listing.count > FEW_BODIES or listing.filters.active.keys() - {"sort"} or listing.problems:
        return []
    now = listing.filters.sort
    orders = {"": _("按名称"), "-total": _("金额从大到小"), "-year": _("年度从近到远")}
    return [Choice(words, listing.link(sort=order), now == order) for order, words in orders.items()]


def _body_page(version: Any) -> str:
    return reverse("budgets:body", args=[version.edition.body.slug])


def _edition_page(version: Any) -> str:
    return version.page("edition")


def body(request: HttpRequest, body: str) -> HttpResponseBase:
    """A body: its editions, departmental and unit budgets apart, and what each class got over the years."""
    versions = versions_of_body(body)
    if not versions:
        withdrawn = withdrawn_editions(body)
        if withdrawn:
            return gone(request, withdrawn[0])
        raise Http404
    by_kind = sorted(versions, key=lambda version: version.edition.kind)
    kinds = [(kind, list(own)) for kind, own in groupby(by_kind, key=lambda version: version.edition.kind)]
    trends = trends_of(versions, asked_scope(request))
    context = {
        "body": versions[0].edition.body,
        "count": len(versions),
        "kinds": kinds,
        "cited": by_kind,
        "withdrawn": withdrawn_editions(body),
        "trends": [_shown(trend) for trend in trends],
        "changes": changes_by_year(versions),
        **scope_context(request),
    }
    return render(request, "budgets/body.html", context)


def _shown(trend: Trend) -> dict[str, Any]:
    """A trend as the page shows it: heading, charts and table."""
    latest = _latest(trend)
    words = {
        "first": trend.years[0].year,
        "last": trend.years[-1].year,
        "kind": latest.edition.get_kind_display(),
    }
    heading = _("%(first)s—%(last)s年的支出") % words
    lines, steps = _charts(trend)
    return {
        "trend": trend,
        "heading": heading,
        "kind": words["kind"],
        "tables": [BY_NUMBER[number] for number in trend.tables],
        "chart": lines,
        "steps": steps,
        "table": trend_table(trend, f"{words['kind']} {heading}", _in_source),
    }


def _latest(trend: Trend) -> EditionVersion:
    return next(year.version for year in reversed(trend.years) if year.version)


def _charts(trend: Trend) -> tuple[Chart, Chart | None]:
    """The lines over the years and the steps between the last two, each with the address where it stands alone."""
    body = _latest(trend).edition.body
    words = {
        "body": body.name,
        "first": trend.years[0].year,
        "last": trend.years[-1].year,
        "kind": _latest(trend).edition.get_kind_display(),
        "tables": _("、").join(_("表%(n)s") % {"n": number} for number in trend.tables),
    }
    source = _("来源：%(body)s%(first)s—%(last)s年%(kind)s%(tables)s") % words
    lines, steps = class_trend(trend, source), change_waterfall(trend, source)
    return _embeddable(lines, body, trend.scope), _embeddable(steps, body, trend.scope) if steps else None


def _embeddable(chart: Chart, body: Body, scope: Scope) -> Chart:
    address = reverse("budgets:body-embed", args=[body.slug, chart.name])
    return replace(chart, embed=address + scope_query(scope), owner=body.slug)


@framed
def embed(request: HttpRequest, body: str, chart: str) -> HttpResponseBase:
    """One chart of a body's years alone, for a frame on any site."""
    scope = asked_scope(request)
    for trend in trends_of(versions_of_body(body), scope):
        for built in _charts(trend):
            if built and built.name == chart:
                page = reverse("budgets:body", args=[body]) + scope_query(scope)
                return render_embedded(request, built, _latest(trend).edition.body.name, page)
    raise Http404


def _in_source(version: EditionVersion, figure: Figure) -> str:
    """Where a figure of that version is printed."""
    return version.page("source") + figure.in_source


def _story(request: HttpRequest, body: Body) -> HttpResponseBase:
    """The latest edition of the only body; of one year's two, the departmental budget."""
    edition = min(editions_of(body), key=lambda edition: (-edition.year, edition.kind), default=None)
    whole = published_version(body.slug, edition.year, edition.kind) if edition else None
    if edition is None or whole is None:  # withdrawn between the queries
        raise Http404
    context = overview_context(request, whole) | {"cite_path": whole.page("edition")}
    return render_edition_page(request, whole, "budgets/edition.html", context)
