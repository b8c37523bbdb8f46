"""Kind 2, inside one table: items to sections to classes to the total, parts of a row to its total."""

from collections.abc import Iterator

from budgets.form.codes import codes_above
from budgets.form.tables import Form, Role
from budgets.form.terms import CheckKind, Level, Side
from budgets.parsing.records import BudgetReport
from budgets.parsing.table_records import PrintedTable, TableLine
from budgets.reconcile.outcomes import Check, CheckOutcome
from budgets.reconcile.terms import (
    column_keys,
    column_label,
    row_label,
    term,
    total_line,
    total_term,
    unread_rows,
)
from budgets.reconcile.verdicts import compare_same, compare_sum, unknown
from budgets.reconcile.wording import Wording, added, worded


def _check(code: str, title: Wording) -> Check:
    return Check(f"within.{code}", CheckKind.WITHIN, title)


def lines_to_their_parts(report: BudgetReport) -> Iterator[CheckOutcome]:
    """Tables 2, 3, 5, 6, 7, 8: the lines right below a line add up to it, in each column."""
    for table in _tables(report, Form.CODED):
        for parent, parts in _families(table):
            for key in column_keys(table):
                yield from _parent_check(table, parent, parts, key)


def _parent_check(
    table: PrintedTable, parent: TableLine, parts: list[TableLine], key: str
) -> Iterator[CheckOutcome]:
    terms = [term(table, part, key) for part in parts]
    total = term(table, parent, key)
    if not any(each.is_printed for each in (total, *terms)):
        return
    n = table.table.number
    name = parent.code or "total"
    title = worded("within.parts", n=n, row=row_label(parent), column=column_label(table, key))
    check = _check(f"parts.t{n}.{name}.{key}", title)
    yield compare_sum(check, total, terms, table.unit, unread_rows(table))


def _families(table: PrintedTable) -> Iterator[tuple[TableLine, list[TableLine]]]:
    """Each line with the lines directly below it in the classification; the total with those that have no line above."""
    families: dict[str, list[TableLine]] = {}
    lines = {line.code: line for line in table.lines if line.codes}
    for code, line in lines.items():
        above = next((up for up in codes_above(code) if up in lines), "")
        families.setdefault(above, []).append(line)
    total = total_line(table)
    for code, parts in families.items():
        parent = lines.get(code) or total
        if parent is not None:
            yield parent, parts


def lines_without_the_line_above(report: BudgetReport) -> Iterator[CheckOutcome]:
    """Tables 2, 3, 5, 6, 7, 8: the class and section of each code are printed; where not, their sums are unknown."""
    for table in _tables(report, Form.CODED):
        codes = {line.code for line in table.lines}
        above = {code[:length] for code in codes for length in (3, 5) if length < len(code)}
        for code in sorted(above - codes):
            n = table.table.number
            title = worded("within.missing", n=n, code=code)
            if unread_rows(table):
                title = worded("within.missing.unread", n=n, code=code)
            yield unknown(_check(f"missing.t{n}.{code}", title), table.unit)


def entries_to_their_parts(report: BudgetReport) -> Iterator[CheckOutcome]:
    """Tables 1 and 4: entries 1. 2. 3. add up to the entry 一、 above them, and entries 一、二、 to the total."""
    for table in _tables(report, Form.TWO_SIDED):
        for side in Side:
            entries = [line for line in table.lines if line.side is side and line.level is not Level.TOTAL]
            for key in column_keys(table, side):
                yield from _side_checks(table, side, entries, key)


