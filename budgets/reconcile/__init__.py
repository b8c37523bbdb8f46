"""A BudgetReport in, check results out: every rule, every time. No rule knows a particular document."""

from budgets.parsing.records import BudgetReport
from budgets.reconcile import between, within
from budgets.reconcile.verdicts import CheckResult

RULES = (*within.RULES, *between.RULES)


def run_checks(report: BudgetReport) -> tuple[CheckResult, ...]:
    """Every check that the document allows, in the order of the rules."""
    return tuple(result for rule in RULES for result in rule(report))


__all__ = ["CheckResult", "run_checks"]
