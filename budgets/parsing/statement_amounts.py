"""Part 六 of a project statement (年度预算安排): the amounts that it states plainly.

Every amount gets one role by the words of its own clause (statement_roles.py); the steps of the spending plan are
read separately (statement_plan.py). A total is stated only if there is exactly one for the budget year, and derived
only if nothing is left unread. Otherwise there is no amount, but a reason.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from budgets.form.amounts import find_foreign
from budgets.form.terms import Nature, QuoteUse, Uncounted
from budgets.parsing.records import Because, Quote, ReadAmountPart, StatementAmounts, because
from budgets.parsing.statement_lists import flat_list, part_label
from budgets.parsing.statement_plan import Plan, read_plan
from budgets.parsing.statement_roles import BLOCK, CLAUSE_END, IN_DIGITS, WITHIN, FoundAmount, MoneyText, Role

# Many times the length of any known part 六; reading a longer text would take long.
_LONGEST = 5_000
_FEW = 12  # characters after an amount that are quoted with it, if its clause ends there


def read_amounts(text: str, year: int) -> tuple[StatementAmounts, Because | None]:
    """What a part 六 states, in yuan, and the reason why its amount was not taken, if it was not."""
    if len(text) > _LONGEST:
        return StatementAmounts(), because("why.too-long", most=_LONGEST)
    plan = read_plan(text, year)
    blocks = [] if plan.stretches else _blocks(text, year)
    if blocks:
        return _from_blocks(blocks)
    found = MoneyText(text, year, plan).classified()
    amounts, doubt, parts = _decide(text, found, plan)
    quotes = [*_value_quotes(found, amounts, parts), *plan.quotes]
    quotes += _uncounted(text, found, {(q.start, q.end) for q in quotes})
    return replace(amounts, quotes=tuple(sorted(quotes, key=lambda q: (q.start, q.number or 0)))), doubt


# ---- the amount ---------------------------------------------------------------------------------------


def _decide(
    text: str, found: list[FoundAmount], plan: Plan
) -> tuple[StatementAmounts, Because | None, list[FoundAmount]]:
    """The statement's amounts and parts, decided from the roles of the printed amounts; in doubt there is no amount."""
    fiscal, own = _only(_with(found, Role.FISCAL)), _only(_with(found, Role.SELF_RAISED))
    total, doubt = _total(found)
    whole = total or (None if own else fiscal)
    parts = _parts(text, found, whole) if whole else flat_list(text, found, plan)
    plain = StatementAmounts(
        fiscal.yuan if fiscal else None,
        own.yuan if own else None,
        instalments=plan.instalments,
        parts=tuple(_part(text, f) for f in parts),
    )
    if any(_contradicts_itself(_with(found, r), total) for r in (Role.FISCAL, Role.SELF_RAISED)):
        return plain, because("why.source-twice"), parts
    unread = _unread(text, found, parts, whole)
    if parts and whole is None and not doubt:
        return _summed(plain, parts), None, parts
    if unread:
        doubt = doubt or because("why.amounts-unclear", amounts=[f.text for f in unread])
    if total is not None and not doubt:
        doubt = _contradiction(found, total.yuan)
        if doubt:
            plain = replace(plain, fiscal=None, self_raised=None)
    if total is not None and plan.elsewhere and not total.this_year:
        doubt = doubt or because("why.other-years")
    if doubt:
        return plain, doubt, parts
    amounts, doubt = _stated(plain, total) if total else _derived(plain, found, fiscal, own, plan)
    if amounts.total and plan.total and abs(amounts.total - plan.total) > amounts.total / 100:
        return plain, because("why.plan-differs"), parts
    return amounts, doubt, parts


def _contradicts_itself(source: list[FoundAmount], total: FoundAmount | None) -> bool:
    """Whether one source has two amounts that are no parts of the total (市级财政100万元，区级财政50万元)."""
    return len({f.yuan for f in source}) > 1 and not (total and sum(f.yuan for f in source) == total.yuan)


def _stated(plain: StatementAmounts, total: FoundAmount) -> tuple[StatementAmounts, Because | None]:
    return replace(plain, total=total.yuan, nature=Nature.STATED, approximate=total.approximate), None


