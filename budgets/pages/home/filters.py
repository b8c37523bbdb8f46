"""The filters over the bodies of the home page."""

from django.utils.translation import gettext_lazy as _

from budgets.listing.fields import Choices, choices_of
from budgets.listing.filter_set import Query, StrictFilterSet
from budgets.listing.filters import NameFilter, Rows, SortFilter, WordSetting, WordsFilter
from budgets.models import Edition
from budgets.pages.home.read import Tier, latest_versions

UNSTATED = "unstated"  # for bodies whose documents' titles give no tier


def _tiers() -> Choices:
    return [*choices_of(Tier), (UNSTATED, _("标题没有写明"))]


class BodyFilterSet(StrictFilterSet):
    """The filters over every body; the row of a body is its latest edition.

    The kind is applied first, because it decides which edition is the latest.
    """

    main: tuple[str, ...] = ("q", "tier", "kind", "sort")

    q = NameFilter(label=_("单位名称"))
    tier = WordsFilter(
        field_name="tier",
        choices=_tiers,
        stored={tier.word: tier.value for tier in Tier} | {UNSTATED: ""},
        label=_("层级"),
    )
    kind = WordSetting(choices=Edition.EditionKind.choices, label=_("预算类型"))
    sort = SortFilter(
        fields={"total": _("全部资金"), "year": _("最近年度"), "name": _("名称")},
        original=("name", "pk"),
        blank=_("按名称"),
    )

    def __init__(self, query: Query) -> None:
        super().__init__(query, queryset=latest_versions())

    def filter_queryset(self, queryset: Rows) -> Rows:
        """The latest edition of each body, where it meets every condition."""
        kind = self.form.cleaned_data["kind"]
        return super().filter_queryset(latest_versions(kind) if kind else queryset)
