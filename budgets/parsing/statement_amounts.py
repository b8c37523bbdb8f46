"""Part 六 of a project statement (年度预算安排): what it states plainly, and nothing that it does not.

The words come in many forms. What is read here, in this order: money by source (财政, 自筹), a total, the
spending plan over the year, numbered blocks with their own amounts, named parts. Where two readings are
possible there is no amount and an issue says so.
"""

import re
from dataclasses import dataclass
from decimal import Decimal

from budgets.amounts import ProseAmount, find_amounts
from budgets.parsing.dates import Span, find_spans
from budgets.parsing.records import AmountPart, Instalment, StatementAmounts
from budgets.vocabulary import InstalmentKind, Nature

_FISCAL = re.compile(
    r"财政(?:拨款|预算资金|预算|资金|经费)(?:安排)?(?:总额|金额)?(?:为|约|共计|合计|：)?\s*$"
)
_SELF_RAISED = re.compile(r"自筹(?:资金|经费)?(?:安排)?(?:总额|金额)?(?:为|约|共计|合计|：)?\s*$")
_TOTAL = re.compile(
    r"(?:预算(?:金额|经费|资金|安排|总额|总计|合计|共计)?|经费|资金|投入|金额|合计|共计|总计)"
    r"(?:共计|合计|总计|总额|金额|安排|为|：|人民币|约|\d{4}年|年度)*\s*$"
)
_PERCENT = re.compile(r"(\d+(?:\.\d+)?)\s*[%％]")
# "1. 2025年…" begins a block, "1.54万元" does not: a digit may follow the point only after a space.
_BLOCK = re.compile(
    r"(?<![\d.])(?P<number>\d{1,2})(?:[.．](?:\s+|(?=[^\d\s]))|、)|[（(](?P<bracketed>\d{1,2})[）)]"
)
_WITHIN = re.compile(r"其中[:：]?")


@dataclass(frozen=True)
class _Reading:
    """The amounts of a text by what they are; positions are kept so that nothing is read twice."""

    fiscal: tuple[ProseAmount, ...]
    self_raised: tuple[ProseAmount, ...]
    totals: tuple[ProseAmount, ...]
    rest: tuple[ProseAmount, ...]


def read_amounts(text: str, year: int) -> tuple[StatementAmounts, str]:
    """What a part 六 states, in yuan, and "" or the reason (Chinese) why its amount was not taken."""
    instalments, plan = _instalments(text, year)
    outside = tuple(a for a in find_amounts(text) if not any(b <= a.start < e for b, e in plan))
    blocks = _blocks(text) if not instalments else []
    if blocks:
        return _from_blocks(text, blocks)
    reading = _classify(text, outside)
    fiscal, self_raised = _only(reading.fiscal), _only(reading.self_raised)
    total, doubt = _total(reading, text)
    parts = _parts(text, reading, total or fiscal)
    plain = StatementAmounts(
        fiscal.yuan if fiscal else None,
        self_raised.yuan if self_raised else None,
        instalments=instalments,
        parts=parts,
    )
    if len({a.yuan for a in reading.fiscal}) > 1 or len({a.yuan for a in reading.self_raised}) > 1:
        return _replaced(plain, None, Nature.MISSING), "同一资金来源写了不同的金额"
    if doubt:
        return _replaced(plain, None, Nature.MISSING), doubt
    if total is not None:
        return _replaced(plain, total.yuan, Nature.STATED, total.approximate), ""
    return _derived(plain, fiscal, self_raised)


def _derived(
    plain: StatementAmounts, fiscal: ProseAmount | None, self_raised: ProseAmount | None
) -> tuple[StatementAmounts, str]:
    """The amount where no total is printed: the one source, the sum of two, or the sum of the instalments."""
    if fiscal and self_raised:
        about = fiscal.approximate or self_raised.approximate
        return _replaced(plain, fiscal.yuan + self_raised.yuan, Nature.DERIVED, about), ""
    if fiscal:
        return _replaced(plain, fiscal.yuan, Nature.STATED, fiscal.approximate), ""
    amounts = [
        i.amount for i in plain.instalments if i.kind is InstalmentKind.INCREMENT and i.amount is not None
    ]
    if amounts and len(amounts) == len(plain.instalments):
        if not _covers_the_year(plain.instalments):
            return plain, "各期金额加起来不足全年，没有推算合计"
        about = any(i.approximate for i in plain.instalments)
        return _replaced(plain, sum(amounts, Decimal(0)), Nature.DERIVED, about), ""
    return plain, "没有写明年度预算金额"


