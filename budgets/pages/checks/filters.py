"""The filters over what the checks found."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from budgets.form.terms import CheckKind, Verdict
from budgets.listing.fields import Words, word_of
from budgets.listing.filter_set import StrictFilterSet
from budgets.listing.filters import (
    Filters,
    Rows,
    WordsFilter,
)
from budgets.models import EditionVersion
from budgets.pages.checks.read import about_tables, checks_of, counts_of, counts_of_tables
from budgets.pages.shared_filters import Query, _table_choices


class _AboutTableFilter(WordsFilter):
    """One of the places compared is in one of those tables."""

    def filter(self, queryset: Any, value: Sequence[str]) -> Rows:
        """The checks about the chosen tables."""
        return about_tables(queryset, {int(number) for number in value}) if value else queryset

    def counted(self, queryset: Any) -> dict[str, int]:
        """How many checks are about each table; one that compares two tables counts for both."""
        return {str(number): count for number, count in counts_of_tables(queryset).items()}


def check_filters(version: EditionVersion, query: Query) -> StrictFilterSet:
    """The filters over what the checks found, worst first."""
    words: dict[str, dict[str, Words]] = {
        "verdict": {word_of(v): gettext(v.value) for v in Verdict},
        "kind": {word_of(k): gettext(k.value) for k in CheckKind},
    }
    found = dict(
        zip(("verdict", "kind"), counts_of(version), strict=True)
    )  # what does not occur is not offered
    filters: Filters = {
        name: WordsFilter(field_name=name, choices=list(words[name].items()), counts=found[name], label=label)
        for name, label in {"verdict": _("结论"), "kind": _("种类")}.items()
    }
    filters |= {
        "table": _AboutTableFilter(field_name="table", choices=_table_choices(), label=_("表")),
    }
    shape = {**filters, "main": ("verdict", "kind", "table")}
    return type("CheckFilterSet", (StrictFilterSet,), shape)(query, queryset=checks_of(version))
