"""What a Word file hides. Every hidden piece has a telephone or number of its own, so that it can be told from the rest."""

import pytest

from budgets.readers.document import Document, Place
from budgets.readers.office.word import read_word
from tests.documents import CASES, SAMPLES, document_of, needs_samples
from tests.readers.office_edit import named, printed, relations, said, with_parts
from tests.readers.test_excel import row as excel_row
from tests.readers.test_excel import sheet, xlsx
from tests.readers.test_word import docx, p, tbl, tc, tr
from tests.readers.word_seen import SEEN_WORDS, run

_W = 'xmlns:w="urn:w" xmlns:v="urn:v" xmlns:wp="urn:wp" xmlns:r="urn:r"'
_TABLE = tbl(tr(tc("编码"), tc("预算数")), tr(tc("205"), tc("50,894,811")), tr(tc("206"), tc("7")))
_BODY = p("标题") + p("第一段。") + _TABLE + p("末段。")
_SHOWN = "标题\n第一段。\n编码\t预算数\n205\t50,894,811\n206\t7\n末段。"


def read(content: bytes) -> Document:
    return read_word(content, "预算.docx")


def read_body(more: str, **parts: str) -> Document:
    """The small document with some XML after its first paragraph."""
    return read(docx(_BODY.replace(p("第一段。"), p("第一段。") + more), **parts))


def _beside(parts: dict[str, str | bytes], *lines: tuple[str, str, str]) -> Document:
    """The small document with further parts that it refers to."""
    document = {f"word/{name}": content for name, content in parts.items()}
    document["word/_rels/document.xml.rels"] = relations(*lines)
    return read(with_parts(docx(_BODY), document))


def test_a_clean_file_hides_nothing() -> None:
    document = read(docx(_BODY))
    assert printed(document) == _SHOWN and document.hidden == ()


_STYLES = (
    '<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="22"/></w:rPr></w:rPrDefault></w:docDefaults>'
    '<w:style w:type="character" w:styleId="Secret"><w:rPr><w:vanish/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="Deep"><w:basedOn w:val="Secret"/><w:rPr><w:b/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Aside"><w:rPr><w:vanish/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Dark"><w:pPr><w:shd w:val="clear" w:fill="1F3864"/></w:pPr></w:style>'
    '<w:style w:type="table" w:styleId="Gone"><w:rPr><w:vanish/></w:rPr></w:style>'
    '<w:style w:type="table" w:styleId="Heading"><w:tblStylePr w:type="firstRow"><w:tcPr><w:shd w:val="clear" w:fill="1F3864"/>'
    "</w:tcPr></w:tblStylePr></w:style>"
)

