"""Excel (.xlsx), also as WPS writes it: what each sheet prints, as paragraphs and grids.

Read from the XML itself, cell by cell, so that only what is there costs time, a figure shows as its number format
shows it, and a formula without its result is noticed. Decisions:

- What is hidden (sheets, rows, columns) is not printed, so not read; a paragraph of `PAGE_FURNITURE` says where.
- A row of captions (title, 编制部门：, 单位：, 注：) or a lone text above, below or between tables is read as paragraphs,
  one per cell; the rows between are a grid. Blank rows, and columns in which nothing is printed, are left out.
- `Place.table` is the sheet's number in the workbook, `row` and `column` are the sheet's own: B7 is row 7, column 2.
- Dates are written 2025-03-01, or with the format's own 年, 月 and 日.
- A formula without a stored result stops the reading: a lost figure is worse than a refusal.
"""

import hashlib
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from xml.etree.ElementTree import Element

from budgets.form.spelling import squeeze
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
    Relation,
    character,
    damaged,
    open_archive,
)
from budgets.readers.office.excel_numbers import BUILT_IN, displayed

_NOT_CALCULATED = (
    "文件里的公式没有保存计算结果（{where}），请用 Excel 或 WPS 打开并保存，或把公式粘贴为数值后再导入。"
)


def read_excel(
    content: bytes, filename: str, progress: Progress | None = None, *, most_cells: int = MOST_CELLS
) -> Document:
    """Read an .xlsx file. `progress` hears how many sheets were read, of how many.

    Raises UnreadableDocument, in one Chinese sentence, for a file that is damaged, unsafe or over a limit, that prints
    no text, or that holds a formula without its result.
    """
    workbook = _Workbook(open_archive(content), most_cells)
    blocks: list[Paragraph | Grid] = []
    for number, sheet in enumerate(workbook.sheets, start=1):
        blocks += workbook.blocks_of(sheet, number)
        if progress is not None:
            progress(number, len(workbook.sheets))
    if all(isinstance(block, Paragraph) and block.marker for block in blocks):
        raise UnreadableDocument(
            "这个 Excel 文件的可见工作表里没有内容，请确认没有选错文件、工作表没有隐藏。"
        )
    return Document(filename, "xlsx", hashlib.sha256(content).hexdigest(), tuple(blocks))


# ---- the workbook -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _SheetEntry:
    """A sheet as the workbook lists it; `part` is "" for a sheet of charts."""

    name: str
    part: str
    is_hidden: bool


