"""Drafts: creates them from a report, sets their dates, discards them."""

import secrets
from collections.abc import Iterable
from datetime import date
from functools import partial

from django.db import transaction
from django.utils.translation import gettext as _

from budgets.actions.bodies import body_for, rename_body
from budgets.actions.explanations import explain
from budgets.actions.locks import one_writer
from budgets.actions.log import OPERATOR, ActionRefused, Actor, record_version
from budgets.actions.records import write_records
from budgets.actions.year_before import year_before_of
from budgets.form.terms import Kind
from budgets.kept import page_pictures
from budgets.models import Body, CheckResult, Edition, EditionVersion, Explanation, LogEntry, SourceDocument
from budgets.parsing.records import BudgetReport
from budgets.reconcile import CheckOutcome, with_year_before

Status = EditionVersion.Status


@one_writer
def create_draft(
    report: BudgetReport,
    checks: Iterable[CheckOutcome],
    content: bytes,
    slug: str = "",
    *,
    by: Actor = OPERATOR,
    approved_on: date | None = None,
    disclosed_on: date | None = None,
    once: bool = False,
) -> EditionVersion:
    """Store a report and its checks as a new draft of its edition; nothing that is published changes.

    It is compared with what the body has published for the year before. `slug` names a body that is seen for the first time; a known name keeps its body and address. With `once`
    an existing draft by the same account of the same bytes is given instead.
    Raises ActionRefused when the slug cannot be used.
    """
    own = _own_draft(report.sha256, by) if once else None
    if own is not None:
        return own
    edition, _created = Edition.objects.get_or_create(
        body=body_for(report.body, slug),
        year=report.year,
        kind=Edition.EditionKind.UNIT if report.kind is Kind.UNIT else Edition.EditionKind.DEPARTMENTAL,
    )
    version = EditionVersion.objects.create(
        edition=edition,
        source=_source(report, content),
        filename=report.filename[:255],
        title=report.title,
        form_key=report.form.key,
        administrative_count=report.institutions.administrative,
        public_institution_count=report.institutions.public_institutions,
        uploaded_by=by.user,
        preview_key=secrets.token_urlsafe(32),
        approved_on=approved_on,
        disclosed_on=disclosed_on,
    )
    before = year_before_of(report)
    write_records(version, report, with_year_before(report, checks, before) if before else checks)
    record_version(LogEntry.Act.UPLOADED, by, version)
    return version


def _own_draft(sha256: str, by: Actor) -> EditionVersion | None:
    drafts = EditionVersion.objects.filter(status=Status.DRAFT, source__sha256=sha256, uploaded_by=by.user)
    return drafts.first() if by.user else None


def _source(report: BudgetReport, content: bytes) -> SourceDocument:
    source, _created = SourceDocument.objects.get_or_create(
        sha256=report.sha256,
        defaults={
            "filename": report.filename,
            "format": report.format,
            "size": len(content),
            "content": content,
        },
    )
    return source


def current_draft(version: EditionVersion) -> EditionVersion:
    """The draft as it is now. Called inside an action, so that nobody else is writing.

    Raises ActionRefused when it is no draft any more, or is gone.
    """
    versions = EditionVersion.objects.select_related("edition__body", "source", "scheduled_by")
    found = versions.defer("source__content").filter(pk=version.pk).first()
    if found is None:
        raise ActionRefused(_("这份草稿已被丢弃。"))
    if found.status != Status.DRAFT:
        raise ActionRefused(_("这一份已经不是草稿。"))
    return found


def unschedule(version: EditionVersion, note: str = "") -> None:
    """Cancel the set time of a draft and what was acknowledged for it; `note` says why. Called inside an action."""
    version.publish_at, version.replaces, version.publish_note = None, None, note
    version.acknowledged, version.withdraws_hidden = [], False
    version.save(update_fields=["publish_at", "replaces", "publish_note", "acknowledged", "withdraws_hidden"])


def touched(version: EditionVersion, by: Actor) -> None:
    """The draft has changed: publishers who saw it before must look again, and a set time is cancelled."""
    version.draft_revision += 1
    version.save(update_fields=["draft_revision"])
    if version.publish_at is not None:
        unschedule(version, _("定好时间以后草稿又改过，请看过再定。"))
        record_version(LogEntry.Act.UNSCHEDULED, by, version)


@one_writer
def change_draft(
    version: EditionVersion,
    approved_on: date | None,
    disclosed_on: date | None,
    by: Actor,
    slug: str | None = None,
) -> EditionVersion:
    """Write the dates of 批复 and 公开, and with `slug` the address name of a body that has published nothing yet.

    Raises ActionRefused when it is no draft any more, and for an address name that cannot be used.
    """
    version = current_draft(version)
    body = version.edition.body
    if slug is not None and rename_body(body, slug, by):
        for other in EditionVersion.objects.filter(edition__body=body, status=Status.DRAFT):
            touched(current_draft(other), by)
        version = current_draft(version)
    if _dated(version, approved_on, disclosed_on, by, LogEntry.Act.CHANGED):
        touched(version, by)
    return version


def _dated(
    version: EditionVersion, approved_on: date | None, disclosed_on: date | None, by: Actor, act: LogEntry.Act
) -> bool:
    """Write the dates; returns whether they changed."""
    if (version.approved_on, version.disclosed_on) == (approved_on, disclosed_on):
        return False
    version.approved_on, version.disclosed_on = approved_on, disclosed_on
    version.save(update_fields=["approved_on", "disclosed_on"])
    words = {"approved": approved_on or "—", "disclosed": disclosed_on or "—"}
    said = _("批复日期 %(approved)s，公开日期 %(disclosed)s") % words
    record_version(act, by, version, said)
    return True


@one_writer
def set_dates(
    version: EditionVersion, approved_on: date | None, disclosed_on: date | None, by: Actor
) -> None:
    """Correct the dates of a published version. They are not part of the document or of its files."""
    found = EditionVersion.objects.select_related("edition__body", "source").defer("source__content")
    _dated(found.get(pk=version.pk), approved_on, disclosed_on, by, LogEntry.Act.DATED)


@one_writer
def explain_draft(result: CheckResult, text: str, by: Actor) -> Explanation | None:
    """Explain a finding of a draft, as `explain` does: publishers who saw the draft before must look again."""
    written = explain(result, text, by, draft_only=True)
    if written is not None:
        touched(current_draft(result.version), by)
    return written


@one_writer
def discard(version: EditionVersion, by: Actor) -> None:
    """Delete a draft, and its file, edition and body where nothing else uses them.

    Raises ActionRefused when it is no draft any more.
    """
    version = current_draft(version)
    edition, source = version.edition, version.source
    record_version(LogEntry.Act.DISCARDED, by, version)
    version.delete()
    if not source.versions.exists():
        transaction.on_commit(partial(page_pictures.forget, source.sha256))
        source.delete()
    if not edition.versions.exists():
        edition.delete()
        if not edition.body.editions.exists():
            Body.objects.filter(pk=edition.body_id).delete()
