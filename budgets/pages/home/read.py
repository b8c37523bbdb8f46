"""Every body with its latest edition."""

from django.db.models import Case, CharField, Count, F, OuterRef, Q, Subquery, Value, When

from budgets.form.terms import FixedTerm
from budgets.models import Body, EditionVersion
from budgets.pages.editions import Status, published_versions
from budgets.pages.years.read import Versions, with_totals


class Tier(FixedTerm):
    """层级 of a body, taken from a document's title: 上海市普陀区2025年区级部门预算."""

    MUNICIPAL = "市级"
    DISTRICT = "区级"


def latest_versions(kind: str = "") -> Versions:
    """The latest live version of each body, by name; with `kind` only versions of that kind.

    Of two kinds in one year the departmental budget is taken. Annotated with name, year, tier ("" where the
    title does not say), the body's number of editions, and the printed totals.
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
    """The tier that the title names; "" when it names none or both."""
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
