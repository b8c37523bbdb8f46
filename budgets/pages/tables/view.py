"""The nine official tables as pages and as files."""

from decimal import Decimal

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from budgets.form.amounts import Unit, share
from budgets.form.tables import BY_NUMBER, BY_SLUG, Form, OfficialTable
from budgets.form.terms import Verdict
from budgets.listing.everyday import everyday_links
from budgets.listing.paging import Choice, Listing, tidy_address
from budgets.listing.table import LeanTable
from budgets.models import EditionVersion, PrintedTableRecord
from budgets.pages.checks.marks import marks_of
from budgets.pages.checks.read import findings_of_table
from budgets.pages.downloads import offered, send
from budgets.pages.edition_page import of_version, render_edition_page
from budgets.pages.places import place_link
from budgets.pages.tables.charts import table_chart
from budgets.pages.tables.columns import table_definition, table_sheet
from budgets.pages.tables.filters import TableFilterSet
from budgets.pages.tables.gist import Named, gist_of
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
from budgets.words import tables as words
from budgets.words.money import amount_in, exact, format_speakable
from budgets.words.official import label
from budgets.words.sentences import filled, listed


@require_safe
@of_version
def index(request: HttpRequest, version: EditionVersion) -> HttpResponseBase:
    """The list of the nine tables: the title in the document, the size, and whether it is empty."""
    summaries = table_summaries(version)
    context = {"summaries": summaries, "figure_count": sum(summary.figures for summary in summaries)}
    return render_edition_page(request, version, "tables/tables.html", context)


@require_safe
@of_version
def table(request: HttpRequest, version: EditionVersion, table: str) -> HttpResponseBase:
    """The page of one official table, filtered and sorted, in the unit that the reader chose."""
    official = _official(table)
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
        "total_line": _total_line(version, official),
        "scope_choices": _other_scopes(version, official),
        "findings": _findings(version, official.number),
        "side_by_side": official.form is Form.TWO_SIDED
        and len(amount_fields(official, version.edition.form_kind)) == 1,
        "sums": _sums(version, official, listing),
        "chart": table_chart(version, official, filters) if listing.count > 1 else None,
        "downloads": [
            offered(
                version,
                "table",
                listing,
                table_definition(official, version.edition.form_kind).fields,
                table=official.slug,
            )
        ],
        "chart_rows": _("在筛选出的行里") if listing.filters.is_filtered else _("在全表里"),
        "neighbours": [BY_NUMBER[n] for n in (official.number - 1, official.number + 1) if n in BY_NUMBER],
    }
    return render_edition_page(request, version, "tables/table.html", context)


@require_safe
@of_version
def table_file(request: HttpRequest, version: EditionVersion, table: str, suffix: str) -> HttpResponseBase:
    """The lines that the query string asks for, in that order, as a file."""
    official = _official(table)
    filters = TableFilterSet(version, official, request.GET)
    page = version.page("table", table=official.slug)
    sheet = table_sheet(version, official, filters.qs)
    return send(request, sheet, suffix, page, filtered=filters.is_filtered)


def _official(slug: str) -> OfficialTable:
    if slug not in BY_SLUG:
        raise Http404
    return BY_SLUG[slug]


def _total_title(official: OfficialTable) -> str:
    return {Form.TWO_SIDED: _("支出总计"), Form.SINGLE_ROW: _("“三公”经费合计")}.get(official.form, _("合计"))


def _line_tables(version: EditionVersion, official: OfficialTable, listing: Listing) -> list[LeanTable]:
    numbers = {line.number for line in listing.rows}
    build = LineTables(
        table=official,
        fields=amount_fields(official, version.edition.form_kind),
        unit=listing.unit,
        figures=figures_of_lines(version, official.number, numbers),
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
    parts = listed(_named(part, gist.total) for part in gist.parts)
    told = _("%(what)s %(amount)s") % {
        "what": _TABLE_WORDS[official.number],
        "amount": format_speakable(gist.total),
    }
    if parts:
        told += _("：%(parts)s") % {"parts": parts}
    if gist.largest and official.number != REVENUE:
        told += _("；最大的一项是%(largest)s") % {"largest": _named(gist.largest, gist.total)}
    return told + _("。")


REVENUE = 2  # its classes tell what the money is for, not its source, so no largest class is named

# What the total of each table is, in plain words.
_TABLE_WORDS = {
    1: gettext_lazy("全部资金的支出共"),
    2: gettext_lazy("全部资金的收入共"),
    3: gettext_lazy("全部资金的支出共"),
    4: gettext_lazy("财政拨款的支出共"),
    5: gettext_lazy("一般公共预算的支出共"),
    6: gettext_lazy("政府性基金预算的支出共"),
    7: gettext_lazy("国有资本经营预算的支出共"),
    8: gettext_lazy("一般公共预算里维持日常运转的钱共"),
    9: gettext_lazy("“三公”经费共"),
}


def _named(part: Named, total: Decimal) -> str:
    return _("%(name)s %(amount)s（%(share)s%%）") % {
        "name": _(part.name),
        "amount": format_speakable(part.yuan),
        "share": share(part.yuan, total),
    }


# For each table, those that print the same in the other scope (all funds, fiscal appropriation).
_OTHER_SCOPE = {1: (4,), 2: (4,), 3: (5, 6, 7), 4: (1,), 5: (3,), 6: (3,), 7: (3,)}


def _other_scopes(version: EditionVersion, official: OfficialTable) -> list[Choice]:
    """This table and those that print the same in the other scope, all funds first; [] where none does."""
    printed = PrintedTableRecord.objects.filter(version=version, is_empty=False)
    numbers = set(printed.values_list("number", flat=True)) & set(_OTHER_SCOPE.get(official.number, ()))
    if not numbers:
        return []
    named = _("%(scope)s（表%(n)s）")
    return [
        Choice(
            named % {"scope": _(total_scope(table).value), "n": table.number},
            version.page("table", table=table.slug),
            table is official,
        )
        for table in (BY_NUMBER[number] for number in sorted({official.number, *numbers}))
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
        return _("原文中没有找到这张表。")
    if not record.is_empty:
        return ""
    fact = narrative_about(version, record.number)
    if fact is None:
        return words.empty_table(record.notes)
    return words.empty_table(record.notes, fact.text, place_link(fact, version))


def _total_line(version: EditionVersion, official: OfficialTable) -> str:
    total = table_total(version, official)
    if total is None:
        return ""
    return words.total_line(_total_title(official), _(total_scope(official).value), total)


def _sums(version: EditionVersion, official: OfficialTable, listing: Listing) -> str:
    """For a filtered table: the sums of its lowest lines, column by column."""
    if not listing.filters.is_filtered or not listing.count:
        return ""
    fields = amount_fields(official, version.edition.form_kind)
    count, sums = lowest_sums(listing.filters.qs, [field.name for field in fields])
    shown = [
        (_(field.title), amount_in(exact(total, listing.unit), listing.unit))
        for field in fields
        if (total := sums[field.name]) is not None
    ]
    return words.sums(count, shown) if shown else ""
