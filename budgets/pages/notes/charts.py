"""Charts of “三公”, procurement and vehicles, with the amounts of the table of “三公” and the notes."""

from collections.abc import Sequence
from decimal import Decimal

import plotly.graph_objects as go
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from budgets.charts.bars import Bar, amount_bars, room_for
from budgets.charts.base import Chart, ChartRow, figure_of, undrawn
from budgets.form.amounts import share
from budgets.form.tables import Role
from budgets.form.terms import Scope, Topic
from budgets.models import EditionVersion, StatedFact
from budgets.pages.embedding import chart_source, embeddable
from budgets.pages.notes.read import (
    PROCUREMENT_KINDS,
    ThreePublicRow,
    VehicleRow,
    fact,
    facts_about,
    three_public_items,
    three_public_rows,
    vehicle_rows,
)
from budgets.pages.unread.read import page_of
from budgets.words.money import format_speakable
from budgets.words.official import label
from budgets.words.sentences import listed_plainly
from budgets.words.unread import left_out, not_added


def three_public_bars(
    rows: Sequence[ThreePublicRow], total: Decimal | None, source: str = "", source_page: str = ""
) -> Chart | None:
    """The three items of “三公”, in the order of their table; `total` is the printed one, yuan.

    Items that were not read are left out, which the sentence says.
    """
    unread = [label(row.name) for row in rows if row.unread]
    return amount_bars(
        "three-public",
        _("“三公”经费各项"),
        left_out(listed_plainly(unread))
        if unread
        else _largest([(row.name, row.yuan) for row in rows], total, _("“三公”经费")),
        [
            Bar(label(row.name), row.yuan, source=_printed_at(row.printed, source_page))
            for row in rows
            if row.yuan is not None
        ],
        columns=(_("项目"), _("预算数（万元）")),
        scope=_("财政拨款"),
        source=source,
    )


def procurement_bars(
    facts: Sequence[StatedFact], total: Decimal | None, source: str = "", source_page: str = ""
) -> Chart | None:
    """Goods, works and services, as the notes state them; `total` is the stated one, yuan."""
    return amount_bars(
        "procurement",
        _("政府采购预算，按货物、工程、服务"),
        _largest([(fact.label, fact.value) for fact in facts], total, _("政府采购预算")),
        [
            Bar(label(fact.label), fact.value, source=_printed_at(fact, source_page))
            for fact in facts
            if fact.value is not None
        ],
        columns=(_("项目"), _("预算数（万元）")),
        scope=_("原文未说明资金口径"),
        source=source,
    )


def vehicle_bars(rows: Sequence[VehicleRow], source: str = "", source_page: str = "") -> Chart | None:
    """Vehicles by use: how many are held and how many are to be bought. None for fewer than two uses with any."""
    drawn = [row for row in rows if _number(row.held) or _number(row.planned)]
    if len(drawn) < 2:
        return None
    held, planned = _("现有（辆）"), _("计划购置（辆）")
    names = [label(row.name) for row in drawn]
    pairs = [(held, [row.held for row in drawn], "var(--c1)")]
    if any(_number(row.planned) for row in drawn):
        pairs.append((planned, [row.planned for row in drawn], "var(--c4)"))
    return Chart(
        name="assets",
        title=_("公务车辆，按用途"),
        sentence=_most_vehicles(drawn),
        unit=_("辆"),
        scope="",
        source=source,
        figure=figure_of(
            [_counts(column, names, facts, colour) for column, facts, colour in pairs],
            {
                "yaxis": {"autorange": "reversed"},
                "xaxis": {"rangemode": "tozero"},
                "barmode": "group",
                "showlegend": len(pairs) > 1,
            },
        ),
        size=room_for(len(drawn) * len(pairs)),
        columns=(_("用途"), *(column for column, _facts, _colour in pairs)),
        rows=tuple(
            ChartRow(
                name,
                tuple(
                    "" if facts[n] is None else str(_number(facts[n])) for _column, facts, _colour in pairs
                ),
                sources=tuple(_printed_at(facts[n], source_page) for _column, facts, _colour in pairs),
            )
            for n, name in enumerate(names)
        ),
    )


