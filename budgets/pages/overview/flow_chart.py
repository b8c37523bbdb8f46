"""Where the money comes from and goes: sources → classes → basic and project expenditure."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

import plotly.graph_objects as go
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from budgets.charts.base import Chart, ChartRow, figure_of
from budgets.form.amounts import Unit, format_amount, share
from budgets.form.terms import Scope
from budgets.pages.overview.flow import USES, ClassFlow, Stream
from budgets.words.money import format_short, format_speakable
from budgets.words.official import label

DRAWN_CLASSES = 6  # the others are one node, as their bands would be too thin to read
COLOURS = ("var(--c1)", "var(--c4)", "var(--c5)", "var(--c6)", "var(--c7)")
CROSSING = 0.4  # of a band's colour: bands that cross can both be seen
# A long word, or the one before “and”, ends its line when another word follows: Science and / technology.
_END_OF_LINE = re.compile(r"([a-z]{6,}(?: and)?) (?=[a-z]{4})", re.IGNORECASE | re.ASCII)


@dataclass(frozen=True)
class _Node:
    """A source, a class or a use: its name and what goes through it, yuan."""

    name: str
    yuan: Decimal

    @property
    def label(self) -> str:
        """Name and amount, where there is room for both in one line."""
        return f"{self.name} {format_speakable(self.yuan)}"

    @property
    def for_phone(self) -> dict[str, object]:
        """The lines of the name and the short amount, which stands under them."""
        return {"lines": _END_OF_LINE.sub(r"\1\n", self.name).split("\n"), "short": format_short(self.yuan)}


def money_flow(flows: Sequence[ClassFlow], scope: Scope, source: str, source_page: str = "") -> Chart | None:
    """The flow as bands as wide as their money; None when fewer than two classes or no source is printed.

    Every band is a printed amount, except those of the node of small classes, which are sums.
    """
    if not flows:
        return None
    names = _source_names(flows)
    return Chart(
        name="flow",
        title=_("钱从哪里来，到哪里去"),
        sentence=_sentence(flows, names),
        unit=Unit.YUAN,
        scope=_(scope.value),
        source=source,
        figure=figure_of(_bands(flows, names)),
        columns=(
            _("科目"),
            *(_("来自%(name)s（元）") % {"name": _(name)} for name in names.values()),
            *(_("用于%(name)s（元）") % {"name": _(name)} for name in USES.values()),
        ),
        rows=tuple(_row(flow, names, source_page) for flow in flows),
    )


def _source_names(flows: Sequence[ClassFlow]) -> dict[str, str]:
    """The sources that bring money, by key, in the order of the official columns."""
    return {stream.key: stream.name for flow in flows for stream in flow.sources if stream.yuan}


def _bands(flows: Sequence[ClassFlow], names: Mapping[str, str]) -> go.Sankey:
    drawn = sorted(flows, key=lambda flow: flow.size, reverse=True)
    rest = drawn[DRAWN_CLASSES:] if len(drawn) > DRAWN_CLASSES + 1 else []
    groups = [[flow] for flow in drawn[: len(drawn) - len(rest)]] + ([rest] if rest else [])
    keys = [*names, *(f"class-{n}" for n in range(len(groups))), *USES]
    at = {key: n for n, key in enumerate(keys)}
    colour = dict(zip(names, COLOURS, strict=False))
    bands: list[tuple[int, int, Decimal, str]] = []
    for n, group in enumerate(groups):
        for key in names:
            if (yuan := _amount(group, key, "sources")) > 0:
                bands.append((at[key], at[f"class-{n}"], yuan, colour.get(key, COLOURS[-1])))
        for key in USES:
            if (yuan := _amount(group, key, "uses")) > 0:
                bands.append((at[f"class-{n}"], at[key], yuan, "var(--c2)"))
    nodes = _nodes(flows, names, groups)
    return go.Sankey(
        arrangement="fixed",
        meta={"alpha": CROSSING},
        textfont={"color": "var(--ink)"},
        node={
            "label": [node.label for node in nodes],
            "customdata": [node.for_phone for node in nodes],
            "color": [
                *(colour.get(key, COLOURS[-1]) for key in names),
                *["var(--ink)"] * len(groups),
                *["var(--c2)"] * 2,
            ],
            "hovertemplate": "%{label}<extra></extra>",
        },
        link={
            "source": [band[0] for band in bands],
            "target": [band[1] for band in bands],
            "value": [float(band[2]) for band in bands],
            "color": [band[3] for band in bands],
            "customdata": [format_amount(band[2], Unit.YUAN) for band in bands],
            "hovertemplate": _("%{source.label} → %{target.label}<br>%{customdata} 元") + "<extra></extra>",
        },
    )


def _amount(group: Sequence[ClassFlow], key: str, side: str) -> Decimal:
    streams: list[Stream] = [stream for flow in group for stream in getattr(flow, side) if stream.key == key]
    return sum((stream.yuan for stream in streams), Decimal())


def _nodes(
    flows: Sequence[ClassFlow], names: Mapping[str, str], groups: Sequence[Sequence[ClassFlow]]
) -> list[_Node]:
    """The sources, the classes and the uses."""
    return [
        *(_Node(_(name), _amount(flows, key, "sources")) for key, name in names.items()),
        *(_Node(_class_name(group), sum((flow.size for flow in group), Decimal())) for group in groups),
        *(_Node(_(name), _amount(flows, key, "uses")) for key, name in USES.items()),
    ]


def _class_name(group: Sequence[ClassFlow]) -> str:
    """What a node of one class is called, or one of several."""
    if len(group) > 1:
        return pgettext("图", "其余 %(n)s 类") % {"n": len(group)}
    return label(group[0].name.removesuffix("支出"))


def _sentence(flows: Sequence[ClassFlow], names: Mapping[str, str]) -> str:
    whole = sum((flow.size for flow in flows), Decimal())
    largest = max(names, key=lambda key: _amount(flows, key, "sources"))
    words = {
        "source": _(names[largest]),
        "part": share(_amount(flows, largest, "sources"), whole),
        "project": share(_amount(flows, "project", "uses"), whole),
    }
    if len(names) == 1:
        return _("钱都来自%(source)s；%(project)s%% 用于项目，其余维持日常运转。") % words
    return _("%(part)s%% 的钱来自%(source)s；%(project)s%% 用于项目，其余维持日常运转。") % words


def _row(flow: ClassFlow, names: Mapping[str, str], source_page: str) -> ChartRow:
    streams = {stream.key: stream for stream in (*flow.sources, *flow.uses)}
    wanted = [streams.get(key) for key in (*names, *USES)]
    return ChartRow(
        f"{flow.code} {flow.name}",
        tuple(format_amount(stream.yuan, Unit.YUAN) if stream else "" for stream in wanted),
        sources=tuple(
            source_page + stream.figure.in_source if stream and stream.figure else "" for stream in wanted
        ),
    )
