"""What the first page of an edition tells: totals, sources, uses, changes, and what the checks found."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, F, QuerySet

from budgets.amounts import share
from budgets.models import (
    EditionVersion,
    ExpenditureLine,
    PrintedTableRecord,
    ProjectStatement,
    RevenueExpenditureLine,
    RevenueLine,
    StatedFact,
)
from budgets.official_tables import BY_NUMBER, OFFICIAL_TABLES, Column
from budgets.vocabulary import Level, Topic, Verdict

TELLS_NOTHING = Decimal(80)  # per cent: a part above this hides all others, so its parts are shown instead
NAMED_PARTS = 5
HUNDRED = Decimal(100)


@dataclass(frozen=True)
class Part:
    """One part of all expenditure: its lines, and their printed amounts added up when there are several."""

    name: str
    yuan: Decimal
    of_hundred: Decimal  # so many of every 100 yuan
    lines: tuple[ExpenditureLine, ...]
    within: str = ""  # the class that a section was taken out of

    @property
    def grouped(self) -> bool:
        """Whether the amount is our sum of several printed ones (推算)."""
        return len(self.lines) > 1


@dataclass(frozen=True)
class Source:
    """One source of money, as table 2 names it, with its printed total."""

    name: str
    key: str
    yuan: Decimal | None


@dataclass(frozen=True)
class Totals:
    """The printed totals of one edition; None where the document prints none."""

    total: Decimal | None
    fiscal: Decimal | None
    basic: Decimal | None
    project: Decimal | None
    sources: tuple[Source, ...]

    @property
    def other_sources(self) -> tuple[Source, ...]:
        """The sources beside fiscal appropriation that bring any money."""
        return tuple(s for s in self.sources if s.yuan and s.key != "fiscal_appropriation")


def expenditure_lines(version: EditionVersion) -> list[ExpenditureLine]:
    """Table 3, every line in printed order."""
    return list(ExpenditureLine.objects.filter(version=version).order_by("number"))


def total_line(lines: Iterable[ExpenditureLine]) -> ExpenditureLine | None:
    """The 合计 row of table 3; None when the document prints none."""
    return next((line for line in lines if line.level == Level.TOTAL.value), None)


def totals_of(version: EditionVersion, lines: Sequence[ExpenditureLine]) -> Totals:
    """The totals of tables 2 and 3, and table 1's grand total where table 3 has none."""
    spent = total_line(lines)
    received = RevenueLine.objects.filter(version=version, level=Level.TOTAL.value).first()
    sources = tuple(
        Source(column.title, column.key, getattr(received, column.key))
        for column in BY_NUMBER[2].columns
        if column.key != "total" and received is not None
    )
    fiscal = received.fiscal_appropriation if received else None
    if spent is None:
        return Totals(_grand_total(version), fiscal, None, None, sources)
    return Totals(spent.total, fiscal, spent.basic, spent.project, sources)


def _grand_total(version: EditionVersion) -> Decimal | None:
    """支出总计 of table 1."""
    lines = RevenueExpenditureLine.objects.filter(version=version, level=Level.TOTAL.value)
    return lines.filter(expenditure__isnull=False).values_list("expenditure", flat=True).first()


def of_every_hundred(lines: Sequence[ExpenditureLine]) -> tuple[Part, ...]:
    """What every 100 yuan are spent on, largest first, beginning where no part is above 80 %.

    A class of 95 % tells nothing, so its sections take its place (and, if need be, their items theirs);
    what stood beside it is one group. Beyond five parts the small ones are one group too.
    """
    whole = total_line(lines)
    if whole is None or not whole.total:
        return ()
    chosen, beside, within = _first_telling_level(lines, whole.total)
    named, small = chosen[:NAMED_PARTS], chosen[NAMED_PARTS:]
    if len(small) == 1 and not beside:
        named, small = chosen, []
    groups = [[line] for line in named] + [group for group in (small, beside) if group]
    return tuple(_part(group, whole.total, within) for group in groups)


