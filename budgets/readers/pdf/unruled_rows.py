"""The rows of a table without ruled lines: which lines of a wrapped name belong to which row.

In a table by codes each row has one line that begins with its code; a line of a name alone belongs to the row above it,
to the row below it, or lies evenly around the line of its row. One of the three must fit all rows of a page.
"""

import re
from collections.abc import Callable, Sequence
from itertools import pairwise

from budgets.form.amounts import is_amount, is_nil
from budgets.readers.pdf.unruled_columns import TextColumn, column_of
from budgets.readers.pdf.words import WordLine

# Shares of the font size.
_EVEN = 0.35  # how far the middle of a name may be from the line of its row
_NEARER = 0.1  # how much nearer the lines of one name are than those of two
_WITHIN = 0.9  # a line this near to the line of a row is of that row
_UNFILLED = 2.5  # the most room that a wrapped line leaves
_LEAST_PITCH = 0.95  # nearer lines would be printed on one another
_PITCH = 2.2  # the most between two lines of one name

_TOTAL = re.compile(r"合计|总计")
_CODE = re.compile(r"\d{1,7}|\d{3}[-./]\d{2}(?:[-./]\d{2})?")
_NUMBER = re.compile(
    r"[一二三四五六七八九十]+[、.．]|\d{1,2}[.．、](?!\d)|[（(][一二三四五六七八九十\d]+[）)]"
)
_ENTRY_TOTAL = re.compile(r".*(?:收入|支出)(?:总计|合计)")

Rows = list[list[WordLine]]


def is_value(text: str) -> bool:
    """Whether a word is an amount, or says that there is none."""
    return is_amount(text) or is_nil(text)


def total_words(line: WordLine) -> int:
    """How many words at its beginning say that a line is the total of a table by codes; only amounts may follow."""
    words = [word.text for word in line.words]
    for count in (1, 2):  # 合 计
        if _TOTAL.fullmatch("".join(words[:count])) and all(map(is_value, words[count:])):
            return count
    return 0


def is_code(text: str) -> bool:
    """Whether a word may be a code, or a level of one."""
    return bool(_CODE.fullmatch(text))


def begins_entry(text: str) -> bool:
    """Whether a word begins an entry of a table of two sides: 一、, 1., 支出总计."""
    return bool(_NUMBER.match(text) or _ENTRY_TOTAL.fullmatch(text))


def begins_with_code(line: WordLine) -> bool:
    """Whether a line begins with a code, and words follow."""
    words = [word.text for word in line.words]
    return bool(_CODE.fullmatch(words[0])) and len(words) > 1 and not all(map(is_value, words))


def has_code(line: WordLine) -> bool:
    """Whether a line of a table by codes is the line of a row: its total, or one that begins with a code."""
    return total_words(line) > 0 or bool(_CODE.fullmatch(line.words[0].text))


# ---- by codes -------------------------------------------------------------------------------------------


def coded_rows(lines: Sequence[WordLine], columns: Sequence[TextColumn]) -> Rows | None:
    """The lines of each row of a table by codes; None where they have more than one reading, or none."""
    name = max((n for n, column in enumerate(columns) if column.is_left), default=0)
    if not all(_has_code_on_left(line, columns) or _is_piece(line, name, columns) for line in lines):
        return None
    found = (read(lines, name, columns) for read in (_around, _below, _above))
    readings = [rows for rows in found if rows and _are_full(rows, name, columns)]
    return readings[0] if readings and all(rows == readings[0] for rows in readings) else None


def _has_code_on_left(line: WordLine, columns: Sequence[TextColumn]) -> bool:
    """Whether a line is that of a row: the total, or one whose code is no number among the amounts."""
    number = column_of(line.words[0], columns)
    return total_words(line) > 0 or (has_code(line) and number is not None and columns[number].is_left)


