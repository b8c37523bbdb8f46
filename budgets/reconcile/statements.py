"""Kind 5, project statements: their seven parts, dates, and the amounts of their prose against each other.

An amount is compared only where its own clause says plainly what it is: the money of this project for the budget
year. Past years, several years, prices, bounds and other money are passed over.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import Enum, auto
from itertools import pairwise

from budgets.amounts import ProseAmount, Unit, find_amounts, is_amount, last_digit, parse_amount, printed_step
from budgets.parsing.records import BudgetReport, Instalment, Passage, ProjectStatement, StatementPart
from budgets.reconcile.prose import (
    Prose,
    backward_ranges,
    find_dates,
    heading_place,
    part_prose,
    statement_label,
)
from budgets.reconcile.verdicts import (
    Check,
    CheckResult,
    ComparedPlace,
    Term,
    compare_about,
    compare_at_most,
    compare_hundred,
    compare_share,
)
from budgets.vocabulary import CheckKind, InstalmentKind, PartKey, SectionKey, Verdict


def _check(statement: ProjectStatement, rule: str, title: str, rest: str = "") -> Check:
    code = f"statements.{rule}.s{statement.number}" + (f".{rest}" if rest else "")
    return Check(code, CheckKind.STATEMENTS, f"“{statement_label(statement)}”{title}")


def _plain_result(check: Check, verdict: Verdict, places: Iterable[ComparedPlace]) -> CheckResult:
    """A check without numbers."""
    return CheckResult(check.code, check.kind, check.title, verdict, None, None, None, "", tuple(places))


# ---- the seven parts ----------------------------------------------------------------------------------

_NUMERALS = "一二三四五六七"
_NUMBERED = re.compile(r"\s*(?:(?P<plain>[一二三四五六七])、|[（(](?P<bracket>[一二三四五六七])[）)])\s*")


def seven_parts(report: BudgetReport) -> Iterator[CheckResult]:
    """All seven parts are printed."""
    for statement in report.statements:
        missing = [key for key in PartKey if statement.part(key) is None]
        words = "、".join(key.value for key in missing)
        title = f"缺少{words}" if missing else "印有全部七个部分"
        check = _check(statement, "parts", title)
        if not missing:
            yield _plain_result(check, Verdict.EQUAL, ())
            continue
        found = Decimal(len(statement.parts))
        places = tuple(_where_missing(statement, key) for key in missing)
        result = _plain_result(check, Verdict.DIFFERS, places)
        yield replace(result, left=found, right=Decimal(7), difference=found - 7, unit="个")


def _where_missing(statement: ProjectStatement, key: PartKey) -> ComparedPlace:
    """The line with the part's number or the part's words, but not both; else the heading of the part before it."""
    position = list(PartKey).index(key)
    numbered = rf"[（(]?{_NUMERALS[position]}[）)、].{{1,12}}"
    alike = re.compile(
        rf"\s*(?:{numbered}|[（(]?[一二三四五六七八九十\d]+[）)、.．]?\s*{key.value})[：:]?\s*"
    )
    for part in statement.parts:
        for passage in part.passages:
            if alike.fullmatch(passage.text):
                where = passage.place
                row = statement_label(statement)
                return ComparedPlace(None, row, key.value, where.page, where.line, passage.text.strip())
    before = [part for part in statement.parts if list(PartKey).index(part.key) < position]
    return heading_place(statement, before[-1] if before else None, key.value)


def parts_in_order(report: BudgetReport) -> Iterator[CheckResult]:
    """The parts stand in the official order, each once."""
    order = list(PartKey)
    for statement in report.statements:
        places = [
            heading_place(statement, after, after.key.value)
            for before, after in pairwise(statement.parts)
            if order.index(after.key) < order.index(before.key)
        ]
        places += _repeated_headings(statement)
        title = "各部分的次序与官方格式不同" if places else "各部分按官方次序排列，没有重复"
        verdict = Verdict.DIFFERS if places else Verdict.EQUAL
        yield _plain_result(_check(statement, "order", title), verdict, places)


def _repeated_headings(statement: ProjectStatement) -> Iterator[ComparedPlace]:
    """Numbered headings that stand as text inside a part: the parser keeps only the first."""
    headings = {_squeeze(part.heading): part.key for part in statement.parts if _NUMBERED.match(part.heading)}
    for part in statement.parts:
        for passage in part.passages:
            key = headings.get(_squeeze(passage.text))
            if key is not None:
                where = passage.place
                row = statement_label(statement)
                yield ComparedPlace(None, row, key.value, where.page, where.line, passage.text.strip())


def heading_numbers(report: BudgetReport) -> Iterator[CheckResult]:
    """Where the headings are numbered, the numbers are those of the form, or run on without a gap."""
    for statement in report.statements:
        matches = [_NUMBERED.match(part.heading) for part in statement.parts]
        numbers = [_NUMERALS.index(m["plain"] or m["bracket"]) if m else None for m in matches]
        if not any(number is not None for number in numbers):
            continue
        official = [list(PartKey).index(part.key) for part in statement.parts]
        wrong = []
        if numbers not in (official, list(range(len(numbers)))):
            wrong = [n for n, pair in enumerate(zip(numbers, official, strict=True)) if pair[0] != pair[1]]
        title = "标题的序号不连续" if wrong else "标题的序号连续"
        places = [heading_place(statement, statement.parts[n], statement.parts[n].key.value) for n in wrong]
        verdict = Verdict.DIFFERS if wrong else Verdict.EQUAL
        yield _plain_result(_check(statement, "numbering", title), verdict, places)


def _squeeze(text: str) -> str:
    return re.sub(r"\s+", "", text).rstrip("：:")


# ---- dates --------------------------------------------------------------------------------------------


def dates_exist(report: BudgetReport) -> Iterator[CheckResult]:
    """Every date in a statement is one that the calendar has, and no stretch of time ends before it begins."""
    for statement in report.statements:
        proses = [part_prose(statement, part) for part in statement.parts]
        dates = [(prose, found) for prose in proses for found in find_dates(prose.text)]
        wrong = [
            ("写了不存在的日期", prose.around(d.start, d.end, 12, 12)) for prose, d in dates if not d.exists
        ]
        for prose in proses:
            if prose.column != PartKey.PERIOD.value:
                spans = backward_ranges(prose.text)
                wrong += [("写的起止日期先后颠倒", prose.place(start, end)) for start, end in spans]
        for number, (title, place) in enumerate(wrong, 1):
            yield _plain_result(_check(statement, "dates", title, str(number)), Verdict.DIFFERS, (place,))
        if dates and not wrong:
            title = f"写的{len(dates)}个日期都存在"
            yield _plain_result(_check(statement, "dates", title), Verdict.EQUAL, ())


def period_fits_the_year(report: BudgetReport) -> Iterator[CheckResult]:
    """实施周期 begins before it ends and has days of the budget year."""
    for statement in report.statements:
        part = statement.part(PartKey.PERIOD)
        if part is None:
            continue
        prose = part_prose(statement, part)
        if any(not found.exists for found in find_dates(prose.text)):
            continue  # said by dates_exist
        period = statement.period
        place = prose.place(0, min(len(prose.text), 60))
        if period is None:
            title, verdict = "的实施周期没有写明起止日期", Verdict.UNKNOWN
        elif period.start > period.end:
            title, verdict = "的实施周期结束在开始之前", Verdict.DIFFERS
        elif not period.start.year <= report.year <= period.end.year:
            title, verdict = f"的实施周期不在{report.year}年", Verdict.DIFFERS
        else:
            title, verdict = f"的实施周期先后有序，包含{report.year}年的日子", Verdict.EQUAL
        yield _plain_result(_check(statement, "period", title), verdict, (place,))


# ---- money in prose -----------------------------------------------------------------------------------


class _Role(Enum):
    """What an amount is, by the words of its own clause; OTHER is everything that is not said plainly."""

    TOTAL = auto()
    FISCAL = auto()
    SELF_RAISED = auto()
    OTHER = auto()


@dataclass(frozen=True)
class _Money:
    """One amount in a part: what it is, where, and the number as a term of a check."""

    role: _Role
    amount: ProseAmount
    term: Term
    cue: str
    says_year: bool
    of_project_life: bool  # 总预算, 总经费: the budget year's only where nothing else is said
    in_plan: bool  # inside the words that an instalment was read from

    @property
    def start(self) -> int:
        return self.amount.start

    @property
    def end(self) -> int:
        return self.amount.end


_CLAUSE_END = re.compile(r"[，；;。！？\n]|,(?!\d{3})")
_ITEM_NUMBER = re.compile(r"^\s*(?:[（(]?[\d一二三四五六七八九十]{1,3}(?:[）)、]|[.．](?!\d)))?\s*")
# Nothing but these words before an amount: it is the project's money, as a whole or of the source they name.
_NEUTRAL = (
    r"(?:因此|故|本次|此次|现|本|该|此|项目|专项|工程|经测算|年度|全年|当年|今年|本年|预计|计划|拟|共计|共|合计|总计|总额|总|申请|安排|投入"
    r"|需要|需|所需|使用|市级|财政|自筹|拨款|预算|经费|资金|费用|金额|额度|总量|下达|为|是|的|约|人民币|[:：]|\s)*"
)
_MONEY_WORD = re.compile(r"预算|经费|资金|投入|金额|费用|安排|申请")
_FISCAL_WORD = re.compile(r"(?<!非)财政")
_LIFE_WORD = re.compile(r"总(?:项目|专项)?(?:预算|经费|资金|投入|金额|费用)|概算")
_OTHER_SOURCE = re.compile(
    r"其他资金|社会资[金本]|单位资金|配套|上级|中央|区级|镇级|街道|捐赠|贷款|债券|基金|事业收入|经营收入"
    r"|其他收入|企业|非财政|专户|其余|另|差额|不足"
)
_BOUND = re.compile(
    r"(?:不(?:超过|低于|高于|少于|多于|大于|小于)|至少|至多|最[高低多少]|超过?|近|逾|达到?|每|人均|单价|平均|标准)[为约]?\s*$"
)
_BOUND_AFTER = re.compile(r"\s*(?:（含）|\(含\))?\s*(?:以[上下内外]|起|左右|上下|[/／×*＊])")
_YEARS = re.compile(
    r"(?<!\d)(?:19|20)\d{2}(?=\s*(?:年|[-—–~～至到/]\s*\d))|(?<=[-—–~～至到/])(?:19|20)\d{2}(?!\d)"
)
_OTHER_TIME = re.compile(
    r"上一?年|去年|往年|前年|历年|近年|明年|次年|下一?年|以前年度|截[至止]|以来|多年|年均|轮次|累计"
    r"|[两二三四五六七八九十]个?年(?![级制])|[两二三四五六七八九十]个?年度|(?<!\d)\d{1,2}年(?![级制])"
)
_OTHER_MONEY = re.compile(
    r"合同|总投资|概算|核[减增定]|节约|结[转余]|执行数|调整|增加|减少|增长|下降|追加|同比|带动|撬动"
    r"|已(?:经)?(?:执行|支出|投入|使用|支付|完成|拨付|下达)|.其中"
)


# No part of a statement is so long; reading its money would take long.
_LONGEST = 20_000


def _names_other_time(words: str, year: int) -> bool:
    return bool(_OTHER_TIME.search(words)) or any(int(found) != year for found in _YEARS.findall(words))


def _money_of(statement: ProjectStatement, part: StatementPart, year: int) -> list[_Money]:
    """Every readable amount of a part with its role."""
    prose = part_prose(statement, part)
    text = prose.text
    if len(text) > _LONGEST:
        return []
    stretches = (
        [_stretch(text, i) for i in statement.amounts.instalments] if part.key is PartKey.BUDGET else []
    )
    amounts = find_amounts(text)
    money = []
    for number, amount in enumerate(amounts):
        clause_start = max((m.end() for m in _CLAUSE_END.finditer(text, 0, amount.start)), default=0)
        begin = max(clause_start, amounts[number - 1].end if number else 0)
        clause_end = _CLAUSE_END.search(text, amount.end)
        clause = text[begin : clause_end.start() if clause_end else len(text)]
        cue = _without_name(_ITEM_NUMBER.sub("", text[begin : amount.start]), statement)
        role = _role(cue, clause, text, amount, year)
        place = prose.place(begin + len(text[begin:]) - len(text[begin:].lstrip()), amount.end)
        money.append(
            _Money(
                role,
                amount,
                Term(amount.yuan, amount.step, amount.unit, place),
                cue,
                bool(re.search(rf"{year}年|本年|今年|当年|全年|年度", cue)),
                bool(_LIFE_WORD.search(cue)),
                any(start <= amount.start < end for start, end in stretches),
            )
        )
    return money


def _without_name(cue: str, statement: ProjectStatement) -> str:
    """The words before an amount without the project's own name, which may hold years and words of money."""
    name = statement.name
    names = [name, re.sub(r"(?:项目|工作经费|经费)$", "", name)] if name else []
    for words in names:
        if len(words) >= 3:
            cue = cue.replace(words, "项目", 1)
    return cue


