"""Tables of a PDF without ruled lines: read from the places of their words, or left as lines of text."""

from collections import Counter
from itertools import pairwise

import pytest

from budgets.form.spelling import same_ideographs
from budgets.parsing.table_records import PrintedTable
from budgets.readers.document import Document, Grid, Paragraph
from tests.documents import CASES, DOCUMENTS, budget_of, characters_of, document_of, needs_documents
from tests.readers.test_pdf import Page, furniture, grids, paragraphs, printed, read

LEFTS = (40, 80, 120, 160)  # where codes and names begin
RIGHTS = (360, 440, 530)  # where amounts end
HEADINGS = [
    ["项目", None, None, None, "支出预算", None, None],
    ["功能分类科目编码", None, None, None, None, None, None],
    ["类", "款", "项", "功能分类科目名称", "合计", "基本支出", "项目支出"],
]


def _row(page: Page, y: float, cells: str) -> Page:
    """Codes, name and amounts, divided by bars; nothing where a cell is blank."""
    for at, words in enumerate(cells.split("|")):
        if words:
            page.text(LEFTS[at] if at < 4 else RIGHTS[at - 4] - 5 * len(words), y, words, 10)
    return page


def _headings(page: Page, y: float = 100, title: str = "2026年部门支出预算总表") -> Page:
    page.text(200, y - 50, title, 16).text(40, y - 25, "编制部门：某局", 10).text(490, y - 25, "单位：元", 10)
    page.text(40, y, "项目", 10).text(310, y, "支出预算", 10)
    page.text(40, y + 20, "功能分类科目编码", 10).text(160, y + 20, "功能分类科目名称", 10)
    page.text(310, y + 20, "合计", 10).text(390, y + 20, "基本支出", 10).text(480, y + 20, "项目支出", 10)
    return page.text(40, y + 40, "类", 10).text(80, y + 40, "款", 10).text(120, y + 40, "项", 10)


EDUCATION = "205|||教育支出|1,234,567|1,000,000|234,567"
TRAINING = "205|08||进修及培训|34,567||34,567"
CADRES = "205|08|03|培训支出|1,200,000|1,200,000|"
TOTAL = "合计||||2,469,134|2,200,000|269,134"


def _cells(row: str) -> list[str | None]:
    cells: list[str | None] = list(row.split("|"))
    return ["合计", None, None, None, *cells[4:]] if row.startswith("合计") else cells


def test_words_under_headings_are_a_grid_as_a_ruled_table_gives_it() -> None:
    page = _headings(Page())
    for number, row in enumerate([EDUCATION, TRAINING, CADRES, TOTAL]):
        _row(page, 160 + 18 * number, row)
    assert grids(read(page)) == [[*HEADINGS, *map(_cells, [EDUCATION, TRAINING, CADRES, TOTAL])]]
    assert paragraphs(read(page)) == ["2026年部门支出预算总表", "编制部门：某局 单位：元"]


def test_a_cell_leads_to_the_words_that_it_prints() -> None:
    page = _row(_row(_headings(Page()), 160, EDUCATION), 178, TOTAL)
    (grid,) = [block for block in read(page).blocks if isinstance(block, Grid)]
    box = grid.rows[3][4].place.box
    assert box is not None and (box[0], box[2]) == (315, 360)  # nine digits and commas of 5 points end at 360
    assert 145 < box[1] < 160 < box[3] < 166  # around the baseline


def test_an_empty_table_is_its_headings_and_its_total() -> None:
    page = _headings(Page(), title="2026年部门政府性基金预算支出功能分类预算表").text(40, 160, "合计", 10)
    page.text(40, 190, "注：本年度无政府性基金预算支出，故本表无数据", 10)
    assert grids(read(page)) == [[*HEADINGS, ["合计", None, None, None, "", "", ""]]]
    assert paragraphs(read(page))[-1] == "注：本年度无政府性基金预算支出，故本表无数据"


# ---- names of several lines -----------------------------------------------------------------------------

WRAPPED = ["205", "08", "03", "教育系统干部\n培训支出", "1,200,000", "1,200,000", ""]


def _wrapped(first: float, row: float, second: float) -> Document:
    """Three rows 36 points apart; the middle one has a name of two lines at these heights around its own."""
    page = _row(_headings(Page()), 164, EDUCATION)
    page.text(160, 200 + first, "教育系统干部", 10).text(160, 200 + second, "培训支出", 10)
    _row(page, 200 + row, "205|08|03||1,200,000|1,200,000|")
    return read(_row(page, 236, TOTAL))


@pytest.mark.parametrize("heights", [(-7, 0, 7), (0, 0, 14), (-14, 0, 0)], ids=["middle", "top", "bottom"])
def test_a_wrapped_name_is_of_the_row_that_it_stands_around(heights: tuple[float, float, float]) -> None:
    (grid,) = grids(_wrapped(*heights))
    assert grid[4] == WRAPPED
    assert [row[0] for row in grid[3:]] == ["205", "205", "合计"]


