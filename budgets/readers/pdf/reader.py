"""PDF with a text layer: paragraphs and ruled tables in reading order, each with its page and box.

Every character that a reader of the page sees ends up in exactly one block; one that is printed twice to look bold
counts once. Page numbers, running headers and footers, and watermarks are paragraphs marked as page furniture. What
nobody sees is listed apart.
"""

import hashlib
import logging
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from itertools import islice
from typing import TYPE_CHECKING

from budgets.form.terms import HiddenKind
from budgets.readers import read_document
from budgets.readers.document import (
    PAGE_FURNITURE,
    Cell,
    Document,
    Grid,
    Hidden,
    Paragraph,
    Place,
    UnreadableDocument,
)
from budgets.readers.formats import sniff
from budgets.readers.pdf.attachments import ReadAttached
from budgets.readers.pdf.furniture import find_furniture
from budgets.readers.pdf.hidden import hidden_in_document
from budgets.readers.pdf.lines import PdfLine
from budgets.readers.pdf.measure import PdfMeasure, TextPage, measure_pages
from budgets.readers.pdf.page import UNREADABLE, Box, boxes_union
from budgets.readers.pdf.page_reader import PageBlocks, PageReader, words_of
from budgets.readers.pdf.paragraphs import bullet_of, goes_on, joined_text

if TYPE_CHECKING:
    from pdfplumber.page import Page
    from pdfplumber.pdf import PDF

MOST_PAGES = 500
# A text layer with a larger share of characters without a code is useless.
_MOST_UNREADABLE = 0.1
# A complete file has the end mark in its last bytes; some mailers add a few bytes after it.
_TAIL = 2048
# A longer file that is attached to another is named and not read.
_MOST_ATTACHED = 40

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class _Lines:
    """The lines of one paragraph, each with its page."""

    lines: list[PdfLine]
    pages: list[PageBlocks]


def read_pdf(content: bytes, filename: str, progress: Progress | None = None) -> Document:
    """Read a PDF; `progress` is called with the page just read and the number of pages.

    Raises UnreadableDocument for a scan, also one with a layer of recognised words that nobody sees, for an encrypted,
    damaged or truncated file, one whose text has no codes, and one of more than 500 pages.
    """
    return _read(content, filename, progress, _read_attached)


def _read_attached(content: bytes, filename: str) -> Document:
    """Read a file of any format that is attached to a PDF; files attached to it are named and not read."""
    if sniff(content) == "pdf":
        return _read(content, filename, None, None)
    return read_document(BytesIO(content), filename)


def _read(
    content: bytes, filename: str, progress: Progress | None, read_attached: ReadAttached | None
) -> Document:
    with _opened(content, filename) as pdf:
        pages = _pages(pdf, filename)
        if read_attached is None and len(pages) > _MOST_ATTACHED:
            raise UnreadableDocument("pdf.pages", name=filename, most=_MOST_ATTACHED)
        reader = PageReader(pdf.doc, read_attached)
        for page in pages:
            _read_page(reader, page, filename)
            if progress is not None:
                progress(page.page_number, len(pages))
        read = reader.pages()
        _refuse_without_text(read, filename, reader.hidden)
        hidden = hidden_in_document(
            pdf.doc,
            content,
            [page.page_obj for page in pages],
            lambda: "\n".join(text for page in read for text in page.texts()),
            words_of,
            reader.hidden,
            read_attached,
        )
    furniture = find_furniture([page.lines for page in read], [page.sheet.height for page in read])
    blocks = tuple(_blocks(read, furniture))
    if all(isinstance(block, Paragraph) and block.marker == PAGE_FURNITURE for block in blocks):
        raise _scan(filename, hidden)  # nothing but page numbers stamped on pictures
    pictures = tuple(page.number for page in read if page.is_picture)
    digest = hashlib.sha256(content).hexdigest()
    placed = tuple(
        Place(page=page.number, box=page.sheet.shown(box)) for page in read for box in page.pictures
    )
    empty = tuple(Place(page=page.number) for page in read if _is_empty(page, furniture))
    return Document(
        filename, "pdf", digest, blocks, pictures, tuple(hidden), placed, empty, tuple(reader.cut)
    )


def _is_empty(page: PageBlocks, furniture: set[int]) -> bool:
    """Whether a page prints nothing but its number and what runs through all pages."""
    return page.is_bare and all(id(line) in furniture for line in page.lines)


# ---- opening, and what is refused -----------------------------------------------------------------------


@contextmanager
def _opened(content: bytes, filename: str) -> Iterator["PDF"]:
    import pdfplumber
    from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect
    from pdfplumber.utils.exceptions import PdfminerException

    # Its warnings are about fonts that no reader needs, thousands of lines for some files.
    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    # Half a download can often be opened, without its last pages: it must never pass as the whole document.
    if b"%%EOF" not in content[-_TAIL:]:
        raise _damaged(filename)
    try:
        pdf = pdfplumber.open(BytesIO(content))
    except PdfminerException as error:
        if isinstance(error.args[0], (PDFPasswordIncorrect, PDFEncryptionError)):
            raise UnreadableDocument("pdf.password", name=filename) from error
        raise _damaged(filename) from error
    try:
        yield pdf
    finally:
        pdf.flush_cache()


def _damaged(filename: str) -> UnreadableDocument:
    return UnreadableDocument("pdf.damaged", name=filename)


