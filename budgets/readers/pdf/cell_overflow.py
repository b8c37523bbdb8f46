"""Text that is too long or too high for its cell, put back where it belongs.

A spreadsheet prints a long text over the border into the next cell, and a wrapped text over the lines above
and below a row that is too low. Placed glyph by glyph such a text would be torn apart, and a piece of a heading
would end up in an amount. A text that no ruling cuts is left alone.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from budgets.readers.pdf.grids import GridCell, Lattice, PlacedGlyph
from budgets.readers.pdf.page import Glyph

# In shares of the font size.
_TIGHT = 0.1  # the widest gap between glyphs of one text
_ABUTTING = 0.05  # texts of two neighbouring cells are always further apart
_CUT = 0.15  # a border this far inside a glyph cuts it
_CUT_ABOVE, _CUT_BELOW = 0.12, 0.6  # a level between these heights above the baseline cuts a line of text
_PADDING = 0.8  # the widest gap between a text and the border that it is aligned with
_PITCH = (0.9, 1.9)  # least and most distance between the lines of a wrapped text
_MOST_LINES = 6


@dataclass(slots=True)
class _Run:
    """Glyphs drawn one after the other on one baseline without a gap, and the lattice they touch."""

    placed: list[PlacedGlyph]

    @property
    def left(self) -> float:
        return self.placed[0].glyph.left

    @property
    def right(self) -> float:
        return self.placed[-1].glyph.right

    @property
    def base(self) -> float:
        return self.placed[0].glyph.base

    @property
    def size(self) -> float:
        return self.placed[0].glyph.size

    @property
    def middle(self) -> float:
        return self.base - 0.35 * self.size

    @property
    def lattice(self) -> Lattice | None:
        return next((p.lattice for p in self.placed if p.lattice is not None), None)


def settle_overflow(placed: list[PlacedGlyph]) -> None:
    """Move glyphs that hang over the border of a cell to the cell that their text belongs to."""
    runs = [run for run in _runs(placed) if run.lattice is not None]
    for run in runs:
        if len({id(p.cell) for p in run.placed}) > 1 and _is_one_text(run):
            _move([run], _cell_across(run))
    for block in _blocks(runs):
        _move(block, _cell_along(block))


def _move(runs: list[_Run], target: tuple[Lattice, GridCell] | None) -> None:
    if target is not None:
        for run in runs:
            for placed in run.placed:
                placed.lattice, placed.cell = target


def _runs(placed: Iterable[PlacedGlyph]) -> Iterator[_Run]:
    """Runs of upright glyphs in drawing order; a printed space ends a run, as a gap does."""
    run: list[PlacedGlyph] = []
    for item in sorted(placed, key=lambda p: p.glyph.order):
        if item.glyph.turn or item.glyph.is_blank:
            continue
        if run and not _follows(run[-1].glyph, item.glyph):
            yield _Run(run)
            run = []
        run.append(item)
    if run:
        yield _Run(run)


def _follows(before: Glyph, after: Glyph) -> bool:
    size = before.size
    return (
        after.order - before.order <= 2
        and abs(after.base - before.base) <= 0.05 * size
        and abs(after.size - size) <= 0.05 * size
        and -0.3 * size <= after.left - before.right <= _TIGHT * size
    )


# ---- over the side of a cell ----------------------------------------------------------------------------


def _is_one_text(run: _Run) -> bool:
    """Whether every border between the run's cells cuts a glyph, or has texts closer to it than two cells can have."""
    lattice = run.lattice
    assert lattice is not None
    borders = [x for x in lattice.xs if run.left < x < run.right and _divides(run, x)]
    return bool(borders) and all(_cuts(run, x) for x in borders)


def _divides(run: _Run, x: float) -> bool:
    """Whether the glyphs left and right of x are in different cells."""
    cells_left = {id(p.cell) for p in run.placed if p.glyph.middle[0] < x}
    cells_right = {id(p.cell) for p in run.placed if p.glyph.middle[0] >= x}
    return bool(cells_left and cells_right) and not cells_left & cells_right


