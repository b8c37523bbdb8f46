"""Publishes, schedules, restores and withdraws versions. Each action is one transaction."""

import logging
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Max, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from budgets import access
from budgets.actions.acknowledging import acknowledge
from budgets.actions.compared_again import compare_drafts_after
from budgets.actions.drafts import current_draft, unschedule
from budgets.actions.explanations import carry_over
from budgets.actions.implementers import carry_confirmations
from budgets.actions.locks import one_writer
from budgets.actions.log import OPERATOR, ActionRefused, Actor, record_edition, record_version
from budgets.form.terms import Acknowledged
from budgets.kept import packages, page_pictures
from budgets.models import Edition, EditionVersion, LogEntry
from budgets.search.index import refresh

Act = LogEntry.Act
Status = EditionVersion.Status
NONE_LIVE = 0  # `Seen.live` when no version is live
WITHDRAWAL = ["status", "withdrawn_from", "withdrawal_reason", "withdrawn_alone"]

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Seen:
    """What a publisher saw before deciding: the key of the live version, and the draft's revision."""

    live: int
    revision: int


@one_writer
def publish(
    version: EditionVersion,
    reason: str = "",
    by: Actor = OPERATOR,
    *,
    seen: Seen | None = None,
    accepted: Collection[Acknowledged] = (),
    withdraws_hidden: bool = False,
) -> EditionVersion:
    """Make a draft the live version of its edition; the one before becomes superseded.

    `seen` is what the publisher saw; None skips this check. `accepted` is what the publisher acknowledged. With
    `withdraws_hidden` the versions whose files hold hidden content are withdrawn in the same step. Raises ActionRefused
    when it is no draft any more, when it or the live version changed since, when a correction lacks its reason, when
    the setting requires a second person, and NotAcknowledged.
    """
    version = current_draft(version)
    live = _live(version.edition)
    _may_publish(version, live, by, seen)
    acknowledge(version, accepted, by, _unsaid(version, reason))
    carry_over(version)
    carry_confirmations(version, live)
    if live is not None:
        live.status = Status.SUPERSEDED
        live.save(update_fields=["status"])
    version.number = 1 + (version.edition.versions.aggregate(latest=Max("number"))["latest"] or 0)
    version.status = Status.PUBLISHED
    version.published_at = timezone.now()
    version.reason = reason.strip() if version.number > 1 else ""
    version.replaces = live
    version.publish_at, version.publish_note = None, ""
    version.save(
        update_fields=["number", "status", "published_at", "reason", "replaces", "publish_at", "publish_note"]
    )
    act = Act.CORRECTED if version.number > 1 else Act.PUBLISHED
    record_version(act, by, version, version.reason)
    if withdraws_hidden:
        for old in holding_hidden(version):
            withdraw_version(old, version.reason, by)
    _goes_on(version.edition, by)
    return version


def _goes_on(edition: Edition, by: Actor) -> None:
    """What follows when another version of an edition is live, or none: the search, and the drafts of the next year."""
    refresh(edition)
    compare_drafts_after(edition, by)


def holding_hidden(version: EditionVersion) -> list[EditionVersion]:
    """The public versions of the edition whose files, other than this version's, hold what has to be acknowledged.

    Also those of which nobody knows: an earlier version of the site stored them and did not look.
    """
    others = _of_edition(version.edition).filter(status__in=(Status.PUBLISHED, Status.SUPERSEDED))
    known = Q(source__versions__hiddencontents__asks=True) | Q(hidden_count=None)
    return list(others.exclude(pk=version.pk).exclude(source=version.source_id).filter(known).distinct())


def _live(edition: Edition) -> EditionVersion | None:
    return edition.versions.filter(status=Status.PUBLISHED).first()


def _may_publish(version: EditionVersion, live: EditionVersion | None, by: Actor, seen: Seen | None) -> None:
    if seen is not None and seen.live != (live.pk if live else NONE_LIVE):
        raise ActionRefused(
            _("您查看预览以后，这份预算的现行版本变了；草稿还在，请重新看过“会改变什么”再发布。")
        )
    if seen is not None and seen.revision != version.draft_revision:
        raise ActionRefused(_("您查看预览以后，草稿的日期、网址名或说明又改过；请重新看过再发布。"))
    if settings.PUBLISH_NEEDS_TWO and by.user is not None and version.uploaded_by_id == by.user.pk:
        raise ActionRefused(_("本站要求两人分工：这份草稿是您上传的，请由另一位有发布权限的同事发布。"))


