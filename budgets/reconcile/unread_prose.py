"""What a check says where prose that it needs was not read: a paragraph garbled, a picture in its place, or hidden.

A check of a section or a project statement needs all of it: the missing part, entry or amount may be what was not read, and
of two sentences the wrong one may have been compared. So none of it differs. Defects that the words themselves show
(punctuation, a date that does not exist) stay, unless they stand in words that are garbled.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from budgets.form.garbled import is_garbled
from budgets.form.terms import HiddenKind, UnreadCause, Verdict
from budgets.parsing.records import BudgetReport
from budgets.reconcile.outcomes import CheckOutcome, PrintedAt
from budgets.reconcile.wording import Wording, undecided, worded

_HIDING = (HiddenKind.HIDDEN_TEXT, HiddenKind.UNSEEN_TEXT, HiddenKind.OUTSIDE_PAGE, HiddenKind.LAYER)
_At = tuple[int, float]  # page and height, or line: the order in which things stand in a document
_BELOW_ALL = 10**6  # a height below every page
_RUNNING = "furniture: running header or footer"  # the owner of lines that stand between those of the text

# Checks of words by themselves, whatever stands beside them.
_OF_WORDS = re.compile(
    r"text\.(?!quotes)|statements\.dates|narrative\.move|form\.(?!contents|unlisted|stated)"
)
# An amount in words and the cell that prints it: an earlier sentence may have stated the amount.
_OF_FIRST_SENTENCE = re.compile(r"narrative\.t\d|form\.stated")
# Headings: each piece of prose may hold the one that was not found.
_OF_HEADINGS = re.compile(r"form\.(?:contents|unlisted)")


@dataclass(frozen=True)
class _Gap:
    """Something that was not read: where it begins, why, its place, and of whose prose it is."""

    at: _At
    cause: UnreadCause
    place: PrintedAt
    pieces: frozenset[str]


class UnreadProse:
    """What of a report's prose was not read, and which checks it leaves undecided."""

    def __init__(self, report: BudgetReport) -> None:
        self._year = report.year
        lines = ((_at(x.place), x.owner) for x in report.lines if x.owner and x.owner != _RUNNING)
        self._lines = sorted((at, _piece(owner)) for at, owner in lines if at is not None)
        self._starts = [at for at, _ in self._lines]
        self._owners: dict[object, str] = {x.place: _piece(x.owner) for x in report.lines if x.owner}
        self._gaps = [gap for cause, place in _unread(report) if (gap := self._gap(cause, place)) is not None]

    def settled(self, result: CheckOutcome) -> CheckOutcome:
        """The check, without a verdict where it differs and needs prose that was not read."""
        if result.verdict is not Verdict.DIFFERS or not self._gaps:
            return result
        gap = next((gap for gap in self._gaps if self._touches(gap, result)), None)
        return result if gap is None else self._undecided(result, gap.cause)

    def _touches(self, gap: _Gap, result: CheckOutcome) -> bool:
        prose = [
            place.printed for place in result.places if place.table is None and place.printed is not None
        ]
        if any(printed == gap.place for printed in prose):
            return True
        if _OF_HEADINGS.match(result.code):
            return True
        if _OF_WORDS.match(result.code):
            return False
        near = [printed for printed in prose if self._piece_at(printed) in gap.pieces]
        if _OF_FIRST_SENTENCE.match(result.code):
            return any((at := _at(printed)) is not None and gap.at <= at for printed in near)
        return bool(near)

    def _undecided(self, result: CheckOutcome, cause: UnreadCause) -> CheckOutcome:
        """The check as one that cannot be made; neither side is said to be whole."""
        wording = _neutral(result.wording, self._year)
        if result.wording.code != "undecided":
            wording = undecided(wording, worded("why.unread", cause=cause.value))
        return replace(
            result, verdict=Verdict.UNKNOWN, wording=wording, left=None, right=None, difference=None
        )

    # ---- places

    def _gap(self, cause: UnreadCause, place: PrintedAt) -> _Gap | None:
        """Of whose prose it is: a whole page, and what stands behind a table, is of what follows too. None in a table or on the cover."""
        at = _at(place)
        if at is None:
            found = {self._owners[place]} if place in self._owners else set()
            return _Gap((0, 0), cause, place, frozenset(found)) if found else None
        is_page = place.page is not None and getattr(place, "box", None) is None
        pieces = {self._before(at)}
        if is_page or next(iter(pieces)).startswith("table "):
            pieces.add(self._behind((at[0], _BELOW_ALL) if is_page else at))
        of_prose = frozenset(x for x in pieces if x not in ("", "cover") and not x.startswith("table "))
        is_words = place in self._owners or cause is UnreadCause.NOT_UNDERSTOOD
        return _Gap(at, cause, place, of_prose) if of_prose or is_words else None

    def _piece_at(self, printed: PrintedAt) -> str:
        at = _at(printed)
        return self._owners.get(printed) or (self._before(at) if at is not None else "")

    def _before(self, at: _At) -> str:
        n = bisect_right(self._starts, at)
        return self._lines[n - 1][1] if n else ""

    def _behind(self, at: _At) -> str:
        n = bisect_right(self._starts, at)
        return self._lines[n][1] if n < len(self._lines) else ""


