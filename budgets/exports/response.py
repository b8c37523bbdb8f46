"""The HTTP answer for a file: streamed, named after body, year, table and version, with links to its origin."""

from collections.abc import Mapping
from urllib.parse import quote

from django.http import StreamingHttpResponse

from budgets.exports.sheet import Format, Sheet
from budgets.models import EditionVersion


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
