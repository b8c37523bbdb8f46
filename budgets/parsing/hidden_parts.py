"""What a file hides of its tables is printed by nobody and read by nobody: it is unread, never blank.

The words of it are not repeated: what is hidden may be personal, and what is unread is public.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from budgets.form.spelling import squeeze
from budgets.form.terms import HiddenKind, UnreadCause
from budgets.parsing.table_records import PrintedTable, TableLine, Unread
from budgets.readers.document import Hidden, Place

_OF_TABLES = (HiddenKind.HIDDEN_ROW, HiddenKind.HIDDEN_COLUMN)


def with_hidden_parts(
    tables: Sequence[PrintedTable], hidden: Iterable[Hidden]
) -> tuple[list[PrintedTable], list[Unread]]:
    """The tables with their hidden rows and columns as unread; and the hidden sheets, which belong to none of them."""
    found = list(tables)
    elsewhere = []
    for part in hidden:
        owner = _owner(found, part) if part.kind in _OF_TABLES else None
        if owner is not None:
            found[owner] = _with_part(found[owner], part)
        elif part.kind in (*_OF_TABLES, HiddenKind.HIDDEN_SHEET):
            elsewhere.append(Unread(UnreadCause.HIDDEN, "", part.place))
    return found, elsewhere


def _owner(tables: Sequence[PrintedTable], part: Hidden) -> int | None:
    """The position of the table that holds a hidden row or column: the last on its sheet or page that begins above it."""
    here = _grid(part.place)
    starts = {
        n: min((place.row or 0) for place in _places(table) if _grid(place) == here)
        for n, table in enumerate(tables)
        if any(_grid(place) == here for place in _places(table))
    }
    row = part.place.row
    if part.kind is HiddenKind.HIDDEN_ROW and row is not None:
        # Rows far below a table are not of it: somebody's calculations.
        starts = {n: start for n, start in starts.items() if row <= _last_row(tables[n], here) + 1}
    above = [n for n, start in starts.items() if row is None or start <= row]
    return next(reversed(above or list(starts)), None)


def _last_row(table: PrintedTable, here: tuple[int | None, int | None]) -> int:
    places = (*_places(table), *(x.place for x in table.unread if x.place.row is not None))
    return max((place.row or 0 for place in places if _grid(place) == here), default=0)


def _grid(place: Place) -> tuple[int | None, int | None]:
    """Which grid of the file a place is in: its page, and its number there or in the file; a sheet is one grid."""
    return place.page, place.table


def _places(table: PrintedTable) -> Iterator[Place]:
    """The places of a table that are in a grid."""
    yield from (place for place in (table.place, *(x.place for x in table.lines)) if place.table is not None)


def _with_part(table: PrintedTable, part: Hidden) -> PrintedTable:
    if part.kind is HiddenKind.HIDDEN_ROW:
        row = Unread(UnreadCause.HIDDEN, "", part.place, table.table)
        return replace(table, unread=(*table.unread, row))
    keys = [key for key in _hidden_columns(table, part) if not any(line.figure(key) for line in table.lines)]
    lines = tuple(_with_columns(line, keys, table) for line in table.lines)
    cells = tuple(cell for line in lines for cell in _cells(table, line, keys, part))
    whole = () if cells else (Unread(UnreadCause.HIDDEN, "", part.place, table.table),)
    return replace(table, lines=lines, unread=(*table.unread, *cells, *whole))


def _hidden_columns(table: PrintedTable, part: Hidden) -> list[str]:
    """The keys of the columns of the form whose headings stand in what is hidden."""
    words = {squeeze(line) for line in part.text.replace("\t", "\n").split("\n")}
    return [column.key for column in table.table.columns if squeeze(column.title) in words]


def _with_columns(line: TableLine, keys: Sequence[str], table: PrintedTable) -> TableLine:
    own = [key for key in keys if table.table.column(key).side in (None, line.side)]
    return replace(line, unread=tuple(dict.fromkeys((*line.unread, *own))))


def _cells(table: PrintedTable, line: TableLine, keys: Sequence[str], part: Hidden) -> Iterator[Unread]:
    for key in keys:
        if key in line.unread:
            place = replace(part.place, row=line.place.row)
            yield Unread(UnreadCause.HIDDEN, "", place, table.table, line.number, line.side, key)
