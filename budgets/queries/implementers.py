"""Implementers and listed budget units: what the document says, and what an administrator confirmed beside it."""

from typing import Any

from django.db.models import Case, F, IntegerField, OuterRef, QuerySet, Subquery, TextField, Value, When
from django.db.models.functions import TruncDate

from budgets.models import BudgetUnit, EditionVersion, ImplementerConfirmation, ProjectStatement
from budgets.vocabulary import LinkState

Decision = ImplementerConfirmation.Decision
DECIDED = (Decision.UNIT, Decision.NONE)


def with_units(statements: QuerySet[ProjectStatement]) -> QuerySet[ProjectStatement, Any]:
    """The statements with what counts now, the newest confirmation before the document's own words.

    `unit_number` and `unit_name`: the listed unit that the implementer is for certain, or null.
    `state_now` and `linked_name`: the link state, and the unit that it speaks of, or null.
    `confirmed_on`: the day on which an administrator said so, or null.
    """
    newest = ImplementerConfirmation.objects.filter(statement=OuterRef("pk")).order_by("-pk")
    return statements.annotate(
        decision=Subquery(newest.values("decision")[:1]),
        _decided_at=Subquery(newest.values("created_at")[:1]),
        _decided_number=Subquery(newest.values("unit__number")[:1]),
        _decided_name=Subquery(newest.values("unit__name")[:1]),
    ).annotate(
        unit_number=_now("_decided_number", "budget_unit__number", IntegerField()),
        unit_name=_now("_decided_name", "budget_unit__name", TextField()),
        linked_name=_now("_decided_name", "link_unit__name", TextField()),
        confirmed_on=TruncDate(Case(When(decision__in=DECIDED, then=F("_decided_at")))),
        state_now=Case(
            When(decision=Decision.UNIT, then=Value(LinkState.CONFIRMED.value)),
            When(decision=Decision.NONE, then=Value(LinkState.CONFIRMED_NONE.value)),
            default=F("link_state"),
            output_field=TextField(),
        ),
    )


def _now(decided: str, printed: str, kind: Any) -> Case:
    """What was decided, where anything is, else what the document says."""
    return Case(When(decision__in=DECIDED, then=F(decided)), default=F(printed), output_field=kind)


def not_surely_listed(version: EditionVersion) -> list[ProjectStatement]:
    """The statements whose implementer is not a listed unit by its very name, in printed order."""
    statements = ProjectStatement.objects.filter(version=version).exclude(link_state=LinkState.LISTED.value)
    return list(with_units(statements).order_by("number"))


def confirmed_links(version: EditionVersion) -> dict[int, ImplementerConfirmation]:
    """The newest decision on each statement of a version that was not taken back, by the statement's number."""
    made = ImplementerConfirmation.objects.filter(statement__version=version).select_related(
        "statement", "unit"
    )
    newest = {c.statement.number: c for c in made.order_by("pk")}
    return {number: c for number, c in newest.items() if c.decision != Decision.TAKEN_BACK}


def listed_units(version: EditionVersion) -> list[BudgetUnit]:
    """The listed budget units in printed order."""
    return list(BudgetUnit.objects.filter(version=version).order_by("number"))
