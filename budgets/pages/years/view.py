"""The page of a body: its editions and its years."""

from collections.abc import Iterable
from dataclasses import replace
from itertools import groupby
from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.dateformat import format as date
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from budgets.charts.base import Chart
from budgets.form.counted import Counted
from budgets.form.tables import ROLES_OF_SCOPE, OfficialTable, Role
from budgets.form.terms import Scope
from budgets.kept.public import public
from budgets.models import Body, CheckResult, Edition, EditionVersion, Figure
from budgets.pages import Context
from budgets.pages.edition_frame import foot_of_editions
from budgets.pages.edition_page import gone
from budgets.pages.editions import withdrawn_editions
from budgets.pages.embedding import framed, render_embedded
from budgets.pages.overview.stated_changes import YearOfChanges, changes_by_year
from budgets.pages.places import place_link
from budgets.pages.scopes import asked_scope, scope_context, scope_query
from budgets.pages.unread.read import is_whole
from budgets.pages.years.change_chart import change_waterfall
from budgets.pages.years.read import (
    Trend,
    fiscal_may_be_unread,
    in_part,
    total_may_be_unread,
    trends_of,
    versions_of_body,
)
from budgets.pages.years.table import trend_table
from budgets.pages.years.trend_chart import class_trend
from budgets.words import years as words
from budgets.words.sentences import filled, listed
from budgets.words.unread import on_every_page
from budgets.words.versions import found as found_in

AnnotatedVersion = Any  # with the amounts that its query adds

COMPARED = 6  # editions that the link to the comparison takes along


@public("scope")
def body(request: HttpRequest, body: str) -> HttpResponseBase:
    """A body's page: its editions by kind, and the amount of each class over the years."""
    versions = versions_of_body(body)
    if not versions:
        withdrawn = withdrawn_editions(body)
        if withdrawn:
            return gone(request, withdrawn[0])
        raise Http404
    by_kind = sorted(versions, key=lambda version: version.edition.kind)
    kinds = [
        _kind(kind, list(own)) for kind, own in groupby(by_kind, key=lambda version: version.edition.kind)
    ]
    trends = trends_of(versions, asked_scope(request))
    context = {
        "body": versions[0].edition.body,
        "published": words.published(len(versions), kinds=len(kinds)),
        "kinds": kinds,
        **foot_of_editions(request, by_kind),
        "withdrawn": [
            {**_named(version), "reason": version.withdrawal_reason} for version in withdrawn_editions(body)
        ],
        "trends": [_shown(trend) for trend in trends],
        "changes": [_changes(year) for year in changes_by_year(versions)],
        **scope_context(request),
    }
    return render(request, "years/body.html", context)


def _named(version: EditionVersion) -> Context:
    """What an edition is called among those of its body, and its address."""
    edition = version.edition
    name = _("%(year)s年%(kind)s") % {"year": edition.year, "kind": _(edition.get_kind_display())}
    address = reverse("budgets:edition", args=[edition.body.slug, edition.segment])
    return {"name": name, "href": address}


def _kind(kind: str, versions: list[Any]) -> Context:
    """The editions of one kind, each with its amounts, and where they are compared."""
    unit = kind == Edition.EditionKind.UNIT
    counted = CheckResult.objects.counted(version.pk for version in versions)
    asked = "&".join(f"e={v.edition.body.slug}/{v.edition.segment}" for v in versions[:COMPARED])
    return {
        "key": kind,
        "title": _("单位预算") if unit else _("部门预算"),
        "meaning": _("只含这一个预算单位自己的收支") if unit else _("含部门本级和所属预算单位的收支"),
        "editions": [
            {
                **_named(version),
                "total": version.total,
                "words": _lines(version, counted.get(version.pk, Counted())),
            }
            for version in versions
        ],
        "compared": f"{reverse('budgets:compare')}?{asked}" if len(versions) > 1 else "",
    }


def _lines(version: AnnotatedVersion, checks: Counted) -> list[str]:
    """What stands below an edition in the list: its amounts and its day, what its checks found, what was not read."""
    line = words.edition_line(
        version.total,
        version.fiscal,
        version.number,
        date(localtime(version.published_at), _("Y年n月j日")),
        total_unread=total_may_be_unread(version),
        fiscal_unread=fiscal_may_be_unread(version),
    )
    unread = version.unread_count or 0
    return [
        line,
        *([found_in(checks.themes)] if checks.themes else []),
        *([on_every_page(unread, version.page("unread"))] if unread else []),
    ]


def _changes(year: YearOfChanges) -> Context:
    """The changes that one edition prints: of fiscal appropriation with its reason, and of each item."""
    shown = {**_named(year.version), "version": year.version, "items": year.items}
    if year.fiscal is None:
        return {**shown, "words": _("没有找到原文写的财政拨款总额的增减。")}
    fact = year.fiscal.fact
    amount = place_link(fact, year.version, year.fiscal.written)
    return {
        **shown,
        "amount": amount if year.fiscal.size else filled(_("%(amount)s 万元"), amount=amount),
        "words": words.printed_change(year.fiscal.words_alone, fact.reason),
    }


def _shown(trend: Trend) -> Context:
    """A trend as the page shows it: heading, charts and table."""
    latest = _latest(trend)
    span = {
        "first": trend.years[0].year,
        "last": trend.years[-1].year,
        "kind": latest.edition.get_kind_display(),
    }
    heading = _("%(first)s—%(last)s年的支出") % span
    lines, steps = _charts(trend)
    return {
        "key": trend.kind,
        "heading": heading,
        "kind": span["kind"],
        "note": words.trend_note(
            [(table.number, table.title) for table in _tables(latest, trend.tables)],
            [table.number for table in _tables(latest, ROLES_OF_SCOPE[trend.scope])],
            coded=trend.coded,
            derived=trend.derived,
            renamed=trend.renamed,
            gaps=bool(trend.gaps),
            in_part=in_part(trend.years),
            codes_unread=any(
                not is_whole(year.version, ROLES_OF_SCOPE[trend.scope])
                for year in trend.years
                if year.version
            ),
        ),
        "chart": lines,
        "steps": steps,
        "table": trend_table(trend, f"{span['kind']} {heading}", _in_source),
    }


def _tables(version: EditionVersion, roles: Iterable[Role]) -> list[OfficialTable]:
    """The tables of those roles in the order and with the numbers of the version's form."""
    wanted = set(roles)
    return [table for table in version.form.tables if table.role in wanted]


def _latest(trend: Trend) -> EditionVersion:
    return next(year.version for year in reversed(trend.years) if year.version)


def _charts(trend: Trend) -> tuple[Chart, Chart | None]:
    """The charts of the years and of the last change, each with the address where it is shown alone."""
    latest = _latest(trend)
    body = latest.edition.body
    values = {
        "body": body.name,
        "first": trend.years[0].year,
        "last": trend.years[-1].year,
        "kind": latest.edition.get_kind_display(),
        "tables": listed(_("表%(n)s") % {"n": table.number} for table in _tables(latest, trend.tables)),
    }
    source = _("来源：%(body)s%(first)s—%(last)s年%(kind)s%(tables)s") % values
    lines, steps = class_trend(trend, source), change_waterfall(trend, source)
    return _embeddable(lines, body, trend.scope), _embeddable(steps, body, trend.scope) if steps else None


def _embeddable(chart: Chart, body: Body, scope: Scope) -> Chart:
    address = reverse("budgets:body-embed", args=[body.slug, chart.name])
    return replace(chart, embed=address + scope_query(scope), owner=body.slug)


@public("scope")
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
