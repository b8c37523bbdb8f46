"""Editions side by side: one column of one official table, line by line, for years of a body or bodies of a year.

Lines with a code are matched by code; lines of the other tables by side and name. A line whose code has another
name, or whose name has another code or wording, is noted as such and never joined with the other.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from typing import Any

from budgets.form.amounts import share
from budgets.form.spelling import same_brackets
from budgets.form.tables import Form, OfficialTable
from budgets.form.terms import Level, Side
from budgets.models import EditionVersion, Figure
from budgets.pages.editions import published_versions
from budgets.pages.tables.read import AmountField, every_line
from budgets.pages.unread.read import is_whole

MOST_EDITIONS = 6  # more columns are no picture that anyone reads
TOTAL = Level.TOTAL.value


@dataclass(frozen=True)
class Printed:
    """What one edition prints for a line: its name there, the amount in yuan (None where blank) and its figure."""

    code: str
    name: str
    level: str
    side: str
    lowest: bool
    yuan: Decimal | None
    figure: Figure | None
    unread: bool = False  # its cell prints something that was not read


@dataclass(frozen=True)
class ComparedLine:
    """One line in every edition that is compared, in their order; None where an edition does not list it.

    `moved` has the editions that lack it but print what may be the same line: with codes, its name under another
    code (that code is given); without codes, its ordinal before a name that begins alike (that name is given).
    `in_part` has the editions whose table was not read whole: one that does not list the line may print it.
    """

    key: str
    printed: tuple[Printed | None, ...]
    moved: tuple[tuple[int, str], ...] = ()
    in_part: frozenset[int] = frozenset()

    @property
    def latest(self) -> Printed:
        """What the last edition that lists it prints."""
        return next(entry for entry in reversed(self.printed) if entry is not None)

    @property
    def is_total(self) -> bool:
        """Whether it is the total of the table, or of one of its sides."""
        return self.latest.level == TOTAL

    @property
    def amounts(self) -> tuple[Decimal | None, ...]:
        """The amount in each edition, yuan."""
        return tuple(entry.yuan if entry else None for entry in self.printed)

    @property
    def change(self) -> Decimal | None:
        """The last edition less the one before it; None unless both print an amount."""
        was, now = self.amounts[-2:]
        return None if was is None or now is None else now - was

    @property
    def change_share(self) -> Decimal | None:
        """The change in per cent of what was; None where that cannot be said."""
        was = self.amounts[-2]
        return share(self.change, was) if self.change is not None and was else None

    @property
    def listed(self) -> tuple[int, ...]:
        """The editions that list it."""
        return tuple(n for n, entry in enumerate(self.printed) if entry)

    @property
    def not_found(self) -> tuple[int, ...]:
        """The editions that do not list it, as far as they were read; they may print it."""
        return tuple(n for n, entry in enumerate(self.printed) if entry is None and n in self.in_part)

    @property
    def unread(self) -> tuple[int, ...]:
        """The editions that print its amount, which was not read."""
        return tuple(n for n in self.listed if (entry := self.printed[n]) and entry.unread)

    @property
    def lacks(self) -> tuple[int, ...]:
        """The editions that do not list it, and were read whole."""
        return tuple(n for n, entry in enumerate(self.printed) if entry is None and n not in self.in_part)

    @property
    def begins(self) -> tuple[int, ...]:
        """The editions that list it where the one before does not."""
        return tuple(n for n in self.listed if n - 1 in self.lacks)

    @property
    def ends(self) -> tuple[int, ...]:
        """The editions that do not list it where the one before does."""
        return tuple(n for n in self.lacks if n - 1 in self.listed)

    @property
    def changed(self) -> bool:
        """Whether any editions differ, as far as they were read: another amount, or a line that only some of them list."""
        unknown = {*self.not_found, *self.unread}
        known = {yuan for n, yuan in enumerate(self.amounts) if n not in unknown}
        return len(known) > 1 or bool(self.lacks)

    @property
    def other_names(self) -> tuple[tuple[int, str], ...]:
        """The editions that print another name for it, with that name; brackets, spaces and ordinals are ignored."""
        now = comparable(self.latest.name)
        return tuple(
            (n, entry.name) for n, entry in enumerate(self.printed) if entry and comparable(entry.name) != now
        )


@dataclass(frozen=True)
class Comparison:
    """The lines of one column in two or more editions, in the order of the codes (or of print)."""

    versions: tuple[EditionVersion, ...]
    table: OfficialTable
    field: AmountField
    lines: tuple[ComparedLine, ...]
    in_part: frozenset[int] = frozenset()  # the editions whose table was not read whole

    @property
    def last_two_whole(self) -> bool:
        """Whether the last two editions were read whole, so that what differs most can be told."""
        return not self.in_part & {len(self.versions) - 1, len(self.versions) - 2}

    @property
    def same_body(self) -> bool:
        """Whether the editions are years of one body and kind, so that a difference is a change."""
        return len({(v.edition.body_id, v.edition.kind) for v in self.versions}) == 1

    @property
    def kinds_differ(self) -> bool:
        """Whether departmental budgets stand beside unit budgets, which are parts of them."""
        return len({v.edition.kind for v in self.versions}) > 1

    @cached_property
    def wholes(self) -> Mapping[str, Decimal]:
        """The printed total of the last edition by side, for shares; a side with a blank or zero total is left out.

        Empty for the table of “三公”, whose last line 机关运行经费 is no part of its total.
        """
        if self.table.form is Form.SINGLE_ROW:
            return {}
        return {
            line.latest.side: line.amounts[-1]
            for line in self.lines
            if line.is_total and line.amounts[-1] is not None and line.amounts[-1]
        }

    def share_of(self, line: ComparedLine) -> Decimal | None:
        """The line of the last edition in per cent of the printed total of its side."""
        now, whole = line.amounts[-1], self.wholes.get(line.latest.side)
        return None if now is None or whole is None else share(now, whole)


def edition_versions(addresses: Sequence[str]) -> tuple[list[EditionVersion], list[str]]:
    """The live versions of editions (shanghai-stc/2025, body/2025-unit) in that order, and those not found."""
    wanted = dict.fromkeys(addresses)
    slugs = {address.partition("/")[0] for address in wanted}
    found = {
        f"{version.edition.body.slug}/{version.edition.segment}": version
        for version in published_versions().filter(edition__body__slug__in=slugs)
    }
    return [found[a] for a in wanted if a in found], [a for a in wanted if a not in found]


def named_editions(words: str, limit: int) -> list[EditionVersion]:
    """The live editions that match every word, by part of the body's name or year; by name, latest first."""
    versions = published_versions()
    for word in words.split():
        year = re.fullmatch("([0-9]{4})年?", word)
        versions = (
            versions.filter(edition__year=int(year[1]))
            if year
            else versions.filter(edition__body__name__icontains=word)
        )
    return list(versions.order_by("edition__body__name", "-edition__year", "edition__kind")[:limit])


