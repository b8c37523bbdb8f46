"""Text that a PDF draws and nobody who looks at its pages sees: it is in no block, and is listed with words and place."""

from collections.abc import Callable
from typing import Any

import pytest
from pypdf import PdfWriter
from pypdf.generic import DictionaryObject, NameObject

from budgets.form.terms import HiddenKind
from tests.documents import CASES, document_of, refused
from tests.pdf_plant import SECRET, SEEN, entries, page, planted, read, shown, stream, the_only
from tests.readers.test_pdf import ROWS, XS, YS, Page, grids, paragraphs, pdf

# ---- text that is drawn and not seen --------------------------------------------------------------------

UNSEEN: dict[str, str] = {
    "rendering mode 3": f"BT 3 Tr ET {shown(SECRET)} 0 Tr",
    "rendering mode 7": f"q BT 7 Tr ET {shown(SECRET)} Q",
    "white": f"q 1 1 1 rg {shown(SECRET)} Q",
    "white in another colour space": f"q 0 0 0 0 k {shown(SECRET)} Q",
    "the colour of the area below": f"q 0 0 .5 rg 60 380 400 40 re f 0 0 .5 rg {shown(SECRET)} Q",
    "white on white on a dark area": f"q 0 g 60 380 400 40 re f 1 g 60 385 400 30 re f {shown(SECRET)} Q",
    "covered by a white area": f"{shown(SECRET)} q 1 g 80 390 400 30 re f Q",
    "covered by a black area": f"{shown(SECRET)} q 0 g 80 390 400 30 re f Q",
    "too small": f"BT /F 0.4 Tf 1 0 0 1 90 400 Tm <{SECRET.encode('utf-16-be').hex()}> Tj ET",
    "clipped": f"q 90 500 400 30 re W n {shown(SECRET)} Q",
    "clipped twice": f"q 90 500 400 30 re W n 80 390 400 30 re W n {shown(SECRET)} Q",
    "transparent": f"q /Clear gs {shown(SECRET)} Q",
    "in a form that is drawn transparent": "q /Clear gs /Form Do Q",
}


@pytest.mark.parametrize("how", UNSEEN)
def test_text_that_nobody_sees_is_no_content_and_is_listed(how: str) -> None:
    form = stream(shown(SECRET).encode(), Type="/XObject", Subtype="/Form", BBox=[0, 0, 595, 842])
    form[NameObject("/Group")] = entries({"S": "/Transparency"})
    content = pdf(page(UNSEEN[how]))

    def plant(writer: PdfWriter) -> None:
        resources = writer.pages[0]["/Resources"]
        resources[NameObject("/ExtGState")] = entries({"Clear": {"ca": 0.0, "CA": 0.0}})  # type: ignore[index]
        form[NameObject("/Resources")] = entries({"Font": resources["/Font"]})  # type: ignore[index]
        resources[NameObject("/XObject")] = DictionaryObject({NameObject("/Form"): writer._add_object(form)})  # type: ignore[index]

    found = the_only(read(planted(content, plant)), HiddenKind.UNSEEN_TEXT)
    assert (found.text, found.place.page) == (SECRET, 1)
    assert found.place.box is not None
    left, top, _, bottom = found.place.box
    assert abs(left - 90) < 1 and top - 1 <= 842 - 400 <= bottom + 1


SEEN_ALL_THE_SAME: dict[str, str] = {
    "white on a dark area": f"q 0 0 .4 rg 80 390 400 30 re f 1 g {shown(SECRET)} Q",
    "white on a picture": f"q 300 0 0 60 80 380 cm /Dark Do Q q 1 g {shown(SECRET)} Q",
    "white on a thick stroke": f"q 30 w 80 404 m 480 404 l S 1 g {shown(SECRET)} Q",
    "white on a shading": f"q 80 380 400 40 re W n /Shade sh Q q 1 g {shown(SECRET)} Q",
    "light grey on white": f"q .9 g {shown(SECRET)} Q",
    "full ink of its own": f"q /Ink cs 1 scn {shown(SECRET)} Q",
    "a frame of two rectangles around it": f"{shown(SECRET)} q 0 g 60 370 440 60 re 70 380 420 40 re f* Q",
    "an area drawn before": f"q 1 g 80 390 400 30 re f Q {shown(SECRET)}",
    "a marker that lets through": f"{shown(SECRET)} q /Marker gs 1 1 0 rg 80 390 400 30 re f Q",
    "a picture that is see-through": f"{shown(SECRET)} q 400 0 0 40 80 385 cm /Veil Do Q",
    "a clip with a picture through it": f"q BT 7 Tr ET {shown(SECRET)} 400 0 0 40 80 385 cm /Dark Do Q",
    "a clip that leaves it": f"q 80 390 400 30 re W n {shown(SECRET)} Q",
    "an area that covers its feet": f"{shown(SECRET)} q 1 g 80 390 400 11 re f Q",
    "an area clipped to a triangle": f"{shown(SECRET)} q 80 390 m 480 390 l 80 420 l W n 1 g 80 390 400 30 re f Q",
    "an area clipped to another place": f"{shown(SECRET)} q 80 600 400 30 re W n 1 g 80 390 400 30 re f Q",
}


