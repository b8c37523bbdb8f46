"""上传: a published document becomes a draft, visible to its uploader and to publishers."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from budgets import access, actions
from budgets.desk.forms import UploadForm
from budgets.desk.pages import actor, desk_page, render_desk
from budgets.desk.read import versions_of_file
from budgets.desk.reading import read_form, say_why, sha256_of
from budgets.importing import draft_of
from budgets.models import EditionVersion
from budgets.readers.document import UnreadableDocument
from budgets.reading import ReadBudget

Status = EditionVersion.Status
# What the form says about a file that was published before, by the status of that version.
KNOWN_BYTES: dict[str, object] = {
    Status.PUBLISHED: gettext_lazy(
        "这个文件与“%(edition)s”现行的第 %(n)s 版一字节不差，没有可更正的内容；要重新读取请勾选。"
    ),
    Status.SUPERSEDED: gettext_lazy(
        "这个文件就是“%(edition)s”已被更正的第 %(n)s 版；要退回那一版，请在管理页恢复它，不必上传；要重新读取请勾选。"
    ),
    Status.WITHDRAWN: gettext_lazy(
        "这个文件就是“%(edition)s”已撤回的第 %(n)s 版；要重新公开那一版，请在管理页解除撤回；要重新读取请勾选。"
    ),
}


@desk_page(access.UPLOAD)
def upload(request: HttpRequest) -> HttpResponseBase:
    """Choose the file and its dates; read it; go on to the preview of the new draft."""
    if request.method != "POST":
        return render_desk(request, "desk/upload.html", {"form": UploadForm()})
    form = UploadForm(request.POST, request.FILES)
    if form.is_valid():
        own = _recognised(request, form)
        version = own or (_new_draft(request, form) if form.is_valid() else None)
        if version is not None:
            return redirect("desk:draft", version.pk)
    return render_desk(request, "desk/upload.html", {"form": form}, status=422)


def _recognised(request: HttpRequest, form: UploadForm) -> EditionVersion | None:
    """The user's draft of the same file, if any; where it was published before, the form asks whether to go on."""
    if form.cleaned_data["again"]:
        return None
    versions = versions_of_file(sha256_of(form))
    for version in versions:
        if version.status == Status.DRAFT and version.uploaded_by_id == request.user.pk:
            messages.info(request, _("这个文件您已经上传过，这就是那份草稿；没有重复读取。"))
            return version
    public = next((version for version in versions if version.number), None)
    if public is not None:
        words = {"edition": public.edition, "n": public.number}
        form.add_error("again", str(KNOWN_BYTES[public.status]) % words)
    return None


def _new_draft(request: HttpRequest, form: UploadForm) -> EditionVersion | None:
    """The stored draft; None when the file or the address name is refused."""
    file = form.cleaned_data["file"]
    digest = sha256_of(form)
    slug, again = form.cleaned_data["slug"], form.cleaned_data["again"]
    dates = {name: form.cleaned_data[name] for name in ("approved_on", "disclosed_on")}
    try:
        return _stored(request, read_form(form), slug, {"by": actor(request), "once": not again, **dates})
    except UnreadableDocument as refusal:
        say_why(form, refusal)
        actions.refused_upload(file.name, digest, refusal, actor(request))
        return None


def _stored(
    request: HttpRequest, found: tuple[ReadBudget, bytes], slug: str, more: dict[str, Any]
) -> EditionVersion:
    """Store the draft. Only now is the body known; a wrong address name does not waste the reading."""
    try:
        return draft_of(*found, slug, **more)
    except actions.ActionRefused as refusal:
        version = draft_of(*found, **more)
        words = {"refusal": refusal, "slug": version.edition.body.slug}
        messages.warning(request, _("%(refusal)s草稿已存，网址名用 %(slug)s。") % words)
        return version
