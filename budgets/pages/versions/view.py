"""The public log of an edition: every version, and what happened when and why."""

from django.http import Http404, HttpRequest, HttpResponseBase
from django.views.decorators.http import require_safe

from budgets.kept.public import public
from budgets.pages.edition_page import gone, render_edition_page, year_and_kind
from budgets.pages.editions import public_log, public_versions, published_version, withdrawn_version
from budgets.pages.versions.table import version_row
from budgets.words import versions as words


@public()
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
    first = dated[-1] if dated else None
    context = {
        "lede": words.in_force(version.number, version.published_at, corrected=len(versions) > 1),
        "disclosed": words.days_to_disclosure(
            first.approved_on, first.disclosed_on, first.days_to_disclosure or 0
        )
        if first
        else "",
        "versions": [version_row(each, version) for each in versions],
        "log": public_log(version.edition),
    }
    return render_edition_page(request, version, "versions/versions.html", context)
