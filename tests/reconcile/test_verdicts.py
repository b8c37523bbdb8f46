"""The tolerances, proved on their boundaries by plain arithmetic."""

from decimal import Decimal

import pytest

from budgets.form.amounts import Unit
from budgets.form.terms import CheckKind, UnreadCause, Verdict
from budgets.reconcile.outcomes import Check, CheckOutcome, ComparedPlace, Term
from budgets.reconcile.verdicts import compare_at_most, compare_same, compare_sum, compare_sums
from budgets.reconcile.wording import Wording

CHECK = Check("trial", CheckKind.WITHIN, Wording("试"))
PLACE = ComparedPlace(1, "行", "栏", None, 1, "")


def yuan(number: str | None, step: str = "1") -> Term:
    return Term(None if number is None else Decimal(number), Decimal(step), Unit.YUAN, PLACE)


def wan(number: str, step: str = "100") -> Term:
    """A number printed in 万元; the step is what its last digit is worth in yuan."""
    return Term(Decimal(number) * 10000, Decimal(step), Unit.WAN, PLACE)


@pytest.mark.parametrize(
    ("other", "verdict"), [("100", Verdict.EQUAL), ("101", Verdict.DIFFERS), ("99", Verdict.DIFFERS)]
)
def test_the_same_figure_in_the_same_unit_has_nothing_between(other: str, verdict: Verdict) -> None:
    assert compare_same(CHECK, yuan("100"), yuan(other), Unit.YUAN).verdict is verdict


def test_decimals_make_no_tolerance_in_the_same_unit() -> None:
    assert compare_same(CHECK, yuan("100.4", "0.1"), yuan("100"), Unit.YUAN).verdict is Verdict.DIFFERS


@pytest.mark.parametrize(
    ("in_yuan", "verdict"),
    [
        ("5308800", Verdict.EQUAL),
        ("5308849", Verdict.EQUAL),  # rounds to 530.88
        ("5308850", Verdict.ROUNDING),  # rounds to 530.89, one unit of 0.01 万元 off
        ("5308949", Verdict.ROUNDING),
        ("5308950", Verdict.DIFFERS),  # rounds to 530.90, two units off
        ("5308750", Verdict.EQUAL),
        ("5308749", Verdict.ROUNDING),
        ("5308649", Verdict.DIFFERS),
    ],
)
def test_the_same_figure_in_two_units(in_yuan: str, verdict: Verdict) -> None:
    assert compare_same(CHECK, wan("530.88"), yuan(in_yuan), Unit.WAN).verdict is verdict


@pytest.mark.parametrize(
    ("parts", "total", "verdict"),
    [
        (["10", "20"], "30", Verdict.EQUAL),
        # Two parts: up to (2 + 1) / 2 = 1.5 units, so 1 is rounding and 2 is not.
        (["10", "20"], "31", Verdict.ROUNDING),
        (["10", "20"], "32", Verdict.DIFFERS),
        # Three parts: (3 + 1) / 2 = 2 units.
        (["10", "20", "30"], "62", Verdict.ROUNDING),
        (["10", "20", "30"], "63", Verdict.DIFFERS),
        (["10", "20", "30"], "58", Verdict.ROUNDING),
        (["10", "20", "30"], "57", Verdict.DIFFERS),
        # A blank part is no part: two print a number here.
        (["10", None, "20"], "32", Verdict.DIFFERS),
        # A single part is the same figure.
        (["30", None], "30", Verdict.EQUAL),
        (["30", None], "31", Verdict.DIFFERS),
        # A number is missing on one side.
        ([None, None], "30", Verdict.DIFFERS),
        ([None], "0", Verdict.EQUAL),
        (["10", "20"], None, Verdict.DIFFERS),
        (["30"], None, Verdict.DIFFERS),
    ],
)
def test_rounded_parts_against_their_total(
    parts: list[str | None], total: str | None, verdict: Verdict
) -> None:
    assert compare_sum(CHECK, yuan(total), [yuan(p) for p in parts], Unit.YUAN).verdict is verdict


def test_the_step_is_the_last_printed_digit() -> None:
    # 174.57 + 252.40 = 426.97 万元; 0.01 off is one unit, 0.02 is two and more than 1.5.
    parts = [wan("174.57"), wan("252.40")]
    assert compare_sum(CHECK, wan("426.97"), parts, Unit.WAN).verdict is Verdict.EQUAL
    assert compare_sum(CHECK, wan("426.98"), parts, Unit.WAN).verdict is Verdict.ROUNDING
    result = compare_sum(CHECK, wan("426.99"), parts, Unit.WAN)
    assert result.verdict is Verdict.DIFFERS
    assert (result.left, result.right, result.difference) == (
        Decimal("426.99"),
        Decimal("426.97"),
        Decimal("0.02"),
    )


def printed(number: str) -> Term:
    """A number of 万元 as it is printed: 0 and 75 print no decimals, 0.00 and 75.00 do."""
    exponent = int(Decimal(number).as_tuple().exponent)
    return wan(number, str(Decimal(10_000).scaleb(min(exponent, 0))))


