"""Divides a document at its official headings.

A heading is recognised by the official words, wherever it is: a paragraph outside the list of contents that
contains nothing else. A table ends where the next title begins, known or unknown.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise, zip_longest

from budgets.form.spelling import one_line, squeeze
from budgets.form.tables import FurtherTable, Role
from budgets.form.terms import SectionKey
from budgets.parsing.captions import TITLE_AND_CAPTION, is_caption_line
from budgets.parsing.headings import (
    UNKNOWN_TABLE,
    Heading,
    is_contents_entry,
    is_known_title,
    kind_of,
    title_words,
)
from budgets.parsing.stray_pages import is_page_of, is_stray_in_prose, roles_for, unlike_the_others
from budgets.parsing.unknown_tables import (
    goes_on,
    is_caption_row,
    is_worded_as_title,
    lone_title,
    opens_unknown_table,
    running_lines,
)
from budgets.parsing.untitled import goes_on_below, roles_of, tables_apart
from budgets.readers.document import PAGE_FURNITURE, Cell, Document, Grid, Paragraph


@dataclass
class Piece:
    """One heading and the blocks under it: a prose section, a table or a project statement."""

    what: Heading
    heading: Paragraph | None
    repeated: list[Paragraph] = field(default_factory=list)  # a table's title, at the top of later pages
    blocks: list[Paragraph | Grid] = field(default_factory=list)
    strangers: list[Paragraph | Grid] = field(
        default_factory=list
    )  # tables without a title that nobody can tell
    # What is kept under another title right before this table, or without one, and may be its first page.
    earlier: list[Grid] = field(default_factory=list)
    is_earlier_untitled: bool = False
    astray: list[Grid] = field(
        default_factory=list
    )  # pages without title, elsewhere, that may be of this table

    @property
    def is_table(self) -> bool:
        """Whether it is a table, of the form or not."""
        return isinstance(self.what, Role | FurtherTable) or self.what == UNKNOWN_TABLE

    @property
    def paragraphs(self) -> list[Paragraph]:
        return [block for block in self.blocks if isinstance(block, Paragraph)]

    @property
    def grids(self) -> list[Grid]:
        return [block for block in self.blocks if isinstance(block, Grid)]


_CONTENTS = re.compile(r"目录")
_PAGE_REFERENCE = re.compile(r"[.…·]*\d*$")


def cut(document: Document) -> list[Piece]:
    """The document's pieces in printed order; every block but page furniture is in exactly one of them."""
    pieces = [Piece("cover", None)]
    blocks = list(_blocks(document))
    running = running_lines(blocks)
    listed: set[Heading] = set()  # what the list of contents has named so far
    for number, block in enumerate(blocks):
        heading = _heading(block, pieces, listed)
        if heading is None and _opens_unknown_table(blocks, number, pieces[-1], running):
            heading = UNKNOWN_TABLE
        is_new = heading is not None and pieces[-1].what == "contents" and heading not in listed
        if is_new and heading is not None and _comes_again(heading, blocks[number + 1 :]):
            listed.add(heading)
            heading = None
        if heading is None or not isinstance(block, Paragraph):
            pieces[-1].blocks.append(block)
        elif _is_repeated(heading, blocks, number, pieces[-1]):
            pieces[-1].repeated.append(block)
        else:
            pieces.append(Piece(heading, block))
    return _with_untitled_tables(pieces)


def _with_untitled_tables(pieces: list[Piece]) -> list[Piece]:
    """The pieces with each table whose title is not printed as a piece of its own, without a heading."""
    titled = {piece.what for piece in pieces if isinstance(piece.what, Role) and piece.blocks}
    whole = []
    for piece in pieces:
        if not piece.grids:
            whole.append(piece)
            continue
        (_, own), *others = tables_apart(piece.what, piece.blocks, titled)
        whole.append(replace(piece, blocks=own))
        for what, blocks in others:
            if what is None:
                whole[-1].strangers += blocks
            else:
                whole.append(Piece(what, None, blocks=blocks))
    for before, piece in pairwise(whole):
        if isinstance(piece.what, Role) and piece.grids:
            _find_earlier(before, piece)
    _place_strays(whole)
    return whole


