"""Which printed figures have a finding, and the worst finding of each."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from budgets.form.references import Reference
from budgets.form.terms import Verdict
from budgets.models import CheckResult, EditionVersion, Figure, StatedFact
from budgets.pages.checks.read import WORST_FIRST
from budgets.words.checks import at_figure


@dataclass(frozen=True)
class Mark:
    """The cause of the worst finding about a figure, its number in the list of checks, and how many causes there are."""

    finding: CheckResult
    rank: int  # its place in the list of all causes, worst first, from 0
    count: int = 1


@dataclass(frozen=True)
class Marks:
    """Every mark of a version: by the number of a figure, and by that of a stated number or of its printed change."""

    figures: Mapping[int, Mark]
    facts: Mapping[tuple[int, bool], Mark]

    def at(self, printed: Figure | StatedFact | None, *, change: bool = False) -> Mark | None:
        """The mark at a figure of the official tables, at a number that the notes state, or at its printed change."""
        if isinstance(printed, Figure):
            return self.figures.get(printed.position)
        if isinstance(printed, StatedFact):
            return self.facts.get((printed.position, change))
        return None

    def worst(self, figures: Iterable[Figure]) -> Mark | None:
        """The worst mark at any of the figures that one of our sums adds up; None without any."""
        found = [mark for figure in figures if (mark := self.at(figure))]
        return min(found, key=lambda mark: mark.rank, default=None)


def marks_of(version: EditionVersion) -> Marks:
    """The marks of a version; one query. Checks that agree make no mark, and blank cells have none."""
    findings = sorted(
        version.checkresults.all().findings().order_by("position"),
        key=lambda each: WORST_FIRST.index(each.verdict),
    )
    rank_of = {each.position: n for n, each in enumerate(each for each in findings if each.cause is None)}
    by_position = {each.position: each for each in findings}
    figures: dict[int, dict[int, Mark]] = defaultdict(dict)
    facts: dict[tuple[int, bool], dict[int, Mark]] = defaultdict(dict)
    for finding in findings:
        cause = finding.cause or finding.position
        mark = Mark(by_position[cause], rank_of[cause])
        for reference in _marked(finding):
            if isinstance(reference, int):
                figures[reference][cause] = mark
            elif reference[0] == "fact":
                facts[int(str(reference[1])), len(reference) > 2][cause] = mark
    return Marks(_worst_of_each(figures), _worst_of_each(facts))


Key = TypeVar("Key")


def _worst_of_each(marks: Mapping[Key, Mapping[int, Mark]]) -> dict[Key, Mark]:
    """The worst cause at each figure, with the number of causes there."""
    return {
        key: replace(min(causes.values(), key=lambda mark: mark.rank), count=len(causes))
        for key, causes in marks.items()
    }


def _marked(finding: CheckResult) -> Iterable[Reference]:
    """What gets a sign: every figure compared, but for a rounded sum only its printed total.

    The parts of such a sum are not in doubt.
    """
    marked = finding.references[:1] if finding.verdict == Verdict.ROUNDING.word else finding.references
    return [each for n, each in enumerate(marked) if each not in marked[:n]]


# ± marks a sum that is off by rounding; ≈ would read as “about” beside an exact figure.
SIGNS = {Verdict.DIFFERS: "≠", Verdict.ROUNDING: "±", Verdict.UNKNOWN: "?"}


CHECKS_OF_A_PAGE = 100


def mark_link(mark: Mark | None, checks_page: str) -> SafeString:
    """The sign of the worst finding with its words as a hint; "" where there is no finding."""
    if mark is None:
        return SafeString("")
    finding, verdict = mark.finding, Verdict.of(mark.finding.verdict)
    page = mark.rank // CHECKS_OF_A_PAGE + 1
    query = f"?page={page}" if page > 1 else ""
    return format_html(
        '<a class="mark mark--{}" href="{}" title="{}" aria-label="{}">{}</a>',
        finding.verdict,
        f"{checks_page}{query}#check-{finding.position}",
        at_figure(verdict.value, finding.title, mark.count),
        _("核对提示：%(verdict)s") % {"verdict": _(verdict.value)},
        SIGNS[verdict],
    )
