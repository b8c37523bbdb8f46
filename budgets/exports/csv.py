"""CSV that opens in a spreadsheet: UTF-8 with byte-order mark, a heading row, plain digits, no preamble."""

import csv
from collections.abc import Callable, Iterator, Mapping
from io import StringIO
from itertools import islice
from typing import Any

from budgets.amounts import AmountError, Unit, parse_amount
from budgets.exports.formats import Format
from budgets.exports.sheet import CHUNK, Field, Sheet

MARK = "\N{BYTE ORDER MARK}"

# What makes a spreadsheet take a cell for a formula; the wide forms work too where Chinese is typed.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def write(sheet: Sheet, options: Mapping[str, Any]) -> Iterator[bytes]:
    """The file in pieces of about a thousand rows; `bom=0` leaves the byte-order mark out."""
    buffer = StringIO()
    writer = csv.writer(buffer)
    buffer.write("" if options.get("bom") == "0" else MARK)
    writer.writerow([field.heading for field in sheet.fields])
    words = [_words(field) for field in sheet.fields]
    records = sheet.records()
    while True:
        rows = list(islice(records, CHUNK))
        writer.writerows([[say(value) for say, value in zip(words, row, strict=True)] for row in rows])
        yield buffer.getvalue().encode()
        if len(rows) < CHUNK:
            return
        buffer.seek(0)
        buffer.truncate()


def _words(field: Field) -> Callable[[Any], str | int | None]:
    """What a stored value of that column becomes in a cell."""
    if not field.is_text:
        return field.text
    return lambda value: guarded(str(field.text(value) or ""))


def guarded(text: str) -> str:
    """Words with one leading apostrophe if a spreadsheet would run them; numbers and lone dashes stay."""
    if text.startswith(FORMULA_STARTS) and not _is_number_or_dash(text):
        return f"'{text}"
    return text


def _is_number_or_dash(text: str) -> bool:
    try:
        parse_amount(text, Unit.YUAN)
    except AmountError:
        return False
    return True


FORMAT = Format("csv", "text/csv; charset=utf-8", write)
