"""CSV that opens in a spreadsheet: UTF-8 with byte-order mark, a heading row, plain digits, no preamble."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import repeat
from typing import Any

from budgets.exports.sheet import Field, FieldKind, Format, Sheet
from budgets.form.amounts import AmountError, Unit, parse_amount, plain

MARK = "\N{BYTE ORDER MARK}"

# A spreadsheet takes a cell that begins so for a formula; some take the full-width forms too.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
LINE_END = "\r\n"
REMEMBERED = 5000  # different values of a column whose cells are kept for reuse

Cells = Callable[[Sequence[Any]], Iterable[str]]


def write(sheet: Sheet, options: Mapping[str, str]) -> Iterator[bytes]:
    """The file in pieces of some hundred rows; `bom=0` leaves the byte-order mark out.

    Cells are made a column at a time and joined into lines. Doing little for each single cell keeps a million
    rows quick.
    """
    mark = "" if options.get("bom") == "0" else MARK
    yield (mark + ",".join(quoted(guarded(field.heading)) for field in sheet.fields) + LINE_END).encode()
    same = {f.key: repeat(_Cells(f)[sheet.fixed[f.source]]) for f in sheet.fields if f.source in sheet.fixed}
    makers = [(f.key, _cells(f)) for f in sheet.fields if f.key not in same]
    if not makers:  # nothing differs from row to row
        line = ",".join(next(same[field.key]) for field in sheet.fields) + LINE_END
        yield from ((line * len(rows)).encode() for rows in sheet.chunks())
        return
    for columns in sheet.light_columns():
        cells = {key: make(column) for (key, make), column in zip(makers, columns, strict=True)} | same
        lines = zip(
            *(cells[field.key] for field in sheet.fields), strict=False
        )  # what is the same has no end
        yield (LINE_END.join(map(",".join, lines)) + LINE_END).encode()


def _cells(field: Field) -> Cells:
    """The function that turns stored values of that column into its cells."""
    if field.kind is FieldKind.AMOUNT:
        return lambda values: [v if v and "." not in v else _digits(v) for v in values]
    if field.kind is FieldKind.PLACES:
        return lambda values: [quoted(guarded(str(field.text(value) or ""))) for value in values]
    known = _Cells(field)
    return lambda values: map(known.__getitem__, values)


def _digits(number: str | None) -> str:
    """Digits from the database without trailing zeros after the point; "" for None."""
    return plain(Decimal(number)) if number else ""


class _Cells(dict[object, str]):
    """The cells of a column by value, so that a repeated value is turned into its cell once."""

    def __init__(self, field: Field) -> None:
        super().__init__()
        self._field = field

    def __missing__(self, value: object) -> str:
        if len(self) >= REMEMBERED:
            self.clear()
        said = self._field.text(value)
        text = "" if said is None else str(said)
        self[value] = cell = quoted(guarded(text) if self._field.is_text else text)
        return cell


def quoted(text: str) -> str:
    """A cell of the file, in quotation marks when it holds a separator, a line end or a quotation mark."""
    if '"' in text or "," in text or "\n" in text or "\r" in text:
        return '"' + text.replace('"', '""') + '"'
    return text


def guarded(text: str) -> str:
    """Words, with an apostrophe in front where a spreadsheet would run them as a formula; numbers and a lone dash stay."""
    if text.startswith(FORMULA_STARTS) and not _is_number_or_dash(text):
        return f"'{text}"
    return text


def _is_number_or_dash(text: str) -> bool:
    try:
        parse_amount(text, Unit.YUAN)
    except AmountError:
        return False
    return True


FORMAT = Format("csv", "CSV", "text/csv; charset=utf-8", write)