def _place_strays(pieces: Sequence[Piece]) -> None:
    """Give each page without a title to the tables that it may be of; one that may be of a table that was not found stays.

    A page that a table prints already is that page a second time.
    """
    found, grids = _pages_of_tables(pieces)
    _take_out_unlike_pages(found, grids)
    for piece, following in zip_longest(pieces, pieces[1:]):
        below = following.what if following and isinstance(following.what, Role) else None
        below = below if following and following.heading is None else None
        strays, piece.strangers = piece.strangers, []
        if not piece.is_table:
            in_prose = [grid for grid in piece.grids if is_stray_in_prose(grid, grids)]
            piece.blocks = [block for block in piece.blocks if block not in in_prose]
            strays = [*strays, *in_prose]
        for stray in strays:
            if not isinstance(stray, Grid):
                piece.strangers.append(stray)
                continue
            roles = roles_for(stray, roles_of(stray.rows), grids, below)
            again = None if roles else next((r for r in grids if is_page_of(stray, grids[r])), None)
            if again is not None:
                found[again].blocks.append(stray)
            elif not roles or roles - found.keys():
                piece.strangers.append(stray)
            for role in roles & found.keys():
                found[role].astray.append(stray)


def _take_out_unlike_pages(found: Mapping[Role, Piece], grids: dict[Role, list[Grid]]) -> None:
    """Take a page without headings out of a table whose others have them, where another lacks it: it may be of either."""
    for role, piece in found.items():
        for stray in unlike_the_others(piece.grids):
            others = {other: pages for other, pages in grids.items() if other is not role}
            lacking = roles_for(stray, set(), others) & others.keys()
            if not lacking:
                continue
            piece.blocks = [block for block in piece.blocks if block is not stray]
            grids[role] = [grid for grid in grids[role] if grid is not stray]
            for other in (role, *lacking):
                found[other].astray.append(stray)


def _pages_of_tables(pieces: Sequence[Piece]) -> tuple[dict[Role, Piece], dict[Role, list[Grid]]]:
    """The first piece of each table with something under its title, and all its pages."""
    found: dict[Role, Piece] = {}
    grids: dict[Role, list[Grid]] = {}
    for piece in sorted(
        pieces, key=lambda piece: not piece.blocks
    ):  # an entry of the contents list has nothing under it
        if isinstance(piece.what, Role):
            found.setdefault(piece.what, piece)
            grids.setdefault(piece.what, []).extend(piece.grids)
    return found, grids


def _find_earlier(before: Piece, piece: Piece) -> None:
    """Give a table the rows right before it that may be its first page: under a title that nobody knows, or under none."""
    if before.what == UNKNOWN_TABLE and goes_on_below(before.blocks, piece.grids[0]):
        piece.earlier = before.grids
    elif goes_on_below(before.strangers, piece.grids[0]):
        piece.earlier = [block for block in before.strangers if isinstance(block, Grid)]
        before.strangers = []
        piece.is_earlier_untitled = True


def _opens_unknown_table(
    blocks: list[Paragraph | Grid], number: int, piece: Piece, running: set[str]
) -> bool:
    block = blocks[number]
    if not isinstance(block, Paragraph) or not is_worded_as_title(block.text, captioned=True):
        return False  # asked first: most lines are none, and what follows looks at the piece
    before = piece.grids if piece.is_table else []
    return opens_unknown_table(blocks, number, before, among=bool(before), running=running)


def _is_repeated(heading: Heading, blocks: list[Paragraph | Grid], number: int, piece: Piece) -> bool:
    """Whether a title is the one of the table that goes on, at the top of a later page."""
    block = blocks[number]
    if heading != UNKNOWN_TABLE:
        return isinstance(heading, Role | FurtherTable) and heading is piece.what
    if piece.what != UNKNOWN_TABLE or piece.heading is None or not isinstance(block, Paragraph):
        return False
    same = title_words(piece.heading.text) == title_words(block.text)
    return same and goes_on(piece.blocks, blocks, number)


def _comes_again(heading: Heading, blocks: list[Paragraph | Grid]) -> bool:
    """Whether a heading without a number is an entry of the list of contents: it is repeated below, or an entry follows."""
    if heading == "statement":
        return bool(blocks) and isinstance(blocks[0], Paragraph) and kind_of(blocks[0]) is not None
    return any(isinstance(block, Paragraph) and kind_of(block) is heading for block in blocks)


_LONGEST_CAPTION = 200  # characters of a title with its caption
_CAPTION = re.compile(
    r"(?:部门名称|单位名称|预算主管部门|预算单位|编制部门|编制单位|预算部门|金额单位|单位)[：:].*"
)


