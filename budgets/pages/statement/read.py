"""One project statement, complete: parts, instalments, amounts and dates, with its neighbours."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, Model, OuterRef, QuerySet, Subquery, Value

from budgets.form.terms import LinkState, PartKey, QuoteUse
from budgets.models import (
    AmountPart,
    EditionVersion,
    Instalment,
    Milestone,
    Placed,
    ProjectStatement,
    Quotation,
    StatementPart,
)
from budgets.pages.statement.spending_plan import SpendingPlan, stated_amount

_PURPOSE = PartKey.OVERVIEW.word
_BUDGET = PartKey.BUDGET.word
_PERIOD = PartKey.PERIOD.word
_IMPLEMENTING_BODY = PartKey.IMPLEMENTING_BODY.word


@dataclass(frozen=True)
class NestedPart:
    """One part of the amount and the parts inside it."""

    part: AmountPart
    inside: tuple[AmountPart, ...]

    @property
    def derived(self) -> Decimal | None:
        """Our sum of the parts inside (推算) where the part prints no amount; None when one of them has none."""
        amounts = [p.amount for p in self.inside]
        if self.part.amount is not None or not amounts:
            return None
        known = [a for a in amounts if a is not None]
        return sum(known, Decimal()) if len(known) == len(amounts) else None

    @property
    def derived_approximate(self) -> bool:
        """Whether the document says 约 of any part inside."""
        return any(p.approximate for p in self.inside)


@dataclass(frozen=True)
class Places:
    """Where the document prints what the page shows: the words themselves, else the part that contains them."""

    quotations: tuple[Quotation, ...]
    parts: tuple[StatementPart, ...]

    @property
    def total(self) -> Placed | None:
        """Where the total is printed; the whole part where the total is our sum."""
        return self._of(QuoteUse.TOTAL, _BUDGET)

    @property
    def fiscal(self) -> Placed | None:
        """Where 财政资金 is printed."""
        return self._of(QuoteUse.FISCAL, _BUDGET)

    @property
    def self_raised(self) -> Placed | None:
        """Where 自筹资金 is printed."""
        return self._of(QuoteUse.SELF_RAISED, _BUDGET)

    @property
    def period(self) -> Placed | None:
        """Where 实施周期 is printed."""
        return self._of(QuoteUse.PERIOD, _PERIOD)

    @property
    def instalments(self) -> dict[int, Quotation]:
        """The words of each instalment, by its position."""
        return self._numbered(QuoteUse.INSTALMENT)

    @property
    def amount_parts(self) -> dict[int, Quotation]:
        """The words of each part of the amount, by its position."""
        return self._numbered(QuoteUse.PART)

    @property
    def milestones(self) -> dict[int, Quotation]:
        """The words of each dated step, by its position."""
        return self._numbered(QuoteUse.MILESTONE)

    @property
    def uncounted(self) -> tuple[Quotation, ...]:
        """The amounts that were understood and not counted, in printed order."""
        return tuple(q for q in self.quotations if q.use == QuoteUse.UNCOUNTED.word)

    def _of(self, use: QuoteUse, key: str) -> Placed | None:
        said = next((q for q in self.quotations if q.use == use.word), None)
        return said or next((part for part in self.parts if part.key == key), None)

    def _numbered(self, use: QuoteUse) -> dict[int, Quotation]:
        return {q.number: q for q in self.quotations if q.use == use.word and q.number}


@dataclass(frozen=True)
class FullStatement:
    """Everything that the statement's page shows."""

    statement: ProjectStatement
    parts: tuple[StatementPart, ...]
    plan: SpendingPlan
    amount_parts: tuple[NestedPart, ...]
    milestones: tuple[Milestone, ...]
    places: Places
    previous: ProjectStatement | None
    next: ProjectStatement | None

    @property
    def has_derived_parts(self) -> bool:
        """Whether any part of the amount is our sum."""
        return any(part.derived is not None for part in self.amount_parts)

    @property
    def budget_part(self) -> StatementPart | None:
        """年度预算安排, where the amounts and instalments are printed."""
        return next((part for part in self.parts if part.key == _BUDGET), None)

    @property
    def implementing_part(self) -> StatementPart | None:
        """实施主体, where the implementer is printed."""
        return next((part for part in self.parts if part.key == _IMPLEMENTING_BODY), None)

    @property
    def state_now(self) -> str:
        """The link state in force, taking into account what an administrator confirmed."""
        return str(vars(self.statement)["state_now"])

    @property
    def link_words(self) -> str:
        """The words that made the link; "" where they are a whole text, which the page shows anyway."""
        return "" if self.statement.link_state == LinkState.UNNAMED.value else self.statement.link_words

    @property
    def first_parts(self) -> tuple[StatementPart, ...]:
        """The parts on what the project is for, which are shown before all figures."""
        return tuple(part for part in self.parts if part.key == _PURPOSE)

    @property
    def other_parts(self) -> tuple[StatementPart, ...]:
        """The other parts in printed order."""
        return tuple(part for part in self.parts if part.key != _PURPOSE)


