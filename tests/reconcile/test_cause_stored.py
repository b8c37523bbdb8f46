"""The causes of stored findings when those about last year's figures come or go; positions are typed by hand."""

from budgets.form.terms import Verdict
from budgets.reconcile.cause_stored import StoredFinding, causes_with_last_year, causes_without_last_year


def finding(
    position: int, code: str, *tables: int, compares: bool = True, cause: int | None = None
) -> StoredFinding:
    return StoredFinding(position, code, Verdict.DIFFERS, frozenset(tables), compares, cause)


SUM, FOLLOWS, NAME, OTHER = (
    finding(1, "between.function.t2-t3.206", 2, 3),
    finding(2, "within.parts.t2.206.total", 2, cause=1),
    finding(3, "form.name.206", 3, compares=False),
    finding(4, "within.parts.t5.206.total", 5),
)


def test_what_compares_a_table_of_last_year_goes_behind_it_with_all_that_follows() -> None:
    repeated = finding(9, "form.last-year.t3", 3, compares=False)
    found = causes_with_last_year([SUM, FOLLOWS, NAME, OTHER, repeated])
    assert found == {1: 9, 2: 9, 3: None, 4: None, 9: None}


def test_two_tables_of_last_year_that_one_finding_compares_are_one_cause() -> None:
    both = [finding(8, "form.last-year.t2", 2, compares=False), finding(9, "form.last-year.t3", 3)]
    assert causes_with_last_year([SUM, *both]) == {1: 8, 8: None, 9: 8}
    apart = [finding(8, "form.last-year.t5", 5, compares=False), finding(9, "form.last-year.t3", 3)]
    assert causes_with_last_year([SUM, *apart]) == {1: 9, 8: None, 9: None}


def test_what_stood_behind_a_table_of_last_year_stands_for_itself_when_that_is_gone() -> None:
    behind = [finding(1, SUM.code, 2, 3, cause=9), finding(2, FOLLOWS.code, 2, cause=9), NAME]
    kept = finding(5, "within.parts.t5.301.total", 5, cause=4)
    repeated = finding(9, "form.last-year.t3", 3, compares=False)
    found = causes_without_last_year([*behind, OTHER, kept, repeated])
    assert found == {1: None, 2: None, 3: None, 4: None, 5: 4}