def _blocks(document: Document) -> Iterator[Paragraph | Grid]:
    """The document's blocks; titles and captions inside a grid become paragraphs."""
    last: Heading | None = None
    for block in document.blocks:
        if isinstance(block, Paragraph):
            for line in _title_and_caption(block):
                # A caption at the same height of every page is no line of the page.
                if line.marker != PAGE_FURNITURE or is_caption_line(line.text):
                    last = kind_of(line) or last
                    yield line
            continue
        for part in _cut_at_titles(block, among=isinstance(last, Role | FurtherTable)):
            last = (kind_of(part) if isinstance(part, Paragraph) else None) or last
            yield part


def _title_and_caption(block: Paragraph) -> Iterator[Paragraph]:
    """A paragraph; or what stands before the title of a table, the title, and its caption, printed as one paragraph."""
    for part in _cut_before_title(block):
        found = TITLE_AND_CAPTION.fullmatch(part.text) if len(part.text) < _LONGEST_CAPTION else None
        if (
            found is None
            or not is_caption_line(found["caption"])
            or not is_known_title(squeeze(found["title"]))
        ):
            yield part
            continue
        yield replace(part, text=found["title"].strip(), lines=())
        start = found.start("caption")
        below = [place for begin, place in part.lines if begin <= start]
        yield Paragraph(found["caption"], below[-1] if below else part.place)


_BEFORE_TITLE = re.compile(r"[（(]?(?:备?注|说明)[^表]*?[：:].*|.*[。；]", re.DOTALL)


def _cut_before_title(block: Paragraph) -> Iterator[Paragraph]:
    """A paragraph, or the note of the table above and the title under it that its printed lines tell apart."""
    starts = [start for start, _ in block.lines]
    for number, start in enumerate(starts[1:], 1):
        stop = starts[number + 1] if number + 1 < len(starts) else None
        line = block.text[start:stop]
        captioned = TITLE_AND_CAPTION.fullmatch(line) if len(line) < _LONGEST_CAPTION else None
        title = captioned["title"] if captioned else line
        if is_known_title(squeeze(title)) and _BEFORE_TITLE.fullmatch(block.text[:start].strip()):
            lines = tuple((begin - start, place) for begin, place in block.lines[number:])
            yield replace(block, text=block.text[:start].strip(), lines=block.lines[:number])
            yield Paragraph(block.text[start:], block.lines[number][1], lines=lines)
            return
    yield block


def _cut_at_titles(grid: Grid, *, among: bool) -> Iterator[Paragraph | Grid]:
    """The rows of a grid between the titles and captions that are printed inside it.

    Titles that no form knows are looked for `among` the tables alone, inside such a table with a caption under them.
    """
    rows: list[tuple[Cell, ...]] = []
    in_unknown = False
    for number, row in enumerate(grid.rows):
        captions = _captions(row)
        among = among or any(isinstance(kind_of(c), Role | FurtherTable) for c in captions)
        if not captions and among:
            captions = lone_title(row, grid.rows[number + 1 : number + 20], captioned=in_unknown)
            in_unknown = in_unknown or bool(captions)
            if not captions and not rows and is_caption_row(row):
                captions = [Paragraph(one_line(c.text or ""), c.place) for c in row if (c.text or "").strip()]
        if not captions:
            rows.append(row)
            continue
        if rows:
            yield Grid(tuple(rows))
            rows = []
        yield from captions
    if rows:
        yield Grid(tuple(rows))


def _captions(row: tuple[Cell, ...]) -> list[Paragraph]:
    """The cells of a row as paragraphs, if all its texts are titles or captions of a table; else []."""
    printed = [cell for cell in row if (cell.text or "").strip()]
    texts = [squeeze(cell.text or "") for cell in printed]
    if not printed or not all(_CAPTION.fullmatch(text) or is_known_title(text) for text in texts):
        return []
    return [Paragraph(one_line(cell.text or ""), cell.place) for cell in printed]


def _heading(block: Paragraph | Grid, pieces: list[Piece], listed: set[Heading]) -> Heading | None:
    """What heading the block is, None when it is none."""
    if not isinstance(block, Paragraph):
        return None
    text = squeeze(block.text)
    # There is one list of contents, before everything else; its page may be printed twice.
    if _CONTENTS.fullmatch(text) and pieces[-1].what == "contents":
        listed.clear()
        return None
    if _CONTENTS.fullmatch(text):
        return "contents" if [piece.what for piece in pieces] == ["cover"] else None
    if pieces[-1].what == "contents" and is_contents_entry(text):
        kind = kind_of(replace(block, text=_PAGE_REFERENCE.sub("", text)))
        # A numbered heading printed a second time is no entry: the document begins here.
        if kind in listed and kind != "statement" and isinstance(kind, SectionKey):
            return kind
        listed |= {kind} if kind is not None else set()
        return None
    return kind_of(block)
