"""Tables that no form knows: where one begins among the tables of a document, so that the one before it ends there."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import islice, takewhile

from budgets.form.amounts import is_amount
from budgets.form.spelling import one_line, squeeze
from budgets.form.tables import FurtherTable, Role
from budgets.parsing.captions import PREPARER, UNIT_LINE
from budgets.parsing.grids import Row, is_total, texts_of
from budgets.parsing.headings import LONGEST_HEADING, is_continued, kind_of, title_words
from budgets.readers.document import Grid, Paragraph

Block = Paragraph | Grid

# 十、 · 表10： · （十） before a title, and 10 behind its word 表.
_NUMBER = re.compile(r"^(?:附?表?[一二三四五六七八九十\d]+[、.．:：]|[（(][一二三四五六七八九十\d]+[）)])")
_SUFFIX = re.compile(r"(?<=表)-?\d{1,2}$")
# Worded as the title of a table, with nothing of a sentence in it.
_WORDED = re.compile(
    r"[^，。；：:？！]*(?:预算|收支|支出|收入|经费|情况|采购|购买|资产|债务|基金|拨款|编制|人员|明细|汇总|一览)"
    r"[^，。；：:？！]*表"
)
_ENDS_IN_TABLE = re.compile(r"[^。；？！]*表")
_SPEAKS_OF_ONE = re.compile(r"注|.*(?:见|如|详|此|本|下|上|附|空|该|各)表$|.*(?:见|详)附?表.*|.*\d+表$")
# What says who prepared a table, its unit, the number of the form, a date.
_CAPTION = re.compile(
    r"[（(]?(?:(?:填报|编制|预算|主管|预算主管|公开)?(?:部门|单位)(?:[（(].*?[）)])?(?:名称)?|(?:金额|货币|计量)单位"
    r"|(?:编制|填报|制表|填表)?日期|(?:填表|制表|审核|负责)人)[：:].*"
    r"|(?:公开|预算|附)*(?:表\s*\d+|\d+\s*表)|[（(]?\d{4}年度?[）)]?"
)
_SENTENCE = re.compile(r"[，。；？！]")
_SHORT = 24  # characters of a line that may stand between a title and its table
_MOST_BETWEEN = 5  # such lines
_YEAR = re.compile(r"(?:19|20)\d\d年?")


def _words(text: str) -> str:
    """A title without its number, and without what stands behind the word 表."""
    return _SUFFIX.sub("", title_words(_NUMBER.sub("", title_words(text), count=1)))


def is_worded_as_title(text: str, *, captioned: bool) -> bool:
    """Whether a text can be the title of a table; one with a caption under it needs fewer words of the field."""
    if "表" not in text or len(squeeze(text)) > LONGEST_HEADING:
        return False
    words = _words(text)
    if len(words) < 3 or _SPEAKS_OF_ONE.fullmatch(words):
        return False
    return bool((_ENDS_IN_TABLE if captioned else _WORDED).fullmatch(words))


def is_caption(text: str) -> bool:
    """Whether a text says who prepared a table, in which unit it is, or which table of the form it is."""
    return bool(_CAPTION.fullmatch(squeeze(text)))


def is_between(block: Block) -> bool:
    """Whether a paragraph may stand between a title and its table: a caption, a note, a short line that is no sentence."""
    if not isinstance(block, Paragraph):
        return False
    words = squeeze(block.text)
    if is_caption(words) or words.startswith(("注", "备注")):
        return True
    return (
        len(words) <= _SHORT
        and not _SENTENCE.search(words)
        and not is_worded_as_title(words, captioned=False)
        and kind_of(block) is None
    )


def _between(blocks: Sequence[Block], number: int) -> list[Block]:
    return list(takewhile(is_between, blocks[number + 1 : number + 1 + _MOST_BETWEEN]))


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


# What the titles of columns end in.
_COLUMN = re.compile(
    r".*(?:序号|合计|小计|总计|编码|名称|科目|款|项|项目|数|额|价|量|率|费|支出|收入|经费|资金|拨款|预算|结转|结余|单位|备注|说明"
    r"|时间|日期|方式|年度?|比例|%)"
)


def names_a_column(texts: Sequence[str]) -> bool:
    """Whether one of a row's texts is worded as the title of a column."""
    return any(text in ("类", "款", "项") or _COLUMN.fullmatch(text) for text in texts if text)


def names_columns(texts: Sequence[str]) -> bool:
    """Whether most of a row's texts are worded as titles of columns, and none is an amount."""
    printed = [text for text in texts if text]
    named = sum(bool(_COLUMN.fullmatch(text)) or text in ("类", "款", "项") for text in printed)
    return 2 * named > len(printed) and not any(map(is_amount, printed))


