"""Pages of a table that stand without title and headings where they cannot go on with what is printed above them.

A page may be lost, printed twice or bound in another place: the rows on the next one are then not of the table before it.
Whose they can be, their codes and the number of their cells tell, and which table is not whole without them.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from enum import Enum

from budgets.form.amounts import Unit, is_amount, parse_amount
from budgets.form.tables import FORMS, Form, OfficialTable, Role
from budgets.parsing.grids import Row, is_total, split_page, texts_of
from budgets.parsing.unknown_tables import heading_rows
from budgets.readers.document import Grid


class Kind(Enum):
    """What the rows of a page without headings are lines of."""

    FUNCTIONS = "2"
    ECONOMIC = "3"
    SIDES = "sides"
    TOTAL = "total"  # a total alone


_TABLES: Mapping[Role, OfficialTable] = {t.role: t for form in FORMS.values() for t in form.tables}
_CODE = re.compile(r"(?P<class>[235]\d\d)(?:[-./]?\d\d){0,2}")
_ENTRY = re.compile(r"[一二三四五六七八九十]+[、.．]|\d{1,2}[.．、](?!\d)")
_ROUNDED = Decimal(1)  # one unit for each class that a total adds up


# ---- what rows are -------------------------------------------------------------------------------------


def kind_of(rows: Sequence[Row]) -> Kind | None:
    """What rows without headings are lines of, by their codes or their numbers; None where nobody can tell."""
    printed = [texts for row in rows if (texts := _printed(row))]
    coded = [texts for texts in printed if _code_of(texts)]
    others = [t for t in printed if not _code_of(t) and not is_total(t[0]) and not t[0].isdigit()]
    if coded and not others:
        kinds = {Kind.FUNCTIONS if t[0].startswith("2") else Kind.ECONOMIC for t in coded}
        return kinds.pop() if len(kinds) == 1 else None
    if coded:
        return None
    if len(printed) == 1 and is_total(printed[0][0]) and all(map(is_amount, printed[0][1:])):
        return Kind.TOTAL if len(printed[0]) > 1 else None
    return Kind.SIDES if printed and any(map(_is_entry, printed)) else None


def _printed(row: Row) -> list[str]:
    return [text for text in texts_of(row) if text]


def _code_of(texts: Sequence[str]) -> str:
    """The class with which the code of a row begins, beside a name; "" where the row has none."""
    found = _CODE.fullmatch(texts[0]) if texts else None
    named = any(not text[0].isdigit() and not is_amount(text) for text in texts[1:])
    return found["class"] if found and named else ""


def _is_total_of_sides(texts: Sequence[str]) -> bool:
    """Whether a row is the last of a table with two sides: 收入总计 and its amount, 支出总计 and its amounts."""
    names = [n for n, text in enumerate(texts) if not is_amount(text)]
    return names == [0, 2] and len(texts) > 3 and all(texts[n].endswith(("总计", "合计")) for n in names)


def _is_entry(texts: Sequence[str]) -> bool:
    return bool(_ENTRY.match(texts[0])) and any(map(is_amount, texts))


def _is_total(row: Row) -> bool:
    texts = _printed(row)
    return bool(texts) and (is_total(texts[0]) or texts[0].endswith("总计"))


# ---- whether rows go on with those above ---------------------------------------------------------------


def is_stray(role: Role, above: Sequence[Grid], grid: Grid, *, below_stray: bool = False) -> bool:
    """Whether a page without headings cannot be the next one of the table that the grids above it print.

    `below_stray`: a page of another table stands between; a total alone is then rather of that one.
    """
    if not above or heading_rows(grid):
        return False
    rows = _body(grid)
    kind, table = kind_of(rows), _TABLES[role]
    own = [row for page in above for row in _rows(page)]
    if kind is None or not own or is_printed_in(rows, own):
        return False
    if kind is Kind.SIDES:
        return table.form is Form.CODED
    if table.form is not Form.CODED or (kind is not Kind.TOTAL and kind is not _kind_of_table(table)):
        return True
    printed = [row for page in above for row in _body(page)] or own  # headings of a text may end earlier
    apart = not {len(row) for row in printed} & {len(row) for row in rows}
    if kind is Kind.TOTAL:
        apart = (
            below_stray
            or not _is_total_of(rows[0], table)
            or (apart and len(rows[0]) != len(table.columns) + 1)
        )
    return apart or (_is_closed(own) and (_page_of(own[-1]) != _page_of(rows[0]) or _restarts(own, rows)))


def _is_total_of(row: Row, table: OfficialTable) -> bool:
    """Whether nothing but the word stands left of the amount columns of a total alone on its page."""
    return len(row) > len(table.columns) and not any(texts_of(row)[1 : len(row) - len(table.columns)])


def _kind_of_table(table: OfficialTable) -> Kind:
    if table.form is not Form.CODED:
        return Kind.SIDES
    return Kind.FUNCTIONS if len(table.code_levels) > 2 else Kind.ECONOMIC


def is_printed_in(rows: Sequence[Row], others: Iterable[Row]) -> bool:
    """Whether all that rows print is printed in others too, cell by cell: a page that comes a second time."""
    known = {tuple(texts_of(row)) for row in others}
    return all(tuple(texts) in known for row in rows if any(texts := texts_of(row)))


def _rows(grid: Grid) -> list[Row]:
    page = split_page(grid, Form.CODED) if grid.rows else None
    return [*page.header, *page.body] if page else []


def _body(grid: Grid) -> list[Row]:
    """The rows of a page, without its headings."""
    headings = len(heading_rows(grid))
    return _rows(grid)[headings:]


def _page_of(row: Row) -> int | None:
    return row[0].place.page


def _is_closed(rows: Sequence[Row]) -> bool:
    """Whether the last row is the total, and others stand above it."""
    return len(rows) > 1 and _is_total(rows[-1]) and not any(map(_is_total, rows[:-1]))


def _classes(rows: Iterable[Row]) -> list[str]:
    return [code for row in rows if (code := _code_of(_printed(row)))]


def _restarts(own: Sequence[Row], rows: Sequence[Row]) -> bool:
    """Whether rows begin with a class that comes before the last one above them."""
    above, below = _classes(own), _classes(rows)
    return bool(above and below) and below[0] < above[-1]


def cut_at_stray_rows(grid: Grid) -> Iterator[Grid]:
    """A grid of text, cut where rows begin that a lost page leaves without title and headings.

    Their class comes before that of the row above, and they have more or less cells than the headings, or stand below the
    total.
    """
    first = next((n for n, row in enumerate(grid.rows) if _code_of(_printed(row))), len(grid.rows))
    if any(_is_entry(texts) for row in grid.rows[:first] if (texts := _printed(row))):
        yield Grid(grid.rows[:first])  # a table of two sides has no codes
        if first < len(grid.rows):
            yield Grid(grid.rows[first:])
        return
    widths = {len(row) for row in grid.rows[:first] if _printed(row)}
    start, above, closed = 0, "", False
    for number, row in enumerate(grid.rows[first:] if widths else (), first):
        own = _code_of(_printed(row))
        is_other = own and own < above and (closed or len(row) not in widths)
        if is_other and (not closed or len(_classes(grid.rows[number:])) > 1):
            yield Grid(grid.rows[start:number])
            start, closed, widths = number, False, set()
        above = own or above
        widths |= {len(row)}
        closed = closed or (bool(above) and _is_total(row))
    yield Grid(grid.rows[start:]) if start else grid


# ---- whose they can be ---------------------------------------------------------------------------------


def roles_for(
    grid: Grid, named: set[Role], found: Mapping[Role, Sequence[Grid]], below: Role | None = None
) -> set[Role]:
    """The tables of which a page without title may be one: those that its headings name, or whose shape it has.

    `found` are the pages of the tables that were found; one that is whole without these rows is not meant, unless it
    stands `below` them without a title too.
    """
    rows = _body(grid)
    shaped = _of_shape(rows)
    own = {role for role in named if _can_hold(role, rows, found)}
    fitting = own or {role for role in shaped if _can_hold(role, rows, found)}
    return fitting | (shaped & {below} if below else set())


def is_stray_in_prose(grid: Grid, found: Mapping[Role, Sequence[Grid]]) -> bool:
    """Whether rows that stand in the prose without headings are lines of a table that lacks them or was not found."""
    rows = _body(grid)
    kind = kind_of(rows)
    if heading_rows(grid):
        return False
    last = next((texts for row in reversed(rows) if (texts := _printed(row))), [])
    if _is_total_of_sides(last):
        return any(_can_hold(t.role, rows, found) for t in _TABLES.values() if t.form is Form.TWO_SIDED)
    if kind in (None, Kind.SIDES):
        return False
    if kind is Kind.TOTAL:  # a total says less of itself: a table has to lack it
        lacking = {role for role, pages in found.items() if any(map(_classes, map(_rows, pages)))}
        return any(_can_hold(role, rows, found) for role in _of_shape(rows) & lacking)
    has_amounts = all(_first_amount(row) is not None for row in rows if _printed(row))
    fits = {role for role in _of_shape(rows) if max(map(len, rows)) in _widths(_TABLES[role])}
    return has_amounts and any(_can_hold(role, rows, found) for role in fits)


def unlike_the_others(pages: Sequence[Grid]) -> list[Grid]:
    """The later pages of a table without headings, where others of them repeat the headings."""
    later = [grid for grid in pages[1:] if kind_of(_body(grid)) is not None]
    bare = [grid for grid in later if not heading_rows(grid)]
    return bare if len(bare) < len(later) else []


def is_page_of(grid: Grid, pages: Sequence[Grid]) -> bool:
    """Whether a page is printed a second time, all its rows with their amounts."""
    rows = _body(grid)
    own = (row for page in pages for row in _rows(page))
    return any(_first_amount(row) is not None for row in rows) and is_printed_in(rows, own)


def _of_shape(rows: Sequence[Row]) -> set[Role]:
    """The tables whose lines have that many cells and codes of that kind."""
    kind = kind_of(rows)
    if kind is None:
        return set()
    width = max((len(row) for row in rows), default=0)
    tables = [t for t in _TABLES.values() if kind in (Kind.TOTAL, _kind_of_table(t))]
    if kind is Kind.SIDES:
        return {table.role for table in tables if table.form is Form.TWO_SIDED}
    tables = [table for table in tables if table.form is Form.CODED]
    if kind is Kind.TOTAL:
        widths = {table.role: (len(table.columns) + 1, *_widths(table)) for table in tables}
        return {t.role for t in tables if width in widths[t.role] and _is_total_of(rows[0], t)}
    return {t.role for t in tables if width in _widths(t)} or {t.role for t in tables}


def _widths(table: OfficialTable) -> tuple[int, ...]:
    """How many cells a line may have: a cell for each level of its code or one for all, with its name or without."""
    levels, amounts = len(table.code_levels), len(table.columns)
    return levels + 1 + amounts, 2 + amounts, levels + amounts


def _can_hold(role: Role, rows: Sequence[Row], found: Mapping[Role, Sequence[Grid]]) -> bool:
    """Whether rows may be missing from a table: one that was not found, or one that prints none of them and is not whole."""
    if role not in found:
        return True
    own = [row for grid in found[role] for row in _body(grid)]
    labels = {_label(row) for row in own}
    if any(_label(row) in labels for row in rows if not _is_total(row)):
        return False
    totals = [row for row in own if _is_total(row)]
    if totals and any(map(_is_total, rows)):
        return False
    return not (totals and _adds_up(_TABLES[role], own, totals[-1]))


def _label(row: Row) -> tuple[str, ...]:
    """What a row prints before its amounts: its code and name."""
    texts = _printed(row)
    name = next((n for n, text in enumerate(texts) if not text[0].isdigit() and not is_amount(text)), 0)
    return tuple(texts[: name + 1])


def _adds_up(table: OfficialTable, rows: Sequence[Row], total: Row) -> bool:
    """Whether a total is the sum of the classes above it, so that no row of the table is missing; a blank one is."""
    if table.form is not Form.CODED:
        return True  # it is on one page
    whole = _first_amount(total)
    classes = [row for row in rows if len(_code_cells(row)) == 1 and len(_code_cells(row)[0]) == 3]
    amounts = [_first_amount(row) or Decimal(0) for row in classes]
    if whole is None:
        return not any(amounts)
    return abs(sum(amounts, Decimal(0)) - whole) <= _ROUNDED * len(amounts)


def _code_cells(row: Row) -> list[str]:
    label = _label(row)
    return [text for text in label[:-1] if text.isdigit()] if len(label) > 1 else []


def _first_amount(row: Row) -> Decimal | None:
    amounts = _printed(row)[len(_label(row)) :]
    return next((parse_amount(text, Unit.YUAN) for text in amounts if is_amount(text)), None)
