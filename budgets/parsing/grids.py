"""Splits each grid of an official table into headings and body, and finds its columns by name."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from budgets.form.amounts import is_amount, is_nil
from budgets.form.column_titles import column_named
from budgets.form.spelling import squeeze, unspaced
from budgets.form.tables import Column, Form, OfficialTable
from budgets.form.terms import Side
from budgets.readers.document import Cell, Grid

Row = tuple[Cell, ...]
TOTAL = "合计"
_TOTAL_WORDS = (TOTAL, "总计")
_JOINED_CODE = re.compile(r"\d{3}[-./ ]?\d{2}(?:[-./ ]?\d{2})?")


_DIVIDED_CODE = re.compile(r"[0-9]{1,4}(?:[-/][0-9]{1,3}){1,2}")  # 7/11/02: no amount is printed so


@dataclass(frozen=True)
class GridPage:
    """One grid of a table that page breaks may have cut: heading rows and body rows."""

    header: tuple[Row, ...]
    body: tuple[Row, ...]


@dataclass(frozen=True)
class Layout:
    """The cell indexes of a page's columns. `name` is None when the page has no name column."""

    codes: tuple[int, ...]
    name: int | None
    amounts: tuple[tuple[int, Column], ...]
    misplaced: bool = False  # the heading cells are not above their data
    unknown: tuple[tuple[int, str], ...] = ()  # columns with a heading that the form does not know


_squeezed = lru_cache(maxsize=8192)(squeeze)  # the cells of a document, which many questions are asked about


def text_of(row: Row, index: int) -> str:
    """The cell's text folded and without white space; "" beyond the row's end or under a merged neighbour."""
    return _squeezed(row[index].text or "") if 0 <= index < len(row) else ""


def printed_text(row: Row, index: int) -> str:
    """The cell's text as printed, without white space; "" beyond the row's end."""
    return unspaced(row[index].text or "") if 0 <= index < len(row) else ""


def is_total(text: str) -> bool:
    """Whether a cell's text is the name of a coded table's total row."""
    return text in _TOTAL_WORDS


def split_page(grid: Grid, form: Form) -> GridPage:
    """Divide a grid at its first body row; rows and columns that print nothing are dropped."""
    rows = tuple(row for row in _without_empty_columns(grid.rows) if any(texts_of(row)))
    first = next((n for n, row in enumerate(rows) if is_body_row(row, form)), len(rows))
    return GridPage(rows[:first], rows[first:])


def is_body_row(row: Row, form: Form) -> bool:
    """Whether a row of a table of that form is data (or its total), not headings."""
    return _BODY_ROW[form](row)


def texts_of(row: Row) -> list[str]:
    """The texts of all cells without white space."""
    return [text_of(row, index) for index in range(len(row))]


def is_nil_row(row: Row) -> bool:
    """Whether a row prints nothing but signs that there is nothing: /, 无, ―."""
    printed = [text for text in texts_of(row) if text]
    return bool(printed) and all(map(is_nil, printed))


def common_width(rows: Sequence[Row]) -> int | None:
    """The number of cells that several rows all have; None for a single row, or where they differ."""
    widths = {len(row) for row in rows}
    return widths.pop() if len(rows) > 1 and len(widths) == 1 else None


def _without_empty_columns(rows: tuple[Row, ...]) -> tuple[Row, ...]:
    """The rows without columns that are covered by merged neighbours in every row: their rulings divide nothing."""
    width = len(rows[0])
    if any(len(row) != width for row in rows):
        return rows
    kept = [i for i in range(width) if any(row[i].text is not None for row in rows)]
    return rows if len(kept) == width else tuple(tuple(row[i] for i in kept) for row in rows)


def _is_coded_row(row: Row) -> bool:
    printed = [text for text in texts_of(row) if text]
    if not printed:
        return False
    first, *rest = printed
    if is_total(first):  # a heading row may also begin with 合计, but words follow
        return all(is_amount(text) or is_nil(text) for text in rest)
    if is_nil_row(row):
        return True
    return first.isdigit() or is_amount(first) or bool(_JOINED_CODE.fullmatch(first))


