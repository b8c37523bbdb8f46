"""The rows of what changed, cell by cell as the preview shows them."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from budgets.changes import NAME, Change, ChangeKind, Entry, ItemChange, ItemStanding, TextSpan
from budgets.desk.compared_versions import VerdictChange, VerdictChanges
from budgets.form.amounts import Unit
from budgets.models import CheckResult
from budgets.pages.checks.read import FINE
from budgets.pages.precheck.read import starred_words
from budgets.pages.precheck.shown import Tag
from budgets.words import desk_changes as words
from budgets.words.checks import where
from budgets.words.money import exact, signed

LONG = 30  # characters that fit a cell of amounts; longer texts take the width of all three
MARKS = {"delete": "<del>{}</del>", "insert": "<ins>{}</ins>", "equal": "{}"}


class Sources(NamedTuple):
    """The pages with the lines of both documents, to which places are added."""

    was: str
    now: str


class Cell(NamedTuple):
    """One cell: what stands in it, its classes, over how many columns."""

    words: str
    css: str = ""
    span: int = 1


# ---- a correction ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class ShownChange:
    """One change in words. `words` are the parts of a text, marked as kept, removed or added.

    `was_at` and `is_at` lead to where it is printed in either document, "" where it is not.
    """

    label: str
    column: str
    kind: ChangeKind
    before: str
    after: str
    difference: Decimal | None
    place: str
    was_at: str
    is_at: str
    words: tuple[TextSpan, ...] = ()


@dataclass(frozen=True)
class ChangeRow:
    """One change as a row: what it is, where it is printed, and the cells."""

    label: str
    column: str
    place: str
    cells: tuple[Cell, ...]


def shown_change(change: Change, marked: tuple[TextSpan, ...]) -> ShownChange:
    """A change in words; `marked` are the words that were taken out and put in, () for amounts."""
    entry = change.entry
    column = "" if entry.aspect == NAME and change.kind is not ChangeKind.CHANGED else entry.column
    return ShownChange(
        entry.label,
        column,
        change.kind,
        shown_text(change.before),
        shown_text(change.after),
        change.difference,
        _where(entry),
        change.before.place.in_source if change.before else "",
        change.after.place.in_source if change.after else "",
        marked,
    )


def shown_text(entry: Entry | None) -> str:
    """What is printed at an entry; in words personal numbers are starred, as everywhere on the desk."""
    if entry is None:
        return ""
    return entry.text if entry.yuan is not None else starred_words(entry.text)


def _where(entry: Entry) -> str:
    place = entry.place
    found = where({"page": place.page, "line": place.line})
    return found or (words.printed_in(place.table, place.row) if place.table else "")


def change_row(change: ShownChange, sources: Sources) -> ChangeRow:
    """The row of a change, with links to where it is printed in either document."""
    at = sources.now + change.is_at if change.is_at else sources.was + change.was_at if change.was_at else ""
    place = _link(at, change.place) if at and change.place else change.place
    return ChangeRow(change.label, change.column, place, _change_cells(change, sources))


def _change_cells(change: ShownChange, sources: Sources) -> tuple[Cell, ...]:
    if change.words:
        return (Cell(_redlined(change.words), "words", 3),)
    if max(len(change.before), len(change.after)) > LONG:
        sides: list[TextSpan] = [("delete", change.before), ("insert", change.after)]
        return (Cell(_redlined(side for side in sides if side[1]), "words", 3),)
    was = _link(sources.was + change.was_at, change.before) if change.before else words.nothing()
    now = _link(sources.now + change.is_at, change.after) if change.after else words.nothing()
    return Cell(was, "num change-was"), Cell(now, "num change-now"), Cell(_signed(change.difference), "num")


def _redlined(spans: Iterable[TextSpan]) -> SafeString:
    return format_html_join("", "{}", ((format_html(MARKS[kind], text),) for kind, text in spans))


def _link(address: str, text: str) -> SafeString:
    return format_html('<a class="at-cell" href="{}">{}</a>', address, text)


def _signed(difference: Decimal | None) -> str:
    return "" if difference is None else signed(difference, Unit.YUAN)


# ---- checks ---------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class VerdictRow:
    """A check and its verdicts, before and after where both are shown."""

    title: str
    tags: tuple[Tag, ...]


@dataclass(frozen=True)
class VerdictList:
    """Checks that became worse, or better, or are gone; folded away where that is good news."""

    title: str
    about: str
    is_folded: bool
    rows: tuple[VerdictRow, ...]


def verdict_lists(changes: VerdictChanges) -> tuple[VerdictList, ...]:
    """The lists that have any check, the worst first."""
    lists = (
        VerdictList(_("变差的核对"), "", False, tuple(map(_worse, changes.worse))),
        VerdictList(_("结论没变、数字变了的核对"), "", False, tuple(map(_after, changes.altered))),
        VerdictList(_("不再进行的核对"), words.on_gone_checks(), False, tuple(map(_before, changes.gone))),
        VerdictList(_("变好的核对"), "", True, tuple(map(_better, changes.better))),
    )
    return tuple(each for each in lists if each.rows)


def _worse(change: VerdictChange) -> VerdictRow:
    return VerdictRow(change.result.title, (_tag(change.before), _coloured(change.after)))


def _after(change: VerdictChange) -> VerdictRow:
    return VerdictRow(change.result.title, (_coloured(change.after),))


def _before(change: VerdictChange) -> VerdictRow:
    return VerdictRow(change.result.title, (_tag(change.before),))


def _better(change: VerdictChange) -> VerdictRow:
    return VerdictRow(change.result.title, (_tag(change.before), _tag(change.after, FINE)))


def _coloured(result: CheckResult | None) -> Tag:
    return _tag(result, result.verdict if result else "")


def _tag(result: CheckResult | None, verdict: str = "") -> Tag:
    """The verdict of a check in a word, in the colour of one that is named."""
    css = f"verdict--{verdict}" if verdict else ""
    return Tag(result.get_verdict_display() if result else words.no_verdict(), css)


# ---- a new year -----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class YearRow:
    """One amount of a line in two years, or a line without amounts that is new, ended or renamed."""

    label: str
    standing: str
    former_name: str
    cells: tuple[Cell, ...]


def year_rows(item: ItemChange, sources: Sources) -> Iterable[YearRow]:
    """A row for each amount of the line that moved; one row for a line of which none did."""
    known = item.name and item.name.before and not item.name.unread
    former = words.former_name(item.name.before.text if known and item.name and item.name.before else "")
    standing = "" if item.standing is ItemStanding.KEPT else item.standing.value
    moved = [change for change in item.changes if change.moves_money or change.kind is ChangeKind.UNREAD]
    if not moved:
        yield YearRow(item.label, standing, "", (Cell(former, "muted", 5),))
    beside = former if item.standing is ItemStanding.RENAMED else ""
    for change in moved:
        yield YearRow(item.label, standing, beside, _year_cells(change, sources))


def _year_cells(change: Change, sources: Sources) -> tuple[Cell, ...]:
    share = "" if change.share is None else f"{exact(change.share)}%"
    return (
        Cell(conditional_escape(change.entry.column)),
        Cell(_amount(change.before, sources.was), "num change-was"),
        Cell(_amount(change.after, sources.now), "num change-now"),
        Cell(_signed(change.difference), "num"),
        Cell(share, "num"),
    )


def _amount(entry: Entry | None, source: str) -> str:
    """The amount, with a link to where it is printed; "" where that year has none."""
    if entry is None:
        return ""
    if entry.unread:
        return entry.text
    return _link(source + entry.place.in_source, "" if entry.yuan is None else exact(entry.yuan))
