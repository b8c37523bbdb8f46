"""What is printed in one version, as a sentence shows it: linked to its place, with the sign of what a check found."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from budgets.models import EditionVersion, Figure, Placed, StatedFact
from budgets.pages.checks.marks import Marks, mark_link
from budgets.pages.places import place_link


@dataclass(frozen=True)
class Printed:
    """The places and marks of a version."""

    version: EditionVersion
    marks: Marks

    def at(self, placed: Placed | None, words: str = "") -> SafeString:
        """Words that lead to where something is printed, or, without words, its place."""
        return place_link(placed, self.version, words)

    def mark(self, printed: Figure | StatedFact | None, *, change: bool = False) -> SafeString:
        """The sign of the worst finding at a printed number, or at its printed change; "" where nothing was found."""
        return mark_link(self.marks.at(printed, change=change), self.version.page("checks"))

    def worst(self, figures: Sequence[Figure]) -> SafeString:
        """The sign of the worst finding at any of the figures that one of our sums adds up."""
        return mark_link(self.marks.worst(figures), self.version.page("checks"))
