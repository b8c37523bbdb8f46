"""Copies the rows of imported editions inside the database, one statement for each table.

What is copied follows from the models: every row that belongs to an edition, straight or through rows between. A copy
has the original's key and a step for each round, the same for all rows of a table, and a reference to a copied row has
the step of that row's table. So a new field, table or reference is copied without a word here. Only what makes the copy
another edition is named: its body, its year, its titles, and the ids of the search, which tell version and year.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from django.apps import apps
from django.db import connection, models

from bench.city_plan import Copy, title_of
from budgets.models import (
    Body,
    Edition,
    EditionVersion,
    LogEntry,
    ReadingProgress,
    SearchEntry,
    SearchKind,
    SourceDocument,
    StateMark,
)
from budgets.search.blocks import VERSION
from budgets.search.index import YEAR

# Bodies and their marks are made anew, a file is shared by all copies (its digest is unique), and no reading is under way.
NOT_COPIED = (Body, SourceDocument, ReadingProgress, StateMark)
PLAN = "city_plan"
_PLAN_COLUMNS = {
    "edition": "bigint",
    "round": "bigint",
    "body": "bigint",
    "year": "integer",
    "name": "text",  # of the body
    "words": "text",  # how the search shows the edition
    "title": "text",  # of the document
    "subject": "text",  # how the log names the edition
    "entry_step": "bigint",
}
Model = type[models.Model]


def copied_models() -> list[Model]:
    """Every model whose rows belong to an edition, those that others refer to first.

    Raises TypeError for a model that belongs to none and is not named above: somebody has to say what becomes of it.
    """
    left = [model for model in apps.get_app_config("budgets").get_models() if model not in NOT_COPIED]
    found = [Edition]
    while more := [model for model in left if model not in found and _ways(model, found)]:
        found += more
    if lost := [model.__name__ for model in left if model not in found]:
        raise TypeError(f"These belong to no edition; bench/city_rows.py does not know them: {lost}")
    return found


def _ways(model: Model, to: Sequence[Model]) -> list[Any]:
    """The references of a model to one of those, that every row of it has; else those that a row may lack."""
    own = [field for field in model._meta.concrete_fields if field.related_model in to]
    own = [field for field in own if field.related_model is not model]
    return [field for field in own if not field.null] or own


def copy_rows(plan: Sequence[tuple[Copy, Body]]) -> None:
    """Copy everything of the planned originals to the bodies beside them. The search's terms are not among it."""
    steps = {model: _step(model) for model in copied_models()}
    names = dict(Edition.EditionKind.choices)
    _make_plan(plan, steps[EditionVersion], names)
    for model, step in steps.items():
        lay_out(model._meta.db_table, *_from_edition(model, steps))
        columns = {field.column: _value(field, step, steps) for field in model._meta.concrete_fields}
        insert_copies(model._meta.db_table, columns)


def renew_sequences() -> None:
    """Let the keys of new rows come behind those of the copies."""
    from django.core.management.color import no_style

    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), copied_models()):
            cursor.execute(statement)


# ---- statements ----------------------------------------------------------------------------------------


def lay_out(table: str, joins: str, edition: str, key: str = "") -> None:
    """The original rows of a table with their editions, in a table of this connection: copies are not copied again."""
    own = _original(table)
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE IF EXISTS {own}")
        cursor.execute(
            f"CREATE TEMPORARY TABLE {own} AS SELECT {edition} AS city_edition, {key} t.* FROM {table} t {joins}"
        )
        cursor.execute(f"CREATE INDEX {own}_edition ON {own} (city_edition)")
        cursor.execute(f"ANALYZE {own}")


def insert_copies(table: str, columns: Mapping[str, str]) -> None:
    """Store the copies of what was laid out; each column from the original `o` and its line `p` of the plan."""
    quoted = ", ".join(map(connection.ops.quote_name, columns))
    own = _original(table)
    with connection.cursor() as cursor:
        # The plan leads: keys are then written in their order.
        cursor.execute(
            f"INSERT INTO {table} ({quoted}) SELECT {', '.join(columns.values())}"
            f" FROM {PLAN} p CROSS JOIN {own} o WHERE o.city_edition = p.edition"
        )
        cursor.execute(f"DROP TABLE {own}")


