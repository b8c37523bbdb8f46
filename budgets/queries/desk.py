"""What the desk lists: drafts, editions, versions of a file, the log of an edition."""

from collections.abc import Iterable

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from budgets.models import Body, CheckResult, Edition, EditionVersion, LogEntry
from budgets.vocabulary import Verdict

Status = EditionVersion.Status


def versions_of_file(sha256: str) -> list[EditionVersion]:
    """Every version that was read from the very same bytes, the newest first."""
    versions = EditionVersion.objects.filter(source__sha256=sha256).select_related("edition__body")
    return list(versions.order_by("-pk"))


def version_for_desk(pk: int) -> EditionVersion | None:
    """A version with all that its pages at the desk name; without the file's bytes."""
    versions = EditionVersion.objects.select_related(
        "edition__body", "source", "uploaded_by", "scheduled_by", "replaces"
    )
    return versions.defer("source__content").filter(pk=pk).first()


def drafts(uploaded_by: int | None = None) -> QuerySet[EditionVersion]:
    """The drafts, of one account or of all, the newest first, each with `differs`: how many checks do not agree."""
    differs = Count("checkresults", filter=Q(checkresults__verdict=Verdict.DIFFERS.name.lower()))
    versions = EditionVersion.objects.filter(status=Status.DRAFT).annotate(differs=differs)
    if uploaded_by is not None:
        versions = versions.filter(uploaded_by=uploaded_by)
    return (
        versions.select_related("edition__body", "source", "uploaded_by")
        .defer("source__content")
        .order_by("-pk")
    )


def public_editions(words: str = "") -> QuerySet[Edition]:
    """Every edition that has or had a live version; `words` is a part of the body's name, or a year."""
    numbered = EditionVersion.objects.filter(edition=OuterRef("pk")).exclude(number=None)
    editions = (
        Edition.objects.filter(Exists(numbered))
        .select_related("body")
        .annotate(n=Count("versions", filter=~Q(versions__number=None)))
    )
    for word in words.split():
        wanted = Q(body__name__contains=word) | Q(body__slug__contains=word)
        if word.isascii() and word.isdigit() and len(word) == 4:
            wanted |= Q(year=int(word))
        editions = editions.filter(wanted)
    return editions.order_by("body__name", "-year", "kind")


def was_public(body: Body) -> bool:
    """Whether anything was ever published under the body's address name."""
    return EditionVersion.objects.filter(edition__body=body).exclude(number=None).exists()


def live_version(edition: Edition) -> EditionVersion | None:
    """The version that is live now."""
    versions = edition.versions.filter(status=Status.PUBLISHED).select_related("edition__body", "source")
    return versions.defer("source__content").first()


def log_of(edition: Edition) -> Iterable[LogEntry]:
    """Everything that happened to an edition, newest first."""
    return LogEntry.objects.filter(edition=edition).order_by("-pk")


def finding(version: EditionVersion, pk: int) -> CheckResult | None:
    """One check of a version."""
    return (
        CheckResult.objects.filter(version=version, pk=pk)
        .select_related("version__edition__body", "version__source")
        .defer("version__source__content")
        .first()
    )
