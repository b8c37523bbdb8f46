"""Word (.docx), also as WPS writes it: what the pages print, as paragraphs and tables in reading order.

Read from the XML itself: the numbers of automatic lists, text boxes, footnotes and tracked changes are not text in
the file, or not where they are printed. Decisions:

- A line break inside a paragraph begins a new Paragraph, as it begins a new printed line. `Place.line` counts these.
- A table of one cell is a frame around text: its contents are read in its place. A table inside a cell follows the
  table that holds it.
- Grid columns in which no cell begins, or narrower than any character, are no columns: the boundaries that a hand
  has dragged in one row do not give the other rows more cells.
- Footnotes and endnotes follow the block that refers to them, so that they stay in their section.
- Headers and footers come last, once each, as "page furniture"; a bare page number is left out.
- Deleted and hidden text is not printed, so not read; inserted text is.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from xml.etree.ElementTree import Element

from budgets.readers.document import (
    MOST_CELLS,
    PAGE_FURNITURE,
    Cell,
    Document,
    Grid,
    Paragraph,
    Place,
    UnreadableDocument,
)
from budgets.readers.office.archive import (
    PAGE_NUMBER,
    Allowance,
    OfficeArchive,
    Progress,
    character,
    open_archive,
)
from budgets.readers.office.word_numbering import Numbering
from budgets.readers.office.word_tables import Box, boxes, edges, inside, widths
from budgets.readers.office.word_xml import deep, is_on

# The elements that are built one at a time, and those never built: formatting, which is most of the bytes.
_BLOCKS = frozenset({"p", "tbl", "AlternateContent", "altChunk", "subDoc", "sectPr"})
_LOOKS_NAMES = (
    "rFonts sz szCs color lang b bCs i iCs u kern highlight shd bdr spacing ind jc snapToGrid tabs "
    "widowControl adjustRightInd autoSpaceDE autoSpaceDN overflowPunct textAlignment keepNext "
    "keepLines pBdr tcW tcBorders tcMar vAlign tblBorders tblCellMar tblLook proofErr bookmarkStart "
    "bookmarkEnd lastRenderedPageBreak "
)
_LOOKS = frozenset(_LOOKS_NAMES.split())


def read_word(
    content: bytes, filename: str, progress: Progress | None = None, *, most_cells: int = MOST_CELLS
) -> Document:
    """Read a .docx file. `progress` hears how many bytes of the document's XML were read, of how many.

    Raises UnreadableDocument for a file that is damaged, unsafe or over a limit, that prints
    no text, or whose text is kept in another file.
    """
    archive = open_archive(content)
    try:
        blocks = tuple(_Reader(archive, most_cells).blocks_of_document(progress))
    except RecursionError:
        raise UnreadableDocument("word.nested") from None
    if not any(_prints_text(block) for block in blocks):
        raise UnreadableDocument("word.no-text")
    return Document(filename, "docx", hashlib.sha256(content).hexdigest(), blocks)


def _prints_text(block: Paragraph | Grid) -> bool:
    if isinstance(block, Paragraph):
        return block.marker != PAGE_FURNITURE
    return any(cell.text for row in block.rows for cell in row)


# ---- blocks -------------------------------------------------------------------------------------------


class _Reader:
    """Reads one document from first to last block; the counts of lines, tables and cells run through all of them."""

    def __init__(self, archive: OfficeArchive, most_cells: int) -> None:
        self._archive = archive
        self._main = archive.main_part()
        self._numbering = Numbering(self._part("numbering"), self._part("styles"))
        self._notes = {kind: self._notes_of(kind) for kind in ("footnote", "endnote")}
        self._cells = Allowance(most_cells, "word.cells")
        self._grid_cells = Allowance(most_cells, "word.cells")  # counts covered cells too
        self._lines = self._tables = 0
        self._printed_notes = {"footnote": 0, "endnote": 0}
        self._sections: list[Element] = []
        self._carried = ""  # the words of a paragraph whose end was deleted: they begin the next one
        self._after_table: list[Element] = []

    def _part(self, kind: str) -> Element | None:
        name = self._archive.related(self._main, kind)
        return None if name is None else self._archive.tree(name)

    def _notes_of(self, kind: str) -> dict[str, Element]:
        part = self._part(f"{kind}s")
        return {} if part is None else {note.get("id", ""): note for note in part.findall(kind)}

    def blocks_of_document(self, progress: Progress | None) -> Iterator[Paragraph | Grid]:
        """Every block of the body, then headers and footers."""
        for element in self._archive.elements(self._main, _BLOCKS, _LOOKS, progress):
            yield from self._block(element)
        yield from self._paragraph(Element("p"))  # words left over when the last paragraph mark is deleted
        yield from self._furniture()

    def _blocks(self, container: Element) -> Iterator[Paragraph | Grid]:
        for element in container:
            yield from self._block(element)

    def _block(self, element: Element) -> Iterator[Paragraph | Grid]:
        match element.tag:
            case "p":
                yield from self._paragraph(element)
            case "tbl":
                yield from self._table(element)
            case "AlternateContent":
                yield from self._blocks(_alternative(element))
            case "sectPr":
                self._sections.append(element)
            case "altChunk" | "subDoc":
                raise UnreadableDocument("word.another-file")
            case "del" | "moveFrom" | "sdtPr" | "tcPr":
                pass
            case _:  # a content control or custom mark: its contents are read
                yield from self._blocks(element)

    def _paragraph(self, element: Element) -> Iterator[Paragraph | Grid]:
        """The printed lines of a paragraph, then its text boxes and notes."""
        marker, text, attached = self._printed(element)
        for line in text.split("\n"):
            if line.strip():
                self._lines += 1
                yield Paragraph(line.strip(), Place(line=self._lines), marker)
                marker = ""
        for other in attached:
            yield from self._attached(other)

    def _printed(self, element: Element) -> tuple[str, str, list[Element]]:
        """A paragraph's bullet, its words with their printed number, and its text boxes and notes."""
        line = _Line()
        _walk(element, line)
        text = self._carried + line.text()
        self._carried = ""
        section = deep(element, "pPr", "sectPr")
        if section is not None:
            self._sections.append(section)
        if deep(element, "pPr", "rPr", "del") is not None:
            self._carried = text
            return "", "", line.attached
        number, marker = self._numbering.label(element)
        text = text.strip()
        return marker, f"{number}{text}" if text else "", line.attached

    def _attached(self, element: Element) -> Iterator[Paragraph | Grid]:
        """A text box as blocks of its own; a note's blocks, the first marked with its number."""
        if element.tag == "txbxContent":
            yield from self._blocks(element)
            return
        kind = element.tag.removesuffix("Reference")
        note = self._notes[kind].get(element.get("id", ""))
        if note is None:
            return
        self._printed_notes[kind] += 1
        mark = f"[{self._printed_notes[kind]}]"
        for block in self._blocks(note):
            yield replace(block, marker=mark) if mark and isinstance(block, Paragraph) else block
            mark = ""

    # ---- headers and footers

    def _furniture(self) -> Iterator[Paragraph]:
        """What headers and footers print, each line once."""
        targets = {relation.id: relation.target for relation in self._archive.relations(self._main)}
        parts = [targets[id_] for r in self._references() if (id_ := r.get("id", "")) in targets]
        first = self._lines + 1
        read = (tuple(self._blocks(self._archive.tree(part))) for part in dict.fromkeys(parts))
        lines = dict.fromkeys(text for blocks in read for text in _printed_lines(blocks))
        for line, text in enumerate((text for text in lines if not PAGE_NUMBER.fullmatch(text)), start=first):
            yield Paragraph(text, Place(line=line), PAGE_FURNITURE)

    def _references(self) -> Iterator[Element]:
        """The headers and footers in use; those of the first page only where it has its own."""
        for section in self._sections:
            used = {"default", None} | ({"first"} if is_on(section.find("titlePg")) else set())
            for reference in section:
                if reference.tag in ("headerReference", "footerReference") and reference.get("type") in used:
                    yield reference

    # ---- tables

    def _table(self, table: Element) -> Iterator[Paragraph | Grid]:
        rows = [found for row in inside(table, "tr") if (found := boxes(row))]
        cells = [box.cell for row in rows for box in row if box.cell is not None]
        self._cells.take(len(cells))
        if len(cells) == 1:
            yield from self._blocks(cells[0])
            return
        self._tables += 1
        outer, self._after_table = self._after_table, []
        bounds = edges(rows, widths(table))
        self._grid_cells.take(len(rows) * max(bounds.values(), default=0))
        grid = self._grid(rows, bounds, self._tables)
        within, self._after_table = self._after_table, outer
        if grid.rows:
            yield grid
        for element in within:
            yield from self._table(element) if element.tag == "tbl" else self._attached(element)

    def _grid(self, rows: list[list[Box]], bounds: dict[int, int], table: int) -> Grid:
        merged: dict[int, int] = {}  # start and end of the cells that the next row may continue
        grid = []
        for number, row in enumerate(rows, start=1):
            texts: list[str | None] = []
            below: dict[int, int] = {}
            for box in row:
                start, end = bounds[box.start], bounds[box.end]
                continues = box.merge == "continue" and merged.get(start) == end
                if box.merge:
                    below[start] = end
                texts += self._box_texts(box, end - start, continues)
            merged = below
            grid.append(
                tuple(
                    Cell(text, Place(table=table, row=number, column=column))
                    for column, text in enumerate(texts, start=1)
                )
            )
        return Grid(tuple(cells for cells in grid if cells))

    def _box_texts(self, box: Box, width: int, continues: bool) -> list[str | None]:
        """The texts of the grid columns that a cell covers: its own, then None for each further one."""
        if box.cell is None:
            return [""] * width
        if continues or box.beside:
            return [None] * width
        return [self._cell_text(box.cell), *[None] * (width - 1)]

    def _cell_text(self, cell: Element) -> str:
        """The printed lines of a cell; a table or note inside it is kept and put after the table."""
        lines = [*self._cell_lines(cell), self._carried.strip()]
        self._carried = ""
        return "\n".join(line for line in lines if line)

    def _cell_lines(self, container: Element) -> Iterator[str]:
        for element in container:
            match element.tag:
                case "p":
                    _, text, attached = self._printed(element)
                    yield from (line.strip() for line in text.split("\n"))
                    for other in attached:
                        if other.tag == "txbxContent":
                            yield from self._cell_lines(other)
                        else:
                            self._after_table.append(other)
                case "tbl":
                    self._after_table.append(element)
                case "AlternateContent":
                    yield from self._cell_lines(_alternative(element))
                case "del" | "moveFrom" | "sdtPr" | "tcPr":
                    pass
                case _:
                    yield from self._cell_lines(element)