def compare(versions: Sequence[EditionVersion], table: OfficialTable, field: AmountField) -> Comparison:
    """The editions side by side in that column; two queries, whatever their number."""
    listed = _listed(versions, table, field)
    order = _in_code_order if table.form is Form.CODED else _in_printed_order
    keys = order([list(listed[version.pk]) for version in reversed(versions)])
    in_part = frozenset(n for n, version in enumerate(versions) if not is_whole(version, (table.role,)))
    rows = [
        ComparedLine(key, tuple(listed[version.pk].get(key) for version in versions), in_part=in_part)
        for key in keys
    ]
    comparison = Comparison(tuple(versions), table, field, tuple(rows), in_part)
    if table.form is Form.CODED and not comparison.same_body:
        return comparison
    return replace(comparison, lines=tuple(_with_moves(rows)))


def _in_code_order(editions: Sequence[Sequence[str]]) -> list[str]:
    return sorted({key for keys in editions for key in keys}, key=lambda key: (key.startswith(TOTAL), key))


def _in_printed_order(editions: Sequence[Sequence[str]]) -> list[str]:
    """The lines in the first edition's order; lines of other editions follow the line they are printed after."""
    order: list[str] = []
    for keys in editions:
        known, place = set(order), 0
        for key in keys:
            if key in known:
                place = order.index(key) + 1
            else:
                order.insert(place, key)
                place += 1
    return order


