"""Tables without ruled lines: found by their headings, and read where the places of their words leave one reading.

The words of the official headings stand above the columns; amounts stand one below the other, codes and names do too.
Where they do not, or where two readings are possible, the lines stay lines of text. A page that has ruled tables, and
one without such headings, is left alone, unless it goes on with such a table of the page before.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from budgets.form.captions import names_preparer_or_unit
from budgets.readers.pdf.furniture import is_page_number
from budgets.readers.pdf.lines import PdfLine, cell_text
from budgets.readers.pdf.page import Box, Glyph, PdfSheet, boxes_union
from budgets.readers.pdf.unruled_columns import (
    TextColumn,
    column_of,
    columns_of,
    fits,
    is_heading,
    is_left_heading,
)
from budgets.readers.pdf.unruled_rows import (
    RowReader,
    Rows,
    begins_with_code,
    coded_rows,
    has_code,
    is_total_line,
    is_value,
    single_rows,
    two_sided_rows,
)
from budgets.readers.pdf.words import Word, WordLine, word_lines

_MOST_HEADING_LINES = 8
_LONGEST_HEADING = 16  # characters
_NOTE = re.compile(r"[（(]?(?:备?注|说明)[\d一二三]*[：:、.]?")
_SENTENCE = re.compile(r"[。；]|，(?!\d{3})")
# Shares of the font size.
_FURTHEST = 4.0  # between two lines of a table
_EVEN = 0.35  # how far a line above and one below the line of a row may differ in distance

Field = tuple[str | None, Box]


@dataclass(frozen=True)
class Continued:
    """A table that may go on at the top of the next page."""

    columns: tuple[TextColumn, ...]
    read: RowReader
    width: float
    above: tuple[str, ...] = ()  # the lines above the table on its page


@dataclass(frozen=True)
class UnruledTable:
    """A table of a page: its box, the text and box of every field by row, and the glyphs in them."""

    box: Box
    rows: tuple[tuple[Field, ...], ...]
    glyphs: frozenset[int]  # ids


def may_have_unruled(lines: Sequence[PdfLine]) -> bool:
    """Whether words of a page's lines are headings of an official table: only then its words are looked at."""
    found = 0
    for line in lines:
        words = line.text.split()
        if len(words) > 1:
            found += sum(len(word) < _LONGEST_HEADING and is_heading(word) for word in words)
            if found > 1:
                return True
    return False


def find_unruled(
    glyphs: Sequence[Glyph], sheet: PdfSheet, before: Continued | None
) -> tuple[list[UnruledTable], Continued | None]:
    """The tables of a page without ruled lines, and the one that may go on; `before` may go on from the page before."""
    lines = [line for line in word_lines(glyphs) if not _is_number_of_page(line, sheet.height)]
    tables: list[UnruledTable] = []
    at, last = 0, None
    if before is not None and before.width == sheet.width:
        found = _continued(lines, before)
        if found is not None:
            table, at = found
            tables.append(table)
            last = before if at == len(lines) else None
    while at < len(lines):
        start = next((n for n in range(at, len(lines)) if _is_heading_line(lines[n])), None)
        if start is None:
            break
        top, body = _headings(lines, start, at)
        read = _reader_of(lines[top:body], lines[body:])
        stop = _end(lines, body, read)
        found_here = _table(lines[top:body], lines[body:stop], read)
        at = max(stop, body)
        if found_here is not None:
            table, columns = found_here
            tables.append(table)
            above = tuple(line.text for line in lines[:2])
            last = Continued(columns, read, sheet.width, above) if stop == len(lines) else None
    return tables, last


def _is_number_of_page(line: WordLine, height: float) -> bool:
    return is_page_number(line.text, line.words[0].box, height)


# ---- where a table begins and ends ----------------------------------------------------------------------


def _is_heading_line(line: WordLine) -> bool:
    """Whether two words of a line are headings of an official table, and none of it is an amount."""
    words = [word.text for word in line.words]
    return sum(map(is_heading, words)) > 1 and not any(map(is_value, words))