class _Workbook:
    """What the sheets share: texts, number formats, the first day of the calendar, and the cells counted so far."""

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
        too_many = f"工作表的单元格超过 {most_cells:,} 个，请删去表格以外多余的行、列和工作表，另存后再导入。"
        self._cells = Allowance(most_cells, too_many)
        self._merges = Allowance(most_cells, too_many)
        self._grid_cells = Allowance(most_cells, too_many)  # with the blank ones between those of the file

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
                yield _unprinted(f"工作表“{entry.name}”是隐藏的，没有读入", Place(table=number))
            return
        unprinted = list(_hidden_parts(sheet, number))
        _show_merged(sheet)
        for key in [key for key in sheet.texts if sheet.is_hidden(*key)]:
            del sheet.texts[key]
        self._refuse_uncalculated(sheet, entry)
        yield from self._text_boxes(entry.part, number)
        yield from _blocks(sheet, number, self._grid_cells)
        for n, text in enumerate(sheet.furniture, start=1):
            yield Paragraph(text, Place(table=number, piece=n), PAGE_FURNITURE)
        yield from unprinted

    # ---- cells

    def _read(self, part: str) -> "_Sheet":
        sheet = _Sheet()
        row_number = 0
        for element in self._archive.elements(part, _SHEET_ELEMENTS):
            match element.tag:
                case "row":
                    row_number = _whole(element.get("r"), row_number + 1)
                    self._read_row(element, row_number, sheet)
                case "col":
                    sheet.read_column(element)
                case "mergeCell":
                    sheet.merges.append(_range(element.get("ref", "")))
                    self._merges.take(1)
                case "sheetView":
                    sheet.shows_zeros = element.get("showZeros") not in ("0", "false")
                case _:
                    sheet.furniture += _header_lines(element.text or "")
        return sheet

    def _read_row(self, element: Element, row: int, sheet: "_Sheet") -> None:
        if element.get("hidden") in ("1", "true") or (element.get("ht") in ("0", "0.0")):
            sheet.hidden_rows.add(row)
        self._cells.take(len(element))
        column = 0
        for cell in element.findall("c"):
            column = _position(cell.get("r", ""))[1] if cell.get("r") else column + 1
            text = self._cell_text(cell, sheet)
            if text is None:
                sheet.uncalculated.append((row, column))
            elif text.strip():
                sheet.texts[row, column] = text.strip()

    def _cell_text(self, cell: Element, sheet: "_Sheet") -> str | None:
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
        return self._number(value, _whole(cell.get("s"), 0), sheet)

    def _shared(self, index: str) -> str:
        if not index.isdecimal() or int(index) >= len(self._texts):
            raise damaged()
        return self._texts[int(index)]

    def _number(self, value: str, style: int, sheet: "_Sheet") -> str:
        number = _decimal(value)
        if not number and not sheet.shows_zeros:
            return ""
        code = self._formats[style] if style < len(self._formats) else "General"
        return displayed(number, code, self._is_1904)

    def _refuse_uncalculated(self, sheet: "_Sheet", entry: _SheetEntry) -> None:
        """Some programs store no result, or 0 for every formula, and leave the sum to whoever opens the file."""
        shown = [place for place in sheet.uncalculated if not sheet.is_hidden(*place)]
        if shown:
            row, column = shown[0]
            where = f"工作表“{entry.name}”{column_letters(column)}{row}"
            raise UnreadableDocument(_NOT_CALCULATED.format(where=where))
        if self._is_uncalculated and sheet.has_formulas and not sheet.has_results:
            raise UnreadableDocument(_NOT_CALCULATED.format(where=f"工作表“{entry.name}”"))

    # ---- text boxes

    def _text_boxes(self, part: str, number: int) -> Iterator[Paragraph]:
        """The paragraphs of text boxes that lie on the sheet, as on covers; each at the cell under its corner."""
        for relation in self._archive.relations(part):
            if relation.kind != "drawing":
                continue
            for anchor in self._archive.elements(relation.target, _ANCHORS):
                corner = anchor.find("from")
                row = _whole(None if corner is None else corner.findtext("row"), 0) + 1
                column = _whole(None if corner is None else corner.findtext("col"), 0) + 1
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
    """A text with or without formatted runs; how it is read (phonetic runs) is not printed."""
    parts = [item.findtext("t"), *(run.findtext("t") for run in item.findall("r"))]
    return _unescaped("".join(part or "" for part in parts))


_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


def _unescaped(text: str) -> str:
    """_x000D_ is how the format writes a control character."""
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


# ---- one sheet ----------------------------------------------------------------------------------------

Key = tuple[int, int]  # row and column of a cell
_Merge = tuple[int, int, int, int]  # first row, first column, last row, last column


@dataclass
class _Sheet:
    """One sheet as it is read: what its cells show, and how they are joined and hidden."""

    texts: dict[Key, str] = field(default_factory=dict)
    merges: list[_Merge] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    uncalculated: list[Key] = field(default_factory=list)
    furniture: list[str] = field(default_factory=list)
    shows_zeros: bool = True
    has_formulas: bool = False
    has_results: bool = False

    def read_column(self, element: Element) -> None:
        if element.get("hidden") in ("1", "true") or element.get("width") in ("0", "0.0"):
            last = min(_whole(element.get("max"), 0), _LAST_COLUMN)
            self.hidden_columns.update(range(_whole(element.get("min"), 0), last + 1))

    def is_hidden(self, row: int, column: int) -> bool:
        return row in self.hidden_rows or column in self.hidden_columns


_LAST_COLUMN = 16_384


def _whole(text: str | None, default: int) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 9 else default


_CELL_NAME = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})")


def _position(name: str) -> Key:
    """Row and column of a cell's name: B7 gives (7, 2)."""
    found = _CELL_NAME.fullmatch(name)
    if not found:
        raise damaged()
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(found[2]), column


