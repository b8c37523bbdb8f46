"""Copies the terms by which the search finds: those of a copy tell its body, its year and its blocks of ids.

The entry of an edition itself has the words of its body's name: it is written by the search, as for any new edition.
"""

from collections.abc import Iterable

from django.db import connection

from bench.city_rows import insert_copies, lay_out
from budgets.models import EditionVersion, SearchKind
from budgets.search import blocks, store
from budgets.search.blocks import KIND, LARGE, SMALL
from budgets.search.entries import found_in
from budgets.search.index import span_of
from budgets.search.terms import BLOCK, BODY, YEAR

BATCH = 500


def copy_terms() -> None:
    """Copy the terms of all entries but those of the editions themselves."""
    joins = (
        f"JOIN budgets_searchentry e ON e.id = t.{_key()} AND e.kind <> {SearchKind.EDITION.value}"
        " JOIN budgets_editionversion v ON v.id = e.version_id JOIN budgets_edition d ON d.id = v.edition_id"
    )
    key = (
        f"t.{_key()} AS id, d.body_id AS city_body, d.year AS city_year,"
        if _is_sqlite()
        else ("d.body_id AS city_body, d.year AS city_year,")
    )
    lay_out(store.TABLE, joins, "d.id", key)
    insert_copies(store.TABLE, {_key(): "o.id + p.entry_step", "terms": _terms()})


def _is_sqlite() -> bool:
    return connection.vendor == "sqlite"


def _key() -> str:
    return "rowid" if _is_sqlite() else "id"


def _terms() -> str:
    """The terms of an original with its own marks replaced by those of the copy."""
    new_id = "(o.id + p.entry_step)"
    pairs = (
        (_small("o.id"), _small(new_id)),
        (_large("o.id"), _large(new_id)),
        (f"'{BODY}' || o.city_body", f"'{BODY}' || p.body"),
        (f"'{YEAR}' || o.city_year", f"'{YEAR}' || p.year"),
    )
    # A term stands between blanks on SQLite, between quotes on PostgreSQL, which sorts them by itself.
    around, text = ("' '", "' ' || o.terms") if _is_sqlite() else ("''''", "o.terms::text")
    for old, new in pairs:
        text = f"replace({text}, {around} || {old} || {around}, {around} || {new} || {around})"
    return f"ltrim({text})" if _is_sqlite() else f"({text})::tsvector"


def _small(number: str) -> str:
    return f"'{BLOCK}' || ({number} % {KIND} / {SMALL})"


def _large(number: str) -> str:
    return f"'{BLOCK}{BLOCK}' || ({number} / {LARGE})"


def put_editions(versions: Iterable[EditionVersion]) -> None:
    """Write the terms of the editions themselves."""
    rows = []
    for version in versions:
        found = next(iter(found_in(version)))
        assert found.kind is SearchKind.EDITION
        number = span_of(found.kind, version).first + found.order
        rows.append((number, [*blocks.terms_of(number), *found.terms(version)]))
    store.put(rows)
