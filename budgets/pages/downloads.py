"""The files of a list: the links that its page offers, and sending a file."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar
from urllib.parse import quote, urlencode

from django.http import HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.utils.translation import gettext as _

from budgets.exports.formats import FORMATS
from budgets.exports.sheet import Field, Format, Sheet
from budgets.listing.paging import Listing
from budgets.models import EditionVersion
from budgets.words.lists import rows_counted, rows_to_download

Response = TypeVar("Response", bound=HttpResponseBase)
COLUMNS = "columns"  # the name in the query string that chooses columns
FILE_NAMES = (COLUMNS, "bom")  # what a file knows in the query string besides the filters of its list


@dataclass(frozen=True)
class FileLink:
    """One file: the name of its format, its address with the filters, and its address without them."""

    label: str
    href: str
    action: str


@dataclass(frozen=True)
class Download:
    """A list's files in every format: the number of rows, the columns to choose from, the filters to keep."""

    title: str  # "" for the list of the page itself
    count: int
    counted: str  # how many rows, in words
    files: tuple[FileLink, ...]
    columns: tuple[Field, ...]
    kept: dict[str, str]


def offered(
    version: EditionVersion,
    name: str,
    listing: Listing,
    fields: Sequence[Field],
    *,
    title: str = "",
    count: int | None = None,
    **more: str,
) -> Download:
    """The files of a list. `name` begins the names of its URLs; `count` is its rows where not those of `listing`."""
    rows = listing.file_rows if count is None else count
    counted = rows_counted(rows) if title else rows_to_download(rows, filtered=listing.filters.is_filtered)
    return offered_at(
        lambda suffix: version.page(f"{name}-{suffix}", **more),
        listing.filters.active,
        fields,
        rows,
        counted,
        title=title,
    )


def offered_at(
    address: Callable[[str], str],
    asked: Mapping[str, str],
    fields: Sequence[Field],
    count: int,
    counted: str,
    *,
    title: str = "",
) -> Download:
    """The files of a list: `address` gives the address for each format, `asked` the query string for its rows.

    `counted` says how many rows there are.
    """
    query = f"?{urlencode(asked)}" if asked else ""
    links = [
        FileLink(form.label, address(suffix) + query, address(suffix)) for suffix, form in FORMATS.items()
    ]
    return Download(title, count, counted, tuple(links), tuple(fields), dict(asked))


def send(
    request: HttpRequest, sheet: Sheet, suffix: str, page: str, *, filtered: bool = False
) -> HttpResponseBase:
    """The sheet in that format, with links to its page and to the edition that names the source document.

    A file with only some rows or columns has another name, so that nobody takes it for the whole.
    """
    chosen = sheet.columns(asked_columns(request))
    if filtered:
        chosen = _renamed(chosen, "filtered", _("筛选"))
    if chosen.fields != sheet.fields:
        chosen = _renamed(chosen, "columns", _("选列"))
    query = request.META.get("QUERY_STRING", "")
    here = request.build_absolute_uri(page) + (f"?{query}" if query.isascii() and query else "")
    source = request.build_absolute_uri(sheet.version.page("edition")) if sheet.version else ""
    return download(chosen, FORMATS[suffix], request.GET, page=_link_target(here), source=source)


def as_it_is(request: HttpRequest, response: Response) -> Response:
    """Exempt the answer from compression: digest and ETag are of these bytes, and a zip gains nothing by it."""
    request.META.pop("HTTP_ACCEPT_ENCODING", None)
    return response


def asked_columns(request: HttpRequest) -> list[str]:
    """The keys in ?columns=code,name and in ?columns=code&columns=name, as a form without scripts sends them."""
    return [key.strip() for value in request.GET.getlist(COLUMNS) for key in value.split(",") if key.strip()]


def _renamed(sheet: Sheet, name: str, title: str) -> Sheet:
    return replace(sheet, name=f"{sheet.name}-{name}", title=f"{sheet.title}-{title}")


def _link_target(address_text: str) -> str:
    """An address that cannot break out of a Link header."""
    return re.sub(r"[\s<>\"]", "", address_text)


def download(
    sheet: Sheet, form: Format, options: Mapping[str, str], *, page: str, source: str = ""
) -> StreamingHttpResponse:
    """The file as a stream. `page` and `source` are the addresses of the page and of its source document."""
    response = StreamingHttpResponse(form.write(sheet, options), content_type=form.content_type)
    response["Content-Disposition"] = disposition(sheet.name, sheet.title, form.suffix, sheet.version)
    links = [f'<{page}>; rel="describedby"; type="text/html"']
    if source and sheet.version:
        links.append(f"<{source}>; rel=\"via\"; title*=UTF-8''{quote(sheet.version.title, safe='')}")
    response["Link"] = ", ".join(links)
    return response


def disposition(name: str, title: str, suffix: str, version: EditionVersion | None) -> str:
    """The Content-Disposition header: the file's name in ASCII, and in Chinese as RFC 5987 encodes it."""
    plain, full = file_names(name, title, suffix, version)
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(full, safe='')}"


def file_names(name: str, title: str, suffix: str, version: EditionVersion | None) -> tuple[str, str]:
    """A file's name in ASCII and in Chinese, with body, year and version where it belongs to one."""
    if version is None:
        return f"{name}.{suffix}", f"{title}.{suffix}"
    edition, number = version.edition, version.number
    ending = f"v{number}.{suffix}" if number else f"draft.{suffix}"
    plain = f"{edition.body.slug}-{edition.segment}-{name}-{ending}"
    return plain, f"{edition.body.name}-{edition.year}{edition.form_kind.value}-{title}-{ending}"
