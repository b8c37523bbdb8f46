"""What the cells of an Excel sheet hold and do not show: hidden rows, columns and sheets, covered and unseen words."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

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
    for first, group in _groups(rows, lambda key: key[0], sheet.hidden_rows):
        searched = {row for row, _ in group}.isdisjoint(row for row, _ in unknown)
        yield _hidden(HiddenKind.HIDDEN_ROW, group, Place(table=number, row=first), searched)
    for first, group in _groups(columns, lambda key: key[1], sheet.hidden_columns):
        searched = {column for _, column in group}.isdisjoint(column for _, column in unknown)
        part = _hidden(HiddenKind.HIDDEN_COLUMN, group, Place(table=number, column=first), searched)
        yield replace(part, cells=tuple(_cells(sheet, number, group, unknown)))
    for kind in (HiddenKind.HIDDEN_TEXT, HiddenKind.UNSEEN_TEXT):
        words = {key: text for key, (found, text) in sheet.unseen.items() if found == kind}
        if kind == HiddenKind.UNSEEN_TEXT:
            words = covered | words
        for _, group in _groups(words, lambda key: key[0], set()):
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


def _groups(
    texts: dict[Key, str], along: Callable[[Key], int], between: set[int]
) -> Iterator[tuple[int, dict[Key, str]]]:
    """The texts in groups of neighbouring rows or columns, each with its first; those in `between` divide none."""
    group: dict[Key, str] = {}
    last = first = 0
    for key in sorted(texts, key=lambda key: (along(key), key)):
        at = along(key)
        if group and at > last + 1 and not between.issuperset(range(last + 1, min(at, last + _FAR))):
            yield first, group
            group = {}
        if not group:
            first = at
        group[key] = texts[key]
        last = at
    if group:
        yield first, group


_FAR = 1_000  # at most so many rows between two are looked at
