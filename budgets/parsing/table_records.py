"""What the tables of a published budget print, as plain values: lines, figures, and what of them was not read.

Amounts are Decimal yuan beside the printed text; a blank cell has no PrintedFigure at all.
"""

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from budgets.form.amounts import Unit
from budgets.form.tables import OfficialTable
from budgets.form.terms import Level, Side, Topic, UnreadCause
from budgets.readers.document import Place


@dataclass(frozen=True)
class PrintedFigure:
    """One printed amount of an official table: the column's key, the exact text, yuan, and the cell."""

    column: str
    text: str
    yuan: Decimal
    place: Place


@dataclass(frozen=True)
class Unread:
    """Something that is printed and was not read: why, its words ("" where a picture has none), and where.

    A cell has the `line`, `side` and `column` of the table line that keeps its other cells; `column` is "" where the
    amounts of the line cannot be told into columns. A row that could not be placed has none of them. `table` is None
    outside the official tables. An amount or a count that a note prints has the `topic`, `key` and `label` of the fact
    that it would have been (see `records.ReadFact`).
    """

    cause: UnreadCause
    text: str
    place: Place
    table: OfficialTable | None = None
    line: int | None = None
    side: Side | None = None
    column: str = ""
    topic: Topic | None = None
    key: str = ""
    label: str = ""


@dataclass(frozen=True)
class TableLine:
    """One line of an official table.

    `number` counts the printed lines of the table's body from 1, over page breaks; the two halves of a
    two-sided table share it. `codes` holds 类, 款, 项 as printed text ("205", "08", ""), empty for tables
    without codes. `name_looked_up` marks a name that the page lost and that the same code has elsewhere.
    `lowest` (末级): lines so marked add up to the total without counting money twice. `parent` is the number of the
    entry that an entry of a two-sided table belongs to (1. 一般公共预算资金 to 一、财政拨款收入), None for a top entry.
    `unread` are the columns whose cell prints something that was not read: they are neither blank nor a figure.
    """

    number: int
    name: str
    level: Level
    figures: tuple[PrintedFigure, ...]
    place: Place
    side: Side | None = None
    codes: tuple[str, ...] = ()
    name_looked_up: bool = False
    lowest: bool = False
    parent: int | None = None
    unread: tuple[str, ...] = ()

    @cached_property
    def code(self) -> str:
        """The joined digits, 2060702; "" for a line without code."""
        return "".join(self.codes)

    def figure(self, column: str) -> PrintedFigure | None:
        """The printed figure in that column; None when the cell is blank."""
        return next((f for f in self.figures if f.column == column), None)


@dataclass(frozen=True)
class PrintedTable:
    """One official table as found: printed title, department line, unit, lines, and the notes under it."""

    table: OfficialTable
    title: str
    preparer: str
    unit: Unit
    lines: tuple[TableLine, ...]
    place: Place
    notes: tuple[str, ...] = ()
    complete: bool = True  # False when it prints amount columns that the form does not know, left unread
    unread: tuple[Unread, ...] = ()  # its cells and rows that are printed and were not read

    @property
    def is_empty(self) -> bool:
        """Whether the table prints no amount at all. One with unread places is not known to be empty."""
        return not self.unread and not any(line.figures for line in self.lines)


@dataclass(frozen=True)
class FurtherCell:
    """One printed cell of a table that is kept as printed; `column` counts from 1."""

    column: int
    text: str
    place: Place


@dataclass(frozen=True)
class ReadFurtherTable:
    """A table that the form has without a role, or does not know: kept as printed, not checked.

    `number` is its number in the form, None where the form does not know it; `unit` is None where none is printed.
    `rows` are the printed rows, each with the cells that print something; `columns` the titles, "" where none is.
    """

    slug: str
    number: int | None
    title: str
    preparer: str
    unit: Unit | None
    columns: tuple[str, ...]
    rows: tuple[tuple[FurtherCell, ...], ...]
    place: Place
    notes: tuple[str, ...] = ()
