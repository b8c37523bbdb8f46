"""Reads tables whose rows are lines of text: copied from a page, with blanks where the columns were.

What stands in which column is known only where the words of the headings, the codes and the number of amounts leave one
reading: as many amounts as columns, or an amount and the same amount again, the first of which is the total. Every
other amount is unread, and the table is never called empty.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from budgets.form.amounts import AmountError, Unit, is_amount, is_nil, parse_amount
from budgets.form.column_titles import column_named
from budgets.form.spelling import squeeze
from budgets.form.tables import Column, Form, OfficialTable
from budgets.form.terms import Level, Side, UnreadCause
from budgets.parsing.captions import is_caption_line
from budgets.parsing.grids import TOTAL, Row, is_total, read_codes, texts_of
from budgets.parsing.line_levels import with_levels
from budgets.parsing.table_body import TableBody
from budgets.parsing.table_records import PrintedFigure, TableLine
from budgets.parsing.table_rows import single_row_level
from budgets.readers.document import Cell, Paragraph, Place


@dataclass(frozen=True)
class TextLine:
    """One printed line: its words, which blanks divide, and where it stands."""

    words: tuple[str, ...]
    place: Place

    @property
    def text(self) -> str:
        """The line as printed, one blank between the words."""
        return " ".join(self.words)


def lines_of(paragraphs: Sequence[Paragraph]) -> list[TextLine]:
    """The printed lines of paragraphs that are no captions and no notes of a table."""
    return [
        line
        for paragraph in paragraphs
        if not _is_prose(paragraph.text)
        for line in _printed(paragraph)
        if not is_caption_line(line.text)
    ]


def heading_line(row: Row) -> TextLine:
    """The headings of a grid as a line, where the rows under it are lines of text."""
    return TextLine(tuple(text for text in texts_of(row) if text), row[0].place)


def _printed(paragraph: Paragraph) -> Iterator[TextLine]:
    starts = [start for start, _ in paragraph.lines] or [0]
    places = [place for _, place in paragraph.lines] or [paragraph.place]
    for start, stop, place in zip(starts, [*starts[1:], None], places, strict=True):
        words = tuple(paragraph.text[start:stop].split())
        if words:
            yield TextLine(words, place)


_SENTENCE = re.compile(r"[。；]|，(?![0-9]{3})")
_NOTE = re.compile(r"[（(]?(?:备?注|说明)[\d一二三]*[：:、.]?")


def _is_prose(text: str) -> bool:
    return bool(_NOTE.match(squeeze(text)[:8]) or _SENTENCE.search(text))


def prints_rows(table: OfficialTable, lines: Sequence[TextLine]) -> bool:
    """Whether lines of text are rows of that table: one holds amounts, or begins as a row of it does."""
    return any(
        any(map(is_amount, line.words)) or (table.form is Form.CODED and _begins_with_code(line))
        for line in lines
    )


def _begins_with_code(line: TextLine) -> bool:
    first = squeeze(line.words[0])
    if is_total(squeeze("".join(_divided(line.words)[0]))):
        return True
    return first.isdigit() and len(first) in (3, 5, 7) and len(line.words) > 1


def read_page_text(table: OfficialTable, lines: Sequence[TextLine], unit: Unit) -> TableBody:
    """Read the lines of a table without a grid, amounts in yuan; what has more than one reading is unread."""
    body = TableBody(table)
    _READERS[table.form](lines, unit, body)
    body.lines = with_levels(table, body.lines)
    rows = sum(place.line is None for place in body.unread)
    cells = len(body.unread) - rows
    if rows:
        body.miss("table-without-columns", _row(lines[0]), n=table.number, count=rows)
    if cells:
        body.miss("cells-without-columns", _row(lines[0]), n=table.number, count=cells)
    return body


def _row(line: TextLine) -> tuple[Cell, ...]:
    return (Cell(line.text, line.place),)


def _own_heading(line: TextLine, body: TableBody) -> None:
    body.own(_row(line), "furniture: column headings")


def _leave(line: TextLine, body: TableBody) -> None:
    """Keep a line that is a row and has no one reading."""
    body.unread_row(UnreadCause.NO_COLUMNS, _row(line))


# ---- a line per code: 207 01 04 图书馆 30,953,134 23,755,107 7,198,027 ----------------------------------


def _read_coded(lines: Sequence[TextLine], unit: Unit, body: TableBody) -> None:
    start = next((n for n, line in enumerate(lines) if _begins_with_code(line)), len(lines))
    headings = [line for line in lines[:start] if not any(map(is_amount, line.words))]
    columns = _headed_columns(headings, body.table)
    words = {word for heading in headings for word in heading.words}
    pieces = [line not in headings and not set(line.words) <= words and _is_piece(line) for line in lines]
    for number, line in enumerate(lines):
        if line in headings:
            _own_heading(line, body)
        elif _is_broken(line, lines[number + 1 :]) or (
            _begins_with_code(line)
            and not _is_total_line(line)
            and any(pieces[max(number - 1, 0) : number + 2])
        ):
            _leave(line, body)
        elif columns and (read := _coded_line(line, columns, unit, body)):
            body.lines.append(read)
            body.own(_row(line), f"line {read.number}")
        elif set(line.words) <= words:
            _own_heading(line, body)
        else:
            _leave(line, body)


def _is_broken(line: TextLine, below: Sequence[TextLine]) -> bool:
    """Whether a line without amounts goes on below: it has a code, and the next line has none."""
    amounts = _divided(line.words)[1]
    return not amounts and bool(below) and not _begins_with_code(below[0])


def _is_piece(line: TextLine) -> bool:
    """Whether a line is words alone, as a piece of a wrapped name is: the row beside it has only the rest of its name."""
    return not _begins_with_code(line) and not any(map(str.isdigit, line.text))


def _is_total_line(line: TextLine) -> bool:
    return is_total(squeeze("".join(_divided(line.words)[0])))


def _headed_columns(headings: Sequence[TextLine], table: OfficialTable) -> tuple[Column, ...]:
    """The amount columns in printed order; () unless each column of the form has one heading, side by side."""
    for line in headings:
        named = [column_named(word, table.columns) for word in line.words]
        first = next((n for n, column in enumerate(named) if column), len(named))
        columns = tuple(column for column in named[first:] if column)
        whole = len(named) - first == len(columns) == len(table.columns)
        if whole and len({column.key for column in columns}) == len(columns):
            return columns
    return ()


def _coded_line(line: TextLine, columns: tuple[Column, ...], unit: Unit, body: TableBody) -> TableLine | None:
    """One line with the amounts that have one reading; None where code, name and amounts cannot be told apart."""
    number = len(body.lines) + 1
    words, amounts = _divided(line.words)
    codes: tuple[str, ...] = ()
    if is_total(squeeze("".join(words))):
        name, level = TOTAL, Level.TOTAL
    else:
        digits = next((n for n, word in enumerate(words) if not squeeze(word).isdigit()), len(words))
        code = read_codes([squeeze(word) for word in words[:digits]], ()) if digits < len(words) else None
        depth = len(code.parts) if code else 0
        if code is None or code.misprinted or code.restored or depth > len(body.table.code_levels):
            return None
        if words[digits][0].isdigit():  # 01行政单位离退休: the end of the code stands close to the name
            return None
        name, level, codes = " ".join(words[digits:]), Level.CLASS, (*code.parts, "", "")[:3]
    figures = _figures(amounts, columns, unit, line.place)
    if figures is None or len(amounts) > len(columns):
        return None
    read = TableLine(number, name, level, figures, line.place, codes=codes)
    return _with_rest(read, amounts, columns, body)


def _divided(words: Sequence[str]) -> tuple[list[str], list[str]]:
    """A line's words, and the amounts and nils that it ends in."""
    end = len(words)
    while end and (is_amount(words[end - 1]) or is_nil(words[end - 1])):
        end -= 1
    return list(words[:end]), list(words[end:])