def _headings(lines: Sequence[WordLine], start: int, first: int) -> tuple[int, int]:
    """Where the heading lines around a line begin, and where the rows under them do."""
    top = start
    while top > max(first, start - _MOST_HEADING_LINES) and _may_be_heading(lines[top - 1], lines[top]):
        top -= 1
    body = start + 1
    while body < min(len(lines), start + _MOST_HEADING_LINES) and not _is_row(lines[body]):
        if not _may_be_heading(lines[body], lines[body - 1]):
            break
        body += 1
    return top, body - _pieces_above(lines, body)


def _may_be_heading(line: WordLine, beside: WordLine) -> bool:
    return (
        not _ends_table(line)
        and all(len(word.text) <= _LONGEST_HEADING for word in line.words)
        and abs(line.base - beside.base) <= _FURTHEST * line.size
        and abs(line.size - beside.size) <= 0.1 * line.size
    )


def _is_row(line: WordLine) -> bool:
    return is_total_line(line) or begins_with_code(line) or any(is_value(word.text) for word in line.words)


def _pieces_above(lines: Sequence[WordLine], body: int) -> int:
    """How many lines above the first row are of it: those as far above its line as others are below it."""
    count = 0
    while body + count + 1 < len(lines) and body - count - 1 > 0:
        row, above, below = lines[body], lines[body - count - 1], lines[body + count + 1]
        uneven = abs((row.base - above.base) - (below.base - row.base)) > _EVEN * row.size
        if uneven or _is_row(below) or any(map(is_heading, (word.text for word in above.words))):
            break
        if {round(w.left) for w in above.words}.isdisjoint(round(w.left) for w in below.words):
            break
        count += 1
    return count


def _ends_table(line: WordLine) -> bool:
    """Whether a line is a title, a caption, a note or running text."""
    text = line.text
    return bool(
        names_preparer_or_unit(text)
        or _NOTE.match(text)
        or _SENTENCE.search(text)
        or (len(line.words) == 1 and text.endswith("表"))
    )


def _reader_of(headings: Sequence[WordLine], rows: Sequence[WordLine]) -> RowReader:
    words = [word.text for line in headings for word in line.words]
    if sum(word == "项目" for word in words) > 1:
        return two_sided_rows
    by_code = any(is_left_heading(word) and word != "项目" for word in words)
    return coded_rows if by_code or (rows and has_code(rows[0]) and len(rows[0].words) > 1) else single_rows


def _end(lines: Sequence[WordLine], body: int, read: RowReader) -> int:
    """Where the rows that begin at `body` end: behind the last line of a row and what is left of its name."""
    last = body
    for number in range(body, len(lines)):
        line, above = lines[number], lines[max(number - 1, body)]
        if _ends_table(line) or line.base - above.base > _FURTHEST * line.size:
            break
        if _is_row(line) or (read is coded_rows and has_code(line)):
            last = number + 1
        elif read is single_rows or _is_heading_line(line):
            break
    return last + _pieces_below(lines, body, last)


def _pieces_below(lines: Sequence[WordLine], body: int, last: int) -> int:
    """How many lines behind the last row are of it: those as far below its line as others are above it, or near it."""
    count = 0
    while last > body and last + count < len(lines) and last - count - 2 >= body:
        row, above, below = lines[last - 1], lines[last - count - 2], lines[last + count]
        even = abs((row.base - above.base) - (below.base - row.base)) <= _EVEN * row.size
        if not even or _is_row(above) or _ends_table(below):
            break
        count += 1
    return count


# ---- one table ------------------------------------------------------------------------------------------


def _table(
    headings: Sequence[WordLine], lines: Sequence[WordLine], read: RowReader
) -> tuple[UnruledTable, tuple[TextColumn, ...]] | None:
    """The table of heading lines and row lines, and its columns; None where they have no one reading."""
    words = [w for line in lines for w in (line.words[1:] if is_total_line(line) else line.words)]
    columns = columns_of(headings, [word for word in words if word.text not in ("计",)])
    if columns is None or not any(not column.is_left for column in columns):
        return None
    rows = _rows_in(lines, columns, read)
    if rows is None:
        return None
    fields = [*_heading_fields(headings, columns), *rows]
    return _as_table(fields, [*headings, *lines]), columns


def _rows_in(
    lines: Sequence[WordLine], columns: tuple[TextColumn, ...], read: RowReader
) -> list[tuple[Field, ...]] | None:
    rows = read(lines, columns) if lines else []
    if rows is None or not _are_in_columns(rows, columns):
        return None
    return [_row_fields(row, columns) for row in rows]


