"""Kind 4: the functions that 预算编制说明 lists with their amounts, against the tables by function and their total."""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import takewhile

from budgets.form.amounts import Unit
from budgets.form.function_entries import path_of
from budgets.form.tables import Role
from budgets.form.terms import SectionKey, Topic, UnreadCause, Verdict
from budgets.parsing.records import BudgetReport, ReadFact
from budgets.parsing.table_records import PrintedTable
from budgets.reconcile.between import FUNDS
from budgets.reconcile.function_names import Match, OtherName, matches, worst
from budgets.reconcile.outcomes import CheckOutcome, Term
from budgets.reconcile.stated import check_of, facts_of, money, quoted, words_of
from budgets.reconcile.terms import by_code, code_term, unread_rows, why_lacking
from budgets.reconcile.verdicts import PERCENT, compare_same, finding, unknown
from budgets.reconcile.wording import Wording, undecided, worded


def name_of(fact: ReadFact) -> str:
    """How a fact is called in a title."""
    return f"“{path_of(fact.label)[-1][1]}”" if fact.key == "function" and path_of(fact.label) else fact.label


def functions_of(report: BudgetReport) -> list[ReadFact]:
    """The entries of the list of functions that were read."""
    return [f for f in report.facts if f.topic is Topic.NARRATIVE and f.key == "function"]


def tables_of_functions(report: BudgetReport) -> tuple[list[PrintedTable], bool]:
    """The tables that the list of functions is about (none where it does not say), and whether it is fiscal money."""
    first = next(iter(functions_of(report)), None)
    passages = [p for s in report.sections if s.key is SectionKey.NARRATIVE for p in s.passages]
    before = list(takewhile(lambda p: first is not None and p.place != first.place, passages))
    heading = next((p.text for p in reversed(before) if "主要内容" in p.text), "")
    facts = facts_of(report, Topic.NARRATIVE)
    whole, fiscal = facts.get("expenditure_total"), facts.get("fiscal_expenditure")
    if "财政拨款" in heading or (whole and fiscal and whole.value == fiscal.value):
        return [table for role, _key, _word in FUNDS if (table := report.table(role))], True
    return [table for table in (report.table(Role.EXPENDITURE),) if table and "支出预算" in heading], False


def matches_of(report: BudgetReport) -> list[Match]:
    """What the tables print for each function of the narrative."""
    tables, _fiscal = tables_of_functions(report)
    return matches(tables, functions_of(report), tables_by_function(report))


def tables_by_function(report: BudgetReport) -> list[PrintedTable]:
    """All tables by function."""
    roles = (Role.REVENUE, Role.EXPENDITURE, *(role for role, _key, _word in FUNDS))
    return [table for role in roles if (table := report.table(role))]


def function_ids(report: BudgetReport) -> list[str]:
    """An identifier for each function of the narrative: its code, or its position where the code is not certain."""
    return _ids(matches_of(report))


def _ids(found: list[Match]) -> list[str]:
    ids: list[str] = []
    for n, match in enumerate(found, 1):
        code = next(iter(match.codes)) if len(match.codes) == 1 else ""
        ids.append(code if code and code not in ids else f"entry-{n}")
    return ids


def functions_in_tables(report: BudgetReport) -> Iterator[CheckOutcome]:
    """Each function of the narrative = its line in table 5 (6, 7), found by name at the stated level."""
    tables, fiscal = tables_of_functions(report)
    found = matches(tables, functions_of(report), tables_by_function(report))
    for identity, match, fact in zip(_ids(found), found, functions_of(report), strict=True):
        name, stated = name_of(fact), money(report, fact)
        cell = _function_cell(report, tables, fiscal, match)
        if isinstance(cell, Wording):
            title = worded("narrative.function.undecided", name=name)
            check = check_of(f"function.{identity}", undecided(title, cell))
            yield unknown(check, Unit.WAN, (with_its_name(report, fact, stated),))
        else:
            place = cell.place
            title = worded("narrative.function", name=name, n=place.table, row=place.row, column=place.column)
            yield compare_same(check_of(f"function.{identity}", title), stated, cell, Unit.WAN)


