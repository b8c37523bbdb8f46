import time
import tracemalloc
from decimal import Decimal
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from budgets.parsing import parse_report
from budgets.readers.document import Document, Grid, Paragraph, Place, UnreadableDocument
from budgets.readers.office.excel import read_excel
from budgets.readers.office.excel_numbers import displayed
from budgets.readers.office.excel_sheet import column_letters
from tests.documents import refused, why

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STYLES = ["General", "#,##0", "0.00", "00", "@", "yyyy/m/d"]


def xlsx(
    *sheets: str,
    names: dict[int, str] | None = None,
    texts: tuple[str, ...] = (),
    workbook: str = "",
    drawing: str = "",
    prologue: str = "",
) -> bytes:
    """An .xlsx of the sheets' XML. `names` are attributes of sheets by number, `texts` the XML of shared texts."""
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as zipped:
        zipped.writestr("_rels/.rels", _relations({"a": ("officeDocument", "xl/workbook.xml")}))
        kinds = {f"r{n}": ("worksheet", f"worksheets/sheet{n}.xml") for n in range(1, len(sheets) + 1)}
        kinds |= {"s": ("styles", "styles.xml"), "t": ("sharedStrings", "/xl/sharedStrings.xml")}
        zipped.writestr("xl/_rels/workbook.xml.rels", _relations(kinds))
        entries = "".join(
            f'<sheet name="表{n}" sheetId="{n}" r:id="r{n}" {(names or {}).get(n, "")}/>'
            for n in range(1, len(sheets) + 1)
        )
        zipped.writestr("xl/workbook.xml", _part("workbook", f"<sheets>{entries}</sheets>{workbook}"))
        zipped.writestr("xl/sharedStrings.xml", _part("sst", "".join(f"<si>{text}</si>" for text in texts)))
        codes = "".join(
            f'<numFmt numFmtId="{200 + n}" formatCode="{code}"/>' for n, code in enumerate(STYLES)
        )
        styles = "".join(f'<xf numFmtId="{200 + n}"/>' for n in range(len(STYLES)))
        zipped.writestr(
            "xl/styles.xml", _part("styleSheet", f"<numFmts>{codes}</numFmts><cellXfs>{styles}</cellXfs>")
        )
        for n, sheet in enumerate(sheets, start=1):
            zipped.writestr(f"xl/worksheets/sheet{n}.xml", prologue + _part("worksheet", sheet))
        if drawing:
            zipped.writestr(
                "xl/worksheets/_rels/sheet1.xml.rels",
                _relations({"d": ("drawing", "../drawings/drawing1.xml")}),
            )
            zipped.writestr(
                "xl/drawings/drawing1.xml", f'<x:wsDr xmlns:x="urn:x" xmlns:a="urn:a">{drawing}</x:wsDr>'
            )
    return packed.getvalue()


def _part(name: str, content: str) -> str:
    return f'<{name} xmlns="{_MAIN}" xmlns:r="{_OFFICE}">{content}</{name}>'


def _relations(kinds: dict[str, tuple[str, str]]) -> str:
    lines = (
        f'<Relationship Id="{name}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for name, (kind, target) in kinds.items()
    )
    return f"<Relationships>{''.join(lines)}</Relationships>"


def sheet(*rows: str, merges: tuple[str, ...] = (), before: str = "", after: str = "") -> str:
    joined = "".join(f'<mergeCell ref="{merge}"/>' for merge in merges)
    return f"{before}<sheetData>{''.join(rows)}</sheetData><mergeCells>{joined}</mergeCells>{after}"


def row(number: int, attributes: str = "", **cells: str | int | float) -> str:
    """A row of cells by column letters: words become inline texts, numbers numbers; XML is taken as it is."""
    return (
        f'<row r="{number}" {attributes}>{"".join(_cell(f"{k}{number}", v) for k, v in cells.items())}</row>'
    )


def _cell(name: str, value: str | int | float) -> str:
    if isinstance(value, str) and value.startswith("<"):
        return value.replace("<c", f'<c r="{name}"', 1)
    if isinstance(value, str):
        return f'<c r="{name}" t="inlineStr"><is><t>{value}</t></is></c>'
    return f'<c r="{name}"><v>{value}</v></c>'


