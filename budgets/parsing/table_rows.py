"""Reads the rows of a table's pages as lines, in one way for each form: by code, by two sides, or by column."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from budgets.form.amounts import AmountError, Unit, is_amount, parse_amount
from budgets.form.tables import Column, Form, OfficialTable
from budgets.form.terms import Level, Side
from budgets.parsing.grids import (
    TOTAL,
    GridPage,
    Layout,
    Row,
    coded_layout,
    is_body_row,
    is_total,
    leaf_titles,
    named_columns,
    read_codes,
    text_of,
    texts_of,
    two_sided_layouts,
)
from budgets.parsing.records import Issue, Parameter, PrintedFigure, Severity, TableLine
from budgets.readers.document import Cell, Place


@dataclass
class TableBody:
    """What was read from a table's grids: its lines, the owner of every row, and issues."""

    lines: list[TableLine] = field(default_factory=list)
    owners: dict[Place, str] = field(default_factory=dict)  # a row's first place -> owner within the table
    issues: list[Issue] = field(default_factory=list)
    # From the page before, because a continuation may have no headings.
    layout: Layout | None = None
    halves: list[tuple[Side, Layout]] = field(default_factory=list)
    above: tuple[str, ...] = ()
    rests: dict[Place, Row] = field(default_factory=dict)  # the second half of a row that a page break cut
    heading_texts: set[str] = field(default_factory=set)

    def own(self, row: Row, owner: str) -> None:
        self.owners[row[0].place] = owner
        if row[0].place in self.rests:
            self.owners[self.rests[row[0].place][0].place] = owner

    def warn(self, code: str, row: Row, /, **parameters: Parameter) -> None:
        """Note what was read in spite of an oddity."""
        self.issues.append(Issue(Severity.WARNING, code, row[0].place, parameters))

    def miss(self, code: str, row: Row, /, **parameters: Parameter) -> None:
        """Note what could not be read."""
        self.issues.append(Issue(Severity.ERROR, code, row[0].place, parameters))


def read_rows(table: OfficialTable, page: GridPage, unit: Unit, body: TableBody) -> None:
    """Add the lines of one page to `body`, amounts in yuan."""
    _READERS[table.form](table, page, unit, body)


def _figures(row: Row, layout: Layout, unit: Unit) -> tuple[PrintedFigure, ...]:
    """The printed amounts of one row; raises AmountError when an amount cell holds something else."""
    figures = []
    for index, column in layout.amounts:
        if index < len(row):
            figure = _figure(row[index], column, unit)
            if figure is not None:
                figures.append(figure)
    return tuple(figures)


def _figure(cell: Cell, column: Column, unit: Unit) -> PrintedFigure | None:
    yuan = parse_amount(cell.text or "", unit)
    return None if yuan is None else PrintedFigure(column.key, cell.text or "", yuan, cell.place)


def _all_read(row: Row, layouts: Iterable[Layout]) -> bool:
    """Whether every cell that prints something is a code, a name or an amount of one of the layouts."""
    read = {i for x in layouts for i in (*x.codes, x.name, *(index for index, _ in (*x.amounts, *x.unknown)))}
    return all(index in read for index, text in enumerate(texts_of(row)) if text)


# ---- tables 2, 3, 5, 6, 7 and 8: a line per classification code ---------------------------------------


def _read_coded(table: OfficialTable, page: GridPage, unit: Unit, body: TableBody) -> None:
    if not page.header and not page.body:
        return
    layout = _coded_layout(table, page, body)
    if layout is None:
        if page.body:
            body.miss("table-page-unreadable", page.body[0], n=table.number)
        return
    _report_layout(table, page, layout, body)
    body.layout = layout
    for row in page.body:
        _read_coded_row(table, row, layout, unit, body)


def _coded_layout(table: OfficialTable, page: GridPage, body: TableBody) -> Layout | None:
    """The columns by the page's own headings, or those of the page before where it has no usable headings."""
    layout = coded_layout(page, table)
    before = body.layout
    if layout is not None and (before is None or len(layout.amounts) >= len(before.amounts)):
        return layout
    if before is None or not all(_fits(row, before) for row in page.body):
        return layout
    return replace(before, misplaced=False)


