"""What an Excel file hides. Every hidden piece holds a telephone, so that it can be told from the rest."""

import pytest

from budgets.readers.document import Document, Place
from budgets.readers.office.excel import read_excel
from tests.documents import CASES, SAMPLES, document_of, needs_samples
from tests.readers.office_edit import named, printed, relations, said, with_changed, with_parts
from tests.readers.test_excel import row, sheet, xlsx

_PHONE = "13800000001"
_HEADING = row(1, A="编码", B="名称", C="预算数")
_ROWS = (_HEADING, row(2, A="205", B="教育支出", C=7), row(3, A="206", B="科学技术支出", C=8))
_SHOWN = "编码\t名称\t预算数\n205\t教育支出\t7\n206\t科学技术支出\t8"
_STYLES = (
    '<styleSheet><numFmts><numFmt numFmtId="201" formatCode=";;;"/><numFmt numFmtId="202" formatCode="&quot;保密&quot;"/></numFmts>'
    '<fonts><font><sz val="11"/><color theme="1"/></font><font><color rgb="FFFFFFFF"/></font><font><color theme="0"/></font>'
    '<font><sz val="1"/></font><font><color rgb="FF1F3864"/></font></fonts>'
    '<fills><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
    '<fill><patternFill patternType="solid"><fgColor rgb="FF1F3864"/></patternFill></fill></fills>'
    '<cellXfs><xf fontId="0" fillId="0"/><xf fontId="1" fillId="0"/><xf fontId="2" fillId="0"/><xf fontId="3" fillId="0"/>'
    '<xf fontId="4" fillId="2"/><xf fontId="1" fillId="2"/><xf numFmtId="201"/><xf numFmtId="202"/></cellXfs></styleSheet>'
)
WHITE, THEME_WHITE, TINY, AS_ITS_FILL, WHITE_ON_DARK, NO_FORMAT, SECRET = range(1, 8)


def book(*sheets: str, **given: object) -> bytes:
    return with_parts(xlsx(*sheets, **given), {"xl/styles.xml": _STYLES})  # type: ignore[arg-type]


def read(content: bytes) -> Document:
    return read_excel(content, "预算.xlsx")


def styled(style: int, text: str = _PHONE) -> str:
    return f'<c s="{style}" t="inlineStr"><is><t>{text}</t></is></c>'


def with_more(*rows: str, before: str = "", after: str = "", merges: tuple[str, ...] = ()) -> bytes:
    """The small table with further rows and elements."""
    return book(sheet(*_ROWS, *rows, before=before, after=after, merges=merges))


def beside(parts: dict[str, str | bytes], *lines: tuple[str, str, str]) -> Document:
    """The small table with further parts that its sheet refers to."""
    given = {f"xl/{name}": content for name, content in parts.items()}
    given["xl/worksheets/_rels/sheet1.xml.rels"] = relations(*lines)
    return read(with_parts(book(sheet(*_ROWS)), given))


def test_a_clean_workbook_hides_nothing() -> None:
    document = read(book(sheet(*_ROWS)))
    assert printed(document) == _SHOWN and document.hidden == ()


