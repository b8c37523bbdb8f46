"""The set over the live editions of the data page."""

from collections.abc import Mapping
from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from budgets.listing.fields import Words
from budgets.listing.filter_set import StrictFilterSet
from budgets.listing.filters import Filters, NameFilter, SortFilter, WordsFilter
from budgets.models import Edition
from budgets.pages.data.read import catalogue, years_of_all


class _CatalogueFilterSet(StrictFilterSet):
    main: ClassVar[tuple[str, ...]] = ("q", "year", "kind", "sort")


def catalogue_filters(query: Mapping[str, str]) -> StrictFilterSet:
    """The filters over every live edition."""
    years = years_of_all()
    sortable: dict[str, Words] = {
        "year": _("年度"),
        "published_at": _("载入日期"),
    }
    filters: Filters = {
        "q": NameFilter(label=_("单位名称")),
        "year": WordsFilter(
            field_name="edition__year",
            choices=[(str(year), str(year)) for year in years],
            stored={str(year): year for year in years},
            label=_("年度"),
        ),
        "kind": WordsFilter(
            field_name="edition__kind", choices=Edition.EditionKind.choices, label=_("预算类型")
        ),
        "sort": SortFilter(
            fields=sortable, original=("name", "-year", "edition__kind", "pk"), blank=_("按名称")
        ),
    }
    return type("CatalogueFilterSet", (_CatalogueFilterSet,), filters)(query, queryset=catalogue())
