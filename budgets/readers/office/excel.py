"""Excel (.xlsx), also as WPS writes it: what each sheet prints, as paragraphs and grids.

Read from the XML itself, cell by cell, so that only what is there costs time, a figure shows as its number format
shows it, and a formula without its result is noticed. Decisions:

- Hidden sheets, rows and columns are not printed, so not read; a paragraph marked `PAGE_FURNITURE` says where they are.
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

from budgets.readers.document import (
    MOST_CELLS,
    PAGE_FURNITURE,
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
    Relation,
    character,
    damaged,
    open_archive,
)
from budgets.readers.office.excel_layout import blocks_of_rows
from budgets.readers.office.excel_numbers import BUILT_IN, displayed
from budgets.readers.office.excel_sheet import (
    ExcelSheet,
    cell_position,
    cell_range,
    column_letters,
    hidden_parts,
    show_merged,
    unprinted,
    whole_number,
)


def read_excel(
    content: bytes, filename: str, progress: Progress | None = None, *, most_cells: int = MOST_CELLS
) -> Document:
    """Read an .xlsx file. `progress` hears how many sheets were read, of how many.

    Raises UnreadableDocument for a file that is damaged, unsafe or over a limit, that prints
    no text, or that holds a formula without its result.
    """
    workbook = _Workbook(open_archive(content), most_cells)
    blocks: list[Paragraph | Grid] = []
    for number, sheet in enumerate(workbook.sheets, start=1):
        blocks += workbook.blocks_of(sheet, number)
        if progress is not None:
            progress(number, len(workbook.sheets))
    if all(isinstance(block, Paragraph) and block.marker for block in blocks):
        raise UnreadableDocument("excel.no-text")
    return Document(filename, "xlsx", hashlib.sha256(content).hexdigest(), tuple(blocks))


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
        root = archive.tree(main)
        related = {relation.id: relation for relation in archive.relations(main)}
        self.sheets = tuple(_entry(sheet, related) for sheet in root.findall("sheets/sheet"))
        self._texts = self._shared_texts(archive.related(main, "sharedStrings"))
        self._formats = self._number_formats(archive.related(main, "styles"))
        properties = root.find("workbookPr")
        self._is_1904 = properties is not None and properties.get("date1904") in ("1", "true")
        calculation = root.find("calcPr")
        self._is_uncalculated = calculation is not None and calculation.get("fullCalcOnLoad") in ("1", "true")
        self._cells = Allowance(most_cells, "excel.cells")
        self._merges = Allowance(most_cells, "excel.cells")
        self._grid_cells = Allowance(most_cells, "excel.cells")  # counts the blank cells of grids too

    def _shared_texts(self, part: str | None) -> list[str]:
        return (
            [] if part is None else [_rich(item) for item in self._archive.elements(part, frozenset({"si"}))]
        )

    def _number_formats(self, part: str | None) -> list[str]:
        """The format code of each cell style, by its number."""
        if part is None:
            return []
        root = self._archive.tree(part)
        own = {f.get("numFmtId", ""): f.get("formatCode", "") for f in root.findall("numFmts/numFmt")}
        ids = (style.get("numFmtId", "0") for style in root.findall("cellXfs/xf"))
        return [own.get(id_) or BUILT_IN.get(id_, "General") for id_ in ids]

    def blocks_of(self, entry: _SheetEntry, number: int) -> Iterator[Paragraph | Grid]:
        """What one sheet prints, in order: text boxes, cells, header and footer, and what is hidden."""
        if not entry.part:
            return
        sheet = self._read(entry.part)
        if entry.is_hidden:
            if sheet.texts:
                yield unprinted(f"工作表“{entry.name}”是隐藏的，没有读入", Place(table=number))
            return
        hidden = list(hidden_parts(sheet, number))
        show_merged(sheet)
        for key in [key for key in sheet.texts if sheet.is_hidden(*key)]:
            del sheet.texts[key]
        self._refuse_uncalculated(sheet, entry)
        yield from self._text_boxes(entry.part, number)
        yield from blocks_of_rows(sheet, number, self._grid_cells)
        for n, text in enumerate(sheet.furniture, start=1):
            yield Paragraph(text, Place(table=number, piece=n), PAGE_FURNITURE)
        yield from hidden

    # ---- cells

    def _read(self, part: str) -> ExcelSheet:
        sheet = ExcelSheet()
        row_number = 0
        for element in self._archive.elements(part, _SHEET_ELEMENTS):
            match element.tag:
                case "row":
                    row_number = whole_number(element.get("r"), row_number + 1)
                    self._read_row(element, row_number, sheet)
                case "col":
                    sheet.read_column(element)
                case "mergeCell":
                    sheet.merges.append(cell_range(element.get("ref", "")))
                    self._merges.take(1)
                case "sheetView":
                    sheet.shows_zeros = element.get("showZeros") not in ("0", "false")
                case _:
                    sheet.furniture += _header_lines(element.text or "")
        return sheet

    def _read_row(self, element: Element, row: int, sheet: ExcelSheet) -> None:
        if element.get("hidden") in ("1", "true") or (element.get("ht") in ("0", "0.0")):
            sheet.hidden_rows.add(row)
        self._cells.take(len(element))
        column = 0
        for cell in element.findall("c"):
            column = cell_position(cell.get("r", ""))[1] if cell.get("r") else column + 1
            text = self._cell_text(cell, sheet)
            if text is None:
                sheet.uncalculated.append((row, column))
            elif text.strip():
                sheet.texts[row, column] = text.strip()

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
        return self._texts[int(index)]

    def _number(self, value: str, style: int, sheet: ExcelSheet) -> str:
        number = _decimal(value)
        if not number and not sheet.shows_zeros:
            return ""
        code = self._formats[style] if style < len(self._formats) else "General"
        return displayed(number, code, self._is_1904)

    def _refuse_uncalculated(self, sheet: ExcelSheet, entry: _SheetEntry) -> None:
        """Refuse formulas without results: some programs store none, or 0 for each, until Excel opens the file."""
        shown = [place for place in sheet.uncalculated if not sheet.is_hidden(*place)]
        if shown:
            row, column = shown[0]
            cell = f"{column_letters(column)}{row}"
            raise UnreadableDocument("excel.formula", sheet=entry.name, cell=cell)
        if self._is_uncalculated and sheet.has_formulas and not sheet.has_results:
            raise UnreadableDocument("excel.formulas", sheet=entry.name)

    # ---- text boxes

    def _text_boxes(self, part: str, number: int) -> Iterator[Paragraph]:
        """The paragraphs of text boxes on the sheet, such as covers have; their place is the cell under the corner."""
        for relation in self._archive.relations(part):
            if relation.kind != "drawing":
                continue
            for anchor in self._archive.elements(relation.target, _ANCHORS):
                corner = anchor.find("from")
                row = whole_number(None if corner is None else corner.findtext("row"), 0) + 1
                column = whole_number(None if corner is None else corner.findtext("col"), 0) + 1
                lines = ["".join(t.text or "" for t in p.iter("t")) for p in anchor.iter("p")]
                for n, line in enumerate((line for line in lines if line.strip()), start=1):
                    yield Paragraph(line.strip(), Place(table=number, row=row, column=column, piece=n))


_SHEET_ELEMENTS = frozenset({"row", "col", "mergeCell", "sheetView", "oddHeader", "oddFooter"})
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


_HEADER_CODE = re.compile(r'&(?:"[^"]*"|K[0-9A-Fa-f]{6}|K\d\d[+-]\d{3}|\d+|[A-Za-z&])')


def _header_lines(text: str) -> list[str]:
    """The words of a header or footer without its codes; none for a bare page number such as "&C第 &P 页"."""
    parts = re.split(r"&[LCR]", text)
    lines = [_HEADER_CODE.sub("", part).strip() for part in parts]
    return [line for line in lines if not PAGE_NUMBER.fullmatch(line)]
