"""What the page of the document says about what is marked on it, ready to be shown."""

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from budgets.form.codes import spaced
from budgets.form.tables import Form, OfficialTable
from budgets.models import MARKED, EditionVersion, Figure, Placed
from budgets.models.lines import row_anchor
from budgets.pages import Context
from budgets.pages.source import read
from budgets.pages.source.pictures import Picture
from budgets.pages.source.read import DocumentPart
from budgets.pages.tables.further import further_tables
from budgets.pages.tables.read import ROWS_OF_A_TABLE
from budgets.words import source as words
from budgets.words.editions import cited_version, year_and_kind
from budgets.words.lists import page_turns
from budgets.words.official import marked


def turns(address: str, part: DocumentPart) -> SafeString:
    """Which page of the document is shown, with links to its neighbours; "" where it is the only one."""
    if part.count < 2:
        return SafeString("")
    before = f"{address}?page={part.number - 1}" if part.number > 1 else ""
    after = f"{address}?page={part.number + 1}" if part.number < part.count else ""
    return page_turns(before, part.number, part.count, after)


def table_links(version: EditionVersion) -> list[SafeString]:
    """A link to each table in the document: the official ones by number, then those that are kept as printed."""
    address = version.page("source")
    named: list[tuple[str, Placed]] = [
        (_("表%(n)s") % {"n": table.number}, table) for table in read.tables_found(version)
    ]
    named += [(table.title, table) for table in further_tables(version)]
    return [
        format_html('<a href="{}">{}</a>', address + table.in_source, marked(name))
        for name, table in named
        if table.in_source
    ]


def about_words(
    version: EditionVersion, part: DocumentPart, picture: Picture | None, mark_at: str, *, boxed: bool
) -> Context:
    """What the page says without a figure: what the document is, or which words a link leads to."""
    edition = version.edition
    has_box = picture is not None and picture.box is not None
    return {
        "page_title": words.page_title(
            edition.body.name, edition.year, part.number, pages=part.count, amount=None
        ),
        "lede": words.words_here(part.number, boxed=boxed)
        if mark_at
        else words.document(pages=read.has_pages(version)),
        "links": [_to_mark(mark_at)] if mark_at else [],
        "picture_name": words.picture_of(part.number, boxed=False),
        "picture_words": words.picture_of(part.number, boxed=has_box),
    }


def _to_mark(anchor: str) -> SafeString:
    return format_html('<a href="#{}">{}</a>', anchor, _("到标出的地方"))


def about_figure(
    version: EditionVersion,
    figure: Figure,
    part: DocumentPart,
    picture: Picture | None,
    address: str,
    *,
    marked_below: bool,
) -> Context:
    """What the page says of the figure that is marked, where its row is, and how to cite it; `address` is lasting."""
    edition = version.edition
    table = version.form.by_slug[figure.table]
    cell, amount = _cell(table, figure), words.PrintedAmount(figure.printed, figure.unit, figure.scope)
    place = figure_place(figure)
    row = version.page("table", table=figure.table) + _page_of_row(figure)
    has_box = picture is not None and picture.box is not None
    return {
        "page_title": words.page_title(
            edition.body.name, edition.year, part.number, pages=part.count, amount=amount
        ),
        "lede": words.figure_here(cell, amount, place, marked_below=marked_below),
        "links": [
            _to_mark(MARKED),
            format_html('<a href="{}">{}</a>', row, _("回到表%(n)s的这一行") % {"n": figure.table_number}),
        ],
        "cited_figure": words.cited_figure(
            cell,
            amount,
            body=edition.body.name,
            edition=year_and_kind(edition.year, edition.get_kind_display()),
            place=place,
            version=_version(version),
            address=address,
        ),
        "picture_name": words.picture_of(part.number, boxed=False),
        "picture_words": words.picture_of(part.number, boxed=has_box, digits=figure.printed, cell=cell),
        "box_name": marked(words.cell_name(cell)),
    }


def _version(version: EditionVersion) -> str:
    if version.number is None:
        return _("草稿，尚未公开")
    return cited_version(version.number, version.published_at)


def _cell(table: OfficialTable, figure: Figure) -> words.NamedCell:
    return words.NamedCell(
        table.number,
        table.title,
        _(figure.side) if figure.side else "",
        " ".join(part for part in (spaced(figure.code), figure.name) if part),
        # In a table of one row a line is a printed column, so the column needs no second name.
        "" if table.form is Form.SINGLE_ROW else _(table.title_of(figure.column)),
    )


def _page_of_row(figure: Figure) -> str:
    """The query string that leads from a table's page to the page of the list with the figure's row."""
    page = (figure.line_number - 1) // ROWS_OF_A_TABLE + 1
    query = f"?page={page}" if page > 1 else ""
    return f"{query}#{row_anchor(figure.line_number, figure.side)}"


def figure_place(placed: Placed) -> str:
    """The place of a cell in the terms of its file format: 第7页第1张表第6行第4列, 第112行第4格."""
    if placed.place_line:
        return _("第%(n)s行第%(cell)s格") % {"n": placed.place_line, "cell": placed.place_column}
    cell = {"table": placed.place_table, "row": placed.place_row, "column": placed.place_column}
    if placed.place_page:
        return _("第%(n)s页第%(table)s张表第%(row)s行第%(column)s列") % {"n": placed.place_page, **cell}
    return _("第%(table)s张表第%(row)s行第%(column)s列") % cell
