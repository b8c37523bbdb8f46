import re
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from budgets.readers.document import Cell, Document, Grid, Paragraph, Place
from budgets.readers.office.word import read_word
from budgets.readers.office.word_numbering import ordinal
from tests.documents import refused

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_OPENING = (
    f'xmlns:w="{W}" xmlns:r="{_OFFICE}" xmlns:m="urn:math" xmlns:v="urn:vml" xmlns:wps="urn:wps" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
)
_PARTS = ("styles", "numbering", "footnotes", "endnotes", "header1", "footer1")


def docx(body: str, **parts: str) -> bytes:
    """A .docx of the body's XML; `parts` are the contents of styles, numbering, footnotes, header1 …"""
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as zipped:
        zipped.writestr("_rels/.rels", _relations({"a": ("officeDocument", "word/document.xml")}))
        kinds = {name: (re.sub(r"\d", "", name), f"{name}.xml") for name in parts}
        zipped.writestr("word/_rels/document.xml.rels", _relations(kinds))
        zipped.writestr("word/document.xml", f"<w:document {_OPENING}><w:body>{body}</w:body></w:document>")
        for name, content in parts.items():
            assert name in _PARTS
            zipped.writestr(f"word/{name}.xml", f"<w:part {_OPENING}>{content}</w:part>")
    return packed.getvalue()


def _relations(kinds: dict[str, tuple[str, str]]) -> str:
    lines = (
        f'<Relationship Id="{name}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for name, (kind, target) in kinds.items()
    )
    return f"<Relationships>{''.join(lines)}</Relationships>"


def read(body: str, **parts: str) -> Document:
    return read_word(docx(body, **parts), "预算.docx")


def p(*texts: str, properties: str = "") -> str:
    """A paragraph with one run for each text."""
    runs = "".join(f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>' for text in texts)
    return f"<w:p><w:pPr>{properties}</w:pPr>{runs}</w:p>"


def tc(text: str = "", span: int = 1, merge: str | None = None, more: str = "") -> str:
    """A cell; `merge` is "restart" or "" (goes on with the one above)."""
    vertical = "" if merge is None else f'<w:vMerge w:val="{merge}"/>' if merge else "<w:vMerge/>"
    return f'<w:tc><w:tcPr><w:gridSpan w:val="{span}"/>{vertical}</w:tcPr>{p(text)}{more}</w:tc>'


def tr(*cells: str, properties: str = "") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def tbl(*rows: str, widths: tuple[int, ...] = ()) -> str:
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return f"<w:tbl><w:tblGrid>{columns}</w:tblGrid>{''.join(rows)}</w:tbl>"


def texts(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Paragraph)]


def cells(block: Paragraph | Grid) -> list[list[str | None]]:
    assert isinstance(block, Grid)
    return [[cell.text for cell in row] for row in block.rows]


# ---- paragraphs ---------------------------------------------------------------------------------------


def test_paragraphs_and_tables_come_in_printed_order() -> None:
    document = read(p("标题") + tbl(tr(tc("项目"), tc("预算数"))) + p("") + p("　　注：") + "<w:sectPr/>")
    assert document.format == "docx"
    assert document.blocks == (
        Paragraph("标题", Place(line=1)),
        Grid(
            (
                (
                    Cell("项目", Place(table=1, row=1, column=1)),
                    Cell("预算数", Place(table=1, row=1, column=2)),
                ),
            )
        ),
        Paragraph("注：", Place(line=2)),
    )


def test_a_paragraph_is_all_its_runs_with_links_tabs_and_insertions() -> None:
    body = (
        '<w:p><w:r><w:t>编制</w:t></w:r><w:hyperlink r:id="x"><w:r><w:t>部门：</w:t></w:r></w:hyperlink>'
        "<w:smartTag><w:r><w:t>上海</w:t></w:r></w:smartTag><w:ins><w:r><w:t>市</w:t></w:r></w:ins>"
        "<w:del><w:r><w:delText>区</w:delText></w:r></w:del><w:moveFrom><w:r><w:t>县</w:t></w:r></w:moveFrom>"
        "<w:sdt><w:sdtPr/><w:sdtContent><w:r><w:t>科委</w:t></w:r></w:sdtContent></w:sdt>"
        "<w:r><w:tab/><w:t>单位：元</w:t><w:noBreakHyphen/></w:r>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r>"
        '<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>1</w:t></w:r><m:oMath><m:r><m:t>x</m:t></m:r></m:oMath></w:p>'
    )
    assert texts(read(body)) == ["编制部门：上海市科委\t单位：元-1x"]


