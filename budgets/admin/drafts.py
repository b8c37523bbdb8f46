"""A draft: what was understood, what is odd, what would change, and the way to publishing it."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.middleware.csrf import get_token
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _

from budgets import access, actions
from budgets.admin.changes import changes_for
from budgets.admin.forms import DatesForm, PublishForm
from budgets.admin.pages import actor, desk_page, render_desk
from budgets.exports.checked import checked_html, checked_version
from budgets.models import EditionVersion
from budgets.queries.desk import finding, live_version, version_for_desk, was_public

Status = EditionVersion.Status
VersionView = Callable[..., HttpResponseBase]


def of_version(view: VersionView) -> VersionView:
    """Replace the key in the address by the version, for those who may see it."""

    @wraps(view)
    def find(request: HttpRequest, pk: int, **kwargs: Any) -> HttpResponseBase:
        version = version_for_desk(pk)
        if version is None:
            messages.warning(request, _("没有这份草稿，可能已被丢弃。"))
            return redirect("desk:home")
        if version.status == Status.DRAFT and not access.may_see_draft(request.user, version):
            raise Http404
        return view(request, version, **kwargs)

    return find


def of_draft(view: VersionView) -> VersionView:
    """The same, and once it was published lead to its edition."""

    @wraps(view)
    def find(request: HttpRequest, version: EditionVersion, **kwargs: Any) -> HttpResponseBase:
        if version.status != Status.DRAFT:
            messages.info(request, _("这一份已经发布，是第 %(n)s 版。") % {"n": version.number})
            return redirect("desk:edition", version.edition_id)
        return view(request, version, **kwargs)

    return of_version(find)


def on_post(view: VersionView) -> VersionView:
    """What changes something answers a link with the page that the form stands on."""

    @wraps(view)
    def posted(request: HttpRequest, version: EditionVersion, **kwargs: Any) -> HttpResponseBase:
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
    dates: DatesForm | None = None,
    publishing: PublishForm | None = None,
) -> HttpResponseBase:
    """The preview, with the forms as they were filled in when one of them was refused."""
    live = live_version(version.edition)
    explain = reverse("desk:explain", args=[version.pk])
    document = checked_version(version)
    csrf = format_html('<input type="hidden" name="csrfmiddlewaretoken" value="{}">', get_token(request))
    shown = {"approved_on": version.approved_on, "disclosed_on": version.disclosed_on}
    seen = {"seen_live": live.pk if live else actions.NONE_LIVE, "reason": version.reason}
    publishing = publishing or PublishForm(initial=seen)
    correction = version.edition.versions.exclude(number=None).exists()
    publishing.fields["reason"].required = correction  # so that the page says so; the action asks for it
    context = {
        "version": version,
        "live": live,
        "document": document,
        "checked": checked_html(document, explain=explain, csrf=csrf),
        "dates": dates or DatesForm(initial=shown),
        "publishing": publishing,
        "correction": correction,
        "new_body": not was_public(version.edition.body),
        "own_upload": version.uploaded_by_id == request.user.pk,
        "two": settings.PUBLISH_NEEDS_TWO,
        **changes_for(version, live),
    }
    failed = any(form is not None and form.errors for form in (dates, publishing))
    return render_desk(request, "admin/budgets/draft.html", context, status=422 if failed else 200)


@desk_page(access.UPLOAD)
@of_version
def sheet(request: HttpRequest, version: EditionVersion) -> HttpResponseBase:
    """发布核对单: one A4 page to print and sign."""
    context = {"version": version, "document": checked_version(version), "printed_at": timezone.now()}
    return render_desk(request, "admin/budgets/sheet.html", context)


# ---- changing -------------------------------------------------------------------------------------------


@desk_page(access.UPLOAD)
@of_draft
@on_post
def dates(request: HttpRequest, version: EditionVersion) -> HttpResponseBase:
    """Write the dates, and the address name of a new body."""
    form = DatesForm(request.POST)
    if not form.is_valid():
        return show(request, version, dates=form)
    try:
        if "slug" in request.POST:
            actions.rename_body(version.edition.body, request.POST["slug"].strip(), actor(request))
        actions.set_dates(
            version, form.cleaned_data["approved_on"], form.cleaned_data["disclosed_on"], actor(request)
        )
    except actions.ActionRefused as refusal:
        form.add_error(None, str(refusal))
        return show(request, version, dates=form)
    messages.success(request, _("已保存。"))
    return redirect("desk:draft", version.pk)


@desk_page(access.UPLOAD)
@of_version
@on_post
def explain(request: HttpRequest, version: EditionVersion) -> HttpResponseBase:
    """Write an explanation beside a finding; on what is public that is for those who publish."""
    draft = version.status == Status.DRAFT
    if not draft and not access.may(request.user, access.PUBLISH):
        raise Http404
    key = request.POST.get("result", "")
    result = finding(version, int(key)) if key.isascii() and key.isdigit() and len(key) < 19 else None
    if result is None:
        raise Http404
    try:
        written = actions.explain(result, request.POST.get("text", ""), actor(request))
    except actions.ActionRefused as refusal:
        messages.error(request, str(refusal))
    else:
        said = _("说明已保存。") if written and written.text else _("说明已收回。")
        messages.success(request, said if written else _("说明没有改动。"))
    if draft:
        return redirect(reverse("desk:draft", args=[version.pk]) + "#findings")
    return redirect(reverse("desk:edition", args=[version.edition_id]) + "#findings")


@desk_page(access.PUBLISH)
@of_draft
@on_post
def publish(request: HttpRequest, version: EditionVersion) -> HttpResponseBase:
    """Publish the draft now, or at the time that was set."""
    form = PublishForm(request.POST)
    if not form.is_valid():
        return show(request, version, publishing=form)
    given = form.cleaned_data
    more: dict[str, Any] = {"by": actor(request), "seen_live": given["seen_live"]}
    try:
        if given["publish_at"]:
            version = actions.schedule(version, given["publish_at"], given["reason"], **more)
        else:
            version = actions.publish(version, given["reason"], **more)
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
        messages.info(request, _("这一份已经发布，是第 %(n)s 版。") % {"n": now.number})
        return redirect("desk:edition", now.edition_id)
    form.add_error(None, sentence)
    live = live_version(now.edition)
    form.data = form.data.copy()  # type: ignore[attr-defined]
    # What they see from now on is the present state: the next click is about that.
    form.data.pop("reviewed", None)  # type: ignore[attr-defined]
    form.data["seen_live"] = str(live.pk if live else actions.NONE_LIVE)  # type: ignore[index]
    return show(request, now, publishing=form)


@desk_page(access.PUBLISH)
@of_draft
@on_post
def unschedule(request: HttpRequest, version: EditionVersion) -> HttpResponseBase:
    """Take the set time back."""
    return _done(request, version, actions.cancel_schedule, _("已取消定时发布，草稿还在。"), "desk:draft")


@desk_page(access.UPLOAD)
@of_draft
@on_post
def discard(request: HttpRequest, version: EditionVersion) -> HttpResponseBase:
    """Delete the draft."""
    return _done(request, version, actions.discard, _("草稿已丢弃；公开的内容没有变。"), "desk:home")


def _done(
    request: HttpRequest, version: EditionVersion, act: Callable[..., Any], said: str, then: str
) -> HttpResponseBase:
    """Do something to a draft and say so, or say why not."""
    try:
        act(version, actor(request))
    except actions.ActionRefused as refusal:
        messages.error(request, str(refusal))
        return redirect("desk:home")
    messages.success(request, said)
    return redirect(then, version.pk) if then == "desk:draft" else redirect(then)
