"""What a published budget says, as plain values: the result of the parser.

Amounts are Decimal yuan beside the printed text; a blank cell has no PrintedFigure at all.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any

from budgets.form.tables import BudgetForm, Role
from budgets.form.terms import (
    InstalmentKind,
    Kind,
    LinkState,
    Nature,
    PartKey,
    Precision,
    QuoteUse,
    SectionKey,
    Topic,
)
from budgets.parsing.table_records import PrintedTable, ReadFurtherTable, Unread
from budgets.readers.document import Hidden, Place, together


@dataclass(frozen=True)
class ReadPassage:
    """One block of prose, word for word; `marker` is the list bullet that the file format added.

    `pieces` are the smaller places that it is printed in, where the format tells: lines of a PDF paragraph, cells
    of a row, lines on two sides of a page break; each with the position of its first character in `text`.
    """

    text: str
    place: Place
    marker: str = ""
    pieces: tuple[tuple[int, Place], ...] = field(default=(), compare=False, repr=False)

    def place_of(self, start: int, end: int) -> Place:
        """Where the characters from `start` up to `end` are printed: the lines or the cell that hold them.

        Words on both sides of a page break have the place of their last piece.
        """
        stops = [begin for begin, _ in self.pieces[1:]] + [len(self.text)]
        pieces = zip(self.pieces, stops, strict=False)  # no pieces: the passage is one
        held = [place for (begin, place), stop in pieces if begin < end and start < stop]
        return together(held) if held else self.place


@dataclass(frozen=True)
class Institutions:
    """机构设置: the listed units, and how many of each kind the sentence before the list states."""

    units: tuple[ReadPassage, ...] = ()  # one per listed unit, text is the name without its number
    administrative: int | None = None
    public_institutions: int | None = None


@dataclass(frozen=True)
class ReadDefinition:
    """名词解释: one term with the official wording."""

    term: str
    text: str
    place: Place


@dataclass(frozen=True)
class ReadFact:
    """One number that the notes state plainly.

    `key` is what it is, in the field's terms (total, goods, vehicles, …); `label` the printed words.
    `value` is yuan when `unit` is a money unit, else a count. For a change against an earlier year,
    `change` is signed yuan, `base_year` and `base` (预算 or 执行数) say against what, `reason` quotes why.
    `purpose` quotes what the money is for. `as_of` is the date the words give. `place` is the passage's, the same
    for all that it states; `words_at` is where the number itself is printed in it.
    """

    topic: Topic
    key: str
    label: str
    text: str
    value: Decimal
    unit: str
    place: Place
    change: Decimal | None = None
    change_text: str = ""
    base_year: int | None = None
    base: str = ""
    reason: str = ""
    purpose: str = ""
    as_of: date | None = None
    words_at: Place | None = None


@dataclass(frozen=True)
class ReadPart:
    """One of the seven parts: its printed heading and its words."""

    key: PartKey
    heading: str
    passages: tuple[ReadPassage, ...]
    place: Place

    @property
    def text(self) -> str:
        """The words, one passage a line."""
        return "\n".join(p.text for p in self.passages)

    def place_of(self, start: int, end: int) -> Place:
        """Where characters start..end of `text` are printed; for several passages, the place of the last."""
        begin = 0
        for passage in self.passages:
            stop = begin + len(passage.text)
            if end <= stop:
                return passage.place_of(max(0, start - begin), end - begin)
            begin = stop + 1
        return self.place


@dataclass(frozen=True)
class Period:
    """实施周期: first and last day; months without days give the first and last day of the month."""

    start: date
    end: date
    precision: Precision
    text: str


@dataclass(frozen=True)
class ReadInstalment:
    """One step of a statement's spending plan: printed period, amount in yuan and/or per cent."""

    label: str
    kind: InstalmentKind
    amount: Decimal | None
    percent: Decimal | None
    approximate: bool
    start: date | None
    end: date | None
    text: str


@dataclass(frozen=True)
class ReadAmountPart:
    """One named part of a statement's amount; `parent` is the position of the part that it belongs to.

    A part that prints only its own parts has no amount of its own.
    """

    label: str
    amount: Decimal | None
    approximate: bool
    text: str
    parent: int | None = None


@dataclass(frozen=True)
class ReadMilestone:
    """A dated step of the plan; `start` and `end` are None where the printed date does not exist."""

    label: str
    text: str
    start: date | None
    end: date | None
    precision: Precision


@dataclass(frozen=True)
class Quote:
    """Words of a part from which something was read, at characters start..end of the part's text.

    `number` is the position of the instalment, part or milestone. An amount that was understood and not counted
    has the `reason` instead.
    """

    use: QuoteUse
    start: int
    end: int
    number: int | None = None
    reason: str = ""


