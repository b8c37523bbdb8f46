"""Kind 1, form: a unit's document speaks of the unit, a department's of the department.

A text that was copied from the other one says 本部门, 编制部门 or 部门收入预算总表 where the cover says 单位预算, or the
reverse. Duties, definitions and project statements are not asked: they speak of departments and units in general.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from budgets.form.references import labels_of
from budgets.form.spelling import one_line
from budgets.form.terms import Kind, SectionKey, Verdict
from budgets.parsing.records import BudgetReport, SourceLine
from budgets.reconcile.outcomes import CheckOutcome, ComparedPlace
from budgets.reconcile.prose import section_proses
from budgets.reconcile.terms import title_place
from budgets.reconcile.verdicts import finding
from budgets.reconcile.wording import worded

# 部门（单位）预算, 部门和单位 name both.
_DEPARTMENT = r"部门(?!\s*[（(/、或和及]\s*(?:预算)?单位)"
_UNIT = r"(?<!部门)(?<!部门[（(/、或和及])(?:预算)?单位"
_WORD = {Kind.DEPARTMENTAL: _DEPARTMENT, Kind.UNIT: _UNIT}
_OTHER = {Kind.DEPARTMENTAL: Kind.UNIT, Kind.UNIT: Kind.DEPARTMENTAL}

# What follows the word in the title of a table; 部门预算支出经济分类 is the name of a classification.
_OF_TABLES = r"(?=\s*(?:预算)?(?:财务收支|收支|收入|支出(?!经济)|财政拨款|一般公共|政府性基金|国有资本|[“\"]?三公|机关运行))"
# What follows it in a heading, and in the list of contents. 下属单位, 所属单位 are others.
_OF_HEADINGS = r"(?<![属各管级]部门)(?<![属各管级业政公]单位)(?=\s*(?:预算编制|预算表|主要职[能责]|职[能责]|机构设置|基本情况|概况))"
_TITLES = {kind: re.compile(word + _OF_TABLES) for kind, word in _WORD.items()}
_HEADINGS = {kind: re.compile(f"{word}(?:{_OF_TABLES}|{_OF_HEADINGS})") for kind, word in _WORD.items()}
_PREPARERS = {
    Kind.DEPARTMENTAL: re.compile(r"编制部门(?=\s*[：:])"),
    Kind.UNIT: re.compile(r"编制单位(?=\s*[：:])"),
}
# 本部门 of the body itself; 部门预算 of this year, or as what the document is.
_SELF = {
    Kind.DEPARTMENTAL: re.compile(
        rf"(?<![日基根资成样])本{_DEPARTMENT}|我{_DEPARTMENT}|(?<=年){_DEPARTMENT}预算(?=安排|支出|收入|总|[，。])|{_DEPARTMENT}预算(?=是包括|是指包括)"
    ),
    Kind.UNIT: re.compile(
        r"(?<![日基根资成样])本单位|我单位|(?<=年)(?:预算)?单位预算(?=安排|支出|收入|总|[，。])|单位预算(?=是包括|是指包括)"
    ),
}
# In the list of institutions offices have duties in their unit: only the sentence over the list speaks of the body.
_COUNTED = {
    Kind.DEPARTMENTAL: re.compile(r"部门预算(?=是包括|是指包括)|本部门(?=中)"),
    Kind.UNIT: re.compile(r"单位预算(?=是包括|是指包括)|本单位(?=中)"),
}
_NOTE = re.compile(r"table \d+: note")
_CAPTION = re.compile(r"table \d+: caption")
# What money is for, and why it changed, a department may quote from one of its units.
_OF_A_PART = re.compile(r"(?:用于|为了|保障|原因)[^。；]*$")
_MOST_PLACES = 20
_SENTENCES = {
    "title": worded("form.kind.title"),
    "preparer": worded("form.kind.preparer"),
    "heading": worded("form.kind.heading"),
    "contents": worded("form.kind.contents"),
    "words": worded("form.kind.words"),
}


@dataclass(frozen=True)
class _Found:
    """A word of the other kind: where among what, the word, and whether it may stand for another body."""

    part: str
    word: str
    place: ComparedPlace
    unsure: bool = False


def words_of_its_kind(report: BudgetReport) -> Iterator[CheckOutcome]:
    """Titles, captions, headings, contents, notes and prose speak of a department or a unit as the cover does."""
    stated = _stated(report)
    if stated is None:
        return
    kind, cover = stated
    found: dict[tuple[str, str, bool], list[ComparedPlace]] = {}
    for each in _of_other_kind(report, _OTHER[kind]):
        found.setdefault((each.part, each.word, each.unsure), []).append(each.place)
    if not found:
        yield finding("form.kind", worded("form.kind", kind=kind.value), Verdict.EQUAL, cover)
    for number, ((part, word, unsure), places) in enumerate(found.items(), 1):
        said = worded("form.kind.unsure") if unsure else _SENTENCES[part]
        title = said.with_more(printed=word, count=str(len(places)), kind=kind.value)
        verdict = Verdict.UNKNOWN if unsure else Verdict.DIFFERS
        yield finding(f"form.kind.{part}.{number}", title, verdict, *places[:_MOST_PLACES], cover)


def _stated(report: BudgetReport) -> tuple[Kind, ComparedPlace] | None:
    """What the document calls itself in its title, and where; None where that names neither kind, or both."""
    named = _named(report.title, "{}预算") or _named(report.title, "{0}[^：:]*预算|预算{0}")
    title = next((x for x in report.lines if report.title and report.title in x.text), None)
    if len(named) != 1 or title is None:
        return None
    return named[0], ComparedPlace.at(title.place, one_line(report.title), *labels_of(title.owner, {}))


def _named(title: str, pattern: str) -> list[Kind]:
    """The kinds that a title names in that way: 部门预算, or 部门 … 预算."""
    return [kind for kind, word in _WORD.items() if re.search(pattern.format(word), title)]


def _of_other_kind(report: BudgetReport, other: Kind) -> Iterator[_Found]:
    for table in report.tables:
        if match := _TITLES[other].search(table.title):
            yield _Found("title", match[0], title_place(table))
    yield from _preparers(report, other)
    for section in report.sections:
        if match := _HEADINGS[other].search(section.heading):
            yield _Found("heading", match[0], ComparedPlace.at(section.place, one_line(section.heading)))
    for line in report.lines:
        if line.owner == "furniture: contents" and (match := _HEADINGS[other].search(line.text)):
            yield _Found("contents", match[0], _place(line))
        elif _NOTE.fullmatch(line.owner) and (match := _SELF[other].search(line.text)):
            yield _Found("words", match[0], _place(line))
    yield from _in_prose(report, other)


def _preparers(report: BudgetReport, other: Kind) -> Iterator[_Found]:
    """编制单位 is also said of whoever prepares a table: where all tables of a department say so, nobody can tell."""
    captions = [line for line in report.lines if _CAPTION.fullmatch(line.owner)]
    own = any(_PREPARERS[_OTHER[other]].search(line.text) for line in captions)
    for line in captions:
        if match := _PREPARERS[other].search(line.text):
            yield _Found("preparer", match[0], _place(line), unsure=not own and other is Kind.UNIT)


def _in_prose(report: BudgetReport, other: Kind) -> Iterator[_Found]:
    patterns = {
        SectionKey.NARRATIVE: _SELF[other],
        SectionKey.OTHER_NOTES: _SELF[other],
        SectionKey.INSTITUTIONS: _COUNTED[other],
    }
    for prose in section_proses(report):
        pattern = patterns.get(SectionKey(prose.row))
        for match in pattern.finditer(prose.text) if pattern else ():
            before = prose.text[max(0, match.start() - 60) : match.start()].rpartition("\n")[2]
            unsure = other is Kind.UNIT and bool(_OF_A_PART.search(before))
            yield _Found("words", match[0], prose.around(*match.span()), unsure)


def _place(line: SourceLine) -> ComparedPlace:
    return ComparedPlace.at(line.place, one_line(line.text), *labels_of(line.owner, {}))


RULES = (words_of_its_kind,)
