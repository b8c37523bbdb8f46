"""A chart of the years of one body: a line for each class of expenditure."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import plotly.graph_objects as go
from django.utils.translation import gettext as _

from budgets.charts.base import Chart, ChartRow, figure_of
from budgets.form.amounts import Unit, convert, format_amount, two_decimals
from budgets.pages.years.read import Trend, TrendEntry, TrendRow
from budgets.words import years as words
from budgets.words.money import format_speakable
from budgets.words.official import label
from budgets.words.sentences import listed_plainly, paragraph_plainly
from budgets.words.unread import cell as not_read
from budgets.words.unread import points_lacking

COLUMNS = 2  # panels side by side; a phone has room for two
MOST_PANELS = 8
GAP = Decimal("0.12")  # between panels, of the whole width
ROOM_FOR_NAME = Decimal("0.2")  # above the line, of a panel's height


def class_trend(trend: Trend, source: str) -> Chart:
    """The largest classes over the years, a small panel each; a year without figures is a gap in every line.

    Each panel has its own scale from zero, because on a common one the small classes would overlap.
    """
    drawn = sorted(trend.rows, key=_size, reverse=True)[:MOST_PANELS]
    years = [_year(year.year) for year in trend.years]
    return Chart(
        name=f"trend-{trend.kind}",
        title=_("历年各类支出"),
        sentence=paragraph_plainly(
            words.class_trend(_sentence(trend), len(drawn), len(trend.rows) - len(drawn)),
            _read_in_part(trend),
        ),
        unit=Unit.WAN,
        scope=_(trend.scope.value),
        source=source,
        figure=figure_of([_line(row, years, n) for n, row in enumerate(drawn)], _layout(drawn, years)),
        columns=(_("科目"), *(_("%(year)s（元）") % {"year": year} for year in years)),
        rows=tuple(_cells(row) for row in trend.rows),
        size="panels",
    )


def _year(year: int) -> str:
    return _("%(year)s年") % {"year": year}


def _size(row: TrendRow) -> Decimal:
    """What the last year that prints the class gives it."""
    return row.latest.yuan or Decimal()


def _line(row: TrendRow, years: Sequence[str], number: int) -> go.Scatter:
    printed = [entry.yuan if entry else None for entry in row.entries]
    axis = number + 1 if number else ""
    return go.Scatter(
        name=label(row.latest.name),
        x=list(years),
        y=[None if yuan is None else float(convert(yuan, Unit.WAN)) for yuan in printed],
        xaxis=f"x{axis}",
        yaxis=f"y{axis}",
        customdata=["" if yuan is None else format_speakable(yuan) for yuan in printed],
        text=_ends([None if yuan is None else two_decimals(convert(yuan, Unit.WAN)) for yuan in printed]),
        textposition="top center",
        mode="lines+markers+text",
        connectgaps=False,
        line={"color": "var(--c1)"},
        marker={"color": "var(--c1)", "size": 7},
        hovertemplate="<b>%{fullData.name}</b><br>%{x} %{customdata}<extra></extra>",
    )


def _ends(amounts: Sequence[str | None]) -> list[str]:
    """The labels of the points: only the first and last amount, as more would overlap."""
    printed = [n for n, amount in enumerate(amounts) if amount is not None]
    ends = {*printed[:1], *printed[-1:]}
    return [(amount or "") if n in ends else "" for n, amount in enumerate(amounts)]


def _layout(drawn: Sequence[TrendRow], years: Sequence[str]) -> dict[str, Any]:
    """A grid of panels under the names of their classes; years without figures have their place too."""
    rows = -(-len(drawn) // COLUMNS)
    layout: dict[str, Any] = {"annotations": []}
    for n, row in enumerate(drawn):
        axis = n + 1 if n else ""
        left, right, bottom, top = _panel(n, rows)
        highest = max((entry.yuan for entry in row.entries if entry and entry.yuan), default=Decimal())
        layout[f"xaxis{axis}"] = {
            "anchor": f"y{axis}",
            "domain": [left, right],
            "type": "category",
            "categoryarray": list(years),
            "range": [-0.7, len(years) - 0.3],
            "showgrid": False,
        }
        layout[f"yaxis{axis}"] = {
            "anchor": f"x{axis}",
            "domain": [bottom, top],
            # Room for the amounts that are written above the line.
            "range": [0, float(convert(highest, Unit.WAN)) * 1.35 or 1],
            "visible": False,
        }
        layout["annotations"].append(
            {
                "text": label(row.latest.name),
                "xref": "paper",
                "yref": "paper",
                "x": left,
                "y": top,
                "xanchor": "left",
                "yanchor": "bottom",
                "showarrow": False,
            }
        )
    return layout


def _panel(number: int, rows: int) -> tuple[float, float, float, float]:
    """Left, right, bottom and top of a panel in a grid of that many rows, as shares of the picture."""
    width = (1 - GAP * (COLUMNS - 1)) / COLUMNS
    left = (width + GAP) * (number % COLUMNS)
    height = Decimal(1) / rows
    bottom = 1 - height * (number // COLUMNS + 1)
    return (
        float(left),
        float(left + width),
        float(bottom + height * Decimal("0.15")),
        float(bottom + height * (1 - ROOM_FOR_NAME)),
    )


def _sentence(trend: Trend) -> str:
    """What the last printed year spends against the one before, and the classes that moved most.

    No class where one of the two years was not read whole, as a class that moved more may be lacking.
    """
    before, latest = trend.printed_years[-2:]
    rows = trend.rows if trend.last_two_whole else ()
    moves = sorted((row for row in rows if row.change), key=lambda row: row.change or Decimal())
    total = trend.total
    changed = total is not None and total.change is not None
    return words.moved(
        (before, latest),
        (_size(total), total.change or Decimal(), total.change_share) if total and changed else None,
        next((_move(row) for row in moves[-1:] if (row.change or 0) > 0), None),
        next((_move(row) for row in moves[:1] if (row.change or 0) < 0), None),
    )


def _read_in_part(trend: Trend) -> str:
    """The years of which points may be lacking; "" where all were read whole."""
    years = listed_plainly(_year(year) for year in trend.read_in_part)
    return points_lacking(years) if years else ""


def _move(row: TrendRow) -> tuple[str, Decimal]:
    return label(row.latest.name), row.change or Decimal()


def _cells(row: TrendRow) -> ChartRow:
    cells = (_cell(entry) for entry in row.entries)
    return ChartRow(f"{row.latest.code} {row.latest.name}".strip(), tuple(cells), "class")


def _cell(entry: TrendEntry | None) -> str:
    if entry and entry.unread:
        return not_read()
    return "" if entry is None or entry.yuan is None else format_amount(entry.yuan, Unit.YUAN)