def read(content: bytes) -> Document:
    return read_excel(content, "预算.xlsx")


def texts(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Paragraph)]


def cells(document: Document) -> list[list[list[str | None]]]:
    """The texts of every grid."""
    return [[[c.text for c in r] for r in b.rows] for b in document.blocks if isinstance(b, Grid)]


def _refused(content: bytes) -> str:
    with pytest.raises(UnreadableDocument) as refusal:
        read(content)
    sentence = why(refusal.value)
    assert sentence.endswith("。") and sentence.count("。") == 1
    return sentence


OFFICIAL = sheet(
    row(1, A="2025年部门收入预算总表"),
    row(2, A="编制部门：上海市科学技术委员会", D="单位：元"),
    row(3, A="项目", C="收入预算"),
    row(4, A="编码", B="名称", C="合计", D="财政拨款收入"),
    row(5, A="205", B="教育支出", C='<c s="1"><v>7181860500</v></c>'),
    row(6, A="合计", C=1, D=0),
    row(8, A="注：本表无结转。"),
    merges=("A1:D1", "A3:B3", "C3:D3", "A6:B6"),
)


# ---- what becomes of the rows -------------------------------------------------------------------------


def test_captions_become_paragraphs_and_the_rows_between_a_grid() -> None:
    document = read(xlsx(OFFICIAL))
    assert document.format == "xlsx"
    title, preparer, unit, grid, note = document.blocks
    assert title == Paragraph("2025年部门收入预算总表", Place(table=1, row=1, column=1))
    assert preparer == Paragraph("编制部门：上海市科学技术委员会", Place(table=1, row=2, column=1))
    assert unit == Paragraph("单位：元", Place(table=1, row=2, column=4))
    assert note == Paragraph("注：本表无结转。", Place(table=1, row=8, column=1))
    assert isinstance(grid, Grid) and cells(document)[0] == [
        ["项目", None, "收入预算", None],
        ["编码", "名称", "合计", "财政拨款收入"],
        ["205", "教育支出", "7,181,860,500", ""],
        ["合计", None, "1", "0"],
    ]
    assert grid.rows[2][1].place == Place(table=1, row=5, column=2)


@pytest.mark.parametrize(
    ("cells_of_row", "lines"),
    [
        ({"A": "编制部门：", "B": "某某局", "E": "单位：", "F": "万元"}, ["编制部门：某某局", "单位：万元"]),
        (
            {"A": "编制部门：某某局", "C": "2025年1月", "F": "单位：元"},
            ["编制部门：某某局", "2025年1月", "单位：元"],
        ),
        ({"A": "编制单位:某某局 单位:元"}, ["编制单位:某某局 单位:元"]),
        ({"A": "2025年部门收入预算总表", "F": "公开02表"}, ["2025年部门收入预算总表", "公开02表"]),
        ({"F": "附表2"}, ["附表2"]),
        (
            {"A": "填报部门（公章）：某某局", "F": "金额单位：元"},
            ["填报部门（公章）：某某局", "金额单位：元"],
        ),
    ],
)
def test_captions_above_a_table(cells_of_row: dict[str, str], lines: list[str]) -> None:
    headings = row(2, A="编码", B="名称", C="合计", D="基本", E="项目", F="其他")
    document = read(xlsx(sheet(row(1, "", **cells_of_row), headings, row(3, A="205", B="教育", C=1))))
    assert texts(document) == lines
    assert [len(grid) for grid in cells(document)] == [2]


@pytest.mark.parametrize(
    "note", ["注：本表为空表。", "本部门2025年没有政府性基金预算，故本表为空表。", "备注:无", "审核人：张三"]
)
def test_a_note_right_under_a_table_is_no_row_of_it(note: str) -> None:
    document = read(xlsx(sheet(row(1, A="编码", B="名称", C="合计"), row(2, A="合计"), row(3, A=note))))
    assert texts(document) == [note]
    assert cells(document)[0][-1][0] == "合计"