def _fits(row: Row, layout: Layout) -> bool:
    width = max(index for index, _ in (*layout.amounts, *layout.unknown)) + 1
    return (len(row) >= width and not any(texts_of(row)[width:])) or _is_short_total(row, layout)


def _is_short_total(row: Row, layout: Layout) -> bool:
    """Whether a total row lacks the cells that 合计 spans (合计 and amounts only), as one alone on its page may."""
    return is_total(text_of(row, 0)) and len(row) == len(layout.amounts) + 1


def _report_layout(table: OfficialTable, page: GridPage, layout: Layout, body: TableBody) -> None:
    row = (*page.header, *page.body)[0]
    if layout.unknown and any(text_of(r, index) for r in page.body for index, _ in layout.unknown):
        titles = [title for _, title in layout.unknown]
        body.miss("column-unknown", row, n=table.number, columns=titles)
    if layout.misplaced:
        body.warn("header-misplaced", row, n=table.number)
    if layout.name is None and any(not is_total(text_of(row, 0)) for row in page.body):
        body.warn("name-column-missing", row, n=table.number)


def _read_coded_row(table: OfficialTable, row: Row, layout: Layout, unit: Unit, body: TableBody) -> None:
    if not is_body_row(row, table.form) and set(filter(None, texts_of(row))) <= body.heading_texts:
        body.own(row, "furniture: column headings")
        return
    shape = _short_total_layout(layout) if _is_short_total(row, layout) else layout
    if not _all_read(row, [shape]):
        body.miss("cell-unread", row, n=table.number)
        return
    try:
        line, restored = _coded_line(table, row, shape, unit, len(body.lines) + 1, body.above)
    except AmountError as error:
        body.miss("not-an-amount", row, n=table.number, text=error.text)
        return
    if line is None:
        body.miss("line-without-code", row, n=table.number)
        return
    if restored:
        printed = " ".join(filter(None, texts_of(row)[: len(layout.codes)]))
        body.warn("code-zero-restored", row, n=table.number, printed=printed, code=line.code)
    if _is_repeated(table, line, row, body):
        return
    body.lines.append(line)
    body.above = line.codes or body.above
    body.own(row, f"line {line.number}")


def _is_repeated(table: OfficialTable, line: TableLine, row: Row, body: TableBody) -> bool:
    """Whether the line was read already with the same amounts; with other amounts both lines are kept and reported."""
    same = next((x for x in body.lines if (x.code, x.level) == (line.code, line.level)), None)
    if same is None:
        return False
    if [(f.column, f.yuan) for f in same.figures] == [(f.column, f.yuan) for f in line.figures]:
        body.warn("line-repeated", row, n=table.number, code=line.code or TOTAL)
        body.own(row, f"line {same.number}, printed again")
        return True
    body.miss("code-repeated", row, n=table.number, code=line.code or TOTAL)
    return False


def _short_total_layout(layout: Layout) -> Layout:
    amounts = tuple((n, column) for n, (_, column) in enumerate(layout.amounts, start=1))
    return Layout((0,), None, amounts)


def _coded_line(
    table: OfficialTable, row: Row, layout: Layout, unit: Unit, number: int, above: tuple[str, ...]
) -> tuple[TableLine | None, bool]:
    """One line, and whether a lost zero was put back; None when the row has neither a code nor the word 合计."""
    figures = _figures(row, layout, unit)
    if is_total(text_of(row, 0)):
        return TableLine(number, TOTAL, Level.TOTAL, figures, row[0].place), False
    codes, restored = read_codes([text_of(row, index) for index in layout.codes], above)
    if not codes or len([code for code in codes if code]) > len(table.code_levels):
        return None, False
    name = "" if layout.name is None else text_of(row, layout.name)
    padded = (*codes, "", "")[:3]
    return TableLine(number, name, Level.CLASS, figures, row[0].place, codes=padded), restored


# ---- tables 1 and 4: revenue on the left, expenditure on the right ------------------------------------


def _read_two_sided(table: OfficialTable, page: GridPage, unit: Unit, body: TableBody) -> None:
    halves = two_sided_layouts(page, table) or body.halves
    body.halves = halves
    if not halves:
        if page.body:
            body.miss("table-page-unreadable.sides", page.body[0], n=table.number)
        return
    for number, row in enumerate(page.body, start=len({line.number for line in body.lines}) + 1):
        if not _all_read(row, [layout for _, layout in halves]):
            body.miss("cell-unread", row, n=table.number)
            continue
        try:
            lines = [_side_line(row, layout, side, unit, number) for side, layout in halves]
        except AmountError as error:
            body.miss("not-an-amount", row, n=table.number, text=error.text)
            continue
        _add_entries(table, [line for line in lines if line is not None], row, body)


