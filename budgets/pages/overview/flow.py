"""From the sources of money through the classes 类 to basic and project expenditure, as the tables print it.

For all funds, 收入预算总表 has the sources of each class and 支出预算总表 its uses. For fiscal appropriation the three
budgets are the sources, and the tables of these budgets have the uses of each.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from budgets.form.tables import Role
from budgets.form.terms import Level, Scope
from budgets.models import EditionVersion, Figure, RevenueLine
from budgets.pages.overview.classified import ClassifiedLine, functional_lines, lines_by_table
from budgets.pages.tables.read import figures_by_cell

USES = {"basic": "基本支出", "project": "项目支出"}


@dataclass(frozen=True)
class Stream:
    """An amount of one class that comes from a source, or goes to a use; `figure` is its printed cell.

    It may be 0, or below where money is taken back: then it is told and not drawn.
    """

    key: str
    name: str
    yuan: Decimal
    figure: Figure | None


@dataclass(frozen=True)
class ClassFlow:
    """One class: where its money comes from and what it is for."""

    code: str
    name: str
    sources: tuple[Stream, ...]
    uses: tuple[Stream, ...]

    @property
    def size(self) -> Decimal:
        """The sum of its sources, yuan."""
        return sum((stream.yuan for stream in self.sources), Decimal())


def flow_of(version: EditionVersion, scope: Scope) -> tuple[ClassFlow, ...]:
    """The flow of every class with money, in the order of the codes; () where either side is not printed."""
    flows = (_fiscal if scope is Scope.FISCAL else _all_funds)(version)
    complete = [flow for flow in flows if _has_money(flow.sources) and _has_money(flow.uses)]
    return tuple(sorted(complete, key=lambda flow: flow.code))


def _has_money(streams: Iterable[Stream]) -> bool:
    return any(stream.yuan for stream in streams)


def _all_funds(version: EditionVersion) -> Iterable[ClassFlow]:
    spent = {line.code: line for line in functional_lines(version) if _is_class(line)}
    figures = figures_by_cell(version, (Role.REVENUE,))
    columns = version.form.table(Role.REVENUE).columns if figures else ()
    for line in RevenueLine.objects.filter(version=version, level=Level.CLASS.value).order_by("number"):
        if line.code in spent:
            cells = ((c, figures.get((Role.REVENUE, line.number, c.key))) for c in columns)
            sources = (
                Stream(column.key, column.title, figure.yuan, figure)
                for column, figure in cells
                if column.key != "total" and figure
            )
            yield ClassFlow(line.code, line.name, tuple(sources), _uses([spent[line.code]]))


def _fiscal(version: EditionVersion) -> Iterable[ClassFlow]:
    printed: dict[str, list[ClassifiedLine]] = {}
    for lines in lines_by_table(version, Scope.FISCAL).values():
        for line in filter(_is_class, lines):
            printed.setdefault(line.code, []).append(line)
    for code, lines in printed.items():
        sources = tuple(_budget(version, line) for line in lines if line.total is not None)
        yield ClassFlow(code, lines[0].name, sources, _uses(lines))


def _is_class(line: ClassifiedLine) -> bool:
    return line.level == Level.CLASS.value


def _budget(version: EditionVersion, line: ClassifiedLine) -> Stream:
    """The budget that pays a line of its table."""
    scope = version.form.table(line.roles[0]).column("total").scope
    return Stream(scope.word, scope.value, line.total or Decimal(), line.figure)


def _uses(lines: Sequence[ClassifiedLine]) -> tuple[Stream, ...]:
    """Basic and project expenditure of a class; of several tables they are our sum."""
    uses = []
    for key, name in USES.items():
        amounts = [amount for line in lines if (amount := getattr(line, key)) is not None]
        if amounts:
            figure = lines[0].cell(key) if len(lines) == 1 else None
            uses.append(Stream(key, name, sum(amounts, Decimal()), figure))
    return tuple(uses)
