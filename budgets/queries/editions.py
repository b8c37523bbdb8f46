"""Finding bodies, editions and their published versions."""

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


def published_versions() -> list[EditionVersion]:
    """Every live version, by body and then the latest year first."""
    return list(
        EditionVersion.objects.select_related("edition__body")
        .filter(status=Status.PUBLISHED)
        .order_by("edition__body__name", "-edition__year", "edition__kind")
    )


def body_with_editions(slug: str) -> tuple[Body, list[EditionVersion]] | None:
    """A body and its live versions, latest first; None when nothing of it is published."""
    versions = [v for v in published_versions() if v.edition.body.slug == slug]
    return (versions[0].edition.body, versions) if versions else None


def anything_published() -> bool:
    """Whether the site has an edition to show."""
    return EditionVersion.objects.filter(status=Status.PUBLISHED).exists()


__all__ = ["Edition", "anything_published", "body_with_editions", "published_version", "published_versions"]