def _role(cue: str, clause: str, text: str, amount: ProseAmount, year: int) -> _Role:
    if amount.yuan <= 0 or _BOUND.search(cue) or _BOUND_AFTER.match(text, amount.end):
        return _Role.OTHER
    if _names_other_time(cue, year) or _OTHER_MONEY.search(cue):
        return _Role.OTHER
    alone = text.strip(" 。\n") == amount.text
    inside = cue.startswith("其中")  # a source of the total may be named so, the total may not
    bare = re.sub(rf"{year}\s*年度?|（{year}）年?|^其中[：:，]?", "", cue)
    said = _MONEY_WORD.search(bare) or _is_sum_of_year(cue, year)
    if not alone and not (said and re.fullmatch(_NEUTRAL, bare)):
        return _Role.OTHER
    if "自筹" in bare:
        return _Role.OTHER if _FISCAL_WORD.search(bare) else _Role.SELF_RAISED
    if _FISCAL_WORD.search(bare):
        return _Role.FISCAL
    return _Role.OTHER if inside else _Role.TOTAL


def _is_sum_of_year(cue: str, year: int) -> bool:
    """Whether the cue ends in 共计 or 合计 or names only the budget year: what follows is a sum."""
    return bool(re.search(r"(?:共计|合计|总计)\s*(?:人民币|为|约|[:：])*\s*$", cue)) or bool(
        re.fullmatch(rf"\s*{year}年度?\s*", cue)
    )


