"""What would change when a draft is published: compared with the live version, or with the year before."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from django.utils.translation import gettext as _

from budgets.changes import (
    NAME,
    Change,
    ChangeKind,
    Entry,
    Group,
    ItemChange,
    ItemStanding,
    Part,
    TextSpan,
    by_item,
    paired,
    spans,
    table_name,
)
from budgets.desk.compared_versions import (
    changes_between,
    entries_of,
    previous_edition_version,
    verdict_changes,
)
from budgets.desk.read import last_public_version
from budgets.form.tables import Role
from budgets.models import EditionVersion
from budgets.pages import Context
from budgets.words.checks import where

MOST = 400  # rows that a page shows; further ones are only counted
# How many pairs of characters may be compared word by word for one page: about a second at most.
WORD_BY_WORD = 30_000_000


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
class YearLine:
    """One line in two years: its main amounts then and now, and whether it is new, ended or renamed."""

    label: str
    standing: ItemStanding
    was_name: str
    cells: tuple[Change, ...]


def changes_for(version: EditionVersion, live: EditionVersion | None) -> Context:
    """What the preview's section on changes shows: the draft against the live or last published version."""
    base = live or last_public_version(version.edition)
    if base is not None:
        return {"compared": base, "same_edition": True, **_corrections(base, version)}
    before = previous_edition_version(version)
    if before is None:
        return {"compared": None}
    return {"compared": before, "same_edition": False, **_years(before, version)}


# ---- a correction ---------------------------------------------------------------------------------------


def _corrections(live: EditionVersion, draft: EditionVersion) -> Context:
    changes = changes_between(live, draft)
    budget = WordBudget(WORD_BY_WORD)
    units = dict(draft.printedtablerecords.values_list("slug", "unit"))
    groups = [
        (
            _title(group, draft, live),
            units.get(group.value, "") if isinstance(group, Role) else "",
            [_shown(c, budget) for c in own],
        )
        for group, own in groupby(changes[:MOST], key=lambda change: change.entry.group)
    ]
    return {
        "changes": groups,
        "change_count": len(changes),
        "not_shown": max(0, len(changes) - MOST),
        "cells": sum(isinstance(change.entry.group, Role) for change in changes),
        "verdicts": verdict_changes(live, draft),
        "same_file": live.source_id == draft.source_id,
    }


def _title(part: Part, version: EditionVersion, before: EditionVersion) -> str:
    """What a part is called, an official table as in the version's form, or in the older one if only that has it."""
    if isinstance(part, Group):
        return part.value
    return table_name(version.form.by_role.get(part) or before.form.table(part))


class WordBudget:
    """Allows so many pairs of characters to be compared; later texts are shown whole, before and after."""

    def __init__(self, pairs: int) -> None:
        self.left = pairs

    def words(self, change: Change) -> tuple[TextSpan, ...]:
        """The removed and added words; () for amounts, for new or removed entries, and when the budget is spent."""
        if change.before is None or change.after is None or change.entry.yuan is not None:
            return ()
        cost = len(change.before.text) * len(change.after.text)
        if cost > self.left:
            return ()
        self.left -= cost
        return tuple(spans(change.before.text, change.after.text))


def _shown(change: Change, budget: WordBudget) -> ShownChange:
    entry = change.entry
    words = budget.words(change)
    column = "" if entry.aspect == NAME and change.kind is not ChangeKind.CHANGED else entry.column
    return ShownChange(
        entry.label,
        column,
        change.kind,
        change.before.text if change.before else "",
        change.after.text if change.after else "",
        change.difference,
        _where(entry),
        change.before.place.in_source if change.before else "",
        change.after.place.in_source if change.after else "",
        words,
    )


def _where(entry: Entry) -> str:
    place = entry.place
    words = where({"page": place.page, "line": place.line})
    return words or (
        _("第%(n)s张表第%(row)s行") % {"n": place.table, "row": place.row} if place.table else ""
    )


# ---- a new year -----------------------------------------------------------------------------------------


def _years(before: EditionVersion, version: EditionVersion) -> Context:
    """Tables with every amount that moved, and the statements that are new or ended."""
    items = by_item(paired(entries_of(before), entries_of(version)))
    tables = [
        (_title(group, version, before), lines)
        for group, own in groupby(items, key=lambda item: item.group)
        if isinstance(group, Role) and (lines := [_year_line(item) for item in own if _moved(item)])
    ]
    statements = [item for item in items if item.group is Group.STATEMENTS]
    return {
        "years": tables,
        "new_statements": _labels(statements, ItemStanding.NEW),
        "ended_statements": _labels(statements, ItemStanding.ENDED),
    }


def _moved(item: ItemChange) -> bool:
    return item.standing is not ItemStanding.KEPT or any(change.moves_money for change in item.changes)


def _year_line(item: ItemChange) -> YearLine:
    was = item.name.before.text if item.name and item.name.before else ""
    cells = tuple(change for change in item.changes if change.moves_money)
    return YearLine(item.label, item.standing, was, cells)


def _labels(items: Iterable[ItemChange], standing: ItemStanding) -> list[str]:
    return [item.label for item in items if item.standing is standing]
