"""The template filters: what a reader sees of an amount."""

import re
from decimal import Decimal
from html import unescape

import pytest
from django.template import Context, Template

from budgets.templatetags import budget_text as text
from budgets.words.money import percent


@pytest.mark.parametrize(
    ("yuan", "unit", "shown"),
    [
        ("7181860500", "元", "7,181,860,500 元"),
        ("7181860500", "万元", "718,186.05 万元"),
        ("2524000", "万元", "252.4 万元"),
        ("-448100", "万元", "−44.81 万元"),
        ("0", "元", "0 元"),
    ],
)
def test_an_amount_in_a_unit_is_exact_with_separators_and_a_true_minus(
    yuan: str, unit: str, shown: str
) -> None:
    assert text.in_unit(Decimal(yuan), unit) == shown


def test_aligned_keeps_two_decimals_so_that_a_column_stands_in_line() -> None:
    assert text.aligned(Decimal("2524000")) == "252.40"
    assert text.aligned(Decimal("60000000")) == "6,000.00"
    assert text.aligned(Decimal("1234567")) == "123.4567"
    assert text.aligned(Decimal("7181860500"), "元") == "7,181,860,500"


@pytest.mark.parametrize(
    ("yuan", "shown"),
    [("7181860500", "71.82 亿元"), ("11882600", "1,188.26 万元"), ("9999", "9,999 元"), ("0", "0 元")],
)
def test_speakable_takes_the_unit_that_people_say(yuan: str, shown: str) -> None:
    assert text.speakable(Decimal(yuan)) == shown


def test_a_change_has_its_sign() -> None:
    more, less, same = Decimal("771300"), Decimal("-448100"), Decimal(0)
    assert [text.signed(v) for v in (more, less, same)] == ["+77.13", "−44.81", "持平"]


def test_percent_drops_the_zeros_of_the_database() -> None:
    assert [percent(Decimal(v)) for v in ("20.00", "5.74", "100.01")] == ["20%", "5.74%", "100.01%"]


@pytest.mark.parametrize("name", ["in_unit", "aligned", "speakable", "signed"])
def test_what_is_missing_shows_as_nothing(name: str) -> None:
    template = Template("{% load budget_text %}[{{ nothing|" + name + " }}{{ missing.value|" + name + " }}]")
    assert template.render(Context({"nothing": None})) == "[]"


def test_numbered_items_stand_apart_and_keep_every_character() -> None:
    words = "1. 2025年协调 2. 服务：1. 5万元；3. 26.07万元 & 其他"
    shown = str(text.numbered(words))
    assert re.findall(r'<span class="item">([^<]*)</span>', shown) == [
        "1. 2025年协调 ",
        "2. 服务：1. 5万元；",
        "3. 26.07万元 &amp; 其他",
    ]
    assert unescape(re.sub(r"<[^>]+>", "", shown)) == words


@pytest.mark.parametrize("words", ["", "1. 只有一条", "2025年第1.2节；3. 不从一开始", "预算1.5万元，2.5万元"])
def test_text_without_a_list_stays_one_piece(words: str) -> None:
    assert re.findall(r'<span class="item">([^<]*)</span>', str(text.numbered(words))) == [words] * bool(
        words
    )
