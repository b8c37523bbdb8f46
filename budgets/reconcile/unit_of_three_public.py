"""Kind 1, form: the unit of the table of “three public” expenses, which prints no other table's total: by the notes."""

from collections.abc import Iterator

from budgets.form.tables import Role
from budgets.form.terms import Topic, Verdict
from budgets.parsing.records import BudgetReport
from budgets.reconcile.outcomes import CheckOutcome, Term
from budgets.reconcile.roots import is_ten_thousand_times
from budgets.reconcile.stated import facts_of, money
from budgets.reconcile.terms import term
from budgets.reconcile.verdicts import finding
from budgets.reconcile.wording import worded


def unit_of_three_public(report: BudgetReport) -> Iterator[CheckOutcome]:
    """The amounts of table 9 are not all ten thousand times those of the notes, or a ten thousandth of them."""
    table = report.table(Role.THREE_PUBLIC)
    pairs = list(_pairs(report))
    if table is None or not pairs:
        return
    if all(is_ten_thousand_times(cell.yuan, stated.yuan) for cell, stated in pairs):
        n = table.table.number
        title = worded("form.unit.stated", n=n)
        cell, stated = pairs[0]
        yield finding(f"form.unit.t{n}", title, Verdict.DIFFERS, cell.place, stated.place)


def _pairs(report: BudgetReport) -> Iterator[tuple[Term, Term]]:
    """Each cell of the table with the amount that the notes state for it, where neither is 0."""
    table = report.table(Role.THREE_PUBLIC)
    for topic in (Topic.THREE_PUBLIC, Topic.AGENCY_OPERATING) if table else ():
        for key, fact in facts_of(report, topic).items():
            column = "agency_operating" if topic is Topic.AGENCY_OPERATING else key
            assert table is not None
            name = table.table.column(column).title
            line = next((x for x in table.lines if x.name == name), None)
            cell = term(table, line, column) if line else None
            if cell and cell.yuan and fact.value:
                yield cell, money(report, fact)


RULES = (unit_of_three_public,)