HIDDEN_WORDS = {
    "hidden run": ("HIDDEN_TEXT", f"<w:p>{run('13800000001', '<w:vanish/>')}</w:p>"),
    "always hidden run": ("HIDDEN_TEXT", f"<w:p>{run('13800000001', '<w:specVanish/>')}</w:p>"),
    "hidden by the style of its letters": (
        "HIDDEN_TEXT",
        f"<w:p>{run('13800000001', '<w:rStyle w:val=' + chr(34) + 'Secret' + chr(34) + '/>')}</w:p>",
    ),
    "hidden by the style that its style is based on": (
        "HIDDEN_TEXT",
        f"<w:p>{run('13800000001', '<w:rStyle w:val=' + chr(34) + 'Deep' + chr(34) + '/>')}</w:p>",
    ),
    "hidden by the style of its paragraph": (
        "HIDDEN_TEXT",
        p("13800000001", properties='<w:pStyle w:val="Aside"/>'),
    ),
    "hidden by the style of its table": (
        "HIDDEN_TEXT",
        "<w:tbl><w:tblPr><w:tblStyle w:val='Gone'/></w:tblPr>" + tr(tc("13800000001"), tc("")) + "</w:tbl>",
    ),
    "white": ("UNSEEN_TEXT", f"<w:p>{run('13800000001', '<w:color w:val=' + repr('FFFFFF') + '/>')}</w:p>"),
    "white of a theme": (
        "UNSEEN_TEXT",
        f"<w:p>{run('13800000001', '<w:color w:themeColor=' + repr('background1') + '/>')}</w:p>",
    ),
    "as dark as its shading": (
        "UNSEEN_TEXT",
        f"<w:p>{run('13800000001', '<w:color w:val=' + repr('000000') + '/><w:shd w:val=' + repr('clear') + ' w:fill=' + repr('000000') + '/>')}</w:p>",
    ),
    "as yellow as its mark": (
        "UNSEEN_TEXT",
        f"<w:p>{run('13800000001', '<w:color w:val=' + repr('FFFF00') + '/><w:highlight w:val=' + repr('yellow') + '/>')}</w:p>",
    ),
    "one point high": ("UNSEEN_TEXT", f"<w:p>{run('13800000001', '<w:sz w:val=' + repr('2') + '/>')}</w:p>"),
    "without a filling": (
        "UNSEEN_TEXT",
        f"<w:p>{run('13800000001', '<w:textFill><w:noFill/></w:textFill>')}</w:p>",
    ),
    "in lines of one point": (
        "UNSEEN_TEXT",
        p("13800000001", properties='<w:spacing w:line="20" w:lineRule="exact"/>'),
    ),
    "in a frame beside the page": (
        "OUTSIDE_PAGE",
        p("13800000001", properties='<w:framePr w:w="2000" w:hAnchor="page" w:x="-9000"/>'),
    ),
    "in a hidden shape": (
        "HIDDEN_TEXT",
        '<w:p><w:r><w:pict><v:shape style="position:absolute;visibility:hidden"><v:textbox><w:txbxContent>'
        f"{p('13800000001')}</w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>",
    ),
    "in a hidden drawing": (
        "HIDDEN_TEXT",
        '<w:p><w:r><w:drawing><wp:inline xmlns:wp="urn:wp"><wp:docPr id="1" name="x" hidden="1"/><wps:wsp><w:txbxContent>'
        f"{p('13800000001')}</w:txbxContent></wps:wsp></wp:inline></w:drawing></w:r></w:p>",
    ),
    "in a drawing left of the page": (
        "OUTSIDE_PAGE",
        '<w:p><w:r><w:drawing><wp:anchor xmlns:wp="urn:wp"><wp:positionH relativeFrom="page"><wp:posOffset>-5000000'
        '</wp:posOffset></wp:positionH><wp:extent cx="1000000" cy="9"/><wps:wsp><w:txbxContent>'
        f"{p('13800000001')}</w:txbxContent></wps:wsp></wp:anchor></w:drawing></w:r></w:p>",
    ),
    "a hidden row": (
        "HIDDEN_ROW",
        tbl(tr(tc("13800000001"), tc(""), properties="<w:hidden/>"), tr(tc(""), tc(""))),
    ),
    "a row of one point": (
        "HIDDEN_ROW",
        tbl(
            tr(tc("13800000001"), tc(""), properties='<w:trHeight w:val="20" w:hRule="exact"/>'),
            tr(tc(""), tc("")),
        ),
    ),
    "a deleted row": (
        "TRACKED_CHANGE",
        tbl(tr(tc("13800000001"), tc(""), properties='<w:del w:author="王"/>'), tr(tc(""), tc(""))),
    ),
    "covered by a joined cell": (
        "UNSEEN_TEXT",
        tbl(tr(tc("", merge="restart"), tc("")), tr(tc("13800000001", merge=""), tc(""))),
    ),
    "a hidden entry of the index": (
        "HIDDEN_TEXT",
        "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:instrText>13800000001</w:instrText></w:r></w:p>",
    ),
    "the code of a field": ("STORED_DATA", '<w:p><w:fldSimple w:instr="QUOTE 13800000001"/></w:p>'),
    "a choice of a form": (
        "FORM_FIELD",
        "<w:sdt><w:sdtPr><w:dropDownList><w:listItem w:displayText='13800000001'/></w:dropDownList></w:sdtPr></w:sdt>",
    ),
    "another form of a drawing": (
        "HIDDEN_TEXT",
        f"<w:p><mc:AlternateContent><mc:Choice>{run('')}</mc:Choice><mc:Fallback>{run('13800000001')}"
        "</mc:Fallback></mc:AlternateContent></w:p>",
    ),
    "the description of a picture": (
        "DESCRIPTION",
        '<w:p><w:r><w:drawing><wp:inline xmlns:wp="urn:wp"><wp:docPr id="1" name="图片 1" descr="13800000001"/>'
        "</wp:inline></w:drawing></w:r></w:p>",
    ),
    "the description of an old shape": (
        "DESCRIPTION",
        '<w:p><w:r><w:pict><v:shape alt="13800000001"/></w:pict></w:r></w:p>',
    ),
}


