"""One sheet of an Excel workbook: what its cells show, and which of them are joined or hidden."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from budgets.readers.document import PAGE_FURNITURE, Paragraph, Place
from budgets.readers.office.archive import damaged

Key = tuple[int, int]  # row and column of a cell
_Merge = tuple[int, int, int, int]  # first row, first column, last row, last column


@dataclass
class ExcelSheet:
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
        """Note the columns that a `col` element hides."""
        if element.get("hidden") in ("1", "true") or element.get("width") in ("0", "0.0"):
            last = min(whole_number(element.get("max"), 0), _LAST_COLUMN)
            self.hidden_columns.update(range(whole_number(element.get("min"), 0), last + 1))

    def is_hidden(self, row: int, column: int) -> bool:
        return row in self.hidden_rows or column in self.hidden_columns


_LAST_COLUMN = 16_384


def whole_number(text: str | None, default: int) -> int:
    """The number that an attribute holds; `default` when it holds none."""
    return int(text) if text and text.isdecimal() and len(text) < 9 else default


_CELL_NAME = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})")


def cell_position(name: str) -> Key:
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


def cell_range(reference: str) -> _Merge:
    """First row, first column, last row and last column of B7:D9."""
    first, _, last = reference.partition(":")
    top, left = cell_position(first)
    bottom, right = cell_position(last or first)
    return top, left, bottom, right


def unprinted(words: str, place: Place) -> Paragraph:
    """A line of ours that says what was not read because the file hides it."""
    return Paragraph(f"〔{words}〕", place, PAGE_FURNITURE)


def hidden_parts(sheet: ExcelSheet, number: int) -> Iterator[Paragraph]:
    """One line for the hidden rows and one for the hidden columns that hold something."""
    rows = sorted({row for row, _ in sheet.texts if row in sheet.hidden_rows})
    columns = sorted({column for _, column in sheet.texts if column in sheet.hidden_columns})
    if rows:
        listed = "、".join(map(str, rows[:_MOST_LISTED])) + ("等" if len(rows) > _MOST_LISTED else "")
        yield unprinted(f"第 {listed} 行是隐藏的，没有读入", Place(table=number, row=rows[0]))
    if columns:
        listed = "、".join(map(column_letters, columns[:_MOST_LISTED]))
        listed += "等" if len(columns) > _MOST_LISTED else ""
        yield unprinted(f"{listed} 列是隐藏的，没有读入", Place(table=number, column=columns[0]))


_MOST_LISTED = 10


def show_merged(sheet: ExcelSheet) -> None:
    """Move the text of joined cells to where it is printed: their first cell, or the first one that is not hidden.

    Texts that the file still holds in the other joined cells are not printed and dropped.
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


def _first_shown(sheet: ExcelSheet, merge: _Merge) -> Key | None:
    top, left, bottom, right = merge
    row = next((row for row in range(top, bottom + 1) if row not in sheet.hidden_rows), None)
    column = next((c for c in range(left, right + 1) if c not in sheet.hidden_columns), None)
    return None if row is None or column is None else (row, column)


def covered_cells(sheet: ExcelSheet, rows: list[int], columns: list[int]) -> set[Key]:
    """The cells covered by joined neighbours. Raises UnreadableDocument for joined ranges that overlap."""
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