def test_a_break_inside_a_paragraph_begins_a_new_line() -> None:
    body = '<w:p><w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t><w:br w:type="page"/></w:r><w:r><w:cr/><w:t>丙</w:t></w:r></w:p>'
    assert [(b.text, b.place.line) for b in read(body).blocks if isinstance(b, Paragraph)] == [
        ("甲", 1),
        ("乙", 2),
        ("丙", 3),
    ]


def test_a_field_prints_its_result_not_its_code() -> None:
    body = (
        '<w:p><w:r><w:t>第</w:t></w:r><w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        "<w:r><w:instrText> IF </w:instrText><w:t>code</w:t></w:r>"
        '<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>PAGE</w:instrText><w:fldChar w:fldCharType="separate"/>'
        '<w:t>9</w:t><w:fldChar w:fldCharType="end"/></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/><w:t>3</w:t><w:fldChar w:fldCharType="end"/></w:r>'
        '<w:fldSimple w:instr="NUMPAGES"><w:r><w:t>页</w:t></w:r></w:fldSimple></w:p>'
    )
    assert texts(read(body)) == ["第3页"]


def test_a_list_of_contents_is_one_field_over_many_paragraphs() -> None:
    begin = '<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>TOC</w:instrText><w:fldChar w:fldCharType="separate"/></w:r>'
    end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    body = (
        f"<w:p>{begin}<w:r><w:t>一、主要职能</w:t></w:r></w:p>{p('二、机构设置')}<w:p>{end}</w:p>{p('后文')}"
    )
    assert texts(read(body)) == ["一、主要职能", "二、机构设置", "后文"]


def test_a_field_that_is_never_closed_swallows_nothing() -> None:
    body = '<w:p><w:r><w:fldChar w:fldCharType="begin"/><w:t>正文</w:t></w:r></w:p>' + p("下一段")
    assert texts(read(body)) == ["正文", "下一段"]


def test_a_deleted_paragraph_mark_joins_two_paragraphs() -> None:
    deleted = "<w:rPr><w:del/></w:rPr>"
    assert texts(read(p("前半", properties=deleted) + p("后半"))) == ["前半后半"]
    assert texts(read(p("最后", properties=deleted))) == ["最后"]


def test_content_controls_and_custom_marks_hide_nothing() -> None:
    inner = f"<w:sdt><w:sdtContent>{p('内')}{tbl(tr(tc('a'), tc('b')))}</w:sdtContent></w:sdt>"
    document = read(
        f"<w:sdt><w:sdtContent><w:customXml>{inner}</w:customXml></w:sdtContent></w:sdt>{p('外')}"
    )
    assert texts(document) == ["内", "外"]
    assert cells(document.blocks[1]) == [["a", "b"]]


