"""Turns numbers stated in prose into terms of a check, each with the place of its words."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property, partial

from budgets.form.amounts import MONEY_UNIT, ProseAmount, Unit, find_amounts, stated_amount
from budgets.form.function_entries import begins_a_function, goes_on_with_a_function
from budgets.form.terms import CheckKind, SectionKey, Topic
from budgets.parsing.records import BudgetReport, ReadFact, ReadPassage
from budgets.parsing.table_records import Unread
from budgets.reconcile.outcomes import AtChange, AtFact, Check, ComparedPlace, Measure, Term
from budgets.reconcile.verdicts import PERCENT
from budgets.reconcile.wording import Wording

_ENDS = tuple("。；：！？…”）》")
_NUMBERED = re.compile(r"\s*(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十\d]+[）)]|\d+[.．、]\D)")
_GOES_ON = re.compile(r"\s*[”’」』，。；、）)]")  # what no sentence begins with


# An amount in running text, as find_amounts understands it.
AMOUNT_IN_WORDS = rf"[0-9０-９][0-9０-９,，]*(?:[.．][0-9０-９]+)?\s*{MONEY_UNIT}"


def check_of(code: str, title: Wording) -> Check:
    """A check of the narrative under that code."""
    return Check(f"narrative.{code}", CheckKind.NARRATIVE, title)


@dataclass(frozen=True)
class RunningText:
    """Text that a line or page break may have cut: its pieces, each with its beginning and its place."""

    text: str
    pieces: tuple[tuple[int, ReadPassage], ...]

    def piece(self, offset: int) -> ReadPassage:
        """The piece that contains the character at that offset."""
        return next(piece for start, piece in reversed(self.pieces) if start <= offset)


def joined(passages: Iterable[ReadPassage]) -> RunningText:
    """Passages as one running text."""
    text, pieces = "", []
    for passage in passages:
        pieces.append((len(text), passage))
        text += passage.text.strip()
    return RunningText(text, tuple(pieces))


def words_of(report: BudgetReport, fact: ReadFact) -> RunningText:
    """The passage that a fact is read from, with its rest where a break cut it in mid-sentence."""
    for section in report.sections:
        if section.key in (SectionKey.NARRATIVE, SectionKey.OTHER_NOTES):
            for n, passage in enumerate(section.passages):
                if passage.place == fact.place:
                    return joined(_with_its_rest(section.passages[n:]))
    return joined([ReadPassage(fact.text, fact.place)])


def _with_its_rest(passages: tuple[ReadPassage, ...]) -> list[ReadPassage]:
    whole = [passages[0]]
    for passage in passages[1:]:
        begins = _NUMBERED.match(passage.text) or begins_a_function(passage.text)
        ends = begins or whole[-1].text.rstrip().endswith(_ENDS)
        if ends and not (_GOES_ON.match(passage.text) or _is_more_of(whole[0], passage)):
            break
        whole.append(passage)
    return whole


def _is_more_of(entry: ReadPassage, passage: ReadPassage) -> bool:
    """Whether a passage is a sentence of an entry of the list of functions that has each sentence on a line of its own."""
    return goes_on_with_a_function(passage.text) and begins_a_function(entry.text)


def facts_of(report: BudgetReport, topic: Topic) -> dict[str, ReadFact]:
    """The first fact of each key of a topic; functions are left out, because they share one key."""
    found: dict[str, ReadFact] = {}
    for fact in report.facts:
        if fact.topic is topic and fact.key != "function":
            found.setdefault(fact.key, fact)
    return found


@dataclass(frozen=True)
class Stated:
    """An amount that the notes state: what it is called, and the term that it is in checks.

    Of one that is printed and was not read the term has no yuan, and says so; every check that needs it is unknown.
    """

    label: str
    _term: Callable[[], Term]

    @cached_property
    def term(self) -> Term:
        """The amount as a term, with the place of its words."""
        return self._term()


def stated(report: BudgetReport, topic: Topic) -> dict[str, Stated]:
    """The amounts of a topic by their keys: those that were read, and those that are printed and were not."""
    found = {
        key: Stated(fact.label, partial(money, report, fact))
        for key, fact in facts_of(report, topic).items()
        if fact.unit == Unit.YUAN.value
    }
    for unread in lost_of(report, topic):
        found.setdefault(unread.key, Stated(unread.label, partial(lost_term, unread)))
    return found


def lost_of(report: BudgetReport, topic: Topic) -> list[Unread]:
    """What the notes print on a topic in the place of a number, and was not read."""
    return [unread for unread in report.unread_elsewhere if unread.topic is topic and unread.key]


def lost_term(unread: Unread) -> Term:
    """What was not read as a term without a number, quoted as printed."""
    assert unread.topic is not None
    passage = ReadPassage(unread.text, unread.place)
    place = quoted(unread.topic.value, unread.label, passage, unread.text)
    return Term(None, Decimal(0), Unit.WAN, place, unread.cause)


def quoted(
    topic: str, row: str, piece: ReadPassage, text: str, what: AtFact | AtChange | None = None
) -> ComparedPlace:
    """A place in the prose: no table, the name of the note as its column, and the printed words."""
    # The number itself may be on another page than the beginning of its passage.
    printed = what.fact.words_at if what else None
    return ComparedPlace.at(printed or piece.place, text, None, row, topic, what)


def money(report: BudgetReport, fact: ReadFact) -> Term:
    """The stated amount."""
    words = words_of(report, fact)
    amount = stated_amount(fact.text)
    piece = words.piece(max(words.text.find(fact.text), 0))
    place = quoted(fact.topic.value, fact.label, piece, fact.text, AtFact(fact))
    return Term(fact.value, amount.step, amount.unit, place)


def other_money(fact: ReadFact, words: RunningText, amount: ProseAmount, start: int) -> Term:
    """A second amount of the same words, quoted from `start` on."""
    text = words.text[start : amount.end]
    place = quoted(fact.topic.value, fact.label, words.piece(amount.start), text)
    return Term(amount.yuan, amount.step, amount.unit, place)


_BEHIND = 16  # signs


def change(report: BudgetReport, fact: ReadFact) -> Term:
    """The stated change, signed; 持平 is an exact 0; without yuan where the change is not printed in money."""
    words = words_of(report, fact)
    named = max(words.text.find(fact.label), 0)  # one amount may be printed several times in a passage
    stated = max(words.text.find(fact.text, named), 0)
    if not fact.change_text:  # no change is printed: quote the words after the amount
        behind = words.text[stated : stated + len(fact.text) + _BEHIND]
        return Term(
            None, Decimal(0), PERCENT, quoted(fact.topic.value, fact.label, words.piece(stated), behind)
        )
    start = max(words.text.find(fact.change_text, stated), 0)
    amounts = find_amounts(fact.change_text)
    place = quoted(fact.topic.value, fact.label, words.piece(start), fact.change_text, AtChange(fact))
    step, unit = (amounts[-1].step, amounts[-1].unit) if amounts else (Decimal(0), PERCENT)
    return Term(fact.change, step, unit, place)


def count(report: BudgetReport, fact: ReadFact, measure: Measure) -> Term:
    """A stated number of things."""
    words = words_of(report, fact)
    piece = words.piece(max(words.text.find(fact.text), 0))
    place = quoted(fact.topic.value, fact.label, piece, fact.text, AtFact(fact))
    return Term(fact.value, Decimal(0), measure, place)
