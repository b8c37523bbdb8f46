"""The project statements, ranked."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import plotly.graph_objects as go
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from budgets.amounts import Unit, convert, format_amount
from budgets.charts.base import Chart, ChartRow, figure_of
from budgets.models import ProjectStatement
from budgets.money_words import amount_in, format_speakable, unit_name
from budgets.queries.projects import STATEMENT_AMOUNT
from budgets.vocabulary import Nature, Scope

Address = Callable[[ProjectStatement], str]


def projects_by_amount(
    statements: Iterable[ProjectStatement],
    source: str = "",
    *,
    scope: Scope = Scope.ALL_FUNDS,
    address: Address | None = None,
    printed_at: Address | None = None,
) -> Chart | None:
    """The statements that give an amount, largest first, as bars in 万元; None when fewer than two do.

    In the scope of fiscal appropriation the amount is what a statement names as fiscal money. `address` gives
    the page of a statement, which its bar leads to, `printed_at` where its amount is printed ("" for our sum).
    """
    ranked = _ranked(statements, scope)
    if len(ranked) < 2:  # one bar compares nothing
        return None
    names = _distinct([bar.statement.shown_name for bar in ranked])
    named = list(zip(names, ranked, strict=True))
    links = {name: address(bar.statement) for name, bar in named} if address else {}
    return Chart(
        name="projects",
        title=_("项目按预算金额排列"),
        sentence=_projects_sentence(ranked, scope),
        unit=Unit.WAN,
        scope=str(_SCOPE_WORDS[scope]),
        source=source,
        figure=figure_of(_ranked_bars(names, ranked), _ranked_layout()),
        columns=(_("项目"), str(_AMOUNT_WORDS[scope]), _("金额性质")),
        rows=tuple(_project_row(bar, links.get(name, ""), printed_at) for name, bar in named),
        size="ranked" if len(ranked) > 12 else "tall",
        links=links,
    )


_SCOPE_WORDS = {
    Scope.ALL_FUNDS: gettext_lazy("说明所列资金（财政与自筹，见各项目）"),
    Scope.FISCAL: gettext_lazy("说明写明的财政资金"),
}
_AMOUNT_WORDS = {
    Scope.ALL_FUNDS: gettext_lazy("预算合计（万元）"),
    Scope.FISCAL: gettext_lazy("财政资金（万元）"),
}


@dataclass(frozen=True)
class _Bar:
    """A statement and its amount in the chosen scope, yuan. An amount of one source is always stated."""

    statement: ProjectStatement
    yuan: Decimal
    nature: str

    @property
    def text(self) -> str:
        """The amount in 万元, with the document's 约."""
        return (_("约 ") if self.statement.approximate else "") + format_amount(self.yuan, Unit.WAN)

    @property
    def spoken(self) -> str:
        """The same as people say it."""
        return (_("约 ") if self.statement.approximate else "") + format_speakable(self.yuan)


def _ranked(statements: Iterable[ProjectStatement], scope: Scope) -> list[_Bar]:
    """The statements with an amount in that scope, largest first."""
    fiscal = scope is Scope.FISCAL
    bars = [
        _Bar(statement, yuan, Nature.STATED.value if fiscal else statement.nature)
        for statement in statements
        if (yuan := getattr(statement, STATEMENT_AMOUNT[scope])) is not None
    ]
    return sorted(bars, key=lambda bar: bar.yuan, reverse=True)


def _ranked_bars(names: Sequence[str], ranked: Sequence[_Bar]) -> go.Bar:
    return go.Bar(
        orientation="h",
        y=list(names),
        x=[float(convert(bar.yuan, Unit.WAN)) for bar in ranked],
        text=[bar.text for bar in ranked],
        textposition="outside",
        hovertemplate=f"<b>%{{y}}</b><br>{amount_in('%{text}', Unit.WAN)}<extra></extra>",
        marker={"color": "var(--c1)"},
    )


def _ranked_layout() -> dict[str, Any]:
    amounts = {"title": {"text": unit_name(Unit.WAN)}, "rangemode": "tozero"}
    return {"yaxis": {"autorange": "reversed"}, "xaxis": amounts}


def _projects_sentence(ranked: Sequence[_Bar], scope: Scope) -> str:
    words = {"count": len(ranked), "name": ranked[0].statement.shown_name, "amount": ranked[0].spoken}
    if scope is Scope.FISCAL:
        return _("%(count)s 份项目说明写明了财政资金，最多的是“%(name)s”，%(amount)s。") % words
    return _("%(count)s 份项目说明给出了金额，最大的是“%(name)s”，%(amount)s。") % words


def _project_row(bar: _Bar, link: str, printed_at: Address | None) -> ChartRow:
    source = printed_at(bar.statement) if printed_at else ""
    return ChartRow(bar.statement.shown_name, (bar.text, _(bar.nature)), link=link, sources=(source,))


def _distinct(names: Sequence[str]) -> list[str]:
    """Plotly puts bars of one name on one line: a repeated name gets its count."""
    seen: dict[str, int] = {}
    out = []
    for name in names:
        seen[name] = seen.get(name, 0) + 1
        out.append(name if seen[name] == 1 else f"{name}（{seen[name]}）")
    return out
