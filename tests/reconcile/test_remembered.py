"""What a function gave is kept for the very objects that it was asked about, and no longer than for the last of them."""

from budgets.reconcile.remembered import remembered


def test_an_equal_object_is_asked_about_anew() -> None:
    asked: list[list[int]] = []

    @remembered(most=2)
    def first(numbers: list[int]) -> int:
        asked.append(numbers)
        return numbers[0]

    one, same = [1], [1]
    assert (first(one), first(one), first(same)) == (1, 1, 1)
    assert len(asked) == 2 and asked[1] is same
    assert first([2]) == 2  # the third: the first is forgotten
    assert first(one) == 1 and len(asked) == 4
