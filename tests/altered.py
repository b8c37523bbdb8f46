"""What must hold of a document in which one thing was altered; the alteration alone says what that is.

- every figure that is read stands in the original at the same table, row and column with the same text, save those of
  a row that was moved;
- a figure that is still printed, or hidden in the file, and not read is named: by an unread place of its table or outside
  of the tables, among what is hidden, or as printed with a table that no form knows;
- what is printed and was not read (garbled, hidden, a picture) makes no check differ.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from budgets.form.terms import Verdict
from budgets.parsing.records import BudgetReport
from budgets.readers.document import Place
from budgets.reconcile import CheckOutcome
from tests.documents import budget_of

GARBLED = "■◆?"


@dataclass(frozen=True)
class Alteration:
    """One thing altered: its kind in words, the places of the original that it touched, and whether they are still printed."""

    kind: str
    touched: frozenset[Place]
    printed: bool

    @property
    def unreadable(self) -> bool:
        """Whether what was touched is printed and cannot be read, or is hidden."""
        return self.kind.split()[0] in ("garbled", "hidden", "pictured") and "deleted" not in self.kind


@dataclass(frozen=True)
class Printed:
    """A figure by where it belongs: table, side, code or name of the row, column, and its text."""

    table: str
    side: str
    row: str
    column: str
    text: str


def figures_of(report: BudgetReport) -> dict[Printed, Place]:
    return {
        Printed(
            table.table.slug, line.side.value if line.side else "", line.code or line.name, f.column, f.text
        ): f.place
        for table in report.tables
        for line in table.lines
        for f in line.figures
    }


def differing(checks: Sequence[CheckOutcome], before: Sequence[CheckOutcome] = ()) -> set[str]:
    """The checks that differ and did not before; one with the same words on both sides only has another code now."""
    known = {check.code for check in before if check.verdict is Verdict.DIFFERS}
    said = {_compared(check) for check in before if check.verdict is Verdict.DIFFERS}
    found = {check.code: _compared(check) for check in checks if check.verdict is Verdict.DIFFERS}
    return {code for code, compared in found.items() if code not in known and compared not in said}


def _compared(check: CheckOutcome) -> tuple[str, ...]:
    return (check.wording.code, *(place.text for place in check.places))


def faults(
    case: Alteration, report: BudgetReport, checks: Sequence[CheckOutcome], path: Path
) -> Iterator[str]:
    """What does not hold of the report of an altered document and its checks, in words; `path` is the original."""
    original = budget_of(path)
    before, after = figures_of(original.report), figures_of(report)
    moved = {f.text for f, place in before.items() if "moved" in case.kind and place in case.touched}
    for figure in after.keys() - before.keys():
        if case.kind.startswith("garbled") and GARBLED in figure.row:
            continue  # the name as it is printed now; that it cannot be read is asked for below
        if figure.text not in moved:
            yield f"read in the wrong place: {figure}"
    for figure in before.keys() - after.keys():
        is_gone = before[figure] in case.touched and not case.printed
        is_moved = figure.text in moved and any(f.text == figure.text for f in after)
        if not is_gone and not is_moved and not _is_told(figure, before[figure], report, case):
            yield f"lost without a word: {figure}"
    if case.unreadable:
        for code in differing(checks, original.checks):
            yield f"laid at the document's door: {code}"


def _is_told(figure: Printed, place: Place, report: BudgetReport, case: Alteration) -> bool:
    """Whether a report names a figure that it does not have."""
    named = {unread.table.slug for unread in report.unread if unread.table}
    kept = [cell for table in report.further for row in table.rows for cell in row]
    words = [unread.text for unread in report.unread]  # also under another table
    if "deleted" in case.kind:
        words += [hidden.text for hidden in report.hidden]
    if "moved" in case.kind:
        words += [line.text for line in report.unowned]
    return (
        figure.table in named
        or bool(report.unread_elsewhere)
        or any(cell.place == place or cell.text == figure.text for cell in kept)
        or any(figure.text in text for text in words)
    )
