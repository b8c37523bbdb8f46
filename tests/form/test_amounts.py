from decimal import Decimal

import pytest

from budgets.form.amounts import (
    AmountError,
    Unit,
    find_amounts,
    find_unreadable,
    format_amount,
    format_speakable,
    last_digit,
    parse_amount,
    plain,
    share,
)


@pytest.mark.parametrize(
    ("text", "unit", "yuan"),
    [
        ("7,181,860,500", Unit.YUAN, Decimal(7181860500)),
        ("530.88", Unit.WAN, Decimal("5308800")),
        ("1,188.26", Unit.WAN, Decimal("11882600")),
        ("0", Unit.YUAN, Decimal(0)),
        ("５０", Unit.YUAN, Decimal(50)),
        ("7,181,\n860,500", Unit.YUAN, Decimal(7181860500)),
        ("-12.50", Unit.YUAN, Decimal("-12.5")),
        ("71", Unit.YI, Decimal(7100000000)),
    ],
)
def test_printed_amounts_become_yuan(text: str, unit: Unit, yuan: Decimal) -> None:
    assert parse_amount(text, unit) == yuan


@pytest.mark.parametrize("text", ["", "  ", "\n", "-", "—", "——"])
def test_a_blank_cell_is_not_zero(text: str) -> None:
    assert parse_amount(text, Unit.YUAN) is None


@pytest.mark.parametrize(
    "text", ["教育支出", "1,23", "12万", "1.2.3", "10%", "1e3", "²", "①", "٣", "1 2 3", "1　2", "9" * 21]
)
def test_what_is_no_number_is_refused_with_its_text(text: str) -> None:
    with pytest.raises(AmountError) as refused:
        parse_amount(text, Unit.YUAN)
    assert refused.value.text == text


@pytest.mark.parametrize(
    ("text", "unit", "worth"),
    [("530.88", Unit.WAN, "100"), ("12", Unit.YUAN, "1"), ("1.5", Unit.YI, "10000000")],
)
def test_the_last_printed_digit_has_a_worth(text: str, unit: Unit, worth: str) -> None:
    assert last_digit(text, unit) == Decimal(worth)


@pytest.mark.parametrize(
    ("text", "yuan"),
    [
        ("财政资金1577.5万元，主要用于电", ["15775000"]),
        ("申请年度预算4,232,663.00元。", ["4232663"]),
        ("预算经费55万，运营预算经费44.90万元。", ["550000", "449000"]),
        ("22668.4万元", ["226684000"]),
        ("预计总项目经费20万。其中：会议1.5万，调研6万。", ["200000", "15000", "60000"]),
        ("每年的负担就达到4000亿欧元/年", []),
        ("人才超过10万人", []),
        ("涉及3亿元", ["300000000"]),
        ("每人500元/天", []),
        # A hyphen is a sign only at the start or behind a delimiter; between two numbers it makes a range.
        ("结余：-5万元", ["-50000"]),
        ("设备费-30万元", []),
        ("12-15万元", []),
        ("1,000万元至1,200万元", []),
        ("10万至15万元", []),
        # Not well formed, or only the end of another number.
        ("12,34万元", []),
        ("1,2,3元", []),
        ("1.2.3万元", []),
        ("1 200万元", []),
        ("12元角", []),
        ("30元5角", []),
        ("30元万", []),
        ("300余万元", []),
        ("300多万元", []),
        ("9" * 21 + "元", []),
        ("港币30万元", []),
        ("5．5万元", ["55000"]),
        ("2025年1-3月\t8.98万元\t10%", ["89800"]),
    ],
)
def test_amounts_in_prose_in_four_notations(text: str, yuan: list[str]) -> None:
    assert [a.yuan for a in find_amounts(text)] == [Decimal(y) for y in yuan]


@pytest.mark.parametrize(
    "text", ["12-15万元", "12,34万元", "300余万元", "伍拾万元", "1,000万元至1,200万元", "数十万元"]
)
def test_money_that_cannot_be_read_is_seen(text: str) -> None:
    assert [text[start:end] for start, end in find_unreadable(text)] == [text]
    assert find_unreadable("财政资金1577.5万元，共10人。") == ()


def test_about_is_kept() -> None:
    (amount,) = find_amounts("预算人民币约27万元。")
    assert amount.approximate


@pytest.mark.parametrize(
    ("yuan", "words"),
    [
        ("7181860500", "71.82 亿元"),
        ("11882600", "1,188.26 万元"),
        ("9999", "9,999 元"),
        ("190000000", "1.90 亿元"),
        ("200000000", "2 亿元"),
        ("199999999", "2.00 亿元"),
        ("0", "0 元"),
        ("-448100", "-44.81 万元"),
    ],
)
def test_speakable_amounts(yuan: str, words: str) -> None:
    assert format_speakable(Decimal(yuan)) == words


def test_exact_amounts_lose_nothing() -> None:
    assert format_amount(Decimal("7181860500"), Unit.WAN) == "718,186.05"
    assert format_amount(Decimal("1"), Unit.YI) == "0.00000001"
    assert format_amount(Decimal("-1234.5"), Unit.YUAN) == "-1,234.5"
    assert plain(Decimal("5308800.00")) == "5308800"


def test_share_of_the_whole() -> None:
    # 6,160,978,836 / 7,181,860,500 = 0.857852...
    assert share(Decimal(6160978836), Decimal(7181860500)) == Decimal("85.79")
    assert share(Decimal(1), Decimal(0)) is None