@pytest.mark.parametrize(
    ("total", "parts", "verdict"),
    [
        # A printed 0 has no digits to round: the two others are a sum of two parts, 1.5 units of 0.01.
        ("595.28", ["77.10", "0", "518.18"], Verdict.EQUAL),
        ("595.28", ["77.11", "0", "518.18"], Verdict.ROUNDING),
        ("595.28", ["77.12", "0", "518.18"], Verdict.DIFFERS),
        ("595.28", ["76.80", "0", "518.18"], Verdict.DIFFERS),  # 594.98
        ("595.28", ["77.12", "0.00", "518.18"], Verdict.ROUNDING),  # three parts: 2 units
        # Beside zeros alone it is the same figure.
        ("4748.35", ["4748.35", "0", "0"], Verdict.EQUAL),
        ("4748.35", ["4748.34", "0", "0"], Verdict.DIFFERS),
        ("0", ["0", "0"], Verdict.EQUAL),
        ("5", ["0", "0"], Verdict.DIFFERS),
        # Whole parts among decimals, or under a total with decimals, are whole.
        ("867.50", ["839", "0", "28.50"], Verdict.EQUAL),
        ("867.50", ["839", "0", "28.49"], Verdict.ROUNDING),
        ("867.50", ["839", "0", "28.40"], Verdict.DIFFERS),
        ("15.3", ["12", "3"], Verdict.DIFFERS),
        # So is a whole total beside them: 27 - 0.40 is 26.60.
        ("27", ["27", "0", "-0.40"], Verdict.DIFFERS),
        # A whole total beside parts that all print decimals may be rounded to it: 26.6.
        ("27", ["13.3", "13.3"], Verdict.ROUNDING),
        ("27", ["13.1", "13.2"], Verdict.DIFFERS),
        # Where nothing prints decimals each number may be rounded.
        ("30", ["10", "19"], Verdict.ROUNDING),
        ("30", ["10", "0", "18"], Verdict.DIFFERS),
    ],
)
def test_the_digits_of_a_sum_are_those_that_its_numbers_print(
    total: str, parts: list[str], verdict: Verdict
) -> None:
    assert compare_sum(CHECK, printed(total), map(printed, parts), Unit.WAN).verdict is verdict


def test_amounts_of_other_units_keep_their_own_digits() -> None:
    # 50 万元 and 20,160 元 are 520,160 元; of a number in 万元 the last digit is worth 10,000 元.
    parts = [wan("50", "10000"), yuan("20160")]
    assert compare_sum(CHECK, yuan("523160"), parts, Unit.WAN).verdict is Verdict.ROUNDING


@pytest.mark.parametrize(
    ("smaller", "larger", "verdict"),
    [
        # 2,517.78 万元 is not more than 25,177,779 元: that is 2,517.78 at two decimals.
        ("2517.78", "25177779", Verdict.EQUAL),
        ("2517.79", "25177779", Verdict.DIFFERS),
        ("2517.78", "25177749", Verdict.DIFFERS),  # 2,517.77
    ],
)
def test_an_inequality_at_the_coarser_digit(smaller: str, larger: str, verdict: Verdict) -> None:
    assert compare_at_most(CHECK, wan(smaller), yuan(larger), Unit.WAN).verdict is verdict


@pytest.mark.parametrize(
    ("left", "right", "verdict"),
    [
        (["10"], ["10"], Verdict.EQUAL),
        (["10"], ["11"], Verdict.DIFFERS),
        (["10", "20"], ["29", "2"], Verdict.ROUNDING),  # 30 and 31, two parts: 1.5 units
        (["10", "20"], ["30", "2"], Verdict.DIFFERS),  # 30 and 32
    ],
)
def test_two_sums_of_the_same_money(left: list[str], right: list[str], verdict: Verdict) -> None:
    assert compare_sums(CHECK, map(yuan, left), map(yuan, right), Unit.YUAN).verdict is verdict


def unread() -> Term:
    return Term(None, Decimal(0), Unit.YUAN, PLACE, UnreadCause.NO_COLUMNS)


def sides(result: CheckOutcome) -> tuple[str | None, str | None, str | None]:
    numbers = (result.left, result.right, result.difference)
    return tuple(None if number is None else str(number) for number in numbers)  # type: ignore[return-value]


def test_a_side_of_which_a_term_was_not_read_has_no_number() -> None:
    lacking = compare_sum(CHECK, yuan("30"), [yuan("10"), unread()], Unit.YUAN)
    assert (lacking.verdict, sides(lacking)) == (Verdict.UNKNOWN, ("30", None, None))
    # What was read comes to the total by chance.
    chance = compare_sum(CHECK, yuan("30"), [yuan("30"), unread()], Unit.YUAN)
    assert (chance.verdict, sides(chance)) == (Verdict.UNKNOWN, ("30", None, None))
    total = compare_sum(CHECK, unread(), [yuan("10"), yuan("20")], Unit.YUAN)
    assert sides(total) == (None, "30", None)
    assert sides(compare_sum(CHECK, unread(), [yuan("10"), unread()], Unit.YUAN)) == (None, None, None)
    two = compare_sums(CHECK, [yuan("10"), unread()], [yuan("10"), yuan("5")], Unit.YUAN)
    assert sides(two) == (None, "15", None)


def test_a_sum_that_may_have_unread_rows_has_no_number_unless_it_comes_to_its_total() -> None:
    cause = UnreadCause.CUT_ROW
    parts = [yuan("10"), yuan("20")]
    assert sides(compare_sum(CHECK, yuan("40"), parts, Unit.YUAN, cause)) == ("40", None, None)
    assert sides(compare_sum(CHECK, unread(), parts, Unit.YUAN, cause)) == (None, None, None)
    assert sides(compare_sum(CHECK, yuan("30"), parts, Unit.YUAN, cause)) == ("30", "30", "0")
    assert sides(compare_sums(CHECK, parts, [yuan("40")], Unit.YUAN, (cause, None))) == (None, "40", None)
    assert sides(compare_sums(CHECK, parts, [yuan("40")], Unit.YUAN, (None, cause))) == ("30", None, None)
