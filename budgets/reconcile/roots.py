"""Kind 1, form: slips that bring about many findings at once, told as what they are.

A table in another unit, a page that was left out, a code that is printed otherwise in another table, codes that a body
numbers its own way: each breaks every comparison of those rows. The rules here name the slip; budgets.reconcile.causes
puts what follows from it behind it.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import combinations

from budgets.form.codes import economic
from budgets.form.spelling import one_line, same_brackets
from budgets.form.tables import Role
from budgets.form.terms import Side, Topic, Verdict
from budgets.parsing.records import BudgetReport
from budgets.parsing.table_records import PrintedTable, TableLine
from budgets.reconcile.code_names import name_place
from budgets.reconcile.outcomes import AtCell, CheckOutcome, ComparedPlace, Term
from budgets.reconcile.stated import facts_of, money
from budgets.reconcile.terms import by_code, row_label, term, title_place, total_line, total_term
from budgets.reconcile.verdicts import finding
from budgets.reconcile.wording import Wording, worded

# ---- a table in another unit ---------------------------------------------------------------------------

_TEN_THOUSAND = Decimal(10000)
# The tables that print the same money, with the column of the whole of it and its side.
_TOTALS: tuple[tuple[tuple[Role, str, Side | None], ...], ...] = (
    (
        (Role.REVENUE_EXPENDITURE, "expenditure", Side.EXPENDITURE),
        (Role.REVENUE, "total", None),
        (Role.EXPENDITURE, "total", None),
    ),
    ((Role.FISCAL_APPROPRIATION, "general_public", Side.EXPENDITURE), (Role.GENERAL_PUBLIC, "total", None)),
    ((Role.FISCAL_APPROPRIATION, "managed_funds", Side.EXPENDITURE), (Role.MANAGED_FUNDS, "total", None)),
    ((Role.FISCAL_APPROPRIATION, "state_capital", Side.EXPENDITURE), (Role.STATE_CAPITAL, "total", None)),
    ((Role.REVENUE, "fiscal_appropriation", None), (Role.FISCAL_APPROPRIATION, "revenue", Side.REVENUE)),
    ((Role.GENERAL_PUBLIC, "basic", None), (Role.BASIC_BY_CLASS, "total", None)),
)


def units_of_tables(report: BudgetReport) -> Iterator[CheckOutcome]:
    """No table's amounts are ten thousand times those of the others: then its unit line, or theirs, is wrong."""
    pairs = list(_ten_thousand_apart(report))
    of = {table: [pair for pair in pairs if table in pair] for pair in pairs for table in pair}
    if not pairs:
        yield finding("form.unit", worded("form.unit"), Verdict.EQUAL)
    while any(of.values()):
        # The table that is apart from most of the others is the one whose unit is wrong.
        number = max(
            (table for table in of if table and of[table]), key=lambda table: (len(of[table]), table)
        )
        own, other = _term_of(of[number][0], number)
        places = (own.place, other.place, *_unit_lines(report, number))
        yield finding(f"form.unit.t{number}", _far_apart(report, number, other), Verdict.DIFFERS, *places)
        of = {table: [pair for pair in left if number not in pair] for table, left in of.items()}


def _far_apart(report: BudgetReport, number: int, other: Term) -> Wording:
    own = next(table.unit.value for table in report.tables if table.table.number == number)
    theirs = other.unit.value
    if other.place.table is None:
        return worded("form.unit.notes", n=number, unit=own, label=other.place.row, other=theirs)
    return worded("form.unit.other", n=number, unit=own, m=other.place.table, other=theirs)


_UNIT_LINE = re.compile(r"单\s*位\s*[:：]")


def _unit_lines(report: BudgetReport, number: int) -> Iterator[ComparedPlace]:
    """Where the table's unit is printed."""
    for line in report.lines:
        if line.owner.startswith(f"table {number}") and _UNIT_LINE.search(line.text):
            yield ComparedPlace.at(line.place, one_line(line.text), number)


# The two terms of a pair by their table; 0 stands for the notes.
Pair = Mapping[int, Term]


def _term_of(pair: Pair, number: int) -> tuple[Term, Term]:
    return pair[number], next(each for table, each in pair.items() if table != number)


def _ten_thousand_apart(report: BudgetReport) -> Iterator[Pair]:
    """Pairs of terms that print the same money, one ten thousand times the other."""
    same = [
        [
            total_term(table, column, side)
            for role, column, side in roles
            if (table := report.table(role)) is not None
        ]
        for roles in _TOTALS
    ]
    for a, b in (*(pair for terms in same for pair in combinations(terms, 2)), *_stated(report)):
        if is_ten_thousand_times(a.yuan, b.yuan):
            yield {each.place.table or 0: each for each in (a, b)}


def _stated(report: BudgetReport) -> list[tuple[Term, Term]]:
    """The first amount that the notes state for table 9 with its cell, where all of them are ten thousand times apart."""
    pairs = list(_pairs_of_the_notes(report))
    return pairs[:1] if all(is_ten_thousand_times(a.yuan, b.yuan) for a, b in pairs) else []


def _pairs_of_the_notes(report: BudgetReport) -> Iterator[tuple[Term, Term]]:
    """Each amount that the notes state for table 9 with its cell, where neither is blank or 0."""
    table = report.table(Role.THREE_PUBLIC)
    for topic in (Topic.THREE_PUBLIC, Topic.AGENCY_OPERATING) if table else ():
        for key, fact in facts_of(report, topic).items():
            assert table is not None
            column = table.table.column("agency_operating" if topic is Topic.AGENCY_OPERATING else key)
            line = next((x for x in table.lines if x.name == column.title), None)
            cell = term(table, line, column.key) if line else None
            if cell and cell.yuan and fact.value:
                yield money(report, fact), cell


