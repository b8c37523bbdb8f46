"""Conditions, and what every filter set has in common."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, ClassVar

import django_filters
from django import forms
from django.db.models import Count, F, Model, Q, QuerySet
from django.utils.datastructures import MultiValueDict
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from budgets.amounts import AmountError, Unit, parse_amount, plain_digits
from budgets.filters.fields import (
    QUOTED,
    AmountInput,
    OrderField,
    TextField,
    TickBox,
    WordField,
    Words,
    WordsField,
    choices_of,
    word_of,
)

RANGE_UNITS = (Unit.WAN, Unit.YUAN, Unit.YI)  # the first is meant when the address does not say
LARGEST = Decimal(10) ** 17  # yuan; more fits in no column, and is more money than there is

PRINTED_ORDER = _("原文顺序")
WORD_COLUMNS = frozenset({"name", "code"})  # columns that are words, not amounts or days

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


class WordsFilter(WordFilter):
    """Equal to any of the fixed terms that are ticked."""

    field_class = WordsField

    def filter(self, queryset: Rows, value: Sequence[str]) -> Rows:
        """The rows that have one of the chosen terms."""
        if not value:
            return queryset
        stored = [self.stored[word] if self.stored else word for word in value]
        wanted = Q(**{f"{self.field_name}__in": [term for term in stored if term is not None]})
        if None in stored:
            wanted |= Q(**{f"{self.field_name}__isnull": True})
        return queryset.filter(wanted)

    def counted(self, queryset: Rows) -> dict[str, int]:
        """How many of the rows have each of the terms, by the machine's word; one query."""
        rows = queryset.order_by().values_list(str(self.field_name)).annotate(Count("pk"))
        found = {value: count for value, count in rows}
        if self.stored is None:
            return {str(value): count for value, count in found.items()}
        return {word: found.get(value, 0) for word, value in self.stored.items()}


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
        return queryset.filter(self.wanted(value)) if value else queryset

    def wanted(self, value: str) -> Q:
        """What the words ask for."""
        wanted = Q()
        for word in value.split():
            wanted &= Q(name__icontains=word)
        digits = re.sub(r"[-.·]", "", plain_digits(value))
        if self.coded and re.fullmatch("[0-9]+", digits):
            wanted |= Q(code__startswith=digits)
        return wanted


class FigureSearchFilter(SearchFilter):
    """Like SearchFilter; a number is also looked for among the amounts, read in 元, 万元 and 亿元.

    A figure is printed in one of the three, so this finds it as printed too, with and without separators.
    """

    def wanted(self, value: str) -> Q:
        """What the words or the amount ask for."""
        amounts = _amounts_meant(value)
        named = super().wanted(value)
        return named | Q(yuan__in=amounts) if amounts else named


def _amounts_meant(text: str) -> list[Decimal]:
    """Yuan that a number can mean: in the unit written behind it, else in each; [] when it is no number."""
    digits = plain_digits(text)
    named = next((unit for unit in (Unit.YI, Unit.WAN, Unit.YUAN) if digits.endswith(unit.value)), None)
    number = digits.removesuffix(named.value) if named else digits
    try:
        read = [parse_amount(number, unit) for unit in ([named] if named else Unit)]
    except AmountError:
        return []
    return [yuan for yuan in read if yuan is not None and _can_be_stored(yuan)]


def _can_be_stored(yuan: Decimal) -> bool:
    return abs(yuan) <= LARGEST and yuan == yuan.quantize(Decimal("0.01"))


class SortFilter(django_filters.Filter):
    """The order of the rows. Blank amounts come last in both directions, equal rows as in `original`.

    `blank` is what the original order is called; words are in order or not, everything else is small or large.
    """

    field_class = OrderField

    def __init__(
        self,
        *,
        fields: Mapping[str, Words],
        original: Sequence[Any],
        blank: Words = PRINTED_ORDER,
        **kwargs: Any,
    ) -> None:
        choices = [
            (sign + name, _direction(name, sign) % {"column": title})
            for name, title in fields.items()
            for sign in ("", "-")
        ]
        super().__init__(choices=choices, blank=blank, label=_("排序"), **kwargs)
        self.original = original

    def filter(self, queryset: Rows, value: str) -> Rows:
        """The same rows in the chosen order."""
        if not value:
            return queryset
        field = F(value.lstrip("-"))
        first = field.desc(nulls_last=True) if value.startswith("-") else field.asc(nulls_last=True)
        return queryset.order_by(first, *self.original)


def _direction(name: str, sign: str) -> Words:
    """How an order is called: words run forwards or backwards, amounts and days from small to large."""
    if name in WORD_COLUMNS:
        return _("%(column)s，倒序") if sign else _("%(column)s，正序")
    return _("%(column)s，从大到小") if sign else _("%(column)s，从小到大")


@dataclass(frozen=True)
class Condition:
    """One condition in use: its name in the query string, what it is called, and what the reader gave.

    Of several values of one name each is a condition; `others` are those that stay when it is taken away.
    """

    name: str
    label: Words
    value: str
    others: str = ""


