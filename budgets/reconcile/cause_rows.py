"""Which findings are about one table that was not found, is in another unit, or of which rows are missing or unread."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from budgets.form.amounts import last_digit
from budgets.form.tables import Role
from budgets.form.terms import UnreadCause, Verdict
from budgets.parsing.records import BudgetReport
from budgets.parsing.table_records import PrintedTable, TableLine
from budgets.reconcile.cause_keys import Key, cause_unread, named_in, reason_of, tables_of
from budgets.reconcile.outcomes import CheckOutcome, ComparedPlace
from budgets.reconcile.roots import code_in, is_no_row, is_ten_thousand_times
from budgets.reconcile.terms import by_code

_TEN_THOUSAND = 10000
TOTAL = "合计"


@dataclass(frozen=True)
class RowKeys:
    """The findings of a report, and what tables and rows they have in common."""

    report: BudgetReport
    findings: Sequence[CheckOutcome]

    def of(self, check: CheckOutcome) -> Iterator[Key]:
        """What the finding is about, where all that is about it has one cause."""
        tables = tables_of(check) or self._tables_meant(check)
        if check.code.startswith("form.table."):
            yield from (("no table", n) for n in tables)
        elif check.verdict is Verdict.UNKNOWN or check.wording.code == "form.contents.table-missing":
            yield from (("no table", n) for n in tables & self._no_tables)
            yield from self._unread(check, tables)
        yield from self._whole_table(check)
        if check.code.startswith("form.last-year."):
            yield from (("last year", n) for n in tables)
        elif check.difference is not None:
            yield from (("last year", n) for n in tables & self._of_last_year)
        if check.wording.code == "form.columns.exchanged" or check.code.startswith("between.costs."):
            yield "costs"
        if check.code.startswith("form.unit."):
            yield "unit", int(named_in(check)[1:])
        elif tables & self._other_units and _is_another_unit(check):
            yield from (("unit", n) for n in tables & self._other_units)
        yield from self._lacking_rows(check)
        if check.code.startswith("form.repeated.amounts."):
            yield from (("printed twice", n, named_in(check)) for n in tables)
        elif check.code.startswith("within."):
            yield from self._sums(check, tables)

    def _found(self, start: str) -> Iterator[CheckOutcome]:
        return (check for check in self.findings if check.code.startswith(start))

    @cached_property
    def _no_tables(self) -> frozenset[int]:
        return frozenset(n for each in self._found("form.table.") for n in tables_of(each))

    @cached_property
    def _other_units(self) -> frozenset[int]:
        return frozenset(int(named_in(each)[1:]) for each in self._found("form.unit."))

    @cached_property
    def _of_last_year(self) -> frozenset[int]:
        return frozenset(n for each in self._found("form.last-year.") for n in tables_of(each))

    def _tables_meant(self, check: CheckOutcome) -> frozenset[int]:
        """The table with which prose is compared, where the check says so of itself but has no place in it."""
        if check.code.startswith("notes.performance.money"):
            return frozenset({self.report.form.number(Role.EXPENDITURE)})
        if check.code.startswith("narrative.") and reason_of(check) in ("why.no-name", "why.incomplete"):
            return frozenset({self.report.form.number(Role.GENERAL_PUBLIC)}) & self._no_tables
        return frozenset()

    def _unread(self, check: CheckOutcome, tables: frozenset[int]) -> Iterator[Key]:
        """The tables of an undecided check of which something was not read for the same reason; of all tables, the first."""
        cause = cause_unread(check)
        if reason_of(check) == "why.incomplete":  # of its entries some may be in the rows that were not read
            entries = map(cause_unread, self._found("narrative.function."))
            cause = next((each for each in entries if each), None)
        if check.wording.code == "form.printed.astray":
            cause, tables = UnreadCause.NO_TITLE.value, tables_of(check)
        if check.wording.code == "within.missing.unread":
            rows = [(x.cause.value, x.table.number) for x in self.report.unread if x.table and x.line is None]
            yield from (("unread", *row) for row in rows if row[1] in tables)
        if cause:
            unread = {
                each.table.number for each in self.report.unread if each.table and each.cause.value == cause
            }
            meant = tables & unread if tables else set(sorted(unread)[:1])
            yield from (("unread", cause, n) for n in meant)

    def _whole_table(self, check: CheckOutcome) -> Iterator[Key]:
        """What a table lacks with its first page, or with all its rows: the title, the unit, a reason why it is empty."""
        rule, _, rest = check.code.removeprefix("form.").rpartition(".t")
        if not check.code.startswith("form.") or not rest.isdigit():
            return
        number = int(rest)
        if rule in ("printed.title", "printed.unit", "printed.astray") and number in self._without_title:
            yield "title", number
            yield from [("rows", number)] * (number in self._lacking)
        elif rule in ("empty", "stated") and len(self._lacking.get(number, ())) > 1:
            yield "rows", number

    @cached_property
    def _without_title(self) -> frozenset[int]:
        return frozenset(n for each in self._found("form.printed.title.") for n in tables_of(each))

    # ---- rows that other tables print --------------------------------------------------------------------

    def _lacking_rows(self, check: CheckOutcome) -> Iterator[Key]:
        """The table of which a part is missing, or the row under another code: what is blank in it."""
        if check.code.startswith("form.rows."):
            yield "rows", check.places[0].table
        elif check.code.startswith("form.code."):
            yield from (("code", code) for code in named_in(check).split("-"))
        elif check.code.startswith("form.unseen."):
            codes = {code_in(place.row) for place in check.places}
            yield from (("code", code) for code in codes if codes <= self._misprinted)
        elif check.code.startswith(("form.name.", "form.class.")):
            yield from [("code", named_in(check))] * (named_in(check) in self._misprinted)
        else:
            absent = [place for place in check.places if place.printed is None and place.table is not None]
            rows = (place for place in absent if is_no_row(place) or self._is_lacking(place))
            yield from (self._row(place.table, code_in(place.row)) for place in rows)
            if reason_of(check) == "why.no-total":
                yield from (
                    ("rows", n) for n in self._tables_meant(check) if TOTAL in self._lacking.get(n, ())
                )
            if check.verdict is Verdict.UNKNOWN and reason_of(check) in ("why.no-name", "why.no-line"):
                named = check.places[0].text if check.places else ""
                yield from (
                    ("rows", number)
                    for number, names in self._names_lacking.items()
                    if any(name in named for name in names)
                )

    def _row(self, table: int | None, code: str) -> Key:
        return ("code", code) if code in self._misprinted else ("rows", table)

    @cached_property
    def _misprinted(self) -> frozenset[str]:
        """The codes that findings name as two of one row."""
        return frozenset(code for each in self._found("form.code.") for code in named_in(each).split("-"))

    @cached_property
    def _lacking(self) -> Mapping[int, frozenset[str]]:
        """By table, the codes of the rows that other tables print and it lacks; 合计 for its total."""
        rows: dict[int, set[str]] = defaultdict(set)
        for place in (place for check in self.findings for place in check.places if is_no_row(place)):
            rows[place.table or 0].add(code_in(place.row))
        return {table: frozenset(codes) for table, codes in rows.items()}

    @cached_property
    def _names_lacking(self) -> Mapping[int, frozenset[str]]:
        """The names that other tables print for the rows which a table lacks."""
        names = {
            line.code: line.name
            for table in self.report.tables
            for line in table.lines
            if line.codes and line.name
        }
        return {
            number: frozenset(names[code] for code in codes if code in names)
            for number, codes in self._lacking.items()
        }

    def _is_lacking(self, place: ComparedPlace) -> bool:
        """Whether a place is, by its name, a row that its table lacks by its code."""
        return bool(place.row) and place.row in self._names_lacking.get(place.table or 0, ())

    # ---- sums within a table -----------------------------------------------------------------------------

    def _sums(self, check: CheckOutcome, tables: frozenset[int]) -> Iterator[Key]:
        """The rows because of which a sum of the table cannot come out: lacking, or printed twice."""
        parts = check.code.split(".")
        above = parts[3] if parts[1] == "parts" else ""
        missing = parts[3] if parts[1] == "missing" else ""
        for number in tables:
            lacking = self._lacking.get(number, frozenset())
            yield from (self._row(number, code) for code in lacking if code == missing)
            if above and self._lacks_rows_under(check, number, above, parts[-1]):
                yield from (self._row(number, code) for code in lacking if _is_right_under(code, above))
            twice = {
                named_in(each) for each in self._found("form.repeated.amounts.") if number in tables_of(each)
            }
            yield from (("printed twice", number, code) for code in twice if _is_right_under(code, above))
            yield from self._gaps(number, above, missing)
            if above and self._last_codes.get(number, "").startswith(above):
                yield "rows", number

    @cached_property
    def _last_codes(self) -> Mapping[int, str]:
        """The last code of each table that a finding says to end there, before its total."""
        ended = {int(named_in(each)[1:]) for each in self.findings if each.wording.code == "form.rows.end"}
        return {
            table.table.number: table.lines[-1].code
            for table in self.report.tables
            if table.table.number in ended
        }

    def _lacks_rows_under(self, check: CheckOutcome, number: int, above: str, column: str) -> bool:
        """Whether the rows that a table lacks explain a sum.

        A column that no other table prints goes with the total, where what all columns lack adds up.
        """
        if self._comes_out_with(check, number, above, column):
            return True
        start = f"within.parts.t{number}.{above}."
        lacking = {named_in(x): (x.difference or Decimal(0)) for x in self._found(start)}
        total = next((x for x in self._found(f"{start}total") if x is not check), None)
        if total is None or not self._comes_out_with(total, number, above, "total"):
            return False
        if self._comes_out_with(total, number, above, "total", beside=column):
            return False  # that table prints the column too, and it does not come out
        unit, rounded = self._units.get(number, Decimal(1)), self._rounded(number, above)
        rest = sum(lacking.values(), Decimal(0)) - 2 * lacking["total"]
        return min(lacking.values()) * unit >= -rounded and abs(rest) * unit <= rounded * len(lacking)

    def _comes_out_with(
        self, check: CheckOutcome, number: int, above: str, column: str, beside: str = ""
    ) -> bool:
        """Whether a sum is right with the amounts that another table prints for the rows that this one lacks.

        `beside`: a column that the other table has to print as well.
        """
        lines = self._lines.get(number, {})
        lacking = [c for c in self._lacking.get(number, ()) if _is_right_under(c, above)]
        if not lacking or check.left is None:
            return False
        own = sum(
            (_amount(line, column) for code, line in lines.items() if _is_right_under(code, above)),
            Decimal(0),
        )
        unit = self._units.get(number, Decimal(1))
        rest = check.left * unit - own
        rounded = self._rounded(number, above)
        for other in self._lines.values():
            keys = {figure.column for code in lacking if code in other for figure in other[code].figures}
            has_both = not beside or beside in keys
            if (
                has_both
                and all(code in other for code in lacking)
                and any(
                    abs(sum((_amount(other[code], key) for code in lacking), Decimal(0)) - rest) <= rounded
                    for key in keys
                )
            ):
                return True
        return False

    def _rounded(self, number: int, above: str) -> Decimal:
        """How far a sum of the table may be off by rounding, in yuan, with the rows that it lacks."""
        codes = {*self._lines.get(number, {}), *self._lacking.get(number, ())}
        parts = sum(_is_right_under(code, above) for code in codes)
        return self._steps.get(number, Decimal(0)) * (parts + 1) / 2

    @cached_property
    def _lines(self) -> Mapping[int, Mapping[str, TableLine]]:
        """The lines with a code of each table."""
        return {table.table.number: by_code(table) for table in self.report.tables}

    @cached_property
    def _units(self) -> Mapping[int, Decimal]:
        """What one unit of each table is worth in yuan."""
        return {table.table.number: table.unit.yuan for table in self.report.tables}

    @cached_property
    def _steps(self) -> Mapping[int, Decimal]:
        """What one unit of the last digit of a table's amounts is worth, in yuan: the smallest one."""
        return {
            table.table.number: min(
                last_digit(f.text, table.unit) for line in table.lines for f in line.figures
            )
            for table in self.report.tables
            if any(line.figures for line in table.lines)
        }

    def _gaps(self, number: int, above: str, missing: str) -> Iterator[Key]:
        """Where a part of the table is gone by itself: lines whose line above is missing, and the sums right before them."""
        table = next((each for each in self.report.tables if each.table.number == number), None)
        for code, first, before in self._ends_of_gaps(table) if table else ():
            if code == missing or (above and before.startswith(above)):
                yield "gap", number, first

    def _ends_of_gaps(self, table: PrintedTable) -> Iterator[tuple[str, int, str]]:
        """Each code that is missing above others: the first of these by its position, and the code printed before it."""
        codes = [line.code for line in table.lines if line.codes]
        for each in self._found(f"within.missing.t{table.table.number}."):
            first = next((n for n, code in enumerate(codes) if code.startswith(named_in(each))), 0)
            yield named_in(each), first, codes[first - 1] if first else ""


def _amount(line: TableLine, column: str) -> Decimal:
    figure = line.figure(column)
    return figure.yuan if figure else Decimal(0)


def _is_right_under(code: str, above: str) -> bool:
    """Whether a code is one level below another, or a class below the total."""
    if above == "total":
        return len(code) == 3
    return bool(above) and code.startswith(above) and len(code) == len(above) + 2


def _is_another_unit(check: CheckOutcome) -> bool:
    """Whether a comparison comes out wrong just because one side is in 万元 and the other in 元.

    A sum within a table has one unit, whichever it is. What may only not exceed another holds in the other unit.
    """
    if check.code.startswith("within."):
        return False
    if check.code.startswith("between.soft.") and check.left and check.right:
        return max(check.left, check.right) <= min(check.left, check.right) * _TEN_THOUSAND
    return is_ten_thousand_times(check.left, check.right)