def _unsaid(version: EditionVersion, reason: str) -> str:
    """That a correction lacks its reason; "" where it does not. Said together with what is not acknowledged."""
    published_before = version.edition.versions.exclude(number=None).exists()
    if published_before and not reason.strip():
        return _("这是对已公开预算的更正，请写明更正原因，它会登在公开的版本记录里。")
    return ""


# ---- at a set time --------------------------------------------------------------------------------------


@one_writer
def schedule(
    version: EditionVersion,
    at: datetime,
    reason: str,
    by: Actor,
    *,
    seen: Seen | None = None,
    accepted: Collection[Acknowledged] = (),
    withdraws_hidden: bool = False,
) -> EditionVersion:
    """Set the time at which a draft is published automatically, in place of the version that is live now.

    The other arguments are those of publish, and are kept with the draft. Raises ActionRefused for what publish refuses, and for a time that is past.
    """
    version = current_draft(version)
    live = _live(version.edition)
    _may_publish(version, live, by, seen)
    if at <= timezone.now():
        raise ActionRefused(_("定时发布的时间已经过去，请选一个以后的时间，或直接发布。"))
    acknowledge(version, accepted, by, _unsaid(version, reason))
    version.publish_at, version.scheduled_by, version.withdraws_hidden = at, by.user, withdraws_hidden
    version.reason, version.replaces, version.publish_note = reason.strip(), live, ""
    version.save(
        update_fields=[
            *("publish_at", "scheduled_by", "withdraws_hidden", "reason", "replaces", "publish_note")
        ]
    )
    record_version(Act.SCHEDULED, by, version, f"{timezone.localtime(at):%Y-%m-%d %H:%M} {version.reason}")
    return version


@one_writer
def cancel_schedule(version: EditionVersion, by: Actor) -> EditionVersion:
    """Cancel the set time; the draft stays."""
    version = current_draft(version)
    if version.publish_at is not None:
        unschedule(version)
        record_version(Act.UNSCHEDULED, by, version)
    return version


def is_due(now: datetime | None = None) -> bool:
    """Whether a set time has come; one query on a small index."""
    return EditionVersion.objects.filter(status=Status.DRAFT, publish_at__lte=now or timezone.now()).exists()


def publish_due(now: datetime | None = None) -> list[EditionVersion]:
    """Publish every draft whose time has come, each in its own transaction; gives those published.

    A draft that cannot be published stays a draft without a set time; the draft and the log say why.
    """
    due = EditionVersion.objects.filter(status=Status.DRAFT, publish_at__lte=now or timezone.now())
    done = []
    for version in due.order_by("publish_at", "pk"):
        try:
            published = _publish_on_time(version)
        except Exception:  # any error: it must not be repeated at every request
            logger.exception("Draft %s was not published at its time", version.pk)
            _give_up(version, _("程序出错，没有发布；请告诉网站的管理员。"))
        else:
            done += [published] if published else []
    return done


@one_writer
def _give_up(version: EditionVersion, note: str) -> None:
    version = current_draft(version)
    unschedule(version, note)
    record_version(Act.NOT_PUBLISHED, Actor(version.scheduled_by), version, note)


@one_writer
def _publish_on_time(version: EditionVersion) -> EditionVersion | None:
    try:
        version = current_draft(version)
    except ActionRefused:
        return None  # another process was first
    if version.publish_at is None:
        return None
    by = Actor(version.scheduled_by)
    try:
        with transaction.atomic():
            _still_may(version.scheduled_by)
            seen = Seen(version.replaces_id or NONE_LIVE, version.draft_revision)
            return publish(
                version,
                version.reason,
                by,
                seen=seen,
                accepted=[Acknowledged.of(word) for word in version.acknowledged],
                withdraws_hidden=version.withdraws_hidden,
            )
    except ActionRefused as refusal:
        _give_up(version, str(refusal))
        return None


def _still_may(user: User | None) -> None:
    """Raise ActionRefused when the account that set the time may not publish any more."""
    if user is None or not user.is_active or not user.has_perm(access.PUBLISH):
        raise ActionRefused(_("设定时间的账号已经停用或没有发布权限，草稿还在，请由有权限的同事发布。"))


# ---- back -----------------------------------------------------------------------------------------------


def _of_edition(edition: Edition) -> QuerySet[EditionVersion]:
    """The edition's versions as they are now, without the bytes of their files."""
    versions = EditionVersion.objects.filter(edition=edition).select_related("edition__body", "source")
    return versions.defer("source__content")


