"""The instalments of a project statement: what may be added up, and what we work out (推算)."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from budgets.form.terms import InstalmentKind, Nature
from budgets.models import Instalment, ProjectStatement

FEN = Decimal("0.01")  # the smallest money there is


@dataclass(frozen=True)
class DerivedAmount:
    """An amount that we worked out (推算), yuan; `approximate` when it was rounded or the document says 约."""

    yuan: Decimal
    approximate: bool


def share_of_amount(percent: Decimal, base: Decimal, approximate: bool = False) -> DerivedAmount:
    """`percent` of an amount in yuan, to the fen; `approximate` when the document says 约 of either."""
    exact = percent * base / 100
    yuan = exact.quantize(FEN, ROUND_HALF_UP)
    return DerivedAmount(yuan, approximate or yuan != exact)


@dataclass(frozen=True)
class SpendingPlan:
    """The instalments, and sums of them; `base` is the stated amount that percentages are of, in yuan."""

    instalments: tuple[Instalment, ...]
    base: Decimal | None = None
    base_approximate: bool = False

    @property
    def kinds(self) -> tuple[InstalmentKind, ...]:
        """The kinds of instalments in this plan, each once."""
        own = {i.kind for i in self.instalments}
        return tuple(kind for kind in InstalmentKind if kind.value in own)

    @property
    def derived(self) -> dict[int, DerivedAmount]:
        """Our amount for each instalment that prints only a percentage, by position."""
        if self.base is None:
            return {}
        return {
            i.position: share_of_amount(i.percent, self.base, self.base_approximate or i.approximate)
            for i in self.instalments
            if i.amount is None and i.percent is not None
        }

    @property
    def derived_total(self) -> DerivedAmount | None:
        """The sum of our amounts; None unless every instalment has one, for its own period."""
        shares = tuple(self.derived.values())
        if len(shares) < 2 or len(shares) < len(self.instalments) or not self.increments_only:
            return None
        return DerivedAmount(sum((s.yuan for s in shares), Decimal()), any(s.approximate for s in shares))

    @property
    def increments_only(self) -> bool:
        """Whether every instalment is money or per cent of its own period: only such may be added up."""
        return all(i.kind == InstalmentKind.INCREMENT.value for i in self.instalments)

    @property
    def has_amounts(self) -> bool:
        """Whether any instalment states money."""
        return any(i.amount is not None for i in self.instalments)

    @property
    def has_percents(self) -> bool:
        """Whether any instalment states a percentage."""
        return any(i.percent is not None for i in self.instalments)

    @property
    def amount_total(self) -> Decimal | None:
        """Our sum of the instalments' amounts; None unless each states one for its own period."""
        amounts = [i.amount for i in self.instalments]
        complete = len(amounts) > 1 and self.increments_only and all(a is not None for a in amounts)
        return sum((a for a in amounts if a is not None), Decimal()) if complete else None

    @property
    def is_approximate(self) -> bool:
        """Whether the document says 约 of any instalment's amount."""
        return any(i.approximate for i in self.instalments)

    @property
    def percent_total(self) -> Decimal | None:
        """Our sum of the printed percentages; None unless each states one for its own period."""
        percents = [i.percent for i in self.instalments]
        complete = len(percents) > 1 and self.increments_only and all(p is not None for p in percents)
        return sum((p for p in percents if p is not None), Decimal()) if complete else None


def stated_amount(statement: ProjectStatement) -> Decimal | None:
    """The amount that the statement's percentages are of, in yuan.

    None when it is not printed, is our sum, or comes from two sources, either of which may be meant.
    """
    if statement.nature != Nature.STATED.value or statement.self_raised is not None:
        return None
    return statement.total if statement.fiscal in (None, statement.total) else None
