"""What is asked of the index, the same for every database: words, where to look, and bounds of an amount."""

from dataclasses import dataclass
from decimal import Decimal

from budgets.models import SearchKind
from budgets.search.terms import KIND, Phrase


@dataclass(frozen=True)
class All:
    """Every one of these."""

    of: tuple["Question", ...]


@dataclass(frozen=True)
class Any_:
    """At least one of these."""

    of: tuple["Question", ...]


Question = Phrase | All | Any_


def both(*questions: Question) -> Question:
    """All of the questions; one alone is itself."""
    return questions[0] if len(questions) == 1 else All(questions)


def either(*questions: Question) -> Question:
    """At least one of the questions; one alone is itself."""
    return questions[0] if len(questions) == 1 else Any_(questions)


def term(text: str) -> Phrase:
    """One term alone."""
    return Phrase((text,))


@dataclass(frozen=True)
class IdSpan:
    """Ids from `first` to before `end`, all of one kind, whose entries have the term `mark`."""

    first: int
    end: int
    kind: SearchKind

    @property
    def mark(self) -> str:
        """The term of all entries of the kind."""
        return f"{KIND}{self.kind.value}"


@dataclass(frozen=True)
class Bounds:
    """The smallest and the largest yuan of which an entry must have an amount; None is no bound."""

    smallest: Decimal | None = None
    largest: Decimal | None = None

    def condition(self, entry: str) -> tuple[str, list[Decimal]]:
        """It as SQL about the entry with that id, and its parameters."""
        given = [
            (sign, yuan) for sign, yuan in ((">=", self.smallest), ("<=", self.largest)) if yuan is not None
        ]
        if not given:
            return "", []
        within = "".join(f" AND a.yuan {sign} %s" for sign, _ in given)
        # Not EXISTS: PostgreSQL would gather every amount within the bounds first, which are most of all amounts.
        amount = f"SELECT 1 FROM budgets_searchamount a WHERE a.entry_id = {entry}{within} LIMIT 1"
        sql = f" AND ({amount}) IS NOT NULL"
        return sql, [yuan for _, yuan in given]


NO_BOUNDS = Bounds()
