from datetime import date

import pytest

from budgets.parsing.dates import find_period, find_spans
from budgets.vocabulary import Precision

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
    "text", ["", "第一季度 审价；第二季度 审价", "按合同执行", "2025.01.01-2025.02.31", "2025年1-13月"]
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
