"""Watermarks and draft marks of a PDF are page furniture: their signs are in no cell and no line."""

import pytest

from budgets.readers.document import Paragraph
from budgets.readers.pdf.watermarks import is_draft_mark
from tests.readers.test_pdf import FULL, ROWS, XS, YS, Page, furniture, grids, paragraphs, read


def _marked(words: str, size: float = 40, operators: str = "0 g", angle: int = 45) -> Page:
    """A table over which words are laid."""
    page = Page().table(XS, YS, ROWS).lines(90, 300, ["　　" + FULL[:32], FULL, "完。"])
    page.drawing.append(f"q {operators}")
    page.text(XS[1] + 10, YS[-1] - 5, words, size, angle)
    page.drawing.append("Q")
    return page


@pytest.mark.parametrize(
    "words", ["征求意见稿", "草案", "样张", "送审稿", "内部资料", "（征求意见稿）", "2026年草案", "DRAFT"]
)
@pytest.mark.parametrize("operators", ["0 g", ".8 g", "1 0 0 rg"])
def test_a_draft_mark_askew_over_a_table_is_in_no_cell(words: str, operators: str) -> None:
    document = read(_marked(words, 40, operators))
    assert grids(document) == [ROWS] and paragraphs(document) == [FULL[:32] + FULL + "完。"]
    assert furniture(document) == [words]
    (mark,) = [block for block in document.blocks if isinstance(block, Paragraph) and block.text == words]
    assert mark.place.page == 1 and mark.place.box is not None
    assert mark.place.box[0] <= XS[1] + 20 and mark.place.box[2] > XS[1] + 10


def test_a_pale_draft_mark_that_is_upright_is_in_no_cell() -> None:
    document = read(_marked("样张", 40, ".85 g", angle=0))
    assert grids(document) == [ROWS] and furniture(document) == ["样张"]


def test_many_small_marks_askew_are_each_taken_out() -> None:
    page = Page().table(XS, YS, ROWS)
    page.drawing.append("q .8 g")
    for x in (100, 200, 300):
        for y in (215, 235, 255):
            page.text(x, y, "某某局内部使用", 9, angle=45)
    page.drawing.append("Q")
    document = read(page)
    assert grids(document) == [ROWS] and furniture(document) == ["某某局内部使用"] * 9


def test_small_pale_draft_marks_that_are_upright_are_taken_out() -> None:
    page = Page().table(XS, YS, ROWS)
    page.drawing.append("q .8 g")
    for y in (215, 235, 255):
        page.text(XS[1] + 60, y, "内部资料", 9)
    page.drawing.append("Q")
    document = read(page)
    assert grids(document) == [ROWS] and furniture(document) == ["内部资料"] * 3


def test_a_large_draft_mark_across_a_ruled_line_is_taken_out_of_a_single_page() -> None:
    document = read(_marked("样张", 40, "1 0 0 rg", angle=0))
    assert grids(document) == [ROWS] and furniture(document) == ["样张"]


def test_a_pale_remark_in_a_cell_stays_in_its_cell() -> None:
    page = Page().table(XS, YS, ROWS)
    page.drawing.append("q .6 g")
    page.text(XS[1] + 3, YS[0] + 13, "样本", 10)
    page.drawing.append("Q")
    assert grids(read(page))[0][0] == ["项目", "样本", "预算数"]


def test_a_large_draft_mark_in_black_is_furniture_where_it_stands_on_several_pages() -> None:
    pages = [
        Page().text(200, 330, "送审稿", 40).lines(90, 140, [f"　　{words}"])
        for words in ("一。", "二。", "三。")
    ]
    assert furniture(read(*pages)) == ["送审稿"] * 3
    assert paragraphs(read(*pages)) == ["一。", "二。", "三。"]
    assert paragraphs(read(pages[0])) == ["一。", "送审稿"]


def test_pale_words_of_any_kind_at_the_same_place_of_several_pages_are_a_watermark() -> None:
    document = read(*[_marked("上海市某某局", 30, ".85 g", angle=0) for _ in range(4)])
    assert grids(document) == [ROWS] * 4 and furniture(document) == ["上海市某某局"] * 4


def test_a_draft_mark_in_the_header_of_two_pages_is_furniture_and_one_on_the_cover_is_read() -> None:
    pages = [
        Page().text(250, 45, "（征求意见稿）", 12).lines(90, 140, [f"　　{words}"])
        for words in ("一。", "二。")
    ]
    document = read(*pages)
    assert furniture(document) == ["（征求意见稿）"] * 2 and paragraphs(document) == ["一。", "二。"]
    assert paragraphs(read(pages[0])) == ["（征求意见稿）", "一。"]


def test_a_title_that_is_pale_or_names_a_draft_stays_a_title() -> None:
    cover = Page()
    cover.drawing.append("q .5 .7 .9 rg")
    cover.text(150, 200, "某某局2026年部门预算", 30)
    cover.drawing.append("Q")
    cover.text(150, 300, "部门预算（草案）", 30).lines(90, 400, ["　　" + FULL[:32], FULL, "完。"])
    document = read(cover)
    assert (
        paragraphs(document)[:2] == ["某某局2026年部门预算", "部门预算（草案）"] and furniture(document) == []
    )


def test_the_heading_of_a_narrow_column_may_lie_askew() -> None:
    page = Page().table(XS, YS, [["", "", ""], *ROWS[1:]])
    page.text(XS[0] + 20, YS[1] - 5, "项目", 8, angle=45)
    assert grids(read(page))[0][0] == ["项目", "", ""]


def test_a_title_in_white_on_a_dark_band_of_every_page_is_no_watermark() -> None:
    pages = []
    for number in range(4):
        page = Page().lines(90, 300, [f"　　第{'一二三四'[number]}页的正文。"])
        page.drawing.append("q 0 .2 .4 rg 60 580 475 60 re f 1 g")
        page.text(100, 240, "收入预算总表", 30)
        page.drawing.append("Q")
        pages.append(page)
    document = read(*pages)
    assert furniture(document) == [] and paragraphs(document).count("收入预算总表") == 4


@pytest.mark.parametrize("words", ["部门预算草案编制说明", "征求意见", "样", "2026", "草案修改情况"])
def test_words_about_a_draft_are_no_draft_mark(words: str) -> None:
    assert not is_draft_mark(words)
