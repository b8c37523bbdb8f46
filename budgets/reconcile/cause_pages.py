"""Which findings are there only because a page is printed a second time."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from budgets.parsing.records import BudgetReport
from budgets.reconcile.cause_keys import Key
from budgets.reconcile.outcomes import CheckOutcome

_COUNTED = ("notes.performance.forms", "notes.performance.statements")


@dataclass(frozen=True)
class PageKeys:
    """The findings of a report, and which of its pages are copies of others."""

    report: BudgetReport
    findings: Sequence[CheckOutcome]

    def of(self, check: CheckOutcome) -> Iterator[Key]:
        """The copy of a page on which alone, or beside the first, the finding stands."""
        if not self._copies:
            return
        pages = {place.page for place in check.places if place.page is not None}
        for page in sorted(pages & self._copies.keys()):
            if pages <= {page, self._copies[page]}:
                yield "page", page
        # Forms and statements are counted: as many too much as pages are copies.
        if check.code.startswith(_COUNTED) and (check.difference or 0) <= len(self._copies):
            yield "page", min(self._copies)

    @cached_property
    def _copies(self) -> Mapping[int, int]:
        """Each page that is printed a second time, with the one that it repeats."""
        return {
            int(str(check.wording.parameters["page"])): int(str(check.wording.parameters["other"]))
            for check in self.findings
            if check.wording.code == "form.repeated.page"
        }
