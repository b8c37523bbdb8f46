"""The first page of an edition: its story."""

from decimal import Decimal
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _

from budgets import charts
from budgets.exports.dataset import dataset_script
from budgets.models import EditionVersion, StatedFact
from budgets.official_tables import BY_NUMBER
from budgets.queries import notes
from budgets.queries import overview as story
from budgets.queries.classified import economic_lines, functional_lines, total_line
from budgets.queries.marks import marks_of
from budgets.queries.projects import STATEMENT_AMOUNT
from budgets.queries.stated_changes import change_tables, fiscal_change, states_total_change
from budgets.queries.statements import amount_places
from budgets.queries.unsaid import unsaid
from budgets.views.edition_charts import edition_chart, tables_of
from budgets.views.edition_pages import of_version, render_edition_page
from budgets.views.scopes import asked_scope, scope_context
from budgets.views.share import share_card
from budgets.vocabulary import Level, Scope, Topic

LARGEST_PROJECTS = 8
REORGANISATION = "机构改革"  # the document's word for it


@of_version
def overview(request: HttpRequest, version: EditionVersion) -> HttpResponseBase:
    """How much, from where, for what, what changed and why, and what the checks found."""
    return render_edition_page(request, version, "budgets/edition.html", overview_context(request, version))


def overview_context(request: HttpRequest, version: EditionVersion) -> dict[str, Any]:
    """Everything that the overview shows; the home page of a site with one body shows the same."""
    scope = asked_scope(request)
    lines = functional_lines(version, scope)
    totals = story.totals_of(version, lines, scope)
    parts = story.of_every_hundred(lines)
    facts = story.facts_of(version)
    return {
        **scope_context(request),
        "dataset": dataset_script(version, request.build_absolute_uri, reverse("budgets:data")),
        "totals": totals,
        "sources": _sources(totals, facts),
        "uses": _uses(totals),
        "spent_differs": scope is Scope.FISCAL
        and totals.spent is not None
        and totals.spent.total != totals.total,
        "spent_tables": [BY_NUMBER[number] for number in tables_of(lines)],
        "parts": list(zip(parts, charts.strip(parts), strict=True)),
        "breakdown": edition_chart("functions", version, scope),
        "flow": edition_chart("flow", version, scope),
        **_economic(version),
        "opened": next((part.within for part in parts if part.within), ""),
        "grouped": any(part.grouped for part in parts),
        "marks": marks_of(version),
        "card": share_card(request, version, _card_title(version, scope), totals.total, _(scope.value)),
        **_change(facts),
        "changes": change_tables(facts),
        **_three_public(version, facts),
        "performance": {key: notes.fact(facts, Topic.PERFORMANCE, key) for key in ("projects", "amount")},
        "checks": story.check_summary(version),
        "tables": story.table_entries(version),
        "terms": notes.terms_of(version),
        "unsaid": unsaid(version),
        **_projects(version, scope),
    }


def _card_title(version: EditionVersion, scope: Scope) -> str:
    words = {"year": version.edition.year, "body": version.edition.body.name}
    if scope is Scope.FISCAL:
        return _("%(year)s年，%(body)s用财政拨款支出") % words
    return _("%(year)s年，%(body)s计划支出") % words


def _economic(version: EditionVersion) -> dict[str, Any]:
    """What basic expenditure buys: the classes of table 8 with their bars, and its chart."""
    lines = economic_lines(version)
    whole = total_line(lines)
    classes = [line for line in lines if line.level == Level.CLASS.value and line.total]
    total = whole.total if whole else None
    return {
        "economic": edition_chart("economic", version, Scope.ALL_FUNDS),
        "economic_total": whole,
        "economic_classes": with_bars(classes, [line.total for line in classes], total),
    }


def _change(facts: list[StatedFact]) -> dict[str, Any]:
    """The printed change, and its reason cut after the first sentence: the rest is one tap away."""
    change = fiscal_change(facts)
    first, _stop, rest = (change.reason if change else "").partition("。")
    return {
        "change": change,
        "change_reason": {"first": first, "rest": rest},
        "only_fiscal_change": change is not None and not states_total_change(facts),
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
    return {
        "three_public": rows,
        "three_public_base": stated[0] if len(bases) == 1 else None,
        "additions": notes.three_public_additions(rows),
    }


def _uses(totals: story.Totals) -> list[tuple[Any, str]]:
    """Basic and project expenditure with their bars."""
    spent = totals.spent
    uses = [
        {
            "name": name,
            "yuan": yuan,
            "figure": spent.cell(column) if spent else None,
            "figures": spent.figures.get(column, ()) if spent else (),
        }
        for name, column, yuan in (
            (_("基本支出"), "basic", totals.basic),
            (_("项目支出"), "project", totals.project),
        )
    ]
    return with_bars(uses, [totals.basic, totals.project], totals.total)


def _projects(version: EditionVersion, scope: Scope) -> dict[str, Any]:
    """The largest statements with their amounts and bars, and how many there are; the first when none has one."""
    statements = [
        (statement, getattr(statement, STATEMENT_AMOUNT[scope]))
        for statement in story.statements_by_amount(version, scope)
    ]
    stated = [pair for pair in statements if pair[1] is not None]
    largest = (stated or statements)[:LARGEST_PROJECTS]
    bars = charts.widths([yuan for _statement, yuan in largest])
    places = amount_places([statement for statement, _yuan in largest])
    return {
        "largest": [
            (statement, yuan, bar, places.get((statement.pk, STATEMENT_AMOUNT[scope])))
            for (statement, yuan), bar in zip(largest, bars, strict=True)
        ],
        "statement_count": len(statements),
    }


def with_bars(rows: Any, values: Any, whole: Decimal | None = None) -> list[tuple[Any, str]]:
    """Each row with the width of its bar: of the whole, or in a ranking of the largest."""
    return list(zip(rows, charts.widths(values, whole), strict=True))
