"""The page of a body: its editions and its years."""

from dataclasses import replace
from itertools import groupby

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from budgets.charts.base import Chart
from budgets.form.tables import BY_NUMBER
from budgets.form.terms import Scope
from budgets.models import Body, EditionVersion, Figure
from budgets.pages import Context
from budgets.pages.edition_page import gone
from budgets.pages.editions import withdrawn_editions
from budgets.pages.embedding import framed, render_embedded
from budgets.pages.overview.stated_changes import changes_by_year
from budgets.pages.scopes import asked_scope, scope_context, scope_query
from budgets.pages.years.change_chart import change_waterfall
from budgets.pages.years.read import Trend, trends_of, versions_of_body
from budgets.pages.years.table import trend_table
from budgets.pages.years.trend_chart import class_trend


def body(request: HttpRequest, body: str) -> HttpResponseBase:
    """A body's page: its editions by kind, and the amount of each class over the years."""
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
    return render(request, "years/body.html", context)


def _shown(trend: Trend) -> Context:
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
    """The charts of the years and of the last change, each with the address where it is shown alone."""
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
def body_embed(request: HttpRequest, body: str, chart: str) -> HttpResponseBase:
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
