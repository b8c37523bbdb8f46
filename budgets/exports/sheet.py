"""A sheet: named columns over a query, read in pieces so that memory stays flat whatever its length."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from budgets.amounts import plain
from budgets.models import EditionVersion

CHUNK = 1000  # rows read and written at a time


@dataclass(frozen=True)
class Field:
    """One column of a file.

    `key` names it in JSON, `heading` in tables. `source` is what the query calls the value. `text` gives the
    words for a table (None for a blank cell), `value` what JSON keeps. `is_text` marks words of the document,
    which a spreadsheet must not run as a formula; numbers, dates and our own words are never touched.
    """

    key: str
    heading: str
    source: str
    text: Callable[[Any], str | int | None]
    value: Callable[[Any], Any]
    is_text: bool = False


@dataclass(frozen=True)
class Sheet:
    """Rows of one page as a file: what it is called, which version it comes from, columns and query."""

    name: str  # in the file's name, ASCII
    title: str  # the same for readers
    version: EditionVersion
    fields: tuple[Field, ...]
    rows: QuerySet[Any, Any]

    def records(self) -> Iterator[tuple[Any, ...]]:
        """The stored values, one tuple a row, in the order of `fields`."""
        return self.rows.values_list(*(field.source for field in self.fields)).iterator(chunk_size=CHUNK)


def _same(value: Any) -> Any:
    return value


def _plain(value: Decimal | None) -> str | None:
    return None if value is None else plain(value)


def _iso(value: date | None) -> str | None:
    return value.isoformat() if value else None


def text(key: str, heading: str, source: str = "") -> Field:
    """Words of the document, as published."""
    return Field(key, heading, source or key, _same, _same, is_text=True)


def number(key: str, heading: str, source: str = "") -> Field:
    """A count or a position."""
    return Field(key, heading, source or key, _same, _same)


def exact(key: str, heading: str, source: str = "") -> Field:
    """A decimal number as plain digits; JSON keeps it as a string too, so that no digit is lost."""
    return Field(key, heading, source or key, _plain, _plain)


def yuan(key: str, title: str, source: str = "") -> Field:
    """An amount, always in yuan; the unit stands in the heading."""
    return exact(key, _("%(title)s（元）") % {"title": _(title)}, source)


def flag(key: str, heading: str, source: str = "") -> Field:
    """是 or 否."""
    words = {True: _("是"), False: _("否")}
    return Field(key, heading, source or key, words.get, _same)


def day(key: str, heading: str, source: str = "") -> Field:
    """A date as 2025-03-31."""
    return Field(key, heading, source or key, _iso, _iso)


def term(key: str, heading: str, words: Mapping[str, str] | None = None, source: str = "") -> Field:
    """A fixed term; `words` are what a table prints for what the database stores, if they differ."""
    return Field(key, heading, source or key, _same if words is None else words.get, _same)
