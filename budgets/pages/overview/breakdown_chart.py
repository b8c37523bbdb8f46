"""Charts of expenditure as nested areas: by functional classification, and of basic expenditure by economic one."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

import plotly.graph_objects as go
from django.utils.translation import gettext as _

from budgets.charts.base import Chart, ChartRow, figure_of
from budgets.form.amounts import Unit, format_amount, share
from budgets.form.codes import codes_above
from budgets.form.terms import Level, Scope
from budgets.pages.overview.classified import ClassifiedLine, children_of, total_line
from budgets.pages.overview.read import Part
from budgets.words.money import format_speakable
from budgets.words.official import label

GROUND = "var(--wash)"
Address = Callable[[ClassifiedLine], str]
MOST_OF_A_LEVEL = 80  # per cent: a class of 95 % tells nothing
LEVELS_AT_ONCE = 4  # the total, 类, 款 and 项


@dataclass(frozen=True)
class _Area:
    """One nested area. Only the lowest areas have a size; a parent is as large as its parts together."""

    key: str
    parent: str
    line: ClassifiedLine
    size: Decimal
    colour: str


def functional_breakdown(
    lines: Sequence[ClassifiedLine],
    parts: Sequence[Part],
    source: str,
    *,
    scope: Scope = Scope.ALL_FUNDS,
    address: Address | None = None,
    source_page: str = "",
) -> Chart | None:
    """The functional classification as nested areas, 合计 → 类 → 款 → 项, opened by a click; None without lines.

    The document rounds: some parents are printed 1 yuan above or below the sum of their children. Areas are as
    large as their lowest lines together, but labels show the printed amounts. `address` gives the page of a
    line, which a click on a lowest area opens; `source_page` is the page of the document itself.
    """
    first = _("按功能分类，%(scope)s支出最大的一类是%(name)s，%(amount)s，占 %(share)s%%。")
    return _nested_areas(
        Chart(
            name="functions",
            title=_("支出按功能分类"),
            sentence=_sentence(lines, first, {"scope": _(scope.value)}),
            unit=Unit.YUAN,
            scope=_(scope.value),
            source=source,
        ),
        lines,
        parts,
        address,
        source_page,
    )


def economic_breakdown(
    lines: Sequence[ClassifiedLine],
    parts: Sequence[Part],
    source: str,
    *,
    address: Address | None = None,
    source_page: str = "",
) -> Chart | None:
    """Basic expenditure of the general public budget (table 8) as nested areas, 合计 → 类 → 款."""
    first = _("按经济分类，基本支出最大的一类是%(name)s，%(amount)s，占 %(share)s%%。")
    return _nested_areas(
        Chart(
            name="economic",
            title=_("基本支出按部门预算经济分类"),
            sentence=_sentence(lines, first, {}),
            unit=Unit.YUAN,
            scope=_("一般公共预算的基本支出"),
            source=source,
        ),
        lines,
        parts,
        address,
        source_page,
    )


def _nested_areas(
    chart: Chart,
    lines: Sequence[ClassifiedLine],
    parts: Sequence[Part],
    address: Address | None,
    source_page: str,
) -> Chart | None:
    """The chart with its areas and its table; None when nothing is printed."""
    whole = total_line(lines)
    if whole is None or not whole.total:
        return None
    areas = _areas(lines, whole, _colours(parts))
    return replace(
        chart,
        figure=figure_of(_treemap(areas, whole.total), {"uniformtext": {"mode": "hide", "minsize": 12}}),
        columns=(_("科目"), _("合计（元）"), _("占比")),
        rows=tuple(_line_row(line, whole.total, source_page) for line in lines),
        links={a.key: address(a.line) for a in areas if a.size} if address else {},
    )


def _treemap(areas: Sequence[_Area], whole: Decimal) -> go.Treemap:
    return go.Treemap(
        ids=[a.key for a in areas],
        parents=[a.parent for a in areas],
        labels=[label(a.line.name) for a in areas],
        values=[float(a.size) for a in areas],
        text=[format_speakable(a.line.total or Decimal()) for a in areas],
        customdata=[_hover(a.line, whole) for a in areas],
        textinfo="label+text",
        hovertemplate="<b>%{label}</b><br>%{customdata}<extra></extra>",
        branchvalues="remainder",
        maxdepth=LEVELS_AT_ONCE,
        meta=_telling_level(areas),
        sort=True,
        marker={"colors": [a.colour for a in areas]},
    )


def _telling_level(areas: Sequence[_Area]) -> str:
    """The area that a small screen opens first: the first, from the total inwards, without a part above 80 %."""
    here = areas[0]
    while True:
        parts = [area for area in areas if area.parent == here.key]
        whole = sum((area.line.total or Decimal() for area in parts), Decimal())
        largest = max(parts, key=lambda area: area.line.total or Decimal(), default=None)
        if largest is None or (largest.line.total or Decimal()) * 100 <= whole * MOST_OF_A_LEVEL:
            return here.key
        if not any(area.parent == largest.key for area in areas):
            return here.key
        here = largest


def _hover(line: ClassifiedLine, whole: Decimal) -> str:
    yuan = line.total or Decimal()
    words = {"exact": format_amount(yuan, Unit.YUAN), "share": share(yuan, whole)}
    return _("%(exact)s 元<br>占全部 %(share)s%%") % words


def _areas(
    lines: Sequence[ClassifiedLine], whole: ClassifiedLine, colours: Mapping[ClassifiedLine, str]
) -> list[_Area]:
    """The total, then every coded line under the nearest line above it that is printed."""
    keys = {"": "total"}
    areas = [_Area("total", "", whole, Decimal(), GROUND)]
    colour_of = {"total": GROUND}
    for line in lines:
        if line is whole or not line.code or not line.total or line.total < 0:
            continue
        parent = keys[next((above for above in codes_above(line.code) if above in keys), "")]
        key = line.code if line.code not in keys else f"{line.code}-{len(areas)}"
        keys.setdefault(line.code, key)
        colour_of[key] = colours.get(line) or colour_of[parent]
        size = Decimal() if _has_parts(line, lines) else line.total
        areas.append(_Area(key, parent, line, size, colour_of[key]))
    return areas


def _has_parts(line: ClassifiedLine, lines: Sequence[ClassifiedLine]) -> bool:
    """Whether a line further down in the classification divides this one."""
    return any(ln.code != line.code and ln.code.startswith(line.code) and (ln.total or 0) > 0 for ln in lines)


def _colours(parts: Sequence[Part]) -> dict[ClassifiedLine, str]:
    """The colour of each line of the parts, as in the strip of 100 yuan."""
    return {line: f"var(--c{n})" for n, part in enumerate(parts, start=1) for line in part.lines}


def _sentence(lines: Sequence[ClassifiedLine], first: str, words: Mapping[str, str]) -> str:
    """The largest class, and the largest section in it."""
    whole = total_line(lines)
    largest = _largest(line for line in lines if line.level == Level.CLASS.value)
    if largest is None or whole is None or not whole.total:
        return ""
    told = first % {**_words(largest, whole.total), **words}
    section = _largest(children_of(largest, lines))
    if section is None:
        return told
    second = _("其中最大的一款是%(name)s，%(amount)s，占全部的 %(share)s%%。")
    return told + second % _words(section, whole.total)


def _largest(lines: Iterable[ClassifiedLine]) -> ClassifiedLine | None:
    return max((line for line in lines if line.total), key=lambda line: line.total or Decimal(), default=None)


def _words(line: ClassifiedLine, whole: Decimal) -> dict[str, object]:
    yuan = line.total or Decimal()
    return {"name": label(line.name), "amount": format_speakable(yuan), "share": share(yuan, whole)}


_ROW_LEVELS = {level.value: level.word for level in Level}


def _line_row(line: ClassifiedLine, whole: Decimal, source_page: str) -> ChartRow:
    name = f"{line.code} {line.name}".strip()
    if line.total is None:
        return ChartRow(name, ("", ""), _ROW_LEVELS[line.level])
    derived = _("（推算）") if line.derived else ""
    cells = (format_amount(line.total, Unit.YUAN) + derived, f"{share(line.total, whole)}%")
    printed = source_page + line.figure.in_source if line.figure else ""
    return ChartRow(name, cells, _ROW_LEVELS[line.level], sources=(printed,))
