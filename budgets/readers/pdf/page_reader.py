"""Reads one page of a PDF: its lines outside the grids, its grids, its watermarks, and what nobody sees of it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdfinterp import PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import resolve1, stream_value

from budgets.form.terms import UnreadCause
from budgets.readers.document import Hidden, Place
from budgets.readers.pdf.annotations import appearances, hidden_notes, notes_of
from budgets.readers.pdf.attachments import ReadAttached
from budgets.readers.pdf.cell_overflow import settle_overflow
from budgets.readers.pdf.descriptions import replaced_words
from budgets.readers.pdf.drawing import draw_page
from budgets.readers.pdf.edges import cut_lines
from budgets.readers.pdf.grids import GridCell, Lattice, find_lattices, place_glyphs
from budgets.readers.pdf.layers import Layers
from budgets.readers.pdf.lines import PdfLine, text_lines
from budgets.readers.pdf.page import Box, Glyph, PdfSheet, SeenPage, read_sheet
from budgets.readers.pdf.properties import properties_of
from budgets.readers.pdf.unruled import Continued, find_unruled, may_have_unruled, with_words_apart
from budgets.readers.pdf.unseen import hidden_words
from budgets.readers.pdf.watermarks import Mark, confirmed, find_marks, without_marks

# An empty content stream takes no more bytes than this, packed.
_EMPTY_STREAM = 64
# A picture of this share of the page, with no more words than these on it, is the page: they were stamped on it.
_WHOLE_PAGE = 0.6
_STAMPED = 12

Rows = tuple[tuple[tuple[str | None, Box], ...], ...]


class LostContent(Exception):
    """The content of a page cannot be unpacked."""


@dataclass(frozen=True)
class PageBlocks:
    """What one page holds: its lines outside the grids, its watermarks and its grids, and how to place their boxes.

    `is_picture` says that what is printed is in a picture.
    """

    number: int
    sheet: PdfSheet  # without its glyphs and rulings
    lines: tuple[PdfLine, ...]
    marks: tuple[PdfLine, ...]
    grids: tuple[tuple[Box, Rows], ...]
    is_picture: bool
    lost: Mapping[Box, UnreadCause] = field(default_factory=dict)  # the fields that print what is no text
    pictures: tuple[Box, ...] = ()
    is_bare: bool = False  # it prints nothing but lines of text and at most two ruled lines

    def texts(self) -> Iterator[str]:
        """Everything printed but the watermarks."""
        yield from (line.text for line in self.lines)
        yield from (text or "" for _, rows in self.grids for row in rows for text, _ in row)


@dataclass
class PageReader:
    """Reads the pages of a document one after the other; whether some words are a watermark, later pages may tell."""

    document: PDFDocument
    read_attached: ReadAttached | None = None
    hidden: list[Hidden] = field(default_factory=list)
    cut: list[tuple[str, Place]] = field(default_factory=list)  # what is seen of lines that an edge cuts

    def __post_init__(self) -> None:
        self._layers = Layers(self.document.catalog)
        self._manager = PDFResourceManager()
        self._pages: list[PageBlocks | tuple[int, SeenPage, Continued | None]] = []
        self._open_table: Continued | None = (
            None  # the last table of the page before, if it has no ruled lines
        )
        self._marks: list[list[Mark]] = []

    def read(self, page: PDFPage, number: int) -> None:
        """Read the next page. Raises LostContent, or whatever the library raises for a broken page."""
        _refuse_lost_content(page)
        notes = notes_of(page, self._layers)
        drawn = draw_page(page, number, self._manager, self._layers, appearances(notes))
        seen = read_sheet(page, drawn)
        self.cut += cut_lines(number, seen)
        self.hidden += hidden_words(number, seen)
        self.hidden += hidden_notes(number, notes, drawn, seen.origin, self.read_attached)
        self.hidden += replaced_words(number, drawn, seen.origin)
        marks = find_marks(seen.sheet)
        self._marks.append(marks)
        waits = any(not mark.sure for mark in marks)
        if waits:
            self._pages.append((number, seen, self._open_table))
            self._open_table = None
            return
        blocks, self._open_table = _page_blocks(number, seen, self._open_table, marks)
        self._pages.append(blocks)

    def pages(self) -> list[PageBlocks]:
        """All pages so far."""
        sure = confirmed(self._marks)
        return [
            page
            if isinstance(page, PageBlocks)
            else _page_blocks(*page, [mark for mark in marks if mark.sure or mark.key in sure])[0]
            for page, marks in zip(self._pages, self._marks, strict=True)
        ]


def words_of(document: PDFDocument, pages: Sequence[tuple[int, Any]]) -> list[str]:
    """Every line of these pages, seen or not, and what the document says of itself."""
    reader = PageReader(document)
    for number, page in pages:
        reader.read(page, number)
    texts = [text for page in reader.pages() for text in page.texts()]
    hidden = [*reader.hidden, *properties_of(document.info, document.catalog)]
    return [line for text in [*texts, *(found.text for found in hidden)] for line in text.split("\n")]


def _page_blocks(
    number: int, seen: SeenPage, before: Continued | None, marks: Sequence[Mark]
) -> tuple[PageBlocks, Continued | None]:
    """What a page holds, and its last table without ruled lines; `before` is that of the page before."""
    sheet = without_marks(seen.sheet, marks) if marks else seen.sheet
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
    is_picture = not grids and _is_picture(seen, in_order)
    printed_marks = tuple(mark.line() for mark in marks)
    pictures = tuple(_pictures_alone(seen, sheet))
    lost = _lost(lattices, seen, pictures) if not sheet.turn else {}
    is_bare = not grids and not seen.pictures and _is_bare(seen)
    return PageBlocks(
        number, bare, in_order, printed_marks, tuple(grids), is_picture, lost, pictures, is_bare
    ), going_on


_MOST_RULINGS = 2  # under a running header and over a footer


def _is_bare(seen: SeenPage) -> bool:
    """Whether no shape is painted, and no word is there that nobody sees."""
    hidden = any(not glyph.is_blank for glyphs in seen.unseen.values() for glyph in glyphs)
    return not (hidden or seen.has_shapes or len(seen.sheet.rulings) > _MOST_RULINGS)


def _is_picture(seen: SeenPage, lines: Sequence[PdfLine]) -> bool:
    if not lines:
        return bool(seen.pictures)
    stamped = sum(len(line.text) for line in lines) <= _STAMPED
    shares = [(x1 - x0) * (y1 - y0) / (seen.width * seen.height) for x0, y0, x1, y1 in seen.pictures]
    return stamped and max(shares, default=0.0) >= _WHOLE_PAGE


_SMALLEST = 4.0  # points: no word is printed in less


def _pictures_alone(seen: SeenPage, sheet: PdfSheet) -> Iterator[Box]:
    """The pictures on which no text is printed: others are grounds, stamps or marks."""
    for left, top, right, bottom in seen.pictures:
        if min(right - left, bottom - top) < _SMALLEST:
            continue
        middles = (glyph.middle for glyph in sheet.glyphs if not glyph.is_blank)
        if not any(left < x < right and top < y < bottom for x, y in middles):
            yield left, top, right, bottom


def _lost(lattices: Iterable[Lattice], seen: SeenPage, pictures: Sequence[Box]) -> dict[Box, UnreadCause]:
    """The boxes of the cells without text that hold words which nobody sees, or over which a picture lies."""
    unseen = [glyph for glyphs in seen.unseen.values() for glyph in glyphs if not glyph.is_blank]
    if not unseen and not pictures:
        return {}
    cells = {
        (id(lattice), cell.top, cell.left): (lattice, cell)
        for lattice in lattices
        for row in lattice.fields
        for cell in row
        if all(glyph.is_blank for glyph in cell.glyphs)
    }
    hiding = {id(placed.cell) for placed in place_glyphs(list(lattices), unseen)}
    found: dict[Box, UnreadCause] = {}
    for lattice, cell in cells.values():
        box = lattice.field_box(cell)
        x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
        if any(left < x < right and top < y < bottom for left, top, right, bottom in pictures):
            found[box] = UnreadCause.PICTURE
        elif id(cell) in hiding:
            found[box] = UnreadCause.HIDDEN
    return found


def _fill_cells(lattices: list[Lattice], sheet: PdfSheet) -> list[Glyph]:
    """Put the glyphs into their cells and return those outside the grids."""
    placed = place_glyphs(lattices, sheet.glyphs)
    if lattices:
        settle_overflow(placed)
    for item in placed:
        if item.cell is not None:
            item.cell.glyphs.append(item.glyph)
    return [item.glyph for item in placed if item.cell is None]


def _refuse_lost_content(page: PDFPage) -> None:
    """Refuse a page whose content stream cannot be unpacked: the library would give an empty page without an error."""
    for content in page.contents:
        stream: Any = stream_value(content)
        if resolve1(stream.attrs.get("Length", 0)) > _EMPTY_STREAM and not stream.get_data():
            raise LostContent


def _rows(lattice: Lattice) -> Rows:
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
