"""The Excel workbook of an edition: facts about it, a sheet for each table and list, the dictionary."""

import tempfile
from collections.abc import Iterable, Iterator
from datetime import datetime

from django.utils.translation import gettext as _

from budgets.exports.facts import fact_sheet
from budgets.exports.sheet import Sheet
from budgets.exports.xlsx import Book, made_at, pieces
from budgets.models import EditionVersion
from budgets.pages.data.dictionary import dictionary_sheet
from budgets.pages.data.sheets import sheets_of, table_of


def workbook(version: EditionVersion, revision: int) -> Iterator[bytes]:
    """Every row of the version, sheet by sheet, as a stream of bytes."""
    about, dictionary = fact_sheet(version, revision), dictionary_sheet(version)
    return book_of((about, *sheets_of(version), dictionary), made_at(version))


def book_of(sheets: Iterable[Sheet], made: datetime) -> Iterator[bytes]:
    """Those sheets in one workbook."""
    with tempfile.TemporaryFile() as target:
        book = Book(target, made)
        for sheet in sheets:
            book.add(_sheet_name(sheet), sheet)
        book.close()
        yield from pieces(target)


def _sheet_name(sheet: Sheet) -> str:
    table = table_of(sheet)
    if table is None:
        return sheet.title
    return _("表%(n)s") % {"n": table.number} + f" {sheet.title}"
