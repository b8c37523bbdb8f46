"""One cause, one finding: what one slip of the document brings about stands behind one finding, as its consequences.

A wrong cell breaks the sum above it, the sum across its row and the comparison with another table; a table in a wrong
unit disagrees with every other; a missing page lacks every row that other tables print. Two findings have one cause

- where they are about the same table that was not found, is in another unit, or lacks rows that others print;
- where they are about the same code under another name, or about codes of one table that its body numbers itself;
- where they compare the same figure, or figures that an agreeing check makes equal, and are off by the same amount;
- where they quote the same words, or words that are printed twice;
- where all they say is that the same was not read, or that titles print the same other year.

Nothing else joins two findings: it is worse to hide one slip behind another than to name one twice.
"""

import re
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property
from itertools import combinations

from budgets.form.amounts import Unit
from budgets.form.references import Reference
from budgets.form.spelling import same_brackets
from budgets.form.terms import Verdict
from budgets.parsing.records import BudgetReport
from budgets.reconcile.outcomes import AtTitle, CheckOutcome, ComparedPlace
from budgets.reconcile.roots import code_in, is_no_row, is_numbered_otherwise, is_ten_thousand_times
from budgets.reconcile.tables_of_form import year_in
from budgets.reconcile.wording import Part, Wording

# What findings of one cause have in common; a finding may have several.
Key = Hashable
_WORST_FIRST = tuple(Verdict)
# Codes of findings that name a slip, where several have one cause.
_ROOTS = (
    "form.table.",
    "form.unit.",
    "form.rows.",
    "form.code.",
    "form.codes.",
    "text.doubled.",
    "form.year.",
)
_NAMES = ("form.name.", "form.class.")


def with_causes(report: BudgetReport, checks: Sequence[CheckOutcome]) -> tuple[CheckOutcome, ...]:
    """The checks, each consequence with the code of the finding that stands for its cause.

    That finding, and one that is alone, has none. It has the worst verdict of all that follow from it.
    """
    found = _Findings(report, checks)
    if not found.numbers:
        return tuple(checks)
    groups = Groups()
    for n in found.numbers:
        groups.join(n, found.keys(n))
    for a, b in found.off_by_the_same():
        groups.join(a, [("off", a, b)])
        groups.join(b, [("off", a, b)])
    leads = {
        n: min(group, key=lambda each: _rank(checks[each], each)) for group in groups.all() for n in group
    }
    return tuple(
        replace(check, cause=checks[lead].code) if (lead := leads.get(n, n)) != n else check
        for n, check in enumerate(checks)
    )


def _rank(check: CheckOutcome, number: int) -> tuple[int, bool, bool, int]:
    """The worst verdict stands for a cause; of these the one that names a slip, else a name, else the first."""
    is_root, is_name = check.code.startswith(_ROOTS), check.code.startswith(_NAMES)
    return _WORST_FIRST.index(check.verdict), not is_root, not is_name, number


class Groups:
    """Numbers that have a key in common, directly or through others."""

    def __init__(self) -> None:
        self._group: dict[int, set[int]] = {}
        self._first: dict[Key, int] = {}

    def join(self, number: int, keys: Iterable[Key]) -> None:
        """Puts the number with all that have one of the keys."""
        self._group.setdefault(number, {number})
        for key in keys:
            other = self._group[self._first.setdefault(key, number)]
            own = self._group[number]
            if own is not other:
                other |= own
                self._group.update(dict.fromkeys(own, other))

    def all(self) -> list[set[int]]:
        """The groups."""
        return list({id(group): group for group in self._group.values()}.values())


