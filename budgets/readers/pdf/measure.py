"""The text area of a PDF page: its margins, its line spacing, and how its paragraphs begin.

Everything is measured on the printed lines; for a page that shows too little (a list, a title over a table),
the document's other pages and the borders of the table are used.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from budgets.readers.pdf.lines import PdfLine
from budgets.readers.pdf.page import Box

# In shares of the font size, unless the comment says otherwise.
SAME_LEFT = 0.6  # two lines this near to each other begin at the same place
RAGGED = 6.0  # room that a spreadsheet may leave at the end of a line that goes on
WIDER_GAP = 1.3  # times the usual pitch: space between paragraphs
_SAME_SIZE = 0.08  # share by which sizes may differ
_OFF_MIDDLE = 1.0  # a line whose middle is nearer to the page's may be centred

NUMBERED = re.compile(
    r"第[一二三四五六七八九十百\d]+(部分|章|节|条)"
    r"|[一二三四五六七八九十]{1,3}[、.．]"
    r"|[（(][一二三四五六七八九十\d]{1,3}[)）]"
    r"|\d{1,3}[、)）]|\d{1,2}[.．](?!\d)|\d{1,2}[.．](?=20\d\d年)"
    r"|[①-⑳❶-❿㈠-㈩]|[a-zA-Z][.．、)）]|注[:：]|附(件|表)\d?"
)
LEADER = re.compile(r"[.…·]{3,}\s*\d*$")  # the dots of a list of contents


@dataclass(frozen=True)
class TextPage:
    """What a text area is measured from: the page's running text (no furniture), its width, its grids."""

    lines: Sequence[PdfLine]
    width: float
    grids: Sequence[Box] = ()


@dataclass(frozen=True)
class PdfMeasure:
    """The text area of one page, and how its paragraphs begin, as far as that is certain.

    A line after one with much room at its end certainly begins a paragraph: `flush_starts` says that some
    do so at the left margin without a number, `flush_numbers` with one, `indented_starts` further in, and
    `spaced` that all of them have more space above than a line within a paragraph.
    """

    width: float
    left: float = 0.0
    right: float = 0.0
    pitches: dict[int, float] = field(default_factory=dict)  # between lines, by font size
    flush_starts: bool = False
    flush_numbers: bool = False
    indented_starts: bool = False
    spaced: bool = False
    starts: tuple[float, ...] = ()  # the lefts of lines that certainly begin a paragraph


def measure_pages(pages: Sequence[TextPage]) -> list[PdfMeasure]:
    """The text areas of all pages. Whether numbered lines begin at the margin is decided for the whole document."""
    bodies = [_body_lines(page.lines) for page in pages]
    shown = [_shown_margin(page, body) for page, body in zip(pages, bodies, strict=True)]
    common = Counter(
        (round(left), round(page.width)) for left, page in zip(shown, pages, strict=True) if left is not None
    )
    measures = [
        _measure(page, body, _left_margin(page, body, left, common)) if body else PdfMeasure(page.width)
        for page, body, left in zip(pages, bodies, shown, strict=True)
    ]
    flush = any(measure.flush_numbers for measure in measures)
    return [replace(measure, flush_numbers=flush) for measure in measures]


def alike(a: PdfLine, b: PdfLine) -> bool:
    """Whether two lines have the same font size."""
    return abs(a.size - b.size) <= _SAME_SIZE * max(a.size, b.size)


# What a line break never divides: a number, a word, a character with the brackets and marks beside it.
_TOKEN = re.compile(
    r"[（“‘《〈【(]*(?:[\x21-\x7e]+|.)(?:[）”’》〉】，。、；：！？%)]+(?:(?<=[”’])[\x21-\x7e]+)?)?"
)


def first_token(line: PdfLine) -> float:
    """The width of the first piece of a line that a line break cannot divide."""
    found = _TOKEN.match(line.text)
    length = len(found.group()) if found else 1
    per_character = (line.right - line.left) / max(1, len(line.text))
    return max(line.size if length == 1 else 0.0, length * min(per_character, line.size))


def _body_lines(lines: Sequence[PdfLine]) -> list[PdfLine]:
    """The lines in the size that most characters of the page have."""
    sizes: Counter[int] = Counter()
    for line in lines:
        sizes[round(line.size)] += len(line.text)
    if not sizes:
        return []
    size = sizes.most_common(1)[0][0]
    return [line for line in lines if abs(line.size - size) <= 1 and not line.gapped]


