"""The filters of an official table."""

from collections.abc import Iterable

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from budgets.form.tables import Form, OfficialTable
from budgets.form.terms import Level, Side
from budgets.listing.amount_range import AmountRangeFilterSet, amount_range, nonzero
from budgets.listing.fields import Words
from budgets.listing.filter_set import StrictFilterSet
from budgets.listing.filters import Filters, SearchFilter, SortFilter, WordsFilter
from budgets.models import EditionVersion
from budgets.pages.shared_filters import Query, _lowest_filter, _term_filter
from budgets.pages.tables.read import AmountField, amount_fields, classes_of, lines_of, original_order


def table_filters(version: EditionVersion, table: OfficialTable, query: Query) -> StrictFilterSet:
    """The filters of one official table over its lines."""
    coded = table.form is Form.CODED
    fields = amount_fields(table, version.edition.form_kind)
    titles: dict[str, Words] = {field.name: gettext(field.title) for field in fields}
    filters: Filters = {"q": SearchFilter(coded=coded, label=_("名称或编码") if coded else _("名称"))}
    if coded:
        classes = [(code, f"{code} {name}") for code, name in classes_of(version, table)]
        filters["class_code"] = WordsFilter(field_name="class_code", choices=classes, label=_("类"))
    filters["level"] = _term_filter("level", _levels(table), _("层级"))
    filters["lowest"] = _lowest_filter()
    filters |= amount_range(titles, None if coded else _("预算数或合计")) | {"nonzero": nonzero()}
    sortable = {"code": _("编码"), "name": _("名称"), **titles} if coded else {"name": _("名称"), **titles}
    filters["sort"] = SortFilter(fields=sortable, original=original_order(table))
    shape = {**filters, "amounts": _leading(fields), "main": ("q", "class_code") if coded else ("q",)}
    return type("TableFilterSet", (AmountRangeFilterSet,), shape)(query, queryset=lines_of(version, table))


def _levels(table: OfficialTable) -> tuple[Level, ...]:
    return (*(table.code_levels or (Level.SUBTOTAL, Level.DETAIL)), Level.TOTAL)


def _leading(fields: Iterable[AmountField]) -> tuple[str, ...]:
    """The column that an amount range means by itself: the first, or the first of each side."""
    first: dict[Side | None, str] = {}
    for field in fields:
        for side in field.sides or (None,):
            first.setdefault(side, field.name)
    return tuple(dict.fromkeys(first.values()))