@dataclass(frozen=True)
class _Findings:
    """What does not agree exactly among the checks of a report, and what of it is about the same."""

    report: BudgetReport
    checks: Sequence[CheckOutcome]
    numbers: Sequence[int] = field(init=False)

    def __post_init__(self) -> None:
        found = [n for n, check in enumerate(self.checks) if check.verdict is not Verdict.EQUAL]
        object.__setattr__(self, "numbers", found)

    def keys(self, number: int) -> Iterator[Key]:
        """What the finding is about, where all that is about it has one cause."""
        check = self.checks[number]
        tables = _tables_of(check)
        if check.code.startswith("form.table."):
            yield from (("no table", n) for n in tables)
        elif check.verdict is Verdict.UNKNOWN:
            yield from (("no table", n) for n in tables & self._no_tables)
        yield from self._unread(check, tables)
        yield from self._unit(check, tables)
        yield from self._rows(check)
        yield from self._names(check)
        yield from self._titles(check)
        yield from self._doubled(check)
        if _reason(check.wording) == "why.incomplete" or number == self._first_without_a_row:
            yield "incomplete"
        if check.difference is None and check.verdict is not Verdict.UNKNOWN:
            yield from (("words", *key) for each in check.references if (key := _words_at(each)))

    # ---- tables ----------------------------------------------------------------------------------------

    @cached_property
    def _no_tables(self) -> frozenset[int]:
        found = (self.checks[n] for n in self.numbers)
        return frozenset(n for each in found if each.code.startswith("form.table.") for n in _tables_of(each))

    def _unread(self, check: CheckOutcome, tables: frozenset[int]) -> Iterator[Key]:
        """The tables of an undecided check of which something was not read for the same reason."""
        cause = _cause_unread(check.wording)
        if check.verdict is Verdict.UNKNOWN and cause:
            places = {
                each.table.number for each in self.report.unread if each.table and each.cause.value == cause
            }
            yield from (("unread", cause, n) for n in tables & places)

    @cached_property
    def _other_units(self) -> frozenset[int]:
        found = (self.checks[n].code for n in self.numbers)
        return frozenset(int(code[11:]) for code in found if code.startswith("form.unit.t"))

    def _unit(self, check: CheckOutcome, tables: frozenset[int]) -> Iterator[Key]:
        if check.code.startswith("form.unit.t"):
            yield "unit", int(check.code[11:])
        elif is_ten_thousand_times(check.left, check.right):
            yield from (("unit", n) for n in tables & self._other_units)

    # ---- rows ------------------------------------------------------------------------------------------

    @cached_property
    def _lacking(self) -> Mapping[int, Mapping[str, Decimal]]:
        """By table, the rows (by code) that it lacks, with the amount that another table prints there, in yuan."""
        rows: dict[int, dict[str, Decimal]] = defaultdict(dict)
        for n in self.numbers:
            check = self.checks[n]
            absent = [place for place in check.places if is_no_row(place)]
            if len(absent) == 1 and check.difference is not None:
                rows[absent[0].table or 0][code_in(absent[0].row)] = abs(_yuan(check))
        return rows

    def _rows(self, check: CheckOutcome) -> Iterator[Key]:
        """The table of which a part is missing, or the row under another code: blanks, and the sums that lack just these."""
        absent = [place for place in check.places if place.printed is None and place.table is not None]
        if check.code.startswith("form.rows."):
            yield from (("rows", n) for n in self._own_table(check))
        elif check.code.startswith("form.code."):
            yield from (("code", code) for code in check.code.rpartition(".")[2].split("-"))
        elif absent:
            rows = [place for place in absent if is_no_row(place) or self._is_lacking(place)]
            yield from (self._row_key(place.table, code_in(place.row)) for place in rows)
        elif check.code.startswith("within.parts.") and check.difference is not None:
            for number in self._own_table(check):
                above, lacking = code_in(check.places[0].row), self._lacking.get(number, {})
                under = {code: amount for code, amount in lacking.items() if _is_right_under(code, above)}
                if under and abs(_yuan(check)) == sum(under.values()):
                    yield from (self._row_key(number, code) for code in under)
        elif check.verdict is Verdict.UNKNOWN and _reason(check.wording) in ("why.no-name", "why.no-line"):
            named = check.places[0].text if check.places else ""
            for number, names in self._names_lacking.items():
                if any(name in named for name in names):
                    yield "rows", number

    def _row_key(self, table: int | None, code: str) -> Key:
        return ("code", code) if code in self._misprinted else ("rows", table)

    @cached_property
    def _misprinted(self) -> frozenset[str]:
        """The codes that findings name as two of one row."""
        found = (self.checks[n].code for n in self.numbers)
        slips = (code.rpartition(".")[2] for code in found if code.startswith("form.code."))
        return frozenset(code for slip in slips for code in slip.split("-"))

    def _is_lacking(self, place: ComparedPlace) -> bool:
        """Whether a place is, by its name, a row that its table lacks by its code."""
        return bool(place.row) and place.row in self._names_lacking.get(place.table or 0, ())

    def _own_table(self, check: CheckOutcome) -> list[int]:
        return [place.table for place in check.places[:1] if place.table is not None]

    @cached_property
    def _names_lacking(self) -> Mapping[int, frozenset[str]]:
        """The names that other tables print for the rows which a table lacks."""
        names: dict[str, str] = {}
        for table in self.report.tables:
            names |= {line.code: line.name for line in table.lines if line.codes and line.name}
        return {
            number: frozenset(names[code] for code in codes if code in names)
            for number, codes in self._lacking.items()
        }

    @cached_property
    def _first_without_a_row(self) -> int | None:
        """The first entry of the narrative that no table has: because of it the entries cannot be added up."""
        return next((n for n in self.numbers if _reason(self.checks[n].wording) == "why.no-name"), None)

    # ---- names -----------------------------------------------------------------------------------------

    @cached_property
    def _other_names(self) -> Mapping[str, str]:
        """The code of each name that a finding about names quotes, printed or official."""
        found: dict[str, str] = {}
        for n in self.numbers:
            check = self.checks[n]
            if check.code.startswith(_NAMES):
                code = check.code.rpartition(".")[2]
                official = check.wording.parameters.get("name")
                names = [place.text for place in check.places]
                names += [official] if isinstance(official, str) else []
                found |= {same_brackets(name): code for name in names}
        return found

    @cached_property
    def _own_codes(self) -> frozenset[str]:
        """The codes that a table numbers its own way, where a finding says so."""
        said = [self.checks[n] for n in self.numbers if self.checks[n].code.startswith("form.codes.")]
        tables = [t for t in self.report.tables if any(t.table.number in _tables_of(each) for each in said)]
        return frozenset(x.code for t in tables for x in t.lines if is_numbered_otherwise(x))

    def _names(self, check: CheckOutcome) -> Iterator[Key]:
        code = check.code.rpartition(".")[2]
        if check.code.startswith("form.codes."):
            yield "codes"
        elif check.code.startswith("form.unseen."):
            unseen = {code_in(place.row) for place in check.places}
            if unseen <= self._own_codes | self._misprinted:
                yield from ("codes" if each in self._own_codes else ("code", each) for each in unseen)
        elif check.code.startswith(_NAMES):
            yield "codes" if code in self._own_codes else ("name", code)
            yield from [("code", code)] * (code in self._misprinted)
        elif check.code.startswith("between.class."):
            named = check.wording.parameters.get("name")
            absent = [place for place in check.places if place.printed is None and place.table is not None]
            if absent and isinstance(named, str) and same_brackets(named) in self._other_names:
                yield "name", self._other_names[same_brackets(named)]
        elif check.verdict is Verdict.UNKNOWN and _reason(check.wording) == "why.no-name":
            label = same_brackets(check.places[0].row)
            last = re.split("-|—", label)[-1]
            yield from (
                ("name", self._other_names[name]) for name in (label, last) if name in self._other_names
            )

    def _titles(self, check: CheckOutcome) -> Iterator[Key]:
        """The other year that a title prints, as the title and the list of contents have it."""
        if check.wording.code in ("form.year.other", "form.contents.table-year"):
            title = next((place for place in check.places if isinstance(place.what, AtTitle)), None)
            if title is not None:
                yield "year", year_in(title.text)

    # ---- words -----------------------------------------------------------------------------------------

    @cached_property
    def _twice(self) -> Mapping[int, str]:
        """The code of the finding that lines are printed twice, by the number of each such line."""
        lines: dict[int, str] = {}
        for n in self.numbers:
            check = self.checks[n]
            if check.code.startswith("text.doubled.") and check.wording.code == "text.doubled.passages":
                length = int(str(check.wording.parameters["n"]))
                for each in check.references:
                    if isinstance(each, list) and each[0] == "line":
                        first = int(str(each[1]))
                        lines |= dict.fromkeys(range(first, first + length), check.code)
        return lines

    def _doubled(self, check: CheckOutcome) -> Iterator[Key]:
        for each in check.references:
            if isinstance(each, list) and each[0] == "line" and int(str(each[1])) in self._twice:
                yield "twice", self._twice[int(str(each[1]))]

    # ---- figures ---------------------------------------------------------------------------------------

    @cached_property
    def _equal(self) -> Groups:
        """Figures that agreeing checks of two printed numbers make equal."""
        groups = Groups()
        for check in self.checks:
            if check.verdict is Verdict.EQUAL and check.difference is not None:
                figures = [key for each in check.references if (key := _figure_at(each)) is not None]
                if len(figures) == 2 == len(set(figures)):
                    for figure in figures:
                        groups.join(self._number_of(figure), [("pair", *figures)])
        return groups

    _numbers: dict[Key, int] = field(default_factory=dict)

    def _number_of(self, figure: Key) -> int:
        return self._numbers.setdefault(figure, len(self._numbers))

    def off_by_the_same(self) -> Iterator[tuple[int, int]]:
        """Pairs of findings that compare the same figure and are off by the same amount."""
        group_of = {n: i for i, group in enumerate(self._equal.all()) for n in group}
        by_figure: dict[Key, list[int]] = defaultdict(list)
        for n in self.numbers:
            check = self.checks[n]
            if check.verdict in (Verdict.DIFFERS, Verdict.ROUNDING) and check.difference:
                figures = {key for each in check.references if (key := _figure_at(each)) is not None}
                own = {self._number_of(figure) for figure in figures}
                for figure in {("equal", group_of[f]) if f in group_of else ("own", f) for f in own}:
                    by_figure[figure].append(n)
        for numbers in by_figure.values():
            for a, b in combinations(numbers, 2):
                if _is_off_by_the_same(self.checks[a], self.checks[b]):
                    yield a, b


