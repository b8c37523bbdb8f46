"""Finds page numbers and running headers and footers: lines at the edge of the page that repeat on other pages.

Who prepared a table and in which unit it is stands above each table at the same height, and is never one of them.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from budgets.form.captions import names_preparer_or_unit
from budgets.form.draft_marks import is_draft_mark
from budgets.readers.pdf.lines import PdfLine
from budgets.readers.pdf.page import Box

# Headers and footers are within an inch of the edge (points).
_EDGE = 72.0
_SAME_HEIGHT = 3.0
_PAGE_NUMBER = re.compile(
    r"[-—–－·•~\s]*(?:第\s*)?(?P<number>\d{1,3})(?:\s*页)?"
    r"(?:\s*[/／,，、\s]?\s*(?:共\s*)?\d{1,3}\s*页?)?[-—–－·•~\s]*"
)
_DECORATED = re.compile(r"第\s*\d+\s*页|^[-—–－·•~]\s*\d+\s*[-—–－·•~]$")


def find_furniture(pages: Sequence[Sequence[PdfLine]], heights: Sequence[float]) -> set[int]:
    """The ids of all lines that are page furniture. `pages` holds each page's lines from top to bottom."""
    edges = [
        [line for line in _outermost(lines) if is_at_edge(line.box, height)]
        for lines, height in zip(pages, heights, strict=True)
    ]
    return set(_page_numbers(edges)) | set(_running(edges, heights))


def is_page_number(text: str, box: Box, height: float) -> bool:
    """Whether a line at the edge of a page may be its number, whatever the other pages print."""
    return is_at_edge(box, height) and bool(_PAGE_NUMBER.fullmatch(text))


def is_at_edge(box: Box, height: float) -> bool:
    """Whether something stands where headers and footers do."""
    return min(box[3], height - box[1]) <= _EDGE


def _outermost(lines: Sequence[PdfLine]) -> list[PdfLine]:
    """The first two and last two lines of a page."""
    return [*lines[:2], *lines[2:][-2:]]


def _page_numbers(edges: Sequence[Sequence[PdfLine]]) -> Iterable[int]:
    """A number alone at the edge that counts with the pages, or that is written as a page number (- 3 -)."""
    found = [
        (page, int(match["number"]), line)
        for page, lines in enumerate(edges, start=1)
        for line in lines
        if (match := _PAGE_NUMBER.fullmatch(line.text))
    ]
    offsets = Counter(number - page for page, number, _ in found)
    for page, number, line in found:
        if offsets[number - page] > 1 or number == page or _DECORATED.search(line.text):
            yield id(line)


def _running(edges: Sequence[Sequence[PdfLine]], heights: Sequence[float]) -> Iterable[int]:
    """A line at the same height near the edge on at least three pages and a quarter of all; a draft mark on two.

    The title of a table of several pages is repeated too, but not on so many of them.
    """
    seen: dict[tuple[str, int], list[int]] = {}
    needed = max(3, len(edges) / 4)
    for lines, height in zip(edges, heights, strict=True):
        for line in lines:
            at_top = line.box[3] <= _EDGE
            distance = line.box[1] if at_top else line.box[1] - height
            if names_preparer_or_unit(line.text):
                continue
            words = re.sub(r"[\s\d]+", "", line.text)
            seen.setdefault((words, round(distance / _SAME_HEIGHT)), []).append(id(line))
    for (words, _), same in seen.items():
        if len(same) >= (2 if is_draft_mark(words) else needed):
            yield from same
