"""JSON: a list of objects, one a row; amounts are strings, so that no digit is lost."""

import json
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

from budgets.exports.formats import Format
from budgets.exports.sheet import CHUNK, Sheet


def write(sheet: Sheet, options: Mapping[str, Any]) -> Iterator[bytes]:
    """The list in pieces of about a thousand objects, one object a line."""
    records = sheet.records()
    yield b"["
    separator = "\n"
    while rows := list(islice(records, CHUNK)):
        lines = [json.dumps(_object(sheet, row), ensure_ascii=False) for row in rows]
        yield (separator + ",\n".join(lines)).encode()
        separator = ",\n"
    yield b"\n]\n"


def _object(sheet: Sheet, row: tuple[Any, ...]) -> dict[str, Any]:
    return {field.key: field.value(value) for field, value in zip(sheet.fields, row, strict=True)}


FORMAT = Format("json", "application/json; charset=utf-8", write)
