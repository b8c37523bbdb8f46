"""Every printed figure of the nine tables."""

from django.db.models import Case, CharField, F, QuerySet, Value, When

from budgets.form.tables import BY_NUMBER, OFFICIAL_TABLES
from budgets.models import EditionVersion, Figure


def figures_of(version: EditionVersion) -> QuerySet[Figure]:
    """Every printed figure in document order, annotated with the titles of its table and column for files."""
    return (
        Figure.objects.filter(version=version)
        .annotate(table_title=_titles(), column_title=_column_titles())
        .order_by("position")
    )


def _titles() -> Case:
    cases = [When(table_number=t.number, then=Value(t.title)) for t in OFFICIAL_TABLES]
    return Case(*cases, default=Value(""), output_field=CharField())


def _column_titles() -> Case:
    """The column titles by key; a key has one title in all tables, which tests/form checks."""
    titles = {column.key: table.title_of(column.key) for table in OFFICIAL_TABLES for column in table.columns}
    cases = [When(column=key, then=Value(title)) for key, title in titles.items()]
    return Case(*cases, default=F("column"), output_field=CharField())


def column_title(number: int, key: str) -> str:
    """The printed heading of a column."""
    return BY_NUMBER[number].title_of(key)
