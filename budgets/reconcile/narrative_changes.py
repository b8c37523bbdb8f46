"""Kind 4, changes: increases and decreases in the narrative, against amounts, parts, bases and percentages."""

import re
from collections.abc import Iterator
from decimal import Decimal

from budgets.form.amounts import ProseAmount, Unit, find_amounts
from budgets.form.changes import DIRECTION, direction, is_unclear
from budgets.form.terms import Topic, Verdict
from budgets.parsing.records import BudgetReport, ReadFact
from budgets.reconcile.narrative import SUMS, unread_money
from budgets.reconcile.narrative_functions import function_ids, functions_of, name_of
from budgets.reconcile.outcomes import AtChange, CheckOutcome, Term
from budgets.reconcile.stated import (
    RunningText,
    change,
    check_of,
    facts_of,
    money,
    other_money,
    quoted,
    words_of,
)
from budgets.reconcile.verdicts import (
    PERCENT,
    compare_at_most,
    compare_percent,
    compare_same,
    compare_sum,
    unknown,
)
from budgets.reconcile.wording import undecided, worded


def _base(fact: ReadFact) -> tuple[int | None, bool]:
    """The base of a change: its year, and whether it is that year's outturn."""
    return fact.base_year, "执行" in fact.base


def changes_of_income_and_expenditure(report: BudgetReport) -> Iterator[CheckOutcome]:
    """财政拨款 is the same money as income and as expenditure: where the amounts agree, so do the changes."""
    facts = facts_of(report, Topic.NARRATIVE)
    income, spent = facts.get("fiscal_appropriation_income"), facts.get("fiscal_expenditure")
    if income is None or spent is None or income.value != spent.value or _base(income) != _base(spent):
        return
    title = worded("narrative.change.fiscal", income=income.label, spent=spent.label)
    terms = change(report, income), change(report, spent)
    if income.change is not None and spent.change is not None:
        yield compare_same(check_of("change.fiscal", title), *terms, Unit.WAN)
    elif any(fact.change is None and is_unclear(fact.change_text) for fact in (income, spent)):
        title = undecided(title, worded("why.change-unclear"))
        yield unknown(check_of("change.fiscal", title), Unit.WAN, terms)


def changes_to_their_total(report: BudgetReport) -> Iterator[CheckOutcome]:
    """The printed changes of the parts add up to the printed change of their total, against the same base."""
    for code, topic, whole, keys in SUMS:
        facts = facts_of(report, topic)
        if whole not in facts or not facts[whole].change_text:
            continue
        total = facts[whole]
        parts = [facts[key] for key in _stated_parts(facts, keys) if key in facts]
        stated = [part for part in parts if part.change_text]
        if not stated or (code == "income" and not _all_state_a_change(parts)):
            continue
        title = worded("narrative.change", topic=topic.value, label=total.label)
        terms = [change(report, part) for part in parts]
        result = compare_sum(check_of(f"change.{code}", title), change(report, total), terms, Unit.WAN)
        others = [part for part in stated if _base(part) != _base(total)]
        # Where the changes add up all the same, only a year is wrong, which another rule names.
        only_a_year = not result.difference and all(_base(part)[1] == _base(total)[1] for part in others)
        if any(part.change is None for part in (total, *stated)) or (others and not only_a_year):
            unclear = any(part.change is None and is_unclear(part.change_text) for part in (total, *stated))
            reason = worded("why.change-unclear") if unclear else worded("why.other-base")
            title = undecided(title, reason)
            result = unknown(check_of(f"change.{code}", title), Unit.WAN, (change(report, total), *terms))
        else:
            unstated = len(parts) < len(keys) or not _all_state_a_change(parts)
            if result.difference and unstated:
                said = any(_says_a_change(part) for part in terms)
                reason = worded("why.change-unclear") if said else worded("why.change-unsaid")
                check = check_of(f"change.{code}", undecided(title, reason))
                unread = unread_money(report, total, topic)
                result = unknown(check, Unit.WAN, (change(report, total), *terms, *unread))
        yield result


def _says_a_change(part: Term) -> bool:
    """Whether the words behind an amount of which no change was read are those of one."""
    clause = re.split("[；。]", part.place.text)[0]
    return part.yuan is None and bool(re.search(rf"(?:{DIRECTION})", clause))


def _stated_parts(facts: dict[str, ReadFact], keys: tuple[str, ...]) -> Iterator[str]:
    """The parts; vehicles that print no change are their purchase and running costs."""
    for key in keys:
        if key == "vehicles" and key in facts and not facts[key].change_text:
            yield from ("vehicle_purchase", "vehicle_running")
        else:
            yield key


