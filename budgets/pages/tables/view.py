"""The official tables as pages and as files."""

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from budgets.form.amounts import Unit
from budgets.form.tables import Form, FurtherTable, OfficialTable, Role
from budgets.form.terms import Verdict
from budgets.kept.public import public
from budgets.listing.everyday import everyday_links
from budgets.listing.paging import LISTING_NAMES, Choice, Listing, tidy_address
from budgets.listing.table import LeanTable
from budgets.models import EditionVersion, FurtherTableRecord, PrintedTableRecord
from budgets.pages import Context
from budgets.pages.checks.marks import marks_of
from budgets.pages.checks.read import findings_of_table
from budgets.pages.downloads import FILE_NAMES, offered, offered_at, send
from budgets.pages.edition_page import of_version, render_edition_page
from budgets.pages.places import place_link
from budgets.pages.tables.charts import table_chart
from budgets.pages.tables.columns import table_definition, table_sheet
from budgets.pages.tables.filters import TableFilterSet
from budgets.pages.tables.further import (
    SHOWN,
    drawn,
    further_definition,
    further_sheet,
    further_table,
    further_tables,
    not_found,
)
from budgets.pages.tables.gist import gist_of
from budgets.pages.tables.read import (
    ROWS_OF_A_TABLE,
    amount_fields,
    figures_of_lines,
    lowest_sums,
    narrative_about,
    printed_table,
    table_summaries,
    table_total,
    total_scope,
)
from budgets.pages.tables.table import LineTables
from budgets.pages.unread.read import is_whole, may_be_unread, page_of, unread_cells, unread_rows
from budgets.words import tables as words
from budgets.words import unread
from budgets.words.lists import rows_to_download
from budgets.words.money import amount_in, exact
from budgets.words.official import label
from budgets.words.sentences import filled


@public()
@require_safe
@of_version
def index(request: HttpRequest, version: EditionVersion) -> HttpResponseBase:
    """The list of the official tables: the title in the document, the size, and whether it is empty."""
    summaries = table_summaries(version)
    further = further_tables(version)
    context = {
        "summaries": summaries,
        "not_recorded": unread.not_recorded_on(page_of(version)) if version.unread_count is None else "",
        "lede": words.figures_in_all(
            _(version.form.words),
            sum(summary.figures for summary in summaries),
            in_part=bool(version.unread_count),
        ),
        "further": [(record, words.further_summary(record.row_count, record.unit)) for record in further],
        "further_missing": not_found(version, further),
        "missing_words": unread.missing_table() if may_be_unread(version) else _("原文中没有找到这张表"),
    }
    return render_edition_page(request, version, "tables/tables.html", context)


@public(*TableFilterSet.base_filters, *LISTING_NAMES)
@require_safe
@of_version
def table(request: HttpRequest, version: EditionVersion, table: str) -> HttpResponseBase:
    """The page of one table; an official one filtered and sorted, in the unit that the reader chose."""
    official = version.form.by_slug.get(table)
    if official is None:
        return _further_page(request, version, _further(version, table))
    record = printed_table(version, official.number)
    filters = TableFilterSet(version, official, request.GET)
    unit = Unit(record.unit) if record else official.unit
    if tidy := tidy_address(request, filters):
        return redirect(tidy)
    listing = Listing(request, filters, unit=unit, per_page=ROWS_OF_A_TABLE)
    context = {
        "table": official,
        "record": record,
        "listing": listing,
        "tables": _line_tables(version, official, listing),
        "empty": record is None or record.is_empty,
        "sentence": _sentence(version, official),
        "everyday": everyday_links(listing) if official.form is Form.CODED else "",
        "counted": _counted(listing),
        "nothing_printed": _nothing_printed(version, record),
        **_unread(version, official.number),
        "total_line": _total_line(version, official),
        "scope_choices": _other_scopes(version, official),
        "findings": _findings(version, official.number),
        "side_by_side": official.form is Form.TWO_SIDED and len(amount_fields(official)) == 1,
        "sums": _sums(version, official, listing),
        "chart": table_chart(version, official, filters) if listing.count > 1 else None,
        "downloads": [
            offered(version, "table", listing, table_definition(official).fields, table=official.slug)
        ],
        "chart_rows": _("在筛选出的行里") if listing.filters.is_filtered else _("在全表里"),
        "neighbours": _neighbours(version, official.number),
    }
    return render_edition_page(request, version, "tables/table.html", context)


