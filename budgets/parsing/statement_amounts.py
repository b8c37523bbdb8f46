"""Part 六 of a project statement (年度预算安排): what it states plainly, and nothing that it does not.

Every amount is put into one role by the words of its own clause: source, total, part, context (another year,
a contract, a comparison), price or bound, or unread; the steps of the spending plan are read apart
(statement_plan.py). A total is stated only if there is exactly one for the budget year, and derived only if
nothing is left unread. Else there is no amount and a reason.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import Enum, auto

from budgets.amounts import ProseAmount, find_amounts, find_foreign, find_unreadable
from budgets.parsing.dates import follows_other_time, names_other_time, names_several_years, spellings
from budgets.parsing.records import AmountPart, Quote, StatementAmounts
from budgets.parsing.statement_plan import Plan, read_plan
from budgets.vocabulary import Nature, QuoteUse, Uncounted

_NO_AMOUNT = "没有写明年度预算金额"
# Many times what any known part 六 has; a longer text is not one, and reading it would take long.
_LONGEST = 5_000
_FEW = 12  # characters behind an amount that are quoted with it, where its clause ends there


class _Role(Enum):
    """What an amount is, by the words of its clause."""

    FISCAL = auto()
    SELF_RAISED = auto()
    OTHER_SOURCE = auto()
    TOTAL = auto()  # of this year, in words that say so or say no year
    OVERALL = auto()  # 总预算, 总经费: this year's only if nothing else is
    CONTEXT = auto()  # another year, a contract, a comparison: understood, and not this year's budget
    PRICE = auto()  # a price, a bound or a number that cannot be read
    SHARE = auto()  # 80%即3.12万元 repeats a share of an amount printed before it
    REST = auto()  # a part, if it can be shown to be one; else unread


@dataclass(frozen=True)
class _Found:
    """One amount, or None where money is named that cannot be read; its role, and the words before it."""

    role: _Role
    amount: ProseAmount | None
    text: str
    start: int
    end: int
    cue: str
    this_year: bool  # the words before it name the budget year
    later: bool  # only words behind it speak of money of the budget year
    why: Uncounted | None = None  # of what is certainly not this year's budget

    @property
    def yuan(self) -> Decimal:
        """The amount in yuan; only asked of amounts that were read."""
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


def read_amounts(text: str, year: int) -> tuple[StatementAmounts, str]:
    """What a part 六 states, in yuan, and "" or the reason (Chinese) why its amount was not taken."""
    if len(text) > _LONGEST:
        return StatementAmounts(), f"文字超过{_LONGEST}个字，没有读取金额"
    plan = read_plan(text, year)
    blocks = [] if plan.stretches else _blocks(text, year)
    if blocks:
        return _from_blocks(blocks)
    found = _Words(text, year, plan).classified()
    amounts, doubt, parts = _decide(text, found, plan)
    quotes = [*_value_quotes(found, amounts, parts), *plan.quotes]
    quotes += _uncounted(text, found, {(q.start, q.end) for q in quotes})
    return replace(amounts, quotes=tuple(sorted(quotes, key=lambda q: (q.start, q.number or 0)))), doubt


# ---- roles --------------------------------------------------------------------------------------------

_LINK = r"(?:安排|申请|预算)?(?:总额|金额)?(?:为|约|共计|合计|共|是|[:：]|人民币)*\s*$"
_FISCAL = re.compile(r"(?<!非)(?<!非同级)(?<!非本级)财政(?:预算|专项)?(?:拨款|资金|经费)?" + _LINK)
_SELF_RAISED = re.compile(r"自筹(?:资金|经费)?" + _LINK)
_OTHER_SOURCE = re.compile(
    r"(?:非(?:同级|本级)?财政|专户|配套|(?:社会|其他|单位|企业|上级)(?:资金|资本|投[资入]|来源|收入|补助|出资|经费)"
    r"|(?:中央|市级|区级|县级|镇级|街道)(?:资金|经费)|事业收入|经营收入|捐赠|贷款|债券|(?<!政府性)基金)[^，,。；;\d]{0,8}$"
)
# 经费, 资金, 投入 and 金额 say a total only with a word that says of what: 会议经费 is a part.
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
# Money that is understood and not this year's budget, by the words of its clause; the first that is there says why.
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
_PRICE_WORDS = re.compile(r"每(?!一?个?季度)|单价|人均|平均|均价|户均|场均|次均|限额|标准[^，,]{0,3}$")
_BOUND_BEFORE = re.compile(
    r"(?:不(?:超过|低于|高于|少于|多于|大于|小于)|至少|至多|最[高低多少]|超过?|近|逾|达到?|[<>≤≥])[为约]?\s*$"
)
_BOUND_AFTER = re.compile(r"\s*(?:（含）|\(含\))?\s*(?:以[上下内外]|起|左右|上下)")
_PRICE_AFTER = re.compile(r"\s*[/／×*＊]")
_SHARE = re.compile(r"(?:即|(?<![合共总预])计)\s*$")
_WITHIN = re.compile("其中")
_CLAUSE_END = re.compile(r"[，,；;。！？]|(?<![：:])\n")
_BLOCK = re.compile(
    # "1. 2025年…" begins a block, "1.54万元" does not: a digit may follow the point only after a space.
    r"(?<![\d.])(?P<number>\d{1,2})(?:[.．](?:\s+|(?=[^\d\s]))|、)|[（(](?P<bracketed>\d{1,2})[）)]"
)
_MARKER = re.compile(rf"^(?:{_BLOCK.pattern})\s*")


@dataclass(frozen=True)
class _Clause:
    """The words around one amount.

    `cue` stands before it, from the amount or the delimiter before; `whole` is the clause without other
    amounts; `before` is the text up to the clause; `after` the text behind the amount.
    """

    cue: str
    whole: str
    before: str
    after: str


class _Words:
    """A text with all its money, and the words that speak of each amount."""

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

    def classified(self) -> list[_Found]:
        """Every amount outside the plan, read or not, in order, with its role."""
        places = enumerate(self.places)
        return [self._found(n, start, end) for n, (start, end) in places if not self.plan.holds(start)]

    def _found(self, n: int, start: int, end: int) -> _Found:
        clause = self._clause(n)
        amount = self.amounts.get(start)
        this_year = _says_this_year(clause.whole, self.year)
        # 总预算500万元，2025年支付40%: the year's money is told only behind, so this may be for several years.
        later = not this_year and self.last_told > end
        context = _context(clause, self.year)
        role = _Role.CONTEXT if context else _role(clause, amount, self.year)
        if role in (_Role.FISCAL, _Role.SELF_RAISED) and later:
            role = _Role.REST
        if amount and self.text.strip(" 。\n") == amount.text:
            role = _Role.TOTAL
        elif role is _Role.TOTAL and -1 < self.within < start and not _explicit(clause.cue, self.year):
            role = _Role.REST
        elif role is _Role.TOTAL and not this_year and (later or _OVERALL.search(clause.cue)):
            role = _Role.OVERALL
        said = _says_this_year(clause.cue, self.year)
        why = context or _why_not(clause, amount, role)
        return _Found(role, amount, self.text[start:end], start, end, clause.cue, said, later, why)

    def _clause(self, n: int) -> _Clause:
        """The words around the n-th amount; a bracket with other money in it says nothing about this one."""
        start, end = self.places[n]
        if n and self.places[n - 1][0] not in self.amounts and self._repeats_words(n):
            return replace(self._clause(n - 1), after=self.text[end : end + 10])
        words = self.bare
        for begin, stop in self.brackets:
            if begin < start < stop:
                words = words[:begin] + self.masked[begin:stop] + words[stop:]
        begin = max((m.end() for m in _CLAUSE_END.finditer(words, 0, start)), default=0)
        stop_at = _CLAUSE_END.search(words, end)
        cue = self.text[max(begin, self.places[n - 1][1] if n else 0) : start].lstrip()
        return _Clause(
            _MARKER.sub("", cue).lstrip("、和及 \t\n"),
            words[begin : stop_at.start() if stop_at else len(words)],
            words[:begin],
            self.text[end : end + 10],
        )

    def _repeats_words(self, n: int) -> bool:
        """Whether the n-th amount gives in digits what stands in words before it: 捌拾万元整（¥800,000.00元）."""
        return bool(_IN_DIGITS.search(self.text[self.places[n - 1][1] : self.places[n][0]]))


def _blank(text: str, places: Iterable[tuple[int, int]], sign: str = "¤") -> str:
    """The text with those stretches as signs without meaning, so that positions stay."""
    pieces, at = [], 0
    for start, end in sorted(places):
        pieces += [text[at:start], sign * (end - max(at, start))]
        at = max(at, end)
    return "".join([*pieces, text[at:]])


def _role(clause: _Clause, amount: ProseAmount | None, year: int) -> _Role:
    """What the words of its clause make of an amount of this year; the rest of the text may still change it."""
    if _is_price(clause):
        return _Role.PRICE
    if amount is None or amount.yuan < 0:
        return _Role.REST
    if _SHARE.search(clause.cue):
        return _Role.SHARE
    sources = (
        (_Role.FISCAL, _FISCAL),
        (_Role.SELF_RAISED, _SELF_RAISED),
        (_Role.OTHER_SOURCE, _OTHER_SOURCE),
    )
    source = next((role for role, words in sources if words.search(clause.cue)), None)
    if source:
        return _Role.REST if re.search("另|其余|差额|不足", clause.cue) else source
    return _Role.TOTAL if _explicit(clause.cue, year) or _TOTAL.search(clause.cue) else _Role.REST


def _context(clause: _Clause, year: int) -> Uncounted | None:
    """Why an amount belongs to something else than this year's budget; None when nothing says so."""
    said = next((why for why, words in _CONTEXT if words.search(clause.whole)), None)
    changed = _CHANGE.search(clause.cue)
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


