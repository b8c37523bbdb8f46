"""Files of what a page shows: a sheet is the content, a format writes it.

A new format is one module with a `Format` and its entry in FORMATS.
"""

from collections.abc import Mapping

from budgets.exports import csv, json, xlsx
from budgets.exports.formats import Format
from budgets.exports.sheet import Field, Sheet, SheetDefinition

FORMATS: Mapping[str, Format] = {form.suffix: form for form in (csv.FORMAT, xlsx.FORMAT, json.FORMAT)}

__all__ = ["FORMATS", "Field", "Format", "Sheet", "SheetDefinition"]
