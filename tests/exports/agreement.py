"""What a page prints beside what its file holds: reading both, for the tests that compare them."""

import html
import json
import re
from collections.abc import Sequence
from decimal import Decimal

from django.test import Client

from tests.exports.files import column, content, excel_rows, excel_sheets


def digits(cell: str) -> str:
    """The number that a cell of a page prints, without separators and without what stands beside it."""
    text = html.unescape(re.sub("<[^>]*>", "", cell)).replace("\N{MINUS SIGN}", "-")
    found = re.search(r"-?[0-9][0-9,]*(?:\.[0-9]+)?", text)
    return found[0].replace(",", "") if found else ""


def announced(page: str) -> set[int]:
    """The numbers of rows that the page says: over the list and beside the files."""
    head = page.split('id="results"')[1]
    over = re.search(r"(?:共|符合条件的) ([0-9]+) ", head)
    beside = re.search(r"下载(?:这|全部) ([0-9]+) 行", head)
    assert over and beside
    return {int(over[1]), int(beside[1])}


def text_of(markup: str) -> str:
    """The words that markup shows, white space joined."""
    return " ".join(html.unescape(re.sub("<[^>]*>", "", markup)).split())


def other_formats(
    client: Client, file: str, query: str, rows: list[list[str]], amounts: Sequence[str]
) -> None:
    """JSON and Excel have as many rows as the CSV file, and the same amounts."""
    objects = json.loads(content(client, f"{file}.json?{query}"))
    (sheet,) = excel_sheets(content(client, f"{file}.xlsx?{query}")).values()
    excel = excel_rows(sheet)
    assert len(objects) == len(excel) - 1 == len(rows) - 1, (file, query)
    keys = list(objects[0]) if objects else []
    for title in amounts if objects else ():
        plain = list(column(rows, title))
        assert [o[keys[rows[0].index(title)]] or "" for o in objects] == plain, (file, query)
        assert [_number(value) for value in column(excel, title)] == plain, (file, query)


def _number(value: float | None) -> str:
    return "" if value is None else f"{Decimal(repr(value)):f}"