def test_the_first_and_the_last_row_of_a_page_may_be_wrapped() -> None:
    for step in (-14, 14):
        page = _headings(Page())
        for number, y in enumerate((175, 215, 255)):
            first, second = (y, y + step) if step > 0 else (y + step, y)
            page.text(160, first, "教育系统干部", 10).text(160, second, "培训支出", 10)
            _row(page, y, f"205|08|0{number + 1}||1,200,000|1,200,000|")
        (grid,) = grids(read(page))
        assert [row[3] for row in grid[3:]] == ["教育系统干部\n培训支出"] * 3


def test_a_line_as_near_to_the_row_above_as_to_the_row_below_leaves_lines_of_text() -> None:
    page = _row(_row(_headings(Page()), 160, EDUCATION), 188, TRAINING).text(160, 174, "和其他", 10)
    document = read(_row(page, 216, TOTAL))
    assert grids(document) == []
    assert "和其他" in paragraphs(document)


# ---- what has more than one reading stays lines ---------------------------------------------------------


def test_an_amount_of_two_lines_is_never_half_an_amount() -> None:
    page = _row(_headings(Page()), 160, EDUCATION)
    _row(_row(page, 178, "205|08||进修及培训|1,234,||"), 190, "||||567||")
    assert grids(read(_row(page, 210, TOTAL))) == []


def test_texts_printed_on_one_another_are_not_read() -> None:
    page = _row(_row(_headings(Page()), 160, EDUCATION), 178, TRAINING).text(165, 178, "干部教育", 10)
    assert grids(read(_row(page, 196, TOTAL))) == []


def test_a_column_without_a_known_heading_leaves_lines_of_text() -> None:
    page = _headings(Page(width=700)).text(600, 120, "上年结余", 10)
    _row(page, 160, EDUCATION).text(600, 160, "567", 10)
    assert grids(read(_row(page, 178, TOTAL))) == []


def test_an_amount_between_two_columns_leaves_lines_of_text() -> None:
    page = _row(_row(_headings(Page()), 160, EDUCATION), 178, TOTAL)
    assert grids(read(page.text(365, 196, "5,000", 10).text(40, 196, "205", 10))) == []


def test_prose_contents_and_covers_are_no_tables() -> None:
    contents = Page().text(280, 90, "目 录", 16)
    for number in range(9):
        contents.text(90, 130 + 20 * number, f"{number + 1}. 部门收入预算总表 ……… {number + 3}", 12)
    prose = Page().lines(90, 100, ["　　合计 100 万元，其中： 基本支出 60 万元， 项目支出 40 万元。"])
    prose.lines(90, 160, ["类 款 项 是功能分类科目的三级，", "合计 基本支出 项目支出 三栏各为 12 万元。"])
    assert grids(read(Page().text(200, 300, "某市2026年市级部门预算", 22), contents, prose)) == []


def test_a_page_with_a_ruled_table_is_read_as_before() -> None:
    page = _row(_row(_headings(Page()), 160, EDUCATION), 178, TOTAL)
    page.table([40, 240, 540], [400, 420, 440], [["a", "b"], ["c", "d"]])
    assert grids(read(page)) == [[["a", "b"], ["c", "d"]]]


# ---- several pages --------------------------------------------------------------------------------------


def test_a_page_without_headings_goes_on_with_the_columns_of_the_page_before() -> None:
    first = _row(_row(_headings(Page()), 160, EDUCATION), 178, CADRES)
    second = _row(_row(Page(), 60, TRAINING), 78, TOTAL).text(290, 800, "- 2 -", 10)
    document = read(first, second)
    assert grids(document)[1] == [_cells(TRAINING), _cells(TOTAL)]
    assert furniture(document) == ["- 2 -"]


def test_amounts_that_stand_elsewhere_than_on_the_page_before_leave_lines_of_text() -> None:
    first = _row(_row(_headings(Page()), 160, EDUCATION), 178, CADRES)
    second = _row(Page(), 60, "205|08||进修及培训|||").text(420, 60, "34,567", 10)
    assert len(grids(read(first, second))) == 1


def test_lines_below_a_table_are_no_rows_and_end_it() -> None:
    first = _row(_row(_headings(Page()), 160, EDUCATION), 178, TOTAL).lines(90, 230, ["其他相关情况说明"])
    second = _row(Page(), 60, TRAINING)
    document = read(first, second)
    assert len(grids(document)) == 1
    assert "其他相关情况说明" in paragraphs(document)


