"""Divides a document at its official headings.

A heading is recognised by the official words, wherever it is: a paragraph outside the list of contents that
contains nothing else.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import takewhile

from budgets.form.spelling import one_line, squeeze
from budgets.form.tables import FORMS, FurtherTable, Role
from budgets.form.terms import SectionKey
from budgets.readers.document import PAGE_FURNITURE, Cell, Document, Grid, Paragraph

# What a heading begins: a prose section, the table of a role or one that a form has besides, or, as a word,
# "statement", "contents", "cover" and "table", which is a table that no form knows.
Heading = SectionKey | Role | FurtherTable | str
UNKNOWN_TABLE = "table"


@dataclass
class Piece:
    """One heading and the blocks under it: a prose section, a table or a project statement."""

    what: Heading
    heading: Paragraph | None
    repeated: list[Paragraph] = field(default_factory=list)  # a table's title, at the top of later pages
    blocks: list[Paragraph | Grid] = field(default_factory=list)

    @property
    def paragraphs(self) -> list[Paragraph]:
        return [block for block in self.blocks if isinstance(block, Paragraph)]

    @property
    def grids(self) -> list[Grid]:
        return [block for block in self.blocks if isinstance(block, Grid)]


_LONGEST_HEADING = 60
_PROSE_HEADINGS = (
    (SectionKey.DUTIES, re.compile(r"[^。；，]*主要(职能|职责)")),
    (SectionKey.INSTITUTIONS, re.compile(r"[^。；，]*机构设置(情况)?")),
    (SectionKey.DEFINITIONS, re.compile(r"名词解释")),
    (SectionKey.NARRATIVE, re.compile(r"(\d{4}年)?(部门|单位)?预算编制(的)?说明")),
    (SectionKey.OTHER_NOTES, re.compile(r"其他相关情况(的)?说明")),
    # One form per project, after the statements: 财政项目支出绩效目标填报表
    (SectionKey.TARGET_FORMS, re.compile(r"(?!详?见)[^。；，]*绩效目标(填报|申报|公开)?表")),
)
# Matched after the section's number is removed: 一、名词解释 is the same heading as 名词解释.
_NUMBER = re.compile(r"[一二三四五六七八九十]+、|\d+[.．、]|第[一二三四五六七八九十]+部分[、：:]?")
_STATEMENT = re.compile(r".*经费情况说明")
_CONTENTS = re.compile(r"目录")
_PAGE_REFERENCE = re.compile(r"[.…·]*\d*$")
_CONTENTS_ENTRY = re.compile(
    r"([一二三四五六七八九十]+、|\d+[.．、]|[（(][一二三四五六七八九十\d]+[）)]|第[一二三四五六七八九十]+部分).*"
    r"|.*[.…·]{3,}\d*|(部门|单位)?预算表"
)


def cut(document: Document) -> list[Piece]:
    """The document's pieces in printed order; every block but page furniture is in exactly one of them."""
    pieces = [Piece("cover", None)]
    blocks = list(_blocks(document))
    listed: set[Heading] = set()  # what the list of contents has named so far
    for number, block in enumerate(blocks):
        heading = _heading(block, pieces, listed) or _unknown_table(blocks, number, pieces[-1])
        is_new = heading is not None and pieces[-1].what == "contents" and heading not in listed
        if is_new and heading is not None and _comes_again(heading, blocks[number + 1 :]):
            listed.add(heading)
            heading = None
        if heading is None or not isinstance(block, Paragraph):
            pieces[-1].blocks.append(block)
        elif _is_repeated(heading, block, pieces[-1]):
            pieces[-1].repeated.append(block)
        else:
            pieces.append(Piece(heading, block))
    return pieces


def _is_repeated(heading: Heading, block: Paragraph, piece: Piece) -> bool:
    """Whether a title is the one of the table that goes on, at the top of a later page."""
    if heading == UNKNOWN_TABLE and piece.what == UNKNOWN_TABLE:
        return piece.heading is not None and _title_words(piece.heading.text) == _title_words(block.text)
    return isinstance(heading, Role | FurtherTable) and heading is piece.what


def _unknown_table(blocks: list[Paragraph | Grid], number: int, piece: Piece) -> str | None:
    """UNKNOWN_TABLE where the block is the title of a table that no form knows; None where it is not.

    It is printed among the tables or right before them, has a table under it, and is worded as such titles are. In prose a
    table stays part of its section.
    """
    block = blocks[number]
    if not isinstance(block, Paragraph) or not _is_unknown_title(block.text) or kind_of(block) is not None:
        return None
    captions = list(takewhile(_is_caption, blocks[number + 1 :]))
    below = blocks[number + 1 + len(captions) :]
    if not below or not isinstance(below[0], Grid):
        return None
    among = isinstance(piece.what, Role | FurtherTable) or piece.what == UNKNOWN_TABLE
    return UNKNOWN_TABLE if among or (captions and _leads_to_tables(below)) else None


def _leads_to_tables(blocks: list[Paragraph | Grid]) -> bool:
    """Whether the next heading is the title of a table."""
    kinds = (kind_of(block) for block in blocks if isinstance(block, Paragraph))
    return isinstance(next(filter(None, kinds), None), Role | FurtherTable)