def _stretch(text: str, instalment: Instalment) -> tuple[int, int]:
    start = text.find(instalment.text)
    return (start, start + len(instalment.text)) if start >= 0 else (0, 0)


@dataclass(frozen=True)
class _Budget:
    """What part 六 says: its totals and sources, and its instalments as terms."""

    prose: Prose
    money: list[_Money]
    totals: list[_Money]
    fiscal: list[_Money]
    own: list[_Money]
    other_source: bool

    @property
    def total(self) -> _Money | None:
        """The one total of the year, if all that are printed agree."""
        return self.totals[0] if len({m.amount.yuan for m in self.totals}) == 1 else None

    @property
    def source(self) -> _Money | None:
        """The fiscal money, if it is the only source and printed alike wherever it is."""
        alone = not self.own and not self.other_source
        return self.fiscal[0] if alone and len({m.amount.yuan for m in self.fiscal}) == 1 else None


def _budget(statement: ProjectStatement, year: int) -> _Budget | None:
    part = statement.part(PartKey.BUDGET)
    if part is None:
        return None
    money = _money_of(statement, part, year)
    outside = [m for m in money if not m.in_plan]
    within = part.text.find("其中")
    totals = [m for m in outside if m.role is _Role.TOTAL and not -1 < within < m.start]
    if any(m.says_year and not m.of_project_life for m in totals):
        totals = [m for m in totals if not m.of_project_life or m.says_year]
    elif _names_other_time(part.text, year):
        totals = [m for m in totals if not m.of_project_life]
    fiscal = [m for m in outside if m.role is _Role.FISCAL]
    own = [m for m in outside if m.role is _Role.SELF_RAISED]
    other = bool(_OTHER_SOURCE.search(part.text))
    return _Budget(part_prose(statement, part), money, totals, fiscal, own, other)


