"""Kind 1, form: each code has one name in the whole document, the one in the classification."""

from collections.abc import Iterator
from dataclasses import replace

from budgets.form.codes import CodeStanding, code_of
from budgets.form.references import NAME
from budgets.form.spelling import has_words, same_brackets
from budgets.form.tables import Form
from budgets.form.terms import Verdict
from budgets.parsing.records import BudgetReport
from budgets.parsing.table_records import PrintedTable, TableLine
from budgets.reconcile.outcomes import AtName, CheckOutcome, ComparedPlace
from budgets.reconcile.terms import row_label, unread_rows
from budgets.reconcile.verdicts import equal_if, finding
from budgets.reconcile.wording import Wording, undecided, worded

Printed = dict[str, list[tuple[PrintedTable, TableLine]]]


def _printed_names(report: BudgetReport) -> Printed:
    """Every line that prints a code with its name, by code; names that were looked up or cannot be read are left out."""
    found: Printed = {}
    for table in report.tables:
        for line in table.lines if table.table.form is Form.CODED else ():
            if line.codes and has_words(line.name) and not line.name_looked_up:
                found.setdefault(line.code, []).append((table, line))
    return dict(sorted(found.items()))


def name_place(table: PrintedTable, line: TableLine) -> ComparedPlace:
    """Where a line prints the name of its code."""
    number = table.table.number
    what = AtName(number, line.number)
    return ComparedPlace.at(line.place, line.name, number, row_label(line), NAME, what)


def _names(lines: list[tuple[PrintedTable, TableLine]]) -> list[str]:
    return list(dict.fromkeys(same_brackets(line.name) for _, line in lines))


def one_name_for_a_code(report: BudgetReport) -> Iterator[CheckOutcome]:
    """A code has one name in all tables of the document."""
    for code, lines in _printed_names(report).items():
        if len(lines) > 1:
            names = _names(lines)
            title = worded("form.name", code=code)
            if len(names) > 1:
                title = worded("form.name.several", code=code, names="”“".join(names))
            places = (name_place(*line) for line in lines)
            result = finding(f"form.name.{code}", title, equal_if(len(names) == 1), *places)
            longest = max(names, key=len)
            yield _settled(result, worded("form.name", code=code), lines, longest)


def names_in_the_classification(report: BudgetReport) -> Iterator[CheckOutcome]:
    """A code's printed name is the one in the classification.

    Another name differs if the list is official or the document itself prints two names; if the name was
    only observed in other documents, it is unknown.
    """
    for code, lines in _printed_names(report).items():
        known = code_of(code)
        if known is None or known.standing is CodeStanding.PENDING:
            continue
        other = [line for line in lines if same_brackets(line[1].name) != same_brackets(known.name)]
        verdict = Verdict.EQUAL
        if other:
            certain = known.standing is CodeStanding.OFFICIAL or len(_names(lines)) > 1
            verdict = Verdict.DIFFERS if certain else Verdict.UNKNOWN
        listed = {"code": code, "name": known.name, "standing": known.standing.value}
        asked = worded("form.class", **listed)
        title = worded("form.class.other", **listed) if other else asked
        places = (name_place(*line) for line in other or lines[:1])
        result = finding(f"form.class.{code}", title, verdict, *places)
        yield _settled(result, asked, other, same_brackets(known.name))


def _settled(
    result: CheckOutcome, asked: Wording, lines: list[tuple[PrintedTable, TableLine]], name: str
) -> CheckOutcome:
    """The check; one that differs only by names whose end may be in a row that was not read is undecided."""
    other = [(t, line) for t, line in lines if same_brackets(line.name) != name]
    causes = [
        unread_rows(table) if name.startswith(same_brackets(line.name)) else None for table, line in other
    ]
    if result.verdict is not Verdict.DIFFERS or not all(causes) or not causes:
        return result
    reason = worded("why.unread", cause=causes[0].value if causes[0] else "")
    return replace(result, verdict=Verdict.UNKNOWN, wording=undecided(asked, reason))


def codes_not_in_the_classification(report: BudgetReport) -> Iterator[CheckOutcome]:
    """Codes whose names cannot be checked: our lists do not have them, or have them as still to be verified."""
    unseen: dict[str, list[str]] = {}
    printed = _printed_names(report)
    for code in printed:
        known = code_of(code)
        kind = "functional" if code.startswith("2") else "economic"
        if known is None:
            unseen.setdefault(f"unseen.{kind}", []).append(code)
        elif known.standing is CodeStanding.PENDING:
            unseen.setdefault(f"pending.{kind}", []).append(code)
    for key, codes in unseen.items():
        named: dict[str, int | str | list[str]] = {
            "kind": "功能分类" if key.endswith("functional") else "经济分类",
            "n": len(codes),
            "codes": codes,
        }
        title = worded("form.unseen", **named)
        if key.startswith("pending"):
            title = worded("form.pending", **named)
        yield finding(
            f"form.{key}",
            title,
            Verdict.UNKNOWN,
            *(name_place(*line) for code in codes for line in printed[code]),
        )


RULES = (one_name_for_a_code, names_in_the_classification, codes_not_in_the_classification)
