"""The role of each amount of a part 六, by the words of its own clause.

Source, total, part, context (another year, a contract, a comparison), price or bound, or unread;
statement_amounts.py decides from these what the statement states.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import Enum, auto

from budgets.form.amounts import ProseAmount, find_amounts, find_unreadable
from budgets.form.terms import Uncounted
from budgets.parsing.dates import follows_other_time, names_other_time, names_several_years, spellings
from budgets.parsing.statement_plan import Plan


class Role(Enum):
    """What an amount is according to its clause."""

    FISCAL = auto()
    SELF_RAISED = auto()
    OTHER_SOURCE = auto()
    TOTAL = auto()  # of this year, in words that say so or name no year
    OVERALL = auto()  # 总预算, 总经费: this year's only if no other amount is
    CONTEXT = auto()  # another year, a contract, a comparison: understood, and not this year's budget
    PRICE = auto()  # a price, a bound or a number that cannot be read
    SHARE = auto()  # 80%即3.12万元 repeats a share of an amount printed before it
    REST = auto()  # a part if that can be shown, otherwise unread


@dataclass(frozen=True)
class FoundAmount:
    """One amount (None where money is named that cannot be read), its role, and the words before it."""

    role: Role
    amount: ProseAmount | None
    text: str
    start: int
    end: int
    cue: str
    this_year: bool  # the words before it name the budget year
    later: bool  # only the words after it mention money of the budget year
    why: Uncounted | None = None  # set where it is certainly not this year's budget

    @property
    def yuan(self) -> Decimal:
        """The amount in yuan; only for amounts that were read."""
        assert self.amount is not None
        return self.amount.yuan

    @property
    def step(self) -> Decimal:
        """What one unit of the last printed digit is worth, in yuan."""
        assert self.amount is not None
        return self.amount.step

    @property
    def approximate(self) -> bool:
        """Whether it is printed with 约."""
        return self.amount is not None and self.amount.approximate


# ---- the words that make a role ------------------------------------------------------------------------

_LINK = r"(?:安排|申请|预算)?(?:总额|金额)?(?:为|约|共计|合计|共|是|[:：]|人民币)*\s*$"
_FISCAL = re.compile(r"(?<!非)(?<!非同级)(?<!非本级)财政(?:预算|专项)?(?:拨款|资金|经费)?" + _LINK)
_SELF_RAISED = re.compile(r"自筹(?:资金|经费)?" + _LINK)
_OTHER_SOURCE = re.compile(
    r"(?:非(?:同级|本级)?财政|专户|配套|(?:社会|其他|单位|企业|上级)(?:资金|资本|投[资入]|来源|收入|补助|出资|经费)"
    r"|(?:中央|市级|区级|县级|镇级|街道)(?:资金|经费)|事业收入|经营收入|捐赠|贷款|债券|(?<!政府性)基金)[^，,。；;\d]{0,8}$"
)
# 经费, 资金, 投入 and 金额 mean a total only with a word such as 项目: 会议经费 is a part.
_TOTAL = re.compile(
    r"(?:预算|共计|合计|总计|(?:^|项目|专项|总|年度?|本年|所需|申请|安排)(?:经费|资金|费用|金额)"
    r"|(?:^|项目|计划|预计|拟|共|共计|合计|总计|年度?)投入|^[总一]?共)"
    r"(?:金额|经费|资金|安排|总额|总计|合计|共计|投入|数|额|为|是|[:：]|人民币|约|\d{4}年|年度)*\s*$"
)
_OVERALL = re.compile(r"总(?:项目)?(?:预算|经费|资金|金额|费用|额|概算|计划)|概算")
_NEUTRAL = (
    r"(?:本?项目|计划|拟|预计|共计|共|合计|申请|安排|投入|使用|支付|支出|下达|需要?|为|是|[:：]|约|人民币"
    r"|预算数?|经费|资金|金额|总额|年度|度|市级|区级|专项|资助|扶持|补助|补贴|奖励)"
)
_DONE = r"已(?:经)?(?:执行|支出|投入|使用|支付|完成|拨付|下达|安排)"
_COMPARED = re.compile(r"同比|(?:较|比(?![例重赛])).*(?:增|减|上升|下降|提高|压缩)")
# Words of a clause whose amount is not this year's budget; the first that matches gives the reason.
_CONTEXT = (
    (Uncounted.DRAWN, re.compile("带动|撬动|拉动|引导|吸引")),
    (Uncounted.OUTSIDE, re.compile("注册|保险金额|保额|产值|营业收入|销售|成交|市值|税收|产业规模|交易额")),
    (Uncounted.CONTRACT, re.compile("合同")),
    (Uncounted.INVESTMENT, re.compile("总投[资入]")),
    (Uncounted.CARRIED, re.compile("结[转余]")),
    (Uncounted.REDUCED, re.compile("核[减增定]|节约")),
    (Uncounted.OTHER_YEAR, re.compile("原预算|调整前")),
    (Uncounted.PROGRESS, re.compile(f"累计|{_DONE}")),
    (Uncounted.CHANGE, _COMPARED),
)
_CHANGE = re.compile(
    r"(?:增加|减少|增长|下降|调增|调减|压减|压缩|追加|减)(?:了|预算|经费|资金|金额)*[:：为约]*\s*$"
)
# 支持外贸稳增长20万元, 推动服务业增长30万元: what the money is for; 人员经费增长20万元 is a change.
_AIM = re.compile(
    r"(?:支持|扶持|促进?|推动|推进|助力|服务|鼓励|奖励|稳|保)[^，,。；;]*?(?<!预算)(?<!经费)(?<!资金)(?<!支出)(?<!金额)(?<!投入)"
    r"(?:增长|增加|减少|下降)\s*$"
)
_PRICE_WORDS = re.compile(r"每(?!一?个?季度)|单价|人均|平均|均价|户均|场均|次均|限额|标准[^，,]{0,3}$")
_BOUND_BEFORE = re.compile(
    r"(?:不(?:超过|低于|高于|少于|多于|大于|小于)|至少|至多|最[高低多少]|超过?|近|逾|达到?|[<>≤≥])[为约]?\s*$"
)
_BOUND_AFTER = re.compile(r"\s*(?:（含）|\(含\))?\s*(?:以[上下内外]|起|左右|上下)")
_PRICE_AFTER = re.compile(r"\s*[/／×*＊]")
_SHARE = re.compile(r"(?:即|(?<![合共总预])计)\s*$")
WITHIN = re.compile("其中")
CLAUSE_END = re.compile(r"[，,；;。！？]|(?<![：:])\n")
BLOCK = re.compile(
    # "1. 2025年…" begins a block, "1.54万元" does not: a digit may follow the point only after a space.
    r"(?<![\d.])(?P<number>\d{1,2})(?:[.．](?:\s+|(?=[^\d\s]))|、)|[（(](?P<bracketed>\d{1,2})[）)]"
)
MARKER = re.compile(rf"^(?:{BLOCK.pattern})\s*")
IN_DIGITS = re.compile(r"^整?[（(](?:小写|人民币|[¥￥]|RMB|[:：]|\s)*$")  # 捌拾万元整（¥800,000.00元）


@dataclass(frozen=True)
class _Clause:
    """The words around one amount.

    `cue` are the words before it, from the previous amount or delimiter; `whole` is the clause without other
    amounts; `before` is the text up to the clause; `after` the text after the amount.
    """

    cue: str
    whole: str
    before: str
    after: str


class MoneyText:
    """A text with all its amounts, and the words about each."""

    def __init__(self, text: str, year: int, plan: Plan) -> None:
        self.text, self.year, self.plan = text, year, plan
        self.amounts = {amount.start: amount for amount in find_amounts(text)}
        self.places = sorted([(a.start, a.end) for a in self.amounts.values()] + list(find_unreadable(text)))
        self.masked = _blank(text, self.places)
        brackets = [m.span() for m in re.finditer(r"[（(][^（()）]*[）)]", self.masked)]
        self.brackets = [(b, e) for b, e in brackets if "¤" in self.masked[b:e]]
        self.bare = _blank(self.masked, self.brackets)
        steps = _blank(self.masked, plan.stretches, "。")
        self.within = text.find("其中")
        told = re.finditer(rf"(?:{spellings(year)}年|本年|今年|当年)(?!度?与)[^。\n]*?[%％¤]", steps)
        self.last_told = max((m.end() for m in told), default=0)

    def classified(self) -> list[FoundAmount]:
        """Every amount outside the plan, read or not, in order, with its role."""
        places = enumerate(self.places)
        return [self._found(n, start, end) for n, (start, end) in places if not self.plan.holds(start)]

    def _found(self, n: int, start: int, end: int) -> FoundAmount:
        clause = self._clause(n)
        amount = self.amounts.get(start)
        this_year = _says_this_year(clause.whole, self.year)
        # 总预算500万元，2025年支付40%: the year's money is stated only after it, so this may be for several years.
        later = not this_year and self.last_told > end
        context = _context(clause, self.year)
        role = Role.CONTEXT if context else _role(clause, amount, self.year)
        if role in (Role.FISCAL, Role.SELF_RAISED) and later:
            role = Role.REST
        if amount and self.text.strip(" 。\n") == amount.text:
            role = Role.TOTAL
        elif role is Role.TOTAL and -1 < self.within < start and not _explicit(clause.cue, self.year):
            role = Role.REST
        elif role is Role.TOTAL and not this_year and (later or _OVERALL.search(clause.cue)):
            role = Role.OVERALL
        said = _says_this_year(clause.cue, self.year)
        why = context or _why_not(clause, amount, role)
        return FoundAmount(role, amount, self.text[start:end], start, end, clause.cue, said, later, why)

    def _clause(self, n: int) -> _Clause:
        """The words around the n-th amount, without brackets that contain other amounts."""
        start, end = self.places[n]
        if n and self.places[n - 1][0] not in self.amounts and self._repeats_words(n):
            return replace(self._clause(n - 1), after=self.text[end : end + 10])
        words = self.bare
        for begin, stop in self.brackets:
            if begin < start < stop:
                words = words[:begin] + self.masked[begin:stop] + words[stop:]
        begin = max((m.end() for m in CLAUSE_END.finditer(words, 0, start)), default=0)
        stop_at = CLAUSE_END.search(words, end)
        cue = self.text[max(begin, self.places[n - 1][1] if n else 0) : start].lstrip()
        return _Clause(
            MARKER.sub("", cue).lstrip("、和及 \t\n"),
            words[begin : stop_at.start() if stop_at else len(words)],
            words[:begin],
            self.text[end : end + 10],
        )

    def _repeats_words(self, n: int) -> bool:
        """Whether the n-th amount repeats in digits the one in words before it: 捌拾万元整（¥800,000.00元）."""
        return bool(IN_DIGITS.search(self.text[self.places[n - 1][1] : self.places[n][0]]))


def _blank(text: str, places: Iterable[tuple[int, int]], sign: str = "¤") -> str:
    """The text with these parts replaced by meaningless signs, so that positions stay the same."""
    pieces, at = [], 0
    for start, end in sorted(places):
        pieces += [text[at:start], sign * (end - max(at, start))]
        at = max(at, end)
    return "".join([*pieces, text[at:]])


def _role(clause: _Clause, amount: ProseAmount | None, year: int) -> Role:
    """The role of an amount of this year by its clause; the rest of the text may still change it."""
    if _is_price(clause):
        return Role.PRICE
    if amount is None or amount.yuan < 0:
        return Role.REST
    if _SHARE.search(clause.cue):
        return Role.SHARE
    sources = ((Role.FISCAL, _FISCAL), (Role.SELF_RAISED, _SELF_RAISED), (Role.OTHER_SOURCE, _OTHER_SOURCE))
    source = next((role for role, words in sources if words.search(clause.cue)), None)
    if source:
        return Role.REST if re.search("另|其余|差额|不足", clause.cue) else source
    return Role.TOTAL if _explicit(clause.cue, year) or _TOTAL.search(clause.cue) else Role.REST


def _context(clause: _Clause, year: int) -> Uncounted | None:
    """Why an amount is not this year's budget; None when no words say so."""
    said = next((why for why, words in _CONTEXT if words.search(clause.whole)), None)
    changed = _CHANGE.search(clause.cue) and not _AIM.search(clause.cue)
    if said is Uncounted.CHANGE and not changed and names_other_time(clause.cue, year):
        return Uncounted.OTHER_YEAR  # 较上年预算200万元增加…: the 200 are last year's
    if said or changed:
        return said or Uncounted.CHANGE
    if names_other_time(clause.whole, year):
        return Uncounted.SEVERAL_YEARS if names_several_years(clause.whole) else Uncounted.OTHER_YEAR
    if not _says_this_year(clause.whole, year) and follows_other_time(clause.before, year):
        several = names_several_years(re.split("[。！？]", clause.before)[-1])
        return Uncounted.SEVERAL_YEARS if several else Uncounted.OTHER_YEAR
    return None


