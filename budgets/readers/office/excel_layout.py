"""The rows of an Excel sheet as paragraphs (titles, captions, notes) and grids (tables)."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from budgets.form.spelling import squeeze
from budgets.form.terms import UnreadCause
from budgets.readers.document import Cell, Grid, Paragraph, Place
from budgets.readers.office.archive import Allowance
from budgets.readers.office.excel_sheet import ExcelSheet, covered_cells

_CAPTION = re.compile(
    r"(?:(?:编制|填报|预算|主管|预算主管|公开|报送|填制)?(?:部门|单位|日期|时间)(?:名称|[（(].*?[）)])?|金额单位|货币单位"
    r"|(?:审核|填表|制表|编制|负责|联系)人|注|备注|说明|附注)\s*\d*\s*[：:].*"
    r"|(?:预算|公开|附)*(?:表|附表|附件)\s*[\d一二三四五六七八九十]+[-\d]*|(?:预算|公开)\s*\d+\s*表",
    re.DOTALL,
)
_TITLE = re.compile(r"[^：:]{2,}(?:预算|收支|支出|收入|经费|决算|情况)[^：:]*表(?:[（(].*[）)])?")
_TOTALS = ("合计", "总计", "小计")
_LONGEST_TITLE = 60
_LONGEST_NAME = 40

_Row = tuple[int, dict[int, str]]  # a row's number, and the texts that it prints by column


def blocks_of_rows(sheet: ExcelSheet, number: int, cells: Allowance) -> Iterator[Paragraph | Grid]:
    """The rows of a sheet as paragraphs and grids, in order."""
    rows: dict[int, dict[int, str]] = {}
    for (row, column), text in sorted(sheet.texts.items()):
        rows.setdefault(row, {})[column] = text
    width = _common_width(rows.values())
    for row in _lost_rows(sheet, max(rows, default=0)):
        rows.setdefault(row, {})
    rows = dict(sorted(rows.items()))
    table: list[_Row] = []
    before = 0
    for row, texts in rows.items():
        follows = bool(table) and not any(r not in sheet.hidden_rows for r in range(before + 1, row)[:_GAP])
        before = row
        if not texts or not _is_prose((row, texts), sheet, width, bool(table), follows):
            table.append((row, texts))
            continue
        yield from _grid(table, sheet, number, cells)
        table = []
        yield from _paragraphs(row, texts, number)
    yield from _grid(table, sheet, number, cells)


def _lost_rows(sheet: ExcelSheet, last: int) -> Iterator[int]:
    """The rows of a table that show no text; of those below the last row that does, one with several hidden cells."""
    cells = Counter(row for row, _ in sheet.lost)
    for (row, _), cause in sheet.lost.items():
        if cause is UnreadCause.PICTURE or row < last or (row == last + 1 and cells[row] > 1):
            yield row


_GAP = 1_000  # at most so many rows of a gap are looked at for hidden ones


def _common_width(rows: Iterable[dict[int, str]]) -> tuple[int, int]:
    """The first and last column of the row with the most texts, which is taken as the width of the table."""
    widest = max(rows, key=len, default={})
    return (min(widest), max(widest)) if widest else (0, 0)


def _is_prose(row: _Row, sheet: ExcelSheet, width: tuple[int, int], in_table: bool, follows: bool) -> bool:
    """Whether a row is outside a table: captions and titles, or a lone text where no row of a table can be.

    A lone text in a table is a row of it (a code without amounts), unless it is joined over the whole width, is
    beside the table's columns, follows a blank row, or is a sentence.
    """
    number, texts = row
    captions = [bool(_CAPTION.fullmatch(text) or _is_title(text)) for text in _captions(texts).values()]
    if all(captions) or (any(captions) and not in_table and not any(map(_is_number, texts.values()))):
        return True
    if len(texts) > 1:
        return False
    ((column, text),) = texts.items()
    if squeeze(text).endswith(_TOTALS):
        return not in_table
    first, last = width
    if not in_table or not first <= column <= last or (column == first and _is_sentence(text)):
        return True
    return (not follows and not _is_number(text)) or _covers(sheet, number, width)


def _is_title(text: str) -> bool:
    words = squeeze(text)
    return len(words) <= _LONGEST_TITLE and bool(_TITLE.fullmatch(words))


def _is_sentence(text: str) -> bool:
    return text.endswith(("。", "；")) or len(text) > _LONGEST_NAME


def _is_number(text: str) -> bool:
    return bool(re.fullmatch(r"[\d,.]+", text))


def _covers(sheet: ExcelSheet, row: int, width: tuple[int, int]) -> bool:
    """Whether joined cells of that row reach over all columns of the table."""
    first, last = width
    return first < last and any(m[0] <= row <= m[2] and m[1] <= first and m[3] >= last for m in sheet.merges)


def _captions(texts: dict[int, str]) -> dict[int, str]:
    """The texts of a row by column; a label and its value in two cells (编制部门： and 某某局) become one text."""
    joined: dict[int, str] = {}
    label = None
    for column, text in texts.items():
        if label is not None and not _LABEL.search(text):
            joined[label] += text
            label = None
        else:
            joined[column] = text
            label = column if _LABEL.search(text) else None
    return joined


_LABEL = re.compile(r"[：:]$")


def _paragraphs(row: int, texts: dict[int, str], number: int) -> Iterator[Paragraph]:
    """One paragraph for each printed line of each cell of a row."""
    for column, text in _captions(texts).items():
        lines = [line.strip() for line in text.split("\n") if line.strip()]
        for n, line in enumerate(lines, start=1):
            place = Place(table=number, row=row, column=column, piece=n if len(lines) > 1 else None)
            yield Paragraph(line, place)


def _grid(rows: list[_Row], sheet: ExcelSheet, number: int, cells: Allowance) -> Iterator[Grid]:
    """The rows as a grid, without the columns in which none of them prints anything."""
    if not rows:
        return
    numbers = {row for row, _ in rows}
    shown = {column for _, texts in rows for column in texts}
    columns = sorted(shown or {column for row, column in sheet.lost if row in numbers})
    cells.take(len(rows) * len(columns))
    covered = covered_cells(sheet, [row for row, _ in rows], columns)
    yield Grid(
        tuple(
            tuple(
                Cell(
                    None if (row, column) in covered else texts.get(column, ""),
                    Place(table=number, row=row, column=column),
                    None if column in texts else sheet.lost.get((row, column)),
                )
                for column in columns
            )
            for row, texts in rows
        )
    )
