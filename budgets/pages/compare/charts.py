"""Editions side by side: a pair or more of bars for each line that differs most."""

from collections.abc import Sequence
from decimal import Decimal

import plotly.graph_objects as go
from django.utils.translation import gettext as _

from budgets.charts.base import Chart, ChartRow, figure_of
from budgets.form.amounts import Unit, convert, format_amount, two_decimals
from budgets.pages.compare.read import ComparedLine
from budgets.words.money import amount_in, unit_name
from budgets.words.official import label

DRAWN = 8
# From the last edition backwards, so that the last ones keep their colours whatever their number.
COLOURS = ("var(--c1)", "var(--c7)", "var(--c4)", "var(--c5)", "var(--c6)", "var(--c3)")


def compared_bars(
    lines: Sequence[ComparedLine],
    editions: Sequence[str],
    sentence: str,
    scope: str,
    source: str,
    owner: str = "",
) -> Chart | None:
    """The lines of one level that differ most between the last two editions, as bars; None for fewer than two.

    `editions` are the editions' names in order, at most six; `owner` names them in the file name.
    """
    differing = [line for line in lines if not line.is_total and line.change]
    drawn = sorted(differing, key=lambda line: abs(line.change or Decimal()), reverse=True)[:DRAWN]
    if len(drawn) < 2:
        return None
    names = [_name(line) for line in drawn]
    colours = tuple(reversed(COLOURS[: len(editions)]))
    bars = [_bars(edition, n, names, drawn, colours[n]) for n, edition in enumerate(editions)]
    layout = {
        "yaxis": {"autorange": "reversed"},
        "xaxis": {"title": {"text": unit_name(Unit.WAN)}, "rangemode": "tozero"},
        "showlegend": True,
        "legend": {"x": 0, "y": 1.02, "xanchor": "left", "yanchor": "bottom"},
        "barmode": "group",
    }
    return Chart(
        name="compared",
        title=_("相差最大的科目"),
        sentence=sentence,
        unit=Unit.WAN,
        scope=scope,
        source=source,
        figure=figure_of(bars, layout),
        columns=(_("科目"), *(_("%(edition)s（元）") % {"edition": edition} for edition in editions)),
        rows=tuple(_row(name, line) for name, line in zip(names, drawn, strict=True)),
        size="panels",
        owner=owner,
    )


def _name(line: ComparedLine) -> str:
    return f"{line.latest.code} {label(line.latest.name)}".strip()


def _bars(edition: str, n: int, names: Sequence[str], lines: Sequence[ComparedLine], colour: str) -> go.Bar:
    amounts = [line.amounts[n] for line in lines]
    return go.Bar(
        name=edition,
        orientation="h",
        y=list(names),
        x=[None if yuan is None else float(convert(yuan, Unit.WAN)) for yuan in amounts],
        text=["" if yuan is None else two_decimals(convert(yuan, Unit.WAN)) for yuan in amounts],
        textposition="outside",
        hovertemplate=f"<b>%{{y}}</b><br>%{{fullData.name}} {amount_in('%{text}', Unit.WAN)}<extra></extra>",
        marker={"color": colour},
    )


def _row(name: str, line: ComparedLine) -> ChartRow:
    return ChartRow(
        name, tuple("" if yuan is None else format_amount(yuan, Unit.YUAN) for yuan in line.amounts)
    )
