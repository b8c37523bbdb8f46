"""What the checks say of the bundled document, and that they would say it of a document that is wrong."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace
from decimal import Decimal

import pytest

from budgets.amounts import Unit, last_digit
from budgets.parsing.records import BudgetReport, PrintedFigure, PrintedTable, TableLine
from budgets.reconcile import CheckResult, between, narrative, run_checks, within
from budgets.reconcile.terms import row_label
from budgets.vocabulary import CheckKind, Verdict

Rule = Callable[[BudgetReport], Iterable[CheckResult]]

FIGURES = {1: 11, 2: 173, 3: 129, 4: 14, 5: 121, 8: 87, 9: 7}


def _roundings(checks: tuple[CheckResult, ...], code: str) -> int:
    return sum(c.verdict is Verdict.ROUNDING for c in checks if c.code.startswith(code))


def _of_tables(checks: tuple[CheckResult, ...]) -> tuple[CheckResult, ...]:
    """The checks of the kinds within and between; the prose has files of its own."""
    return tuple(c for c in checks if c.kind in (CheckKind.WITHIN, CheckKind.BETWEEN))


TABLE_RULES = (*within.RULES, *between.RULES)


def _found(report: BudgetReport, rules: tuple[Rule, ...] = TABLE_RULES) -> list[CheckResult]:
    """What these rules say; the others need no table and would take their time."""
    return [result for rule in rules for result in rule(report)]


def test_seventeen_differences_of_one_yuan_and_nothing_else(checks: tuple[CheckResult, ...]) -> None:
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


def test_the_kinds_are_checked_and_codes_are_unique(checks: tuple[CheckResult, ...]) -> None:
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


def test_every_side_of_a_check_is_what_its_places_print(checks: tuple[CheckResult, ...]) -> None:
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


def _altered(
    report: BudgetReport, table: PrintedTable, line: TableLine, figure: PrintedFigure
) -> BudgetReport:
    """A copy of the report in which one figure is 1,000 units of its last printed digit more."""
    yuan = figure.yuan + 1000 * last_digit(figure.text, table.unit)
    printed = f"{yuan / table.unit.yuan:,.2f}" if table.unit is Unit.WAN else f"{yuan:,.0f}"
    wrong = replace(figure, yuan=yuan, text=printed)
    wrong_line = replace(line, figures=tuple(wrong if f is figure else f for f in line.figures))
    lines = tuple(wrong_line if x is line else x for x in table.lines)
    tables = tuple(replace(t, lines=lines) if t is table else t for t in report.tables)
    return replace(report, tables=tables)


@pytest.mark.parametrize("number", [1, 2, 3, 4, 5, 8, 9])
def test_any_altered_figure_is_found_and_named(report: BudgetReport, number: int) -> None:
    """All figures of a table (542 in all), one after the other: a check differs and names it among its places."""
    table = report.table(number)
    assert table is not None
    missed = set()
    cells = [(line, figure) for line in table.lines for figure in line.figures]
    assert len(cells) == FIGURES[number]
    for line, figure in cells:
        copy = _altered(report, table, line, figure)
        printed = next(
            f.text
            for t in copy.tables
            for x in t.lines
            for f in x.figures
            if (t.table, f.place) == (table.table, figure.place)
        )
        named = (number, row_label(line), figure.place.line, printed)
        found = [
            check
            for check in _found(copy, (*TABLE_RULES, *narrative.RULES))
            if check.verdict is Verdict.DIFFERS
            and named in {(p.table, p.row, p.line, p.text) for p in check.places}
        ]
        if not any(check.left is not None and check.right is not None for check in found):
            missed.add((number, row_label(line), figure.text))
    assert missed == set()


@pytest.mark.parametrize("number", [2, 3, 5, 8])
def test_a_lost_line_is_found(report: BudgetReport, number: int) -> None:
    """Each coded line in turn is taken out: its money is missing from a sum, or its own parts have no line above."""
    table = report.table(number)
    assert table is not None
    for line in table.lines:
        if line.codes:
            rest = tuple(x for x in table.lines if x is not line)
            tables = tuple(replace(t, lines=rest) if t is table else t for t in report.tables)
            found = _found(replace(report, tables=tables))
            verdicts = {check.verdict for check in found}
            assert verdicts & {Verdict.DIFFERS, Verdict.UNKNOWN}, line.code


def test_a_missing_table_is_unknown_not_silent(report: BudgetReport) -> None:
    without = replace(report, tables=tuple(t for t in report.tables if t.table.number != 8))
    before, unknown = (
        {c.code for c in run_checks(r) if c.verdict is Verdict.UNKNOWN} for r in (report, without)
    )
    assert unknown - before == {"form.table.t8"}