def _why_not(clause: _Clause, amount: ProseAmount | None, role: _Role) -> Uncounted | None:
    """Why an amount of that role is not counted; None where the role alone does not say it."""
    if role is _Role.PRICE:
        bound = _BOUND_BEFORE.search(clause.cue) or _BOUND_AFTER.match(clause.after)
        return Uncounted.BOUND if bound and not _PRICE_WORDS.search(clause.cue) else Uncounted.PRICE
    by_role = {
        _Role.OTHER_SOURCE: Uncounted.OTHER_SOURCE,
        _Role.OVERALL: Uncounted.OVERALL,
        _Role.SHARE: Uncounted.SHARE,
    }
    return Uncounted.UNREADABLE if amount is None else by_role.get(role)


def _explicit(cue: str, year: int) -> bool:
    """Whether nothing but the budget year and empty words stand before the amount: 2025年安排."""
    return bool(re.search(rf"(?:{spellings(year)}年|本年|今年|当年){_NEUTRAL}*\s*$", cue))


def _is_price(clause: _Clause) -> bool:
    """Whether the amount is a price, a term of a multiplication or a bound."""
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


# ---- the amount ---------------------------------------------------------------------------------------


def _decide(text: str, found: list[_Found], plan: Plan) -> tuple[StatementAmounts, str, list[_Found]]:
    """The statement's amount from what its amounts are, and its parts; every doubt leaves the amount out."""
    fiscal, own = _only(_with(found, _Role.FISCAL)), _only(_with(found, _Role.SELF_RAISED))
    total, doubt = _total(found)
    whole = total or (None if own else fiscal)
    parts = _parts(text, found, whole)
    plain = StatementAmounts(
        fiscal.yuan if fiscal else None,
        own.yuan if own else None,
        instalments=plan.instalments,
        parts=tuple(_part(text, f) for f in parts),
    )
    if any(_contradicts_itself(_with(found, r), total) for r in (_Role.FISCAL, _Role.SELF_RAISED)):
        return plain, "同一资金来源写了不同的金额", parts
    unread = _unread(text, found, parts, whole)
    doubt = doubt or (f"有的金额看不出是什么：{'、'.join(f.text for f in unread)}" if unread else "")
    if total is not None and not doubt:
        doubt = _contradiction(found, total.yuan)
        if doubt:
            plain = replace(plain, fiscal=None, self_raised=None)
    if total is not None and plan.elsewhere and not total.this_year:
        doubt = doubt or "写的预算可能包括其他年度的分期"
    if doubt:
        return plain, doubt, parts
    amounts, doubt = _stated(plain, total) if total else _derived(plain, found, fiscal, own, plan)
    if amounts.total and plan.total and abs(amounts.total - plan.total) > amounts.total / 100:
        return plain, "各期金额加起来与预算金额不一致", parts
    return amounts, doubt, parts


