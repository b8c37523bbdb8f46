"""The level of each line of a table (类, 款, 项, 小计, 明细, 合计), its parent, and which lines are safe to add up."""

import re
from dataclasses import replace

from budgets.form.spelling import squeeze
from budgets.form.tables import Form, OfficialTable
from budgets.form.terms import Level
from budgets.parsing.grids import TOTAL
from budgets.parsing.records import TableLine


def with_levels(table: OfficialTable, lines: list[TableLine]) -> list[TableLine]:
    if table.form is Form.CODED:
        return [_coded_level(table, line, lines) for line in lines]
    if table.form is Form.TWO_SIDED:
        return [_side_level(line, lines) for line in lines]
    return lines


def _coded_level(table: OfficialTable, line: TableLine, lines: list[TableLine]) -> TableLine:
    if line.level is Level.TOTAL:
        return line
    level = table.code_levels[len([code for code in line.codes if code]) - 1]
    has_parts = any(other.code != line.code and other.code.startswith(line.code) for other in lines)
    return replace(line, level=level, lowest=not has_parts)


_TOP_NUMBER = re.compile(r"[一二三四五六七八九十]+、")
_SUB_NUMBER = re.compile(r"\d+\s*[.．、]|[（(][一二三四五六七八九十\d]+[）)]")


def _side_level(line: TableLine, lines: list[TableLine]) -> TableLine:
    """合计 for the total row, 小计 for an entry whose sub-entries print amounts, else 明细.

    Top entries are numbered 一、二、; entries numbered 1. 2. or （一） below one belong to it. An entry without any
    number has neither parts nor a parent.
    """
    if _is_side_total(line):
        level = Level.SUBTOTAL if _is_before_grand_total(line, lines) else Level.TOTAL
        return replace(line, level=level)
    parent = _entry_above(line, lines)
    parts = [x for x in lines if x.figures and _entry_above(x, lines) == line.number and x.side is line.side]
    if parent is None and parts:
        return replace(line, level=Level.SUBTOTAL, parent=_year_total_below(line, lines))
    printed = any(x.figures for x in lines if x.side is line.side and _entry_above(x, lines) == parent)
    lowest = parent is None or printed
    return replace(line, lowest=lowest, parent=parent or _year_total_below(line, lines))


def _is_side_total(line: TableLine) -> bool:
    return _words(line).endswith(("总计", TOTAL))


def _is_before_grand_total(line: TableLine, lines: list[TableLine]) -> bool:
    """Whether a total (本年收入合计) is followed by a grand total (收入总计): it is only the sum of the entries above it."""
    later = [x for x in lines if x.side is line.side and x.number > line.number and _is_side_total(x)]
    if _words(line).startswith("本年"):
        return bool(later)
    return _words(line).endswith(TOTAL) and any(_words(x).endswith("总计") for x in later)


def _year_total_below(line: TableLine, lines: list[TableLine]) -> int | None:
    """The number of the 本年收入合计 that an entry above it belongs to."""
    return next(
        (
            x.number
            for x in lines
            if x.side is line.side and x.number > line.number and _is_before_grand_total(x, lines)
        ),
        None,
    )


def _words(line: TableLine) -> str:
    return squeeze(line.name)


def _entry_above(line: TableLine, lines: list[TableLine]) -> int | None:
    """The number of the top entry that a sub-entry belongs to; None for a top entry or the total."""
    if _TOP_NUMBER.match(line.name) or _is_side_total(line):
        return None
    before = [x for x in lines if x.side is line.side and x.number < line.number]
    top = max((x.number for x in before if _TOP_NUMBER.match(x.name)), default=None)
    if _SUB_NUMBER.match(line.name):
        return top
    # 其中：一般公共预算资金, and entries without a number right below it
    group = [x for x in (*before, line) if top is not None and x.number > top]
    is_part = any(x.name.startswith("其中") for x in group) and not any(_is_side_total(x) for x in group)
    return top if is_part else None
