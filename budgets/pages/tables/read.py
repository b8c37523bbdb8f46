"""Reading the official tables: their lines, their figures, and what is said about an empty one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Case, Count, IntegerField, QuerySet, Sum, Value, When
from django.db.models.expressions import Expression
from django.db.models.functions import Coalesce
from django.utils.translation import gettext

from budgets.form.tables import Column, Form, OfficialTable, Role
from budgets.form.terms import Level, Scope, Side, Topic
from budgets.models import LINE_MODELS, EditionVersion, Figure, Line, PrintedTableRecord, StatedFact
from budgets.pages.unread.read import may_be_unread, unread_tables
from budgets.words.tables import in_short, summary, title_of
from budgets.words.unread import missing_table

Order = tuple[str | Expression, ...]

BUDGETED = "budgeted"  # 预算数, where both sides of a table print it under one heading


@dataclass(frozen=True)
class AmountField:
    """One amount column of pages and downloads: `name` in the query, `title` as printed.

    The two sides of table 1 print the same heading; they are one field here, so that a filter, an order
    and a download column mean both.
    """

    name: str
    title: str
    scope: Scope | None
    sides: tuple[Side, ...]
    columns: tuple[str, ...]  # column keys of budgets.form.tables


@dataclass(frozen=True)
class TableSummary:
    """One of the official tables in the index; `record` is None when the document lacks the table."""

    table: OfficialTable
    record: PrintedTableRecord | None
    lines: int
    figures: int
    unread: bool  # something of it was not read or, where it was not found, may stand where nothing was read

    @property
    def title(self) -> str:
        """As the document prints it, else that of the form."""
        return title_of(self.record.title, self.table.title) if self.record else self.table.title

    @property
    def words(self) -> str:
        """Its scopes, rows, figures and unit, or that it is empty or was not found."""
        if self.record is None and self.unread:
            return missing_table()
        if self.record is None or self.record.is_empty:
            return in_short(self.record.notes if self.record else "", found=self.record is not None)
        scopes = tuple(dict.fromkeys(gettext(column.scope.value) for column in self.table.columns))
        return summary(scopes, self.lines, self.figures, self.record.unit, in_part=self.unread)


def amount_fields(table: OfficialTable) -> tuple[AmountField, ...]:
    """The amount columns of a form's table in the official order; one where the columns are our lines."""
    if table.form is Form.SINGLE_ROW:
        return (AmountField("amount", "预算数", None, (), ()),)
    titles = dict.fromkeys(column.title for column in table.columns)
    return tuple(_joined([c for c in table.columns if c.title == title]) for title in titles)


def _joined(columns: Sequence[Column]) -> AmountField:
    first = columns[0]
    return AmountField(
        first.key if len(columns) == 1 else BUDGETED,
        first.title,
        first.scope,
        tuple(column.side for column in columns if column.side),
        tuple(column.key for column in columns),
    )


def original_order(table: OfficialTable) -> Order:
    """The order of the document: line by line, the revenue side of a two-sided table first."""
    if table.form is not Form.TWO_SIDED:
        return ("number",)
    revenue_first = Case(When(side=Side.REVENUE.value, then=0), default=1, output_field=IntegerField())
    return (revenue_first, "number")


def lines_of(version: EditionVersion, table: OfficialTable) -> QuerySet[Line]:
    """Every line of the table in the order of the document, with each of its `amount_fields` by name."""
    joined = {f.name: Coalesce(*f.columns) for f in amount_fields(table) if len(f.columns) > 1}
    return every_line(table.role).filter(version=version).annotate(**joined).order_by(*original_order(table))


def every_line(role: Role) -> QuerySet[Any]:
    """The lines of that table in all versions. The models differ in columns, which no one type can say."""
    return LINE_MODELS[role]._default_manager.all()


def printed_table(version: EditionVersion, number: int) -> PrintedTableRecord | None:
    """The table as found in the document, None when it is missing there."""
    return PrintedTableRecord.objects.filter(version=version, number=number).first()


def table_summaries(version: EditionVersion) -> list[TableSummary]:
    """All official tables in the official order, also those that the document lacks; three queries."""
    records = {r.number: r for r in PrintedTableRecord.objects.filter(version=version)}
    lines = _line_counts(version)
    counted = Figure.objects.filter(version=version).order_by().values_list("table_number")
    figures = dict(counted.annotate(Count("pk")))
    elsewhere = may_be_unread(version)
    unread = unread_tables(version)
    return [
        TableSummary(
            table,
            records.get(table.number),
            lines.get(table.number, 0),
            figures.get(table.number, 0),
            table.slug in unread or (table.number not in records and elsewhere),
        )
        for table in version.form.tables
    ]


def _line_counts(version: EditionVersion) -> dict[int, int]:
    """Lines by table number, in one query over the models of the tables."""
    counts = [
        model._default_manager.filter(version=version)
        .order_by()
        .annotate(table=Value(version.form.number(role), IntegerField()))
        .values("table")
        .annotate(lines=Count("pk"))
        .values_list("table", "lines")
        for role, model in LINE_MODELS.items()
        if role in version.form.by_role
    ]
    return {table: lines for table, lines in counts[0].union(*counts[1:], all=True) if table is not None}


