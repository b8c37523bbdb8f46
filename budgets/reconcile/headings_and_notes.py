"""Kind 1, form: the column headings over a table's data, and the note under an empty table.

The outcomes have places, but no amounts: no two sides are compared.
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from budgets.form.spelling import one_line, same_brackets
from budgets.form.tables import Form, Role
from budgets.form.terms import Level, Topic, Verdict
from budgets.parsing.records import BudgetReport, ReadFact
from budgets.parsing.table_records import PrintedTable, TableLine
from budgets.reconcile.outcomes import CheckOutcome, ComparedPlace
from budgets.reconcile.terms import term, title_place
from budgets.reconcile.verdicts import equal_if, finding
from budgets.reconcile.wording import worded


def headings_over_data(report: BudgetReport) -> Iterator[CheckOutcome]:
    """Coded tables: column headings are above their data, and every page prints the names of its codes."""
    lines = {line.place: line for line in report.lines}
    for table in report.tables:
        if table.table.form is not Form.CODED or table.is_empty:
            continue
        n = table.table.number
        noticed: dict[str, list[ComparedPlace]] = {"header-misplaced": [], "name-column-missing": []}
        for issue in report.issues:
            at = lines.get(issue.place)
            if issue.code in noticed and at is not None and at.owner.startswith(f"table {n}:"):
                noticed[issue.code].append(ComparedPlace.at(at.place, one_line(at.text), n))
        misplaced, nameless = noticed.values()
        title = worded("form.header", n=n)
        if misplaced:
            title = worded("form.header.misplaced", n=n)
        yield finding(
            f"form.header.t{n}", title, equal_if(not misplaced), *(misplaced or [title_place(table)])
        )
        if nameless:
            title = worded("form.names", n=n)
            yield finding(f"form.names.t{n}", title, Verdict.UNKNOWN, *nameless)


# 人员经费 are wages and benefits to persons, 公用经费 goods, services and capital purchases.
_COLUMN_OF_CLASS = {
    "301": "personnel",
    "303": "personnel",
    "302": "running",
    "309": "running",
    "310": "running",
}
_OTHER_COLUMN = {"personnel": "running", "running": "personnel"}


def columns_of_classes(report: BudgetReport) -> Iterator[CheckOutcome]:
    """Table 8: wages are under 人员经费, goods and services under 公用经费. Sums cannot detect exchanged headings."""
    table = report.table(Role.BASIC_BY_CLASS)
    classes = (
        [(x, _COLUMN_OF_CLASS[x.code]) for x in table.lines if x.code in _COLUMN_OF_CLASS] if table else []
    )
    if table is None or len({column for _, column in classes}) < 2:
        return
    right = [cell for line, column in classes if (cell := term(table, line, column)).yuan]
    wrong = [cell for line, column in classes if (cell := term(table, line, _OTHER_COLUMN[column])).yuan]
    if not wrong:
        title, verdict = worded("form.columns"), Verdict.EQUAL
    elif right:
        title, verdict = worded("form.columns.some"), Verdict.UNKNOWN
    else:
        title, verdict = worded("form.columns.exchanged"), Verdict.DIFFERS
    yield finding(
        f"form.columns.t{table.table.number}", title, verdict, *(cell.place for cell in wrong or right)
    )


# ---- empty tables and their notes ---------------------------------------------------------------------

_EMPTY_TABLE = re.compile(r"空表|本表(?:为空|无数据|没有数据|无内容|不填|为零)")
_NO_MONEY = re.compile(r"(?:无|没有|未安排|不涉及|未编制)[^，。；]*(?:预算|收入|支出|收支|安排|经费|拨款)")
# Words by which a note without “空表” names the money of its table.
_MONEY_OF = {
    Role.MANAGED_FUNDS: "政府性基金",
    Role.STATE_CAPITAL: "国有资本经营",
    Role.BASIC_BY_CLASS: "基本支出",
}
_AGENCY = "机关运行经费"
# What a note under an empty table may speak of, by the words that name it, and as the finding calls it.
_SPOKEN_OF = {
    "一般公共预算": "一般公共预算",
    "政府性基金": "政府性基金预算",
    "国有资本经营": "国有资本经营预算",
    "社会保险基金": "社会保险基金预算",
    "“三公”经费": "“三公”经费",
    _AGENCY: _AGENCY,
}
# The money of a table by these words; the other tables print money of several funds.
_OWN: dict[Role, tuple[str, ...]] = {
    Role.GENERAL_PUBLIC: ("一般公共预算",),
    Role.MANAGED_FUNDS: ("政府性基金",),
    Role.STATE_CAPITAL: ("国有资本经营",),
    Role.THREE_PUBLIC: ("“三公”经费", _AGENCY),
}


def empty_tables_have_a_note(report: BudgetReport) -> Iterator[CheckOutcome]:
    """A table without any amount has a note that says why; without one it may have been forgotten."""
    for table in report.tables:
        if not table.is_empty:
            continue
        n = table.table.number
        notes = [
            note
            for note in notes_of_table(report, n)
            if _EMPTY_TABLE.search(note.text) or _NO_MONEY.search(note.text)
        ]
        title = worded("form.empty", n=n)
        if not notes:
            title = worded("form.empty.unsaid", n=n)
        verdict = Verdict.EQUAL if notes else Verdict.UNKNOWN
        yield finding(f"form.empty.t{n}", title, verdict, title_place(table), *notes)


def notes_of_table(report: BudgetReport, number: int) -> list[ComparedPlace]:
    """The notes under a table, with their places."""
    owner = f"table {number}: note"
    return [
        ComparedPlace.at(x.place, one_line(x.text), number, "表注") for x in report.lines if x.owner == owner
    ]


def notes_agree_with_their_table(report: BudgetReport) -> Iterator[CheckOutcome]:
    """Where a note says that the table is empty, or that there is no such money, the table prints none."""
    for table in report.tables:
        n = table.table.number
        notes = [(note, _denied(table, same_brackets(note.text))) for note in notes_of_table(report, n)]
        claims = [(note, denied) for note, denied in notes if denied is not None]
        for count, (note, denied) in enumerate(claims):
            printed = [term(table, line, f.column).place for line in denied for f in line.figures if f.yuan]
            title = worded("form.note", n=n)
            if printed:
                title = worded("form.note.contrary", n=n)
            code = f"note.t{n}" + (f".{count + 1}" if count else "")
            yield finding(f"form.{code}", title, equal_if(not printed), note, *printed[:1])


def _denied(table: PrintedTable, note: str) -> list[TableLine] | None:
    """The lines that have no money according to a note, the total first; None where the note says no such thing."""
    role = table.table.role
    if _EMPTY_TABLE.search(note):
        return _total_first(table.lines)
    found = _NO_MONEY.search(note)
    if found is None:
        return None
    if table.table.form is Form.SINGLE_ROW:
        public, agency = "“三公”经费" in found[0], _AGENCY in found[0]
        lines = [line for line in table.lines if (agency if line.name == _AGENCY else public)]
        return _total_first(lines) if public or agency else None
    return _total_first(table.lines) if role in _MONEY_OF and _MONEY_OF[role] in found[0] else None


def notes_name_the_fund_of_their_table(report: BudgetReport) -> Iterator[CheckOutcome]:
    """The note under an empty table of one fund does not say that another fund's table is empty."""
    for table in report.tables:
        own = _OWN.get(table.table.role)
        if own is None or not table.is_empty:
            continue
        n = table.table.number
        for note in notes_of_table(report, n):
            words = same_brackets(note.text)
            denied = _NO_MONEY.search(words)
            others = [name for word, name in _SPOKEN_OF.items() if denied and word in denied[0]]
            if others and not any(word in words for word in own):
                title = worded("form.note.other-fund", n=n, printed=others[0], own=_SPOKEN_OF[own[0]])
                yield finding(f"form.note-fund.t{n}", title, Verdict.DIFFERS, note, title_place(table))
                break


