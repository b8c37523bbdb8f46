"""What the cells of an Excel sheet hold and do not show: hidden rows, columns and sheets, covered and unseen words."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import groupby

from budgets.form.terms import HiddenKind
from budgets.readers.document import Cell, Hidden, Place
from budgets.readers.office.excel_sheet import ExcelSheet, Key, place_of


def hidden_sheet(sheet: ExcelSheet, number: int, name: str, boxes: Iterable[str]) -> Iterator[Hidden]:
    """A hidden sheet: its name, then every row and text box of it. Nothing for an empty one."""
    texts = sheet.texts | {key: text for key, (_, text) in sheet.unseen.items()}
    lines = [*_lines(texts), *boxes, *(text for _, text in sheet.hints)]
    if lines:
        searched = not sheet.uncalculated
        yield Hidden(
            HiddenKind.HIDDEN_SHEET, "\n".join((name, *lines)), Place(table=number), searched=searched
        )


def hidden_cells(sheet: ExcelSheet, number: int, covered: dict[Key, str]) -> Iterator[Hidden]:
    """What a sheet that is shown keeps from its page, once its joined cells are moved to where they are printed."""
    rows = {key: text for key, text in sheet.texts.items() if key[0] in sheet.hidden_rows}
    others = ((key, text) for key, text in sheet.texts.items() if key not in rows)
    columns = {key: text for key, text in others if key[1] in sheet.hidden_columns}
    unknown = {key for key in sheet.uncalculated if sheet.is_hidden(*key)}
    # Each row and column is a place of its own: neighbours may belong to different tables, and all of them are named.
    for row, group in _each(rows, lambda key: key[0]):
        searched = row not in {row for row, _ in unknown}
        yield _hidden(HiddenKind.HIDDEN_ROW, group, Place(table=number, row=row), searched)
    for column, group in _each(columns, lambda key: key[1]):
        searched = column not in {column for _, column in unknown}
        part = _hidden(HiddenKind.HIDDEN_COLUMN, group, Place(table=number, column=column), searched)
        yield replace(part, cells=tuple(_cells(sheet, number, group, unknown)))
    for kind in (HiddenKind.HIDDEN_TEXT, HiddenKind.UNSEEN_TEXT):
        words = {key: text for key, (found, text) in sheet.unseen.items() if found == kind}
        if kind == HiddenKind.UNSEEN_TEXT:
            words = covered | words
        for group in _neighbouring(words):
            row, column = min(group)
            yield _hidden(kind, group, Place(table=number, row=row, column=column), True)
    for reference, text in sheet.hints:
        yield Hidden(HiddenKind.UNPRINTED_NOTE, text, place_of(reference, Place(table=number)))
    for text in sheet.choices:
        yield Hidden(HiddenKind.FORM_FIELD, text, Place(table=number))
    for text, author in sheet.kept:
        yield Hidden(HiddenKind.STORED_DATA, text, Place(table=number), author)


def _hidden(kind: HiddenKind, texts: dict[Key, str], place: Place, searched: bool) -> Hidden:
    return Hidden(kind, "\n".join(_lines(texts)), place, searched=searched)


def _cells(sheet: ExcelSheet, number: int, group: dict[Key, str], unknown: set[Key]) -> Iterator[Cell]:
    """The cells of hidden columns that hold something, also what their looks hide, and results that are not stored."""
    columns = {column for _, column in group}
    more = {
        key for key in unknown | sheet.unseen.keys() if key[1] in columns and key[0] not in sheet.hidden_rows
    }
    for row, column in sorted(group.keys() | more):
        yield Cell(group.get((row, column), ""), Place(table=number, row=row, column=column))


def _lines(texts: dict[Key, str]) -> Iterator[str]:
    """Rows as lines, cells by tabs."""
    rows: dict[int, list[str]] = {}
    for (row, _), text in sorted(texts.items()):
        rows.setdefault(row, []).append(text.replace("\n", " "))
    yield from ("\t".join(cells) for cells in rows.values())


def _each(texts: dict[Key, str], along: Callable[[Key], int]) -> Iterator[tuple[int, dict[Key, str]]]:
    """The texts of each row or column by itself."""
    for at, keys in groupby(sorted(texts, key=lambda key: (along(key), key)), key=along):
        yield at, {key: texts[key] for key in keys}


def _neighbouring(texts: dict[Key, str]) -> Iterator[dict[Key, str]]:
    """The texts in groups of rows that follow one another."""
    group: dict[Key, str] = {}
    last = 0
    for row, own in _each(texts, lambda key: key[0]):
        if group and row > last + 1:
            yield group
            group = {}
        group |= own
        last = row
    if group:
        yield group
