"""The filters over the live editions of the data page."""

from django.utils.translation import gettext_lazy as _

from budgets.listing.filter_set import Query, StrictFilterSet
from budgets.listing.filters import NameFilter, SortFilter, WordsFilter
from budgets.models import Edition
from budgets.pages.data.read import catalogue, years_of_all


class CatalogueFilterSet(StrictFilterSet):
    """The filters over every live edition."""

    main: tuple[str, ...] = ("q", "year", "kind", "sort")

    q = NameFilter(label=_("单位名称"))
    year = WordsFilter(field_name="edition__year", label=_("年度"))
    kind = WordsFilter(field_name="edition__kind", choices=Edition.EditionKind.choices, label=_("预算类型"))
    sort = SortFilter(
        fields={"year": _("年度"), "published_at": _("载入日期")},
        original=("name", "-year", "edition__kind", "pk"),
        blank=_("按名称"),
    )

    def __init__(self, query: Query) -> None:
        super().__init__(query, queryset=catalogue())
        years = {str(year): year for year in years_of_all()}
        self.filters["year"].offer([(year, year) for year in years], years)
