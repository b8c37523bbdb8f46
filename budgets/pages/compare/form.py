"""What a comparison shows, on its page and in its files: which table and column, which lines, in which order."""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal

from django import forms
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from budgets.form.amounts import plain_digits
from budgets.form.tables import Role, form_of, joined_form
from budgets.form.terms import Kind, Level, Side
from budgets.listing.fields import (
    OrderField,
    TextField,
    TickBox,
    WordField,
    Words,
    WordsField,
    choices_of,
    problems_of,
)
from budgets.listing.filters import PRINTED_ORDER
from budgets.models import EditionVersion
from budgets.pages.compare.read import ComparedLine, Comparison, comparable
from budgets.pages.tables.read import AmountField, amount_fields

DEFAULT = Role.EXPENDITURE

Sortable = Mapping[str, Callable[[Comparison, ComparedLine], Decimal | None]]
SORTABLE: Sortable = {
    "size": lambda _all, line: None if line.change is None else abs(line.change),
    "change": lambda _all, line: line.change,
    "percent": lambda _all, line: line.change_share,
    "latest": lambda _all, line: line.amounts[-1],
}
_ORDERS: tuple[tuple[str, Words], ...] = (
    ("-size", _("变动最大的在前")),
    ("-change", _("增加最多的在前")),
    ("change", _("减少最多的在前")),
    ("-percent", _("增幅最大的在前")),
    ("percent", _("降幅最大的在前")),
    ("-latest", _("金额最大的在前")),
)


# What the form knows in the query string besides the editions.
CONDITIONS = ("table", "column", "level", "q", "changed", "sort")


class CompareForm(forms.Form):
    """The conditions of a comparison; the table that is asked for decides which columns and levels there are."""

    def __init__(self, query: MultiValueDict[str, str], versions: Sequence[EditionVersion]) -> None:
        asked = query.get("table", "")
        # The last edition's numbers; a table or a column that only another one has is offered too.
        used = [version.form for version in reversed(versions)]
        self.form = joined_form(used or [form_of(Kind.DEPARTMENTAL)])
        self.tables = sorted(self.form.tables, key=lambda table: table.role is not DEFAULT)
        named = next((t for t in self.tables if asked in (t.slug, str(t.number), t.title)), None)
        default, *_others = self.tables
        self.table = named or default
        self.columns = amount_fields(self.table)
        data = {name: query.get(name) for name in CONDITIONS}
        data["table"] = named.slug if named else asked
        super().__init__({**data, "level": ",".join(filter(None, query.getlist("level")))})
        self.fields.update(self._made())
        self.fields["level"].asked = self.fields["level"].said(str(self.data["level"]))  # type: ignore[attr-defined]

    def _made(self) -> dict[str, forms.Field]:
        """The fields in the order of the form."""
        default = self.default_column
        titles = [(field.name, gettext(field.title)) for field in self.columns]
        titles.sort(key=lambda choice: choice[0] != default.name)  # an empty value means the first choice
        words = _("表%(number)s %(title)s")
        tables = [(t.slug, words % {"number": t.number, "title": gettext(t.title)}) for t in self.tables]
        fields: dict[str, forms.Field] = {
            "table": WordField(choices=tables, blank=None, label=_("表")),
            "column": WordField(choices=titles, blank=None, label=_("栏目")),
            "level": WordsField(choices=choices_of(self.table.levels), label=_("层级")),
            "q": TextField(label=_("名称或编码")),
            "sort": OrderField(choices=_ORDERS, blank=PRINTED_ORDER, label=_("排序")),
            "changed": forms.CharField(widget=TickBox, label=_("只看有变动的")),
        }
        for field in fields.values():
            field.required = False
        return fields

    @property
    def default_column(self) -> AmountField:
        """The column used when none is given: the first of the expenditure side, else the first."""
        return next(f for f in self.columns if not f.sides or Side.EXPENDITURE in f.sides)

    @property
    def field(self) -> AmountField:
        """The amount column that is compared."""
        asked = self.cleaned_data.get("column") if self.is_valid() else ""
        return next((field for field in self.columns if field.name == asked), self.default_column)

    @property
    def problems(self) -> list[str]:
        """One sentence for each value that is not understood."""
        return problems_of(self)

    @property
    def active(self) -> list[tuple[str, str]]:
        """What is asked for beside the editions, as names and values of the query string."""
        given = {name: str(self.data.get(name) or "").strip() for name in self.fields}
        return [(name, value) for name, value in given.items() if value and not self._is_default(name, value)]

    def _is_default(self, name: str, value: str) -> bool:
        field = self.fields[name]
        return isinstance(field, WordField) and value == field.terms[0][0]

    @property
    def narrows(self) -> bool:
        """Whether a condition is in use, so that lines may be missing."""
        return any(name in ("level", "q", "changed") for name, _value in self.active)

    def lines(self, comparison: Comparison) -> list[ComparedLine]:
        """The lines that were asked for, in the chosen order; none when a value is not understood."""
        if not self.is_valid():
            return []
        given = self.cleaned_data
        levels = {Level.of(word).value for word in given["level"]}
        found = [
            line
            for line in comparison.lines
            if (not levels or line.latest.level in levels)
            and (not given["changed"] or line.changed)
            and _is_about(line, given["q"])
        ]
        return _in_order(comparison, found, given["sort"])


def _is_about(line: ComparedLine, words: str) -> bool:
    """Every word stands in a name that one of the editions prints, or the code begins with the digits."""
    if not words:
        return True
    digits = "".join(c for c in plain_digits(words) if c not in "-.·")
    names = [comparable(entry.name) for entry in line.printed if entry]
    named = any(all(word in name for word in words.split()) for name in names)
    return named or (digits.isdecimal() and line.latest.code.startswith(digits))


def _in_order(comparison: Comparison, lines: list[ComparedLine], sort: str) -> list[ComparedLine]:
    """Blank amounts come last in both directions, equal lines stay as printed."""
    if not sort:
        return lines
    key = SORTABLE[sort.lstrip("-")]
    ranked = [(key(comparison, line), line) for line in lines]
    known = [(value, line) for value, line in ranked if value is not None]
    known.sort(key=lambda pair: pair[0], reverse=sort.startswith("-"))
    return [line for _value, line in known] + [line for value, line in ranked if value is None]
