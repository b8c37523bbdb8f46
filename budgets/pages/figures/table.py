"""The table of every printed figure."""

from collections.abc import Callable, Iterable

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from budgets.form.amounts import Unit
from budgets.form.codes import spaced
from budgets.form.tables import BudgetForm, OfficialTable
from budgets.listing.table import LeanColumn, LeanRow, LeanTable, SortLink, TableCell, amount, decimals_of
from budgets.models import Figure
from budgets.words.money import unit_name
from budgets.words.official import label
from budgets.words.sentences import figures_of_form


def figure_table(
    form: BudgetForm,
    figures: Iterable[Figure],
    unit: Unit,
    address: Callable[[Figure], str],
    source: str,
    sort_link: SortLink,
    mark: Callable[[Figure], SafeString],
) -> LeanTable:
    """The figures with table, row, column, scope, printed text and place.

    `address` gives the figure's row on its table's page, `mark` the sign of a finding; `source` is the address of
    the page of the document itself.
    """
    figures = list(figures)
    money = _("金额（%(unit)s）") % {"unit": unit_name(unit)}
    decimals = decimals_of((figure.yuan for figure in figures), unit)
    columns = [
        ("table", LeanColumn(_("表"))),
        ("code", LeanColumn(_("编码"), css="code", sort="code")),
        ("name", LeanColumn(_("名称"), sort="name")),
        ("column", LeanColumn(_("栏目"))),
        ("yuan", LeanColumn(money, css="num", sort="yuan")),
        ("text", LeanColumn(_("原文"), css="num")),
        ("scope", LeanColumn(_("资金口径"))),
        ("lowest", LeanColumn(_("末级"))),
        ("place", LeanColumn(_("原文位置"), css="code")),
    ]
    rows = [
        _figure_row(
            form.by_slug[figure.table],
            figure,
            TableCell(amount(figure.yuan, unit, decimals), "num", label=money, mark=mark(figure)),
            address(figure),
            source,
        )
        for figure in figures
    ]
    label = figures_of_form(form)
    caption = _("资金口径见各行；单位：%(unit)s；原文一栏照印，连同它自己的单位") % {"unit": unit_name(unit)}
    return LeanTable(columns, rows, caption=caption, label=label, sort_link=sort_link, fold=True)


def _figure_row(table: OfficialTable, figure: Figure, money: TableCell, href: str, source: str) -> LeanRow:
    cells = (
        TableCell(_("表%(n)s") % {"n": table.number}, "why", hint=label(table.title)),
        TableCell(spaced(figure.code), "code"),
        TableCell(figure.name, "name", href=href, note=_(figure.side), head=True),
        TableCell(_(table.title_of(figure.column))),
        money,
        TableCell(f"{figure.printed} {figure.unit}", "num muted", label=_("原文")),
        TableCell(_(figure.scope)),
        TableCell(_("是") if figure.lowest else _("否"), label=_("末级")),
        TableCell(figure.where, "code", href=source + figure.in_source),
    )
    return LeanRow(f"figure-{figure.position}", "", cells)
