"""Draws one thing of a file and alters it in the file's own bytes: dropped, doubled, garbled, hidden, pictured or moved.

What is altered is found by the places that the reader gives to the unaltered file.
"""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from budgets.form.tables import Role
from budgets.parsing.headings import kind_of
from budgets.readers.document import PAGE_FURNITURE, Box, Cell, Document, Grid, Paragraph, Place
from tests.altered import GARBLED, Alteration
from tests.documents import document_of
from tests.office_alterations import ExcelFile, WordFile
from tests.pdf_alterations import PdfPage, with_pages
from tests.text_alterations import alter_lines, is_utf8, page_of_lines, with_cell

Row = tuple[Cell, ...]


@dataclass(frozen=True)
class AlteredFile(Alteration):
    """An alteration, and the bytes of the altered file."""

    content: bytes


@dataclass(frozen=True)
class Spot:
    """What is altered: a cell, row, table, heading or paragraph, or a page; its row or its paragraph, and its places."""

    what: str
    places: tuple[Place, ...]
    cells: tuple[Cell, ...] = ()

    @property
    def first(self) -> Place:
        return self.places[0]


def altered_file(path: Path, draw: random.Random) -> AlteredFile:
    """The file with one thing altered, drawn at random."""
    document = document_of(path)
    return _ALTER[document.format](path.read_bytes(), document, draw)


# ---- what can be altered --------------------------------------------------------------------------------


def is_amount(cell: Cell) -> bool:
    digits = (cell.text or "").replace(",", "").replace(".", "").strip()
    return digits.isdigit() and len(digits) > 3


def spots(document: Document, what: str) -> list[Spot]:
    """Everything of that kind in a document; of cells those that print an amount, of rows those that have such a cell."""
    grids = [block for block in document.blocks if isinstance(block, Grid)]
    if what == "table":
        return [
            _of_cells("table", [c for row in grid.rows for c in row]) for grid in grids if _amount_rows(grid)
        ]
    if what in ("row", "cell"):
        rows = [row for grid in grids for row in _amount_rows(grid)]
        if what == "row":
            return [_of_cells("row", row) for row in rows]
        return [_of_cells("cell", [cell]) for row in rows for cell in row if is_amount(cell)]
    found = [n for n, block in enumerate(document.blocks) if _is_text(block)]
    titles = {n for n in found if isinstance(kind_of(document.blocks[n]), Role) and _has_rows(document, n)}
    chosen = titles if what == "heading" else set(found) - titles
    return [_of_paragraph(what, document.blocks[n]) for n in sorted(chosen)]


def _amount_rows(grid: Grid) -> list[Row]:
    return [row for row in grid.rows if any(map(is_amount, row)) and sum(bool(c.text) for c in row) > 1]


def _has_rows(document: Document, title: int) -> bool:
    """Whether a table stands right under a title: it is no entry of a list of contents."""
    return any(isinstance(block, Grid) for block in document.blocks[title + 1 : title + 5])


def _is_text(block: Paragraph | Grid) -> bool:
    return isinstance(block, Paragraph) and block.marker != PAGE_FURNITURE and len(block.text) > 4


def _of_cells(what: str, cells: Sequence[Cell]) -> Spot:
    return Spot(what, tuple(cell.place for cell in cells), tuple(cells))


def _of_paragraph(what: str, block: Paragraph | Grid) -> Spot:
    assert isinstance(block, Paragraph)
    return Spot(what, (block.place, *(place for _, place in block.lines)))


def _pick(document: Document, what: str, draw: random.Random) -> Spot:
    return draw.choice(spots(document, what))


def _case(kind: str, spot: Spot | Sequence[Place], content: bytes) -> AlteredFile:
    places = spot.places if isinstance(spot, Spot) else spot
    return AlteredFile(kind, frozenset(places), not kind.startswith("dropped"), content)


def _ways(*ways: str) -> list[tuple[str, str]]:
    """Each thing with each way to alter it: "cell: dropped garbled" """
    pairs = (way.split(": ") for way in ways)
    return [(what, how) for what, hows in pairs for how in hows.split()]


# ---- text and Markdown ----------------------------------------------------------------------------------

_TEXT_WAYS = _ways(
    "cell: dropped garbled",
    "row: dropped doubled garbled moved",
    "table: dropped doubled moved",
    "heading: dropped doubled garbled moved",
    "paragraph: dropped doubled garbled moved",
    "page: dropped doubled moved",
)
_MARKDOWN_WAYS = _ways(
    "row: hidden", "table: hidden pictured", "heading: hidden", "paragraph: hidden pictured"
)


