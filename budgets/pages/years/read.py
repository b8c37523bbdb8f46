"""The years of one body side by side: what each printed for every class 类 of expenditure, in one scope.

Only years of one kind are set side by side, as a unit budget is part of its department's. All years come from
the same tables: 支出预算总表 (for fiscal appropriation those of the three budgets), matched by code; or, where a year
lacks those, the two-sided table of that scope, matched by name.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise

from django.db.models import OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from budgets.form.amounts import share
from budgets.form.tables import ROLES_OF_SCOPE, Role
from budgets.form.terms import Level, Scope, Side
from budgets.models import (
    EditionVersion,
    ExpenditureLine,
    Figure,
    FiscalAppropriationLine,
    RevenueExpenditureLine,
    RevenueLine,
    TwoSidedLine,
)
from budgets.pages.compare.read import comparable
from budgets.pages.editions import AnnotatedVersion, Versions, published_versions
from budgets.pages.overview.classified import ClassifiedLine, lines_of_versions
from budgets.pages.unread.read import is_whole, page_of


@dataclass(frozen=True)
class TrendEntry:
    """What one year prints for a class, or as its total; the amount is None where the cell is blank.

    `figure` is where it is printed, None also where the amount is our sum of several tables (`derived`).
    """

    key: str
    code: str
    name: str
    yuan: Decimal | None
    is_total: bool
    figure: Figure | None = None
    derived: bool = False
    unread: bool = False  # its cell, or a part of the sum, prints something that was not read


@dataclass(frozen=True)
class TrendYear:
    """One year. `version` is None where nothing is published; `printed` is False where it lacks the tables.

    `whole` is False where something of its tables was not read: what it does not list may be printed there.
    """

    year: int
    version: EditionVersion | None
    printed: bool
    whole: bool = True


def in_part(years: Iterable[TrendYear]) -> list[tuple[str, str]]:
    """The years of which something was not read: what each is called, and the address of the list of it."""
    lacking = [(year.year, year.version) for year in years if year.version and not year.whole]
    return [(_("%(year)s年") % {"year": year}, page_of(version)) for year, version in lacking]


@dataclass(frozen=True)
class TrendStep:
    """A class that one printed year has and the printed year before has not (`is_new`), or the other way round."""

    year: int
    before: int
    is_new: bool


@dataclass(frozen=True)
class TrendRow:
    """One class over the years, an entry or None for each; the name is the latest printed one."""

    years: tuple[TrendYear, ...]
    entries: tuple[TrendEntry | None, ...]

    @property
    def _printed(self) -> list[tuple[int, TrendEntry | None]]:
        pairs = zip(self.years, self.entries, strict=True)
        return [(year.year, entry) for year, entry in pairs if year.printed]

    @property
    def latest(self) -> TrendEntry:
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
    def steps(self) -> tuple[TrendStep, ...]:
        """Where the class begins or ends, from one printed year to the next, as far as the years were read whole."""
        printed = [pair for pair in zip(self.years, self.entries, strict=True) if pair[0].printed]
        return tuple(
            TrendStep(year.year, before.year, is_new=entry is not None)
            for (before, earlier), (year, entry) in pairwise(printed)
            if (earlier is None) != (entry is None) and (before if earlier is None else year).whole
        )

    @property
    def other_names(self) -> tuple[tuple[int, str], ...]:
        """The years with another name for the same code, with that name; brackets and spaces are ignored."""
        now = comparable(self.latest.name)
        return tuple(
            (year, entry.name) for year, entry in self._printed if entry and comparable(entry.name) != now
        )


@dataclass(frozen=True)
class Trend:
    """Two or more years of one kind: a row for each class, the latest year's order first, and the printed total."""

    kind: str
    scope: Scope
    tables: tuple[Role, ...]
    years: tuple[TrendYear, ...]
    rows: tuple[TrendRow, ...]
    total: TrendRow | None

    @property
    def coded(self) -> bool:
        """Whether classes are known by their codes; else by their names."""
        return self.tables != (_NAMED[self.scope].role,)

    @property
    def derived(self) -> bool:
        """Whether any amount is our sum of several tables."""
        return any(entry.derived for row in self.rows for entry in row.entries if entry)

    @property
    def printed_years(self) -> tuple[int, ...]:
        """The years with figures; always two or more."""
        return tuple(year.year for year in self.years if year.printed)

    @property
    def read_in_part(self) -> tuple[int, ...]:
        """The years with a table of which something was not read."""
        return tuple(year.year for year in self.years if not year.whole)

    @property
    def last_two_whole(self) -> bool:
        """Whether the last two printed years were read whole, so that their classes can be set against each other."""
        return all(year.whole for year in [year for year in self.years if year.printed][-2:])

    @property
    def gaps(self) -> tuple[TrendYear, ...]:
        """The years between without figures."""
        return tuple(year for year in self.years if not year.printed)

    @property
    def renamed(self) -> bool:
        """Whether any class has another name in another year."""
        return any(row.other_names for row in self.rows)


