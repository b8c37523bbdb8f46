"""Reads the rows of a table's pages as lines, in one way for each form: by code, by two sides, or by column."""

import re
from dataclasses import replace

from budgets.form.amounts import Unit, is_amount, is_blank, is_nil
from budgets.form.spelling import has_words
from budgets.form.tables import Column, Form, OfficialTable
from budgets.form.terms import Level, Side, UnreadCause
from budgets.parsing.grids import (
    TOTAL,
    GridPage,
    Layout,
    ReadCode,
    Row,
    coded_layout,
    common_width,
    is_body_row,
    is_nil_row,
    is_total,
    leaf_titles,
    named_columns,
    printed_text,
    read_codes,
    text_of,
    texts_of,
    two_sided_layouts,
)
from budgets.parsing.table_body import TableBody
from budgets.parsing.table_cells import figure_of, keep_unread, read_figures, strays_of, uneven_rows
from budgets.parsing.table_records import PrintedFigure, TableLine
from budgets.readers.document import Cell


def read_rows(page: GridPage, unit: Unit, body: TableBody) -> None:
    """Add the lines of one page to `body`, amounts in yuan."""
    _READERS[body.table.form](page, unit, body)


# ---- tables 2, 3, 5, 6, 7 and 8: a line per classification code ---------------------------------------


def _read_coded(page: GridPage, unit: Unit, body: TableBody) -> None:
    if not page.header and not page.body:
        return
    layout = _coded_layout(page, body)
    if layout is None:
        if page.body:
            body.miss("table-page-unreadable", page.body[0], n=body.table.number)
            body.unread_rows(UnreadCause.UNKNOWN_HEADINGS, page.body)
        return
    _report_layout(page, layout, body)
    body.layout = layout
    uneven = uneven_rows(page)
    for row in page.body:
        _read_coded_row(row, layout, unit, body, uneven=uneven(row))


def _coded_layout(page: GridPage, body: TableBody) -> Layout | None:
    """The columns by the page's own headings, or those of the page before where it has no usable headings."""
    layout = coded_layout(page, body.table)
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


def _report_layout(page: GridPage, layout: Layout, body: TableBody) -> None:
    row, table = (*page.header, *page.body)[0], body.table
    if layout.unknown and any(text_of(r, index) for r in page.body for index, _ in layout.unknown):
        titles = [title for _, title in layout.unknown]
        body.miss("column-unknown", row, n=table.number, columns=titles)
    if layout.misplaced:
        body.warn("header-misplaced", row, n=table.number)
    if layout.name is None and any(not is_total(text_of(row, 0)) for row in page.body):
        body.warn("name-column-missing", row, n=table.number)


def _read_coded_row(row: Row, layout: Layout, unit: Unit, body: TableBody, *, uneven: bool) -> None:
    table = body.table
    if not is_body_row(row, table.form) and set(filter(None, texts_of(row))) <= body.heading_texts:
        body.own(row, "furniture: column headings")
        return
    if is_nil_row(row):
        body.own(row, "note")
        return
    short = _is_short_total(row, layout)
    shape = _short_total_layout(layout) if short else layout
    line, code = _coded_line(row, shape, body)
    if line is None:
        body.miss("line-without-code", row, n=table.number)
        body.unread_row(UnreadCause.NO_CODE, row)
        return
    line = _with_figures(line, row, shape, unit, body, uneven=uneven and not short)
    if line.level is not Level.TOTAL and not is_amount(line.name):
        line = _with_name(line, row, shape, body)
    _report_code(line, code, row, shape, body)
    if _is_repeated(table, line, row, body):
        return
    body.lines.append(line)
    body.above = line.codes or body.above
    body.own(row, f"line {line.number}")


def _with_figures(
    line: TableLine, row: Row, layout: Layout, unit: Unit, body: TableBody, *, uneven: bool
) -> TableLine:
    """The line with its amounts; none where its cells cannot be told to columns."""
    figures, others = read_figures(row, layout, unit)
    words = [cell for _, cell in others if cell.text and not any(map(str.isdigit, cell.text or ""))]
    nameless = layout.name is not None and not line.name and line.level is not Level.TOTAL
    if uneven or (nameless and words) or is_amount(line.name):
        return _without_figures(line, row, layout, body)
    strays = strays_of(row, [layout])
    unknown = [row[index] for index, _ in layout.unknown if index < len(row)]  # reported for the page
    if any(not any(cell is other for other in unknown) for cell in strays):
        body.miss("cell-unread", row, n=body.table.number)
    return keep_unread(replace(line, figures=figures), others, strays, row, body)


def _without_figures(line: TableLine, row: Row, layout: Layout, body: TableBody) -> TableLine:
    """The line of a row whose cells stand under no certain heading: its amounts are unread."""
    body.miss("row-uneven", row, n=body.table.number)
    left = {*layout.codes, layout.name}
    others = [
        cell
        for index, cell in enumerate(row)
        if index not in left and text_of(row, index) and not is_nil(cell.text or "")
    ]
    for cell in others:
        body.unread_cell(UnreadCause.NOT_UNDERSTOOD, cell, line.number)
    # A row that ends behind its code prints no amount: its columns are blank.
    return replace(line, unread=tuple(column.key for _, column in layout.amounts if others))


