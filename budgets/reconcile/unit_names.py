"""Names of bodies and units: the same above every table, and spelt in the text as they are listed."""

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from itertools import takewhile

from budgets.form.references import HEADING
from budgets.form.spelling import one_line
from budgets.parsing.records import BudgetReport, ReadPassage
from budgets.parsing.table_records import PrintedTable
from budgets.reconcile.outcomes import CheckOutcome, ComparedPlace
from budgets.reconcile.prose import (
    Prose,
    heading_place,
    part_prose,
    section_headings,
    section_proses,
    statement_proses,
)
from budgets.reconcile.text import Defect, defect_results
from budgets.reconcile.verdicts import equal_if, finding
from budgets.reconcile.wording import worded


def one_preparer(report: BudgetReport) -> Iterator[CheckOutcome]:
    """编制部门 (编制单位) above each table is the one that most tables name."""
    names = Counter(table.preparer for table in report.tables if table.preparer)
    if len(report.tables) < 2 or not names:
        return
    expected = names.most_common(1)[0][0]
    usual = next(table for table in report.tables if table.preparer == expected)
    for table in report.tables:
        if table.preparer:
            n, same = table.table.number, table.preparer == expected
            title = worded("form.preparer", n=n)
            places = [_caption(table, report)]
            if not same:
                title = worded("form.preparer.other", n=n, name=table.preparer, usual=expected)
                places.append(_caption(usual, report))
            yield finding(f"form.preparer.t{n}", title, equal_if(same), *places)


def _caption(table: PrintedTable, report: BudgetReport) -> ComparedPlace:
    """Where the preparer is printed above a table; the table itself where a break has cut the name."""
    owner = f"table {table.table.number}: caption"
    lines = (line for line in report.lines if line.owner == owner and table.preparer in line.text)
    line = next(lines, None)
    where, words = (line.place, one_line(line.text)) if line else (table.place, table.preparer)
    return ComparedPlace.at(where, words, table.table.number, "", "编制部门")


# ---- names one sign off --------------------------------------------------------------------------------

_SHORTEST = 7  # a shorter name is too often another unit's
# Characters that distinguish two units of one kind (第一中心, 东区), and those that an abbreviated name leaves out.
_TELLING = frozenset("一二三四五六七八九十东南西北甲乙丙丁")
_LEFT_OUT = frozenset("市区县省镇")
_CHINESE = re.compile(r"[\u4e00-\u9fff]+")


def names_one_sign_off(report: BudgetReport) -> Iterator[CheckOutcome]:
    """A name that differs by one character from a listed unit's or the body's: a slip, or perhaps another unit."""
    known = _known_names(report)
    found: dict[tuple[str, str], list[tuple[Prose, ComparedPlace]]] = {}
    names = tuple(known)
    for prose in _places_of_names(report):
        for name, start, end in names_near(prose.text, names):
            place = prose.place(start, end)
            found.setdefault((place.text, name), []).append((prose, place))
    defects = (
        Defect(
            places[0][0].code,
            worded("text.unit-name.slip", words=words, name=name),
            (*(place for _prose, place in places), known[name]),
            unsure=True,
        )
        for (words, name), places in found.items()
    )
    yield from defect_results("unit-name", worded("text.unit-name"), defects)


def _known_names(report: BudgetReport) -> dict[str, ComparedPlace]:
    """The body's name in most tables and the names of the listed units, each with its place."""
    names: dict[str, ComparedPlace] = {}
    preparers = Counter(table.preparer for table in report.tables if table.preparer)
    if preparers:
        name = preparers.most_common(1)[0][0]
        names[name] = _caption(next(table for table in report.tables if table.preparer == name), report)
    for unit in report.institutions.units:
        name = re.sub(r"[（(].*|[。；;].*|本部.*", "", unit.text.strip())
        place = ComparedPlace.at(unit.place, one_line(unit.text), None, "所列单位", "机构设置")
        names.setdefault(name, place)
    return {
        name: place for name, place in names.items() if len(name) >= _SHORTEST and _CHINESE.fullmatch(name)
    }


def _places_of_names(report: BudgetReport) -> Iterator[Prose]:
    cover = tuple(ReadPassage(line.text, line.place) for line in report.lines if line.owner == "cover")
    if cover:
        yield Prose("cover", "封面", "", cover)
    yield from section_proses(report)
    yield from section_headings(report)
    yield from statement_proses(report)


