"""Words that the edge of a PDF page cuts: what of their line is seen, and where it ends."""

from collections.abc import Iterator, Sequence

from budgets.form.terms import HiddenKind
from budgets.readers.document import Place
from budgets.readers.pdf.lines import glyph_lines, text_lines
from budgets.readers.pdf.page import Glyph, PdfSheet, SeenPage, boxes_union, turned_glyphs

# The share of a character that is beyond the edge where it is cut; a font's box is wider than its strokes.
_CUT = 0.25
# Strokes reach from so far over the baseline to so far under it (shares of the font size).
_OVER, _UNDER = 0.75, 0.1
# The next character of a line begins within this of the one before (times the font size).
_NEXT = 1.0
_SAME_LINE = 0.3


def cut_lines(number: int, page: SeenPage) -> Iterator[tuple[str, Place]]:
    """What is seen of each line that an edge of the page cuts, and its place; `number` is that of the page.

    A line is cut where a character of it lies across the edge, or where it goes on beyond. Marks over the page (light,
    or askew) are none of its lines, and what stands beyond the page alone is no rest of a line.
    """
    sheet = page.sheet
    beyond = _upright(turned_glyphs(page.unseen.get(HiddenKind.OUTSIDE_PAGE, ()), page))
    seen = _upright(sheet.glyphs)
    if not beyond and not any(_crosses(glyph, sheet) for glyph in seen):
        return
    for line in glyph_lines(seen):
        cut = any(_crosses(glyph, sheet) for glyph in line)
        if cut or any(_goes_on(line, glyph) for glyph in beyond):
            (found, *_) = text_lines(line)
            yield found.text, Place(page=number, box=sheet.shown(boxes_union(_box(glyph) for glyph in line)))


def _upright(glyphs: Sequence[Glyph]) -> list[Glyph]:
    return [glyph for glyph in glyphs if not (glyph.is_blank or glyph.turn or glyph.faint)]


def _crosses(glyph: Glyph, sheet: PdfSheet) -> bool:
    """Whether the strokes of a character lie across an edge."""
    across, up = _CUT * (glyph.right - glyph.left), _CUT * (_OVER + _UNDER) * glyph.size
    return (
        glyph.left < -across
        or glyph.right > sheet.width + across
        or glyph.base - _OVER * glyph.size < -up
        or glyph.base + _UNDER * glyph.size > sheet.height + up
    )


def _goes_on(line: Sequence[Glyph], beyond: Glyph) -> bool:
    """Whether a character beyond the page is the next behind the line, or the one before it."""
    first, last = line[0], line[-1]
    size = min(beyond.size, last.size)
    return abs(beyond.base - last.base) <= _SAME_LINE * size and (
        0 <= beyond.left - last.right + _SAME_LINE * size <= _NEXT * size
        or 0 <= first.left - beyond.right + _SAME_LINE * size <= _NEXT * size
    )


def _box(glyph: Glyph) -> tuple[float, float, float, float]:
    return glyph.left, glyph.top, glyph.right, glyph.bottom
