"""Every file of an edition with its columns and rows. The columns are a promise to those who download.

Columns and their order stay: documentation and earlier files rely on them. The data dictionary and the
`datapackage.json` are made from these definitions, so a column without a description cannot be added.
"""

from collections.abc import Callable, Iterator
from functools import partial

from budgets.exports.sheet import Sheet, SheetDefinition
from budgets.form.tables import BudgetForm, OfficialTable
from budgets.models import EditionVersion
from budgets.pages.checks.columns import check_definition, check_sheet
from budgets.pages.checks.read import checks_of
from budgets.pages.figures.columns import figure_definition, figure_sheet
from budgets.pages.figures.read import figures_of
from budgets.pages.projects.columns import statement_definition, statement_sheet
from budgets.pages.projects.read import statements_of
from budgets.pages.statement.columns import (
    amount_part_definition,
    amount_part_sheet,
    instalment_definition,
    instalment_sheet,
    uncounted_definition,
    uncounted_sheet,
)
from budgets.pages.statement.read import amount_parts_of, instalments_of, uncounted_of
from budgets.pages.tables.columns import table_definition, table_sheet
from budgets.pages.tables.further import further_sheet, further_tables
from budgets.pages.tables.read import lines_of
from budgets.pages.unread.columns import unread_definition, unread_sheet
from budgets.pages.unread.read import unread_of


def definitions(form: BudgetForm) -> tuple[SheetDefinition, ...]:
    """Every file of an edition in that form: its tables, then the lists."""
    tables = tuple(map(table_definition, form.tables))
    lists: tuple[Callable[[], SheetDefinition], ...] = (
        partial(figure_definition, form),
        statement_definition,
        instalment_definition,
        amount_part_definition,
        uncounted_definition,
        check_definition,
        partial(unread_definition, form),
    )
    return (*tables, *(define() for define in lists))


def sheets_of(version: EditionVersion) -> Iterator[Sheet]:
    """Every file of a version, whole, in the order of `definitions`; tables kept as printed follow the official ones."""
    for table in version.form.tables:
        yield table_sheet(version, table, lines_of(version, table))
    for record in further_tables(version):
        yield further_sheet(record)
    statements = statements_of(version)
    yield figure_sheet(version, figures_of(version))
    yield statement_sheet(version, statements)
    yield instalment_sheet(version, instalments_of(statements))
    yield amount_part_sheet(version, amount_parts_of(statements))
    yield uncounted_sheet(version, uncounted_of(statements))
    yield check_sheet(version, checks_of(version))
    if version.unread_count is not None:
        yield unread_sheet(version, unread_of(version))


def table_of(sheet: Sheet) -> OfficialTable | None:
    """The official table whose lines the sheet has; None for a list."""
    return sheet.version.form.by_slug.get(sheet.name) if sheet.version else None