@lru_cache(maxsize=512)
def names_near(text: str, known: tuple[str, ...]) -> tuple[tuple[str, int, int], ...]:
    """Each listed name that is printed there with one character wrong, and from where to where."""
    found = []
    for name in known:
        rest = rf"[\u4e00-\u9fff]{{{len(name) - 3},{len(name) - 1}}}{name[-1]}"
        for start in (m.start() for m in re.finditer(f"{name[0]}(?={rest})", text)):
            words = next((w for w in _windows(text, start, name) if _is_slip(w, name)), None)
            # 上海科学院 within 上海市科学院 is another listed name
            if words and not any(text.startswith(n, start) and len(n) >= len(words) - 1 for n in known):
                found.append((name, start, start + len(words)))
    return tuple(found)


def _windows(text: str, start: int, name: str) -> Iterator[str]:
    """The words from `start` with as many characters as the name, one fewer or one more, that end as the name does."""
    for length in (len(name), len(name) - 1, len(name) + 1):
        if text[start + length - 1 : start + length] == name[-1]:
            yield text[start : start + length]


def _is_slip(words: str, name: str) -> bool:
    """Whether one character is missing, added or replaced, or two neighbours changed places."""
    if words == name or not _CHINESE.fullmatch(words):
        return False
    front = _alike(words, name)
    back = _alike(words[front:][::-1], name[front:][::-1])
    return _one_sign(name[front : len(name) - back], words[front : len(words) - back])


def _alike(first: str, second: str) -> int:
    """How many characters at the beginning are the same."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(first, second, strict=False)))


def _one_sign(old: str, new: str) -> bool:
    """Whether `new` instead of `old` is a slip: two characters changed places, or one is wrong, missing or added."""
    if len(old) == len(new) == 2:
        return old == new[::-1]
    if len(old) == len(new) == 1:
        return not {old, new} <= _TELLING
    return len(old + new) == 1 and old + new not in _LEFT_OUT


# ---- names of projects ---------------------------------------------------------------------------------

_A_PROJECT = "项目"
# ……运行维修项目另行申报 names another project, and so does 其他……项目.
_ANOTHER = re.compile("另行|另外|另有|另设|另列|其他|其它|其余")
_NEAR = 8  # signs
_CLAUSE_END = re.compile("[，。；：！？\n]")


def project_names_one_sign_off(report: BudgetReport) -> Iterator[CheckOutcome]:
    """A project that the text of its own statement calls by a name one character off that of the heading."""
    found: dict[tuple[str, str], list[tuple[Prose, ComparedPlace]]] = {}
    for statement in report.statements:
        for part in statement.parts if _project_names(statement.name) else ():
            prose = part_prose(statement, part)
            seen: list[tuple[int, int]] = []
            for name in _project_names(statement.name):
                for _name, start, end in names_near(prose.text, (name,)):
                    if any(start < stop and begin < end for begin, stop in seen):
                        continue
                    if not _is_another_project(prose.text, start, end):
                        seen.append((start, end))
                        found.setdefault((statement.name, prose.text[start:end]), []).append(
                            (prose, prose.place(start, end))
                        )
    headings = {statement.name: heading_place(statement, None, HEADING) for statement in report.statements}
    defects = (
        Defect(
            places[0][0].code,
            worded("text.project-name.slip", words=words, name=name),
            (*(place for _prose, place in places), headings[name]),
            unsure=True,
        )
        for (name, words), places in found.items()
    )
    yield from defect_results("project-name", worded("text.project-name"), defects)


def _is_another_project(text: str, start: int, end: int) -> bool:
    """Whether the words of the same clause right before or behind a name set it apart as another project's."""
    before = _CLAUSE_END.split(text[max(0, start - _NEAR) : start])[-1]
    behind = _CLAUSE_END.split(text[end : end + _NEAR])[0]
    return bool(_ANOTHER.search(before) or _ANOTHER.search(behind))


def _project_names(name: str) -> tuple[str, ...]:
    """The name of a project with 项目 behind it and without; none where it is short, or not all Chinese."""
    short = name.removesuffix(_A_PROJECT)
    usable = len(short) >= _SHORTEST and _CHINESE.fullmatch(short)
    return (short + _A_PROJECT, short) if usable else ()


RULES = (one_preparer, names_one_sign_off, project_names_one_sign_off)
