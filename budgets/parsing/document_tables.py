"""The tables of a document: each piece to its reader, its captions and notes, the names that a page lost."""

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise, takewhile

from budgets.form.amounts import Unit, is_amount
from budgets.form.spelling import one_line, squeeze
from budgets.form.tables import BudgetForm, FurtherTable, OfficialTable, Role
from budgets.form.terms import Level, UnreadCause
from budgets.parsing.captions import PREPARER, UNIT_LINE
from budgets.parsing.draft import ReportDraft
from budgets.parsing.further_tables import read_further_table
from budgets.parsing.grids import is_body_row, texts_of
from budgets.parsing.headings import title_words
from budgets.parsing.page_text import TextLine, heading_line, lines_of, prints_rows, read_page_text
from budgets.parsing.sections import Piece
from budgets.parsing.table_body import TableBody
from budgets.parsing.table_lines import read_table_lines
from budgets.parsing.table_records import PrintedTable, TableLine, Unread
from budgets.parsing.unknown_tables import has_headings, heading_rows
from budgets.parsing.untitled import roles_of
from budgets.readers.document import Grid, Paragraph, Place


def read_table(piece: Piece, draft: ReportDraft) -> None:
    """Add an official table of the draft's form: its captions, its lines with amounts in yuan, its notes."""
    assert isinstance(piece.what, Role)
    table = draft.form.table(piece.what)
    for title in (*filter(None, (piece.heading,)), *piece.repeated):
        draft.own(title.place, f"table {table.number}: title")
    _keep_strangers(piece, table.number, draft)
    place = _place_of(piece)
    before = next((found for found in draft.tables if found.table is table), None)
    if before is not None and not before.lines and not before.unread:  # an entry of a list of contents
        draft.tables.remove(before)
        before = None
    if before is not None:
        draft.warn("table-repeated", place, n=table.number)
        _keep_other_rows(piece.grids, before, UnreadCause.CODE_REPEATED, draft)
        return
    if piece.heading is None:
        draft.warn("table-without-title", place, n=table.number)
    lines = _rows_of_text(piece, table)
    preparer, unit, notes = _read_captions(piece, table, draft, {line.place for line in lines})
    _warn_of_headings_again(piece, table, draft)
    body = read_page_text(table, lines, unit) if lines else read_table_lines(table, piece.grids, unit)
    _own_rows(piece, body, draft)
    draft.issues += body.issues
    unread = [
        *_rows_of_either(piece, table, draft),
        *body.unread,
        *_rows_among_notes(piece, table, lines),
        *_earlier_rows(piece, table, draft),
    ]
    if not body.lines and not unread:
        draft.warn("table-without-lines", place, n=table.number)
    draft.tables.append(
        PrintedTable(
            table,
            piece.heading.text.strip() if piece.heading else "",
            preparer,
            unit,
            tuple(body.lines),
            place,
            notes,
            complete=not any(issue.code == "column-unknown" for issue in body.issues),
            unread=tuple(unread),
        )
    )


def _place_of(piece: Piece) -> Place:
    """Where a table begins: its title, or without one its first caption or row."""
    if piece.heading is not None:
        return piece.heading.place
    first = piece.blocks[0]
    return first.place if isinstance(first, Paragraph) else first.rows[0][0].place


def _own_rows(piece: Piece, body: TableBody, draft: ReportDraft) -> None:
    """Say of every row and line what it is; a paragraph is what the first of its lines is."""
    number = body.table.number
    for grid in piece.grids:
        for row in grid.rows:
            if row[0].place in body.owners:
                draft.own(row[0].place, f"table {number}: {body.owners[row[0].place]}")
    for paragraph in piece.paragraphs:
        places = (paragraph.place, *(place for _, place in paragraph.lines))
        owner = next((body.owners[place] for place in places if place in body.owners), None)
        if owner is not None:
            draft.own(paragraph.place, f"table {number}: {owner}")


def _rows_of_text(piece: Piece, table: OfficialTable) -> list[TextLine]:
    """The lines of a table whose grid prints no row, headings first; [] for any other."""
    rows = [row for grid in piece.grids for row in grid.rows if any(texts_of(row))]
    lines = lines_of(piece.paragraphs)
    if any(is_body_row(row, table.form) for row in rows) or not prints_rows(table, lines):
        return []
    return [*map(heading_line, rows), *lines]


def _rows_among_notes(piece: Piece, table: OfficialTable, read: list[TextLine]) -> Iterator[Unread]:
    """Lines of text under a table's grid that print amounts as a row of it does."""
    if read:
        return
    for paragraph in piece.paragraphs:
        if _has_amounts(paragraph):
            yield Unread(UnreadCause.NO_COLUMNS, one_line(paragraph.text), paragraph.place, table)


def _number_above(draft: ReportDraft) -> int:
    """The number of the last table that was read; 0 before the first."""
    return max((table.table.number for table in draft.tables[-1:]), default=0)