def _printed_lines(blocks: tuple[Paragraph | Grid, ...]) -> list[str]:
    return [text.strip() for text, _ in Document("", "docx", "", blocks).printed_lines()]


# ---- the words of a paragraph -------------------------------------------------------------------------

_NOT_PRINTED_NAMES = (
    "del moveFrom pPr rPr instrText delText delInstrText sdtPr fldData ffData annotationRef docPr cNvPr "
)
_NOT_PRINTED = frozenset(_NOT_PRINTED_NAMES.split())
_CHARACTERS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_ATTACHED = frozenset({"txbxContent", "footnoteReference", "endnoteReference"})
# Check boxes and similar signs that forms take from a picture font; other characters of the font are kept as they are.
_PICTURE_FONT = {
    "\uf0fe": "☑",
    "\uf052": "☑",
    "\uf0a8": "□",
    "\uf06f": "□",
    "\uf0fc": "√",
    "\uf0b7": "•",
    "\uf0d8": "➢",
}


@dataclass
class _Line:
    """The words of one paragraph as they are collected, with its text boxes and notes.

    A field is its code, then its result, and only the result is printed: each open field has a list of its own
    on top of the others. A field that is not closed in its paragraph is printed whole, so that no word is lost.
    """

    fields: list[tuple[bool, list[str]]] = field(default_factory=lambda: [(True, [])])
    attached: list[Element] = field(default_factory=list)

    def add(self, text: str) -> None:
        self.fields[-1][1].append(text)

    def mark(self, kind: str | None) -> None:
        """A field begins, turns from code to result, or ends. Marks of a field of an earlier paragraph are ignored."""
        if kind == "begin":
            self.fields.append((False, []))
        elif len(self.fields) > 1:
            is_result, words = self.fields.pop()
            if kind == "separate":
                self.fields.append((True, []))
            elif is_result:
                self.add("".join(words))

    def text(self) -> str:
        return "".join(word for _, words in self.fields for word in words)