def _covers_the_year(instalments: tuple[Instalment, ...]) -> bool:
    """Whether printed percentages, if every instalment has one, come to the whole; 100.01 is rounding."""
    percents = [i.percent for i in instalments if i.percent is not None]
    if len(percents) < len(instalments):
        return True
    return abs(sum(percents, Decimal(0)) - 100) <= Decimal(len(percents) + 1) / 2


def _replaced(
    plain: StatementAmounts, total: Decimal | None, nature: Nature, approximate: bool = False
) -> StatementAmounts:
    return StatementAmounts(
        plain.fiscal, plain.self_raised, total, nature, approximate, plain.instalments, plain.parts
    )


# ---- sources and total --------------------------------------------------------------------------------


def _classify(text: str, amounts: tuple[ProseAmount, ...]) -> _Reading:
    fiscal, own, totals, rest = [], [], [], []
    within = _WITHIN.search(text)
    for amount in amounts:
        before = text[: amount.start]
        if _FISCAL.search(before):
            fiscal.append(amount)
        elif _SELF_RAISED.search(before):
            own.append(amount)
        elif amount.text == text.strip(" 。") or (
            _TOTAL.search(before) and not (within and within.start() < amount.start)
        ):
            totals.append(amount)
        else:
            rest.append(amount)
    return _Reading(tuple(fiscal), tuple(own), tuple(totals), tuple(rest))


def _only(amounts: tuple[ProseAmount, ...]) -> ProseAmount | None:
    return amounts[0] if len({a.yuan for a in amounts}) == 1 else None


def _total(reading: _Reading, text: str) -> tuple[ProseAmount | None, str]:
    """The printed total, or why there is none: several that differ are no total unless one is all the others' sum."""
    values = {a.yuan for a in reading.totals}
    if len(values) <= 1:
        return _only(reading.totals), ""
    first = reading.totals[0]
    others = sum((a.yuan for a in reading.totals[1:]), Decimal(0)) + sum(
        (a.yuan for a in reading.rest), Decimal(0)
    )
    if first.yuan == others:
        return first, ""
    return None, "写了不止一个预算金额：" + "、".join(a.text for a in reading.totals)


# ---- the spending plan --------------------------------------------------------------------------------


def _instalments(text: str, year: int) -> tuple[tuple[Instalment, ...], list[tuple[int, int]]]:
    """The steps of the plan, and the stretches of text that they were read from."""
    steps: list[tuple[Span, str]] = []
    stretches: list[tuple[int, int]] = []
    spans = find_spans(text, year)
    for n, span in enumerate(spans):
        following = next((other.begin for other in spans[n + 1 :] if other.begin > span.begin), len(text))
        end = _step_end(text, span.finish, following)
        words = text[span.finish : end]
        if find_amounts(words) or _PERCENT.search(words):
            steps.append((span, words))
            stretches.append((span.begin, end))
    kinds = _kinds([words for _, words in steps])
    return tuple(_instalment(s, w, k) for (s, w), k in zip(steps, kinds, strict=True)), stretches


def _step_end(text: str, begin: int, limit: int) -> int:
    """Where a step's words end: at the sentence's end, or where the words turn to the whole (共计, 合计)."""
    found = re.compile(r"[。；;\n]|[，,](?=共计|合计|总计|用于)").search(text, begin, limit)
    return found.start() if found else limit


def _instalment(span: Span, words: str, kind: InstalmentKind) -> Instalment:
    amounts = find_amounts(words)
    percent = _PERCENT.search(words)
    return Instalment(
        span.label,
        kind,
        amounts[0].yuan if amounts else None,
        Decimal(percent.group(1)) if percent else None,
        bool(amounts) and amounts[0].approximate,
        span.start,
        span.end,
        (span.label + words).strip(" ，,\t"),
    )


_AT_LEAST = re.compile(r"不(?:低|少)于|不小于|至少|以上|≥")


def _kinds(steps: list[str]) -> list[InstalmentKind]:
    """“不低于50%” is a lower bound of what is spent by then; percentages that only rise and pass 100 in sum
    are progress so far; everything else is what is spent in the step itself."""
    percents = [Decimal(m.group(1)) for words in steps if (m := _PERCENT.search(words))]
    rising = len(percents) == len(steps) and sum(percents) > 101 and percents == sorted(percents)
    bounded = any(_AT_LEAST.search(words) for words in steps)
    said = any("累计" in words for words in steps)
    return [
        InstalmentKind.LOWER_BOUND
        if _AT_LEAST.search(words)
        else InstalmentKind.CUMULATIVE
        if rising or bounded or said
        else InstalmentKind.INCREMENT
        for words in steps
    ]