def test_a_text_box_is_read_once_though_it_is_written_twice() -> None:
    box = f"<w:txbxContent>{p('封面')}{tbl(tr(tc('格'), tc('子')))}</w:txbxContent>"
    body = (
        "<w:p><w:r><w:t>旁边</w:t></w:r><w:r><mc:AlternateContent>"
        f"<mc:Choice Requires='wps'><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    document = read(body)
    assert texts(document) == ["旁边", "封面"]
    assert cells(document.blocks[2]) == [["格", "子"]]


def test_words_drawn_along_a_line_are_words() -> None:
    assert texts(read('<w:p><w:r><w:pict><v:textpath string="部门预算"/></w:pict></w:r></w:p>')) == [
        "部门预算"
    ]


def test_signs_of_a_picture_font_become_signs() -> None:
    body = (
        '<w:p><w:r><w:sym w:font="Wingdings" w:char="F0FE"/><w:t>是</w:t><w:sym w:char="25A1"/></w:r></w:p>'
    )
    assert texts(read(body)) == ["☑是□"]


def test_a_footnote_follows_the_block_that_refers_to_it() -> None:
    notes = f'<w:footnote w:id="0">{p("线")}</w:footnote><w:footnote w:id="2">{p("脚注")}</w:footnote>'
    body = '<w:p><w:r><w:t>正文</w:t><w:footnoteReference w:id="2"/></w:r></w:p>' + p("后文")
    document = read(body, footnotes=notes)
    assert document.blocks == (
        Paragraph("正文", Place(line=1)),
        Paragraph("脚注", Place(line=2), "[1]"),
        Paragraph("后文", Place(line=3)),
    )


def test_headers_and_footers_come_last_and_once_and_without_page_numbers() -> None:
    header = '<w:headerReference w:type="default" r:id="header1"/>'
    unused = '<w:footerReference w:type="first" r:id="footer1"/>'
    body = p("正文", properties=f"<w:sectPr>{header}</w:sectPr>") + f"<w:sectPr>{header}{unused}</w:sectPr>"
    document = read(body, header1=p("某某局预算") + p("- 12 -") + p("第 3 页 共 79 页"), footer1=p("旧页脚"))
    assert document.blocks[1:] == (Paragraph("某某局预算", Place(line=2), "page furniture"),)
    own_first_page = body.replace("</w:sectPr>", "<w:titlePg/></w:sectPr>")
    assert texts(read(own_first_page, header1=p("页眉"), footer1=p("页脚")))[1:] == ["页眉", "页脚"]


def test_words_in_another_file_are_not_passed_over() -> None:
    with refused("嵌入"):
        read(p("正文") + '<w:altChunk r:id="x"/>')


# ---- automatic numbers --------------------------------------------------------------------------------


def _level(depth: int, written: str, text: str, more: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{written}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


NUMBERING = (
    '<w:abstractNum w:abstractNumId="7">'
    + _level(0, "chineseCounting", "%1、", '<w:pStyle w:val="H1"/>')
    + _level(1, "chineseCountingThousand", "（%2）", '<w:suff w:val="nothing"/>')
    + _level(2, "decimal", "%3.")
    + _level(3, "decimal", "%1.%3.%4", "<w:isLgl/>")
    + "</w:abstractNum>"
    + f'<w:abstractNum w:abstractNumId="8">{_level(0, "bullet", "")}{_level(1, "bullet", "-")}</w:abstractNum>'
    + '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
    + '<w:num w:numId="2"><w:abstractNumId w:val="7"/></w:num>'
    + '<w:num w:numId="3"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/>'
    + "</w:lvlOverride></w:num>"
    + '<w:num w:numId="4"><w:abstractNumId w:val="8"/></w:num>'
)
STYLES = (
    '<w:style w:type="paragraph" w:styleId="H1"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="H2"><w:basedOn w:val="H1"/></w:style>'
)


def _item(text: str, list_id: int, depth: int = 0) -> str:
    return p(text, properties=f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{list_id}"/></w:numPr>')


def test_automatic_numbers_are_read_as_printed() -> None:
    body = "".join(
        (
            _item("项目概述", 1),
            _item("甲", 1, 2),
            _item("乙", 1, 2),
            _item("细目", 1, 3),
            _item("立项依据", 1),
            _item("其一", 1, 1),
            _item("丙", 1, 2),
        )
    )
    assert texts(read(body, numbering=NUMBERING)) == [
        "一、项目概述",
        "1. 甲",
        "2. 乙",
        "1.2.1 细目",
        "二、立项依据",
        "（一）其一",
        "1. 丙",
    ]


def test_lists_of_one_family_count_on_until_one_starts_anew() -> None:
    body = _item("a", 1) + _item("b", 2) + _item("c", 3) + _item("d", 3)
    assert texts(read(body, numbering=NUMBERING)) == ["一、a", "二、b", "一、c", "二、d"]


def test_numbers_come_from_styles_and_can_be_switched_off() -> None:
    styled = [p(name, properties=f'<w:pStyle w:val="{name}"/>') for name in ("H1", "H2")]
    off = p("无", properties='<w:pStyle w:val="H1"/><w:numPr><w:numId w:val="0"/></w:numPr>')
    document = read("".join(styled) + off, numbering=NUMBERING, styles=STYLES)
    assert texts(document) == ["一、H1", "二、H2", "无"]


def test_a_bullet_is_a_marker() -> None:
    first, second = read(_item("甲", 4) + _item("乙", 4, 1), numbering=NUMBERING).blocks
    assert first == Paragraph("甲", Place(line=1), "•")
    assert second == Paragraph("乙", Place(line=2), "-")


def test_numbers_inside_cells_count_too() -> None:
    body = tbl(*(tr(f"<w:tc>{_item(name, 1, 2)}</w:tc>", tc("x")) for name in "ab"))
    assert cells(read(body, numbering=NUMBERING).blocks[0]) == [["1. a", "x"], ["2. b", "x"]]


@pytest.mark.parametrize(
    ("number", "written", "text"),
    [
        (10, "chineseCounting", "十"),
        (12, "japaneseCounting", "十二"),
        (20, "chineseCountingThousand", "二十"),
        (105, "chineseCounting", "一百零五"),
        (110, "chineseCounting", "一百一十"),
        (2005, "chineseCounting", "二千零五"),
        (3, "chineseLegalSimplified", "叁"),
        (2, "ideographTraditional", "乙"),
        (3, "decimalEnclosedCircle", "③"),
        (21, "decimalEnclosedCircle", "21"),
        (14, "upperRoman", "XIV"),
        (49, "lowerRoman", "xlix"),
        (2, "lowerLetter", "b"),
        (7, "decimalZero", "07"),
        (12, "decimalFullWidth", "１２"),
        (5, "none", ""),
        (5, "koreanDigital", "5"),
    ],
)
def test_ways_of_writing_a_number(number: int, written: str, text: str) -> None:
    assert ordinal(number, written) == text


# ---- tables -------------------------------------------------------------------------------------------


def test_merged_neighbours_are_none_and_blank_cells_are_blank() -> None:
    body = tbl(
        tr(tc("项目", span=2), tc("合计", merge="restart"), tc("支出", span=2)),
        tr(tc("类"), tc("款"), tc("", merge=""), tc("基本"), tc("项目")),
        tr(tc("205"), tc(), tc("1"), tc("2"), tc()),
    )
    assert cells(read(body).blocks[0]) == [
        ["项目", None, "合计", "支出", None],
        ["类", "款", None, "基本", "项目"],
        ["205", "", "1", "2", ""],
    ]


def test_a_block_joined_in_both_directions_is_covered_whole() -> None:
    body = tbl(tr(tc("甲", 2, "restart"), tc("1")), tr(tc("", 2, ""), tc("2")), tr(tc("a"), tc("b"), tc("3")))
    assert cells(read(body).blocks[0]) == [["甲", None, "1"], [None, None, "2"], ["a", "b", "3"]]


def test_a_cell_that_goes_on_from_nothing_keeps_its_words() -> None:
    body = tbl(tr(tc("甲", merge=""), tc("1")), tr(tc("乙", 2, "")), tr(tc("丙"), tc("3")))
    assert cells(read(body).blocks[0]) == [["甲", "1"], ["乙", None], ["丙", "3"]]


def test_cells_joined_the_old_way() -> None:
    joined = '<w:tc><w:tcPr><w:hMerge w:val="{}"/></w:tcPr>' + p("{}") + "</w:tc>"
    body = tbl(
        tr(joined.format("restart", "合计"), joined.format("continue", ""), tc("1")),
        tr(tc("a"), tc("b"), tc("2")),
    )
    assert cells(read(body).blocks[0]) == [["合计", None, "1"], ["a", "b", "2"]]


def test_columns_left_out_before_and_after_a_row_are_blank() -> None:
    short = tr(tc("甲"), properties='<w:gridBefore w:val="1"/><w:gridAfter w:val="1"/>')
    body = tbl(short, tr(tc("a"), tc("b"), tc("c")))
    assert cells(read(body).blocks[0]) == [["", "甲", ""], ["a", "b", "c"]]


def test_a_short_row_stays_short() -> None:
    assert cells(read(tbl(tr(tc("合计"), tc("1")), tr(tc("a"), tc("b"), tc("c")))).blocks[0])[0] == [
        "合计",
        "1",
    ]


def test_boundaries_dragged_in_one_row_make_no_columns() -> None:
    """The heading row's line stands 40 twentieths of a point beside the one below it."""
    body = tbl(tr(tc("编码"), tc("金额", span=2)), tr(tc("205", span=2), tc("1")), widths=(1_000, 40, 2_000))
    assert cells(read(body).blocks[0]) == [["编码", "金额"], ["205", "1"]]


def test_a_narrow_cell_is_kept() -> None:
    body = tbl(tr(tc("a"), tc("b"), tc("c")), widths=(1_000, 40, 2_000))
    assert cells(read(body).blocks[0]) == [["a", "b", "c"]]


def test_grid_columns_in_which_no_cell_begins_are_no_columns() -> None:
    body = tbl(tr(tc("编码", 3), tc("名称", 2)), tr(tc("205", 3), tc("教育", 2)))
    assert cells(read(body).blocks[0]) == [["编码", "名称"], ["205", "教育"]]
    grid = read(body).blocks[0]
    assert isinstance(grid, Grid) and grid.rows[1][1].place == Place(table=1, row=2, column=2)


def test_rows_and_cells_in_content_controls_and_tracked_rows() -> None:
    control = "<w:sdt><w:sdtPr/><w:sdtContent>{}</w:sdtContent></w:sdt>"
    deleted = tr(tc("旧"), tc("0"), properties="<w:del/>")
    inserted = tr(tc("新"), tc("1"), properties="<w:ins/>")
    body = tbl(control.format(tr(tc("a"), control.format(tc("b")))), deleted, inserted)
    assert cells(read(body).blocks[0]) == [["a", "b"], ["新", "1"]]


def test_a_cell_of_several_lines_and_boxes() -> None:
    box = f"<w:p><w:r><w:pict><v:textbox><w:txbxContent>{p('框')}</w:txbxContent></v:textbox></w:pict></w:r></w:p>"
    body = tbl(tr(tc("一行", more=p("二行") + p("") + box), tc("1<!-- -->")))
    assert cells(read(body).blocks[0])[0][0] == "一行\n二行\n框"


def test_a_table_inside_a_cell_follows_the_outer_one() -> None:
    inner = tbl(tr(tc("内1"), tc("内2")))
    document = read(tbl(tr(tc("外1", more=inner + p("")), tc("外2"))) + p("后"))
    assert cells(document.blocks[0]) == [["外1", "外2"]]
    assert cells(document.blocks[1]) == [["内1", "内2"]]
    assert isinstance(document.blocks[1], Grid) and document.blocks[1].rows[0][0].place.table == 2
    assert texts(document) == ["后"]


def test_a_table_of_one_cell_is_a_frame() -> None:
    document = read(tbl(tr(tc("标题", more=tbl(tr(tc("a"), tc("b"))) + p("后")))))
    assert texts(document) == ["标题", "后"]
    assert cells(document.blocks[1]) == [["a", "b"]]


def test_a_footnote_in_a_cell_does_not_change_the_amount() -> None:
    cell = '<w:tc><w:p><w:r><w:t>100</w:t><w:footnoteReference w:id="1"/></w:r></w:p></w:tc>'
    document = read(tbl(tr(tc("a"), cell)), footnotes=f'<w:footnote w:id="1">{p("含上年")}</w:footnote>')
    assert cells(document.blocks[0]) == [["a", "100"]]
    assert texts(document) == ["含上年"]


# ---- the whole ----------------------------------------------------------------------------------------


def test_every_character_of_the_body_is_in_exactly_one_block() -> None:
    """Each text of a tangled body is a different word, and each occurs once in what was read."""
    box = f"<w:r><w:pict><v:textbox><w:txbxContent>{p('W01')}{tbl(tr(tc('W02'), tc('W03')))}</w:txbxContent></v:textbox></w:pict></w:r>"
    nested = tbl(
        tr(
            tc("W04", more=tbl(tr(tc("W05"), tc("W06", more=tbl(tr(tc("W07"))) + p("")))) + p("W08")),
            tc("W09"),
        )
    )
    body = (
        p("W10", "W11")
        + f"<w:p>{box}<w:r><w:t>W12</w:t><w:footnoteReference w:id='1'/></w:r></w:p>"
        + nested
        + f"<w:sdt><w:sdtContent>{tbl(tr(tc('W13', 2), tc('W14')), tr(tc('W15'), tc('W16'), tc('W17')))}</w:sdtContent></w:sdt>"
        + tbl(
            tr(tc("W18", merge="restart"), f"<w:tc><w:p>{box.replace('W0', 'X0')}</w:p></w:tc>"),
            tr(tc("", merge=""), tc("W19")),
        )
        + "<w:p><w:ins><w:r><w:t>W20</w:t></w:r></w:ins><w:dir><w:bdo><w:r><w:t>W21</w:t></w:r></w:bdo></w:dir></w:p>"
        + "<w:sectPr/>"
    )
    notes = f'<w:footnote w:id="1">{p("W22")}{tbl(tr(tc("W23"), tc("W24")))}</w:footnote>'
    document = read(body, footnotes=notes)
    printed = "\n".join(text for text, _ in document.printed_lines())
    written = re.findall(r"[WX]\d\d", body + notes)
    assert sorted(re.findall(r"[WX]\d\d", printed)) == sorted(written)
    places = [block.place for block in document.blocks if isinstance(block, Paragraph)]
    places += [
        cell.place
        for block in document.blocks
        if isinstance(block, Grid)
        for row in block.rows
        for cell in row
    ]
    assert len(set(places)) == len(places)


def test_the_strict_form_reads_like_the_usual_one() -> None:
    strict = BytesIO()
    with (
        ZipFile(BytesIO(docx(p("标题") + tbl(tr(tc("a"), tc("b")))))) as usual,
        ZipFile(strict, "w") as zipped,
    ):
        for name in usual.namelist():
            content = usual.read(name).decode().replace(W, STRICT)
            content = content.replace(_OFFICE, "http://purl.oclc.org/ooxml/officeDocument/relationships")
            zipped.writestr(name, content)
    document = read_word(strict.getvalue(), "x.docx")
    assert texts(document) == ["标题"] and cells(document.blocks[1]) == [["a", "b"]]


def test_progress_ends_at_the_whole() -> None:
    heard: list[tuple[int, int]] = []
    read_word(docx(p("甲") * 20_000), "x.docx", lambda done, of: heard.append((done, of)))
    assert len(heard) > 5 and heard == sorted(heard) and heard[-1][0] == heard[-1][1]


def test_a_file_without_words_is_refused_as_a_scan() -> None:
    with refused("扫描"):
        read("<w:p><w:r><w:drawing/></w:r></w:p><w:sectPr/>")


def test_too_many_cells_are_refused() -> None:
    body = tbl(*(tr(tc("a"), tc("b")) for _ in range(10)))
    with refused("单元格超过 19 个"):
        read_word(docx(body), "x.docx", most_cells=19)
    read_word(docx(body), "x.docx", most_cells=20)


def test_a_small_file_does_not_become_a_huge_grid() -> None:
    """One row of 900 cells, and many of one cell that reaches over them all."""
    body = tbl(tr(*(tc("a") for _ in range(900))), *(tr(tc("b", 900)) for _ in range(400)))
    with refused("单元格"):
        read(body)


def test_bottomless_nesting_is_refused() -> None:
    with refused("嵌套"):
        read("<w:p>" + "<w:smartTag>" * 50_000 + "</w:smartTag>" * 50_000 + "</w:p>")


def test_a_document_type_declaration_is_refused() -> None:
    packed = BytesIO()
    with ZipFile(BytesIO(docx(p("&x;")))) as usual, ZipFile(packed, "w") as zipped:
        for name in usual.namelist():
            declared = b'<!DOCTYPE w:document [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
            zipped.writestr(name, (declared if name == "word/document.xml" else b"") + usual.read(name))
    with refused("外部实体"):
        read_word(packed.getvalue(), "x.docx")


def test_the_published_sample_keeps_every_character(samples: Path) -> None:
    content = (samples / "budget-2025.docx").read_bytes()
    with ZipFile(BytesIO(content)) as zipped:
        xml = zipped.read("word/document.xml").decode()
    written = "".join(re.findall(r"<w:t(?: [^>]*)?>([^<]*)</w:t>", xml)).replace("&amp;", "&")
    document = read_word(content, "budget-2025.docx")
    printed = "".join(text for text, _ in document.printed_lines())
    assert re.sub(r"\s", "", printed) == re.sub(r"\s", "", written)
    assert sum(isinstance(block, Grid) for block in document.blocks) == 10


@pytest.fixture
def samples() -> Path:
    folder = Path(__file__).resolve().parents[3] / "shared" / "samples"
    if not folder.is_dir():
        pytest.skip(f"the sample documents are not at {folder}")
    return folder
