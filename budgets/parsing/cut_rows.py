"""Rows that a page break cuts: the upper part of each cell stands on one page, the rest on the next.

Two pieces are one row where only together their cells are amounts, where one has the amounts and the other none, or
where one is the rest of a name. Two whole rows stay two. Where neither is certain, the row is not read.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import Enum

from budgets.form.amounts import is_amount
from budgets.form.tables import Form
from budgets.form.terms import UnreadCause
from budgets.parsing.grids import GridPage, Row, coded_layout, is_total, text_of, texts_of, two_sided_layouts
from budgets.parsing.table_body import TableBody


class _Pieces(Enum):
    """What the last row of a page and the first of the next are."""

    ONE_ROW = "one row"
    TWO_ROWS = "two rows"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class _Columns:
    """The cell indexes of codes, names and amounts."""

    codes: tuple[int, ...]
    names: tuple[int, ...]
    amounts: tuple[int, ...]


def stitched(pages: Sequence[GridPage], body: TableBody) -> list[GridPage]:
    """The pages with the rows joined that page breaks cut; one whose pieces have no one reading is unread.

    The rest of a row has no code, so it may stand among the headings of its page, but it shares no words with them.
    """
    judge = _JUDGES.get(body.table.form)
    whole: list[GridPage] = []
    headings: set[str] = set()
    columns: _Columns | None = None
    for page in pages:
        rest = _first_row(page, headings)
        above = next((n for n in range(len(whole) - 1, -1, -1) if whole[n].body), None)
        if judge is not None and columns is not None and rest is not None and above is not None:
            first = whole[above].body[-1]
            found = judge(first, rest, columns) if len(first) == len(rest) else _Pieces.TWO_ROWS
            if found is _Pieces.UNKNOWN and _fills_page(rest, page) and _goes_on(first, rest, columns):
                found = _Pieces.ONE_ROW
            whole[above], page = _after(found, whole[above], rest, page, body)
        headings |= {text for row in page.header for text in texts_of(row) if text}
        columns = _columns_of(page, body) or columns
        whole.append(page)
    return whole


def _first_row(page: GridPage, headings: set[str]) -> Row | None:
    """The row that may be the rest of one on the page before: the last heading row that is none, or the first row."""
    if page.header and not set(filter(None, texts_of(page.header[-1]))) & headings:
        return page.header[-1]
    return page.body[0] if page.body else None


def _fills_page(row: Row, page: GridPage) -> bool:
    """Whether a row is the only one of its page: one that begins before and may end after it."""
    return all(other is row for other in page.body)


def _goes_on(first: Row, rest: Row, columns: _Columns) -> bool:
    """Whether two pieces of a row need a third: not even together are they amounts."""
    return any(b and not is_amount(a) and not is_amount(a + b) for a, b in _pairs(first, rest, columns))


def _columns_of(page: GridPage, body: TableBody) -> _Columns | None:
    if body.table.form is Form.CODED:
        layout = coded_layout(page, body.table) if page.header or page.body else None
        if layout is None:
            return None
        name = () if layout.name is None else (layout.name,)
        return _Columns(layout.codes, name, tuple(index for index, _ in layout.amounts))
    halves = two_sided_layouts(page, body.table) if page.header else []
    names = tuple(half.name for _, half in halves if half.name is not None)
    return _Columns((), names, tuple(i for _, half in halves for i, _ in half.amounts)) if halves else None


def _after(
    found: _Pieces, above: GridPage, rest: Row, page: GridPage, body: TableBody
) -> tuple[GridPage, GridPage]:
    """Both pages, the last row of one and the first of the other judged."""
    is_headed = bool(page.header) and rest is page.header[-1]
    without = GridPage(page.header[:-1], page.body) if is_headed else GridPage(page.header, page.body[1:])
    if found is _Pieces.TWO_ROWS:
        moves = is_headed and any(map(is_amount, texts_of(rest)))  # a row, and no headings
        return above, GridPage(without.header, (rest, *without.body)) if moves else page
    first = above.body[-1]
    if found is _Pieces.UNKNOWN:
        body.miss("row-cut", first, n=body.table.number)
        body.unread_rows(UnreadCause.CUT_ROW, (first, rest))
        return GridPage(above.header, above.body[:-1]), without
    return GridPage(above.header, (*above.body[:-1], _as_one(first, rest, body))), without


def _as_one(first: Row, rest: Row, body: TableBody) -> Row:
    """Both pieces as one row, each cell where it is printed first; `body` learns that both are of one row."""
    joined = tuple(
        replace(a if (a.text or "").strip() else b, text=(a.text or "") + (b.text or ""))
        for a, b in zip(first, rest, strict=True)
    )
    pieces = [*body.rests.pop(first[0].place, []), first, rest]
    body.rests[joined[0].place] = [row for row in pieces if row[0].place != joined[0].place]
    return joined


# ---- one row or two -------------------------------------------------------------------------------------


def _of_code(first: Row, rest: Row, columns: _Columns) -> _Pieces:
    """For a table by codes. Only one of the two pieces of a row has its code."""
    coded = [any(text_of(row, n) for n in columns.codes) for row in (first, rest)]
    numbers = _pairs(first, rest, columns)
    if all(coded) and not is_total(text_of(first, 0)):
        return _Pieces.TWO_ROWS
    if coded[1] or is_total(text_of(rest, 0)):
        is_name = _has_name(first, columns) and not any(a for a, _ in numbers)
        return _Pieces.ONE_ROW if not coded[0] and (is_name or _are_halves(numbers)) else _Pieces.TWO_ROWS
    if not any(coded):
        return _Pieces.TWO_ROWS
    return _rest_of(first, numbers, _has_name(rest, columns))


def _of_sides(first: Row, rest: Row, columns: _Columns) -> _Pieces:
    """For a table of two sides. The rest of a name has no number before it."""
    names = [(text_of(first, n), text_of(rest, n)) for n in columns.names]
    if any(_ENTRY.match(b) or (b and not a) for a, b in names):
        return _Pieces.TWO_ROWS
    return _rest_of(first, _pairs(first, rest, columns), any(b for _, b in names))


_ENTRY = re.compile(r"[一二三四五六七八九十]+[、.．]|\d{1,2}[.．、]|[（(]\S{1,2}[）)]|.*[总合]计")


def _rest_of(first: Row, numbers: list[tuple[str, str]], is_named: bool) -> _Pieces:
    """Judge by the amounts, where a row without code or number is below one that has it."""
    below = [(a, b) for a, b in numbers if b]
    if not below:
        return _Pieces.ONE_ROW if is_named and not is_total(text_of(first, 0)) else _Pieces.TWO_ROWS
    if _are_halves(below):
        return _Pieces.ONE_ROW
    if is_total(text_of(first, 0)):
        return _Pieces.TWO_ROWS
    if not any(a for a, _ in numbers):  # the code on one page, the amounts on the next
        return _Pieces.ONE_ROW
    are_whole = all(is_amount(b) and (not a or is_amount(a)) for a, b in below)
    is_either = any(a and is_amount(a + b) for a, b in below)
    return _Pieces.TWO_ROWS if are_whole and not is_either else _Pieces.UNKNOWN


def _pairs(first: Row, rest: Row, columns: _Columns) -> list[tuple[str, str]]:
    return [(text_of(first, n), text_of(rest, n)) for n in columns.amounts]


def _has_name(row: Row, columns: _Columns) -> bool:
    return any(text_of(row, n) for n in columns.names)


def _are_halves(numbers: list[tuple[str, str]]) -> bool:
    """Whether only together two pieces of each cell are an amount, written as the others are."""
    both = [(a, b) for a, b in numbers if a or b]
    joined = [a + b for a, b in both]
    proven = any(a and b and not (is_amount(a) and is_amount(b)) for a, b in both)
    grouped = any("," in text for text in joined)
    if grouped and any(re.fullmatch(r"\d{4,}", text) for text in joined):
        return False
    return proven and all(map(is_amount, joined)) and all(a for a, _ in both)


_JUDGES: dict[Form, Callable[[Row, Row, _Columns], _Pieces]] = {
    Form.CODED: _of_code,
    Form.TWO_SIDED: _of_sides,
}