def _scan(filename: str, hidden: Iterable[Hidden]) -> UnreadableDocument:
    """Nothing to read: a picture without text, or with text that nobody sees and that need not be what is printed."""
    if any(found.kind is HiddenKind.UNSEEN_TEXT for found in hidden):
        return UnreadableDocument("pdf.unseen", name=filename)
    return UnreadableDocument("pdf.scan", name=filename)


def _pages(pdf: "PDF", filename: str) -> list["Page"]:
    """The pages, counted before any is read; raises UnreadableDocument when the file lacks a page that it announces."""
    from pdfminer.pdfpage import PDFPage
    from pdfminer.pdftypes import resolve1

    try:
        count = len(list(islice(PDFPage.create_pages(pdf.doc), MOST_PAGES + 1)))
        announced = resolve1(resolve1(pdf.doc.catalog["Pages"]).get("Count"))
        if count > MOST_PAGES:
            raise UnreadableDocument("pdf.pages", name=filename, most=MOST_PAGES)
        if not count or (isinstance(announced, int) and announced > count):
            raise _damaged(filename)
        return pdf.pages
    except UnreadableDocument:
        raise
    except Exception as error:  # a broken file may raise anything in the library
        raise _damaged(filename) from error


def _refuse_without_text(pages: list[PageBlocks], filename: str, hidden: Iterable[Hidden]) -> None:
    text = "".join(text for page in pages for text in page.texts())
    if not text.strip():
        raise _scan(filename, hidden)
    if text.count(UNREADABLE) > _MOST_UNREADABLE * len(text):
        raise UnreadableDocument("pdf.no-codes", name=filename)


def _read_page(reader: PageReader, page: "Page", filename: str) -> None:
    try:
        reader.read(page.page_obj, page.page_number)
    except Exception as error:  # a broken page may raise anything in the library
        raise _damaged(filename) from error


# ---- the blocks of all pages ----------------------------------------------------------------------------


def _blocks(pages: list[PageBlocks], running: set[int]) -> Iterator[Paragraph | Grid]:
    """Paragraphs and grids in reading order; a paragraph may continue after furniture, but not after a grid.

    `running` are the lines that run through all pages.
    """
    furniture = running | {id(mark) for page in pages for mark in page.marks}
    paragraph = _Lines([], [])
    here: PdfMeasure | None = None  # the page of the last open line; None when no paragraph is open
    found: list[tuple[PageBlocks, _Lines | PdfLine | int]] = []
    for page, there in zip(pages, _measures(pages, furniture), strict=True):
        for item in _in_order(page):
            if isinstance(item, int):
                found.append((page, item))
                here = None
            elif id(item) in furniture or item.turned:
                found.append((page, item))
            elif here is not None and goes_on(paragraph.lines, item, here, there):
                paragraph.lines.append(item)
                paragraph.pages.append(page)
                here = there
            else:
                paragraph, here = _Lines([item], [page]), there
                found.append((page, paragraph))
    yield from _placed(found, furniture)


def _measures(pages: list[PageBlocks], furniture: set[int]) -> list[PdfMeasure]:
    return measure_pages(
        [
            TextPage(
                [line for line in page.lines if id(line) not in furniture and not line.turned],
                page.sheet.width,
                [box for box, _ in page.grids],
            )
            for page in pages
        ]
    )


def _in_order(page: PageBlocks) -> list[PdfLine | int]:
    """The page's lines and the numbers of its grids from top to bottom."""
    items: list[tuple[float, PdfLine | int]] = [
        (line.base - 0.35 * line.size, line) for line in (*page.lines, *page.marks)
    ]
    items += [(box[1], number) for number, (box, _) in enumerate(page.grids)]
    return [item for _, item in sorted(items, key=lambda pair: pair[0])]


def _placed(
    found: list[tuple[PageBlocks, _Lines | PdfLine | int]], furniture: set[int]
) -> Iterator[Paragraph | Grid]:
    table = 0
    for page, item in found:
        if isinstance(item, int):
            table += 1
            yield _grid(page, page.grids[item][1], table)
        elif isinstance(item, PdfLine):
            marker = PAGE_FURNITURE if id(item) in furniture else ""
            yield Paragraph(item.text, Place(page=page.number, box=page.sheet.shown(item.box)), marker)
        else:
            yield _paragraph(item)


def _paragraph(read: _Lines) -> Paragraph:
    """The lines as one paragraph; its place is that of the lines on its first page."""
    placed = list(zip(read.lines, read.pages, strict=True))
    first = read.pages[0]
    box = boxes_union(line.box for line, page in placed if page is first)
    whole, starts = joined_text(read.lines)
    marker, text = bullet_of(whole)
    cut = len(whole) - len(text)
    places = (Place(page=page.number, box=page.sheet.shown(line.box)) for line, page in placed)
    printed = tuple((max(0, start - cut), place) for start, place in zip(starts, places, strict=True))
    return Paragraph(text, Place(page=first.number, box=first.sheet.shown(box)), marker, printed)


def _grid(page: PageBlocks, rows: tuple[tuple[tuple[str | None, Box], ...], ...], table: int) -> Grid:
    return Grid(
        tuple(
            tuple(
                Cell(
                    text,
                    Place(page=page.number, table=table, row=row, column=column, box=page.sheet.shown(box)),
                    None if text else page.lost.get(box),
                )
                for column, (text, box) in enumerate(fields, start=1)
            )
            for row, fields in enumerate(rows, start=1)
        )
    )
