"""The kinds of filters that lists use: fixed terms, words to look for, amounts, the order of the rows."""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

import django_filters
from django.db.models import Count, Expression, F, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from budgets.form.amounts import AmountError, Unit, parse_amount, plain_digits
from budgets.listing.fields import AmountInput, Choices, OrderField, TextField, WordField, Words, WordsField

RANGE_UNITS = (Unit.WAN, Unit.YUAN, Unit.YI)  # the first is used when the address names none
LARGEST = Decimal(10) ** 17  # yuan; no column can hold more

PRINTED_ORDER = _("原文顺序")
WORD_COLUMNS = frozenset({"name", "code"})  # columns that are words, not amounts or days

Filters = dict[str, django_filters.Filter]
Rows = QuerySet[Any]  # of the model that the set is about, with what its query annotates


class WordFilter(django_filters.Filter):
    """Equal to one of the fixed terms. `stored` maps each word of the address to what the database has for it."""

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
        """How many of the rows have each of the terms, by the term's word in the address; one query."""
        rows = queryset.order_by().values_list(str(self.field_name)).annotate(Count("pk"))
        found = {value: count for value, count in rows}
        if self.stored is None:
            return {str(value): count for value, count in found.items()}
        return {word: found.get(value, 0) for word, value in self.stored.items()}


class Setting(django_filters.Filter):
    """A value that filters nothing by itself: its filter set reads it together with others."""

    def filter(self, queryset: Rows, value: object) -> Rows:
        """Every row, unchanged."""
        return queryset


class WordSetting(Setting):
    """A choice that the filter set reads, such as a unit."""

    field_class = WordField


class AmountSetting(Setting):
    """A number that the filter set reads, such as the end of a range."""

    field_class = AmountInput


class SearchFilter(django_filters.Filter):
    """The name contains every word, or the code begins with the digits (2050802, 205-08-02, 205 08 02 alike)."""

    field_class = TextField

    def __init__(self, *, coded: bool = True, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.coded = coded

    def filter(self, queryset: Rows, value: str) -> Rows:
        """The rows that match the words."""
        return queryset.filter(self.wanted(value)) if value else queryset

    def wanted(self, value: str) -> Q:
        """The condition that the words stand for."""
        wanted = Q()
        for word in value.split():
            wanted &= Q(name__icontains=word)
        digits = re.sub(r"[-.·]", "", plain_digits(value))
        if self.coded and re.fullmatch("[0-9]+", digits):
            wanted |= Q(code__startswith=digits)
        return wanted


class FigureSearchFilter(SearchFilter):
    """A SearchFilter that also looks for a number among the amounts, read in 元, 万元 and 亿元.

    Every figure is printed in one of these units, so it is found as printed, with or without separators.
    """

    def wanted(self, value: str) -> Q:
        """The condition that the words or the amount stand for."""
        amounts = _amounts_meant(value)
        named = super().wanted(value)
        return named | Q(yuan__in=amounts) if amounts else named


def _amounts_meant(text: str) -> list[Decimal]:
    """The yuan that a number can mean: in the unit written behind it, else in each unit; [] for other text."""
    digits = plain_digits(text)
    named = next((unit for unit in (Unit.YI, Unit.WAN, Unit.YUAN) if digits.endswith(unit.value)), None)
    number = digits.removesuffix(named.value) if named else digits
    read = (_amount_meant(number, unit) for unit in ([named] if named else Unit))
    return [yuan for yuan in read if yuan is not None and _can_be_stored(yuan)]


def _amount_meant(number: str, unit: Unit) -> Decimal | None:
    try:
        return parse_amount(number, unit)
    except AmountError:  # no number, or too many yuan in that unit
        return None


def _can_be_stored(yuan: Decimal) -> bool:
    return abs(yuan) <= LARGEST and yuan == yuan.quantize(Decimal("0.01"))


class SortFilter(django_filters.Filter):
    """The order of the rows. Blank amounts come last in both directions, equal rows as in `original`.

    `blank` is what the original order is called. A column of words is offered as 正序 and 倒序, others by size.
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
        """The rows in the chosen order."""
        if not value:
            return queryset
        field = F(value.lstrip("-"))
        first = field.desc(nulls_last=True) if value.startswith("-") else field.asc(nulls_last=True)
        return queryset.order_by(first, *self.original)


def _direction(name: str, sign: str) -> Words:
    """What an order is called: 正序 or 倒序 for words, 从小到大 or 从大到小 for amounts and days."""
    if name in WORD_COLUMNS:
        return _("%(column)s，倒序") if sign else _("%(column)s，正序")
    return _("%(column)s，从大到小") if sign else _("%(column)s，从小到大")


class NameFilter(django_filters.Filter):
    """The name of the body contains every word."""

    field_class = TextField

    def filter(self, queryset: Rows, value: str) -> Rows:
        """The editions of the bodies whose names contain the words."""
        for word in value.split():
            queryset = queryset.filter(edition__body__name__icontains=word)
        return queryset
