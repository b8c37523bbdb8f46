"""Kind 5, across: what the statements ask for is within the project expenditure of the whole document."""

import re
from collections.abc import Iterator

from budgets.form.amounts import Unit
from budgets.form.tables import Role
from budgets.form.terms import Nature
from budgets.parsing.records import BudgetReport, ReadStatement
from budgets.reconcile.outcomes import CheckOutcome
from budgets.reconcile.statement_money import (
    Money,
    StatedBudget,
    names_other_time,
    stated_budgets,
    statement_check,
)
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
        stated = _of_the_year(statement, budget, report.year)
        if stated is not None:
            title = worded("statements.within", n=whole.place.table)
            check = statement_check(statement, "within", title)
            yield compare_at_most(check, stated.term, whole, Unit.WAN)


# Money that others have in their budgets, in whole or in part: nothing printed says how much of it is the body's.
_OF_OTHERS = re.compile(r"自筹|统筹|转移支付|市对区|不列入|其他单位")
# What is for all years of a project, or was agreed upon.
_OF_ALL_YEARS = re.compile(r"总预算|总投资|概算|合同(?:总|金|价)|带动|撬动")


def _of_the_year(statement: ReadStatement, budget: StatedBudget, year: int) -> Money | None:
    """The amount that the body itself asks for in the budget's year; None where the words leave that open."""
    text = budget.prose.text
    if _OF_OTHERS.search(text):
        return None
    if _OF_ALL_YEARS.search(text) or names_other_time(text, year):
        return _behind_the_year(budget, year)
    return budget.total or _stated(statement, budget)


def _behind_the_year(budget: StatedBudget, year: int) -> Money | None:
    """The one amount that stands behind the budget's year."""
    named = re.compile(rf"(?<!\d){year}年度?(?!\d*月)")
    found = [
        each
        for each in budget.money
        if named.search(each.cue)
        and not each.in_plan
        and not each.of_project_life
        and not _OF_ALL_YEARS.search(each.cue)
        and not names_other_time(each.cue, year)
    ]
    return found[0] if len({each.amount.yuan for each in found}) == 1 else None


def _stated(statement: ReadStatement, budget: StatedBudget) -> Money | None:
    """The printed amount that was read as the year's amount, where no words call it the total."""
    amounts = statement.amounts
    if amounts.nature is not Nature.STATED:
        return None
    return next((each for each in budget.money if each.amount.yuan == amounts.total), None)


RULES = (amounts_within_all_projects,)