def _derived(
    plain: StatementAmounts,
    found: list[FoundAmount],
    fiscal: FoundAmount | None,
    own: FoundAmount | None,
    plan: Plan,
) -> tuple[StatementAmounts, Because | None]:
    """The total where none is printed: the one source, the sum of two sources, or the sum of the plan."""
    if _with(found, Role.OTHER_SOURCE):
        return plain, because("why.other-sources")
    if (fiscal or own or plan.total) and _with(found, Role.PRICE, Role.OVERALL):
        return plain, because("why.prices")
    if fiscal and own:
        printed = _first(found, fiscal.yuan + own.yuan, Role.CONTEXT)
        if printed and printed.why is Uncounted.INVESTMENT:  # 总投入100万元，财政拨款80万元，单位自筹20万元
            return _stated(plain, printed)
        about = fiscal.approximate or own.approximate
        return replace(plain, total=fiscal.yuan + own.yuan, nature=Nature.DERIVED, approximate=about), None
    if fiscal:
        return _stated(plain, fiscal)
    if own:
        return plain, because("why.only-self-raised")
    if plan.total is not None:
        about = any(i.approximate for i in plan.instalments)
        return replace(plain, total=plan.total, nature=Nature.DERIVED, approximate=about), None
    return plain, plan.doubt or because("why.unsaid")


def _summed(plain: StatementAmounts, parts: list[FoundAmount]) -> StatementAmounts:
    """The total that a bare list of parts comes to (推算)."""
    whole = sum((part.yuan for part in parts), Decimal(0))
    about = any(part.approximate for part in parts)
    return replace(plain, total=whole, nature=Nature.DERIVED, approximate=about)


def _with(found: Iterable[FoundAmount], *roles: Role) -> list[FoundAmount]:
    return [f for f in found if f.role in roles]


def _only(found: list[FoundAmount]) -> FoundAmount | None:
    return found[0] if len({f.yuan for f in found}) == 1 else None


def _total(found: list[FoundAmount]) -> tuple[FoundAmount | None, Because | None]:
    """The one printed total of the year, or why there is none.

    Of several, the first or the last is the total if it is the sum of all the others; beside 总预算, which may
    be for several years, a smaller amount that names the budget year is the total.
    """
    totals, overall = _with(found, Role.TOTAL), _with(found, Role.OVERALL)
    values = {f.yuan for f in (*totals, *overall)}
    if not totals and any(f.later for f in overall):
        return None, because("why.not-this-year", amounts=[f.text for f in overall])
    if len(values) <= 1:
        return _only([*totals, *overall]), None
    terms = [f for f in found if f.role in (Role.TOTAL, Role.OVERALL, Role.REST) and f.amount]
    for candidate in (terms[0], terms[-1]):
        if candidate.role is not Role.REST and 2 * candidate.yuan == sum(f.yuan for f in terms):
            return candidate, None
    one = _only(totals)
    if one and all(f.this_year for f in totals) and all(f.yuan > one.yuan for f in overall):
        return one, None
    return None, because("why.budgets-several", amounts=[f.text for f in (*totals, *overall)])


def _contradiction(found: list[FoundAmount], total: Decimal) -> Because | None:
    """Why the printed sources do not fit the printed total; None when they do."""
    sources = {r: _only(_with(found, r)) for r in (Role.FISCAL, Role.SELF_RAISED)}
    others = _with(found, Role.OTHER_SOURCE)
    known = sum((f.yuan for f in sources.values() if f), Decimal(0)) + sum(f.yuan for f in others)
    complete = all(sources.values()) and not others
    return because("why.sources-differ") if known > total or (complete and known != total) else None


_INSIDE = re.compile("其中|用于|包括|包含|含")
# 安排100万元用于设备，安排50万元用于培训: the 50 are not part of the 100
_GIVEN = re.compile("安排|投入|申请|下达|拨付")
_IN_WORDS = re.compile(r"^整?[（(](?:大写|人民币|[:：])*$")  # 50万元（大写：伍拾万元整）
_BESIDE = re.compile("其余|另|剩余|不足|差额|自筹")