def _report_code(line: TableLine, code: ReadCode | None, row: Row, layout: Layout, body: TableBody) -> None:
    """Warn of a code with a restored zero, and of one that is none."""
    if code is None or not (code.restored or code.misprinted):
        return
    printed = " ".join(filter(None, texts_of(row)[: len(layout.codes)]))
    if code.restored:
        body.warn("code-zero-restored", row, n=body.table.number, printed=printed, code=line.code)
    else:
        body.warn("code-misprinted", row, n=body.table.number, printed=printed)


def _is_repeated(table: OfficialTable, line: TableLine, row: Row, body: TableBody) -> bool:
    """Whether the line was read already with the same amounts; with other amounts both lines are kept and reported."""
    same = next((x for x in body.lines if (x.code, x.level) == (line.code, line.level)), None)
    if same is None:
        return False
    figures = [[(f.column, f.yuan) for f in x.figures] for x in (same, line)]
    if figures[0] == figures[1] and same.unread == line.unread:
        body.forget_unread(line.number)
        body.warn("line-repeated", row, n=table.number, code=line.code or TOTAL)
        body.own(row, f"line {same.number}, printed again")
        return True
    body.miss("code-repeated", row, n=table.number, code=line.code or TOTAL)
    return False


def _short_total_layout(layout: Layout) -> Layout:
    amounts = tuple((n, column) for n, (_, column) in enumerate(layout.amounts, start=1))
    return Layout((0,), None, amounts)


def _coded_line(row: Row, layout: Layout, body: TableBody) -> tuple[TableLine | None, ReadCode | None]:
    """One line without its amounts, and its code; None when the row has neither a code nor the word 合计."""
    table, number = body.table, len(body.lines) + 1
    if is_total(text_of(row, 0)):
        return TableLine(number, TOTAL, Level.TOTAL, (), row[0].place), None
    code = read_codes([text_of(row, index) for index in layout.codes], body.above)
    if code is None or len([part for part in code.parts if part]) > len(table.code_levels):
        return None, None
    name = "" if layout.name is None else printed_text(row, layout.name)
    if code.misprinted and (not name or is_amount(name)):
        return None, None
    padded = (*code.parts, "", "")[:3]
    return TableLine(number, name, Level.CLASS, (), row[0].place, codes=padded), code


# ---- tables 1 and 4: revenue on the left, expenditure on the right ------------------------------------


def _read_two_sided(page: GridPage, unit: Unit, body: TableBody) -> None:
    halves = two_sided_layouts(page, body.table) or body.halves
    body.halves = halves
    if not halves:
        if page.body:
            body.miss("table-page-unreadable.sides", page.body[0], n=body.table.number)
            body.unread_rows(UnreadCause.UNKNOWN_HEADINGS, page.body)
        return
    uneven = uneven_rows(page)
    for row in page.body:
        if is_nil_row(row):
            body.own(row, "note")
            continue
        body.rows += 1
        _read_two_sided_row(row, halves, unit, body, uneven=uneven(row))


def _read_two_sided_row(
    row: Row, halves: list[tuple[Side, Layout]], unit: Unit, body: TableBody, *, uneven: bool
) -> None:
    strays = strays_of(row, [layout for _, layout in halves])
    if uneven or any(is_amount(text_of(row, x.name)) for _, x in halves if x.name is not None):
        body.miss("row-uneven", row, n=body.table.number)
        body.unread_row(UnreadCause.NOT_UNDERSTOOD, row)
        return
    if strays:
        body.miss("cell-unread", row, n=body.table.number)
    entries = []
    for side, layout in halves:
        figures, others = read_figures(row, layout, unit)
        printed = any(cell.text for _, cell in others)
        line = _side_line(row, layout, side, figures, body.rows, named=printed)
        if line is None:
            body.lost_row(_half(row, layout))
            continue
        lost = _half(row, layout)[0].lost
        if lost or (_is_nameless(line.name) and not figures):
            body.miss("row-uneven", row, n=body.table.number)
            body.unread_row(lost or UnreadCause.NOT_UNDERSTOOD, _half(row, layout))
            continue
        line = _with_name(line, row, layout, body)
        entries.append(keep_unread(line, others, strays, row, body))
        strays = []
    for cell in strays:
        body.unread_cell(UnreadCause.UNKNOWN_COLUMN, cell, body.rows)
    _add_entries(body.table, entries, row, body)


def _half(row: Row, layout: Layout) -> Row:
    """The cells of one side of a row."""
    return tuple(row[i] for i in (layout.name, *(index for index, _ in layout.amounts)) if i is not None)


def _is_nameless(name: str) -> bool:
    """Whether what is printed as a name holds no word: a reader cannot tell whose row it is."""
    return bool(name.strip()) and not has_words(name) and not is_nil(name)


