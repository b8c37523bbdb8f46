"""What a PDF holds beside its pages, or laid on them: each thing is listed once, with its words and place."""

from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfWriter
from pypdf.generic import ArrayObject, NameObject, NumberObject

from budgets.form.terms import HiddenKind
from budgets.readers.document import Document
from tests.documents import DOCUMENTS, SAMPLES, document_of
from tests.pdf_plant import SECRET, SEEN, entries, page, planted, read, shown, stream, the_only, with_notes
from tests.readers.test_pdf import ROWS, XS, YS, Page, grids, paragraphs, pdf

# ---- annotations ----------------------------------------------------------------------------------------

RECT = [90, 400, 290, 430]


@pytest.mark.parametrize(
    "kind", ["/Text", "/Highlight", "/StrikeOut", "/Square", "/Ink", "/FreeText", "/Caret"]
)
def test_a_comment_is_listed_with_its_author_and_place(kind: str) -> None:
    note = {"Subtype": kind, "Rect": RECT, "Contents": SECRET, "T": "张三"}
    found = the_only(read(with_notes(pdf(page()), note)), HiddenKind.COMMENT)
    assert (found.text, found.author, found.place.page) == (SECRET, "张三", 1)
    assert found.place.box == (90, 412, 290, 442)


def test_the_window_of_a_comment_does_not_list_it_twice() -> None:
    def plant(writer: PdfWriter) -> None:
        note = writer._add_object(entries({"Subtype": "/Text", "Rect": RECT, "Contents": SECRET}))
        popup = writer._add_object(
            entries({"Subtype": "/Popup", "Rect": RECT, "Parent": note, "Contents": SECRET})
        )
        writer.pages[0][NameObject("/Annots")] = ArrayObject([note, popup, note])

    assert the_only(read(planted(pdf(page()), plant)), HiddenKind.COMMENT).text == SECRET


def _appearance(writer: PdfWriter, drawing: str) -> Any:
    font = writer.pages[0]["/Resources"]["/Font"]  # type: ignore[index]
    form = stream(drawing.encode(), Type="/XObject", Subtype="/Form", BBox=[0, 0, 100, 20])
    form[NameObject("/Resources")] = entries({"Font": font})
    return writer._add_object(form)


OVER_THE_AMOUNT = [XS[2], 842 - YS[3], XS[3], 842 - YS[2]]  # the last cell of the last row


def _table_with_note(drawing: str, **note: Any) -> Document:
    def plant(writer: PdfWriter) -> None:
        note["AP"] = {"N": _appearance(writer, drawing)}
        given = entries({"Rect": [float(side) for side in OVER_THE_AMOUNT], **note})
        writer.pages[0][NameObject("/Annots")] = ArrayObject([writer._add_object(given)])

    return read(planted(pdf(Page().table(XS, YS, ROWS)), plant))


@pytest.mark.parametrize("kind", ["/FreeText", "/Stamp", "/Widget"])
def test_an_annotation_printed_over_a_cell_is_what_the_cell_says(kind: str) -> None:
    drawing = f"1 g 0 0 100 20 re f 0 g {shown('2,000', 2, 6, 10)}"
    document = _table_with_note(drawing, Subtype=kind, Contents="2,000", FT="/Tx", V="2,000", F=4)
    assert grids(document)[0][2] == ["合计", "", "2,000"]
    assert [(found.kind, found.text) for found in document.hidden] == [(HiddenKind.UNSEEN_TEXT, "1,000")]


def test_a_field_beside_the_print_of_its_cell_stands_beside_it() -> None:
    document = _table_with_note(shown("元", 60, 6, 10), Subtype="/Widget", FT="/Tx", V="元", F=4)
    assert grids(document)[0][2] == ["合计", "", "1,000 元"] and document.hidden == ()


@pytest.mark.parametrize("flag", [1, 2, 32])
def test_a_note_that_is_not_shown_prints_nothing(flag: int) -> None:
    drawing = f"1 g 0 0 100 20 re f 0 g {shown('2,000', 2, 6, 10)}"
    document = _table_with_note(drawing, Subtype="/FreeText", Contents=SECRET, F=flag)
    assert grids(document) == [ROWS]
    assert [(found.kind, found.text) for found in document.hidden] == [
        (HiddenKind.COMMENT, SECRET + "\n2,000")
    ]