def _comes_again(heading: Heading, blocks: list[Paragraph | Grid]) -> bool:
    """Whether a heading without a number is an entry of the list of contents: it is repeated below, or an entry follows."""
    if heading == "statement":
        return bool(blocks) and isinstance(blocks[0], Paragraph) and kind_of(blocks[0]) is not None
    return any(isinstance(block, Paragraph) and kind_of(block) is heading for block in blocks)


_CAPTION = re.compile(
    r"(?:部门名称|单位名称|预算主管部门|预算单位|编制部门|编制单位|预算部门|金额单位|单位)[：:].*"
)


def _is_caption(block: Paragraph | Grid) -> bool:
    return isinstance(block, Paragraph) and bool(_CAPTION.fullmatch(squeeze(block.text)))


def _blocks(document: Document) -> Iterator[Paragraph | Grid]:
    """The document's blocks; titles and captions inside a grid become paragraphs."""
    for block in document.blocks:
        if isinstance(block, Paragraph):
            if block.marker != PAGE_FURNITURE:
                yield block
            continue
        yield from _cut_at_titles(block)


def _cut_at_titles(grid: Grid) -> Iterator[Paragraph | Grid]:
    """The rows of a grid between the titles and captions that are printed inside it."""
    rows: list[tuple[Cell, ...]] = []
    for number, row in enumerate(grid.rows):
        captions = _captions(row)
        if not captions and (not rows or _captions(grid.rows[min(number + 1, len(grid.rows) - 1)])):
            captions = _lone_title(row)
        if not captions:
            rows.append(row)
            continue
        if rows:
            yield Grid(tuple(rows))
            rows = []
        yield from captions
    if rows:
        yield Grid(tuple(rows))


def _lone_title(row: tuple[Cell, ...]) -> list[Paragraph]:
    """The one text of a row as a paragraph, if it is worded as the title of a table; else []."""
    printed = [cell for cell in row if (cell.text or "").strip()]
    if len(printed) != 1 or not _is_unknown_title(printed[0].text or ""):
        return []
    return [Paragraph(one_line(printed[0].text or ""), printed[0].place)]


def _captions(row: tuple[Cell, ...]) -> list[Paragraph]:
    """The cells of a row as paragraphs, if all its texts are titles or captions of a table; else []."""
    printed = [cell for cell in row if (cell.text or "").strip()]
    texts = [squeeze(cell.text or "") for cell in printed]
    if not printed or not all(_CAPTION.fullmatch(text) or _is_title(text) for text in texts):
        return []
    return [Paragraph(one_line(cell.text or ""), cell.place) for cell in printed]


def _is_title(text: str) -> bool:
    """Whether the text is the title of a table of some form or of a performance target form."""
    kinds = (Role, FurtherTable, SectionKey)
    return (
        len(text) <= _LONGEST_HEADING
        and _title_words(text).endswith("表")
        and any(isinstance(k, kinds) for k in _kinds_of_heading(text))
    )


_CONTINUED = re.compile(r"(?:[（(]续表?[一二三四五六七八九十\d]*[）)]|续表)$")
_TITLE_OF_A_TABLE = re.compile(
    r"[^，。；：:、]*(?:预算|收支|支出|收入|经费|情况|采购|资产|债务)[^，。；：:、]*表"
)


def _title_words(text: str) -> str:
    """A title without what says that its table goes on: （续）, 续表."""
    return _CONTINUED.sub("", squeeze(text).strip("《》"))


def _is_unknown_title(text: str) -> bool:
    words = _title_words(text)
    return len(words) <= _LONGEST_HEADING and bool(_TITLE_OF_A_TABLE.fullmatch(words))


def _heading(block: Paragraph | Grid, pieces: list[Piece], listed: set[Heading]) -> Heading | None:
    """What heading the block is, None when it is none."""
    if not isinstance(block, Paragraph):
        return None
    text = squeeze(block.text)
    # There is one list of contents, before everything else.
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


def kind_of(block: Paragraph) -> Heading | None:
    """What heading the words of a paragraph are, wherever it is."""
    text = squeeze(block.text)
    if len(text) > _LONGEST_HEADING:
        return None
    return next(_kinds_of_heading(_NUMBER.sub("", text, count=1) if _NUMBER.match(text) else text), None)


def is_contents_entry(text: str) -> bool:
    """Whether a line can be in the list of contents: numbered, or with leaders to a page number."""
    return bool(_CONTENTS_ENTRY.fullmatch(squeeze(text)))


def _kinds_of_heading(text: str) -> Iterator[Heading]:
    text = _title_words(text)
    if text.endswith("表"):
        yield from (t.role for form in FORMS.values() for t in form.tables if text.endswith(t.core))
        yield from (t for form in FORMS.values() for t in form.further if text.endswith(t.core))
    yield from (key for key, pattern in _PROSE_HEADINGS if pattern.fullmatch(text))
    if _STATEMENT.fullmatch(text) and "“三公”" not in text:
        yield "statement"
