"""The arithmetic of a verdict, without knowledge of tables. No check has a wider tolerance than these rules:

- The same figure in the same unit: equal or differs, without tolerance.
- The same figure in two units: equal if the finer one rounds to the coarser one's printed digits; one unit
  of the coarser off is rounding.
- A sum of n >= 2 rounded parts against its printed total: up to (n + 1) / 2 units of the last printed digit is
  rounding. n counts the parts that print a number. A single part is the same figure.
  Where they print different digits (12.0 beside 3.05) it is half a unit of each number's own, which is less. A whole part
  beside others of its unit, or a total, with decimals (8 beside 1.5 and 4.5) is whole: it counts to the coarsest digit
  of those, and so does a whole total beside such parts. A printed 0 is nothing, exactly, and is no part to round; 0.00 is one.
- An inequality is compared at the coarser side's last printed digit: it holds or it differs.
- Percentages that should come to 100 are a sum of rounded parts. A share is one figure printed as an amount and as a
  percentage: equal if the finer one rounds to the coarser one's printed digits; one unit of the coarser is rounding.
- An amount printed with 约 may be off by one unit of its last digit more; within that, nothing can be said.
- A percentage against the two printed amounts that give it: equal if they round to its printed digits; up to
  (2 + 1) / 2 units of its last digit is rounding; what only the rounding of the two amounts could explain cannot
  be checked; more differs.
- A check that needs what is printed and was not read cannot be made, whatever the other numbers are. The side that lacks
  it has no number: what was read of it is not its sum.
- What is counted (vehicles, units) is exact: its step is 0, and it has no tolerance.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from itertools import product

from budgets.form.amounts import Unit, printed_step
from budgets.form.terms import CheckKind, UnreadCause, Verdict
from budgets.reconcile.outcomes import Check, CheckOutcome, ComparedPlace, Measure, Term
from budgets.reconcile.wording import Wording, undecided, worded

PERCENT = Measure("%")
_Lacking = tuple[UnreadCause | None, UnreadCause | None]  # why the left and the right side are incomplete


def equal_if(holds: bool) -> Verdict:
    """The verdict of a check that can only hold or differ."""
    return Verdict.EQUAL if holds else Verdict.DIFFERS


def finding(code: str, wording: Wording, verdict: Verdict, *places: ComparedPlace) -> CheckOutcome:
    """A check without numbers; the first word of its code is its kind: "form.order" is of kind FORM."""
    kind = CheckKind.of(code.partition(".")[0])
    return CheckOutcome(code, kind, wording, verdict, None, None, None, "", places)


def total_of(terms: Iterable[Term]) -> Decimal | None:
    """The sum of the terms that print a number; None when none does."""
    printed = [term.yuan for term in terms if term.yuan is not None]
    return sum(printed, Decimal(0)) if printed else None


def compare_same(check: Check, left: Term, right: Term, unit: Unit | Measure) -> CheckOutcome:
    """A figure printed in two places is the same in both."""
    return _result(check, left.yuan, right.yuan, _same(left, right), unit, (left,), (right,))


def compare_sum(
    check: Check, total: Term, parts: Iterable[Term], unit: Unit | Measure, unread: UnreadCause | None = None
) -> CheckOutcome:
    """A printed total (left) against the sum of its rounded parts (right).

    `unread`: there may be more parts, which were not read; then a sum that does not come to the total says nothing.
    """
    terms = tuple(parts)
    printed = [term for term in terms if term.yuan is not None]
    rounded = [term for term in printed if _is_rounded(term)]
    right = total_of(printed)
    if right is None or (total.yuan is None and len(printed) > 1):
        verdict = _one_side_blank(total.yuan, right)
    elif total.yuan == right:
        verdict = Verdict.EQUAL
    elif len(printed) == 1 or (len(rounded) == 1 and total.yuan is not None):
        verdict = _same(total, (rounded or printed)[0])
    else:
        assert total.yuan is not None
        steps = _steps((*rounded, total))
        if not any(map(_is_whole, rounded)):
            steps[-1] = total.step  # beside parts with decimals alone a whole total may be rounded to it
        allowed = sum(steps, Decimal(0)) / 2
        verdict = _sum(abs(total.yuan - right), sum(step > 0 for step in steps[:-1]), allowed)
    return _result(check, total.yuan, right, verdict, unit, (total,), terms, (None, unread))


# A sum comes to its total only by chance where a part of it was not read; anything else says nothing.
_NEEDS_ALL = (Verdict.DIFFERS, Verdict.UNKNOWN)


def _not_decided(result: CheckOutcome, cause: UnreadCause) -> CheckOutcome:
    """The check as one that cannot be made, because something that it needs was not read."""
    decided = result.wording.code != "undecided"
    wording = (
        undecided(result.wording, worded("why.unread", cause=cause.value)) if decided else result.wording
    )
    return replace(result, verdict=Verdict.UNKNOWN, wording=wording, difference=None)


def compare_sums(
    check: Check,
    left: Iterable[Term],
    right: Iterable[Term],
    unit: Unit | Measure,
    unread: _Lacking = (None, None),
) -> CheckOutcome:
    """Two sums of the same money; they may differ by the rounding of all their numbers together.

    `unread`: there may be more on the left and on the right, which was not read, as in `compare_sum`.
    """
    lefts, rights = tuple(left), tuple(right)
    printed = [term for term in (*lefts, *rights) if _is_rounded(term)]
    a, b = total_of(lefts), total_of(rights)
    if a is None or b is None:
        verdict = _one_side_blank(a, b)
    elif len(printed) == 2:
        verdict = _same(printed[0], printed[1])
    else:
        # The side with fewer parts counts as the total; n is the number of parts of the other.
        count = max(sum(map(_is_rounded, side)) for side in (lefts, rights))
        steps = _steps(printed)
        most = max(steps, default=Decimal(0)) * (count + 1) / 2
        verdict = _sum(abs(a - b), count, min(most, sum(steps, Decimal(0)) / 2))
    return _result(check, a, b, verdict, unit, lefts, rights, unread)


def compare_at_most(check: Check, smaller: Term, larger: Term, unit: Unit | Measure) -> CheckOutcome:
    """An inequality: the left side is not more than the right one."""
    verdict = Verdict.UNKNOWN
    if smaller.yuan is not None:
        step = max(smaller.step, larger.step)
        holds = _rounded(smaller.yuan, step) <= _rounded(larger.yuan or Decimal(0), step)
        verdict = Verdict.EQUAL if holds else Verdict.DIFFERS
    return _result(check, smaller.yuan, larger.yuan, verdict, unit, (smaller,), (larger,))


def compare_about(
    check: Check, total: Term, parts: Iterable[Term], unit: Unit, about: Decimal
) -> CheckOutcome:
    """A sum in prose with numbers printed with 约: a difference that these could explain is unknown.

    `about` is the sum of one unit of the last digit of each number printed with 约.
    """
    terms = tuple(parts)
    result = compare_sum(check, total, terms, unit)
    right = total_of(terms)
    if not about or result.verdict is not Verdict.DIFFERS or total.yuan is None or right is None:
        return result
    printed = [term for term in (total, *terms) if term.yuan is not None]
    step = max(term.step for term in printed)
    if len(printed) == 2 and _rounded(total.yuan, step) == _rounded(right, step):
        return replace(result, verdict=Verdict.EQUAL)
    halves = sum((term.step for term in printed), Decimal(0)) / 2
    allowed = about if len(printed) == 2 else halves + about
    return replace(result, verdict=Verdict.UNKNOWN) if abs(total.yuan - right) <= allowed else result


def compare_hundred(
    check: Check, percents: Iterable[tuple[Decimal, ComparedPlace]], *, complete: bool = True
) -> CheckOutcome:
    """Percentages of all parts add up to 100; where parts may be left out, less than 100 is unknown."""
    printed = tuple(percents)
    total = sum((percent for percent, _place in printed), Decimal(0))
    steps = [printed_step(percent, Unit.YUAN) for percent, _place in printed]
    verdict = _sum(abs(total - 100), len(printed), (sum(steps, Decimal(0)) + max(steps)) / 2)
    if verdict is Verdict.DIFFERS and total < 100 and not complete:
        verdict = Verdict.UNKNOWN
    places = tuple(place for _percent, place in printed)
    return CheckOutcome(
        check.code, check.kind, check.wording, verdict, total, Decimal(100), total - 100, "%", places
    )


def compare_share(
    check: Check, percent: Decimal, amount: Term, whole: Iterable[Term], unit: Unit
) -> CheckOutcome:
    """A part printed as an amount (left) and as a percentage of the whole (right, in money)."""
    wholes = tuple(whole)
    base = total_of(wholes)
    if base is None or not base or amount.yuan is None:
        return unknown(check, unit)
    percent_step = printed_step(percent, Unit.YUAN)
    expected = base * percent / 100
    coarse = percent_step * base / 100
    if coarse > amount.step:
        gap = abs(_rounded(amount.yuan / base * 100, percent_step) - percent) / percent_step
    else:
        gap = abs(_rounded(expected, amount.step) - amount.yuan) / amount.step
    verdict = Verdict.EQUAL if gap == 0 else Verdict.ROUNDING if gap == 1 else Verdict.DIFFERS
    right = _rounded(expected, amount.step)
    return _result(check, amount.yuan, right, verdict, unit, (amount,), wholes)


def compare_percent(
    check: Check, printed: Term, terms: tuple[Term, Term], percent_of: Callable[[Decimal, Decimal], Decimal]
) -> CheckOutcome:
    """A printed percentage (left) against `percent_of` two printed amounts (right, rounded to the same digits).

    Unknown where the gap is wider than rounding, but could come from the rounding of the two amounts.
    """
    first, second = terms
    assert printed.yuan is not None and first.yuan is not None and second.yuan is not None
    right = _rounded(percent_of(first.yuan, second.yuan), printed.step)
    verdict = _sum(abs(printed.yuan - right), 2, printed.step * 3 / 2)
    if verdict is Verdict.DIFFERS and _could_print(printed, first, second, percent_of):
        verdict = Verdict.UNKNOWN
        check = replace(check, wording=undecided(check.wording, worded("why.few-digits")))
    return _result(check, printed.yuan, right, verdict, PERCENT, (printed,), (first, second))


def _could_print(
    printed: Term, first: Term, second: Term, percent_of: Callable[[Decimal, Decimal], Decimal]
) -> bool:
    assert printed.yuan is not None and first.yuan is not None and second.yuan is not None
    halves = (Decimal(-1) / 2, Decimal(1) / 2)
    try:
        corners = [
            percent_of(first.yuan + a * first.step, second.yuan + b * second.step)
            for a, b in product(halves, halves)
        ]
    except ArithmeticError:  # a base that may be zero allows any percentage
        return True
    half = printed.step / 2
    return min(corners) - half <= printed.yuan <= max(corners) + half


def unknown(check: Check, unit: Unit | Measure, terms: Iterable[Term] = ()) -> CheckOutcome:
    """A check that cannot be made because the document lacks something; `terms` are the numbers that it has."""
    return replace(_result(check, None, None, Verdict.UNKNOWN, unit, tuple(terms), ()), difference=None)


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


def _sum(gap: Decimal, parts: int, allowed: Decimal) -> Verdict:
    if gap == 0:
        return Verdict.EQUAL
    if parts < 2:
        return Verdict.DIFFERS
    return Verdict.ROUNDING if gap <= allowed else Verdict.DIFFERS


def _is_rounded(term: Term) -> bool:
    """Whether a number is printed that may be rounded: a printed 0 has no digits for that."""
    return term.yuan is not None and not (term.yuan == 0 and (not term.step or _is_whole(term)))


def _is_whole(term: Term) -> bool:
    return isinstance(term.unit, Unit) and term.step >= term.unit.yuan


def _steps(terms: Iterable[Term]) -> list[Decimal]:
    """What one unit of each number's last digit is worth; of a whole number, of the coarsest decimals beside it."""
    printed = tuple(terms)
    decimals = {
        unit: max((t.step for t in printed if t.unit is unit and t.yuan and not _is_whole(t)), default=None)
        for unit in {term.unit for term in printed}
    }
    return [(_is_whole(term) and decimals[term.unit]) or term.step for term in printed]


