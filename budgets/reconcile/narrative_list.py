"""Kind 4: the list of functions in 预算编制说明 as a whole: it comes to its total, is numbered without a gap, names each once."""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from budgets.form.amounts import Unit
from budgets.form.function_entries import begins_a_function, number_style
from budgets.form.terms import SectionKey, Topic, UnreadCause, Verdict
from budgets.parsing.records import BudgetReport, ReadFact, ReadPassage
from budgets.parsing.table_records import PrintedTable, TableLine
from budgets.reconcile.narrative_functions import functions_of, matches_of, tables_of_functions, with_its_name
from budgets.reconcile.outcomes import CheckOutcome, ComparedPlace, Term
from budgets.reconcile.stated import Stated, check_of, money, quoted, stated
from budgets.reconcile.terms import row_label, term
from budgets.reconcile.verdicts import compare_sum, finding, unknown
from budgets.reconcile.wording import Wording, undecided, worded

# ---- the sum -------------------------------------------------------------------------------------------

# A list that leaves out more than one in so many lines of the table may be one of the main ones alone.
_MANY = 4
_HEAD = 40  # signs of an entry that are quoted


def functions_to_their_total(report: BudgetReport) -> Iterator[CheckOutcome]:
    """The amounts of the list of functions add up to the printed expenditure.

    Unknown where one was not read, where a name is not in the tables, and where the list may be one of some functions only.
    """
    tables, fiscal = tables_of_functions(report)
    functions = functions_of(report)
    total = stated(report, Topic.NARRATIVE).get("fiscal_expenditure" if fiscal else "expenditure_total")
    if total is None or len(functions) < 2:
        return
    title = worded("narrative.sum.functions", label=total.label)
    terms = [money(report, fact) for fact in functions]
    codes = _codes(report)
    reason = _why_undecided(report, tables, codes)
    if reason is not None:
        check = check_of("sum.functions", undecided(title, reason))
        yield unknown(check, Unit.WAN, (total.term, *terms, *_unread_terms(report)))
        return
    omitted = _omitted(report, tables, codes)
    if not omitted:
        yield compare_sum(check_of("sum.functions", title), total.term, terms, Unit.WAN)
    else:
        yield _without_some(report, total, terms, omitted)


def _codes(report: BudgetReport) -> list[str]:
    """The codes of the functions of the list whose line in the tables is certain."""
    return [next(iter(match.codes)) for match in matches_of(report) if len(match.codes) == 1]


def _lowest(tables: list[PrintedTable]) -> dict[str, tuple[PrintedTable, TableLine]]:
    """The lowest lines with money, by their code."""
    return {
        line.code: (table, line) for table in tables for line in table.lines if line.codes and _is_money(line)
    }


def _is_money(line: TableLine) -> bool:
    figure = line.figure("total")
    return line.lowest and figure is not None and figure.yuan != 0


def _why_undecided(report: BudgetReport, tables: list[PrintedTable], codes: list[str]) -> Wording | None:
    """Why nothing can be said of the sum; None where every entry of the list is known."""
    if _unread_entries(report):
        return worded("why.unread", cause=UnreadCause.NOT_UNDERSTOOD.value)
    if not tables:
        return worded("why.no-fund")
    others = len(functions_of(report)) - len(codes)
    if others and len(_not_under(codes, tables)) != others:
        return worded("why.incomplete")
    own = set(codes)
    if any(top != code and code.startswith(top) for code in own for top in own):
        return worded("why.nested")
    return None


def _not_under(codes: list[str], tables: list[PrintedTable]) -> list[str]:
    """The lowest lines with money that are under none of the codes."""
    return [code for code in _lowest(tables) if not any(code.startswith(top) for top in codes)]


def _omitted(
    report: BudgetReport, tables: list[PrintedTable], codes: list[str]
) -> list[tuple[PrintedTable, TableLine]]:
    """The lines with money that the list leaves out; each entry of an unknown name stands for one."""
    if len(codes) < len(functions_of(report)):
        return []
    lowest = _lowest(tables)
    return [lowest[code] for code in _not_under(codes, tables)]


def _without_some(
    report: BudgetReport, total: Stated, terms: list[Term], omitted: list[tuple[PrintedTable, TableLine]]
) -> CheckOutcome:
    """The sum of a list that leaves out lines of the tables: it differs where the list is not one of the main ones alone."""
    names = [row_label(line) for _table, line in omitted]
    title = worded("narrative.sum.functions.missing", label=total.label, names=names)
    cells = [term(table, line, "total") for table, line in omitted]
    least = min(fact.value for fact in functions_of(report))
    is_slip = _MANY * len(omitted) <= len(terms) and any(cell.yuan and cell.yuan > least for cell in cells)
    if is_slip:
        result = compare_sum(check_of("sum.functions", title), total.term, terms, Unit.WAN)
    else:
        check = check_of("sum.functions", undecided(title, worded("why.not-listed")))
        result = unknown(check, Unit.WAN, (total.term, *terms))
    return replace(result, places=(*result.places, *(cell.place for cell in cells)))


