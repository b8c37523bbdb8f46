"""Kind 4, names: a function that the narrative calls otherwise than the tables, found by its amount.

“提租补贴”科目186.77万元 where the tables print 186.77 for 购房补贴: an old name, a neighbour's, or a slip of the pen.
"""

import re
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from decimal import Decimal

from budgets.form.amounts import find_amounts
from budgets.form.codes import former_code, functional
from budgets.form.function_entries import LENGTHS, code_printed, path_of
from budgets.form.garbled import is_garbled
from budgets.form.references import NAME
from budgets.form.spelling import has_words, shared_beginning
from budgets.form.terms import Level, Verdict
from budgets.parsing.records import ReadFact
from budgets.parsing.table_records import PrintedTable, TableLine
from budgets.reconcile.between import plain_name
from budgets.reconcile.outcomes import AtName, ComparedPlace
from budgets.reconcile.terms import by_code, row_label, unread_rows


@dataclass(frozen=True)
class OtherName:
    """A name of an entry that is not the one which the tables print at that code."""

    code: str
    printed: str
    table: PrintedTable
    line: TableLine
    placed: bool  # whether the entry names its place otherwise: another level by its name, or the code

    @property
    def place(self) -> ComparedPlace:
        """Where the table prints its name."""
        number = self.table.table.number
        what = AtName(number, self.line.number)
        return ComparedPlace.at(self.line.place, self.line.name, number, row_label(self.line), NAME, what)

    @property
    def former(self) -> bool:
        """Whether the code had that name in earlier years."""
        return former_code(self.printed) == self.code

    @property
    def verdict(self) -> Verdict:
        """A former name, or another function's, is another, and so is one at the same place with quite other words.

        A name that nothing else places may be a word of the body's own, one with almost the same words a short form.
        """
        sure = former_code(self.printed) or self.printed in _official_names()
        sure = sure or (self.placed and not is_a_variant(self.printed, self.named))
        return Verdict.DIFFERS if sure else Verdict.UNKNOWN

    @property
    def named(self) -> str:
        """The name in the table, for comparing."""
        return plain_name(self.line.name)


def _official_names() -> frozenset[str]:
    return frozenset(plain_name(code.name) for code in functional().values())


_BRACKETS = re.compile(r"（[^（）]*）")
_OF_SEVERAL = re.compile(r"、|等$")
_AND = re.compile(r"[和及与、]")


_MOST_SIGNS = 2  # of a name: 缴存 for 缴费, 业务 for 事务


def same_function(first: str, second: str, level: Level | None = Level.CLASS) -> bool:
    """Whether two names are one: 政府办公厅及相关机构事务 is 政府办公厅（室）及相关机构事务.

    Classes, and names without a level, are customarily printed without 支出 at their end.
    """
    first, second = _BRACKETS.sub("", first), _BRACKETS.sub("", second)
    if level in (None, Level.CLASS):
        first, second = first.removesuffix("支出"), second.removesuffix("支出")
    return first == second


def is_a_variant(first: str, second: str) -> bool:
    """Whether a name may be a short form of another (职业年金缴费 of 机关事业单位职业年金缴费支出) or a slip in it."""
    shorter, longer = sorted((first, second), key=len)
    letters = iter(longer)
    if all(letter in letters for letter in shorter):
        return True
    front = shared_beginning(first, second)
    back = shared_beginning(first[front:][::-1], second[front:][::-1])
    return len(first) + len(second) - 2 * (front + back) <= _MOST_SIGNS


def is_a_group(name: str, known: AbstractSet[str]) -> bool:
    """Whether a name joins several: 购房补贴、住房公积金, or 购房补贴和住房公积金 where both are known names."""
    if former_code(name) or name in known:
        return False
    pieces = _AND.split(name)
    return bool(_OF_SEVERAL.search(name)) or (len(pieces) > 1 and known >= set(pieces))


@dataclass(frozen=True)
class Match:
    """What the tables print for an entry: the codes of its name, and where these are found by its amount, the names."""

    codes: frozenset[str]
    others: tuple[OtherName, ...] = ()


