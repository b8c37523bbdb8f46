"""A public edition at the desk: its versions, and withdrawing, reinstating or restoring them."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from budgets import access, actions
from budgets.desk.edition_rows import RefusedAct, edition_acts, implementer_list, log_row, version_rows
from budgets.desk.forms import DatesForm, ReasonForm
from budgets.desk.pages import actor, desk_page, explaining, render_desk
from budgets.desk.read import live_version, log_of
from budgets.models import Edition, EditionVersion
from budgets.pages import Context
from budgets.pages.precheck.html import checked_html
from budgets.pages.precheck.read import checked_version
from budgets.words import desk as words

# What the page shows of the live version where everything is withdrawn.
NOTHING_LIVE: Context = {"live": None, "live_since": "", "dates": None, "implementers": None, "checked": ""}


@desk_page(access.UPLOAD)
def edition(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Its versions, its findings with their explanations, and everything that happened."""
    return show(request, _edition(pk))


def _edition(pk: int) -> Edition:
    found = get_object_or_404(Edition.objects.select_related("body"), pk=pk)
    if not found.versions.exclude(number=None).exists():
        raise Http404
    return found


def show(
    request: HttpRequest,
    edition: Edition,
    refused: ReasonForm | None = None,
    typed: dict[int, str] | None = None,
    dates: DatesForm | None = None,
) -> HttpResponseBase:
    """The page, with the form or the explanation (by finding) as it was filled in when it was refused.

    Of several alike forms only the one that was sent is open again.
    """
    live = live_version(edition)
    publisher = access.may(request.user, access.PUBLISH)
    context: Context = {
        "edition": edition,
        "form": refused or ReasonForm(),
        "refused_reason": words.you_wrote(str(refused["reason"].value() or "")) if refused else "",
        "versions": version_rows(edition, live, publisher=publisher, refused=_refused_act(request, refused)),
        "acts": edition_acts(edition, live) if publisher else (),
        # Only publishers see what happened to the drafts of others.
        "log": [
            log_row(entry) for entry in log_of(edition, None if publisher else request.user.get_username())
        ],
        **NOTHING_LIVE,
    }
    if live is not None:
        context |= _of_live(request, live, typed, dates, publisher=publisher)
    status = 422 if refused or typed or dates else 200
    return render_desk(request, "desk/edition.html", context, status)


def _refused_act(request: HttpRequest, refused: ReasonForm | None) -> RefusedAct | None:
    return RefusedAct(request.path, str(refused["reason"].value() or "")) if refused else None


def _of_live(
    request: HttpRequest,
    live: EditionVersion,
    typed: dict[int, str] | None,
    dates: DatesForm | None,
    *,
    publisher: bool,
) -> Context:
    """What the page shows of the live version: since when, its dates, its implementers, its findings."""
    shown = {"approved_on": live.approved_on, "disclosed_on": live.disclosed_on}
    at_findings = explaining(request, live, typed) if publisher else None
    assert live.published_at is not None
    return {
        "live": live,
        "live_since": words.live_since(live.number, live.published_at),
        "dates": (dates or DatesForm(initial=shown)) if publisher else None,
        "implementers": implementer_list(live),
        "checked": checked_html(checked_version(live), at_findings),
    }


def _with_reason(
    request: HttpRequest, edition: Edition, act: Callable[[str], object], said: str
) -> HttpResponseBase:
    """Do something that needs a public reason and say so, or say why not."""
    form = ReasonForm(request.POST)
    if request.method != "POST":
        return redirect("desk:edition", edition.pk)
    if form.is_valid():
        try:
            act(form.cleaned_data["reason"])
        except actions.ActionRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, said)
            return redirect("desk:edition", edition.pk)
    return show(request, edition, form)


@desk_page(access.PUBLISH)
def withdraw(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Take the whole edition off the site."""
    found = _edition(pk)
    said = _("已撤回：所有页面、文件和旧版都只显示撤回原因。")
    return _with_reason(request, found, lambda reason: actions.withdraw(found, reason, actor(request)), said)


@desk_page(access.PUBLISH)
def reinstate(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Take the withdrawal back."""
    found = _edition(pk)
    said = _("已解除撤回：各版恢复到撤回前的状态。")
    return _with_reason(request, found, lambda reason: actions.reinstate(found, reason, actor(request)), said)


@desk_page(access.PUBLISH)
def restore(request: HttpRequest, pk: int, number: int) -> HttpResponseBase:
    """Make an earlier version live again: this undoes a correction."""
    found = _edition(pk)
    version = get_object_or_404(found.versions, number=number)
    seen = request.POST.get("seen_live", "")
    # Without a valid number we do not know which live version was seen, so none matches.
    seen_live = int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 19 else -1
    said = _("第 %(n)s 版重新成为现行版本，内容和文件与当时一样。") % {"n": number}
    return _with_reason(
        request,
        found,
        lambda reason: actions.restore(version, reason, actor(request), seen_live=seen_live),
        said,
    )


@desk_page(access.PUBLISH)
def withdraw_version(request: HttpRequest, pk: int, number: int) -> HttpResponseBase:
    """Take one earlier version off the site."""
    return _of_version(request, pk, number, actions.withdraw_version, _("第 %(n)s 版已撤回，现行版本不变。"))


@desk_page(access.PUBLISH)
def reinstate_version(request: HttpRequest, pk: int, number: int) -> HttpResponseBase:
    """Take the withdrawal of one earlier version back."""
    return _of_version(
        request, pk, number, actions.reinstate_version, _("第 %(n)s 版重新可以查阅，仍是旧版。")
    )


def _of_version(
    request: HttpRequest, pk: int, number: int, act: Callable[..., object], said: str
) -> HttpResponseBase:
    found = _edition(pk)
    version = get_object_or_404(found.versions, number=number)
    return _with_reason(
        request, found, lambda reason: act(version, reason, actor(request)), said % {"n": number}
    )


@desk_page(access.PUBLISH)
def dates(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Correct the dates of the live version; they are not part of the document."""
    found = _edition(pk)
    live = live_version(found)
    form = DatesForm(request.POST)
    if request.method != "POST" or live is None:
        return redirect("desk:edition", found.pk)
    if not form.is_valid():
        return show(request, found, dates=form)
    given = form.cleaned_data
    actions.set_dates(live, given["approved_on"], given["disclosed_on"], actor(request))
    messages.success(request, _("日期已保存。"))
    return redirect("desk:edition", found.pk)
