"""Checks a BudgetReport by every rule and gives the outcomes. No rule knows a particular document."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from budgets.parsing.records import BudgetReport
from budgets.reconcile import (
    basic_costs,
    between,
    code_names,
    compared_years,
    contents_list,
    directions,
    doubled_pages,
    headings_and_notes,
    kind_words,
    narrative,
    narrative_changes,
    notes,
    noticed,
    paragraph_ends,
    printed_pages,
    roots,
    statement_totals,
    statements,
    subject_years,
    tables_of_form,
    text,
    unfinished_words,
    unit_names,
    within,
)
from budgets.reconcile.causes import with_causes
from budgets.reconcile.folding import as_printed, folded_report
from budgets.reconcile.last_year import YearBefore, amounts_of_tables, repeated_tables
from budgets.reconcile.outcomes import CheckOutcome
from budgets.reconcile.references import References
from budgets.reconcile.unread_prose import UnreadProse

RULES = (
    *tables_of_form.RULES,
    *doubled_pages.RULES,
    *noticed.RULES,
    *printed_pages.RULES,
    *contents_list.RULES,
    *headings_and_notes.RULES,
    *kind_words.RULES,
    *code_names.RULES,
    *roots.RULES,
    *within.RULES,
    *between.RULES,
    *basic_costs.RULES,
    *narrative.RULES,
    *narrative_changes.RULES,
    *compared_years.RULES,
    *subject_years.RULES,
    *directions.RULES,
    *statements.RULES,
    *statement_totals.RULES,
    *notes.RULES,
    *text.RULES,
    *paragraph_ends.RULES,
    *unit_names.RULES,
    *unfinished_words.RULES,
)


def run_checks(report: BudgetReport) -> tuple[CheckOutcome, ...]:
    """Every check that the document allows, in the order of the rules, each under a code of its own.

    Where a document prints a line twice, a rule gives two checks with one code: the second gets …#2.
    """
    plain = folded_report(report)
    found = _checks_of(plain)
    return found if plain is report else tuple(as_printed(check, report) for check in found)


def with_year_before(
    report: BudgetReport, checks: Iterable[CheckOutcome], before: YearBefore
) -> tuple[CheckOutcome, ...]:
    """The checks of a report, and those that need the budget of the year before.

    These are made apart: a document says only when it was read of which body and year it is.
    """
    references = References(report)
    found = (
        replace(result, references=tuple(references.of(place) for place in result.places))
        for result in repeated_tables(amounts_of_tables(report), before)
    )
    return with_causes(report, (*checks, *found))


def _checks_of(report: BudgetReport) -> tuple[CheckOutcome, ...]:
    seen: Counter[str] = Counter()
    results = []
    references, prose = References(report), UnreadProse(report)
    made = [prose.settled(result) for rule in RULES for result in rule(report)]
    for result in (*made, *roots.rows_of_tables(report, made)):
        seen[result.code] += 1
        n = seen[result.code]
        code = result.code if n == 1 else f"{result.code}#{n}"
        found = tuple(references.of(place) for place in result.places)
        results.append(replace(result, code=code, references=found))
    return with_causes(report, results)
