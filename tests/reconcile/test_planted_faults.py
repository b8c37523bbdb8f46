"""Faults planted in printed text: each is found at its place, and nothing is found anywhere else because of it."""

import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from random import Random

import pytest

from budgets.form.amounts import Unit, last_digit
from budgets.form.terms import Verdict
from budgets.parsing.records import BudgetReport
from budgets.parsing.table_records import PrintedFigure, PrintedTable, TableLine
from budgets.reconcile import (
    CheckOutcome,
    between,
    directions,
    headings_and_notes,
    narrative,
    notes,
    tables_of_form,
    within,
)
from budgets.reconcile.terms import row_label
from tests.documents import DOCUMENTS, needs_documents
from tests.reconcile.planted import Fault, drawn
from tests.reconcile.planting import TEXT, names, new_findings, report_of
from tests.reconcile.together import found_of
from tests.trials import trials

pytestmark = pytest.mark.long

# Any seed must do; PLANTED_SEED tries another one, PLANTED_EACH more of each kind.
SEED = int(os.environ.get("PLANTED_SEED", "2025"))
EACH = int(os.environ.get("PLANTED_EACH", trials(1, 5)))
CELLS = trials(8, 30)


def _found_by_kind(text: str, faults: list[Fault]) -> tuple[Counter[str], list[str]]:
    """How many of the faults of each kind are found at their place alone, and what was wrong with the others."""
    found: Counter[str] = Counter()
    missed = []
    findings = found_of(text, faults, _names_fault)
    for fault in faults:
        own, elsewhere = findings[fault].own, sorted(findings[fault].elsewhere)
        if own and not elsewhere:
            found[fault.kind] += 1
        else:
            line = fault.line_in(text)
            missed.append(f"{fault.kind}, line {line}: {fault.quoted[:40]} {elsewhere or 'not found'}")
    return found, missed


def _names_fault(check: CheckOutcome, fault: Fault, line: int) -> bool:
    """Whether a place is the altered line and quotes what was altered, or a part of what was added."""
    added = range(line, line + len(fault.new.strip().split("\n")))
    return names(check, line, fault.quoted) or any(
        place.line in added and len(place.text) > 5 and place.text in fault.new for place in check.places
    )


# The kinds that the bundled document has many places for.
BUNDLED = {
    "narrative amount",
    "printed change",
    "procurement part",
    "vehicle count",
    "number of units",
    "unit's name",
    "instalment",
    "percentage",
    "amount named twice",
    "part of an amount",
    "impossible date",
    "date outside the year",
    "doubled passage",
    "quote",
    "doubled punctuation",
    "foreign word",
}


def test_every_fault_in_the_bundled_document_is_found_where_it_is() -> None:
    faults = drawn(TEXT, SEED, EACH)
    planted = Counter(fault.kind for fault in faults)
    found, missed = _found_by_kind(TEXT, faults)
    print(f"seed {SEED}: planted {sum(planted.values())}, found {sum(found.values())}: {dict(found)}")
    assert missed == []
    assert {kind: planted[kind] for kind in BUNDLED} == dict.fromkeys(BUNDLED, EACH)


# name: the kinds that its text has a place for and the bundled document has not
OTHERS = {
    "putuo-wanli-2023-bumen": {"base of a change", "reason of a change", "form of targets"},
    "putuo-fuban-2025-bumen": set(),
    "sh-czj-2025-danwei": set(),
}


# The first has the kinds that no other document has a place for; the others are tried in full trials.
@needs_documents
@pytest.mark.parametrize("name", list(OTHERS)[: trials(1, None)])
def test_every_fault_in_a_document_of_another_body_is_found(name: str) -> None:
    text = (DOCUMENTS / f"{name}.txt").read_text(encoding="utf-8")
    faults = drawn(text, SEED, min(EACH, 3))
    planted = Counter(fault.kind for fault in faults)
    found, missed = _found_by_kind(text, faults)
    print(f"{name}, seed {SEED}: planted {sum(planted.values())}, found {sum(found.values())}: {dict(found)}")
    assert missed == []
    assert planted == found
    assert OTHERS[name] <= set(planted)
    assert len(planted) > 9


# ---- cells of the nine tables -------------------------------------------------------------------------

