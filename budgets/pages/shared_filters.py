"""Filters by fixed terms of the form, which several lists have."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from budgets.form.tables import BY_NUMBER, OFFICIAL_TABLES
from budgets.listing.fields import Choices, Words, word_of
from budgets.listing.filters import (
    WordFilter,
    WordsFilter,
)

Query = Mapping[str, str]


def _term_filter(field: str, members: Iterable[Any], label: Words) -> WordsFilter:
    """A filter by fixed terms that the database stores as printed."""
    stored = {word_of(member): member.value for member in members}
    choices = [(word, gettext(value)) for word, value in stored.items()]
    return WordsFilter(field_name=field, choices=choices, stored=stored, label=label)


def _lowest_filter() -> WordFilter:
    choices = [("yes", _("只看末级")), ("no", _("只看非末级"))]
    return WordFilter(
        field_name="lowest", choices=choices, stored={"yes": True, "no": False}, label=_("末级")
    )


_TABLE_NUMBERS = {str(number): number for number in BY_NUMBER}


def _table_choices() -> Choices:
    words = _("表%(number)s %(title)s")
    return [(str(t.number), words % {"number": t.number, "title": gettext(t.title)}) for t in OFFICIAL_TABLES]
