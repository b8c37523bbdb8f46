"""One cause, one finding: what one slip of the document brings about stands behind one finding, as its consequences.

A wrong cell breaks the sum above it, the sum across its row and the comparison with another table; a table in a wrong
unit disagrees with every other; a missing page lacks every row that other tables print. Two findings have one cause

- where they are about the same table that was not found, is in another unit, or lacks rows that others print (cause_rows);
- where they are about the same code under another name, or about codes of one table that its body numbers itself, quote
  the same words, or words that are printed twice, or titles of the same other year (cause_names);
- where two rules see the same characters of the text, or a check does not understand words that were left unfinished, or
  the same word of the other kind stands in several places (cause_words);
- where they compare the same figure, or figures that an agreeing check makes equal, and are off by the same amount (here);
- where they stand on a page that is printed a second time (cause_pages);
- where a sum comes out with what a finding compares one of its numbers with (cause_sums);
- where all they say is that the same was not read.

Nothing else joins two findings: it is worse to hide one slip behind another than to name one twice.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import combinations

from budgets.form.amounts import Unit
from budgets.form.references import Reference
from budgets.form.terms import Verdict
from budgets.parsing.records import BudgetReport
from budgets.reconcile.cause_keys import Key
from budgets.reconcile.cause_names import NameKeys
from budgets.reconcile.cause_pages import PageKeys
from budgets.reconcile.cause_rows import RowKeys
from budgets.reconcile.cause_sums import SumsOf
from budgets.reconcile.cause_words import WordKeys
from budgets.reconcile.outcomes import CheckOutcome

_WORST_FIRST = tuple(Verdict)
# Codes of findings that name a slip, where several have one cause.
_ROOTS = (
    "form.table.",
    "form.unit.",
    "form.last-year.",
    "form.rows.",
    "form.printed.astray.",
    "form.code.",
    "form.codes.",
    "form.repeated.",
    "text.doubled.",
    "text.reason.",
    "text.template.",
    "form.year.",
)
_NAMES = ("form.name.", "form.class.")


def with_causes(report: BudgetReport, checks: Sequence[CheckOutcome]) -> tuple[CheckOutcome, ...]:
    """The checks, each consequence with the code of the finding that stands for its cause.

    That finding, and one that is alone, has none. It has the worst verdict of all that follow from it.
    """
    numbers = [n for n, check in enumerate(checks) if check.verdict is not Verdict.EQUAL]
    if not numbers:
        return tuple(checks)
    findings = [checks[n] for n in numbers]
    groups = Groups()
    keyed = (
        RowKeys(report, findings),
        NameKeys(report, findings),
        PageKeys(report, findings),
        WordKeys(findings),
    )
    for keys in keyed:
        for n in numbers:
            groups.join(n, keys.of(checks[n]))
    for a, b in _off_by_the_same(checks, numbers):
        groups.join(a, [("off", a, b)])
        groups.join(b, [("off", a, b)])
    for a, b in SumsOf(report, checks, numbers).pairs():
        groups.join(a, [("sum", a, b)])
        groups.join(b, [("sum", a, b)])
    leads = {n: _lead(checks, group) for group in groups.all() for n in group}
    return tuple(
        replace(check, cause=checks[lead].code) if (lead := leads.get(n, n)) != n else check
        for n, check in enumerate(checks)
    )


def _lead(checks: Sequence[CheckOutcome], group: Iterable[int]) -> int:
    return min(group, key=lambda number: rank(checks[number].verdict, checks[number].code, number))


def rank(verdict: Verdict, code: str, number: int) -> tuple[int, bool, bool, int]:
    """The worst verdict stands for a cause; of these the one that names a slip, else a name, else the first."""
    is_root, is_name = code.startswith(_ROOTS), code.startswith(_NAMES)
    return _WORST_FIRST.index(verdict), not is_root, not is_name, number


class Groups:
    """Numbers that have a key in common, directly or through others."""

    def __init__(self) -> None:
        self._group: dict[int, set[int]] = {}
        self._first: dict[Key, int] = {}

    def join(self, number: int, keys: Iterable[Key]) -> None:
        """Puts the number with all that have one of the keys."""
        self._group.setdefault(number, {number})
        for key in keys:
            other = self._group[self._first.setdefault(key, number)]
            own = self._group[number]
            if own is not other:
                other |= own
                self._group.update(dict.fromkeys(own, other))

    def all(self) -> list[set[int]]:
        """The groups."""
        return list({id(group): group for group in self._group.values()}.values())


# ---- figures -------------------------------------------------------------------------------------------


def _off_by_the_same(checks: Sequence[CheckOutcome], numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Pairs of findings that compare the same figure and are off by the same amount."""
    # One unit by which many sums are off is no common cause: each was rounded by itself.
    off = [n for n in numbers if checks[n].verdict is Verdict.DIFFERS and checks[n].difference]
    if len(off) < 2:
        return
    same = _equal_figures(checks)
    by_figure: dict[Key, list[int]] = defaultdict(list)
    for n in off:
        for figure in {same.get(figure, figure) for figure in _figures_of(checks[n])}:
            by_figure[figure].append(n)
    for fellows in by_figure.values():
        for a, b in combinations(fellows, 2):
            if _is_off_by_the_same(checks[a], checks[b]):
                yield a, b


def _equal_figures(checks: Sequence[CheckOutcome]) -> dict[Key, Key]:
    """For each figure that an agreeing check of two printed numbers makes equal to others, one that stands for them all."""
    numbers: dict[Key, int] = {}
    groups = Groups()
    for check in checks:
        if check.verdict is Verdict.EQUAL and check.difference is not None:
            figures = _figures_of(check)
            if len(figures) == 2:
                for figure in figures:
                    groups.join(numbers.setdefault(figure, len(numbers)), [("pair", *figures)])
    named = list(numbers)
    return {named[n]: named[min(group)] for group in groups.all() for n in group}


def _figures_of(check: CheckOutcome) -> list[Key]:
    """The printed numbers that a check compares, each once; blanks are none."""
    found = (_figure_at(reference) for reference in check.references)
    return list(dict.fromkeys(each for each in found if each is not None))


def _figure_at(reference: Reference) -> Key | None:
    if isinstance(reference, int):
        return reference
    return tuple(reference) if reference[0] in ("fact", "line") else None


_PER_UNIT = {unit.value: unit.yuan for unit in Unit}
_ROUNDED = Decimal(100)  # yuan: half a unit of two decimals of 万元 on either side


def _yuan(check: CheckOutcome) -> Decimal:
    """The difference in yuan; of what is no money, as it is."""
    return (check.difference or Decimal(0)) * _PER_UNIT.get(check.unit, 1)


def _is_off_by_the_same(a: CheckOutcome, b: CheckOutcome) -> bool:
    """Whether both have one difference, up or down; two units of money print it rounded."""
    if a.unit != b.unit and not {a.unit, b.unit} <= _PER_UNIT.keys():
        return False
    apart = abs(abs(_yuan(a)) - abs(_yuan(b)))
    exact = a.unit not in _PER_UNIT or a.unit == b.unit == Unit.YUAN.value
    return apart == 0 if exact else apart <= _ROUNDED < abs(_yuan(a))
