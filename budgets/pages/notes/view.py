"""“三公”, procurement, assets and the prose of an edition."""

from functools import partial

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from budgets.form.everyday import everyday_words
from budgets.form.tables import Role
from budgets.form.terms import Scope, Topic
from budgets.kept.public import public
from budgets.models import EditionVersion
from budgets.pages import Context
from budgets.pages.checks.marks import marks_of
from budgets.pages.checks.printed import Printed
from budgets.pages.edition_page import of_version, render_edition_page
from budgets.pages.notes import said
from budgets.pages.notes.charts import procurement_chart, three_public_chart, vehicles_chart
from budgets.pages.notes.prose import glossary as defined_terms
from budgets.pages.notes.prose import prose_sections, terms_of
from budgets.pages.notes.read import (
    PROCUREMENT_KINDS,
    addition,
    agency_is_unread,
    agency_operating,
    fact,
    facts_about,
    three_public_rows,
    vehicle_rows,
)
from budgets.pages.unread.read import is_whole
from budgets.words import notes as words
from budgets.words import unread


@public()
@of_version
def three_public(request: HttpRequest, version: EditionVersion) -> HttpResponseBase:
    """The table of “三公” with the printed changes, bases and reasons, and its sums checked."""
    facts = facts_about(version, Topic.THREE_PUBLIC, Topic.AGENCY_OPERATING)
    rows = three_public_rows(version, facts)
    total = next((row for row in rows if row.key == "total"), None)
    printed = Printed(version, marks_of(version))
    context = {
        **said.three_public_head(total, printed),
        "rows": said.changed_rows(rows, printed),
        "kinds": said.three_public_bars(rows, total.yuan if total else None, printed),
        "chart": three_public_chart(version, Scope.FISCAL),
        "reasons": any(row.fact and row.fact.reason for row in rows),
        "additions": said.addition_lines(rows),
        "agency_amount": said.agency_amount(agency_operating(version), printed),
        "agency_unread": unread.cell() if agency_is_unread(version) else "",
        "agency_stated": said.agency_stated(fact(facts, Topic.AGENCY_OPERATING, "total"), printed),
        "number": version.form.number(Role.THREE_PUBLIC),
        "none": partial(_without_numbers, version),  # asked for where there are no numbers
        "terms": terms_of(version),
        "cite_title": _("“三公”经费与机关运行经费"),
    }
    return render_edition_page(request, version, "notes/three_public.html", context)


def _without_numbers(version: EditionVersion) -> SafeString:
    """That the document gives no numbers of “三公”: its table prints none, or is not there."""
    number = version.form.number(Role.THREE_PUBLIC)
    if not is_whole(version, (Role.THREE_PUBLIC,)):
        return SafeString(unread.missing_table())
    if version.printedtablerecords.filter(slug=Role.THREE_PUBLIC.value).exists():
        return words.without_numbers(number)
    return words.without_table(number, version.furthertablerecords.count(), version.page("tables"))


@public()
@of_version
def procurement(request: HttpRequest, version: EditionVersion) -> HttpResponseBase:
    """Planned procurement by kind, and what is reserved for small and medium enterprises."""
    facts = facts_about(version, Topic.PROCUREMENT)
    kinds = [f for f in facts if f.key in PROCUREMENT_KINDS]
    reserved = [f for f in facts if f.key in ("sme_reserved", "small_micro")]
    total = fact(facts, Topic.PROCUREMENT, "total")
    printed = Printed(version, marks_of(version))
    added = addition([f.value for f in kinds], total.value if total else None)
    context: Context = {
        **said.procurement_head(total, printed),
        "rows": said.procurement_rows(facts, total, printed),
        "chart": procurement_chart(version, Scope.ALL_FUNDS),
        "addition": words.sentence(words.added_up(added.parts, added.sum, added.difference)) if added else "",
        "reserved": said.reserved_bars(reserved, total, printed),
        "cite_title": _("政府采购"),
    }
    return render_edition_page(request, version, "notes/procurement.html", context)


@public()
@of_version
def assets(request: HttpRequest, version: EditionVersion) -> HttpResponseBase:
    """State-owned assets in use, with their date, and what is to be bought."""
    facts = facts_about(version, Topic.ASSETS, Topic.PLANNED_PURCHASES)
    printed = Printed(version, marks_of(version))
    totals = said.assets_of(facts)
    equipment = totals.equipment or totals.planned_equipment
    vehicles = vehicle_rows(facts)
    as_of = next((f.as_of for f in facts if f.as_of), None)
    context = {
        "headline": said.assets_headline(totals),
        "as_of": words.as_of(as_of) if as_of else "",
        "planned": said.planned_line(version.edition.year, totals),
        "vehicles": said.vehicle_holdings(vehicles, totals, _("合计（原文）"), printed),
        "equipment": said.equipment_holdings(totals, printed),
        "equipment_unit": _(equipment.unit) if equipment and equipment.unit else "",
        "chart": vehicles_chart(version, Scope.ALL_FUNDS),
        "stated_at": facts[0] if vehicles or any(vars(totals).values()) else None,
        "cite_title": _("国有资产占有使用"),
    }
    return render_edition_page(request, version, "notes/assets.html", context)


@public()
@of_version
def notes(request: HttpRequest, version: EditionVersion) -> HttpResponseBase:
    """Duties, institutions, definitions, narrative and other notes, as published."""
    sections = prose_sections(version)
    context = {
        "sections": sections,
        "units_listed": _units_listed(version, sum(len(section.units) for section in sections)),
        "cite_title": _("说明"),
    }
    return render_edition_page(request, version, "notes/notes.html", context)


def _units_listed(version: EditionVersion, listed: int) -> str:
    """How many units are listed, with the document's own counts only if both kinds make up the whole list.

    Other kinds (参公单位) are not counted apart.
    """
    administrative, institutions = version.administrative_count, version.public_institution_count
    fit = administrative is not None and institutions is not None and administrative + institutions == listed
    return words.units_listed(listed, administrative if fit else None, institutions if fit else None)


@public()
def glossary(request: HttpRequest) -> HttpResponse:
    """The page of every term that a live edition defines, and of everyday words with their official codes."""
    context = {"terms": said.terms(defined_terms()), "everyday": said.everyday_lines(everyday_words())}
    return render(request, "notes/glossary.html", context)
