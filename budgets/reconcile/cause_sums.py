"""Which sums are wrong because of a number that another finding names: with the number that this one compares it with, they come out.

The parts of a sum are rounded, so it need not be off by the same amount as the number is; a blank cell is a number too.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from budgets.form.amounts import Unit, find_amounts, last_digit
from budgets.form.terms import Verdict
from budgets.parsing.records import BudgetReport
from budgets.reconcile.cause_keys import Key
from budgets.reconcile.outcomes import AtCell, AtFact, CheckOutcome, ComparedPlace

_PER_UNIT = {unit.value: unit.yuan for unit in Unit}
_FEWEST_PLACES = 3  # of a sum: its total and two parts


@dataclass(frozen=True)
class SumsOf:
    """The sums among the checks of a report that come out with the number of another finding."""

    report: BudgetReport
    checks: Sequence[CheckOutcome]
    numbers: Sequence[int]  # of the findings

    def pairs(self) -> Iterator[tuple[int, int]]:
        """Each sum with the first of the findings because of which it is wrong, as numbers of checks."""
        for n in self._money:
            if self.checks[n].code.split(".")[1] in _SUMS and len(self._cells(n)) >= _FEWEST_PLACES:
                found = self._explaining(n)
                if found and self._comes_out(n, found):
                    yield n, next(iter(found.values()))[0]

    @cached_property
    def _money(self) -> list[int]:
        """The findings that compare money and differ."""
        checks = ((n, self.checks[n]) for n in self.numbers)
        return [n for n, c in checks if c.verdict is Verdict.DIFFERS and c.difference and c.unit in _PER_UNIT]

    @cached_property
    def _corrections(self) -> dict[Key, list[tuple[int, Decimal]]]:
        """By cell or stated number, the findings that compare it with one other, and by how much it is less than that."""
        found: dict[Key, list[tuple[int, Decimal]]] = defaultdict(list)
        for n in self._money:
            cells, yuan = self._cells(n), self._yuan(n)
            if len(cells) == 2 and not self.checks[n].code.startswith("within."):
                found[cells[0]].append((n, -yuan))
                found[cells[1]].append((n, yuan))
        return found

    def _explaining(self, n: int) -> dict[Key, tuple[int, Decimal]]:
        """For each cell of a sum that other findings doubt alike, the first of them and by how much it is less."""
        found = {}
        for cell in self._cells(n):
            others = [(m, less) for m, less in self._corrections.get(cell, ()) if m != n]
            if others and len({less for _, less in others}) == 1:
                found[cell] = others[0]
        return found

    def _comes_out(self, n: int, found: dict[Key, tuple[int, Decimal]]) -> bool:
        """Whether the sum is right, as far as its numbers are rounded, with what these cells are compared with."""
        total, *_parts = self._cells(n)
        rest = self._yuan(n) - sum(
            (less if cell != total else -less for cell, (_, less) in found.items()), Decimal(0)
        )
        steps = [step for place in self.checks[n].places if (step := self._step(place)) is not None]
        return abs(rest) <= sum(steps, Decimal(0)) / 2 < abs(self._yuan(n))

    def _cells(self, n: int) -> list[Key]:
        places = (place.what for place in self.checks[n].places)
        return [id(what.fact) if isinstance(what, AtFact) else what for what in places if what]

    def _yuan(self, n: int) -> Decimal:
        """The difference of a check in yuan, left less right."""
        check = self.checks[n]
        return (check.difference or Decimal(0)) * _PER_UNIT[check.unit]

    def _step(self, place: ComparedPlace) -> Decimal | None:
        """What one unit of the last digit of a printed number is worth; None for a blank."""
        if isinstance(place.what, AtFact):
            amounts = find_amounts(place.what.fact.text)
            return amounts[0].step if amounts else None
        if not isinstance(place.what, AtCell) or not place.text:
            return None
        return last_digit(place.text, self._units[place.what.table])

    @cached_property
    def _units(self) -> dict[int, Unit]:
        return {table.table.number: table.unit for table in self.report.tables}


# The second words of the codes of sums: within.parts., within.across., narrative.sum.
_SUMS = ("parts", "across", "sum")
