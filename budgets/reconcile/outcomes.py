"""What a check compares, and what it found, as plain values without words."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Protocol, Self

from budgets.form.amounts import Unit
from budgets.form.references import Reference
from budgets.form.terms import CheckKind, UnreadCause, Verdict
from budgets.parsing.records import ReadFact
from budgets.reconcile.wording import Wording


@dataclass(frozen=True)
class Measure:
    """A unit that is not money (家, 辆, %); 1 of it counts as 1."""

    value: str
    yuan: Decimal = Decimal(1)


@dataclass(frozen=True)
class AtCell:
    """A cell of an official table, printed or blank; the side of a two-sided table follows from the column."""

    table: int
    line: int
    column: str


@dataclass(frozen=True)
class AtName:
    """The name of a line of an official table."""

    table: int
    line: int


@dataclass(frozen=True)
class AtTitle:
    """The title of an official table."""

    table: int


@dataclass(frozen=True)
class AtFact:
    """A number that the notes state."""

    fact: ReadFact


@dataclass(frozen=True)
class AtChange:
    """The printed change of a number that the notes state."""

    fact: ReadFact


class PrintedAt(Protocol):
    """Where something is printed: page and line, None where the file has no such thing."""

    @property
    def page(self) -> int | None: ...

    @property
    def line(self) -> int | None: ...


# Characters of a piece of prose: its code, and where they begin and end.
Span = tuple[str, int, int]


@dataclass(frozen=True)
class ComparedPlace:
    """A place that a check looked at: what it is, and its names for people.

    `what` is the cell, name, title or stated number; None for other words, which are in the line at `printed`.
    `span` are the characters that a finding about words is about, where more is quoted.
    """

    table: int | None
    row: str
    column: str
    page: int | None
    line: int | None
    text: str
    printed: PrintedAt | None = field(default=None, compare=False, repr=False)
    what: AtCell | AtName | AtTitle | AtFact | AtChange | None = field(
        default=None, compare=False, repr=False
    )
    span: Span | None = field(default=None, compare=False, repr=False)

    @classmethod
    def at(
        cls,
        printed: PrintedAt,
        text: str,
        table: int | None = None,
        row: str = "",
        column: str = "",
        what: AtCell | AtName | AtTitle | AtFact | AtChange | None = None,
    ) -> Self:
        """The place of a printed text."""
        return cls(table, row, column, printed.page, printed.line, text, printed, what)


@dataclass(frozen=True)
class Term:
    """One printed number in a check: yuan, its printed unit, and what one unit of its last digit is worth in yuan.

    A blank cell or a missing line is a Term without yuan: it adds nothing to a sum, but its place is named.
    A step of 0 means that the number is not rounded: a count, or the 0 that 持平 means. `unread`: something is printed
    there, or may be, that was not read; nothing can be said of it.
    """

    yuan: Decimal | None
    step: Decimal
    unit: Unit | Measure
    place: ComparedPlace
    unread: UnreadCause | None = None

    @property
    def is_printed(self) -> bool:
        """Whether its cell prints something, read or not."""
        return self.yuan is not None or (self.unread is not None and self.place.what is not None)


@dataclass(frozen=True)
class CheckOutcome:
    """What one check found; left, right and difference (left - right) are in `unit`, None where nothing is printed."""

    code: str
    kind: CheckKind
    wording: Wording
    verdict: Verdict
    left: Decimal | None
    right: Decimal | None
    difference: Decimal | None
    unit: str
    places: tuple[ComparedPlace, ...]
    references: tuple[Reference, ...] = field(default=(), compare=False)  # of the places, in their order
    cause: str = ""  # the code of the finding that this one follows from; "" where it stands for itself


@dataclass(frozen=True)
class Check:
    """The identity of a check: a code that is stable over versions, its kind, and its title."""

    code: str
    kind: CheckKind
    wording: Wording
