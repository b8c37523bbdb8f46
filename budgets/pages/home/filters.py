"""The set over the bodies of the home page."""

from collections.abc import Mapping
from typing import ClassVar

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from budgets.listing.fields import Words, word_of
from budgets.listing.filter_set import StrictFilterSet
from budgets.listing.filters import Filters, NameFilter, Rows, SortFilter, WordSetting, WordsFilter
from budgets.models import Edition
from budgets.pages.home.read import Tier, latest_versions


class _BodyFilterSet(StrictFilterSet):
    """The filters over the bodies. A kind chooses which edition stands for its body, so it comes first."""

    main: ClassVar[tuple[str, ...]] = ("q", "tier", "kind", "sort")

    def filter_queryset(self, queryset: Rows) -> Rows:
        """The latest edition of each body that meets every condition."""
        kind = self.form.cleaned_data["kind"]
        return super().filter_queryset(latest_versions(kind) if kind else queryset)


def body_filters(query: Mapping[str, str]) -> StrictFilterSet:
    """The filters over every body, a row being its latest edition."""
    stored = {word_of(tier): tier.value for tier in Tier} | {"unstated": ""}
    tiers: list[tuple[str, Words]] = [(word_of(tier), gettext(tier.value)) for tier in Tier]
    tiers.append(("unstated", _("标题没有写明")))
    sortable: dict[str, Words] = {"total": _("全部资金"), "year": _("最近年度"), "name": _("名称")}
    filters: Filters = {
        "q": NameFilter(label=_("单位名称")),
        "tier": WordsFilter(field_name="tier", choices=tiers, stored=stored, label=_("层级")),
        "kind": WordSetting(choices=Edition.EditionKind.choices, label=_("预算类型")),
        "sort": SortFilter(fields=sortable, original=("name", "pk"), blank=_("按名称")),
    }
    return type("BodyFilterSet", (_BodyFilterSet,), filters)(query, queryset=latest_versions())
