"""The four sets: an official table, every figure, the project statements, the checks."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, ClassVar

import django_filters
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from budgets.filters.base import (
    AmountRangeFilterSet,
    FigureSearchFilter,
    Filters,
    Rows,
    SearchFilter,
    Setting,
    SortFilter,
    StrictFilterSet,
    WordFilter,
    WordsFilter,
    amount_range,
    nonzero,
)
from budgets.filters.fields import Choices, DayInput, TextField, Words, word_of
from budgets.models import EditionVersion
from budgets.official_tables import BY_NUMBER, OFFICIAL_TABLES, Form, OfficialTable
from budgets.queries.checks import about_tables, checks_of, counts_of, counts_of_tables
from budgets.queries.implementers import listed_units
from budgets.queries.projects import (
    STATEMENT_AMOUNT,
    active_between,
    statements_of,
    with_words,
)
from budgets.queries.tables import (
    AmountField,
    amount_fields,
    classes_of,
    figures_of,
    lines_of,
    original_order,
)
from budgets.vocabulary import CheckKind, Level, Nature, Scope, Side, Verdict

Query = Mapping[str, str]

NO_UNIT = "none"  # statements whose budget unit could not be told


def _term_filter(field: str, members: Iterable[Any], label: Words) -> WordsFilter:
    """A filter by fixed terms that the database stores as printed."""
    stored = {word_of(member): member.value for member in members}
    choices = [(word, gettext(value)) for word, value in stored.items()]
    return WordsFilter(field_name=field, choices=choices, stored=stored, label=label)


def _lowest_filter() -> WordFilter:
    choices = [("yes", _("只看末级")), ("no", _("只看非末级"))]
    return WordFilter(
        field_name="lowest", choices=choices, stored={"yes": True, "no": False}, label=_("末级")
    )


_TABLE_NUMBERS = {str(number): number for number in BY_NUMBER}


def _table_choices() -> Choices:
    words = _("表%(number)s %(title)s")
    return [(str(t.number), words % {"number": t.number, "title": gettext(t.title)}) for t in OFFICIAL_TABLES]


# ---- an official table ---------------------------------------------------------------------------------


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


# ---- every figure --------------------------------------------------------------------------------------


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


# ---- project statements --------------------------------------------------------------------------------


class _WordsFilter(django_filters.Filter):
    """Every word stands somewhere in the statement."""

    field_class = TextField

    def filter(self, queryset: Any, value: str) -> Rows:
        """The statements with all the words."""
        return with_words(queryset, value.split())


class _ImplementerFilter(django_filters.Filter):
    """The words stand in the name of who carries it out."""

    field_class = TextField

    def filter(self, queryset: Any, value: str) -> Rows:
        """The statements whose implementer is called so."""
        return queryset.filter(implementer__icontains=value) if value else queryset


class _ScopeFilter(WordFilter):
    """Only the statements that state an amount in that scope; all of them for all funds."""

    def filter(self, queryset: Any, value: str) -> Rows:
        """The statements that name fiscal money, where that is asked for."""
        return queryset.filter(fiscal__isnull=False) if value == word_of(Scope.FISCAL) else queryset


class _DaySetting(Setting):
    field_class = DayInput


class StatementFilterSet(AmountRangeFilterSet):
    """The filters over the project statements; `from` and `to` are days on which a project runs."""

    main: ClassVar[tuple[str, ...]] = ("q", "budget_unit")

    @property
    def scope(self) -> Scope:
        """Whether amounts mean all the money that a statement lists, or what it names as fiscal."""
        asked = self.form.cleaned_data.get("scope") if self.is_valid() else ""
        return Scope[asked.upper()] if asked else Scope.ALL_FUNDS

    @property
    def amounts(self) -> tuple[str, ...]:  # type: ignore[override]
        """The amount that a range means: that of the scope."""
        return (STATEMENT_AMOUNT[self.scope],)

    def filter_queryset(self, queryset: Any) -> Rows:
        """The statements that meet every condition."""
        given = self.form.cleaned_data
        statements: Any = super().filter_queryset(queryset)
        return active_between(statements, given["from"], given["to"])


def statement_filters(version: EditionVersion, query: Query) -> StrictFilterSet:
    """The filters over the project statements of an edition."""
    units = listed_units(version)
    words: dict[str, Words] = {str(unit.number): unit.name for unit in units}
    numbers: dict[str, int | None] = {str(unit.number): unit.number for unit in units}
    words[NO_UNIT], numbers[NO_UNIT] = _("未能确定"), None
    sortable = {
        "total": _("预算合计"),
        "fiscal": _("财政资金"),
        "self_raised": _("自筹资金"),
        "start": _("开始日期"),
        "end": _("结束日期"),
        "name": _("项目名称"),
    }
    filters: Filters = {
        "q": _WordsFilter(label=_("文字")),
        "scope": _ScopeFilter(
            choices=[
                (word_of(Scope.ALL_FUNDS), _("全部所列资金")),
                (word_of(Scope.FISCAL), _("写明的财政资金")),
            ],
            blank=None,
            label=_("资金口径"),
        ),
        "budget_unit": WordsFilter(
            field_name="unit_number",
            choices=list(words.items()),
            stored=numbers,
            label=_("预算单位"),
        ),
        "implementer": _ImplementerFilter(label=_("实施主体")),
        **amount_range(),
        "nature": _term_filter("nature", Nature, _("金额性质")),
        "from": _DaySetting(label=_("在此日或之后进行")),
        "to": _DaySetting(label=_("在此日或之前进行"), last=True),
        "sort": SortFilter(fields=sortable, original=("number",)),
    }
    return type("StatementFilters", (StatementFilterSet,), filters)(query, queryset=statements_of(version))


# ---- checks --------------------------------------------------------------------------------------------


class _AboutTableFilter(WordsFilter):
    """One of the places compared is in one of those tables."""

    def filter(self, queryset: Any, value: Sequence[str]) -> Rows:
        """The checks about the chosen tables."""
        return about_tables(queryset, {int(number) for number in value}) if value else queryset

    def counted(self, queryset: Any) -> dict[str, int]:
        """How many checks are about each table; one that compares two tables counts for both."""
        return {str(number): count for number, count in counts_of_tables(queryset).items()}


def check_filters(version: EditionVersion, query: Query) -> StrictFilterSet:
    """The filters over what the checks found, worst first."""
    words: dict[str, dict[str, Words]] = {
        "verdict": {word_of(v): gettext(v.value) for v in Verdict},
        "kind": {word_of(k): gettext(k.value) for k in CheckKind},
    }
    found = dict(
        zip(("verdict", "kind"), counts_of(version), strict=True)
    )  # what does not occur is not offered
    filters: Filters = {
        name: WordsFilter(field_name=name, choices=list(words[name].items()), counts=found[name], label=label)
        for name, label in {"verdict": _("结论"), "kind": _("种类")}.items()
    }
    filters |= {
        "table": _AboutTableFilter(field_name="table", choices=_table_choices(), label=_("表")),
    }
    shape = {**filters, "main": ("verdict", "kind", "table")}
    return type("CheckFilterSet", (StrictFilterSet,), shape)(query, queryset=checks_of(version))
