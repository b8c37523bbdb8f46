"""The filters over every printed figure."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from budgets.form.tables import OFFICIAL_TABLES
from budgets.form.terms import Level, Scope
from budgets.listing.amount_range import AmountRangeFilterSet, amount_range
from budgets.listing.filter_set import StrictFilterSet
from budgets.listing.filters import FigureSearchFilter, Filters, SortFilter, WordsFilter
from budgets.models import EditionVersion
from budgets.pages.figures.read import figures_of
from budgets.pages.shared_filters import _TABLE_NUMBERS, Query, _lowest_filter, _table_choices, _term_filter


def figure_filters(version: EditionVersion, query: Query) -> StrictFilterSet:
    """The filters over every printed figure of the nine tables."""
    headings = dict.fromkeys(
        table.title_of(column.key) for table in OFFICIAL_TABLES for column in table.columns
    )
    filters: Filters = {
        "q": FigureSearchFilter(label=_("名称、编码或金额")),
        "table": WordsFilter(
            field_name="table_number", choices=_table_choices(), stored=_TABLE_NUMBERS, label=_("表")
        ),
        "heading": WordsFilter(
            field_name="column_title",
            choices=[(title, gettext(title)) for title in headings],
            label=_("栏目"),
        ),
        "scope": _term_filter("scope", Scope, _("资金口径")),
        "level": _term_filter("level", Level, _("层级")),
        "lowest": _lowest_filter(),
        **amount_range(),
        "sort": SortFilter(
            fields={"yuan": _("金额"), "code": _("编码"), "name": _("名称")}, original=("position",)
        ),
    }
    shape = {**filters, "amounts": ("yuan",), "main": ("q", "table")}
    return type("FigureFilterSet", (AmountRangeFilterSet,), shape)(query, queryset=figures_of(version))
