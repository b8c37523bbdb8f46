"""What the overview says, ready to be shown: sentences with links and marks, and lists of amounts with bars."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from budgets.charts.bars import widths
from budgets.form.tables import OfficialTable, Role
from budgets.form.terms import Scope
from budgets.models import EditionVersion, Placed, StatedFact
from budgets.pages.bar_lines import BarLine
from budgets.pages.checks.printed import Printed
from budgets.pages.notes.read import ThreePublicRow
from budgets.pages.overview.classified import ClassifiedLine
from budgets.pages.overview.read import Part, Source, Totals
from budgets.pages.overview.unsaid import StaffNumber, Unsaid
from budgets.pages.paragraphs import Line
from budgets.pages.places import place_link
from budgets.pages.unread.read import is_whole, page_of
from budgets.words import overview as words
from budgets.words.markup import about, muted
from budgets.words.money import exact, share_of, spoken
from budgets.words.official import marked, stated_amount, with_gloss
from budgets.words.overview import base_of
from budgets.words.sentences import filled, linked, paragraph, shortened
from budgets.words.unread import cell as not_read
from budgets.words.unread import listed_in_part

LONGEST_IMPLEMENTER = 40  # characters of who carries a project out


def opening(totals: Totals, printed: Printed) -> list[Line]:
    """What the total is made of."""
    if totals.scope is Scope.FISCAL:
        only = _(
            "以下只算财政拨款：一般公共预算、政府性基金预算和国有资本经营预算的钱，不含事业收入、经营收入和其他收入。"
        )
        return [Line("say", SafeString(only))]
    if totals.fiscal is None:
        return []
    place = printed.at(totals.fiscal_figure, exact(totals.fiscal))
    others = [source.name for source in totals.other_sources] if totals.sources_known else []
    mark = printed.mark(totals.fiscal_figure)
    return [Line("lede", words.fiscal_part(totals.fiscal, totals.total, place, mark, others))]


def exact_line(version: EditionVersion, totals: Totals, printed: Printed) -> SafeString:
    """The exact total with its scope and kind; that none is printed; "" where that needs no words."""
    if totals.total is None:
        address = version.page("unread") if version.unread_count else ""
        return words.no_total(fiscal_only=totals.scope is Scope.FISCAL, unread=address)
    return filled(
        "%(mark)s %(amount)s · %(scope)s · %(kind)s",
        mark=printed.mark(totals.figure),
        amount=words.amount_and_share(printed.at(totals.figure, exact(totals.total)), ""),
        scope=_(totals.scope.value),
        kind=_(version.edition.get_kind_display()),
    )


def change_line(change: StatedFact, printed: Printed) -> SafeString:
    """The printed change of fiscal appropriation with its place."""
    base = base_of(change.base_year, change.base)
    sentence = words.fiscal_change(change.change, base, change.change_text)
    mark = SafeString("") if change.change == 0 else printed.mark(change, change=True)
    return format_html("{} {}{}", sentence, printed.at(change), mark)


def hundred_note(parts: Sequence[Part], tables: SafeString) -> SafeString:
    """How the parts of every 100 yuan were chosen, and where they are from."""
    opened = next((part.within for part in parts if part.within), "")
    return paragraph(
        words.opened_to(opened) if opened else "",
        _("注明“推算”的一组是原表几行相加。") if any(part.grouped for part in parts) else "",
        tables,
    )


def spent_source(version: EditionVersion, tables: Iterable[OfficialTable]) -> SafeString:
    """The tables that the expenditure is from, each with its link."""
    return words.spent_source(
        [
            filled(
                '<a class="kept" href="%(address)s">%(name)s</a>',
                address=version.page("table", table=table.slug),
                name=filled(_("表%(n)s %(title)s"), n=table.number, title=marked(table.title)),
            )
            for table in tables
        ]
    )


def sources_note(version: EditionVersion, role: Role, scope: Scope) -> str:
    """Which rows of the table of that role name the sources, and that some may be lacking; "" where the form has none."""
    table = version.form.by_role.get(role)
    if table is None:
        return ""
    note = words.sources_note(table.number, fiscal_only=scope is Scope.FISCAL)
    return note if is_whole(version, (role,)) else paragraph(note, listed_in_part(page_of(version)))


def spent_note(version: EditionVersion, totals: Totals, tables: SafeString) -> SafeString:
    """The tables, and where their total differs from that of 财政拨款收支预算总表."""
    spent, total = totals.spent, totals.total
    if totals.scope is not Scope.FISCAL or spent is None or spent.total == total:
        return tables
    differs = _(
        "这些表的合计（%(spent)s 元）与表%(n)s的支出总计（%(total)s 元）不一致；上面的百分比以支出总计为准，“每 100 元”以这些表的合计为准。"
    )
    amounts = {"spent": _digits(spent.total), "total": _digits(total)}
    return paragraph(tables, filled(differs, n=version.form.number(Role.FISCAL_APPROPRIATION), **amounts))


def _digits(yuan: Decimal | None) -> str:
    return "" if yuan is None else exact(yuan)


def source_bars(totals: Totals, said: Sequence[StatedFact | None], printed: Printed) -> list[BarLine]:
    """Each source; a blank cell says so, and what the narrative states instead."""
    bars = widths([source.yuan for source in totals.sources], totals.total)
    return [
        BarLine(
            with_gloss(source.name),
            format_html("{} {}", printed.mark(source.figure), _source_amount(source, fact, printed)),
            width,
            _exact_below(printed.at(source.figure, _digits(source.yuan)), source.yuan, totals.total),
            track=bool(totals.total),
        )
        for source, width, fact in zip(totals.sources, bars, said, strict=True)
    ]


def _not_read(printed: Printed) -> SafeString:
    return linked(SafeString(not_read()), printed.version.page("unread"))


def _source_amount(source: Source, fact: StatedFact | None, printed: Printed) -> SafeString:
    if source.yuan is not None:
        return SafeString(spoken(source.yuan))
    if source.unread:
        return muted(_not_read(printed))
    return muted(words.blank(stated_amount(fact.text, fact.value) if fact else None))


def _exact_below(
    amount: str, yuan: Decimal | None, whole: Decimal | None, terms: Sequence[SafeString] = ()
) -> SafeString:
    return (
        words.amount_and_share(amount, share_of(yuan, whole), terms) if yuan is not None else SafeString("")
    )


def use_bars(totals: Totals, printed: Printed) -> list[BarLine]:
    """Basic and project expenditure; our own sum of several tables shows what it adds up."""
    uses = ((_("基本支出"), "basic", totals.basic), (_("项目支出"), "project", totals.project))
    bars = widths([totals.basic, totals.project], totals.total)
    lines = []
    for colour, ((name, column, yuan), width) in enumerate(zip(uses, bars, strict=True), start=1):
        figure = totals.spent.cell(column) if totals.spent else None
        figures = totals.spent.figures.get(column, ()) if totals.spent else ()
        terms = [] if figure else [printed.at(each, each.printed) for each in figures]
        blank = _not_read(printed) if totals.spent and column in totals.spent.unread else words.blank()
        said = SafeString(spoken(yuan)) if yuan is not None else muted(blank)
        lines.append(
            BarLine(
                with_gloss(name),
                format_html("{} {}", printed.worst(figures), said),
                width,
                _exact_below(printed.at(figure, _digits(yuan)), yuan, totals.total, terms),
                colour,
                track=bool(totals.total),
            )
        )
    return lines


def economic_bars(
    classes: Sequence[ClassifiedLine], whole: ClassifiedLine | None, printed: Printed
) -> list[BarLine]:
    """The classes of the economic classification."""
    total = whole.total if whole else None
    bars = widths([line.total for line in classes], total)
    return [
        BarLine(
            with_gloss(line.name),
            format_html("{} {}", printed.mark(line.figure), spoken(line.total or Decimal())),
            width,
            _exact_below(printed.at(line.figure, _digits(line.total)), line.total, total),
            colour,
            track=True,
        )
        for colour, (line, width) in enumerate(zip(classes, bars, strict=True), start=1)
    ]


def statement_bars(
    rows: Iterable[tuple[Any, Decimal | None, str, Placed | None]], printed: Printed
) -> list[BarLine]:
    """The largest statements, or the first ones; each leads to its page."""
    return [
        BarLine(
            format_html(
                '<a href="{}">{}</a>',
                printed.version.page("statement", project=statement.slug),
                marked(statement.shown_name),
            ),
            _statement_amount(statement, yuan, printed.at(place, "" if yuan is None else spoken(yuan))),
            width,
            with_gloss(statement.unit_name)
            if statement.unit_name
            else marked(shortened(statement.implementer, LONGEST_IMPLEMENTER)),
        )
        for statement, yuan, width, place in rows
    ]


def _statement_amount(statement: Any, yuan: Decimal | None, place: SafeString) -> SafeString:
    if yuan is None:
        return muted(_("金额未列"))
    return about(place, approximate=statement.approximate)


def statement_words(
    count: int, performance: dict[str, StatedFact | None], totals: Totals, version: EditionVersion
) -> dict[str, str]:
    """What is said above and below the largest statements."""
    fiscal_only = totals.scope is Scope.FISCAL
    projects, amount = performance["projects"], performance["amount"]
    all_of_them = ngettext("全部 %(n)s 份项目说明", "全部 %(n)s 份项目说明", count) % {"n": count}
    return {
        "heading": _("项目") if count == 1 else _("已公开说明的项目中金额最大的"),
        "scope": _("项目说明写明的财政资金") if fiscal_only else _("项目说明所列资金"),
        "counted": words.statements(
            count,
            projects.value if projects else None,
            stated_amount(amount.text, amount.value) if amount else None,
            fiscal_only=fiscal_only,
        ),
        "all": _("项目说明的列表与下载") if count == 1 else all_of_them,
    }


def without_statements(projects: StatedFact | None) -> str:
    """How many projects have targets in an edition without statements; "" where it does not say."""
    if projects is None:
        return ""
    sentence = ngettext(
        "原文说编报绩效目标的项目有 %(n)s 个，没有附项目说明。",
        "原文说编报绩效目标的项目有 %(n)s 个，没有附项目说明。",
        int(projects.value),
    )
    return sentence % {"n": exact(projects.value)}


def three_public_line(rows: Iterable[ThreePublicRow], printed: Printed) -> SafeString:
    """The “三公” total with its change; "" where no total is printed."""
    row = next((row for row in rows if row.key == "total"), None)
    if row is None or row.unread:
        return SafeString("")
    amount = printed.at(row.printed, "" if row.yuan is None else spoken(row.yuan))
    base = base_of(row.fact.base_year, row.fact.base) if row.fact else ""
    total = words.three_public_total(amount, row.change, base)
    return format_html("{} {}", printed.mark(row.printed), total)


def unsaid_lines(version: EditionVersion, unsaid: Unsaid) -> list[SafeString | str]:
    """What the document does not say, question by question."""
    edition, form = version.edition, version.form
    compared = unsaid.year_before and version.status == EditionVersion.Status.PUBLISHED
    years = reverse("budgets:body", kwargs={"body": edition.body.slug}) if compared else ""
    lines = [
        words.staff_numbers(form, [_staff_place(version, staff) for staff in unsaid.staff]),
        words.year_before(form, edition.year, years),
    ]
    departmental = edition.kind == edition.EditionKind.DEPARTMENTAL
    return [*lines, words.each_unit(form, unsaid.units)] if departmental else [*lines]


def _staff_place(version: EditionVersion, staff: StaffNumber) -> SafeString:
    """The words that give a number of staff, and where they stand."""
    if staff.part is None:
        place = place_link(staff.passage, version)
    else:
        statement = staff.part.statement
        address = f"{version.page('statement', project=statement.slug)}#part-{staff.part.key}"
        name = filled(_("《%(name)s》"), name=marked(statement.shown_name))
        place = format_html('<a href="{}">{}</a>', address, name)
    return format_html("“{}” {}", marked(staff.words), place)
