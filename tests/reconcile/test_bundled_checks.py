"""What the checks say of the bundled document, and that they would say it of a document that is wrong."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace
from decimal import Decimal

import pytest

from budgets.form.tables import UNIT
from budgets.form.terms import CheckKind, Verdict
from budgets.parsing.records import BudgetReport
from budgets.reconcile import CheckOutcome, between, run_checks, within
from tests.reconcile.planting import TEXT, new_findings

Rule = Callable[[BudgetReport], Iterable[CheckOutcome]]


def _roundings(checks: tuple[CheckOutcome, ...], code: str) -> int:
    return sum(c.verdict is Verdict.ROUNDING for c in checks if c.code.startswith(code))


def _of_tables(checks: tuple[CheckOutcome, ...]) -> tuple[CheckOutcome, ...]:
    """The checks of the kinds within and between; the prose has files of its own."""
    return tuple(c for c in checks if c.kind in (CheckKind.WITHIN, CheckKind.BETWEEN))


TABLE_RULES = (*within.RULES, *between.RULES)


def _found(report: BudgetReport, rules: tuple[Rule, ...] = TABLE_RULES) -> list[CheckOutcome]:
    """What these rules say; the others need no table and would take their time."""
    return [result for rule in rules for result in rule(report)]


def test_seventeen_differences_of_one_yuan_and_nothing_else(checks: tuple[CheckOutcome, ...]) -> None:
    checks = _of_tables(checks)
    rounding = [c for c in checks if c.verdict is Verdict.ROUNDING]
    assert len(rounding) == 17
    assert {abs(c.difference or 0) for c in rounding} == {Decimal(1)}
    assert {c.unit for c in rounding} == {"元"}
    assert [_roundings(checks, f"within.parts.t{n}.") for n in (2, 3, 5, 8)] == [4, 4, 3, 4]
    assert [c.code for c in rounding if "across" in c.code] == [
        "within.across.t5.206",
        "within.across.t5.total",
    ]
    others = {c.verdict for c in checks if c.kind in (CheckKind.WITHIN, CheckKind.BETWEEN)}
    assert others == {Verdict.EQUAL, Verdict.ROUNDING}


def test_the_kinds_are_checked_and_codes_are_unique(checks: tuple[CheckOutcome, ...]) -> None:
    kinds = {
        CheckKind.FORM,
        CheckKind.WITHIN,
        CheckKind.BETWEEN,
        CheckKind.NARRATIVE,
        CheckKind.NOTES,
        CheckKind.STATEMENTS,
        CheckKind.TEXT,
    }
    assert kinds <= {c.kind for c in checks}
    assert len(_of_tables(checks)) == 658
    assert max(Counter(c.code for c in checks).values()) == 1
    assert max(len(c.code) for c in checks) <= 80


def test_every_side_of_a_check_is_what_its_places_print(checks: tuple[CheckOutcome, ...]) -> None:
    """Left + right, each place counted once: the places say everything that was added up."""
    for check in _of_tables(checks):
        printed = sum(
            Decimal(p.text.replace(",", ""))
            * (10000 if p.table == 9 and check.unit == "元" else 1)
            / (10000 if p.table != 9 and check.unit == "万元" else 1)
            for p in check.places
            if p.text
        )
        assert printed == (check.left or 0) + (check.right or 0), check.code


@pytest.mark.parametrize("number", [2, 3, 5, 8])
@pytest.mark.long
def test_a_lost_line_is_found(report: BudgetReport, number: int) -> None:
    """Each coded line in turn is taken out: its money is missing from a sum, or its own parts have no line above."""
    table = report.table(UNIT.by_number[number].role)
    assert table is not None
    for line in table.lines:
        if line.codes:
            rest = tuple(x for x in table.lines if x is not line)
            tables = tuple(replace(t, lines=rest) if t is table else t for t in report.tables)
            found = _found(replace(report, tables=tables))
            verdicts = {check.verdict for check in found}
            assert verdicts & {Verdict.DIFFERS, Verdict.UNKNOWN}, line.code


HEADINGS = "部门预算经济分类科目编码\t\t经济分类科目名称\t合计\t人员经费\t公用经费"


@pytest.mark.long
def test_exchanged_headings_of_table_8_are_found() -> None:
    """On all three pages: no sum within the table can tell."""
    assert TEXT.count(HEADINGS) == 3
    wrong = TEXT.replace(HEADINGS, HEADINGS.replace("人员经费\t公用经费", "公用经费\t人员经费"))
    found = new_findings(TEXT, wrong)
    assert [(c.code, c.verdict) for c in found.values()] == [("form.columns.t8", Verdict.DIFFERS)]
    assert [p.text for p in found["form.columns.t8"].places] == [
        "605,518,700",
        "156,399,823",
        "35,008,878",
        "5,773,157",
    ]


def test_headings_of_table_8_beside_their_data_are_found() -> None:
    """The name's heading behind the amounts on the pages after the first, as table 3 prints it."""
    moved = "部门预算经济分类科目编码\t\t合计\t人员经费\t公用经费\t经济分类科目名称"
    found = new_findings(TEXT, TEXT.replace(HEADINGS, moved))
    assert found["form.header.t8"].verdict is Verdict.DIFFERS
    assert [p.line for p in found["form.header.t8"].places] == [392, 413]


def test_a_missing_table_is_unknown_not_silent(report: BudgetReport) -> None:
    without = replace(report, tables=tuple(t for t in report.tables if t.table.number != 8))
    before, unknown = (
        {c.code for c in run_checks(r) if c.verdict is Verdict.UNKNOWN} for r in (report, without)
    )
    assert unknown - before == {"form.table.t8"}
