"""Conditions, and what every filter set has in common."""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

import django_filters
from django.db.models import Count, Expression, F, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from budgets.form.amounts import AmountError, Unit, parse_amount, plain_digits
from budgets.listing.fields import (
    AmountInput,
    Choices,
    OrderField,
    TextField,
    WordField,
    Words,
    WordsField,
)

RANGE_UNITS = (Unit.WAN, Unit.YUAN, Unit.YI)  # the first is meant when the address does not say
LARGEST = Decimal(10) ** 17  # yuan; more fits in no column, and is more money than there is

PRINTED_ORDER = _("原文顺序")
WORD_COLUMNS = frozenset({"name", "code"})  # columns that are words, not amounts or days

Filters = dict[str, django_filters.Filter]
Rows = QuerySet[Any]  # of the model that the set is about, with what its query annotates


class WordFilter(django_filters.Filter):
    """Equal to one of the fixed terms; `stored` says what the database has for each machine's word."""

    field_class = WordField

    def __init__(self, *, stored: Mapping[str, object] | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.stored = stored

    def offer(self, choices: Choices, stored: Mapping[str, object] | None = None) -> None:
        """Set the terms to choose from, where they depend on what is listed."""
        self.extra["choices"] = choices
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

    def filter(self, queryset: Rows, value: object) -> Rows:
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
        fields: Mapping[str, Words] | None = None,
        original: Sequence[str | Expression] = (),
        blank: Words = PRINTED_ORDER,
        **kwargs: Any,
    ) -> None:
        super().__init__(choices=self._choices, blank=blank, label=_("排序"), **kwargs)
        self.fields, self.original = fields or {}, original

    def _choices(self) -> Choices:
        return [
            (sign + name, _direction(name, sign) % {"column": title})
            for name, title in self.fields.items()
            for sign in ("", "-")
        ]

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


class NameFilter(django_filters.Filter):
    """Every word stands in the name of the body."""

    field_class = TextField

    def filter(self, queryset: Rows, value: str) -> Rows:
        """The bodies that are called so."""
        for word in value.split():
            queryset = queryset.filter(edition__body__name__icontains=word)
        return queryset
