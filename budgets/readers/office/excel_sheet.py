"""One sheet of an Excel workbook: what its cells show, and which of them are joined or hidden."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from itertools import product
from xml.etree.ElementTree import Element

from budgets.form.terms import HiddenKind, UnreadCause
from budgets.readers.document import Place
from budgets.readers.office.archive import damaged

Key = tuple[int, int]  # row and column of a cell
Merge = tuple[int, int, int, int]  # first row, first column, last row, last column


@dataclass
class ExcelSheet:
    """One sheet as it is read: what its cells show, and how they are joined and hidden.

    `unseen` are texts that the looks of their cells hide, `doubtful` ranges whose looks depend on more than that.
    `lost` are the cells that show no text because it is hidden, or because a picture lies on them.
    `hints`, `choices` and `kept` are words beside the cells, the last with their author.
    """

    texts: dict[Key, str] = field(default_factory=dict)
    merges: list[Merge] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    unseen: dict[Key, tuple[HiddenKind, str]] = field(default_factory=dict)
    whole: dict[Key, str] = field(default_factory=dict)  # the text of a cell of which only a piece is unseen
    lost: dict[Key, UnreadCause] = field(default_factory=dict)
    doubtful: list[Merge] = field(default_factory=list)
    hints: list[tuple[str, str]] = field(default_factory=list)
    choices: list[str] = field(default_factory=list)
    kept: list[tuple[str, str]] = field(default_factory=list)
    uncalculated: list[Key] = field(default_factory=list)
    furniture: list[str] = field(default_factory=list)
    thin_rows: bool = False  # a row that does not say its own height is too low to be seen
    shows_zeros: bool = True
    has_formulas: bool = False
    has_results: bool = False

    def read_sizes(self, element: Element) -> None:
        """Note what `sheetFormatPr` says of the rows and columns that do not say their own size."""
        is_own = element.get("customHeight") in ("1", "true")
        self.thin_rows = is_own and is_thin(element.get("defaultRowHeight"), LOWEST)
        if is_thin(element.get("defaultColWidth"), _NARROWEST):
            self.hidden_columns.update(range(1, _LAST_COLUMN + 1))

    def read_column(self, element: Element) -> None:
        """Note the columns that a `col` element hides, or shows where columns are hidden that do not say their width."""
        last = min(whole_number(element.get("max"), 0), _LAST_COLUMN)
        columns = range(whole_number(element.get("min"), 0), last + 1)
        if element.get("hidden") in ("1", "true") or is_thin(element.get("width"), _NARROWEST):
            self.hidden_columns.update(columns)
        elif element.get("width"):
            self.hidden_columns.difference_update(columns)

    def read_height(self, element: Element, row: int) -> None:
        """Note a row that is hidden, or too low for any word."""
        height = element.get("ht")
        is_low = self.thin_rows if height is None else is_thin(height, LOWEST)
        if is_low or element.get("hidden") in ("1", "true"):
            self.hidden_rows.add(row)

    def is_hidden(self, row: int, column: int) -> bool:
        return row in self.hidden_rows or column in self.hidden_columns

    def settle(self) -> None:
        """Count those unseen texts as shown that other looks may show: conditional ones, a table's, a picture behind."""
        is_any = len(self.doubtful) > _MOST_DOUBTFUL
        for key in list(self.unseen) if self.doubtful else ():
            row, column = key
            kind, text = self.unseen[key]
            if kind == HiddenKind.UNSEEN_TEXT and (
                is_any or any(m[0] <= row <= m[2] and m[1] <= column <= m[3] for m in self.doubtful)
            ):
                del self.unseen[key]
                self.texts[key] = self.whole.get(key, text)

    def settle_lost(self, pictures: Iterable[Merge]) -> None:
        """Note the cells that have words and show none; `pictures` are the cells under each picture.

        A picture on cells that show something is a ground, a stamp or a mark: it stands for none of them.
        """
        for key in self.unseen:
            if key not in self.texts and not self.is_hidden(*key):
                self.lost[key] = UnreadCause.HIDDEN
        for top, left, bottom, right in pictures:
            if not any(top <= row <= bottom and left <= column <= right for row, column in self.texts):
                keys = product(range(top, bottom + 1), range(left, right + 1))
                self.lost |= {key: UnreadCause.PICTURE for key in keys if not self.is_hidden(*key)}


_LAST_COLUMN = 16_384
_MOST_DOUBTFUL = 50
_NARROWEST = 0.3  # of a character: two or three dots of a screen
LOWEST = 2.0  # points


def is_thin(size: str | None, least: float) -> bool:
    """Whether a row or column is too low or narrow to show any word."""
    try:
        return size is not None and float(size) < least
    except ValueError:
        return False


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


def cell_range(reference: str) -> Merge:
    """First row, first column, last row and last column of B7:D9."""
    first, _, last = reference.partition(":")
    top, left = cell_position(first)
    bottom, right = cell_position(last or first)
    return top, left, bottom, right


def place_of(reference: str, sheet: Place) -> Place:
    """The place of the first cell of a reference such as B7 or B7:D9 C1 on a sheet; the sheet where there is none."""
    found = _CELL_NAME.match(reference)
    if found is None:
        return sheet
    row, column = cell_position(found[0])
    return replace(sheet, row=row, column=column)


def show_merged(sheet: ExcelSheet) -> dict[Key, str]:
    """Move the text of joined cells to where it is printed: their first cell, or the first one that is not hidden.

    Gives the texts that the file still holds in the other joined cells, which are not printed, save those that
    say the same.
    """
    columns: dict[int, list[int]] = {}
    for row, column in sheet.texts:
        columns.setdefault(row, []).append(column)
    rows = sorted(columns)
    moved: dict[Key, str] = {}
    covered: dict[Key, str] = {}
    for merge in sheet.merges:
        top, left, bottom, right = merge
        shown, text = _first_shown(sheet, merge), sheet.texts.get((top, left))
        if text is not None:
            moved[shown or (top, left)] = text
        for row in rows[bisect_left(rows, top) : bisect_right(rows, bottom)]:
            for column in columns[row]:
                if left <= column <= right:
                    dropped = sheet.texts.pop((row, column), None)
                    if dropped is not None and dropped != text and (row, column) != (top, left):
                        covered[row, column] = dropped
    sheet.texts |= moved
    return covered


def _first_shown(sheet: ExcelSheet, merge: Merge) -> Key | None:
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