def _cuts(run: _Run, x: float) -> bool:
    margin = _CUT * run.size
    if any(p.glyph.left + margin < x < p.glyph.right - margin for p in run.placed):
        return True
    before = max((p.glyph for p in run.placed if p.glyph.middle[0] < x), key=lambda g: g.left)
    after = min((p.glyph for p in run.placed if p.glyph.middle[0] >= x), key=lambda g: g.left)
    same_kind = before.text.isascii() == after.text.isascii()
    return same_kind and after.left - before.right < _ABUTTING * run.size


def _cell_across(run: _Run) -> tuple[Lattice, GridCell] | None:
    """The cell whose left or right border the text is aligned with, else the one under its middle."""
    inside = [p for p in run.placed if p.cell is not None]
    if 2 * len(inside) < len(run.placed):
        return None  # most of it is outside the grid, so it is no text of a cell
    first, last = run.placed[0], run.placed[-1]
    for item, right in ((first, False), (last, True)):
        if item.lattice is not None and item.cell is not None:
            left_border, _, right_border, _ = item.lattice.field_box(item.cell)
            room = right_border - run.right if right else run.left - left_border
            if -_TIGHT * run.size <= room <= _PADDING * run.size:
                return item.lattice, item.cell
    middle = inside[len(inside) // 2]
    assert middle.lattice is not None and middle.cell is not None
    return middle.lattice, middle.cell


# ---- over the top and bottom of a cell ------------------------------------------------------------------


def _blocks(runs: list[_Run]) -> Iterator[list[_Run]]:
    """Lines drawn one below the other that form one wrapped text, where a level cuts at least one of them."""
    block: list[_Run] = []
    for run in runs:
        if block and not _is_below(block[-1], run):
            if _is_overflow(block):
                yield block
            block = []
        block.append(run)
    if block and _is_overflow(block):
        yield block


def _is_below(above: _Run, below: _Run) -> bool:
    size = above.size
    low, high = _PITCH
    aligned = (
        abs(above.left - below.left) <= 0.3 * size
        or abs(above.right - below.right) <= 0.3 * size
        or abs(above.left + above.right - below.left - below.right) <= 0.6 * size
    )
    return (
        aligned
        and above.lattice is below.lattice
        and abs(size - below.size) <= 0.05 * size
        and low * size <= below.base - above.base <= high * size
    )


def _is_overflow(block: list[_Run]) -> bool:
    if not 1 < len(block) <= _MOST_LINES:
        return False
    return len({id(run.placed[0].cell) for run in block}) > 1 and any(_is_cut(run) for run in block)


def _is_cut(run: _Run) -> bool:
    """Whether a border of the line's cell runs through the middle of its characters."""
    lattice, cell = run.placed[0].lattice, run.placed[0].cell
    if lattice is None or cell is None:
        return False
    _, top, _, bottom = lattice.field_box(cell)
    return any(_CUT_ABOVE * run.size < run.base - y < _CUT_BELOW * run.size for y in (top, bottom))


def _cell_along(block: list[_Run]) -> tuple[Lattice, GridCell] | None:
    """The cell in which the lines are centred, or aligned with top or bottom; None when no cell fits."""
    lattice = block[0].lattice
    assert lattice is not None
    size = block[0].size
    x = (block[0].left + block[0].right) / 2
    top, bottom = block[0].middle - 0.5 * size, block[-1].middle + 0.5 * size
    cell = lattice.cell_at(x, (top + bottom) / 2)
    if cell is None:
        return None
    _, cell_top, _, cell_bottom = lattice.field_box(cell)
    aligned = (
        abs(top + bottom - cell_top - cell_bottom) <= 0.8 * size
        or abs(top - cell_top) <= 0.4 * size
        or abs(bottom - cell_bottom) <= 0.4 * size
    )
    if not aligned or bottom - top <= cell_bottom - cell_top:
        return None
    strangers = (run for run in block if not cell_top <= run.middle <= cell_bottom)
    return (lattice, cell) if all(_is_off_middle(run) for run in strangers) else None


def _is_off_middle(run: _Run) -> bool:
    """Whether a line is not centred in the cell that it overlaps, as that cell's own text would be."""
    lattice, cell = run.placed[0].lattice, run.placed[0].cell
    if lattice is None or cell is None:
        return True
    _, top, _, bottom = lattice.field_box(cell)
    return abs(run.middle - (top + bottom) / 2) > 0.2 * run.size
