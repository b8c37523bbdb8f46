"""Kind 4: amounts in 预算编制说明 and the notes on “三公” and agency operating costs, against tables and each other."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import dropwhile, takewhile

from budgets.form.amounts import Unit, find_amounts
from budgets.form.tables import Role
from budgets.form.terms import SectionKey, Side, Topic
from budgets.parsing.records import BudgetReport, ReadFact
from budgets.reconcile.between import FUNDS, plain_name
from budgets.reconcile.narrative_functions import (
    functions_in_tables,
    functions_that_were_not_read,
    names_of_functions,
)
from budgets.reconcile.narrative_list import RULES as RULES_OF_THE_LIST
from budgets.reconcile.outcomes import CheckOutcome, Term
from budgets.reconcile.stated import check_of, facts_of, quoted, stated
from budgets.reconcile.terms import absent, term, total_line, total_term, why_lacking
from budgets.reconcile.verdicts import compare_at_most, compare_same, compare_sum, unknown
from budgets.reconcile.wording import Wording, added, undecided, worded

# ---- totals against the tables -------------------------------------------------------------------------

# By key of the fact: the tables that print the same figure, with column, side and entry (None is the total).
_CELLS: tuple[tuple[str, tuple[tuple[Role, str, Side | None, str | None], ...]], ...] = (
    (
        "income_total",
        ((Role.REVENUE, "total", None, None), (Role.REVENUE_EXPENDITURE, "revenue", Side.REVENUE, None)),
    ),
    (
        "fiscal_appropriation_income",
        (
            (Role.REVENUE, "fiscal_appropriation", None, None),
            (Role.REVENUE_EXPENDITURE, "revenue", Side.REVENUE, "财政拨款收入"),
            (Role.FISCAL_APPROPRIATION, "revenue", Side.REVENUE, None),
        ),
    ),
    (
        "service_revenue",
        (
            (Role.REVENUE, "service_revenue", None, None),
            (Role.REVENUE_EXPENDITURE, "revenue", Side.REVENUE, "事业收入"),
        ),
    ),
    (
        "business_revenue",
        (
            (Role.REVENUE, "business_revenue", None, None),
            (Role.REVENUE_EXPENDITURE, "revenue", Side.REVENUE, "事业单位经营收入"),
        ),
    ),
    (
        "other_revenue",
        (
            (Role.REVENUE, "other_revenue", None, None),
            (Role.REVENUE_EXPENDITURE, "revenue", Side.REVENUE, "其他收入"),
        ),
    ),
    (
        "expenditure_total",
        (
            (Role.EXPENDITURE, "total", None, None),
            (Role.REVENUE_EXPENDITURE, "expenditure", Side.EXPENDITURE, None),
        ),
    ),
    ("fiscal_expenditure", ((Role.FISCAL_APPROPRIATION, "total", Side.EXPENDITURE, None),)),
    (
        "general_public",
        (
            (Role.GENERAL_PUBLIC, "total", None, None),
            (Role.FISCAL_APPROPRIATION, "general_public", Side.EXPENDITURE, None),
        ),
    ),
    (
        "managed_funds",
        (
            (Role.MANAGED_FUNDS, "total", None, None),
            (Role.FISCAL_APPROPRIATION, "managed_funds", Side.EXPENDITURE, None),
        ),
    ),
    (
        "state_capital",
        (
            (Role.STATE_CAPITAL, "total", None, None),
            (Role.FISCAL_APPROPRIATION, "state_capital", Side.EXPENDITURE, None),
        ),
    ),
)


def amounts_in_tables(report: BudgetReport) -> Iterator[CheckOutcome]:
    """Income and expenditure as the narrative states them = the cells of tables 1 to 7 that print them."""
    amounts = stated(report, Topic.NARRATIVE)
    for key, cells in _CELLS:
        for role, column, side, entry in cells if key in amounts else ():
            if role not in report.form.by_role:
                continue
            label, number = amounts[key].label, report.form.number(role)
            named = _cell_name(report, column, side, entry)
            title = worded("narrative.table", label=label, n=number, cell=named)
            cell, reason = _cell(report, role, column, side, entry)
            yield _same_in_table(f"t{number}.{key}", title, amounts[key].term, cell, reason)


def _cell_name(report: BudgetReport, column: str, side: Side | None, entry: str | None) -> str | Wording:
    """How a cell of a total is called: its entry, or the total with the column where that says more."""
    revenue = report.form.by_role.get(Role.REVENUE)
    names = {name: word for _role, name, word in FUNDS}
    names |= {column.key: column.title for column in revenue.columns} if revenue else {}
    total = "合计" if side is None else worded("cell.total", side=side.value)
    if column in names and column != "total":
        total = worded("cell.column", total=total, column=names[column])
    return entry or total


def _cell(
    report: BudgetReport, role: Role, column: str, side: Side | None, entry: str | None
) -> tuple[Term | None, Wording | None]:
    """The cell of the entry, or of the total, and, where a blank cell proves nothing, the reason."""
    table = report.table(role)
    if table is None:
        return None, why_lacking(report, None, worded("why.no-table"))
    if entry is None:
        known = total_line(table, side) is not None or table.is_empty
        cell = total_term(table, column, side)
    else:
        found = [x for x in table.lines if x.side is side and plain_name(x.name) == entry]
        known = bool(found)
        cell = term(table, found[0], column) if found else absent(table, entry, column)
    if not known:
        return cell, why_lacking(report, table, worded("why.no-line"))
    return cell, None if table.complete else worded("why.other-columns")


def _same_in_table(
    code: str, title: Wording, said: Term, cell: Term | None, reason: Wording | None
) -> CheckOutcome:
    """The stated amount = the cell; a blank cell is unknown where the table may print the amount elsewhere."""
    if reason and not said.unread and (cell is None or (cell.yuan is None and said.yuan and not cell.unread)):
        terms = (said,) if cell is None else (said, cell)
        return unknown(check_of(code, undecided(title, reason)), Unit.WAN, terms)
    if cell is None:
        return unknown(check_of(code, title), Unit.WAN, (said,))
    return compare_same(check_of(code, title), said, cell, Unit.WAN)


def three_public_in_table_9(report: BudgetReport) -> Iterator[CheckOutcome]:
    """The “三公” items and 机关运行经费 as the notes state them = table 9."""
    official, table = report.form.by_role.get(Role.THREE_PUBLIC), report.table(Role.THREE_PUBLIC)
    if official is None:
        return
    for topic in (Topic.THREE_PUBLIC, Topic.AGENCY_OPERATING):
        for key, amount in stated(report, topic).items():
            column = "agency_operating" if topic is Topic.AGENCY_OPERATING else key
            name = official.column(column).title
            line = next((x for x in table.lines if x.name == name), None) if table else None
            cell = term(table, line, column) if table and line else None
            lacking = worded("why.no-column") if table else worded("why.no-table")
            reason = None if cell else why_lacking(report, table, lacking)
            title = worded("narrative.three-public", n=official.number, label=amount.label, column=name)
            yield _same_in_table(f"t{official.number}.{column}", title, amount.term, cell, reason)


# ---- parts against their total -------------------------------------------------------------------------

_INCOMES = ("fiscal_appropriation_income", "service_revenue", "business_revenue", "other_revenue")
_FUND_KEYS = ("general_public", "managed_funds", "state_capital")
_SECTIONS = (SectionKey.NARRATIVE, SectionKey.OTHER_NOTES)
# Code of the check: topic, total, parts; a part that is not stated may be replaced by its own parts.
SUMS = (
    ("income", Topic.NARRATIVE, "income_total", _INCOMES),
    ("fiscal-expenditure", Topic.NARRATIVE, "fiscal_expenditure", _FUND_KEYS),
    ("three-public", Topic.THREE_PUBLIC, "total", ("overseas_travel", "vehicles", "hospitality")),
    ("vehicles", Topic.THREE_PUBLIC, "vehicles", ("vehicle_purchase", "vehicle_running")),
)


def parts_to_their_total(report: BudgetReport) -> Iterator[CheckOutcome]:
    """Sources of income, funds of expenditure and “三公” items add up to their printed total."""
    for code, topic, whole, keys in SUMS:
        amounts, facts = stated(report, topic), facts_of(report, topic)
        parts = [amounts[key] for key in keys if key in amounts]
        if whole not in amounts or not parts:
            continue
        total, terms = amounts[whole].term, [part.term for part in parts]
        title = worded(
            "narrative.sum",
            topic=topic.value,
            label=amounts[whole].label,
            parts=added(part.label for part in parts),
        )
        check = check_of(f"sum.{code}", title)
        result = compare_sum(check, total, terms, Unit.WAN)
        unread = unread_money(report, facts[whole], topic) if result.difference else []
        if result.difference and (len(parts) < len(keys) or (code == "income" and unread)):
            # The other parts of the total are not stated plainly, so the rest cannot be checked.
            check = check_of(f"sum.{code}", undecided(title, worded("why.not-itemised")))
            result = unknown(check, Unit.WAN, (total, *terms, *unread))
        yield result


_NEXT_NOTE = re.compile(r"\s*[一二三四五六七八九十]+、")
_CHANGED = re.compile(r"(?:增加|减少|增长|下降|执行数为?|预算数为?)$")


def unread_money(report: BudgetReport, total: ReadFact, topic: Topic) -> list[Term]:
    """Amounts after the total, up to the next note, from which no fact was read: another source, or an unclear name."""
    known = {fact.text for fact in report.facts if fact.topic is topic}
    passages = [p for s in report.sections for p in s.passages if s.key in _SECTIONS]
    rest = list(dropwhile(lambda p: p.place != total.place, passages))
    if not rest:
        return []
    first, *behind = rest
    note = takewhile(lambda p: not _NEXT_NOTE.match(p.text), behind) if topic is Topic.THREE_PUBLIC else ()
    sentence = replace(first, text=first.text[: first.text.find("。") + 1 or None])
    found = []
    for passage in (sentence, *note):
        for amount in find_amounts(passage.text):
            clause = re.split("[，。；：]", passage.text[: amount.start])[-1]
            if amount.text not in known and amount.yuan and not _CHANGED.search(clause):
                place = quoted(topic.value, "没有读懂的金额", passage, clause.strip() + amount.text)
                found.append(Term(None, amount.step, amount.unit, place))
    return found


def fiscal_within_all(report: BudgetReport) -> Iterator[CheckOutcome]:
    """财政拨款支出 is a part of 支出预算."""
    amounts = stated(report, Topic.NARRATIVE)
    if "fiscal_expenditure" in amounts and "expenditure_total" in amounts:
        part, whole = amounts["fiscal_expenditure"], amounts["expenditure_total"]
        title = worded("narrative.at-most", part=part.label, whole=whole.label)
        check = check_of("at-most.fiscal-expenditure", title)
        yield compare_at_most(check, part.term, whole.term, Unit.WAN)


RULES = (
    amounts_in_tables,
    functions_in_tables,
    names_of_functions,
    functions_that_were_not_read,
    three_public_in_table_9,
    parts_to_their_total,
    *RULES_OF_THE_LIST,
    fiscal_within_all,
)