def column_letters(column: int) -> str:
    """The letters over a column: 2 gives B, 28 gives AB."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _range(reference: str) -> _Merge:
    first, _, last = reference.partition(":")
    top, left = _position(first)
    bottom, right = _position(last or first)
    return top, left, bottom, right


_HEADER_CODE = re.compile(r'&(?:"[^"]*"|K[0-9A-Fa-f]{6}|K\d\d[+-]\d{3}|\d+|[A-Za-z&])')


def _header_lines(text: str) -> list[str]:
    """The words of a header or footer without its codes: "&C第 &P 页" has none."""
    parts = re.split(r"&[LCR]", text)
    lines = [_HEADER_CODE.sub("", part).strip() for part in parts]
    return [line for line in lines if not PAGE_NUMBER.fullmatch(line)]


def _unprinted(words: str, place: Place) -> Paragraph:
    return Paragraph(f"〔{words}〕", place, PAGE_FURNITURE)


def _hidden_parts(sheet: _Sheet, number: int) -> Iterator[Paragraph]:
    """One line for the hidden rows and one for the hidden columns that hold something."""
    rows = sorted({row for row, _ in sheet.texts if row in sheet.hidden_rows})
    columns = sorted({column for _, column in sheet.texts if column in sheet.hidden_columns})
    if rows:
        listed = "、".join(map(str, rows[:_MOST_LISTED])) + ("等" if len(rows) > _MOST_LISTED else "")
        yield _unprinted(f"第 {listed} 行是隐藏的，没有读入", Place(table=number, row=rows[0]))
    if columns:
        listed = "、".join(map(column_letters, columns[:_MOST_LISTED]))
        listed += "等" if len(columns) > _MOST_LISTED else ""
        yield _unprinted(f"{listed} 列是隐藏的，没有读入", Place(table=number, column=columns[0]))


_MOST_LISTED = 10


def _show_merged(sheet: _Sheet) -> None:
    """Joined cells print the text of their first cell; where that one is hidden, at the first that is not.

    What a file still holds under joined cells is not printed.
    """
    columns: dict[int, list[int]] = {}
    for row, column in sheet.texts:
        columns.setdefault(row, []).append(column)
    rows = sorted(columns)
    moved: dict[Key, str] = {}
    for merge in sheet.merges:
        top, left, bottom, right = merge
        shown, text = _first_shown(sheet, merge), sheet.texts.get((top, left))
        if shown is not None and text is not None:
            moved[shown] = text
        for row in rows[bisect_left(rows, top) : bisect_right(rows, bottom)]:
            for column in columns[row]:
                if left <= column <= right:
                    sheet.texts.pop((row, column), None)
    sheet.texts |= moved


def _first_shown(sheet: _Sheet, merge: _Merge) -> Key | None:
    top, left, bottom, right = merge
    row = next((row for row in range(top, bottom + 1) if row not in sheet.hidden_rows), None)
    column = next((c for c in range(left, right + 1) if c not in sheet.hidden_columns), None)
    return None if row is None or column is None else (row, column)


# ---- rows into paragraphs and grids -------------------------------------------------------------------

_CAPTION = re.compile(
    r"(?:(?:编制|填报|预算|主管|预算主管|公开|报送|填制)?(?:部门|单位|日期|时间)(?:名称|[（(].*?[）)])?|金额单位|货币单位"
    r"|(?:审核|填表|制表|编制|负责|联系)人|注|备注|说明|附注)\s*\d*\s*[：:].*"
    r"|(?:预算|公开|附)*(?:表|附表|附件)\s*[\d一二三四五六七八九十]+[-\d]*|(?:预算|公开)\s*\d+\s*表",
    re.DOTALL,
)
_TITLE = re.compile(r"[^：:]{2,}(?:预算|收支|支出|收入|经费|决算|情况)[^：:]*表(?:[（(].*[）)])?")
_TOTALS = ("合计", "总计", "小计")
_LONGEST_TITLE = 60
_LONGEST_NAME = 40

_Row = tuple[int, dict[int, str]]  # a row's number, and the texts that it prints by column


def _blocks(sheet: _Sheet, number: int, cells: Allowance) -> Iterator[Paragraph | Grid]:
    """The rows of a sheet as paragraphs and grids, in order."""
    rows: dict[int, dict[int, str]] = {}
    for (row, column), text in sorted(sheet.texts.items()):
        rows.setdefault(row, {})[column] = text
    width = _common_width(rows.values())
    table: list[_Row] = []
    before = 0
    for row, texts in rows.items():
        follows = bool(table) and not any(r not in sheet.hidden_rows for r in range(before + 1, row)[:_GAP])
        before = row
        if not _is_prose((row, texts), sheet, width, bool(table), follows):
            table.append((row, texts))
            continue
        yield from _grid(table, sheet, number, cells)
        table = []
        yield from _paragraphs(row, texts, number)
    yield from _grid(table, sheet, number, cells)


_GAP = 1_000  # so many rows are asked at most whether they are hidden


def _common_width(rows: Iterable[dict[int, str]]) -> tuple[int, int]:
    """The first and last column of what most looks like a table: the row that prints the most texts."""
    widest = max(rows, key=len, default={})
    return (min(widest), max(widest)) if widest else (0, 0)


def _is_prose(row: _Row, sheet: _Sheet, width: tuple[int, int], in_table: bool, follows: bool) -> bool:
    """Whether a row stands outside a table: captions and titles, or a lone text where no row of a table can be.

    A lone text in a table is a row of it (a code without amounts), unless it is joined over the whole width, stands
    beside the table's columns, comes after a blank row, or is a sentence.
    """
    number, texts = row
    captions = [bool(_CAPTION.fullmatch(text) or _is_title(text)) for text in _captions(texts).values()]
    if all(captions) or (any(captions) and not in_table and not any(map(_is_number, texts.values()))):
        return True
    if len(texts) > 1:
        return False
    ((column, text),) = texts.items()
    if squeeze(text).endswith(_TOTALS):
        return not in_table
    first, last = width
    if not in_table or not first <= column <= last or (column == first and _is_sentence(text)):
        return True
    return (not follows and not _is_number(text)) or _covers(sheet, number, width)


def _is_title(text: str) -> bool:
    words = squeeze(text)
    return len(words) <= _LONGEST_TITLE and bool(_TITLE.fullmatch(words))


def _is_sentence(text: str) -> bool:
    return text.endswith(("。", "；")) or len(text) > _LONGEST_NAME


def _is_number(text: str) -> bool:
    return bool(re.fullmatch(r"[\d,.]+", text))


def _covers(sheet: _Sheet, row: int, width: tuple[int, int]) -> bool:
    """Whether joined cells of that row reach over all columns of the table."""
    first, last = width
    return first < last and any(m[0] <= row <= m[2] and m[1] <= first and m[3] >= last for m in sheet.merges)


def _captions(texts: dict[int, str]) -> dict[int, str]:
    """The texts of a row with a label and its value, where they stand in two cells, as one: 编制部门： and 某某局."""
    joined: dict[int, str] = {}
    label = None
    for column, text in texts.items():
        if label is not None and not _LABEL.search(text):
            joined[label] += text
            label = None
        else:
            joined[column] = text
            label = column if _LABEL.search(text) else None
    return joined


_LABEL = re.compile(r"[：:]$")


def _paragraphs(row: int, texts: dict[int, str], number: int) -> Iterator[Paragraph]:
    """Each cell of a row as paragraphs: one for each printed line."""
    for column, text in _captions(texts).items():
        lines = [line.strip() for line in text.split("\n") if line.strip()]
        for n, line in enumerate(lines, start=1):
            place = Place(table=number, row=row, column=column, piece=n if len(lines) > 1 else None)
            yield Paragraph(line, place)


def _grid(rows: list[_Row], sheet: _Sheet, number: int, cells: Allowance) -> Iterator[Grid]:
    """The rows as a grid, with the columns in which one of them prints something."""
    if not rows:
        return
    columns = sorted({column for _, texts in rows for column in texts})
    cells.take(len(rows) * len(columns))
    covered = _covered(sheet, [row for row, _ in rows], columns)
    yield Grid(
        tuple(
            tuple(
                Cell(
                    None if (row, column) in covered else texts.get(column, ""),
                    Place(table=number, row=row, column=column),
                )
                for column in columns
            )
            for row, texts in rows
        )
    )


def _covered(sheet: _Sheet, rows: list[int], columns: list[int]) -> set[Key]:
    """The cells under joined neighbours. Joined ranges that overlap are no valid file."""
    covered: set[Key] = set()
    for merge in sheet.merges:
        top, left, bottom, right = merge
        inside = {
            (row, column)
            for row in rows[bisect_left(rows, top) : bisect_right(rows, bottom)]
            for column in columns[bisect_left(columns, left) : bisect_right(columns, right)]
        }
        if inside & covered:
            raise damaged()
        covered |= inside - {_first_shown(sheet, merge)}
    return covered
