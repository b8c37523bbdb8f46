"""What the project list says of what statements add up to, in both languages."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils import translation
from django.utils.safestring import SafeString

from budgets.form.terms import InstalmentKind
from budgets.words import projects as words
from budgets.words import statement
from budgets.words.markup import muted

MILLION = Decimal(1_000_000)


@pytest.mark.parametrize(
    ("total", "fiscal", "self_raised", "approximate", "said"),
    [
        (None, None, None, False, "它没有写明金额。"),
        (3, None, None, False, "它的金额是 300 万元（3,000,000 元），没有写明资金来源。"),
        (3, None, None, True, "它的金额是 约 300 万元（3,000,000 元），没有写明资金来源。"),
        (3, 3, None, False, "它的金额是 300 万元（3,000,000 元），其中财政资金 3,000,000 元。"),
        (
            3,
            2,
            1,
            False,
            "它的金额是 300 万元（3,000,000 元），其中财政资金 2,000,000 元，自筹资金 1,000,000 元。",
        ),
        (3, None, 3, False, "它的金额是 300 万元（3,000,000 元），自筹资金 3,000,000 元。"),
    ],
)
def test_an_only_statement_names_its_sources(
    total: int | None, fiscal: int | None, self_raised: int | None, approximate: bool, said: str
) -> None:
    amounts = [None if each is None else each * MILLION for each in (total, fiscal, self_raised)]
    assert words.only_amount(*amounts, approximate=approximate) == said


def test_an_only_statement_in_english() -> None:
    with translation.override("en"):
        said = words.only_amount(3 * MILLION, 2 * MILLION, MILLION, approximate=True)
        assert said == (
            "Its amount is about CNY 3 million (CNY 3,000,000), of which fiscal funds CNY 2,000,000, "
            "self-raised funds CNY 1,000,000."
        )


def test_self_raised_funds_stand_beside_the_table_that_prints_projects() -> None:
    said = "有 1 份还列出自筹资金 1,000,000 元；连同自筹资金合计 3,000,000 元"
    assert words.with_self_raised(1, MILLION, 3 * MILLION, None, 3, None) == f"{said}。"
    assert words.with_self_raised(1, MILLION, 3 * MILLION, Decimal("10.50"), 3, 9 * MILLION) == (
        f"{said}，相当于表3项目支出（全部资金，9,000,000 元）的 10.5%。"
    )


def test_english_sentences_of_a_note_have_a_space_between_them() -> None:
    with translation.override("en"):
        assert "gives none. The small words" in words.amounts_note()
        assert "place in the document. Project expenditure" in words.sums_are_ours([muted("Table 5")])
    assert "原文没有写。实施主体" in words.amounts_note()


def test_a_period_is_said_in_days_or_months() -> None:
    first, last = date(2025, 1, 1), date(2025, 11, 30)
    assert words.period(first, last, months=False) == "2025年1月1日—2025年11月30日"
    assert words.period(first, last, months=True) == "2025年1月—2025年11月"
    assert "（原文只写到月）" in statement.period_in_full(first, last, months=True)
    assert statement.period_in_full(None, None, months=False) == "未明确"


def test_instalments_say_what_their_numbers_are() -> None:
    kinds = [InstalmentKind.CUMULATIVE]
    note = statement.instalments_note(kinds, increments_only=False, base=Decimal(100))
    assert note.startswith("累计：从头算到这一期末，包含前面各期。累计的数不能相加。原文只给比例的")
    with translation.override("en"):
        note = statement.instalments_note(kinds, increments_only=False, base=None)
        assert "included. Cumulative numbers cannot be added up. Numbers with" in note


def test_the_words_of_a_document_are_escaped() -> None:
    assert statement.link_ground("名单内单位", "<b>甲") == "依据原文：“&lt;b&gt;甲”"
    assert "&lt;b&gt;" in statement.in_short("<b>甲", SafeString(""), None, None)
