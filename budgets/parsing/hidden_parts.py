"""What a file hides of its tables is printed by nobody and read by nobody: it is unread, never blank.

The words of it are not repeated: what is hidden may be personal, and what is unread is public. A hidden cell that holds
nothing is blank.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
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
    for part in (own for whole in hidden for own in _by_table(found, whole)):
        owner = _owner(found, part) if part.kind in _OF_TABLES else None
        if owner is not None:
            found[owner] = _with_part(found[owner], part)
        elif part.kind in (*_OF_TABLES, HiddenKind.HIDDEN_SHEET):
            elsewhere.append(Unread(UnreadCause.HIDDEN, "", part.place))
    return found, elsewhere


def _by_table(tables: Sequence[PrintedTable], part: Hidden) -> Iterator[Hidden]:
    """A hidden column in pieces, one for each table that it crosses; any other thing as it is."""
    starts = sorted(_starts(tables, part).values()) if part.cells else []
    if len(starts) < 2:
        yield part
        return
    for n, start in enumerate(starts):
        # What stands above all tables goes with the first of them.
        above = starts[n + 1] if n + 1 < len(starts) else None
        own = tuple(
            cell
            for cell in part.cells
            if (n == 0 or (cell.place.row or 0) >= start) and (above is None or (cell.place.row or 0) < above)
        )
        if own:
            yield replace(part, cells=own, place=replace(part.place, row=start))


def _starts(tables: Sequence[PrintedTable], part: Hidden) -> dict[int, int]:
    """The row in which each table of the part's sheet or page begins, by the position of the table."""
    here = _grid(part.place)
    return {
        n: min((place.row or 0) for place in _places(table) if _grid(place) == here)
        for n, table in enumerate(tables)
        if any(_grid(place) == here for place in _places(table))
    }


def _owner(tables: Sequence[PrintedTable], part: Hidden) -> int | None:
    """The position of the table that holds a hidden row or column: the last on its sheet or page that begins above it."""
    here, starts = _grid(part.place), _starts(tables, part)
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
    found = _hidden_columns(table, part).items()
    columns = {key: n for key, n in found if not any(line.figure(key) for line in table.lines)}
    held = {(cell.place.row, cell.place.column) for cell in part.cells}
    own = [(line, _own_cells(table, line, columns, held)) for line in table.lines]
    lines = tuple(
        replace(line, unread=tuple(dict.fromkeys((*line.unread, *cells)))) if cells else line
        for line, cells in own
    )
    cells = tuple(
        Unread(UnreadCause.HIDDEN, "", place, table.table, line.number, line.side, key)
        for line, places in own
        for key, place in places.items()
    )
    whole = () if cells or _holds_headings_alone(table, part) else (_whole(table, part),)
    return replace(table, lines=lines, unread=(*table.unread, *cells, *whole))


def _whole(table: PrintedTable, part: Hidden) -> Unread:
    return Unread(UnreadCause.HIDDEN, "", part.place, table.table)


def _hidden_columns(table: PrintedTable, part: Hidden) -> dict[str, int | None]:
    """The keys of the columns of the form whose headings stand in what is hidden, each with its column on the sheet."""
    places: dict[str, int | None] = {}
    for cell in part.cells:
        places.setdefault(squeeze(cell.text or ""), cell.place.column)
    return {
        column.key: places[squeeze(column.title)]
        for column in table.table.columns
        if squeeze(column.title) in places
    }


def _holds_headings_alone(table: PrintedTable, part: Hidden) -> bool:
    """Whether nothing is hidden but headings of the form: then every cell below them is empty."""
    titles = {squeeze(column.title) for column in table.table.columns}
    return bool(part.cells) and all(squeeze(cell.text or "") in titles for cell in part.cells)


def _own_cells(
    table: PrintedTable,
    line: TableLine,
    columns: Mapping[str, int | None],
    held: Set[tuple[int | None, int | None]],
) -> dict[str, Place]:
    """The places of the line's cells in hidden columns that hold something; a hidden cell that is empty is blank."""
    return {
        key: Place(table=line.place.table, row=line.place.row, column=column)
        for key, column in columns.items()
        if table.table.column(key).side in (None, line.side) and (line.place.row, column) in held
    }