def running_lines(blocks: Iterable[Block]) -> set[str]:
    """Texts that stand under more than two tables of the form: lines of the page, not titles.

    Before the first printed rows is the list of contents, which names every table.
    """
    under: dict[str, set[int]] = defaultdict(set)
    known, printed = 0, False
    for block in blocks:
        if isinstance(block, Grid):
            printed = known > 0
            continue
        if isinstance(kind_of(block), Role | FurtherTable):
            known += 1
        if printed:
            under[squeeze(block.text)].add(known)
    return {text for text, tables in under.items() if len(tables) > 2}


def opens_unknown_table(
    blocks: Sequence[Block], number: int, before: Sequence[Grid], *, among: bool, running: set[str]
) -> bool:
    """Whether the block is the title of a table that no form knows.

    It has a table with headings of its own under it, and is worded as such titles are. It stands among the tables
    (`among`: under the title of one whose rows were printed, which are `before`), or the next heading is the title of a
    table and nothing but tables comes before that: in prose a table stays part of its section.
    """
    block = blocks[number]
    if not isinstance(block, Paragraph) or not is_worded_as_title(block.text, captioned=True):
        return False
    if squeeze(block.text) in running or kind_of(block) is not None:
        return False
    between = _between(blocks, number)
    captioned = any(_says_unit_or_preparer(b.text) for b in between if isinstance(b, Paragraph))
    if not captioned and not is_worded_as_title(block.text, captioned=False):
        return False
    at = number + 1 + len(between)
    grid = blocks[at] if at < len(blocks) else None
    if not isinstance(grid, Grid) or not has_headings(grid.rows):
        return False
    if among:
        return not _is_next_page(before, grid)
    return captioned and _only_tables_before_the_next(blocks, at)


def _says_unit_or_preparer(text: str) -> bool:
    return is_caption(text) and bool(PREPARER.search(text) or UNIT_LINE.search(text))


def _is_next_page(before: Sequence[Grid], grid: Grid) -> bool:
    """Whether rows go on with those before: under the same headings, while no total was printed."""
    if not before or heading_rows(grid) != heading_rows(before[0]):
        return False
    return not any(
        is_total(text) for page in before for row in page.rows for text in texts_of(row)[:1] if text
    )


def heading_rows(grid: Grid) -> list[list[str]]:
    """The printed texts of the rows above the first with an amount or a code, three at most."""
    printed = (texts for row in grid.rows if (texts := [text for text in texts_of(row) if text]))
    return list(islice(takewhile(_is_heading, printed), 3))


def _only_tables_before_the_next(blocks: Sequence[Block], at: int) -> bool:
    """Whether nothing but tables, their titles and what belongs to them stands before the next table of the form."""
    for number in range(at, len(blocks)):
        block = blocks[number]
        if isinstance(block, Grid):
            continue
        kind = kind_of(block)
        if kind is not None:
            return isinstance(kind, Role | FurtherTable)
        if is_worded_as_title(block.text, captioned=True):
            under = number + 1 + len(_between(blocks, number))
            if under >= len(blocks) or not isinstance(blocks[under], Grid):
                return False
        elif not is_caption(block.text) and not squeeze(block.text).startswith(("注", "备注")):
            return False
    return False


def goes_on(piece_blocks: Sequence[Block], blocks: Sequence[Block], number: int) -> bool:
    """Whether a title that comes again is at the top of a later page of the same table, not of another one.

    It says so, or the captions under it say nothing else and the rows begin with the same headings.
    """
    block = blocks[number]
    if isinstance(block, Paragraph) and is_continued(block.text):
        return True
    between = _between(blocks, number)
    below = blocks[number + 1 + len(between)]
    first = next(block for block in piece_blocks if isinstance(block, Grid))
    said = {squeeze(block.text) for block in piece_blocks if isinstance(block, Paragraph)}
    assert isinstance(below, Grid)
    same = heading_rows(below) == heading_rows(first)
    return same and all(squeeze(b.text) in said for b in between if isinstance(b, Paragraph))


def lone_title(row: Row, following: Sequence[Row], *, captioned: bool) -> list[Paragraph]:
    """The texts of a row of a grid as paragraphs where it is the title of an unknown table, with captions beside it; else [].

    The rows that follow are its captions, which `captioned` asks for, or headings of its own.
    """
    printed = [cell for cell in row if (cell.text or "").strip()]
    titles = [c for c in printed if is_worded_as_title(c.text or "", captioned=False)]
    if len(titles) != 1 or any(c not in titles and not is_caption(c.text or "") for c in printed):
        return []
    rows = [r for r in following if any(texts_of(r))]
    captions = len(list(takewhile(is_caption_row, rows)))
    below = rows[captions:]
    if not has_headings(below) or (not captions and (captioned or not names_columns(texts_of(below[0])))):
        return []
    return [Paragraph(one_line(cell.text or ""), cell.place) for cell in printed]


def is_caption_row(row: Row) -> bool:
    """Whether a row of a grid prints nothing but captions, one of them the unit or who prepared the table."""
    texts = [cell.text or "" for cell in row if (cell.text or "").strip()]
    return all(map(is_caption, texts)) and any(map(_says_unit_or_preparer, texts))
