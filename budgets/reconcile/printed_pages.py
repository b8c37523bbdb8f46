"""Kind 1, form: pages that print nothing, and words that the edge of a page cuts."""

import re
from collections.abc import Iterator, Sequence

from budgets.form.references import Labels, labels_of
from budgets.form.spelling import one_line, squeeze
from budgets.form.terms import SectionKey, Verdict
from budgets.parsing.records import BudgetReport, ReadPassage, SourceLine
from budgets.reconcile.outcomes import CheckOutcome, ComparedPlace
from budgets.reconcile.prose import Prose, section_proses
from budgets.reconcile.verdicts import finding
from budgets.reconcile.wording import worded

_PAGED = ("pdf", "docx")  # files of which a page can be empty
_MOST_PLACES = 20
_QUOTED = 20
_NAMELESS: Labels = (None, "", "")
_LONGEST = 100  # characters of a line
_VISIBLE_END = 8  # characters by which a cut line is found among the lines of its page


def empty_pages(report: BudgetReport) -> Iterator[CheckOutcome]:
    """No page is empty but for its number: one that is may have lost what it should print."""
    for place in report.empty_pages:
        if place.page is not None:
            title = worded("form.empty-page.number", page=place.page)
            yield finding(
                f"form.empty-page.p{place.page}", title, Verdict.DIFFERS, ComparedPlace.at(place, "")
            )
        else:
            words = next((one_line(x.text)[-_QUOTED:] for x in report.lines if x.place == place), "")
            title = worded("form.empty-page.behind", words=words)
            yield finding("form.empty-page.behind", title, Verdict.DIFFERS, ComparedPlace.at(place, words))
    if report.format in _PAGED and not report.empty_pages:
        yield finding("form.empty-page", worded("form.empty-page"), Verdict.EQUAL)


def cut_at_the_edge(report: BudgetReport) -> Iterator[CheckOutcome]:
    """No line goes on beyond the edge of its page; the lines of one page are one finding."""
    lines: dict[int | None, list[SourceLine]] = {}
    for each in report.lines if report.cut_lines else ():
        lines.setdefault(each.place.page, []).append(each)
    found: dict[int | None, list[ComparedPlace]] = {}
    for text, place in report.cut_lines:
        words = one_line(text)[-_LONGEST:]
        line = _line_with(text, lines.get(place.page, ()))
        printed, labels = (line.place, labels_of(line.owner, {})) if line else (place, _NAMELESS)
        found.setdefault(place.page, []).append(ComparedPlace.at(printed, words, *labels))
    for page, places in found.items():
        title = worded("form.cut.page", page=page, count=len(places))
        yield finding(f"form.cut.p{page}", title, Verdict.DIFFERS, *places[:_MOST_PLACES])
    if report.format == "pdf" and not found:
        yield finding("form.cut", worded("form.cut"), Verdict.EQUAL)


def _line_with(text: str, lines: Sequence[SourceLine]) -> SourceLine | None:
    """The line of a page that holds what is seen of a cut one."""
    end = squeeze(text)[-_VISIBLE_END:]
    return next((line for line in lines if end in squeeze(line.text)), None)


# ---- a text whose last line is cut ----------------------------------------------------------------------

_OF_MONEY = r"(?:资金|金额|预算|执行数|收入|支出|经费|拨款|[费款]|合计|共计|总计)(?:总?[数额])?"
_LINK = r"(?P<link>[为是共计达]?)\s*"
# A number that cannot end so: 预算为507. or 1,7 or 1,701, where a figure must follow.
_CUT_AMOUNT = re.compile(
    _OF_MONEY
    + _LINK
    + r"(?!0[.．,，]?\s*$)(?:[\d,]*\d[.．]|\d{1,3}(?:[,，]\d{3})*(?:[,，]\d{1,2}|[,，]))\s*$"
)
# 涉及项目预算资金17521 may be whole where the unit stands elsewhere, so only a sentence without one is cut there.
_WHOLE_NUMBER = re.compile(_OF_MONEY + _LINK + r"[1-9]\d*(?:,\d{3})*\s*$")
_IS_A_SENTENCE = re.compile("[，。；]|.{30}")
_UNIT_ABOVE = re.compile(r"单位\s*[:：]?\s*[百千万亿]*元|[（(][^（()）]{0,20}[百千万亿]元[）)]")
# What a passage goes on with that a line break has cut: the rest of the number, or its unit.
_GOES_ON = re.compile(r"\s*(?:[\d.．,，。；、%％）)]|[万亿千]?元|[个辆台套家项人名年月])")


def amounts_cut_off(report: BudgetReport) -> Iterator[CheckOutcome]:
    """No passage of the narrative or the notes ends within an amount."""
    count = 0
    for prose in section_proses(report):
        if prose.row not in (SectionKey.NARRATIVE.value, SectionKey.OTHER_NOTES.value):
            continue
        unit_above = bool(_UNIT_ABOVE.search(prose.text))
        for number, passage in enumerate(prose.passages):
            found = _amount_cut(passage.text, unit_above)
            if found is None or _is_cell(passage) or _goes_on(prose, number):
                continue
            count += 1
            begin = found.start("link") if found["link"] else found.start()
            start = prose.starts[number]
            place = prose.around(start + begin, start + found.end())
            title = worded("text.cut.amount", words=one_line(passage.text[begin:]))
            yield finding(f"text.cut.{prose.code}.{count}", title, Verdict.DIFFERS, place)
    if not count:
        yield finding("text.cut", worded("text.cut"), Verdict.EQUAL)


def _amount_cut(text: str, unit_above: bool) -> re.Match[str] | None:
    """The amount within which a passage ends; a complete one, though without its unit, is none under 单位：万元."""
    found = _CUT_AMOUNT.search(text)
    if found and unit_above and found[0].rstrip().endswith((",", "，")):
        return None  # 收入预算 9101， of a list
    if found or unit_above or not _IS_A_SENTENCE.search(text):
        return found
    return _WHOLE_NUMBER.search(text)


def _is_cell(passage: ReadPassage) -> bool:
    return passage.place.table is not None or "\t" in passage.text


def _goes_on(prose: Prose, number: int) -> bool:
    """Whether the next passage is the rest of this one."""
    following = prose.passages[number + 1 : number + 2]
    return bool(following and _GOES_ON.match(following[0].text))


RULES = (empty_pages, cut_at_the_edge, amounts_cut_off)