def _contradicts_itself(source: list[_Found], total: _Found | None) -> bool:
    """Whether one source has two amounts that are no parts of the total (市级财政100万元，区级财政50万元)."""
    return len({f.yuan for f in source}) > 1 and not (total and sum(f.yuan for f in source) == total.yuan)


def _stated(plain: StatementAmounts, total: _Found) -> tuple[StatementAmounts, str]:
    return replace(plain, total=total.yuan, nature=Nature.STATED, approximate=total.approximate), ""


def _derived(
    plain: StatementAmounts, found: list[_Found], fiscal: _Found | None, own: _Found | None, plan: Plan
) -> tuple[StatementAmounts, str]:
    """The amount where no total is printed: the one source, the sum of two, or the sum of the plan."""
    if _with(found, _Role.OTHER_SOURCE):
        return plain, "还写了其他资金来源，没有推算合计"
    if (fiscal or own or plan.total) and _with(found, _Role.PRICE, _Role.OVERALL):
        return plain, "还写了单价、限额或总预算，没有推算合计"
    if fiscal and own:
        printed = _first(found, fiscal.yuan + own.yuan, _Role.CONTEXT)
        if printed and printed.why is Uncounted.INVESTMENT:  # 总投入100万元，财政拨款80万元，单位自筹20万元
            return _stated(plain, printed)
        about = fiscal.approximate or own.approximate
        return replace(plain, total=fiscal.yuan + own.yuan, nature=Nature.DERIVED, approximate=about), ""
    if fiscal:
        return _stated(plain, fiscal)
    if own:
        return plain, "只写了自筹资金"
    if plan.total is not None:
        about = any(i.approximate for i in plan.instalments)
        return replace(plain, total=plan.total, nature=Nature.DERIVED, approximate=about), ""
    return plain, plan.doubt or _NO_AMOUNT


