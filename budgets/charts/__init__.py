"""Every chart: rows in, Chart out. The only place where an amount becomes a float, for drawing alone.

Colours are tokens of site.css (“var(--c1)”), which charts.js replaces; exact amounts stand in the rows.
"""

from budgets.charts.base import Chart, ChartRow
from budgets.charts.breakdown import economic_breakdown, functional_breakdown
from budgets.charts.changes import change_waterfall
from budgets.charts.compared import compared_bars
from budgets.charts.flow import money_flow
from budgets.charts.projects import projects_by_amount
from budgets.charts.simple import Segment, strip, widths
from budgets.charts.trend import class_trend

__all__ = [
    "Chart",
    "ChartRow",
    "Segment",
    "change_waterfall",
    "class_trend",
    "compared_bars",
    "economic_breakdown",
    "functional_breakdown",
    "money_flow",
    "projects_by_amount",
    "strip",
    "widths",
]
