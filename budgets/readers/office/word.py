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
- Deleted and hidden text is not printed, so it is in no block; inserted text is. What the file hides is listed beside.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from xml.etree.ElementTree import Element

from budgets.form.terms import HiddenKind, UnreadCause
from budgets.readers.document import (
    MOST_CELLS,
    PAGE_FURNITURE,
    Cell,
    Document,
    Grid,
    Hidden,
    Paragraph,
    Place,
    UnreadableDocument,
)
from budgets.readers.office.archive import (
    PAGE_NUMBER,
    Allowance,
    Limits,
    OfficeArchive,
    Progress,
    open_archive,
)
from budgets.readers.office.hidden import Findings
from budgets.readers.office.other_parts import other_parts
from budgets.readers.office.word_empty import EmptyPages
from budgets.readers.office.word_hidden import handlers, settings, unprinted_headers, unprinted_notes
from budgets.readers.office.word_looks import Around, Looks
from budgets.readers.office.word_numbering import Numbering
from budgets.readers.office.word_page import Pages, headers_in_use, printed_lines, prints_text
from budgets.readers.office.word_tables import Box, boxes, edges, inside, widths
from budgets.readers.office.word_words import (
    Attached,
    Line,
    Trace,
    all_words,
    alternative,
    trace_of_row,
    walk,
)
from budgets.readers.office.word_xml import BLOCKS, LOOKS, deep, is_on


def read_word(
    content: bytes,
    filename: str,
    progress: Progress | None = None,
    *,
    most_cells: int = MOST_CELLS,
    is_attached: bool = False,
    limits: Limits | None = None,
) -> Document:
    """Read a .docx file. `progress` hears how many bytes of the document's XML were read, of how many.

    `is_attached` is whether it stands inside another file: then the files inside it are listed and not read.
    Raises UnreadableDocument for a file that is damaged, unsafe or over a limit, that prints
    no text, or whose text is kept in another file.
    """
    archive = open_archive(content, limits)
    try:
        reader = _Reader(archive, most_cells)
        blocks = tuple(reader.blocks_of_document(progress))
        hidden = reader.hidden(is_attached)
    except RecursionError:
        raise UnreadableDocument("word.nested") from None
    if not any(prints_text(block) for block in blocks):
        raise UnreadableDocument("word.no-text")
    digest, empty = hashlib.sha256(content).hexdigest(), reader.empty_pages.all()
    return Document(filename, "docx", digest, blocks, (), hidden, tuple(reader.pictures), empty)


_HIDING = (HiddenKind.HIDDEN_TEXT, HiddenKind.UNSEEN_TEXT)


# ---- blocks -------------------------------------------------------------------------------------------