def _largest(parts: Sequence[tuple[str, Decimal | None]], total: Decimal | None, whole: str) -> str:
    """A sentence naming the largest part and its share of the total; "" when no part has an amount."""
    amounts = [(name, yuan) for name, yuan in parts if yuan is not None]
    if not amounts:
        return ""
    name, yuan = max(amounts, key=lambda part: part[1])
    words = {"whole": whole, "name": label(name), "amount": format_speakable(yuan)}
    part = share(yuan, total) if total else None
    if part is None:
        return _("%(whole)s里最多的是%(name)s，%(amount)s。") % words
    return _("%(whole)s里最多的是%(name)s，%(amount)s，占 %(share)s%%。") % (words | {"share": part})


def _most_vehicles(rows: Sequence[VehicleRow]) -> str:
    """A sentence naming the use with most vehicles, or with most to be bought where none are held."""
    most = max(rows, key=lambda row: (_number(row.held), _number(row.planned)))
    if _number(most.held):
        return _("现有车辆里最多的是%(name)s，%(n)s 辆。") % {
            "name": label(most.name),
            "n": _number(most.held),
        }
    words = {"name": label(most.name), "n": _number(most.planned)}
    return _("计划购置的车辆里最多的是%(name)s，%(n)s 辆。") % words


def _number(fact: StatedFact | None) -> int:
    return int(fact.value) if fact is not None and fact.value is not None else 0


def _counts(name: str, names: Sequence[str], facts: Sequence[StatedFact | None], colour: str) -> go.Bar:
    numbers = [None if fact is None else _number(fact) for fact in facts]
    return go.Bar(
        name=name,
        orientation="h",
        y=list(names),
        x=numbers,
        text=["" if number is None else str(number) for number in numbers],
        textposition="outside",
        hovertemplate="<b>%{y}</b><br>%{fullData.name} %{text}<extra></extra>",
        marker={"color": colour},
    )


def _printed_at(placed: object, source_page: str) -> str:
    place = getattr(placed, "in_source", "")
    return source_page + place if place and source_page else ""


@embeddable
def three_public_chart(version: EditionVersion, scope: Scope) -> Chart | None:
    """The items of “三公”; `scope` is ignored, as they are fiscal appropriation."""
    rows = three_public_rows(version, facts_about(version, Topic.THREE_PUBLIC))
    total = next((row.yuan for row in rows if row.key == "total"), None)
    items = three_public_items(rows)
    tables = [table for table in version.form.tables if table.role is Role.THREE_PUBLIC]
    chart = three_public_bars(items, total, chart_source(version, *tables), version.page("source"))
    if chart is None and any(row.unread for row in items):
        return undrawn("three-public", _("“三公”经费各项"), not_added(page_of(version)))
    return chart


@embeddable
def procurement_chart(version: EditionVersion, scope: Scope) -> Chart | None:
    """Planned procurement by kind; `scope` is ignored, as the document does not say which money it is."""
    facts = facts_about(version, Topic.PROCUREMENT)
    total = fact(facts, Topic.PROCUREMENT, "total")
    kinds = [fact for fact in facts if fact.key in PROCUREMENT_KINDS]
    source = chart_source(version)
    return procurement_bars(kinds, total.value if total else None, source, version.page("source"))


@embeddable
def vehicles_chart(version: EditionVersion, scope: Scope) -> Chart | None:
    """Vehicles by use, at the date that the notes give; `scope` is ignored."""
    facts = facts_about(version, Topic.ASSETS, Topic.PLANNED_PURCHASES)
    source = chart_source(version)
    as_of = next((fact.as_of for fact in facts if fact.as_of), None)
    if as_of:
        source = _("%(source)s，截至%(day)s") % {"source": source, "day": date_format(as_of, _("Y年n月j日"))}
    return vehicle_bars(vehicle_rows(facts), source, version.page("source"))