def _are_full(rows: Rows, name: int, columns: Sequence[TextColumn]) -> bool:
    """Whether every line of a name but the last is as wide as the column allows: else it would not be wrapped."""
    names = [[_width(line, name, columns) for line in row] for row in rows]
    widest = max((width for widths in names for width in widths), default=0.0)
    for row, widths in zip(rows, names, strict=True):
        printed = [width for width in widths if width]
        if any(width < widest - _UNFILLED * row[0].size for width in printed[:-1]):
            return False
    return True


def _width(line: WordLine, name: int, columns: Sequence[TextColumn]) -> float:
    words = [word for word in line.words if column_of(word, columns) == name]
    return words[-1].right - words[0].left if words else 0.0


def _is_piece(line: WordLine, name: int, columns: Sequence[TextColumn]) -> bool:
    return all(column_of(word, columns) == name and not is_value(word.text) for word in line.words)


def _named(line: WordLine, name: int, columns: Sequence[TextColumn]) -> bool:
    return any(column_of(word, columns) == name for word in line.words)


def _below(lines: Sequence[WordLine], name: int, columns: Sequence[TextColumn]) -> Rows | None:
    """The rows where every piece of a name belongs to the row above it."""
    rows: Rows = []
    for line in lines:
        if has_code(line):
            rows.append([line])
        elif not rows or not _named(rows[-1][0], name, columns):
            return None
        else:
            rows[-1].append(line)
    return rows if _are_apart(rows) else None


def _above(lines: Sequence[WordLine], name: int, columns: Sequence[TextColumn]) -> Rows | None:
    """The rows where every piece of a name belongs to the row below it."""
    rows: Rows = [[]]
    for line in lines:
        rows[-1].append(line)
        if has_code(line):
            if len(rows[-1]) > 1 and not _named(line, name, columns):
                return None
            rows.append([])
    return rows[:-1] if not rows[-1] and _are_apart(rows[:-1]) else None


def _around(lines: Sequence[WordLine], name: int, columns: Sequence[TextColumn]) -> Rows | None:
    """The rows where the lines of every name lie evenly around the line with its code."""
    rows: Rows = [[]]
    open_below = 0  # how many more pieces the last row takes
    for line in lines:
        if open_below:
            if has_code(line):
                return None
            rows[-2].append(line)
            open_below -= 1
            continue
        rows[-1].append(line)
        if has_code(line):
            open_below = len(rows[-1]) - 1
            rows.append([])
    if rows[-1] or open_below or not all(_is_even(row, name, columns) for row in rows[:-1]):
        return None
    return rows[:-1]