def full_statement(version: EditionVersion, slug: str) -> FullStatement | None:
    """The statement at that address; None when the edition has none."""
    statement = ProjectStatement.objects.filter(version=version, slug=slug).with_units().first()
    if statement is None:
        return None
    statement.version = version  # with its edition and body, which are read already
    previous, following = _neighbours(statement)
    parts = tuple(statement.statementparts.order_by("position"))
    return FullStatement(
        statement,
        parts,
        SpendingPlan(
            tuple(statement.instalments.order_by("position")), stated_amount(statement), statement.approximate
        ),
        nested(list(statement.amountparts.order_by("position"))),
        tuple(statement.milestones.order_by("position")),
        Places(tuple(statement.quotations.order_by("position")), parts),
        previous,
        following,
    )


def nested(parts: Sequence[AmountPart]) -> tuple[NestedPart, ...]:
    """The outer parts in printed order with the parts inside them; a part without its parent is an outer one."""
    outer = [p for p in parts if p.parent is None]
    positions = {p.position for p in outer}
    return tuple(
        NestedPart(part, tuple(p for p in parts if p.parent is not None and p.parent == part.position))
        for part in parts
        if part.parent is None or part.parent not in positions
    )


def _neighbours(statement: ProjectStatement) -> tuple[ProjectStatement | None, ProjectStatement | None]:
    """The statements printed before and after this one."""
    around = ProjectStatement.objects.filter(version_id=statement.version_id).only("number", "slug", "name")
    before = around.filter(number__lt=statement.number).order_by("-number").first()
    after = around.filter(number__gt=statement.number).order_by("number").first()
    return before, after


# ---- lists and files ----


def amount_places(statements: Iterable[ProjectStatement]) -> dict[tuple[int, str], Quotation]:
    """Where the stated amounts of these statements are printed, by statement and field: total, fiscal, self_raised."""
    uses = [use.word for use in (QuoteUse.TOTAL, QuoteUse.FISCAL, QuoteUse.SELF_RAISED)]
    quotations = Quotation.objects.filter(statement__in=list(statements), use__in=uses)
    return {(q.statement_id, q.use): q for q in quotations.order_by("-position")}


Statements = QuerySet[ProjectStatement]


def instalments_of(statements: Statements) -> QuerySet[Instalment]:
    """The instalments of these statements in printed order, with the page and line of each."""
    instalments = Instalment.objects.filter(statement__in=_only_keys(statements))
    return instalments.annotate(**_places(QuoteUse.INSTALMENT)).order_by("statement__number", "position")


def amount_parts_of(statements: Statements) -> QuerySet[AmountPart]:
    """The named parts of these statements' amounts in printed order, with the page and line of each."""
    parts = AmountPart.objects.filter(statement__in=_only_keys(statements))
    return parts.annotate(**_places(QuoteUse.PART)).order_by("statement__number", "position")


def uncounted_of(statements: Statements) -> QuerySet[Quotation]:
    """The amounts that these statements name and that are not counted, in printed order."""
    uncounted = Quotation.objects.filter(statement__in=_only_keys(statements), use=QuoteUse.UNCOUNTED.word)
    return uncounted.order_by("statement__number", "position")


def beside_counts(statements: Statements) -> dict[str, int]:
    """How many rows `instalments_of`, `amount_parts_of` and `uncounted_of` have; one query."""
    lists: dict[str, QuerySet[Model]] = {
        "instalments": instalments_of(statements),
        "amount_parts": amount_parts_of(statements),
        "uncounted": uncounted_of(statements),
    }
    counts = [
        rows.order_by().annotate(of=Value(name)).values("of").annotate(n=Count("pk")).values_list("of", "n")
        for name, rows in lists.items()
    ]
    return dict.fromkeys(lists, 0) | dict(counts[0].union(*counts[1:], all=True))


def _only_keys(statements: Statements) -> QuerySet[ProjectStatement, int]:
    return statements.order_by().values_list("pk", flat=True)


def _places(use: QuoteUse) -> dict[str, Subquery]:
    """The page and line of a numbered row's words, as annotations."""
    said = Quotation.objects.filter(
        statement=OuterRef("statement"), use=use.word, number=OuterRef("position")
    ).order_by("position")
    return {name: Subquery(said.values(name)[:1]) for name in ("place_page", "place_line")}
