"""Rules compare words, so they see a report folded (⻔ as 门, form.spelling); what a check quotes is as printed."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any

from budgets.form.spelling import same_ideographs
from budgets.parsing.records import BudgetReport
from budgets.reconcile.outcomes import CheckOutcome, ComparedPlace


def folded_report(report: BudgetReport) -> BudgetReport:
    """The report with radicals and compatibility ideographs as what they look like; itself where it has none."""
    if all(same_ideographs(line.text) is line.text for line in report.lines):
        return report
    plain = _folded(report)
    assert isinstance(plain, BudgetReport)
    return plain


def _folded(value: Any) -> Any:
    if isinstance(value, str):
        return same_ideographs(value)
    if isinstance(value, tuple | list):
        return type(value)(map(_folded, value))
    if isinstance(value, Mapping):
        return {key: _folded(each) for key, each in value.items()}
    is_record = is_dataclass(value) and not isinstance(value, type)
    if is_record and type(value).__module__.startswith("budgets.parsing"):
        held = {field.name: getattr(value, field.name) for field in fields(value)}
        new = {name: _folded(each) for name, each in held.items()}
        return replace(value, **{name: each for name, each in new.items() if each != held[name]})
    return value


def as_printed(check: CheckOutcome, report: BudgetReport) -> CheckOutcome:
    """The check of a folded report, its places with the words that the report prints there."""
    lines = {line.place: line.text for line in report.lines}
    return replace(check, places=tuple(_printed_place(place, lines) for place in check.places))


def _printed_place(place: ComparedPlace, lines: Mapping[Any, str]) -> ComparedPlace:
    line = lines.get(place.printed, "")
    start = same_ideographs(line).find(place.text)
    return replace(place, text=line[start : start + len(place.text)]) if start >= 0 else place