def _with(found: Iterable[_Found], *roles: _Role) -> list[_Found]:
    return [f for f in found if f.role in roles]


def _only(found: list[_Found]) -> _Found | None:
    return found[0] if len({f.yuan for f in found}) == 1 else None


def _total(found: list[_Found]) -> tuple[_Found | None, str]:
    """The one printed total of the year, or why there is none.

    Of several, the first or the last is the total if it is the sum of all the others; beside 总预算, which may
    be for several years, a smaller amount that names the budget year is the total.
    """
    totals, overall = _with(found, _Role.TOTAL), _with(found, _Role.OVERALL)
    values = {f.yuan for f in (*totals, *overall)}
    if not totals and any(f.later for f in overall):
        return None, "写的预算不一定只是本年度的：" + "、".join(f.text for f in overall)
    if len(values) <= 1:
        return _only([*totals, *overall]), ""
    terms = [f for f in found if f.role in (_Role.TOTAL, _Role.OVERALL, _Role.REST) and f.amount]
    for candidate in (terms[0], terms[-1]):
        if candidate.role is not _Role.REST and 2 * candidate.yuan == sum(f.yuan for f in terms):
            return candidate, ""
    one = _only(totals)
    if one and all(f.this_year for f in totals) and all(f.yuan > one.yuan for f in overall):
        return one, ""
    return None, "写了不止一个预算金额：" + "、".join(f.text for f in (*totals, *overall))


