"""Expenditure by the functional classification, of all funds or of fiscal appropriation; and by the economic one.

All funds come from 支出预算总表. Fiscal appropriation comes from the tables of the three budgets: a code in only one of
them keeps its printed amount; for a code in several the amount is our sum (推算).
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from budgets.form.tables import ROLES_OF_SCOPE, OfficialTable, Role
from budgets.form.terms import Level, Scope
from budgets.models import EditionVersion, Figure
from budgets.pages.tables.read import every_line
from budgets.pages.unread.read import is_whole

COLUMNS = ("total", "basic", "project")


@dataclass(frozen=True, eq=False)
class ClassifiedLine:
    """One line of the classification: its amounts in yuan (None where blank) and the figures they come from.

    `roles` are those of the tables that print it, `figures` by column what is printed there: one figure, or the terms of
    our sum.
    """

    code: str
    name: str
    level: str
    total: Decimal | None = None
    basic: Decimal | None = None
    project: Decimal | None = None
    roles: tuple[Role, ...] = ()
    figures: Mapping[str, tuple[Figure, ...]] = field(default_factory=dict)
    unread: frozenset[str] = frozenset()  # the columns in which something is printed that was not read

    @property
    def derived(self) -> bool:
        """Whether the amounts are our sums of what several tables print."""
        return len(self.roles) > 1

    @property
    def figure(self) -> Figure | None:
        """Where its total is printed; None where it is blank or our sum."""
        return self.cell("total")

    def cell(self, column: str) -> Figure | None:
        """Where its amount in that column is printed; None where it is blank or our sum."""
        return None if self.derived else next(iter(self.figures.get(column, ())), None)


def functional_lines(version: EditionVersion, scope: Scope = Scope.ALL_FUNDS) -> list[ClassifiedLine]:
    """Every line in printed order; lines merged from several tables are in code order with the total last."""
    return lines_of_versions([version], scope).get(version.pk, [])


def economic_lines(version: EditionVersion) -> list[ClassifiedLine]:
    """Basic expenditure of the general public budget by the departmental economic classification."""
    printed = _printed([version.pk], Scope.GENERAL_PUBLIC, tuple(Level))
    return printed.get(version.pk, {}).get(Role.BASIC_BY_CLASS, [])


def lines_by_table(version: EditionVersion, scope: Scope) -> dict[Role, list[ClassifiedLine]]:
    """The lines of each table of that scope that prints amounts, in printed order."""
    return _printed([version.pk], scope, tuple(Level)).get(version.pk, {})


def lines_of_versions(
    versions: Iterable[EditionVersion], scope: Scope, levels: Sequence[Level] = tuple(Level)
) -> dict[int, list[ClassifiedLine]]:
    """The lines of those levels by version; a version without amounts is left out. One query for each table.

    Where several tables make up the scope, an amount to which one of them may add something that was not read is
    unknown, not smaller.
    """
    versions = list(versions)
    printed = _printed([version.pk for version in versions], scope, levels)
    merged = {version: _as_one(list(tables.values())) for version, tables in printed.items()}
    lacking = {v.pk: frozenset(r for r in ROLES_OF_SCOPE[scope] if not is_whole(v, (r,))) for v in versions}
    return {key: _unknown_where(lines, lacking[key]) for key, lines in merged.items()}


def _unknown_where(lines: list[ClassifiedLine], lacking: frozenset[Role]) -> list[ClassifiedLine]:
    """The lines without the amounts to which a table of `lacking`, which does not list them, may add."""
    return [
        replace(line, total=None, basic=None, project=None, figures={}, unread=frozenset(COLUMNS))
        if lacking - set(line.roles)
        else line
        for line in lines
    ]


def _as_one(tables: Sequence[Sequence[ClassifiedLine]]) -> list[ClassifiedLine]:
    first, *others = tables
    return merged_lines(tables) if others else list(first)


def _printed(
    versions: Sequence[int], scope: Scope, levels: Sequence[Level]
) -> dict[int, dict[Role, list[ClassifiedLine]]]:
    """The lines by version and table; a table without amounts is left out."""
    printed: dict[int, dict[Role, list[ClassifiedLine]]] = defaultdict(lambda: defaultdict(list))
    figures = _figures(versions, scope)
    for role in ROLES_OF_SCOPE[scope]:
        lines = every_line(role).filter(version__in=versions).order_by("number")
        for line in lines.filter(level__in=[level.value for level in levels]):
            printed[line.version_id][role].append(_line(line, role, figures))
    used = {
        version: {
            role: lines for role, lines in tables.items() if any(line.total is not None for line in lines)
        }
        for version, tables in printed.items()
    }
    return {version: tables for version, tables in used.items() if tables}


Figures = Mapping[tuple[int, Role, int, str], Figure]  # by version, table, line and column


def _figures(versions: Sequence[int], scope: Scope) -> Figures:
    slugs = [role.value for role in ROLES_OF_SCOPE[scope]]
    figures = Figure.objects.filter(version__in=versions, table__in=slugs)
    return {(f.version_id, Role(f.table), f.line_number, f.column): f for f in figures}


def _line(line: Any, role: Role, figures: Figures) -> ClassifiedLine:
    cells = {column: figures.get((line.version_id, role, line.number, column)) for column in COLUMNS}
    return ClassifiedLine(
        line.code,
        line.name,
        line.level,
        **{column: getattr(line, column, None) for column in COLUMNS},
        roles=(role,),
        figures={column: (figure,) for column, figure in cells.items() if figure},
        unread=frozenset(filter(None, line.unread.split(","))),
    )


def merged_lines(tables: Sequence[Sequence[ClassifiedLine]]) -> list[ClassifiedLine]:
    """The lines of several tables added up by code; the same code twice in one table stays two lines.

    The result has a total only if each of the tables prints one.
    """
    same: dict[tuple[str, str, int], list[ClassifiedLine]] = defaultdict(list)
    for lines in tables:
        seen: dict[tuple[str, str], int] = defaultdict(int)
        for line in lines:
            key = (line.level, line.code or line.name)
            same[(*key, seen[key])].append(line)
            seen[key] += 1
    merged = [_sum(lines) for lines in same.values()]
    if sum(line.level == Level.TOTAL.value for lines in tables for line in lines) < len(tables):
        merged = [line for line in merged if line.level != Level.TOTAL.value]  # not the whole
    return sorted(merged, key=lambda line: (line.level == Level.TOTAL.value, line.code))


def _sum(lines: Sequence[ClassifiedLine]) -> ClassifiedLine:
    if len(lines) == 1:
        return lines[0]
    first = lines[0]
    unread = frozenset(column for line in lines for column in line.unread)
    return ClassifiedLine(
        first.code,
        first.name,
        first.level,
        # What one of them prints and was not read makes the sum unknown, not smaller.
        **{
            column: _added([getattr(line, column) for line in lines]) if column not in unread else None
            for column in COLUMNS
        },
        roles=tuple(role for line in lines for role in line.roles),
        figures={c: tuple(f for line in lines for f in line.figures.get(c, ())) for c in COLUMNS},
        unread=unread,
    )


def _added(amounts: Sequence[Decimal | None]) -> Decimal | None:
    known = [amount for amount in amounts if amount is not None]
    return sum(known, Decimal()) if known else None


def tables_of(version: EditionVersion, lines: Iterable[ClassifiedLine]) -> list[OfficialTable]:
    """The official tables that print the lines, in the order of the version's form."""
    roles = {role for line in lines for role in line.roles}
    return [table for table in version.form.tables if table.role in roles]


def total_line(lines: Iterable[ClassifiedLine]) -> ClassifiedLine | None:
    """The 合计 row; None when the document prints none."""
    return next((line for line in lines if line.level == Level.TOTAL.value), None)


def children_of(parent: ClassifiedLine, lines: Sequence[ClassifiedLine]) -> list[ClassifiedLine]:
    """The lines one level below: 款 of a 类, 项 of a 款."""
    below = {Level.CLASS.value: Level.SECTION.value, Level.SECTION.value: Level.ITEM.value}.get(parent.level)
    return [line for line in lines if line.level == below and line.code.startswith(parent.code)]
