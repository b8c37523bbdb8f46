"""Gives each compared place its reference: the number of the figure, line, title or stated number that it is."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from budgets.form.references import Labels, Reference, labels_of, statement_label
from budgets.form.spelling import one_line
from budgets.parsing.records import BudgetReport, SourceLine
from budgets.reconcile.outcomes import AtCell, AtChange, AtFact, AtName, AtTitle, ComparedPlace


@dataclass(frozen=True)
class References:
    """The references of one report."""

    report: BudgetReport

    def of(self, place: ComparedPlace) -> Reference:
        """The reference of a place that a check of this report compared."""
        match place.what:
            case AtCell(table, line, column):
                number = self._figures.get((table, line, column))
                return ["cell", table, line, column] if number is None else number
            case AtName(table, line):
                return ["name", table, line]
            case AtTitle(table):
                return ["title", table]
            case AtFact(fact):
                return ["fact", self._facts[id(fact)]]
            case AtChange(fact):
                return ["fact", self._facts[id(fact)], "change"]
        numbered = self._lines.get(place.printed) if place.printed else None
        if numbered is None:
            if place.table is None and place.page is not None:
                return ["page", place.page]
            return ["none", place.table, place.row, place.column]
        return self._words(place, *numbered)

    def _words(self, place: ComparedPlace, number: int, line: SourceLine) -> Reference:
        start = one_line(line.text).find(place.text)
        if start < 0:
            return ["line", number, place.text, place.table, place.row, place.column]
        span: list[int | str | None] = ["line", number, start, start + len(place.text)]
        labels: Labels = (place.table, place.row, place.column)
        # A line of a table says so itself, so that the checks of a table are found without reading lines.
        if place.table is None and labels == labels_of(line.owner, self._statements):
            return span
        return [*span, place.table, place.row, place.column]

    @cached_property
    def _figures(self) -> Mapping[tuple[int, int, str], int]:
        """The number of each printed figure by table, line and column."""
        cells = (
            (table.table.number, line.number, figure.column)
            for table in self.report.tables
            for line in table.lines
            for figure in line.figures
        )
        return {cell: number for number, cell in enumerate(cells, 1)}

    @cached_property
    def _lines(self) -> Mapping[object, tuple[int, SourceLine]]:
        """Each line of the document with its number, by its place."""
        return {line.place: (number, line) for number, line in enumerate(self.report.lines, 1)}

    @cached_property
    def _facts(self) -> Mapping[int, int]:
        """The number of each stated number, by its identity: two may be stated in the same words."""
        return {id(fact): number for number, fact in enumerate(self.report.facts, 1)}

    @cached_property
    def _statements(self) -> Mapping[int, str]:
        return {each.number: statement_label(each.number, each.name) for each in self.report.statements}