HIDDEN_CELLS = {
    "a hidden row": ("HIDDEN_ROW", _PHONE, with_more(row(4, 'hidden="1"', A=_PHONE))),
    "a row without height": ("HIDDEN_ROW", _PHONE, with_more(row(4, 'ht="0" customHeight="1"', A=_PHONE))),
    "a row of one point": ("HIDDEN_ROW", _PHONE, with_more(row(4, 'ht="0.75"', A=_PHONE))),
    "a row as low as all that say no height": (
        "HIDDEN_ROW",
        _PHONE,
        book(
            sheet(
                *(each.replace("<row ", '<row ht="15" ', 1) for each in _ROWS),
                row(4, A=_PHONE),
                before='<sheetFormatPr defaultRowHeight="0" customHeight="1"/>',
            )
        ),
    ),
    "a column as narrow as all that say no width": (
        "HIDDEN_COLUMN",
        _PHONE,
        with_more(
            row(4, D=_PHONE),
            before='<sheetFormatPr defaultColWidth="0"/><cols><col min="1" max="3" width="9"/></cols>',
        ),
    ),
    "a hidden column": (
        "HIDDEN_COLUMN",
        _PHONE,
        with_more(row(4, D=_PHONE), before='<cols><col min="4" max="9" hidden="1"/></cols>'),
    ),
    "a column without width": (
        "HIDDEN_COLUMN",
        _PHONE,
        with_more(row(4, D=_PHONE), before='<cols><col min="4" max="4" width="0"/></cols>'),
    ),
    "a number without a format": (
        "HIDDEN_TEXT",
        _PHONE,
        with_more(row(4, D=f'<c s="{NO_FORMAT}"><v>{_PHONE}</v></c>')),
    ),
    "a text without a format": ("HIDDEN_TEXT", _PHONE, with_more(row(4, D=styled(NO_FORMAT)))),
    "white": ("UNSEEN_TEXT", _PHONE, with_more(row(4, D=styled(WHITE)))),
    "the white of the theme": ("UNSEEN_TEXT", _PHONE, with_more(row(4, D=styled(THEME_WHITE)))),
    "one point high": ("UNSEEN_TEXT", _PHONE, with_more(row(4, D=styled(TINY)))),
    "as dark as its ground": ("UNSEEN_TEXT", _PHONE, with_more(row(4, D=styled(AS_ITS_FILL)))),
    "a number in white": ("UNSEEN_TEXT", _PHONE, with_more(row(4, D=f'<c s="{WHITE}"><v>{_PHONE}</v></c>'))),
    "a white piece of a text": (
        "UNSEEN_TEXT",
        _PHONE,
        book(
            sheet(
                _HEADING,
                row(
                    2,
                    A="205",
                    B='<c t="inlineStr"><is><r><t>教育支出</t></r><r><rPr><color rgb="FFFFFFFF"/></rPr>'
                    f"<t>{_PHONE}</t></r></is></c>",
                    C=7,
                ),
                _ROWS[2],
            )
        ),
    ),
    "covered by a joined cell": (
        "UNSEEN_TEXT",
        _PHONE,
        book(sheet(_HEADING, _ROWS[1], row(3, A="206", B="科学技术支出", C=8, D=_PHONE), merges=("C3:D3",))),
    ),
    "a hint of a cell": (
        "UNPRINTED_NOTE",
        f"请填\n{_PHONE}",
        with_more(
            after=f'<dataValidations><dataValidation sqref="B2" promptTitle="请填" prompt="{_PHONE}"/></dataValidations>'
        ),
    ),
    "a list to choose from": (
        "FORM_FIELD",
        f"张三\n{_PHONE}",
        with_more(
            after=f'<dataValidation type="list" sqref="B2"><formula1>"张三,{_PHONE}"</formula1></dataValidation>'
        ),
    ),
    "a header of first pages that the sheet does not have": (
        "UNPRINTED_NOTE",
        _PHONE,
        with_more(after=f"<headerFooter><firstHeader>&amp;C{_PHONE}</firstHeader></headerFooter>"),
    ),
    "a scenario": (
        "STORED_DATA",
        f"方案\n{_PHONE}\n9",
        with_more(after=f'<scenario name="方案" comment="{_PHONE}"><inputCells r="A1" val="9"/></scenario>'),
    ),
    "a header of a view": (
        "STORED_DATA",
        _PHONE,
        with_more(
            after=f"<customSheetView><headerFooter><oddHeader>{_PHONE}</oddHeader></headerFooter></customSheetView>"
        ),
    ),
    "a name that stands for words": (
        "STORED_DATA",
        f'经办\t"{_PHONE}"',
        book(
            sheet(*_ROWS),
            workbook=f'<definedNames><definedName name="经办" hidden="1">"{_PHONE}"</definedName>'
            '<definedName name="区域">表1!$A$1:$B$2</definedName>'
            '<definedName name="_xlnm._FilterDatabase" hidden="1">表1!$A$1</definedName></definedNames>',
        ),
    ),
    "a shared text that no cell has": (
        "STORED_DATA",
        _PHONE,
        book(sheet(*_ROWS), texts=(f"<t>{_PHONE}</t>",)),
    ),
    "a hidden text box": (
        "HIDDEN_TEXT",
        _PHONE,
        book(
            sheet(*_ROWS),
            drawing="<x:twoCellAnchor><x:sp><x:nvSpPr><x:cNvPr id='1' name='TextBox 1' hidden='1'/></x:nvSpPr>"
            f"<a:p><a:t>{_PHONE}</a:t></a:p></x:sp></x:twoCellAnchor>",
        ),
    ),
    "the description of a picture": (
        "DESCRIPTION",
        _PHONE,
        book(
            sheet(*_ROWS),
            drawing=f"<x:oneCellAnchor><x:pic><x:nvPicPr><x:cNvPr id='1' name='图片 1' descr='{_PHONE}'/></x:nvPicPr></x:pic>"
            "</x:oneCellAnchor>",
        ),
    ),
    "a hidden sheet": (
        "HIDDEN_SHEET",
        f"表2\n底稿\t{_PHONE}",
        book(sheet(*_ROWS), sheet(row(1, A="底稿", B=_PHONE)), names={2: 'state="hidden"'}),
    ),
    "a sheet that no menu shows": (
        "HIDDEN_SHEET",
        f"表2\n{_PHONE}",
        book(sheet(*_ROWS), sheet(row(1, A=styled(WHITE))), names={2: 'state="veryHidden"'}),
    ),
    "who shares the workbook": (
        "AUTHOR",
        _PHONE,
        book(sheet(*_ROWS), workbook=f'<fileSharing userName="{_PHONE}"/>'),
    ),
    "the folder that it was saved in": (
        "PROPERTY",
        f"C:\\{_PHONE}\\",
        book(sheet(*_ROWS), workbook=f'<absPath url="C:\\{_PHONE}\\"/>'),
    ),
}