def _each(report: BudgetReport) -> Iterator[tuple[ProjectStatement, _Budget]]:
    for statement in report.statements:
        budget = _budget(statement, report.year)
        if budget is not None:
            yield statement, budget


def _unit(terms: Iterable[Term]) -> Unit:
    units = {term.unit for term in terms}
    return Unit.WAN if units & {Unit.WAN, Unit.YI} else Unit.YUAN


def _about(money: Iterable[_Money]) -> Decimal:
    return sum((m.amount.step for m in money if m.amount.approximate), Decimal(0))


def _compare(check: Check, total: _Money, parts: list[_Money]) -> CheckResult:
    terms = [m.term for m in parts]
    return compare_about(check, total.term, terms, _unit([total.term, *terms]), _about([total, *parts]))


# ---- part 六 in itself --------------------------------------------------------------------------------


def amount_named_twice(report: BudgetReport) -> Iterator[CheckResult]:
    """The year's total printed more than once in 年度预算安排 is the same each time."""
    for statement, budget in _each(report):
        if len(budget.totals) < 2:
            continue
        first, *others = budget.totals
        last = others[-1]
        if 2 * last.amount.yuan == sum(m.amount.yuan for m in budget.totals):
            continue  # the last is the sum of those before it
        for number, other in enumerate(others, 1):
            check = _check(statement, "twice", "两处写的年度预算金额相同", str(number))
            yield _compare(check, first, [other])


def sources_to_total(report: BudgetReport) -> Iterator[CheckResult]:
    """Fiscal and self-raised money add up to the printed total; one source is not more than it."""
    for statement, budget in _each(report):
        if budget.total is None or not (budget.fiscal or budget.own):
            continue
        if len({m.amount.yuan for m in budget.fiscal}) > 1 or len({m.amount.yuan for m in budget.own}) > 1:
            continue
        sources = [*budget.fiscal[:1], *budget.own[:1]]
        whole = sum(m.amount.yuan for m in sources)
        if len(sources) == 2 and not budget.other_source:
            check = _check(statement, "sources", "年度预算 = 财政资金 + 自筹资金")
            yield _compare(check, budget.total, sources)
        elif whole == budget.total.amount.yuan:
            check = _check(statement, "sources", "年度预算 = 写明的资金来源")
            yield _compare(check, budget.total, sources)
        elif whole > budget.total.amount.yuan and len(sources) == 1:
            check = _check(statement, "sources", "写明的资金来源不多于年度预算")
            source, total = sources[0].term, budget.total.term
            yield compare_at_most(check, source, total, _unit([source, total]))
        else:
            # The rest may come from elsewhere: the words do not say.
            check = _check(statement, "sources", "年度预算多于写明的资金来源，其余来源没有写明")
            yield _unknown(check, budget.total, sources)


def _unknown(check: Check, total: _Money, parts: list[_Money]) -> CheckResult:
    return replace(_compare(check, total, parts), verdict=Verdict.UNKNOWN)


_LIST_BEGINS = re.compile(r"其中|用于(?:支付)?|包括")
_INCOMPLETE = re.compile(r"等|主要(?!用于)|部分|其余|剩余|另|结余|不少于|不低于|以上")
_SHARE_AFTER = re.compile(r"\s*[）)]?\s*的\s*\d")
_SHARE_BEFORE = re.compile(r"(?:即|(?<![合共总预])计)\s*$")


def named_parts_to_total(report: BudgetReport) -> Iterator[CheckResult]:
    """Named parts behind 其中 or 用于 add up to the total; numbered blocks to the amount at their head."""
    for statement, budget in _each(report):
        yield from _parts_of_total(statement, budget)
        yield from _parts_of_blocks(statement, budget)


