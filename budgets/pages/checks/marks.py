"""Which printed figures have a finding, and the worst finding of each."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from budgets.form.spelling import squeeze
from budgets.form.terms import Topic, Verdict
from budgets.models import CheckResult, EditionVersion, Figure, StatedFact
from budgets.pages.checks.read import FINE, WORST_FIRST, column_label, row_label
from budgets.words.checks import sentence

# Table number (0 outside the tables), the row's and the column's name in a check, the printed text.
Cell = tuple[int, str, str, str]


@dataclass(frozen=True)
class Mark:
    """The worst finding about a figure, its words, its number in the list of checks, and how many there are."""

    verdict: str
    title: str
    wording: Mapping[str, Any]
    position: int
    rank: int  # its place in the list of all checks, worst first, from 0
    count: int = 1


@dataclass(frozen=True)
class Marks:
    """Every mark of a version by its cell."""

    cells: Mapping[Cell, Mark]

    def at(self, printed: Figure | StatedFact | None, *, change: bool = False) -> Mark | None:
        """The mark at a figure of the nine tables, at a number that the notes state, or at its printed change."""
        if isinstance(printed, Figure):
            row = row_label(printed.code, printed.name)
            column = column_label(printed.table_number, printed.column)
            return self.cells.get((printed.table_number, row, column, squeeze(printed.text)))
        if isinstance(printed, StatedFact):
            topic = Topic.of(printed.topic).value
            quote = printed.change_text if change else printed.text
            return self.cells.get((0, printed.label, topic, squeeze(quote)))
        return None

    def worst(self, figures: Iterable[Figure]) -> Mark | None:
        """The worst mark at any of the figures that one of our sums adds up; None without any."""
        found = [mark for figure in figures if (mark := self.at(figure))]
        return min(found, key=lambda mark: mark.rank, default=None)


def marks_of(version: EditionVersion) -> Marks:
    """The marks of a version; one query. Checks that agree make no mark, and blank cells have none."""
    findings = CheckResult.objects.filter(version=version).exclude(verdict=FINE).order_by("position")
    cells: dict[Cell, Mark] = {}
    rows = findings.values_list("verdict", "title", "wording", "position", "places")
    ranked = enumerate(sorted(rows, key=lambda row: WORST_FIRST.index(row[0])))
    for rank, (verdict, title, wording, position, places) in ranked:
        for cell in {_cell(place) for place in _marked(verdict, places) if place.get("text")}:
            worst = cells.get(cell)
            cells[cell] = (
                replace(worst, count=worst.count + 1)
                if worst
                else Mark(verdict, title, wording, position, rank)
            )
    return Marks(cells)


def _marked(verdict: str, places: list[dict[str, object]]) -> list[dict[str, object]]:
    """The places that get a sign: every figure compared, but for a rounded sum only its printed total.

    The parts of such a sum are not in doubt.
    """
    return places[:1] if verdict == Verdict.ROUNDING.word else places


def _cell(place: Mapping[str, object]) -> Cell:
    table = place.get("table")
    return (
        int(str(table)) if table else 0,
        str(place.get("row") or ""),
        str(place.get("column") or ""),
        squeeze(str(place["text"])),
    )


# ± marks a sum that is off by rounding; ≈ would read as “about” beside an exact figure.
SIGNS = {Verdict.DIFFERS: "≠", Verdict.ROUNDING: "±", Verdict.UNKNOWN: "?"}


CHECKS_OF_A_PAGE = 100


def mark_link(mark: Mark | None, checks_page: str) -> SafeString:
    """The sign of the worst finding with its words as a hint; "" where there is no finding."""
    if mark is None:
        return SafeString("")
    verdict = Verdict.of(mark.verdict)
    words = _("核对提示（%(verdict)s）：%(title)s") % {"verdict": _(verdict.value), "title": sentence(mark)}
    if mark.count > 1:
        words += _("；这个数字共有 %(n)s 项提示") % {"n": mark.count}
    page = mark.rank // CHECKS_OF_A_PAGE + 1
    query = f"?page={page}" if page > 1 else ""
    return format_html(
        '<a class="mark mark--{}" href="{}" title="{}" aria-label="{}">{}</a>',
        mark.verdict,
        f"{checks_page}{query}#check-{mark.position}",
        words,
        _("核对提示：%(verdict)s") % {"verdict": _(verdict.value)},
        SIGNS[verdict],
    )
