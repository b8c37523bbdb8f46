"""The project statements put together: what each implementer carries out, and when the projects run."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from budgets.form.terms import Precision, Scope
from budgets.models import ProjectStatement
from budgets.pages.projects.read import STATEMENT_AMOUNT, LinkedStatement


@dataclass(frozen=True)
class Carrier:
    """A listed unit (`listed`), or an implementer as printed, with its statements and what they add up to.

    `yuan` is our sum of the amounts in the scope, None where none of the statements gives one.
    """

    name: str
    listed: bool
    statements: tuple[ProjectStatement, ...]
    yuan: Decimal | None
    unstated: int  # statements without an amount in the scope


def by_carrier(statements: Iterable[LinkedStatement], scope: Scope) -> list[Carrier]:
    """Who carries out how much, largest first; `statements` are as `statements_of` in read.py gives them."""
    groups: dict[tuple[str, bool], list[ProjectStatement]] = defaultdict(list)
    for statement in statements:
        groups[(statement.unit_name or statement.implementer, bool(statement.unit_name))].append(statement)
    carriers = [
        _carrier(name, listed, own, STATEMENT_AMOUNT[scope]) for (name, listed), own in groups.items()
    ]
    return sorted(carriers, key=lambda c: (c.yuan is None, -(c.yuan or 0), c.name))


def _carrier(name: str, listed: bool, own: Sequence[ProjectStatement], field: str) -> Carrier:
    stated = [yuan for statement in own if (yuan := getattr(statement, field)) is not None]
    whole = sum(stated, Decimal()) if stated else None
    return Carrier(name, listed, tuple(own), whole, len(own) - len(stated))


@dataclass(frozen=True)
class PeriodGroup:
    """The statements that run from the same first to the same last day; `x` and `width` in per cent of all."""

    start: date
    end: date
    months: bool  # the document gives months, no days
    statements: tuple[ProjectStatement, ...]
    x: str
    width: str


def periods_of(statements: Iterable[ProjectStatement]) -> list[PeriodGroup]:
    """The periods, those with most statements first; [] when all statements with a period have the same one."""
    groups: dict[tuple[date, date], list[ProjectStatement]] = defaultdict(list)
    for statement in statements:
        if statement.start and statement.end:
            groups[(statement.start, statement.end)].append(statement)
    if len(groups) < 2:
        return []
    first, last = min(start for start, _end in groups), max(end for _start, end in groups)
    days = (last - first).days + 1
    return [
        PeriodGroup(
            start,
            end,
            all(s.precision == Precision.MONTH.value for s in own),
            tuple(own),
            f"{(start - first).days / days * 100:.2f}%",
            f"{((end - start).days + 1) / days * 100:.2f}%",
        )
        for (start, end), own in sorted(groups.items(), key=lambda group: (-len(group[1]), group[0]))
    ]