def test_each_sheet_is_a_table_of_its_number() -> None:
    document = read(xlsx(sheet(row(1, A="说明文字")), OFFICIAL))
    assert {block.place.table for block in document.blocks if isinstance(block, Paragraph)} == {1, 2}


def test_two_tables_on_one_sheet_with_blank_rows_inside_them() -> None:
    document = read(
        xlsx(
            sheet(
                row(1, A="2025年部门收入预算总表"),
                row(2, A="编码", B="名称", C="合计"),
                row(3, A="205", B="教育", C=1),
                row(6, A="206", B="科学", C=2),
                row(9, A="2025年部门支出预算总表"),
                row(10, A="编码", B="名称", C="合计"),
                row(11, A="205"),
            )
        )
    )
    assert texts(document) == ["2025年部门收入预算总表", "2025年部门支出预算总表"]
    assert [len(grid) for grid in cells(document)] == [3, 2]


def test_a_total_without_amounts_stays_in_its_table() -> None:
    document = read(xlsx(sheet(row(1, A="编码", B="合计"), row(2, A="合 计"), merges=("A2:B2",))))
    assert cells(document) == [[["编码", "合计"], ["合 计", None]]]


def test_a_line_joined_over_the_whole_width_is_no_row_of_the_table() -> None:
    document = read(xlsx(sheet(row(1, A="编码", B="合计"), row(2, A="以下空白"), merges=("A2:B2",))))
    assert texts(document) == ["以下空白"]


def test_a_sheet_of_prose_gives_a_paragraph_for_each_line() -> None:
    document = read(xlsx(sheet(row(1, A="编制说明"), row(3, B="一、收入\n二、支出"))))
    assert [(b.text, b.place) for b in document.blocks if isinstance(b, Paragraph)] == [
        ("编制说明", Place(table=1, row=1, column=1)),
        ("一、收入", Place(table=1, row=3, column=2, piece=1)),
        ("二、支出", Place(table=1, row=3, column=2, piece=2)),
    ]


def test_columns_in_which_nothing_is_printed_are_left_out() -> None:
    """A heading joined over B and C whose amounts stand in B alone makes one column."""
    document = read(
        xlsx(sheet(row(1, A="项目", B="预算数"), row(2, A="教育", B=1, C='<c s="1"/>'), merges=("B1:C1",)))
    )
    assert cells(document) == [[["项目", "预算数"], ["教育", "1"]]]


def test_cells_joined_downwards_are_covered() -> None:
    document = read(xlsx(sheet(row(1, A="名称", B="甲"), row(2, A="stale", B="乙"), merges=("A1:A2",))))
    assert cells(document) == [[["名称", "甲"], [None, "乙"]]]


def test_cells_and_rows_without_a_name_follow_one_another() -> None:
    document = read(
        xlsx(
            sheet(
                '<row><c><v>1</v></c><c><v>2</v></c></row><row r="5"><c/><c><v>3</v></c><c><v>4</v></c></row>'
            )
        )
    )
    grid = next(block for block in document.blocks if isinstance(block, Grid))
    assert [[c.text for c in r] for r in grid.rows] == [["1", "2", ""], ["", "3", "4"]]
    assert grid.rows[1][1].place == Place(table=1, row=5, column=2)


def test_text_boxes_on_a_sheet_are_read() -> None:
    drawing = (
        "<x:twoCellAnchor><x:from><x:col>1</x:col><x:row>2</x:row></x:from><x:sp><x:txBody><a:p><a:r><a:t>2025年</a:t></a:r>"
        "<a:r><a:t>部门预算</a:t></a:r></a:p><a:p/></x:txBody></x:sp></x:twoCellAnchor>"
    )
    document = read(xlsx(sheet(row(1, A="正文")), drawing=drawing))
    assert document.blocks[0] == Paragraph("2025年部门预算", Place(table=1, row=3, column=2, piece=1))


