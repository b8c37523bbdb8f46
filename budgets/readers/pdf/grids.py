"""Ruled tables: which rulings make a grid, which of its fields form one cell, and which glyphs are in it.

The field between two neighbouring levels and uprights belongs to the same cell as the next field when no
ruling divides them. So a side without outer border, a row cut by a page break, or a line drawn in
pieces, twice or as thin rectangles still give whole cells, and every glyph inside the grid has one.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from budgets.readers.pdf.lines import cell_text
from budgets.readers.pdf.page import Box, Glyph, PdfSheet, Ruling

# Rulings closer together than this are one line drawn twice or in pieces (points).
_SNAP = 3.0
# How near a level must come to an upright to touch it.
_TOUCH = 2.0
# A ruling divides two fields when it covers this share of their common side.
_COVER = 0.6
# A page with more possible crossings than this is a drawing, not a table (a thousand lines each way).
_MOST_CROSSINGS = 1_000_000
# An outer column narrower than this is the overhang of a ruling, not a column (points).
_OVERHANG = 4.0


@dataclass
class GridCell:
    """A cell and the fields that it covers: rows top..bottom, columns left..right, counted from 0."""

    top: int
    left: int
    bottom: int
    right: int
    glyphs: list[Glyph] = field(default_factory=list)

    @property
    def text(self) -> str:
        return cell_text(self.glyphs)


@dataclass
class Lattice:
    """One grid of a page: the uprights `xs`, the levels `ys`, and the cell of every field."""

    xs: list[float]
    ys: list[float]
    fields: list[list[GridCell]]

    @property
    def box(self) -> Box:
        return self.xs[0], self.ys[0], self.xs[-1], self.ys[-1]

    @property
    def area(self) -> float:
        return (self.xs[-1] - self.xs[0]) * (self.ys[-1] - self.ys[0])

    def cell_at(self, x: float, y: float) -> GridCell | None:
        """The cell that holds the point; None outside the grid."""
        column, row = bisect_right(self.xs, x) - 1, bisect_right(self.ys, y) - 1
        if 0 <= column < len(self.xs) - 1 and 0 <= row < len(self.ys) - 1:
            return self.fields[row][column]
        return None

    def field_box(self, cell: GridCell) -> Box:
        return self.xs[cell.left], self.ys[cell.top], self.xs[cell.right + 1], self.ys[cell.bottom + 1]


@dataclass(slots=True)
class PlacedGlyph:
    """A glyph and the cell that it belongs to, None outside the grids."""

    glyph: Glyph
    lattice: Lattice | None = None
    cell: GridCell | None = None


def find_lattices(sheet: PdfSheet) -> list[Lattice]:
    """Every ruled table of the page, smallest first; frames, single rules and underlines are left out."""
    levels = _merged(ruling for ruling in sheet.rulings if ruling.level)
    uprights = _merged(ruling for ruling in sheet.rulings if not ruling.level)
    if len(levels) * len(uprights) > _MOST_CROSSINGS:
        return []
    groups = _connected(levels, uprights)
    lattices = [_lattice(*group) for group in groups]
    lattices += [
        _one_row(alone) for alone in _side_by_side([up for ls, ups in groups if not ls for up in ups])
    ]
    return sorted((lattice for lattice in lattices if lattice is not None), key=lambda lattice: lattice.area)


def place_glyphs(lattices: list[Lattice], glyphs: Iterable[Glyph]) -> list[PlacedGlyph]:
    """Each glyph with the innermost cell that contains its middle."""
    return [_placed(glyph, lattices) for glyph in glyphs]


def _placed(glyph: Glyph, lattices: list[Lattice]) -> PlacedGlyph:
    for lattice in lattices:
        cell = lattice.cell_at(*glyph.middle)
        if cell is not None:
            return PlacedGlyph(glyph, lattice, cell)
    return PlacedGlyph(glyph)


# ---- rulings --------------------------------------------------------------------------------------------


def _merged(rulings: Iterable[Ruling]) -> list[Ruling]:
    """The rulings, those drawn twice or in pieces made one: moved to the same position, then joined end to end."""
    lanes: list[list[Ruling]] = []
    for ruling in sorted(rulings, key=lambda r: r.at):
        if lanes and ruling.at - lanes[-1][-1].at <= _SNAP and ruling.at - lanes[-1][0].at <= 2 * _SNAP:
            lanes[-1].append(ruling)
        else:
            lanes.append([ruling])
    return [joined for lane in lanes for joined in _joined(lane)]


def _joined(lane: list[Ruling]) -> Iterator[Ruling]:
    at = sum(ruling.at for ruling in lane) / len(lane)
    pieces = sorted(lane, key=lambda r: r.start)
    start, stop = pieces[0].start, pieces[0].stop
    for piece in pieces[1:]:
        if piece.start > stop + _SNAP:
            yield Ruling(piece.level, at, start, stop)
            start, stop = piece.start, piece.stop
        stop = max(stop, piece.stop)
    yield Ruling(pieces[0].level, at, start, stop)


def _connected(levels: list[Ruling], uprights: list[Ruling]) -> list[tuple[list[Ruling], list[Ruling]]]:
    """Groups of levels and uprights that touch one another, directly or through others."""
    parent = list(range(len(levels) + len(uprights)))

    def root(index: int) -> int:
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    for i, level in enumerate(levels):
        for j, upright in enumerate(uprights, start=len(levels)):
            if _touch(level, upright):
                parent[root(i)] = root(j)
    groups: dict[int, tuple[list[Ruling], list[Ruling]]] = defaultdict(lambda: ([], []))
    for index, ruling in enumerate([*levels, *uprights]):
        groups[root(index)][0 if ruling.level else 1].append(ruling)
    return list(groups.values())


def _touch(level: Ruling, upright: Ruling) -> bool:
    return (
        level.start - _TOUCH <= upright.at <= level.stop + _TOUCH
        and upright.start - _TOUCH <= level.at <= upright.stop + _TOUCH
    )


# ---- fields and cells -----------------------------------------------------------------------------------


def _lattice(levels: list[Ruling], uprights: list[Ruling]) -> Lattice | None:
    """The grid that the rulings make, closed on all sides; None when they are a frame or a few strokes."""
    if not levels or not uprights or len(levels) + len(uprights) < 4:
        return None
    ends = [end for level in levels for end in (level.start, level.stop)]
    xs = _positions(uprights, min(ends), max(ends))
    ends = [end for upright in uprights for end in (upright.start, upright.stop)]
    ys = _positions(levels, min(ends), max(ends))
    if len(xs) < 3 or len(ys) < 2:
        return None
    fields = _cells(_areas(xs, ys, levels, uprights))
    # A single cell, or a single column of cells, is a frame round a text and no table.
    if all(cell.left == 0 and cell.right == len(xs) - 2 for row in fields for cell in row):
        return None
    return Lattice(xs, ys, fields)


def _side_by_side(uprights: list[Ruling]) -> list[list[Ruling]]:
    """Uprights that touch no level, in groups with the same beginning and end."""
    groups: list[list[Ruling]] = []
    for upright in sorted(uprights, key=lambda r: (r.start, r.stop)):
        last = groups[-1][-1] if groups else None
        if last and abs(upright.start - last.start) <= _SNAP and abs(upright.stop - last.stop) <= _SNAP:
            groups[-1].append(upright)
        else:
            groups.append([upright])
    return groups


def _one_row(uprights: list[Ruling]) -> Lattice | None:
    """The middle of a row that fills more than a page: it has side borders, but no top or bottom."""
    xs = sorted({upright.at for upright in uprights})
    if len(xs) < 3:
        return None
    ys = [min(upright.start for upright in uprights), max(upright.stop for upright in uprights)]
    return Lattice(xs, ys, [[GridCell(0, column, 0, column) for column in range(len(xs) - 1)]])


def _positions(rulings: list[Ruling], first: float, last: float) -> list[float]:
    """The positions of the rulings, and an outer border that is not printed, up to which the crossing rulings reach."""
    positions = sorted({ruling.at for ruling in rulings})
    if first < positions[0] - _OVERHANG:
        positions.insert(0, first)
    if last > positions[-1] + _OVERHANG:
        positions.append(last)
    return positions


def _areas(xs: list[float], ys: list[float], levels: list[Ruling], uprights: list[Ruling]) -> list[list[int]]:
    """A number for every field; fields that no ruling divides share one."""
    rows, columns = len(ys) - 1, len(xs) - 1
    walls_right = _walls(xs[1:-1], ys, uprights)
    walls_below = _walls(ys[1:-1], xs, levels)
    areas = [[0] * columns for _ in range(rows)]
    number = 0
    for row in range(rows):
        for column in range(columns):
            if not areas[row][column]:
                number += 1
                _flood(areas, row, column, number, walls_right, walls_below)
    return areas


def _walls(inner: list[float], marks: list[float], rulings: list[Ruling]) -> list[list[bool]]:
    """For each inner position, the stretches between two marks along which a ruling runs."""
    lanes: dict[float, list[Ruling]] = defaultdict(list)
    for ruling in rulings:
        lanes[ruling.at].append(ruling)
    return [[_covered(lanes[at], a, b) for a, b in pairwise(marks)] for at in inner]


def _covered(rulings: list[Ruling], start: float, stop: float) -> bool:
    common = sum(max(0.0, min(r.stop, stop) - max(r.start, start)) for r in rulings)
    return common >= _COVER * (stop - start)


def _flood(
    areas: list[list[int]],
    row: int,
    column: int,
    number: int,
    walls_right: list[list[bool]],
    walls_below: list[list[bool]],
) -> None:
    """Give a field, and all fields that no ruling divides from it, the same number."""
    waiting = [(row, column)]
    while waiting:
        r, c = waiting.pop()
        if areas[r][c]:
            continue
        areas[r][c] = number
        if c and not walls_right[c - 1][r]:
            waiting.append((r, c - 1))
        if c < len(areas[0]) - 1 and not walls_right[c][r]:
            waiting.append((r, c + 1))
        if r and not walls_below[r - 1][c]:
            waiting.append((r - 1, c))
        if r < len(areas) - 1 and not walls_below[r][c]:
            waiting.append((r + 1, c))


def _cells(areas: list[list[int]]) -> list[list[GridCell]]:
    """The areas as cells; an area that is no rectangle (a stroke is missing) is cut into rectangles."""
    rows, columns = len(areas), len(areas[0])
    fields: list[list[GridCell | None]] = [[None] * columns for _ in range(rows)]
    for row in range(rows):
        for column in range(columns):
            if fields[row][column] is None:
                cell = _rectangle(areas, fields, row, column)
                for r in range(cell.top, cell.bottom + 1):
                    fields[r][cell.left : cell.right + 1] = [cell] * (cell.right + 1 - cell.left)
    return fields  # type: ignore[return-value]  # every field has its cell now


def _rectangle(areas: list[list[int]], taken: list[list[GridCell | None]], row: int, column: int) -> GridCell:
    """The widest, then highest, rectangle of one area from this field to the right and down."""
    number, right = areas[row][column], column
    while right + 1 < len(areas[0]) and areas[row][right + 1] == number and taken[row][right + 1] is None:
        right += 1
    bottom = row
    while bottom + 1 < len(areas) and all(
        areas[bottom + 1][c] == number and taken[bottom + 1][c] is None for c in range(column, right + 1)
    ):
        bottom += 1
    return GridCell(row, column, bottom, right)
