"""Excel files: numbers are numbers, codes and words are text, dates are dates, the heading row stands still.

Rows go to a temporary file as they come (XlsxWriter's constant memory). Equal rows give equal bytes, because the
time inside the file is that of the version.
"""

import re
import tempfile
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import partial
from typing import IO

import xlsxwriter
from django.utils import timezone
from django.utils.translation import gettext as _
from xlsxwriter.worksheet import Worksheet

from budgets.exports.sheet import Field, FieldKind, Format, Sheet
from budgets.models import EditionVersion

PIECE = 64 * 1024
LONGEST_TEXT = 32_767  # characters that Excel keeps in a cell
LONGEST_NAME = 31  # of a sheet
EXACT_DIGITS = 15  # a spreadsheet's number keeps no more; longer numbers are written as text
EPOCH = datetime(2000, 1, 1)  # the time inside files that belong to no version

_WIDTHS = {
    FieldKind.AMOUNT: 20,
    FieldKind.EXACT: 16,
    FieldKind.TEXT: 28,
    FieldKind.PLACES: 40,
    FieldKind.DAY: 12,
}
_NUMBERS = (FieldKind.AMOUNT, FieldKind.EXACT)


class Book:
    """A workbook that is being written to a file."""

    def __init__(self, target: IO[bytes], made: datetime) -> None:
        self._book = xlsxwriter.Workbook(
            target,
            {
                "constant_memory": True,
                "strings_to_formulas": False,
                "strings_to_numbers": False,
                "strings_to_urls": False,
            },
        )
        self._book.set_properties({"created": made})
        self._tabs: set[str] = set()
        self._formats = {
            name: self._book.add_format(properties)
            for name, properties in {
                "head": {"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"},
                "text": {"num_format": "@"},
                "whole": {"num_format": "#,##0"},
                "cents": {"num_format": "#,##0.00"},
                "exact": {"num_format": "#,##0.######"},
                "day": {"num_format": "yyyy-mm-dd"},
            }.items()
        }

    def add(self, name: str, sheet: Sheet) -> None:
        """Another sheet of the workbook, with every row."""
        page = self._book.add_worksheet(self._tab(name))
        page.freeze_panes(1, 0)
        page.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})  # codes are text on purpose
        writers = []
        for column, field in enumerate(sheet.fields):
            page.set_column(column, column, _WIDTHS.get(field.kind, 12))
            page.write_string(0, column, field.heading, self._formats["head"])
            writers.append(partial(self._writer(field), page, field))
        at = 0
        for row in sheet.records():
            at += 1
            for column, (write, value) in enumerate(zip(writers, row, strict=True)):
                if value is not None and value != "":
                    write(at, column, value)
        page.autofilter(0, 0, at, len(sheet.fields) - 1)

    def _tab(self, name: str) -> str:
        """A name for a sheet's tab that Excel takes and no other tab has, whatever a printed title holds."""
        allowed = _short(_NOT_ON_A_TAB.sub(" ", name).strip(" '") or "-")
        tab, again = allowed, 1
        while tab.lower() in self._tabs:
            again += 1
            tab = f"{allowed[: LONGEST_NAME - 4]} ({again})"
        self._tabs.add(tab.lower())
        return tab

    def close(self) -> None:
        """Write the rest of the file."""
        self._book.close()

    def _writer(self, field: Field) -> Callable[..., None]:
        if field.kind in _NUMBERS:
            return self._number
        if field.kind is FieldKind.COUNT:
            return self._count
        return self._day if field.kind is FieldKind.DAY else self._text

    def _text(self, page: Worksheet, field: Field, row: int, column: int, value: str | int) -> None:
        text = str(field.text(value) or "")
        if len(text) > LONGEST_TEXT:
            note = _("……（太长，Excel 的一格放不下，全文见 CSV 或 JSON）")
            text = text[: LONGEST_TEXT - len(note)] + note
        page.write_string(row, column, text, self._formats["text"])

    def _number(self, page: Worksheet, field: Field, row: int, column: int, value: Decimal) -> None:
        digits = str(field.text(value))
        if sum(map(str.isdigit, digits)) > EXACT_DIGITS:
            page.write_string(row, column, digits, self._formats["text"])
            return
        _whole, _point, fraction = digits.partition(".")
        name = "exact" if len(fraction) > 2 else "cents" if fraction else "whole"
        page.write_number(row, column, Decimal(digits), self._formats[name])

    def _count(self, page: Worksheet, field: Field, row: int, column: int, value: int) -> None:
        page.write_number(row, column, value)

    def _day(self, page: Worksheet, field: Field, row: int, column: int, value: date) -> None:
        page.write_datetime(row, column, value, self._formats["day"])


_NOT_ON_A_TAB = re.compile(r"[\[\]:*?/\\]")


def _short(name: str) -> str:
    """A name that fits on the tab of a sheet, cut between words where it has any."""
    if len(name) <= LONGEST_NAME:
        return name
    return name[: LONGEST_NAME + 1].rpartition(" ")[0].rstrip(",") or name[:LONGEST_NAME]


def made_at(version: EditionVersion | None) -> datetime:
    """The time inside the files of a version: when it was published, or for a draft when it was read."""
    if version is None:
        return EPOCH
    moment = version.published_at or version.created_at
    return timezone.make_naive(moment, UTC).replace(microsecond=0)


def write(sheet: Sheet, options: Mapping[str, str]) -> Iterator[bytes]:
    """The file in pieces; it is finished on disk first, because its list of contents is at its end."""
    with tempfile.TemporaryFile() as target:
        book = Book(target, made_at(sheet.version))
        book.add(sheet.title, sheet)
        book.close()
        yield from pieces(target)


def pieces(target: IO[bytes]) -> Iterator[bytes]:
    """A file from its beginning, piece by piece."""
    target.seek(0)
    while piece := target.read(PIECE):
        yield piece


FORMAT = Format("xlsx", "Excel", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", write)
