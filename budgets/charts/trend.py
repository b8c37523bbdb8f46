"""The years of one body: a line for each class of expenditure."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import plotly.graph_objects as go
from django.utils.translation import gettext as _

from budgets.amounts import Unit, convert, format_amount, two_decimals
from budgets.charts.base import Chart, ChartRow, figure_of
from budgets.chinese_words import label
from budgets.money_words import format_speakable, unit_name
from budgets.queries.trends import Trend, TrendRow

# A line is known by its colour, its marks and its dashes: as many as site.css has colours.
SYMBOLS = ("circle", "square", "diamond", "triangle-up", "x", "cross", "star")
DASHES = ("solid", "dash", "dot", "dashdot", "longdash", "longdashdot", "solid")


def class_trend(trend: Trend, source: str) -> Chart:
    """The largest classes over the years; a year without figures is a gap in every line."""
    drawn = sorted(trend.rows, key=_size, reverse=True)[: len(SYMBOLS)]
    years = [_year(year.year) for year in trend.years]
    return Chart(
        name=f"trend-{trend.kind}",
        title=_("历年各类支出"),
        sentence=_sentence(trend) + _left_out(len(trend.rows) - len(drawn), len(drawn)),
        unit=Unit.WAN,
        scope=_(trend.scope.value),
        source=source,
        figure=figure_of([_line(row, years, n) for n, row in enumerate(drawn)], _layout(years)),
        columns=(_("科目"), *(_("%(year)s（元）") % {"year": year} for year in years)),
        rows=tuple(_cells(row) for row in trend.rows),
    )


def _year(year: int) -> str:
    return _("%(year)s年") % {"year": year}


def _size(row: TrendRow) -> Decimal:
    """What the last year that prints the class gives it."""
    return row.latest.yuan or Decimal()


def _line(row: TrendRow, years: Sequence[str], number: int) -> go.Scatter:
    printed = [entry.yuan if entry else None for entry in row.entries]
    colour = f"var(--c{number + 1})"
    return go.Scatter(
        name=label(row.latest.name),
        x=list(years),
        y=[None if yuan is None else float(convert(yuan, Unit.WAN)) for yuan in printed],
        customdata=["" if yuan is None else format_speakable(yuan) for yuan in printed],
        mode="lines+markers",
        connectgaps=False,
        line={"color": colour, "dash": DASHES[number]},
        marker={"color": colour, "symbol": SYMBOLS[number], "size": 9},
        hovertemplate="<b>%{fullData.name}</b><br>%{x} %{customdata}<extra></extra>",
    )


def _layout(years: Sequence[str]) -> dict[str, Any]:
    """Every year has its place, those without figures too; the names stand under the picture."""
    return {
        "showlegend": True,
        "legend": {"x": 0, "y": 0, "xanchor": "left", "yanchor": "bottom", "yref": "container"},
        "xaxis": {
            "type": "category",
            "categoryarray": list(years),
            "range": [-0.2, len(years) - 0.8],
            "showgrid": False,
        },
        "yaxis": {"title": {"text": unit_name(Unit.WAN)}, "rangemode": "tozero"},
    }


def _sentence(trend: Trend) -> str:
    """What the last printed year spends against the one before, and the classes that moved most."""
    before, latest = trend.printed_years[-2:]
    words = {"year": _year(latest), "before": _year(before)}
    moves = _("；").join(_largest_moves(trend))
    total = trend.total
    if total is None or total.change is None:
        return _("%(year)s与%(before)s相比，%(moves)s。") % {**words, "moves": moves} if moves else ""
    words |= {"amount": format_speakable(_size(total)), "change": _total_change(total, _year(before))}
    first = _("%(year)s计划支出 %(amount)s，%(change)s") % words
    return (first + _("；") + moves if moves else first) + _("。")


def _total_change(total: TrendRow, before: str) -> str:
    change = total.change or Decimal()
    if not change:
        return _("与%(before)s持平") % {"before": before}
    words = {"before": before, "size": format_speakable(abs(change)), "share": _per_cent(total)}
    if change > 0:
        return _("比%(before)s增加 %(size)s%(share)s") % words
    return _("比%(before)s减少 %(size)s%(share)s") % words


def _per_cent(row: TrendRow) -> str:
    """The change in per cent, in brackets; nothing where the year before is zero."""
    per_cent = row.change_share
    return "" if per_cent is None else _("（%(share)s%%）") % {"share": two_decimals(abs(per_cent))}


def _largest_moves(trend: Trend) -> list[str]:
    """The class that grew most and the one that shrank most, as far as there are any."""
    moved = sorted((row for row in trend.rows if row.change), key=lambda row: row.change or Decimal())
    grown = [row for row in moved[-1:] if (row.change or 0) > 0]
    shrunk = [row for row in moved[:1] if (row.change or 0) < 0]
    up = _("增加最多的一类是%(name)s（%(size)s）")
    down = _("减少最多的一类是%(name)s（%(size)s）")
    return [up % _move(row) for row in grown] + [down % _move(row) for row in shrunk]


def _move(row: TrendRow) -> dict[str, str]:
    return {"name": label(row.latest.name), "size": format_speakable(abs(row.change or Decimal()))}


def _left_out(count: int, drawn: int) -> str:
    """How many classes the picture does not draw; the table has them all."""
    if not count:
        return ""
    return _("图中画最大的 %(drawn)s 类，其余 %(count)s 类见下表。") % {"drawn": drawn, "count": count}


def _cells(row: TrendRow) -> ChartRow:
    amounts = (entry.yuan if entry else None for entry in row.entries)
    cells = ("" if yuan is None else format_amount(yuan, Unit.YUAN) for yuan in amounts)
    return ChartRow(f"{row.latest.code} {row.latest.name}".strip(), tuple(cells), "class")