class _Reader:
    """Reads one document from first to last block; the counts of lines, tables and cells run through all of them."""

    def __init__(self, archive: OfficeArchive, most_cells: int) -> None:
        self._archive = archive
        self._main = archive.main_part()
        self._found = Findings()
        styles = self._part("styles")
        self._settings = self._part_if_whole("settings")
        self._numbering = Numbering(self._part("numbering"), styles)
        self._pages = Pages(self._archive, self._main)
        self._looks = Looks(styles, lambda: self._pages.ground)
        self._notes = {kind: self._notes_of(kind) for kind in ("footnote", "endnote")}
        self._cells = Allowance(most_cells, "word.cells")
        self._grid_cells = Allowance(most_cells, "word.cells")  # counts covered cells too
        self._lines = self._tables = 0
        self._printed_notes: dict[str, list[str]] = {"footnote": [], "endnote": []}
        self._sections: list[Element] = []
        self._carried = ""  # the words of a paragraph whose end was deleted: they begin the next one
        self._after_table: list[Attached] = []
        self._around = Around()
        self._cell: Place | None = None  # the cell that is being read
        self._lost: dict[Place, UnreadCause] = {}  # cells with a picture, or with hidden words
        self.pictures: list[Place] = []  # those outside of tables
        self.empty_pages = EmptyPages()
        self._comments: dict[str, Place] = {}
        self._headers_printed: set[str] = set()

    def _part(self, kind: str) -> Element | None:
        name = self._archive.related(self._main, kind)
        return None if name is None else self._archive.tree(name)

    def _part_if_whole(self, kind: str) -> Element | None:
        try:
            return self._part(kind)
        except UnreadableDocument:
            self._found.one(HiddenKind.STORED_DATA, f"{kind}.xml", Place(), searched=False)
            return None

    def _notes_of(self, kind: str) -> dict[str, Element]:
        part = self._part(f"{kind}s")
        return {} if part is None else {note.get("id", ""): note for note in part.findall(kind)}

    def blocks_of_document(self, progress: Progress | None) -> Iterator[Paragraph | Grid]:
        """Every block of the body, then headers and footers."""
        for element in self._archive.elements(self._main, BLOCKS, LOOKS, progress):
            self.empty_pages.see(element, self._lines)
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
                yield from self._blocks(alternative(element))
            case "sectPr":
                self._sections.append(element)
            case "altChunk" | "subDoc":
                raise UnreadableDocument("word.another-file")
            case "del" | "moveFrom" | "sdtPr":
                self._leave_out(element)
            case "tcPr":
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

    def _printed(self, element: Element) -> tuple[str, str, list[Attached]]:
        """A paragraph's bullet, its words with their printed number, and its text boxes and notes."""
        line = self._line(element)
        kind = self._pages.paragraph(element)
        walk(element, line, None if kind is None else Trace(kind))
        words = line.text()
        self._note(line, bool(words.strip()))
        if line.has_picture and self._cell is None:
            self.pictures.append(self._place())
        elif line.has_picture and self._cell is not None:
            self._lost[self._cell] = UnreadCause.PICTURE
        text = self._carried + words
        self._carried = ""
        properties = element.find("pPr")
        section = None if properties is None else properties.find("sectPr")
        if section is not None:
            self._sections.append(section)
        mark = None if properties is None else properties.find("rPr")
        if mark is not None and self._is_deleted(mark):
            self._carried = text
            return "", "", line.attached
        if mark is not None and line.is_hidden() and is_on(mark.find("vanish")):
            return "", "", line.attached  # it takes no number of its list either
        number, marker = self._numbering.label(element)
        text = text.strip()
        return marker, f"{number}{text}" if text else "", line.attached

    def _line(self, element: Element) -> Line:
        return Line(self._looks, self._pages, self._around, self._looks.ground(element, self._around))

    def _is_deleted(self, mark: Element) -> bool:
        """Whether a paragraph's mark is deleted; any change of it is noted."""
        for change in mark:
            if change.tag in ("ins", "del", "moveFrom", "moveTo"):
                self._found.wordless(HiddenKind.TRACKED_CHANGE, self._place(), change.get("author", ""))
        return mark.find("del") is not None

    def _place(self) -> Place:
        return self._cell or Place(line=max(self._lines, 1))

    def _note(self, line: Line, prints: bool) -> None:
        """Note what a paragraph hides; `prints` is whether it prints any word."""
        if line.is_plain():
            if prints:
                self._found.printed()
            return
        place = self._cell or Place(line=self._lines + 1 if prints else max(self._lines, 1))
        goes_on = False
        for trace, text in line.pieces:
            if trace is not None:
                kind, author, printed = trace
                self._found.words(kind, text, place, author, printed=printed, goes_on=goes_on)
                goes_on = True
                if self._cell is not None and kind in _HIDING and text.strip():
                    self._lost.setdefault(self._cell, UnreadCause.HIDDEN)
            elif text.strip():
                self._found.printed()
        for kind, text in line.asides:
            self._found.one(kind, text, place)
        self._comments |= dict.fromkeys(line.comments, place)

    def _leave_out(self, element: Element) -> None:
        """Note the words of a deleted block, or what a content control offers."""
        line = self._line(element)
        holder = Element("body")
        holder.append(element)
        walk(holder, line)
        self._note(line, False)

    def _attached(self, attached: Attached) -> Iterator[Paragraph | Grid]:
        """A text box as blocks of its own; a note's blocks, the first marked with its number."""
        element = attached.element
        outer, self._around = self._around, attached.around
        if element.tag == "txbxContent":
            yield from self._blocks(element)
        elif element.tag == "tbl":
            yield from self._table(element)
        else:
            self._around = Around()
            yield from self._noted(element)
        self._around = outer

    def _noted(self, reference: Element) -> Iterator[Paragraph | Grid]:
        kind, number = reference.tag.removesuffix("Reference"), reference.get("id", "")
        note = self._notes[kind].get(number)
        if note is None:
            return
        self._printed_notes[kind].append(number)
        mark = f"[{len(self._printed_notes[kind])}]"
        for block in self._blocks(note):
            yield replace(block, marker=mark) if mark and isinstance(block, Paragraph) else block
            mark = ""

    # ---- headers and footers

    def _furniture(self) -> Iterator[Paragraph]:
        """What headers and footers print, each line once."""
        targets = {relation.id: relation.target for relation in self._archive.relations(self._main)}
        has_even = self._settings is not None and is_on(self._settings.find("evenAndOddHeaders"))
        parts = [targets[id_] for id_ in headers_in_use(self._sections, has_even) if id_ in targets]
        first, pictures = self._lines + 1, len(self.pictures)
        read = [tuple(self._blocks(self._archive.tree(part))) for part in dict.fromkeys(parts)]
        del self.pictures[pictures:]
        lines = dict.fromkeys(text for blocks in read for text in printed_lines(blocks))
        for line, text in enumerate((text for text in lines if not PAGE_NUMBER.fullmatch(text)), start=first):
            yield Paragraph(text, Place(line=line), PAGE_FURNITURE)
        self._headers_printed = set(lines)

    def hidden(self, is_attached: bool) -> tuple[Hidden, ...]:
        """What the file holds beside its blocks, once these are read."""
        beside = (
            *unprinted_notes(self._notes, self._printed_notes),
            *unprinted_headers(self._archive, self._main, self._headers_printed),
            *settings(self._settings),
            *other_parts(self._archive, handlers(self._comments), {}, is_attached=is_attached),
        )
        return self._found.all(beside)

    # ---- tables

    def _table(self, table: Element) -> Iterator[Paragraph | Grid]:
        outer, around = self._around, self._looks.table(table, self._around)
        rows = [boxes(row) for row in inside(table, "tr") if self._prints(row)]
        rows = [row for row in rows if row]
        cells = [box.cell for row in rows for box in row if box.cell is not None]
        self._cells.take(len(cells))
        if len(cells) == 1:
            self._around = self._looks.cell(cells[0], around)
            yield from self._blocks(cells[0])
            self._around = outer
            return
        self._tables += 1
        kept, self._after_table = self._after_table, []
        bounds = edges(rows, widths(table))
        self._grid_cells.take(len(rows) * max(bounds.values(), default=0))
        grid = self._grid(rows, bounds, around)
        within, self._after_table = self._after_table, kept
        self._around = outer
        if grid.rows:
            yield grid
        for attached in within:
            yield from self._attached(attached)

    def _prints(self, row: Element) -> bool:
        """Whether a row is printed; the words of one that is deleted or hidden are noted."""
        place = Place(table=self._tables + 1)
        trace = trace_of_row(row)
        if trace is not None and trace.kind == HiddenKind.TRACKED_CHANGE:
            self._found.wordless(trace.kind, place, trace.author)
        if trace is None or trace.is_printed:
            self._found.printed()
            return True
        words = "\t".join(all_words(cell).replace("\n", " ") for cell in inside(row, "tc"))
        self._found.words(trace.kind, words, place, trace.author)
        return False

    def _grid(self, rows: list[list[Box]], bounds: dict[int, int], around: Around) -> Grid:
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
                self._cell = Place(table=self._tables, row=number, column=len(texts) + 1)
                texts += self._box_texts(box, end - start, continues, around)
            merged = below
            places = [Place(table=self._tables, row=number, column=n + 1) for n in range(len(texts))]
            grid.append(tuple(self._made(text, place) for text, place in zip(texts, places, strict=True)))
        self._cell = None
        return Grid(tuple(cells for cells in grid if cells))

    def _made(self, text: str | None, place: Place) -> Cell:
        return Cell(text, place, None if text else self._lost.get(place))

    def _box_texts(self, box: Box, width: int, continues: bool, around: Around) -> list[str | None]:
        """The texts of the grid columns that a cell covers: its own, then None for each further one."""
        if box.cell is None:
            return [""] * width
        for change in deep(box.cell, "tcPr") or ():
            if change.tag in ("cellIns", "cellDel", "cellMerge"):
                self._found.wordless(HiddenKind.TRACKED_CHANGE, self._place(), change.get("author", ""))
        if continues or box.beside:
            if words := all_words(box.cell):
                self._found.one(HiddenKind.UNSEEN_TEXT, words, self._place())
            return [None] * width
        self._around = self._looks.cell(box.cell, around)
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
                        if other.element.tag == "txbxContent":
                            outer, self._around = self._around, other.around
                            yield from self._cell_lines(other.element)
                            self._around = outer
                        else:
                            self._after_table.append(other)
                case "tbl":
                    self._after_table.append(Attached(element, self._around))
                case "AlternateContent":
                    yield from self._cell_lines(alternative(element))
                case "del" | "moveFrom" | "sdtPr":
                    self._leave_out(element)
                case "tcPr":
                    pass
                case _:
                    yield from self._cell_lines(element)
