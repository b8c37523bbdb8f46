"""A neutral Document in, a BudgetReport out. No Django here."""

from budgets.parsing.report import parse_report