def _with_name(line: TableLine, row: Row, layout: Layout, body: TableBody) -> TableLine:
    """The line; a name that holds no word is kept as printed, and is unread."""
    if layout.name is not None and _is_nameless(line.name):
        body.miss("cell-unread", row, n=body.table.number)
        body.unread_cell(UnreadCause.NOT_UNDERSTOOD, row[layout.name], line.number, side=line.side)
    return line


def _add_entries(table: OfficialTable, entries: list[TableLine], row: Row, body: TableBody) -> None:
    """Add the one or two entries of a printed row; a row printed twice is read once."""
    same = [next((x for x in body.lines if (x.side, x.name) == (e.side, e.name)), None) for e in entries]
    if entries and all(
        x and [f.yuan for f in x.figures] == [f.yuan for f in e.figures] and not e.unread
        for x, e in zip(same, entries, strict=True)
    ):
        body.forget_unread(body.rows)
        body.warn("line-repeated.entry", row, n=table.number, name=entries[0].name)
        body.own(row, "line, printed again")
        return
    for entry, before in zip(entries, same, strict=True):
        if before is not None and entry.name:
            body.miss("entry-repeated", row, n=table.number, name=entry.name)
        body.lines.append(entry)
    if entries:
        body.own(row, f"line {entries[0].number}")


def _side_line(
    row: Row, layout: Layout, side: Side, figures: tuple[PrintedFigure, ...], number: int, *, named: bool
) -> TableLine | None:
    """One half of a row; None when that half prints nothing. `named` says that it prints what is no amount."""
    assert layout.name is not None
    name = text_of(row, layout.name)
    if (not name or is_nil(name)) and not figures and not named:
        return None
    place = row[layout.name].place if layout.name < len(row) else row[0].place
    # A line break comes from the narrow cell; a space may be printed: 1. 一般公共预算资金
    printed = re.sub(r"\s*\n\s*", "", (row[layout.name].text or "").strip()) if layout.name < len(row) else ""
    return TableLine(number, printed, Level.DETAIL, figures, place, side=side)


# ---- table 9: one row of amounts, each column is a line -----------------------------------------------


def _read_single_row(page: GridPage, unit: Unit, body: TableBody) -> None:
    table = body.table
    titles = leaf_titles(page.header)
    columns = dict(named_columns(_as_leaf_row(page, titles), table.columns))
    if page.body and len(columns) != len(table.columns):
        missing = len(table.columns) - len(columns)
        body.warn("columns-missing", page.body[0], n=table.number, count=missing)
    if columns and not page.body:
        body.warn("table-without-amounts", page.header[-1], n=table.number)
        _add_single_row(columns, page.header[-1], unit, body)
    width = common_width(page.header)
    for row in page.body:
        printed = [text for text in texts_of(row) if text]
        if body.lines and printed == body.first_row:
            body.own(row, "line 1, printed again")
            continue
        if body.lines or not columns or (width is not None and len(row) != width):
            body.miss("row-unreadable", row, n=table.number)
            cause = UnreadCause.NOT_UNDERSTOOD if columns else UnreadCause.UNKNOWN_HEADINGS
            body.unread_row(cause, row)
            continue
        body.first_row = printed
        _add_single_row(columns, row, unit, body)
        body.own(row, "line 1")


def _add_single_row(columns: dict[int, Column], row: Row, unit: Unit, body: TableBody) -> None:
    """Add each named column as a line; a row of headings gives lines without amounts (an empty table)."""
    is_heading = not is_body_row(row, Form.SINGLE_ROW)
    for number, column in enumerate(body.table.columns, start=1):
        index = next((i for i, c in columns.items() if c is column), None)
        if index is None:
            continue
        cell = row[min(index, len(row) - 1)]
        held = Cell("", cell.place) if is_heading or index >= len(row) else cell
        line = TableLine(number, column.title, single_row_level(column), (), cell.place, lowest=column.lowest)
        figure = figure_of(held, column, unit) if is_amount(held.text or "") else None
        is_nothing = is_blank(held.text or "") and not held.lost
        others = [] if figure or is_nothing else [(column, held)]
        line = replace(line, figures=(figure,) if figure else ())
        body.lines.append(keep_unread(line, others, (), row, body))
    if is_heading:
        return
    for index, text in enumerate(texts_of(row)):
        if text and index not in columns and not is_nil(text):
            body.miss("cell-unread", row, n=body.table.number)
            body.unread_cell(UnreadCause.UNKNOWN_COLUMN, row[index], 1)


def _as_leaf_row(page: GridPage, titles: dict[int, str]) -> tuple[Row, ...]:
    """The lowest headings as one row, so that the title of a group never names a column."""
    if not page.header:
        return ()
    place = page.header[0][0].place
    return (tuple(Cell(titles.get(i, ""), place) for i in range(max(titles, default=-1) + 1)),)


def single_row_level(column: Column) -> Level:
    """The level of a column of table 9, which is read as a line."""
    if column.key == "total":
        return Level.TOTAL
    return Level.SUBTOTAL if column.key == "vehicles" else Level.DETAIL


_READERS = {Form.CODED: _read_coded, Form.TWO_SIDED: _read_two_sided, Form.SINGLE_ROW: _read_single_row}
