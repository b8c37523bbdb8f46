"""The amounts in a project statement, each with its role by the words of its own clause.

Amounts of other years, prices, bounds and other money have the role OTHER and are never compared.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum, auto

from budgets.form.amounts import ProseAmount, Unit, find_amounts
from budgets.form.terms import CheckKind, Nature, PartKey, Verdict
from budgets.parsing.records import BudgetReport, ReadInstalment, ReadPart, ReadStatement
from budgets.reconcile.outcomes import Check, CheckOutcome, ComparedPlace, Term
from budgets.reconcile.prose import Prose, part_prose, statement_label
from budgets.reconcile.remembered import remembered
from budgets.reconcile.verdicts import compare_about
from budgets.reconcile.wording import Wording


def statement_check(statement: ReadStatement, rule: str, title: Wording, rest: str = "") -> Check:
    """The code, kind and title of a check of a statement; the statement's number makes the code unique."""
    code = f"statements.{rule}.s{statement.number}" + (f".{rest}" if rest else "")
    wording = title.with_more(statement=statement_label(statement))
    return Check(code, CheckKind.STATEMENTS, wording)


def plain_result(check: Check, verdict: Verdict, places: Iterable[ComparedPlace]) -> CheckOutcome:
    """A check without numbers."""
    return CheckOutcome(check.code, check.kind, check.wording, verdict, None, None, None, "", tuple(places))


class MoneyRole(Enum):
    """What an amount is, by the words of its own clause; OTHER where they do not say it plainly."""

    TOTAL = auto()
    FISCAL = auto()
    SELF_RAISED = auto()
    OTHER = auto()


@dataclass(frozen=True)
class Money:
    """One amount in a part: what it is, where, and the number as a term of a check."""

    role: MoneyRole
    amount: ProseAmount
    term: Term
    cue: str
    says_year: bool
    of_project_life: bool  # 总预算, 总经费: of the budget year only where no other amount is
    in_plan: bool  # inside the words that an instalment was read from

    @property
    def start(self) -> int:
        return self.amount.start

    @property
    def end(self) -> int:
        return self.amount.end


_CLAUSE_END = re.compile(r"[，；;。！？\n]|,(?!\d{3})")
_ITEM_NUMBER = re.compile(r"^\s*(?:[（(]?[\d一二三四五六七八九十]{1,3}(?:[）)、]|[.．](?!\d)))?\s*")
# An amount after only these words is the project's money, all of it or of the source that they name.
_NEUTRAL = (
    r"(?:因此|故|本次|此次|现|本|该|此|项目|专项|工程|经测算|年度|全年|当年|今年|本年|预计|计划|拟|共计|共|合计|总计|总额|总|申请|安排|投入"
    r"|需要|需|所需|使用|市级|财政|自筹|拨款|预算|经费|资金|费用|金额|额度|总量|下达|为|是|的|约|人民币|[:：]|\s)*"
)
# 自筹5,000万元 and 财政2,000万元 name a source, and so say that it is money.
_MONEY_WORD = re.compile(r"预算|经费|资金|投入|金额|费用|安排|申请|自筹|(?<!非)财政")
_FISCAL_WORD = re.compile(r"(?<!非)财政")
_LIFE_WORD = re.compile(r"总(?:项目|专项)?(?:预算|经费|资金|投入|金额|费用)|概算")
_OTHER_SOURCE = re.compile(
    r"其他资金|自有|社会资[金本]|单位资金|配套|上级|中央|区级|镇级|街道|捐赠|贷款|债券|基金|事业收入|经营收入"
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


# No real part of a statement is longer, and reading it would take long.
_LONGEST = 20_000


def names_other_time(words: str, year: int) -> bool:
    """Whether the words name another year than the budget\'s, or several."""
    return bool(_OTHER_TIME.search(words)) or any(int(found) != year for found in _YEARS.findall(words))


@remembered(most=512)  # eight rules ask for each
def money_of(statement: ReadStatement, part: ReadPart, year: int) -> tuple[Money, ...]:
    """Every readable amount of a part with its role."""
    prose = part_prose(statement, part)
    text = prose.text
    if len(text) > _LONGEST:
        return ()
    plan = statement.amounts.instalments if part.key is PartKey.BUDGET else ()
    stretches = [_stretch(text, instalment) for instalment in plan]
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
            Money(
                role,
                amount,
                Term(amount.yuan, amount.step, amount.unit, place),
                cue,
                bool(re.search(rf"{year}年|本年|今年|当年|全年|年度", cue)),
                bool(_LIFE_WORD.search(cue)),
                any(start <= amount.start < end for start, end in stretches),
            )
        )
    return tuple(money)


def _without_name(cue: str, statement: ReadStatement) -> str:
    """The words before an amount without the project's name, which may contain years and words for money."""
    name = statement.name
    names = [name, re.sub(r"(?:项目|工作经费|经费)$", "", name)] if name else []
    for words in names:
        if len(words) >= 3:
            cue = cue.replace(words, "项目", 1)
    return cue


