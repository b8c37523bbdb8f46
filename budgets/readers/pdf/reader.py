"""PDF with a text layer: paragraphs and ruled tables in reading order, each with its page and box.

Every printed character ends up in exactly one block; a character that is printed twice to look bold counts
once. Page numbers, running headers and footers are paragraphs marked as page furniture.
"""

import hashlib
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from itertools import islice
from typing import TYPE_CHECKING, Any

from budgets.readers.document import (
    PAGE_FURNITURE,
    Cell,
    Document,
    Grid,
    Paragraph,
    Place,
    UnreadableDocument,
)
from budgets.readers.pdf.cell_overflow import settle_overflow
from budgets.readers.pdf.furniture import find_furniture
from budgets.readers.pdf.grids import GridCell, Lattice, find_lattices, place_glyphs
from budgets.readers.pdf.lines import PdfLine, text_lines
from budgets.readers.pdf.measure import PdfMeasure, TextPage, measure_pages
from budgets.readers.pdf.page import UNREADABLE, Box, Glyph, PdfSheet, boxes_union, read_sheet
from budgets.readers.pdf.paragraphs import bullet_of, goes_on, joined_text
from budgets.readers.pdf.unruled import Continued, find_unruled, may_have_unruled, with_words_apart

if TYPE_CHECKING:
    from pdfplumber.page import Page
    from pdfplumber.pdf import PDF

MOST_PAGES = 500
# A text layer with a larger share of characters without a code is useless.
_MOST_UNREADABLE = 0.1
# A complete file has the end mark in its last bytes; some mailers add a few bytes after it.
_TAIL = 2048
# An empty content stream takes no more bytes than this, packed.
_EMPTY_STREAM = 64

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class _PageBlocks:
    """What one page holds: its lines outside the grids and its grids, and how to place their boxes."""

    number: int
    sheet: PdfSheet  # without its glyphs and rulings
    lines: tuple[PdfLine, ...]
    grids: tuple[tuple[Box, tuple[tuple[tuple[str | None, Box], ...], ...]], ...]


@dataclass(frozen=True)
class _Lines:
    """The lines of one paragraph, each with its page."""

    lines: list[PdfLine]
    pages: list[_PageBlocks]


def read_pdf(content: bytes, filename: str, progress: Progress | None = None) -> Document:
    """Read a PDF; `progress` is called with the page just read and the number of pages.

    Raises UnreadableDocument for a scan, an encrypted, damaged or truncated file,
    one whose text has no codes, and one of more than 500 pages.
    """
    with _opened(content, filename) as pdf:
        pages = _pages(pdf, filename)
        read, pictures = [], []
        open_table: Continued | None = None
        for page in pages:
            held, open_table = _read_page(page, filename, open_table)
            read.append(held)
            if not read[-1].lines and not read[-1].grids and page.images:
                pictures.append(page.page_number)
            page.close()
            if progress is not None:
                progress(page.page_number, len(pages))
    _refuse_without_text(read, filename)
    blocks = tuple(_blocks(read))
    if all(isinstance(block, Paragraph) and block.marker == PAGE_FURNITURE for block in blocks):
        raise _scan(filename)  # nothing but page numbers stamped on pictures
    return Document(filename, "pdf", hashlib.sha256(content).hexdigest(), blocks, tuple(pictures))


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


def _scan(filename: str) -> UnreadableDocument:
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


def _refuse_without_text(pages: list[_PageBlocks], filename: str) -> None:
    text = "".join(_texts(pages))
    if not text.strip():
        raise _scan(filename)
    if text.count(UNREADABLE) > _MOST_UNREADABLE * len(text):
        raise UnreadableDocument("pdf.no-codes", name=filename)


def _texts(pages: list[_PageBlocks]) -> Iterator[str]:
    for page in pages:
        yield from (line.text for line in page.lines)
        yield from (text or "" for _, rows in page.grids for row in rows for text, _ in row)


# ---- one page -------------------------------------------------------------------------------------------


