"""Kind 7, words that were never filled in: a reason that is missing, and words of the template that were left in."""

import re
from collections.abc import Callable, Iterator

from budgets.form.function_entries import begins_a_function
from budgets.form.terms import SectionKey
from budgets.parsing.records import BudgetReport
from budgets.reconcile.outcomes import CheckOutcome
from budgets.reconcile.prose import Prose, section_proses, statement_proses
from budgets.reconcile.text import Defect, defect_results
from budgets.reconcile.wording import Wording, worded

# ---- a reason that is missing ----------------------------------------------------------------------------

# Dots, lines, stars and crosses stand where something is to be filled in.
_FILL = r"[…_＿.．·\-—－～~×xXｘＸ*＊○〇□/／\s]*"
_REASON = re.compile(
    rf"原因[ \t]*(?P<link>(?:是|为|在于)[ \t]*[：:，,]?|[ \t]*[：:]?)(?P<fill>{_FILL}?)(?P<end>[。；;]|[^\S\n]*(?=\n|\Z))"
    rf"|主要(?:是)?(?:由于|因为)[ \t]*[：:]?{_FILL}?[。；;]"
)
_BEGINS_A_CLAUSE = re.compile(r"(?:^|[，。；\s])主要$")  # ，主要原因。 but no 分析主要原因。
_NUMBERED = re.compile(r"\s*(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十\d]+[）)]|\d+[.．、]\D)")
_FIRST = re.compile(r"\s*(?:一、|[（(][一1][）)]|1[.．、]\D)")
_CHINESE_NUMBER = re.compile(r"\s*[一二三四五六七八九十]+、")
_THREE_PUBLIC = re.compile(r"\s*[（(一1）)、.．]+\s*(?:因公出国|公务用车|公务接待)")


def reasons_that_are_missing(report: BudgetReport) -> Iterator[CheckOutcome]:
    """主要原因是。 promises a reason and gives none: nothing, or only dots or a line, stands before the full stop."""
    yield from defect_results("reason", worded("text.reason"), _each(report, _missing_reasons))


def _each(report: BudgetReport, find: Callable[[Prose], Iterator[Defect]]) -> Iterator[Defect]:
    for prose in (*section_proses(report), *statement_proses(report)):
        yield from find(prose)


def _missing_reasons(prose: Prose) -> Iterator[Defect]:
    text = prose.text
    if "原因" not in text and "主要由于" not in text and "主要是" not in text:
        return
    for found in _REASON.finditer(text):
        if _promises_a_reason(prose, found):
            place = prose.around(*found.span(), before=24, after=0)
            yield Defect(prose.code, worded("text.reason.missing", words=found[0].strip()), (place,))


def _promises_a_reason(prose: Prose, found: re.Match[str]) -> bool:
    if found["link"] is None:  # 主要是由于。
        return True
    line = prose.text[prose.text.rfind("\n", 0, found.start()) + 1 : found.start()]
    if found["end"].strip():
        return bool(found["link"].strip() or found["fill"].strip() or _BEGINS_A_CLAUSE.search(line))
    if not found["link"].strip():  # a heading ends with 主要原因
        return False
    return _nothing_follows(prose, found)


def _nothing_follows(prose: Prose, found: re.Match[str]) -> bool:
    """Whether a line that ends with 主要原因是 is followed by no line that could be the reason."""
    rest = prose.text[found.end() :].lstrip("\n").split("\n", 1)[0]
    if not rest.strip() or begins_a_function(rest) or re.search(r"如下[：:]?\s*$", rest):
        return True
    if re.search(r"[：:]\s*$", found["link"]) or not _NUMBERED.match(rest):
        return False
    # The reasons may be numbered, on lines of their own; what is no first item is the next of an outer list.
    return not _FIRST.match(rest) or bool(_THREE_PUBLIC.match(rest)) or _is_heading(rest)


def _is_heading(line: str) -> bool:
    return bool(_CHINESE_NUMBER.match(line)) and not line.rstrip().endswith(("。", "；"))


# ---- words of the template -------------------------------------------------------------------------------

