"""The stored budget of the year before, with which a new one is compared."""

from budgets.actions.bodies import named
from budgets.form.tables import Role
from budgets.form.terms import Kind
from budgets.models import Edition, EditionVersion, Figure
from budgets.parsing.records import BudgetReport
from budgets.reconcile.last_year import Amount, YearBefore, amount_of


def year_before_of(report: BudgetReport) -> YearBefore | None:
    """What the body published for the year before, of the same kind; None where nothing is published."""
    kind = Edition.EditionKind.UNIT if report.kind is Kind.UNIT else Edition.EditionKind.DEPARTMENTAL
    editions = Edition.objects.filter(body=named(report.body), year=report.year - 1, kind=kind)
    published = EditionVersion.objects.filter(
        edition__in=editions, status=EditionVersion.Status.PUBLISHED
    ).first()
    return _stored(published, report.year - 1) if published else None


def _stored(version: EditionVersion, year: int) -> YearBefore:
    fields = ("table", "side", "code", "name", "column", "yuan")
    found: dict[Role, set[Amount]] = {}
    for table, *cell in Figure.objects.filter(version=version).values_list(*fields):
        found.setdefault(Role(table), set()).add(amount_of(*cell))
    return YearBefore(year, {role: frozenset(amounts) for role, amounts in found.items()})