def classes_of(version: EditionVersion, table: OfficialTable) -> list[tuple[str, str]]:
    """The classes 类 that the table prints: code and name."""
    if table.form is not Form.CODED:
        return []
    lines = every_line(table.role).filter(version=version, level=Level.CLASS.value)
    return list(lines.order_by("number").values_list("class_code", "name"))


def figures_of_lines(
    version: EditionVersion, number: int, line_numbers: Iterable[int]
) -> dict[tuple[int, str], Figure]:
    """The printed figures of those lines by line number and column key."""
    figures = Figure.objects.filter(version=version, table_number=number, line_number__in=set(line_numbers))
    return {(figure.line_number, figure.column): figure for figure in figures}


def figures_by_cell(version: EditionVersion, roles: Iterable[Role]) -> dict[tuple[Role, int, str], Figure]:
    """Every printed figure of those tables by table, line number and column key."""
    numbers = {table.number: role for role in roles if (table := version.form.by_role.get(role))}
    figures = Figure.objects.filter(version=version, table_number__in=tuple(numbers))
    return {(numbers[f.table_number], f.line_number, f.column): f for f in figures}


def total_of(version: EditionVersion, table: OfficialTable, field: str) -> Decimal | None:
    """The amount in that column of the printed 合计 line, yuan; None where it is blank or missing."""
    lines = every_line(table.role).filter(version=version, level=Level.TOTAL.value)
    return lines.values_list(field, flat=True).first()


def table_total(version: EditionVersion, table: OfficialTable) -> Decimal | None:
    """The total that the table prints, yuan; in a two-sided table that of expenditure."""
    if table.form is Form.SINGLE_ROW:
        return total_of(version, table, "amount")
    if table.form is Form.CODED:
        return total_of(version, table, "total")
    spent = next(column.key for column in table.columns if column.side is Side.EXPENDITURE)
    lines = every_line(table.role).filter(
        version=version, level=Level.TOTAL.value, side=Side.EXPENDITURE.value
    )
    return lines.values_list(spent, flat=True).first()


def total_scope(table: OfficialTable) -> Scope:
    """The scope of the amount that `table_total` gives."""
    if table.form is Form.TWO_SIDED:
        return next(column.scope for column in table.columns if column.side is Side.EXPENDITURE)
    return table.column("total").scope


def lowest_sums(lines: QuerySet[Line], fields: Sequence[str]) -> tuple[int, dict[str, Decimal | None]]:
    """How many of the lines are of the lowest level, and what these add up to in each column."""
    lowest = lines.filter(lowest=True).order_by()
    sums = lowest.aggregate(lowest_lines=Count("pk"), **{f"sum_{name}": Sum(name) for name in fields})
    return sums["lowest_lines"], {name: sums[f"sum_{name}"] for name in fields}


@dataclass(frozen=True)
class DrawnLine:
    """One line with the amount that a chart draws, in yuan above zero: that of the column `key`."""

    code: str
    name: str
    number: int
    key: str
    yuan: Decimal


@dataclass(frozen=True)
class DrawnLines:
    """Lines that do not contain one another, largest first: all of the lowest level (`lowest`), or of another one."""

    column: str  # the title of their amount column
    scope: Scope
    lowest: bool
    lines: tuple[DrawnLine, ...]


def lines_to_draw(table: OfficialTable, lines: QuerySet[Line]) -> DrawnLines | None:
    """The lines of a coded or two-sided table to draw, with the amounts of their total column; one query.

    These are the lowest lines, else those of the highest level among `lines`; of a two-sided table the
    expenditure lines, else the revenue lines. None for table 9, whose columns are our lines.
    """
    if table.form is Form.SINGLE_ROW:
        return None
    found: list[Any] = list(lines)
    side = None
    if table.form is Form.TWO_SIDED:
        spent = [line for line in found if line.side == Side.EXPENDITURE.value]
        side = Side.EXPENDITURE if spent else Side.REVENUE
        found = spent or found
    key = next(column.key for column in table.columns if column.side is side)
    amounts = [line for line in found if line.level != Level.TOTAL.value and (getattr(line, key) or 0) > 0]
    own = [line for line in amounts if line.lowest] or _of_highest_level(amounts)
    drawn = [
        DrawnLine(getattr(line, "code", ""), line.name, line.number, key, getattr(line, key)) for line in own
    ]
    largest_first = tuple(sorted(drawn, key=lambda line: line.yuan, reverse=True))
    return DrawnLines(
        table.title_of(key), table.column(key).scope, bool(own and own[0].lowest), largest_first
    )


def _of_highest_level(lines: Sequence[Any]) -> list[Any]:
    order = [level.value for level in Level]
    first = min((line.level for line in lines), key=order.index, default=None)
    return [line for line in lines if line.level == first]


_FACT_OF_EMPTY_TABLE = {Role.MANAGED_FUNDS: "managed_funds", Role.STATE_CAPITAL: "state_capital"}


def narrative_about(version: EditionVersion, role: Role) -> StatedFact | None:
    """What 编制说明 says about the money of a table that may be empty; None for the other tables."""
    key = _FACT_OF_EMPTY_TABLE.get(role)
    if key is None:
        return None
    return StatedFact.objects.filter(version=version, topic=Topic.NARRATIVE.word, key=key).first()


ROWS_OF_A_TABLE = 100  # most tables fit one page whole
