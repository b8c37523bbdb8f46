"""The sheets: each official table, every figure, the project statements, the checks, with the rows asked for."""

from collections.abc import Iterator

from django.db.models import QuerySet

from budgets.exports import columns
from budgets.exports.sheet import Sheet
from budgets.models import (
    AmountPart,
    CheckResult,
    EditionVersion,
    Figure,
    Instalment,
    Line,
    ProjectStatement,
    Quotation,
)
from budgets.official_tables import OFFICIAL_TABLES, OfficialTable
from budgets.queries.checks import checks_of
from budgets.queries.projects import statements_of, with_part_texts
from budgets.queries.statements import amount_parts_of, instalments_of, uncounted_of
from budgets.queries.tables import figures_of, lines_of


def sheets_of(version: EditionVersion) -> Iterator[Sheet]:
    """Every file of a version, whole, in the order of `columns.definitions`."""
    for table in OFFICIAL_TABLES:
        yield table_sheet(version, table, lines_of(version, table))
    statements = statements_of(version)
    yield figure_sheet(version, figures_of(version))
    yield statement_sheet(version, statements)
    yield instalment_sheet(version, instalments_of(statements))
    yield amount_part_sheet(version, amount_parts_of(statements))
    yield uncounted_sheet(version, uncounted_of(statements))
    yield check_sheet(version, checks_of(version))


def table_sheet(version: EditionVersion, table: OfficialTable, lines: QuerySet[Line]) -> Sheet:
    """Lines of an official table."""
    return Sheet.of(columns.table_definition(table, version.edition.form_kind), lines, version)


def figure_sheet(version: EditionVersion, figures: QuerySet[Figure]) -> Sheet:
    """Printed figures, each with the edition that it is of."""
    edition = version.edition
    return Sheet.of(
        columns.figure_definition(),
        figures,
        version,
        body=edition.body.name,
        year=edition.year,
        kind=edition.form_kind.value,
        version_number=version.number,
    )


def statement_sheet(version: EditionVersion, statements: QuerySet[ProjectStatement]) -> Sheet:
    """Project statements with their seven parts."""
    return Sheet.of(columns.statement_definition(), with_part_texts(statements), version)


def instalment_sheet(version: EditionVersion, instalments: QuerySet[Instalment]) -> Sheet:
    """Steps of spending plans."""
    return Sheet.of(columns.instalment_definition(), instalments, version)


def amount_part_sheet(version: EditionVersion, parts: QuerySet[AmountPart]) -> Sheet:
    """Named parts of the statements' amounts."""
    return Sheet.of(columns.amount_part_definition(), parts, version)


def uncounted_sheet(version: EditionVersion, quotations: QuerySet[Quotation]) -> Sheet:
    """Amounts that the statements name and that are not counted."""
    return Sheet.of(columns.uncounted_definition(), quotations, version)


def check_sheet(version: EditionVersion, checks: QuerySet[CheckResult]) -> Sheet:
    """What the checks found."""
    return Sheet.of(columns.check_definition(), checks, version)