def _one_side_blank(left: Decimal | None, right: Decimal | None) -> Verdict:
    """Equal for a blank against a printed 0; a blank against any other number differs."""
    return Verdict.DIFFERS if (left or Decimal(0)) != (right or Decimal(0)) else Verdict.EQUAL


def _rounded(yuan: Decimal, step: Decimal) -> Decimal:
    if not step:
        return yuan
    return (yuan / step).quantize(Decimal(1), ROUND_HALF_UP) * step


def _result(
    check: Check,
    left: Decimal | None,
    right: Decimal | None,
    verdict: Verdict,
    unit: Unit | Measure,
    lefts: tuple[Term, ...],
    rights: tuple[Term, ...],
    further: _Lacking = (None, None),
) -> CheckOutcome:
    """The outcome with the places of the terms of both sides; a side of which something was not read has no number.

    `further` is why there may be more terms on the left and on the right, which were not read.
    """
    terms = (*lefts, *rights)
    lacking = _lacking(verdict, (lefts, rights), further)
    left, right = (None if cause else number for number, cause in zip((left, right), lacking, strict=True))
    known = left is not None or right is not None
    difference = (left or Decimal(0)) - (right or Decimal(0)) if known else None
    result = CheckOutcome(
        check.code,
        check.kind,
        check.wording,
        verdict,
        _in_unit(left, unit),
        _in_unit(right, unit),
        _in_unit(difference, unit),
        unit.value,
        tuple(term.place for term in terms),
    )
    cause = next((term.unread for term in terms if term.unread), None) or lacking[0] or lacking[1]
    return _not_decided(result, cause) if cause else result


def _lacking(
    verdict: Verdict, sides: tuple[tuple[Term, ...], tuple[Term, ...]], further: _Lacking
) -> _Lacking:
    """Why each side is incomplete, None where it is not: one of its terms was not read, or there may be more of them.

    That there may be more counts unless all numbers are there and come out even.
    """
    counts = verdict in _NEEDS_ALL or any(term.unread for side in sides for term in side)
    left, right = (
        next((term.unread for term in side if term.unread), None) or (more if counts else None)
        for side, more in zip(sides, further, strict=True)
    )
    return left, right


def _in_unit(yuan: Decimal | None, unit: Unit | Measure) -> Decimal | None:
    return None if yuan is None else yuan / unit.yuan