def _unread(
    text: str, found: list[FoundAmount], parts: list[FoundAmount], whole: FoundAmount | None
) -> list[FoundAmount]:
    """The amounts without a role, except those that are plainly within the total (其中, 用于) or repeat it."""
    left = []
    for item in _with(found, Role.REST):
        if item in parts:
            continue
        if whole is not None and item.start > whole.start:
            between = text[whole.end : item.start] + text[item.end : item.end + 6]
            inside = _INSIDE.search(between) and not _BESIDE.search(between)
            if _GIVEN.search(item.cue) and not WITHIN.search(between):
                inside = None
            if inside and (item.amount is None or item.yuan <= whole.yuan):
                continue
            if item.amount is None and _IN_WORDS.search(text[whole.end : item.start]):
                continue
        if whole is not None and item.amount is None and IN_DIGITS.search(text[item.end : whole.start]):
            continue
        if whole is not None and item.amount and item.yuan == whole.yuan:
            continue
        left.append(item)
    return left


# ---- where it is said, and what is not counted ---------------------------------------------------------


def _value_quotes(
    found: list[FoundAmount], amounts: StatementAmounts, parts: list[FoundAmount]
) -> list[Quote]:
    """Quotes of the words that state the amounts and parts; a derived total has none."""
    fiscal = _first(found, amounts.fiscal, Role.FISCAL)
    own = _first(found, amounts.self_raised, Role.SELF_RAISED)
    stated = amounts.total if amounts.nature is Nature.STATED else None
    total = _first(found, stated, Role.TOTAL, Role.OVERALL, Role.REST)
    total = total or (fiscal if not own else _first(found, stated, Role.CONTEXT))
    values = ((QuoteUse.FISCAL, fiscal), (QuoteUse.SELF_RAISED, own), (QuoteUse.TOTAL, total))
    quotes = [Quote(use, item.start, item.end) for use, item in values if item]
    return quotes + [Quote(QuoteUse.PART, f.start, f.end, n) for n, f in enumerate(parts, 1)]


def _first(found: list[FoundAmount], yuan: Decimal | None, *roles: Role) -> FoundAmount | None:
    return next((f for f in _with(found, *roles) if yuan is not None and f.amount and f.yuan == yuan), None)


def _uncounted(text: str, found: list[FoundAmount], counted: set[tuple[int, int]]) -> list[Quote]:
    """Quotes of every amount that was not counted, with its words and the reason; foreign money too."""
    by_places = {(f.start, f.end): f for f in found if f.amount}
    values = {by_places[place].yuan for place in counted if place in by_places}
    left = [f for f in found if (f.start, f.end) not in counted]
    quotes = [_uncounted_quote(text, f, found, _reason(text, f, found, values, counted)) for f in left]
    return quotes + [
        Quote(QuoteUse.UNCOUNTED, start, end, reason=Uncounted.FOREIGN.value)
        for start, end in find_foreign(text)
    ]


def _reason(
    text: str,
    item: FoundAmount,
    found: list[FoundAmount],
    values: set[Decimal],
    counted: set[tuple[int, int]],
) -> Uncounted:
    if item.why:
        return item.why
    if item.amount and item.yuan in values:
        return Uncounted.REPEATED
    before = [end for _, end in counted if end <= item.start]
    if before and _INSIDE.search(text[min(before) : item.start]):
        return Uncounted.INSIDE
    if item.role in (Role.FISCAL, Role.SELF_RAISED, Role.TOTAL):
        alike = {f.yuan for f in _with(found, item.role)}
        return Uncounted.CONFLICT if len(alike) > 1 else Uncounted.DOUBT
    return Uncounted.UNCLEAR


def _uncounted_quote(text: str, item: FoundAmount, found: list[FoundAmount], why: Uncounted) -> Quote:
    """The amount with the words of its clause before it, and a few after it: 每场2万元 · 3年共900万元（含税）."""
    following = [f.start for f in found if f.start > item.end]
    stop = CLAUSE_END.search(text, item.end, min([len(text), item.end + _FEW, *following]))
    end = stop.start() if stop else item.end
    begin = item.start - len(item.cue.lstrip("）)、，,"))
    return Quote(QuoteUse.UNCOUNTED, begin, end, reason=why.value)


# ---- named parts --------------------------------------------------------------------------------------


def _parts(text: str, found: list[FoundAmount], whole: FoundAmount | None) -> list[FoundAmount]:
    """The named parts, if they add up to the total (one unit of rounding each) or are within it (其中)."""
    left = [
        f
        for f in _with(found, Role.REST, Role.TOTAL)
        if whole and f is not whole and f.amount and f.yuan != whole.yuan
    ]
    if whole is None or len(left) < 2:
        return []
    within = all(WITHIN.search(text, whole.end, f.start) for f in left)
    if _adds_up(left, whole) or (within and sum(f.yuan for f in left) < whole.yuan):
        return left
    return []


