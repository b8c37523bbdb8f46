"""What a PDF says about itself and no page shows: author, title, subject, keywords, in both places for them."""

import re
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree

from pdfminer.pdftypes import PDFStream

from budgets.form.terms import HiddenKind
from budgets.readers.document import Hidden
from budgets.readers.pdf.objects import dictionary, resolved, tidy, unpacked, words

# What programs write about themselves, and dates: no words of a person.
_OF_PROGRAMS = {
    "Creator",
    "Producer",
    "CreationDate",
    "ModDate",
    "SourceModified",
    "Trapped",
    "PTEX.Fullbanner",
}
_DC = "{http://purl.org/dc/elements/1.1/}"
_PEOPLE = {f"{_DC}creator", f"{_DC}contributor", "{http://ns.adobe.com/photoshop/1.0/}CaptionWriter"}
_WORDS = {
    f"{_DC}title",
    f"{_DC}description",
    f"{_DC}subject",
    "{http://ns.adobe.com/pdf/1.3/}Keywords",
    "{http://ns.adobe.com/photoshop/1.0/}AuthorsPosition",
}


def properties_of(info: list[Any], catalog: dict[str, Any]) -> Iterator[Hidden]:
    """The authors and the other properties of a document, each once."""
    found = list(_of_information(info)) + list(_of_metadata(resolved(catalog.get("Metadata"))))
    seen = set()
    for hidden in found:
        key = hidden.kind, "".join(hidden.text.split())
        if (hidden.text or not hidden.searched) and key not in seen:
            seen.add(key)
            yield hidden
    kept = dictionary(catalog.get("PieceInfo"))
    if kept:  # what programs keep for themselves, in forms of their own
        yield Hidden(HiddenKind.STORED_DATA, "\n".join(sorted(kept)), searched=False)


def _of_information(info: list[Any]) -> Iterator[Hidden]:
    for entries in info[:1]:  # those of earlier revisions come after the present ones
        for key, value in dictionary(entries).items():
            if key not in _OF_PROGRAMS:
                kind = HiddenKind.AUTHOR if key == "Author" else HiddenKind.PROPERTY
                yield Hidden(kind, words(value))


def _of_metadata(stream: Any) -> Iterator[Hidden]:
    """The authors and the words in the metadata in XML (XMP)."""
    if not isinstance(stream, PDFStream):
        return
    root = _xml(unpacked(stream))
    if root is None:
        yield Hidden(HiddenKind.PROPERTY, "", searched=False)
        return
    for element in root.iter():
        pairs = [(element.tag, text) for text in _texts(element)]
        for key, text in [*pairs, *element.attrib.items()]:
            if key in _PEOPLE or key in _WORDS:
                yield Hidden(HiddenKind.AUTHOR if key in _PEOPLE else HiddenKind.PROPERTY, tidy(text))


def _xml(data: bytes | None) -> ElementTree.Element | None:
    """The metadata; None where it cannot be read, or declares entities, which metadata never needs."""
    if data is None or b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        return None
    try:
        return ElementTree.fromstring(re.sub(rb"<\?xpacket[^>]*\?>", b"", data).strip(b"\x00 \r\n\t"))
    except (ElementTree.ParseError, ValueError, LookupError):
        return None


def _texts(element: ElementTree.Element) -> list[str]:
    return [text for text in element.itertext() if text.strip()] if element.tag in _PEOPLE | _WORDS else []