def _said(reason: str) -> str:
    reason = reason.strip()
    if not reason:
        raise ActionRefused(_("请写明原因，它会登在公开的版本记录里。"))
    return reason


@one_writer
def restore(
    version: EditionVersion, reason: str, by: Actor, *, seen_live: int | None = None
) -> EditionVersion:
    """Make an earlier version live again, unchanged and under its own number.

    This undoes a correction: the version that it replaced is restored.
    Raises ActionRefused without a reason, when another version went live since, and if the version is not superseded.
    """
    reason = _said(reason)
    version = _of_edition(version.edition).get(pk=version.pk)
    live = _live(version.edition)
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
    _goes_on(version.edition, by)
    return version


@one_writer
def withdraw(edition: Edition, reason: str, by: Actor) -> None:
    """Withdraw a whole edition: every version answers 410 with the reason. Set times of drafts are cancelled.

    Raises ActionRefused without a reason, and when nothing is public.
    """
    reason = _said(reason)
    public = list(_of_edition(edition).filter(status__in=(Status.PUBLISHED, Status.SUPERSEDED)))
    if not public:
        raise ActionRefused(_("这份预算现在没有公开的版本。"))
    for draft in _of_edition(edition).filter(status=Status.DRAFT).exclude(publish_at=None):
        unschedule(draft, _("这份预算撤回了，请看过再定。"))
        record_version(Act.UNSCHEDULED, by, draft)
    _withdraw(public, reason)
    record_edition(Act.WITHDRAWN, by, public, reason)
    _goes_on(edition, by)


@one_writer
def withdraw_version(version: EditionVersion, reason: str, by: Actor) -> None:
    """Withdraw one earlier version, for instance one that was corrected for privacy.

    Raises ActionRefused without a reason, and for a version that is not superseded.
    """
    reason = _said(reason)
    version = _of_edition(version.edition).get(pk=version.pk)
    if version.status != Status.SUPERSEDED:
        raise ActionRefused(_("单独撤回只用于旧版；现行版本请撤回整份预算，或先发布更正。"))
    _withdraw([version], reason, alone=True)
    record_version(Act.WITHDRAWN, by, version, reason)


def _withdraw(versions: Iterable[EditionVersion], reason: str, *, alone: bool = False) -> None:
    for version in versions:
        version.withdrawn_from, version.status = version.status, Status.WITHDRAWN
        version.withdrawal_reason, version.withdrawn_alone = reason, alone
        version.save(update_fields=WITHDRAWAL)
        transaction.on_commit(partial(page_pictures.forget, version.source.sha256))
        transaction.on_commit(partial(packages.forget, version.pk))


@one_writer
def reinstate(edition: Edition, reason: str, by: Actor) -> None:
    """Undo the withdrawal of an edition: every version withdrawn with it gets its former status back.

    A version that was withdrawn alone, for a reason of its own, stays withdrawn.
    Raises ActionRefused without a reason, and when nothing is withdrawn.
    """
    reason = _said(reason)
    withdrawn = list(_of_edition(edition).filter(status=Status.WITHDRAWN, withdrawn_alone=False))
    if not withdrawn:
        raise ActionRefused(_("这份预算没有撤回的版本。"))
    live = _live(edition)
    for version in withdrawn:
        was_live = version.withdrawn_from == Status.PUBLISHED
        _reinstate(version, Status.PUBLISHED if was_live and live is None else Status.SUPERSEDED)
    record_edition(Act.REINSTATED, by, withdrawn, reason)
    _goes_on(edition, by)


@one_writer
def reinstate_version(version: EditionVersion, reason: str, by: Actor) -> None:
    """Undo the withdrawal of one earlier version.

    Raises ActionRefused without a reason, and for a version that was not withdrawn alone.
    """
    reason = _said(reason)
    version = _of_edition(version.edition).get(pk=version.pk)
    if version.status != Status.WITHDRAWN or not version.withdrawn_alone:
        raise ActionRefused(_("第 %(n)s 版不是单独撤回的。") % {"n": version.number})
    _reinstate(version, Status.SUPERSEDED)
    record_version(Act.REINSTATED, by, version, reason)


def _reinstate(version: EditionVersion, status: str) -> None:
    version.status = status
    version.withdrawn_from, version.withdrawal_reason, version.withdrawn_alone = "", "", False
    version.save(update_fields=WITHDRAWAL)
