"""Slips of the kinds that inspectors mark, as data, planted in real documents: see slips.json.

They were written from the documents and the rules, before the checks that find them. Of a document only the words stand
here that are changed; it is read where it lies.
"""

import json
import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

from tests.conftest import SAMPLE
from tests.documents import DOCUMENTS
from tests.reconcile.dialects import in_dialect

_DATA = Path(__file__).with_name("slips.json")
# The line of a table's title, and of the heading that follows the last table.
_TITLE = re.compile(r"^(?:\d{4}年)?(?:部门|预算单位|单位).+预算(?:总)?表$|^其他相关情况说明$", re.M)
_AMOUNT = re.compile(r"\d[\d,]*(?:\.\d+)?")


@dataclass(frozen=True)
class Slip:
    """One slip: what is done to a document, and where and how it must be found.

    An edit is the old words, the new ones and, where other tables print the same words, the title of the table. The old
    words stand there exactly once. `cut` are the first words of the first and of the last row of a page that is taken
    out, with the headings over it, and the table; `scaled` is the title of a table and the factor of its amounts;
    `copied` is the title of the table whose rows are those of the document `before`, the edition of the year before.
    `pdf` says what is done to a page of a PDF: the page at which the finding must stand.
    """

    kind: str
    document: str
    line_words: str  # stand on the printed line where the finding must stand
    sides: tuple[str, ...]  # as printed: what the finding's places quote between them
    why: str
    expect: str = "differs"
    dialect: str = ""
    edits: tuple[tuple[str, ...], ...] = ()
    cut: tuple[str, ...] = ()
    scaled: tuple[str, ...] = ()
    copied: str = ""
    before: str = ""
    pdf: tuple[tuple[str, Any], ...] = ()

    @property
    def path(self) -> Path:
        """The file that is changed."""
        return path_of(self.document)

    def text(self) -> str:
        """The document's text without the slip, its list of functions in the dialect."""
        text = self.path.read_text(encoding="utf-8")
        return in_dialect(text, self.document, self.dialect) if self.dialect else text

    def planted(self) -> str:
        """The text with the slip."""
        text = self.text()
        for edit in self.edits:
            text = _edited(text, *edit)
        if self.cut:
            text = _without(text, *self.cut)
        if self.scaled:
            text = _scaled(text, *self.scaled)
        if self.copied:
            text = _copied(text, self.copied, path_of(self.before).read_text(encoding="utf-8"))
        return text

    def planted_pdf(self) -> bytes:
        """The PDF with the slip: a page cleared, an empty one put in, or a page that ends at a height or width."""
        from pypdf import PdfReader, PdfWriter
        from pypdf.generic import NameObject, RectangleObject

        do = dict(self.pdf)
        writer = PdfWriter(clone_from=PdfReader(BytesIO(self.path.read_bytes())))
        number = do["page"] - 1
        page = writer.pages[min(number, len(writer.pages) - 1)]
        left, bottom, right, top = map(float, page.cropbox)
        if "clear" in do:
            del page[NameObject("/Contents")]
        elif "insert" in do:
            writer.insert_blank_page(right - left, top - bottom, number)
        else:
            right = left + do.get("right", right - left)
            bottom = top - do.get("bottom", top - bottom)
            ends = RectangleObject((left, bottom, right, top))
            page[NameObject("/CropBox")] = page[NameObject("/MediaBox")] = ends
        out = BytesIO()
        writer.write(out)
        return out.getvalue()


@cache
def slips() -> tuple[Slip, ...]:
    """Every slip of the kinds that rules must find."""
    return _read("slips")


@cache
def causes() -> tuple[Slip, ...]:
    """Twelve kinds of slip of which each brings about several findings, and is one cause."""
    return _read("causes")


def path_of(document: str) -> Path:
    """Where a document lies: the bundled one, or one beside the checkout, as text unless its name says pdf."""
    if document == SAMPLE.stem:
        return SAMPLE
    return DOCUMENTS / (document if document.endswith(".pdf") else f"{document}.txt")


def _read(part: str) -> tuple[Slip, ...]:
    rows = json.loads(_DATA.read_text(encoding="utf-8"))[part]
    return tuple(Slip(**{name: _frozen(value) for name, value in row.items()}) for row in rows)


def _frozen(value: Any) -> Any:
    if isinstance(value, dict):
        return tuple(value.items())
    return tuple(_frozen(part) for part in value) if isinstance(value, list) else value


def _edited(text: str, old: str, new: str, title: str = "") -> str:
    start, end = _table(text, title) if title else (0, len(text))
    part = text[start:end]
    assert part.count(old) == 1, (part.count(old), old)
    return text[:start] + part.replace(old, new) + text[end:]


def _table(text: str, title: str) -> tuple[int, int]:
    """Where the table of this title begins and ends; the contents name it too, but before."""
    titles = [found for found in _TITLE.finditer(text) if found[0] == title]
    assert titles, title
    start = titles[-1].start()
    end = _TITLE.search(text, titles[-1].end())
    return start, end.start() if end else len(text)


def _without(text: str, first: str, last: str, title: str) -> str:
    """The text without a page of a table: the rows, and what stands right over them."""
    start, end = _table(text, title)
    lines = text[start:end].split("\n")
    (top,), (bottom,) = (
        [n for n, line in enumerate(lines) if line.startswith(words)] for words in (first, last)
    )
    while lines[top - 1]:
        top -= 1
    assert 0 < top < bottom, (first, last)
    return text[:start] + "\n".join(lines[:top] + lines[bottom + 1 :]) + text[end:]


def _scaled(text: str, title: str, factor: str) -> str:
    start, end = _table(text, title)
    lines = [_scaled_row(line, Decimal(factor)) for line in text[start:end].split("\n")]
    return text[:start] + "\n".join(lines) + text[end:]


def _scaled_row(line: str, factor: Decimal) -> str:
    """A row with its amounts, which stand behind its name, or alone, times a factor, rounded to the cent."""
    cells = line.split("\t")
    named = [n for n, cell in enumerate(cells) if cell and not _AMOUNT.fullmatch(cell)]
    first = named[0] if named else 0
    for n, cell in enumerate(cells):
        if n >= first and len(cells) > 1 and _AMOUNT.fullmatch(cell):
            amount = (Decimal(cell.replace(",", "")) * factor).quantize(Decimal("0.01"))
            cells[n] = f"{amount:,}".removesuffix(".00")
    return "\t".join(cells)


def _copied(text: str, title: str, before: str) -> str:
    """The text with the rows of a table as the document of the year before prints them under the same title."""
    core = title[5:] if re.match(r"\d{4}年", title) else title
    start, end = _table(text, title)
    (old,) = {found[0] for found in _TITLE.finditer(before) if found[0].endswith(core)}
    first, last = _table(before, old)
    head, rows = (
        re.split(r"(?m)^(?=.*\t)", part, maxsplit=1) for part in (text[start:end], before[first:last])
    )
    return text[:start] + head[0] + rows[1] + text[end:]