def _parts_of_total(statement: ProjectStatement, budget: _Budget) -> Iterator[CheckResult]:
    total = budget.total or (budget.source if not budget.totals else None)
    text = budget.prose.text
    if total is None:
        return
    begins = _LIST_BEGINS.search(text, total.end)
    if begins is None:
        return
    behind = [m for m in budget.money if m.start > begins.end() and not m.in_plan]
    items = [m for m in behind if m.role is _Role.OTHER]
    if len(items) < 2:
        return
    stretch = text[begins.start() : items[-1].end]
    inner = _LIST_BEGINS.search(text, items[0].end, items[-1].end)
    if inner or any(_is_share(text, m) or _is_other(text, m) for m in items) or "\n" in stretch:
        return
    check = _check(statement, "parts_sum", "年度预算 = 写明的各项之和")
    result = _compare(check, total, items)
    if result.verdict is Verdict.DIFFERS and (result.difference or 0) > 0:
        if _INCOMPLETE.search(text, begins.start()):
            return
        if "用于" not in begins.group():
            # 其中 may name some of the parts only.
            title = "写明的各项之和不足年度预算，没有写明是否列全"
            yield _unknown(_check(statement, "parts_sum", title), total, items)
            return
    yield result


def _is_share(text: str, money: _Money) -> bool:
    return bool(_SHARE_AFTER.match(text, money.end) or _SHARE_BEFORE.search(text[: money.start]))


def _is_other(text: str, money: _Money) -> bool:
    """Whether an amount in a list is a price, a bound or another year's."""
    return bool(
        _BOUND.search(money.cue) or _BOUND_AFTER.match(text, money.end) or _OTHER_TIME.search(money.cue)
    )


_BLOCK = re.compile(r"(?<![\d.])(?P<number>\d{1,2})(?:[.．](?:\s+|(?=[^\d\s]))|、)")
_BLOCK_AMOUNT = re.compile(r"(?:预算|经费|资金)?(?:金额|总额|合计|共计|预算|经费)(?:为|共|[:：])*\s*$")


def _parts_of_blocks(statement: ProjectStatement, budget: _Budget) -> Iterator[CheckResult]:
    text = budget.prose.text
    starts: list[int] = []
    for found in _BLOCK.finditer(text):
        if int(found["number"]) == len(starts) + 1:
            starts.append(found.start())
    if len(starts) < 2:
        return
    for number, (start, end) in enumerate(pairwise([*starts, len(text)]), 1):
        inside = [m for m in budget.money if start <= m.start < end and not m.in_plan]
        if len(inside) < 3 or not _BLOCK_AMOUNT.search(text[start : inside[0].start]):
            continue
        stated, *items = inside
        words = text[stated.end : items[-1].end]
        if any(_is_share(text, m) or _is_other(text, m) for m in items) or re.search("其中|合计|共计", words):
            continue
        check = _check(statement, "parts_sum", f"第{number}项的预算金额 = 各项开支之和", str(number))
        result = _compare(check, stated, items)
        # Words such as 等 stand in the names of the items here; a list that says 主要 or 其余 may be incomplete.
        incomplete = re.search(r"主要|部分|其余|剩余|另", text[stated.end : end])
        if result.verdict is Verdict.DIFFERS and (result.difference or 0) > 0 and incomplete:
            continue
        yield result


# ---- the spending plan --------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Step:
    """An instalment with its place, and its amount as a term."""

    instalment: Instalment
    place: ComparedPlace
    amount: ProseAmount | None

    @property
    def term(self) -> Term | None:
        if self.amount is None:
            return None
        return Term(self.amount.yuan, self.amount.step, self.amount.unit, self.place)


_PROGRESS = re.compile(r"累计|达到|达\d|[末底前]|执行率|进度|(?:完成|执行|支出|使用)至|不低于|不少于|截")
_PERCENT = re.compile(r"\d+(?:\.\d+)?\s*[%％]")
_STEP_WORDS = re.compile(
    r"(?:预算|资金|经费|金额|总额|计划|预计|拟|执行|支付|支出|投入|完成|使用|安排|拨付|用款|付款|比例|进度|占比|约|占|为|率|计|共|的"
    r"|本?项目|年度|全年|达到|达|不低于|不少于|累计|[，,：:、。；;（()）\s\t])*"
)


def _steps(statement: ProjectStatement, budget: _Budget) -> list[_Step]:
    text, steps, at = budget.prose.text, [], 0
    for instalment in statement.amounts.instalments:
        start = text.find(instalment.text, at)
        start = start if start >= 0 else max(text.find(instalment.text), 0)
        # 每一季度使用6.75万元 is four steps in the same words.
        at = start
        amounts = [a for a in find_amounts(instalment.text) if a.yuan == instalment.amount]
        place = budget.prose.place(start, start + len(instalment.text))
        steps.append(_Step(instalment, place, amounts[-1] if amounts else None))
    return steps


