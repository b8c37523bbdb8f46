"""What a chart is made of."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import Any

import plotly.graph_objects as go
import plotly.io
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from budgets.form.amounts import Unit
from budgets.words import charts as words
from budgets.words.money import in_english, unit_name
from budgets.words.official import marked, of_words, with_gloss
from budgets.words.sentences import linked

plotly.io.templates.default = None  # Plotly's own template would add 6.5 kB to every figure


FRAME_HEIGHTS = {"few": 560, "tall": 720, "panels": 960, "ranked": 1440}


@dataclass(frozen=True)
class ChartRow:
    """One row of the table beside a chart; `cells` are exact and ready to read.

    `sources` are the addresses of the printed figures, "" where the document does not print that amount.
    """

    name: str
    cells: tuple[str, ...]
    level: str = ""
    link: str = ""
    sources: tuple[str, ...] = ()

    @property
    def heading(self) -> SafeString:
        """The name as the row's heading, with its link where it has one."""
        return linked(with_gloss(self.name), self.link)

    @property
    def amounts(self) -> list[SafeString]:
        """The cells as markup, each with a link to where it is printed."""
        pairs = zip_longest(self.cells, self.sources, fillvalue="")
        return [linked(marked(cell), address) for cell, address in pairs]


@dataclass(frozen=True)
class Chart:
    """A picture with one sentence about it, its unit, scope and source, and the numbers it shows.

    `unit` is a unit of money, or the measure word of things that are counted; then there is no scope.
    `instead` is the sentence that stands in place of the picture, where drawing it would be wrong. `embed` is the address of the chart alone, "" where it has none; `owner` names the body in file names.
    """

    name: str
    title: str
    sentence: str
    unit: Unit | str
    scope: str
    source: str
    figure: dict[str, Any] = field(default_factory=dict)
    columns: tuple[str, ...] = ()
    rows: tuple[ChartRow, ...] = ()
    size: str = "tall"
    links: Mapping[str, str] = field(default_factory=dict)
    embed: str = ""
    owner: str = ""
    instead: str = ""

    @property
    def frame_height(self) -> int:
        """How high a frame must be to hold the chart and its words on a phone, in pixels."""
        return FRAME_HEIGHTS[self.size]

    @property
    def data_id(self) -> str:
        """The id of the script element that carries the figure."""
        return f"chart-{self.name}-data"

    @property
    def unit_name(self) -> str:
        """The unit in the language of the page."""
        return unit_name(self.unit) if isinstance(self.unit, Unit) else self.unit

    @property
    def below(self) -> SafeString:
        """The words under the chart."""
        return words.below(self.scope, self.unit_name, self.source)

    @property
    def payload(self) -> dict[str, Any]:
        """What frontend/src/charts draws, with the words that it writes under a picture and in a saved one.

        `at_spaces` are the names of bars that break into lines at their spaces, as words do; others break anywhere.
        """
        return {
            **self.figure,
            "title": self.title,
            "note": words.in_picture(self.scope, self.unit_name, self.source),
            "unit": self.unit_name,
            "colon": _("："),
            "locale": "en" if in_english() else "zh-CN",
            "at_spaces": [name for name in _names_of_bars(self.figure) if of_words(name)],
            "file_name": f"{self.owner}-{self.name}".strip("-"),
            "links": dict(self.links),
        }


def _names_of_bars(figure: Mapping[str, Any]) -> list[str]:
    """The names of lying bars, each once."""
    lying = (trace for trace in figure.get("data", ()) if trace.get("orientation") == "h")
    return list(dict.fromkeys(name for trace in lying for name in trace["y"]))


def figure_of(trace: Any, layout: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """A figure as plain values; Plotly checks every property name on the way."""
    figure = go.Figure(trace, layout=dict(layout or {})).to_plotly_json()
    figure["layout"].pop("template", None)
    return {"data": figure["data"], "layout": figure["layout"]}


def undrawn(name: str, title: str, why: SafeString) -> Chart:
    """A chart that is not drawn, with the sentence that says why, so that its page and its frame say it too."""
    return Chart(name=name, title=title, sentence="", unit="", scope="", source="", instead=why)
