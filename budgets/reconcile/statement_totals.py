"""Kind 5, across: what the statements ask for is within the project expenditure of the whole document."""

from collections.abc import Iterator

from budgets.form.amounts import Unit
from budgets.form.tables import Role
from budgets.form.terms import Nature
from budgets.parsing.records import BudgetReport, ReadStatement
from budgets.reconcile.outcomes import CheckOutcome
from budgets.reconcile.statement_money import Money, StatedBudget, stated_budgets, statement_check
from budgets.reconcile.terms import total_line, total_term
from budgets.reconcile.verdicts import compare_at_most
from budgets.reconcile.wording import worded


def amounts_within_all_projects(report: BudgetReport) -> Iterator[CheckOutcome]:
    """The year's amount of a statement is not more than the project expenditure of table 3, where both are printed."""
    if Role.EXPENDITURE not in report.form.by_role:
        return
    table = report.table(Role.EXPENDITURE)
    whole = total_term(table, "project") if table and total_line(table) else None
    if whole is None or whole.yuan is None:
        return
    for statement, budget in stated_budgets(report):
        stated = budget.total or _stated(statement, budget)
        if stated is not None:
            title = worded("statements.within", n=whole.place.table)
            check = statement_check(statement, "within", title)
            yield compare_at_most(check, stated.term, whole, Unit.WAN)


def _stated(statement: ReadStatement, budget: StatedBudget) -> Money | None:
    """The printed amount that was read as the year's amount, where no words call it the total."""
    amounts = statement.amounts
    if amounts.nature is not Nature.STATED:
        return None
    return next((each for each in budget.money if each.amount.yuan == amounts.total), None)


RULES = (amounts_within_all_projects,)