def _why_not(clause: _Clause, amount: ProseAmount | None, role: Role) -> Uncounted | None:
    """Why an amount of that role is not counted; None where the role does not tell."""
    if role is Role.PRICE:
        bound = _BOUND_BEFORE.search(clause.cue) or _BOUND_AFTER.match(clause.after)
        return Uncounted.BOUND if bound and not _PRICE_WORDS.search(clause.cue) else Uncounted.PRICE
    by_role = {
        Role.OTHER_SOURCE: Uncounted.OTHER_SOURCE,
        Role.OVERALL: Uncounted.OVERALL,
        Role.SHARE: Uncounted.SHARE,
    }
    return Uncounted.UNREADABLE if amount is None else by_role.get(role)


def _explicit(cue: str, year: int) -> bool:
    """Whether only the budget year and words without meaning come before the amount: 2025年安排."""
    return bool(re.search(rf"(?:{spellings(year)}年|本年|今年|当年){_NEUTRAL}*\s*$", cue))


def _is_price(clause: _Clause) -> bool:
    """Whether the amount is a price, a factor or a bound."""
    return bool(
        _PRICE_WORDS.search(clause.cue)
        or re.search(r"[×xX*＊=＝]", clause.whole)
        or _PRICE_AFTER.match(clause.after)
        or _BOUND_BEFORE.search(clause.cue)
        or _BOUND_AFTER.match(clause.after)
    )


def _says_this_year(words: str, year: int) -> bool:
    """Whether the words name the budget year: 2025年, 本年, 年度预算."""
    named = rf"{spellings(year)}(?:全?年)|本年|今年|当年|年度(?:预算|安排|投入|经费|资金)"
    return bool(re.search(named, words))