def _contradiction(found: list[_Found], total: Decimal) -> str:
    """Why the printed sources do not fit the printed total; "" when they do."""
    sources = {r: _only(_with(found, r)) for r in (_Role.FISCAL, _Role.SELF_RAISED)}
    others = _with(found, _Role.OTHER_SOURCE)
    known = sum((f.yuan for f in sources.values() if f), Decimal(0)) + sum(f.yuan for f in others)
    complete = all(sources.values()) and not others
    return "各资金来源加起来与预算金额不一致" if known > total or (complete and known != total) else ""


_INSIDE = re.compile("其中|用于|包括|包含|含")
_GIVEN = re.compile(
    "安排|投入|申请|下达|拨付"
)  # 安排100万元用于设备，安排50万元用于培训: the 50 stand beside the 100
_IN_WORDS = re.compile(r"^整?[（(](?:大写|人民币|[:：])*$")  # 50万元（大写：伍拾万元整）
_IN_DIGITS = re.compile(r"^整?[（(](?:小写|人民币|[¥￥]|RMB|[:：]|\s)*$")  # 捌拾万元整（¥800,000.00元）
_BESIDE = re.compile("其余|另|剩余|不足|差额|自筹")


def _unread(text: str, found: list[_Found], parts: list[_Found], whole: _Found | None) -> list[_Found]:
    """The amounts without a role, except what is plainly inside the whole (其中, 用于) or repeats it."""
    left = []
    for item in _with(found, _Role.REST):
        if item in parts:
            continue
        if whole is not None and item.start > whole.start:
            between = text[whole.end : item.start] + text[item.end : item.end + 6]
            inside = _INSIDE.search(between) and not _BESIDE.search(between)
            if _GIVEN.search(item.cue) and not _WITHIN.search(between):
                inside = None
            if inside and (item.amount is None or item.yuan <= whole.yuan):
                continue
            if item.amount is None and _IN_WORDS.search(text[whole.end : item.start]):
                continue
        if whole is not None and item.amount is None and _IN_DIGITS.search(text[item.end : whole.start]):
            continue
        if whole is not None and item.amount and item.yuan == whole.yuan:
            continue
        left.append(item)
    return left


# ---- where it is said, and what is not counted ---------------------------------------------------------


def _value_quotes(found: list[_Found], amounts: StatementAmounts, parts: list[_Found]) -> list[Quote]:
    """The words that state the amounts and parts; a derived total has no words of its own."""
    fiscal = _first(found, amounts.fiscal, _Role.FISCAL)
    own = _first(found, amounts.self_raised, _Role.SELF_RAISED)
    stated = amounts.total if amounts.nature is Nature.STATED else None
    total = _first(found, stated, _Role.TOTAL, _Role.OVERALL, _Role.REST)
    total = total or (fiscal if not own else _first(found, stated, _Role.CONTEXT))
    values = ((QuoteUse.FISCAL, fiscal), (QuoteUse.SELF_RAISED, own), (QuoteUse.TOTAL, total))
    quotes = [Quote(use, item.start, item.end) for use, item in values if item]
    return quotes + [Quote(QuoteUse.PART, f.start, f.end, n) for n, f in enumerate(parts, 1)]


def _first(found: list[_Found], yuan: Decimal | None, *roles: _Role) -> _Found | None:
    return next((f for f in _with(found, *roles) if yuan is not None and f.amount and f.yuan == yuan), None)


