"""The arithmetic of a verdict. Nothing here knows a table; no tolerance is wider than these rules.

- The same figure in the same unit: equal or differs, nothing between.
- The same figure in two units: equal if the finer one rounds to the coarser one's printed digits; one unit
  of the coarser off is rounding.
- A sum of n >= 2 rounded parts against its printed total: up to (n + 1) / 2 units of the last printed digit is
  rounding. n counts the parts that print a number. A single part is the same figure.
- An inequality is compared at the coarser side's last printed digit: it holds or it differs.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from budgets.amounts import Unit
from budgets.vocabulary import CheckKind, Verdict


@dataclass(frozen=True)
class ComparedPlace:
    """A place that a check looked at: official table, row and column by name, and where it is printed."""

    table: int | None
    row: str
    column: str
    page: int | None
    line: int | None
    text: str


@dataclass(frozen=True)
class Term:
    """One printed number in a check: yuan, its printed unit, and what one unit of its last digit is worth in yuan.

    A blank cell or a line that is not there is a Term without yuan: it counts nothing, but its place is named.
    """

    yuan: Decimal | None
    step: Decimal
    unit: Unit
    place: ComparedPlace


@dataclass(frozen=True)
class CheckResult:
    """What one check found; left, right and difference (left - right) are in `unit`, None where nothing is printed."""

    code: str
    kind: CheckKind
    title: str
    verdict: Verdict
    left: Decimal | None
    right: Decimal | None
    difference: Decimal | None
    unit: str
    places: tuple[ComparedPlace, ...]


@dataclass(frozen=True)
class Check:
    """What a check is called: a code that is stable over versions, its kind, and a title in plain Chinese."""

    code: str
    kind: CheckKind
    title: str


def total_of(terms: Iterable[Term]) -> Decimal | None:
    """The sum of the terms that print a number; None when none does."""
    printed = [term.yuan for term in terms if term.yuan is not None]
    return sum(printed, Decimal(0)) if printed else None


def compare_same(check: Check, left: Term, right: Term, unit: Unit) -> CheckResult:
    """The same figure printed in two places."""
    return _result(check, left.yuan, right.yuan, _same(left, right), unit, (left, right))


def compare_sum(check: Check, total: Term, parts: Iterable[Term], unit: Unit) -> CheckResult:
    """A printed total (left) against the sum of its rounded parts (right)."""
    terms = tuple(parts)
    printed = [term for term in terms if term.yuan is not None]
    right = total_of(printed)
    if len(printed) == 1:
        verdict = _same(total, printed[0])
    elif right is None or total.yuan is None:
        verdict = _one_side_blank(total.yuan, right)
    else:
        step = max(term.step for term in (*printed, total))
        verdict = _sum(abs(total.yuan - right), len(printed), step)
    return _result(check, total.yuan, right, verdict, unit, (total, *terms))


def compare_sums(check: Check, left: Iterable[Term], right: Iterable[Term], unit: Unit) -> CheckResult:
    """Two sums that are the same money; together they may be off by what either may."""
    lefts, rights = tuple(left), tuple(right)
    printed = [term for term in (*lefts, *rights) if term.yuan is not None]
    a, b = total_of(lefts), total_of(rights)
    if a is None or b is None:
        verdict = _one_side_blank(a, b)
    elif len(printed) == 2:
        verdict = _same(printed[0], printed[1])
    else:
        # The side with fewer parts stands for the total; n counts the parts of the other.
        count = max(sum(t.yuan is not None for t in side) for side in (lefts, rights))
        verdict = _sum(abs(a - b), count, max(term.step for term in printed))
    return _result(check, a, b, verdict, unit, (*lefts, *rights))


def compare_at_most(check: Check, smaller: Term, larger: Term, unit: Unit) -> CheckResult:
    """An inequality: the left side is not more than the right one."""
    verdict = Verdict.UNKNOWN
    if smaller.yuan is not None:
        step = max(smaller.step, larger.step)
        holds = _rounded(smaller.yuan, step) <= _rounded(larger.yuan or Decimal(0), step)
        verdict = Verdict.EQUAL if holds else Verdict.DIFFERS
    return _result(check, smaller.yuan, larger.yuan, verdict, unit, (smaller, larger))


def unknown(check: Check, unit: Unit) -> CheckResult:
    """A check that cannot be made because something it compares is not in the document."""
    return _result(check, None, None, Verdict.UNKNOWN, unit, ())


def _same(left: Term, right: Term) -> Verdict:
    if left.yuan is None or right.yuan is None:
        return _one_side_blank(left.yuan, right.yuan)
    if left.unit is right.unit:
        return Verdict.EQUAL if left.yuan == right.yuan else Verdict.DIFFERS
    step = max(left.step, right.step)
    gap = abs(_rounded(left.yuan, step) - _rounded(right.yuan, step))
    if gap == 0:
        return Verdict.EQUAL
    return Verdict.ROUNDING if gap == step else Verdict.DIFFERS


def _sum(gap: Decimal, parts: int, step: Decimal) -> Verdict:
    if gap == 0:
        return Verdict.EQUAL
    if parts < 2:
        return Verdict.DIFFERS
    return Verdict.ROUNDING if gap <= step * (parts + 1) / 2 else Verdict.DIFFERS


def _one_side_blank(left: Decimal | None, right: Decimal | None) -> Verdict:
    """A blank against a printed 0 is the same money; against anything else a number is missing."""
    return Verdict.DIFFERS if (left or Decimal(0)) != (right or Decimal(0)) else Verdict.EQUAL


def _rounded(yuan: Decimal, step: Decimal) -> Decimal:
    return (yuan / step).quantize(Decimal(1), ROUND_HALF_UP) * step


def _result(
    check: Check,
    left: Decimal | None,
    right: Decimal | None,
    verdict: Verdict,
    unit: Unit,
    terms: tuple[Term, ...],
) -> CheckResult:
    known = left is not None or right is not None
    difference = (left or Decimal(0)) - (right or Decimal(0)) if known else None
    return CheckResult(
        check.code,
        check.kind,
        check.title,
        verdict,
        _in_unit(left, unit),
        _in_unit(right, unit),
        _in_unit(difference, unit),
        unit.value,
        tuple(term.place for term in terms),
    )


def _in_unit(yuan: Decimal | None, unit: Unit) -> Decimal | None:
    return None if yuan is None else yuan / unit.yuan
