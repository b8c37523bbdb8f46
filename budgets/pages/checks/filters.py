"""The filters over what the checks found."""

from collections.abc import Sequence
from functools import partial

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from budgets.form.terms import CheckKind, Verdict
from budgets.listing.fields import choices_of
from budgets.listing.filter_set import Query, StrictFilterSet
from budgets.listing.filters import Rows, WordsFilter
from budgets.models import EditionVersion
from budgets.pages.checks.read import about_tables, checks_of, counts_of, counts_of_tables
from budgets.pages.shared_filters import table_choices


class _AboutTableFilter(WordsFilter):
    """Keeps the checks that compare a place in one of the chosen tables."""

    version: EditionVersion

    def filter(self, queryset: Rows, value: Sequence[str]) -> Rows:
        """The checks about the chosen tables."""
        return about_tables(self.version, queryset, {int(number) for number in value}) if value else queryset

    def counted(self, queryset: Rows) -> dict[str, int]:
        """How many checks are about each table; a check that compares two tables counts for both."""
        return {str(number): count for number, count in counts_of_tables(self.version, queryset).items()}


class CheckFilterSet(StrictFilterSet):
    """The filters over what the checks found, worst first; verdicts and kinds that do not occur are not offered."""

    main: tuple[str, ...] = ("verdict", "kind", "table")

    verdict = WordsFilter(field_name="verdict", choices=partial(choices_of, Verdict), label=_("结论"))
    kind = WordsFilter(field_name="kind", choices=partial(choices_of, CheckKind), label=_("种类"))
    table = _AboutTableFilter(field_name="table", label=_("表"))

    def __init__(self, version: EditionVersion, query: Query) -> None:
        super().__init__(query, queryset=checks_of(version))
        self.filters["table"].version = version
        self.filters["table"].offer(table_choices(version.form))
        self.counted, kinds = counts_of(version)
        self.filters["verdict"].extra["counts"] = self.counted.verdicts
        self.filters["kind"].extra["counts"] = kinds

    @property
    def listed(self) -> Rows:
        """The checks without those that follow from another one of them."""
        return self.qs.filter(Q(cause=None) | ~Q(cause__in=self.qs.order_by().values("position")))