def test_headers_are_furniture_and_page_numbers_nothing() -> None:
    printed = (
        '<headerFooter><oddHeader>&amp;L&amp;"宋体,常规"&amp;9某某局&amp;R密级</oddHeader>'
        "<oddFooter>&amp;C第 &amp;P 页，共 &amp;N 页</oddFooter></headerFooter>"
    )
    document = read(xlsx(sheet(row(1, A="正文"), after=printed.replace("，", ""))))
    assert [(b.text, b.marker) for b in document.blocks if isinstance(b, Paragraph)] == [
        ("正文", ""),
        ("某某局", "page furniture"),
        ("密级", "page furniture"),
    ]


# ---- what is hidden -----------------------------------------------------------------------------------


def test_hidden_rows_columns_and_sheets_are_in_no_block_and_are_listed() -> None:
    document = read(
        xlsx(
            sheet(
                row(1, A="编码", B="底稿", C="合计"),
                row(2, 'hidden="1"', A="999", B="x", C=5),
                row(3, A="205", B="y", C=6),
                before='<cols><col min="2" max="2" hidden="1"/></cols>',
            ),
            sheet(row(1, A="内部数据")),
            sheet(),
            names={2: 'state="hidden"', 3: 'state="veryHidden"'},
        )
    )
    assert cells(document) == [[["编码", "合计"], ["205", "6"]]]
    assert texts(document) == []
    assert [(item.kind.name, item.text, item.place) for item in document.hidden] == [
        ("HIDDEN_ROW", "999\tx\t5", Place(table=1, row=2)),
        ("HIDDEN_COLUMN", "底稿\ny", Place(table=1, column=2)),
        ("HIDDEN_SHEET", "表2\n内部数据", Place(table=2)),
    ]


def test_joined_cells_print_their_text_though_the_first_is_hidden() -> None:
    document = read(
        xlsx(
            sheet(
                row(1, A="合计", C="甲"),
                row(2, A="a", B="b", C="c"),
                merges=("A1:B1",),
                before='<cols><col min="1" max="1" hidden="1"/></cols>',
            )
        )
    )
    assert cells(document) == [[["合计", "甲"], ["b", "c"]]]


def test_a_workbook_with_nothing_to_see_is_refused() -> None:
    assert "没有内容" in _refused(xlsx(sheet(row(1, A="x")), names={1: 'state="hidden"'}))
    assert "没有内容" in _refused(xlsx(sheet()))


def test_hidden_zeros_are_blank() -> None:
    hides = '<sheetViews><sheetView showZeros="0"/></sheetViews>'
    assert cells(read(xlsx(sheet(row(1, A="a", B=1), row(2, A="b", B=0), before=hides)))) == [
        [["a", "1"], ["b", ""]]
    ]


# ---- what a cell shows --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ('<c t="s"><v>0</v></c>', "共享文字"),
        ('<c t="s"><v>1</v></c>', "合计数"),
        ('<c t="s"><v>2</v></c>', "甲\n乙"),
        ('<c t="str"><f>A1</f><v>公式文字</v></c>', "公式文字"),
        ('<c t="str"><f>""</f><v></v></c>', ""),
        ('<c t="b"><v>1</v></c>', "TRUE"),
        ('<c t="e"><v>#REF!</v></c>', "#REF!"),
        ('<c t="d"><v>2025-03-01T00:00:00</v></c>', "2025-03-01"),
        ('<c t="inlineStr"><is><t>08</t></is></c>', "08"),
        ("<c><v>205</v></c>", "205"),
        ('<c s="3"><v>8</v></c>', "08"),
        ('<c s="4"><v>2050802</v></c>', "2050802"),
        ('<c s="1"><v>7181860500</v></c>', "7,181,860,500"),
        ('<c s="2"><v>530.875</v></c>', "530.88"),
        ("<c><v>8.9800000000000004</v></c>", "8.98"),
        ("<c><v>0.30000000000000004</v></c>", "0.3"),
        ("<c><v>1E+3</v></c>", "1000"),
        ('<c s="5"><v>45717</v></c>', "2025-03-01"),
        ("<c><f>1+1</f><v>2</v></c>", "2"),
        ('<c s="99"><v>7</v></c>', "7"),
    ],
)
def test_what_a_cell_shows(cell: str, text: str) -> None:
    shared = (
        "<t>共享文字</t>",
        "<r><t>合计</t></r><rPh><t>he ji</t></rPh><r><rPr/><t>数</t></r>",
        "<t>甲_x000D_\n乙</t>",
    )
    assert cells(read(xlsx(sheet(row(1, A="甲", B="乙", C=cell)), texts=shared)))[0][0][2:] == (
        [text] if text else []
    )