_PER_UNIT = {unit.value: unit.yuan for unit in Unit}
_ROUNDED = Decimal(100)  # yuan: half a unit of two decimals of 万元 on either side


def _yuan(check: CheckOutcome) -> Decimal:
    """The difference in yuan; of what is no money, as it is."""
    return (check.difference or Decimal(0)) * _PER_UNIT.get(check.unit, 1)


def _is_off_by_the_same(a: CheckOutcome, b: CheckOutcome) -> bool:
    """Whether both have one verdict and one difference, up or down; two units of money print it rounded."""
    if a.verdict is not b.verdict or (a.unit in _PER_UNIT) != (b.unit in _PER_UNIT):
        return False
    apart = abs(abs(_yuan(a)) - abs(_yuan(b)))
    return apart == 0 if a.unit == b.unit else apart <= _ROUNDED < abs(_yuan(a))


def _figure_at(reference: Reference) -> Key | None:
    """What a reference to a printed number is the same as; None for a blank, or for words."""
    if isinstance(reference, int):
        return reference
    return tuple(reference) if reference[0] in ("fact", "line") else None


def _words_at(reference: Reference) -> tuple[Hashable, ...] | None:
    """The line and span of words; None for anything else."""
    if isinstance(reference, list) and reference[0] == "line":
        return tuple(reference[1:4])
    return None


def _tables_of(check: CheckOutcome) -> frozenset[int]:
    """The tables that a check is about: those of its places, and those of which its code and its words give the number."""
    found = {place.table for place in check.places if place.table}
    found |= {int(n) for n in re.findall(r"(?<=[.-]t)\d+(?![\d])", check.code)}
    return frozenset(found)


def _is_right_under(code: str, above: str) -> bool:
    """Whether a code is one level below another, or a class below the total."""
    return (
        len(code) == 3
        if above == "合计" or not above
        else code.startswith(above) and len(code) == len(above) + 2
    )


def _reason(wording: Wording) -> str:
    reason = wording.parameters.get("reason")
    return reason.code if wording.code == "undecided" and isinstance(reason, Wording) else ""


def _cause_unread(wording: Wording) -> Part | None:
    reason = wording.parameters.get("reason")
    return (
        reason.parameters.get("cause")
        if isinstance(reason, Wording) and reason.code == "why.unread"
        else None
    )
