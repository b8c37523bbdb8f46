"""Reads a table that is kept as printed: one that the form has without a role, or one that no form knows."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from budgets.form.amounts import Unit, is_amount
from budgets.form.spelling import one_line, squeeze
from budgets.parsing.captions import PREPARER, UNIT_LINE
from budgets.parsing.grids import Row, is_total, leaf_titles, rows_that_print, texts_of
from budgets.parsing.records import FurtherCell, ReadFurtherTable
from budgets.readers.document import Grid, Paragraph, Place


@dataclass
class FurtherBody:
    """What was read of such a table, and the owner of every place within it."""

    columns: tuple[str, ...] = ()
    rows: list[tuple[FurtherCell, ...]] = field(default_factory=list)
    preparer: str = ""
    unit: Unit | None = None
    notes: list[str] = field(default_factory=list)
    owners: dict[Place, str] = field(default_factory=dict)


def read_further_table(
    slug: str, number: int | None, heading: Paragraph, paragraphs: Iterable[Paragraph], grids: Iterable[Grid]
) -> tuple[ReadFurtherTable, Mapping[Place, str]]:
    """The table as printed, and the owner of each of its places: caption, note, headings or line.

    `number` is its number in the form, None where the form does not know the table.
    """
    body = FurtherBody()
    for paragraph in paragraphs:
        _read_caption(paragraph, body)
    _read_rows(list(grids), body)
    table = ReadFurtherTable(
        slug,
        number,
        heading.text.strip(),
        body.preparer,
        body.unit,
        body.columns,
        tuple(body.rows),
        heading.place,
        tuple(body.notes),
    )
    return table, body.owners


def _read_caption(paragraph: Paragraph, body: FurtherBody) -> None:
    named, united = PREPARER.search(paragraph.text), UNIT_LINE.search(paragraph.text)
    if named:
        body.preparer = named["name"]
    if united:
        body.unit = Unit(squeeze(united["unit"]))
    if not named and not united:
        body.notes.append(paragraph.text)
    body.owners[paragraph.place] = "caption" if named or united else "note"


def _read_rows(grids: list[Grid], body: FurtherBody) -> None:
    """Every row of the pages, without the headings that a later page repeats."""
    headings: set[str] = set()
    for grid in grids:
        rows = rows_that_print(grid)
        header = list(_headings(rows, headings))
        if not headings:
            body.columns = _titles(header, rows)
        headings |= {text for row in header for text in texts_of(row) if text}
        for row in header:
            body.owners[row[0].place] = "furniture: column headings"
        for row in rows[len(header) :]:
            body.rows.append(tuple(_cells(row)))
            body.owners[row[0].place] = f"line {len(body.rows)}"


def _headings(rows: tuple[Row, ...], before: set[str]) -> Iterator[Row]:
    """The heading rows of a page: those above the first with an amount; on later pages those that come again.

    Of a table without any amount the first row is its heading.
    """
    if before:
        above = [set(filter(None, texts_of(row))) <= before for row in rows]
    else:
        above = [not _is_line(row) for row in rows]
        above = above if not all(above) else [True] + [False] * (len(rows) - 1)
    stop = next((n for n, is_heading in enumerate(above) if not is_heading), len(rows))
    yield from rows[:stop]


def _is_line(row: Row) -> bool:
    """Whether a row prints an amount, or is a total without one; a heading may begin with 合计 too, but words follow."""
    first, *rest = [text for text in texts_of(row) if text]
    return any(map(is_amount, (first, *rest))) or (is_total(first) and not rest)


def _titles(header: list[Row], rows: tuple[Row, ...]) -> tuple[str, ...]:
    """The printed title of each column, its lowest heading; under the same one twice, with the heading above it."""
    lowest = leaf_titles(tuple(header))
    often = Counter(lowest.values())
    width = max(map(len, rows), default=0)
    titles = []
    for index in range(width):
        title = lowest.get(index, "")
        group = _group_over(header, index, title) if often[title] > 1 else ""
        titles.append(f"{group} {title}".strip())
    return tuple(titles)


def _group_over(header: list[Row], index: int, title: str) -> str:
    """The heading of the group that a column is in: the nearest one to the left in the rows above its own."""
    for row in header:
        named = [text for text in texts_of(row)[: index + 1] if text]
        if named and named[-1] != title:
            return named[-1]
    return ""


def _cells(row: Row) -> Iterator[FurtherCell]:
    """The cells that print something, by the number of their column."""
    for column, cell in enumerate(row, 1):
        if (cell.text or "").strip():
            yield FurtherCell(column, one_line(cell.text or ""), cell.place)
