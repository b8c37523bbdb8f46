import time
from io import BytesIO

import pytest

from budgets.readers import read_document
from budgets.readers.document import Grid, Paragraph
from budgets.readers.text import read_text
from tests.documents import refused


def _blocks(text: str, encoding: str = "utf-8") -> tuple[Paragraph | Grid, ...]:
    return read_document(BytesIO(text.encode(encoding)), "x.txt").blocks


def test_a_line_is_a_paragraph_and_tabbed_lines_are_a_grid() -> None:
    title, grid, note = _blocks("标题\n\n205\t\t教育支出\n合计\t\t\n\n注\n")
    assert isinstance(title, Paragraph) and title.text == "标题" and title.place.line == 1
    assert isinstance(grid, Grid) and [[c.text for c in row] for row in grid.rows] == [
        ["205", "", "教育支出"],
        ["合计", "", ""],
    ]
    assert grid.rows[1][2].place.line == 4
    assert (grid.rows[1][2].place.table, grid.rows[1][2].place.row, grid.rows[1][2].place.column) == (1, 2, 3)
    assert isinstance(note, Paragraph) and note.place.line == 6


def test_a_markdown_table_is_a_grid_and_its_ruler_is_nothing() -> None:
    heading, grid = _blocks("## 表\n\n| 项目 | 预算数 |\n|---|---|\n| 一、教育 | 1 |\n")
    assert isinstance(heading, Paragraph) and (heading.text, heading.marker) == ("表", "##")
    assert isinstance(grid, Grid) and [[c.text for c in row] for row in grid.rows] == [
        ["项目", "预算数"],
        ["一、教育", "1"],
    ]


def test_a_bullet_is_kept_beside_the_words() -> None:
    (item,) = _blocks("- 1、2025年3月，完成玻璃幕墙工程；\n")
    assert isinstance(item, Paragraph)
    assert (item.marker, item.text) == ("-", "1、2025年3月，完成玻璃幕墙工程；")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_encodings(encoding: str) -> None:
    (paragraph,) = _blocks("上海市科学技术委员会", encoding)
    assert isinstance(paragraph, Paragraph) and paragraph.text == "上海市科学技术委员会"


@pytest.mark.parametrize(
    ("content", "words"), [(b"", "是空的"), (b" \n ", "是空的"), (b"\xff\xff\xff\xff", "编码")]
)
def test_what_cannot_be_read_is_refused_in_one_sentence(content: bytes, words: str) -> None:
    with refused(words):
        read_document(BytesIO(content), "x.txt")


def test_too_many_cells_are_refused() -> None:
    content = b"\t\t\t\n" * 10
    with refused("超过 39 个单元格"):
        read_text(content, "x.txt", most_cells=39)
    assert read_text(content, "x.txt", most_cells=40).blocks


_TABLE = "| 项目 | 预算数 |\n|---|---|\n| 甲 | 1 |\n"


def _hidden(text: str) -> list[tuple[str, str, int | None]]:
    document = read_document(BytesIO(text.encode()), "x.md")
    return [(item.kind.name, item.text, item.place.line) for item in document.hidden]


def test_comments_and_hidden_elements_of_markdown_are_listed_and_in_no_block() -> None:
    text = (
        "标题\n<!-- 张三\n13800000001 -->\n"
        + _TABLE
        + "后文<!-- 乙 -->\n[//]: # (丙)\n<p style='display: none'>丁<b>戊</b></p>末\n"
    )
    assert _hidden(text) == [
        ("COMMENT", "张三\n13800000001", 2),
        ("COMMENT", "乙", 7),
        ("COMMENT", "丙", 8),
        ("HIDDEN_TEXT", "丁戊", 9),
    ]
    blocks = _blocks(text)
    assert [(b.text, b.place.line) for b in blocks if isinstance(b, Paragraph)] == [
        ("标题", 1),
        ("后文", 7),
        ("末", 9),
    ]


def test_in_plain_text_and_unclosed_a_comment_shows_like_all_words() -> None:
    for text in ("甲\n<!-- 乙 -->\n", _TABLE + "<!-- 乙\n"):
        assert _hidden(text) == []
        assert any("乙" in block.text for block in _blocks(text) if isinstance(block, Paragraph))


def test_characters_without_a_shape_are_no_words_and_what_they_hide_is_listed() -> None:
    text = "身\u200b份证\n\u202e87654321\n甲\U000e0041\U000e0042\n乙\u200b\n"
    assert _hidden(text) == [
        ("UNSEEN_TEXT", "身份证", 1),
        ("UNSEEN_TEXT", "87654321", 2),
        ("UNSEEN_TEXT", "AB", 3),
    ]
    assert [b.text for b in _blocks(text) if isinstance(b, Paragraph)] == ["身份证", "87654321", "甲", "乙"]


@pytest.mark.parametrize("piece", ["<!--", "<a hidden>", "<a hidden></b>", "[a]: # (", "a\u200b", "<a "])
def test_signs_without_an_end_take_no_long_time(piece: str) -> None:
    start = time.process_time()
    read_text((piece * 50_000 + "\n" + _TABLE).encode(), "x.md")
    assert time.process_time() - start < 2