def _earlier_rows(piece: Piece, table: OfficialTable, draft: ReportDraft) -> list[Unread]:
    """The rows of pages that may be of this table: the one right before it, under another title or none, and those elsewhere."""
    body = TableBody(table)
    for grid in piece.earlier:
        body.unread_rows(UnreadCause.NO_TITLE, (row for row in grid.rows if is_body_row(row, table.form)))
    if body.unread and piece.is_earlier_untitled:
        draft.miss("rows-without-title", piece.earlier[0].rows[0][0].place, n=_number_above(draft))
    elif body.unread:
        draft.warn("page-under-another-title", piece.earlier[0].rows[0][0].place, n=table.number)
    for grid in piece.astray:
        draft.miss("page-astray", grid.rows[0][0].place, n=table.number)
        rows = grid.rows[len(heading_rows(grid)) :]
        body.unread_rows(UnreadCause.NO_TITLE, (row for row in rows if any(texts_of(row))))
    return body.unread


def _rows_of_either(piece: Piece, table: OfficialTable, draft: ReportDraft) -> Iterator[Unread]:
    """The unread rows right above a table without a title, at the end of the one before: they may be of this one."""
    if piece.heading is None:
        above = [row for before in draft.tables[-1:] for row in before.unread]
        of_no_table = takewhile(lambda row: row.cause is UnreadCause.UNKNOWN_HEADINGS, reversed(above))
        yield from reversed([replace(row, table=table) for row in of_no_table])


def _has_amounts(paragraph: Paragraph) -> bool:
    return len([word for word in paragraph.text.split() if is_amount(word)]) > 1


def _keep_strangers(piece: Piece, number: int, draft: ReportDraft) -> None:
    """Keep the rows of tables without a title that stand under this one and are none that can be told."""
    rows = [row for block in piece.strangers if isinstance(block, Grid) for row in block.rows]
    printed = [row for row in rows if any(texts_of(row))]
    if printed:
        draft.miss("rows-without-title", printed[0][0].place, n=number)
    any_table, *_others = draft.form.tables  # only its reading of places is used
    body = TableBody(any_table)
    body.unread_rows(UnreadCause.NO_TITLE, printed)
    draft.unread += [replace(place, table=None) for place in body.unread]


def _keep_other_rows(
    grids: Iterable[Grid], before: PrintedTable, cause: UnreadCause, draft: ReportDraft
) -> None:
    """Keep the rows of a table that are printed somewhere else too and say something else there."""
    grids = list(grids)
    body = read_table_lines(before.table, grids, before.unit)
    read = {(line.side, line.codes, line.name, _printed_amounts(line)) for line in before.lines}
    other = {x.number for x in body.lines if (x.side, x.codes, x.name, _printed_amounts(x)) not in read}
    rows = TableBody(before.table)
    for grid in grids:
        for row in grid.rows:
            owner = body.owners.get(row[0].place, "")
            if owner.startswith("line ") and int(re.findall(r"\d+", owner)[0]) in other:
                rows.unread_row(cause, row)
    unread = (
        *before.unread,
        *rows.unread,
        *(replace(u, line=None, column="", side=None) for u in body.unread),
    )
    draft.tables[draft.tables.index(before)] = replace(before, unread=unread)


def _printed_amounts(line: TableLine) -> tuple[tuple[str, Decimal], ...]:
    return tuple((figure.column, figure.yuan) for figure in line.figures)


def keep_rows_in_prose(pieces: Iterable[Piece], draft: ReportDraft) -> None:
    """Keep the rows that stand in the prose under the headings of a table, and not under its title.

    Headings that more than one table has tell which one it is only where its title stands alone.
    """
    grids = [(grid, roles_of(grid.rows)) for piece in pieces if not piece.is_table for grid in piece.grids]
    for piece in pieces:
        if not isinstance(piece.what, Role):
            _keep_strangers(piece, _number_above(draft), draft)
    for table in list(draft.tables):
        is_alone = not table.lines and not table.unread
        own = [g for g, roles in grids if table.table.role in roles and (is_alone or len(roles) == 1)]
        if own:
            _keep_other_rows(own, table, UnreadCause.NO_TITLE, draft)


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
    piece: Piece, table: OfficialTable, draft: ReportDraft, rows: set[Place]
) -> tuple[str, Unit, tuple[str, ...]]:
    """Read the 编制部门 and 单位 lines around a table; every other paragraph is a note under it, or one of its `rows`."""
    preparer, unit, notes = "", None, []
    for paragraph in piece.paragraphs:
        named = PREPARER.search(paragraph.text)
        united = UNIT_LINE.search(paragraph.text)
        if named:
            preparer = paragraph.text[slice(*named.span("name"))]
        if united:
            printed = Unit(squeeze(united["unit"]))
            if unit not in (None, printed):
                draft.warn("unit-contradicts", paragraph.place, n=table.number)
            unit = printed
        owner = "caption"
        is_row = paragraph.place in rows or any(place in rows for _, place in paragraph.lines)
        if is_row and not named and not united:
            continue
        if not named and not united:
            notes.append(paragraph.text)
            owner = "note"
            if _has_amounts(paragraph):
                draft.miss("note-with-amounts", paragraph.place, n=table.number)
        draft.own(paragraph.place, f"table {table.number}: {owner}")
    title = squeeze(piece.heading.text) if piece.heading else ""
    if unit is None and (behind := _UNIT_BEHIND.search(title)):
        unit = Unit(behind["unit"])
    if unit is None:
        draft.warn("unit-missing", _place_of(piece), n=table.number, unit=table.unit.value)
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
