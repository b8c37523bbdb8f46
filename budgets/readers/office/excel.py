"""Excel (.xlsx), also as WPS writes it: what each sheet prints, as paragraphs and grids.

Read from the XML itself, cell by cell, so that only what is there costs time, a figure shows as its number format
shows it, and a formula without its result is noticed. Decisions:

- Hidden sheets, rows and columns are not printed, nor are words that nobody sees: they are in no block, but in `hidden`.
- A row of captions (title, 编制部门：, 单位：, 注：) or a lone text above, below or between tables is read as paragraphs,
  one per cell; the rows between are a grid. Blank rows, and columns in which nothing is printed, are left out.
- `Place.table` is the sheet's number in the workbook, `row` and `column` are the sheet's own: B7 is row 7, column 2.
- Dates are written 2025-03-01, or with the format's own 年, 月 and 日.
- A formula without a stored result stops the reading: a lost figure is worse than a refusal.
"""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from xml.etree.ElementTree import Element

from budgets.form.terms import HiddenKind
from budgets.readers.document import (
    MOST_CELLS,
    PAGE_FURNITURE,
    Document,
    Grid,
    Hidden,
    Paragraph,
    Place,
    UnreadableDocument,
)
from budgets.readers.office.archive import (
    Allowance,
    Limits,
    OfficeArchive,
    Progress,
    Relation,
    character,
    damaged,
    open_archive,
)
from budgets.readers.office.excel_asides import ASIDES, read_aside
from budgets.readers.office.excel_drawing import TextBox, text_boxes
from budgets.readers.office.excel_hidden import hidden_cells, hidden_sheet
from budgets.readers.office.excel_layout import blocks_of_rows
from budgets.readers.office.excel_looks import CellLooks
from budgets.readers.office.excel_numbers import displayed
from budgets.readers.office.excel_parts import handlers, people, without_copies, workbook_hidden
from budgets.readers.office.excel_sheet import (
    ExcelSheet,
    Key,
    cell_position,
    cell_range,
    column_letters,
    show_merged,
    whole_number,
)
from budgets.readers.office.hidden import Findings
from budgets.readers.office.other_parts import other_parts


def read_excel(
    content: bytes,
    filename: str,
    progress: Progress | None = None,
    *,
    most_cells: int = MOST_CELLS,
    is_attached: bool = False,
    limits: Limits | None = None,
) -> Document:
    """Read an .xlsx file. `progress` hears how many sheets were read, of how many.

    `is_attached` is whether it stands inside another file: then the files inside it are listed and not read.
    Raises UnreadableDocument for a file that is damaged, unsafe or over a limit, that prints
    no text, or that holds a formula without its result.
    """
    workbook = _Workbook(open_archive(content, limits), most_cells)
    blocks: list[Paragraph | Grid] = []
    for number, sheet in enumerate(workbook.sheets, start=1):
        blocks += workbook.blocks_of(sheet, number)
        if progress is not None:
            progress(number, len(workbook.sheets))
    if all(isinstance(block, Paragraph) and block.marker for block in blocks):
        raise UnreadableDocument("excel.no-text")
    hidden = workbook.hidden(is_attached)
    digest, pictures = hashlib.sha256(content).hexdigest(), tuple(workbook.pictures)
    return Document(filename, "xlsx", digest, tuple(blocks), hidden=hidden, pictures=pictures)


@dataclass(frozen=True)
class _SheetEntry:
    """A sheet as the workbook lists it; `part` is "" for a sheet of charts."""

    name: str
    part: str
    is_hidden: bool


