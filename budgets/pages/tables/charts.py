"""The largest lines of one official table, or of its filtered lines, as bars."""

from collections.abc import Callable
from decimal import Decimal

from django.utils.translation import gettext as _

from budgets.charts.bars import Bar, amount_bars
from budgets.charts.base import Chart, undrawn
from budgets.form.amounts import share
from budgets.form.tables import OfficialTable
from budgets.listing.filter_set import StrictFilterSet
from budgets.models import EditionVersion
from budgets.pages.embedding import at_home, chart_source, filter_query
from budgets.pages.tables.read import DrawnLine, DrawnLines, figures_of_lines, lines_to_draw
from budgets.pages.unread.read import is_whole, page_of
from budgets.words.money import format_speakable
from budgets.words.official import label
from budgets.words.unread import not_added

DRAWN = 12


def largest_lines(
    name: str,
    title: str,
    found: DrawnLines,
    source: str = "",
    source_of: Callable[[DrawnLine], str] | None = None,
) -> Chart | None:
    """The twelve largest of the lines, whose table has that title; None for fewer than two."""
    bars = [
        Bar(f"{line.code} {label(line.name)}".strip(), line.yuan, source=source_of(line) if source_of else "")
        for line in found.lines[:DRAWN]
    ]
    return amount_bars(
        name,
        _("%(table)s：金额最大的行") % {"table": label(title)},
        _sentence(found) if found.lines else "",
        bars,
        columns=(_("科目"), _("%(column)s（万元）") % {"column": label(found.column)}),
        scope=_(found.scope.value),
        source=source,
    )


def _sentence(found: DrawnLines) -> str:
    """A sentence: how many lines there are, which is the largest, and its share of all of them."""
    largest, *_others = found.lines
    whole = sum((line.yuan for line in found.lines), Decimal())
    words = {
        "n": len(found.lines),
        "name": label(largest.name),
        "amount": format_speakable(largest.yuan),
        "share": share(largest.yuan, whole),
    }
    if found.lowest:
        first = _("所列末级 %(n)s 行里最大的是%(name)s，%(amount)s，占这些行合计的 %(share)s%%。") % words
    else:
        first = _("所列 %(n)s 行里最大的是%(name)s，%(amount)s，占这些行合计的 %(share)s%%。") % words
    return first + _("图中是最大的 %(drawn)s 行。") % {"drawn": DRAWN} if len(found.lines) > DRAWN else first


TABLE = "table-"  # prefix of a table's slug in the name of its chart


def table_chart(version: EditionVersion, table: OfficialTable, filters: StrictFilterSet) -> Chart | None:
    """The chart of a table's filtered lines, the largest as bars; None for fewer than two."""
    found = lines_to_draw(table, filters.qs)
    if found is None:
        return None
    if not is_whole(version, (table.role,)):
        title = _("%(table)s：金额最大的行") % {"table": label(table.title)}
        return undrawn(f"{TABLE}{table.slug}", title, not_added(page_of(version)))
    figures = figures_of_lines(version, table.number, [line.number for line in found.lines[:DRAWN]])
    source = version.page("source")

    def printed_at(line: DrawnLine) -> str:
        figure = figures.get((line.number, line.key))
        return source + figure.in_source if figure else ""

    chart = largest_lines(
        f"{TABLE}{table.slug}", table.title, found, chart_source(version, table), printed_at
    )
    return at_home(chart, version, filter_query(filters))