def _all_state_a_change(parts: list[ReadFact]) -> bool:
    """Whether every part with money states its change; a part of 0 need not."""
    return all(part.change_text or part.value == 0 for part in parts)


def facts_with_a_change(report: BudgetReport) -> Iterator[tuple[str, ReadFact]]:
    """Every stated fact with a printed change, and a stable code for it: its key, or its position in the list."""
    for topic in (Topic.NARRATIVE, Topic.THREE_PUBLIC, Topic.AGENCY_OPERATING):
        for key, fact in facts_of(report, topic).items():
            if fact.change_text:
                prefix = "" if topic is Topic.NARRATIVE else f"{topic.word.replace('_', '-')}."
                yield prefix + key, fact
    for identity, fact in zip(function_ids(report), functions_of(report), strict=True):
        if fact.change_text:
            yield identity, fact


def changes_within_their_amount(report: BudgetReport) -> Iterator[CheckOutcome]:
    """An increase is not larger than the amount: its base would be negative."""
    for code, fact in facts_with_a_change(report):
        if fact.change is not None and fact.change > 0:
            title = worded("narrative.base", **_named(fact))
            check = check_of(f"base.{code}", title)
            yield compare_at_most(check, change(report, fact), money(report, fact), Unit.WAN)


def _named(fact: ReadFact) -> dict[str, str]:
    """The name of what changed, as titles of checks print it."""
    return {"topic": fact.topic.value, "name": name_of(fact)}


def _named_amounts(words: RunningText, name: str, before: str = "") -> list[tuple[ProseAmount, int]]:
    """The exact amounts right after a name, each with the position from which it is quoted."""
    found = []
    for amount in find_amounts(words.text):
        match = re.search(rf"{before}(?P<name>{name})$", words.text[: amount.start])
        if match and not amount.approximate:
            found.append((amount, match.start("name")))
    return found


def _base_amount(report: BudgetReport, fact: ReadFact, year: int | str | None = None) -> Term | None:
    """The printed base of the change; None unless exactly one amount is named for that year and kind."""
    words = words_of(report, fact)
    year = year or fact.base_year
    kind = "(?:预算)?执行数" if "执行" in fact.base else "(?:预算数|预算)"
    named = _named_amounts(words, rf"(?<=[，。；：]){year}年(?:当年)?{kind}(?:安排)?为?")
    if len({amount.yuan for amount, _start in named}) != 1:
        return None
    return other_money(fact, words, *named[0])


def amounts_named_twice(report: BudgetReport) -> Iterator[CheckOutcome]:
    """An entry that states the year's budget twice (2023年预算安排441.25万元) states the same amount."""
    behind = r"(?:执行数|预算数|预算)为?[0-9.,，]+\s*[万亿]?元"  # without these words it may be a part of the entry's money
    for identity, fact in zip(function_ids(report), functions_of(report), strict=True):
        words = words_of(report, fact)
        named = _named_amounts(
            words, rf"(?<=[，。；]){report.year}年(?:当年)?预算(?:数|安排)*为?", rf"{behind}[，。；]"
        )
        own = rf"(?<=。){report.year}年(?:当年)?预算(?:数|安排)+为?"
        named += [each for each in _named_amounts(words, own) if _ends_a_sentence(words, each[0])]
        for m, (amount, start) in enumerate(dict(named).items()):
            suffix = f"-{m + 1}" if m else ""
            title = worded("narrative.twice", name=name_of(fact))
            check = check_of(f"twice.{identity}{suffix}", title)
            yield compare_same(check, money(report, fact), other_money(fact, words, amount, start), Unit.WAN)


def _ends_a_sentence(words: RunningText, amount: ProseAmount) -> bool:
    """Whether nothing is said of an amount any more, such as what part of the money it is."""
    return words.text[amount.end : amount.end + 1] in ("", "。")


def unchanged_amounts(report: BudgetReport) -> Iterator[CheckOutcome]:
    """持平: the amount is equal to its base, where the base is printed."""
    for code, fact in facts_with_a_change(report):
        unmoved = fact.change is not None and direction(fact.change_text) == "持平"
        base = _base_amount(report, fact) if unmoved else None
        if base is not None:
            title = worded("narrative.unchanged", **_named(fact), year=fact.base_year, base=fact.base)
            yield compare_same(check_of(f"unchanged.{code}", title), money(report, fact), base, Unit.WAN)


