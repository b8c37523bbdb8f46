"""The public log of an edition: every version, and what happened when and why."""

from django.http import Http404, HttpRequest, HttpResponseBase
from django.views.decorators.http import require_safe

from budgets.pages.edition_page import gone, render_edition_page, year_and_kind
from budgets.pages.editions import public_log, public_versions, published_version, withdrawn_version


@require_safe
def versions(request: HttpRequest, body: str, edition: str) -> HttpResponseBase:
    """Versions, corrections, withdrawals and explanations, with dates and reasons; 410 when all is withdrawn."""
    found = (body, *year_and_kind(edition))
    version = published_version(*found)
    if version is None:
        withdrawn = withdrawn_version(*found)
        if withdrawn is None:
            raise Http404
        return gone(request, withdrawn)
    versions = public_versions(version.edition)
    # The rule's 20 days run to the first publication; a correction comes later by its nature.
    dated = [v for v in versions if v.days_to_disclosure is not None]
    context = {
        "versions": versions,
        "first": dated[-1] if dated else None,
        "log": public_log(version.edition),
    }
    return render_edition_page(request, version, "versions/versions.html", context)