@pytest.mark.parametrize("what", HIDDEN_WORDS)
def test_words_that_no_page_shows_are_listed_once_and_are_in_no_block(what: str) -> None:
    kind, xml = HIDDEN_WORDS[what]
    document = read_body(xml, styles=_STYLES)
    assert said(document) == [(kind, "QUOTE 13800000001" if "QUOTE" in xml else "13800000001")]
    assert "13800000001" not in printed(document)
    rest = [line for line in printed(document).split("\n") if line.strip()]
    assert rest == _SHOWN.split("\n")


@pytest.mark.parametrize("what", SEEN_WORDS)
def test_words_that_may_be_seen_stay_words_of_the_document(what: str) -> None:
    document = read_body(SEEN_WORDS[what], styles=_STYLES)
    assert "看得见" in printed(document) and document.hidden == ()


def test_a_change_is_listed_with_its_author_whether_its_words_are_printed_or_not() -> None:
    more = (
        f'<w:p>{run("合计")}<w:del w:author="王"><w:r><w:delText>五百</w:delText></w:r><w:r><w:delText>万</w:delText></w:r></w:del>'
        f'<w:ins w:author="李">{run("六百万")}</w:ins>{run("元")}</w:p>'
        f'<w:p><w:moveFrom w:author="王">{run("旧处")}</w:moveFrom></w:p>'
        f'<w:p><w:moveTo w:author="王">{run("新处")}</w:moveTo></w:p>'
    )
    document = read_body(more)
    assert [(item.kind.name, item.text, item.author) for item in document.hidden] == [
        ("TRACKED_CHANGE", "五百万", "王"),
        ("TRACKED_CHANGE", "六百万", "李"),
        ("TRACKED_CHANGE", "旧处", "王"),
        ("TRACKED_CHANGE", "新处", "王"),
    ]
    assert document.hidden[0].place == Place(line=3)
    assert printed(document) == _SHOWN.replace("第一段。", "第一段。\n合计六百万元\n新处")


def test_a_deleted_paragraph_mark_leaves_its_author() -> None:
    document = read_body(p("前", properties='<w:rPr><w:del w:author="王"/></w:rPr>') + p("后"))
    assert [(item.kind.name, item.text, item.author) for item in document.hidden] == [
        ("TRACKED_CHANGE", "", "王")
    ]
    assert "前后" in printed(document)


def test_neighbouring_hidden_lines_are_one() -> None:
    hidden = "".join(f"<w:p>{run(text, '<w:vanish/>')}</w:p>" for text in ("甲", "乙"))
    later = f"<w:p>{run('丙', '<w:vanish/>')}</w:p>"
    rows = [tr(tc("2"), tc("b"), properties="<w:hidden/>"), tr(tc("3"), tc("c"), properties="<w:hidden/>")]
    document = read_body(hidden + p("间") + later + p("后") + tbl(tr(tc("1"), tc("a")), *rows))
    assert said(document) == [("HIDDEN_TEXT", "甲\n乙"), ("HIDDEN_TEXT", "丙"), ("HIDDEN_ROW", "2\tb\n3\tc")]


_COMMENTS = (
    f'<w:comments {_W}><w:comment w:id="7" w:author="王"><w:p><w:r><w:t>请核 13800000001</w:t></w:r></w:p>'
    "<w:p><w:r><w:t>第二行</w:t></w:r></w:p></w:comment></w:comments>"
)