def _is_even(row: list[WordLine], name: int, columns: Sequence[TextColumn]) -> bool:
    if len(row) == 1:
        return True
    line = row[len(row) // 2]
    pieces = [piece.base for piece in row if piece is not line or _named(line, name, columns)]
    steps = [b - a for a, b in pairwise(pieces)]
    return (
        abs(sum(pieces) / len(pieces) - line.base) <= _EVEN * line.size
        and max(steps) - min(steps) <= _EVEN * line.size
        and max(steps) <= _PITCH * line.size
    )


def _are_apart(rows: Rows) -> bool:
    """Whether the lines of one row are nearer to each other than to those of the rows beside it."""
    if len(rows) == 1 < len(rows[0]):
        return False  # nothing shows how far apart rows are
    for (above, below), row in zip(pairwise(rows), rows[1:], strict=True):
        gap = below[0].base - above[-1].base
        steps = [b.base - a.base for part in (above, row) for a, b in pairwise(part)]
        if steps and max(steps) > min(gap - _NEARER * below[0].size, _PITCH * below[0].size):
            return False
    steps = [(b.base - a.base) / b.size for row in rows for a, b in pairwise(row)]
    return all(_LEAST_PITCH <= step <= _PITCH for step in steps)


# ---- revenue beside expenditure -------------------------------------------------------------------------


def two_sided_rows(lines: Sequence[WordLine], columns: Sequence[TextColumn]) -> Rows | None:
    """The lines of each row of a table of two sides; None where they have more than one reading, or none."""
    names = [n for n, column in enumerate(columns) if column.is_left]
    strong = [line for line in lines if any(is_value(word.text) for word in line.words)]
    if len(names) != 2 or not _are_values(strong, names, columns):
        return None
    numbered = {n: _is_numbered(lines, n, columns) for n in names}
    rows: dict[int, list[WordLine]] = {id(line): [line] for line in strong}
    order = [id(line) for line in strong]
    for line in lines:
        if id(line) in rows:
            continue
        near = [other for other in strong if abs(other.base - line.base) <= _WITHIN * line.size]
        begins = _begins_row(line, numbered, columns)
        if len(near) > 1 or (not near and begins is None):
            return None
        if near:
            rows[id(near[0])].append(line)
        elif begins:
            rows[id(line)] = [line]
            order.append(id(line))
        elif (above := _line_above(line, lines, columns)) is None:
            return None
        else:
            rows[next(key for key, row in rows.items() if above in row)].append(line)
    found = [sorted(rows[key], key=lambda line: line.base) for key in order]
    found.sort(key=lambda row: sum(line.base for line in row) / len(row))
    in_order = all(a[-1].base < b[0].base for a, b in pairwise(found))
    return found if in_order and all(_is_one_entry(row, numbered, columns) for row in found) else None


def _are_values(strong: Sequence[WordLine], names: list[int], columns: Sequence[TextColumn]) -> bool:
    """Whether the lines print amounts in the amount columns and words in the others."""
    return all(
        (column_of(word, columns) in names) != is_value(word.text) for line in strong for word in line.words
    )


def _is_numbered(lines: Sequence[WordLine], name: int, columns: Sequence[TextColumn]) -> bool:
    return any(
        _NUMBER.match(word.text) for line in lines for word in line.words if column_of(word, columns) == name
    )


def _begins_row(line: WordLine, numbered: dict[int, bool], columns: Sequence[TextColumn]) -> bool | None:
    """Whether a line of names is a row of its own; None where its two names do not agree, or one has no numbers."""
    found: set[bool] = set()
    for name, is_numbered in numbered.items():
        words = [word for word in line.words if column_of(word, columns) == name]
        if words:
            if not is_numbered:
                return None
            found.add(begins_entry(words[0].text))
    return found.pop() if len(found) == 1 else None


def _line_above(line: WordLine, lines: Sequence[WordLine], columns: Sequence[TextColumn]) -> WordLine | None:
    """The nearest line above that prints in each column in which a line prints, near enough to be of one name."""
    where = {column_of(word, columns) for word in line.words}
    above = [
        other
        for other in lines
        if 0 < line.base - other.base <= _PITCH * line.size
        and where <= {column_of(word, columns) for word in other.words}
    ]
    return above[-1] if above else None


def _is_one_entry(row: list[WordLine], numbered: dict[int, bool], columns: Sequence[TextColumn]) -> bool:
    """Whether each side of a row has one number at most, at its beginning."""
    for name, is_numbered in numbered.items():
        words = [word for line in row for word in line.words if column_of(word, columns) == name]
        firsts = [w for line in row for w in [x for x in line.words if column_of(x, columns) == name][:1]]
        if is_numbered and any(begins_entry(word.text) for word in firsts[1:]):
            return False
        if is_numbered and words and not begins_entry(words[0].text):
            return False
    return True


# ---- one row of amounts ---------------------------------------------------------------------------------


def single_rows(lines: Sequence[WordLine], columns: Sequence[TextColumn]) -> Rows | None:
    """The one line of amounts; None where there are more, or other words."""
    if len(lines) != 1 or not all(is_value(word.text) for word in lines[0].words):
        return None
    return [list(lines)]


RowReader = Callable[[Sequence[WordLine], Sequence[TextColumn]], Rows | None]
