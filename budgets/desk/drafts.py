"""The pages of a draft: what was read from it, its findings, what would change, and publishing it."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from budgets import access, actions
from budgets.actions import Actor
from budgets.desk.changes import changes_for
from budgets.desk.editions import show as show_edition
from budgets.desk.forms import DraftForm, PublishForm
from budgets.desk.pages import actor, desk_page, explaining, render_desk
from budgets.desk.preview import preview
from budgets.desk.read import finding, hidden_kinds, live_version, version_for_desk
from budgets.models import EditionVersion
from budgets.pages.precheck.html import checked_html
from budgets.pages.precheck.read import checked_version
from budgets.words import beside

Status = EditionVersion.Status
VersionView = Callable[..., HttpResponseBase]


def of_version(view: VersionView) -> VersionView:
    """Give the view the version whose key is in the address; 404 for those who may not see it."""

    @wraps(view)
    def find(request: HttpRequest, pk: int, **kwargs: object) -> HttpResponseBase:
        version = version_for_desk(pk)
        if version is None:
            return _no_version(request)
        if not _may_see(request, version):
            raise Http404
        return view(request, version, **kwargs)

    return find


def _no_version(request: HttpRequest) -> HttpResponseBase:
    messages.warning(request, _("没有这份草稿，可能已被丢弃。"))
    return redirect("desk:home")


def _may_see(request: HttpRequest, version: EditionVersion) -> bool:
    """Whether the user may see it: drafts their uploader and publishers, withdrawn versions publishers alone."""
    if version.status == Status.DRAFT:
        return access.may_see_draft(request.user, version)
    return version.status != Status.WITHDRAWN or access.may(request.user, access.PUBLISH)


def of_draft(view: VersionView) -> VersionView:
    """Give the view the draft as `of_version` does; if it is no draft any more, redirect to its edition."""

    @wraps(view)
    def find(request: HttpRequest, version: EditionVersion, **kwargs: object) -> HttpResponseBase:
        if version.status != Status.DRAFT:
            return _no_draft(request, version)
        return view(request, version, **kwargs)

    return of_version(find)


def no_longer(request: HttpRequest, version: EditionVersion) -> HttpResponseBase | None:
    """Where to go if the draft was discarded or published while its parts were read: what was found then says nothing."""
    now = version_for_desk(version.pk)
    if now is None:
        return _no_version(request)
    return _no_draft(request, now) if now.status != Status.DRAFT else None


def _no_draft(request: HttpRequest, version: EditionVersion) -> HttpResponseBase:
    """The page of the edition, with a sentence on what became of the draft."""
    messages.info(request, _became(version))
    return redirect("desk:edition", version.edition_id)


def _became(version: EditionVersion) -> str:
    """A sentence on what became of a draft."""
    words = {"n": version.number, "status": version.get_status_display()}
    if version.status == Status.PUBLISHED:
        return _("这一份已经发布，是第 %(n)s 版。") % words
    return _("这一份发布过，是第 %(n)s 版，现在%(status)s。") % words


def on_post(view: VersionView) -> VersionView:
    """Let the view run for POST only; other requests are redirected to the page that has the form."""

    @wraps(view)
    def posted(request: HttpRequest, version: EditionVersion, **kwargs: object) -> HttpResponseBase:
        if request.method != "POST":
            return redirect("desk:draft", version.pk)
        return view(request, version, **kwargs)

    return posted


# ---- looking --------------------------------------------------------------------------------------------


@desk_page(access.UPLOAD)
@of_draft
def draft(request: HttpRequest, version: EditionVersion) -> HttpResponseBase:
    """The preview."""
    return show(request, version)


def show(
    request: HttpRequest,
    version: EditionVersion,
    dates: DraftForm | None = None,
    publishing: PublishForm | None = None,
    typed: dict[int, str] | None = None,
) -> HttpResponseBase:
    """The preview, with the forms as they were filled in when one of them was refused.

    `typed` is the explanation that was refused, by the key of its finding.
    """
    live = live_version(version.edition)
    correction = _was_published(version)
    document = checked_version(version)
    shown = {
        "approved_on": version.approved_on,
        "disclosed_on": version.disclosed_on,
        "slug": version.edition.body.slug,
    }
    dates = dates or DraftForm(initial=shown)
    publishing = publishing or publish_form(
        version, initial=_seen(version, live) | {"reason": version.reason}
    )
    context = {
        **preview(request, version, live, document, (dates, publishing), correction=correction),
        "checked": checked_html(document, explaining(request, version, typed)),
        "changes": changes_for(version, live),
    }
    if gone := no_longer(request, version):
        return gone
    failed = typed or dates.errors or publishing.errors
    return render_desk(request, "desk/draft.html", context, status=422 if failed else 200)


def publish_form(version: EditionVersion, data: Any = None, **more: Any) -> PublishForm:
    """The last step for this draft: a tick for each thing that has to be acknowledged."""
    hidden, lost = hidden_kinds(version), actions.lost_tables(version)
    asked = {
        what: beside.to_acknowledge(what, count, hidden, lost)
        for what, count in actions.asked_of(version).items()
    }
    old = actions.holding_hidden(version)
    known = all(holding.hidden_count is not None for holding in old)
    offer = beside.to_withdraw((holding.number for holding in old), known=known) if old else ""
    return PublishForm(data, asked=asked, withdraws=offer, correction=_was_published(version), **more)


def _was_published(version: EditionVersion) -> bool:
    return version.edition.versions.exclude(number=None).exists()


def _seen(version: EditionVersion, live: EditionVersion | None) -> dict[str, int]:
    """The live version and the draft's revision that the page shows, for the publishing form to send back."""
    return {"seen_live": live.pk if live else actions.NONE_LIVE, "seen_revision": version.draft_revision}