@public(*TableFilterSet.base_filters, *FILE_NAMES)
@require_safe
@of_version
def table_file(request: HttpRequest, version: EditionVersion, table: str, suffix: str) -> HttpResponseBase:
    """The lines that the query string asks for, in that order, as a file."""
    official = version.form.by_slug.get(table)
    if official is None:
        record = _further(version, table)
        return send(request, further_sheet(record), suffix, version.page("table", table=record.slug))
    filters = TableFilterSet(version, official, request.GET)
    page = version.page("table", table=official.slug)
    sheet = table_sheet(version, official, filters.qs)
    return send(request, sheet, suffix, page, filtered=filters.is_filtered)


def _further(version: EditionVersion, slug: str) -> FurtherTableRecord:
    record = further_table(version, slug)
    if record is None:
        raise Http404
    return record


def _further_page(
    request: HttpRequest, version: EditionVersion, record: FurtherTableRecord
) -> HttpResponseBase:
    """The page of a table that is kept as printed: its columns, rows and notes, every cell with its place."""
    tables_of_form = _(version.form.words)
    context = {
        "cite_title": record.title,
        "record": record,
        "kept_as_printed": words.kept_as_printed(tables_of_form, in_form=record.number is not None),
        "drawn": drawn(record),
        "counted": words.rows_shown(record.row_count, SHOWN),
        "downloads": [
            offered_at(
                lambda suffix: version.page(f"table-{suffix}", table=record.slug),
                {},
                further_definition(record).fields,
                record.row_count,
                rows_to_download(record.row_count, filtered=False),
            )
        ],
        "neighbours": _neighbours(version, record.number) if record.number else [],
    }
    return render_edition_page(request, version, "tables/further_table.html", context)


def _neighbours(version: EditionVersion, number: int) -> list[OfficialTable | FurtherTable]:
    """The tables of the form right before and after that one, as far as they have a page."""
    tables: list[OfficialTable | FurtherTable] = [*version.form.tables]
    if version.form.further:
        found = {record.slug for record in further_tables(version)}
        tables += [table for table in version.form.further if table.slug in found]
    return sorted((t for t in tables if abs(t.number - number) == 1), key=lambda t: t.number)


def _total_title(official: OfficialTable) -> str:
    return {Form.TWO_SIDED: _("支出总计"), Form.SINGLE_ROW: _("“三公”经费合计")}.get(official.form, _("合计"))


def _line_tables(version: EditionVersion, official: OfficialTable, listing: Listing) -> list[LeanTable]:
    numbers = {line.number for line in listing.rows}
    build = LineTables(
        table=official,
        fields=amount_fields(official),
        unit=listing.unit,
        figures=figures_of_lines(version, official.number, numbers),
        unread=unread_cells(version, official.number),
        sort_link=listing.sort_link,
        label=label(official.title),
        source=version.page("source"),
        marks=marks_of(version),
        checks=version.page("checks"),
    )
    return build.build(list(listing.rows))


def _sentence(version: EditionVersion, official: OfficialTable) -> str:
    """The main amounts of the table in one sentence; "" where it prints no total."""
    gist = gist_of(version, official)
    if gist is None:
        return ""
    largest = (gist.largest.name, gist.largest.yuan) if gist.largest else None
    return words.gist(official.role, gist.total, [(part.name, part.yuan) for part in gist.parts], largest)


