"""Kind 1, form: the tables of the form are there, in order, and of the document's year."""

import re
from collections.abc import Iterator, Mapping

from budgets.form.draft_marks import is_draft_mark
from budgets.form.spelling import one_line, same_brackets
from budgets.form.terms import Verdict
from budgets.parsing.records import BudgetReport, SourceLine
from budgets.reconcile.outcomes import CheckOutcome, ComparedPlace
from budgets.reconcile.terms import title_place, unread_table
from budgets.reconcile.verdicts import equal_if, finding
from budgets.reconcile.wording import Wording, worded


def tables_of_form(report: BudgetReport) -> Iterator[CheckOutcome]:
    """Each table of the form is there; a missing one is unknown, because checks between tables cannot be made."""
    for official in report.form.tables:
        number, table = official.number, report.table(official.role)
        named: dict[str, int | str] = {"n": number, "table": official.title}
        if table is None:
            title = _not_found(report, named)
            nowhere = ComparedPlace(number, "", "", None, None, "")
            yield finding(f"form.table.t{number}", title, Verdict.UNKNOWN, nowhere)
        else:
            title = worded("form.table", **named)
            yield finding(f"form.table.t{number}", title, Verdict.EQUAL, title_place(table))
    yield from _further_tables(report)


def _not_found(report: BudgetReport, named: Mapping[str, int | str]) -> Wording:
    """A table that was not found is missing only from a document that was read as a whole, every table by its title."""
    if unread_table(report):
        return worded("form.table.unread", **named)
    if has_unknown_tables(report):
        return worded("form.table.kept", **named)
    return worded("form.table.missing", **named)


def has_unknown_tables(report: BudgetReport) -> bool:
    """Whether a table is kept as printed whose title no form knows: it may be one of the form."""
    return any(table.number is None for table in report.further)


def _further_tables(report: BudgetReport) -> Iterator[CheckOutcome]:
    printed = {table.number: table for table in report.further}
    for table in report.form.further:
        named: dict[str, int | str] = {"n": table.number, "table": table.title}
        found = printed.get(table.number)
        if found is None:
            title = _not_found(report, named)
            yield finding(f"form.table.t{table.number}", title, Verdict.UNKNOWN)
        else:
            place = ComparedPlace.at(found.place, found.title)
            yield finding(f"form.table.t{table.number}", worded("form.table", **named), Verdict.EQUAL, place)


def order_of_tables(report: BudgetReport) -> Iterator[CheckOutcome]:
    """The tables are in the official order; the places are those of the tables that are not."""
    if len(report.tables) < 2:
        return
    moved = [
        table
        for table, due in zip(report.tables, sorted(report.tables, key=lambda t: t.table.number), strict=True)
        if table is not due
    ]
    title = worded("form.order")
    if moved:
        printed = [str(table.table.number) for table in report.tables]
        title = worded("form.order.moved", numbers=printed)
    yield finding("form.order", title, equal_if(not moved), *(title_place(table) for table in moved))


def years_in_titles(report: BudgetReport) -> Iterator[CheckOutcome]:
    """A year in a table's title is the year of the document."""
    for table in report.tables:
        year = year_in(table.title)
        if year is not None:
            n = table.table.number
            title = worded("form.year", n=n, year=report.year)
            if year != report.year:
                title = worded("form.year.other", n=n, year=report.year)
            yield finding(f"form.year.t{n}", title, equal_if(year == report.year), title_place(table))


# 2025年“三公”经费预算数, but no day (2025年8月31日).
_YEAR_OF_COLUMN = re.compile(r"(?<!\d)(?P<year>20\d\d)年度?(?!\s*\d)(?P<column>.*)")
_OF_ANOTHER_YEAR = re.compile("执行|决算|完成|实际|上年|结转|增减|[比较]")  # what is printed beside a budget


def years_in_headings(report: BudgetReport) -> Iterator[CheckOutcome]:
    """A year in a column heading is the year of the document, where the same column is not printed for both years."""
    owners = {
        f"table {table.table.number}: furniture: column headings": table.table.number
        for table in report.tables
        if table.complete
    }
    headings: dict[int, list[tuple[SourceLine, str, str]]] = {}
    for line in report.lines:
        if (number := owners.get(line.owner)) is not None and "年" in line.text:
            for cell in line.text.split("\t"):
                if found := _YEAR_OF_COLUMN.search(same_brackets(cell)):
                    headings.setdefault(number, []).append((line, found["year"], found["column"]))
    differ = 0
    for n, dated in headings.items():
        own = {column for _line, year, column in dated if year == str(report.year)}
        for line, year, column in dated:
            if year == str(report.year) or column in own or _OF_ANOTHER_YEAR.search(column):
                continue
            differ += 1
            title = worded("form.year.heading-other", n=n, year=report.year)
            place = ComparedPlace.at(line.place, one_line(line.text), n)
            yield finding(f"form.year-heading.t{n}", title, Verdict.DIFFERS, place)
    if headings and not differ:
        yield finding("form.year-heading", worded("form.year.heading", year=report.year), Verdict.EQUAL)


_OUTSIDE = ("furniture: running header or footer", "cover", "")  # owners of lines that may be a mark


def draft_marks(report: BudgetReport) -> Iterator[CheckOutcome]:
    """No page says that the paper is a draft or a sample; each such mark is named once, where it stands first."""
    marks: dict[str, ComparedPlace] = {}
    for line in report.lines:
        if line.owner in _OUTSIDE and is_draft_mark(line.text):
            words = one_line(line.text)
            marks.setdefault(words, ComparedPlace.at(line.place, words))
    for number, (words, place) in enumerate(marks.items(), 1):
        yield finding(f"form.draft.{number}", worded("form.draft", words=words), Verdict.UNKNOWN, place)


def year_in(title: str) -> int | None:
    found = re.search(r"(?<!\d)(\d{4})年", same_brackets(title))
    return int(found[1]) if found else None


RULES = (tables_of_form, order_of_tables, years_in_titles, years_in_headings, draft_marks)
