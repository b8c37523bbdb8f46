"""Every printed figure of the official tables."""

from django.db.models import Case, CharField, F, QuerySet, Value, When

from budgets.form.tables import BudgetForm
from budgets.models import EditionVersion, Figure


def figures_of(version: EditionVersion) -> QuerySet[Figure]:
    """Every printed figure in document order, annotated with the title of its column."""
    return (
        Figure.objects.filter(version=version)
        .annotate(column_title=_column_titles(version.form))
        .order_by("position")
    )


def _column_titles(form: BudgetForm) -> Case:
    """The column titles by key; a key has one title in all tables, which tests/form checks."""
    titles = {column.key: table.title_of(column.key) for table in form.tables for column in table.columns}
    cases = [When(column=key, then=Value(title)) for key, title in titles.items()]
    return Case(*cases, default=F("column"), output_field=CharField())