@pytest.mark.parametrize("how", SEEN_ALL_THE_SAME)
def test_text_that_is_seen_stays_content(how: str) -> None:
    def plant(writer: PdfWriter) -> None:
        gray = {"Type": "/XObject", "Subtype": "/Image", "Width": 1, "Height": 1, "ColorSpace": "/DeviceGray"}
        mask = writer._add_object(stream(b"\x40", **gray, BitsPerComponent=8))
        dark = writer._add_object(stream(b"\x00", **gray, BitsPerComponent=8))
        veil = writer._add_object(stream(b"\x00", **gray, BitsPerComponent=8, SMask=mask))
        tint = writer._add_object(
            stream(b"{}", FunctionType=4, Domain=[0, 1], Range=[0, 1, 0, 1, 0, 1, 0, 1])
        )
        writer.pages[0]["/Resources"].update(  # type: ignore[attr-defined]
            entries(
                {
                    "XObject": {"Dark": dark, "Veil": veil},
                    "ExtGState": {"Marker": {"BM": "/Multiply"}},
                    "ColorSpace": {"Ink": ["/Separation", "/Red", "/DeviceCMYK", tint]},
                }
            )
        )

    document = read(planted(pdf(page(SEEN_ALL_THE_SAME[how])), plant))
    assert paragraphs(document) == [SEEN, SECRET] and document.hidden == ()


def test_a_heading_in_white_on_a_dark_cell_stays_in_its_cell() -> None:
    made = Page()
    made.drawing.append(f"q 0 .2 .4 rg {XS[0]} {842 - YS[1]} {XS[-1] - XS[0]} {YS[1] - YS[0]} re f 1 g")
    made.cells(XS, YS, ROWS[:1])
    made.drawing.append("Q")
    made.table(XS, YS, []).cells(XS, YS[1:], ROWS[1:])
    document = read(pdf(made))
    assert grids(document) == [ROWS] and document.hidden == ()


def test_a_number_written_over_another_is_the_number_of_the_cell() -> None:
    made = Page().table(XS, YS, ROWS)
    made.drawing.append(f"q 1 g {XS[2] + 1} {842 - YS[3] + 1} 148 18 re f Q")
    document = read(pdf(made.text(XS[2] + 3, YS[2] + 13, "2,000", 10)))
    assert grids(document)[0][2] == ["合计", "", "2,000"]
    assert [(found.kind, found.text) for found in document.hidden] == [(HiddenKind.UNSEEN_TEXT, "1,000")]


@pytest.mark.parametrize("y", [-30, 900])
def test_text_beyond_the_edge_of_the_page_is_listed_with_its_page(y: int) -> None:
    found = the_only(read(pdf(page(shown(SECRET, y=y)))), HiddenKind.OUTSIDE_PAGE)
    assert (found.text, found.place.page) == (SECRET, 1)


def test_text_beyond_the_crop_of_the_page_is_not_seen() -> None:
    made = Page(crop=(50, 300, 545, 800)).text(90, 100, SEEN)
    made.drawing.append(shown(SECRET, y=200))
    assert the_only(read(pdf(made)), HiddenKind.OUTSIDE_PAGE).text == SECRET


def test_a_text_that_reaches_over_the_edge_stays() -> None:
    made = Page().text(90, 100, SEEN).text(500, 140, "到纸边为止的一行", 12)
    document = read(pdf(made))
    assert paragraphs(document) == [SEEN, "到纸边为止的一行"] and document.hidden == ()


# ---- layers ---------------------------------------------------------------------------------------------


