"""The data of the first page of an edition: totals, sources, uses, changes, and numbers of checks."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import F, QuerySet
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from budgets.charts.bars import per_cent
from budgets.form.amounts import share
from budgets.form.tables import Column, Role
from budgets.form.terms import Level, Scope, Side
from budgets.models import (
    EditionVersion,
    Figure,
    FiscalAppropriationLine,
    PrintedTableRecord,
    ProjectStatement,
    RevenueLine,
    StatedFact,
)
from budgets.pages.overview.classified import ClassifiedLine, children_of, total_line
from budgets.pages.projects.read import STATEMENT_AMOUNT
from budgets.pages.tables.read import every_line, figures_by_cell
from budgets.pages.unread.read import may_be_unread
from budgets.words.official import marked
from budgets.words.sentences import filled, listed

TELLS_NOTHING = Decimal(80)  # per cent: a larger part is replaced by its own parts
NAMED_PARTS = 5
HUNDRED = Decimal(100)


@dataclass(frozen=True)
class Part:
    """One part of all expenditure: its lines, and their printed amounts added up when there are several."""

    name: str
    yuan: Decimal
    of_hundred: Decimal  # so many of every 100 yuan
    lines: tuple[ClassifiedLine, ...]
    within: str = ""  # the class that the section belongs to, where a class was replaced by its sections

    @property
    def grouped(self) -> bool:
        """Whether the amount is our sum of several printed ones (推算)."""
        return self.terms > 1

    @property
    def terms(self) -> int:
        """How many printed lines the amount adds up."""
        return sum(len(line.roles) for line in self.lines)

    @property
    def summed(self) -> SafeString:
        """That the amount is our sum of so many rows."""
        return marked(ngettext("%(n)s 行合计，推算", "%(n)s 行合计，推算", self.terms) % {"n": self.terms})

    @property
    def figure(self) -> Figure | None:
        """The printed figure of the amount; None for our sum."""
        return None if self.grouped else self.lines[0].figure


@dataclass(frozen=True)
class Source:
    """One source of money, as the tables of revenue name it, with its printed amount and the cell."""

    name: str
    key: str
    yuan: Decimal | None
    figure: Figure | None
    unread: bool = False  # its cell prints something that was not read


@dataclass(frozen=True)
class Totals:
    """The printed totals of one edition in one scope; None where the document prints none.

    `fiscal` is fiscal appropriation: for all funds that of the total row of 收入预算总表, else the total itself.
    `spent` is the total line of the expenditure tables.
    """

    scope: Scope
    total: Decimal | None
    figure: Figure | None
    fiscal: Decimal | None
    fiscal_figure: Figure | None
    spent: ClassifiedLine | None
    sources: tuple[Source, ...]

    @property
    def basic(self) -> Decimal | None:
        """The printed total of 基本支出, yuan."""
        return self.spent.basic if self.spent else None

    @property
    def project(self) -> Decimal | None:
        """The printed total of 项目支出, yuan."""
        return self.spent.project if self.spent else None

    @property
    def other_sources(self) -> tuple[Source, ...]:
        """The sources other than fiscal appropriation with an amount above zero."""
        return tuple(s for s in self.sources if s.yuan and s.key != "fiscal_appropriation")

    @property
    def sources_known(self) -> bool:
        """Whether every source that is printed was read."""
        return not any(source.unread for source in self.sources)


_Cells = Mapping[tuple[Role, int, str], Figure]  # by table, line and column


def totals_of(version: EditionVersion, lines: Sequence[ClassifiedLine], scope: Scope) -> Totals:
    """The totals in that scope, each from the tables that print the money of that scope alone."""
    return (_fiscal_totals if scope is Scope.FISCAL else _all_totals)(version, total_line(lines))


def _all_totals(version: EditionVersion, spent: ClassifiedLine | None) -> Totals:
    """支出预算总表's total, else 财务收支预算总表's; the sources as the total row of 收入预算总表 names them."""
    figures = figures_by_cell(version, (Role.REVENUE_EXPENDITURE, Role.REVENUE))
    received = RevenueLine.objects.filter(version=version, level=Level.TOTAL.value).first()
    sources = _sources(version, received, figures) if received else ()
    fiscal = next((s for s in sources if s.key == "fiscal_appropriation"), None)
    if spent:
        total, figure = spent.total, spent.figure
    else:
        total, figure = _grand_total(version, Role.REVENUE_EXPENDITURE, "expenditure", figures)
    return Totals(
        Scope.ALL_FUNDS,
        total,
        figure,
        fiscal.yuan if fiscal else None,
        fiscal.figure if fiscal else None,
        spent,
        sources,
    )


def _sources(version: EditionVersion, received: RevenueLine, figures: _Cells) -> tuple[Source, ...]:
    """The columns of the total row of 收入预算总表."""
    role = Role.REVENUE
    return tuple(
        Source(
            column.title,
            column.key,
            getattr(received, column.key),
            figures.get((role, received.number, column.key)),
            column.key in received.unread.split(","),
        )
        for column in version.form.table(role).columns
        if column.key != "total"
    )


def _fiscal_totals(version: EditionVersion, spent: ClassifiedLine | None) -> Totals:
    """支出总计 of 财政拨款收支预算总表, else the total of the three budgets; the sources are its lowest revenue entries."""
    both_sides = Role.FISCAL_APPROPRIATION
    figures = figures_by_cell(version, (both_sides,))
    entries = FiscalAppropriationLine.objects.filter(version=version, side=Side.REVENUE.value, lowest=True)
    sources = tuple(
        Source(
            line.name,
            "",
            line.revenue,
            figures.get((both_sides, line.number, "revenue")),
            "revenue" in line.unread.split(","),
        )
        for line in entries.order_by("number")
    )
    total, figure = _grand_total(version, both_sides, "total", figures)
    if total is None and spent:
        total, figure = spent.total, spent.figure
    return Totals(Scope.FISCAL, total, figure, total, figure, spent, sources)


def _grand_total(
    version: EditionVersion, role: Role, column: str, figures: _Cells
) -> tuple[Decimal | None, Figure | None]:
    """支出总计 of that two-sided table, and its cell."""
    lines = every_line(role).filter(version=version)
    totals = lines.filter(level=Level.TOTAL.value, side=Side.EXPENDITURE.value)
    line = totals.filter(**{f"{column}__isnull": False}).order_by("number").first()
    return (getattr(line, column), figures.get((role, line.number, column))) if line else (None, None)


def of_every_hundred(lines: Sequence[ClassifiedLine]) -> tuple[Part, ...]:
    """What every 100 yuan are spent on, largest first, with no part above 80 % where that can be avoided.

    A class above 80 % is replaced by its sections (and a section, if need be, by its items), and the other
    classes become one group. Beyond five parts the small ones become a group too.
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
    lines: Sequence[ClassifiedLine], total: Decimal
) -> tuple[list[ClassifiedLine], list[ClassifiedLine], str]:
    """The lines to show, largest first; those beside the class that was opened; and that class's name."""
    chosen = _largest_first(line for line in lines if line.level == Level.CLASS.value)
    beside: list[ClassifiedLine] = []
    within = ""
    while chosen and (chosen[0].total or 0) * HUNDRED > total * TELLS_NOTHING:
        parts = _largest_first(children_of(chosen[0], lines))
        if not parts:
            break
        within = chosen[0].name
        beside = chosen[1:] + beside
        chosen = parts
    return chosen, beside, within


