"""Kind 1, form: the contents list against the tables and sections that follow it."""

import re
from collections.abc import Iterator, Mapping

from budgets.form.spelling import one_line, same_brackets
from budgets.form.tables import OfficialTable
from budgets.form.terms import SectionKey, Verdict
from budgets.parsing.records import BudgetReport, SourceLine
from budgets.reconcile.outcomes import CheckOutcome, ComparedPlace
from budgets.reconcile.tables_of_form import has_unknown_tables, year_in
from budgets.reconcile.terms import title_place, unread_table
from budgets.reconcile.verdicts import equal_if, finding
from budgets.reconcile.wording import Wording, worded

_CONTENTS = "furniture: contents"
_NO_HEADING = re.compile(rf"{_CONTENTS}|statement \d+:")  # owners of lines that no entry names
# Numbers and leaders are looked for once in a run of them: such a run may be long.
_NUMBER = re.compile(
    r"(?<![一二三四五六七八九十])[一二三四五六七八九十]++、|(?<!\d)\d++[.．、]|第[一二三四五六七八九十]+部分[、：:]?|[（(][一二三四五六七八九十\d]+[）)]"
)
_LEADERS = re.compile(r"(?<![.…·—\-])(?:[.…·—\-]++|(?<!\d))\d*+$")
_SECTIONS = (
    (SectionKey.DUTIES, re.compile(r"主要(?:职能|职责)")),
    (SectionKey.INSTITUTIONS, re.compile(r"机构设置")),
    (SectionKey.DEFINITIONS, re.compile(r"名词解释")),
    (SectionKey.NARRATIVE, re.compile(r"预算编制的?(?:情况)?说明")),
    (SectionKey.OTHER_NOTES, re.compile(r"其他相关情况")),
    (SectionKey.TARGET_FORMS, re.compile(r"绩效目标")),
)
_STATEMENTS = re.compile(r"项目.*经费情况")
_ALL_TABLES = re.compile(r"[^，。]{0,4}预算表")
_FEWEST_TO_COMPARE = 3  # a list with fewer sections than this is not meant to be complete


def _entry_words(text: str) -> str:
    """The words of an entry without its number, leaders and page number."""
    return _LEADERS.sub("", _NUMBER.sub("", same_brackets(text), count=1))


def _entries(report: BudgetReport) -> list[SourceLine]:
    """The entries of the contents list, without the heading 目录."""
    listed = (x for x in report.lines if x.owner == _CONTENTS and same_brackets(x.text) != "目录")
    return [x for x in listed if _entry_words(x.text)]  # leaders may stand on a line of their own


def _entry_place(entry: SourceLine) -> ComparedPlace:
    return ComparedPlace.at(entry.place, one_line(entry.text), row="目录")


def _official(report: BudgetReport, words: str) -> OfficialTable | None:
    return next((table for table in report.form.tables if words.strip("《》").endswith(table.core)), None)


def contents_list(report: BudgetReport) -> Iterator[CheckOutcome]:
    """The table or section that an entry of the contents list names follows in the document, for the same year."""
    seen = set()
    body = {_entry_words(x.text): x for x in report.lines if not _NO_HEADING.match(x.owner)}
    for entry in _entries(report):
        for result in _entry_checks(report, entry, body):
            if result.code not in seen:
                seen.add(result.code)
                yield result


def _entry_checks(
    report: BudgetReport, entry: SourceLine, body: Mapping[str, SourceLine]
) -> Iterator[CheckOutcome]:
    words, here = _entry_words(entry.text), _entry_place(entry)
    follows = [ComparedPlace.at(body[words].place, body[words].text)] if words in body else []
    official = _official(report, words)
    if official is not None:
        yield from _table_entry(report, official, here)
        return
    named = False
    for code, target in _named_targets(report, words):
        named = True
        places = [target] if target else follows
        title, verdict = _follows(words), Verdict.EQUAL
        if not places:
            title, verdict = _entry_not_found(report, words)
        yield finding(f"form.contents.{code}", title, verdict, here, *places)
    if not named:
        title = _follows(words) if follows else worded("form.contents.unclear", entry=words)
        verdict = Verdict.EQUAL if follows else Verdict.UNKNOWN
        yield finding(f"form.contents.{words[:40]}", title, verdict, here, *follows)


def _entry_not_found(report: BudgetReport, entry: str) -> tuple[Wording, Verdict]:
    """What is said of an entry that nothing follows: it is missing only from a document that was read as a whole."""
    if unread_table(report):
        return worded("form.contents.unread", entry=entry), Verdict.UNKNOWN
    return worded("form.contents.missing", entry=entry), Verdict.DIFFERS


