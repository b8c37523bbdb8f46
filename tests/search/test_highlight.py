"""What of a text is marked as asked for, and which piece of it is shown."""

from decimal import Decimal

import pytest

from budgets.search.asking import understand
from budgets.search.highlight import TextPiece, excerpt, is_in, pieces


def _marked(text: str, asked: str, *amounts: int) -> list[str]:
    shown = pieces(text, understand(asked), [Decimal(yuan) for yuan in amounts])
    assert "".join(piece.text for piece in shown) == text
    return [piece.text for piece in shown if piece.asked]


@pytest.mark.parametrize(
    ("text", "asked", "marked"),
    [
        ("科普活动和科普场馆", "科普", ["科普", "科普"]),
        ("“三 公”经费", "三公经费", ["三 公”经费"]),
        ("货物、工程和服务", "服务 货物", ["货物", "服务"]),
        ("科技馆大修", "科技馆 大修", ["科技馆大修"]),  # what touches is one piece
        ("科技馆大修", "科技馆 馆大", ["科技馆大"]),  # and what overlaps
        ("车辆120辆，20辆待购，203辆", "20", ["20"]),  # not a part of another number
        ("第2060702号和206号", "206", ["206"]),
        ("没有的词", "税", []),
    ],
)
def test_what_was_asked_for_is_marked_where_it_stands(text: str, asked: str, marked: list[str]) -> None:
    assert _marked(text, asked) == marked


def test_an_amount_that_is_meant_is_marked_however_it_is_written() -> None:
    assert _marked("预算1,188.26万元，比上年多77.13万元", "11882600", 11_882_600) == ["1,188.26万元"]


def test_the_words_and_one_amount_are_counted() -> None:
    asked = understand("预算 科普 5万元")
    assert is_in("预算5万元", asked) == 2
    assert is_in("预算50,000元", asked, [Decimal(50_000)]) == 2
    assert is_in("别的", asked) == 0


def test_a_short_text_is_shown_whole() -> None:
    assert excerpt("科普活动", understand("活动")) == [TextPiece("科普"), TextPiece("活动", asked=True)]


def test_the_piece_begins_at_the_beginning_unless_what_was_asked_for_is_far_in() -> None:
    """36 characters stand before the first place, 140 are shown; a place that is near needs no cut."""
    near = excerpt("前" * 60 + "科普" + "后" * 200, understand("科普"))
    assert [len(piece.text) for piece in near] == [60, 2, 78, 1]
    assert near[-1] == TextPiece("…")
    far = excerpt("前" * 200 + "科普" + "后" * 200, understand("科普"))
    assert far == [
        TextPiece("…"),
        TextPiece("前" * 36),
        TextPiece("科普", asked=True),
        TextPiece("后" * 102),
        TextPiece("…"),
    ]
    last = excerpt("前" * 200 + "科普", understand("科普"))
    assert last == [TextPiece("…"), TextPiece("前" * 36), TextPiece("科普", asked=True)]
