"""What makes an edition live, and what takes it back. Each action is one transaction under the edition's lock."""

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from budgets.actions.drafts import locked_draft
from budgets.actions.log import OPERATOR, ActionRefused, Actor, record_edition, record_version
from budgets.models import Edition, EditionVersion, LogEntry

Act = LogEntry.Act
Status = EditionVersion.Status
NONE_LIVE = 0  # what a publisher saw when no version was live


@transaction.atomic
def publish(
    version: EditionVersion, reason: str = "", by: Actor = OPERATOR, *, seen_live: int | None = None
) -> EditionVersion:
    """Make a draft the live version of its edition; the one before becomes superseded.

    `seen_live` is the key of the version that was live when the publisher looked (NONE_LIVE for none); None
    does not ask. Raises ActionRefused when it is no draft any more, when another version went live since,
    when a correction lacks its reason, and when the setting asks for a second person.
    """
    version = locked_draft(version)
    live = _live(version.edition)
    _may_publish(version, live, reason, by, seen_live)
    if live is not None:
        live.status = Status.SUPERSEDED
        live.save(update_fields=["status"])
    version.number = 1 + (version.edition.versions.aggregate(latest=Max("number"))["latest"] or 0)
    version.status = Status.PUBLISHED
    version.published_at = timezone.now()
    version.reason = reason.strip() if version.number > 1 else ""
    version.replaces = live
    version.publish_at = None
    version.save(update_fields=["number", "status", "published_at", "reason", "replaces", "publish_at"])
    act = Act.CORRECTED if version.number > 1 else Act.PUBLISHED
    record_version(act, by, version, version.reason)
    return version


def _live(edition: Edition) -> EditionVersion | None:
    return edition.versions.filter(status=Status.PUBLISHED).first()


def _may_publish(
    version: EditionVersion, live: EditionVersion | None, reason: str, by: Actor, seen_live: int | None
) -> None:
    if seen_live is not None and seen_live != (live.pk if live else NONE_LIVE):
        raise ActionRefused(
            _("您查看预览以后，这份预算的现行版本变了；草稿还在，请重新看过“会改变什么”再发布。")
        )
    if settings.PUBLISH_NEEDS_TWO and by.user is not None and version.uploaded_by_id == by.user.pk:
        raise ActionRefused(_("本站要求两人分工：这份草稿是您上传的，请由另一位有发布权限的同事发布。"))
    published_before = version.edition.versions.exclude(number=None).exists()
    if published_before and not reason.strip():
        raise ActionRefused(_("这是对已公开预算的更正，请写明更正原因，它会登在公开的版本记录里。"))


# ---- at a set time --------------------------------------------------------------------------------------


@transaction.atomic
def schedule(
    version: EditionVersion, at: datetime, reason: str, by: Actor, *, seen_live: int | None = None
) -> EditionVersion:
    """Set the time at which a draft goes live by itself, over the version that is live now.

    Raises ActionRefused for what publish refuses, and for a time that is past.
    """
    version = locked_draft(version)
    live = _live(version.edition)
    _may_publish(version, live, reason, by, seen_live)
    if at <= timezone.now():
        raise ActionRefused(_("定时发布的时间已经过去，请选一个以后的时间，或直接发布。"))
    version.publish_at, version.scheduled_by = at, by.user
    version.reason, version.replaces = reason.strip(), live
    version.save(update_fields=["publish_at", "scheduled_by", "reason", "replaces"])
    record_version(Act.SCHEDULED, by, version, f"{timezone.localtime(at):%Y-%m-%d %H:%M} {version.reason}")
    return version


@transaction.atomic
def cancel_schedule(version: EditionVersion, by: Actor) -> EditionVersion:
    """Take the set time back; the draft stays."""
    version = locked_draft(version)
    if version.publish_at is not None:
        _unschedule(version)
        record_version(Act.UNSCHEDULED, by, version)
    return version


def _unschedule(version: EditionVersion) -> None:
    version.publish_at, version.replaces, version.reason = None, None, ""
    version.save(update_fields=["publish_at", "replaces", "reason"])


def is_due(now: datetime | None = None) -> bool:
    """Whether a set time has come; one look into a small index."""
    return EditionVersion.objects.filter(status=Status.DRAFT, publish_at__lte=now or timezone.now()).exists()


def publish_due(now: datetime | None = None) -> list[EditionVersion]:
    """Publish every draft whose time has come, each on its own, and give those that went live.

    One that cannot go live loses its time and stays a draft; the log says why.
    """
    due = EditionVersion.objects.filter(status=Status.DRAFT, publish_at__lte=now or timezone.now())
    done = (_publish_on_time(version) for version in due.order_by("publish_at", "pk"))
    return [version for version in done if version is not None]


