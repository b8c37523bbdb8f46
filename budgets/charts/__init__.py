"""Every chart: rows in, Chart out. The only place where an amount becomes a float, for drawing alone.

Colours are tokens of site.css (“var(--c1)”), which the scripts of the charts replace; exact amounts
stand in the rows. Names, amounts and words come apart: no script takes a text to pieces.
"""

from budgets.charts.base import Chart, ChartRow
from budgets.charts.breakdown import economic_breakdown, functional_breakdown
from budgets.charts.changes import change_waterfall
from budgets.charts.compared import compared_bars
from budgets.charts.flow import money_flow
from budgets.charts.instalments import spending_plan_bars
from budgets.charts.lines import DRAWN, largest_lines
from budgets.charts.notes import procurement_bars, three_public_bars, vehicle_bars
from budgets.charts.projects import carriers_by_amount, projects_by_amount
from budgets.charts.simple import Segment, strip, widths
from budgets.charts.trend import class_trend

__all__ = [
    "DRAWN",
    "Chart",
    "ChartRow",
    "Segment",
    "carriers_by_amount",
    "change_waterfall",
    "class_trend",
    "compared_bars",
    "economic_breakdown",
    "functional_breakdown",
    "largest_lines",
    "money_flow",
    "procurement_bars",
    "projects_by_amount",
    "spending_plan_bars",
    "strip",
    "three_public_bars",
    "vehicle_bars",
    "widths",
]