def _figures(
    amounts: Sequence[str], columns: tuple[Column, ...], unit: Unit, place: Place
) -> tuple[PrintedFigure, ...] | None:
    """The amounts whose column is certain; None where one cannot be read.

    All of them where there are as many as columns. Of two equal ones in more columns the first is the total, which the
    second makes up alone.
    """
    try:
        yuan = [parse_amount(text, unit) for text in amounts]
    except AmountError:
        return None
    certain = len(columns) if len(yuan) == len(columns) else 0
    if len(yuan) == 2 < len(columns) and yuan[0] == yuan[1] and columns[0].key == "total":
        certain = 1
    read = zip(columns[:certain], amounts, yuan, strict=False)
    return tuple(PrintedFigure(c.key, text, y, place) for c, text, y in read if y is not None)


def _with_rest(
    line: TableLine, amounts: Sequence[str], columns: tuple[Column, ...], body: TableBody
) -> TableLine:
    """The line with the columns of which its other amounts may be: none is blank or a figure for certain."""
    if len(amounts) == len(columns) or not amounts:
        return line
    held = {figure.column for figure in line.figures}
    for text in amounts[len(held) :]:
        if not is_nil(text):
            cell = Cell(text, line.place)
            body.unread_cell(UnreadCause.NO_COLUMNS, cell, line.number, side=line.side)
    return replace(line, unread=tuple(column.key for column in columns if column.key not in held))


# ---- revenue beside expenditure: 一、财政拨款收入 278,076,101 一、教育支出 199,337,712 --------------------