def _speaks_of_money(step: _Step) -> bool:
    """Whether the step's percentage is of its money: nothing else (满意度, 完成率) is named."""
    words = step.instalment.text.removeprefix(step.instalment.label)
    words = _PERCENT.sub("", words)
    if step.amount is not None:
        words = words.replace(step.amount.text, "")
    return bool(_STEP_WORDS.fullmatch(words))


def _kind(steps: list[_Step]) -> InstalmentKind | None:
    """Increments or progress; None where the steps are mixed.

    Percentages that only rise look like progress; without a word that says so they are not, unless they end at 100.
    """
    kinds = {step.instalment.kind for step in steps}
    if kinds == {InstalmentKind.INCREMENT}:
        return InstalmentKind.INCREMENT
    if InstalmentKind.INCREMENT in kinds:
        return None
    said = any(_PROGRESS.search(step.instalment.text) for step in steps)
    percents = [step.instalment.percent for step in steps]
    if kinds == {InstalmentKind.CUMULATIVE} and not said and _whole_year(steps) and percents[-1] != 100:
        return InstalmentKind.INCREMENT
    return InstalmentKind.CUMULATIVE


def _whole_year(steps: list[_Step]) -> bool:
    spans = [(s.instalment.start, s.instalment.end) for s in steps]
    months = [m for start, end in spans if start and end for m in range(start.month, end.month + 1)]
    return sorted(months) == list(range(1, 13))


def increments_to_total(report: BudgetReport) -> Iterator[CheckResult]:
    """What is spent quarter by quarter adds up to the total; progress so far is never added."""
    for statement, budget in _each(report):
        steps = _steps(statement, budget)
        total = budget.total or (budget.source if not budget.totals else None)
        terms = [step.term for step in steps if step.term is not None]
        if total is None or len(terms) < 2 or len(terms) < len(steps):
            continue
        if _kind(steps) is not InstalmentKind.INCREMENT:
            continue
        about = _about([total]) + _about_steps(steps)
        unit = _unit([total.term, *terms])
        check = _check(statement, "increments", "年度预算 = 各期金额之和")
        result = compare_about(check, total.term, terms, unit, about)
        if (
            result.verdict is Verdict.DIFFERS
            and (result.difference or 0) > 0
            and not (_whole_year(steps) or _hundred(steps))
        ):
            continue  # the rest of the year is not told
        yield result


def _about_steps(steps: list[_Step]) -> Decimal:
    return sum((s.amount.step for s in steps if s.amount and s.amount.approximate), Decimal(0))


def _hundred(steps: list[_Step]) -> bool:
    percents = [s.instalment.percent for s in steps if s.instalment.percent is not None]
    return len(percents) == len(steps) and abs(sum(percents, Decimal(0)) - 100) <= Decimal(1)


def percentages_to_hundred(report: BudgetReport) -> Iterator[CheckResult]:
    """The percentages of what is spent quarter by quarter come to 100; progress so far never falls."""
    for statement, budget in _each(report):
        steps = _steps(statement, budget)
        percents = [
            (step.instalment.percent, step.place) for step in steps if step.instalment.percent is not None
        ]
        if len(steps) < 2 or len(percents) < len(steps) or not all(_speaks_of_money(s) for s in steps):
            continue
        if _kind(steps) is InstalmentKind.INCREMENT:
            check = _check(statement, "percents", "各期比例之和为100%")
            yield compare_hundred(check, percents, complete=_whole_year(steps))
        elif _kind(steps) is InstalmentKind.CUMULATIVE:
            yield _progress(statement, steps)


def _progress(statement: ProjectStatement, steps: list[_Step]) -> CheckResult:
    values = [s.instalment.percent or Decimal(0) for s in steps]
    falls = any(after < before for before, after in pairwise(values)) or values[-1] > 100
    bounds = any(s.instalment.kind is InstalmentKind.LOWER_BOUND for s in steps)
    verdict = Verdict.EQUAL
    if falls:
        # 不低于80% and then 不低于40% is odd, but no contradiction.
        verdict = Verdict.UNKNOWN if bounds and values[-1] <= 100 else Verdict.DIFFERS
    title = "各期累计进度有下降或超过100%" if falls else "各期累计进度不下降，不超过100%"
    check = _check(statement, "percents", title)
    return _plain_result(check, verdict, (s.place for s in steps))


def amount_times_percentage(report: BudgetReport) -> Iterator[CheckResult]:
    """A step's amount is its percentage of the total, and so is every share printed as X的80%即Y."""
    for statement, budget in _each(report):
        yield from _step_shares(statement, budget)
        yield from _worded_shares(statement)