Listed = Mapping[int, dict[str, Printed]]


def _listed(versions: Sequence[EditionVersion], table: OfficialTable, field: AmountField) -> Listed:
    """The lines of each version by the key that matches them across versions; a line printed twice stays two."""
    figures = {
        (f.version_id, f.line_number, f.column): f
        for f in Figure.objects.filter(version__in=versions, table=table.slug)
    }
    listed: dict[int, dict[str, Printed]] = {version.pk: {} for version in versions}
    for line in _lines(versions, table):
        side = getattr(line, "side", "")
        columns = _columns(table, field, side)
        if table.form is Form.SINGLE_ROW:  # each of its columns is a line
            cells = {line.column: line.amount}
        elif columns:
            cells = {column: getattr(line, column) for column in columns}
        else:
            continue
        found = [f for column in cells if (f := figures.get((line.version_id, line.number, column)))]
        yuan = next((amount for amount in cells.values() if amount is not None), None)
        own = listed[line.version_id]
        code = getattr(line, "code", "")
        unread = not cells.keys().isdisjoint(line.unread.split(","))
        printed_at = found[0] if found else None
        entry = Printed(code, line.name, line.level, side, line.lowest, yuan, printed_at, unread)
        key = _key(entry)
        again = sum(other.partition("#")[0] == key for other in own)
        own[f"{key}#{again + 1}" if again else key] = entry
    return listed


def _lines(versions: Sequence[EditionVersion], table: OfficialTable) -> Iterable[Any]:
    # 收入 first, as printed
    order = ("-side", "number") if table.form is Form.TWO_SIDED else ("number",)
    return every_line(table.role).filter(version__in=[v.pk for v in versions]).order_by("version", *order)


def _columns(table: OfficialTable, field: AmountField, side: str) -> tuple[str, ...]:
    """The columns of a line that the field means; () for a line of a side that has no such column."""
    if not side:
        return field.columns
    return tuple(c.key for c in table.columns if c.key in field.columns and c.side is Side(side))


def _key(entry: Printed) -> str:
    if entry.level == TOTAL:
        return f"{TOTAL} {entry.side}".strip()
    return entry.code or f"{entry.side} {comparable(entry.name)}".strip()


def _with_moves(rows: Sequence[ComparedLine]) -> list[ComparedLine]:
    """The rows with `moved` filled in: lines that may be the same, but are matched in no edition together.

    With codes: two lines of one name, and no more: 一般行政管理事务 is under every section, and none of these has
    moved. Without codes: two lines with one ordinal and names that begin alike, as 1. 一般公共预算 and
    1. 一般公共预算资金; a new class shifts the ordinals of the others.
    """
    alike: dict[tuple[str, str, str], list[ComparedLine]] = defaultdict(list)
    for row in rows:
        alike[_likeness(row)].append(row)
    return [_moved(row, alike[_likeness(row)]) for row in rows]


def _likeness(row: ComparedLine) -> tuple[str, str, str]:
    line = row.latest
    if line.code or not (ordinal := _ORDINAL.match(line.name)):
        return line.side, line.level, comparable(line.name)
    return line.side, line.level, ordinal[0].strip()


def _moved(row: ComparedLine, namesakes: Sequence[ComparedLine]) -> ComparedLine:
    if len(namesakes) > 2:
        return row
    moved = tuple(
        (n, entry.code or entry.name)
        for other in namesakes
        if other is not row and not any(a and b for a, b in zip(row.printed, other.printed, strict=True))
        if _begin_alike(comparable(row.latest.name), comparable(other.latest.name))
        for n, entry in enumerate(other.printed)
        if entry is not None and row.printed[n] is None
    )
    return replace(row, moved=moved)


def _begin_alike(one: str, other: str) -> bool:
    return one.startswith(other) or other.startswith(one)


_ORDINAL = re.compile(r"^(?:[一二三四五六七八九十]+、|[0-9]+[.．、]|[（(][一二三四五六七八九十0-9]+[)）])\s*")


def comparable(name: str) -> str:
    """A name for comparing, with brackets of one width and without spaces and ordinals."""
    return same_brackets(_ORDINAL.sub("", name))
