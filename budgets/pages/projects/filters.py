"""The filters over the project statements."""

import django_filters
from django.utils.translation import gettext_lazy as _

from budgets.form.terms import Nature, Scope
from budgets.listing.amount_range import AmountRangeFilterSet, amount_range
from budgets.listing.fields import Choices, DayInput, TextField, Words
from budgets.listing.filter_set import Query
from budgets.listing.filters import Filters, Rows, Setting, SortFilter, WordFilter, WordsFilter
from budgets.models import BudgetUnit, EditionVersion
from budgets.pages.projects.read import STATEMENT_AMOUNT, active_between, statements_of, with_words
from budgets.pages.shared_filters import term_filter

NO_UNIT = "none"  # statements whose budget unit could not be told


class _WordsFilter(django_filters.Filter):
    """Keeps the statements that contain every word."""

    field_class = TextField

    def filter(self, queryset: Rows, value: str) -> Rows:
        """The statements with all the words."""
        return with_words(queryset, value.split())


class _ImplementerFilter(django_filters.Filter):
    """Keeps the statements whose implementer's name contains the words."""

    field_class = TextField

    def filter(self, queryset: Rows, value: str) -> Rows:
        """The statements whose implementer is called so."""
        return queryset.filter(implementer__icontains=value) if value else queryset


class _ScopeFilter(WordFilter):
    """Keeps the statements with an amount in that scope; all statements for all funds."""

    def filter(self, queryset: Rows, value: str) -> Rows:
        """The statements that name fiscal money, where that is asked for."""
        return queryset.filter(fiscal__isnull=False) if value == Scope.FISCAL.word else queryset


class _DaySetting(Setting):
    """A day that the filter set reads."""

    field_class = DayInput


def _scopes() -> Choices:
    return [(Scope.ALL_FUNDS.word, _("全部所列资金")), (Scope.FISCAL.word, _("写明的财政资金"))]


class StatementFilterSet(AmountRangeFilterSet):
    """The filters over the project statements; `from` and `to` are days on which a project runs."""

    main: tuple[str, ...] = ("q", "budget_unit")

    q = _WordsFilter(label=_("文字"))
    scope = _ScopeFilter(choices=_scopes, blank=None, label=_("资金口径"))
    budget_unit = WordsFilter(field_name="unit_number", label=_("预算单位"))
    implementer = _ImplementerFilter(label=_("实施主体"))
    min, max, range_unit = amount_range()
    nature = term_filter("nature", Nature, _("金额性质"))
    to = _DaySetting(label=_("在此日或之前进行"), last=True)
    sort = SortFilter(
        fields={
            "total": _("预算合计"),
            "fiscal": _("财政资金"),
            "self_raised": _("自筹资金"),
            "start": _("开始日期"),
            "end": _("结束日期"),
            "name": _("项目名称"),
        },
        original=("number",),
    )

    def __init__(self, version: EditionVersion, query: Query) -> None:
        super().__init__(query, queryset=statements_of(version))
        units = BudgetUnit.objects.filter(version=version).order_by("number")
        words: dict[str, Words] = {str(unit.number): unit.name for unit in units}
        numbers: dict[str, int | None] = {str(unit.number): unit.number for unit in units}
        words[NO_UNIT], numbers[NO_UNIT] = _("未能确定"), None
        self.filters["budget_unit"].offer(list(words.items()), numbers)

    @classmethod
    def get_filters(cls) -> Filters:
        """The filters in the order of the form; `from` is a Python keyword, so it is added here."""
        declared = super().get_filters()
        at = list(declared).index("to")
        since = _DaySetting(label=_("在此日或之后进行"))
        return dict([*list(declared.items())[:at], ("from", since), *list(declared.items())[at:]])

    @property
    def chosen_scope(self) -> Scope:
        """The scope of amounts: all money that a statement lists, or the money it names as fiscal."""
        asked = self.form.cleaned_data.get("scope") if self.is_valid() else ""
        return Scope.of(asked) if asked else Scope.ALL_FUNDS

    @property
    def amounts(self) -> tuple[str, ...]:  # type: ignore[override]
        """The column that an amount range is about: the one of the chosen scope."""
        return (STATEMENT_AMOUNT[self.chosen_scope],)

    def filter_queryset(self, queryset: Rows) -> Rows:
        """The statements that meet every condition."""
        given = self.form.cleaned_data
        return active_between(super().filter_queryset(queryset), given["from"], given["to"])