def _step_shares(statement: ProjectStatement, budget: _Budget) -> Iterator[CheckResult]:
    steps = _steps(statement, budget)
    total = budget.total or (budget.source if not budget.totals else None)
    terms = [step.term for step in steps if step.term is not None]
    about = _about_steps(steps) + _about([total] if total else [])
    whole: list[Term]
    if total is not None:
        whole = [total.term]
    elif (
        len(terms) == len(steps) > 1 and _kind(steps) is InstalmentKind.INCREMENT and not budget.totals
    ) and (_whole_year(steps) or _hundred(steps)):
        whole = terms
    else:
        yield from _shares_of_one_whole(statement, steps)
        return
    for number, step in enumerate(steps, 1):
        percent, term = step.instalment.percent, step.term
        if percent is None or term is None or step.instalment.kind is InstalmentKind.LOWER_BOUND:
            continue
        if not _speaks_of_money(step):
            continue
        title = f"{step.instalment.label}的金额 = 总额 × {percent}%"
        result = compare_share(
            _check(statement, "share", title, str(number)), percent, term, whole, _unit([term, *whole])
        )
        gap = abs(result.difference or Decimal(0)) * _unit([term, *whole]).yuan
        if result.verdict is Verdict.DIFFERS and about and gap <= about:
            result = replace(result, verdict=Verdict.UNKNOWN)
        yield result


def _shares_of_one_whole(statement: ProjectStatement, steps: list[_Step]) -> Iterator[CheckResult]:
    """Where no whole is printed: the wholes that each amount and its percentage stand for have something in common."""
    both = [s for s in steps if s.amount and s.instalment.percent and _speaks_of_money(s)]
    if len(both) < 2 or any(s.amount and s.amount.approximate for s in both):
        return
    verdict = Verdict.DIFFERS
    for units, meaning in ((Decimal("0.5"), Verdict.EQUAL), (Decimal(1), Verdict.ROUNDING)):
        wholes = [_wholes(step, units) for step in both]
        if max(low for low, _ in wholes) <= min(high for _, high in wholes):
            verdict = meaning
            break
    check = _check(statement, "share", "各期的金额与比例互相对应")
    yield _plain_result(check, verdict, (s.place for s in both))


def _wholes(step: _Step, units: Decimal) -> tuple[Decimal, Decimal]:
    """The least and the greatest whole that a printed amount and percentage can be of, each so many units off."""
    percent, amount = step.instalment.percent, step.amount
    assert percent is not None and amount is not None
    off = printed_step(percent, Unit.YUAN) * units
    least = (amount.yuan - amount.step * units) / (percent + off) * 100
    greatest = (
        (amount.yuan + amount.step * units) / (percent - off) * 100 if percent > off else Decimal("Infinity")
    )
    return least, greatest


_NUMBER = r"(?P<{0}>\d[\d,]*(?:\.\d+)?)\s*(?P<{0}unit>亿元|万元|元|万)"
_WORDED = (
    re.compile(
        _NUMBER.format("base")
        + r"[）)]?\s*(?:的|[×xX*])\s*(?P<percent>\d+(?:\.\d+)?)\s*[%％]\s*(?:，?即(?:为)?|[=＝])\s*约?"
        + _NUMBER.format("part")
    ),
    re.compile(
        r"(?P<name>[\u4e00-\u9fff]{2,10})的\s*(?P<percent>\d+(?:\.\d+)?)\s*[%％]\s*，?即(?:为)?约?"
        + _NUMBER.format("part")
    ),
)


def _worded_shares(statement: ProjectStatement) -> Iterator[CheckResult]:
    number = 0
    for part in statement.parts:
        prose = part_prose(statement, part)
        text = prose.text
        for pattern in _WORDED:
            for found in pattern.finditer(text):
                base = found if "base" in pattern.groupindex else _named_amount(text, found)
                if base is None:
                    continue
                number += 1
                whole = _worded_term(prose, base, "base")
                share = _worded_term(prose, found, "part", found.start())
                title = f"{share.place.text}：金额 × 比例"
                check = _check(statement, "worded_share", title, str(number))
                percent = Decimal(found["percent"])
                yield compare_share(check, percent, share, [whole], _unit([share, whole]))


def _named_amount(text: str, found: re.Match[str]) -> re.Match[str] | None:
    """The one amount printed right behind the same name: 委托业务费（3.9万元） … 委托业务费的20%."""
    name = re.sub(r"^(?:其中|和|及|与|由|将|把)", "", found["name"])
    pattern = re.compile(re.escape(name) + r"\s*[（(]?\s*" + _NUMBER.format("base"))
    matches = list(pattern.finditer(text))
    return matches[0] if len(matches) == 1 else None


def _worded_term(prose: Prose, found: re.Match[str], group: str, start: int | None = None) -> Term:
    amount = find_amounts(found[group] + found[f"{group}unit"].replace("万元", "万").replace("亿元", "亿"))[0]
    begin = found.start(group) if start is None else start
    return Term(amount.yuan, amount.step, amount.unit, prose.place(begin, found.end(f"{group}unit")))


# ---- performance target forms -------------------------------------------------------------------------

_FORM_TITLE = re.compile(r"项目名称")
_FORM_UNIT = re.compile(r"项目资金\s*[（(]\s*(?P<unit>元|万元)\s*[）)]")
# Each printed sum of the form with what it consists of.
_FORM_SUMS = (
    ("project", "项目资金总额", ("财政资金", "其他资金")),
    ("year", "年度资金申请总额", ("当年财政拨款", "上年结转资金", "其他资金")),
)


