"""Changes against an earlier year that the notes state, in yuan or only in per cent, with their reasons."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from budgets.form.changes import is_percentage
from budgets.form.terms import Topic
from budgets.models import EditionVersion, StatedFact
from budgets.pages.places import place_link
from budgets.words import changes as words
from budgets.words.official import marked, with_gloss
from budgets.words.overview import base_of
from budgets.words.sentences import filled, listed

CHANGING = tuple(topic.word for topic in (Topic.NARRATIVE, Topic.THREE_PUBLIC, Topic.AGENCY_OPERATING))
FUNCTION = "function"  # the key of facts about one item of the functional classification
IN_SIGHT = 12  # rows shown; further ones are folded away


@dataclass(frozen=True)
class StatedChange:
    """A printed change against an earlier year; identical entries are joined into one."""

    facts: tuple[StatedFact, ...]

    @property
    def fact(self) -> StatedFact:
        """The first of them, for amount, base and reason."""
        return self.facts[0]

    @property
    def name(self) -> str:
        """What it is about, as printed."""
        return "、".join(dict.fromkeys(fact.label for fact in self.facts))

    @property
    def unmoved(self) -> bool:
        """Whether it is printed as 持平. A change given only in per cent is not."""
        return self.fact.change == 0

    @property
    def size(self) -> str:
        """For a change without an amount, its printed words without the base: 减少57.14%; else ""."""
        return words.size(self.fact.change, self.fact.change_text)

    @property
    def written(self) -> SafeString:
        """The change as the table shows it: its printed words, or its amount with a sign."""
        return words.written(self.fact.change, self.fact.change_text)

    @property
    def heading(self) -> str:
        """What heads the change where columns are folded: with a unit, unless the words have their own."""
        return _("增减") if self.size else _("增减（万元）")

    @property
    def words_alone(self) -> SafeString:
        """The change as printed, without its reason."""
        return words.in_words(self.fact.change, self.fact.change_text)

    @property
    def words(self) -> SafeString:
        """The change as printed, with the reason where one is given."""
        if not self.fact.reason:
            return self.words_alone
        values = {"change": self.words_alone, "reason": marked(self.fact.reason)}
        return filled(_("%(change)s：“%(reason)s”"), **values)

    @property
    def base(self) -> str:
        """What it is against: 2024年预算数."""
        return base_of(self.fact.base_year, self.fact.base)

    @property
    def names(self) -> SafeString:
        """What it is about, each name leading to where it is printed."""
        return listed(place_link(fact, fact.version, with_gloss(fact.label)) for fact in self.facts)


@dataclass(frozen=True)
class ChangeTables:
    """The changes of one edition: those that moved, shown or folded away, and those that did not (持平)."""

    moved: tuple[StatedChange, ...]
    folded: tuple[StatedChange, ...]
    unmoved: tuple[StatedChange, ...]

    @property
    def unmoved_entries(self) -> int:
        """How many entries did not move; one row may stand for several identical entries."""
        return sum(len(change.facts) for change in self.unmoved)

    @property
    def by_percentage(self) -> bool:
        """Whether a change that moved is printed only in per cent."""
        return any(is_percentage(change.size) for change in self.moved + self.folded)


def states_change(fact: StatedFact) -> bool:
    """Whether a change is printed with the fact, in yuan, in per cent or as 持平."""
    return fact.change is not None or bool(fact.change_text)


def fiscal_change(facts: Iterable[StatedFact]) -> StatedFact | None:
    """The printed change of fiscal appropriation against an earlier year, with its reason if one is given."""
    stated = [f for f in facts if f.topic == CHANGING[0] and states_change(f)]
    order = ("fiscal_expenditure", "fiscal_appropriation_income", "general_public")
    return next((f for key in order for f in stated if f.key == key), None)


def states_total_change(facts: Iterable[StatedFact]) -> bool:
    """Whether the narrative gives a change of all funds, not of fiscal appropriation alone."""
    totals = ("income_total", "expenditure_total")
    return any(f.key in totals and states_change(f) for f in facts)


def stated_changes(facts: Iterable[StatedFact]) -> tuple[StatedChange, ...]:
    """Every change that the notes state, those without change last, in printed order."""
    same: dict[tuple[object, ...], list[StatedFact]] = {}
    for fact in facts:
        if states_change(fact) and fact.topic in CHANGING:
            own = () if fact.topic == CHANGING[0] and fact.key != FUNCTION else (fact.topic, fact.label)
            same.setdefault((*own, fact.text, fact.change_text, fact.reason), []).append(fact)
    changes = [StatedChange(tuple(group)) for group in same.values()]
    return tuple(sorted(changes, key=lambda change: change.unmoved))


def change_tables(facts: Iterable[StatedFact]) -> ChangeTables:
    """The changes as a page shows them.

    Up to twelve that moved are in printed order. Of more, totals and “三公” come first, then the items with the
    largest budgeted amounts; the other items are folded away, also largest first.
    """
    changes = stated_changes(facts)
    moved = tuple(change for change in changes if not change.unmoved)
    folded: tuple[StatedChange, ...] = ()
    if len(moved) > IN_SIGHT:
        whole = tuple(change for change in moved if change.fact.key != FUNCTION)
        items = largest_first(change for change in moved if change.fact.key == FUNCTION)
        room = max(IN_SIGHT - len(whole), 0)
        moved, folded = whole + items[:room], items[room:]
    return ChangeTables(moved, folded, tuple(change for change in changes if change.unmoved))


def largest_first(changes: Iterable[StatedChange]) -> tuple[StatedChange, ...]:
    """The changes by budgeted amount, not by the size of the change, which is often only in per cent."""
    return tuple(sorted(changes, key=lambda change: change.fact.value, reverse=True))


@dataclass(frozen=True)
class YearOfChanges:
    """The changes that one edition states: of fiscal appropriation, and of each item, largest first."""

    version: EditionVersion
    fiscal: StatedChange | None
    items: tuple[StatedChange, ...]


def changes_by_year(versions: Iterable[EditionVersion]) -> list[YearOfChanges]:
    """The printed changes of each of the editions that states one, 持平 among them; one query."""
    by_version: dict[int, list[StatedFact]] = {}
    for fact in StatedFact.objects.filter(version__in=versions, topic=CHANGING[0]).order_by("position"):
        by_version.setdefault(fact.version_id, []).append(fact)
    years = (_year(version, by_version.get(version.pk, [])) for version in versions)
    return [year for year in years if year.fiscal or year.items]


def _year(version: EditionVersion, facts: list[StatedFact]) -> YearOfChanges:
    fiscal = fiscal_change(facts)
    items = stated_changes(fact for fact in facts if fact.key == FUNCTION)
    return YearOfChanges(version, StatedChange((fiscal,)) if fiscal else None, largest_first(items))
