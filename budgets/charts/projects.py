"""The project statements, ranked."""

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from typing import Any

import plotly.graph_objects as go
from django.utils.translation import gettext as _

from budgets.amounts import Unit, convert, format_amount, format_speakable
from budgets.charts.base import Chart, ChartRow, figure_of
from budgets.models import ProjectStatement

Address = Callable[[ProjectStatement], str]


def projects_by_amount(
    statements: Iterable[ProjectStatement], source: str = "", address: Address | None = None
) -> Chart | None:
    """The statements that give an amount, largest first, as bars in 万元; None when fewer than two do.

    `address` gives the page of a statement, which its bar leads to.
    """
    ranked = sorted(
        (s for s in statements if s.total is not None), key=lambda s: s.total or Decimal(), reverse=True
    )
    if len(ranked) < 2:  # one bar compares nothing
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
        figure=figure_of(_ranked_bars(names, ranked), _ranked_layout()),
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