# ---- captions at one height -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "caption",
    [
        "单位：万元",
        "单位:万元",
        "金额单位：元",
        "（单位：人民币万元）",
        "编制部门：某局",
        "部门名称：某局",
        "编制单位：某局      单位：元",
        "某局      单位：万元",
    ],
)
def test_a_caption_at_the_same_height_of_all_pages_is_no_furniture(caption: str) -> None:
    pages = [Page().text(90, 40, "某市部门预算", 9).text(90, 60, caption, 10) for _ in range(4)]
    for number, page in enumerate(pages):
        page.lines(90, 200, [f"{'甲乙丙丁'[number]}表没有数据。"])
    document = read(*pages)
    assert furniture(document) == ["某市部门预算"] * 4
    assert paragraphs(document).count(caption) == 4


def test_a_caption_under_a_title_and_a_mark_at_the_beginning_of_a_line() -> None:
    title = "2026年部门政府性基金预算支出功能分类预算表"
    page = Page().text(78, 87, title, 9).text(78, 99, "编制部门：某局", 9).text(233, 99, "单位：元", 9)
    page.lines(78, 200, ["其中“社会保障和就业支出（类）死亡抚恤（项）", "”230.25万元，主要用于抚恤。"], 9, 12)
    assert paragraphs(read(page)) == [
        title,
        "编制部门：某局 单位：元",
        "其中“社会保障和就业支出（类）死亡抚恤（项）”230.25万元，主要用于抚恤。",
    ]


# ---- the cases ------------------------------------------------------------------------------------------


def _figures(table: PrintedTable) -> list[tuple[str, str, str, int]]:
    return [
        (line.code, "".join(line.name.split()), figure.column, int(figure.yuan))
        for line in table.lines
        for figure in line.figures
    ]


@needs_documents
def test_a_document_without_ruled_lines_is_the_document_that_its_text_is() -> None:
    """122 rows and 220 figures are printed; the same document lies there as text."""
    budget = budget_of(CASES / "no-ruled-lines.pdf")
    text = budget_of(DOCUMENTS / "putuo-cgzf-2026-bumen.txt")
    tables = budget.report.tables
    assert sum(len(table.lines) for table in tables) == 122
    assert sum(len(line.figures) for table in tables for line in table.lines) == 220
    assert list(map(_figures, tables)) == list(map(_figures, text.report.tables))
    assert budget.report.unowned == ()
    assert [check.code for check in budget.checks if check.verdict.name == "DIFFERS"] == []


@needs_documents
def test_every_character_of_the_document_without_ruled_lines_is_in_exactly_one_block() -> None:
    path = CASES / "no-ruled-lines.pdf"
    # Its font gives some characters the codes of radicals.
    characters = Counter(
        same_ideographs(c.text) for page in characters_of(path) for c in page if c.text.strip()
    )
    assert printed(document_of(path)) == characters


@needs_documents
def test_figures_of_a_table_without_ruled_lines_lead_to_their_digits() -> None:
    path = CASES / "no-ruled-lines.pdf"
    pages = characters_of(path)
    figures = [f for t in budget_of(path).report.tables for line in t.lines for f in line.figures]
    for figure in figures:
        assert figure.place.page is not None and figure.place.box is not None
        left, top, right, bottom = figure.place.box
        inside = [
            c.text
            for c in pages[figure.place.page - 1]
            if left - 1 <= (c.left + c.right) / 2 <= right + 1
            and top - 1 <= (c.top + c.bottom) / 2 <= bottom + 1
        ]
        assert "".join(inside).strip() == figure.text
    assert len(figures) == 220


@needs_documents
def test_titles_glued_to_captions_are_nine_titles() -> None:
    """Nine tables are printed, each with its caption and unit."""
    report = budget_of(CASES / "title-glued-to-caption.pdf").report
    assert [table.table.number for table in report.tables] == list(range(1, 10))
    assert [table.unit.value for table in report.tables] == ["元"] * 8 + ["万元"]
    assert {table.preparer for table in report.tables} == {"普陀区城市管理行政执法局"}
    assert (report.unowned, report.unread, [t for t in report.tables if t.unread]) == ((), (), [])


@needs_documents
def test_a_unit_in_the_first_inch_of_nine_pages_is_the_unit_of_the_tables() -> None:
    """单位：万元 is printed above each table: 47,483,458 is 474,834,580,000 yuan."""
    path = CASES / "unit-line-in-first-inch.pdf"
    report = budget_of(path).report
    assert {table.unit.value for table in report.tables} == {"万元"}
    assert int(report.tables[0].lines[0].figures[0].yuan) == 474_834_580_000
    assert not [
        b for b in document_of(path).blocks if isinstance(b, Paragraph) and b.marker == "page furniture"
    ]
    assert all(
        a.place.page < b.place.page for a, b in pairwise(report.tables) if a.place.page and b.place.page
    )