def _with_layers(config: Callable[[Any, Any], dict[str, Any]], drawn: Callable[[Any, Any], Any]) -> bytes:
    """A page whose second text is in the layer that `drawn` gives, of two groups set up by `config`."""

    def plant(writer: PdfWriter) -> None:
        groups = [writer._add_object(entries({"Type": "/OCG", "Name": name})) for name in ("一", "二")]
        writer.root_object[NameObject("/OCProperties")] = entries({"OCGs": groups, "D": config(*groups)})
        layer = drawn(*groups)
        layer = writer._add_object(entries(layer)) if isinstance(layer, dict) else layer
        writer.pages[0]["/Resources"].update(entries({"Properties": {"L": layer}}))  # type: ignore[attr-defined]

    return planted(pdf(page(f"/OC /L BDC {shown(SECRET)} EMC")), plant)


def _member(*groups: Any, **more: Any) -> dict[str, Any]:
    return {"Type": "/OCMD", "OCGs": list(groups), **more}


@pytest.mark.parametrize(
    ("config", "drawn", "is_off"),
    [
        (lambda a, b: {"OFF": [a]}, lambda a, b: a, True),
        (lambda a, b: {"OFF": [b]}, lambda a, b: a, False),
        (lambda a, b: {"BaseState": "/OFF", "ON": [b]}, lambda a, b: a, True),
        (lambda a, b: {"BaseState": "/OFF", "ON": [a]}, lambda a, b: a, False),
        (lambda a, b: {"OFF": [a]}, lambda a, b: _member(a, b), False),
        (lambda a, b: {"OFF": [a]}, lambda a, b: _member(a, b, P="/AllOn"), True),
        (lambda a, b: {"OFF": [a]}, lambda a, b: _member(VE=["/Not", a]), False),
        (lambda a, b: {"OFF": [a]}, lambda a, b: _member(VE=["/And", b, ["/Or", a]]), True),
    ],
)
def test_a_layer_is_content_only_where_it_is_shown(
    config: Callable[[Any, Any], dict[str, Any]], drawn: Callable[[Any, Any], Any], is_off: bool
) -> None:
    document = read(_with_layers(config, drawn))
    if is_off:
        assert the_only(document, HiddenKind.LAYER).text == SECRET
    else:
        assert paragraphs(document) == [SEEN, SECRET] and document.hidden == ()


# ---- scans with recognised words ------------------------------------------------------------------------


def _scan_page(made: Page) -> Page:
    made.drawing.insert(0, "q 595 0 0 842 0 0 cm /Scan Do Q BT 3 Tr ET")
    return made


def _with_picture(*pages: Page) -> bytes:
    def plant(writer: PdfWriter) -> None:
        image = {"Type": "/XObject", "Subtype": "/Image", "Width": 1, "Height": 1}
        scan = writer._add_object(stream(b"\xff", **image, ColorSpace="/DeviceGray", BitsPerComponent=8))
        for one in writer.pages:
            one["/Resources"].update(entries({"XObject": {"Scan": scan}}))  # type: ignore[attr-defined]

    return planted(pdf(*pages), plant)


def test_a_scanned_page_with_recognised_words_is_a_picture() -> None:
    """What is printed is the picture; what a program recognised there nobody sees, and it need not be right."""
    stamped = _scan_page(Page().text(90, 100, SECRET))
    stamped.drawing.append("BT 0 Tr ET" + shown("- 3 -", 290, 30, 9))
    document = read(
        _with_picture(Page().text(90, 100, SEEN), _scan_page(Page().text(90, 100, SECRET)), stamped)
    )
    assert document.picture_pages == (2, 3) and paragraphs(document)[0] == SEEN
    assert [(found.kind, found.text, found.place.page) for found in document.hidden] == [
        (HiddenKind.UNSEEN_TEXT, SECRET, 2),
        (HiddenKind.UNSEEN_TEXT, SECRET, 3),
    ]


def test_a_scan_with_recognised_words_alone_is_refused_for_what_it_is() -> None:
    with refused("没有看得见的文字"):
        read(_with_picture(_scan_page(Page().text(90, 100, SECRET))))


# ---- the documents at hand ------------------------------------------------------------------------------


def test_the_copy_below_the_edge_of_page_6_is_listed_and_is_no_content() -> None:
    """cases/README.md: the second copy lies below the edge of page 6, nobody who looks at the page sees it."""
    document = document_of(CASES / "text-outside-the-page.pdf")
    words = "财政拨款支出主要内容如下"
    sentence = "行政运行”科目1,202.95万元，主要用于行政单位的基本支出。"
    assert sum(text.count(sentence) for text in paragraphs(document)) == 1
    assert sum(text.count(words) for text in paragraphs(document)) == 1
    (found,) = [one for one in document.hidden if one.kind is HiddenKind.OUTSIDE_PAGE]
    assert found.place.page == 6 and sentence in found.text
    assert found.place.box is not None and found.place.box[1] > 595  # the height of the page