def target_forms(report: BudgetReport) -> Iterator[CheckResult]:
    """In each performance target form the money of the project and of the year is the sum of its sources."""
    section = next((s for s in report.sections if s.key is SectionKey.TARGET_FORMS), None)
    passages = section.passages if section else ()
    starts = [n for n, passage in enumerate(passages) if _FORM_TITLE.match(passage.text.strip())]
    for number, (start, end) in enumerate(pairwise([*starts, len(passages)]), 1):
        yield from _form_sums(number, passages[start:end])


def _form_sums(number: int, rows: tuple[Passage, ...]) -> Iterator[CheckResult]:
    cells = [cell.strip() for cell in rows[0].text.split("\t") if cell.strip()]
    name = cells[1] if len(cells) > 1 else f"第{number}张"
    found = next((m for row in rows if (m := _FORM_UNIT.search(row.text))), None)
    unit = Unit(found["unit"]) if found else Unit.YUAN
    printed = list(_form_amounts(name, rows, unit))
    for code, whole, sources in _FORM_SUMS:
        # 其他资金 stands twice: the project's in the first column, the year's in the last.
        total = [t for label, t in printed if label == whole]
        terms = [t for label, t in printed if label in sources[:-1]]
        other = [t for label, t in printed if label == sources[-1]]
        if len(total) == 1 and len(terms) == len(sources) - 1 and len(other) == 2:
            title = f"绩效目标表“{name}”：{whole} = {' + '.join(sources)}"
            check = Check(f"statements.form.f{number}.{code}", CheckKind.STATEMENTS, title)
            parts = [*terms, other[0] if code == "project" else other[1]]
            yield compare_about(check, total[0], parts, unit, Decimal(0))


def _form_amounts(name: str, rows: tuple[Passage, ...], unit: Unit) -> Iterator[tuple[str, Term]]:
    """Each amount with the label in the cell before it."""
    for row in rows:
        cells = [cell.strip() for cell in row.text.split("\t") if cell.strip()]
        for label, text in pairwise(cells):
            words = re.sub(r"^其中[：:]", "", label)
            yuan = parse_amount(text, unit) if is_amount(text) else None
            if yuan is not None:
                place = ComparedPlace(None, name, words, row.place.page, row.place.line, text)
                yield words, Term(yuan, last_digit(text, unit), unit, place)


# ---- between the parts --------------------------------------------------------------------------------


def amounts_between_parts(report: BudgetReport) -> Iterator[CheckResult]:
    """The year's budget named in another part is that of 年度预算安排."""
    for statement, budget in _each(report):
        for part in statement.parts:
            if part.key is PartKey.BUDGET:
                continue
            plain = [m for m in _money_of(statement, part, report.year) if _is_plain(m, part, report.year)]
            for number, money in enumerate(plain, 1):
                whole, about = _same_money(statement, budget, money)
                if not whole:
                    continue
                title = f"{part.key.value}写的金额 = 年度预算安排的金额"
                check = _check(statement, "between", title, f"{part.key.name.lower()}.{number}")
                terms = [money.term, *whole]
                yield compare_about(check, money.term, whole, _unit(terms), about + _about([money]))


def _is_plain(money: _Money, part: StatementPart, year: int) -> bool:
    """Whether an amount in another part is certainly the project's money of the budget year."""
    if money.role is _Role.OTHER:
        return False
    if money.says_year:
        return True
    passage = next((p.text for p in part.passages if money.amount.text in p.text), part.text)
    return not money.of_project_life and not _names_other_time(passage, year)


def _same_money(statement: ProjectStatement, budget: _Budget, money: _Money) -> tuple[list[Term], Decimal]:
    """The terms of part 六 that are the same money: that source, the total, both sources, or all instalments."""
    sources = {_Role.FISCAL: budget.fiscal, _Role.SELF_RAISED: budget.own}
    if money.role in sources:
        found = sources[money.role]
        alike = len({m.amount.yuan for m in found}) == 1
        return ([found[0].term], _about(found[:1])) if alike else ([], Decimal(0))
    if budget.total is not None:
        return [budget.total.term], _about([budget.total])
    if budget.totals:
        return [], Decimal(0)
    both = [*budget.fiscal, *budget.own]
    if budget.fiscal and not budget.other_source and len(both) <= 2:
        return [m.term for m in both], _about(both)
    steps = _steps(statement, budget)
    terms = [step.term for step in steps if step.term is not None]
    whole = len(terms) == len(steps) and (_whole_year(steps) or _hundred(steps))
    if terms and whole and not both and _kind(steps) is InstalmentKind.INCREMENT:
        return terms, _about_steps(steps)
    return [], Decimal(0)


RULES: tuple[Callable[[BudgetReport], Iterator[CheckResult]], ...] = (
    seven_parts,
    parts_in_order,
    heading_numbers,
    dates_exist,
    period_fits_the_year,
    amount_named_twice,
    sources_to_total,
    named_parts_to_total,
    increments_to_total,
    percentages_to_hundred,
    amount_times_percentage,
    amounts_between_parts,
    target_forms,
)
