"""Drafts: made from a report, dated, discarded."""

import secrets
from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from budgets.actions.bodies import body_for
from budgets.actions.explanations import carry_over
from budgets.actions.log import OPERATOR, ActionRefused, Actor, record_version
from budgets.actions.records import write_records
from budgets.models import Body, Edition, EditionVersion, LogEntry, SourceDocument
from budgets.parsing.records import BudgetReport
from budgets.reconcile import CheckResult
from budgets.vocabulary import Kind

Status = EditionVersion.Status


@transaction.atomic
def create_draft(
    report: BudgetReport,
    checks: Iterable[CheckResult],
    content: bytes,
    slug: str = "",
    *,
    by: Actor = OPERATOR,
    approved_on: date | None = None,
    disclosed_on: date | None = None,
) -> EditionVersion:
    """Store a report and its checks as a new draft of its edition; nothing that is published changes.

    `slug` names a body that is seen for the first time; a known name keeps its body and address.
    Raises ActionRefused when the slug cannot be used.
    """
    edition, _created = Edition.objects.get_or_create(
        body=body_for(report.body, slug),
        year=report.year,
        kind=Edition.EditionKind.UNIT if report.kind is Kind.UNIT else Edition.EditionKind.DEPARTMENTAL,
    )
    version = EditionVersion.objects.create(
        edition=edition,
        source=_source(report, content),
        title=report.title,
        administrative_count=report.institutions.administrative,
        public_institution_count=report.institutions.public_institutions,
        uploaded_by=by.user,
        preview_key=secrets.token_urlsafe(32),
        approved_on=approved_on,
        disclosed_on=disclosed_on,
    )
    write_records(version, report, checks)
    carry_over(edition.versions.filter(status=Status.PUBLISHED).first(), version)
    record_version(LogEntry.Act.UPLOADED, by, version)
    return version


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


def locked_draft(version: EditionVersion) -> EditionVersion:
    """The draft with its edition locked until the transaction ends: whoever else acts on the edition waits.

    Raises ActionRefused when it is no draft any more, or is gone.
    """
    Edition.objects.select_for_update().filter(pk=version.edition_id).first()
    found = EditionVersion.objects.select_for_update(of=("self",)).filter(pk=version.pk).first()
    if found is None:
        raise ActionRefused(_("这份草稿已被丢弃。"))
    if found.status != Status.DRAFT:
        raise ActionRefused(_("这一份已经不是草稿，不能再发布。"))
    return found


@transaction.atomic
def set_dates(
    version: EditionVersion, approved_on: date | None, disclosed_on: date | None, by: Actor
) -> EditionVersion:
    """Write the dates of 批复 and 公开 on a draft. Raises ActionRefused when it is no draft any more."""
    version = locked_draft(version)
    version.approved_on, version.disclosed_on = approved_on, disclosed_on
    version.save(update_fields=["approved_on", "disclosed_on"])
    words = _("批复日期 %(approved)s，公开日期 %(disclosed)s") % {
        "approved": approved_on or "—",
        "disclosed": disclosed_on or "—",
    }
    record_version(LogEntry.Act.CHANGED, by, version, words)
    return version


@transaction.atomic
def discard(version: EditionVersion, by: Actor) -> None:
    """Delete a draft with everything that came with it alone: its file, a new edition, a new body.

    Raises ActionRefused when it is no draft any more.
    """
    version = locked_draft(version)
    edition, source = version.edition, version.source
    record_version(LogEntry.Act.DISCARDED, by, version)
    version.delete()
    if not source.versions.exists():
        source.delete()
    if not edition.versions.exists():
        edition.delete()
        if not edition.body.editions.exists():
            Body.objects.filter(pk=edition.body_id).delete()