def stated_differences(report: BudgetReport) -> Iterator[CheckOutcome]:
    """The stated change in money = the amount − its printed base."""
    for code, fact in facts_with_a_change(report):
        base = _base_amount(report, fact)
        if base is None or fact.change is None or direction(fact.change_text) == "持平":
            continue
        title = worded("narrative.difference", **_named(fact), year=fact.base_year, base=fact.base)
        check = check_of(f"difference.{code}", title)
        yield compare_sum(check, money(report, fact), [base, change(report, fact)], Unit.WAN)


_UP, _DOWN = "增加|增长|上升|提高|增幅", "减少|下降|降低|降幅"
_PERCENT = re.compile(rf"(?P<direction>{_UP}|{_DOWN})(?:了|为|达)?(?P<number>\d+(?:\.\d+)?)\s*[%％]")
_PERCENT_BEHIND = re.compile(rf"\s*[，,（(]?\s*(?:同比)?{_PERCENT.pattern}")


def _stated_percent(report: BudgetReport, fact: ReadFact) -> Term | None:
    """The signed percentage that is the change, or that is printed right after it."""
    words = words_of(report, fact)
    start = words.text.find(fact.change_text, max(words.text.find(fact.text), 0))
    if start < 0 or not direction(fact.change_text):
        return None
    end = start + len(fact.change_text)
    match = _PERCENT.search(fact.change_text) or _PERCENT_BEHIND.match(words.text, end)
    if match is None:
        return None
    number = Decimal(match["number"])
    sign = -1 if re.fullmatch(_DOWN, match["direction"]) else 1
    stop = end if match.string == fact.change_text else match.end()
    piece = words.piece(stop - 1)
    # Where the percentage is the whole printed change, the finding is one about that change.
    what = AtChange(fact) if stop == end else None
    place = quoted(fact.topic.value, fact.label, piece, words.text[start:stop], what)
    exponent = number.as_tuple().exponent
    assert isinstance(exponent, int)
    return Term(sign * number, Decimal(1).scaleb(exponent), PERCENT, place)


def _from_base(amount: Decimal, base: Decimal) -> Decimal:
    return (amount - base) / base * 100


def _from_change(amount: Decimal, difference: Decimal) -> Decimal:
    return difference / (amount - difference) * 100


def _between(report: BudgetReport, fact: ReadFact) -> Term:
    """The words between the amount and its change, which may name the base."""
    words = words_of(report, fact)
    start = max(words.text.find(fact.text), 0)
    end = words.text.find(fact.change_text, start)
    place = quoted(fact.topic.value, fact.label, words.piece(start), words.text[start : max(end, start)])
    return Term(None, Decimal(0), PERCENT, place)


def stated_percentages(report: BudgetReport) -> Iterator[CheckOutcome]:
    """A stated percentage = (amount − base) ÷ base, by the printed base or the printed change in money."""
    for code, fact in facts_with_a_change(report):
        percent = _stated_percent(report, fact)
        if percent is None:
            continue
        title = worded("narrative.percent", **_named(fact))
        amount, base = money(report, fact), _base_amount(report, fact)
        if base is None and (agrees := _agrees_with_another_year(report, code, fact, percent)) is not None:
            yield agrees
            continue
        other = base if base is not None else change(report, fact)
        divisor = other.yuan if base is not None or other.yuan is None else fact.value - other.yuan
        if divisor is None or divisor <= 0:
            reason = worded("why.no-base") if divisor is None else worded("why.base-zero")
            check = check_of(f"percent.{code}", undecided(title, reason))
            yield unknown(
                check, PERCENT, (percent, amount, _between(report, fact) if divisor is None else other)
            )
        else:
            of = _from_base if base is not None else _from_change
            yield compare_percent(check_of(f"percent.{code}", title), percent, (amount, other), of)


def _agrees_with_another_year(
    report: BudgetReport, code: str, fact: ReadFact, percent: Term
) -> CheckOutcome | None:
    """The check against the one outturn that is printed, of another year than the change names, where it agrees.

    Then the year is the slip, which another rule names; the percentage is not in doubt.
    """
    base = _base_amount(report, fact, r"20\d\d") if "执行" in fact.base and fact.change is None else None
    if base is None or not base.yuan:
        return None
    check = check_of(f"percent.{code}", worded("narrative.percent", **_named(fact)))
    result = compare_percent(check, percent, (money(report, fact), base), _from_base)
    return result if result.verdict in (Verdict.EQUAL, Verdict.ROUNDING) else None


RULES = (
    changes_of_income_and_expenditure,
    changes_to_their_total,
    changes_within_their_amount,
    amounts_named_twice,
    unchanged_amounts,
    stated_differences,
    stated_percentages,
)