def test_a_comment_has_its_words_its_author_and_its_place() -> None:
    body = _BODY.replace("50,894,811</w:t>", '50,894,811</w:t></w:r><w:r><w:commentReference w:id="7"/>')
    content = with_parts(
        docx(body),
        {
            "word/comments.xml": _COMMENTS,
            "word/_rels/document.xml.rels": relations(("c", "comments", "comments.xml")),
        },
    )
    document = read(content)
    (comment,) = document.hidden
    assert (comment.kind.name, comment.text, comment.author) == ("COMMENT", "请核 13800000001\n第二行", "王")
    assert comment.place == Place(table=1, row=2, column=2) and comment.searched
    assert printed(document) == _SHOWN


def test_parts_beside_the_text_are_listed_with_their_words() -> None:
    workbook = xlsx(sheet(excel_row(1, A="内部底稿", B="13800000008")))
    document = _beside(
        {
            "comments.xml": _COMMENTS,
            "people.xml": f'<w:people {_W}><w:person w:author="赵"/></w:people>',
            "settings.xml": f'<w:settings {_W}><w:docVars><w:docVar w:name="手机" w:val="13800000002"/></w:docVars></w:settings>',
            "glossary/document.xml": f"<w:glossaryDocument {_W}><w:docParts><w:docPart><w:docPartBody>"
            f"{p('常用语 13800000003')}</w:docPartBody></w:docPart><w:docPart><w:docPartBody>{p('单击此处输入文字。')}"
            "</w:docPartBody></w:docPart></w:docParts></w:glossaryDocument>",
            "header9.xml": f"<w:hdr {_W}>{p('旧页眉 13800000004')}</w:hdr>",
            "footnotes.xml": f'<w:footnotes {_W}><w:footnote w:id="-1" w:type="separator">{p("线")}</w:footnote>'
            f'<w:footnote w:id="3">{p("脚注 13800000005")}</w:footnote></w:footnotes>',
            "vbaProject.bin": b"\xcc\x61",
            "embeddings/oleObject1.bin": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
            "embeddings/Book.xlsx": workbook,
            "../customXml/item1.xml": "<a><b>单号</b><c d='电话 13800000006'/></a>",
            "../docProps/core.xml": '<c:coreProperties xmlns:c="urn:c"><c:creator>张三</c:creator><c:lastModifiedBy>李四</c:lastModifiedBy>'
            "<c:title>预算初稿</c:title></c:coreProperties>",
            "../docProps/app.xml": "<Properties><Template>Normal.dotm</Template><Manager>张三</Manager><Company>某局</Company></Properties>",
            "../docProps/custom.xml": '<Properties><property name="经办"><v>13800000007</v></property>'
            '<property name="KSOProductBuildVer"><v>2052-12.1</v></property></Properties>',
            "unknown.dat": b"x",
        },
        ("c", "comments", "comments.xml"),
        ("p", "people", "people.xml"),
        ("s", "settings", "settings.xml"),
        ("g", "glossaryDocument", "glossary/document.xml"),
        ("h", "header", "header9.xml"),
        ("f", "footnotes", "footnotes.xml"),
        ("v", "vbaProject", "vbaProject.bin"),
        ("o", "oleObject", "embeddings/oleObject1.bin"),
        ("b", "package", "embeddings/Book.xlsx"),
        ("t", "attachedTemplate", "file:///C:/Users/%E5%BC%A0%E4%B8%89/a.dotm"),
        ("l", "hyperlink", "https://example.org/"),
    )
    assert sorted(said(document)) == sorted(
        [
            ("COMMENT", "请核 13800000001\n第二行"),
            ("AUTHOR", "赵"),
            ("STORED_DATA", "手机\t13800000002"),
            ("STORED_DATA", "常用语 13800000003"),
            ("UNPRINTED_NOTE", "旧页眉 13800000004"),
            ("UNPRINTED_NOTE", "脚注 13800000005"),
            ("SCRIPT", "vbaProject.bin"),
            ("ATTACHMENT", "oleObject1.bin"),
            ("ATTACHMENT", "Book.xlsx\n内部底稿\t13800000008"),
            ("STORED_DATA", "单号\n电话 13800000006"),
            ("AUTHOR", "张三"),
            ("AUTHOR", "李四"),
            ("PROPERTY", "预算初稿"),
            ("PROPERTY", "某局"),
            ("PROPERTY", "经办\t13800000007"),
            ("ATTACHMENT", "unknown.dat\nx"),
            ("PROPERTY", "file:///C:/Users/张三/a.dotm"),
        ]
    )
    assert {item.text for item in document.hidden if not item.searched} == {
        "vbaProject.bin",
        "oleObject1.bin",
    }
    assert printed(document) == _SHOWN


