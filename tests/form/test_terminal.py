"""What a document says is shown on a terminal as characters, never obeyed."""

import pytest

from budgets.form.terminal import shown


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("某局 2026年“三公”经费，1,234.50元", "某局 2026年“三公”经费，1,234.50元"),
        ("甲\x1b[31m乙", "甲\\x1b[31m乙"),
        ("甲\x1b]0;标题\x07乙", "甲\\x1b]0;标题\\x07乙"),
        ("甲\r乙\n丙", "甲\\x0d乙\\x0a丙"),
        ("甲\x9b2J乙\x7f", "甲\\x9b2J乙\\x7f"),  # one character that begins a sequence, and delete
        (
            "甲\u202e乙\u2066丙\u200b丁",
            "甲\\u202e乙\\u2066丙\\u200b丁",
        ),  # directions, and a sign without width
        ("甲\u2028乙", "甲\\u2028乙"),
        ("甲\t乙", "甲\t乙"),
        ("甲\ud800乙", "甲\\ud800乙"),
    ],
)
def test_signs_that_a_terminal_obeys_are_written_out(text: str, printed: str) -> None:
    assert shown(text) == printed


def test_words_of_several_lines_keep_them() -> None:
    assert shown("甲\n乙\x1b", lines=True) == "甲\n乙\\x1b"
