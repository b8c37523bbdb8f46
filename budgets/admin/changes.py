"""What would change when a draft goes live: against the live version cell by cell, or against the year before."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import Any

from django.utils.translation import gettext as _

from budgets.comparison import (
    NAME,
    Change,
    ChangeKind,
    Entry,
    Group,
    ItemChange,
    Span,
    Standing,
    by_item,
    paired,
    spans,
)
from budgets.exports.words import where
from budgets.models import EditionVersion
from budgets.queries.comparison import (
    changes_between,
    entries_of,
    previous_edition_version,
    verdict_changes,
)

MOST = 400  # rows that a page shows; more are counted


@dataclass(frozen=True)
class ShownChange:
    """One changed thing in words. `words` marks what was taken out of a text and put in."""

    label: str
    column: str
    kind: ChangeKind
    before: str
    after: str
    difference: Decimal | None
    place: str
    words: tuple[Span, ...] = ()


@dataclass(frozen=True)
class YearLine:
    """One line in two years: what its main amounts were and are, and whether it is new, ended or renamed."""

    label: str
    standing: Standing
    was_name: str
    cells: tuple[Change, ...]


def changes_for(version: EditionVersion, live: EditionVersion | None) -> dict[str, Any]:
    """What the preview's section on changes shows."""
    if live is not None:
        return {"compared": live, "same_edition": True, **_corrections(live, version)}
    before = previous_edition_version(version)
    if before is None:
        return {"compared": None}
    return {"compared": before, "same_edition": False, **_years(before, version)}


# ---- a correction ---------------------------------------------------------------------------------------


def _corrections(live: EditionVersion, draft: EditionVersion) -> dict[str, Any]:
    changes = changes_between(live, draft)
    units = dict(draft.printedtablerecords.values_list("number", "unit"))
    groups = [
        (group.title, units.get(group.table.number, "") if group.table else "", [_shown(c) for c in own])
        for group, own in groupby(changes[:MOST], key=lambda change: change.entry.group)
    ]
    return {
        "changes": groups,
        "change_count": len(changes),
        "not_shown": max(0, len(changes) - MOST),
        "cells": sum(change.entry.group.table is not None for change in changes),
        "verdicts": verdict_changes(live, draft),
        "same_file": live.source_id == draft.source_id,
    }


def _shown(change: Change) -> ShownChange:
    entry = change.entry
    long = change.before is not None and change.after is not None and entry.yuan is None
    words = tuple(spans(change.before.text, change.after.text)) if long else ()  # type: ignore[union-attr]
    column = "" if entry.aspect == NAME and change.kind is not ChangeKind.CHANGED else entry.column
    return ShownChange(
        entry.label,
        column,
        change.kind,
        change.before.text if change.before else "",
        change.after.text if change.after else "",
        change.difference,
        _where(entry),
        words,
    )


def _where(entry: Entry) -> str:
    place = entry.place
    words = where({"page": place.page, "line": place.line})
    return words or (
        _("第%(n)s张表第%(row)s行") % {"n": place.table, "row": place.row} if place.table else ""
    )


# ---- a new year -----------------------------------------------------------------------------------------


def _years(before: EditionVersion, version: EditionVersion) -> dict[str, Any]:
    """Tables with every amount that moved, and the statements that are new or ended."""
    items = by_item(paired(entries_of(before), entries_of(version)))
    tables = [
        (group.title, lines)
        for group, own in groupby(items, key=lambda item: item.group)
        if group.table is not None and (lines := [_year_line(item) for item in own if _moved(item)])
    ]
    statements = [item for item in items if item.group is Group.STATEMENTS]
    return {
        "years": tables,
        "new_statements": _labels(statements, Standing.NEW),
        "ended_statements": _labels(statements, Standing.ENDED),
    }


def _moved(item: ItemChange) -> bool:
    return item.standing is not Standing.KEPT or any(change.moves_money for change in item.changes)


def _year_line(item: ItemChange) -> YearLine:
    was = item.name.before.text if item.name and item.name.before else ""
    cells = tuple(change for change in item.changes if change.moves_money)
    return YearLine(item.label, item.standing, was, cells)


def _labels(items: Iterable[ItemChange], standing: Standing) -> list[str]:
    return [item.label for item in items if item.standing is standing]
