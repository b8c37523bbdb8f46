"""Filters that several lists have: by fixed terms of the form."""

from collections.abc import Iterable
from functools import partial

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from budgets.form.tables import BudgetForm
from budgets.form.terms import FixedTerm
from budgets.listing.fields import Choices, Words, choices_of
from budgets.listing.filters import WordFilter, WordsFilter


def term_filter(field: str, members: Iterable[FixedTerm], label: Words) -> WordsFilter:
    """A filter by fixed terms, which the database stores as printed."""
    stored = {member.word: member.value for member in members}
    return WordsFilter(field_name=field, choices=partial(choices_of, members), stored=stored, label=label)


def lowest_filter() -> WordFilter:
    """A filter by 末级: lines of the lowest level, which may be added up, or the others."""
    choices = [("yes", _("只看末级")), ("no", _("只看非末级"))]
    return WordFilter(
        field_name="lowest", choices=choices, stored={"yes": True, "no": False}, label=_("末级")
    )


def table_choices(form: BudgetForm) -> Choices:
    """The tables of the form to choose from, by their numbers."""
    words = _("表%(number)s %(title)s")
    return [(str(t.number), words % {"number": t.number, "title": gettext(t.title)}) for t in form.tables]
