"""A part 六 that is nothing but a list of named parts: 系统维护费12.5万元，委托审计费40万元，业务费3万元。"""

import re
from decimal import Decimal

from budgets.parsing.statement_plan import Plan
from budgets.parsing.statement_roles import MARKER, FoundAmount, Role

# What may stand before the list: 2025年预算安排如下： · 主要用于：
_LEAD = re.compile(r"^[^，,。；;：:\d]{0,20}(?:\d{4}年[^，,。；;：:\d]{0,20})?[：:]\s*")
_CLAUSE_END = re.compile(r"[，,；;。、\n]|(?:以?及|和)(?=[^，,；;。、\n])")
# A name with a count, a price, a degree or a share in it is no part that can be added: 一等奖5万元, 3台服务器30万元.
_NOT_A_PART = re.compile(
    r"\d|等奖|[每各均限]|标准|单价|补贴[至到]|档|级别|最[高低多少]|以[上下内]|其中|其余|另|包括|包含|合计|共计|总计|小计"
    r"|[总共]$|约$|为$|到$|至$|余$|比|较|预算$|来源|财政|自筹|注册|投资|产值|合同|收入"
)
_WITHIN = re.compile("其中|其余|另[有外]|剩余")  # money inside of other money, or beside it
_FEWEST = 2


def flat_list(text: str, found: list[FoundAmount], plan: Plan) -> list[FoundAmount]:
    """The parts of a text in which every clause is one name with one amount of the year, and nothing else; else [].

    No part may be the sum of the others, or be named twice: then it may be money that another part counts.
    """
    if plan.stretches or len(found) < _FEWEST or _WITHIN.search(text):
        return []
    if any(f.role is not Role.REST or not f.amount for f in found):
        return []
    labels = [part_label(text, f) for f in found]
    if len(set(labels)) < len(labels) or not all(map(_names_a_part, labels)):
        return []
    whole = sum((f.yuan for f in found), Decimal(0))
    if any(2 * f.yuan == whole for f in found) or any(f.yuan <= 0 for f in found):
        return []
    return found if _is_nothing_else(text, found) else []


def _names_a_part(label: str) -> bool:
    return len(label) > 1 and not _NOT_A_PART.search(label)


def _is_nothing_else(text: str, found: list[FoundAmount]) -> bool:
    """Whether, but for the words before the list, each clause has exactly one amount, at its end."""
    lead = _LEAD.match(text)
    begin = lead.end() if lead and lead.end() <= found[0].start else 0
    ends = {f.end for f in found}
    at = begin
    for f in found:
        between = text[at : f.start]
        if _CLAUSE_END.search(MARKER.sub("", between.strip())) and at > begin:
            return False
        after = _CLAUSE_END.match(text, f.end)
        if after is None and text[f.end :].strip():
            return False
        at = after.end() if after else f.end
    return not text[at:].strip() and bool(ends)


def part_label(text: str, found: FoundAmount) -> str:
    """The words that name an amount: from the delimiter or amount before it, without linking words."""
    # 年报撰写：12.0万元 — the colon joins name and amount; 展会、咨询会费3万元 — 、 joins names of one item.
    stem = re.sub(r"[:：(（]\s*$", "", found.cue)
    label = re.split(r"[，,；;。：:\n]", stem)[-1]
    label = MARKER.sub("", re.sub(r"^[、和及\s]+", "", label))
    label = re.sub(r"^(?:其中|(?:项目)?经费中|主要用于|用于支付|用于|支付)+", "", label)
    return re.sub(r"(?:预算经费|预算金额|预算|金额)(?:约|为)*$", "", label).strip()