def _are_in_columns(rows: Rows, columns: Sequence[TextColumn]) -> bool:
    """Whether each word is in one column, amounts are in theirs, and nothing is in two pieces but a name."""
    for row in rows:
        for line in row:
            total = is_total_line(line)
            for word in line.words[1:] if total else line.words:
                number = column_of(word, columns)
                if number is None:
                    return False
                if not columns[number].is_left and (len(row) > 1 and not _is_whole(word)):
                    return False
    return True


def _is_whole(word: Word) -> bool:
    """Whether a word among amounts is one, and not the piece of one that is wrapped."""
    return is_value(word.text)


def _row_fields(row: Sequence[WordLine], columns: Sequence[TextColumn]) -> tuple[Field, ...]:
    held: list[list[Word]] = [[] for _ in columns]
    covered = 0
    for line in row:
        words = line.words
        if is_total_line(line):
            held[0].append(words[0])
            covered = sum(column.is_left for column in columns)
            words = words[1:]
        for word in words:
            number = column_of(word, columns)
            assert number is not None
            held[number].append(word)
    top, bottom = _height([word for words in held for word in words])
    return tuple(
        _field(words, column, top, bottom, covered=0 < n < covered)
        for n, (words, column) in enumerate(zip(held, columns, strict=True))
    )


def _field(words: list[Word], column: TextColumn, top: float, bottom: float, *, covered: bool) -> Field:
    if words:
        box = boxes_union(word.box for word in words)
        return cell_text([glyph for word in words for glyph in word.glyphs]), box
    return None if covered else "", (column.left, top, column.right, bottom)


def _height(words: Sequence[Word]) -> tuple[float, float]:
    _, top, _, bottom = boxes_union(word.box for word in words)
    return top, bottom


def _heading_fields(headings: Sequence[WordLine], columns: Sequence[TextColumn]) -> list[tuple[Field, ...]]:
    """The headings of groups, a row for each line, and under them the heading of each column."""
    lowest = {id(word) for column in columns for word in column.heading}
    rows = []
    for line in headings:
        words = [word for word in line.words if id(word) not in lowest]
        if words:
            rows.append(_group_fields(words, columns))
    all_lowest = [word for column in columns for word in column.heading]
    top, bottom = _height(all_lowest)
    rows.append(tuple(_field(list(c.heading), c, top, bottom, covered=False) for c in columns))
    return rows


def _group_fields(words: Sequence[Word], columns: Sequence[TextColumn]) -> tuple[Field, ...]:
    """The headings of one line; a column without one is covered by the heading on its left."""
    held: list[list[Word]] = [[] for _ in columns]
    for word in words:
        held[_first_under(word, columns)].append(word)
    top, bottom = _height(words)
    first = next(n for n, found in enumerate(held) if found)
    return tuple(
        _field(found, column, top, bottom, covered=n > first)
        for n, (found, column) in enumerate(zip(held, columns, strict=True))
    )


def _first_under(word: Word, columns: Sequence[TextColumn]) -> int:
    """The first column under a heading, or the nearest one."""

    def distance(number: int) -> float:
        return max(columns[number].left - word.right, word.left - columns[number].right, 0.0)

    return min(range(len(columns)), key=distance)


def _as_table(rows: Sequence[tuple[Field, ...]], lines: Sequence[WordLine]) -> UnruledTable:
    words = [word for line in lines for word in line.words]
    glyphs = frozenset(id(glyph) for word in words for glyph in word.glyphs)
    return UnruledTable(boxes_union(word.box for word in words), tuple(rows), glyphs)


# ---- a table that goes on from the page before ----------------------------------------------------------


def _continued(lines: Sequence[WordLine], before: Continued) -> tuple[UnruledTable, int] | None:
    """The rest of a table at the top of a page, and the number of the line behind it."""
    start = 0
    while start < min(2, len(lines)) and lines[start].text in before.above:
        start += 1
    if start == len(lines) or _is_heading_line(lines[start]):
        return None
    stop = _end(lines, start, before.read)
    body = lines[start:stop]
    words = [w for line in body for w in (line.words[1:] if is_total_line(line) else line.words)]
    if not body or any(fits(word, before.columns) is None for word in words):
        return None
    rows = _rows_in(body, before.columns, before.read)
    return (_as_table(rows, body), stop) if rows else None

