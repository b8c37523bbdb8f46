"""The Excel workbook of an edition: facts about it, a sheet for each table and list, the dictionary."""

import tempfile
from collections.abc import Iterator
from typing import IO

from django.utils.translation import gettext as _

from budgets.exports.facts import fact_sheet
from budgets.exports.sheet import Sheet
from budgets.exports.xlsx import Book, made_at, pieces
from budgets.form.tables import BY_SLUG
from budgets.models import EditionVersion
from budgets.pages.data.dictionary import dictionary_sheet
from budgets.pages.data.sheets import sheets_of


def write_workbook(version: EditionVersion, revision: int, target: IO[bytes]) -> None:
    """Every row of the version, sheet by sheet, into a file that is open for writing."""
    book = Book(target, made_at(version))
    about, dictionary = fact_sheet(version, revision), dictionary_sheet(version)
    for sheet in (about, *sheets_of(version), dictionary):
        book.add(_sheet_name(sheet), sheet)
    book.close()


def workbook(version: EditionVersion, revision: int) -> Iterator[bytes]:
    """The workbook as a stream of bytes."""
    with tempfile.TemporaryFile() as target:
        write_workbook(version, revision, target)
        yield from pieces(target)


def _sheet_name(sheet: Sheet) -> str:
    table = BY_SLUG.get(sheet.name)
    if table is None:
        return sheet.title
    return _("表%(n)s") % {"n": table.number} + f" {sheet.title}"
