"""A sheet as an answer: streamed, named after body, year, table and version, with links to where it is from."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from django.http import StreamingHttpResponse

from budgets.exports import Format, Sheet


def download(
    sheet: Sheet, form: Format, options: Mapping[str, Any], *, page: str, source: str
) -> StreamingHttpResponse:
    """The file as a stream. `page` and `source` are the addresses of the page and of its source document."""
    response = StreamingHttpResponse(form.write(sheet, options), content_type=form.content_type)
    response["Content-Disposition"] = _disposition(sheet, form.suffix)
    response["Link"] = ", ".join(
        (f'<{page}>; rel="describedby"; type="text/html"', f'<{source}>; rel="via"; {_source_title(sheet)}')
    )
    return response


def _disposition(sheet: Sheet, suffix: str) -> str:
    """The file's name for every program: in ASCII, and in Chinese for those that know RFC 5987."""
    edition, number = sheet.version.edition, sheet.version.number
    ending = f"v{number}.{suffix}" if number else f"draft.{suffix}"
    plain = f"{edition.body.slug}-{edition.segment}-{sheet.name}-{ending}"
    full = f"{edition.body.name}-{edition.year}{edition.form_kind.value}-{sheet.title}-{ending}"
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(full, safe='')}"


def _source_title(sheet: Sheet) -> str:
    return f"title*=UTF-8''{quote(sheet.version.title, safe='')}"