# ---- margins --------------------------------------------------------------------------------------------


def _shown_margin(page: TextPage, body: list[PdfLine]) -> float | None:
    """The leftmost place where two lines begin that are not centred; None where no two lines agree."""
    lefts = sorted(line.left for line in _uncentred(page, body))
    near = SAME_LEFT * body[0].size if body else 0.0
    return next((a for a, b in pairwise(lefts) if b - a <= near), None)


def _uncentred(page: TextPage, body: list[PdfLine]) -> list[PdfLine]:
    """The lines without the centred ones: those evenly between the page's sides and away from its leftmost text."""
    edge = min([line.left for line in page.lines] + [box[0] for box in page.grids], default=0.0)
    return [
        line
        for line in body
        if line.left - edge <= 1.5 * line.size
        or abs(line.left + line.right - page.width) > 2 * _OFF_MIDDLE * line.size
    ]


def _left_margin(
    page: TextPage, body: list[PdfLine], shown: float | None, common: Counter[tuple[int, int]]
) -> float:
    """The page's own margin; else that of most pages as wide, its grids' left side, or its leftmost line.

    A page with nothing but a list shows only the list's indent: where more other pages have a margin one indent
    further left, that is its margin too.
    """
    width, size = round(page.width), body[0].size
    others = [(count, left) for (left, page_width), count in common.items() if page_width == width]
    if shown is None:
        sides = [max(others)[1]] if others else [box[0] for box in page.grids]
        return float(min([*sides, *(line.left for line in body)]))
    own = common[round(shown), width]
    outer = [(n, left) for n, left in others if 1.2 * size <= shown - left <= 3 * size and n > own]
    return float(max(outer)[1]) if outer else shown


def _right_margin(page: TextPage, body: list[PdfLine], left: float) -> float:
    """The right edge that full lines reach; where no three lines show it, the left margin mirrored."""
    size = body[0].size
    running = [line for line in _uncentred(page, body) if not LEADER.search(line.text)]
    rights = sorted((line.right for line in running), reverse=True)
    # A line may stick out by a closing mark, so the edge is where at least three lines end.
    shared = next((a for a, b in zip(rights, rights[2:], strict=False) if a - b <= 1.5 * size), None)
    furthest = max((line.right for line in page.lines if not line.gapped), default=0.0)
    if shared is not None and shared > furthest - 4 * size:
        return shared
    return max(furthest, page.width - min(left, page.width / 5), *(box[2] for box in page.grids))


# ---- pitches and habits ---------------------------------------------------------------------------------


def _measure(page: TextPage, body: list[PdfLine], left: float) -> PdfMeasure:
    size = body[0].size
    right = _right_margin(page, body, left)
    pitches = _pitches(page.lines)
    starts = [(a, b) for a, b in pairwise(body) if right - a.right > RAGGED * size + first_token(b)]
    wide = [b.base - a.base > WIDER_GAP * pitches.get(round(size), page.width) for a, b in starts]
    flush = [b for _, b in starts if b.left - left <= SAME_LEFT * size]
    return PdfMeasure(
        page.width,
        left,
        right,
        pitches,
        any(not NUMBERED.match(b.text) for b in flush),
        any(NUMBERED.match(b.text) for b in flush),
        any(SAME_LEFT * size < b.left - left <= 4 * size for _, b in starts),
        len(wide) > 1 and all(wide),
        tuple(b.left for _, b in starts),
    )


def _pitches(lines: Sequence[PdfLine]) -> dict[int, float]:
    """For each font size the smallest distance between baselines that occurs more than once."""
    found: dict[int, list[float]] = {}
    for a, b in pairwise(lines):
        if alike(a, b) and b.base > a.base:
            found.setdefault(round(b.size), []).append(b.base - a.base)
    return {size: pitch for size, all_ in found.items() if (pitch := _usual(sorted(all_)))}


def _usual(pitches: list[float]) -> float | None:
    needed = max(2, len(pitches) // 10)
    for n, pitch in enumerate(pitches):
        if sum(1 for other in pitches[n:] if other <= pitch * 1.08) >= needed:
            return pitch
    return None
