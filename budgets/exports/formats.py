"""The formats that every list downloads in. A new one is a module with a `Format` and its entry here."""

from collections.abc import Mapping

from budgets.exports import csv, json, xlsx
from budgets.exports.sheet import Format

FORMATS: Mapping[str, Format] = {form.suffix: form for form in (csv.FORMAT, xlsx.FORMAT, json.FORMAT)}
