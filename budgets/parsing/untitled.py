"""Tables whose title is not printed: the rows of one are never those of the table before it.

Which one it is, its own headings tell, where the forms leave one table that has no title elsewhere.
"""

from collections.abc import Iterable, Iterator, Sequence

from budgets.form.amounts import is_amount
from budgets.form.column_titles import column_named
from budgets.form.tables import FORMS, Form, OfficialTable, Role
from budgets.form.terms import SectionKey
from budgets.parsing.captions import is_caption_line
from budgets.parsing.grids import Row, is_total, texts_of
from budgets.parsing.headings import Heading
from budgets.parsing.stray_pages import cut_at_stray_rows, is_printed_in, is_stray
from budgets.parsing.unknown_tables import heading_rows
from budgets.readers.document import Grid, Paragraph

Block = Paragraph | Grid


def tables_apart(
    what: Heading, blocks: Sequence[Block], titled: set[Role]
) -> Iterator[tuple[Heading | None, list[Block]]]:
    """The blocks under a heading, each table without a title and each stray page apart; None is one that nobody can tell.

    `titled` are the tables whose title is printed somewhere; the ones found are added.
    """
    current: Heading | None = what
    own: list[Block] = []
    strays: list[Block] = []
    for block in _cut_at_other_headings(blocks):
        if (
            isinstance(block, Grid)
            and isinstance(current, Role)
            and is_stray(current, _grids(own), block, below_stray=bool(strays))
        ):
            strays.append(block)
            continue
        if isinstance(block, Grid) and (current is None or _is_other(current, own, block)):
            found = _recognised(block, titled)
            if found is not None or isinstance(current, Role) or current is None:
                captions = _captions_below(own)
                yield current, own[: len(own) - len(captions)]
                current, own = found, captions
                titled |= {found} if found is not None else set()
                yield from ((None, [stray]) for stray in strays)
                strays = []
        own.append(block)
    yield current, own
    yield from ((None, [stray]) for stray in strays)


def _grids(blocks: Iterable[Block]) -> list[Grid]:
    return [block for block in blocks if isinstance(block, Grid)]


def _is_other(current: Heading, own: Sequence[Block], grid: Grid) -> bool:
    """Whether a grid is another table than the one that the blocks before it belong to."""
    roles = roles_of(grid.rows)
    captioned = any(isinstance(block, Paragraph) for block in _captions_below(own))
    if isinstance(current, SectionKey) or current in ("cover", "contents"):
        return bool(roles) and captioned
    if not _grids(own) or _comes_again(current, roles, own, grid):
        return False  # its first rows, whatever their headings say, or a page of it that is printed twice
    if not isinstance(current, Role):
        return bool(roles) and captioned and not goes_on_below(own, grid)
    if roles:
        return current not in roles or (_is_closed(own) and captioned)
    return _is_closed(own) and captioned


def _comes_again(current: Heading, roles: set[Role], own: Sequence[Block], grid: Grid) -> bool:
    """Whether a page is printed a second time; empty tables print the same where their headings do not tell them apart."""
    tells = roles == {current} or any(is_amount(text) for row in grid.rows for text in texts_of(row))
    return tells and is_printed_in(grid.rows, (row for page in _grids(own) for row in page.rows))


def goes_on_below(own: Sequence[Block], grid: Grid) -> bool:
    """Whether a grid is a later page of the table that the blocks before it print: the same headings, no total so far.

    Its title may be one that no form knows, or that nobody can read: then the rest of it is not another table.
    """
    pages = _grids(own)
    return bool(pages) and heading_rows(grid) == heading_rows(pages[-1]) and not _is_closed(own)


def _recognised(grid: Grid, titled: set[Role]) -> Role | None:
    choices = roles_of(grid.rows) - titled
    return choices.pop() if len(choices) == 1 else None


def _captions_below(own: Sequence[Block]) -> list[Block]:
    """The captions that stand between the last rows and the next, and what stands between them."""
    below: list[Block] = []
    for block in reversed(own):
        if isinstance(block, Grid):
            break
        below.insert(0, block)
    first = next(
        (n for n, b in enumerate(below) if isinstance(b, Paragraph) and is_caption_line(b.text)), None
    )
    return below[first:] if first is not None else []


def _is_closed(own: Iterable[Block]) -> bool:
    """Whether the last printed row is the total, and others stand above it."""
    rows = [row for block in own if isinstance(block, Grid) for row in block.rows if any(texts_of(row))]
    return len(rows) > 1 and _is_total_row(rows[-1]) and not any(map(_is_total_row, rows[:-1]))


def _is_total_row(row: Row) -> bool:
    first = next((text for text in texts_of(row) if text), "")
    return is_total(first) or first.endswith("总计")


def _cut_at_other_headings(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks, each grid cut where headings of another table begin among its rows."""
    for block in blocks:
        if not isinstance(block, Grid):
            yield block
            continue
        first = roles_of(block.rows)
        start = 0
        for number in range(1, len(block.rows)):
            if number - start > 2 and _may_name_columns(block.rows[number]):
                roles = roles_of(block.rows[number : number + 3])
                if roles and first and not roles & first:
                    begin = number - (number > 1 and _is_group_heading(block.rows[number - 1]))
                    yield from cut_at_stray_rows(Grid(block.rows[start:begin]))
                    start, first = begin, roles
        yield from cut_at_stray_rows(Grid(block.rows[start:]) if start else block)


def _may_name_columns(row: Row) -> bool:
    texts = [text for text in texts_of(row) if text]
    return len(texts) > 2 and not texts[0].isdigit() and ("合计" in texts[1:] or texts.count("项目") == 2)


def _is_group_heading(row: Row) -> bool:
    texts = [text for text in texts_of(row) if text]
    return len(texts) == 2 and texts[0] == "项目"


def roles_of(rows: Sequence[Row]) -> set[Role]:
    """The tables of the forms that rows can be by the headings they begin with; none where there are no headings."""
    headings = heading_rows(Grid(tuple(rows[:6])))
    words = [text for texts in headings for text in texts]
    if len(words) < 3:
        return set()
    tables = [table for form in FORMS.values() for table in form.tables if _has_columns(table, words)]
    # The heading over the columns says which fund it is: 政府性基金预算支出.
    named = [t for t in tables if any(len(w) > 3 and t.title.startswith(w) for w in words)]
    if any(table.role is Role.FISCAL_APPROPRIATION for table in tables):
        named = [table for table in tables if table.role is Role.FISCAL_APPROPRIATION]
    return {table.role for table in (named or tables)}


def _has_columns(table: OfficialTable, words: Sequence[str]) -> bool:
    if table.form is Form.TWO_SIDED:
        if words.count("项目") != 2:
            return False
        spent = tuple(column for column in table.columns if column.side is not table.columns[0].side)
        return {column_named(word, spent) for word in words} >= set(spent)
    named = {column for word in words if (column := column_named(word, table.columns))}
    if table.form is Form.SINGLE_ROW:
        return len(named) >= len(table.columns) - 2
    return len(named) == len(table.columns) and any(word.endswith("科目名称") for word in words)