def _original(table: str) -> str:
    return f"city_{table}"


def _make_plan(plan: Sequence[tuple[Copy, Body]], step: int, kinds: Mapping[str, Any]) -> None:
    rows = [_line_of_plan(copy, body, step, str(kinds[copy.original.kind])) for copy, body in plan]
    columns = ", ".join(f"{name} {kind}" for name, kind in _PLAN_COLUMNS.items())
    places = ", ".join(["%s"] * len(_PLAN_COLUMNS))
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE IF EXISTS {PLAN}")
        cursor.execute(f"CREATE TEMPORARY TABLE {PLAN} ({columns})")
        cursor.executemany(f"INSERT INTO {PLAN} VALUES ({places})", rows)
        cursor.execute(f"ANALYZE {PLAN}")


def _line_of_plan(copy: Copy, body: Body, step: int, kind: str) -> tuple[object, ...]:
    words = f"{copy.year}年{kind}"
    later = copy.year - copy.original.year
    entry_step = copy.round * step * VERSION - later * YEAR
    title = title_of(copy.year, copy.original.kind)
    own = (copy.original.edition, copy.round, body.pk, copy.year)
    return *own, body.name, words, title, f"{body.name} {words}", entry_step


def _from_edition(model: Model, copied: Mapping[Model, int]) -> tuple[str, str]:
    """The joins that lead from a table's rows `t` to their editions, and the edition's key."""
    joins, at, alias = [], model, "t"
    while at is not Edition:
        ways = _ways(at, list(copied))
        way = next((field for field in ways if field.related_model is Edition), ways[0])
        if way.related_model is Edition:
            return " ".join(joins), f"{alias}.{way.column}"
        target = way.related_model._meta
        joins.append(
            f"JOIN {target.db_table} t{len(joins)} ON t{len(joins)}.{target.pk.column} = {alias}.{way.column}"
        )
        at, alias = way.related_model, f"t{len(joins) - 1}"
    return " ".join(joins), f"{alias}.{Edition._meta.pk.column}"


def _step(model: Model) -> int:
    """How far the keys of one round's copies are from those of the round before; 0 for keys that are not counted."""
    if not isinstance(model._meta.pk, models.AutoField | models.BigAutoField):
        return 0
    ends = model._base_manager.aggregate(first=models.Min("pk"), last=models.Max("pk"))
    return int(ends["last"] - ends["first"] + 1) if ends["last"] else 0


# ---- columns -------------------------------------------------------------------------------------------


def _value(field: Any, step: int, steps: Mapping[Model, int]) -> str:
    """What a copy has in that column."""
    if other := _OTHERWISE.get((field.model, field.name)):
        return other
    own = f"o.{connection.ops.quote_name(field.column)}"
    target = field.related_model
    if target is SearchEntry:
        return f"{own} + p.entry_step"
    if target in steps:
        return f"{own} + p.round * {steps[target]}"
    return f"{own} + p.round * {step}" if field.primary_key else own


def _of_edition(own: str, otherwise: str) -> str:
    return f"CASE WHEN o.kind = {SearchKind.EDITION.value} THEN {own} ELSE {otherwise} END"


_OTHERWISE: Mapping[tuple[Model, str], str] = {
    (Edition, "body"): "p.body",
    (Edition, "year"): "p.year",
    (EditionVersion, "title"): "p.title",
    (EditionVersion, "preview_key"): "NULL",
    (LogEntry, "subject"): "p.subject",
    (SearchEntry, "id"): "o.id + p.entry_step",
    (SearchEntry, "title"): _of_edition("p.name", "o.title"),
    (SearchEntry, "text"): _of_edition("p.words", "o.text"),
}
