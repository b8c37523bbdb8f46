"""Sections and statement parts as running text, the place of any words in it, and the dates that it names."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from itertools import accumulate

from budgets.form.references import HEADING
from budgets.form.references import statement_label as label_of_statement
from budgets.form.spelling import one_line
from budgets.form.terms import SectionKey
from budgets.parsing.records import BudgetReport, ReadPart, ReadPassage, ReadStatement
from budgets.reconcile.outcomes import ComparedPlace
from budgets.reconcile.remembered import remembered

_LONGEST_QUOTE = 60


@dataclass(frozen=True)
class Prose:
    """The words of one section or part, one passage a line; `code` stands for it in the codes of checks."""

    code: str
    row: str
    column: str
    passages: tuple[ReadPassage, ...]

    @cached_property
    def text(self) -> str:
        """All the words, one passage a line."""
        return "\n".join(passage.text for passage in self.passages)

    @cached_property
    def starts(self) -> list[int]:
        """Where each passage begins in the text."""
        return [0, *accumulate(len(passage.text) + 1 for passage in self.passages)][:-1]

    def place(self, start: int, end: int) -> ComparedPlace:
        """The place of the characters start..end, with these words as quotation."""
        printed = self.passages[max(bisect_right(self.starts, start) - 1, 0)].place
        quote = one_line(self.text[start:end])
        return ComparedPlace.at(printed, quote, None, self.row, self.column)

    def around(self, start: int, end: int, before: int = 12, after: int = 12) -> ComparedPlace:
        """The place of the characters start..end, quoted with a few words around them from the same passage."""
        text = self.text
        begin = max(text.rfind("\n", 0, start) + 1, start - before)
        line_end = text.find("\n", end)
        stop = min(line_end if line_end >= 0 else len(text), end + after)
        place = self.place(start, end)
        quote = one_line(text[begin:stop])
        return replace(place, text=quote, span=(self.code, start, end))


def statement_label(statement: ReadStatement) -> str:
    """The name of a statement in checks: the project's, or its number where none is printed."""
    return label_of_statement(statement.number, statement.name)


@remembered(most=1024)
def part_prose(statement: ReadStatement, part: ReadPart) -> Prose:
    """One part of a statement as prose."""
    code = f"s{statement.number}.{part.key.word}"
    return Prose(code, statement_label(statement), part.key.value, part.passages)


def heading_place(statement: ReadStatement, part: ReadPart | None, column: str) -> ComparedPlace:
    """The place of a part's heading, or of the statement's own."""
    printed = part.place if part else statement.place
    words = part.heading if part else statement.heading
    return ComparedPlace.at(printed, words[:_LONGEST_QUOTE], None, statement_label(statement), column)


# Of the report that is checked and of its folded one; a dozen rules read all of its prose.
_REPORTS = 2


@remembered(_REPORTS)
def statement_proses(report: BudgetReport) -> tuple[Prose, ...]:
    """The heading and the parts of every statement."""
    return tuple(_statement_proses(report))


def _statement_proses(report: BudgetReport) -> Iterator[Prose]:
    for statement in report.statements:
        heading = ReadPassage(statement.heading, statement.place)
        yield Prose(f"s{statement.number}.heading", statement_label(statement), HEADING, (heading,))
        yield from (part_prose(statement, part) for part in statement.parts if part.passages)


@remembered(_REPORTS)
def section_proses(report: BudgetReport) -> tuple[Prose, ...]:
    """The prose sections, without the performance target forms."""
    return tuple(
        Prose(section.key.word, section.key.value, "", section.passages)
        for section in report.sections
        if section.key is not SectionKey.TARGET_FORMS and section.passages
    )


def section_headings(report: BudgetReport) -> Iterator[Prose]:
    """The printed headings of the sections."""
    for section in report.sections:
        heading = ReadPassage(section.heading, section.place)
        yield Prose(f"{section.key.word}.heading", section.key.value, HEADING, (heading,))


# ---- dates --------------------------------------------------------------------------------------------

_DATES = (
    re.compile(r"(?<!\d)(?P<y>\d{4})\s*年\s*(?P<m>\d{1,2})\s*月\s*(?P<d>\d{1,2})\s*日"),
    re.compile(
        r"(?<![\d./A-Za-z])(?<![A-Za-z]-)(?<!第)(?P<y>(?:19|20)\d{2})(?P<sep>[./-])(?P<m>\d{1,2})(?P=sep)(?P<d>\d{1,2})(?![\d.]*\d|号)"
    ),
    re.compile(r"(?<!\d)(?P<y>\d{4})\s*年\s*(?P<m>\d{1,2})\s*月(?!\s*\d{1,2}\s*日)"),
    re.compile(r"(?<![\d年])(?<!年 )(?P<m>\d{1,2})\s*月\s*(?P<d>\d{1,2})\s*日"),
)
_LEAP_YEAR = 2024  # 2月29日 without a year may exist


@dataclass(frozen=True)
class PrintedDate:
    """A date in running text at characters start..end; `exists` is False for 2025.02.31 and 2025年13月."""

    start: int
    end: int
    exists: bool


def find_dates(text: str) -> list[PrintedDate]:
    """Every date in a text, in order."""
    found = []
    for pattern in _DATES:
        for match in pattern.finditer(text):
            parts = match.groupdict()
            exists = _exists(int(parts.get("y") or _LEAP_YEAR), int(parts["m"]), int(parts.get("d") or 1))
            found.append(PrintedDate(match.start(), match.end(), exists))
    return sorted(found, key=lambda item: item.start)


def _exists(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


# From a date to a date, each with its year: 2025.03.01-2025.05.31
_RANGE = re.compile(
    r"(?<![\d.\-/])(?P<y1>\d{4})\s*[年./-]\s*(?P<m1>\d{1,2})\s*[月./-]\s*(?P<d1>\d{1,2})?\s*日?"
    r"\s*(?:至|到|[-—–~～－]+)\s*"
    r"(?P<y2>\d{4})\s*[年./-]\s*(?P<m2>\d{1,2})\s*[月./-]\s*(?P<d2>\d{1,2})?\s*日?"
)


def backward_ranges(text: str) -> list[tuple[int, int]]:
    """Printed ranges of dates that end before they begin; dates that do not exist are left out."""
    found = []
    for match in _RANGE.finditer(text):
        first = (int(match["y1"]), int(match["m1"]), int(match["d1"] or 1))
        last = (int(match["y2"]), int(match["m2"]), int(match["d2"] or 31))
        if first > last:
            found.append(match.span())
    return found