def _role(cue: str, clause: str, text: str, amount: ProseAmount, year: int) -> MoneyRole:
    if amount.yuan <= 0 or _BOUND.search(cue) or _BOUND_AFTER.match(text, amount.end):
        return MoneyRole.OTHER
    if names_other_time(cue, year) or _OTHER_MONEY.search(cue):
        return MoneyRole.OTHER
    alone = text.strip(" 。\n") == amount.text
    inside = cue.startswith("其中")  # after 其中 a source may follow, but not the total
    bare = re.sub(rf"{year}\s*年度?|（{year}）年?|^其中[：:，]?", "", cue)
    said = _MONEY_WORD.search(bare) or _is_sum_of_year(cue, year)
    if not alone and not (said and re.fullmatch(_NEUTRAL, bare)):
        return MoneyRole.OTHER
    if "自筹" in bare:
        return MoneyRole.OTHER if _FISCAL_WORD.search(bare) else MoneyRole.SELF_RAISED
    if _FISCAL_WORD.search(bare):
        return MoneyRole.FISCAL
    return MoneyRole.OTHER if inside else MoneyRole.TOTAL


def _is_sum_of_year(cue: str, year: int) -> bool:
    """Whether the cue ends in 共计 or 合计 or names only the budget year: what follows is a sum."""
    return bool(re.search(r"(?:共计|合计|总计)\s*(?:人民币|为|约|[:：])*\s*$", cue)) or bool(
        re.fullmatch(rf"\s*{year}年度?\s*", cue)
    )


def _stretch(text: str, instalment: ReadInstalment) -> tuple[int, int]:
    start = text.find(instalment.text)
    return (start, start + len(instalment.text)) if start >= 0 else (0, 0)


@dataclass(frozen=True)
class StatedBudget:
    """What part 六 says: its totals and sources, and its instalments as terms."""

    prose: Prose
    money: tuple[Money, ...]
    totals: list[Money]
    fiscal: list[Money]
    own: list[Money]
    other_source: bool

    @property
    def total(self) -> Money | None:
        """The total of the year, if all printed totals agree."""
        return self.totals[0] if len({m.amount.yuan for m in self.totals}) == 1 else None

    @property
    def source(self) -> Money | None:
        """The fiscal money, if it is the only source and printed alike wherever it is."""
        alone = not self.own and not self.other_source
        return self.fiscal[0] if alone and len({m.amount.yuan for m in self.fiscal}) == 1 else None


def stated_budget(statement: ReadStatement, year: int) -> StatedBudget | None:
    """What part 六 of a statement says; None without that part."""
    part = statement.part(PartKey.BUDGET)
    if part is None:
        return None
    money = money_of(statement, part, year)
    outside = [m for m in money if not m.in_plan]
    within = part.text.find("其中")
    totals = [m for m in outside if m.role is MoneyRole.TOTAL and not -1 < within < m.start]
    if any(m.says_year and not m.of_project_life for m in totals):
        totals = [m for m in totals if not m.of_project_life or m.says_year]
    elif names_other_time(part.text, year):
        totals = [m for m in totals if not m.of_project_life]
    totals = totals or _as_it_was_read(statement, outside)
    fiscal = [m for m in outside if m.role is MoneyRole.FISCAL]
    own = [m for m in outside if m.role is MoneyRole.SELF_RAISED]
    other = bool(_OTHER_SOURCE.search(part.text))
    return StatedBudget(part_prose(statement, part), money, totals, fiscal, own, other)


def _as_it_was_read(statement: ReadStatement, money: list[Money]) -> list[Money]:
    """The amount that was read as the year's, whatever else its clause says: 本年度拆违经费预算金额为349.80万元."""
    amounts = statement.amounts
    if amounts.nature is not Nature.STATED:
        return []
    read = (m for m in money if m.role is MoneyRole.OTHER and m.amount.yuan == amounts.total)
    return [m for m in read if _MONEY_WORD.search(m.cue) and not m.of_project_life][:1]


@remembered(most=2)
def stated_budgets(report: BudgetReport) -> tuple[tuple[ReadStatement, StatedBudget], ...]:
    """Every statement that has a part 六, with what it says."""
    found = ((statement, stated_budget(statement, report.year)) for statement in report.statements)
    return tuple((statement, budget) for statement, budget in found if budget is not None)


def unit_of(terms: Iterable[Term]) -> Unit:
    """The unit in which a check of these terms gives its amounts."""
    units = {term.unit for term in terms}
    return Unit.WAN if units & {Unit.WAN, Unit.YI} else Unit.YUAN


def about_of(money: Iterable[Money]) -> Decimal:
    """The sum of one unit of the last digit of each amount printed with 约."""
    return sum((m.amount.step for m in money if m.amount.approximate), Decimal(0))


def compare_money(check: Check, total: Money, parts: list[Money]) -> CheckOutcome:
    """A total against its parts, as printed in prose."""
    terms = [m.term for m in parts]
    return compare_about(check, total.term, terms, unit_of([total.term, *terms]), about_of([total, *parts]))


def is_other_money(text: str, money: Money) -> bool:
    """Whether an amount in a list is a price, a bound or another year's."""
    return bool(
        _BOUND.search(money.cue) or _BOUND_AFTER.match(text, money.end) or _OTHER_TIME.search(money.cue)
    )