class _Workbook:
    """What the sheets share: texts, number formats, the date system (1900 or 1904), and the number of cells so far."""

    def __init__(self, archive: OfficeArchive, most_cells: int) -> None:
        self._archive = archive
        main = archive.main_part()
        self._root = root = archive.tree(main)
        related = {relation.id: relation for relation in archive.relations(main)}
        self.sheets = tuple(_entry(sheet, related) for sheet in root.findall("sheets/sheet"))
        self._texts = self._shared_texts(archive.related(main, "sharedStrings"))
        styles = archive.related(main, "styles")
        self._looks = CellLooks(None if styles is None else archive.tree(styles))
        self.pictures: list[Place] = []
        self._hidden: list[Hidden] = []
        self._places: dict[str, Place] = {}  # of the parts that belong to a sheet
        properties = root.find("workbookPr")
        self._is_1904 = properties is not None and properties.get("date1904") in ("1", "true")
        calculation = root.find("calcPr")
        self._is_uncalculated = calculation is not None and calculation.get("fullCalcOnLoad") in ("1", "true")
        self._cells = Allowance(most_cells, "excel.cells")
        self._merges = Allowance(most_cells, "excel.cells")
        self._grid_cells = Allowance(most_cells, "excel.cells")  # counts the blank cells of grids too

    def _shared_texts(self, part: str | None) -> list[str]:
        """The texts that cells share, and beside them the pieces of those that have several looks."""
        self._pieces: dict[int, Element] = {}
        self._used: set[int] = set()
        texts: list[str] = []
        for item in () if part is None else self._archive.elements(part, frozenset({"si"})):
            if item.find("r") is not None:
                self._pieces[len(texts)] = item
            texts.append(_rich(item))
        return texts

    def blocks_of(self, entry: _SheetEntry, number: int) -> Iterator[Paragraph | Grid]:
        """What one sheet prints, in order: text boxes, cells, header and footer. What it hides is noted."""
        if not entry.part:
            return
        sheet = self._read(entry.part)
        relations = self._archive.relations(entry.part)
        self._places |= {relation.target.lower(): Place(table=number) for relation in relations}
        self._read_tables(sheet, relations)
        boxes = [box for relation in relations if relation.kind == "drawing" for box in self._boxes(relation)]
        if entry.is_hidden:
            words = (text for box in boxes for text in (*box.lines, *box.hidden, *box.descriptions))
            self._hidden += hidden_sheet(sheet, number, entry.name, words)
            return
        sheet.settle()
        covered = show_merged(sheet)
        self._hidden += hidden_cells(sheet, number, covered)
        for key in [key for key in sheet.texts if sheet.is_hidden(*key)]:
            del sheet.texts[key]
        pictures = [box.picture for box in boxes if box.picture]
        if pictures and not sheet.texts:
            self.pictures.append(Place(table=number))  # the sheet is a picture
        else:
            sheet.settle_lost(pictures)
        self._refuse_uncalculated(sheet, entry)
        for box in boxes:
            yield from self._printed(box, number)
        yield from blocks_of_rows(sheet, number, self._grid_cells)
        for n, text in enumerate(sheet.furniture, start=1):
            yield Paragraph(text, Place(table=number, piece=n), PAGE_FURNITURE)

    def hidden(self, is_attached: bool) -> tuple[Hidden, ...]:
        """What the file holds beside its blocks, once these are read."""
        persons = people(self._archive)
        unused = [text for n, text in enumerate(self._texts) if n not in self._used and text.strip()]
        parts = other_parts(self._archive, handlers(persons), self._places, is_attached=is_attached)
        beside = (
            *self._hidden,
            Hidden(HiddenKind.STORED_DATA, "\n".join(unused)),
            *workbook_hidden(self._root),
            *(Hidden(HiddenKind.AUTHOR, name) for name in persons.values()),
            *parts,
        )
        return Findings().all(without_copies(beside))

    # ---- cells

    def _read(self, part: str) -> ExcelSheet:
        sheet = ExcelSheet()
        row_number = 0
        for element in self._archive.elements(part, _SHEET_ELEMENTS):
            match element.tag:
                case "row":
                    row_number = whole_number(element.get("r"), row_number + 1)
                    self._read_row(element, row_number, sheet)
                case "sheetFormatPr":
                    sheet.read_sizes(element)
                case "col":
                    sheet.read_column(element)
                case "mergeCell":
                    sheet.merges.append(cell_range(element.get("ref", "")))
                    self._merges.take(1)
                case "sheetView":
                    sheet.shows_zeros = element.get("showZeros") not in ("0", "false")
                case _:
                    read_aside(element, sheet)
        return sheet

    def _read_row(self, element: Element, row: int, sheet: ExcelSheet) -> None:
        sheet.read_height(element, row)
        self._cells.take(len(element))
        column = 0
        for cell in element.findall("c"):
            column = cell_position(cell.get("r", ""))[1] if cell.get("r") else column + 1
            text = self._cell_text(cell, sheet)
            if text is None:
                sheet.uncalculated.append((row, column))
            else:
                self._show(cell, text.strip(), (row, column), sheet)

    def _show(self, cell: Element, text: str, key: Key, sheet: ExcelSheet) -> None:
        """Keep the text of a cell: what is seen of it, and what its looks hide."""
        kind, value = cell.get("t", "n"), cell.findtext("v") or ""
        if kind == "n" and value and not any(map(str.isdigit, text)) and (number := _decimal(value)):
            # A format such as ;;; or "保密" shows nothing of the number. A zero is often shown as a blank.
            sheet.unseen[key] = HiddenKind.HIDDEN_TEXT, f"{number:f}"
        if not text:
            return
        style = whole_number(cell.get("s"), 0)
        pieces = self._pieces.get(int(value)) if kind == "s" else cell.find("is")
        if pieces is not None and pieces.find("r") is not None:
            self._show_pieces(pieces, style, key, sheet)
        elif hidden := self._looks.hides(style, kind in ("s", "inlineStr", "str")):
            sheet.unseen[key] = hidden, text
        else:
            sheet.texts[key] = text

    def _show_pieces(self, item: Element, style: int, key: Key, sheet: ExcelSheet) -> None:
        """Keep a text whose pieces look differently."""
        seen, unseen = [item.findtext("t") or ""], list[str]()
        hidden = None
        for run in item.findall("r"):
            kind = self._looks.hides_run(style, run.find("rPr"))
            hidden = hidden or kind
            (seen if kind is None else unseen).append(run.findtext("t") or "")
        if text := _unescaped("".join(seen)).strip():
            sheet.texts[key] = text
        if hidden is not None and (words := _unescaped("".join(unseen)).strip()):
            sheet.unseen[key] = hidden, words
            sheet.whole[key] = _rich(item).strip()

    def _cell_text(self, cell: Element, sheet: ExcelSheet) -> str | None:
        """What a cell shows; None for a formula whose result is not stored."""
        kind, value = cell.get("t", "n"), cell.findtext("v")
        has_formula = cell.find("f") is not None
        if has_formula:
            sheet.has_results = sheet.has_results or value not in (None, "", "0")
            sheet.has_formulas = True
        if has_formula and (value is None or (not value and kind != "str")):
            return None
        if kind == "inlineStr":
            inline = cell.find("is")
            return "" if inline is None else _rich(inline)
        if not value:
            return ""
        if kind == "s":
            return self._shared(value)
        if kind in ("str", "e"):
            return _unescaped(value)
        if kind == "b":
            return "TRUE" if value == "1" else "FALSE"
        if kind == "d":
            return value.replace("T", " ").removesuffix(" 00:00:00")
        return self._number(value, whole_number(cell.get("s"), 0), sheet)

    def _shared(self, index: str) -> str:
        if not index.isdecimal() or int(index) >= len(self._texts):
            raise damaged()
        self._used.add(int(index))
        return self._texts[int(index)]

    def _number(self, value: str, style: int, sheet: ExcelSheet) -> str:
        number = _decimal(value)
        if not number and not sheet.shows_zeros:
            return ""
        return displayed(number, self._looks.format(style), self._is_1904)

    def _refuse_uncalculated(self, sheet: ExcelSheet, entry: _SheetEntry) -> None:
        """Refuse formulas without results: some programs store none, or 0 for each, until Excel opens the file."""
        shown = [place for place in sheet.uncalculated if not sheet.is_hidden(*place)]
        if shown:
            row, column = shown[0]
            cell = f"{column_letters(column)}{row}"
            raise UnreadableDocument("excel.formula", sheet=entry.name, cell=cell)
        if self._is_uncalculated and sheet.has_formulas and not sheet.has_results:
            raise UnreadableDocument("excel.formulas", sheet=entry.name)

    # ---- tables and text boxes

    def _read_tables(self, sheet: ExcelSheet, relations: tuple[Relation, ...]) -> None:
        """Note the ranges that a table with a style of its own colours."""
        for relation in relations:
            if relation.kind != "table":
                continue
            try:
                table = self._archive.tree(relation.target)
                sheet.doubtful.append(cell_range(table.get("ref", "")))
            except UnreadableDocument:
                continue

    def _boxes(self, relation: Relation) -> Iterator[TextBox]:
        for anchor in self._archive.elements(relation.target, _ANCHORS):
            yield text_boxes(anchor)

    def _printed(self, box: TextBox, number: int) -> Iterator[Paragraph]:
        """The paragraphs of a text box, such as covers have; their place is the cell under its corner."""
        place = Place(table=number, row=box.row, column=box.column)
        for kind, texts in ((HiddenKind.HIDDEN_TEXT, box.hidden), (HiddenKind.DESCRIPTION, box.descriptions)):
            if texts:
                self._hidden.append(Hidden(kind, "\n".join(texts), place))
        for n, line in enumerate(box.lines, start=1):
            yield Paragraph(line, Place(table=number, row=box.row, column=box.column, piece=n))