def test_rows_and_columns_side_by_side_are_a_place_each() -> None:
    document = read(
        with_more(
            row(4, 'hidden="1"', A="甲", B=_PHONE),
            row(5, 'ht="0"'),
            row(6, 'ht="0"', A="乙"),
            row(7, D="丙", E="丁"),
            before='<cols><col min="4" max="5" width="0"/></cols>',
        )
    )
    assert [(item.kind.name, item.text, item.place) for item in document.hidden] == [
        ("HIDDEN_ROW", f"甲\t{_PHONE}", Place(table=1, row=4)),
        ("HIDDEN_ROW", "乙", Place(table=1, row=6)),
        ("HIDDEN_COLUMN", "丙", Place(table=1, column=4)),
        ("HIDDEN_COLUMN", "丁", Place(table=1, column=5)),
    ]
    assert printed(document) == _SHOWN


def test_a_row_that_says_its_own_height_or_the_usual_one_is_seen() -> None:
    """customHeight without ht, as openpyxl writes a height of 0: programs show such a row at its usual height."""
    seen = (row(4, 'customHeight="1"', A="看得见", B="乙", C=9),)
    for before in (
        "",
        '<sheetFormatPr defaultRowHeight="15" customHeight="1"/>',
        '<sheetFormatPr defaultRowHeight="0"/>',
    ):
        document = read(with_more(*seen, before=before))
        assert printed(document) == _SHOWN + "\n看得见\t乙\t9" and document.hidden == ()


@pytest.mark.parametrize("what", HIDDEN_CELLS)
def test_what_no_page_shows_is_listed_once_and_is_in_no_block(what: str) -> None:
    kind, words, content = HIDDEN_CELLS[what]
    document = read(content)
    assert said(document) == [(kind, words)]
    assert printed(document) == _SHOWN


SEEN_CELLS = {
    "white on a dark ground": with_more(row(4, A=styled(WHITE_ON_DARK, "看得见"), B="乙", C=9)),
    "white where a rule may colour the cell": with_more(
        row(4, A=styled(WHITE, "看得见"), B="乙", C=9),
        after='<conditionalFormatting sqref="A4:C9"><cfRule/></conditionalFormatting>',
    ),
    "white where a picture lies behind the cells": with_more(
        row(4, A=styled(WHITE, "看得见"), B="乙", C=9), after='<picture id="x"/>'
    ),
    "white in a table that colours its rows": with_parts(
        with_more(row(4, A=styled(WHITE, "看得见"), B="乙", C=9)),
        {
            "xl/tables/table1.xml": '<table ref="A4:C9"><tableStyleInfo name="x"/></table>',
            "xl/worksheets/_rels/sheet1.xml.rels": relations(("t", "table", "../tables/table1.xml")),
        },
    ),
    "black letters in a white cell": with_more(
        row(
            4,
            A=f'<c s="{WHITE}" t="inlineStr"><is><r><rPr><color rgb="FF000000"/></rPr><t>看得见</t></r></is></c>',
            B="乙",
            C=9,
        )
    ),
}


