"""What a form must have."""

import pytest

from budgets.form.tables import DEPARTMENTAL, BudgetForm, FurtherTable
from budgets.form.terms import Kind


def test_a_form_has_each_role_once() -> None:
    fewer, twice = DEPARTMENTAL.tables[:-1], (*DEPARTMENTAL.tables, DEPARTMENTAL.tables[0])
    for tables in (fewer, twice):
        with pytest.raises(ValueError, match="each role once"):
            BudgetForm.of("made-up", Kind.DEPARTMENTAL, "表", tables)


def test_further_tables_count_in_the_order() -> None:
    further = FurtherTable("debts", "债务情况表", "债务情况表")
    first, *rest = DEPARTMENTAL.tables
    form = BudgetForm.of("made-up", Kind.DEPARTMENTAL, "表", (first, further, *rest))
    assert form.further[0].number == 2 and [table.number for table in form.tables] == [1, *range(3, 11)]
