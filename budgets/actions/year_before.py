"""The stored budget of the year before, with which a new one is compared."""

from collections.abc import Iterator

from budgets.actions.bodies import named
from budgets.form.tables import Role
from budgets.form.terms import Kind
from budgets.models import Edition, EditionVersion, Figure, PrintedTableRecord, UnreadPlace
from budgets.parsing.records import BudgetReport
from budgets.reconcile.last_year import Amount, TableAmounts, YearBefore, amount_of
from budgets.reconcile.outcomes import AtTitle, ComparedPlace


def year_before_of(report: BudgetReport) -> YearBefore | None:
    """What the body published for the year before, of the same kind; None where nothing is published."""
    kind = Edition.EditionKind.UNIT if report.kind is Kind.UNIT else Edition.EditionKind.DEPARTMENTAL
    return published_before(report.body, report.year, kind)


def published_before(body: str, year: int, kind: str) -> YearBefore | None:
    """The same for the name of a body, the year of its budget, and its kind."""
    editions = Edition.objects.filter(body=named(body), year=year - 1, kind=kind)
    published = EditionVersion.objects.filter(
        edition__in=editions, status=EditionVersion.Status.PUBLISHED
    ).first()
    return YearBefore(year - 1, _stored(published)) if published else None


def stored_tables(version: EditionVersion) -> Iterator[TableAmounts]:
    """What of the tables of a stored version is compared with the year before, in their order."""
    amounts = _stored(version)
    unread = set(UnreadPlace.objects.filter(version=version).values_list("table_number", flat=True))
    for table in PrintedTableRecord.objects.filter(version=version).order_by("number"):
        title = ComparedPlace(
            table.number, "", "", table.place_page, table.place_line, table.title, what=AtTitle(table.number)
        )
        role = Role(table.slug)
        yield TableAmounts(role, amounts.get(role, frozenset()), table.number not in unread, title)


def _stored(version: EditionVersion) -> dict[Role, frozenset[Amount]]:
    fields = ("table", "side", "code", "name", "column", "yuan")
    found: dict[Role, set[Amount]] = {}
    for table, *cell in Figure.objects.filter(version=version).values_list(*fields):
        found.setdefault(Role(table), set()).add(amount_of(*cell))
    return {role: frozenset(amounts) for role, amounts in found.items()}
