"""Part 六 that is a bare list of parts: they add up to the year's amount (推算), or nothing is taken."""

from decimal import Decimal

import pytest

from budgets.form.terms import Nature, QuoteUse
from budgets.parsing.statement_amounts import read_amounts


def test_the_parts_of_a_bare_list_are_the_amount_of_the_year() -> None:
    """README of the cases: 系统维护费12.5万元，委托审计费40万元，业务费3万元。 come to 55.5万元."""
    amounts, doubt = read_amounts("系统维护费12.5万元，委托审计费40万元，业务费3万元。", 2026)
    assert (amounts.total, amounts.nature, doubt) == (Decimal(555_000), Nature.DERIVED, None)
    assert [(part.label, part.amount) for part in amounts.parts] == [
        ("系统维护费", Decimal(125_000)),
        ("委托审计费", Decimal(400_000)),
        ("业务费", Decimal(30_000)),
    ]
    assert [quote.use for quote in amounts.quotes] == [QuoteUse.PART] * 3


@pytest.mark.parametrize(
    ("text", "wan"),
    [
        ("支持外贸稳增长20万元，系统维护费12.5万元，业务费3万元。", "35.5"),
        ("2025年预算安排如下：系统维护费12.5万元；委托审计费40万元。", "52.5"),
        ("设备费10万元、人员费5万元。", "15"),
        ("设备费10万元和人员费5万元。", "15"),
        ("会议经费5万元，设备购置10万元", "15"),
        ("推动服务业增长30万元，印刷费2万元，审计费1.5万元", "33.5"),
    ],
)
def test_a_list_adds_up(text: str, wan: str) -> None:
    amounts, doubt = read_amounts(text, 2025)
    assert (amounts.total, amounts.nature, doubt) == (Decimal(wan) * 10_000, Nature.DERIVED, None)


@pytest.mark.parametrize(
    "text",
    [
        "一等奖5万元，二等奖3万元。",  # prices
        "人均补贴2万元，场地费3万元。",
        "3台服务器30万元，网络20万元。",
        "设备购置费50万元，其中服务器30万元，网络15万元。",  # money counted twice
        "信息化建设60万元，软件40万元，硬件20万元。",
        "设备费10万元，设备费10万元。",
        "系统维护费10万元，2024年审计费5万元。",  # other years
        "设备费10万元，较上年增加2万元，人员费5万元。",
        "预算增加20万元，设备费5万元。",
        "人员经费增长20万元，设备费5万元。",
        "系统维护费12.5万元，业务费3万元，按合同进度支付尾款。",  # more is said than the list
        "其中：系统维护费12.5万元，业务费3万元。",
        "市场成交额20万元，注册资本10万元。",
        "软件约几十万元，硬件20万元。",
    ],
)
def test_a_text_that_is_no_bare_list_gives_no_amount(text: str) -> None:
    amounts, doubt = read_amounts(text, 2025)
    assert amounts.total is None and amounts.nature is Nature.MISSING and doubt


def test_a_name_that_ends_in_growth_is_a_part_of_a_printed_total() -> None:
    text = "项目总预算35万元，其中：支持外贸稳增长20万元，系统维护费12万元，业务费3万元。"
    amounts, _ = read_amounts(text, 2025)
    assert (amounts.total, amounts.nature) == (Decimal(350_000), Nature.STATED)
    assert [part.label for part in amounts.parts] == ["支持外贸稳增长", "系统维护费", "业务费"]


@pytest.mark.parametrize(
    "words", ["较上年增长20万元", "预算增长20万元", "同比增长20万元", "推动产业发展，经费增长20万元"]
)
def test_growth_of_money_stays_a_comparison(words: str) -> None:
    amounts, _ = read_amounts(f"年度预算100万元，{words}。", 2025)
    assert (amounts.total, amounts.parts) == (Decimal(1_000_000), ())
