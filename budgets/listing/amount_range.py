"""The filter 最小, 最大 with its unit: rows whose amount in a column, or in any of several, lies between."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from budgets.form.amounts import Unit
from budgets.listing.fields import WordField, choices_of
from budgets.listing.filter_set import StrictFilterSet
from budgets.listing.filters import LARGEST, RANGE_UNITS, AmountSetting, Rows, WordSetting


class RangeForm(forms.Form):
    """The form of a filter set that has an amount range."""

    def clean(self) -> dict[str, Any]:
        """Refuse a range whose smallest amount is above its largest."""
        given = super().clean() or self.cleaned_data
        smallest, largest = given.get("min"), given.get("max")
        if smallest is not None and largest is not None and smallest > largest:
            self.add_error("max", gettext("最小值大于最大值"))
        return given


class AmountRangeFilterSet(StrictFilterSet):
    """A filter set with an amount range: a row stays when one of `amounts`, or the chosen column, is in it."""

    amounts: tuple[str, ...] = ()

    class Meta:
        form = RangeForm

    def _needs(self, name: str) -> frozenset[str]:
        return {"range_unit": frozenset({"min", "max"}), "column": frozenset({"min", "max", "nonzero"})}.get(
            name, frozenset()
        )

    def _says_nothing(self, name: str, value: str) -> bool:
        return super()._says_nothing(name, value) or self._has_no_effect(name, value)

    def _is_default(self, name: str, value: str) -> bool:
        return super()._is_default(name, value) or self._has_no_effect(name, value)

    def _has_no_effect(self, name: str, value: str) -> bool:
        """Whether it is the unit or column of a range that was not given. A value not understood always counts."""
        needs, field = self._needs(name), self.form.fields[name]
        given = any(str(self.data.get(need, "")).strip() for need in needs)
        return bool(needs) and not given and isinstance(field, WordField) and field.knows(value)

    def _said(self, name: str, value: str) -> str:
        said = super()._said(name, value)
        if name not in ("min", "max") or name in self.form.errors:
            return said
        unit = self.form["range_unit"].value() or RANGE_UNITS[0].word
        field = self.form.fields["range_unit"]
        return f"{said} {field.said(str(unit)) if isinstance(field, WordField) else unit}"

    def shown_in(self, unit: Unit) -> None:
        """Let the form propose that unit, but only where the address gives no range: what it gives keeps its unit."""
        if not {"min", "max", "range_unit"} & self.active.keys():
            self.form.data = {**dict(self.data.items()), "range_unit": unit.word}

    def filter_queryset(self, queryset: Rows) -> Rows:
        """The rows in the range that meet every other condition."""
        given = self.form.cleaned_data
        names = [given["column"]] if given.get("column") else list(self.amounts)
        wanted = Q()
        for name in names:
            wanted |= _in_range(name, given)
        return super().filter_queryset(queryset).filter(wanted)


def _in_range(name: str, given: Mapping[str, Any]) -> Q:
    unit = Unit.of(given["range_unit"]) if given["range_unit"] else RANGE_UNITS[0]
    condition = Q()
    for key, lookup in (("min", "gte"), ("max", "lte")):
        if given[key] is not None:
            yuan = max(-LARGEST, min(LARGEST, given[key] * unit.yuan))
            condition &= Q(**{f"{name}__{lookup}": yuan})
    if given.get("nonzero"):
        condition &= Q(**{f"{name}__isnull": False}) & ~Q(**{name: 0})
    return condition


def amount_range() -> tuple[AmountSetting, AmountSetting, WordSetting]:
    """The filters 最小, 最大 and their unit, for the names min, max and range_unit of a filter set."""
    # A form has its fields in the order in which their filters were made.
    return (
        AmountSetting(label=_("金额不少于")),
        AmountSetting(label=_("金额不多于")),
        WordSetting(choices=partial(choices_of, RANGE_UNITS), blank=None, label=_("金额单位")),
    )
