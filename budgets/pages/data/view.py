"""Complete downloads: workbook and package of an edition, package of everything, catalogue and dictionary."""

import base64
from collections.abc import Iterator, Sequence
from contextlib import closing
from functools import partial
from typing import IO

from django.http import HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from budgets.exports.facts import citation, licence
from budgets.exports.formats import FORMATS
from budgets.exports.xlsx import pieces
from budgets.kept.public import incomplete, public
from budgets.listing.paging import LISTING_NAMES, Listing, tidy_address
from budgets.models import EditionVersion
from budgets.pages.data.catalogue import catalogue_sheet, site_definitions
from budgets.pages.data.dictionary import described, dictionary_sheet
from budgets.pages.data.everything import everything
from budgets.pages.data.filters import CatalogueFilterSet
from budgets.pages.data.listed import Packed, file_facts, listed_edition, listed_file
from budgets.pages.data.package import known, package_of
from budgets.pages.data.read import revision_of, revisions_of, row_counts
from budgets.pages.data.sheets import sheets_of
from budgets.pages.data.workbook import workbook
from budgets.pages.downloads import FILE_NAMES, FileLink, as_it_is, disposition, send
from budgets.pages.edition_page import of_version, render_edition_page
from budgets.pages.editions import anything_published
from budgets.words import data as words

ZIP = "application/zip"
EDITIONS = 25


# ---- one edition ---------------------------------------------------------------------------------------


@public()
@require_safe
@of_version
def files(request: HttpRequest, version: EditionVersion) -> HttpResponseBase:
    """The page of every file of an edition: rows, and size and SHA-256 as in its package."""
    revision = revision_of(version)
    if version.number is not None:
        package_of(version, revision).close()  # made now where it is missing: the page is about its files
    made = known(version, revision)
    if made is None:  # a full disk; the next reader may have more luck
        incomplete(request)
    packed = made["files"] if made else {}
    context = {
        "facts": file_facts(version, made, revision),
        "files": [listed_file(version, sheet, packed) for sheet in sheets_of(version)],
        "not_made": made is None and version.number is not None,
        "checksums": _checksums(made["sha256"], packed) if made and packed else "",
    }
    return render_edition_page(request, version, "data/files.html", context)


def _checksums(package: str, packed: Packed) -> str:
    """The SHA-256 of the package and of every file in it, in the form that sha256sum reads."""
    lines = [(package, "package.zip"), *((digest, name) for name, (_size, digest) in packed.items())]
    return "".join(f"{digest}  {name}\n" for digest, name in lines)


@public()
@require_safe
@of_version
def workbook_file(request: HttpRequest, version: EditionVersion) -> HttpResponseBase:
    """All tables, statements, checks and the dictionary in one Excel file."""
    response = StreamingHttpResponse(
        workbook(version, revision_of(version)), content_type=FORMATS["xlsx"].content_type
    )
    response["Content-Disposition"] = disposition("workbook", _("全部"), "xlsx", version)
    return as_it_is(request, response)


@public()
@require_safe
@of_version
def package(request: HttpRequest, version: EditionVersion) -> HttpResponseBase:
    """The offline package; its bytes depend only on version and revision."""
    revision = revision_of(version)
    archive = package_of(version, revision)
    size = archive.seek(0, 2)
    response = StreamingHttpResponse(_closing(archive), content_type=ZIP)
    response["Content-Disposition"] = disposition("package", _("离线包"), "zip", version)
    response["Content-Length"] = str(size)
    made = known(version, revision)
    if made and made["size"] == size:
        digest = base64.b64encode(bytes.fromhex(made["sha256"])).decode()
        response["ETag"] = f'"{made["sha256"]}"'
        response["Repr-Digest"] = f"sha-256=:{digest}:"
    return as_it_is(request, response)


def _closing(archive: IO[bytes]) -> Iterator[bytes]:
    with closing(archive):
        yield from pieces(archive)


# ---- everything ----------------------------------------------------------------------------------------


@public(*CatalogueFilterSet.base_filters, *LISTING_NAMES)
@require_safe
def data(request: HttpRequest) -> HttpResponseBase:
    """The catalogue of all editions, the dictionary, how to cite and under what licence."""
    filters = CatalogueFilterSet(request.GET)
    if tidy := tidy_address(request, filters):
        return redirect(tidy)
    listing = Listing(request, filters, per_page=EDITIONS)
    keys = [version.pk for version in listing.rows]
    revisions, counts = revisions_of(keys), row_counts(keys)
    made = [known(version, revisions[version.pk]) for version in listing.rows]
    if None in made:
        incomplete(request)
    query = listing.download_query()
    context = {
        "listing": listing,
        "editions": [
            listed_edition(version, package, counts[version.pk])
            for version, package in zip(listing.rows, made, strict=True)
        ],
        "catalogue_files": _links("editions", query),
        "dictionary_files": _links("dictionary"),
        "dictionary": described(more=site_definitions()),
        "counted": words.counted(listing.count, filtered=listing.filters.is_filtered),
        "rows_to_download": words.rows_of_catalogue(listing.count),
        "cited": _cited(request, listing.rows[:1]),
        "licence": licence(),
        "anything": listing.count > 0 or anything_published(),
    }
    return render(request, "data/data.html", context)


def _cited(request: HttpRequest, versions: Sequence[EditionVersion]) -> SafeString:
    """How to cite, with the first edition of the list as the example."""
    for version in versions:
        return words.how_to_cite(
            citation(version), request.build_absolute_uri(version.lasting_page("edition"))
        )
    return words.how_to_cite("", "")


def _links(name: str, query: str = "") -> list[FileLink]:
    addresses = ((form.label, reverse(f"budgets:{name}-{suffix}")) for suffix, form in FORMATS.items())
    return [FileLink(label, address + query, address) for label, address in addresses]


@public(*CatalogueFilterSet.base_filters, *FILE_NAMES)
@require_safe
def editions_file(request: HttpRequest, suffix: str) -> HttpResponseBase:
    """The catalogue as a file: the editions that the query string asks for."""
    filters = CatalogueFilterSet(request.GET)
    rows = filters.qs
    sheet = catalogue_sheet(list(rows.values_list("pk", flat=True)), partial(incomplete, request))
    return send(request, sheet, suffix, reverse("budgets:data"), filtered=filters.is_filtered)


@public(*FILE_NAMES)
@require_safe
def dictionary_file(request: HttpRequest, suffix: str) -> HttpResponseBase:
    """The data dictionary as a file."""
    return send(request, dictionary_sheet(more=site_definitions()), suffix, reverse("budgets:data"))


@public()
@require_safe
def everything_file(request: HttpRequest) -> HttpResponseBase:
    """The package of all live editions, sent while it is made."""
    rows = CatalogueFilterSet({}).qs
    keys = list(rows.values_list("pk", flat=True))
    response = StreamingHttpResponse(everything(keys, get_language() or "zh-hans"), content_type=ZIP)
    response["Content-Disposition"] = disposition("budgets", _("全部预算"), "zip", None)
    return as_it_is(request, response)
