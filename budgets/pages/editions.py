"""Finding bodies, editions and their published versions."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from budgets.form.counted import Counted
from budgets.models import Body, Edition, EditionVersion, LogEntry, ProjectStatement

Status = EditionVersion.Status

# Versions with what a query annotates (name, year, printed totals), which no type of Django's can say.
AnnotatedVersion = Any
Versions = QuerySet[EditionVersion, AnnotatedVersion]


def published_version(body_slug: str, year: int, kind: str) -> EditionVersion | None:
    """The live version of that edition with edition, body and source (without its bytes); None without one."""
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
    """The version with that preview key, also after it was published or withdrawn; None when unknown."""
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


@dataclass(frozen=True)
class PublicAct:
    """One line of the public log, without names and addresses of people; `key` identifies it."""

    key: int
    act: str
    number: int | None
    at: datetime
    detail: str

    @property
    def name(self) -> SafeString:
        """What was done, and to which version."""
        if self.number is None:
            return format_html("<b>{}</b>", self.act)
        return format_html("<b>{}</b> {}", self.act, _("第 %(n)s 版") % {"n": self.number})


@dataclass(frozen=True)
class EditionAct:
    """One line of the public log together with its edition."""

    edition: Edition
    act: PublicAct
    checks: Counted | None = None


def public_log(edition: Edition) -> list[PublicAct]:
    """The acts on an edition that the public may see, newest first.

    The text of an explanation is shown only beside its finding. Of a withdrawn version only the reasons of the
    withdrawal are shown, so that what was taken off the site does not live on in its log.
    """
    statuses = _statuses([edition.pk])[edition.pk]
    return [_public_act(entry, statuses) for entry in _public_entries().filter(edition=edition)]


def recent_acts(limit: int) -> list[EditionAct]:
    """The newest lines of the public logs of all editions; two queries."""
    entries = list(_public_entries().exclude(edition=None).select_related("edition__body")[:limit])
    statuses = _statuses({entry.edition_id for entry in entries if entry.edition_id})
    return [
        EditionAct(entry.edition, _public_act(entry, statuses[entry.edition_id]))
        for entry in entries
        if entry.edition is not None and entry.edition_id is not None
    ]


Statuses = Mapping[int | None, str]  # the status of each version of an edition, by its number


def _public_entries() -> QuerySet[LogEntry]:
    entries = LogEntry.objects.filter(act__in=LogEntry.PUBLIC_ACTS)
    # An explanation written on a draft is shown with its date beside the finding, so it needs no line here.
    return entries.exclude(act=LogEntry.Act.EXPLAINED, version_number=None).order_by("-pk")


def _statuses(editions: Iterable[int]) -> Mapping[int, dict[int | None, str]]:
    versions = EditionVersion.objects.filter(edition__in=list(editions)).exclude(number=None)
    found: dict[int, dict[int | None, str]] = defaultdict(dict)
    for edition, number, status in versions.values_list("edition", "number", "status"):
        found[edition][number] = status
    return found


def _public_act(entry: LogEntry, statuses: Statuses) -> PublicAct:
    gone = Status.PUBLISHED not in statuses.values()
    detail = entry.detail if _is_said(entry, gone, statuses) else ""
    return PublicAct(entry.pk, entry.get_act_display(), entry.version_number, entry.at, detail)


def _is_said(entry: LogEntry, gone: bool, statuses: Statuses) -> bool:
    if entry.act == LogEntry.Act.WITHDRAWN:
        return True
    withdrawn = gone or statuses.get(entry.version_number) == Status.WITHDRAWN
    return entry.act != LogEntry.Act.EXPLAINED and not withdrawn


def published_versions() -> QuerySet[EditionVersion]:
    """Every live version with its edition and body, in no order."""
    return EditionVersion.objects.select_related("edition__body").filter(status=Status.PUBLISHED).order_by()


def published_bodies() -> QuerySet[Body]:
    """Every body of which anything is live, in no order."""
    return Body.objects.filter(editions__versions__status=Status.PUBLISHED).distinct().order_by()


def published_statements() -> QuerySet[ProjectStatement]:
    """Every project statement of the live versions with its version, edition and body, in a fixed order."""
    statements = ProjectStatement.objects.filter(version__status=Status.PUBLISHED)
    return statements.select_related("version__edition__body").order_by("version", "number")


def only_body() -> Body | None:
    """The one body of which anything is published; None when there is none, or more than one."""
    bodies = published_bodies()[:2]
    return bodies[0] if len(bodies) == 1 else None


def editions_of(body: Body) -> list[Edition]:
    """The live editions of a body: departmental budgets before unit budgets, the earliest year first."""
    live = Edition.objects.filter(body=body, versions__status=Status.PUBLISHED)
    return list(live.select_related("body").order_by("kind", "year"))


def anything_published() -> bool:
    """Whether the site has an edition to show."""
    return EditionVersion.objects.filter(status=Status.PUBLISHED).exists()