def _largest_first(lines: Iterable[ClassifiedLine]) -> list[ClassifiedLine]:
    return sorted(
        (line for line in lines if line.total and line.total > 0),
        key=lambda line: line.total or Decimal(),
        reverse=True,
    )


def _part(group: Sequence[ClassifiedLine], total: Decimal, within: str) -> Part:
    yuan = sum((line.total or Decimal() for line in group), Decimal())
    names = "、".join(line.name.removesuffix("支出") for line in group)
    name = group[0].name if len(group) == 1 else names
    inside = within if group[0].level != Level.CLASS.value else ""
    return Part(name, yuan, share(yuan, total) or Decimal(), tuple(group), inside)


def facts_of(version: EditionVersion) -> list[StatedFact]:
    """Every number that the notes state, in printed order."""
    return list(version.statedfacts.order_by("position"))


def statements_by_amount(version: EditionVersion, scope: Scope) -> QuerySet[ProjectStatement]:
    """The project statements, largest amount first; those without an amount in that scope last."""
    statements = ProjectStatement.objects.filter(version=version).with_units()
    return statements.order_by(F(STATEMENT_AMOUNT[scope]).desc(nulls_last=True), "number")


@dataclass(frozen=True)
class TableEntry:
    """One of the official tables in a list: found or not, empty or not."""

    number: int
    slug: str
    title: str
    scopes: tuple[str, ...]
    record: PrintedTableRecord | None
    unread: bool = False  # not found where something was not read

    @property
    def note(self) -> SafeString:
        """Whose money it shows, and whether it is empty."""
        scopes = listed(self.scopes)
        return (
            filled(gettext("原表为空 · %(scopes)s"), scopes=scopes)
            if self.record and self.record.is_empty
            else scopes
        )


def table_entries(version: EditionVersion) -> tuple[TableEntry, ...]:
    """All tables of the form in its order, each as found in this document."""
    records = {r.number: r for r in PrintedTableRecord.objects.filter(version=version)}
    unread = may_be_unread(version)
    return tuple(
        TableEntry(
            table.number,
            table.slug,
            table.title,
            _scopes(table.columns),
            records.get(table.number),
            unread and table.number not in records,
        )
        for table in version.form.tables
    )


def _scopes(columns: Iterable[Column]) -> tuple[str, ...]:
    """The scopes of a table's columns, each once, in the order of the columns."""
    return tuple(dict.fromkeys(gettext(column.scope.value) for column in columns))


ROOM_FOR_LABEL = 7.0  # per cent of the strip's width
ROOM_ON_PHONE = 15.0


@dataclass(frozen=True)
class Segment:
    """One piece of a strip: start and width in per cent, and its label where one fits (`roomy`: but not on a phone)."""

    x: str
    width: str
    label: str
    label_x: str
    colour: int
    roomy: bool

    @property
    def css(self) -> str:
        """The colour of its label, and whether a phone leaves it out."""
        return f"t{self.colour} roomy" if self.roomy else f"t{self.colour}"


def strip(parts: Sequence[Part]) -> tuple[Segment, ...]:
    """A segment for each part, in order, filling the whole width."""
    whole = sum((part.yuan for part in parts), Decimal())
    segments = []
    start = 0.0
    for number, part in enumerate(parts, start=1):
        width = float(part.yuan / whole * 100)
        label = str(part.of_hundred) if width >= ROOM_FOR_LABEL else ""
        label_x = per_cent(start + 0.9)
        roomy = width < ROOM_ON_PHONE
        segments.append(Segment(per_cent(start), per_cent(width), label, label_x, number, roomy))
        start += width
    return tuple(segments)