def _side_checks(
    table: PrintedTable, side: Side, entries: list[TableLine], key: str
) -> Iterator[CheckOutcome]:
    n = table.table.number
    top = [entry for entry in entries if entry.parent is None]
    for entry in entries:
        if entry.level is Level.SUBTOTAL:
            parts = [term(table, part, key) for part in entries if part.parent == entry.number]
            title = worded("within.parts.entry", n=n, row=entry.name, column=column_label(table, key))
            check = _check(f"parts.t{n}.{side.word}.{entry.number}.{key}", title)
            yield compare_sum(check, term(table, entry, key), parts, table.unit, unread_rows(table))
    title = worded("within.parts.side", n=n, side=side.value, column=column_label(table, key))
    check = _check(f"parts.t{n}.{side.word}.total.{key}", title)
    parts = [term(table, entry, key) for entry in top]
    yield compare_sum(check, total_term(table, key, side), parts, table.unit, unread_rows(table))


def rows_across(report: BudgetReport) -> Iterator[CheckOutcome]:
    """The parts of a row add up to the row's 合计: sources of revenue, basic and project, funds, personnel and running."""
    for table in _tables(report, Form.CODED, Form.TWO_SIDED):
        whole, parts = _across(table)
        if not set(parts) & set(column_keys(table)):
            continue
        if not table.complete:
            title = worded("within.across.unknown", n=table.table.number)
            yield unknown(_check(f"across.t{table.table.number}", title), table.unit)
            continue
        side = table.table.column(whole).side
        for line in (x for x in table.lines if x.side is side):
            terms = [term(table, line, key) for key in parts]
            total = term(table, line, whole)
            if not any(each.is_printed for each in (total, *terms)):
                continue
            n = table.table.number
            title = worded(
                "within.across",
                n=n,
                row=row_label(line),
                column=column_label(table, whole),
                parts=added(column_label(table, key) for key in parts),
            )
            name = "total" if line.level is Level.TOTAL else line.code or line.number
            yield compare_sum(_check(f"across.t{n}.{name}", title), total, terms, table.unit)


def _across(table: PrintedTable) -> tuple[str, list[str]]:
    """The total column of a row, and the columns that it adds up."""
    if table.table.form is Form.CODED:
        return "total", [c.key for c in table.table.columns if c.key != "total"]
    whole = "total" if table.table.role is Role.FISCAL_APPROPRIATION else "expenditure"
    return whole, [c.key for c in table.table.columns if c.side is Side.EXPENDITURE and c.key != whole]


def revenue_equals_expenditure(report: BudgetReport) -> Iterator[CheckOutcome]:
    """Tables 1 and 4: total revenue = total expenditure."""
    for table in _tables(report, Form.TWO_SIDED):
        n = table.table.number
        whole, _parts = _across(table)
        yield compare_same(
            _check(f"balance.t{n}", worded("within.balance", n=n)),
            total_term(table, "revenue", Side.REVENUE),
            total_term(table, whole, Side.EXPENDITURE),
            table.unit,
        )


def three_public_sums(report: BudgetReport) -> Iterator[CheckOutcome]:
    """Table 9: vehicles = purchase + running; “三公” = travel + hospitality + vehicles."""
    table = report.table(Role.THREE_PUBLIC)
    if table is None or table.is_empty:
        return
    lines = {line.name: line for line in table.lines}
    named = {c.key: term(table, lines[c.title], c.key) for c in table.table.columns if c.title in lines}
    sums = (
        ("vehicles", ("vehicle_purchase", "vehicle_running"), worded("within.sums.vehicles")),
        ("total", ("overseas_travel", "hospitality", "vehicles"), worded("within.sums")),
    )
    for whole, parts, title in sums:
        if whole in named and all(part in named for part in parts):
            yield compare_sum(
                _check(f"sums.t{table.table.number}.{whole}", title),
                named[whole],
                [named[part] for part in parts],
                table.unit,
            )


def _tables(report: BudgetReport, *forms: Form) -> Iterator[PrintedTable]:
    yield from (table for table in report.tables if table.table.form in forms and not table.is_empty)


RULES = (
    lines_to_their_parts,
    lines_without_the_line_above,
    entries_to_their_parts,
    rows_across,
    revenue_equals_expenditure,
    three_public_sums,
)