class StrictFilterSet(django_filters.FilterSet):
    """No rows for a value that is not understood; `problems` says so in plain words."""

    main: ClassVar[tuple[str, ...]] = ("q",)  # always in sight; the others fold away
    # What says how, not which: an address with nothing else shows every row.
    settings: ClassVar[frozenset[str]] = frozenset({"sort", "column", "range_unit"})

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        super().__init__(self._joined(data), *args, **kwargs)

    @classmethod
    def _joined(cls, data: Any) -> Any:
        """The query string with one value for each name: boxes of one name that are ticked are one value."""
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
    def problems(self) -> list[str]:
        """One sentence for each value that is not understood."""
        fields = self.form.fields
        return [
            gettext("%(label)s：%(reasons)s。")
            % {"label": fields[name].label, "reasons": gettext("；").join(map(str, reasons))}
            for name, reasons in self.form.errors.items()
        ]

    @property
    def notes(self) -> list[str]:
        """One sentence for what is not understood and takes no row away: an order that does not exist."""
        asked = str(self.data.get("sort", "")).strip()
        field = self.form.fields.get("sort")
        if not asked or not isinstance(field, OrderField) or field.knows(asked):
            return []
        words = gettext("排序：没有“%(value)s”这种排法，仍按%(order)s列出。")
        return [words % {"value": asked[:QUOTED], "order": str(field.terms[0][1]).removeprefix("按")}]

    @property
    def active(self) -> dict[str, str]:
        """What the reader has asked for: names and values of the query string, blanks and defaults left out."""
        given = {name: str(self.data.get(name, "")).strip() for name in self.filters}
        return {name: value for name, value in given.items() if value and not self._says_nothing(name, value)}

    @property
    def idle(self) -> frozenset[str]:
        """Names of the query string that could as well be left out: blank, a form's default, without effect."""
        given = {name: str(self.data[name]).strip() for name in self.filters if name in self.data}
        return frozenset(name for name, value in given.items() if not value or self._is_default(name, value))

    def _says_nothing(self, name: str, value: str) -> bool:
        field = self.form.fields[name]
        return self._is_default(name, value) or (isinstance(field, OrderField) and not field.knows(value))

    def _is_default(self, name: str, value: str) -> bool:
        """Whether a form sends this by itself: the first choice of a field without an empty one."""
        field = self.form.fields[name]
        return isinstance(field, WordField) and value == field.terms[0][0]

    @property
    def conditions(self) -> list[Condition]:
        """The conditions in use, in the order of the form; how the rows are ordered is none."""
        return [
            Condition(name, self.form.fields[name].label or name, self._said(name, part), others)
            for name, value in self.active.items()
            if name not in ("sort", "range_unit")
            for part, others in self._parts(name, value)
        ]

    def _parts(self, name: str, value: str) -> list[tuple[str, str]]:
        """Each value that is asked for under one name, with the others."""
        field = self.form.fields[name]
        parts = field.parts(value) if isinstance(field, WordsField) else [value]
        return [(part, ",".join(other for other in parts if other != part)) for part in parts]

    def _said(self, name: str, value: str) -> str:
        field = self.form.fields[name]
        if isinstance(field.widget, TickBox):
            return "" if value == "1" else value[:QUOTED]
        return field.said(value) if isinstance(field, WordField) else value[:QUOTED]

    def without(self, condition: Condition) -> dict[str, str]:
        """The query string's names and values without that condition, and without what then has no effect."""
        left = {**self.active, condition.name: condition.others}
        left = {key: value for key, value in left.items() if value}
        return {
            key: value
            for key, value in left.items()
            if not self._needs(key) or self._needs(key) & left.keys()
        }

    def _needs(self, name: str) -> frozenset[str]:
        """The conditions of which one must be given for that setting to have an effect; none: it has by itself."""
        return frozenset()

    def shown_in(self, unit: Unit) -> None:
        """Amounts are shown in that unit: what is typed next is meant in it."""

    @property
    def is_filtered(self) -> bool:
        """Whether anything but the order differs from the whole."""
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


class RangeForm(forms.Form):
    """The form of a set with an amount range."""

    def clean(self) -> dict[str, Any]:
        """Refuse a range that nothing can be in."""
        given = super().clean() or self.cleaned_data
        smallest, largest = given.get("min"), given.get("max")
        if smallest is not None and largest is not None and smallest > largest:
            self.add_error("max", gettext("最小值大于最大值"))
        return given


class AmountRangeFilterSet(StrictFilterSet):
    """A set with an amount range. It means any of `amounts` unless a column is chosen."""

    amounts: ClassVar[tuple[str, ...]] = ()

    class Meta:
        form = RangeForm

    def _needs(self, name: str) -> frozenset[str]:
        return {
            "range_unit": frozenset({"min", "max"}),
            "column": frozenset({"min", "max", "nonzero"}),
        }.get(name, frozenset())

    def _says_nothing(self, name: str, value: str) -> bool:
        return super()._says_nothing(name, value) or self._has_no_effect(name, value)

    def _is_default(self, name: str, value: str) -> bool:
        return super()._is_default(name, value) or self._has_no_effect(name, value)

    def _has_no_effect(self, name: str, value: str) -> bool:
        """Whether it is about a range that nobody gave; what is not understood is never passed over."""
        needs, field = self._needs(name), self.form.fields[name]
        given = any(str(self.data.get(need, "")).strip() for need in needs)
        return bool(needs) and not given and isinstance(field, WordField) and field.knows(value)

    def _said(self, name: str, value: str) -> str:
        said = super()._said(name, value)
        if name not in ("min", "max") or name in self.form.errors:
            return said
        unit = self.form["range_unit"].value() or word_of(RANGE_UNITS[0])
        field = self.form.fields["range_unit"]
        return f"{said} {field.said(str(unit)) if isinstance(field, WordField) else unit}"

    def shown_in(self, unit: Unit) -> None:
        """With no range in the address the form proposes that unit; an address keeps its meaning."""
        if not {"min", "max", "range_unit"} & self.active.keys():
            self.form.data = {**dict(self.data.items()), "range_unit": word_of(unit)}

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
