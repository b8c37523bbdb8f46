"""What the notes' pages say of sums, changes and assets, in both languages."""

from decimal import Decimal

import pytest
from django.utils import translation

from budgets.words import notes as words

WAN = Decimal(10000)


def test_amounts_that_do_not_add_up_say_by_how_much() -> None:
    said = words.added_up([530 * WAN, 230 * WAN], 760 * WAN, -10 * WAN)
    assert said == "530.00 + 230.00 = 760.00 万元，与原文合计相差 −10.00 万元"
    with translation.override("en"):
        assert words.added_up([WAN, WAN], 2 * WAN, Decimal(0)) == (
            "1.00 + 1.00 = 2.00 × CNY 10,000, which agrees with the printed total"
        )


@pytest.mark.parametrize(
    ("total", "difference", "said", "english"),
    [
        (0, 0, "各项增减相加为 0，也一致", "the changes add up to 0, which agrees as well"),
        (
            0,
            5,
            "各项增减相加为 0，与原文增减相差 +5.00 万元",
            "the changes add up to 0, which differs from the printed change by +5.00 × CNY 10,000",
        ),
        (
            -3,
            0,
            "各项增减相加 −3.00 万元，也一致",
            "the changes add up to −3.00 × CNY 10,000, which agrees as well",
        ),
        (
            -3,
            5,
            "各项增减相加 −3.00 万元，与原文增减相差 +5.00 万元",
            "the changes add up to −3.00 × CNY 10,000, which differs from the printed change by +5.00 × CNY 10,000",
        ),
    ],
)
def test_changes_are_added_up_too(total: int, difference: int, said: str, english: str) -> None:
    assert words.changes_added_up(total * WAN, difference * WAN) == said
    with translation.override("en"):
        assert words.changes_added_up(total * WAN, difference * WAN) == english


def test_a_change_of_the_total_names_its_direction() -> None:
    assert words.change_of_total(None, "2024年预算数") == ""
    assert words.change_of_total(Decimal(0), "2024年预算数") == "与2024年预算数持平。"
    assert words.change_of_total(-5 * WAN, "2024年预算数") == "比2024年预算数减少 <b>5 万元</b>。"
    with translation.override("en"):
        said = words.change_of_total(500 * WAN, "2024 budgeted amount")
        assert said == "This is up <b>CNY 5 million</b> on the 2024 budgeted amount."


def test_what_is_to_be_bought_is_one_sentence() -> None:
    vehicles = words.vehicles_planned(Decimal(7))
    equipment = words.equipment_planned("通用设备", Decimal(1), "台（套）")
    assert words.planned(2025, []) == ""
    assert words.planned(2025, [vehicles]) == "2025年预算安排购置车辆 <b>7 辆</b>。"
    assert words.planned(2025, [vehicles, equipment]) == (
        "2025年预算安排购置车辆 <b>7 辆</b>、通用设备 <b>1 台（套）</b>。"
    )


def test_a_definition_of_many_editions_names_the_first() -> None:
    with translation.override("en"):
        assert words.found_in(["A", "B"], 7) == "Found in: A, B and others, 7 budgets"
        assert words.found_in(["A", "B"], 2) == "Found in: A, B"


def test_the_counts_of_units_are_the_document_s() -> None:
    assert words.units_listed(27, 2, 25) == "所列 27 家；原文说行政单位 2 家、事业单位 25 家。"
    assert words.units_listed(27, None, None) == "所列 27 家。"
