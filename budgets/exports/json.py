"""JSON: a list of objects, one a row; amounts are strings, so that no digit is lost."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from budgets.exports.sheet import Format, Row, Sheet


def write(sheet: Sheet, options: Mapping[str, str]) -> Iterator[bytes]:
    """The list in pieces of some hundred objects, one object a line."""
    yield b"["
    separator = "\n"
    for rows in sheet.chunks():
        lines = [json.dumps(_object(sheet, row), ensure_ascii=False) for row in rows]
        yield (separator + ",\n".join(lines)).encode()
        separator = ",\n"
    yield b"\n]\n"


def _object(sheet: Sheet, row: Row) -> dict[str, Any]:
    return {field.key: field.value(value) for field, value in zip(sheet.fields, row, strict=True)}


FORMAT = Format("json", "JSON", "application/json; charset=utf-8", write)
