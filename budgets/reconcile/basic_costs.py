"""Kind 3, between tables: personnel and running costs, which a unit prints in its first table and by economic class."""

from collections.abc import Iterator
from dataclasses import replace

from budgets.form.amounts import Unit
from budgets.form.tables import Role
from budgets.form.terms import CheckKind, Side, Verdict
from budgets.parsing.records import BudgetReport
from budgets.parsing.table_records import PrintedTable
from budgets.reconcile.outcomes import Check, CheckOutcome, Term
from budgets.reconcile.terms import column_keys, total_term
from budgets.reconcile.verdicts import compare_at_most, compare_same
from budgets.reconcile.wording import worded

_COSTS = ("personnel", "running")


def personnel_and_running_costs(report: BudgetReport) -> Iterator[CheckOutcome]:
    """A unit's personnel and running costs in table 1 = those in table 8, where all its basic expenditure is in table 8.

    Table 8 is of the general public budget alone: where other funds pay for basic expenditure too, it prints no more
    than table 1.
    """
    one, eight = report.table(Role.REVENUE_EXPENDITURE), report.table(Role.BASIC_BY_CLASS)
    if one is None or eight is None or not set(_COSTS) & set(column_keys(one, Side.EXPENDITURE)):
        return
    same = _is_the_same_money(report, one, eight)
    results = []
    for column in _COSTS:
        whole, part = total_term(one, column, Side.EXPENDITURE), total_term(eight, column)
        if not (whole.is_printed or part.is_printed):
            continue
        wording = worded("between.costs") if same else worded("between.costs.within")
        check = Check(f"between.costs.{column}", CheckKind.BETWEEN, wording)
        if same:
            results.append(compare_same(check, whole, part, Unit.YUAN))
        elif part.yuan is not None:
            results.append(compare_at_most(check, part, whole, Unit.YUAN))
    yield from _as_one(results)


def _as_one(results: list[CheckOutcome]) -> list[CheckOutcome]:
    """What one table counts as personnel and the other as running costs is one finding, at all four cells."""
    if len(results) < 2 or any(result.verdict is not Verdict.DIFFERS for result in results):
        return results
    first, second = results
    if first.difference is None or second.difference is None or first.difference + second.difference:
        return results
    n, m = (place.table for place in first.places)
    wording = worded("between.costs.moved", n=n, m=m)
    return [replace(first, wording=wording, places=(*first.places, *second.places))]


def _is_the_same_money(report: BudgetReport, one: PrintedTable, eight: PrintedTable) -> bool:
    """Whether table 8 holds all basic expenditure: by tables 3 and 5, or by what tables 1 and 8 print themselves."""
    all_funds, general = report.table(Role.EXPENDITURE), report.table(Role.GENERAL_PUBLIC)
    if all_funds and general and _is_equal(total_term(all_funds, "basic"), total_term(general, "basic")):
        return True
    costs = [total_term(one, column, Side.EXPENDITURE).yuan or 0 for column in _COSTS]
    return sum(costs) == total_term(eight, "total").yuan


def _is_equal(left: Term, right: Term) -> bool:
    return left.yuan is not None and left.yuan == right.yuan


RULES = (personnel_and_running_costs,)
