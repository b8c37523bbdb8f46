"""What every filter set has in common: conditions, problems in plain words, fields in sight and folded away."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

import django_filters
from django import forms
from django.utils.datastructures import MultiValueDict
from django.utils.functional import cached_property
from django.utils.translation import gettext

from budgets.form.amounts import Unit
from budgets.listing.fields import QUOTED, OrderField, TickBox, WordField, Words, WordsField, problems_of
from budgets.listing.filters import Rows, WordsFilter

Query = Mapping[str, str]


@dataclass(frozen=True)
class Condition:
    """One condition in use: its name in the query string, what it is called, and what the reader gave.

    Several values of one name are a condition each; `others` are the values that stay when this one is removed.
    """

    name: str
    label: Words
    value: str
    others: str = ""


class StrictFilterSet(django_filters.FilterSet):
    """A filter set that shows no rows when a value is not understood, and says in `problems` which one."""

    main: tuple[str, ...] = ("q",)  # fields that are always in sight; the others fold away
    # These decide how rows are shown, not which: an address with nothing else shows every row.
    settings: ClassVar[frozenset[str]] = frozenset({"sort", "column", "range_unit"})

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        super().__init__(self._joined(data), *args, **kwargs)

    @classmethod
    def _joined(cls, data: Any) -> Any:
        """The query string with one value for each name; ticked boxes of one name are joined with commas."""
        if not isinstance(data, MultiValueDict):
            return data
        several = {name for name, asked in cls.base_filters.items() if isinstance(asked, WordsFilter)}
        return {
            name: ",".join(filter(None, data.getlist(name))) if name in several else data.get(name)
            for name in data
        }

    @property
    def qs(self) -> Rows:
        """The rows that were asked for, in the order that was asked for."""
        if not hasattr(self, "_qs"):
            self._qs = self.filter_queryset(self.queryset.all()) if self.is_valid() else self.queryset.none()
        return self._qs

    @property
    def listed(self) -> Rows:
        """The rows that the page lists; a file has all that were asked for."""
        return self.qs

    @property
    def problems(self) -> list[str]:
        """One sentence for each value that is not understood."""
        return problems_of(self.form)

    @property
    def notes(self) -> list[str]:
        """One sentence for each value that is not understood but hides no row: an order that does not exist."""
        asked = str(self.data.get("sort", "")).strip()
        field = self.form.fields.get("sort")
        if not asked or not isinstance(field, OrderField) or field.knows(asked):
            return []
        words = gettext("排序：没有“%(value)s”这种排法，仍按%(order)s列出。")
        return [words % {"value": asked[:QUOTED], "order": str(field.terms[0][1]).removeprefix("按")}]

    @property
    def active(self) -> dict[str, str]:
        """What the reader asked for, as names and values of the query string without blanks and defaults."""
        given = {name: str(self.data.get(name, "")).strip() for name in self.filters}
        return {name: value for name, value in given.items() if value and not self._says_nothing(name, value)}

    @property
    def idle(self) -> frozenset[str]:
        """Names in the query string that change nothing: blank, a default of the form, or without effect."""
        given = {name: str(self.data[name]).strip() for name in self.filters if name in self.data}
        return frozenset(name for name, value in given.items() if not value or self._is_default(name, value))

    def _says_nothing(self, name: str, value: str) -> bool:
        field = self.form.fields[name]
        return self._is_default(name, value) or (isinstance(field, OrderField) and not field.knows(value))

    def _is_default(self, name: str, value: str) -> bool:
        """Whether a form sends this value unasked: the first choice of a field that has no empty choice."""
        field = self.form.fields[name]
        return isinstance(field, WordField) and value == field.terms[0][0]

    @property
    def conditions(self) -> list[Condition]:
        """The conditions in use, in the order of the form; the order of the rows is not one of them."""
        return [
            Condition(name, self.form.fields[name].label or name, self._said(name, part), others)
            for name, value in self.active.items()
            if name not in ("sort", "range_unit")
            for part, others in self._parts(name, value)
        ]

    def _parts(self, name: str, value: str) -> list[tuple[str, str]]:
        """Each value asked for under one name, with the other values of that name joined by commas."""
        field = self.form.fields[name]
        parts = field.parts(value) if isinstance(field, WordsField) else [value]
        return [(part, ",".join(other for other in parts if other != part)) for part in parts]

    def _said(self, name: str, value: str) -> str:
        field = self.form.fields[name]
        if isinstance(field.widget, TickBox):
            return "" if value == "1" else value[:QUOTED]
        return field.said(value) if isinstance(field, WordField) else value[:QUOTED]

    def without(self, condition: Condition) -> dict[str, str]:
        """The names and values of the query string without that condition and what had an effect only with it."""
        left = {**self.active, condition.name: condition.others}
        left = {key: value for key, value in left.items() if value}
        return {
            key: value
            for key, value in left.items()
            if not self._needs(key) or self._needs(key) & left.keys()
        }

    def _needs(self, name: str) -> frozenset[str]:
        """The conditions of which at least one must be given for that setting to matter; empty where none must."""
        return frozenset()

    def shown_in(self, unit: Unit) -> None:
        """Take note that amounts are shown in that unit, so that a form can propose it for amounts typed next."""

    @property
    def is_filtered(self) -> bool:
        """Whether a condition is in use, so that rows may be missing from the list."""
        return bool(self.active.keys() - self.settings)

    @property
    def sort(self) -> str:
        """The order that was asked for and understood; "" is the order of the document."""
        return str(self.form.cleaned_data.get("sort", "")) if self.is_valid() else ""

    def _count(self, name: str) -> None:
        """Count, for each term of a field, the rows that meet every other condition."""
        field, asked = self.form.fields[name], self.filters[name]
        if not self.is_valid():
            return
        given = self.form.cleaned_data
        self.form.cleaned_data = {**given, name: []}
        field.count(asked.counted(self.filter_queryset(self.queryset.all())))
        self.form.cleaned_data = given

    def _fields(self, names: Iterable[str]) -> list[forms.BoundField]:
        """The fields as they are written on the page."""
        for name in names:
            if isinstance(field := self.form.fields[name], WordsField):
                field.asked = self._said(name, self.active.get(name, ""))
                self._count(name)
        return [self.form[name] for name in names]

    @cached_property
    def main_fields(self) -> list[forms.BoundField]:
        """The fields that are always in sight."""
        return self._fields([name for name in self.main if name in self.form.fields])

    @cached_property
    def more_fields(self) -> list[forms.BoundField]:
        """The fields that fold away."""
        return self._fields([name for name in self.form.fields if name not in self.main])

    @property
    def more_active(self) -> bool:
        """Whether one of the folded fields is in use, so that they must be seen."""
        return bool(self.active.keys() - set(self.main) - {"sort"})
