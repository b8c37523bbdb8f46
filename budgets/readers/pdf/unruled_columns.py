"""The columns of a table without ruled lines: where its rows stand, and which heading is above each of them.

A column is where the texts of all rows leave no gap, or under a heading where nothing is printed. Every amount column
has one heading that an official form knows; where that has more than one reading, there are no columns.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from budgets.form.column_titles import is_column_title
from budgets.readers.pdf.words import Word, WordLine

# Shares of the font size.
_SAME_COLUMN = 0.12  # texts nearer to each other are of one column
_ALIGNED = 0.5  # how far edges that are aligned may be apart
_SAME_LINE = 1.0  # a heading of one line and the lines of a wrapped one beside it are no further apart
_TALLEST_HEADING = 2.2  # between two lines of one heading

_LEFT_HEADING = re.compile(r"[类款项]|.*项目|.*科目|.*编码|.*代码|.*名称")
_LEVEL = re.compile(r"[类款项]")
_CODE_NAME = re.compile(r".*科目名称")


@dataclass(frozen=True)
class TextColumn:
    """From where to where a column prints, its heading, and whether it is a code or a name and no amount."""

    left: float
    right: float
    heading: tuple[Word, ...] = ()
    is_left: bool = False
    is_bare: bool = False  # nothing is printed under its heading on the page that has the headings

    def overlaps(self, word: Word) -> bool:
        """Whether a word stands above or below what the column prints."""
        return min(self.right, word.right) - max(self.left, word.left) > 0


def is_left_heading(text: str) -> bool:
    """Whether a heading may stand above codes or names."""
    return bool(_LEFT_HEADING.fullmatch(text))


def is_heading(text: str) -> bool:
    """Whether a word alone is a heading of an official table."""
    return is_left_heading(text) or is_column_title(text)


def columns_of(
    headings: Sequence[WordLine], words: Sequence[Word], before: Sequence[TextColumn] = ()
) -> tuple[TextColumn, ...] | None:
    """The columns of a table from its heading lines and the words of its rows; None where they have no one reading.

    `before` are those of the page before: where the same headings stand at the same places, so do the columns.
    """
    printed = _printed_columns(words)
    leaves = _leaves([word for line in headings for word in line.words])
    if leaves is None:
        return None
    return _matched(printed, leaves) or _as_before(printed, leaves, before) or _under_left(printed, leaves)


def _printed_columns(words: Iterable[Word]) -> list[TextColumn]:
    """Where words stand one above the other; a gap that goes through all of them divides two columns."""
    found: list[TextColumn] = []
    for word in sorted(words, key=lambda w: w.left):
        if found and word.left - found[-1].right < _SAME_COLUMN * word.size:
            found[-1] = replace(found[-1], right=max(found[-1].right, word.right))
        else:
            found.append(TextColumn(word.left, word.right))
    return found


# ---- headings -------------------------------------------------------------------------------------------


def _leaves(words: Sequence[Word]) -> list[TextColumn] | None:
    """The lowest headings from left to right, each with the lines above it that it goes on with.

    None where one of them is no heading of a form.
    """
    found = []
    for word in words:
        if any(_is_under(other, word) for other in words) or _is_of_group(word, words):
            continue
        stack = [word]
        while above := [other for other in words if _is_right_above(other, stack[0], words)]:
            if len(above) > 1:
                break
            stack.insert(0, above[0])
        heading = _heading_of(stack)
        if heading is None:
            return None
        is_left = not is_column_title("".join(w.text for w in heading))
        left, right = min(w.left for w in heading), max(w.right for w in heading)
        found.append(TextColumn(left, right, heading, is_left, is_bare=True))
    if any(_LEVEL.fullmatch(_text(column)) for column in found):  # 科目编码 is then over them, and no column
        found = [c for c in found if not c.is_left or _LEVEL.fullmatch(_text(c)) or _is_name(_text(c))]
    found.sort(key=lambda column: column.left)
    if any(b.left < a.right for a, b in pairwise(found)):
        return None
    return found


def _is_under(lower: Word, upper: Word) -> bool:
    overlap = min(lower.right, upper.right) - max(lower.left, upper.left)
    return lower.base - upper.base > 0.5 * upper.size and overlap > 0


def _is_of_group(word: Word, words: Sequence[Word]) -> bool:
    """Whether a heading stands over the gap between others: up to its neighbours, some are lower on both its sides."""
    beside = [w for w in words if w is not word and abs(w.base - word.base) <= _SAME_LINE * word.size]
    first = max(((w.right + word.left) / 2 for w in beside if w.right <= word.left), default=float("-inf"))
    last = min(((word.right + w.left) / 2 for w in beside if w.left >= word.right), default=float("inf"))
    lower = [w for w in words if w.base - word.base > _SAME_LINE * word.size and first < w.left < last]
    return any(w.right <= word.left for w in lower) and any(w.left >= word.right for w in lower)


def _is_right_above(upper: Word, lower: Word, words: Sequence[Word]) -> bool:
    """Whether nothing stands between two lines that may be of one heading."""
    if not _is_under(lower, upper) or lower.base - upper.base > _TALLEST_HEADING * lower.size:
        return False
    return not any(_is_under(lower, other) and _is_under(other, upper) for other in words)


def _heading_of(stack: list[Word]) -> tuple[Word, ...] | None:
    """Of lines one above the other the most, from the lowest up, that are a heading together."""
    for first in range(len(stack)):
        text = "".join(word.text for word in stack[first:])
        if is_column_title(text) or _CODE_NAME.fullmatch(text):
            return tuple(stack[first:])
    return (stack[-1],) if is_left_heading(stack[-1].text) else None


# ---- a heading for each column --------------------------------------------------------------------------


def _matched(printed: list[TextColumn], leaves: list[TextColumn]) -> tuple[TextColumn, ...] | None:
    """The printed columns with their headings, and the headings under which nothing is printed; None in doubt."""
    over: dict[int, TextColumn] = {}
    for leaf in leaves:
        under = [n for n, column in enumerate(printed) if _share(leaf, column) > 0]
        # 科目编码 may stand above several columns of codes
        if (len(under) > 1 and not leaf.is_left) or (under and under[0] in over):
            return None
        if under:
            over[under[0]] = leaf
    free = [leaf for leaf in leaves if leaf not in over.values()]
    for stretch in _stretches(printed, over):
        before = printed[stretch[0] - 1].right if stretch[0] else float("-inf")
        after = printed[stretch[-1] + 1].left if stretch[-1] + 1 < len(printed) else float("inf")
        beside = [leaf for leaf in free if before < leaf.left and leaf.right < after]
        if len(beside) == len(stretch):
            over.update(zip(stretch, beside, strict=True))
            free = [leaf for leaf in free if leaf not in beside]
        elif beside:
            return None
    found = [
        replace(column, heading=over[n].heading, is_left=over[n].is_left) if n in over else column
        for n, column in enumerate(printed)
    ]
    has_names = any(leaf.is_left for leaf in over.values())
    levels = any(_LEVEL.fullmatch(_text(leaf)) for leaf in leaves)
    return _in_order(found, [leaf for leaf in free if _may_be_bare(leaf, has_names, levels)])


def _as_before(
    printed: list[TextColumn], leaves: list[TextColumn], before: Sequence[TextColumn]
) -> tuple[TextColumn, ...] | None:
    """The columns of the page before, with the headings of this one; None where these or the rows are elsewhere."""
    headed = [column for column in before if column.heading]
    if [_text(column) for column in headed] != [_text(leaf) for leaf in leaves]:
        return None
    pairs = list(zip(headed, leaves, strict=True))
    if any(abs(column.heading[0].left - leaf.heading[0].left) > 1.0 for column, leaf in pairs):
        return None
    if any(sum(_share(column, known) > 0 for known in before) != 1 for column in printed):
        return None
    headings = {id(column): leaf.heading for column, leaf in pairs}
    return tuple(
        replace(
            column,
            left=min([column.left, *(p.left for p in printed if _share(column, p) > 0)]),
            right=max([column.right, *(p.right for p in printed if _share(column, p) > 0)]),
            heading=headings.get(id(column), ()),
        )
        for column in before
    )


def _under_left(printed: list[TextColumn], leaves: list[TextColumn]) -> tuple[TextColumn, ...] | None:
    """The columns where all headings begin at the left of their columns, as those of codes and names show; else None."""
    near = _ALIGNED / 2 * leaves[0].heading[0].size if leaves else 0.0
    under: dict[int, int] = {}
    for number, column in enumerate(printed):
        left = [n for n, leaf in enumerate(leaves) if leaf.left <= column.left + near]
        if not left or left[-1] in under.values():
            return None
        under[number] = left[-1]
    shown = [(printed[n], leaves[leaf]) for n, leaf in under.items() if leaves[leaf].is_left]
    if len(shown) < 2 or any(abs(column.left - leaf.left) > near for column, leaf in shown):
        return None
    found = [
        replace(column, heading=leaves[under[n]].heading, is_left=leaves[under[n]].is_left)
        for n, column in enumerate(printed)
    ]
    bare = [leaf for n, leaf in enumerate(leaves) if n not in under.values()]
    return _in_order(found, bare)


def _may_be_bare(leaf: TextColumn, has_names: bool, has_levels: bool) -> bool:
    """Whether a column may print nothing: an amount column, or a level of the codes, where all codes are shorter.

    In a table of nothing but a total the names too, and the codes where no heading tells their levels.
    """
    if not leaf.is_left or _LEVEL.fullmatch(_text(leaf)):
        return True
    return not has_names and (_is_name(_text(leaf)) or not has_levels)


def _is_name(text: str) -> bool:
    return text.endswith("名称")


def _text(column: TextColumn) -> str:
    return "".join(word.text for word in column.heading)


def _share(a: TextColumn, b: TextColumn) -> float:
    return min(a.right, b.right) - max(a.left, b.left)


def _stretches(printed: list[TextColumn], over: dict[int, TextColumn]) -> list[list[int]]:
    """The printed columns without a heading above them, those side by side together."""
    runs = groupby(range(len(printed)), key=lambda n: n in over)
    return [list(run) for headed, run in runs if not headed]


def _in_order(printed: list[TextColumn], bare: list[TextColumn]) -> tuple[TextColumn, ...] | None:
    """All columns from left to right; None where one without a heading is not one of the codes on the left."""
    found = sorted([*printed, *bare], key=lambda column: column.left)
    named = next((n for n, column in enumerate(found) if column.heading and not column.is_left), len(found))
    if any(not column.heading for column in found[named:]):
        return None
    return tuple(replace(column, is_left=True) if n < named else column for n, column in enumerate(found))


# ---- words into columns ---------------------------------------------------------------------------------


def column_of(word: Word, columns: Sequence[TextColumn]) -> int | None:
    """The one column that a word stands in; None where it is in none of them, or in two."""
    found = [n for n, column in enumerate(columns) if column.overlaps(word)]
    return found[0] if len(found) == 1 else None


def fits(word: Word, columns: Sequence[TextColumn]) -> int | None:
    """The one column in which a word of a later page stands; an amount is aligned with those of the page before."""
    number = column_of(word, columns)
    if number is None or columns[number].is_bare or columns[number].is_left:
        return number
    column, near = columns[number], _ALIGNED * word.size
    edges = (word.right - column.right, word.left - column.left)
    aligned = any(abs(edge) <= near for edge in (*edges, sum(edges) / 2))
    return number if aligned else None