def trends_of(versions: Sequence[EditionVersion], scope: Scope = Scope.ALL_FUNDS) -> list[Trend]:
    """A trend for each kind of which two years print figures; a few queries, whatever the number of years."""
    by_code, by_name = _coded_entries(versions, scope), _named_entries(versions, scope)
    trends = []
    for kind in sorted({version.edition.kind for version in versions}):
        own = sorted(
            (version for version in versions if version.edition.kind == kind),
            key=lambda version: version.edition.year,
        )
        trend = _trend(kind, scope, own, by_code if _serves(own, by_code, by_name) else by_name)
        if len(trend.printed_years) > 1:
            trends.append(trend)
    return trends


@dataclass(frozen=True)
class Entries:
    """The entries of each version that prints any, and the tables they come from."""

    tables: tuple[Role, ...]
    of: Mapping[int, Sequence[TrendEntry]]


def _serves(own: Iterable[EditionVersion], by_code: Entries, by_name: Entries) -> bool:
    """Whether the tables with codes cover as many years as the table with names alone."""
    codes, names = (sum(version.pk in found.of for version in own) for found in (by_code, by_name))
    return codes >= names


def _trend(kind: str, scope: Scope, own: Sequence[EditionVersion], entries: Entries) -> Trend:
    years = _years(own, entries.of, _roles(scope, entries))
    by_year = [
        {entry.key: entry for entry in entries.of.get(year.version.pk, ())} if year.version else {}
        for year in years
    ]
    keys = dict.fromkeys(key for year in reversed(by_year) for key in year)
    rows = [TrendRow(years, tuple(year.get(key) for year in by_year)) for key in keys]
    total = next((row for row in rows if row.latest.is_total), None)
    trend = Trend(
        kind, scope, entries.tables, years, tuple(row for row in rows if not row.latest.is_total), total
    )
    return replace(trend, rows=tuple(sorted(trend.rows, key=_code))) if trend.coded else trend


def _code(row: TrendRow) -> str:
    return row.latest.key


def _roles(scope: Scope, entries: Entries) -> tuple[Role, ...]:
    """The tables that may list a class: the two-sided one, or all those of the scope."""
    named = (_NAMED[scope].role,)
    return named if entries.tables == named else ROLES_OF_SCOPE[scope]


def _years(
    own: Sequence[EditionVersion], entries: Mapping[int, Sequence[TrendEntry]], roles: Sequence[Role]
) -> tuple[TrendYear, ...]:
    """Every year from the first to the last that prints figures, those without an edition too."""
    published = {version.edition.year: version for version in own}
    printed = [year for year, version in published.items() if version.pk in entries]
    if not printed:
        return ()
    years = range(min(printed), max(printed) + 1)
    return tuple(
        TrendYear(
            year,
            version := published.get(year),
            printed=year in printed,
            whole=version is None or is_whole(version, roles),
        )
        for year in years
    )


def _coded_entries(versions: Iterable[EditionVersion], scope: Scope) -> Entries:
    """The classes and the total by version; a version without classes is left out."""
    lines = lines_of_versions(versions, scope, (Level.CLASS, Level.TOTAL))
    printing = {role for own in lines.values() for line in own for role in line.roles}
    return _by_version(
        [role for role in ROLES_OF_SCOPE[scope] if role in printing],
        (
            (
                version,
                TrendEntry(
                    "",
                    line.code[:3],
                    line.name,
                    line.total,
                    _is_total(line),
                    line.figure,
                    line.derived,
                    "total" in line.unread,
                ),
            )
            for version, own in lines.items()
            for line in own
        ),
    )