def _uncounted(text: str, found: list[_Found], counted: set[tuple[int, int]]) -> list[Quote]:
    """Every amount that gave no value, with its own words and the reason; foreign money too."""
    by_places = {(f.start, f.end): f for f in found if f.amount}
    values = {by_places[place].yuan for place in counted if place in by_places}
    left = [f for f in found if (f.start, f.end) not in counted]
    quotes = [_uncounted_quote(text, f, found, _reason(text, f, found, values, counted)) for f in left]
    return quotes + [
        Quote(QuoteUse.UNCOUNTED, start, end, reason=Uncounted.FOREIGN.value)
        for start, end in find_foreign(text)
    ]


def _reason(
    text: str, item: _Found, found: list[_Found], values: set[Decimal], counted: set[tuple[int, int]]
) -> Uncounted:
    if item.why:
        return item.why
    if item.amount and item.yuan in values:
        return Uncounted.REPEATED
    before = [end for _, end in counted if end <= item.start]
    if before and _INSIDE.search(text[min(before) : item.start]):
        return Uncounted.INSIDE
    if item.role in (_Role.FISCAL, _Role.SELF_RAISED, _Role.TOTAL):
        alike = {f.yuan for f in _with(found, item.role)}
        return Uncounted.CONFLICT if len(alike) > 1 else Uncounted.DOUBT
    return Uncounted.UNCLEAR


def _uncounted_quote(text: str, item: _Found, found: list[_Found], why: Uncounted) -> Quote:
    """The amount with the words of its clause before it, and a few behind it: 每场2万元 · 3年共900万元（含税）."""
    following = [f.start for f in found if f.start > item.end]
    stop = _CLAUSE_END.search(text, item.end, min([len(text), item.end + _FEW, *following]))
    end = stop.start() if stop else item.end
    begin = item.start - len(item.cue.lstrip("）)、，,"))
    return Quote(QuoteUse.UNCOUNTED, begin, end, reason=why.value)


# ---- named parts --------------------------------------------------------------------------------------


def _parts(text: str, found: list[_Found], whole: _Found | None) -> list[_Found]:
    """The named parts, if they add up to the whole (one unit of rounding each) or stand inside it (其中)."""
    left = [
        f
        for f in _with(found, _Role.REST, _Role.TOTAL)
        if whole and f is not whole and f.amount and f.yuan != whole.yuan
    ]
    if whole is None or len(left) < 2:
        return []
    within = all(_WITHIN.search(text, whole.end, f.start) for f in left)
    if _adds_up(left, whole) or (within and sum(f.yuan for f in left) < whole.yuan):
        return left
    return []


def _adds_up(items: list[_Found], whole: _Found) -> bool:
    """Whether the items are the whole but for one unit of rounding each."""
    gap = abs(sum((f.yuan for f in items), Decimal(0)) - whole.yuan)
    return gap <= max(f.step for f in items) * (len(items) + 1) / 2


def _part(text: str, found: _Found, parent: int | None = None) -> AmountPart:
    label = part_label(text, found)
    return AmountPart(label, found.yuan, found.approximate, (label + found.text).strip(), parent)


def part_label(text: str, found: _Found) -> str:
    """The words that name an amount: from the delimiter or amount before it, without what only links."""
    # 年报撰写：12.0万元 — the colon joins name and amount; 展会、咨询会费3万元 — 、 joins names of one item.
    stem = re.sub(r"[:：(（]\s*$", "", found.cue)
    label = re.split(r"[，,；;。：:\n]", stem)[-1]
    label = _MARKER.sub("", re.sub(r"^[、和及\s]+", "", label))
    label = re.sub(r"^(?:其中|(?:项目)?经费中|主要用于|用于支付|用于|支付)+", "", label)
    return re.sub(r"(?:预算经费|预算金额|预算|金额)(?:约|为)*$", "", label).strip()


# ---- numbered blocks ----------------------------------------------------------------------------------

