"""A chart of the change between two years, class by class."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import plotly.graph_objects as go
from django.utils.translation import gettext as _

from budgets.charts.base import Chart, ChartRow, figure_of, undrawn
from budgets.form.amounts import Unit, convert, format_amount, two_decimals
from budgets.pages.years.read import Trend, TrendRow, in_part
from budgets.words import years as words
from budgets.words.money import amount_in, unit_name
from budgets.words.official import label
from budgets.words.unread import not_added_over_years

DRAWN_CHANGES = 8


def change_waterfall(trend: Trend, source: str) -> Chart | None:
    """The change of the total between the last two printed years, made of a step for each class that moved.

    It begins at zero, not at the total of the year before, beside which the steps would be too small to see. A
    class that only one of the two years prints counts with its whole amount. None without both totals; not drawn where one
    of the two was not read whole.
    """
    before, latest = trend.printed_years[-2:]
    if not trend.last_two_whole:
        title = _("%(latest)s年比%(before)s年的增减") % {"latest": latest, "before": before}
        why = not_added_over_years(in_part([year for year in trend.years if year.printed][-2:]))
        return undrawn(f"change-{trend.kind}", title, why)
    was, now = _totals(trend)
    classes = [_step(trend, row) for row in trend.rows if any(_last_two(trend, row))]
    steps = [step for step in classes if step[1]]
    unmoved = [step for step in classes if not step[1]]
    if was is None or now is None or not steps:
        return None
    steps.sort(key=lambda step: abs(step[1]), reverse=True)
    drawn, rest = steps[:DRAWN_CHANGES], steps[DRAWN_CHANGES:]
    if rest:
        drawn = [*drawn, (_("其余 %(n)s 类") % {"n": len(rest)}, sum((s[1] for s in rest), Decimal()))]
    names = [*(name for name, _yuan in drawn), _("合计")]
    left = now - was - sum((yuan for _name, yuan in steps), Decimal())
    return Chart(
        name=f"change-{trend.kind}",
        title=_("%(latest)s年比%(before)s年的增减") % {"latest": latest, "before": before},
        sentence=words.steps(
            (before, latest), was, now, _signed(left) if left else "", [name for name, _yuan in unmoved]
        ),
        unit=Unit.WAN,
        scope=_(trend.scope.value),
        source=source,
        figure=figure_of(_waterfall(names, drawn, now - was), _layout()),
        columns=(_("科目"), _("增减（元）")),
        rows=(
            *(ChartRow(name, (_signed(yuan),)) for name, yuan in (*steps, *unmoved)),
            ChartRow(_("合计"), (_signed(now - was),), "total"),
        ),
        size="ranked" if len(names) > 12 else "tall",
    )


def _totals(trend: Trend) -> tuple[Decimal | None, Decimal | None]:
    if trend.total is None:
        return None, None
    was, now = _last_two(trend, trend.total)
    return was, now


def _last_two(trend: Trend, row: TrendRow) -> tuple[Decimal | None, Decimal | None]:
    """What the last two printed years print for a row."""
    printed = [
        entry.yuan if entry else None
        for year, entry in zip(trend.years, row.entries, strict=True)
        if year.printed
    ]
    return printed[-2], printed[-1]


def _step(trend: Trend, row: TrendRow) -> tuple[str, Decimal]:
    was, now = _last_two(trend, row)
    return label(row.latest.name.removesuffix("支出")), (now or Decimal()) - (was or Decimal())


def _waterfall(names: Sequence[str], steps: Sequence[tuple[str, Decimal]], change: Decimal) -> go.Waterfall:
    amounts = [*(yuan for _name, yuan in steps), change]
    return go.Waterfall(
        orientation="h",
        y=list(names),
        x=[float(convert(yuan, Unit.WAN)) for yuan in amounts],
        measure=[*["relative"] * len(steps), "total"],
        text=[_in_wan(yuan) for yuan in amounts],
        textposition="outside",
        hovertemplate=f"<b>%{{y}}</b><br>{amount_in('%{text}', Unit.WAN)}<extra></extra>",
    )


def _in_wan(yuan: Decimal) -> str:
    """The amount in 万元, as all steps: beside 3,498.40 万元 a step of 6,684 元 would look larger."""
    sign = "+" if yuan > 0 else "\N{MINUS SIGN}" if yuan < 0 else ""
    return sign + two_decimals(abs(convert(yuan, Unit.WAN)))


def _layout() -> dict[str, Any]:
    amounts = {"title": {"text": unit_name(Unit.WAN)}}
    return {"yaxis": {"autorange": "reversed"}, "xaxis": amounts}


def _signed(yuan: Decimal) -> str:
    digits = format_amount(yuan, Unit.YUAN).replace("-", "\N{MINUS SIGN}")
    return f"+{digits}" if yuan > 0 else digits
