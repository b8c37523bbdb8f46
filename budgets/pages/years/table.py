"""The table that sets the years of a body side by side."""

from collections.abc import Callable

from django.utils.translation import gettext as _

from budgets.form.amounts import Unit
from budgets.listing.table import LeanColumn, LeanRow, LeanTable, TableCell, amount, signed
from budgets.models import EditionVersion, Figure
from budgets.pages.years.read import Trend, TrendEntry, TrendRow, TrendYear
from budgets.words import years as words
from budgets.words.unread import cell as not_read
from budgets.words.unread import not_found

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
    if year.version and not year.whole:
        return not_found()
    return _("原文没有此表") if year.version else _("本站没有")


def _trend_row(trend: Trend, row: TrendRow, in_source: InSource) -> LeanRow:
    entry = row.latest
    cells = [TableCell(entry.code, "code")] if trend.coded else []
    cells.append(TableCell(entry.name, "name stacked", note=_row_note(row), head=True))
    cells += [
        _year_cell(year, printed, in_source) for year, printed in zip(trend.years, row.entries, strict=True)
    ]
    cells += [_change(row), TableCell(signed(row.change_share, "%"), "num", label=_("增减比例"))]
    return LeanRow("", "level-total" if entry.is_total else "", tuple(cells))


def _year_cell(year: TrendYear, printed: TrendEntry | None, in_source: InSource) -> TableCell:
    """The printed amount; blank where nothing is printed, a dash where the whole year is missing.

    What was not read says so, and a class that was not found in a table that was not read whole.
    """
    label = _("%(year)s年") % {"year": year.year}
    if not year.printed:
        return TableCell("—", "num gap", hint=gap_words(year), label=f"{label} {gap_words(year)}")
    if printed is None or year.version is None:
        return (
            TableCell("", "num", label=label)
            if year.whole
            else TableCell(not_found(), "num muted", label=label)
        )
    if printed.unread:
        return TableCell(not_read(), "num muted", label=label)
    href = in_source(year.version, printed.figure) if printed.figure else ""
    note = _("推算") if printed.derived else ""
    return TableCell(amount(printed.yuan, Unit.YUAN), "num", href=href, note=note, label=label)


def _row_note(row: TrendRow) -> str:
    """What else differs between the years: the printed name, and where the class begins or ends."""
    return words.row_note(row.other_names, ((step.year, step.before, step.is_new) for step in row.steps))


def _change(row: TrendRow) -> TableCell:
    change = row.change
    if change is None:
        return TableCell("", "num")
    if not change:
        return TableCell(_("持平"), "num muted", label=_("增减"))
    return TableCell(signed(change, ""), "num", label=_("增减"))
