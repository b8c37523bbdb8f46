"""Finding bodies, editions and their published versions."""

from django.db.models import QuerySet

from budgets.models import Body, Edition, EditionVersion

Status = EditionVersion.Status


def published_version(body_slug: str, year: int, kind: str) -> EditionVersion | None:
    """The version of that edition which is live now, with edition, body and source (without its bytes)."""
    return (
        EditionVersion.objects.select_related("edition__body", "source")
        .defer("source__content")
        .filter(
            edition__body__slug=body_slug, edition__year=year, edition__kind=kind, status=Status.PUBLISHED
        )
        .first()
    )


def published_versions() -> QuerySet[EditionVersion]:
    """Every live version with its edition and body, in no order."""
    return EditionVersion.objects.select_related("edition__body").filter(status=Status.PUBLISHED).order_by()


def only_body() -> Body | None:
    """The one body of which anything is published; None when there is none, or more than one."""
    bodies = Body.objects.filter(editions__versions__status=Status.PUBLISHED).distinct()[:2]
    return bodies[0] if len(bodies) == 1 else None


def editions_of(body: Body) -> list[Edition]:
    """The live editions of a body: departmental budgets before unit budgets, the earliest year first."""
    live = Edition.objects.filter(body=body, versions__status=Status.PUBLISHED)
    return list(live.select_related("body").order_by("kind", "year"))


def anything_published() -> bool:
    """Whether the site has an edition to show."""
    return EditionVersion.objects.filter(status=Status.PUBLISHED).exists()
