"""How many of a document's figures the checks compared, and for how many of them every check agrees."""

from collections.abc import Iterable
from dataclasses import dataclass

from budgets.form.terms import Verdict
from budgets.parsing.records import BudgetReport
from budgets.reconcile.outcomes import CheckOutcome


@dataclass(frozen=True)
class Covered:
    """Numbers of printed figures of the official tables: all, those of a check with a verdict, those that only agree.

    `further` is how many tables are kept as printed and not checked.
    """

    figures: int
    checked: int
    agreeing: int
    further: int = 0


def covered(report: BudgetReport, checks: Iterable[CheckOutcome]) -> Covered:
    """What the checks of a report cover; a check that could not be made covers nothing."""
    checked: set[int] = set()
    doubted: set[int] = set()
    for check in checks:
        numbers = {number for number in check.references if isinstance(number, int)}
        checked |= numbers if check.verdict is not Verdict.UNKNOWN else set()
        doubted |= numbers if check.verdict is not Verdict.EQUAL else set()
    figures = sum(len(line.figures) for table in report.tables for line in table.lines)
    return Covered(figures, len(checked), len(checked - doubted), len(report.further))
