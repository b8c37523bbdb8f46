"""The first page of the desk: what there is to do, the drafts, and what is public."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _

from budgets import access
from budgets.desk.pages import account_name, desk_page, pager, render_desk
from budgets.desk.read import drafts, public_editions
from budgets.form.counted import Counted
from budgets.listing.paging import page_of
from budgets.models import CheckResult, EditionVersion
from budgets.pages.precheck.shown import Tag
from budgets.words import desk as words

ROWS = 30

# Editions with the numbers that their query adds, which no type of Django's can say.
AnnotatedEdition = Any


@dataclass(frozen=True)
class Row:
    """One line of a list: a draft or an edition, with what is to be known of it in a word."""

    address: str
    name: str
    tags: tuple[Tag, ...]
    note: str


@desk_page(access.UPLOAD)
def home(request: HttpRequest) -> HttpResponseBase:
    """The steps, the user's drafts (for publishers all drafts), and the public editions."""
    every = access.may(request.user, access.PUBLISH)
    asked = request.GET.get("q", "").strip()[:60]
    open_drafts = page_of(
        drafts(None if every else request.user.pk, asked), ROWS, request.GET.get("drafts", "")
    )
    public = page_of(public_editions(asked), ROWS, request.GET.get("page", ""))
    found = CheckResult.objects.counted(draft.pk for draft in open_drafts)
    context = {
        "asked": asked,
        "whose_drafts": _("所有人的") if every else _("您的"),
        "drafts": [_draft_row(draft, found.get(draft.pk)) for draft in open_drafts],
        "drafts_pager": pager(open_drafts, "drafts", asked),
        "no_drafts": words.no_drafts(reverse("desk:upload"), searched=bool(asked)),
        "editions": [_edition_row(edition) for edition in public],
        "editions_pager": pager(public, "page", asked),
        "nothing_public": words.nothing_public(searched=bool(asked)),
    }
    return render_desk(request, "desk/home.html", context)


def _draft_row(draft: EditionVersion, checks: Counted | None) -> Row:
    return Row(
        reverse("desk:draft", args=[draft.pk]),
        str(draft.edition),
        tuple(_draft_tags(draft, checks)),
        words.uploaded_file(draft.filename, account_name(draft.uploaded_by), draft.created_at),
    )


def _draft_tags(draft: EditionVersion, checks: Counted | None) -> Iterator[Tag]:
    if checks is not None and checks.themes:
        yield Tag(words.disagreeing(checks.themes), "verdict--differs")
    if draft.publish_note:
        yield Tag(_("定时发布未成"), "verdict--differs")
    if draft.publish_at:
        yield Tag(words.goes_live(draft.publish_at), "verdict--rounding")


def _edition_row(edition: AnnotatedEdition) -> Row:
    tags = () if edition.is_live else (Tag(_("已撤回"), "verdict--differs"),)
    return Row(reverse("desk:edition", args=[edition.pk]), str(edition), tags, words.versions(edition.n))


@desk_page(access.UPLOAD)
def manual(request: HttpRequest) -> HttpResponseBase:
    """The whole manual on one page."""
    return render_desk(request, "desk/manual.html", {})
