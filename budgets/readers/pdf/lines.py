"""From glyphs to lines of text: groups glyphs by baseline, and turns wide gaps into spaces."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from budgets.readers.pdf.page import Box, Glyph, boxes_union

# How far apart two baselines of one line may lie (a raised figure), as a share of the smaller font size.
_SAME_LINE = 0.4
# Gaps that stand for a space that was not printed as a character, as shares of the font size. Programs put
# a quarter between Chinese and Latin by themselves, so only more than that is a space.
_LATIN_GAP = 0.22
_CHINESE_GAP = 0.7
# A gap as wide as this separates two texts on one line: 编制部门：…      单位：元
_WIDE_GAP = 3.0
_LATIN = re.compile(r"[\x21-\x7e]")


@dataclass(slots=True)
class PdfLine:
    """One printed line outside the grids, from the left of its first to the right of its last printed character."""

    text: str
    box: Box
    base: float
    size: float
    bold: bool
    turned: bool  # askew or on its side on an upright page: a watermark, a note in the margin
    gapped: bool  # it has a wide gap, so it is no running text
    spaced: bool  # it ends with a printed space
    after_number: float  # where the words after a leading number or bullet begin

    @property
    def left(self) -> float:
        return self.box[0]

    @property
    def right(self) -> float:
        return self.box[2]


def glyph_lines(glyphs: Iterable[Glyph]) -> list[list[Glyph]]:
    """Upright glyphs grouped by baseline from top to bottom, each group from left to right."""
    groups: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda g: g.base):
        last = groups[-1][0] if groups else None
        if last is not None and glyph.base - last.base <= _SAME_LINE * min(glyph.size, last.size):
            groups[-1].append(glyph)
        else:
            groups.append([glyph])
    for group in groups:
        group.sort(key=lambda g: (g.left, g.order))
    return groups


def text_lines(glyphs: Iterable[Glyph]) -> list[PdfLine]:
    """The printed lines of glyphs outside the grids; lines of nothing but spaces are left out."""
    glyphs = list(glyphs)
    lines = [_line(group) for group in glyph_lines(g for g in glyphs if not g.turn) if _prints(group)]
    return lines + [_turned_line(run) for run in _turned_runs(g for g in glyphs if g.turn)]


def cell_text(glyphs: list[Glyph]) -> str:
    """The text of one cell, with a line break where it wraps; text that lies on its side is kept in drawing order."""
    upright = [glyph for glyph in glyphs if not glyph.turn]
    turned = "".join(g.text for g in sorted(glyphs, key=lambda g: g.order) if g.turn).strip()
    texts = [spaced_text(group).strip() for group in glyph_lines(upright) if _prints(group)]
    return "\n".join([*texts, turned] if turned else texts)


def spaced_text(group: list[Glyph]) -> str:
    """The text of glyphs on one line, with a space where there is a gap but no printed space."""
    pieces: list[str] = []
    before: Glyph | None = None
    for glyph in group:
        if before is not None and not before.is_blank and not glyph.is_blank and _is_gap(before, glyph):
            pieces.append(" ")
        pieces.append(glyph.text)
        before = glyph
    return "".join(pieces)


def _is_gap(before: Glyph, after: Glyph) -> bool:
    both_latin = bool(_LATIN.match(before.text[-1:]) and _LATIN.match(after.text))
    share = _LATIN_GAP if both_latin else _CHINESE_GAP
    return after.left - before.right > share * min(before.size, after.size)


def _prints(group: list[Glyph]) -> bool:
    return any(not glyph.is_blank for glyph in group)


def _line(group: list[Glyph]) -> PdfLine:
    printed = [glyph for glyph in group if not glyph.is_blank]
    text = spaced_text(group)
    size = sorted(glyph.size for glyph in printed)[len(printed) // 2]
    gaps = (b.left - a.right for a, b in pairwise(printed))
    return PdfLine(
        text.strip(),
        boxes_union((g.left, g.top, g.right, g.bottom) for g in printed),
        printed[0].base,
        size,
        all(glyph.bold for glyph in printed),
        False,
        max(gaps, default=0.0) > _WIDE_GAP * size,
        group[-1].is_blank,
        _after_number(printed),
    )


_LEADING_NUMBER = re.compile(r"([（(]?[一二三四五六七八九十百\d]{1,4}[）)、.．]+|[^\w“‘《（(])")


def _after_number(printed: list[Glyph]) -> float:
    """Where the words after 1., （一） or a bullet begin; the left of the line where it has none of these."""
    number = _LEADING_NUMBER.match("".join(glyph.text for glyph in printed[:8]))
    index = number.end() if number else 0
    return printed[min(index, len(printed) - 1)].left


def _turned_runs(glyphs: Iterable[Glyph]) -> list[list[Glyph]]:
    """Glyphs that are not upright, in drawing order; a run ends where the angle changes."""
    runs: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda g: g.order):
        if runs and runs[-1][-1].turn == glyph.turn and glyph.order - runs[-1][-1].order <= 2:
            runs[-1].append(glyph)
        else:
            runs.append([glyph])
    return [run for run in runs if _prints(run)]


def _turned_line(run: list[Glyph]) -> PdfLine:
    box = boxes_union((g.left, g.top, g.right, g.bottom) for g in run if not g.is_blank)
    text = "".join(glyph.text for glyph in run).strip()
    return PdfLine(text, box, box[3], run[0].size, False, True, False, False, box[0])
