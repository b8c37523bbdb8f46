"""Reading the project statements as a list, and how much of project expenditure they explain."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery, Sum

from budgets.form.amounts import share
from budgets.form.tables import ROLES_OF_SCOPE, Role
from budgets.form.terms import Level, PartKey, Scope
from budgets.models import EditionVersion, Figure, ProjectStatement, StatementPart
from budgets.pages.unread.read import is_whole, may_be_unread

Statements = QuerySet[ProjectStatement]
# A ProjectStatement with what `with_units` annotates, which no type of Django's can say.
LinkedStatement = Any

# What a statement counts in either scope: all the money that it lists, or what it names as fiscal.
STATEMENT_AMOUNT = {Scope.ALL_FUNDS: "total", Scope.FISCAL: "fiscal"}


def statements_of(version: EditionVersion) -> Statements:
    """Every project statement in printed order, annotated with the budget unit that is its implementer."""
    return ProjectStatement.objects.filter(version=version).with_units().order_by("number")


def with_words(statements: Statements, words: Iterable[str]) -> Statements:
    """The statements that have every word in their name, implementer or one of the seven parts."""
    for word in words:
        said = StatementPart.objects.filter(statement=OuterRef("pk"), text__icontains=word)
        statements = statements.filter(
            Q(name__icontains=word) | Q(implementer__icontains=word) | Exists(said)
        )
    return statements


def active_between(statements: Statements, first: date | None, last: date | None) -> Statements:
    """The statements whose period overlaps the days from `first` to `last`; None leaves an end open."""
    if first:
        statements = statements.filter(end__gte=first)
    return statements.filter(start__lte=last) if last else statements


def with_part_texts(statements: Statements) -> Statements:
    """The statements annotated with the text of each part, as part_overview, part_basis, …"""
    parts = StatementPart.objects.filter(statement=OuterRef("pk")).order_by("position")
    texts = {part_field(key): Subquery(parts.filter(key=key.word).values("text")[:1]) for key in PartKey}
    return statements.annotate(**texts)


def part_field(key: PartKey) -> str:
    """The name under which `with_part_texts` annotates that part."""
    return f"part_{key.word}"


@dataclass(frozen=True)
class Explained:
    """What the statements add up to beside the project expenditure that the tables print, like with like.

    `count` statements state an amount; `fiscal_count` of them name fiscal money, `unnamed_count` no source at
    all. Named fiscal money, and all money without what is named as self-raised, are measured against those
    tables of the three budgets that print project expenditure (财政拨款), everything against 支出预算总表 (全部资金).
    Amounts are yuan; shares are per cent.
    """

    count: int
    self_raised_count: int
    with_self_raised: Decimal
    self_raised: Decimal
    fiscal_count: int
    fiscal: Decimal
    unnamed_count: int
    unnamed: Decimal
    fiscal_figures: tuple[Figure, ...]  # 合计 of 项目支出, as the tables of the three budgets print it
    all_funds_figure: Figure | None  # 合计 of 项目支出, as 支出预算总表 prints it

    @property
    def fiscal_project(self) -> Decimal | None:
        """Project expenditure from fiscal appropriation; our sum where more than one table prints some."""
        return sum((f.yuan for f in self.fiscal_figures), Decimal()) if self.fiscal_figures else None

    @property
    def all_funds(self) -> Decimal | None:
        """Project expenditure from all funds, as 支出预算总表 prints it."""
        return self.all_funds_figure.yuan if self.all_funds_figure else None

    @property
    def without_self_raised(self) -> Decimal:
        """The money of the statements that is not named as self-raised."""
        return self.with_self_raised - self.self_raised

    @property
    def fiscal_share(self) -> Decimal | None:
        """Named fiscal money in per cent of fiscal project expenditure."""
        return share(self.fiscal, self.fiscal_project) if self.fiscal_project else None

    @property
    def share_of_fiscal(self) -> Decimal | None:
        """All listed money without self-raised, in per cent of fiscal project expenditure."""
        return share(self.without_self_raised, self.fiscal_project) if self.fiscal_project else None

    @property
    def share_of_all_funds(self) -> Decimal | None:
        """Per cent of the project expenditure of 支出预算总表."""
        return share(self.with_self_raised, self.all_funds) if self.all_funds else None


def explained(version: EditionVersion) -> Explained:
    """How much of project expenditure the statements explain; two queries.

    Beside no total, and so without shares, where a statement may not have been read, or a table's own total.
    """
    printed = [] if may_be_unread(version) else _project_totals(version)
    unnamed = Q(fiscal__isnull=True, self_raised__isnull=True)
    # No alias may be a field's name, as later aggregates would then use the alias instead of the field.
    sums = ProjectStatement.objects.filter(version=version, total__isnull=False).aggregate(
        n=Count("pk"),
        n_self=Count("self_raised"),
        n_fiscal=Count("fiscal"),
        n_unnamed=Count("pk", filter=unnamed),
        of_all=Sum("total"),
        of_self=Sum("self_raised"),
        of_fiscal=Sum("fiscal"),
        of_unnamed=Sum("total", filter=unnamed),
    )
    return Explained(
        sums["n"],
        sums["n_self"],
        sums["of_all"] or Decimal(0),
        sums["of_self"] or Decimal(0),
        sums["n_fiscal"],
        sums["of_fiscal"] or Decimal(0),
        sums["n_unnamed"],
        sums["of_unnamed"] or Decimal(0),
        tuple(figure for figure in printed if figure.table != Role.EXPENDITURE.value),
        next((figure for figure in printed if figure.table == Role.EXPENDITURE.value), None),
    )


def _project_totals(version: EditionVersion) -> list[Figure]:
    """What these tables print as the total of 项目支出; a blank or a zero carries no projects.

    None of the three budgets where the total of one was not read, as the others are not all of their money.
    """
    totals = Figure.objects.filter(version=version, level=Level.TOTAL.value, column="project")
    slugs = [role.value for role in (Role.EXPENDITURE, *ROLES_OF_SCOPE[Scope.FISCAL])]
    printed = list(totals.filter(table__in=slugs).order_by("table_number"))
    found = {figure.table for figure in printed}
    lacking = [role for role in ROLES_OF_SCOPE[Scope.FISCAL] if role.value not in found]
    known = is_whole(version, lacking)
    return [f for f in printed if f.yuan and (known or f.table == Role.EXPENDITURE.value)]


def shares_are_known(version: EditionVersion) -> bool:
    """Whether the statements and the tables that they are measured against were read whole, as far as is known."""
    return not may_be_unread(version) and is_whole(version, (Role.EXPENDITURE, *ROLES_OF_SCOPE[Scope.FISCAL]))
