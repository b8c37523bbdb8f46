"""The lines of one official table, or of what was filtered of it: the largest as bars."""

from collections.abc import Callable
from decimal import Decimal

from django.utils.translation import gettext as _

from budgets.amounts import share
from budgets.charts.bars import Bar, amount_bars
from budgets.charts.base import Chart
from budgets.chinese_words import label
from budgets.money_words import format_speakable
from budgets.queries.tables import DrawnLine, DrawnLines

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
    """How many lines there are, which is the largest, and what part of the lines together it is."""
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
