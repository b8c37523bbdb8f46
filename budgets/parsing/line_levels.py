"""The level of each line of a table (类, 款, 项, 小计, 明细, 合计), its parent, and which lines are safe to add up."""

import re
from dataclasses import replace

from budgets.form.spelling import fold, squeeze
from budgets.form.tables import Form, OfficialTable
from budgets.form.terms import Level, Side
from budgets.parsing.grids import TOTAL
from budgets.parsing.table_records import TableLine


def with_levels(table: OfficialTable, lines: list[TableLine]) -> list[TableLine]:
    if table.form is Form.CODED:
        with_parts = _codes_with_parts(lines)
        below = [*lines[1:], None]
        return [
            _coded_level(table, line, after, with_parts) for line, after in zip(lines, below, strict=False)
        ]
    if table.form is Form.TWO_SIDED:
        levels = {side: iter(_side_levels([x for x in lines if x.side is side])) for side in Side}
        return [next(levels[line.side]) for line in lines if line.side is not None]
    return lines


def _codes_with_parts(lines: list[TableLine]) -> set[tuple[str, ...]]:
    """The codes that others begin with: (205,) where 205 08 is printed."""
    depths = ((line.codes, _depth(line)) for line in lines)
    return {codes[:shorter] for codes, depth in depths for shorter in range(1, depth)}


def _depth(line: TableLine) -> int:
    return sum(bool(code) for code in line.codes)


def _coded_level(
    table: OfficialTable, line: TableLine, below: TableLine | None, with_parts: set[tuple[str, ...]]
) -> TableLine:
    if line.level is Level.TOTAL:
        return line
    depth = _depth(line)
    has_parts = line.codes[:depth] in with_parts
    # Of a misprinted code only its place among the others tells what it is a part of.
    if below is not None and (_is_misprinted(line) or _is_misprinted(below)):
        has_parts = has_parts or _depth(below) > depth
    return replace(line, level=table.code_levels[depth - 1], lowest=not has_parts)


def _is_misprinted(line: TableLine) -> bool:
    return bool(line.codes) and not re.fullmatch(r"[0-9]{3}(?: [0-9]{2}){0,2} *", " ".join(line.codes))


_TOP_NUMBER = re.compile(r"[一二三四五六七八九十]+、")
_SUB_NUMBER = re.compile(r"\d+\s*[.．、]|[（(][一二三四五六七八九十\d]+[）)]")
_FUND = re.compile(r"一般公共预算|政府性基金|国有资本经营")


def _side_levels(lines: list[TableLine]) -> list[TableLine]:
    """合计 for the total row, 小计 for an entry whose sub-entries print amounts, else 明细.

    Top entries are numbered 一、二、; entries numbered 1. 2. or （一） below one belong to it. Without numbers the funds
    that stand right below 财政拨款收入 are its parts.
    """
    above = _entries_above(lines)
    with_amounts = {top for line, top in zip(lines, above, strict=True) if line.figures}
    year = [n for n, line in enumerate(lines) if _is_before_grand_total(line, lines[n + 1 :])]
    levels = []
    for position, (line, top) in enumerate(zip(lines, above, strict=True)):
        if _is_side_total(line):
            levels.append(replace(line, level=Level.SUBTOTAL if position in year else Level.TOTAL))
            continue
        # The 本年收入合计 that an entry above it belongs to.
        total = next((lines[n].number for n in year if lines[n].number > line.number), None)
        if top is None and line.number in with_amounts:
            levels.append(replace(line, level=Level.SUBTOTAL, parent=total))
        else:
            lowest = top is None or top in with_amounts
            levels.append(replace(line, lowest=lowest, parent=top or total))
    return levels


def _is_side_total(line: TableLine) -> bool:
    return _words(line).endswith(("总计", TOTAL))


def _is_before_grand_total(line: TableLine, later: list[TableLine]) -> bool:
    """Whether a total (本年收入合计) is followed by a grand total (收入总计): it is only the sum of the entries above it."""
    words = _words(line)
    if not words.endswith(("总计", TOTAL)):
        return False
    below = [_words(x) for x in later if x.number > line.number and _is_side_total(x)]
    return (
        bool(below)
        if words.startswith("本年")
        else words.endswith(TOTAL) and any(x.endswith("总计") for x in below)
    )


def _words(line: TableLine) -> str:
    return squeeze(line.name)


def _entries_above(lines: list[TableLine]) -> list[int | None]:
    """For each line the number of the top entry that it is a part of; None for a top entry or the total."""
    found: list[int | None] = []
    top: TableLine | None = None  # the last top entry with a number
    last: TableLine | None = None  # the last entry without any number that may have parts
    named_parts = False  # 其中： was printed below the top entry, and no total since
    for line in lines:
        name = fold(line.name).strip()
        if _TOP_NUMBER.match(name) or _is_side_total(line):
            is_top = bool(_TOP_NUMBER.match(name))
            top, last = (line, None) if is_top else (top, None)
            named_parts = False
            found.append(None)
            continue
        named_parts = named_parts or (name.startswith("其中") and top is not None)
        if _SUB_NUMBER.match(name) or named_parts:
            above = top or last
        elif name.startswith("其中") or (_FUND.search(name) and last is not None and _is_fiscal(last)):
            above = last
        elif _FUND.search(name) and top is not None and last is None and _is_fiscal(top):
            above = top
        else:
            above, last = None, line
        found.append(above.number if above else None)
    return found


def _is_fiscal(line: TableLine) -> bool:
    """Whether an entry is 财政拨款收入, which the three funds make up."""
    return "财政拨款" in _words(line) and not _FUND.search(_words(line))