# For each table, those that print the same in the other scope (all funds, fiscal appropriation).
_OF_ONE_FUND = (Role.GENERAL_PUBLIC, Role.MANAGED_FUNDS, Role.STATE_CAPITAL)
_OTHER_SCOPE: dict[Role, tuple[Role, ...]] = {
    Role.REVENUE_EXPENDITURE: (Role.FISCAL_APPROPRIATION,),
    Role.REVENUE: (Role.FISCAL_APPROPRIATION,),
    Role.EXPENDITURE: _OF_ONE_FUND,
    Role.FISCAL_APPROPRIATION: (Role.REVENUE_EXPENDITURE,),
    **dict.fromkeys(_OF_ONE_FUND, (Role.EXPENDITURE,)),
}


_ALL_FUNDS_FIRST = tuple(Role)


def _other_scopes(version: EditionVersion, official: OfficialTable) -> list[Choice]:
    """This table and those that print the same in the other scope, all funds first; [] where none does."""
    printed = PrintedTableRecord.objects.filter(version=version, is_empty=False)
    slugs = set(printed.values_list("slug", flat=True))
    others = [
        table
        for table in version.form.tables
        if table.role in _OTHER_SCOPE.get(official.role, ()) and table.slug in slugs
    ]
    if not others:
        return []
    named = _("%(scope)s（表%(n)s）")
    return [
        Choice(
            named % {"scope": _(total_scope(table).value), "n": table.number},
            version.page("table", table=table.slug),
            table is official,
        )
        for table in sorted((official, *others), key=lambda table: _ALL_FUNDS_FIRST.index(table.role))
    ]


def _findings(version: EditionVersion, number: int) -> SafeString:
    """The checks about the table that do not agree exactly: for each verdict the number and a link to the list."""
    page = version.page("checks")
    links = [
        format_html(
            '<a href="{}" class="verdict verdict--{}">{} {}</a>',
            f"{page}?verdict={word}&table={number}",
            word,
            _(Verdict.of(word).value),
            count,
        )
        for word, count in findings_of_table(version, number).items()
    ]
    return (
        filled(_("原文核对提示：%(links)s"), links=SafeString(" ".join(links))) if links else SafeString("")
    )


def _counted(listing: Listing) -> str:
    number = {"n": listing.count}
    if listing.filters.is_filtered:
        return _("符合条件的 %(n)s 行") % number
    return _("共 %(n)s 行") % number


def _nothing_printed(version: EditionVersion, record: PrintedTableRecord | None) -> str:
    """That the table is missing or empty, and what the notes say about its money; "" where it has rows."""
    if record is None:
        return unread.missing_table() if may_be_unread(version) else _("原文中没有找到这张表。")
    if not record.is_empty:
        return ""
    fact = narrative_about(version, record.table.role)
    if fact is None:
        return words.empty_table(record.notes)
    return words.empty_table(record.notes, fact.text, place_link(fact, version))


def _unread(version: EditionVersion, number: int) -> Context:
    """The rows of the table that were not read, each with its words and a link to its place."""
    rows, source = unread_rows(version, number), version.page("source")
    said = [
        unread.quoted(row.text, row.cause, source + row.in_source if row.in_source else "", row.where)
        for row in rows
    ]
    return {"unread_rows": said, "unread_lede": unread.rows_not_read(len(rows)) if rows else ""}


def _total_line(version: EditionVersion, official: OfficialTable) -> str:
    total = table_total(version, official)
    if total is None:
        return ""
    return words.total_line(_total_title(official), _(total_scope(official).value), total)


def _sums(version: EditionVersion, official: OfficialTable, listing: Listing) -> str:
    """For a filtered table: the sums of its lowest lines, column by column."""
    if not listing.filters.is_filtered or not listing.count:
        return ""
    if not is_whole(version, (official.role,)):
        return unread.not_added(page_of(version))
    fields = amount_fields(official)
    count, sums = lowest_sums(listing.filters.qs, [field.name for field in fields])
    shown = [
        (_(field.title), amount_in(exact(total, listing.unit), listing.unit))
        for field in fields
        if (total := sums[field.name]) is not None
    ]
    return words.sums(count, shown) if shown else ""