# A block so named is no item of a list: it is a sum, a source, a price, or the heading of a year.
_NO_ITEM = re.compile(
    r"合计|小计|共计|总计|总预算|总经费|来源|财政|自筹|每|单价|其中|预算安排|年度预算|执行情况|^共"
    r"|^\d{4}年度?(?:预算|安排|资金|经费|执行|计划)*$"
)
_ITEM_ROLES = (_Role.REST, _Role.TOTAL, _Role.OVERALL, _Role.PRICE, _Role.SHARE)


@dataclass(frozen=True)
class _Block:
    """One numbered item: its words, its name, and its amounts."""

    words: str
    title: str
    found: list[_Found]
    begin: int  # where the words stand in the whole text


def _blocks(text: str, year: int) -> list[_Block]:
    """The items of a text that is nothing but numbered items 1. 2. 3. ..., each with an amount; else none."""
    starts: list[re.Match[str]] = []
    for found in _BLOCK.finditer(text):
        if int(found["number"] or found["bracketed"]) == len(starts) + 1:
            starts.append(found)
    if len(starts) < 2 or text[: starts[0].start()].strip():
        return []
    ends = [found.start() for found in starts[1:]] + [len(text)]
    blocks = [_block(text, found.end(), end, year) for found, end in zip(starts, ends, strict=True)]
    return blocks if all(_is_item(block) for block in blocks) else []


def _block(text: str, begin: int, end: int, year: int) -> _Block:
    words = text[begin:end].strip()
    begin = text.index(words, begin)
    title, colon, _ = words.partition("：")
    found = _Words(words, year, Plan()).classified()
    if found and (not colon or found[0].start < len(title)):
        title = part_label(words, found[0])
    return _Block(words, title.strip(), found, begin)


def _is_item(block: _Block) -> bool:
    """Whether a block is one item of a list, with money that is its own."""
    sums = any(re.search("合计|小计|共计|总计", f.cue) for f in block.found)
    known = all(f.role in _ITEM_ROLES for f in block.found)
    return bool(block.found) and known and not sums and not _NO_ITEM.search(block.title)


def _from_blocks(blocks: list[_Block]) -> tuple[StatementAmounts, str]:
    """Each block's own amount, or else the sum of its items; the total is ours (推算)."""
    parts: list[AmountPart] = []
    quotes: list[Quote] = []
    total = Decimal(0)
    for block in blocks:
        stated, doubt = _total(block.found)
        if stated is None and len(block.found) == 1:
            stated = block.found[0]
        items = [f for f in _with(block.found, _Role.REST, _Role.TOTAL) if f is not stated]
        unclear = any(f.amount is None or f.role is _Role.PRICE for f in block.found)
        if doubt or unclear or (stated and items and not _adds_up(items, stated)) or not (stated or items):
            return StatementAmounts(), f"“{block.title}”的金额不明确，没有推算合计"
        parent = len(parts) + 1
        quotes += _block_quotes(block, stated, items, parent)
        about = bool(stated and stated.approximate)
        parts.append(AmountPart(block.title, stated.yuan if stated else None, about, block.words))
        parts += [_part(block.words, item, parent) for item in items]
        total += stated.yuan if stated else sum((item.yuan for item in items), Decimal(0))
    about = any(f.approximate for block in blocks for f in block.found)
    amounts = StatementAmounts(None, None, total, Nature.DERIVED, about, (), tuple(parts), tuple(quotes))
    return amounts, ""


def _block_quotes(block: _Block, stated: _Found | None, items: list[_Found], number: int) -> list[Quote]:
    """Where the item and its own items stand in the whole text; an item without amount has all its words."""
    whole = (stated.start, stated.end) if stated else (0, len(block.words))
    used = [whole, *((item.start, item.end) for item in items)]
    quotes = [Quote(QuoteUse.PART, start, end, n) for n, (start, end) in enumerate(used, number)]
    left = [f for f in block.found if f is not stated and f not in items]
    quotes += [_uncounted_quote(block.words, f, block.found, f.why or Uncounted.REPEATED) for f in left]
    return [replace(q, start=q.start + block.begin, end=q.end + block.begin) for q in quotes]