def _is_total(line: ClassifiedLine | TwoSidedLine) -> bool:
    return line.level == Level.TOTAL.value


@dataclass(frozen=True)
class _Named:
    """The table whose entries have names alone, its lines, and its amount column."""

    role: Role
    model: type[TwoSidedLine]
    column: str


_NAMED = {
    Scope.ALL_FUNDS: _Named(Role.REVENUE_EXPENDITURE, RevenueExpenditureLine, "expenditure"),
    Scope.FISCAL: _Named(Role.FISCAL_APPROPRIATION, FiscalAppropriationLine, "total"),
}


def _named_entries(versions: Iterable[EditionVersion], scope: Scope) -> Entries:
    """The entries and the total of the expenditure side of a two-sided table by version, known by their names."""
    named = _NAMED[scope]
    lines = named.model._default_manager.filter(version__in=versions, side=Side.EXPENDITURE.value)
    figures = Figure.objects.filter(version__in=versions, table=named.role.value, column=named.column)
    printed = {(figure.version_id, figure.line_number): figure for figure in figures}
    wanted = [
        (
            line.version_id,
            TrendEntry(
                "",
                "",
                _ORDINAL.sub("", line.name),
                getattr(line, named.column),
                _is_total(line),
                printed.get((line.version_id, line.number)),
                unread=named.column in line.unread.split(","),
            ),
        )
        for line in lines.order_by("number")
        if line.lowest or _is_total(line)
    ]
    return _by_version([named.role], wanted)


_ORDINAL = re.compile(r"^[一二三四五六七八九十]+、\s*")


def _by_version(tables: Sequence[Role], entries: Iterable[tuple[int, TrendEntry]]) -> Entries:
    """Entries by version. One that is printed twice in a year is kept twice, as we cannot tell which is meant."""
    found: dict[int, list[TrendEntry]] = {}
    for version, entry in entries:
        own = found.setdefault(version, [])
        key = "total" if entry.is_total else entry.code or comparable(entry.name)
        again = sum(other.key.split("#")[0] == key for other in own)
        own.append(replace(entry, key=f"{key}#{again + 1}" if again else key))
    return Entries(tuple(tables), {v: own for v, own in found.items() if any(not e.is_total for e in own)})


def versions_of_body(slug: str) -> list[AnnotatedVersion]:
    """The live versions of a body with their printed totals, latest year first; [] when it has none."""
    versions = published_versions().filter(edition__body__slug=slug)
    return list(with_totals(versions).order_by("-edition__year", "edition__kind"))


def with_totals(versions: Versions) -> Versions:
    """The versions annotated with `total`, expenditure of all funds, and `fiscal`, fiscal appropriation; yuan.

    `total` is from 支出预算总表, else from 财务收支预算总表; `fiscal` is from the total line of 收入预算总表.
    """
    printed = {"version": OuterRef("pk"), "level": Level.TOTAL.value}
    spent = ExpenditureLine.objects.filter(**printed).order_by("number").values("total")[:1]
    both_sides = RevenueExpenditureLine.objects.filter(**printed, side=Side.EXPENDITURE.value)
    overall = both_sides.order_by("number").values("expenditure")[:1]
    received = RevenueLine.objects.filter(**printed).order_by("number").values("fiscal_appropriation")[:1]
    return versions.annotate(total=Coalesce(Subquery(spent), Subquery(overall)), fiscal=Subquery(received))


def total_may_be_unread(version: AnnotatedVersion) -> bool:
    """Whether `total` of `with_totals` lacks an amount because something was not read."""
    return version.total is None and not is_whole(version, (Role.EXPENDITURE, Role.REVENUE_EXPENDITURE))


def fiscal_may_be_unread(version: AnnotatedVersion) -> bool:
    """Whether `fiscal` of `with_totals` lacks an amount because something was not read."""
    return version.fiscal is None and not is_whole(version, (Role.REVENUE,))