@pytest.mark.parametrize("what", SEEN_CELLS)
def test_words_that_may_be_seen_stay_words_of_the_sheet(what: str) -> None:
    document = read(SEEN_CELLS[what])
    assert printed(document) == _SHOWN + "\n看得见\t乙\t9" and document.hidden == ()


def test_a_number_behind_words_is_listed_and_the_words_are_printed() -> None:
    document = read(with_more(row(4, A="207", B="乙", C=f'<c s="{SECRET}"><v>{_PHONE}</v></c>')))
    assert printed(document) == _SHOWN + "\n207\t乙\t保密"
    assert said(document) == [("HIDDEN_TEXT", _PHONE)]


def test_a_zero_that_shows_as_a_blank_hides_nothing() -> None:
    document = read(with_more(row(4, A="207", B="乙", C=f'<c s="{NO_FORMAT}"><v>0</v></c>')))
    assert printed(document) == _SHOWN + "\n207\t乙\t" and document.hidden == ()


def test_comments_have_their_words_their_authors_and_their_places() -> None:
    document = beside(
        {
            "comments1.xml": "<comments><authors><author>王</author><author>tc={7}</author></authors><commentList>"
            f'<comment ref="B2" authorId="0"><text><r><t>请核 </t></r><r><t>{_PHONE}</t></r></text></comment>'
            '<comment ref="C3" authorId="1"><text><t>[线程批注]\n批注:\n    改为九</t></text></comment></commentList></comments>',
            "threadedComments/threadedComment1.xml": '<ThreadedComments><threadedComment ref="C3" personId="p" id="7">'
            "<text>改为九</text></threadedComment></ThreadedComments>",
            "persons/person.xml": '<personList><person displayName="李" id="p"/></personList>',
        },
        ("c", "comments", "../comments1.xml"),
        ("t", "threadedComment", "../threadedComments/threadedComment1.xml"),
    )
    comments = {(item.text, item.author, item.place) for item in named(document, "COMMENT")}
    assert comments == {
        (f"请核 {_PHONE}", "王", Place(table=1, row=2, column=2)),
        ("改为九", "李", Place(table=1, row=3, column=3)),
    }
    assert len(document.hidden) == 3 and [item.text for item in named(document, "AUTHOR")] == ["李"]
    assert printed(document) == _SHOWN


def test_a_copy_of_a_comment_that_does_not_exist_is_a_comment() -> None:
    document = beside(
        {
            "comments1.xml": "<comments><authors><author>tc={7}</author></authors><commentList>"
            f'<comment ref="B2" authorId="0"><text><t>{_PHONE}</t></text></comment></commentList></comments>'
        },
        ("c", "comments", "../comments1.xml"),
    )
    assert said(document) == [("COMMENT", _PHONE)]