def _is_two_sided_row(row: Row) -> bool:
    return any(is_amount(t) or t.endswith("总计") or t[1:2] in ("、", ".", "．") for t in texts_of(row))


def _is_single_row(row: Row) -> bool:
    return any(is_amount(text) for text in texts_of(row)) or is_nil_row(row)


_BODY_ROW: dict[Form, Callable[[Row], bool]] = {
    Form.CODED: _is_coded_row,
    Form.TWO_SIDED: _is_two_sided_row,
    Form.SINGLE_ROW: _is_single_row,
}


def named_columns(header: tuple[Row, ...], columns: tuple[Column, ...]) -> list[tuple[int, Column]]:
    """Every heading cell that names one of the columns, as (cell index, column), left to right."""
    found: dict[str, tuple[int, Column]] = {}
    for row in header:
        for index in range(len(row)):
            column = column_named(text_of(row, index), columns)
            if column is not None:
                found[column.key] = (index, column)
    return sorted(found.values(), key=lambda pair: pair[0])


def coded_layout(page: GridPage, table: OfficialTable) -> Layout | None:
    """The columns of one page of a coded table, by heading text, corrected by the shape of the data.

    Codes are left, amounts right, the name between them. Where a heading cell is out of place (a name heading
    after the amounts), the body rows decide. None when headings and data do not fit together.
    """
    named = named_columns(page.header, table.columns)
    width = _width(page)
    wider = _layout_with_unknown(page, table, named)
    if wider is not None:
        return wider
    last = named[-1][0] + 1 if named else width
    if last < width and _stands_at(named, last) and not any(any(texts_of(row)[last:]) for row in page.body):
        width = last
    first_amount = width - len(named)
    if not named or not 1 <= first_amount <= len(table.code_levels) + 1:
        return None
    name = _name_column(page, first_amount, len(table.code_levels))
    codes = tuple(index for index in range(first_amount) if index != name)
    if not codes or not _are_codes(page.body, codes):
        return None
    amounts = tuple((first_amount + n, column) for n, (_, column) in enumerate(named))
    misplaced = any(index != at for (index, _), (at, _) in zip(named, amounts, strict=True))
    return Layout(codes, name, amounts, misplaced)


def _width(page: GridPage) -> int:
    """The number of cells of the page's rows: that of its headings where rows have it, a longer row is then uneven."""
    lengths = {len(row) for row in page.body}
    headed = common_width(page.header)
    return headed if headed in lengths and headed is not None else max(lengths, default=0)


def _stands_at(named: list[tuple[int, Column]], end: int) -> bool:
    """Whether the named columns are side by side, the last one right before `end`."""
    return [index for index, _ in named] == list(range(end - len(named), end))


def _layout_with_unknown(
    page: GridPage, table: OfficialTable, named: list[tuple[int, Column]]
) -> Layout | None:
    """The columns of a page that has some the form does not know; None where headings and data do not match one to one.

    They match where every cell right of the name has a heading and no heading is left over.
    """
    titles = leaf_titles(page.header)
    at = next((i for i, title in titles.items() if title.endswith("科目名称")), None)
    if at is None or not named or not 1 <= at <= len(table.code_levels):
        return None
    width = max(titles) + 1
    if any(any(texts_of(row)[width:]) for row in page.body):
        return None
    right = range(at + 1, width)
    if any(index not in titles or is_amount(titles[index]) for index in right) or named[0][0] <= at:
        return None
    if not _are_codes(page.body, range(at)):
        return None
    known = {index for index, _ in named}
    unknown = tuple((index, titles[index]) for index in right if index not in known)
    if not unknown:
        return None
    return Layout(tuple(range(at)), at, tuple(named), unknown=unknown)


def _are_codes(rows: Sequence[Row], columns: Iterable[int]) -> bool:
    """Whether columns hold codes: in three of four rows at least, a garbled one is a matter of its own row."""
    columns = tuple(columns)
    others = sum(any(not _may_be_code(text_of(row, index)) for index in columns) for row in rows)
    return 4 * others <= len(rows)


