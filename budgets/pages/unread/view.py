"""What was not read, as a page and as files."""

from collections.abc import Iterator

from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from budgets.form.terms import Acknowledged
from budgets.kept.public import public
from budgets.models import EditionVersion, UnreadPlace
from budgets.pages.downloads import FILE_NAMES, offered_at, send
from budgets.pages.edition_page import of_version, render_edition_page
from budgets.pages.unread.columns import unread_definition, unread_sheet
from budgets.pages.unread.read import cells_in_words, unread_of
from budgets.words import unread as words
from budgets.words.lists import rows_to_download


@public()
@require_safe
@of_version
def unread(request: HttpRequest, version: EditionVersion) -> HttpResponseBase:
    """Every place that is printed and was not read, by table, each with a link to it."""
    recorded = version.unread_count is not None
    count = version.unread_count or 0
    context = {
        "cite_title": _("没有读出的地方"),
        "lede": words.listed(count) if recorded else words.not_recorded(),
        "acknowledged": words.acknowledged(count) if Acknowledged.UNREAD.word in version.acknowledged else "",
        "groups": list(_groups(version)),
        "downloads": [
            offered_at(
                lambda suffix: version.page(f"unread-{suffix}"),
                {},
                unread_definition(version.form).fields,
                count,
                rows_to_download(count, filtered=False),
            )
        ]
        if recorded
        else [],
    }
    return render_edition_page(request, version, "unread/unread.html", context)


@public(*FILE_NAMES)
@require_safe
@of_version
def unread_file(request: HttpRequest, version: EditionVersion, suffix: str) -> HttpResponseBase:
    """The list as a file; 404 for a version of which it was not recorded, as an empty file would say that all was read."""
    if version.unread_count is None:
        raise Http404
    return send(request, unread_sheet(version, unread_of(version)), suffix, version.page("unread"))


def _groups(version: EditionVersion) -> Iterator[tuple[str, list[SafeString]]]:
    """The titles of the tables, "" for what is in none, each with its places in words."""
    places = list(unread_of(version))
    source, cells = version.page("source"), cells_in_words(version, places)
    for slug in dict.fromkeys(place.table for place in places):
        table = version.form.by_slug.get(slug)
        title = _("表%(n)s %(title)s") % {"n": table.number, "title": _(table.title)} if table else ""
        yield (
            title,
            [_said(place, source, cells.get(place.position, "")) for place in places if place.table == slug],
        )


def _said(place: UnreadPlace, source: str, cell: str) -> SafeString:
    address = source + place.in_source if place.in_source else ""
    return words.quoted(place.text, place.cause, address, place.where, cell)