def test_two_tables_on_one_page_are_two_grids() -> None:
    page = _headings(Page(), title="2026年部门政府性基金预算支出功能分类预算表").text(40, 160, "合计", 10)
    page.text(40, 180, "注：本年度无政府性基金预算支出，故本表无数据", 10)
    page = _row(_headings(page, 300, "2026年部门国有资本经营预算支出功能分类预算表"), 360, TOTAL)
    assert grids(read(page)) == [
        [*HEADINGS, ["合计", None, None, None, "", "", ""]],
        [*HEADINGS, _cells(TOTAL)],
    ]


def test_running_headers_and_footers_are_no_rows() -> None:
    pages = [_row(_row(_headings(Page(), 160), 220, EDUCATION), 238, CADRES)]
    pages += [_row(_row(Page(), 110, TRAINING), 128, CADRES), _row(Page(), 110, TOTAL)]
    for page in pages:
        page.text(240, 50, "某市部门预算公开", 10).text(240, 800, "某市财政部门监制", 10)
    document = read(*pages)
    assert [len(grid) for grid in grids(document)] == [5, 2, 1]
    assert sorted(furniture(document)) == ["某市财政部门监制"] * 3 + ["某市部门预算公开"] * 3


def test_codes_in_one_column_under_one_heading() -> None:
    page = Page().text(200, 50, "2026年部门支出预算总表", 16).text(490, 75, "单位：元", 10)
    for x, words in zip(
        (40, 160, 310, 390, 480), ("科目编码", "科目名称", "合计", "基本支出", "项目支出"), strict=True
    ):
        page.text(x, 100, words, 10)
    _row(_row(page, 130, EDUCATION), 148, "2050803|||培训支出|1,200,000|1,200,000|")
    (grid,) = grids(read(_row(page, 166, TOTAL)))
    assert grid == [
        ["科目编码", "科目名称", "合计", "基本支出", "项目支出"],
        ["205", "教育支出", "1,234,567", "1,000,000", "234,567"],
        ["2050803", "培训支出", "1,200,000", "1,200,000", ""],
        ["合计", None, "2,469,134", "2,200,000", "269,134"],
    ]


def test_codes_of_three_columns_under_one_heading_in_the_middle() -> None:
    page = Page().text(200, 50, "2026年部门支出预算总表", 16).text(490, 75, "单位：元", 10)
    for x, words in zip(
        (70, 160, 310, 390, 480), ("科目编码", "科目名称", "合计", "基本支出", "项目支出"), strict=True
    ):
        page.text(x, 100, words, 10)
    (grid,) = grids(read(_row(_row(_row(page, 130, EDUCATION), 148, CADRES), 166, TOTAL)))
    assert grid[1:] == [_cells(EDUCATION), _cells(CADRES), _cells(TOTAL)]


def test_high_rows_are_rows_and_rows_without_amounts_too() -> None:
    page = Page().text(180, 50, "2026年部门财务收支预算总表", 16).text(490, 75, "单位：元", 10)
    for x, words in zip((40, 200, 300, 480), ("项目", "预算数", "项目", "预算数"), strict=True):
        page.text(x, 100, words, 10)
    page.text(40, 160, "一、财政拨款收入", 10).text(185, 160, "1,234,567", 10)
    page.text(300, 160, "一、教育支出", 10).text(465, 160, "1,234,567", 10)
    page.text(40, 220, "二、事业收入", 10).text(300, 220, "二、其他支出", 10).text(500, 220, "12", 10)
    page.text(40, 280, "三、其他收入", 10)
    assert grids(read(page)) == [
        [
            ["项目", "预算数", "项目", "预算数"],
            ["一、财政拨款收入", "1,234,567", "一、教育支出", "1,234,567"],
            ["二、事业收入", "", "二、其他支出", "12"],
            ["三、其他收入", "", "", ""],
        ]
    ]


def test_lines_nearer_than_letters_are_high_are_of_no_row() -> None:
    # the second line of a name hangs over the row below, which is too low for it
    page = _row(_row(_headings(Page()), 160, EDUCATION), 175, CADRES).text(160, 185, "和其他", 10)
    document = read(_row(_row(page, 190, TRAINING), 205, TOTAL))
    assert grids(document) == []
    assert "和其他" in paragraphs(document)


def test_a_heading_over_words_of_another_kind_is_none_of_theirs() -> None:
    page = Page().text(490, 75, "单位：元", 10)
    for x, words in zip(
        (100, 220, 400, 480, 560), ("款", "科目名称", "合计", "基本支出", "项目支出"), strict=True
    ):
        page.text(x, 100, words, 10)
    for x, words in zip((67, 112, 139, 440, 525), ("302", "06", "电费", "6,000", "6,000"), strict=True):
        page.text(x, 130, words, 10)
    assert grids(read(page)) == []
