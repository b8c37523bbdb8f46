"""Kind 3, between tables: money that two of the official tables print, and amounts that may not exceed others."""

import re
from collections.abc import Iterator

from budgets.form.amounts import Unit
from budgets.form.codes import code_of
from budgets.form.spelling import same_brackets
from budgets.form.tables import Role
from budgets.form.terms import CheckKind, Level, Side
from budgets.parsing.records import BudgetReport
from budgets.parsing.table_records import PrintedTable, TableLine
from budgets.reconcile.outcomes import Check, CheckOutcome, Term
from budgets.reconcile.terms import (
    absent,
    absent_name,
    by_code,
    code_term,
    column_label,
    row_label,
    term,
    total_term,
    unread_rows,
)
from budgets.reconcile.verdicts import compare_at_most, compare_same, compare_sum, compare_sums
from budgets.reconcile.wording import Wording, added, worded

FUNDS = (
    (Role.GENERAL_PUBLIC, "general_public", "一般公共预算"),
    (Role.MANAGED_FUNDS, "managed_funds", "政府性基金"),
    (Role.STATE_CAPITAL, "state_capital", "国有资本经营预算"),
)


def _check(code: str, title: Wording) -> Check:
    return Check(f"between.{code}", CheckKind.BETWEEN, title)


def _both(report: BudgetReport, first: Role, second: Role) -> tuple[PrintedTable, PrintedTable] | None:
    a, b = report.table(first), report.table(second)
    return (a, b) if a is not None and b is not None else None


def _pair(first: PrintedTable, second: PrintedTable) -> str:
    """How the code of a check names its two tables: t1-t2."""
    return f"t{first.table.number}-t{second.table.number}"


def overall_totals(report: BudgetReport) -> Iterator[CheckOutcome]:
    """Table 1's revenue total = table 2's, its expenditure total = table 3's, and table 2's = table 3's."""
    one, two, three = (
        report.table(Role.REVENUE_EXPENDITURE),
        report.table(Role.REVENUE),
        report.table(Role.EXPENDITURE),
    )
    if one and two:
        left = total_term(one, "revenue", Side.REVENUE)
        check = _check(f"total.{_pair(one, two)}", worded("between.total.revenue"))
        yield compare_same(check, left, total_term(two, "total"), Unit.YUAN)
    if one and three:
        left = total_term(one, "expenditure", Side.EXPENDITURE)
        check = _check(f"total.{_pair(one, three)}", worded("between.total.expenditure"))
        yield compare_same(check, left, total_term(three, "total"), Unit.YUAN)
    if two and three:
        check = _check(f"total.{_pair(two, three)}", worded("between.total"))
        yield compare_same(check, total_term(two, "total"), total_term(three, "total"), Unit.YUAN)


def sources_of_revenue(report: BudgetReport) -> Iterator[CheckOutcome]:
    """Table 1's kinds of revenue = the columns of table 2's total row."""
    pair = _both(report, Role.REVENUE_EXPENDITURE, Role.REVENUE)
    if pair is None:
        return
    one, two = pair
    for column in two.table.columns:
        if column.key == "total":
            continue
        left = _entry_term(one, Side.REVENUE, column.title, "revenue")
        right = total_term(two, column.key)
        if left.is_printed or right.is_printed:
            title = worded("between.revenue", name=column.title)
            yield compare_same(_check(f"revenue.{column.key}", title), left, right, Unit.YUAN)


def classes_of_expenditure(report: BudgetReport) -> Iterator[CheckOutcome]:
    """Table 1's expenditure by class = table 2's and table 3's class lines, by name."""
    one = report.table(Role.REVENUE_EXPENDITURE)
    for other in (report.table(Role.REVENUE), report.table(Role.EXPENDITURE)):
        if one and other:
            yield from _classes_by_name(one, "expenditure", other, "total")


def _classes_by_name(
    two_sided: PrintedTable, key: str, coded: PrintedTable, column: str
) -> Iterator[CheckOutcome]:
    """Each expenditure entry against the class of the same name, and each class without an entry."""
    n, m = two_sided.table.number, coded.table.number
    classes = {plain_name(line.name): line for line in coded.lines if line.level is Level.CLASS}
    entries = {
        plain_name(line.name): line
        for line in two_sided.lines
        if line.side is Side.EXPENDITURE
        and line.level is not Level.TOTAL
        and not plain_name(line.name).endswith("合计")  # 本年支出合计 is a sum of classes, not one
    }
    for name in dict.fromkeys((*entries, *classes)):
        left = term(two_sided, entries[name], key) if name in entries else absent_name(two_sided, name, key)
        right = term(coded, classes[name], column) if name in classes else absent_name(coded, name, column)
        if not (left.is_printed or right.is_printed):
            continue
        title = worded(
            "between.class",
            n=n,
            m=m,
            name=name,
            column=column_label(two_sided, key),
            other=column_label(coded, column),
        )
        code = f"class.{_pair(two_sided, coded)}.{classes[name].code if name in classes else name}.{key}"
        yield compare_same(_check(code, title), left, right, Unit.YUAN)


