"""Reading the project statements as a list, and how much of project expenditure they explain."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery, Sum

from budgets.amounts import share
from budgets.models import BudgetUnit, EditionVersion, ProjectStatement, StatementPart
from budgets.official_tables import BY_NUMBER
from budgets.queries.tables import total_of
from budgets.vocabulary import PartKey

Statements = QuerySet[ProjectStatement]


def statements_of(version: EditionVersion) -> Statements:
    """Every project statement in printed order, with its budget unit."""
    return ProjectStatement.objects.filter(version=version).select_related("budget_unit").order_by("number")


def with_words(statements: Statements, words: Iterable[str]) -> Statements:
    """Those in which every word stands: in the name, the implementer or one of the seven parts."""
    for word in words:
        said = StatementPart.objects.filter(statement=OuterRef("pk"), text__icontains=word)
        statements = statements.filter(
            Q(name__icontains=word) | Q(implementer__icontains=word) | Exists(said)
        )
    return statements


def active_between(statements: Statements, first: date | None, last: date | None) -> Statements:
    """Those whose period touches the days from `first` to `last`; either may be open."""
    if first:
        statements = statements.filter(end__gte=first)
    return statements.filter(start__lte=last) if last else statements


def with_part_texts(statements: Statements) -> Statements:
    """The same with the words of each part as part_overview, part_basis, …"""
    parts = StatementPart.objects.filter(statement=OuterRef("pk")).order_by("position")
    texts = {
        part_field(key): Subquery(parts.filter(key=key.name.lower()).values("text")[:1]) for key in PartKey
    }
    return statements.annotate(**texts)


def part_field(key: PartKey) -> str:
    """What `with_part_texts` calls the words of that part."""
    return f"part_{key.name.lower()}"


def units_with_statements(version: EditionVersion) -> list[tuple[int, str]]:
    """The listed budget units that have a statement: number and name."""
    units = BudgetUnit.objects.filter(version=version, statements__isnull=False)
    return list(units.order_by("number").values_list("number", "name").distinct())


@dataclass(frozen=True)
class Explained:
    """What the statements add up to beside the project expenditure that the tables print, like with like.

    `count` statements state an amount. Without their self-raised money they are measured against table 5
    (一般公共预算), with it against table 3 (全部资金). Amounts are yuan; shares are per cent.
    """

    count: int
    self_raised_count: int
    with_self_raised: Decimal
    self_raised: Decimal
    fiscal_count: int
    fiscal: Decimal
    general_public: Decimal | None
    all_funds: Decimal | None

    @property
    def without_self_raised(self) -> Decimal:
        """The money of the statements that is not named as self-raised."""
        return self.with_self_raised - self.self_raised

    @property
    def share_of_general_public(self) -> Decimal | None:
        """Per cent of table 5's project expenditure."""
        return share(self.without_self_raised, self.general_public) if self.general_public else None

    @property
    def share_of_all_funds(self) -> Decimal | None:
        """Per cent of table 3's project expenditure."""
        return share(self.with_self_raised, self.all_funds) if self.all_funds else None


def explained(version: EditionVersion) -> Explained:
    """How much of project expenditure the statements explain; three queries."""
    sums = ProjectStatement.objects.filter(version=version, total__isnull=False).aggregate(
        count=Count("pk"),
        total=Sum("total"),
        with_self=Count("self_raised"),
        self_raised=Sum("self_raised"),
        with_fiscal=Count("fiscal"),
        fiscal=Sum("fiscal"),
    )
    return Explained(
        sums["count"],
        sums["with_self"],
        sums["total"] or Decimal(0),
        sums["self_raised"] or Decimal(0),
        sums["with_fiscal"],
        sums["fiscal"] or Decimal(0),
        total_of(version, BY_NUMBER[5], "project"),
        total_of(version, BY_NUMBER[3], "project"),
    )