def _name_column(page: GridPage, left: int, depth: int) -> int | None:
    """Of the columns left of the amounts, the one with words; by position on a page that holds only the total."""
    words = [sum(not _may_be_code(text_of(row, i)) for row in page.body) for i in range(left)]
    if max(words) > 0:
        return words.index(max(words))
    only_total = all(is_total(text_of(row, 0)) for row in page.body)
    return depth if only_total and left == depth + 1 else None


def _may_be_code(text: str) -> bool:
    """Whether a cell left of the amounts can be (part of) a code, blank, a nil, or the word 合计."""
    if not text or is_total(text) or text.isdigit() or is_nil(text):
        return True
    return bool(_JOINED_CODE.fullmatch(text) or _DIVIDED_CODE.fullmatch(text))


@dataclass(frozen=True)
class ReadCode:
    """类, 款, 项 of a line; `restored` says that a lost leading zero was put back, `misprinted` that it is no code."""

    parts: tuple[str, ...]
    restored: bool = False
    misprinted: bool = False


def read_codes(texts: list[str], above: tuple[str, ...]) -> ReadCode | None:
    """The code of a line from its code cells; None when there is none.

    Cells may hold a level each (205, 08, 02), a level's whole code (205, 20508, 2050802), one joined code
    (2050802, 205-08-02), or only the level's own part under the line `above`. A level each that lacks a digit
    (7, 11, 02) stays as printed.
    """
    printed = ["" if is_nil(text) else text for text in texts]
    digits = [re.sub(r"[-./ ]", "", text) for text in printed]
    whole = next((d for d in reversed(digits) if len(d) in (5, 7)), None)
    if whole is not None:
        if whole[0] not in "235" and _DIVIDED_CODE.fullmatch("".join(printed)):
            return ReadCode(tuple(re.split("[-/]", "".join(printed))), misprinted=True)
        if whole[0] not in "235":  # functions begin with 2, economic classes with 3 or 5: this is an amount
            return None
        return ReadCode((whole[:3], *(whole[i : i + 2] for i in range(3, len(whole), 2))))
    if not any(digits):
        return None
    first = next(i for i, d in enumerate(digits) if d)
    last = max(i for i, d in enumerate(digits) if d)
    parts = [*above[:first], *digits[first : last + 1]]
    padded = [part if n == 0 else part.zfill(2) for n, part in enumerate(parts)]
    if re.fullmatch(r"[0-9]{3}(\|[0-9]{2}){0,2}", "|".join(padded)):
        return ReadCode(tuple(padded), restored=padded != parts)
    if first == 0 and re.fullmatch(r"[0-9]{1,4}(\|[0-9]{1,3}){0,2}", "|".join(parts)):
        return ReadCode(tuple(parts), misprinted=True)
    return None


def leaf_titles(header: tuple[Row, ...]) -> dict[int, str]:
    """The lowest non-blank heading text over each cell index."""
    titles: dict[int, str] = {}
    for row in header:
        for index in range(len(row)):
            if text_of(row, index):
                titles[index] = text_of(row, index)
    return titles


def two_sided_layouts(page: GridPage, table: OfficialTable) -> list[tuple[Side, Layout]]:
    """The two halves of table 1 or 4: where each keeps its names and amounts. [] when there are not two."""
    names = _name_columns(page.header)
    if len(names) != 2:
        return []
    titles = leaf_titles(page.header)
    width = max(len(row) for row in (*page.header, *page.body))
    halves = []
    for side, start, stop in zip(Side, names, (names[1], width), strict=True):
        columns = tuple(c for c in table.columns if c.side is side)
        amounts = []
        for index in range(start + 1, stop):
            column = column_named(titles.get(index, ""), columns)
            if column is not None:
                amounts.append((index, column))
        halves.append((side, Layout((), start, tuple(amounts))))
    return halves


def _name_columns(header: tuple[Row, ...]) -> list[int]:
    """The cell indexes headed 项目 in the one heading row that has two of them."""
    for row in header:
        found = [index for index in range(len(row)) if text_of(row, index) == "项目"]
        if len(found) == 2:
            return found
    return []
