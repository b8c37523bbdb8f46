"""The first page of an edition: its story."""

from collections.abc import Callable
from itertools import islice
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _

from budgets import charts
from budgets.models import EditionVersion, StatedFact
from budgets.official_tables import BY_NUMBER
from budgets.queries import notes
from budgets.queries import overview as story
from budgets.views.edition_pages import of_published_version, render_edition_page
from budgets.vocabulary import Topic

LARGEST_PROJECTS = 8


@of_published_version
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
        "sources": with_bars(totals.sources, [s.yuan for s in totals.sources]),
        "uses": _uses(totals),
        "parts": list(zip(parts, charts.strip(parts), strict=True)),
        "breakdown": charts.functional_breakdown(lines, parts, chart_source(version, 3), _line_page(version)),
        "opened": next((part.within for part in parts if part.within), ""),
        "grouped": any(part.grouped for part in parts),
        **_change(facts),
        "three_public": notes.three_public_rows(version, facts),
        "performance": {key: notes.fact(facts, Topic.PERFORMANCE, key) for key in ("projects", "amount")},
        "checks": story.check_summary(version),
        "tables": story.table_entries(version),
        "terms": notes.terms_of(version),
        **_projects(version),
    }


def _line_page(version: EditionVersion) -> Callable[[str], str]:
    """The page of table 3 that shows the line of a code."""
    edition = version.edition
    table = reverse("budgets:table", args=[edition.body.slug, edition.segment, BY_NUMBER[3].slug])
    return lambda code: f"{table}?q={code}"


def _change(facts: list[StatedFact]) -> dict[str, Any]:
    """The printed change, and its reason cut after the first sentence: the rest is one tap away."""
    change = story.fiscal_change(facts)
    first, _stop, rest = (change.reason if change else "").partition("。")
    return {"change": change, "change_reason": {"first": first, "rest": rest}}


def _uses(totals: story.Totals) -> list[tuple[Any, str]]:
    """Basic and project expenditure with their bars."""
    uses = [
        {"name": _("基本支出"), "term": "term-基本支出预算", "yuan": totals.basic},
        {"name": _("项目支出"), "term": "term-项目支出预算", "yuan": totals.project},
    ]
    return with_bars(uses, [totals.basic, totals.project])


def _projects(version: EditionVersion) -> dict[str, Any]:
    """The largest statements with their bars, and how many there are."""
    statements = list(story.statements_by_amount(version))
    largest = list(islice((s for s in statements if s.total is not None), LARGEST_PROJECTS))
    return {"largest": with_bars(largest, [s.total for s in largest]), "statement_count": len(statements)}


def with_bars(rows: Any, values: Any) -> list[tuple[Any, str]]:
    """Each row with the width of its bar."""
    return list(zip(rows, charts.widths(values), strict=True))


def chart_source(version: EditionVersion, table: int) -> str:
    """What a chart says about where its numbers are printed."""
    words = {"body": version.edition.body.name, "title": version.title, "table": table}
    return _("来源：%(body)s《%(title)s》表%(table)s") % words
