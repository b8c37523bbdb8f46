"""Kind 7, the end of a paragraph: a sentence that ends without its full stop while those around it have one.

Headings, names in lists and what a page break cuts are no sentences without a stop, so a paragraph is named only where
what is printed behind it begins anew.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from budgets.form.function_entries import begins_a_function, goes_on_with_a_function, number_style
from budgets.parsing.records import BudgetReport, ReadPassage
from budgets.reconcile.outcomes import CheckOutcome, ComparedPlace
from budgets.reconcile.prose import Prose, section_proses, statement_proses
from budgets.reconcile.text import Defect, defect_results
from budgets.reconcile.wording import Wording, worded

_QUOTED = 24  # signs
_LONGEST_HEADING = 50
# Behind a letter, a digit or one of these a sentence has not been closed; any other sign may close it.
_OPEN_END = re.compile(r"[\u4e00-\u9fffA-Za-z0-9０-９%％）)]\s*$")
_CLOSED_INSIDE = re.compile(r"[。！？；][”』」]?[）)]\s*$")  # （……。）
_SEVERAL_SENTENCES = re.compile(r"[\u4e00-\u9fff）)%％\d]。")
_SENTENCE = re.compile(r"[，。；]|[：:].{4}|主要原因|预算(?:数|总额|金额)?为|是指")
_NUMBERED = re.compile(
    r"\s*(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十\d]+[）)]|\d+[.．、]\D|\d+\s*[“\"「])"
)
_CHINESE_NUMBER = re.compile(r"\s*[一二三四五六七八九十]{1,3}、")
_YEAR_FIRST = re.compile(r"\s*(?:20\d\d年|截[至止]20\d\d年)")
# 预算为464.64万元三、政府采购预算情况: the next heading is printed right behind the paragraph
_HEADING_BEHIND = re.compile(r"(?<=[元家辆台套个）])\s*[一二三四五六七八九十]{1,2}、[^。，；：]{4,40}$")
# What ends a paragraph and is no end of a sentence: an address, a number to call, a date, a document's number, a note
# in brackets behind its own stop, an amount behind its label, a formula, the boxes of a form, a reason that the next
# lines give.
_NO_SENTENCE = re.compile(
    r"(?:https?:|www\.|[\w.-]+@)[\x21-\x7e]*$"
    r"|(?:联系人|联系方式|电话|传真|手机|热线|邮编|邮箱|网址|地址|附件)\s*\d*\s*[：:为][^。]*$"
    r"|\d{3,4}-\d{7,8}(?:转\d+)?$"
    r"|\d月(?:\d{1,2}日|底|初|份)?$|20\d\d年(?:度|底)?$"
    r"|号[）)]$"
    r"|[。：:！？；]\s*[（(][^（()）]*(?:[（(][^（()）]*[）)][^（()）]*)*[）)]$"
    r"|[（(](?:详见|见|参见|有删节|摘录|节选)[^（()）]*(?:[（(][^（()）]*[）)][^（()）]*)*[）)]$"
    r"|有删节[）)]$"
    r"|^[^，。；：:]{2,20}[：:]\s*[\d,]+(?:\.\d+)?$"
    r"|[=＝×][^，。；]*$"
    r"|[□☑☐☒■√][^。]*$"
    r"|原因\s*(?:是|为|在于)?$|(?:由于|因为)$"
)
_A_DOCUMENT = re.compile(
    r"(?:^|。)[^。，；《]{0,8}《[^》]*》[^。，；]{0,6}(?:〔\d{4}〕|[（(\[]\d{4}[）)\]])?\s*\d+号$"
)
# 五、其他事项。无 · 1.前期准备。2025年: a label, the stop behind it, and what it labels.
_LABEL = re.compile(
    r"\s*(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十\d]+[）)]|\d+[.．、])?[^，。；：:]{2,12}。"
)
_SHORT = 12  # signs of what a label labels
_FIRST_OF_A_LIST = re.compile(r"\s*(?:一、|[（(][一1][）)]|1(?!\d))")
_MOST_PLACES = 20
_COMMAS = "，、,"
_STOPS = ("。", "！", "？", "；", "：", ":", "…", ";")


def paragraphs_without_a_stop(report: BudgetReport) -> Iterator[CheckOutcome]:
    """Each paragraph of sentences ends with a full stop, as those around it do."""
    defects = (
        defect
        for prose in (*section_proses(report), *statement_proses(report))
        for defect in _unclosed(prose)
    )
    yield from defect_results("full-stop", worded("text.full-stop"), defects)


def _unclosed(prose: Prose) -> Iterator[Defect]:
    """What is missing in a piece of prose; a style that is kept throughout is one finding with its places."""
    found = [*_each_unclosed(prose)]
    sentences = sum(bool(_SENTENCE.search(passage.text)) for passage in prose.passages)
    if len(found) >= 3 and 2 * len(found) >= sentences:
        said = worded("text.full-stop.throughout", count=len(found))
        yield Defect(prose.code, said, tuple(place for place, _said in found[:_MOST_PLACES]))
        return
    for place, said in found:
        yield Defect(prose.code, said, (place,))


def _each_unclosed(prose: Prose) -> Iterator[tuple[ComparedPlace, Wording]]:
    """The place of each paragraph that is not closed, and what is said of it."""
    passages = prose.passages
    for n, (passage, behind) in enumerate(zip_longest(passages, passages[1:])):
        printed = passage.text.rstrip()
        text = printed.rstrip(_COMMAS)
        if not text or text[-1] in _STOPS:
            continue
        glued = _HEADING_BEHIND.search(text, max(0, len(text) - _LONGEST_HEADING))
        end = glued.start() if glued else len(text)
        tail = text[max(0, end - 4) : end]
        if not _OPEN_END.search(tail) or _CLOSED_INSIDE.search(tail) or _is_no_sentence(text[:end]):
            continue
        if (glued and _SENTENCE.search(text[:end])) or (
            _begins_anew(behind) and _is_a_sentence(prose, n, text)
        ):
            said, last = worded("text.full-stop.missing"), prose.starts[n] + end
            if text != printed and not glued:
                said, last = worded("text.full-stop.comma"), prose.starts[n] + len(printed)
            yield prose.around(last - 1, last, before=_QUOTED, after=_QUOTED), said


def _is_no_sentence(text: str) -> bool:
    """Whether the end of a paragraph is no end of a sentence: an address, a date, a formula, or what a label labels."""
    if _NO_SENTENCE.search(text) or _A_DOCUMENT.search(text):
        return True
    label = _LABEL.match(text)
    if label is None or not _NUMBERED.match(text):
        return False
    rest = text[label.end() :]
    return len(rest) <= _SHORT and not _SENTENCE.search(rest)


def _begins_anew(behind: ReadPassage | None) -> bool:
    """Whether what is printed behind a paragraph cannot be the rest of its last sentence."""
    if behind is None:
        return True
    if goes_on_with_a_function(behind.text):
        return not _YEAR_FIRST.match(behind.text) or begins_a_function(behind.text)
    return bool(
        _NUMBERED.match(behind.text)
        or _YEAR_FIRST.match(behind.text)
        or begins_a_function(behind.text)
        or re.search(r"如下[：:]?\s*$", behind.text)
    )


def _is_a_sentence(prose: Prose, n: int, text: str) -> bool:
    """Whether a paragraph consists of sentences, or is one as those around it are."""
    is_part = "." in prose.code
    like = [each for each in _like(prose.passages, n) if not _is_heading_of_an_entry(each)]
    closed = sum(each.endswith(_STOPS) for each in like)
    if _style(text) and len(like) > 1 and not closed:
        return False  # a list without stops is a style
    if _SEVERAL_SENTENCES.search(text):
        return True
    if is_part or _is_heading_of_an_entry(text):
        return False
    is_sentence = bool(_SENTENCE.search(text))
    # Of a numbered list that is sentences throughout, each item is one, however short.
    throughout = bool(_style(text)) and closed >= max(3, 4 * (len(like) - closed))
    return throughout or (is_sentence and closed >= len(like) - closed)


def _is_heading_of_an_entry(text: str) -> bool:
    """2210201 住房公积金 264.97万元, on a line of its own above its sentences."""
    return begins_a_function(text) and not re.search("[，。；：]", text)


def _like(passages: Sequence[ReadPassage], n: int) -> list[str]:
    """The items of the same list; of paragraphs without numbers all that are sentences."""
    style = _style(passages[n].text)
    texts = [each.text.rstrip() for each in passages]
    if not style:
        return [each for each in texts if not _style(each) and _SENTENCE.search(each)]
    numbered = [k for k, each in enumerate(texts) if _style(each) == style]
    firsts = [k for k in numbered if _FIRST_OF_A_LIST.match(texts[k])]
    begin = max((k for k in firsts if k <= n), default=0)
    end = min((k for k in firsts if k > n), default=len(texts))
    return [texts[k] for k in numbered if begin <= k < end]


def _style(text: str) -> str:
    """How a paragraph is numbered: as an entry of the list of functions is, or 一、"""
    return "一、" if _CHINESE_NUMBER.match(text) else number_style(text)


RULES = (paragraphs_without_a_stop,)
