"""Questions to the index, the same for every database: terms, spans of ids, and bounds of an amount."""

from dataclasses import dataclass
from decimal import Decimal

from budgets.models import SearchKind
from budgets.search.terms import KIND, Phrase


@dataclass(frozen=True)
class All:
    """Entries that fit all of the questions."""

    of: tuple["Question", ...]


@dataclass(frozen=True)
class Any_:
    """Entries that fit at least one of the questions."""

    of: tuple["Question", ...]


Question = Phrase | All | Any_


def both(*questions: Question) -> Question:
    """The question that asks for all of these; a single one is given as it is."""
    return questions[0] if len(questions) == 1 else All(questions)


def either(*questions: Question) -> Question:
    """The question that asks for at least one of these; a single one is given as it is."""
    return questions[0] if len(questions) == 1 else Any_(questions)


def term(text: str) -> Phrase:
    """The question for a single term."""
    return Phrase((text,))


@dataclass(frozen=True)
class IdSpan:
    """Ids of one kind, from `first` up to, but not including, `end`."""

    first: int
    end: int
    kind: SearchKind

    @property
    def mark(self) -> str:
        """The term that all entries of the kind have."""
        return f"{KIND}{self.kind.value}"


@dataclass(frozen=True)
class Bounds:
    """An entry must have an amount from `smallest` to `largest` yuan; None is no bound."""

    smallest: Decimal | None = None
    largest: Decimal | None = None

    def condition(self, entry: str) -> tuple[str, list[Decimal]]:
        """The bounds as an SQL condition on the entry with that id, and its parameters."""
        given = [
            (sign, yuan) for sign, yuan in ((">=", self.smallest), ("<=", self.largest)) if yuan is not None
        ]
        if not given:
            return "", []
        within = "".join(f" AND a.yuan {sign} %s" for sign, _ in given)
        # Not EXISTS: PostgreSQL would first collect all amounts within the bounds, often most of the table.
        amount = f"SELECT 1 FROM budgets_searchamount a WHERE a.entry_id = {entry}{within} LIMIT 1"
        sql = f" AND ({amount}) IS NOT NULL"
        return sql, [yuan for _, yuan in given]


NO_BOUNDS = Bounds()
