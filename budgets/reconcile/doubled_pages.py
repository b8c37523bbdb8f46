"""Kind 1, form: a page that is printed a second time."""

import re
from collections.abc import Iterator, Mapping, Sequence

from budgets.form.spelling import one_line, squeeze
from budgets.form.terms import Verdict
from budgets.parsing.records import BudgetReport, SourceLine
from budgets.reconcile.outcomes import CheckOutcome, ComparedPlace
from budgets.reconcile.verdicts import finding
from budgets.reconcile.wording import worded

_RUNNING = "furniture: running header or footer"
_FEWEST = 60  # characters of a page
_QUOTED = 80
# The paragraph that a page begins or ends with goes on beyond it, so it may be joined with another one.
_ENDS = 2
_NEW_ROW = re.compile(r"table \d+: line \d+")


def pages_printed_twice(report: BudgetReport) -> Iterator[CheckOutcome]:
    """No page prints what another one prints, line by line; page numbers and running lines do not count.

    Pages of two tables may print the same, where all money is of one fund: rows that were read as new ones are no copies,
    and of rows that were not read nobody knows.
    """
    pages = _lines_of_pages(report.lines)
    unread = {place.place.page for place in report.unread}
    seen: dict[tuple[str, ...], list[int]] = {}
    count = 0
    for page, lines in pages.items():
        words = _words(lines)
        inner = words[1:-1] if len(words) > _ENDS + 1 else words
        if sum(map(len, inner)) < _FEWEST:
            continue
        before = seen.setdefault(inner, [])
        other = next((n for n in before if _ends_alike(words, _words(pages[n]))), None)
        before.append(page)
        if other is not None and page not in unread and not any(_NEW_ROW.fullmatch(x.owner) for x in lines):
            count += 1
            title = worded("form.repeated.page", page=page, other=other)
            places = (_place(pages[other][0]), _place(lines[0]))
            yield finding(f"form.repeated.page.p{page}", title, Verdict.DIFFERS, *places)
    if pages and not count:
        yield finding("form.repeated.page", worded("form.repeated.page.none"), Verdict.EQUAL)


def _lines_of_pages(lines: Sequence[SourceLine]) -> Mapping[int, list[SourceLine]]:
    pages: dict[int, list[SourceLine]] = {}
    for line in lines:
        if line.place.page is not None and line.owner != _RUNNING and line.text.strip():
            pages.setdefault(line.place.page, []).append(line)
    return pages


def _words(lines: Sequence[SourceLine]) -> tuple[str, ...]:
    return tuple(squeeze(line.text) for line in lines)


def _ends_alike(a: Sequence[str], b: Sequence[str]) -> bool:
    """Whether the first and last lines of two pages are the same, but for what joins them to other pages."""
    heads = a[0].endswith(b[0]) or b[0].endswith(a[0])
    return heads and (a[-1].startswith(b[-1]) or b[-1].startswith(a[-1]))


def _place(line: SourceLine) -> ComparedPlace:
    return ComparedPlace.at(line.place, one_line(line.text)[:_QUOTED])


RULES = (pages_printed_twice,)