def _alter_text(content: bytes, document: Document, draw: random.Random) -> AlteredFile:
    encoding = "utf-8" if is_utf8(content) else "gb18030"
    lines = content.decode(encoding).splitlines()
    is_markdown = document.format == "md"
    ways = [*_TEXT_WAYS, *(_MARKDOWN_WAYS if is_markdown else ())]
    what, how = draw.choice([way for way in ways if _has(document, way[0])])
    if what == "page":
        start, stop = page_of_lines(lines, how, draw)
        every = (cell for b in document.blocks if isinstance(b, Grid) for row in b.rows for cell in row)
        places = [cell.place for cell in every if start < (cell.place.line or 0) <= stop]
    else:
        spot = _pick(document, what, draw)
        numbers = [place.line or 0 for place in spot.places]
        start, stop = min(numbers) - 1, max(numbers)
        places = list(spot.places)
    if what == "cell":
        put = "" if how == "dropped" else GARBLED
        changed = [with_cell(lines[start], spot.first.column or 1, put, "|" if is_markdown else "\t")]
        lines[start:stop] = changed
    else:
        alter_lines(lines, start, stop, how, draw)
    named = f"hidden {what} (deleted)" if how == "hidden" else f"{how} {what}"
    return _case(named, places, "\n".join(lines).encode(encoding))


def _has(document: Document, what: str) -> bool:
    """Whether there is such a thing, and a document is left without it: one table alone is nothing without its title."""
    if what in ("row", "cell"):
        return True
    titles = len(spots(document, "heading"))
    return titles > 1 and (what == "page" or bool(spots(document, what)))


# ---- Word -----------------------------------------------------------------------------------------------

_WORD_WAYS = _ways(
    "cell: dropped garbled hidden white deleted pictured",
    "row: dropped doubled garbled hidden vanished white deleted moved",
    "table: dropped doubled hidden pictured moved",
    "heading: dropped doubled garbled hidden white pictured moved",
    "paragraph: dropped doubled garbled hidden pictured moved",
)


def _alter_word(content: bytes, document: Document, draw: random.Random) -> AlteredFile:
    what, how = draw.choice(_WORD_WAYS)
    spot = _pick(document, what, draw)
    file = WordFile(content)
    at = spot.first
    if what in ("heading", "paragraph"):
        parent, element = file.body, file.paragraph(at.line or 1)
    elif what == "cell":
        parent = file.row(at.table or 1, at.row or 1)
        element = file.cell(at.table or 1, at.row or 1, at.column or 1)
    elif what == "row":
        parent, element = file.table(at.table or 1), file.row(at.table or 1, at.row or 1)
    else:
        parent, element = file.body, file.table(at.table or 1)
    if how == "moved":
        others = [child for child in parent if child is not element and child.tag == element.tag]
        file.move(parent, element, draw.choice(others))
    elif how == "hidden" and what == "row":
        file.hide_row(element)
    elif how == "garbled" and what == "row":
        for cell in element:
            file.garble(cell, GARBLED)
    elif how == "dropped" and what == "cell":
        file.garble(element, "")
    elif how == "garbled":
        file.garble(element, GARBLED)
    elif how == "pictured":
        file.picture(element)
    elif how in ("dropped", "doubled"):
        {"dropped": file.drop, "doubled": file.double}[how](parent, element)
    else:
        hide = {"white": file.make_white, "deleted": file.delete_words}.get(how, file.hide_words)
        hide(element)
    named = f"hidden {what} ({how})" if how in ("white", "deleted", "vanished") else f"{how} {what}"
    return _case(named, spot, file.content())


# ---- Excel ----------------------------------------------------------------------------------------------

_EXCEL_WAYS = _ways(
    "cell: dropped garbled white pictured covered",
    "row: dropped doubled garbled hidden flattened white pictured moved",
    "heading: dropped garbled hidden pictured",
    "column: hidden",
    "sheet: dropped doubled hidden pictured moved",
)


def _alter_excel(content: bytes, document: Document, draw: random.Random) -> AlteredFile:
    what, how = draw.choice(_EXCEL_WAYS)
    spot = _pick(document, {"sheet": "table", "column": "cell"}.get(what, what), draw)
    file, number = ExcelFile(content), spot.first.table or 1
    cells = [(place.row or 1, place.column or 1) for place in spot.places]
    row, column = cells[0]
    box = (*min(cells), *max(cells))
    named = f"hidden {what} ({how})" if how in ("white", "flattened", "covered") else f"{how} {what}"
    if what == "sheet":
        actions = {
            "dropped": file.drop_sheet,
            "doubled": file.double_sheet,
            "hidden": file.hide_sheet,
            "pictured": file.picture_sheet,
            "moved": file.move_sheet,
        }
        actions[how](number)
    elif what == "column":
        file.hide_column(number, chr(64 + column))
        spot = Spot(what, _column(document, number, column))
    elif how in ("garbled", "dropped") and what != "row":
        file.garble(number, row, column, GARBLED if how == "garbled" else None)
    elif how == "garbled":
        for cell in spot.cells:
            if cell.text:
                file.garble(number, row, cell.place.column or 1, GARBLED)
    elif how == "dropped":
        file.drop_rows(number, row)
    elif how == "doubled":
        file.double_row(number, row)
    elif how == "moved":
        file.swap_rows(number, row, row - 1)
    elif how in ("hidden", "flattened"):
        (file.hide_row if how == "hidden" else file.flatten_row)(number, row)
    elif how == "white":
        file.make_white(number, cells)
    else:
        (file.picture if how == "pictured" else file.cover)(number, box)
    return _case(named, spot, file.content())


