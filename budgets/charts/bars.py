"""Amounts as horizontal bars, each in one piece or stacked of its parts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import plotly.graph_objects as go
from django.utils.translation import gettext as _

from budgets.charts.base import Chart, ChartRow, figure_of
from budgets.form.amounts import Unit, convert, format_amount, two_decimals
from budgets.words.money import amount_in, unit_name

FEW, MANY = 5, 12  # bars; more need a higher frame


def room_for(bars: int) -> str:
    """The size of a picture of so many bars; bars that stand side by side on one line count each."""
    if bars > MANY:
        return "ranked"
    return "tall" if bars > FEW else "few"


@dataclass(frozen=True)
class Bar:
    """One bar: its name, its amount in yuan, and the words for the amount (its digits when empty).

    `parts` are the amounts in yuan by kind, for stacked bars; `more` are further cells of its row in the
    chart's table; `link` is the page of what it shows, `source` the place where it is printed.
    """

    name: str
    yuan: Decimal
    written: str = ""
    parts: Mapping[str, Decimal] = field(default_factory=dict)
    more: tuple[str, ...] = ()
    link: str = ""
    source: str = ""

    @property
    def exact(self) -> str:
        """The amount in 万元 as the table and the hover text show it."""
        return self.written or format_amount(self.yuan, Unit.WAN)

    @property
    def text(self) -> str:
        """The amount at the end of the bar, with two decimals or none, so that amounts align."""
        return self.written or two_decimals(convert(self.yuan, Unit.WAN))


def amount_bars(
    name: str,
    title: str,
    sentence: str,
    bars: Sequence[Bar],
    *,
    columns: Sequence[str],
    scope: str,
    source: str,
    kinds: Mapping[str, str] | None = None,
) -> Chart | None:
    """Bars in 万元 in the given order; None for fewer than two, as there is nothing to compare.

    `columns` head the bar's name, its amount and its further cells. `kinds` gives each kind of part its colour.
    """
    if len(bars) < 2:
        return None
    names = _distinct([bar.name for bar in bars])
    used = [kind for kind in kinds or () if any(kind in bar.parts for bar in bars)]
    shown = used if len(used) > 1 else []
    return Chart(
        name=name,
        title=title,
        sentence=sentence,
        unit=Unit.WAN,
        scope=scope,
        source=source,
        figure=figure_of(_traces(names, bars, shown, kinds or {}), _layout(names, shown)),
        columns=(*columns[:2], *(_("%(column)s（万元）") % {"column": kind} for kind in shown), *columns[2:]),
        rows=tuple(_row(name, bar, shown) for name, bar in zip(names, bars, strict=True)),
        size=room_for(len(bars)),
        links={n: bar.link for n, bar in zip(names, bars, strict=True) if bar.link},
    )


def _traces(
    names: Sequence[str], bars: Sequence[Bar], kinds: Sequence[str], colours: Mapping[str, str]
) -> list[go.Bar]:
    """One trace of whole amounts, or one for each kind, whose bars are stacked."""
    pairs = list(zip(names, bars, strict=True))
    if not kinds:
        return [_trace("", [(name, bar.yuan, bar.text, bar.exact) for name, bar in pairs], "var(--c1)")]
    return [
        _trace(
            kind,
            [
                (name, bar.parts[kind], _end(bar, kind), _part(bar, kind))
                for name, bar in pairs
                if kind in bar.parts
            ],
            colours[kind],
        )
        for kind in kinds
    ]


def _end(bar: Bar, kind: str) -> str:
    """The whole amount, written after the bar's last part; "" for its other parts."""
    return bar.text if kind == list(bar.parts)[-1] else ""


def _part(bar: Bar, kind: str) -> str:
    return bar.exact if len(bar.parts) == 1 else format_amount(bar.parts[kind], Unit.WAN)


def _trace(kind: str, bars: Sequence[tuple[str, Decimal, str, str]], colour: str) -> go.Bar:
    said = amount_in("%{customdata}", Unit.WAN)
    return go.Bar(
        name=kind,
        orientation="h",
        y=[name for name, *_rest in bars],
        x=[float(convert(yuan, Unit.WAN)) for _name, yuan, *_rest in bars],
        text=[text for _name, _yuan, text, _hover in bars],
        customdata=[hover for *_rest, hover in bars],
        textposition="outside",
        hovertemplate=f"<b>%{{y}}</b><br>{'%{fullData.name} ' if kind else ''}{said}<extra></extra>",
        marker={"color": colour},
    )


def _layout(names: Sequence[str], kinds: Sequence[str]) -> dict[str, Any]:
    amounts = {"title": {"text": unit_name(Unit.WAN)}, "rangemode": "tozero"}
    layout: dict[str, Any] = {"yaxis": {"autorange": "reversed"}, "xaxis": amounts}
    if kinds:
        layout["yaxis"] |= {"categoryorder": "array", "categoryarray": list(names)}
        layout |= {"barmode": "stack", "showlegend": True}
    return layout


def _row(name: str, bar: Bar, kinds: Sequence[str]) -> ChartRow:
    parts = (format_amount(bar.parts[kind], Unit.WAN) if kind in bar.parts else "" for kind in kinds)
    return ChartRow(name, (bar.exact, *parts, *bar.more), link=bar.link, sources=(bar.source,))


def _distinct(names: Sequence[str]) -> list[str]:
    """Plotly puts bars of one name on one line: a repeated name gets its count."""
    seen: dict[str, int] = {}
    out = []
    for name in names:
        seen[name] = seen.get(name, 0) + 1
        out.append(name if seen[name] == 1 else f"{name}（{seen[name]}）")
    return out


def widths(values: Sequence[Decimal | None], whole: Decimal | None = None) -> tuple[str, ...]:
    """A bar's width for each value, in per cent of `whole`, or of the largest where that is None; "" up to zero."""
    full = whole if whole is not None else max((v for v in values if v is not None), default=Decimal())
    return tuple(_width(value, full) for value in values)


def _width(value: Decimal | None, full: Decimal) -> str:
    if value is None or value <= 0 or full <= 0:
        return ""
    return per_cent(min(float(value / full * 100), 100.0))


def per_cent(value: float) -> str:
    return f"{value:.2f}%"
