"""Alters a printed number of a real PDF, glyph by glyph, so that nothing else of the page changes."""

import re
from io import BytesIO

from pypdf import PdfReader, PdfWriter
from pypdf.generic import DecodedStreamObject, NameObject

HEX = "<([0-9A-Fa-f]{4})>"


def with_number_altered(content: bytes, page_number: int, old: str, new: str) -> bytes:
    """The PDF with a number altered that its page (from 1) prints exactly once; both have the same length.

    For files that show each glyph by its own operator: <0017>Tj 120 0 TD<001A>Tj …
    """
    assert len(old) == len(new)
    writer = PdfWriter(clone_from=PdfReader(BytesIO(content)))
    page = writer.pages[page_number - 1]
    contents = page.get_contents()
    assert contents is not None
    drawing = contents.get_data().decode("latin-1")
    glyphs = _glyphs(page)
    shown = r"([^<>]*)".join(f"<{glyphs[sign]}>Tj" for sign in old)
    (found,) = list(re.finditer(shown, drawing))
    between = [*found.groups(), ""]
    put = "".join(f"<{glyphs[sign]}>Tj{gap}" for sign, gap in zip(new, between, strict=True))
    stream = DecodedStreamObject()
    stream.set_data((drawing[: found.start()] + put + drawing[found.end() :]).encode("latin-1"))
    page[NameObject("/Contents")] = writer._add_object(stream)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def _glyphs(page: dict) -> dict[str, str]:
    """The code of each sign in the page's only font, from its ToUnicode map."""
    (font,) = [font.get_object() for font in page["/Resources"]["/Font"].values()]
    words = font["/ToUnicode"].get_object().get_data().decode("latin-1")
    glyphs = {}
    for block in re.findall(r"beginbfchar(.*?)endbfchar", words, re.S):
        for code, sign in re.findall(rf"{HEX}\s*{HEX}", block):
            glyphs[chr(int(sign, 16))] = code.upper()
    for block in re.findall(r"beginbfrange(.*?)endbfrange", words, re.S):
        for first, last, sign in re.findall(rf"{HEX}\s*{HEX}\s*{HEX}", block):
            for offset in range(int(last, 16) - int(first, 16) + 1):
                glyphs[chr(int(sign, 16) + offset)] = f"{int(first, 16) + offset:04X}"
    return glyphs
