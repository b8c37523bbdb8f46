"""Conditions, and what every filter set has in common."""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, ClassVar

import django_filters
from django import forms
from django.db.models import F, Model, Q, QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from budgets.amounts import Unit, plain_digits
from budgets.filters.fields import AmountInput, TextField, TickBox, WordField, Words, choices_of

RANGE_UNITS = (Unit.WAN, Unit.YUAN, Unit.YI)  # the first is meant when the address does not say
LARGEST = Decimal(10) ** 17  # yuan; more fits in no column, and is more money than there is

Filters = dict[str, django_filters.Filter]
Rows = QuerySet[Model]


class WordFilter(django_filters.Filter):
    """Equal to one of the fixed terms; `stored` says what the database has for each machine's word."""

    field_class = WordField

    def __init__(self, *, stored: Mapping[str, Any] | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.stored = stored

    def filter(self, queryset: Rows, value: str) -> Rows:
        """The rows that have the chosen term."""
        if not value:
            return queryset
        return queryset.filter(**{str(self.field_name): self.stored[value] if self.stored else value})


class Setting(django_filters.Filter):
    """A value that filters nothing by itself: its set reads it together with others."""

    def filter(self, queryset: Rows, value: Any) -> Rows:
        """All rows."""
        return queryset


class WordSetting(Setting):
    """A choice that its set reads."""

    field_class = WordField


class AmountSetting(Setting):
    """A number that its set reads."""

    field_class = AmountInput


class SearchFilter(django_filters.Filter):
    """Name contains every word, or the code begins with the digits: 2050802, 205-08-02 and 205 08 02 are one."""

    field_class = TextField

    def __init__(self, *, coded: bool = True, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.coded = coded

    def filter(self, queryset: Rows, value: str) -> Rows:
        """The rows that the words are about."""
        wanted = Q()
        for word in value.split():
            wanted &= Q(name__icontains=word)
        digits = re.sub(r"[-.·]", "", plain_digits(value))
        if self.coded and re.fullmatch("[0-9]+", digits):
            wanted |= Q(code__startswith=digits)
        return queryset.filter(wanted)


class SortFilter(django_filters.Filter):
    """The order of the rows. Blank amounts come last in both directions, equal rows as in the document."""

    field_class = WordField

    def __init__(self, *, fields: Mapping[str, Words], original: Sequence[Any], **kwargs: Any) -> None:
        both_ways = {name: (_("%(column)s，从小到大"), _("%(column)s，从大到小")) for name in fields}
        choices = [
            (sign + name, both_ways[name][sign == "-"] % {"column": fields[name]})
            for name in fields
            for sign in ("-", "")
        ]
        super().__init__(choices=choices, blank=_("原文顺序"), label=_("排序"), **kwargs)
        self.original = original

    def filter(self, queryset: Rows, value: str) -> Rows:
        """The same rows in the chosen order."""
        if not value:
            return queryset
        field = F(value.lstrip("-"))
        first = field.desc(nulls_last=True) if value.startswith("-") else field.asc(nulls_last=True)
        return queryset.order_by(first, *self.original)


class StrictFilterSet(django_filters.FilterSet):
    """No rows for a value that is not understood; `problems` says so in plain words."""

    main: ClassVar[tuple[str, ...]] = ("q",)  # always in sight; the others fold away
    # What says how, not which: an address with nothing else shows every row.
    settings: ClassVar[frozenset[str]] = frozenset({"sort", "column", "range_unit"})

    @property
    def qs(self) -> Rows:
        """The rows that were asked for, in the order that was asked for."""
        if not hasattr(self, "_qs"):
            self._qs = self.filter_queryset(self.queryset.all()) if self.is_valid() else self.queryset.none()
        return self._qs

    @property
    def problems(self) -> list[str]:
        """One sentence for each value that is not understood."""
        fields = self.form.fields
        return [
            f"{fields[name].label}：{'；'.join(map(str, reasons))}。"
            for name, reasons in self.form.errors.items()
        ]

    @property
    def active(self) -> dict[str, str]:
        """What the reader has asked for: names and values of the query string, blanks and defaults left out."""
        given = {name: str(self.data.get(name, "")).strip() for name in self.filters}
        return {name: value for name, value in given.items() if value and not self._is_default(name, value)}

    def _is_default(self, name: str, value: str) -> bool:
        """Whether a form sends this by itself: the first choice of a field without an empty one."""
        field = self.form.fields[name]
        return isinstance(field, WordField) and value == field.terms[0][0]

    @property
    def is_filtered(self) -> bool:
        """Whether anything but the order differs from the whole."""
        return bool(self.active.keys() - self.settings)

    @property
    def sort(self) -> str:
        """The order that was asked for and understood; "" is the order of the document."""
        return str(self.form.cleaned_data.get("sort", "")) if self.is_valid() else ""

    @property
    def main_fields(self) -> list[forms.BoundField]:
        """The fields that are always in sight."""
        return [self.form[name] for name in self.main if name in self.form.fields]

    @property
    def more_fields(self) -> list[forms.BoundField]:
        """The fields that fold away."""
        return [self.form[name] for name in self.form.fields if name not in self.main]

    @property
    def more_active(self) -> bool:
        """Whether one of the folded fields is in use, so that they must be seen."""
        return bool(self.active.keys() - set(self.main) - {"sort"})


class AmountRangeFilterSet(StrictFilterSet):
    """A set with an amount range. It means any of `amounts` unless a column is chosen."""

    amounts: ClassVar[tuple[str, ...]] = ()

    def filter_queryset(self, queryset: Rows) -> Rows:
        """The rows in the range that meet every other condition."""
        given = self.form.cleaned_data
        names = [given["column"]] if given.get("column") else list(self.amounts)
        wanted = Q()
        for name in names:
            wanted |= _in_range(name, given)
        return super().filter_queryset(queryset).filter(wanted)


def _in_range(name: str, given: Mapping[str, Any]) -> Q:
    unit = Unit[given["range_unit"].upper()] if given["range_unit"] else RANGE_UNITS[0]
    condition = Q()
    for key, lookup in (("min", "gte"), ("max", "lte")):
        if given[key] is not None:
            yuan = max(-LARGEST, min(LARGEST, given[key] * unit.yuan))
            condition &= Q(**{f"{name}__{lookup}": yuan})
    if given.get("nonzero"):
        condition &= Q(**{f"{name}__isnull": False}) & ~Q(**{name: 0})
    return condition


def amount_range(columns: Mapping[str, Words] | None = None, blank: Words | None = None) -> Filters:
    """Fields for 最小, 最大 and their unit; with several amount columns also for which of them is meant."""
    filters: Filters = {}
    if columns and len(columns) > 1:
        filters["column"] = WordSetting(choices=list(columns.items()), blank=blank, label=_("金额栏目"))
    return filters | {
        "min": AmountSetting(label=_("金额不少于")),
        "max": AmountSetting(label=_("金额不多于")),
        "range_unit": WordSetting(choices=choices_of(RANGE_UNITS), blank=None, label=_("金额单位")),
    }


def nonzero() -> WordSetting:
    """A box: only rows with an amount that is not zero."""
    return WordSetting(choices=[("1", gettext("是"))], label=_("只看非零"), widget=TickBox)
