"""The first page of an edition: its story."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _

from budgets import charts
from budgets.models import EditionVersion, StatedFact
from budgets.official_tables import BY_NUMBER
from budgets.queries import notes
from budgets.queries import overview as story
from budgets.views.edition_pages import of_version, render_edition_page
from budgets.vocabulary import Topic

LARGEST_PROJECTS = 8
REORGANISATION = "机构改革"  # the document's word for it


@of_version
def overview(request: HttpRequest, version: EditionVersion) -> HttpResponseBase:
    """How much, from where, for what, what changed and why, and what the checks found."""
    return render_edition_page(request, version, "budgets/edition.html", overview_context(version))


def overview_context(version: EditionVersion) -> dict[str, Any]:
    """Everything that the overview shows; the home page of a site with one body shows the same."""
    lines = story.expenditure_lines(version)
    totals = story.totals_of(version, lines)
    parts = story.of_every_hundred(lines)
    facts = story.facts_of(version)
    return {
        "totals": totals,
        "sources": _sources(totals, facts),
        "uses": _uses(totals),
        "parts": list(zip(parts, charts.strip(parts), strict=True)),
        "breakdown": charts.functional_breakdown(lines, parts, chart_source(version, 3), _line_page(version)),
        "opened": next((part.within for part in parts if part.within), ""),
        "grouped": any(part.grouped for part in parts),
        **_change(facts),
        **_three_public(version, facts),
        "performance": {key: notes.fact(facts, Topic.PERFORMANCE, key) for key in ("projects", "amount")},
        "checks": story.check_summary(version),
        "tables": story.table_entries(version),
        "terms": notes.terms_of(version),
        **_projects(version),
    }


def _line_page(version: EditionVersion) -> Callable[[str], str]:
    """The page of table 3 that shows the line of a code."""
    table = version.page("table", table=BY_NUMBER[3].slug)
    return lambda code: f"{table}?q={code}"


def _change(facts: list[StatedFact]) -> dict[str, Any]:
    """The printed change, and its reason cut after the first sentence: the rest is one tap away."""
    change = story.fiscal_change(facts)
    first, _stop, rest = (change.reason if change else "").partition("。")
    return {
        "change": change,
        "change_reason": {"first": first, "rest": rest},
        "only_fiscal_change": change is not None and not story.states_total_change(facts),
        "reorganised": bool(change and REORGANISATION in change.reason),
    }


def _sources(totals: story.Totals, facts: list[StatedFact]) -> list[tuple[Any, str, StatedFact | None]]:
    """Each source with its bar, and for a blank cell what the narrative says of it."""
    bars = charts.widths([s.yuan for s in totals.sources], totals.total)
    said = (notes.fact(facts, Topic.NARRATIVE, s.key) if s.yuan is None else None for s in totals.sources)
    return list(zip(totals.sources, bars, said, strict=True))


def _three_public(version: EditionVersion, facts: list[StatedFact]) -> dict[str, Any]:
    """The “三公” lines, and the one base that all their changes have; None when they differ."""
    rows = notes.three_public_rows(version, facts)
    stated = [row.fact for row in rows if row.fact and row.fact.change is not None]
    bases = {(f.base_year, f.base) for f in stated}
    return {"three_public": rows, "three_public_base": stated[0] if len(bases) == 1 else None}


def _uses(totals: story.Totals) -> list[tuple[Any, str]]:
    """Basic and project expenditure with their bars."""
    uses = [
        {"name": _("基本支出"), "term": "term-基本支出预算", "yuan": totals.basic},
        {"name": _("项目支出"), "term": "term-项目支出预算", "yuan": totals.project},
    ]
    return with_bars(uses, [totals.basic, totals.project], totals.total)


def _projects(version: EditionVersion) -> dict[str, Any]:
    """The largest statements with their bars, and how many there are; the first ones when none has an amount."""
    statements = list(story.statements_by_amount(version))
    stated = [s for s in statements if s.total is not None]
    largest = (stated or statements)[:LARGEST_PROJECTS]
    return {"largest": with_bars(largest, [s.total for s in largest]), "statement_count": len(statements)}


def with_bars(rows: Any, values: Any, whole: Decimal | None = None) -> list[tuple[Any, str]]:
    """Each row with the width of its bar: of the whole, or in a ranking of the largest."""
    return list(zip(rows, charts.widths(values, whole), strict=True))


def chart_source(version: EditionVersion, table: int) -> str:
    """What a chart says about where its numbers are printed."""
    words = {"body": version.edition.body.name, "title": version.title, "table": table}
    return _("来源：%(body)s《%(title)s》表%(table)s") % words
