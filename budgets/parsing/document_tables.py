"""The tables of a document: each piece to its reader, its captions and notes, the names that a page lost."""

import hashlib
import re
from collections import defaultdict
from dataclasses import replace
from itertools import pairwise

from budgets.form.amounts import Unit, is_amount
from budgets.form.spelling import one_line, squeeze
from budgets.form.tables import BudgetForm, FurtherTable, OfficialTable, Role
from budgets.form.terms import Level
from budgets.parsing.captions import PREPARER, UNIT_LINE
from budgets.parsing.draft import ReportDraft
from budgets.parsing.further_tables import read_further_table
from budgets.parsing.headings import title_words
from budgets.parsing.records import PrintedTable, TableLine
from budgets.parsing.sections import Piece
from budgets.parsing.table_lines import read_table_lines
from budgets.parsing.unknown_tables import has_headings, heading_rows
from budgets.readers.document import Grid, Paragraph


def read_table(piece: Piece, draft: ReportDraft) -> None:
    """Add an official table of the draft's form: its captions, its lines with amounts in yuan, its notes."""
    assert isinstance(piece.what, Role) and piece.heading is not None
    table = draft.form.table(piece.what)
    for title in (piece.heading, *piece.repeated):
        draft.own(title.place, f"table {table.number}: title")
    before = next((found for found in draft.tables if found.table is table), None)
    if before is not None and not before.lines:  # an entry of a list of contents without numbers
        draft.tables.remove(before)
        before = None
    if before is not None:
        draft.warn("table-repeated", piece.heading.place, n=table.number)
        return
    preparer, unit, notes = _read_captions(piece, table, draft)
    _warn_of_headings_again(piece, table, draft)
    body = read_table_lines(table, piece.grids, unit)
    for grid in piece.grids:
        for row in grid.rows:
            if row[0].place in body.owners:
                draft.own(row[0].place, f"table {table.number}: {body.owners[row[0].place]}")
    draft.issues += body.issues
    if not body.lines:
        draft.warn("table-without-lines", piece.heading.place, n=table.number)
    draft.tables.append(
        PrintedTable(
            table,
            piece.heading.text.strip(),
            preparer,
            unit,
            tuple(body.lines),
            piece.heading.place,
            notes,
            complete=not any(issue.code == "column-unknown" for issue in body.issues),
        )
    )


def read_further_piece(piece: Piece, draft: ReportDraft) -> None:
    """Add a table that is kept as printed."""
    assert piece.heading is not None
    known = _further_of_form(piece, draft.form)
    slug = known.slug if known else _lasting_slug(piece.heading.text)
    before = next((table for table in draft.further if table.slug == slug), None)
    if before is not None and not before.columns:  # an entry of a list of contents
        draft.further.remove(before)
        before = None
    if before is not None:
        slug = f"{slug}-{len(draft.further) + 1}"
    table, body = read_further_table(
        slug, known.number if known else None, piece.heading, piece.paragraphs, piece.grids
    )
    order = len(draft.further) + 1
    for title in (piece.heading, *piece.repeated):
        draft.own(title.place, f"further table {order}: title")
    for place, owner in body.owners.items():
        draft.own(place, f"further table {order}: {owner}")
    for place in body.contradicting:
        draft.warn("further-unit-contradicts", place, table=table.title)
    draft.further.append(table)


def _further_of_form(piece: Piece, form: BudgetForm) -> FurtherTable | None:
    """The table of the form that a piece is; a piece may carry the table of another form with the same title."""
    if isinstance(piece.what, FurtherTable) and piece.what in form.further:
        return piece.what
    words = title_words(piece.heading.text) if piece.heading else ""
    return next((table for table in form.further if words.endswith(table.core)), None)


def _lasting_slug(title: str) -> str:
    """A name in addresses that stays when another table comes before it, and in other years."""
    words = re.sub(r"^.*?\d{4}年度?(?:部门|单位)?", "", title_words(title))
    return f"further-{hashlib.sha256(words.encode()).hexdigest()[:8]}"


# （万元） or （单位：万元） behind a title
_UNIT_BEHIND = re.compile(r"表[（(](?:(?:金额)?单位[：:])?(?P<unit>元|万元)[）)]$")


def _warn_of_headings_again(piece: Piece, table: OfficialTable, draft: ReportDraft) -> None:
    """Warn where a line and other headings stand among the rows: perhaps the title of another table."""
    first: Grid | None = None
    for line, grid in pairwise(piece.blocks):
        if first is not None and isinstance(line, Paragraph) and isinstance(grid, Grid):
            named = PREPARER.search(line.text) or UNIT_LINE.search(line.text)
            if not named and has_headings(grid.rows) and heading_rows(grid) != heading_rows(first):
                draft.warn("headings-again", line.place, n=table.number, line=one_line(line.text))
        if isinstance(line, Grid) and first is None:
            first = line


def _read_captions(
    piece: Piece, table: OfficialTable, draft: ReportDraft
) -> tuple[str, Unit, tuple[str, ...]]:
    """Read the 编制部门 and 单位 lines around a table; every other paragraph is a note under it."""
    preparer, unit, notes = "", None, []
    for paragraph in piece.paragraphs:
        named = PREPARER.search(paragraph.text)
        united = UNIT_LINE.search(paragraph.text)
        if named:
            preparer = named["name"]
        if united:
            printed = Unit(squeeze(united["unit"]))
            if unit not in (None, printed):
                draft.warn("unit-contradicts", paragraph.place, n=table.number)
            unit = printed
        owner = "caption"
        if not named and not united:
            notes.append(paragraph.text)
            owner = "note"
            if len([word for word in paragraph.text.split() if is_amount(word)]) > 1:
                draft.miss("note-with-amounts", paragraph.place, n=table.number)
        draft.own(paragraph.place, f"table {table.number}: {owner}")
    assert piece.heading is not None
    if unit is None and (behind := _UNIT_BEHIND.search(squeeze(piece.heading.text))):
        unit = Unit(behind["unit"])
    if unit is None:
        draft.warn("unit-missing", piece.heading.place, n=table.number, unit=table.unit.value)
    return preparer, unit or table.unit, tuple(notes)


def with_looked_up_names(draft: ReportDraft) -> list[PrintedTable]:
    """Give each nameless line the one name that the same code has in the other tables of its classification."""
    names: dict[tuple[int, str], set[str]] = defaultdict(set)
    for table in draft.tables:
        for line in table.lines:
            if line.codes and line.name:
                names[len(table.table.code_levels), line.code].add(line.name)
    return [
        replace(table, lines=tuple(_named(table, line, names, draft) for line in table.lines))
        for table in draft.tables
    ]


def _named(
    table: PrintedTable, line: TableLine, names: dict[tuple[int, str], set[str]], draft: ReportDraft
) -> TableLine:
    if line.name or line.level is Level.TOTAL:
        return line
    found = names.get((len(table.table.code_levels), line.code), set())
    if len(found) == 1:
        return replace(line, name=next(iter(found)), name_looked_up=True)
    draft.warn("name-missing", line.place, n=table.table.number, code=line.code)
    return line
