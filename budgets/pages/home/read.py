"""The bodies side by side: each with its latest edition, and every edition of one."""

from django.db.models import Case, CharField, Count, F, OuterRef, Q, Subquery, Value, When

from budgets.form.terms import FixedTerm
from budgets.models import Body, EditionVersion
from budgets.pages.editions import Status, published_versions
from budgets.pages.years.read import Versions, with_totals


class Tier(FixedTerm):
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