def _table_not_found(report: BudgetReport, named: Mapping[str, int | str]) -> tuple[Wording, Verdict]:
    """The same of an entry that names a table of the form; it may be one that is kept as printed."""
    if unread_table(report):
        return worded("form.contents.table-unread", **named), Verdict.UNKNOWN
    if has_unknown_tables(report):
        return worded("form.contents.table-kept", **named), Verdict.UNKNOWN
    return worded("form.contents.table-missing", **named), Verdict.DIFFERS


def _follows(words: str) -> Wording:
    return worded("form.contents", entry=words)


def _table_entry(
    report: BudgetReport, official: OfficialTable, here: ComparedPlace
) -> Iterator[CheckOutcome]:
    table = report.table(official.role)
    named: dict[str, int | str] = {"n": official.number, "table": official.title}
    if table is None:
        title, verdict = _table_not_found(report, named)
        yield finding(f"form.contents.t{official.number}", title, verdict, here)
        return
    listed, printed = year_in(here.text), year_in(table.title)
    same = listed is None or printed is None or listed == printed
    title = worded("form.contents.table", **named)
    if not same:
        title = worded("form.contents.table-year", **named)
    yield finding(f"form.contents.t{official.number}", title, equal_if(same), here, title_place(table))


def _named_targets(report: BudgetReport, words: str) -> Iterator[tuple[str, ComparedPlace | None]]:
    """The sections, statements or tables that an entry names, each with its place; None where it was not found."""
    sections = {section.key: section for section in report.sections}
    for key, pattern in _SECTIONS:
        if pattern.search(words):
            section = sections.get(key)
            yield key.word, ComparedPlace.at(section.place, section.heading) if section else None
    if _STATEMENTS.search(words):
        first = report.statements[0] if report.statements else None
        yield "statements", ComparedPlace.at(first.place, first.heading) if first else None
    if _ALL_TABLES.fullmatch(words):
        yield "tables", next(map(title_place, report.tables), None)


def not_in_the_contents_list(report: BudgetReport) -> Iterator[CheckOutcome]:
    """Tables and sections that the document has, but its contents list leaves out."""
    entries = [_entry_words(entry.text) for entry in _entries(report)]
    numbers = {official.number for words in entries if (official := _official(report, words))}
    for table in report.tables if numbers else ():
        n = table.table.number
        if n not in numbers:
            title = worded("form.unlisted.table", n=n, table=table.table.title)
            yield finding(f"form.unlisted.t{n}", title, Verdict.DIFFERS, title_place(table))
    keys = {
        key
        for words in entries
        if not _official(report, words)
        for key, pattern in _SECTIONS
        if pattern.search(words)
    }
    for section in report.sections if len(keys) >= _FEWEST_TO_COMPARE else ():
        # The target forms are an annex of the statements; lists seldom name them.
        if section.key not in keys and section.key is not SectionKey.TARGET_FORMS:
            title = worded("form.unlisted", heading=section.heading)
            here = ComparedPlace.at(section.place, section.heading)
            yield finding(f"form.unlisted.{section.key.word}", title, Verdict.DIFFERS, here)


def order_of_contents(report: BudgetReport) -> Iterator[CheckOutcome]:
    """The tables and the sections are in the order of the contents list."""
    listed: dict[str, ComparedPlace] = {}
    for entry in _entries(report):
        words = _entry_words(entry.text)
        official = _official(report, words)
        names = (
            [f"t{official.number}"]
            if official
            else [k.name for k, pattern in _SECTIONS if pattern.search(words)]
        )
        for name in names:
            listed.setdefault(name, _entry_place(entry))
    tables = {f"t{table.table.number}": title_place(table) for table in report.tables}
    sections = {
        section.key.name: ComparedPlace.at(section.place, section.heading) for section in report.sections
    }
    said = {
        "tables": (worded("form.contents.order.tables"), worded("form.contents.order.tables-moved")),
        "sections": (worded("form.contents.order.sections"), worded("form.contents.order.sections-moved")),
    }
    for code, printed in (("tables", tables), ("sections", sections)):
        expected = [name for name in listed if name in printed]
        moved = [a for a, b in zip(expected, [x for x in printed if x in listed], strict=True) if a != b]
        if len(expected) > 1:
            places = [place for name in moved for place in (listed[name], printed[name])]
            yield finding(
                f"form.contents.order.{code}", said[code][bool(moved)], equal_if(not moved), *places
            )


RULES = (contents_list, not_in_the_contents_list, order_of_contents)
