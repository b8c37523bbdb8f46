"""Which findings are about the same printed words, or follow from words that a finding says are wrong."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from budgets.form.spelling import squeeze
from budgets.form.terms import Verdict
from budgets.reconcile.cause_keys import Key
from budgets.reconcile.outcomes import AtChange, AtFact, CheckOutcome, ComparedPlace, PrintedAt, Span

_UNFINISHED = ("text.reason.", "text.template.")
_OF_KIND = ("form.kind.words.", "form.kind.heading.", "form.kind.contents.", "form.kind.title.")


@dataclass(frozen=True)
class WordKeys:
    """The findings of a report, and what printed words they have in common."""

    findings: Sequence[CheckOutcome]

    def of(self, check: CheckOutcome) -> Iterator[Key]:
        """What the finding is about, where all that is about it has one cause."""
        if check.code.startswith("text."):
            yield from (("at", *self._stretch[span]) for span in _spans(check))
        elif check.verdict is Verdict.UNKNOWN:
            yield from self._not_understood(check)
        if check.code.startswith(_OF_KIND):
            yield "kind", str(check.wording.parameters.get("printed"))

    @cached_property
    def _stretch(self) -> Mapping[Span, tuple[str, int]]:
        """For the words of each defect of the text where the words that overlap with them begin: two rules may see one slip."""
        begins: dict[Span, tuple[str, int]] = {}
        last: Span = ("", 0, 0)
        spans = {span for check in self.findings if check.code.startswith("text.") for span in _spans(check)}
        for prose, start, end in sorted(spans):
            goes_on = prose == last[0] and start < last[2]
            last = (prose, last[1], max(end, last[2])) if goes_on else (prose, start, end)
            begins[prose, start, end] = last[:2]
        return begins

    def _not_understood(self, check: CheckOutcome) -> Iterator[Key]:
        """The first words left unfinished that an undecided check quotes: it could not understand them.

        Of several only the first, so that these stay slips of their own.
        """
        for place in check.places if self._unfinished else ():
            for words, line, span in self._unfinished:
                if words in squeeze(place.text) and line == _line_of(place):
                    yield "at", *self._stretch[span]
                    return

    @cached_property
    def _unfinished(self) -> Sequence[tuple[str, tuple[int | None, int | None], Span]]:
        """Words that were left unfinished, each with its line and what it stands at."""
        return [
            (squeeze(str(check.wording.parameters["words"])), _line_of(check.places[0]), span)
            for check in self.findings
            if check.code.startswith(_UNFINISHED) and "words" in check.wording.parameters
            for span in _spans(check)
        ]


def _spans(check: CheckOutcome) -> list[Span]:
    return [place.span for place in check.places if place.span is not None]


def _line_of(place: ComparedPlace) -> tuple[int | None, int | None]:
    """Page and line where the passage begins from which the words are."""
    at: PrintedAt | None = place.printed
    if isinstance(place.what, AtFact | AtChange):
        at = place.what.fact.place
    return (at.page, at.line) if at else (None, None)