def plain_name(name: str) -> str:
    """An entry's name for comparing: without its number (一、教育支出 is 教育支出) and white space, brackets in full width."""
    words = same_brackets(name)
    return re.sub(r"^(?:[一二三四五六七八九十]+、|\d+[.．、]|（[^（）]{1,3}）)", "", words)


def _entry_term(table: PrintedTable, side: Side, name: str, key: str) -> Term:
    """The entry of that name on one side; names are compared without their numbers."""
    for line in table.lines:
        if line.side is side and plain_name(line.name) == plain_name(name):
            return term(table, line, key)
    return absent_name(table, name, key)


def revenue_and_expenditure_by_code(report: BudgetReport) -> Iterator[CheckOutcome]:
    """Each function's 合计 in table 2 = the same function's in table 3."""
    pair = _both(report, Role.REVENUE, Role.EXPENDITURE)
    if pair is None:
        return
    two, three = pair
    for code, line in _all_codes(two, three):
        left, right = code_term(two, code, "total"), code_term(three, code, "total")
        check = _check(
            f"function.{_pair(two, three)}.{code}", worded("between.function", row=row_label(line))
        )
        yield compare_same(check, left, right, Unit.YUAN)


def _all_codes(*tables: PrintedTable) -> list[tuple[str, TableLine]]:
    """Every code of the tables in order, with one line that has it."""
    lines: dict[str, TableLine] = {}
    for table in tables:
        for code, line in by_code(table).items():
            lines.setdefault(code, line)
    return sorted(lines.items())


def fiscal_appropriation_total(report: BudgetReport) -> Iterator[CheckOutcome]:
    """Table 1's fiscal appropriation = table 4's revenue total, and each fund's entry = table 4's."""
    pair = _both(report, Role.REVENUE_EXPENDITURE, Role.FISCAL_APPROPRIATION)
    if pair is None:
        return
    one, four = pair
    left = _entry_term(one, Side.REVENUE, "财政拨款收入", "revenue")
    check = _check(f"fiscal.{_pair(one, four)}", worded("between.fiscal.income"))
    yield compare_same(check, left, total_term(four, "revenue", Side.REVENUE), Unit.YUAN)
    for _role, key, word in FUNDS:
        a, b = _entry_containing(one, word), _entry_containing(four, word)
        if a.is_printed or b.is_printed:
            check = _check(f"fund.{_pair(one, four)}.{key}", worded("between.fund.income", fund=word))
            yield compare_same(check, a, b, Unit.YUAN)


def _entry_containing(table: PrintedTable, word: str) -> Term:
    """The revenue entry of a fund: 1. 一般公共预算资金 in table 1 is 一、一般公共预算资金 in table 4."""
    for line in table.lines:
        if line.side is Side.REVENUE and word in line.name:
            return term(table, line, "revenue")
    return absent_name(table, word, "revenue")


def funds_by_class(report: BudgetReport) -> Iterator[CheckOutcome]:
    """Table 4's expenditure of each fund = table 5 (6, 7), its total and each class; its revenue entry too."""
    four = report.table(Role.FISCAL_APPROPRIATION)
    if four is None:
        return
    for role, key, word in FUNDS:
        other = report.table(role)
        if other is None:
            continue
        left, right = total_term(four, key, Side.EXPENDITURE), total_term(other, "total")
        if left.is_printed or right.is_printed:
            title = worded("between.fund", fund=word)
            yield compare_same(_check(f"fund.{_pair(four, other)}.total", title), left, right, Unit.YUAN)
            yield from _classes_by_name(four, key, other, "total")


def fiscal_column_by_code(report: BudgetReport) -> Iterator[CheckOutcome]:
    """Table 2's fiscal column = table 5 + table 6 + table 7, line by line and in total."""
    two = report.table(Role.REVENUE)
    funds = [table for role, _, _ in FUNDS if (table := report.table(role))]
    if two is None or len(funds) < len(FUNDS):
        return
    unread = next((cause for table in funds if (cause := unread_rows(table))), None)
    kind = f"fiscal.t{two.table.number}-t" + "".join(str(table.table.number) for table in funds)
    for code, line in _all_codes(two, *funds):
        parts = [code_term(table, code, "total") for table in funds if code in by_code(table)]
        total = code_term(two, code, "fiscal_appropriation")
        if not any(each.is_printed for each in (total, *parts)):
            continue
        check = _check(f"{kind}.{code}", _fiscal_title(row_label(line), funds))
        parts = parts or [absent(funds[0], row_label(line), "total")]
        yield compare_sum(check, total, parts, Unit.YUAN, unread)
    parts = [total_term(table, "total") for table in funds]
    check = _check(f"{kind}.total", _fiscal_title("合计", funds))
    yield compare_sum(check, total_term(two, "fiscal_appropriation"), parts, Unit.YUAN)


