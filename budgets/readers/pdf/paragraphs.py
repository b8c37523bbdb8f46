"""Joins printed lines into paragraphs: decides whether a line continues the paragraph above or begins a new one.

A PDF does not say where a paragraph ends. The lines show it: the gap above, the room left at the right margin,
the indent, the size, a number at the start, a full stop at the end. Where these signs disagree no single one
decides, and in doubt two paragraphs stay apart.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from budgets.form.captions import names_preparer_or_unit
from budgets.readers.pdf.lines import PdfLine
from budgets.readers.pdf.measure import (
    LEADER,
    NUMBERED,
    RAGGED,
    SAME_LEFT,
    WIDER_GAP,
    PdfMeasure,
    alike,
    first_token,
)

# In shares of the font size, unless the comment says otherwise.
_FULL = 1.6  # the room that a full line may leave at its end
_LOOSEST_PITCH = 3.2  # lines further apart belong to two paragraphs
_DEEPEST_INDENT = 3.3  # of a first line; a line further in is centred
_WIDE_TITLE = 0.5  # share of the page's width from which a title may have to wrap
_CENTRED = 1.0  # how far the middle of a centred line may be off

_SENTENCE_END = re.compile(r"[。！？；：:;!?][”’」』）)]*$")
_FULL_STOP = re.compile(r"[。！？][”’」』）)]*$")
# No text begins with these: a line that does goes on with the line above.
_CLOSING = re.compile(r"[，。；、：！？）”’》】〉]")
_LABEL = re.compile(r"[\u4e00-\u9fff]{2,8}[：:]")  # 编制部门：… under a title
# Signs that are always bullets, and signs that are bullets only when a space follows.
_BULLET = re.compile(r"([•●○◦▪■□◆◇➢➤►▶✓✔★☆※\ue000-\uf8ff\ufffd])\s*(?=\S)|([-–—*+·])\s+(?=\S)")


def bullet_of(text: str) -> tuple[str, str]:
    """The list bullet that a paragraph begins with, and the words after it."""
    found = _BULLET.match(text)
    return ((found.group(1) or found.group(2)), text[found.end() :]) if found else ("", text)


def joined_text(lines: Sequence[PdfLine]) -> tuple[str, tuple[int, ...]]:
    """The lines of one paragraph as one text, and where in it each begins.

    Line breaks are removed, or become a space between Latin words.
    """
    text, starts = lines[0].text, [0]
    for before, line in pairwise(lines):
        text += " " if _needs_space(before, line.text) else ""
        starts.append(len(text))
        text += line.text
    return text, tuple(starts)


def _needs_space(before: PdfLine, after: str) -> bool:
    last, first = before.text[-1:], after[:1]
    letters = last.isascii() and last.isalpha() and first.isascii() and first.isalpha()
    return letters or (before.spaced and ((last.isascii() and last.isalnum()) or first.isascii()))


# ---- does a line go on with the paragraph above ---------------------------------------------------------


def goes_on(paragraph: Sequence[PdfLine], line: PdfLine, here: PdfMeasure, there: PdfMeasure) -> bool:
    """Whether `line` belongs to the paragraph; `here` is its last line's page, `there` the line's page."""
    last = paragraph[-1]
    same_page = here is there
    if not _may_touch(paragraph, line, here, same_page) or abs(here.width - there.width) > 2:
        return False
    if same_page and LEADER.fullmatch(line.text) and not LEADER.search(last.text):
        return True
    if same_page and _CLOSING.match(line.text):
        return True
    if last.text.endswith("表") and names_preparer_or_unit(line.text):
        return False
    room = (here.right - last.right - first_token(line)) / last.size
    if room > RAGGED or LEADER.search(last.text):
        return False
    if same_page and here.spaced and _is_tight(last, line, here) and room <= _FULL:
        return True
    if _is_heading_like(paragraph, line, there):
        return False
    shift = 0.0 if same_page else _shift(here, there, line)
    if _is_centred(line, there):
        return same_page and _is_full_title(paragraph, line, here)
    return _goes_on_by_indent(paragraph, line, line.left + shift, room, here)


def _may_touch(paragraph: Sequence[PdfLine], line: PdfLine, here: PdfMeasure, same_page: bool) -> bool:
    """Whether size, weight and the gap between two lines allow that they are of one paragraph."""
    last = paragraph[-1]
    if last.turned or line.turned or last.gapped or line.gapped:
        return False
    if not alike(last, line) or last.bold != line.bold:
        return False
    if not same_page:
        return True
    pitch = line.base - last.base
    usual = here.pitches.get(round(line.size), pitch)
    if len(paragraph) > 1 and paragraph[-2].base < last.base:
        usual = max(usual, min(last.base - paragraph[-2].base, WIDER_GAP * usual))
    return 0 < pitch <= min(WIDER_GAP * usual, _LOOSEST_PITCH * line.size)


def _is_heading_like(paragraph: Sequence[PdfLine], line: PdfLine, page: PdfMeasure) -> bool:
    """Whether a short line without a full stop follows a finished sentence, or is a label: 编制部门：…

    The last line of a paragraph ends with a full stop where the line before it did.
    """
    last = paragraph[-1]
    if _SENTENCE_END.search(line.text):
        return False
    is_short = page.right - line.right > RAGGED * line.size
    labelled = len(paragraph) == 1 and _LABEL.match(line.text) and not _SENTENCE_END.search(last.text)
    if labelled and (is_short or last.bold or _is_centred(last, page)):
        return True
    return is_short and bool(_FULL_STOP.search(last.text))


def _is_tight(last: PdfLine, line: PdfLine, page: PdfMeasure) -> bool:
    """Whether the lines are as close as within a paragraph, on a page with more space between paragraphs."""
    return line.base - last.base <= 1.1 * page.pitches.get(round(line.size), 0.0)


def _shift(here: PdfMeasure, there: PdfMeasure, line: PdfLine) -> float:
    """How far the next page's text area lies to the left of this one's, as on facing pages or centred sheets.

    0 where the line begins at this page's margin or first-line indent: then the areas agree.
    """
    indents = (0.0, 2 * line.size)
    if any(abs(line.left - here.left - indent) <= SAME_LEFT * line.size for indent in indents):
        return 0.0
    return here.left - there.left


def _is_centred(line: PdfLine, page: PdfMeasure) -> bool:
    middle = (page.left + page.right) / 2
    off = min(abs((line.left + line.right) / 2 - m) for m in (middle, page.width / 2))
    return (
        off <= _CENTRED * line.size
        and line.left - page.left > line.size
        and page.right - line.right > line.size
    )


def _is_full_title(paragraph: Sequence[PdfLine], line: PdfLine, page: PdfMeasure) -> bool:
    """Whether the centred lines so far may be a title that had to wrap before this line."""
    first, last = paragraph[0], paragraph[-1]
    middle = (page.left + page.right) / 2
    even = abs((first.left + first.right) / 2 - middle) <= 1.5 * first.size
    room = page.right - page.left - (last.right - last.left) - first_token(line)
    return (
        len(paragraph) <= 2
        and even
        and room <= _FULL * last.size
        and last.right - last.left > _WIDE_TITLE * page.width
        and not _SENTENCE_END.search(last.text)
        and not NUMBERED.match(line.text)
        and not _LABEL.match(line.text)
        and not _LABEL.match(first.text)
    )


def _goes_on_by_indent(
    paragraph: Sequence[PdfLine], line: PdfLine, left: float, room: float, here: PdfMeasure
) -> bool:
    """Judge by where the line begins against the paragraph's first and second line."""
    first, last = paragraph[0], paragraph[-1]
    ended = bool(_SENTENCE_END.search(last.text))
    near = SAME_LEFT * line.size
    numbered = bool(NUMBERED.match(line.text) or bullet_of(line.text)[0])
    if len(paragraph) > 1 and abs(left - paragraph[1].left) > near:
        return False
    if left < first.left - near:  # the first line is indented, this one is not
        if first.left - left > _DEEPEST_INDENT * line.size and len(paragraph) == 1 and room > _FULL:
            return False
        at_margin = left <= here.left + near
        if numbered:
            return at_margin and not here.flush_numbers and _fills_block(room, False, here)
        return (at_margin or not ended) and _fills(room, ended, here)
    if numbered:
        return len(paragraph) > 1 and not ended and room <= _FULL
    if left <= first.left + near:  # both begin at one place: lines of a block, or two paragraphs
        indented = first.left - here.left > 1.2 * line.size
        return (len(paragraph) > 1 or not indented) and _fills_block(room, ended, here)
    hanging = first.left < first.after_number and abs(left - first.after_number) <= near
    hanging = hanging or _hangs(left, near, here)
    return (len(paragraph) > 1 or hanging) and room <= _FULL and not (ended and here.indented_starts)


def _hangs(left: float, near: float, page: PdfMeasure) -> bool:
    """Whether all lines but the first are indented to here: no paragraph of the page begins at this place."""
    return len(page.starts) > 1 and not any(abs(start - left) <= near for start in page.starts)


def _fills(room: float, ended: bool, here: PdfMeasure) -> bool:
    """Whether the line above is full enough for the next one, at the margin, to continue an indented paragraph."""
    return room <= _FULL or not ended or not here.flush_starts


def _fills_block(room: float, ended: bool, here: PdfMeasure) -> bool:
    """For lines without indent: whether the line above is full, without a full stop on a page that indents."""
    return room <= _FULL and not (ended and here.indented_starts)
