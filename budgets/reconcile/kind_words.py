"""Kind 1, form: a unit's document speaks of the unit, a department's of the department.

A text that was copied from the other one says 本部门, 编制部门 or 部门收入预算总表 where the cover says 单位预算, or the
reverse. Duties, definitions and project statements are not asked: they speak of departments and units in general.
"""

import re
from collections import Counter
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
# A sentence with such words may speak of other bodies: of those under this one, or of the one above it.
_OF_OTHERS = re.compile(r"下属|所属|主管|本级|其他(?:预算)?(?:单位|部门)|[一1]家")
_SENTENCE_END = re.compile(r"[。；;\n]")
_MOST_PLACES = 20
_THROUGHOUT = 3  # so many words of the other kind, and fewer of its own, are no slip of the pen
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
    found = list(_of_kind(report, _OTHER[kind]))
    if not found:
        yield finding("form.kind", worded("form.kind", kind=kind.value), Verdict.EQUAL, cover)
        return
    throughout = _throughout(found, [each.part for each in _of_kind(report, kind)])
    slips: dict[tuple[str, str, bool], list[ComparedPlace]] = {}
    for each in found:
        if each.part not in throughout:
            slips.setdefault((each.part, each.word, each.unsure), []).append(each.place)
    for number, ((part, word, unsure), places) in enumerate(slips.items(), 1):
        said = worded("form.kind.unsure") if unsure else _SENTENCES[part]
        title = said.with_more(printed=word, count=str(len(places)), kind=kind.value)
        verdict = Verdict.UNKNOWN if unsure else Verdict.DIFFERS
        yield finding(f"form.kind.{part}.{number}", title, verdict, *places[:_MOST_PLACES], cover)
    if throughout:
        yield _of_its_title(kind, [each for each in found if each.part in throughout], cover)


def _throughout(found: list[_Found], own: list[str]) -> frozenset[str]:
    """The parts where the document speaks as the other kind throughout: all of them where it does so on the whole."""
    others = [each.part for each in found]
    if _THROUGHOUT <= len(others) > len(own):
        return frozenset(others)
    return frozenset(part for part in others if _THROUGHOUT <= others.count(part) > own.count(part))


def _of_its_title(kind: Kind, found: list[_Found], cover: ComparedPlace) -> CheckOutcome:
    """One finding where the title and the text name two kinds: which of them is meant nobody can tell."""
    (word, _times) = Counter(each.word for each in found).most_common(1)[0]
    title = worded("form.kind.throughout", printed=word, count=len(found), kind=kind.value)
    places = [each.place for each in found[:_MOST_PLACES]]
    return finding("form.kind.throughout", title, Verdict.UNKNOWN, *places, cover)


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


def _of_kind(report: BudgetReport, kind: Kind) -> Iterator[_Found]:
    """Each word of that kind with which the document speaks of itself."""
    for table in report.tables:
        if match := _TITLES[kind].search(table.title):
            yield _Found("title", match[0], title_place(table))
    yield from _preparers(report, kind)
    for section in report.sections:
        if match := _HEADINGS[kind].search(section.heading):
            yield _Found("heading", match[0], ComparedPlace.at(section.place, one_line(section.heading)))
    for line in report.lines:
        if line.owner == "furniture: contents" and (match := _HEADINGS[kind].search(line.text)):
            yield _Found("contents", match[0], _place(line))
        match = _SELF[kind].search(line.text) if _NOTE.fullmatch(line.owner) else None
        if match and not _is_of_others(line.text, match, kind):
            yield _Found("words", match[0], _place(line))
    yield from _in_prose(report, kind)


def _preparers(report: BudgetReport, kind: Kind) -> Iterator[_Found]:
    """编制单位 is also said of whoever prepares a table: where all tables of a department say so, nobody can tell."""
    captions = [line for line in report.lines if _CAPTION.fullmatch(line.owner)]
    both = any(_PREPARERS[_OTHER[kind]].search(line.text) for line in captions)
    for line in captions:
        if match := _PREPARERS[kind].search(line.text):
            yield _Found("preparer", match[0], _place(line), unsure=not both and kind is Kind.UNIT)


def _in_prose(report: BudgetReport, kind: Kind) -> Iterator[_Found]:
    patterns = {
        SectionKey.NARRATIVE: _SELF[kind],
        SectionKey.OTHER_NOTES: _SELF[kind],
        SectionKey.INSTITUTIONS: _COUNTED[kind],
    }
    for prose in section_proses(report):
        pattern = patterns.get(SectionKey(prose.row))
        for match in pattern.finditer(prose.text) if pattern else ():
            before = prose.text[max(0, match.start() - 60) : match.start()].rpartition("\n")[2]
            unsure = kind is Kind.UNIT and bool(_OF_A_PART.search(before))
            if not _is_of_others(prose.text, match, kind):
                yield _Found("words", match[0], prose.around(*match.span()), unsure)


def _is_of_others(text: str, word: re.Match[str], kind: Kind) -> bool:
    """Whether the sentence of a word tells departments and units apart, and may mean the one or the other rightly."""
    begin = max((m.end() for m in _SENTENCE_END.finditer(text, 0, word.start())), default=0)
    end = _SENTENCE_END.search(text, word.end())
    sentence = text[begin : end.start() if end else len(text)]
    return bool(_OF_OTHERS.search(sentence) or _SELF[_OTHER[kind]].search(sentence))


def _place(line: SourceLine) -> ComparedPlace:
    return ComparedPlace.at(line.place, one_line(line.text), *labels_of(line.owner, {}))


RULES = (words_of_its_kind,)