def _add_entries(table: OfficialTable, entries: list[TableLine], row: Row, body: TableBody) -> None:
    """Add the one or two entries of a printed row; a row printed twice is read once."""
    same = [next((x for x in body.lines if (x.side, x.name) == (e.side, e.name)), None) for e in entries]
    if entries and all(
        x and [f.yuan for f in x.figures] == [f.yuan for f in e.figures]
        for x, e in zip(same, entries, strict=True)
    ):
        body.warn("line-repeated.entry", row, n=table.number, name=entries[0].name)
        body.own(row, "line, printed again")
        return
    for entry, before in zip(entries, same, strict=True):
        if before is not None and entry.name:
            body.miss("entry-repeated", row, n=table.number, name=entry.name)
        body.lines.append(entry)
    if entries:
        body.own(row, f"line {entries[0].number}")


def _side_line(row: Row, layout: Layout, side: Side, unit: Unit, number: int) -> TableLine | None:
    """One half of a row; None when that half prints nothing."""
    assert layout.name is not None
    name = text_of(row, layout.name)
    figures = _figures(row, layout, unit)
    if not name and not figures:
        return None
    place = row[layout.name].place if layout.name < len(row) else row[0].place
    # A line break comes from the narrow cell; a space may be printed: 1. 一般公共预算资金
    printed = re.sub(r"\s*\n\s*", "", (row[layout.name].text or "").strip()) if layout.name < len(row) else ""
    return TableLine(number, printed, Level.DETAIL, figures, place, side=side)


# ---- table 9: one row of amounts, each column is a line -----------------------------------------------


def _read_single_row(table: OfficialTable, page: GridPage, unit: Unit, body: TableBody) -> None:
    titles = leaf_titles(page.header)
    columns = dict(named_columns(_as_leaf_row(page, titles), table.columns))
    if page.body and len(columns) != len(table.columns):
        missing = len(table.columns) - len(columns)
        body.warn("columns-missing", page.body[0], n=table.number, count=missing)
    if columns and not page.body:
        body.warn("table-without-amounts", page.header[-1], n=table.number)
        _add_single_row(table, columns, page.header[-1], unit, body)
    for row in page.body:
        unnamed = [row[i] for i in range(len(row)) if text_of(row, i) and i not in columns]
        printed = [text for text in texts_of(row) if text.strip("-—–－")]
        if body.lines or unnamed or not all(is_amount(text) for text in printed):
            body.miss("row-unreadable", row, n=table.number)
            continue
        _add_single_row(table, columns, row, unit, body)
        body.own(row, "line 1")


def _add_single_row(
    table: OfficialTable, columns: dict[int, Column], row: Row, unit: Unit, body: TableBody
) -> None:
    """Add each named column as a line; a row of headings gives lines without amounts (an empty table)."""
    for number, column in enumerate(table.columns, start=1):
        index = next((i for i, c in columns.items() if c is column), None)
        if index is None:
            continue
        cell = row[min(index, len(row) - 1)]
        figure = _figure(cell, column, unit) if index < len(row) and is_amount(cell.text or "") else None
        figures = (figure,) if figure else ()
        level = _single_row_level(column)
        body.lines.append(TableLine(number, column.title, level, figures, cell.place, lowest=column.lowest))


def _as_leaf_row(page: GridPage, titles: dict[int, str]) -> tuple[Row, ...]:
    """The lowest headings as one row, so that the title of a group never names a column."""
    if not page.header:
        return ()
    place = page.header[0][0].place
    return (tuple(Cell(titles.get(i, ""), place) for i in range(max(titles, default=-1) + 1)),)


def _single_row_level(column: Column) -> Level:
    if column.key == "total":
        return Level.TOTAL
    return Level.SUBTOTAL if column.key == "vehicles" else Level.DETAIL


_READERS = {Form.CODED: _read_coded, Form.TWO_SIDED: _read_two_sided, Form.SINGLE_ROW: _read_single_row}