# ---- numbers -------------------------------------------------------------------------------------------

_NUMERALS = "〇一二三四五六七八九十"


def numbers_of_functions(report: BudgetReport) -> Iterator[CheckOutcome]:
    """The entries of the list are numbered one after the other; a list that begins anew begins with 1."""
    entries = _entries(report)
    numbered = [(n, number) for n, entry in enumerate(entries) if (number := _number(entry.text)) is not None]
    wrong = 0
    for (m, before), (n, after) in pairwise(numbered):
        first, second = entries[m], entries[n]
        due = (1, before + 1, before + n - m)  # one whose number is not printed has it all the same
        if after in due or number_style(first.text) != number_style(second.text):
            continue
        if _holds_number(first.text, before + 1) or _is_printed_twice(report, first, second):
            continue
        wrong += 1
        title = worded("narrative.numbering.gap", before=before, after=after)
        if after < before + 1:
            title = worded("narrative.numbering.back", before=before, after=after)
        places = (_head_of(entry) for entry in (first, second))
        yield finding(f"narrative.numbering.{wrong}", title, Verdict.DIFFERS, *places)
    if len(numbered) > 1 and not wrong:
        yield finding("narrative.numbering", worded("narrative.numbering"), Verdict.EQUAL)


def _unread_entries(report: BudgetReport) -> set[object]:
    """The places of entries that were not understood."""
    return {
        unread.place
        for unread in report.unread_elsewhere
        if unread.cause is UnreadCause.NOT_UNDERSTOOD
        and not unread.key
        and unread.place in {p.place for p in _narrative(report)}
    }


def _unread_terms(report: BudgetReport) -> Iterator[Term]:
    """The entries that were not understood, as terms without a number."""
    unread = _unread_entries(report)
    for passage in _narrative(report):
        if passage.place in unread:
            yield Term(None, Decimal(0), Unit.WAN, _head_of(passage))


def _narrative(report: BudgetReport) -> list[ReadPassage]:
    return [p for s in report.sections if s.key is SectionKey.NARRATIVE for p in s.passages]


def _entries(report: BudgetReport) -> list[ReadPassage]:
    """The paragraphs of the list of functions, read or not."""
    places = {fact.place for fact in functions_of(report)} | _unread_entries(report)
    return [p for p in _narrative(report) if p.place in places or begins_a_function(p.text)]


def _number(text: str) -> int | None:
    """The number that an entry begins with; a code is none."""
    if not number_style(text):
        return None
    found = re.match(rf"\s*[（(]?\s*(?:(\d{{1,3}})(?!\d)|([{_NUMERALS}]{{1,3}}))", text)
    if found is None:
        return None
    if found[1]:
        return int(found[1])
    tens, ten, ones = found[2].rpartition("十")
    whole = (_NUMERALS.index(tens[-1]) if tens else 1) * 10 if ten else 0
    return whole + (_NUMERALS.index(ones[-1]) if ones else 0)


def _holds_number(text: str, number: int) -> bool:
    """Whether the entry with that number is printed inside of another, behind its sentences."""
    return bool(re.search(rf"[。；]\s*[（(]?{number}\s*[.．、）)]", text))


def _head_of(entry: ReadPassage) -> ComparedPlace:
    return quoted(Topic.NARRATIVE.value, "", entry, entry.text.strip()[:_HEAD])


# ---- printed twice -------------------------------------------------------------------------------------


def functions_printed_twice(report: BudgetReport) -> Iterator[CheckOutcome]:
    """No entry of the list is printed twice with the same amount; two amounts may be two parts of the money."""
    functions = functions_of(report)
    again = 0
    for fact, first in _twice(functions):
        again += 1
        title = worded("narrative.listed.twice", name=fact.label, amount=fact.text)
        places = (with_its_name(report, each, money(report, each)).place for each in (first, fact))
        yield finding(f"narrative.listed.{again}", title, Verdict.DIFFERS, *places)
    if len(functions) > 1 and not again:
        yield finding("narrative.listed", worded("narrative.listed"), Verdict.EQUAL)


def _twice(functions: list[ReadFact]) -> Iterator[tuple[ReadFact, ReadFact]]:
    seen: dict[tuple[object, ...], ReadFact] = {}
    for fact in functions:
        name = fact.label, fact.value
        if name in seen and fact.value:
            yield fact, seen[name]
        seen.setdefault(name, fact)


def _is_printed_twice(report: BudgetReport, first: ReadPassage, second: ReadPassage) -> bool:
    """Whether one of two neighbours is told as printed twice, so that its number is no slip of its own."""
    places = {fact.place for pair in _twice(functions_of(report)) for fact in pair}
    return first.place in places or second.place in places


RULES = (functions_to_their_total, numbers_of_functions, functions_printed_twice)
