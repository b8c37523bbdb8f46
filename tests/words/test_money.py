from decimal import Decimal

import pytest
from django.utils import translation

from budgets.form.amounts import Unit
from budgets.words.money import amount_in, english_amount, format_speakable, share_of, unit_name


@pytest.mark.parametrize(
    ("yuan", "said"),
    [
        ("7181860500", "CNY 7.18 billion"),
        ("11882600", "CNY 11.88 million"),
        ("-7181860500", "-CNY 7.18 billion"),
        ("0", "CNY 0"),
        ("530880", "CNY 530,880"),
        ("12.5", "CNY 12.50"),
        ("1.005", "CNY 1.01"),
        ("-0.001", "CNY 0.00"),
        ("1000000", "CNY 1 million"),
        ("999999.99", "CNY 999,999.99"),
        ("1005000", "CNY 1.01 million"),  # half up: 1.005
        ("1004999.99", "CNY 1.00 million"),
        ("999994999", "CNY 999.99 million"),
        ("999995000", "CNY 1.00 billion"),
        ("100000000000", "CNY 100 billion"),
        ("1234567890123", "CNY 1.23 trillion"),
    ],
)
def test_english_says_millions_and_billions(yuan, said):
    assert english_amount(Decimal(yuan)) == said


def test_the_language_of_the_page_decides():
    yuan = Decimal("7181860500")
    with translation.override("zh-hans"):
        assert format_speakable(yuan) == "71.82 亿元"
        assert amount_in("1,188.26", Unit.WAN) == "1,188.26 万元"
    with translation.override("en"):
        assert format_speakable(yuan) == "CNY 7.18 billion"
        assert unit_name(Unit.YI) == "CNY 100 million"
        assert amount_in("1,188.26", Unit.WAN) == "1,188.26 × CNY 10,000"
        assert amount_in("7,181,860,500", Unit.YUAN) == "7,181,860,500 yuan"


def test_share_has_two_decimals_and_is_empty_when_the_whole_is_zero():
    assert share_of(Decimal("6160978836"), Decimal("7181860500")) == "85.79%"
    assert share_of(Decimal(1), Decimal(0)) == ""