# ---- changing -------------------------------------------------------------------------------------------


@desk_page(access.UPLOAD)
@of_draft
@on_post
def dates(request: HttpRequest, version: EditionVersion) -> HttpResponseBase:
    """Write the dates, and the address name of a new body."""
    form = DraftForm(request.POST)
    if not form.is_valid():
        return show(request, version, dates=form)
    given = form.cleaned_data
    slug = given["slug"].strip() if "slug" in request.POST else None
    try:
        actions.change_draft(version, given["approved_on"], given["disclosed_on"], actor(request), slug)
    except actions.ActionRefused as refusal:
        form.add_error("slug" if slug is not None else None, str(refusal))
        return show(request, version_for_desk(version.pk) or version, dates=form)
    messages.success(request, _("已保存。"))
    return redirect("desk:draft", version.pk)


@desk_page(access.UPLOAD)
@of_version
@on_post
def explain(request: HttpRequest, version: EditionVersion) -> HttpResponseBase:
    """Save an explanation of a finding; on a public version only publishers may."""
    draft = version.status == Status.DRAFT
    if not draft and not access.may(request.user, access.PUBLISH):
        raise Http404
    key = request.POST.get("result", "")
    result = finding(version, int(key)) if key.isascii() and key.isdigit() and len(key) < 19 else None
    if result is None:
        raise Http404
    text = request.POST.get("text", "")
    act = actions.explain_draft if draft else actions.explain
    try:
        written = act(result, text, actor(request))
    except actions.ActionRefused as refusal:
        messages.error(request, str(refusal))
        return _explanation_refused(request, version, {result.pk: text})
    said = _("说明已保存。") if written and written.text else _("说明已收回。")
    messages.success(request, said if written else _("说明没有改动。"))
    page = ("desk:draft", version.pk) if draft else ("desk:edition", version.edition_id)
    return redirect(*page)


def _explanation_refused(
    request: HttpRequest, version: EditionVersion, typed: dict[int, str]
) -> HttpResponseBase:
    """The page again, with the explanation that was typed still in its field."""
    now = version_for_desk(version.pk)
    if now is None:
        return redirect("desk:home")
    if now.status == Status.DRAFT:
        return show(request, now, typed=typed)
    return show_edition(request, now.edition, typed=typed)


@desk_page(access.PUBLISH)
@of_draft
@on_post
def publish(request: HttpRequest, version: EditionVersion) -> HttpResponseBase:
    """Publish the draft now, or at the time that was set."""
    form = publish_form(version, request.POST)
    if not form.is_valid():
        return show(request, version, publishing=form)
    given = form.cleaned_data
    how: dict[str, Any] = {
        "by": actor(request),
        "seen": actions.Seen(given["seen_live"], given["seen_revision"]),
        "accepted": form.asked,
        "withdraws_hidden": given.get("withdraws_hidden", False),
    }
    try:
        if given["publish_at"]:
            version = actions.schedule(version, given["publish_at"], given["reason"], **how)
        else:
            version = actions.publish(version, given["reason"], **how)
    except actions.ActionRefused as refusal:
        return _refused(request, version, form, str(refusal))
    if version.publish_at:
        at = timezone.localtime(version.publish_at)
        messages.success(request, _("将在 %(at)s 自动发布。") % {"at": f"{at:%Y-%m-%d %H:%M}"})
        return redirect("desk:draft", version.pk)
    messages.success(request, _("已发布，是第 %(n)s 版。") % {"n": version.number})
    return redirect("desk:edition", version.edition_id)


def _refused(
    request: HttpRequest, version: EditionVersion, form: PublishForm, sentence: str
) -> HttpResponseBase:
    """The preview as it is now, with the sentence; a second click on what the first has published says so."""
    now = version_for_desk(version.pk)
    if now is None:
        messages.warning(request, sentence)
        return redirect("desk:home")
    if now.status != Status.DRAFT:
        return _no_draft(request, now)
    form.add_error(None, sentence)
    form.data = form.data.copy()  # type: ignore[attr-defined]
    # The page now shows the present state; if that differs from what was seen, it has to be reviewed again.
    for name, value in _seen(now, live_version(now.edition)).items():
        if form.data[name] != str(value):
            form.data.pop("reviewed", None)  # type: ignore[attr-defined]
            form.data[name] = str(value)  # type: ignore[index]
    return show(request, now, publishing=form)


@desk_page(access.PUBLISH)
@of_draft
@on_post
def unschedule(request: HttpRequest, version: EditionVersion) -> HttpResponseBase:
    """Cancel the scheduled publication."""
    return _done(request, version, actions.cancel_schedule, _("已取消定时发布，草稿还在。"), "desk:draft")


@desk_page(access.UPLOAD)
@of_draft
@on_post
def discard(request: HttpRequest, version: EditionVersion) -> HttpResponseBase:
    """Delete the draft."""
    return _done(request, version, actions.discard, _("草稿已丢弃；公开的内容没有变。"), "desk:home")


def _done(
    request: HttpRequest,
    version: EditionVersion,
    act: Callable[[EditionVersion, Actor], object],
    said: str,
    then: str,
) -> HttpResponseBase:
    """Do something to a draft and say so, or say why not."""
    try:
        act(version, actor(request))
    except actions.ActionRefused as refusal:
        messages.error(request, str(refusal))
        return redirect("desk:home")
    messages.success(request, said)
    return redirect(then, version.pk) if then == "desk:draft" else redirect(then)