def test_parts_beside_the_sheets_are_listed_with_their_words() -> None:
    document = beside(
        {
            "externalLinks/externalLink1.xml": "<externalLink><externalBook><sheetNames><sheetName val='底稿'/></sheetNames><sheetDataSet>"
            "<sheetData><row><cell><v>13800000002</v></cell></row></sheetData></sheetDataSet></externalBook></externalLink>",
            "externalLinks/_rels/externalLink1.xml.rels": relations(
                ("e", "externalLinkPath", "file:///D:/%E5%BC%A0%E4%B8%89.xlsx")
            ),
            "pivotCache/pivotCacheDefinition1.xml": '<pivotCacheDefinition refreshedBy="赵"><cacheField name="经办"><sharedItems>'
            '<s v="13800000003"/></sharedItems></cacheField></pivotCacheDefinition>',
            "pivotCache/pivotCacheRecords1.xml": '<pivotCacheRecords><r><s v="13800000004"/></r></pivotCacheRecords>',
            "connections.xml": '<connections><connection name="库"><dbPr connection="pwd=13800000005"/></connection></connections>',
            "revisions/revisionLog1.xml": "<revisions><rcc><nc><is><t>13800000006</t></is></nc></rcc></revisions>",
            "embeddings/oleObject1.bin": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
            "vbaProject.bin": b"\xcc\x61",
            "media/image9.png": b"\x89PNG\r\n\x1a\n",
            "drawings/vmlDrawing1.vml": '<xml><v:shape style="visibility:hidden"><div><font>13800000007</font><br></div></v:shape>'
            '<v:shape style="visibility:hidden"><x:ClientData ObjectType="Note"><x:Row>7</x:Row></x:ClientData></v:shape></xml>',
            "../docProps/core.xml": "<coreProperties><creator>张三</creator><keywords>13800000008</keywords></coreProperties>",
            "../customXml/item1.xml": "<a>13800000009</a>",
        },
        ("o", "oleObject", "../embeddings/oleObject1.bin"),
        ("v", "vmlDrawing", "../drawings/vmlDrawing1.vml"),
    )
    assert sorted(said(document)) == sorted(
        [
            ("STORED_DATA", "底稿\n13800000002"),
            ("STORED_DATA", "file:///D:/张三.xlsx"),
            ("AUTHOR", "赵"),
            ("STORED_DATA", "经办\n13800000003"),
            ("STORED_DATA", "13800000004"),
            ("STORED_DATA", "库\npwd=13800000005"),
            ("TRACKED_CHANGE", "13800000006"),
            ("ATTACHMENT", "oleObject1.bin"),
            ("SCRIPT", "vbaProject.bin"),
            ("ATTACHMENT", "image9.png"),
            ("HIDDEN_TEXT", "13800000007"),
            ("AUTHOR", "张三"),
            ("PROPERTY", "13800000008"),
            ("STORED_DATA", "13800000009"),
        ]
    )
    assert {item.text for item in document.hidden if not item.searched} == {
        "oleObject1.bin",
        "vbaProject.bin",
        "image9.png",
    }
    assert printed(document) == _SHOWN


def test_a_damaged_comment_is_listed_as_not_searched_and_the_sheet_is_read() -> None:
    document = beside({"comments1.xml": "<comments>"}, ("c", "comments", "../comments1.xml"))
    assert [(item.kind.name, item.searched) for item in document.hidden] == [("COMMENT", False)]
    assert printed(document) == _SHOWN


def test_what_a_formula_gives_in_a_hidden_row_is_not_known_where_it_is_not_stored() -> None:
    (item,) = read(with_more(row(4, 'hidden="1"', A="甲", B="<c><f>1+1</f></c>"))).hidden
    assert (item.text, item.searched) == ("甲", False)


@pytest.mark.parametrize(
    ("case", "kind", "words", "place"),
    [
        ("hidden-row", "HIDDEN_ROW", "205\t08\t02\t干部教育\t50,894,811\t38,801,015\t12,093,796", (8, None)),
        ("hidden-column", "HIDDEN_COLUMN", "基本支出\n38,801,015\n38,801,015\n38,801,015\n", (None, 6)),
        ("hidden-sheet", "HIDDEN_SHEET", "支出表（2024旧）\n2025年部门支出预算总表\n", (None, None)),
        ("cell-comment", "COMMENT", "张三 13812345678 310101198001011237", (8, 5)),
    ],
)
def test_what_a_case_hides_is_listed(
    case: str, kind: str, words: str, place: tuple[int | None, int | None]
) -> None:
    """The cases' truth: a row, a column, a sheet is hidden; a comment holds personal data."""
    document = document_of(CASES / f"{case}.xlsx")
    (item,) = document.hidden
    assert item.kind.name == kind and item.text.startswith(words) and item.searched
    assert (item.place.row, item.place.column) == place
    assert item.place.table == (10 if kind == "HIDDEN_SHEET" else 3)
    assert item.text not in printed(document) and "〔" not in printed(document)


@needs_samples
def test_the_sample_hides_nothing() -> None:
    assert document_of(SAMPLES / "budget-2025-tables.xlsx").hidden == ()


def test_a_hidden_row_of_a_real_table_leaves_the_other_rows() -> None:
    content = with_changed(
        book(sheet(*_ROWS)), "xl/worksheets/sheet1.xml", '<row r="2" ', '<row r="2" hidden="1" '
    )
    document = read(content)
    assert printed(document) == "编码\t名称\t预算数\n206\t科学技术支出\t8"
    assert said(document) == [("HIDDEN_ROW", "205\t教育支出\t7")]
