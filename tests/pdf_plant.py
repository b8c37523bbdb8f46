"""Small PDF files that hide something: a page of the little writer of readers/test_pdf.py, then what is planted with pypdf."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NumberObject,
    TextStringObject,
)

from budgets.form.terms import HiddenKind
from budgets.readers.document import Document, Hidden
from budgets.readers.pdf.reader import read_pdf
from tests.readers.test_pdf import Page, paragraphs

SEEN = "这一段人人都看得见。"
SECRET = "身份证号310101199001011234"


def entries(given: dict[str, Any]) -> DictionaryObject:
    """A dictionary of a PDF: names begin with a slash, other words are text, lists of numbers arrays."""
    found = DictionaryObject()
    for key, value in given.items():
        found[NameObject("/" + key)] = _value(value)
    return found


def _value(value: Any) -> Any:
    if isinstance(value, dict) and not isinstance(value, DictionaryObject):
        return entries(value)
    if isinstance(value, list):
        return ArrayObject([_value(one) for one in value])
    if isinstance(value, str):
        return NameObject(value) if value.startswith("/") else TextStringObject(value)
    if type(value) is int:
        return NumberObject(value)
    return FloatObject(value) if type(value) is float else value


def stream(data: bytes, **given: Any) -> DecodedStreamObject:
    found = DecodedStreamObject()
    found.set_data(data)
    found.update(entries(given))
    return found


def planted(content: bytes, plant: Callable[[PdfWriter], None]) -> bytes:
    writer = PdfWriter(clone_from=BytesIO(content))
    plant(writer)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def with_notes(content: bytes, *notes: dict[str, Any]) -> bytes:
    """The PDF with annotations on its first page."""

    def plant(writer: PdfWriter) -> None:
        refs = [writer._add_object(entries({"Type": "/Annot"} | note)) for note in notes]
        writer.pages[0][NameObject("/Annots")] = ArrayObject(refs)

    return planted(content, plant)


def page(*drawing: str) -> Page:
    """A page with the seen paragraph and more operators; its text font is /F."""
    made = Page().text(90, 100, SEEN)
    made.drawing += drawing
    return made


def shown(words: str, x: float = 90, y: float = 400, size: float = 12) -> str:
    """The operators that show words, y from the bottom of the page."""
    return f"BT /F {size} Tf 1 0 0 1 {x} {y} Tm <{words.encode('utf-16-be').hex()}> Tj ET"


def read(content: bytes) -> Document:
    return read_pdf(content, "预算.pdf")


def the_only(document: Document, kind: HiddenKind) -> Hidden:
    """What is listed: one thing of this kind; the page says no more than the seen paragraph."""
    assert paragraphs(document) == [SEEN]
    (found,) = document.hidden
    assert found.kind is kind
    return found