def _adds_up(items: list[FoundAmount], whole: FoundAmount) -> bool:
    """Whether the items add up to the total, apart from one unit of rounding each."""
    gap = abs(sum((f.yuan for f in items), Decimal(0)) - whole.yuan)
    return gap <= max(f.step for f in items) * (len(items) + 1) / 2


def _part(text: str, found: FoundAmount, parent: int | None = None) -> ReadAmountPart:
    label = part_label(text, found)
    return ReadAmountPart(label, found.yuan, found.approximate, (label + found.text).strip(), parent)


# ---- numbered blocks ----------------------------------------------------------------------------------

# A block with such a name is no item of a list, but a sum, a source, a price, or the heading of a year.
_NO_ITEM = re.compile(
    r"合计|小计|共计|总计|总预算|总经费|来源|财政|自筹|每|单价|其中|预算安排|年度预算|执行情况|^共"
    r"|^\d{4}年度?(?:预算|安排|资金|经费|执行|计划)*$"
)
_ITEM_ROLES = (Role.REST, Role.TOTAL, Role.OVERALL, Role.PRICE, Role.SHARE)


@dataclass(frozen=True)
class _Block:
    """One numbered item: its words, its name, and its amounts."""

    words: str
    title: str
    found: list[FoundAmount]
    begin: int  # the position of its words in the whole text


def _blocks(text: str, year: int) -> list[_Block]:
    """The items of a text that consists of numbered items 1. 2. 3. ..., each with an amount; else none."""
    starts: list[re.Match[str]] = []
    for found in BLOCK.finditer(text):
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
    found = MoneyText(words, year, Plan()).classified()
    if found and (not colon or found[0].start < len(title)):
        title = part_label(words, found[0])
    return _Block(words, title.strip(), found, begin)


def _is_item(block: _Block) -> bool:
    """Whether a block is one item of a list, with money that is its own."""
    sums = any(re.search("合计|小计|共计|总计", f.cue) for f in block.found)
    known = all(f.role in _ITEM_ROLES for f in block.found)
    return bool(block.found) and known and not sums and not _NO_ITEM.search(block.title)


def _from_blocks(blocks: list[_Block]) -> tuple[StatementAmounts, Because | None]:
    """The amounts from numbered items: each item's own, or the sum of its sub-items; the total is derived (推算)."""
    parts: list[ReadAmountPart] = []
    quotes: list[Quote] = []
    total = Decimal(0)
    for block in blocks:
        stated, doubt = _total(block.found)
        if stated is None and len(block.found) == 1:
            stated = block.found[0]
        items = [f for f in _with(block.found, Role.REST, Role.TOTAL) if f is not stated]
        unclear = any(f.amount is None or f.role is Role.PRICE for f in block.found)
        if doubt or unclear or (stated and items and not _adds_up(items, stated)) or not (stated or items):
            return StatementAmounts(), because("why.amount-of-block", title=block.title)
        parent = len(parts) + 1
        quotes += _block_quotes(block, stated, items, parent)
        about = bool(stated and stated.approximate)
        parts.append(ReadAmountPart(block.title, stated.yuan if stated else None, about, block.words))
        parts += [_part(block.words, item, parent) for item in items]
        total += stated.yuan if stated else sum((item.yuan for item in items), Decimal(0))
    about = any(f.approximate for block in blocks for f in block.found)
    amounts = StatementAmounts(None, None, total, Nature.DERIVED, about, (), tuple(parts), tuple(quotes))
    return amounts, None


def _block_quotes(
    block: _Block, stated: FoundAmount | None, items: list[FoundAmount], number: int
) -> list[Quote]:
    """Quotes of an item and its sub-items in the whole text; all the words of an item without an amount."""
    whole = (stated.start, stated.end) if stated else (0, len(block.words))
    used = [whole, *((item.start, item.end) for item in items)]
    quotes = [Quote(QuoteUse.PART, start, end, n) for n, (start, end) in enumerate(used, number)]
    left = [f for f in block.found if f is not stated and f not in items]
    quotes += [_uncounted_quote(block.words, f, block.found, f.why or Uncounted.REPEATED) for f in left]
    return [replace(q, start=q.start + block.begin, end=q.end + block.begin) for q in quotes]
