"""What the preview of a draft says around its findings and changes: what it is, its dates, who may publish it."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings
from django.forms import Form
from django.http import HttpRequest
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from budgets import access, actions
from budgets.desk.forms import DraftForm, PublishForm
from budgets.desk.pages import Link, account_name
from budgets.desk.read import was_public
from budgets.models import EditionVersion
from budgets.pages import Context
from budgets.pages.precheck.document import CheckedDocument
from budgets.words import desk as words


@dataclass(frozen=True)
class Notice:
    """A sentence above the page, in the colour of its kind."""

    words: SafeString
    kind: str


@dataclass(frozen=True)
class HandOver:
    """Why this account cannot publish the draft, and the address for those who can."""

    words: str
    address: str


def preview(
    request: HttpRequest,
    version: EditionVersion,
    live: EditionVersion | None,
    document: CheckedDocument,
    forms: tuple[DraftForm, PublishForm],
    *,
    correction: bool,
) -> Context:
    """What the template of the preview needs beside the findings and the changes.

    `correction`: the edition was published before.
    """
    dates, publishing = forms
    days = version.days_to_disclosure
    edition = version.edition
    standing = words.standing(live.number if live else None, correction=correction)
    return {
        "version": version,
        "refusals": list(_refusals(dates, publishing)),
        "lede": words.draft_found(
            standing,
            differs=document.themes,
            missing=len(document.missing),
            signs=document.personal,
            hidden=document.to_acknowledge,
            unread=len(document.unread or ()),
        ),
        "uploaded": words.file_uploaded(
            account_name(version.uploaded_by), version.created_at, version.filename
        ),
        "notices": list(_notices(version, live)),
        "sections": _sections(),
        "dates": dates,
        "disclosed_after": "" if days is None else words.disclosed_after(days),
        # Only a body that has published nothing may still choose its name in addresses.
        "slug_field": None if was_public(edition.body) else dates["slug"],
        "own_address": words.address(f"/{edition.body.slug}/{edition.segment}/"),
        "may_cancel": bool(version.publish_at) and access.may(request.user, access.PUBLISH),
        "hand_over": _hand_over(request, version),
        "publishing": publishing,
        "reason_field": publishing["reason"] if correction else None,
        "publish": _("发布更正") if correction else _("发布"),
    }


def _refusals(dates: DraftForm, publishing: PublishForm) -> Iterator[SafeString]:
    """A sentence for each form that was refused; the form itself is far down the page."""
    forms = (
        (publishing, _("没有发布。"), "#publish", _("到发布一节")),
        (dates, _("没有保存。"), "#dates", _("到日期与网址一节")),
    )
    for form, sentence, anchor, link in forms:
        if form.errors:
            yield words.refused(sentence, _first_errors(form), anchor, link)


def _first_errors(form: Form) -> list[str]:
    return [str(errors[0]) for errors in form.errors.values()]


def _notices(version: EditionVersion, live: EditionVersion | None) -> Iterator[Notice]:
    if live is not None and (lost := actions.lost_tables(version)):
        yield Notice(words.tables_lost(live.number, lost), "error")
    if version.publish_note:
        yield Notice(words.not_published(version.publish_note), "error")
    if version.publish_at:
        yield Notice(words.scheduled(version.publish_at, account_name(version.scheduled_by)), "warning")


def _sections() -> tuple[Link, ...]:
    """The links to the sections of the page."""
    return (
        Link("#changes", _("会改变什么")),
        Link("#understood", _("读懂了什么")),
        Link("#findings", _("核对")),
        Link("#noticed", _("注意到的")),
        Link("#signs", _("个人信息")),
        Link("#hidden", _("看不见的内容")),
        Link("#dates", _("日期与网址")),
        Link("#publish", _("发布")),
    )


def _hand_over(request: HttpRequest, version: EditionVersion) -> HandOver | None:
    """Who else publishes the draft, where this account cannot; None where it can."""
    address = draft_address(request, version)
    if not access.may(request.user, access.PUBLISH):
        return HandOver(words.no_right_to_publish(), address)
    if settings.PUBLISH_NEEDS_TWO and version.uploaded_by_id == request.user.pk:
        return HandOver(words.not_by_the_uploader(), address)
    return None


def draft_address(request: HttpRequest, version: EditionVersion) -> str:
    """The whole address of the draft's preview."""
    return request.build_absolute_uri(reverse("desk:draft", args=[version.pk]))