@pytest.mark.parametrize(
    ("number", "code", "text"),
    [
        ("7181860500", "#,##0", "7,181,860,500"),
        ("0", "#,##0", "0"),
        ("0", "#,###", ""),
        ("1234.5", "#,##0.00", "1,234.50"),
        ("2.5", "0", "3"),
        ("-2.5", "0", "-3"),
        ("-0.3", "0", "0"),
        ("1.005", "0.00", "1.01"),
        ("-1234", "#,##0;(#,##0)", "(1,234)"),
        ("0", '#,##0;-#,##0;"-"', "-"),
        ("0", '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', "-"),
        ("-5.5", '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', "-5.50"),
        ("5", "0;-0;;@", "5"),
        ("0", "0;-0;;@", ""),
        ("8", "00", "08"),
        ("1.5", "0.0#", "1.5"),
        ("3", "0.##", "3"),
        ("0.8579", "0.00%", "85.79%"),
        ("12345678", "0!.0,", "1234.6"),
        ("12345678", '0\\.0,"万元"', "1234.6万元"),
        ("71818605", "#,##0.00,,", "71.82"),
        ("2025", '0"年"', "2025年"),
        ("5", '"第"0"期"', "第5期"),
        ("12", "[$¥-804]#,##0.00", "¥12.00"),
        ("-12", "[Red]-0", "--12"),
        ("12000", '[>=10000]0!.0,"万";0', "1.2万"),
        ("900", '[>=10000]0!.0,"万";0', "900"),
        ("20500", "000-00", "205-00"),
        ("3.25", "General", "3.25"),
        ("3.25", 'General"元"', "3.25元"),
        ("3.25", "@", "3.25"),
        ("3.25", "# ?/?", "3.25"),
        ("45717", "yyyy-mm-dd", "2025-03-01"),
        ("45717", 'yyyy"年"m"月"', "2025年3月"),
        ("45717", 'm"月"d"日"', "3月1日"),
        ("45717.5", "yyyy/m/d h:mm", "2025-03-01 12:00:00"),
        ("0.25", "h:mm", "06:00:00"),
        ("1", "yyyy-mm-dd", "1900-01-01"),
        ("99999999999", "yyyy-mm-dd", "99999999999"),
        ("5", "", "5"),
        ("5", ";;;", ""),
        ("1E+300", "#,##0.00", "1" + "0" * 300),
        ("1E-300", "0.00", "0.00"),
    ],
)
def test_a_number_shows_as_its_format_says(number: str, code: str, text: str) -> None:
    assert displayed(Decimal(number), code) == text


def test_the_other_calendar() -> None:
    assert displayed(Decimal(44255), "yyyy-mm-dd", is_1904=True) == "2025-03-01"


@pytest.mark.parametrize(("column", "letters"), [(1, "A"), (26, "Z"), (28, "AB"), (16_384, "XFD")])
def test_letters_over_columns(column: int, letters: str) -> None:
    assert column_letters(column) == letters


# ---- formulas without a result ------------------------------------------------------------------------


@pytest.mark.parametrize(
    "cell", ["<c><f>SUM(B1)</f></c>", "<c><f>SUM(B1)</f><v></v></c>", '<c t="str"><f>A1</f></c>']
)
def test_a_formula_without_its_result_stops_the_reading(cell: str) -> None:
    sentence = _refused(xlsx(sheet(row(1, A="甲", B=1), row(7, A="乙", C=cell))))
    assert "“表1”C7" in sentence and "打开并保存" in sentence


def test_one_that_is_hidden_does_not() -> None:
    read(xlsx(sheet(row(1, A="甲", B=1), row(2, 'hidden="1"', A="<c><f>1</f></c>"))))