def _total_first(lines: tuple[TableLine, ...] | list[TableLine]) -> list[TableLine]:
    return sorted(lines, key=lambda line: line.level is not Level.TOTAL)


_STATED = {
    (Topic.NARRATIVE, "general_public"): Role.GENERAL_PUBLIC,
    (Topic.NARRATIVE, "managed_funds"): Role.MANAGED_FUNDS,
    (Topic.NARRATIVE, "state_capital"): Role.STATE_CAPITAL,
    (Topic.THREE_PUBLIC, "total"): Role.THREE_PUBLIC,
}


def amounts_stated_for_empty_tables(report: BudgetReport) -> Iterator[CheckOutcome]:
    """The prose states no amount for a table that prints none."""
    stated: dict[Role, ReadFact] = {}
    for fact in report.facts:
        if (fact.topic, fact.key) in _STATED:
            stated.setdefault(_STATED[fact.topic, fact.key], fact)
    for table in report.tables:
        if table.is_empty and table.table.role in stated:
            fact, n = stated[table.table.role], table.table.number
            title = worded("form.stated", n=n, label=fact.label)
            if fact.value:
                title = worded("form.stated.contrary", n=n, label=fact.label)
            here = ComparedPlace.at(fact.place, fact.text, row=fact.label)
            yield finding(
                f"form.stated.t{n}", title, equal_if(fact.value == Decimal(0)), title_place(table), here
            )


RULES = (
    headings_over_data,
    columns_of_classes,
    empty_tables_have_a_note,
    notes_agree_with_their_table,
    notes_name_the_fund_of_their_table,
    amounts_stated_for_empty_tables,
)