def _walk(element: Element, line: _Line) -> None:
    """Collect what an element prints. Unknown elements are entered, so that no words are lost inside a wrapper."""
    for child in element:
        tag = child.tag
        if tag in _NOT_PRINTED or (tag == "r" and is_on(deep(child, "rPr", "vanish"))):
            continue
        if tag == "t":
            line.add(child.text or "")
        elif tag in _CHARACTERS:
            line.add(_CHARACTERS[tag])
        elif tag == "sym":
            line.add(_symbol(child))
        elif tag == "fldChar":
            line.mark(child.get("fldCharType"))
        elif tag in _ATTACHED:
            line.attached.append(child)
        elif tag == "AlternateContent":
            _walk(_alternative(child), line)
        elif tag == "ruby":  # the characters first, then their pronunciation
            for part in (*child.findall("rubyBase"), *child.findall("rt")):
                _walk(part, line)
        elif tag == "textpath":  # words drawn along a line, as on some covers
            line.add(child.get("string", ""))
        else:
            _walk(child, line)


def _symbol(element: Element) -> str:
    sign = character(element.get("char", ""))
    return _PICTURE_FONT.get(sign, sign)


def _alternative(element: Element) -> Element:
    """Of several alternative forms of one element, the one to read: the first that prints words."""
    empty = Element("Fallback")
    return next((form for form in element if any(n.tag in ("t", "textpath") for n in form.iter())), empty)