_SHEET_ELEMENTS = frozenset({"row", "col", "mergeCell", "sheetView", "sheetFormatPr"}) | ASIDES
_ANCHORS = frozenset({"twoCellAnchor", "oneCellAnchor", "absoluteAnchor"})


def _entry(sheet: Element, related: dict[str, Relation]) -> _SheetEntry:
    relation = related.get(sheet.get("id", ""))
    part = relation.target if relation is not None and relation.kind == "worksheet" else ""
    return _SheetEntry(sheet.get("name", ""), part, sheet.get("state", "visible") != "visible")


def _rich(item: Element) -> str:
    """A text, with or without formatted runs; phonetic runs (pronunciation) are not printed and left out."""
    parts = [item.findtext("t"), *(run.findtext("t") for run in item.findall("r"))]
    return _unescaped("".join(part or "" for part in parts))


_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


def _unescaped(text: str) -> str:
    """The text with its escaped control characters (_x000D_) decoded."""
    return _ESCAPED.sub(lambda found: character(found[1]), text).replace("\r\n", "\n").replace("\r", "\n")


def _decimal(value: str) -> Decimal:
    """The number that Excel holds: 15 significant digits, so that 8.9800000000000004 is 8.98."""
    try:
        number = Decimal(f"{float(value):.15g}")
    except (ValueError, OverflowError, InvalidOperation):
        raise damaged() from None
    if not number.is_finite():
        raise damaged()
    return number
