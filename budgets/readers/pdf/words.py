"""Words of a printed line: glyphs that no wide gap divides, so that texts of two columns are two words."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from budgets.form.spelling import squeeze
from budgets.readers.pdf.lines import glyph_lines, spaced_text
from budgets.readers.pdf.page import Box, Glyph, boxes_union

# Gaps that divide two words, as shares of the font size: with a printed space, without one, and without one between a
# digit and another letter, which no text has between its letters.
_SPACED_GAP = 0.5
_GAP = 0.28
_DIGIT_GAP = 0.12
_ON_ANOTHER = 0.3  # two glyphs of one text share less of their width
_NUMERAL = re.compile(r"[\d.,，%-]")


@dataclass(frozen=True)
class Word:
    """Glyphs side by side on one baseline, blanks at their ends left out."""

    glyphs: tuple[Glyph, ...]

    @cached_property
    def text(self) -> str:
        """What it says, without white space."""
        return squeeze(spaced_text(list(self.glyphs)))

    @property
    def left(self) -> float:
        return self.glyphs[0].left

    @property
    def right(self) -> float:
        return self.glyphs[-1].right

    @property
    def base(self) -> float:
        return self.glyphs[0].base

    @property
    def size(self) -> float:
        return self.glyphs[0].size

    @property
    def box(self) -> Box:
        return boxes_union((g.left, g.top, g.right, g.bottom) for g in self.glyphs)


@dataclass(frozen=True)
class WordLine:
    """The words on one baseline from left to right."""

    words: tuple[Word, ...]
    is_overprinted: bool = False  # glyphs stand on others, so that nobody can say which are of one text

    @property
    def base(self) -> float:
        return self.words[0].base

    @property
    def size(self) -> float:
        return self.words[0].size

    @property
    def printed(self) -> str:
        """The words as printed, with a blank between them."""
        return " ".join(spaced_text(list(word.glyphs)) for word in self.words)

    @cached_property
    def text(self) -> str:
        """The words for comparing, with a blank between them."""
        return " ".join(word.text for word in self.words)


def word_lines(glyphs: Iterable[Glyph]) -> list[WordLine]:
    """The lines of upright glyphs from top to bottom."""
    found = []
    for group in glyph_lines(g for g in glyphs if not g.turn):
        words = tuple(_words(group))
        if words:
            found.append(WordLine(words, _is_overprinted([g for g in group if not g.is_blank])))
    return found


def _is_overprinted(group: list[Glyph]) -> bool:
    return any(a.right - b.left > _ON_ANOTHER * min(a.size, b.size) for a, b in pairwise(group))


def _words(group: list[Glyph]) -> Iterator[Word]:
    word: list[Glyph] = []
    blanks: list[Glyph] = []
    for glyph in group:
        if glyph.is_blank:
            blanks.append(glyph)
            continue
        if word and _is_apart(word[-1], glyph, bool(blanks)):
            yield Word(tuple(word))
            word = []
        word += [*blanks, glyph] if word else [glyph]
        blanks = []
    if word:
        yield Word(tuple(word))


def _is_apart(before: Glyph, after: Glyph, spaced: bool) -> bool:
    gap = (after.left - before.right) / min(before.size, after.size)
    if spaced:
        return gap > _SPACED_GAP
    mixed = bool(_NUMERAL.match(before.text)) != bool(_NUMERAL.match(after.text))
    return gap > (_DIGIT_GAP if mixed else _GAP)
