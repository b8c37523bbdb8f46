"""Kind 4, directions: whether an increase or decrease agrees with its reason and with the amounts printed with it.

Only a certain contradiction differs: a reason may name things that rise while the whole amount falls.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from budgets.form.amounts import ProseAmount, find_amounts
from budgets.form.changes import direction
from budgets.form.terms import SectionKey, Topic
from budgets.parsing.records import BudgetReport, ReadFact
from budgets.reconcile.between import plain_name
from budgets.reconcile.narrative_changes import facts_with_a_change
from budgets.reconcile.narrative_functions import name_of
from budgets.reconcile.outcomes import CheckOutcome
from budgets.reconcile.prose import Prose, section_proses, statement_proses
from budgets.reconcile.stated import change, facts_of, quoted, words_of
from budgets.reconcile.verdicts import equal_if, finding
from budgets.reconcile.wording import worded

_UP, _DOWN, _SAME = "增加|增长|上升|提高|增大", "减少|下降|降低|压缩|压减", "保持不变|持平|不变|没有变化"
_ANY = f"{_UP}|{_DOWN}|{_SAME}"


def _sign(word: str) -> int:
    return 1 if re.fullmatch(_UP, word) else -1 if re.fullmatch(_DOWN, word) else 0


# 宣传事务经费增加 and nothing more: the reason only names the amount itself.
_REASON = re.compile(
    rf"(?P<subject>[^，。；]+?)(?:的?(?:经费|预算|支出|资金|费用|金额))?(?:比上年|较上年|同比|有所)*(?P<word>{_ANY})"
)


def reasons_of_changes(report: BudgetReport) -> Iterator[CheckOutcome]:
    """比上年减少2.98%。主要原因是：宣传事务经费增加: a reason that only names the amount has the direction of its change."""
    for code, fact in facts_with_a_change(report):
        reason = _REASON.fullmatch(fact.reason.strip())
        stated = direction(fact.change_text)
        if reason is None or not stated or not _is_the_thing(reason["subject"], fact):
            continue
        holds = _sign(stated) == _sign(reason["word"])
        said = {"topic": fact.topic.value, "name": name_of(fact), "change": stated, "reason": reason["word"]}
        title = worded("narrative.reason", **said) if holds else worded("narrative.reason.contrary", **said)
        words = words_of(report, fact)
        at = words.text.find(fact.reason, max(words.text.find(fact.change_text), 0))
        why = quoted(fact.topic.value, fact.label, words.piece(max(at, 0)), fact.reason)
        yield finding(f"narrative.reason.{code}", title, equal_if(holds), change(report, fact).place, why)


def _is_the_thing(subject: str, fact: ReadFact) -> bool:
    """Whether the reason is about the fact's whole amount: no other amount, and not a part of it."""
    label = re.sub(r"[（(][类款项][）)]|[-－—–]", "", fact.label)
    return _bare(label).endswith(_bare(subject))


def _bare(name: str) -> str:
    """A name without the words that may follow it: 宣传事务经费, 住房保障支出."""
    return re.sub(r"(?:经费|预算|支出|资金|费)+$", "", plain_name(name))


_REASON_OF_ALL = re.compile(rf"财政拨款(?:收入|支出|收支)+(?:预算)?(?P<word>{_UP}|{_DOWN})的?(?:主要)?原因")


def reason_of_the_whole(report: BudgetReport) -> Iterator[CheckOutcome]:
    """财政拨款收入支出增加的主要原因: the printed change of the fiscal appropriation is an increase."""
    facts = facts_of(report, Topic.NARRATIVE)
    fact = facts.get("fiscal_expenditure") or facts.get("fiscal_appropriation_income")
    if fact is None or fact.change is None:
        return
    for section in report.sections:
        for passage in section.passages if section.key is SectionKey.NARRATIVE else ():
            said = _REASON_OF_ALL.search(passage.text)
            if said:
                holds = (fact.change > 0) - (fact.change < 0) == _sign(said["word"])
                named = {"label": fact.label, "word": said["word"]}
                if holds:
                    title = worded("narrative.reason.whole", **named)
                else:
                    title = worded("narrative.reason.whole-contrary", **named)
                here = quoted(Topic.NARRATIVE.value, fact.label, passage, said.group())
                yield finding(
                    "narrative.reason.fiscal", title, equal_if(holds), here, change(report, fact).place
                )


_FROM = re.compile(r"(?:由|从)[^，。；\d]{0,12}(?:\d{4}年[^，。；\d]{0,8})?$")
_TO = re.compile(rf"[^，。；\d]{{0,4}}(?P<word>{_UP}|{_DOWN})(?:到|至|为)")


def moves_from_and_to(report: BudgetReport) -> Iterator[CheckOutcome]:
    """由90万元增加到100万元: the second amount is larger where the word says increase, smaller where it says decrease."""
    number = 0
    for prose in (*section_proses(report), *statement_proses(report)):
        amounts = find_amounts(prose.text) if _TO.search(prose.text) else ()
        for first, second in pairwise(amounts):
            word = _TO.fullmatch(prose.text, first.end, second.start)
            if word and _FROM.search(prose.text[max(0, first.start - 30) : first.start]):
                number += 1
                yield _move(prose, number, first, second, word["word"])


def _move(prose: Prose, number: int, first: ProseAmount, second: ProseAmount, word: str) -> CheckOutcome:
    moved: Decimal = second.yuan - first.yuan
    holds = (moved > 0) - (moved < 0) == _sign(word)
    title = worded("narrative.move", word=word) if holds else worded("narrative.move.contrary", word=word)
    return finding(
        f"narrative.move.{prose.code}.{number}", title, equal_if(holds), prose.place(first.start, second.end)
    )


RULES = (reasons_of_changes, reason_of_the_whole, moves_from_and_to)
