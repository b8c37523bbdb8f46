"""Text that is drawn and that nobody sees, as the words and the place of each piece."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from budgets.form.terms import HiddenKind
from budgets.readers.document import Hidden, Place
from budgets.readers.pdf.lines import text_lines
from budgets.readers.pdf.page import UNREADABLE, Glyph, PdfSheet, SeenPage, boxes_union, upright_sheet

# Glyphs of one piece are drawn one after the other; so many others may come between.
_APART = 3
# Lines further apart than this are two pieces (times the font size), and a page with more pieces is given as one.
_NEXT_LINE = 4.0
_MOST_PIECES = 40


def hidden_words(number: int, page: SeenPage) -> Iterator[Hidden]:
    """Each piece of the unseen text of a page, whose number this is."""
    for kind, glyphs in page.unseen.items():
        pieces = list(_pieces(glyphs))
        if len(pieces) > _MOST_PIECES:
            pieces = [list(glyphs)]
        for piece in pieces:
            found = _hidden(kind, number, page, piece)
            if found is not None:
                yield found


def _pieces(glyphs: Sequence[Glyph]) -> Iterator[list[Glyph]]:
    piece = [glyphs[0]]
    for before, glyph in pairwise(glyphs):
        near = abs(glyph.base - before.base) <= _NEXT_LINE * max(glyph.size, before.size, 1.0)
        if glyph.order - before.order > _APART or not (near or glyph.turn or before.turn):
            yield piece
            piece = []
        piece.append(glyph)
    yield piece


def _hidden(kind: HiddenKind, number: int, page: SeenPage, piece: Sequence[Glyph]) -> Hidden | None:
    turned = upright_sheet(PdfSheet(page.width, page.height, tuple(piece), ()))
    lines = sorted(text_lines(turned.glyphs), key=lambda line: line.base)
    text = "\n".join(line.text for line in lines if line.text)
    if not text.strip():
        return None
    box = turned.shown(boxes_union(line.box for line in lines))
    return Hidden(kind, text, Place(page=number, box=box), searched=UNREADABLE not in text)