def _column(document: Document, sheet: int, column: int) -> tuple[Place, ...]:
    cells = (cell for b in document.blocks if isinstance(b, Grid) for row in b.rows for cell in row)
    return tuple(cell.place for cell in cells if (cell.place.table, cell.place.column) == (sheet, column))


# ---- PDF ------------------------------------------------------------------------------------------------

_PDF_WAYS = _ways(
    "cell: dropped doubled garbled invisible white covered pictured",
    "row: dropped doubled garbled invisible white covered pictured cropped moved",
    "table: dropped invisible covered pictured",
    "heading: dropped garbled invisible covered pictured",
    "paragraph: dropped garbled invisible covered pictured",
    "page: dropped doubled covered pictured moved",
)
_UNSEEN = ("invisible", "white", "covered", "cropped")


def _alter_pdf(content: bytes, document: Document, draw: random.Random) -> AlteredFile:
    what, how = draw.choice(_PDF_WAYS)
    named = f"hidden {what} ({how})" if how in _UNSEEN else f"{how} {what}"
    if what == "page":
        return _alter_page(content, document, how, named, draw)
    spot = _pick(document, what, draw)
    page = PdfPage(content, spot.first.page or 1)
    boxes = [place.box for place in spot.places if place.box and place.page == spot.first.page]
    around = _around(boxes)
    if how == "cropped":
        page.crop_above(around[1] + 1)
        spot = Spot(
            what, tuple(p for p in _on_page(document, spot.first.page or 1) if p.box[1] >= around[1] - 0.5)
        )
        return _case(named, spot, page.content())
    if how == "moved":
        return _swap_rows(page, document, spot, named)
    if how in ("covered", "pictured"):
        if how == "pictured":
            page.drop(boxes)
        (page.cover if how == "covered" else page.picture)(around)
        return _case(named, spot, page.content())
    act: Callable = {
        "dropped": page.drop,
        "doubled": page.double,
        "garbled": page.garble,
        "invisible": page.make_invisible,
        "white": page.make_white,
    }[how]
    if how == "garbled" and what == "paragraph":
        boxes = boxes[-1:]
    count = act(boxes)
    return _case(named if count else f"untouched ({named})", spot, page.content())


def _swap_rows(page: PdfPage, document: Document, spot: Spot, named: str) -> AlteredFile:
    """A row and the one below it, where that is as high and has as many cells."""
    rows = [row for b in document.blocks if isinstance(b, Grid) for row in b.rows]
    at = next(n for n, row in enumerate(rows) if row[0].place == spot.first)
    pair = rows[at : at + 2]
    first, second = ([cell.place.box for cell in row if cell.place.box] for row in pair)
    if len(pair) < 2 or pair[0][0].place.page != pair[1][0].place.page or len(first) != len(second):
        return _case(f"untouched ({named})", (), page.content())
    by = second[0][3] - first[0][3]
    if abs((first[0][3] - first[0][1]) - (second[0][3] - second[0][1])) > 1 or by <= 0:
        return _case(f"untouched ({named})", (), page.content())
    page.swap(first, second, by)
    return _case(named, [cell.place for row in pair for cell in row], page.content())


def _alter_page(content: bytes, document: Document, how: str, named: str, draw: random.Random) -> AlteredFile:
    tables = sorted(
        {p.page for b in document.blocks if isinstance(b, Grid) for p in [b.rows[0][0].place] if p.page}
    )
    number = draw.choice(tables)
    places = _on_page(document, number)
    last = max(place.page or 0 for b in document.blocks for place in [_place(b)])
    order = list(range(1, last + 1))
    if how in ("covered", "pictured"):
        page = PdfPage(content, number)
        box = page.box
        if how == "pictured":
            page.clear()
        (page.cover if how == "covered" else page.picture)(box)
        return _case(named, places, page.content())
    if how == "doubled":
        order.insert(number, number)
    else:
        order.remove(number)
        if how == "moved":
            order.insert(draw.randrange(len(order)), number)
    return _case(named, places, with_pages(content, order))


def _place(block: Paragraph | Grid) -> Place:
    return block.place if isinstance(block, Paragraph) else block.rows[0][0].place


def _on_page(document: Document, number: int) -> tuple[Place, ...]:
    cells = (cell for b in document.blocks if isinstance(b, Grid) for row in b.rows for cell in row)
    return tuple(cell.place for cell in cells if cell.place.page == number)


def _around(boxes: Sequence[Box]) -> Box:
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)


_ALTER = {"txt": _alter_text, "md": _alter_text, "docx": _alter_word, "xlsx": _alter_excel, "pdf": _alter_pdf}