# ---- named parts --------------------------------------------------------------------------------------

# 80%即3.12万元 repeats a share of an amount that is printed before it.
_REPEATED = re.compile(r"(?:即|计)\s*$")


def _parts(text: str, reading: _Reading, whole: ProseAmount | None) -> tuple[AmountPart, ...]:
    """The named parts, if what is left of the amounts adds up to the whole (one unit of rounding each)."""
    counted = {id(a) for a in (*reading.fiscal, *reading.self_raised)} | ({id(whole)} if whole else set())
    left = [a for a in (*reading.totals, *reading.rest) if id(a) not in counted]
    left = [
        a
        for a in sorted(left, key=lambda a: a.start)
        if not _REPEATED.search(text[: a.start]) and not (whole and a.yuan == whole.yuan)
    ]
    if whole is None or len(left) < 2:
        return ()
    gap = abs(sum((a.yuan for a in left), Decimal(0)) - whole.yuan)
    if gap > max(a.step for a in left) * (len(left) + 1) / 2 and not _WITHIN.search(text):
        return ()
    return tuple(_part(text, amount) for amount in left)


def _part(text: str, amount: ProseAmount, parent: int | None = None) -> AmountPart:
    label = part_label(text, amount)
    return AmountPart(label, amount.yuan, amount.approximate, (label + amount.text).strip(), parent)


def part_label(text: str, amount: ProseAmount) -> str:
    """The words that name an amount: from the delimiter before it, without what only links."""
    before = text[: amount.start]
    # 年报撰写：12.0万元 — the colon joins name and amount; 展会、咨询会费3万元 — 、 joins names of one item.
    stem = re.sub(r"[:：(（]\s*$", "", before)
    start = max((m.end() for m in re.finditer(r"[，,；;。：:\n]", stem)), default=0)
    label = re.sub(r"^[、\s]+", "", stem[start:])
    label = re.sub(r"^.*元和", "", label)
    label = re.sub(r"^(?:其中|(?:项目)?经费中|主要用于|用于支付|用于|支付)+", "", label)
    return re.sub(r"(?:预算经费|预算金额|预算|金额)(?:约|为)*$", "", label).strip()


# ---- numbered blocks ----------------------------------------------------------------------------------


def _blocks(text: str) -> list[tuple[str, int]]:
    """The stretches of a text that is nothing but numbered blocks 1. 2. 3. ..., each with an amount."""
    starts: list[re.Match[str]] = []
    for found in _BLOCK.finditer(text):
        if int(found["number"] or found["bracketed"]) == len(starts) + 1:
            starts.append(found)
    if len(starts) < 2 or text[: starts[0].start()].strip():
        return []
    ends = [found.start() for found in starts[1:]] + [len(text)]
    blocks = [(text[found.end() : end], found.end()) for found, end in zip(starts, ends, strict=True)]
    return blocks if all(find_amounts(words) for words, _ in blocks) else []


_BLOCK_AMOUNT = re.compile(r"(?:预算|金额|经费|资金)(?:金额|经费|总额)?(?:为|共计|合计|约|：)*\s*$")


def _from_blocks(text: str, blocks: list[tuple[str, int]]) -> tuple[StatementAmounts, str]:
    """Each block's own amount, or else the sum of its items; the total is ours (推算)."""
    parts: list[AmountPart] = []
    total = Decimal(0)
    approximate = False
    for words, _ in blocks:
        title, _, rest = words.partition("：")
        amounts = find_amounts(rest)
        stated = amounts[0] if _BLOCK_AMOUNT.search(rest[: amounts[0].start]) else None
        items = [a for a in amounts if a is not stated]
        parent = len(parts) + 1
        parts.append(
            AmountPart(
                title.strip(),
                stated.yuan if stated else None,
                bool(stated and stated.approximate),
                words.strip(),
            )
        )
        parts += [_part(rest, item, parent) for item in items]
        total += stated.yuan if stated else sum((item.yuan for item in items), Decimal(0))
        approximate = approximate or any(a.approximate for a in amounts)
    return StatementAmounts(
        total=total, nature=Nature.DERIVED, approximate=approximate, parts=tuple(parts)
    ), ""
