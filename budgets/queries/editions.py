"""Finding bodies, editions and their published versions."""

from django.db.models import QuerySet

from budgets.models import Body, Edition, EditionVersion, LogEntry

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


def numbered_version(body_slug: str, year: int, kind: str, number: int) -> EditionVersion | None:
    """The version of that number, live, superseded or withdrawn; None when there is none."""
    return (
        EditionVersion.objects.select_related("edition__body", "source")
        .defer("source__content")
        .filter(edition__body__slug=body_slug, edition__year=year, edition__kind=kind, number=number)
        .first()
    )


def previewed_version(key: str) -> EditionVersion | None:
    """The version that was uploaded under that preview key, whatever became of it."""
    versions = EditionVersion.objects.select_related("edition__body", "source").defer("source__content")
    return versions.filter(preview_key=key).first()


def withdrawn_version(body_slug: str, year: int, kind: str) -> EditionVersion | None:
    """The newest withdrawn version of an edition of which nothing is live."""
    versions = EditionVersion.objects.select_related("edition__body").filter(
        edition__body__slug=body_slug, edition__year=year, edition__kind=kind
    )
    if versions.filter(status=Status.PUBLISHED).exists():
        return None
    return versions.filter(status=Status.WITHDRAWN).order_by("-number").first()


def withdrawn_editions(body_slug: str) -> list[EditionVersion]:
    """The newest withdrawn version of each edition of a body of which nothing is live, latest year first."""
    live = Edition.objects.filter(versions__status=Status.PUBLISHED)
    versions = (
        EditionVersion.objects.select_related("edition__body")
        .filter(edition__body__slug=body_slug, status=Status.WITHDRAWN)
        .exclude(edition__in=live)
        .order_by("-edition__year", "edition__kind", "-number")
    )
    return list({version.edition_id: version for version in reversed(versions)}.values())[::-1]


def public_versions(edition: Edition) -> list[EditionVersion]:
    """Every version that was ever published, newest first."""
    versions = edition.versions.exclude(number=None).select_related("edition__body", "source", "replaces")
    return list(versions.defer("source__content").order_by("-number"))


def public_log(edition: Edition) -> list[LogEntry]:
    """What the public may know of what happened to an edition, newest first: no names, no addresses."""
    entries = LogEntry.objects.filter(edition=edition, act__in=LogEntry.PUBLIC_ACTS)
    # What was explained on a draft stands with its date beside the finding.
    return list(entries.exclude(act=LogEntry.Act.EXPLAINED, version_number=None).order_by("-pk"))


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
