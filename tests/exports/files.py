"""Reading the files back with others' programs."""

import csv
import io
from collections.abc import Iterable
from typing import Any

from django.test import Client
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

MARK = "\N{BYTE ORDER MARK}"


def content(client: Client, address: str) -> bytes:
    """The bytes of a file on the site."""
    response = client.get(address)
    assert response.status_code == 200, (address, response.status_code)
    return b"".join(response) if response.streaming else response.content


def csv_rows(data: bytes) -> list[list[str]]:
    """The rows of a CSV file, headings first."""
    return list(csv.reader(io.StringIO(data.decode().removeprefix(MARK), newline="")))


def excel_sheets(data: bytes) -> dict[str, Worksheet]:
    """The sheets of an Excel file by name."""
    book = load_workbook(io.BytesIO(data))
    return {sheet.title: sheet for sheet in book.worksheets}


def excel_rows(sheet: Worksheet) -> list[list[Any]]:
    """The values of every row, headings first."""
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def column(rows: list[list[Any]], heading: str) -> Iterable[Any]:
    """The values under a heading."""
    at = rows[0].index(heading)
    return [row[at] for row in rows[1:]]
