"""The spending plan in part 六 of a project statement: quarters, half years and months with an amount or a per cent."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from budgets.form.amounts import ProseAmount, find_amounts, find_unreadable
from budgets.form.terms import InstalmentKind, QuoteUse, Uncounted
from budgets.parsing.dates import DateSpan, find_plan_spans, follows_other_time, names_other_time
from budgets.parsing.records import Because, Quote, ReadInstalment, because

_PERCENT = re.compile(r"(\d+(?:\.\d+)?)\s*[%％]")
# A step ends with its sentence, or where the words go on to the total or to its parts.
_STEP_END = re.compile(
    r"[。；;\n]|[，,](?=\s*(?:共|合计|总|用于|全年|本年|今年|当年|本项目|项目|预算|其中|\d{4}年(?!\d*[月第\d])))"
)
_AT_LEAST = re.compile(r"不(?:低|少)于|不小于|至少|以上|≥")
_AT_MOST = re.compile(r"不超过|不高于|不大于|最[高多]|以内|以下|≤")
# 第一季度末达到, 6月底前完成至, 截至一季度: spent up to then, not within that time.
_BY_THEN = re.compile(r"^\s*份?(?:末|底|前)|累计|达到|达\d|(?:完成|执行|支出|使用)至")
# Money that is not simply the spending of the step: prices, bounds, remainders.
_OTHER_MONEY = re.compile(
    r"每|人均|平均|单价|[×xX*＊=＝]|结[转余]|节约|核减|其余|合同(?:总?金?额|总?价)|较|超过|近\d|左右"
)
_UNTIL = re.compile(r"(?:截至|截止|至|到|累计)\s*$")

_UNTIL_STEP = re.compile(r"截[至止](?=\s*(?:\d{1,2}月|第?[一二三四1-4]季度|[上下]半年))")


@dataclass(frozen=True)
class Plan:
    """The steps of a plan, the stretches of text they were read from, and what the steps add up to.

    `total` is None unless the steps are certainly the whole year's money, each counted once; `doubt` says why.
    `quotes` are the words of the instalments, and of steps of other years, which are not counted.
    """

    instalments: tuple[ReadInstalment, ...] = ()
    stretches: tuple[tuple[int, int], ...] = ()
    total: Decimal | None = None
    doubt: Because | None = None
    quotes: tuple[Quote, ...] = ()
    elsewhere: bool = False  # it also has steps of other years

    def holds(self, position: int) -> bool:
        """Whether a step was read from the words at this position."""
        return any(begin <= position < end for begin, end in self.stretches)


@dataclass(frozen=True)
class _Step:
    """One step: its span, the words after the label, and where it ends."""

    span: DateSpan
    words: str
    end: int

    @property
    def percent(self) -> Decimal | None:
        """The printed percentage; None where there are two different ones."""
        found = {Decimal(text) for text in _PERCENT.findall(self.words)}
        return found.pop() if len(found) == 1 else None

    @property
    def amount(self) -> ProseAmount | None:
        """The printed amount; None for several amounts (设备费10万元、人员费5万元) or a bound."""
        amounts = find_amounts(self.words)
        if len(amounts) != 1 or find_unreadable(self.words):
            return None
        unclear = _AT_MOST.search(self.words) or _OTHER_MONEY.search(self.words)
        return None if unclear or names_other_time(self.words, self.span.start.year) else amounts[0]


def read_plan(text: str, year: int) -> Plan:
    """The plan of a part 六; empty where there is none, or where amounts are printed before their periods."""
    steps = _steps(text, year)
    if not steps or _reversed(text, steps[0].span):
        return Plan()
    stretches = tuple((step.span.begin, step.end) for step in steps)
    current = [
        step
        for step in steps
        if step.span.start.year == step.span.end.year == year
        and (
            re.match(r"\d{4}年", step.span.label) or not follows_other_time(_before(text, step, steps), year)
        )
    ]
    kinds = _kinds(text, current)
    instalments = tuple(_instalment(step, kind) for step, kind in zip(current, kinds, strict=True))
    quotes = tuple(_quotes(text, steps, current))
    if len(current) < len(steps):
        return Plan(instalments, stretches, None, because("why.plan-other-years"), quotes, elsewhere=True)
    total, doubt = _sum(instalments)
    return Plan(instalments, stretches, total, doubt, quotes)


def _before(text: str, step: _Step, steps: Sequence[_Step]) -> str:
    """The words before a step that may name its year: not what earlier steps spend money on, no 截至 of a month."""
    words = text
    for earlier in steps:
        if earlier.end <= step.span.begin:
            finish = earlier.span.finish
            words = words[:finish] + "，" * (earlier.end - finish) + words[earlier.end :]
    return _UNTIL_STEP.sub("，，", _UNTIL.sub("", words[: step.span.begin]))


def _quotes(text: str, steps: Sequence[_Step], current: Sequence[_Step]) -> Iterator[Quote]:
    for step in steps:
        end = step.span.begin + len(text[step.span.begin : step.end].rstrip(" ，,\t"))
        if step in current:
            yield Quote(QuoteUse.INSTALMENT, step.span.begin, end, current.index(step) + 1)
        elif find_amounts(step.words) or find_unreadable(step.words):
            yield Quote(QuoteUse.UNCOUNTED, step.span.begin, end, reason=Uncounted.OTHER_YEAR.value)


def _steps(text: str, year: int) -> list[_Step]:
    steps: list[_Step] = []
    spans = find_plan_spans(text, year)
    for n, span in enumerate(spans):
        following = next((other.begin for other in spans[n + 1 :] if other.begin > span.begin), len(text))
        found = _STEP_END.search(text, span.finish, following)
        end = found.start() if found else following
        words = re.sub(r"[，,]?\s*截[至止]\s*$", "", text[span.finish : end])
        end = span.finish + len(words)
        if find_amounts(words) or find_unreadable(words) or _PERCENT.search(words):
            steps.append(_Step(span, words, end))
    return steps


def _reversed(text: str, first: DateSpan) -> bool:
    """Whether amounts are printed before their periods (20万元用于一季度，30万元用于二季度), so that steps cannot be read."""
    clause = re.split(r"[，,。；;：:（(\n](?!\d{3})", text[: first.begin])[-1]
    return bool(find_amounts(clause) or find_unreadable(clause))


def _instalment(step: _Step, kind: InstalmentKind) -> ReadInstalment:
    amount = step.amount
    return ReadInstalment(
        step.span.label,
        kind,
        amount.yuan if amount else None,
        step.percent,
        amount is not None and amount.approximate,
        step.span.start,
        step.span.end,
        (step.span.label + step.words).strip(" ，,\t"),
    )


def _kinds(text: str, steps: Sequence[_Step]) -> list[InstalmentKind]:
    """The kind of each step: spent in it, progress so far, or a lower bound (不低于50%). Only the first can be added up.

    Progress is recognised by words (末, 达到, 累计), by spans that begin together and end one after the other, or by
    percentages that only rise and exceed 100 in sum.
    """
    cumulative = _is_cumulative(text, steps)
    return [
        InstalmentKind.LOWER_BOUND
        if _AT_LEAST.search(step.words)
        else InstalmentKind.CUMULATIVE
        if cumulative
        else InstalmentKind.INCREMENT
        for step in steps
    ]


def _is_cumulative(text: str, steps: Sequence[_Step]) -> bool:
    if not steps:
        return False
    lead = re.split(r"[。；;]", text[: steps[0].span.begin])[-1]
    said = "累计" in lead or any(
        _BY_THEN.search(s.words) or _AT_LEAST.search(s.words) or _UNTIL.search(text[: s.span.begin])
        for s in steps
    )
    percents = [step.percent for step in steps if step.percent is not None]
    rising = len(percents) == len(steps) and sum(percents) > 101 and percents == sorted(percents)
    front = any(step.span.label.startswith("前") for step in steps)
    starts = [step.span.start for step in steps]
    return said or rising or front or len(set(starts)) < len(starts)


def _sum(instalments: tuple[ReadInstalment, ...]) -> tuple[Decimal | None, Because | None]:
    """The sum of the steps, if each has an amount, none is counted twice and together they cover the year."""
    if any(i.kind is not InstalmentKind.INCREMENT for i in instalments):
        return None, because("why.plan-cumulative")
    amounts = [i.amount for i in instalments if i.amount is not None]
    if len(amounts) < len(instalments):
        return None, because("why.plan-unclear")
    ordered = sorted(instalments, key=lambda i: str(i.start))
    if any(str(a.end) >= str(b.start) for a, b in pairwise(ordered)):
        return None, because("why.plan-overlaps")
    if not _is_whole(instalments):
        return None, because("why.plan-incomplete")
    return sum(amounts, Decimal(0)), None


def _is_whole(instalments: tuple[ReadInstalment, ...]) -> bool:
    """Whether the percentages of all steps add up to 100 (100.01 is rounding), or else all 12 months are covered."""
    percents = [i.percent for i in instalments if i.percent is not None]
    if len(percents) == len(instalments):
        return abs(sum(percents, Decimal(0)) - 100) <= Decimal(len(percents) + 1) / 2
    months = {m for i in instalments if i.start and i.end for m in range(i.start.month, i.end.month + 1)}
    return len(months) == 12