def test_a_hidden_field_and_a_field_on_no_page_are_listed_with_their_names() -> None:
    def plant(writer: PdfWriter) -> None:
        field = {"FT": "/Tx", "T": "身份证号", "V": SECRET}
        on_page = writer._add_object(entries({**field, "Subtype": "/Widget", "Rect": RECT, "F": 2}))
        nowhere = writer._add_object(entries({**field, "T": "电话", "V": "13800000000"}))
        writer.pages[0][NameObject("/Annots")] = ArrayObject([on_page])
        writer.root_object[NameObject("/AcroForm")] = entries({"Fields": [on_page, nowhere]})

    document = read(planted(pdf(page()), plant))
    assert [(found.kind, found.text, found.place.page) for found in document.hidden] == [
        (HiddenKind.FORM_FIELD, f"身份证号\t{SECRET}", 1),
        (HiddenKind.FORM_FIELD, "电话\t13800000000", None),
    ]


# ---- what the document carries --------------------------------------------------------------------------


def _attaching(name: str, content: bytes) -> Callable[[PdfWriter], None]:
    def plant(writer: PdfWriter) -> None:
        writer.add_attachment(name, content)

    return plant


@pytest.mark.parametrize(
    ("name", "content", "text", "searched"),
    [
        ("名单.txt", f"姓名\n{SECRET}\n".encode(), f"名单.txt\n姓名\n{SECRET}", True),
        ("附件.pdf", pdf(page(shown(SECRET))), f"附件.pdf\n{SEEN}\n{SECRET}", True),
        ("压缩.zip", b"PK\x03\x04" + bytes(60), "压缩.zip", False),
        ("照片.png", b"\x89PNG\r\n\x1a\n" + bytes(60), "照片.png", False),
    ],
)
def test_an_attached_file_is_listed_with_its_words_or_as_not_searched(
    name: str, content: bytes, text: str, searched: bool
) -> None:
    made = planted(pdf(page()), _attaching(name, content))
    found = the_only(read(made), HiddenKind.ATTACHMENT)
    assert (found.text, found.searched) == (text, searched)


def test_a_file_attached_to_an_attached_file_is_named_and_not_read() -> None:
    inner = planted(pdf(page()), _attaching("内.txt", SECRET.encode()))
    made = planted(pdf(page()), _attaching("外.pdf", inner))
    found = the_only(read(made), HiddenKind.ATTACHMENT)
    assert (found.text, found.searched) == (f"外.pdf\n{SEEN}\n内.txt", False)


def test_a_file_attached_to_a_page_has_its_place() -> None:
    def plant(writer: PdfWriter) -> None:
        file = writer._add_object(stream(SECRET.encode()))
        given = {"Subtype": "/FileAttachment", "Rect": RECT, "FS": {"UF": "附注.txt", "EF": {"F": file}}}
        writer.pages[0][NameObject("/Annots")] = ArrayObject([writer._add_object(entries(given))])

    found = the_only(read(planted(pdf(page()), plant)), HiddenKind.ATTACHMENT)
    assert (found.text, found.place.page, found.searched) == (f"附注.txt\n{SECRET}", 1, True)


def test_scripts_are_listed_wherever_they_hang() -> None:
    def script(text: str) -> dict[str, Any]:
        return {"S": "/JavaScript", "JS": text}

    def plant(writer: PdfWriter) -> None:
        writer.root_object[NameObject("/OpenAction")] = entries(script("a()") | {"Next": script("b()")})
        writer.root_object[NameObject("/AA")] = entries({"WC": script("c()")})
        writer.root_object[NameObject("/Names")] = entries({"JavaScript": {"Names": ["x", script("d()")]}})
        writer.pages[0][NameObject("/AA")] = entries({"O": script("e()")})
        link = writer._add_object(entries({"Subtype": "/Link", "Rect": RECT, "A": script("f()")}))
        writer.pages[0][NameObject("/Annots")] = ArrayObject([link])

    found = read(planted(pdf(page()), plant)).hidden
    assert {one.kind for one in found} == {HiddenKind.SCRIPT}
    assert sorted((one.text, one.place.page) for one in found if one.place.page) == [("e()", 1), ("f()", 1)]
    assert sorted(one.text for one in found if not one.place.page) == ["a()", "b()", "c()", "d()"]