def names_of_functions(report: BudgetReport) -> Iterator[CheckOutcome]:
    """A function has the name in the narrative that the tables print for the same amount."""
    found = matches_of(report)
    wrong = False
    for identity, match, fact in zip(_ids(found), found, functions_of(report), strict=True):
        if match.others:
            wrong = True
            other = worst(match.others)
            places = (
                with_its_name(report, fact, money(report, fact)).place,
                *(each.place for each in match.others),
            )
            title = _title_of_name(other)
            yield finding(f"narrative.name.{identity}", title, other.verdict, *places)
    if found and not wrong:
        yield finding("narrative.name", worded("narrative.name"), Verdict.EQUAL)


def _title_of_name(other: OtherName) -> Wording:
    said = {"words": other.printed, "code": other.code, "name": other.line.name}
    if other.former:
        return worded("narrative.name.former", **said)
    if other.verdict is Verdict.DIFFERS:
        return worded("narrative.name.other", **said)
    return worded("narrative.name.almost", **said)


def with_its_name(report: BudgetReport, fact: ReadFact, stated: Term) -> Term:
    """The stated amount, quoted together with the function's name."""
    words = words_of(report, fact)
    start = words.text.find(fact.label)
    if start < 0:
        return stated
    end = words.text.find(fact.text, start) + len(fact.text)
    place = quoted(fact.topic.value, fact.label, words.piece(start), words.text[start:end])
    return replace(stated, place=place)


def _function_cell(
    report: BudgetReport, tables: list[PrintedTable], fiscal: bool, match: Match
) -> Term | Wording:
    """The one cell that prints the function's money, or the reason why there is none."""
    if not tables:
        return worded("why.no-fund")
    codes = match.codes
    if not codes:
        unread = [table for table in tables if unread_rows(table)]
        return why_lacking(report, unread.pop(), worded("why.no-name")) if unread else worded("why.no-name")
    code = next(iter(codes))
    holders = [table for table in tables if code in by_code(table)]
    two = report.table(Role.REVENUE)
    if len(holders) > 1 and fiscal and two is not None:  # table 2 prints the money of two funds as one
        holders = [two]
    times = sum(line.code == code for table in holders for line in table.lines)
    if len(codes) > 1 or times != 1:
        return worded("why.same-names")
    column = "fiscal_appropriation" if holders == [two] else "total"
    return code_term(holders[0], code, column)


# 城管执法（项）”3377.56，主要用于: an amount is printed, and was not read
_NUMBER_BEHIND_THE_NAME = re.compile(
    r"[）)”\"＂」』](?:科目|支出|预算|安排|为|共|约|[：:\s])*[\d〇零一二三四五六七八九十百千万]"
)


def functions_that_were_not_read(report: BudgetReport) -> Iterator[CheckOutcome]:
    """Entries of the list of functions whose amount could not be read are reported as unknown."""
    functions = functions_of(report)
    read = {fact.place for fact in functions}
    unread = {
        place.place
        for place in report.unread_elsewhere
        if place.cause is UnreadCause.NOT_UNDERSTOOD and not place.key
    }
    passages = [p for s in report.sections if s.key is SectionKey.NARRATIVE for p in s.passages]
    entries = [
        p for p in passages if re.match(r"\s*\d+\s*[.．、]\s*[“\"]", p.text) or p.place in read | unread
    ]
    for n, passage in enumerate(entries, 1):
        if passage.place not in read:
            printed = _NUMBER_BEHIND_THE_NAME.search(passage.text)
            title = worded("narrative.function.unread", n=n)
            if printed:
                title = worded("narrative.function.unread-amount", n=n)
            name = passage.text.strip()[:60]
            place = quoted(Topic.NARRATIVE.value, f"第{n}个科目", passage, name)
            yield unknown(
                check_of(f"function.unread-{n}", title), Unit.WAN, (Term(None, Decimal(0), PERCENT, place),)
            )
