"""Everyday words: every code is a known one, and no word is two."""

from collections import Counter
from csv import DictReader

from budgets.form.codes import DATA, code_of
from budgets.form.everyday import everyday_word, everyday_words


def test_every_code_is_in_a_list() -> None:
    with (DATA / "everyday.csv").open(encoding="utf-8", newline="") as file:
        codes = [code for row in DictReader(file) for code in row["codes"].split()]
    assert [code for code in codes if code_of(code) is None] == []


def test_no_word_stands_for_two() -> None:
    words = Counter(name for word in everyday_words() for name in (word.word, *word.also))
    assert [name for name, times in words.items() if times > 1] == []


def test_a_word_and_its_others_lead_to_the_same_codes() -> None:
    for said in ("房租", "租金", " 租房 "):
        found = everyday_word(said)
        assert found
        assert [(code.code, code.name) for code in found.codes] == [("30214", "租赁费")]
    assert everyday_word("基础研究") is None