def test_the_description_of_a_picture_is_listed_and_one_that_repeats_the_page_is_not() -> None:
    def plant(writer: PdfWriter) -> None:
        here = writer.pages[0].indirect_reference
        figures = [
            writer._add_object(entries({"S": "/Figure", "Pg": here, "Alt": text})) for text in (SECRET, SEEN)
        ]
        tree = writer._add_object(entries({"Type": "/StructTreeRoot", "K": figures}))
        writer.root_object[NameObject("/StructTreeRoot")] = tree

    found = the_only(read(planted(pdf(page()), plant)), HiddenKind.DESCRIPTION)
    assert (found.text, found.place.page) == (SECRET, 1)


def test_words_put_in_the_place_of_other_glyphs_are_listed() -> None:
    def marked(words: str) -> str:
        return f"/Span << /ActualText <feff{words.encode('utf-16-be').hex()}> >> BDC"

    made = page(f"{marked(SECRET)} {shown('第二行')} EMC {marked('第三行')} {shown('第三行', y=360)} EMC")
    document = read(pdf(made))
    assert paragraphs(document) == [SEEN, "第二行", "第三行"]
    assert [(found.kind, found.text) for found in document.hidden] == [(HiddenKind.DESCRIPTION, SECRET)]


XMP = """<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF
xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/"
xmlns:pdf="http://ns.adobe.com/pdf/1.3/" pdf:Keywords="内部"><dc:creator><rdf:Seq><rdf:li>李四</rdf:li>
<rdf:li>王五</rdf:li></rdf:Seq></dc:creator></rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>"""


def test_authors_and_properties_are_listed_each_once() -> None:
    def plant(writer: PdfWriter) -> None:
        writer.add_metadata({"/Author": "李四", "/Title": "初稿三", "/Producer": "WPS", "/Company": "某公司"})
        writer.root_object[NameObject("/Metadata")] = writer._add_object(stream(XMP.encode()))

    found = read(planted(pdf(page()), plant)).hidden
    assert [(one.kind, one.text) for one in found if one.kind is HiddenKind.AUTHOR] == [
        (HiddenKind.AUTHOR, "李四"),
        (HiddenKind.AUTHOR, "王五"),
    ]
    assert [one.text for one in found if one.kind is HiddenKind.PROPERTY] == ["初稿三", "某公司", "内部"]


# ---- earlier revisions ----------------------------------------------------------------------------------


def _added(content: bytes, change: Callable[[PdfWriter], None]) -> bytes:
    """The PDF with a change added to its end, as editors save."""
    writer = PdfWriter(BytesIO(content), incremental=True)
    change(writer)
    out = BytesIO()
    writer.write(out)
    assert (
        out.getvalue().startswith(content) and out.getvalue().count(b"%%EOF") == content.count(b"%%EOF") + 1
    )
    return out.getvalue()


def _with_content(words: str) -> Callable[[PdfWriter], None]:
    def change(writer: PdfWriter) -> None:
        new = writer._add_object(stream(shown(words, y=742).encode()))
        writer.pages[0][NameObject("/Contents")] = new

    return change


def test_the_words_that_an_update_replaced_are_listed() -> None:
    content = _added(pdf(Page().text(90, 100, SECRET), Page().text(90, 100, "第二页")), _with_content(SEEN))
    document = read(content)
    assert paragraphs(document) == [SEEN, "第二页"]
    (found,) = document.hidden
    assert (found.kind, found.text, found.searched) == (HiddenKind.EARLIER_CONTENT, SECRET, True)


def test_a_comment_that_an_update_took_away_is_listed() -> None:
    def change(writer: PdfWriter) -> None:
        writer.pages[0][NameObject("/Annots")] = ArrayObject()

    note = {"Subtype": "/Text", "Rect": RECT, "Contents": SECRET}
    found = the_only(read(_added(with_notes(pdf(page()), note), change)), HiddenKind.EARLIER_CONTENT)
    assert found.text == SECRET


def test_an_update_that_takes_nothing_away_is_no_earlier_content() -> None:
    """As signing does: the page and the catalogue are written anew, with a field more."""

    def sign(writer: PdfWriter) -> None:
        field = writer._add_object(
            entries({"Subtype": "/Widget", "FT": "/Sig", "T": "签名", "Rect": [0, 0, 0, 0]})
        )
        writer.pages[0][NameObject("/Annots")] = ArrayObject([field])
        writer.root_object[NameObject("/AcroForm")] = entries({"Fields": [field]})

    document = read(_added(pdf(page()), sign))
    assert paragraphs(document) == [SEEN] and document.hidden == ()


