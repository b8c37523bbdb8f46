"""The filters of an official table."""

from collections.abc import Iterable

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from budgets.form.tables import Form, OfficialTable
from budgets.form.terms import Level, Side
from budgets.listing.amount_range import AmountRangeFilterSet, amount_range
from budgets.listing.fields import TickBox, Words, choices_of
from budgets.listing.filter_set import Query
from budgets.listing.filters import SearchFilter, SortFilter, WordSetting, WordsFilter
from budgets.models import EditionVersion
from budgets.pages.shared_filters import lowest_filter, term_filter
from budgets.pages.tables.read import AmountField, amount_fields, classes_of, lines_of, original_order


class TableFilterSet(AmountRangeFilterSet):
    """The filters over the lines of one official table, without those that it has no column for."""

    q = SearchFilter(label=_("名称或编码"))
    class_code = WordsFilter(field_name="class_code", label=_("类"))
    level = term_filter("level", Level, _("层级"))
    lowest = lowest_filter()
    column = WordSetting(blank=None, label=_("金额栏目"))
    min, max, range_unit = amount_range()
    nonzero = WordSetting(choices=[("1", _("是"))], label=_("只看非零"), widget=TickBox)
    sort = SortFilter()

    def __init__(self, version: EditionVersion, table: OfficialTable, query: Query) -> None:
        super().__init__(query, queryset=lines_of(version, table))
        fields = amount_fields(table)
        titles: dict[str, Words] = {field.name: gettext(field.title) for field in fields}
        self.amounts = _leading(fields)
        self.filters["level"].extra["choices"] = choices_of(table.levels)
        self.filters["sort"].fields = {"code": _("编码"), "name": _("名称"), **titles}
        self.filters["sort"].original = original_order(table)
        self.filters["column"].extra["choices"] = list(titles.items())
        if table.form is Form.CODED:
            self.main = ("q", "class_code")
            classes = classes_of(version, table)
            self.filters["class_code"].offer([(code, f"{code} {name}") for code, name in classes])
        else:
            self._leave_codes_out()
        if len(fields) == 1:
            del self.filters["column"]

    def _leave_codes_out(self) -> None:
        self.filters["q"].coded, self.filters["q"].label = False, _("名称")
        self.filters["column"].extra["blank"] = _("预算数或合计")
        del self.filters["class_code"], self.filters["sort"].fields["code"]


def _leading(fields: Iterable[AmountField]) -> tuple[str, ...]:
    """The columns that an amount range is about if none is chosen: the first, or the first of each side."""
    first: dict[Side | None, str] = {}
    for field in fields:
        for side in field.sides or (None,):
            first.setdefault(side, field.name)
    return tuple(dict.fromkeys(first.values()))
