"""What is read of an official table's grids: its lines, what of it could not be read, and the owner of every row."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from budgets.form.spelling import one_line
from budgets.form.tables import OfficialTable
from budgets.form.terms import Side, UnreadCause
from budgets.parsing.grids import Layout, Row
from budgets.parsing.records import Issue, Parameter, Severity
from budgets.parsing.table_records import TableLine, Unread
from budgets.readers.document import Cell, Place, together


@dataclass
class TableBody:
    """The lines of a table, its unread cells and rows, the owner of every row, and issues."""

    table: OfficialTable
    lines: list[TableLine] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    owners: dict[Place, str] = field(default_factory=dict)  # a row's first place -> owner within the table
    issues: list[Issue] = field(default_factory=list)
    rows: int = 0  # printed rows of a two-sided table so far
    # From the page before, because a continuation may have no headings.
    layout: Layout | None = None
    halves: list[tuple[Side, Layout]] = field(default_factory=list)
    first_row: list[str] = field(default_factory=list)  # the printed texts of the one row of table 9
    above: tuple[str, ...] = ()
    rests: dict[Place, list[Row]] = field(default_factory=dict)  # the other pieces of a row that was cut
    heading_texts: set[str] = field(default_factory=set)

    def own(self, row: Row, owner: str) -> None:
        """Say what a row is, and with it the rest of it on the next page."""
        self.owners[row[0].place] = owner
        for rest in self.rests.get(row[0].place, ()):
            self.owners[rest[0].place] = owner

    def warn(self, code: str, row: Row, /, **parameters: Parameter) -> None:
        """Note what was read in spite of an oddity."""
        self.issues.append(Issue(Severity.WARNING, code, row[0].place, parameters))

    def miss(self, code: str, row: Row, /, **parameters: Parameter) -> None:
        """Note what could not be read."""
        self.issues.append(Issue(Severity.ERROR, code, row[0].place, parameters))

    def unread_row(self, cause: UnreadCause, row: Row) -> None:
        """Keep a row that has no place among the lines."""
        printed = [cell for cell in row if (cell.text or "").strip()]
        if printed:
            text = one_line(" ".join(cell.text or "" for cell in printed))
            self.unread.append(Unread(cause, text, together([c.place for c in printed]), self.table))

    def lost_row(self, row: Row) -> None:
        """Keep a row, or half of one, of which nothing but pictures or hidden words is left; any other is blank."""
        lost = [cell for cell in row if cell.lost]
        if lost and lost[0].lost:
            self.unread.append(Unread(lost[0].lost, "", together([c.place for c in lost]), self.table))

    def unread_rows(self, cause: UnreadCause, rows: Iterable[Row]) -> None:
        """Keep rows that have no place among the lines."""
        for row in rows:
            self.unread_row(cause, row)

    def unread_cell(
        self, cause: UnreadCause, cell: Cell, line: int, column: str = "", side: Side | None = None
    ) -> None:
        """Keep a cell of a line whose other cells were read; `column` is "" where it is in none of the form."""
        text = one_line(cell.text or "")
        self.unread.append(Unread(cause, text, cell.place, self.table, line, side, column))

    def forget_unread(self, line: int) -> None:
        """Drop the unread cells of a line that turned out to be another one printed again."""
        self.unread = [place for place in self.unread if place.line != line]