# ---- what is broken -------------------------------------------------------------------------------------


def _itself(writer: PdfWriter, key: str) -> Any:
    """A dictionary that is its own kid and its own parent."""
    made = entries({"T": "甲", "Parent": {}})
    ref = writer._add_object(made)
    made[NameObject(key)] = ArrayObject([ref, ref])
    made[NameObject("/Parent")] = ref
    return ref


BROKEN: dict[str, Callable[[PdfWriter], dict[str, Any]]] = {
    "names in a circle": lambda w: {
        "Names": {"EmbeddedFiles": _itself(w, "/Kids"), "JavaScript": _itself(w, "/Kids")}
    },
    "fields in a circle": lambda w: {"AcroForm": {"Fields": [_itself(w, "/Kids")], "XFA": [1, 2]}},
    "words instead of trees": lambda w: {"Names": {"EmbeddedFiles": "x"}, "AcroForm": "x", "AF": "x"},
    "actions in a circle": lambda w: {"OpenAction": _itself(w, "/Next"), "AA": 3},
    "layers of nothing": lambda w: {"OCProperties": {"D": {"OFF": "x", "ON": [1, "x"], "BaseState": 7}}},
    "metadata that is none": lambda w: {"Metadata": "x", "StructTreeRoot": _itself(w, "/K")},
}


@pytest.mark.parametrize("what", BROKEN)
def test_a_broken_structure_costs_nothing(what: str) -> None:
    def plant(writer: PdfWriter) -> None:
        writer.root_object.update(entries(BROKEN[what](writer)))

    assert paragraphs(read(planted(pdf(page()), plant))) == [SEEN]


def _broken_notes(writer: PdfWriter) -> Iterator[Any]:
    yield entries({"Subtype": "/FreeText", "Rect": [1], "Contents": "一"})
    yield entries({"Subtype": "/Stamp", "Rect": RECT, "AP": {"N": stream(b"BT ( Tj", BBox=[0, 0, 0, 0])}})
    yield entries({"Subtype": "/Stamp", "Rect": RECT, "AP": {"N": stream(b"/X Do", BBox=["a", 1])}})
    yield entries({"Subtype": "/Widget", "Rect": RECT, "Parent": _itself(writer, "/Kids"), "V": [[["x"]]]})
    yield entries({"Subtype": "/FileAttachment", "FS": 3})
    yield entries({"Subtype": "/Popup", "Parent": "x", "Rect": "x"})
    yield NumberObject(4)


def test_broken_annotations_cost_nothing_and_the_next_one_is_listed() -> None:
    def plant(writer: PdfWriter) -> None:
        given = [writer._add_object(note) for note in _broken_notes(writer)]
        last = writer._add_object(entries({"Subtype": "/Text", "Rect": RECT, "Contents": SECRET}))
        writer.pages[0][NameObject("/Annots")] = ArrayObject([*given, *given, last])

    document = read(planted(pdf(page()), plant))
    assert paragraphs(document) == [SEEN]
    assert [one.text for one in document.hidden if one.kind is HiddenKind.COMMENT] == ["一", SECRET]


# ---- the documents at hand ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "hidden"),
    [
        (SAMPLES / "budget-2025.pdf", [("AUTHOR", "python-docx")]),
        (SAMPLES / "budget-2025-tables.pdf", []),
        (DOCUMENTS / "putuo-fuban-2025-bumen.pdf", []),
        (DOCUMENTS / "putuo-wanli-2023-bumen.pdf", [("AUTHOR", "印达")]),
        (
            DOCUMENTS / "putuo-ghzyj-2024-juesuan.pdf",
            [("PROPERTY", "附件2：预算主管部门公开样张"), ("AUTHOR", "user")],
        ),
        (DOCUMENTS / "sh-czj-2025-danwei.pdf", [("AUTHOR", "Qt Xlsx Library")]),
    ],
    ids=lambda value: value.stem if hasattr(value, "stem") else "",
)
def test_published_files_hide_only_what_their_properties_say(
    path: Any, hidden: list[tuple[str, str]]
) -> None:
    """Typed from what pdfinfo says of each file; their pages hide nothing."""
    assert [(one.kind.name, one.text) for one in document_of(path).hidden] == hidden
