"""The filters over every printed figure."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from budgets.form.tables import BudgetForm
from budgets.form.terms import Level, Scope
from budgets.listing.amount_range import AmountRangeFilterSet, amount_range
from budgets.listing.fields import Choices
from budgets.listing.filter_set import Query
from budgets.listing.filters import FigureSearchFilter, SortFilter, WordsFilter
from budgets.models import EditionVersion
from budgets.pages.figures.read import figures_of
from budgets.pages.shared_filters import lowest_filter, table_choices, term_filter


def _headings(form: BudgetForm) -> Choices:
    """The headings of all columns of the form, each once."""
    titles = (table.title_of(column.key) for table in form.tables for column in table.columns)
    return [(title, gettext(title)) for title in dict.fromkeys(titles)]


class FigureFilterSet(AmountRangeFilterSet):
    """The filters over every printed figure of the official tables."""

    main: tuple[str, ...] = ("q", "table")
    amounts = ("yuan",)

    q = FigureSearchFilter(label=_("名称、编码或金额"))
    table = WordsFilter(field_name="table_number", label=_("表"))
    heading = WordsFilter(field_name="column_title", label=_("栏目"))
    scope = term_filter("scope", Scope, _("资金口径"))
    level = term_filter("level", Level, _("层级"))
    lowest = lowest_filter()
    min, max, range_unit = amount_range()
    sort = SortFilter(
        fields={"yuan": _("金额"), "code": _("编码"), "name": _("名称")}, original=("position",)
    )

    def __init__(self, version: EditionVersion, query: Query) -> None:
        super().__init__(query, queryset=figures_of(version))
        numbers = {str(number): number for number in version.form.by_number}
        self.filters["table"].offer(table_choices(version.form), numbers)
        self.filters["heading"].offer(_headings(version.form))
