"""Every chart: rows in, Chart out. The only place where an amount becomes a float, for drawing alone.

Colours are tokens of site.css (“var(--c1)”), which charts.js replaces; exact amounts stand in the rows.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import plotly.graph_objects as go
import plotly.io
from django.utils.translation import gettext as _

from budgets.amounts import Unit, convert, format_amount, format_speakable, share
from budgets.models import ExpenditureLine, ProjectStatement
from budgets.queries.overview import Part, children_of, total_line
from budgets.vocabulary import Level, Scope

plotly.io.templates.default = None  # its own looks would add 6.5 kB to every figure

GROUND = "var(--wash)"
LEVELS_AT_ONCE = 4  # the total, 类, 款 and 项
ROOM_FOR_LABEL = 7.0  # per cent of the strip's width
ROOM_ON_PHONE = 15.0


@dataclass(frozen=True)
class ChartRow:
    """One row of the table that goes with a chart; `cells` are exact and ready to read."""

    name: str
    cells: tuple[str, ...]
    level: str = ""
    link: str = ""


@dataclass(frozen=True)
class Chart:
    """A picture with its sentence, unit, scope and source, and the numbers it is made of."""

    name: str
    title: str
    sentence: str
    unit: Unit
    scope: str
    source: str
    figure: dict[str, Any]
    columns: tuple[str, ...]
    rows: tuple[ChartRow, ...]
    size: str = "tall"
    links: Mapping[str, str] = field(default_factory=dict)

    @property
    def data_id(self) -> str:
        """The id of the script element that carries the figure."""
        return f"chart-{self.name}-data"

    @property
    def payload(self) -> dict[str, Any]:
        """What charts.js draws, and what it writes under a saved picture."""
        note = _("资金口径：%(scope)s；单位：%(unit)s。%(source)s") % {
            "scope": self.scope,
            "unit": self.unit.value,
            "source": self.source,
        }
        return {
            **self.figure,
            "title": self.title,
            "note": note,
            "file_name": self.name,
            "links": dict(self.links),
        }


def _figure(trace: Any, layout: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """A figure as plain values; Plotly checks every property name on the way."""
    figure = go.Figure(trace, layout=dict(layout or {})).to_plotly_json()
    figure["layout"].pop("template", None)
    return {"data": figure["data"], "layout": figure["layout"]}


# ---- Where the money goes: classes, sections, items ----


@dataclass(frozen=True)
class _Area:
    """One area of the nested picture. Only lowest areas have a size, so that no parent can fail to fit."""

    key: str
    parent: str
    line: ExpenditureLine
    size: Decimal
    colour: str


def functional_breakdown(
    lines: Sequence[ExpenditureLine],
    parts: Sequence[Part],
    source: str,
    address: Callable[[str], str] | None = None,
) -> Chart | None:
    """Table 3 as nested areas, 合计 → 类 → 款 → 项, opened by a click; None when nothing is printed.

    The document rounds: some parents are printed 1 yuan above or below their children. Areas are therefore
    as large as their lowest lines together, and every label shows the printed amount. `address` gives the
    page of a code, which a lowest area leads to.
    """
    whole = total_line(lines)
    if whole is None or not whole.total:
        return None
    areas = _areas(lines, whole, _colours(parts))
    return Chart(
        name="functions",
        title=_("支出按功能分类"),
        sentence=_breakdown_sentence(lines, whole.total),
        unit=Unit.YUAN,
        scope=Scope.ALL_FUNDS.value,
        source=source,
        figure=_figure(_treemap(areas, whole.total), {"uniformtext": {"mode": "hide", "minsize": 12}}),
        columns=(_("科目"), _("合计（元）"), _("占比")),
        rows=tuple(_line_row(line, whole.total) for line in lines),
        links={a.key: address(a.line.code) for a in areas if a.size} if address else {},
    )


def _treemap(areas: Sequence[_Area], whole: Decimal) -> go.Treemap:
    return go.Treemap(
        ids=[a.key for a in areas],
        parents=[a.parent for a in areas],
        labels=[a.line.name for a in areas],
        values=[float(a.size) for a in areas],
        text=[format_speakable(a.line.total or Decimal()) for a in areas],
        customdata=[_hover(a.line, whole) for a in areas],
        textinfo="label+text",
        hovertemplate="<b>%{label}</b><br>%{customdata}<extra></extra>",
        branchvalues="remainder",
        maxdepth=LEVELS_AT_ONCE,
        sort=True,
        marker={"colors": [a.colour for a in areas]},
    )


def _hover(line: ExpenditureLine, whole: Decimal) -> str:
    yuan = line.total or Decimal()
    words = {"exact": format_amount(yuan, Unit.YUAN), "share": share(yuan, whole)}
    return _("%(exact)s 元<br>占全部支出 %(share)s%%") % words


def _areas(
    lines: Sequence[ExpenditureLine], whole: ExpenditureLine, colours: Mapping[int, str]
) -> list[_Area]:
    """The total, then every coded line under the nearest line above it that is printed."""
    keys = {"": "total"}
    areas = [_Area("total", "", whole, Decimal(), GROUND)]
    colour_of = {"total": GROUND}
    for line in lines:
        if line is whole or not line.code or not line.total or line.total < 0:
            continue
        above = (code for code in (line.code[:5], line.code[:3]) if code in keys and code != line.code)
        parent = keys[next(above, "")]
        key = line.code if line.code not in keys else f"{line.code}-{line.number}"
        keys.setdefault(line.code, key)
        colour_of[key] = colours.get(line.pk) or colour_of[parent]
        size = Decimal() if _has_parts(line, lines) else line.total
        areas.append(_Area(key, parent, line, size, colour_of[key]))
    return areas


def _has_parts(line: ExpenditureLine, lines: Sequence[ExpenditureLine]) -> bool:
    """Whether a line further down in the classification divides this one."""
    return any(ln.code != line.code and ln.code.startswith(line.code) and (ln.total or 0) > 0 for ln in lines)


def _colours(parts: Sequence[Part]) -> dict[int, str]:
    """The colour of each line that is a part of its own or in a group, the same as in the strip."""
    return {line.pk: f"var(--c{n})" for n, part in enumerate(parts, start=1) for line in part.lines}


def _breakdown_sentence(lines: Sequence[ExpenditureLine], whole: Decimal) -> str:
    largest = _largest(line for line in lines if line.level == Level.CLASS.value)
    if largest is None:
        return ""
    first = _("按功能分类，最大的一类是%(name)s，%(amount)s，占 %(share)s%%。") % _words(largest, whole)
    section = _largest(children_of(largest, lines))
    if section is None:
        return first
    second = _("其中最大的一款是%(name)s，%(amount)s，占全部支出的 %(share)s%%。")
    return first + second % _words(section, whole)


def _largest(lines: Iterable[ExpenditureLine]) -> ExpenditureLine | None:
    return max((line for line in lines if line.total), key=lambda line: line.total or Decimal(), default=None)


def _words(line: ExpenditureLine, whole: Decimal) -> dict[str, object]:
    yuan = line.total or Decimal()
    return {"name": line.name, "amount": format_speakable(yuan), "share": share(yuan, whole)}


_ROW_LEVELS = {level.value: level.name.lower() for level in Level}


def _line_row(line: ExpenditureLine, whole: Decimal) -> ChartRow:
    name = f"{line.code} {line.name}".strip()
    if line.total is None:
        return ChartRow(name, ("", ""), _ROW_LEVELS[line.level])
    cells = (format_amount(line.total, Unit.YUAN), f"{share(line.total, whole)}%")
    return ChartRow(name, cells, _ROW_LEVELS[line.level])


# ---- Projects ----

Address = Callable[[ProjectStatement], str]


def projects_by_amount(
    statements: Iterable[ProjectStatement], source: str = "", address: Address | None = None
) -> Chart | None:
    """The statements that give an amount, largest first, as bars in 万元; None when none does.

    `address` gives the page of a statement, which its bar leads to.
    """
    ranked = sorted(
        (s for s in statements if s.total is not None), key=lambda s: s.total or Decimal(), reverse=True
    )
    if not ranked:
        return None
    names = _distinct([_name(s) for s in ranked])
    links = {name: address(s) for name, s in zip(names, ranked, strict=True)} if address else {}
    return Chart(
        name="projects",
        title=_("项目按预算金额排列"),
        sentence=_projects_sentence(ranked),
        unit=Unit.WAN,
        scope=_("说明所列资金（财政与自筹，见各项目）"),
        source=source,
        figure=_figure(_ranked_bars(names, ranked), _ranked_layout()),
        columns=(_("项目"), _("预算合计（万元）"), _("金额性质")),
        rows=tuple(_project_row(s, links.get(name, "")) for name, s in zip(names, ranked, strict=True)),
        size="ranked" if len(ranked) > 12 else "tall",
        links=links,
    )


def _ranked_bars(names: Sequence[str], ranked: Sequence[ProjectStatement]) -> go.Bar:
    return go.Bar(
        orientation="h",
        y=list(names),
        x=[float(convert(s.total or Decimal(), Unit.WAN)) for s in ranked],
        text=[_about(s) + format_amount(s.total or Decimal(), Unit.WAN) for s in ranked],
        textposition="outside",
        hovertemplate="<b>%{y}</b><br>%{text} 万元<extra></extra>",
        marker={"color": "var(--c1)"},
    )


def _ranked_layout() -> dict[str, Any]:
    amounts = {"title": {"text": Unit.WAN.value}, "rangemode": "tozero"}
    return {"yaxis": {"autorange": "reversed"}, "xaxis": amounts}


def _projects_sentence(ranked: Sequence[ProjectStatement]) -> str:
    first = ranked[0]
    amount = _about(first) + format_speakable(first.total or Decimal())
    words = {"count": len(ranked), "name": _name(first), "amount": amount}
    return _("%(count)s 份项目说明给出了金额，最大的是“%(name)s”，%(amount)s。") % words


def _project_row(statement: ProjectStatement, link: str) -> ChartRow:
    amount = _about(statement) + format_amount(statement.total or Decimal(), Unit.WAN)
    return ChartRow(_name(statement), (amount, statement.nature), link=link)


def _name(statement: ProjectStatement) -> str:
    return statement.name or _("第 %(number)s 份项目说明") % {"number": statement.number}


def _about(statement: ProjectStatement) -> str:
    return _("约 ") if statement.approximate else ""


def _distinct(names: Sequence[str]) -> list[str]:
    """Plotly puts bars of one name on one line: a repeated name gets its count."""
    seen: dict[str, int] = {}
    out = []
    for name in names:
        seen[name] = seen.get(name, 0) + 1
        out.append(name if seen[name] == 1 else f"{name}（{seen[name]}）")
    return out


# ---- Simple pictures, made by the server ----


@dataclass(frozen=True)
class Segment:
    """One piece of a strip: start and width in per cent, and its label where one fits (`roomy`: not on a phone)."""

    x: str
    width: str
    label: str
    label_x: str
    colour: int
    roomy: bool


def strip(parts: Sequence[Part]) -> tuple[Segment, ...]:
    """The parts side by side over the whole width, in their order."""
    whole = sum((part.yuan for part in parts), Decimal())
    segments = []
    start = 0.0
    for number, part in enumerate(parts, start=1):
        width = float(part.yuan / whole * 100)
        label = str(part.of_hundred) if width >= ROOM_FOR_LABEL else ""
        label_x = _per_cent(start + 0.9)
        roomy = width < ROOM_ON_PHONE
        segments.append(Segment(_per_cent(start), _per_cent(width), label, label_x, number, roomy))
        start += width
    return tuple(segments)


def widths(values: Sequence[Decimal | None], whole: Decimal | None = None) -> tuple[str, ...]:
    """A bar's width for each value, in per cent of `whole` or of the largest; "" for none, zero or less."""
    full = whole if whole is not None else max((v for v in values if v is not None), default=Decimal())
    return tuple(_width(value, full) for value in values)


def _width(value: Decimal | None, full: Decimal) -> str:
    if value is None or value <= 0 or full <= 0:
        return ""
    return _per_cent(min(float(value / full * 100), 100.0))


def _per_cent(value: float) -> str:
    return f"{value:.2f}%"
