"""The page of a package that opens from disk: tables, statements and checks, with a search that needs no server."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from urllib.parse import quote

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from budgets.exports.archive import Packed
from budgets.exports.sheet import Field, FieldKind, Row, Sheet
from budgets.form.amounts import Unit, format_amount, plain
from budgets.pages.data.sheets import table_of
from budgets.words.data import bytes_of
from budgets.words.lists import rows_counted

MARKER = "<!-- sections -->"
ASSETS = {"site.css": "css/site.css", "offline.js": "js/offline.js"}
AS_ARTICLES = "projects"  # its texts are long: each row is an article
CODE_PARTS = ("class_code", "section_code", "item_code")

_UNITS = {unit.value: unit for unit in Unit}
_NUMBERS = (FieldKind.AMOUNT, FieldKind.EXACT, FieldKind.COUNT)


def asset(name: str) -> bytes:
    """A file that the page needs beside it."""
    folder: Path = settings.BASE_DIR / "static" / "budgets"
    return (folder / ASSETS[name]).read_bytes()


@dataclass(frozen=True)
class OfflinePage:
    """The page around its sections: title, one sentence, facts, entries of the contents, list of files.

    `unread` says that something of the document was not read, "" where all of it was.
    """

    title: str
    lede: str
    unread: str
    facts: Sequence[tuple[str, str]]
    contents: Sequence[tuple[str, str]]  # anchor and name
    packed: Sequence[Packed]


def index_page(page: OfflinePage, sections: Iterable[str]) -> Iterator[bytes]:
    """The page in pieces, so that a long edition needs no memory."""
    files = [{"name": p.name, "href": quote(p.name), "size": _size(p)} for p in page.packed]
    contents = [*page.contents, ("files", _("文件"))]
    frame = {
        "title": page.title,
        "lede": page.lede,
        "unread": page.unread,
        "facts": page.facts,
        "files": files,
        "contents": contents,
    }
    before, _marker, after = render_to_string("data/package_index.html", frame).partition(MARKER)
    yield before.encode()
    for section in sections:
        yield section.encode()
    yield after.encode()


def _size(packed: Packed) -> str:
    """How many rows a file has, where it has rows, and how many bytes."""
    rows = [] if packed.rows is None else [rows_counted(packed.rows)]
    return " · ".join([*rows, bytes_of(packed.size)])


def heading_of(sheet: Sheet) -> str:
    """The heading of a section: 表2 收入预算总表."""
    table = table_of(sheet)
    return _("表%(n)s") % {"n": table.number} + f" {sheet.title}" if table else sheet.title


def section(sheet: Sheet) -> Iterator[str]:
    """A sheet as a section of the page: a table, or for long texts an article for each row."""
    yield format_html(
        '<section class="section" id="{}" data-section><h2 class="section-head">{}</h2>\n',
        sheet.name,
        heading_of(sheet),
    )
    yield from _articles(sheet) if sheet.name == AS_ARTICLES else _table(sheet)
    yield "</section>\n"


def _table(sheet: Sheet) -> Iterator[str]:
    heads = format_html_join("", '<th scope="col"{}>{}</th>', ((_css(f), f.heading) for f in sheet.fields))
    yield format_html(
        '<div class="table-scroll" tabindex="0" role="region" aria-label="{}"><table class="ledger"><thead><tr>{}</tr></thead>\n<tbody>',
        heading_of(sheet),
        heads,
    )
    for rows in sheet.chunks():
        yield "".join(_row(sheet, row) for row in rows)
    yield "</tbody></table></div>\n"


def _row(sheet: Sheet, row: Row) -> str:
    unit = _unit_of(sheet, row)
    cells = format_html_join(
        "",
        "<td{}{}>{}</td>",
        (
            (_css(f), _yuan(f, value, unit), _said(f, value))
            for f, value in zip(sheet.fields, row, strict=True)
        ),
    )
    parts = (str(value) for f, value in zip(sheet.fields, row, strict=True) if f.key in CODE_PARTS and value)
    return format_html('<tr data-row="{}">{}</tr>\n', "".join(parts), cells)


def _articles(sheet: Sheet) -> Iterator[str]:
    for rows in sheet.chunks():
        for row in rows:
            said = [
                (f.heading, _yuan(f, value), _said(f, value))
                for f, value in zip(sheet.fields, row, strict=True)
            ]
            parts = format_html_join(
                "\n", "<div><dt>{}</dt><dd{}>{}</dd></div>", (part for part in said[1:] if part[2])
            )
            yield format_html(
                '<article data-row=""><h3>{}</h3><dl class="facts">{}</dl></article>\n', said[0][2], parts
            )


def _css(field: Field) -> SafeString:
    return SafeString(' class="num"' if field.kind in _NUMBERS else "")


def _unit_of(sheet: Sheet, row: Row) -> Unit | None:
    """The unit of money that a check's row names for its numbers; None where they are no money."""
    named = (value for f, value in zip(sheet.fields, row, strict=True) if f.key == "unit")
    return _UNITS.get(str(next(named, "")))


def _yuan(field: Field, value: object, unit: Unit | None = None) -> SafeString:
    """The amount in yuan as an attribute for the search, where readers may type another unit."""
    if not isinstance(value, Decimal) or (field.kind is not FieldKind.AMOUNT and unit is None):
        return SafeString("")
    yuan = value if field.kind is FieldKind.AMOUNT or unit is None else value * unit.yuan
    return format_html(' data-yuan="{}"', plain(yuan))


def _said(field: Field, value: object) -> str:
    """A value for readers: amounts with separators, blank where the document is."""
    if isinstance(value, Decimal):
        return format_amount(value, Unit.YUAN)
    text = field.text(value)
    return "" if text is None else str(text)
