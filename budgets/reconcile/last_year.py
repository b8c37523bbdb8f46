"""Kind 1, form: a table that prints the figures of the year before, where the budget of that year is at hand.

Of that budget no more is asked for than its amounts: by table, each with its row and column, in yuan.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from budgets.form.spelling import same_brackets
from budgets.form.tables import Role
from budgets.form.terms import Side, Verdict
from budgets.parsing.records import BudgetReport
from budgets.parsing.table_records import PrintedTable
from budgets.reconcile.outcomes import CheckOutcome, ComparedPlace
from budgets.reconcile.terms import title_place
from budgets.reconcile.verdicts import finding
from budgets.reconcile.wording import worded

# A printed amount: its side (收入, 支出 or ""), its row by code or name, its column, and yuan.
Amount = tuple[str, str, str, Decimal]
# With fewer amounts that are not the same a table may honestly be what it was (“三公”经费 often is).
_FEWEST = 8


@dataclass(frozen=True)
class YearBefore:
    """The amounts of the official tables of a budget of an earlier year, by what the tables say."""

    year: int
    amounts: Mapping[Role, frozenset[Amount]]


def amount_of(side: str, code: str, name: str, column: str, yuan: Decimal) -> Amount:
    """An amount for comparing: a row is known by its code, one without code by its name."""
    return side, code or same_brackets(name), column, yuan


@dataclass(frozen=True)
class TableAmounts:
    """What of one official table is compared: its amounts, whether it was read whole, and where its title is."""

    role: Role
    amounts: frozenset[Amount]
    is_whole: bool
    title: ComparedPlace


def year_before(report: BudgetReport) -> YearBefore:
    """What of a report the next year's is compared with."""
    return YearBefore(report.year, {table.role: table.amounts for table in amounts_of_tables(report)})


def amounts_of_tables(report: BudgetReport) -> Iterator[TableAmounts]:
    """What of a report's tables is compared with the year before."""
    for table in report.tables:
        yield TableAmounts(table.table.role, _amounts(table), not table.unread, title_place(table))


def _amounts(table: PrintedTable) -> frozenset[Amount]:
    return frozenset(
        amount_of(
            line.side.value if isinstance(line.side, Side) else "", line.code, line.name, f.column, f.yuan
        )
        for line in table.lines
        for f in line.figures
    )


def repeated_tables(tables: Iterable[TableAmounts], before: YearBefore) -> Iterator[CheckOutcome]:
    """No table prints, row by row, the amounts of the year before; one check that agrees where none does.

    A table of which something was not read, and one with few amounts, is not compared.
    """
    compared = 0
    repeated = False
    for table in tables:
        own, theirs = table.amounts, before.amounts.get(table.role, frozenset())
        if not table.is_whole or not theirs or len(_distinct(own)) < _FEWEST:
            continue
        compared += 1
        if own == theirs:
            repeated = True
            n = table.title.table
            title = worded("form.last-year.repeated", n=n, year=before.year, count=len(own))
            yield finding(f"form.last-year.t{n}", title, Verdict.DIFFERS, table.title)
    if compared and not repeated:
        title = worded("form.last-year", year=before.year, count=compared)
        yield finding("form.last-year", title, Verdict.EQUAL)


def _distinct(amounts: Iterable[Amount]) -> set[Decimal]:
    return {yuan for *_names, yuan in amounts if yuan}