_WAY = "增加|减少|增长|下降|上升|降低|持平"
_OR = rf"(?:[/／、]|或者?)\s*(?:{_WAY})"
# The choice that the template offers: 增加（减少） · 增加/减少 · 增加（减少/持平）
_CHOICE = re.compile(
    rf"(?:{_WAY})\s*[（(]\s*(?:或者?)?\s*(?:{_WAY})(?:\s*{_OR})*\s*[）)]|(?:{_WAY})\s*[/／]\s*(?:{_WAY})(?:\s*[/／]\s*(?:{_WAY}))*"
)
# 增加（减少）情况 is a title, 增加（减少）额 and 增加（减少）比例 are terms, 增加（减少）较大的项目 is a label.
_OF_A_HEADING = re.compile(r"\s*(?:情况|变化|变动|总?额|幅度|趋势|比例|比率|率|较大|较多|原因|金额|数)")
# Two words of the choice side by side: one was left in when the other was chosen, or one was written twice.
_TWICE = re.compile(rf"(?P<first>{_WAY})(?P<second>{_WAY})(?=\s*[\d，。；、]|$|的主要原因)", re.MULTILINE)
_HINT = re.compile(
    r"[（(【\[]\s*(?:(?:请|此处|这里|按实际|根据实际)[^（()）。\n]{0,3}(?:填|写|说明|注明|列|选择|补充|修改|删除|简要|逐项|情况)[^（()）\n]{0,40}"
    r"|(?:填写|填列|填报|简要说明|具体说明|说明|注明|写明|列明)(?:增减|增加|减少|变化|变动|支出|用途|原因|理由|具体|主要|单位|部门|项目|情况)[^（()）\n]{0,30}"
    r"|(?:增加|减少|增减|变化|变动|调整)(?:的)?(?:内容|原因|事项|因素|理由))\s*[）)】\]]"
)
_SEEN = re.compile(r"(?:见|详见|附)")  # （说明项目见附件） is a reference
# XX万元 · ××个 · ***万元 · ____元 · 20XX年 · X个预算单位 · XX局（单位）
_SEVERAL = r"(?:[XxＸｘ×]{2,}|[*＊]{2,}|[○〇□]{2,}|[_＿]{2,})"
_MONEY = r"(?:[万亿]元|元(?![\u4e00-\u9fff])|[%％])"
_NUMERALS = "一二三四五六七八九十百千零〇○"  # 一九〇〇年
_COUNTED = rf"(?:{_MONEY}|个|项(?!目)|家|人(?![才民物])|辆|台|套|平方米|年|月|日)"
_BODY = r"(?:局|委|办|厅|部门|单位|处|中心|区|市|县|街道|镇)(?:\s*[（(](?:单位|部门)[）)])?"
_BLANK = re.compile(
    rf"(?<![0-9A-Za-z*＊…{_NUMERALS}]){_SEVERAL}\s*{_COUNTED}(?:[\u4e00-\u9fff]{{0,4}})|…{{1,2}}(?={_MONEY})"
    # One letter alone may be a name (X光机), so it must count something plainly.
    rf"|(?<![0-9A-Za-z）)])[XＸ×]\s*(?:{_MONEY}|个(?:[\u4e00-\u9fff]{{0,4}})|[年项家人辆台套月日](?![\u4e00-\u9fff]))"
)
# 20XX年 · XX年 · 比X年 · X年预算 · 比 年预算
_OF_A_BUDGET = r"(?=度?(?:部门|单位|年初|当年)?(?:预算|决算|执行数))"
_BLANK_YEAR = re.compile(
    rf"(?<![0-9A-Za-z])20[XxＸｘ×*＊_＿○〇]{{2}}\s*年?|(?<![0-9A-Za-z*＊…{_NUMERALS}]){_SEVERAL}\s*年"
    rf"|(?<=[比与较同])[XＸ×]\s*年|(?<![0-9A-Za-z第{_NUMERALS}])[XＸ×]\s*年{_OF_A_BUDGET}|(?<![占对])比[^\S\n]+年(?!度){_OF_A_BUDGET}"
)
_BLANK_BODY = re.compile(rf"(?<![0-9A-Za-z])[XxＸｘ×*＊○〇□]{{2,}}\s*{_BODY}")
# ××局××单位信息涉密: what is secret is masked, no blank.
_SECRET = re.compile("涉密|保密|密级|国家秘密|脱密|脱敏|隐去")
_MAY_BE_BLANK = re.compile(r"[XxＸｘ×*＊○〇□_＿…]|比[^\S\n]+年")
_NO_YEAR, _NOT_FILLED_IN = worded("text.template.year"), worded("text.template.blank")
_BLANKS_OF_STATEMENTS = ((_BLANK_YEAR, _NO_YEAR), (_BLANK, _NOT_FILLED_IN))
_BLANKS_OF_SECTIONS = (*_BLANKS_OF_STATEMENTS, (_BLANK_BODY, _NOT_FILLED_IN))
_CHOOSING = (SectionKey.NARRATIVE.word, SectionKey.OTHER_NOTES.word)


def words_of_the_template(report: BudgetReport) -> Iterator[CheckOutcome]:
    """Choices that were not made, hints that were not followed, blanks that were not filled in."""
    yield from defect_results("template", worded("text.template"), _each(report, _left_in))


def _left_in(prose: Prose) -> Iterator[Defect]:
    found = sorted(
        _spans_left_in(prose), key=lambda each: each[:2]
    )  # of two at one place the shorter, exacter one
    for n, (start, end, said) in enumerate(found):
        if n and start < found[n - 1][1]:
            continue  # within the words before
        words = prose.text[start:end].strip()
        yield Defect(prose.code, said.with_more(words=words), (prose.around(start, end),))


def _spans_left_in(prose: Prose) -> Iterator[tuple[int, int, Wording]]:
    text, chooses = prose.text, prose.code in _CHOOSING
    if _MAY_BE_BLANK.search(text):
        for pattern, said in _BLANKS_OF_SECTIONS if "." not in prose.code else _BLANKS_OF_STATEMENTS:
            for blank in pattern.finditer(text):
                if not _is_masked(text, blank):
                    yield *blank.span(), said
    for hint in _HINT.finditer(text):
        if not _SEEN.search(hint[0]):
            yield *hint.span(), worded("text.template.hint")
    if chooses:
        for choice in _CHOICE.finditer(text):
            if not _OF_A_HEADING.match(text, choice.end()):
                yield *choice.span(), worded("text.template.choice")
        yield from ((*m.span(), worded("text.template.twice")) for m in _TWICE.finditer(text))


def _is_masked(text: str, blank: re.Match[str]) -> bool:
    """Whether the sentence of a blank says that it is secret."""
    begin = max(text.rfind(sign, 0, blank.start()) for sign in "。\n") + 1
    return bool(_SECRET.search(re.split("[。\n]", text[begin:], maxsplit=1)[0]))


RULES = (reasons_that_are_missing, words_of_the_template)
