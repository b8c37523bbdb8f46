"""What the desk lists: drafts, editions, versions of a file, the log of an edition."""

from collections.abc import Iterable

from django.db.models import Count, Exists, Model, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from budgets.form.terms import HiddenKind
from budgets.models import Body, CheckResult, Edition, EditionVersion, LogEntry
from budgets.words import beside

Status = EditionVersion.Status


def versions_of_file(sha256: str) -> list[EditionVersion]:
    """Every version that was read from a file with that digest, newest first."""
    versions = EditionVersion.objects.filter(source__sha256=sha256).select_related("edition__body")
    return list(versions.order_by("-pk"))


def version_for_desk(pk: int) -> EditionVersion | None:
    """A version with the related rows that its desk pages show, without the file's bytes; None when missing."""
    versions = EditionVersion.objects.select_related(
        "edition__body", "source", "uploaded_by", "scheduled_by", "replaces"
    )
    return versions.defer("source__content").filter(pk=pk).first()


def drafts(uploaded_by: int | None = None, words: str = "") -> QuerySet[EditionVersion]:
    """The drafts, of one account or of all, the newest first.

    `words` is a part of the body's name, or a year.
    """
    versions = EditionVersion.objects.filter(_named(words, "edition__"), status=Status.DRAFT)
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
    editions = Edition.objects.filter(Exists(numbered), _named(words)).annotate(
        n=_count(numbered, "edition"), is_live=Exists(numbered.filter(status=Status.PUBLISHED))
    )
    return editions.select_related("body").order_by("body__name", "-year", "kind")


def _named(words: str, path: str = "") -> Q:
    """The condition for editions whose body's name contains the words, or that are of that year."""
    wanted = Q()
    for word in words.split():
        own = Q(**{f"{path}body__name__contains": word}) | Q(**{f"{path}body__slug__contains": word})
        if word.isascii() and word.isdigit() and len(word) == 4:
            own |= Q(**{f"{path}year": int(word)})
        wanted &= own
    return wanted


def _count(rows: QuerySet[Model], per: str) -> Coalesce:
    """How many such rows there are, as a subquery: it runs only for the rows of the page that is shown."""
    counted = rows.order_by().values(per).annotate(rows=Count("pk")).values("rows")
    return Coalesce(Subquery(counted), 0)


def was_public(body: Body) -> bool:
    """Whether anything was ever published under the body's address name."""
    return EditionVersion.objects.filter(edition__body=body).exclude(number=None).exists()


def live_version(edition: Edition) -> EditionVersion | None:
    """The version that is live now."""
    versions = edition.versions.filter(status=Status.PUBLISHED).select_related("edition__body", "source")
    return versions.defer("source__content").first()


def last_public_version(edition: Edition) -> EditionVersion | None:
    """The newest version that was ever published, even if it was replaced or withdrawn."""
    versions = edition.versions.exclude(number=None).select_related("edition__body", "source")
    return versions.defer("source__content").order_by("-number").first()


def log_of(edition: Edition, only_of: str | None = None) -> Iterable[LogEntry]:
    """What happened to an edition, newest first; with an account's name only its own and the public acts."""
    entries = LogEntry.objects.filter(edition=edition)
    if only_of is not None:
        public = Q(act__in=LogEntry.PUBLIC_ACTS) & ~Q(version_number=None, act=LogEntry.Act.EXPLAINED)
        entries = entries.filter(public | Q(who=only_of))
    return entries.order_by("-pk")


def finding(version: EditionVersion, pk: int) -> CheckResult | None:
    """One check of a version."""
    return (
        CheckResult.objects.filter(version=version, pk=pk)
        .select_related("version__edition__body", "version__source")
        .defer("version__source__content")
        .first()
    )


def hidden_kinds(version: EditionVersion) -> str:
    """What the file of a version hides that has to be acknowledged, each kind with its number; "" where nothing is."""
    asking = version.hiddencontents.filter(asks=True).order_by("position")
    return beside.kinds(HiddenKind.of(kind) for kind in asking.values_list("kind", flat=True))
