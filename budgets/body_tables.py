"""The tables that set bodies, or the years of one, side by side."""

from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from budgets.amounts import Unit, two_decimals
from budgets.models import EditionVersion, Figure
from budgets.money_words import format_speakable
from budgets.queries.trends import Entry, Trend, TrendRow, TrendYear
from budgets.tables import MINUS, Cell, LeanColumn, LeanRow, LeanTable, SortLink, amount

Address = Callable[[Any], str]


# ---- every body ----------------------------------------------------------------------------------------


def body_table(
    versions: Iterable[Any], body_page: Address, edition_page: Address, sort_link: SortLink
) -> LeanTable:
    """Each body with its latest edition, rows as `queries.bodies.latest_versions` gives them."""
    titles = {"total": _("全部资金"), "fiscal": _("财政拨款")}
    columns = [
        ("name", LeanColumn(_("单位"), sort="name")),
        ("tier", LeanColumn(_("层级"))),
        ("year", LeanColumn(_("最近的预算"), sort="year")),
        ("total", LeanColumn(titles["total"], note=_("支出合计"), css="num", sort="total")),
        ("fiscal", LeanColumn(titles["fiscal"], note=_("收入合计中"), css="num")),
    ]
    rows = [
        LeanRow(
            f"body-{version.edition.body.slug}",
            "",
            (
                Cell(version.name, "name", href=body_page(version), note=_editions(version), head=True),
                Cell(_(version.tier) if version.tier else ""),
                Cell(_edition_name(version), href=edition_page(version)),
                _spoken(version.total, _("支出合计（全部资金）")),
                _spoken(version.fiscal, _("收入中的财政拨款")),
            ),
        )
        for version in versions
    ]
    caption = _("空白表示原文没有印出。全部资金与财政拨款是两种口径，不能相加。")
    return LeanTable(columns, rows, caption=caption, label=_("各单位"), sort_link=sort_link, fold=True)


def _editions(version: Any) -> str:
    return _("共 %(n)s 份预算") % {"n": version.editions} if version.editions > 1 else ""


def _edition_name(version: Any) -> str:
    words = {"year": version.year, "kind": version.edition.get_kind_display()}
    return _("%(year)s年%(kind)s") % words


def _spoken(yuan: Decimal | None, label: str) -> Cell:
    """The amount as people say it, with the exact one under it."""
    if yuan is None:
        return Cell("", "num stacked")
    exact = _("%(yuan)s 元") % {"yuan": amount(yuan, Unit.YUAN)}
    return Cell(format_speakable(yuan).replace("-", MINUS), "num stacked", note=exact, label=label)


# ---- the years of one body -----------------------------------------------------------------------------


InSource = Callable[[EditionVersion, Figure], str]


def trend_table(trend: Trend, label: str, in_source: InSource) -> LeanTable:
    """A line for each class, a column for each year, and the change between the last two printed years.

    `in_source` gives the address where a figure of a version is printed.
    """
    coded = trend.coded
    before, latest = trend.printed_years[-2:]
    columns = [("code", LeanColumn(_("科目编码"), css="code"))] if coded else []
    columns.append(("name", LeanColumn(_("科目名称"))))
    columns += [(f"year-{year.year}", _year_column(year)) for year in trend.years]
    against = _("%(year)s年比%(before)s年") % {"year": latest, "before": before}
    columns.append(("change", LeanColumn(_("增减"), note=against, css="num")))
    columns.append(("share", LeanColumn(_("增减比例"), css="num")))
    rows = [
        _trend_row(trend, row, in_source) for row in (*trend.rows, *([trend.total] if trend.total else []))
    ]
    caption = _("资金口径：%(scope)s；单位：元") % {"scope": _(trend.scope.value)}
    return LeanTable(columns, rows, caption=caption, label=label, sort_link=lambda name: ("", ""), fold=True)


def _year_column(year: TrendYear) -> LeanColumn:
    note = "" if year.printed else gap_words(year)
    return LeanColumn(_("%(year)s年") % {"year": year.year}, note=note, css="num")


def gap_words(year: TrendYear) -> str:
    """Why a year has no figures."""
    return _("原文没有此表") if year.version else _("本站没有")


def _trend_row(trend: Trend, row: TrendRow, in_source: InSource) -> LeanRow:
    entry = row.latest
    cells = [Cell(entry.code, "code")] if trend.coded else []
    cells.append(Cell(entry.name, "name stacked", note=_row_note(row), head=True))
    cells += [
        _year_cell(year, printed, in_source) for year, printed in zip(trend.years, row.entries, strict=True)
    ]
    cells += [_change(row), Cell(signed(row.change_share, "%"), "num", label=_("增减比例"))]
    return LeanRow("", "level-total" if entry.is_total else "", tuple(cells))


def _year_cell(year: TrendYear, printed: Entry | None, in_source: InSource) -> Cell:
    """The printed amount; blank where nothing is printed, a dash where the whole year is missing."""
    label = _("%(year)s年") % {"year": year.year}
    if not year.printed:
        return Cell("—", "num gap", hint=gap_words(year), label=f"{label} {gap_words(year)}")
    if printed is None or year.version is None:
        return Cell("", "num", label=label)
    href = in_source(year.version, printed.figure) if printed.figure else ""
    note = _("推算") if printed.derived else ""
    return Cell(amount(printed.yuan, Unit.YUAN), "num", href=href, note=note, label=label)


def _row_note(row: TrendRow) -> str:
    """What differs between the years beside the amount: the printed name, and where the class begins or ends."""
    names = [_("%(year)s年印作“%(name)s”") % {"year": year, "name": name} for year, name in row.other_names]
    return _("；").join([*names, *(step_words(step.year, step.before, step.is_new) for step in row.steps)])


def step_words(year: int, before: int, is_new: bool) -> str:
    """Where a class begins or ends, by what the two years print."""
    words = {"year": year, "before": before}
    if is_new:
        return _("新增：%(before)s年没有，%(year)s年有") % words
    return _("不再列出：%(before)s年有，%(year)s年没有") % words


def _change(row: TrendRow) -> Cell:
    change = row.change
    if change is None:
        return Cell("", "num")
    if not change:
        return Cell(_("持平"), "num muted", label=_("增减"))
    return Cell(signed(change, ""), "num", label=_("增减"))


def signed(number: Decimal | None, suffix: str) -> str:
    """A change with its sign; nothing for none and for no change."""
    if not number:
        return ""
    digits = two_decimals(number).replace("-", MINUS) if suffix else amount(number, Unit.YUAN)
    return ("+" if number > 0 else "") + digits + suffix