def _fiscal_title(row: str, funds: list[PrintedTable]) -> Wording:
    return worded("between.fiscal", row=row, tables=[str(table.table.number) for table in funds])


def general_public_within_all(report: BudgetReport) -> Iterator[CheckOutcome]:
    """Table 5 is a part of table 3: no amount in it is larger than the same one in table 3."""
    pair = _both(report, Role.GENERAL_PUBLIC, Role.EXPENDITURE)
    if pair is None:
        return
    five, three = pair
    for code, line in by_code(five).items():
        for column in five.table.columns:
            smaller = term(five, line, column.key)
            if smaller.is_printed:
                title = worded("between.within", row=row_label(line), column=column.title)
                check = _check(f"within.{_pair(five, three)}.{code}.{column.key}", title)
                yield compare_at_most(check, smaller, code_term(three, code, column.key), Unit.YUAN)


def basic_expenditure(report: BudgetReport) -> Iterator[CheckOutcome]:
    """Table 5's total of basic expenditure = table 8's total."""
    pair = _both(report, Role.GENERAL_PUBLIC, Role.BASIC_BY_CLASS)
    if pair is not None:
        five, eight = pair
        left, right = total_term(five, "basic"), total_term(eight, "total")
        check = _check(f"basic.{_pair(five, eight)}", worded("between.basic"))
        yield compare_same(check, left, right, Unit.YUAN)


# Function codes of table 5 and economic codes of table 8 that usually are the same payment. Both tables are of
# the general public budget; table 8 covers basic expenditure, so table 5 is read in its basic column.
_SAME_PAYMENTS = (
    ("pension", ("2080505",), ("30108",), worded("payment.pension")),
    ("annuity", ("2080506",), ("30109",), worded("payment.annuity")),
    ("housing", ("2210201",), ("30113",), worded("payment.housing")),
    ("medical", ("2101101", "2101102"), ("30110", "30111"), worded("payment.medical")),
)


def same_payments(report: BudgetReport) -> Iterator[CheckOutcome]:
    """For reference (参考), as they are usually equal: contributions by function (table 5) and economic class (table 8).

    A code that is printed with the name of another thing is not the official one, and is not compared as such.
    """
    pair = _both(report, Role.GENERAL_PUBLIC, Role.BASIC_BY_CLASS)
    if pair is None:
        return
    five, eight = pair
    for key, functions, economics, name in _SAME_PAYMENTS:
        if not (
            all(_is_official(five, code) for code in functions)
            and all(_is_official(eight, c) for c in economics)
        ):
            continue
        left = [code_term(five, code, "basic") for code in functions if code in by_code(five)]
        right = [code_term(eight, code, "total") for code in economics if code in by_code(eight)]
        if left and right:
            title = worded("between.soft", name=name, functions=added(functions), economics=added(economics))
            unread = (unread_rows(five), unread_rows(eight))
            yield compare_sums(_check(f"soft.{key}", title), left, right, Unit.YUAN, unread)


def _is_official(table: PrintedTable, code: str) -> bool:
    """Whether the table prints that code, if at all, with the name that the lists have for it, or with none."""
    line, known = by_code(table).get(code), code_of(code)
    return (
        line is None
        or known is None
        or not line.name
        or same_brackets(line.name) == same_brackets(known.name)
    )


_FLOORS = (
    ("overseas_travel", "30212", "因公出国（境）费"),
    ("hospitality", "30217", "公务接待费"),
    ("vehicle_running", "30231", "公务用车运行费"),
)


def three_public_and_basic(report: BudgetReport) -> Iterator[CheckOutcome]:
    """For reference (参考): 机关运行经费 is within the running costs of table 8; table 9's items are at least table 8's."""
    pair = _both(report, Role.THREE_PUBLIC, Role.BASIC_BY_CLASS)
    if pair is None:
        return
    three_public, basic = pair
    cells = {line.name: line for line in three_public.lines}
    agency = cells.get(three_public.table.column("agency_operating").title)
    if agency is not None and agency.figures:
        title = worded("between.soft.agency")
        smaller = term(three_public, agency, "agency_operating")
        check = _check("soft.agency-operating", title)
        yield compare_at_most(check, smaller, total_term(basic, "running"), Unit.WAN)
    for key, code, name in _FLOORS:
        line, floor = cells.get(three_public.table.column(key).title), code_term(basic, code, "total")
        if line is not None and floor.yuan is not None and _is_official(basic, code):
            title = worded("between.soft.floor", code=code, name=name)
            yield compare_at_most(
                _check(f"soft.floor.{key}", title), floor, term(three_public, line, key), Unit.WAN
            )


RULES = (
    overall_totals,
    sources_of_revenue,
    classes_of_expenditure,
    revenue_and_expenditure_by_code,
    fiscal_appropriation_total,
    funds_by_class,
    fiscal_column_by_code,
    general_public_within_all,
    basic_expenditure,
    same_payments,
    three_public_and_basic,
)