def _first_telling_level(
    lines: Sequence[ExpenditureLine], total: Decimal
) -> tuple[list[ExpenditureLine], list[ExpenditureLine], str]:
    """The lines to show, largest first; those beside the class that was opened; and that class's name."""
    chosen = _largest_first(line for line in lines if line.level == Level.CLASS.value)
    beside: list[ExpenditureLine] = []
    within = ""
    while chosen and (chosen[0].total or 0) * HUNDRED > total * TELLS_NOTHING:
        parts = _largest_first(children_of(chosen[0], lines))
        if not parts:
            break
        within = chosen[0].name
        beside = chosen[1:] + beside
        chosen = parts
    return chosen, beside, within


def _largest_first(lines: Iterable[ExpenditureLine]) -> list[ExpenditureLine]:
    return sorted(
        (line for line in lines if line.total and line.total > 0),
        key=lambda line: line.total or Decimal(),
        reverse=True,
    )


def children_of(parent: ExpenditureLine, lines: Sequence[ExpenditureLine]) -> list[ExpenditureLine]:
    """The lines one level below: 款 of a 类, 项 of a 款."""
    below = {Level.CLASS.value: Level.SECTION.value, Level.SECTION.value: Level.ITEM.value}.get(parent.level)
    return [line for line in lines if line.level == below and line.code.startswith(parent.code)]


def _part(group: Sequence[ExpenditureLine], total: Decimal, within: str) -> Part:
    yuan = sum((line.total or Decimal() for line in group), Decimal())
    names = "、".join(line.name.removesuffix("支出") for line in group)
    name = group[0].name if len(group) == 1 else names
    inside = within if group[0].level != Level.CLASS.value else ""
    return Part(name, yuan, share(yuan, total) or Decimal(), tuple(group), inside)


def fiscal_change(facts: Iterable[StatedFact]) -> StatedFact | None:
    """The printed change of fiscal appropriation against an earlier year, with its reason if one is given."""
    stated = [f for f in facts if f.topic == Topic.NARRATIVE.name.lower() and f.change is not None]
    order = ("fiscal_expenditure", "fiscal_appropriation_income", "general_public")
    return next((f for key in order for f in stated if f.key == key), None)


def states_total_change(facts: Iterable[StatedFact]) -> bool:
    """Whether the narrative gives a change of all funds, not of fiscal appropriation alone."""
    totals = ("income_total", "expenditure_total")
    return any(f.key in totals and f.change is not None for f in facts)


def facts_of(version: EditionVersion) -> list[StatedFact]:
    """Every number that the notes state, in printed order."""
    return list(StatedFact.objects.filter(version=version).order_by("position"))


def statements_by_amount(version: EditionVersion) -> QuerySet[ProjectStatement]:
    """The project statements, largest amount first; those without an amount last."""
    statements = ProjectStatement.objects.filter(version=version).select_related("budget_unit")
    return statements.order_by(F("total").desc(nulls_last=True), "number")


@dataclass(frozen=True)
class CheckSummary:
    """How many checks ended with which verdict."""

    equal: int = 0
    rounding: int = 0
    differs: int = 0
    unknown: int = 0

    @property
    def total(self) -> int:
        """All checks."""
        return self.equal + self.rounding + self.differs + self.unknown


def check_summary(version: EditionVersion) -> CheckSummary:
    """One count for each verdict."""
    counts = dict(version.checkresults.values_list("verdict").annotate(Count("pk")).order_by())
    return CheckSummary(**{v.name.lower(): counts.get(v.name.lower(), 0) for v in Verdict})


@dataclass(frozen=True)
class TableEntry:
    """One of the nine in the list of tables: found or not, empty or not."""

    number: int
    slug: str
    title: str
    scopes: tuple[str, ...]
    record: PrintedTableRecord | None


def table_entries(version: EditionVersion) -> tuple[TableEntry, ...]:
    """All nine in the official order, with what this document printed of each."""
    records = {r.number: r for r in PrintedTableRecord.objects.filter(version=version)}
    return tuple(
        TableEntry(table.number, table.slug, table.title, _scopes(table.columns), records.get(table.number))
        for table in OFFICIAL_TABLES
    )


def _scopes(columns: Iterable[Column]) -> tuple[str, ...]:
    """The scopes of a table's columns, each once, in the order of the columns."""
    return tuple(dict.fromkeys(column.scope.value for column in columns))