@dataclass(frozen=True)
class PlacedQuote:
    """The words of a quote, and where they are printed."""

    use: QuoteUse
    text: str
    place: Place
    number: int | None = None
    reason: str = ""


@dataclass(frozen=True)
class StatementAmounts:
    """The amounts of part 六 (年度预算安排) in yuan. Other amounts in its words are not counted, but are in `quotes`."""

    fiscal: Decimal | None = None
    self_raised: Decimal | None = None
    total: Decimal | None = None
    nature: Nature = Nature.MISSING
    approximate: bool = False
    instalments: tuple[ReadInstalment, ...] = ()
    parts: tuple[ReadAmountPart, ...] = ()
    quotes: tuple[Quote, ...] = ()


@dataclass(frozen=True)
class ImplementerLink:
    """Which listed budget unit the implementer is, and how sure that is.

    `unit` is the name of a listed unit as printed, "" where none is meant for certain; `words` quote what of
    the statement says so.
    """

    state: LinkState = LinkState.UNDETERMINED
    unit: str = ""
    words: str = ""


@dataclass(frozen=True)
class ReadStatement:
    """项目经费情况说明: one project, its seven parts, and what they state plainly.

    `implementer` is the short name where the words give one, else the whole text of 实施主体.
    """

    number: int
    name: str
    heading: str
    parts: tuple[ReadPart, ...]
    implementer: str
    period: Period | None
    amounts: StatementAmounts
    milestones: tuple[ReadMilestone, ...]
    place: Place
    link: ImplementerLink = ImplementerLink()
    quotes: tuple[PlacedQuote, ...] = ()

    def part(self, key: PartKey) -> ReadPart | None:
        """The part of that key; None when the statement lacks it."""
        return next((p for p in self.parts if p.key is key), None)


@dataclass(frozen=True)
class Section:
    """One prose section as published: printed heading and every passage."""

    key: SectionKey
    heading: str
    passages: tuple[ReadPassage, ...]
    place: Place


@dataclass(frozen=True)
class SourceLine:
    """One non-blank line of the document and the element that it belongs to; owner "" means none, a defect.

    Owners that begin with "furniture" are not content: page numbers, column headings, the contents list.
    """

    text: str
    place: Place
    owner: str


class Severity(Enum):
    """How much an issue matters to the person who checks the import."""

    WARNING = "warning"  # something was read in spite of an oddity
    ERROR = "error"  # something could not be read and is missing from the report


# What an issue says of the document: words as printed or of the form, a number, a list, or again a code (`because`).
Parameter = str | int | Sequence[str] | Mapping[str, Any]
Because = Mapping[str, Any]


def because(code: str, /, **parameters: Parameter) -> Because:
    """A reason as a parameter of an issue: the code of its words, with parameters of its own."""
    return {"said": code, **parameters}


@dataclass(frozen=True)
class Issue:
    """One observation: the stable code of a sentence, where it was printed, and what stands in the sentence.

    budgets.words.issues makes the sentence of it.
    """

    severity: Severity
    code: str
    place: Place
    parameters: Mapping[str, Parameter] = field(default_factory=dict)


@dataclass(frozen=True)
class BudgetReport:
    """Everything that one document says."""

    filename: str
    format: str
    sha256: str
    body: str
    year: int
    kind: Kind
    form: BudgetForm
    title: str
    tables: tuple[PrintedTable, ...]
    sections: tuple[Section, ...]
    institutions: Institutions
    definitions: tuple[ReadDefinition, ...]
    facts: tuple[ReadFact, ...]
    statements: tuple[ReadStatement, ...]
    issues: tuple[Issue, ...]
    lines: tuple[SourceLine, ...] = field(repr=False)
    further: tuple[ReadFurtherTable, ...] = ()
    hidden: tuple[Hidden, ...] = ()
    unread_elsewhere: tuple[Unread, ...] = ()  # outside the official tables
    empty_pages: tuple[Place, ...] = ()  # or the line before, where the file knows no pages
    cut_lines: tuple[tuple[str, Place], ...] = ()  # what is seen of lines that the edge of a page cuts

    @property
    def unread(self) -> tuple[Unread, ...]:
        """Everything that is printed and was not read."""
        return (*(place for table in self.tables for place in table.unread), *self.unread_elsewhere)

    def table(self, role: Role) -> PrintedTable | None:
        """The table that says that; None when the document lacks it."""
        return next((t for t in self.tables if t.table.role is role), None)

    @property
    def unowned(self) -> tuple[SourceLine, ...]:
        """The lines without an owner; none when the document was read completely."""
        return tuple(line for line in self.lines if not line.owner)