def matches(
    tables: Sequence[PrintedTable], entries: Sequence[ReadFact], all_tables: Sequence[PrintedTable]
) -> list[Match]:
    """For each entry of the list of functions what the tables print of it.

    A name that only `all_tables` print, in a row that `tables` lack, is no other name: the row is missing.
    """
    rows = {code: (table, line) for table in tables for code, line in by_code(table).items()}
    names = {code: plain_name(line.name) for code, (_table, line) in rows.items()}
    found = [codes_of(names, entry.label) for entry in entries]
    taken = {code for codes in found if len(codes) == 1 for code in codes}
    whole = not any(unread_rows(table) for table in tables)
    lacking = _names_of_rows(all_tables, rows)
    return [
        Match(frozenset(codes)) if codes or not whole else _by_amount(entry, rows, names, taken, lacking)
        for entry, codes in zip(entries, found, strict=True)
    ]


def _names_of_rows(
    tables: Sequence[PrintedTable], rows: Mapping[str, tuple[PrintedTable, TableLine]]
) -> frozenset[str]:
    """The names of the functions that are in one of those tables, and not among the rows."""
    lines = (line for table in tables for code, line in by_code(table).items() if code not in rows)
    return frozenset(plain_name(line.name) for line in lines if line.name)


def codes_of(names: Mapping[str, str], label: str) -> set[str]:
    """The codes whose names, level by level, are the entry's."""
    path = path_of(label)
    if not path:
        return set()
    if code_printed(label):
        return {code for code in (code_printed(label),) if names.get(code) == path[0][1]}
    if path[0][0] is None:
        found = {code for code, name in names.items() if name == path[0][1]}
        classes = {code for code in found if len(code) == LENGTHS[Level.CLASS]}
        return classes or found
    last = LENGTHS[path[-1][0]]
    return {
        code
        for code in names
        if len(code) == last and all(names.get(code[: LENGTHS[level]]) == name for level, name in path)
    }


def _by_amount(
    entry: ReadFact,
    rows: Mapping[str, tuple[PrintedTable, TableLine]],
    names: Mapping[str, str],
    taken: set[str],
    lacking: frozenset[str],
) -> Match:
    """The one row at the entry's level that prints its amount, or has its code, and the names that differ there.

    Amounts may be the same by chance: of several levels one has its name there.
    """
    path = path_of(entry.label)
    nothing = Match(frozenset())
    if not path or not entry.value or any(name in lacking for _level, name in path):
        return nothing
    lengths = {LENGTHS[path[-1][0]]} if path[-1][0] else set(LENGTHS.values())
    same = [
        code
        for code, (_table, line) in rows.items()
        if len(code) in lengths and code not in taken and _prints(line, entry)
    ]
    if code_printed(entry.label):
        same = [code for code in (code_printed(entry.label),) if code in rows]
    if path[-1][0] is None:  # a class and its only section have one amount; a single name is a class
        same = [code for code in same if len(code) == min(map(len, same))]
    alike = {
        code: sum(same_function(names.get(_at_level(code, level), ""), name) for level, name in path)
        for code in same
    }
    best = [code for code in same if alike[code] == max(alike.values())]
    if len(best) != 1 or (len(path) > 1 and not alike[best[0]]):
        return nothing
    (code,) = best
    others = [
        OtherName(at, name, *rows[at], placed=bool(alike[code] or code_printed(entry.label)))
        for level, name in path
        if (at := _at_level(code, level)) in rows and names[at] != name
    ]
    if any(_is_unreadable(other.line) for other in others):
        return nothing
    known = _official_names().union(names.values())
    levels = dict(
        zip((_at_level(code, level) for level, _name in path), (level for level, _ in path), strict=True)
    )
    compared = (o for o in others if not same_function(o.printed, o.named, levels[o.code]))
    different = tuple(other for other in compared if not is_a_group(other.printed, known))
    return Match(frozenset({code}), different) if others else nothing


def _is_unreadable(line: TableLine) -> bool:
    """Whether nobody can tell what name the table prints there: it is no other one."""
    return not has_words(line.name) or is_garbled(line.name)


def _at_level(code: str, level: Level | None) -> str:
    return code[: LENGTHS[level]] if level else code


def _prints(line: TableLine, entry: ReadFact) -> bool:
    """Whether the total of a row, rounded to the entry's digits, is the entry's amount."""
    figure = line.figure("total")
    amounts = find_amounts(entry.text)
    step = amounts[0].step if amounts else Decimal(1)
    return figure is not None and abs(figure.yuan - entry.value) <= step / 2


def worst(others: Sequence[OtherName]) -> OtherName:
    """The name of which is surest that it is another one."""
    return min(others, key=lambda each: each.verdict is not Verdict.DIFFERS)