def _read_two_sided(lines: Sequence[TextLine], unit: Unit, body: TableBody) -> None:
    headed = next((n for n, line in enumerate(lines) if line.words.count("项目") == 2), None)
    columns = _sides(lines[headed], body.table) if headed is not None else None
    for number, line in enumerate(lines):
        if headed is not None and number <= headed and not any(map(is_amount, line.words)):
            _own_heading(line, body)
            continue
        body.rows += 1
        entries = _entries(line, columns, unit, body) if columns else None
        if entries:
            body.lines += entries
            body.own(_row(line), f"line {body.rows}")
        else:
            _leave(line, body)


def _sides(heading: TextLine, table: OfficialTable) -> dict[Side, tuple[Column, ...]] | None:
    """The columns of both sides as the one heading line names them; None unless they are those of the form."""
    second = len(heading.words) - 1 - heading.words[::-1].index("项目")
    halves = heading.words[1:second], heading.words[second + 1 :]
    found = {}
    for side, words in zip(Side, halves, strict=True):
        columns = tuple(column for column in table.columns if column.side is side)
        named = tuple(column_named(word, columns) for word in words)
        if heading.words[0] != "项目" or set(named) != set(columns) or len(named) != len(columns):
            return None
        found[side] = tuple(column for column in named if column)
    return found


def _entries(
    line: TextLine, columns: dict[Side, tuple[Column, ...]], unit: Unit, body: TableBody
) -> list[TableLine] | None:
    """The one or two entries of a line; None where their sides or amounts cannot be told."""
    named = list(_named_amounts(line.words))
    if any(_GLUED_AMOUNT.search(name) for name, _ in named):
        return None
    sides = [_side_of(name) for name, _ in named]
    if sides not in ([Side.REVENUE, Side.EXPENDITURE], [Side.REVENUE], [Side.EXPENDITURE]):
        return None
    entries = []
    for side, (name, amounts) in zip(sides, named, strict=True):
        assert side is not None
        figures = _figures(amounts, columns[side], unit, line.place)
        if figures is None or len(amounts) > len(columns[side]):
            return None
        entries.append(TableLine(body.rows, name, Level.DETAIL, figures, line.place, side=side))
    return [
        _with_rest(entry, amounts, columns[entry.side], body)
        for entry, (_, amounts) in zip(entries, named, strict=True)
        if entry.side is not None
    ]


_GLUED_AMOUNT = re.compile(r"\d,\d{3}|\d\.\d{2}")  # 一、财政拨款收入91,016,775.35一、教育支出
_NUMBER = re.compile(r"(?:[一二三四五六七八九十]+、|\d{1,2}[.．、]|[（(][一二三四五六七八九十\d]+[）)])\S*")


def _named_amounts(words: Sequence[str]) -> Iterator[tuple[str, list[str]]]:
    """Each name of a line with the amounts behind it. A number (二、) begins a name, words behind amounts do too."""
    name: list[str] = []
    amounts: list[str] = []
    for word in words:
        if is_amount(word) or is_nil(word):
            amounts.append(word)
            continue
        if amounts or (name and _NUMBER.fullmatch(squeeze(word))):
            yield " ".join(name), amounts
            name, amounts = [], []
        name.append(word)
    yield " ".join(name), amounts


_REVENUE = re.compile(
    r".*(?:收入|收入总计|收入合计|一般公共预算|政府性基金|国有资本经营)(?:预算)?(?:资金|财政拨款|拨款)?"
)
_EXPENDITURE = re.compile(r".*支出(?:总计|合计)?")


def _side_of(name: str) -> Side | None:
    """The side that an entry's name can only stand on: 其他收入 and the funds left, 教育支出 right."""
    words = squeeze(name)
    if _EXPENDITURE.fullmatch(words):
        return Side.EXPENDITURE
    return Side.REVENUE if _REVENUE.fullmatch(words) or words.endswith(("收入总计", "收入合计")) else None


# ---- table 9: one line of amounts ----------------------------------------------------------------------


def _read_single_row(lines: Sequence[TextLine], unit: Unit, body: TableBody) -> None:
    rows = [line for line in lines if any(map(is_amount, line.words))]
    headings = [line for line in lines if line not in rows]
    named = [column_named(word, body.table.columns) for line in headings for word in line.words]
    whole = {column.key for column in named if column} == {column.key for column in body.table.columns}
    for line in headings:
        _own_heading(line, body)
    for line in rows:
        figures = _figures(line.words, body.table.columns, unit, line.place) if whole else None
        if len(rows) > 1 or figures is None or len(line.words) != len(body.table.columns):
            _leave(line, body)
            continue
        for number, column in enumerate(body.table.columns, start=1):
            held = tuple(figure for figure in figures if figure.column == column.key)
            level = single_row_level(column)
            body.lines.append(TableLine(number, column.title, level, held, line.place, lowest=column.lowest))
        body.own(_row(line), "line 1")


_READERS = {Form.CODED: _read_coded, Form.TWO_SIDED: _read_two_sided, Form.SINGLE_ROW: _read_single_row}
