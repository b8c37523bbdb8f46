"""The first page of the desk: what there is to do, the drafts, and what is public."""

from django.http import HttpRequest, HttpResponseBase

from budgets import access
from budgets.desk.pages import desk_page, render_desk
from budgets.desk.read import drafts, public_editions
from budgets.listing.paging import page_of

ROWS = 30


@desk_page(access.UPLOAD)
def home(request: HttpRequest) -> HttpResponseBase:
    """The steps, the user's drafts (for publishers all drafts), and the public editions."""
    every = access.may(request.user, access.PUBLISH)
    words = request.GET.get("q", "").strip()[:60]
    open_drafts = drafts(None if every else request.user.pk, words)
    context = {
        "drafts": page_of(open_drafts, ROWS, request.GET.get("drafts", "")),
        "every": every,
        "words": words,
        "editions": page_of(public_editions(words), ROWS, request.GET.get("page", "")),
    }
    return render_desk(request, "desk/home.html", context)


@desk_page(access.UPLOAD)
def manual(request: HttpRequest) -> HttpResponseBase:
    """The whole manual on one page."""
    return render_desk(request, "desk/manual.html", {})