def test_results_that_are_all_zero_in_a_workbook_never_calculated() -> None:
    """What XlsxWriter stores for a formula is 0, whatever it comes to."""
    rows = sheet(row(1, A="甲", B=1), row(2, A="乙", B="<c><f>SUM(B1)</f><v>0</v></c>"))
    assert "公式" in _refused(xlsx(rows, workbook='<calcPr fullCalcOnLoad="1"/>'))
    assert cells(read(xlsx(rows))) == [[["甲", "1"], ["乙", "0"]]]


# ---- bad files ----------------------------------------------------------------------------------------


def test_a_stray_far_cell_costs_nothing() -> None:
    table = [row(n, A="205", B="教育支出", C=n) for n in range(1, 40)]
    far = xlsx(sheet(*table, row(20_000, XFD="x"), row(1_048_576, XFD="y")))
    tracemalloc.start()
    started = time.monotonic()
    document = read(far)
    assert time.monotonic() - started < 1
    assert tracemalloc.get_traced_memory()[1] < 5_000_000
    tracemalloc.stop()
    assert texts(document) == ["x", "y"] and [len(r) for r in cells(document)[0]] == [3] * 39


def test_a_far_cell_in_a_row_of_the_table_is_one_column() -> None:
    document = read(xlsx(sheet(row(1, A="甲", B=1, XFD="x"), row(2, A="乙", B=2))))
    assert cells(document) == [[["甲", "1", "x"], ["乙", "2", ""]]]


def test_too_many_cells_are_refused() -> None:
    rows = xlsx(sheet(*(row(n, A=n, B=n) for n in range(1, 11))))
    with refused("单元格超过 19 个"):
        read_excel(rows, "x.xlsx", most_cells=19)
    read_excel(rows, "x.xlsx", most_cells=20)


def test_cells_on_a_diagonal_do_not_become_a_huge_grid() -> None:
    letters = [column_letters(n) for n in range(1, 1_001)]
    rows = [row(n, "", **{a: n, b: n}) for n, (a, b) in enumerate(pairwise(letters), start=1)]
    assert "单元格超过" in _refused(xlsx(sheet(*rows)))


@pytest.mark.parametrize(
    "broken",
    [
        sheet('<row r="1"><c r="1A"><v>1</v></c></row>'),
        sheet(row(1, A='<c t="s"><v>5</v></c>')),
        sheet(row(1, A="<c><v>x</v></c>")),
        sheet(row(1, A="<c><v>1E999999</v></c>")),
        sheet(row(1, A="a", B="b", C="c"), row(2, A="a"), merges=("A2:B2", "B2:C2")),
        sheet(row(1, A="a"), merges=("A:B",)),
    ],
)
def test_what_no_program_writes_is_a_damaged_file(broken: str) -> None:
    assert "损坏" in _refused(xlsx(broken))


def test_a_document_type_declaration_is_refused() -> None:
    declared = '<!DOCTYPE worksheet [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
    assert "外部实体" in _refused(xlsx(sheet(row(1, A="&x;")), prologue=declared))


def test_progress_counts_sheets() -> None:
    heard: list[tuple[int, int]] = []
    read_excel(xlsx(OFFICIAL, OFFICIAL), "x.xlsx", lambda done, of: heard.append((done, of)))
    assert heard == [(1, 2), (2, 2)]


# ---- the published sample -----------------------------------------------------------------------------


def test_the_published_sample_gives_the_nine_tables(samples: Path) -> None:
    report = parse_report(
        read_excel((samples / "budget-2025-tables.xlsx").read_bytes(), "budget-2025-tables.xlsx")
    )
    assert (report.body, report.year) == ("上海市科学技术委员会", 2025)
    assert [table.table.number for table in report.tables] == list(range(1, 10))
    assert [len(table.lines) for table in report.tables] == [14, 54, 54, 10, 50, 1, 1, 43, 7]
    assert report.unowned == ()
    total = report.tables[1].lines[-1].figure("total")
    assert total is not None and total.text == "7,181,860,500"
    assert total.place == Place(table=2, row=59, column=5)


@pytest.fixture
def samples() -> Path:
    folder = Path(__file__).resolve().parents[3] / "shared" / "samples"
    if not folder.is_dir():
        pytest.skip(f"the sample documents are not at {folder}")
    return folder