FIGURES = {1: 11, 2: 173, 3: 129, 4: 14, 5: 121, 8: 87, 9: 7}
Cell = tuple[PrintedTable, TableLine, PrintedFigure]


def _cells(report: BudgetReport) -> Iterator[Cell]:
    for table in report.tables:
        for line in table.lines:
            for figure in line.figures:
                yield table, line, figure


def _a_thousand_more(table: PrintedTable, figure: PrintedFigure) -> PrintedFigure:
    """The figure with 1,000 units of its last printed digit more."""
    yuan = figure.yuan + 1000 * last_digit(figure.text, table.unit)
    text = f"{yuan / table.unit.yuan:,.2f}" if table.unit is Unit.WAN else f"{yuan:,.0f}"
    return replace(figure, yuan=yuan, text=text)


def test_the_bundled_document_prints_542_figures() -> None:
    counted = Counter(table.table.number for table, _, _ in _cells(report_of(TEXT)))
    assert counted == FIGURES
    assert sum(counted.values()) == 542


def test_cells_altered_in_the_printed_text_are_found() -> None:
    """A sample of cells, read and parsed anew, against every rule."""
    cells = list(_cells(report_of(TEXT)))
    lines = TEXT.split("\n")
    for table, line, figure in Random(SEED).sample(cells, CELLS):
        wrong = _a_thousand_more(table, figure)
        assert figure.place.line is not None and figure.place.column is not None
        printed = lines[figure.place.line - 1].split("\t")
        at = printed.index(figure.text, figure.place.column - 1)
        printed[at] = wrong.text
        copy = [*lines[: figure.place.line - 1], "\t".join(printed), *lines[figure.place.line :]]
        new = new_findings(TEXT, "\n".join(copy))
        where = (table.table.number, row_label(line), figure.text)
        assert new, where
        assert [c for c, check in new.items() if not _names_cell(check, table, line, wrong)] == [], where


# The rules that read amounts of tables. The other rules are tried by the sample above, which leaves out none.
RULES = tuple(
    rule
    for module in (within, between, narrative, notes, tables_of_form, headings_and_notes, directions)
    for rule in module.RULES
)
READ_NO_AMOUNT = {headings_and_notes.headings_over_data, notes.units_in_the_notes}


@pytest.mark.parametrize("number", FIGURES)
def test_every_altered_cell_is_found_and_named(report: BudgetReport, number: int) -> None:
    """Some of the 542 cells, in full all, one after the other altered in the parsed report: a check differs and shows both sides."""
    rules = [rule for rule in RULES if rule not in READ_NO_AMOUNT]
    before = {check.code: check for rule in rules for check in rule(report)}
    cells = [cell for cell in _cells(report) if cell[0].table.number == number]
    for table, line, figure in Random(SEED).sample(cells, min(len(cells), trials(12, 542))):
        wrong = _a_thousand_more(table, figure)
        copy = _with(report, table, line, figure, wrong)
        new = [
            check
            for rule in rules
            for check in rule(copy)
            if check.verdict in (Verdict.DIFFERS, Verdict.UNKNOWN)
            and (check.verdict, check.left, check.right) != _sides(before.get(check.code))
        ]
        where = (number, row_label(line), figure.text)
        assert any(c.verdict is Verdict.DIFFERS and None not in (c.left, c.right) for c in new), where
        assert [check.code for check in new if not _names_cell(check, table, line, wrong)] == [], where


def _sides(check: CheckOutcome | None) -> tuple[object, ...] | None:
    return (check.verdict, check.left, check.right) if check else None


def _with(
    report: BudgetReport, table: PrintedTable, line: TableLine, figure: PrintedFigure, wrong: PrintedFigure
) -> BudgetReport:
    """A copy of the report with another figure."""
    wrong_line = replace(line, figures=tuple(wrong if f is figure else f for f in line.figures))
    wrong_table = replace(table, lines=tuple(wrong_line if x is line else x for x in table.lines))
    return replace(report, tables=tuple(wrong_table if t is table else t for t in report.tables))


def _names_cell(check: CheckOutcome, table: PrintedTable, line: TableLine, figure: PrintedFigure) -> bool:
    cell = (table.table.number, row_label(line), figure.place.line, figure.text)
    return cell in {(p.table, p.row, p.line, p.text) for p in check.places}