def is_ten_thousand_times(a: Decimal | None, b: Decimal | None) -> bool:
    """Whether one of two amounts is the other in 万元 taken for 元, as far as the printed digits tell."""
    if not a or not b or a * b < 0:
        return False
    larger, smaller = max(abs(a), abs(b)), min(abs(a), abs(b))
    return abs(larger / smaller / _TEN_THOUSAND - 1) < Decimal("0.001")


Row = tuple[PrintedTable, TableLine]

# ---- rows that only other tables print -----------------------------------------------------------------


def rows_of_tables(report: BudgetReport, checks: Sequence[CheckOutcome]) -> Iterator[CheckOutcome]:
    """What of a table's rows only other tables print, by the checks that found a blank in their place.

    A row that is there under another code is that slip; of others, two or more are one: a part of the table is missing.
    """
    slips: dict[tuple[str, ...], list[Row]] = {}
    for number, rows in _rows_elsewhere(checks).items():
        table = next(each for each in report.tables if each.table.number == number)
        missing = []
        for code, place in rows.items():
            pair = _under_another_code(report, table, code, place)
            if pair is None:
                missing.append(place)
            else:
                found = slips.setdefault(tuple(sorted({line.code for _table, line in pair})), [])
                found += [row for row in pair if row not in found]
        if len(missing) > 1:
            title = worded("form.rows", n=number, count=len(missing))
            places = (title_place(table), *missing)
            yield finding(f"form.rows.t{number}", title, Verdict.DIFFERS, *places)
        elif missing and _ends_early(table, checks):
            last = table.lines[-1]
            title = worded("form.rows.end", n=number, row=row_label(last))
            places = (title_place(table), name_place(table, last), *missing)
            yield finding(f"form.rows.t{number}", title, Verdict.DIFFERS, *places)
    for codes, lines in slips.items():
        title = worded("form.code", name=lines[0][1].name, code=codes[0], other=codes[-1])
        places = tuple(name_place(*row) for row in sorted(lines, key=_by_table))
        yield finding(f"form.code.{'-'.join(codes)}", title, Verdict.DIFFERS, *places)


def _rows_elsewhere(checks: Sequence[CheckOutcome]) -> dict[int, dict[str, ComparedPlace]]:
    """By table, the code of each row that it does not print (合计: its total) and a place where another table does."""
    found: dict[int, dict[str, ComparedPlace]] = {}
    for check in checks:
        absent = [place for place in check.places if is_no_row(place)]
        printed = [place for place in check.places if isinstance(place.what, AtCell) and place.text]
        if check.verdict is Verdict.DIFFERS and len(absent) == 1 and printed:
            found.setdefault(absent[0].table or 0, {}).setdefault(code_in(absent[0].row), printed[0])
    return found


def _ends_early(table: PrintedTable, checks: Sequence[CheckOutcome]) -> bool:
    """Whether a table that prints no total breaks off: what stands above its last line is more than the lines below it."""
    last = table.lines[-1] if table.lines else None
    if last is None or not last.codes or total_line(table) is not None:
        return False
    start = f"within.parts.t{table.table.number}."
    return any(
        check.verdict is Verdict.DIFFERS
        and check.code.startswith(start)
        and last.code.startswith(check.code.removeprefix(start).partition(".")[0])
        and (check.difference or 0) > 0
        for check in checks
    )


def is_no_row(place: ComparedPlace) -> bool:
    """Whether the place is a row, by its code or as the total, that its table does not print."""
    nowhere = place.table is not None and place.what is None and place.printed is None
    return nowhere and bool(code_in(place.row))


def code_in(row: str) -> str:
    """The code of a row as checks call it (208-05-02 事业单位离退休, 2080502), or 合计; "" where it has neither."""
    code = re.match(r"[\d-]+", row)
    return code.group().replace("-", "") if code else row if row == "合计" else ""


def _by_table(row: Row) -> tuple[int, int]:
    table, line = row
    return table.table.number, line.number


def _under_another_code(
    report: BudgetReport, table: PrintedTable, code: str, place: ComparedPlace
) -> tuple[Row, Row] | None:
    """The line of the table that has the name of that code but another code, which the other table has not."""
    other = next(each for each in report.tables if each.table.number == place.table)
    theirs = by_code(other)
    line = theirs.get(code)
    if line is None:
        return None
    own = [x for x in table.lines if x.codes and x.code not in theirs and x.name == line.name]
    return ((table, own[0]), (other, line)) if len(own) == 1 else None


# ---- codes that a body numbers its own way -------------------------------------------------------------

_MANY = 3  # one or two wrong codes are slips of their own


def codes_of_its_own(report: BudgetReport) -> Iterator[CheckOutcome]:
    """The economic codes of a table are the official ones: many names under the codes of others are a numbering of its own."""
    table = report.table(Role.BASIC_BY_CLASS)
    if table is None:
        return
    other = [line for line in table.lines if is_numbered_otherwise(line)]
    if len(other) >= _MANY:
        n = table.table.number
        title = worded("form.codes.other", n=n, count=len(other))
        yield finding(f"form.codes.t{n}", title, Verdict.DIFFERS, *(name_place(table, x) for x in other))


def is_numbered_otherwise(line: TableLine) -> bool:
    """Whether the line prints an economic class of the official list under the code of another, or of none."""
    known = economic().get(line.code)
    name = same_brackets(line.name)
    return (
        bool(line.codes)
        and (known is None or same_brackets(known.name) != name)
        and any(same_brackets(each.name) == name for each in economic().values())
    )


RULES = (units_of_tables, codes_of_its_own)
