"""The causes of findings that are stored already, when those about the figures of last year come to them or go."""

from collections.abc import Iterable
from dataclasses import dataclass

from budgets.form.terms import Verdict
from budgets.reconcile.causes import Groups, rank

LAST_YEAR = "form.last-year"


@dataclass(frozen=True)
class StoredFinding:
    """What is asked of a finding: its position, the tables that it is about, and the position of its cause, if any."""

    position: int
    code: str
    verdict: Verdict
    tables: frozenset[int]
    compares: bool  # whether it compares amounts
    cause: int | None

    @property
    def is_of_last_year(self) -> bool:
        """Whether it says that a table prints the figures of last year."""
        return self.code.startswith(LAST_YEAR)

    @property
    def root(self) -> int:
        """The position of the finding that stands for its cause."""
        return self.position if self.cause is None else self.cause


def causes_without_last_year(findings: Iterable[StoredFinding]) -> dict[int, int | None]:
    """By position, the cause of every finding once those about last year are gone.

    What stood behind one of them stands for itself: which of these belong together the stored findings do not tell, and it
    is worse to hide one slip behind another.
    """
    known = list(findings)
    broken = {finding.root for finding in known if finding.is_of_last_year}
    left = [finding for finding in known if not finding.is_of_last_year]
    return {finding.position: None if finding.root in broken else finding.cause for finding in left}


def causes_with_last_year(findings: Iterable[StoredFinding]) -> dict[int, int | None]:
    """By position, the cause of every finding: what compares the amounts of a table of last year has that cause."""
    known = list(findings)
    by_position = {finding.position: finding for finding in known}
    repeated = frozenset(n for finding in known if finding.is_of_last_year for n in finding.tables)
    groups = Groups()
    for finding in known:
        groups.join(finding.position, [("stored", finding.root)])
        if finding.is_of_last_year or finding.compares:
            groups.join(finding.position, [("last year", n) for n in finding.tables & repeated])
    found: dict[int, int | None] = {}
    for group in groups.all():
        lead = min(group, key=lambda n: rank(by_position[n].verdict, by_position[n].code, n))
        found |= {position: None if position == lead else lead for position in group}
    return found