def test_headers_print_where_the_document_says_so() -> None:
    section = '<w:sectPr><w:headerReference w:type="{}" r:id="h"/>{}</w:sectPr>'
    for type_, title, settings, is_printed in (
        ("default", "", "", True),
        ("first", "", "", False),
        ("first", "<w:titlePg/>", "", True),
        ("even", "", "", False),
        ("even", "", "<w:evenAndOddHeaders/>", True),
    ):
        content = with_parts(
            docx(_BODY + section.format(type_, title)),
            {
                "word/h.xml": f"<w:hdr {_W}>{p('某局文件')}</w:hdr>",
                "word/s.xml": f"<w:settings {_W}>{settings}</w:settings>",
                "word/_rels/document.xml.rels": relations(
                    ("h", "header", "h.xml"), ("s", "settings", "s.xml")
                ),
            },
        )
        document = read(content)
        assert ("某局文件" in printed(document)) is is_printed
        assert said(document) == ([] if is_printed else [("UNPRINTED_NOTE", "某局文件")])


def test_a_damaged_part_beside_the_text_is_listed_as_not_searched() -> None:
    document = _beside(
        {"comments.xml": "<w:comments", "settings.xml": "<", "../docProps/core.xml": "<a><b></a>"},
        ("c", "comments", "comments.xml"),
        ("s", "settings", "settings.xml"),
    )
    assert printed(document) == _SHOWN
    assert sorted((item.kind.name, item.text, item.searched) for item in document.hidden) == [
        ("COMMENT", "comments.xml", False),
        ("PROPERTY", "core.xml", False),
        ("STORED_DATA", "settings.xml", False),
    ]


def test_a_file_inside_an_attached_file_is_listed_and_not_read() -> None:
    inner = docx(p("最里面"))
    outer = with_parts(docx(p("里面")), {"word/embeddings/inner.docx": inner})
    document = read(with_parts(docx(_BODY), {"word/embeddings/outer.docx": outer}))
    (attached,) = document.hidden
    assert attached.text == "outer.docx\n里面\ninner.docx" and not attached.searched


def test_hidden_text_of_the_case_is_listed_and_in_no_block() -> None:
    """The case's truth: hidden runs hold personal data; a reader of the page does not see them."""
    document = document_of(CASES / "hidden-text.docx")
    assert [(item.text, item.place) for item in named(document, "HIDDEN_TEXT")] == [
        ("99", Place(table=3, row=4, column=5)),
        ("内部：联系人 张三 13812345678", Place(line=99)),
    ]
    assert "13812345678" not in printed(document) and "50,894,81199" not in printed(document)


def test_the_comment_of_the_case_is_listed_and_in_no_block() -> None:
    """The case's truth: a Word comment holds an identity number and a telephone."""
    document = document_of(CASES / "comment-with-personal-data.docx")
    (comment,) = named(document, "COMMENT")
    assert comment.text == "此数请再核，手机 13812345678，身份证 310101198001011237"
    assert (comment.author, comment.searched) == ("王", True)
    assert "310101198001011237" not in printed(document)


@needs_samples
def test_the_sample_hides_nothing_but_the_program_that_wrote_it() -> None:
    assert said(document_of(SAMPLES / "budget-2025.docx")) == [
        ("AUTHOR", "python-docx"),
        ("PROPERTY", "generated by python-docx"),
    ]
