"""How text is cut, and what typed text is understood to be."""

from decimal import Decimal

import pytest

from budgets.search.asking import understand
from budgets.search.terms import Phrase, code_terms, fold, key_of, phrase_of, terms_of


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("科技馆", ["科技", "技馆", "馆"]),
        ("馆", ["馆"]),
        ("教育、科技", ["教育", "育", "科技", "技"]),
        ("“三公”经费", ["三公", "公经", "经费", "费"]),
        ("因公出国（境）费", ["因公", "公出", "出国", "国境", "境费", "费"]),
        ("科 技\n馆", ["科技", "技馆", "馆"]),
        ("2025年", ["2025", "年"]),
        ("1,188.30万元", ["1188d3", "万元", "元"]),
        ("2025.01.31", ["2025", "01", "31"]),
        ("ＡＩ芯片", ["ai", "芯片", "片"]),
        ("12,34", ["12", "34"]),
        ("100(5)", ["100", "5"]),
        ("", []),
        ("，。", []),
    ],
)
def test_text_is_cut_into_pairs_words_and_numbers(text: str, terms: list[str]) -> None:
    assert list(terms_of(text)) == terms


def test_a_question_leaves_open_how_a_chinese_word_goes_on() -> None:
    assert phrase_of("科技馆") == Phrase(("科技", "技馆"))
    assert phrase_of("馆") == Phrase(("馆",), open_end=True)
    assert phrase_of("2060702") == Phrase(("2060702",))
    assert phrase_of("、") is None


def test_a_code_is_found_by_itself_and_by_those_above_it() -> None:
    assert code_terms("2060702") == ["¶206", "¶20607", "¶2060702"]
    assert code_terms("30216") == ["¶302", "¶30216"]
    assert code_terms("") == []


def test_folding_remembers_where_each_character_was_printed() -> None:
    folded = fold("“三 公”经费")
    assert folded.text == "三公经费"
    assert folded.origin == (1, 3, 5, 6)


def test_a_title_is_known_without_its_number_and_its_punctuation() -> None:
    assert key_of("二、科学技术支出") == key_of("科学技术支出") == key_of("科学技术 支出")
    assert key_of("1. 一般公共预算资金") == key_of("一般公共预算资金")
    assert key_of("，") == ""


@pytest.mark.parametrize(
    "typed", ["2060702", "206 07 02", "206-07-02", "206.07.02", "206·07·02", "２０６０７０２"]
)
def test_a_code_is_one_word_however_it_is_parted(typed: str) -> None:
    (word,) = understand(typed).words
    assert word.code == "2060702"


def test_two_numbers_with_a_point_are_an_amount_and_may_be_a_code() -> None:
    (word,) = understand("206.07").words
    assert word.code == "20607"
    assert [window.yuan for window in word.windows] == [
        Decimal("206.07"),
        Decimal("2060700"),
        Decimal("20607000000"),
    ]


@pytest.mark.parametrize(
    ("typed", "yuan"),
    [
        ("1188.26万元", ["11882600"]),
        ("1,188.26 万元", ["11882600"]),
        ("71.82亿", ["7182000000"]),
        ("5元", ["5"]),
        ("1188.26", ["1188.26", "11882600", "118826000000"]),
        ("2025", []),  # a year
        ("2025万元", ["20250000"]),
        ("0", []),
        ("科技", []),
    ],
)
def test_a_number_is_read_in_its_unit_or_in_each(typed: str, yuan: list[str]) -> None:
    words = understand(typed).words
    assert [window.yuan for window in words[0].windows] == [Decimal(number) for number in yuan]


def test_what_is_rounded_to_the_number_is_meant_too_unless_it_is_a_short_one() -> None:
    (spoken,) = understand("71.82亿").words[0].windows
    assert (spoken.smallest, spoken.largest) == (Decimal(7_181_500_000), Decimal(7_182_500_000))
    (short,) = understand("5万").words[0].windows
    assert (short.smallest, short.largest) == (Decimal(50_000), Decimal(50_000))


@pytest.mark.parametrize("typed", ['"科技馆 大修"', "“科技馆 大修”"])
def test_quotation_marks_of_either_kind_make_one_phrase(typed: str) -> None:
    (word,) = understand(typed).words
    assert word.text == "科技馆 大修"


def test_more_than_is_read_is_said() -> None:
    asked = understand("科技 " * 100)
    assert len(asked.words) == 8
    assert asked.cut
    assert not understand("科技 馆").cut