def _read_page(
    page: "Page", filename: str, before: Continued | None = None
) -> tuple[_PageBlocks, Continued | None]:
    """What a page holds, and its last table without ruled lines; `before` is that of the page before."""
    try:
        sheet = read_sheet(page)
        _refuse_lost_content(page, filename)
    except UnreadableDocument:
        raise
    except Exception as error:  # a broken page may raise anything in the library
        raise _damaged(filename) from error
    lattices = find_lattices(sheet)
    outside = _fill_cells(lattices, sheet)
    lines = text_lines(outside)
    grids = [(lattice.box, _rows(lattice)) for lattice in sorted(lattices, key=lambda x: x.box[1])]
    going_on = None
    if not lattices and (before is not None or may_have_unruled(lines)):
        tables, going_on = find_unruled(outside, sheet, before)
        grids = [(table.box, table.rows) for table in tables]
        held = frozenset[int]().union(*(table.glyphs for table in tables))
        rest = [glyph for glyph in outside if id(glyph) not in held]
        lines = with_words_apart(text_lines(rest), rest)
    bare = PdfSheet(sheet.width, sheet.height, (), (), sheet.turn)
    in_order = tuple(sorted(lines, key=lambda line: line.base))
    return _PageBlocks(page.page_number, bare, in_order, tuple(grids)), going_on


def _fill_cells(lattices: list[Lattice], sheet: PdfSheet) -> list[Glyph]:
    """Put the glyphs into their cells and return those outside the grids."""
    placed = place_glyphs(lattices, sheet.glyphs)
    if lattices:
        settle_overflow(placed)
    for item in placed:
        if item.cell is not None:
            item.cell.glyphs.append(item.glyph)
    return [item.glyph for item in placed if item.cell is None]


def _refuse_lost_content(page: "Page", filename: str) -> None:
    """Refuse a page whose content stream cannot be unpacked: the library would give an empty page without an error."""
    from pdfminer.pdftypes import resolve1, stream_value

    for content in page.page_obj.contents:
        stream: Any = stream_value(content)
        if resolve1(stream.attrs.get("Length", 0)) > _EMPTY_STREAM and not stream.get_data():
            raise _damaged(filename)


def _rows(lattice: Lattice) -> tuple[tuple[tuple[str | None, Box], ...], ...]:
    """Text and box of every field by row; a cell's text is in its first field, the others that it covers have None."""
    rows = []
    for row, cells in enumerate(lattice.fields):
        rows.append(tuple(_field(lattice, cell, row, column) for column, cell in enumerate(cells)))
    return tuple(rows)


def _field(lattice: Lattice, cell: GridCell, row: int, column: int) -> tuple[str | None, Box]:
    if (cell.top, cell.left) == (row, column):
        return cell.text, lattice.field_box(cell)
    xs, ys = lattice.xs, lattice.ys
    return None, (xs[column], ys[row], xs[column + 1], ys[row + 1])


# ---- the blocks of all pages ----------------------------------------------------------------------------


def _blocks(pages: list[_PageBlocks]) -> Iterator[Paragraph | Grid]:
    """Paragraphs and grids in reading order; a paragraph may continue after furniture, but not after a grid."""
    furniture = find_furniture([page.lines for page in pages], [page.sheet.height for page in pages])
    paragraph = _Lines([], [])
    here: PdfMeasure | None = None  # the page of the last open line; None when no paragraph is open
    found: list[tuple[_PageBlocks, _Lines | PdfLine | int]] = []
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


def _measures(pages: list[_PageBlocks], furniture: set[int]) -> list[PdfMeasure]:
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


def _in_order(page: _PageBlocks) -> list[PdfLine | int]:
    """The page's lines and the numbers of its grids from top to bottom."""
    items: list[tuple[float, PdfLine | int]] = [(line.base - 0.35 * line.size, line) for line in page.lines]
    items += [(box[1], number) for number, (box, _) in enumerate(page.grids)]
    return [item for _, item in sorted(items, key=lambda pair: pair[0])]


def _placed(
    found: list[tuple[_PageBlocks, _Lines | PdfLine | int]], furniture: set[int]
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


def _grid(page: _PageBlocks, rows: tuple[tuple[tuple[str | None, Box], ...], ...], table: int) -> Grid:
    return Grid(
        tuple(
            tuple(
                Cell(
                    text,
                    Place(page=page.number, table=table, row=row, column=column, box=page.sheet.shown(box)),
                )
                for column, (text, box) in enumerate(fields, start=1)
            )
            for row, fields in enumerate(rows, start=1)
        )
    )
