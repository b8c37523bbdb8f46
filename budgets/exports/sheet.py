"""A sheet: named columns over rows, read in pieces so that memory stays flat whatever their number."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from enum import Enum
from itertools import islice
from typing import Any, TypeVar

from django.db.models import F, QuerySet, TextField
from django.db.models.functions import Cast
from django.utils.translation import gettext as _

from budgets.form.amounts import plain
from budgets.models import EditionVersion

CHUNK = 250  # rows read and written at a time: few enough to stay in the processor's own memory

Row = tuple[Any, ...]
Value = TypeVar("Value")


class FieldKind(Enum):
    """What a column holds; the value is its type in a Data Package."""

    TEXT = "string"  # words of the document
    TERM = "term"  # a fixed term or a code: text of ours, never a number
    COUNT = "integer"
    AMOUNT = "amount"  # yuan
    EXACT = "number"
    FLAG = "boolean"
    DAY = "date"
    PLACES = "places"


@dataclass(frozen=True)
class Field:
    """One column of a file.

    `key` names it in JSON, `heading` in tables, `description` in the data dictionary. `source` is the value's
    name in the query. `text` turns it into words for a table (None for a blank cell), `value` into JSON.
    `fiscal` is its column type in a Fiscal Data Package, "" where there is none.
    """

    key: str
    heading: str
    description: str
    kind: FieldKind
    source: str
    text: Callable[[Any], str | int | None]
    value: Callable[[Any], Any]
    fiscal: str = ""

    @property
    def is_text(self) -> bool:
        """Whether it holds words of the document, which a spreadsheet must not run as a formula."""
        return self.kind in (FieldKind.TEXT, FieldKind.PLACES)


@dataclass(frozen=True)
class SheetDefinition:
    """A file without its rows: its name for programs and for readers, what one row is, its columns."""

    name: str  # in the file's name, ASCII
    title: str
    description: str
    fields: tuple[Field, ...]
    folder: str = ""  # in a package, TABLES or none


TABLES = "tables"  # the folder of the document's tables in a package


@dataclass(frozen=True)
class Reader:
    """Rows that come from no query and are too many to hold: how many, and a function that reads them."""

    count: Callable[[], int]
    read: Callable[[], Iterator[Row]]


Rows = QuerySet[Any, Any] | Reader | Sequence[Row]


@dataclass(frozen=True)
class Sheet:
    """Rows as a file: its name, its columns, the query or the rows, and the version they come from, if one."""

    name: str
    title: str
    fields: tuple[Field, ...]
    rows: Rows
    version: EditionVersion | None = None
    fixed: Mapping[str, object] = field(
        default_factory=dict
    )  # values that every row has, by source; the query does not give them
    folder: str = ""

    @classmethod
    def of(
        cls, definition: SheetDefinition, rows: Rows, version: EditionVersion | None = None, **fixed: object
    ) -> "Sheet":
        """The rows under the columns of a definition; `fixed` are the values that every row has."""
        return cls(
            definition.name, definition.title, definition.fields, rows, version, fixed, definition.folder
        )

    def count(self) -> int:
        """How many rows there are."""
        return self.rows.count() if isinstance(self.rows, QuerySet | Reader) else len(self.rows)

    def records(self) -> Iterator[Row]:
        """The stored values, one tuple a row, in the order of `fields`."""
        if not isinstance(self.rows, QuerySet):
            return self.rows.read() if isinstance(self.rows, Reader) else iter(self.rows)
        read = [field for field in self.fields if field.source not in self.fixed]
        if not read:
            row = tuple(self.fixed[field.source] for field in self.fields)
            return (row for _key in self.rows.values_list("pk").iterator(chunk_size=CHUNK))
        records = self.rows.values_list(*(field.source for field in read)).iterator(chunk_size=CHUNK)
        if len(read) == len(self.fields):
            return records
        fixed = [field for field in self.fields if field.source in self.fixed]
        values = tuple(self.fixed[field.source] for field in fixed)
        at = [(read + fixed).index(field) for field in self.fields]
        return (tuple(map((record + values).__getitem__, at)) for record in records)

    def held(self) -> "Sheet":
        """This sheet with its rows in memory: for the few rows of one edition that several files are made of."""
        return replace(self, rows=tuple(self.records()), fixed={})

    def chunks(self) -> Iterator[list[Row]]:
        """The stored values as lists of some hundred rows."""
        return _chunks(self.records())

    def light_columns(self) -> Iterator[list[Sequence[Any]]]:
        """The stored values as columns of some hundred rows, for a file of text; `fixed` values are left out.

        Amounts come as digits and flags as the database writes them: making a Decimal of each amount and a bool
        of each flag would take longer than reading and writing the row.
        """
        if not isinstance(self.rows, QuerySet):
            for rows in self.chunks():
                yield [
                    list(map(f.text, column)) if f.kind is FieldKind.AMOUNT else column
                    for f, column in zip(self.fields, zip(*rows, strict=True), strict=True)
                ]
            return
        sources = {f.source: f.kind in _AS_TEXT for f in self.fields if f.source not in self.fixed}
        read = [Cast(F(name), TextField()) if as_text else name for name, as_text in sources.items()]
        for rows in _chunks(self.rows.values_list(*read).iterator(chunk_size=CHUNK)):
            columns = dict(zip(sources, zip(*rows, strict=True), strict=True))
            yield [columns[f.source] for f in self.fields if f.source not in self.fixed]

    def columns(self, keys: Sequence[str]) -> "Sheet":
        """This sheet with only the chosen columns, in the order of the whole file.

        Unknown keys are ignored; where all are unknown, every column stays.
        """
        chosen = tuple(field for field in self.fields if field.key in keys)
        if not chosen or chosen == self.fields:
            return self
        if isinstance(self.rows, QuerySet):
            return replace(self, fields=chosen)
        at = [self.fields.index(field) for field in chosen]
        return replace(
            self,
            fields=chosen,
            rows=Reader(self.count, lambda: (tuple(row[i] for i in at) for row in self.records())),
        )


_AS_TEXT = (FieldKind.AMOUNT, FieldKind.FLAG)


def _chunks(records: Iterator[Row]) -> Iterator[list[Row]]:
    while rows := list(islice(records, CHUNK)):
        yield rows


def unchanged(value: Value) -> Value:
    """The value as it is stored."""
    return value


def _plain(value: Decimal | None) -> str | None:
    return None if value is None else plain(value)


def _iso(value: date | None) -> str | None:
    return value.isoformat() if value else None


def text(key: str, heading: str, description: str, source: str = "", fiscal: str = "") -> Field:
    """Words of the document, as published."""
    return Field(key, heading, description, FieldKind.TEXT, source or key, unchanged, unchanged, fiscal)


def number(key: str, heading: str, description: str, source: str = "", fiscal: str = "") -> Field:
    """A count or a position."""
    return Field(key, heading, description, FieldKind.COUNT, source or key, unchanged, unchanged, fiscal)


def exact(key: str, heading: str, description: str) -> Field:
    """A decimal number as plain digits; JSON keeps it as a string too, so that no digit is lost."""
    return Field(key, heading, description, FieldKind.EXACT, key, _plain, _plain)


def yuan(key: str, title: str, description: str) -> Field:
    """An amount, always in yuan; the unit stands in the heading."""
    said = _(title)
    # An English heading begins with a capital; the translated title may not, as sentences use it too.
    heading = _("%(title)s（元）") % {"title": said[:1].upper() + said[1:]}
    return Field(key, heading, description, FieldKind.AMOUNT, key, _plain, _plain, "value")


def flag(key: str, heading: str, description: str) -> Field:
    """是 or 否."""
    # Databases return 1, true or True, as text or as a value.
    yes, no = _("是"), _("否")
    words = {True: yes, "1": yes, "true": yes, False: no, "0": no, "false": no}
    return Field(key, heading, description, FieldKind.FLAG, key, words.get, unchanged)


def day(key: str, heading: str, description: str, fiscal: str = "") -> Field:
    """A date as 2025-03-31."""
    return Field(key, heading, description, FieldKind.DAY, key, _iso, _iso, fiscal)


def term(
    key: str,
    heading: str,
    description: str,
    words: Mapping[Any, str] | None = None,
    source: str = "",
    fiscal: str = "",
    kept: Mapping[Any, str] | None = None,
) -> Field:
    """A fixed term; `words` map a stored value to what a table prints, `kept` to what JSON has."""
    said = unchanged if words is None else lambda stored: words.get(stored, stored)  # unknown ones stay
    value = unchanged if kept is None else kept.get
    return Field(key, heading, description, FieldKind.TERM, source or key, said, value, fiscal)


@dataclass(frozen=True)
class Format:
    """One kind of file: its suffix, its name, its media type, and how a sheet is written as a stream of bytes.

    `write` also gets the options of the query string that belong to the format.
    """

    suffix: str
    label: str
    content_type: str
    write: Callable[[Sheet, Mapping[str, str]], Iterator[bytes]]


def in_words(terms: type[Enum]) -> dict[str, str]:
    """Our own terms in the language of the file. Terms of the form stay Chinese, and JSON keeps the stored word."""
    return {each.value: _(each.value) for each in terms}
