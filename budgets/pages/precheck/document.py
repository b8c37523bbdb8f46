"""What the person who publishes a document should see of it first, as plain values."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from budgets.form.tables import BudgetForm
from budgets.form.terms import HiddenKind, Theme, UnreadCause, Verdict
from budgets.pages.checks.read import Coverage
from budgets.reconcile.sensitive import Sign


@dataclass(frozen=True)
class RecognisedTable:
    """One of the official tables as it was found; it has no title when it was not found."""

    number: int
    official: str
    title: str = ""
    unit: str = ""
    lines: int = 0
    figures: int = 0
    empty: bool = False
    notes: str = ""


@dataclass(frozen=True)
class PrintedTotal:
    """A printed total in yuan; without one `unread` says that it may be printed all the same."""

    name: str
    yuan: Decimal | None
    unread: bool


@dataclass(frozen=True)
class Noticed:
    """A problem in reading: a sentence, the place, and the words that are printed there."""

    severity: str
    message: str
    place: str
    quote: str


@dataclass(frozen=True)
class HiddenItem:
    """Something that the file holds and its pages do not show, and the personal data in it.

    `asks`: it has to be acknowledged before the file is published. `searched` is False where there is more than `text`.
    """

    kind: HiddenKind
    text: str
    author: str
    place: str
    signs: tuple[Sign, ...]
    asks: bool
    searched: bool


@dataclass(frozen=True)
class UnreadItem:
    """Something that is printed and was not read: why, the title of its table ("" outside them), its words, where."""

    cause: UnreadCause
    table: str
    text: str
    place: str


@dataclass(frozen=True)
class Finding:
    """One check in words. `key` is the primary key of the check, where it is stored."""

    verdict: str
    label: str
    question: str | Promise
    title: str
    sides: str
    difference: str
    unit: str
    places: tuple[str, ...]
    key: int | None = None
    explanation: str = ""
    carried: bool = False  # the explanation is from the live version, for an identical finding
    following: tuple["Finding", ...] = ()  # what follows from it


@dataclass(frozen=True)
class CheckedDocument:
    """Everything that the person who publishes should see of a document first."""

    body: str
    year: int
    kind: str
    title: str
    filename: str
    format: str
    size: int | None
    sha256: str
    form: BudgetForm
    tables: tuple[RecognisedTable, ...]
    counts: tuple[tuple[str, int], ...]
    totals: tuple[PrintedTotal, ...]
    open_findings: tuple[Finding, ...]  # the checks that do not agree exactly, worst first
    coverage: Coverage
    noticed: tuple[Noticed, ...]
    unowned: tuple[Noticed, ...]
    signs: tuple[Sign, ...]  # on its pages
    hidden: tuple[HiddenItem, ...] | None  # None: an earlier version of the site did not look
    unread: tuple[UnreadItem, ...] | None

    @property
    def missing(self) -> tuple[RecognisedTable, ...]:
        """The official tables that were not found."""
        return tuple(table for table in self.tables if not table.title)

    @property
    def groups(self) -> list[tuple[str, str, list[Finding]]]:
        """The checks that do not agree exactly, by verdict: the verdict, its name, the findings."""
        by_verdict = groupby(self.open_findings, key=lambda finding: finding.verdict)
        return [(verdict, _(Verdict.of(verdict).value), list(own)) for verdict, own in by_verdict]

    @property
    def figures(self) -> int:
        """All printed figures of the official tables."""
        return sum(table.figures for table in self.tables)

    @property
    def differs(self) -> int:
        """How many causes do not agree beyond rounding."""
        return self.coverage.counted.of(Verdict.DIFFERS)

    @property
    def themes(self) -> Mapping[Theme, int]:
        """The same by what they are about, money first."""
        return self.coverage.counted.themes

    @property
    def unexplained(self) -> tuple[RecognisedTable, ...]:
        """Empty tables without the note that the rules ask for."""
        return tuple(table for table in self.tables if table.empty and not table.notes)

    @property
    def to_acknowledge(self) -> int:
        """How much hidden content has to be acknowledged before it is published."""
        return len(self.asking or ())

    @property
    def asking(self) -> tuple[HiddenItem, ...] | None:
        """The hidden content that has to be acknowledged; None where nobody looked."""
        return None if self.hidden is None else tuple(item for item in self.hidden if item.asks)

    @property
    def personal(self) -> int:
        """How many signs of personal data and of secrecy there are, on the pages and hidden in the file."""
        return len(self.signs) + sum(len(item.signs) for item in self.hidden or ())

    @property
    def to_notice(self) -> int:
        """How many problems the reading had."""
        return len(self.noticed) + len(self.unowned)

    @property
    def clean(self) -> bool:
        """Whether there is nothing to look at."""
        found = self.open_findings or self.to_notice or self.personal or self.missing or self.unexplained
        return not (found or self.to_acknowledge or self.unread)