@transaction.atomic
def _publish_on_time(version: EditionVersion) -> EditionVersion | None:
    try:
        version = locked_draft(version)
    except ActionRefused:
        return None  # someone else was first
    if version.publish_at is None:
        return None
    by = Actor(version.scheduled_by)
    try:
        with transaction.atomic():
            return publish(version, version.reason, by, seen_live=version.replaces_id or NONE_LIVE)
    except ActionRefused as refusal:
        _unschedule(version)
        record_version(Act.NOT_PUBLISHED, by, version, str(refusal))
        return None


# ---- back -----------------------------------------------------------------------------------------------


def _locked(edition: Edition) -> Edition:
    return Edition.objects.select_for_update().get(pk=edition.pk)


def _said(reason: str) -> str:
    reason = reason.strip()
    if not reason:
        raise ActionRefused(_("请写明原因，它会登在公开的版本记录里。"))
    return reason


@transaction.atomic
def restore(
    version: EditionVersion, reason: str, by: Actor, *, seen_live: int | None = None
) -> EditionVersion:
    """Make an earlier version live again under its own number; nothing of it changes.

    This is how a correction is undone: the version that it replaced is restored.
    Raises ActionRefused without a reason, when another version went live since, and for what is not superseded.
    """
    reason = _said(reason)
    edition = _locked(version.edition)
    version = EditionVersion.objects.get(pk=version.pk)
    live = _live(edition)
    if seen_live is not None and seen_live != (live.pk if live else NONE_LIVE):
        raise ActionRefused(_("您打开页面以后，这份预算的现行版本变了，请看过现在的版本再决定。"))
    if version.status != Status.SUPERSEDED:
        raise ActionRefused(_("第 %(n)s 版现在不能恢复。") % {"n": version.number})
    if live is not None:
        live.status = Status.SUPERSEDED
        live.save(update_fields=["status"])
    version.status = Status.PUBLISHED
    version.save(update_fields=["status"])
    record_version(Act.RESTORED, by, version, reason)
    return version


@transaction.atomic
def withdraw(edition: Edition, reason: str, by: Actor) -> None:
    """Take a whole edition off the site: every version answers 410 with the reason. Drafts lose their set time.

    Raises ActionRefused without a reason, and when nothing is public.
    """
    reason = _said(reason)
    edition = _locked(edition)
    public = list(edition.versions.filter(status__in=(Status.PUBLISHED, Status.SUPERSEDED)))
    if not public:
        raise ActionRefused(_("这份预算现在没有公开的版本。"))
    for draft in edition.versions.filter(status=Status.DRAFT).exclude(publish_at=None):
        _unschedule(draft)
        record_version(Act.UNSCHEDULED, by, draft)
    _withdraw(public, reason)
    record_edition(Act.WITHDRAWN, by, edition, reason)


@transaction.atomic
def withdraw_version(version: EditionVersion, reason: str, by: Actor) -> None:
    """Take one earlier version off the site, for instance one that a correction replaced for privacy.

    Raises ActionRefused without a reason, and for a version that is not superseded.
    """
    reason = _said(reason)
    _locked(version.edition)
    version = EditionVersion.objects.get(pk=version.pk)
    if version.status != Status.SUPERSEDED:
        raise ActionRefused(_("单独撤回只用于旧版；现行版本请撤回整份预算，或先发布更正。"))
    _withdraw([version], reason)
    record_version(Act.WITHDRAWN, by, version, reason)


def _withdraw(versions: Iterable[EditionVersion], reason: str) -> None:
    for version in versions:
        version.withdrawn_from, version.status = version.status, Status.WITHDRAWN
        version.withdrawal_reason = reason
        version.save(update_fields=["withdrawn_from", "status", "withdrawal_reason"])


@transaction.atomic
def reinstate(edition: Edition, reason: str, by: Actor) -> None:
    """Take a withdrawal back: every withdrawn version is again what it was.

    Raises ActionRefused without a reason, and when nothing is withdrawn.
    """
    reason = _said(reason)
    edition = _locked(edition)
    withdrawn = list(edition.versions.filter(status=Status.WITHDRAWN))
    if not withdrawn:
        raise ActionRefused(_("这份预算没有撤回的版本。"))
    live = _live(edition)
    for version in withdrawn:
        was_live = version.withdrawn_from == Status.PUBLISHED
        version.status = Status.PUBLISHED if was_live and live is None else Status.SUPERSEDED
        version.withdrawn_from, version.withdrawal_reason = "", ""
        version.save(update_fields=["withdrawn_from", "status", "withdrawal_reason"])
    record_edition(Act.REINSTATED, by, edition, reason)
