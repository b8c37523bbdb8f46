"""Watermarks: words laid askew, pale or large over the page, as 征求意见稿. They belong to no cell and no line."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from budgets.form.draft_marks import is_draft_mark
from budgets.readers.pdf.lines import PdfLine
from budgets.readers.pdf.page import Glyph, PdfSheet, boxes_union

# In shares of the size of the page's text.
_LARGER = 1.5
# Neighbours in one mark are no further apart than this (times their size).
_LARGE = 16.0  # points: smaller words that are upright and dark are no watermark
_REACH = 3.0
_LONGEST = 60  # glyphs
_SAME_PLACE = 8.0  # points
_OFTEN = 3  # pages


@dataclass(frozen=True)
class Mark:
    """Glyphs that are, or may be, a watermark; `key` is the same where the same words lie at the same place."""

    glyphs: tuple[Glyph, ...]
    text: str
    sure: bool

    @property
    def box(self) -> tuple[float, float, float, float]:
        return boxes_union((g.left, g.top, g.right, g.bottom) for g in self.glyphs)

    @property
    def key(self) -> tuple[str, int, int, int]:
        left, top, _, _ = self.box
        return self.text, self.glyphs[0].turn, round(left / _SAME_PLACE), round(top / _SAME_PLACE)

    def line(self) -> PdfLine:
        """The mark as a line of its own."""
        box, size = self.box, self.glyphs[0].size
        return PdfLine(self.text, box, box[3], size, False, True, False, False, box[0])


def find_marks(sheet: PdfSheet) -> list[Mark]:
    """The marks of a page: those that are sure by themselves, and those that other pages must confirm."""
    special = [g for g in sheet.glyphs if g.turn % 90 or g.faint]
    large = [g for g in sheet.glyphs if g.size >= _LARGE and not (g.turn % 90 or g.faint)]
    if not special and not large:
        return []
    found = [*_runs(special), *(run for run in _runs(large) if is_draft_mark(_words(run)))]
    apart = {id(glyph) for run in found for glyph in run}
    body = _body_size(glyph for glyph in sheet.glyphs if id(glyph) not in apart)
    often = Counter(_words(run) for run in found)
    marks = [_mark(run, body, often[_words(run)], sheet) for run in found]
    return [mark for mark in marks if mark is not None]


def confirmed(marks: Sequence[Sequence[Mark]]) -> set[tuple[str, int, int, int]]:
    """The keys of marks that lie at the same place on several pages; `marks` are those of each page."""
    pages = Counter(key for page in marks for key in {mark.key for mark in page})
    needed = 2 if len(marks) < 2 * _OFTEN else _OFTEN
    return {key for key, count in pages.items() if count >= (2 if is_draft_mark(key[0]) else needed)}


def without_marks(sheet: PdfSheet, marks: Iterable[Mark]) -> PdfSheet:
    """The sheet without the glyphs of these marks."""
    gone = {id(glyph) for mark in marks for glyph in mark.glyphs}
    glyphs = tuple(glyph for glyph in sheet.glyphs if id(glyph) not in gone)
    return PdfSheet(sheet.width, sheet.height, glyphs, sheet.rulings, sheet.turn)


def _body_size(glyphs: Iterable[Glyph]) -> float:
    sizes = Counter(round(glyph.size) for glyph in glyphs if not glyph.is_blank)
    return float(sizes.most_common(1)[0][0]) if sizes else 12.0


def _runs(glyphs: Sequence[Glyph]) -> Iterator[tuple[Glyph, ...]]:
    """Glyphs drawn one after the other, side by side, at one angle and in one size."""
    run: list[Glyph] = []
    for before, glyph in pairwise([None, *glyphs]):
        assert glyph is not None
        if before is not None and not _goes_on(before, glyph) and run:
            yield tuple(run)
            run = []
        run.append(glyph)
    if run:
        yield tuple(run)


def _goes_on(before: Glyph, glyph: Glyph) -> bool:
    reach = _REACH * max(before.size, glyph.size)
    new_line = glyph.left < before.left - glyph.size and abs(glyph.base - before.base) > 0.5 * glyph.size
    if new_line and not glyph.turn % 90:
        return False
    return bool(
        glyph.order - before.order <= 2
        and glyph.turn == before.turn
        and glyph.faint == before.faint
        # The box of a glyph askew is as high as it is wide and high.
        and (glyph.turn % 90 or abs(glyph.size - before.size) <= 0.1 * before.size)
        and abs(glyph.left - before.left) <= reach
        and abs(glyph.top - before.top) <= reach
    )


def _words(run: Sequence[Glyph]) -> str:
    return "".join("".join(glyph.text for glyph in run).split())


def _mark(run: tuple[Glyph, ...], body: float, often: int, sheet: PdfSheet) -> Mark | None:
    """The run as a mark; None where it is neither large nor in the words of a draft, or too long."""
    text = _words(run)
    glyph = run[0]
    if not text or len(text) > _LONGEST:
        return None
    large, draft = glyph.size >= _LARGER * body, is_draft_mark(text)
    if glyph.turn % 90:
        # Small words askew in plain black may be the heading of a narrow column.
        return Mark(run, text, True) if draft or large or glyph.faint else None
    if not large and not (glyph.faint and draft):
        return None
    if not draft:
        return Mark(run, text, False)
    return Mark(run, text, (large and glyph.faint) or often >= _OFTEN or _is_crossed(run, sheet))


def _is_crossed(run: Sequence[Glyph], sheet: PdfSheet) -> bool:
    """Whether a ruled line runs through the middle of the words: they are laid over a table."""
    left, top, right, bottom = boxes_union((g.left, g.top, g.right, g.bottom) for g in run)
    for ruling in sheet.rulings:
        low, high, start, stop = (top, bottom, left, right) if ruling.level else (left, right, top, bottom)
        inside = low + 0.2 * (high - low) < ruling.at < high - 0.2 * (high - low)
        if inside and ruling.start < stop and start < ruling.stop:
            return True
    return False
