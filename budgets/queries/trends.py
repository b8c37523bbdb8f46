"""The years of one body side by side: what each printed for every class 类 of expenditure, all funds.

Years of one kind only: a unit budget is part of its department's. All years come from the same table: table 3,
whose lines have codes; table 1, whose lines have names alone, where a year lacks table 3.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Any

from budgets.amounts import share
from budgets.models import EditionVersion, ExpenditureLine, RevenueExpenditureLine
from budgets.vocabulary import Level, Side


@dataclass(frozen=True)
class Entry:
    """What one year prints for a class, or as its total; the amount is None where the cell is blank."""

    key: str
    code: str
    name: str
    yuan: Decimal | None
    is_total: bool


@dataclass(frozen=True)
class TrendYear:
    """One year of the row of years. `version` is None where nothing is published; not `printed`: no such table."""

    year: int
    version: EditionVersion | None
    printed: bool


@dataclass(frozen=True)
class Step:
    """A class that one year has and the year printed before it has not, or the other way round."""

    year: int
    before: int
    is_new: bool


@dataclass(frozen=True)
class TrendRow:
    """One class over the years, an entry or None for each; the name is the latest printed one."""

    years: tuple[TrendYear, ...]
    entries: tuple[Entry | None, ...]

    @property
    def _printed(self) -> list[tuple[int, Entry | None]]:
        pairs = zip(self.years, self.entries, strict=True)
        return [(year.year, entry) for year, entry in pairs if year.printed]

    @property
    def latest(self) -> Entry:
        """The entry of the last year that prints the class."""
        return next(entry for entry in reversed(self.entries) if entry is not None)

    @property
    def change(self) -> Decimal | None:
        """The last printed year less the one before it; None unless both print an amount."""
        was, now = (entry.yuan if entry else None for _year, entry in self._printed[-2:])
        return None if was is None or now is None else now - was

    @property
    def change_share(self) -> Decimal | None:
        """The change in per cent of the year before; None where that cannot be said."""
        was = self._printed[-2][1]
        return share(self.change, was.yuan) if self.change is not None and was and was.yuan else None

    @property
    def steps(self) -> tuple[Step, ...]:
        """Where the class begins or ends, from one printed year to the next."""
        return tuple(
            Step(year, before, is_new=entry is not None)
            for (before, earlier), (year, entry) in pairwise(self._printed)
            if (earlier is None) != (entry is None)
        )

    @property
    def other_names(self) -> tuple[tuple[int, str], ...]:
        """The years that print another name for the same code, with that name; brackets and spaces do not count."""
        now = _comparable(self.latest.name)
        return tuple(
            (year, entry.name) for year, entry in self._printed if entry and _comparable(entry.name) != now
        )


@dataclass(frozen=True)
class Trend:
    """Two or more years of one kind: a row for each class, the latest year's order first, and the printed total."""

    kind: str
    table: int
    years: tuple[TrendYear, ...]
    rows: tuple[TrendRow, ...]
    total: TrendRow | None

    @property
    def printed_years(self) -> tuple[int, ...]:
        """The years with figures; always two or more."""
        return tuple(year.year for year in self.years if year.printed)

    @property
    def gaps(self) -> tuple[TrendYear, ...]:
        """The years between without figures."""
        return tuple(year for year in self.years if not year.printed)

    @property
    def renamed(self) -> bool:
        """Whether any class has another name in another year."""
        return any(row.other_names for row in self.rows)


def trends_of(versions: Sequence[EditionVersion]) -> list[Trend]:
    """A trend for each kind of which two years print figures; two queries, whatever the number of years."""
    by_code, by_name = _entries_of_table_3(versions), _entries_of_table_1(versions)
    trends = []
    for kind in sorted({version.edition.kind for version in versions}):
        own = sorted(
            (version for version in versions if version.edition.kind == kind),
            key=lambda version: version.edition.year,
        )
        table, entries = (3, by_code) if _all_printed(own, by_code, by_name) else (1, by_name)
        trend = _trend(kind, table, own, entries)
        if len(trend.printed_years) > 1:
            trends.append(trend)
    return trends


Entries = Mapping[int, Sequence[Entry]]  # by version


def _all_printed(own: Iterable[EditionVersion], by_code: Entries, by_name: Entries) -> bool:
    """Whether table 3 serves every year, or table 1 would not serve more."""
    codes, names = (sum(version.pk in found for version in own) for found in (by_code, by_name))
    return codes >= names


def _trend(kind: str, table: int, own: Sequence[EditionVersion], entries: Entries) -> Trend:
    years = _years(own, entries)
    by_year = [
        {entry.key: entry for entry in entries.get(year.version.pk, ())} if year.version else {}
        for year in years
    ]
    keys = dict.fromkeys(key for year in reversed(by_year) for key in year)
    rows = [TrendRow(years, tuple(year.get(key) for year in by_year)) for key in keys]
    classes = [row for row in rows if not row.latest.is_total]
    if table == 3:
        classes.sort(key=lambda row: row.latest.key)
    total = next((row for row in rows if row.latest.is_total), None)
    return Trend(kind, table, years, tuple(classes), total)


def _years(own: Sequence[EditionVersion], entries: Entries) -> tuple[TrendYear, ...]:
    """Every year from the first to the last that prints figures, those without an edition too."""
    published = {version.edition.year: version for version in own}
    printed = [year for year, version in published.items() if version.pk in entries]
    if not printed:
        return ()
    years = range(min(printed), max(printed) + 1)
    return tuple(TrendYear(year, published.get(year), printed=year in printed) for year in years)


def _entries_of_table_3(versions: Iterable[EditionVersion]) -> Entries:
    """The classes and the total of table 3 by version; a version without classes is left out."""
    levels = (Level.CLASS.value, Level.TOTAL.value)
    lines = ExpenditureLine.objects.filter(version__in=versions, level__in=levels).order_by("number")
    fields = ("version_id", "level", "class_code", "name", "total")
    return _by_version(
        (version, level == Level.TOTAL.value, code, name, yuan)
        for version, level, code, name, yuan in lines.values_list(*fields)
    )


def _entries_of_table_1(versions: Iterable[EditionVersion]) -> Entries:
    """The entries and the total of table 1's expenditure by version, known by their names."""
    lines = RevenueExpenditureLine.objects.filter(version__in=versions, side=Side.EXPENDITURE.value)
    wanted = [
        (line.version_id, line.level == Level.TOTAL.value, "", _ORDINAL.sub("", line.name), line.expenditure)
        for line in lines.order_by("number")
        if line.lowest or line.level == Level.TOTAL.value
    ]
    return _by_version(wanted)


_ORDINAL = re.compile(r"^[一二三四五六七八九十]+、\s*")


def _by_version(lines: Iterable[tuple[int, bool, str, str, Any]]) -> Entries:
    """Entries by version. One that is printed twice in a year stands twice: which of them is meant is not for us."""
    found: dict[int, list[Entry]] = {}
    for version, is_total, code, name, yuan in lines:
        entries = found.setdefault(version, [])
        key = "total" if is_total else code or _comparable(name)
        again = sum(entry.key.split("#")[0] == key for entry in entries)
        entries.append(Entry(f"{key}#{again + 1}" if again else key, code, name, yuan, is_total))
    return {version: entries for version, entries in found.items() if any(not e.is_total for e in entries)}


def _comparable(name: str) -> str:
    """A name for comparing: brackets are alike in half and full width, spaces do not count."""
    return re.sub(r"\s+", "", name).replace("(", "（").replace(")", "）")
