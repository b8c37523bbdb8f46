from datetime import date

import pytest

from budgets.form.terms import Precision
from budgets.parsing.dates import (
    find_period,
    find_plan_spans,
    find_spans,
    follows_other_time,
    names_other_time,
)

YEAR = (date(2025, 1, 1), date(2025, 12, 31))


@pytest.mark.parametrize(
    ("text", "days", "precision"),
    [
        ("2025年1月1日至2025年12月31日", YEAR, Precision.DAY),
        ("2025年1月1日-12月31日", YEAR, Precision.DAY),
        ("2025.01.01-2025.12.31", YEAR, Precision.DAY),
        ("2025-01-01至2025-12-31", YEAR, Precision.DAY),
        ("实施周期是2025年3月1日至2025年11月30日。", (date(2025, 3, 1), date(2025, 11, 30)), Precision.DAY),
        ("2025年1-12月。", YEAR, Precision.MONTH),
        ("2025年1月 - 2025年12月", YEAR, Precision.MONTH),
        ("2024年11月-2025年2月", (date(2024, 11, 1), date(2025, 2, 28)), Precision.MONTH),
        ("2025全年度。", YEAR, Precision.MONTH),
        ("2025年度", YEAR, Precision.MONTH),
    ],
)
def test_periods(text: str, days: tuple[date, date], precision: Precision) -> None:
    period = find_period(text)
    assert period is not None
    assert ((period.start, period.end), period.precision) == (days, precision)


@pytest.mark.parametrize(
    "text",
    ["", "第一季度 审价；第二季度 审价", "按合同执行", "2025.01.01-2025.02.31", "2025年1-13月", "0000年度"],
)
def test_what_is_no_period_gives_none(text: str) -> None:
    assert find_period(text) is None


def test_quarters_and_months() -> None:
    spans = find_spans("第一季度10%，2025年2季度20%，7-9月30%，10月至12月40%", 2025)
    assert [(s.start.month, s.end.month, s.end.day) for s in spans] == [
        (1, 3, 31),
        (4, 6, 30),
        (7, 9, 30),
        (10, 12, 31),
    ]
    assert len(find_spans("在2025年每一季度使用6.75万元", 2025)) == 4


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("上半年10万元，第三季度20万元", [(1, 6), (7, 9)]),
        ("1月10万元，2月20万元，3-12月30万元", [(1, 1), (2, 2), (3, 12)]),
        ("第一、二季度各10万元", [(1, 3), (4, 6)]),
        ("第一、二季度10万元", [(1, 6)]),
        ("一至三季度10万元", [(1, 9)]),
        ("前三季度10万元", [(1, 9)]),
        # Not a stretch of time, no such month, no such year, a day, no number near.
        ("一、三季度10万元", []),
        ("13月10万元", []),
        ("0000年一季度10万元", []),
        ("2025年3月15日付10万元", []),
        ("3月签订合同，完成付款", []),
    ],
)
def test_steps_of_a_plan(text: str, months: list[tuple[int, int]]) -> None:
    assert [(s.start.month, s.end.month) for s in find_plan_spans(text, 2025)] == months


@pytest.mark.parametrize(
    ("clause", "other"),
    [
        ("2025年预算", False),
        ("2025年1月-2025年12月", False),
        ("实施周期为一年", False),
        ("2024年底", True),
        ("2024-2026年财政资金", True),
        ("2025-2026年", True),
        ("2025-26年", True),
        ("2024年7月至2025年6月", True),
        ("二〇二四年预算", True),
        ("二〇二五年预算", False),
        ("三年总预算", True),
        ("上年度", True),
        ("截至目前", True),
        ("0000年", True),
    ],
)
def test_words_of_another_time(clause: str, other: bool) -> None:
    assert names_other_time(clause, 2025) is other


def test_the_last_time_named_holds_for_what_follows() -> None:
    assert follows_other_time("2024年，完成采购，", 2025)
    assert not follows_other_time("2024年启动，2025年", 2025)
    assert not follows_other_time("2024年启动。", 2025)
    assert follows_other_time("2024年执行情况。", 2025)  # a heading
    assert not follows_other_time("2025年预算，较上年", 2025)  # only compared with