def _unread(report: BudgetReport) -> Iterator[tuple[UnreadCause, PrintedAt]]:
    # What was not understood and can be read is told by the rule that needs it.
    for unread in report.unread_elsewhere:
        if unread.cause is not UnreadCause.NOT_UNDERSTOOD or is_garbled(unread.text):
            yield unread.cause, unread.place
    # A comment of a Markdown file is part of its text; elsewhere a comment stands beside it.
    hiding = (*_HIDING, HiddenKind.COMMENT) if report.format == "md" else _HIDING
    for hidden in report.hidden:
        if hidden.kind in hiding and hidden.place.table is None:
            yield UnreadCause.HIDDEN, hidden.place


def _at(place: PrintedAt) -> _At | None:
    if place.line is not None:
        return 0, place.line
    box = getattr(place, "box", None)
    return None if place.page is None else (place.page, box[1] if box else 0)


def _piece(owner: str) -> str:
    """Which section, statement or table the owner of a line is: without the part of it. The notes of a table are prose."""
    if owner.endswith(": note"):
        return f"notes of {owner}"
    return owner if owner.startswith("section:") else owner.partition(":")[0]


# ---- the question without its answer ---------------------------------------------------------------------

_QUESTIONS: Mapping[str, Wording] = {
    "form.contents.missing": worded("form.contents.unread"),
    "form.contents.table-missing": worded("form.contents.table-unread"),
    "form.contents.order.sections-moved": worded("form.contents.order.sections"),
    "form.contents.order.tables-moved": worded("form.contents.order.tables"),
    "form.stated.contrary": worded("form.stated"),
    "form.unlisted": worded("form.listed"),
    "form.unlisted.table": worded("form.listed.table"),
    "narrative.reason.contrary": worded("narrative.reason"),
    "narrative.reason.whole-contrary": worded("narrative.reason.whole"),
    "statements.form.period-other": worded("statements.form.period"),
    "statements.numbering.gap": worded("statements.numbering"),
    "statements.order.other": worded("statements.order"),
    "statements.parts.missing": worded("statements.parts"),
    "statements.percents.falling": worded("statements.percents.rising"),
    "statements.percents.other": worded("statements.percents"),
    "statements.period.backward": worded("statements.period"),
    "statements.period.outside": worded("statements.period"),
    "text.quotes.no-first": worded("text.quotes"),
    "text.quotes.no-second": worded("text.quotes"),
}


def _neutral(wording: Wording, year: int) -> Wording:
    """What the check asks, where its sentence says what was found."""
    question = _QUESTIONS.get(wording.code)
    if question is None:
        return wording
    asked = replace(wording, code=question.code)
    return asked.with_more(year=str(year)) if wording.code == "statements.period.backward" else asked
