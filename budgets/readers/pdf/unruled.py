"""Tables without ruled lines: found by their headings, and read where the places of their words leave one reading.

The words of the official headings stand above the columns; amounts stand one below the other, codes and names do too.
Where they do not, or where two readings are possible, the lines stay lines of text. A page that has ruled tables, and
one without such headings, is left alone, unless it goes on with such a table of the page before.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from budgets.form.captions import names_preparer_or_unit
from budgets.readers.pdf.furniture import is_at_edge, is_page_number
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
    begins_entry,
    begins_with_code,
    coded_rows,
    has_code,
    is_code,
    is_value,
    single_rows,
    total_words,
    two_sided_rows,
)
from budgets.readers.pdf.words import Word, WordLine, word_lines

_MOST_HEADING_LINES = 8
_MOST_PIECES = 3  # lines of a name above the line of its row
_LONGEST_HEADING = 16  # characters
_NOTE = re.compile(r"[（(]?(?:备?注|说明)[\d一二三]*[：:、.]?")
_SENTENCE = re.compile(r"[。；]|，(?!\d{3})")
# Shares of the font size.
_FURTHEST = 4.0  # between two lines of a table
_WITHIN = 0.9  # how much further away the next row may be than the nearest is
_HIGHEST_ROW = 12.0
_NEARER = 0.1  # how much nearer the lines of one name are than those of two

Field = tuple[str | None, Box]


@dataclass(frozen=True)
class Continued:
    """A table that may go on at the top of the next page."""

    columns: tuple[TextColumn, ...]
    read: RowReader
    width: float
    above: tuple[str, ...] = ()  # the first lines of its page
    is_open: bool = True  # nothing but a running footer is printed below it


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


def with_words_apart(lines: Sequence[PdfLine], glyphs: Sequence[Glyph]) -> list[PdfLine]:
    """Lines of text of a page with headings of a table: in one with a wide gap the words of two columns are apart."""
    found = {(line.base, line.words[0].left): line.printed for line in word_lines(glyphs)}
    return [
        replace(line, text=found.get((line.base, line.left), line.text)) if line.gapped else line
        for line in lines
    ]


def find_unruled(
    glyphs: Sequence[Glyph], sheet: PdfSheet, before: Continued | None
) -> tuple[list[UnruledTable], Continued | None]:
    """The tables of a page without ruled lines, and the one that may go on; `before` may go on from the page before."""
    lines = [line for line in word_lines(glyphs) if not _is_number_of_page(line, sheet.height)]
    tables: list[UnruledTable] = []
    at, last = 0, replace(before, is_open=False) if before is not None else None
    if before is not None and before.is_open and before.width == sheet.width:
        found = _continued(lines, before)
        if found is not None:
            table, at = found
            tables.append(table)
            last = replace(before, is_open=_is_last(lines[at:], sheet.height))
    while (start := next((n for n in range(at, len(lines)) if _is_heading_line(lines[n])), None)) is not None:
        top, body = _headings(lines, start, at)
        read = _reader_of(lines[top:body], lines[body:])
        stop = _end(lines, body, read)
        made = _table(lines[top:body], lines[body:stop], lines[stop:], read, last.columns if last else ())
        at = stop
        if made is not None:
            table, columns, more = made
            at += more
            tables.append(table)
            above = tuple(line.text for line in lines[:2])
            last = Continued(columns, read, sheet.width, above, is_open=_is_last(lines[at:], sheet.height))
    return tables, last


def _is_last(below: Sequence[WordLine], height: float) -> bool:
    """Whether nothing but a running footer is below a table."""
    return len(below) <= 1 and all(is_at_edge(line.words[0].box, height) for line in below)


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
    return top, body


def _may_be_heading(line: WordLine, beside: WordLine) -> bool:
    return (
        not _ends_table(line)
        and all(len(word.text) <= _LONGEST_HEADING for word in line.words)
        and abs(line.base - beside.base) <= _FURTHEST * line.size
        and abs(line.size - beside.size) <= 0.1 * line.size
    )


def _is_row(line: WordLine) -> bool:
    return total_words(line) > 0 or begins_with_code(line) or any(is_value(word.text) for word in line.words)


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
    return coded_rows if by_code or (rows and begins_with_code(rows[0])) else single_rows


def _end(lines: Sequence[WordLine], body: int, read: RowReader) -> int:
    """Where the rows that begin at `body` end: behind the last line of a row and what is left of its name."""
    last = body
    for number in range(body, len(lines)):
        line, above = lines[number], lines[max(number - 1, body)]
        is_row = _is_row(line) or (read is coded_rows and has_code(line))
        begins = is_row or (read is two_sided_rows and begins_entry(line.words[0].text))
        furthest = _HIGHEST_ROW if begins else _FURTHEST
        if _ends_table(line) or line.base - above.base > furthest * line.size:
            break
        if is_row:
            last = number + 1
        elif read is single_rows or _is_heading_line(line):
            break
    return last


# ---- one table ------------------------------------------------------------------------------------------


def _table(
    headings: Sequence[WordLine],
    lines: Sequence[WordLine],
    below: Sequence[WordLine],
    read: RowReader,
    before: Sequence[TextColumn],
) -> tuple[UnruledTable, tuple[TextColumn, ...], int] | None:
    """The table of heading lines and row lines, its columns, and how many of the lines `below` are of its last row.

    The first lines under the headings may be of the first row's name. None where there is no one reading.
    """
    for count in range(min(_MOST_PIECES, len(headings) - 1) + 1):
        top, moved = headings[: len(headings) - count], headings[len(headings) - count :]
        body = [*moved, *lines]
        columns = columns_of(top, _words_in_columns(body), before)
        if columns is None:
            continue
        more = _pieces_below(body, below, columns)
        body += below[:more]
        rows = _rows_in(body, columns, read)
        if rows is None or all(column.is_left for column in columns) or _goes_on(below[more:]):
            return None
        return _as_table([*_heading_fields(top, columns), *rows], [*top, *body]), columns, more
    return None


def _goes_on(below: Sequence[WordLine]) -> bool:
    """Whether a line that may be a row is below the last row that was found: then not all of the table was."""
    if not below or _ends_table(below[0]) or _is_heading_line(below[0]):
        return False
    return _is_row(below[0]) or begins_entry(below[0].words[0].text)


def _words_in_columns(lines: Sequence[WordLine]) -> list[Word]:
    """The words of rows without those that stand over several columns: 合计."""
    return [word for line in lines for word in line.words[total_words(line) :]]


def _pieces_below(body: Sequence[WordLine], below: Sequence[WordLine], columns: Sequence[TextColumn]) -> int:
    """How many lines below a table are of its last row: they hold names alone and are nearer than two rows are."""
    rows = [line.base for line in body if _is_row(line)]
    nearest = min((b - a for a, b in pairwise(rows)), default=0.0)
    last, count = body[-1] if body else None, 0
    for line in below:
        numbers = [column_of(word, columns) for word in line.words]
        named = all(n is not None and columns[n].is_left for n in numbers)
        if last is None or not named or _ends_table(line) or _is_row(line) or _is_heading_line(line):
            break
        furthest = nearest - _NEARER * line.size
        if all(begins_entry(word.text) for word in line.words):  # a row without amounts: 四、其他收入
            furthest = nearest + _WITHIN * line.size
        if line.base - last.base > furthest:
            break
        last, count = line, count + 1
    return count


def _rows_in(
    lines: Sequence[WordLine], columns: tuple[TextColumn, ...], read: RowReader
) -> list[tuple[Field, ...]] | None:
    if any(line.is_overprinted for line in lines):
        return None
    rows = read(lines, columns) if lines else []
    if rows is None or not _are_in_columns(rows, columns):
        return None
    return [_row_fields(row, columns) for row in rows]


def _are_in_columns(rows: Rows, columns: Sequence[TextColumn]) -> bool:
    """Whether each word is in one column that holds such words, and nothing is in several lines but a name."""
    names = {n for n, column in enumerate(columns) if column.is_left and _is_name(n, columns)}
    for row in rows:
        for line in row:
            for word in line.words[total_words(line) :]:
                number = column_of(word, columns)
                if number is None or not _may_hold(word.text, number, names, columns):
                    return False
                if not columns[number].is_left and len(row) > 1 and not is_value(word.text):
                    return False
    return True


def _is_name(number: int, columns: Sequence[TextColumn]) -> bool:
    """Whether a column on the left of amounts is that of their names: the codes are further to the left."""
    return number + 1 == len(columns) or not columns[number + 1].is_left


def _may_hold(text: str, number: int, names: set[int], columns: Sequence[TextColumn]) -> bool:
    """Whether a word is of the kind of its column: a name, a code, or something with digits or signs of an amount."""
    if number in names:
        return not is_value(text)
    if columns[number].is_left:
        return is_code(text)
    return is_value(text) or any(sign.isdigit() or sign == "#" for sign in text)


def _row_fields(row: Sequence[WordLine], columns: Sequence[TextColumn]) -> tuple[Field, ...]:
    held: list[list[Word]] = [[] for _ in columns]
    covered = 0
    for line in row:
        total = total_words(line)
        if total:
            held[0] += line.words[:total]
            covered = sum(column.is_left for column in columns)
        for word in line.words[total:]:
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
    body = list(lines[start:stop])
    if not body or any(fits(word, before.columns) is None for word in _words_in_columns(body)):
        return None
    more = _pieces_below(body, lines[stop:], before.columns)
    body += lines[stop : stop + more]
    rows = None if _goes_on(lines[stop + more :]) else _rows_in(body, before.columns, before.read)
    return (_as_table(rows, body), stop + more) if rows else None
