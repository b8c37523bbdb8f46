"""The document itself: pages and lines with addresses, the cell of a figure marked, the file as uploaded."""

import base64
import re
from dataclasses import dataclass, replace
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from budgets.kept import page_pictures
from budgets.kept.public import public
from budgets.models import MARKED, EditionVersion, Figure, SourceLineRecord
from budgets.pages import Context
from budgets.pages.downloads import as_it_is
from budgets.pages.edition_page import of_version, render_edition_page
from budgets.pages.source import read, said
from budgets.pages.source.lines import MarkedPlace, blocks, numbered_lines
from budgets.pages.source.pictures import Picture, frame
from budgets.pages.source.read import Box
from budgets.words.official import in_document
from budgets.words.source import hidden

CONTENT_TYPES = {
    "txt": "text/plain",
    "md": "text/markdown",
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
DIGITS = 9  # longer numbers are not understood
EDGE = re.compile(r"[0-9]{1,5}(?:\.[0-9]{1,2})?")  # one edge of a box, in points
NOWHERE = gettext_lazy("地址里的位置看不懂，这一页没有标出什么。")


@dataclass(frozen=True)
class AskedPlace:
    """What the address asks for: a part of the document, a place in it if any, and what could not be found.

    The place is a printed figure, a line (`column` is 0) or a cell of it, or a box on a PDF page.
    """

    part: int = 1
    figure: Figure | None = None
    line: SourceLineRecord | None = None
    column: int = 0
    box: Box | None = None
    problem: str | Promise = ""


@public("figure", "line", "row", "page", "box")
@require_safe
@of_version
def source(request: HttpRequest, version: EditionVersion) -> HttpResponseBase:
    """The document, one page or two hundred lines at a time; the cell of `?figure=` is marked."""
    sizes = page_pictures.page_sizes(version.source)
    count = max(read.part_count(version), len(sizes))
    asked = _on_its_page(_asked(request, version, count), sizes)
    part = read.part(version, asked.part, count)
    picture = _picture(version, sizes, asked)
    line = read.line_around(part.lines, asked.box) if asked.box else asked.line
    address = version.page("source")
    context: Context = {
        "pages": read.has_pages(version),
        "picture": picture,
        "words": _words(version, part.lines, asked, line, marked_here=picture is None),
        "problem": asked.problem,
        "tables_found": said.table_links(version),
        "address": address,
        "own_address": f"{address}?page={part.number}" if part.number > 1 else address,
        "turns": said.turns(address, part),
        "cite_title": _("原文"),
        "marked": MARKED,
    }
    if asked.figure:
        page = request.build_absolute_uri(version.lasting_page("source") + f"?figure={asked.figure.position}")
        context |= said.about_figure(
            version, asked.figure, part, picture, page, marked_below=_is_marked(asked, asked.figure, picture)
        )
    else:
        boxed = bool(asked.box and picture)
        context |= said.about_words(version, part, picture, _mark_at(asked, line, picture), boxed=boxed)
    return render_edition_page(request, version, "source/source.html", context)


def _is_marked(asked: AskedPlace, figure: Figure, picture: Picture | None) -> bool:
    """Whether the page marks the figure: in the picture, or in its own cell of the line."""
    if asked.line is None:
        return False
    return picture is not None or read.has_cell(asked.line, figure.place_column)


def _mark_at(asked: AskedPlace, line: SourceLineRecord | None, picture: Picture | None) -> str:
    """The id of the element on this page that the address asks for; "" where it asks for none."""
    if asked.figure or asked.problem:
        return ""
    if asked.column or (asked.box and picture):
        return MARKED
    return line.anchor if line else ""


def _words(
    version: EditionVersion,
    lines: tuple[SourceLineRecord, ...],
    asked: AskedPlace,
    line: SourceLineRecord | None,
    marked_here: bool,
) -> SafeString:
    column = asked.figure.place_column if asked.figure else asked.column
    mark = MarkedPlace(line, column, marked_here, whole=not column) if line else None
    if not lines:
        return SafeString("")
    if version.source.format in ("txt", "md"):
        return format_html('<ol class="lines"{}>{}</ol>', in_document(), numbered_lines(lines, mark))
    return format_html('<div class="printed"{}>{}</div>', in_document(), blocks(lines, mark))


# ---- what is asked for ---------------------------------------------------------------------------------


def _asked(request: HttpRequest, version: EditionVersion, count: int) -> AskedPlace:
    """The part that the query string asks for; for an unknown one the nearest, with the problem in words."""
    query = request.GET
    if query.get("figure"):
        return _asked_figure(version, query["figure"])
    if query.get("line"):
        return _asked_line(version, query["line"])
    if query.get("row"):
        return _asked_row(version, query["row"])
    asked = _asked_part(query.get("page", ""), count)
    return _with_box(asked, query["box"]) if query.get("box") and not asked.problem else asked


def _asked_figure(version: EditionVersion, text: str) -> AskedPlace:
    figure = read.figure_at(version, _number(text))
    if figure is None:
        total = read.figure_count(version)
        words = _("没有序号为“%(value)s”的数字：%(tables)s的数字序号从 1 到 %(n)s。下面是原文的开头。")
        values = {"value": text[:20], "tables": _(version.form.words), "n": total}
        return AskedPlace(problem=words % values)
    line = read.line_with(figure)
    if line is None:
        return AskedPlace(figure.place_page or 1, figure)
    return AskedPlace(read.part_of(line), figure, line)


def _asked_line(version: EditionVersion, text: str) -> AskedPlace:
    number = _number(text)
    line = read.line_numbered(version, number) if number else None
    if line is None:
        return AskedPlace(problem=_("没有第“%(value)s”行。下面是原文的开头。") % {"value": text[:20]})
    if line.place_line != number:
        words = _("第 %(value)s 行没有文字，最近的一行是第 %(n)s 行。")
        return AskedPlace(read.part_of(line), problem=words % {"value": number, "n": line.place_line})
    return AskedPlace(read.part_of(line), line=line)


def _asked_row(version: EditionVersion, text: str) -> AskedPlace:
    """A row of a table, 2.5, or a cell of it, 2.5.3."""
    table, row, column = (_number(word) for word in f"{text}..".split(".", 3)[:3])
    if read.is_hidden(version, table, row, column):
        return _hidden_row(version, table, row, column)
    line = read.line_of_row(version, table, row, column)
    if line is None:
        return AskedPlace(problem=_("没有“%(value)s”这一行。下面是原文的开头。") % {"value": text[:20]})
    return AskedPlace(read.part_of(line), line=line, column=column)


def _hidden_row(version: EditionVersion, table: int, row: int, column: int) -> AskedPlace:
    """The row of a cell that the file hides, without a mark in it; of a hidden row the page that it would be on."""
    line = read.line_of_row(version, table, row)
    problem = hidden(table, row, column if line else 0)
    if line is not None:
        return AskedPlace(read.part_of(line), line=line, problem=problem)
    before = read.line_before_row(version, table, row)
    return AskedPlace(read.part_of(before) if before else 1, problem=problem)


def _with_box(asked: AskedPlace, text: str) -> AskedPlace:
    """The place with the box in `text`: left, top, right and bottom in points, joined with commas."""
    edges = [float(word) for word in text.split(",") if EDGE.fullmatch(word)]
    if len(edges) != 4 or text.count(",") != 3:
        return replace(asked, problem=NOWHERE)
    left, top, right, bottom = edges
    return replace(asked, box=(left, top, right, bottom))


def _on_its_page(asked: AskedPlace, sizes: list[page_pictures.Size]) -> AskedPlace:
    """The place, without its box if that is not on the page."""
    if asked.box is None or asked.part > len(sizes):
        return asked
    (left, top, right, bottom), (width, height) = asked.box, sizes[asked.part - 1]
    inside = left < right <= width and top < bottom <= height
    return asked if inside else replace(asked, box=None, problem=NOWHERE)


def _asked_part(text: str, count: int) -> AskedPlace:
    number = _number(text) if text else 1
    if 1 <= number <= count:
        return AskedPlace(number)
    nearest = count if number else 1
    words = _("没有第“%(value)s”页，这里是第 %(shown)s 页，全文共 %(count)s 页。")
    return AskedPlace(nearest, problem=words % {"value": text[:20], "shown": nearest, "count": count})


def _number(text: str) -> int:
    """A positive whole number; 0 for anything else."""
    digits = text.strip()
    return int(digits) if digits.isascii() and digits.isdecimal() and len(digits) <= DIGITS else 0


# ---- the picture ---------------------------------------------------------------------------------------


def _picture(version: EditionVersion, sizes: list[page_pictures.Size], asked: AskedPlace) -> Picture | None:
    """The page's picture with the box of the figure; None where the document has no such pages."""
    if not 1 <= asked.part <= len(sizes):
        return None
    width, height = sizes[asked.part - 1]
    # With the digest the address means exactly these bytes: a correction of the document has another address.
    href = f"{version.page('source-page', page=str(asked.part))}?of={version.source.sha256[:16]}"
    box = asked.figure.place_box if asked.figure else asked.box
    return Picture(href, round(width, 2), round(height, 2), frame(box) if box else None)


# ---- pictures and the file -----------------------------------------------------------------------------


@public("of")
@require_safe
@of_version
def former_picture(request: HttpRequest, version: EditionVersion, page: int) -> HttpResponseBase:
    """Redirects the addresses of earlier PNG pictures to the present pictures."""
    query = f"?{request.GET.urlencode()}" if request.GET else ""
    return redirect(version.page("source-page", page=str(page)) + query, permanent=True)


@public()
@require_safe
@of_version
def page_picture(request: HttpRequest, version: EditionVersion, page: int) -> HttpResponseBase:
    """One page of the PDF as a picture; 404 with a sentence where there is none."""
    picture = page_pictures.page_picture(version.source, page)
    if picture is None:
        words = _("没有这一页的图像：原文不是 PDF，没有这一页，或者这一页画不出来。请看原文件。")
        return HttpResponse(words, status=404, content_type="text/plain; charset=utf-8")
    response = HttpResponse(picture, content_type="image/webp")
    response["ETag"] = f'"{version.source.sha256}-{page}"'
    return as_it_is(request, response)


@public()
@require_safe
@of_version
def original(request: HttpRequest, version: EditionVersion) -> HttpResponseBase:
    """The file as uploaded, byte for byte, under its own name."""
    kept = version.source
    response = HttpResponse(
        read.original_bytes(version), content_type=CONTENT_TYPES.get(kept.format, "application/octet-stream")
    )
    plain = f"{version.edition.body.slug}-{version.edition.segment}.{kept.format}"
    name = quote(version.filename, safe="")
    response["Content-Disposition"] = f"attachment; filename=\"{plain}\"; filename*=UTF-8''{name}"
    digest = base64.b64encode(bytes.fromhex(kept.sha256)).decode()
    response["ETag"] = f'"{kept.sha256}"'
    response["Repr-Digest"] = f"sha-256=:{digest}:"
    response["Digest"] = f"SHA-256={digest}"
    response["X-Content-Type-Options"] = "nosniff"
    return as_it_is(request, response)
