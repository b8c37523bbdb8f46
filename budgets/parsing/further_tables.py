"""Reads a table that is kept as printed: one that the form has without a role, or one that no form knows."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from budgets.form.amounts import Unit
from budgets.form.spelling import one_line, squeeze
from budgets.parsing.captions import PREPARER, UNIT_LINE
from budgets.parsing.grids import Row, texts_of
from budgets.parsing.table_records import FurtherCell, ReadFurtherTable
from budgets.parsing.unknown_tables import names_columns
from budgets.readers.document import Grid, Paragraph, Place


@dataclass
class FurtherBody:
    """What was read of such a table, and the owner of every place within it."""

    columns: tuple[str, ...] = ()
    rows: list[tuple[FurtherCell, ...]] = field(default_factory=list)
    preparer: str = ""
    unit: Unit | None = None
    notes: list[str] = field(default_factory=list)
    contradicting: list[Place] = field(default_factory=list)  # captions with another unit than the first
    owners: dict[Place, str] = field(default_factory=dict)


def read_further_table(
    slug: str, number: int | None, heading: Paragraph, paragraphs: Iterable[Paragraph], grids: Iterable[Grid]
) -> tuple[ReadFurtherTable, FurtherBody]:
    """The table as printed, and what was read of it: the owner of each place, the captions that contradict.

    `number` is its number in the form, None where the form does not know the table.
    """
    body = FurtherBody()
    for paragraph in paragraphs:
        _read_caption(paragraph, body)
    _read_rows(list(grids), body)
    table = ReadFurtherTable(
        slug,
        number,
        one_line(heading.text),
        body.preparer,
        body.unit,
        body.columns,
        tuple(body.rows),
        heading.place,
        tuple(body.notes),
    )
    return table, body


def _read_caption(paragraph: Paragraph, body: FurtherBody) -> None:
    named, united = PREPARER.search(paragraph.text), UNIT_LINE.search(paragraph.text)
    if named:
        body.preparer = body.preparer or named["name"]
    if united:
        unit = Unit(squeeze(united["unit"]))
        if body.unit not in (None, unit):
            body.contradicting.append(paragraph.place)
        body.unit = body.unit or unit
    if not named and not united:
        body.notes.append(one_line(paragraph.text))
    body.owners[paragraph.place] = "caption" if named or united else "note"


def _read_rows(grids: list[Grid], body: FurtherBody) -> None:
    """Every row of the pages, without the headings that a later page repeats."""
    pages = _pages(grids)
    header = _headings(next(iter(pages), ()))
    repeated = [_printed(row) for row in header]
    body.columns = _titles(header, max((len(row) for page in pages for row in page), default=0))
    for row in (row for page in pages for row in page):
        if _printed(row) in repeated:
            body.owners[row[0].place] = "furniture: column headings"
            continue
        body.rows.append(tuple(_cells(row)))
        body.owners[row[0].place] = f"line {len(body.rows)}"


def _printed(row: Row) -> list[str]:
    return [text for text in texts_of(row) if text]


def _pages(grids: list[Grid]) -> list[tuple[Row, ...]]:
    """The rows of each page that print something, without columns that are covered in every row of all pages."""
    pages = [tuple(row for row in grid.rows if any(texts_of(row))) for grid in grids]
    rows = [row for page in pages for row in page]
    widths = {len(row) for row in rows}
    if len(widths) != 1:
        return pages
    kept = [i for i in range(widths.pop()) if any(row[i].text is not None for row in rows)]
    return [tuple(tuple(row[i] for i in kept) for row in page) for page in pages]


def _headings(rows: Sequence[Row]) -> list[Row]:
    """The heading rows: the first one, and those below that only divide its groups.

    A group is a heading with blank or covered cells behind it. What is not certain to be a heading is a line.
    """
    header = list(rows[:1])
    for row in rows[1:]:
        texts, above = texts_of(row), texts_of(header[-1])
        groups = _groups(above)
        printed = {i for i, text in enumerate(texts) if text}
        divides = printed <= groups or {i for i in groups if i < len(above) and not above[i]} <= printed
        if len(printed) < 2 or not groups or not divides or not names_columns(texts):
            break
        header.append(row)
    return header


def _groups(above: Sequence[str]) -> set[int]:
    """The columns that are under a heading that spans several: one followed by blanks, and these."""
    found: set[int] = set()
    for index in range(1, len(above)):
        if not above[index] and (above[index - 1] or index - 1 in found):
            found |= {index - 1, index}
    return found


def _titles(header: Sequence[Row], width: int) -> tuple[str, ...]:
    """The printed title of each column, every level from the top down: 2026年预算数 小计."""
    printed = [texts_of(row) for row in header]
    spans = [_over(texts) for texts in printed]
    titles = []
    for index in range(width):
        levels: list[str] = []
        for depth, texts in enumerate(printed):
            own = texts[index] if index < len(texts) else ""
            divided = any(index < len(below) and below[index] for below in printed[depth + 1 :])
            level = own or (spans[depth].get(index, "") if divided else "")
            if level and level not in levels:
                levels.append(level)
        titles.append(" ".join(levels))
    return tuple(titles)


def _over(texts: Sequence[str]) -> dict[int, str]:
    """The heading that spans each blank cell of a heading row: the nearest one to the left."""
    found: dict[int, str] = {}
    last = ""
    for index, text in enumerate(texts):
        last = text or last
        if not text and last:
            found[index] = last
    return found


def _cells(row: Row) -> Iterator[FurtherCell]:
    """The cells that print something, by the number of their column."""
    for column, cell in enumerate(row, 1):
        if (cell.text or "").strip():
            yield FurtherCell(column, one_line(cell.text or ""), cell.place)
