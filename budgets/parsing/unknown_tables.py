"""Tables that no form knows: where one begins among the tables of a document, so that the one before it ends there."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import takewhile

from budgets.form.amounts import is_amount
from budgets.form.spelling import one_line, squeeze
from budgets.form.tables import FurtherTable, Role
from budgets.parsing.captions import PREPARER, UNIT_LINE
from budgets.parsing.grids import Row, is_total, texts_of
from budgets.parsing.headings import LONGEST_HEADING, kind_of, title_words
from budgets.readers.document import Grid, Paragraph

Block = Paragraph | Grid

# 十、 · 表10： · （十） before a title, and （空表） · （万元） · 10 behind its word 表.
_NUMBER = re.compile(r"(?:附?表?[一二三四五六七八九十\d]+[、.．:：]|[（(][一二三四五六七八九十\d]+[）)])")
_SUFFIX = re.compile(r"(?:[（(][^（()）]{1,12}[）)]|\d{1,2})$")
# Worded as the title of a table, with nothing of a sentence in it.
_WORDED = re.compile(
    r"[^，。；：:？！]*(?:预算|收支|支出|收入|经费|情况|采购|购买|资产|债务|基金|拨款|编制|人员|明细)[^，。；：:？！]*表"
)
_ENDS_IN_TABLE = re.compile(r"[^。；？！]*表")
_SPEAKS_OF_ONE = re.compile(r"注|.*(?:见|如|详|此|本|下|上|附|空|该|各)表$|.*(?:公开|预算)?\d+表$")
# What stands between a title and its table: who prepared it, the unit, the number of the form, a date.
_BETWEEN = re.compile(
    r"[（(]?(?:(?:填报|编制|预算|主管|预算主管|公开)?(?:部门|单位)(?:[（(].*?[）)])?(?:名称)?|金额单位|货币单位"
    r"|编制日期|填报日期|日期)[：:].*|(?:公开|预算|附)*表?\s*\d+\s*表?|\d{4}年度?"
)
_YEAR = re.compile(r"(?:19|20)\d\d年?")


def _words(text: str) -> str:
    """A title without its number, its year's place kept, and without what stands behind the word 表."""
    return _SUFFIX.sub("", _NUMBER.sub("", title_words(text), count=1))


def is_worded_as_title(text: str, *, captioned: bool) -> bool:
    """Whether a text can be the title of a table; one with a caption under it needs fewer words of the field."""
    words = _words(text)
    if len(squeeze(text)) > LONGEST_HEADING or len(words) < 3 or _SPEAKS_OF_ONE.fullmatch(words):
        return False
    return bool((_ENDS_IN_TABLE if captioned else _WORDED).fullmatch(words))


def is_between(block: Block) -> bool:
    """Whether a paragraph may stand between a title and its table."""
    return isinstance(block, Paragraph) and bool(_BETWEEN.fullmatch(squeeze(block.text)))


def is_caption(text: str) -> bool:
    """Whether a text says in which unit a table is, or who prepared it."""
    return bool(_BETWEEN.fullmatch(squeeze(text)) and (PREPARER.search(text) or UNIT_LINE.search(text)))


def has_headings(rows: Sequence[Row]) -> bool:
    """Whether rows begin with headings of their own: words side by side, no amounts, no code, no total."""
    printed = [texts for row in rows if (texts := [text for text in texts_of(row) if text])][:2]
    if not printed or not all(map(_is_heading, printed[:1])):
        return False
    return any(len(texts) > 1 and _is_heading(texts) for texts in printed)


def _is_heading(texts: Sequence[str]) -> bool:
    if texts[0].isdigit() and not _YEAR.fullmatch(texts[0]):
        return False
    amounts = [text for text in texts if is_amount(text) and not _YEAR.fullmatch(text)]
    return not amounts and not (is_total(texts[0]) and len(texts) == 1)


def running_lines(blocks: Iterable[Block]) -> set[str]:
    """Texts that stand under more than one table of the form: lines of the page, not titles.

    Before the first printed rows is the list of contents, which names every table.
    """
    under: dict[str, set[int]] = defaultdict(set)
    known, printed = 0, False
    for block in blocks:
        if isinstance(block, Grid):
            printed = True
            continue
        if isinstance(kind_of(block), Role | FurtherTable):
            known += 1
        if printed:
            under[squeeze(block.text)].add(known)
    return {text for text, tables in under.items() if len(tables) > 1}


def opens_unknown_table(blocks: Sequence[Block], number: int, *, among: bool, running: set[str]) -> bool:
    """Whether the block is the title of a table that no form knows.

    It has a table with headings of its own under it, and is worded as such titles are. It stands among the tables
    (`among`: under the title of one whose rows were printed), or the next heading is the title of a table and nothing but
    tables comes before that: in prose a table stays part of its section.
    """
    block = blocks[number]
    if not isinstance(block, Paragraph) or squeeze(block.text) in running or kind_of(block) is not None:
        return False
    between = list(takewhile(is_between, blocks[number + 1 :]))
    below = blocks[number + 1 + len(between) :]
    captioned = any(is_caption(paragraph.text) for paragraph in between if isinstance(paragraph, Paragraph))
    if not is_worded_as_title(block.text, captioned=captioned):
        return False
    if not below or not isinstance(below[0], Grid) or not has_headings(below[0].rows):
        return False
    return among or (captioned and _only_tables_before_the_next(below))


def _only_tables_before_the_next(blocks: Sequence[Block]) -> bool:
    """Whether nothing but tables, their titles, captions and notes stands before the next table of the form."""
    for block in blocks:
        if isinstance(block, Grid) or is_between(block) or block.text.lstrip().startswith(("注", "备注")):
            continue
        if kind_of(block) is not None:
            return isinstance(kind_of(block), Role | FurtherTable)
        if not is_worded_as_title(block.text, captioned=True):
            return False
    return False


def goes_on(piece_blocks: Sequence[Block], blocks: Sequence[Block], number: int) -> bool:
    """Whether a title that comes again is at the top of a later page of the same table, not of another one.

    The captions under it say nothing else, and the rows begin with the same headings or with none.
    """
    between = list(takewhile(is_between, blocks[number + 1 :]))
    below = blocks[number + 1 + len(between)]
    first = next(block for block in piece_blocks if isinstance(block, Grid))
    said = {squeeze(block.text) for block in piece_blocks if isinstance(block, Paragraph)}
    assert isinstance(below, Grid)
    same = not has_headings(below.rows) or texts_of(below.rows[0]) == texts_of(first.rows[0])
    return same and all(squeeze(b.text) in said for b in between if isinstance(b, Paragraph))


def lone_title(row: Row, following: Sequence[Row]) -> list[Paragraph]:
    """The texts of a row of a grid as paragraphs where it is the title of an unknown table, with captions beside it; else [].

    The rows that follow are its captions, or headings of its own.
    """
    printed = [cell for cell in row if (cell.text or "").strip()]
    titles = [c for c in printed if is_worded_as_title(c.text or "", captioned=False)]
    if len(titles) != 1 or any(
        c not in titles and not _BETWEEN.fullmatch(squeeze(c.text or "")) for c in printed
    ):
        return []
    rows = list(following)
    while rows and all(_BETWEEN.fullmatch(text) for text in texts_of(rows[0]) if text):
        rows = rows[1:]
    if not has_headings(rows):
        return []
    return [Paragraph(one_line(cell.text or ""), cell.place) for cell in printed]
