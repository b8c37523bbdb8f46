"""The bodies side by side: each with its latest edition, and every edition of one."""

from enum import Enum
from typing import Any

from django.db.models import Case, CharField, Count, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce

from budgets.models import Body, EditionVersion, ExpenditureLine, RevenueExpenditureLine, RevenueLine
from budgets.queries.editions import Status, published_versions
from budgets.vocabulary import Level, Side

# With what the functions below annotate, which no type of Django's can say.
Versions = QuerySet[EditionVersion, Any]


class Tier(Enum):
    """层级 of a body, as the titles of its documents say: 上海市普陀区2025年区级部门预算."""

    MUNICIPAL = "市级"
    DISTRICT = "区级"


def latest_versions(kind: str = "") -> Versions:
    """The latest live version of each body, by name; with `kind` the latest of that kind, of those that have one.

    Where a year has both, the departmental budget stands for the body. Each has name, year, tier ("" where
    the title does not say), how many editions the body has, and the printed totals.
    """
    of_body = published_versions().filter(edition__body=OuterRef("pk"))
    if kind:
        of_body = of_body.filter(edition__kind=kind)
    newest = of_body.order_by("-edition__year", "edition__kind").values("pk")[:1]
    latest = Body.objects.order_by().annotate(latest=Subquery(newest)).values("latest")
    rows = published_versions().filter(pk__in=latest)
    return (
        with_totals(rows)
        .annotate(name=F("edition__body__name"), year=F("edition__year"), tier=_tier(), editions=_editions())
        .order_by("name", "pk")
    )


def versions_of_body(slug: str) -> list[Any]:
    """The live versions of a body with their printed totals, latest year first; [] when it has none."""
    versions = published_versions().filter(edition__body__slug=slug)
    return list(with_totals(versions).order_by("-edition__year", "edition__kind"))


def with_totals(versions: Versions) -> Versions:
    """The same with `total`, what the edition spends of all funds, and `fiscal`, its fiscal appropriation.

    The total is table 3's, or table 1's where table 3 has none; fiscal appropriation is of table 2's total line.
    """
    printed = {"version": OuterRef("pk"), "level": Level.TOTAL.value}
    spent = ExpenditureLine.objects.filter(**printed).order_by("number").values("total")[:1]
    both_sides = RevenueExpenditureLine.objects.filter(**printed, side=Side.EXPENDITURE.value)
    overall = both_sides.order_by("number").values("expenditure")[:1]
    received = RevenueLine.objects.filter(**printed).order_by("number").values("fiscal_appropriation")[:1]
    return versions.annotate(total=Coalesce(Subquery(spent), Subquery(overall)), fiscal=Subquery(received))


def _tier() -> Case:
    """What the title says; "" when it says neither or both."""
    says = {tier: Q(title__contains=tier.value) for tier in Tier}
    return Case(
        When(says[Tier.MUNICIPAL] & says[Tier.DISTRICT], then=Value("")),
        *(When(words, then=Value(tier.value)) for tier, words in says.items()),
        default=Value(""),
        output_field=CharField(),
    )


def _editions() -> Subquery:
    """How many live editions the body has."""
    live = EditionVersion.objects.filter(
        edition__body=OuterRef("edition__body"), status=Status.PUBLISHED
    ).order_by()
    return Subquery(live.values("edition__body").annotate(n=Count("pk")).values("n"))
