"""“三公”, procurement, assets and the prose of an edition."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from budgets.charts.bars import with_bars
from budgets.form.everyday import everyday_words
from budgets.form.terms import Scope, Topic
from budgets.models import EditionVersion, StatedFact
from budgets.pages.checks.marks import marks_of
from budgets.pages.edition_page import of_version, render_edition_page
from budgets.pages.notes.charts import procurement_chart, three_public_chart, vehicles_chart
from budgets.pages.notes.prose import glossary as defined_terms
from budgets.pages.notes.prose import prose_sections, terms_of
from budgets.pages.notes.read import (
    PROCUREMENT_KINDS,
    addition,
    agency_operating,
    fact,
    facts_about,
    three_public_additions,
    three_public_items,
    three_public_rows,
    vehicle_rows,
)


@of_version
def three_public(request: HttpRequest, version: EditionVersion) -> HttpResponseBase:
    """The table of “三公” with the printed changes, bases and reasons, and its sums checked."""
    facts = facts_about(version, Topic.THREE_PUBLIC, Topic.AGENCY_OPERATING)
    rows = three_public_rows(version, facts)
    total = next((row for row in rows if row.key == "total"), None)
    context = {
        "rows": rows,
        "marks": marks_of(version),
        "total": total,
        "kinds": three_public_items(rows),
        "chart": three_public_chart(version, Scope.FISCAL),
        "reasons": any(row.fact and row.fact.reason for row in rows),
        "additions": three_public_additions(rows),
        "agency_operating": agency_operating(version),
        "agency_fact": fact(facts, Topic.AGENCY_OPERATING, "total"),
        "terms": terms_of(version),
        "cite_title": _("“三公”经费与机关运行经费"),
    }
    return render_edition_page(request, version, "notes/three_public.html", context)


@of_version
def procurement(request: HttpRequest, version: EditionVersion) -> HttpResponseBase:
    """Planned procurement by kind, and what is reserved for small and medium enterprises."""
    facts = facts_about(version, Topic.PROCUREMENT)
    kinds = [f for f in facts if f.key in PROCUREMENT_KINDS]
    reserved = [f for f in facts if f.key in ("sme_reserved", "small_micro")]
    total = fact(facts, Topic.PROCUREMENT, "total")
    context = {
        "facts": facts,
        "marks": marks_of(version),
        "total": total,
        "chart": procurement_chart(version, Scope.ALL_FUNDS),
        "addition": addition([f.value for f in kinds], total.value if total else None),
        "reserved": with_bars(reserved, [f.value for f in reserved], total.value if total else None),
        "cite_title": _("政府采购"),
    }
    return render_edition_page(request, version, "notes/procurement.html", context)


@of_version
def assets(request: HttpRequest, version: EditionVersion) -> HttpResponseBase:
    """State-owned assets in use, with their date, and what is to be bought."""
    facts = facts_about(version, Topic.ASSETS, Topic.PLANNED_PURCHASES)
    context = {
        "assets": _holdings(facts, Topic.ASSETS),
        "marks": marks_of(version),
        "planned": _holdings(facts, Topic.PLANNED_PURCHASES),
        "vehicles": vehicle_rows(facts),
        "chart": vehicles_chart(version, Scope.ALL_FUNDS),
        "any_fact": next(iter(facts), None),
        "as_of": next((f.as_of for f in facts if f.as_of), None),
        "cite_title": _("国有资产占有使用"),
    }
    return render_edition_page(request, version, "notes/assets.html", context)


@of_version
def notes(request: HttpRequest, version: EditionVersion) -> HttpResponseBase:
    """Duties, institutions, definitions, narrative and other notes, as published."""
    sections = prose_sections(version)
    listed = sum(len(section.units) for section in sections)
    # Counts are shown only if both kinds make up the whole list: other kinds (参公单位) are not counted apart.
    stated = (version.administrative_count, version.public_institution_count)
    fit = None not in stated and sum(stated) == listed  # type: ignore[arg-type]
    context = {"sections": sections, "counts_fit": fit, "cite_title": _("说明")}
    return render_edition_page(request, version, "notes/notes.html", context)


def _holdings(facts: list[StatedFact], topic: Topic) -> dict[str, StatedFact | None]:
    return {key: fact(facts, topic, key) for key in ("vehicles_total", "equipment")}


def glossary(request: HttpRequest) -> HttpResponse:
    """The page of every term that a live edition defines, and of everyday words with their official codes."""
    context = {"terms": defined_terms(), "everyday": everyday_words()}
    return render(request, "notes/glossary.html", context)
