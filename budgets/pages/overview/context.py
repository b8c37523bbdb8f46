"""Everything that the overview shows, on its own page and on the home page of a site with one body."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from budgets.charts.bars import widths, with_bars
from budgets.exports.dataset import dataset_script
from budgets.form.tables import BY_NUMBER
from budgets.form.terms import Level, Scope, Topic
from budgets.models import EditionVersion, StatedFact
from budgets.pages import Context
from budgets.pages.checks.marks import marks_of
from budgets.pages.notes.prose import terms_of
from budgets.pages.notes.read import fact, three_public_additions, three_public_rows
from budgets.pages.overview.charts import economic_chart, flow_chart, functional_chart, tables_of
from budgets.pages.overview.classified import economic_lines, functional_lines, total_line
from budgets.pages.overview.read import (
    Source,
    Totals,
    check_summary,
    facts_of,
    of_every_hundred,
    statements_by_amount,
    strip,
    table_entries,
    totals_of,
)
from budgets.pages.overview.stated_changes import change_tables, fiscal_change, states_total_change
from budgets.pages.overview.unsaid import unsaid
from budgets.pages.projects.read import STATEMENT_AMOUNT
from budgets.pages.scopes import asked_scope, scope_context
from budgets.pages.share_card import share_card
from budgets.pages.statement.read import amount_places

LARGEST_PROJECTS = 8
REORGANISATION = "机构改革"  # the document's word for it


def overview_context(request: HttpRequest, version: EditionVersion) -> Context:
    """The context of the overview template, which the home page of a site with one body shows too."""
    scope = asked_scope(request)
    lines = functional_lines(version, scope)
    totals = totals_of(version, lines, scope)
    parts = of_every_hundred(lines)
    facts = facts_of(version)
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
        "parts": list(zip(parts, strip(parts), strict=True)),
        "breakdown": functional_chart(version, scope),
        "flow": flow_chart(version, scope),
        **_economic(version),
        "opened": next((part.within for part in parts if part.within), ""),
        "grouped": any(part.grouped for part in parts),
        "marks": marks_of(version),
        "card": share_card(request, version, _card_title(version, scope), totals.total, _(scope.value)),
        **_change(facts),
        "changes": change_tables(facts),
        **_three_public(version, facts),
        "performance": {key: fact(facts, Topic.PERFORMANCE, key) for key in ("projects", "amount")},
        "checks": check_summary(version),
        "tables": table_entries(version),
        "terms": terms_of(version),
        "unsaid": unsaid(version),
        **_statements(version, scope),
    }


def _card_title(version: EditionVersion, scope: Scope) -> str:
    words = {"year": version.edition.year, "body": version.edition.body.name}
    if scope is Scope.FISCAL:
        return _("%(year)s年，%(body)s用财政拨款支出") % words
    return _("%(year)s年，%(body)s计划支出") % words


def _economic(version: EditionVersion) -> Context:
    """What basic expenditure buys: the classes of table 8 with their bars, and its chart."""
    lines = economic_lines(version)
    whole = total_line(lines)
    classes = [line for line in lines if line.level == Level.CLASS.value and line.total]
    total = whole.total if whole else None
    return {
        "economic": economic_chart(version, Scope.ALL_FUNDS),
        "economic_total": whole,
        "economic_classes": with_bars(classes, [line.total for line in classes], total),
    }


def _change(facts: list[StatedFact]) -> Context:
    """The printed change, and its reason in two parts: the first sentence, and the rest, which is folded away."""
    change = fiscal_change(facts)
    first, _stop, rest = (change.reason if change else "").partition("。")
    return {
        "change": change,
        "change_reason": {"first": first, "rest": rest},
        "only_fiscal_change": change is not None and not states_total_change(facts),
        "reorganised": bool(change and REORGANISATION in change.reason),
    }


def _sources(totals: Totals, facts: list[StatedFact]) -> list[tuple[Source, str, StatedFact | None]]:
    """Each source with the width of its bar and, for a blank cell, what the narrative states."""
    bars = widths([s.yuan for s in totals.sources], totals.total)
    said = (fact(facts, Topic.NARRATIVE, s.key) if s.yuan is None else None for s in totals.sources)
    return list(zip(totals.sources, bars, said, strict=True))


def _three_public(version: EditionVersion, facts: list[StatedFact]) -> Context:
    """The “三公” lines, and the one base that all their changes have; None when they differ."""
    rows = three_public_rows(version, facts)
    stated = [row.fact for row in rows if row.fact and row.fact.change is not None]
    bases = {(f.base_year, f.base) for f in stated}
    return {
        "three_public": rows,
        "three_public_base": stated[0] if len(bases) == 1 else None,
        "additions": three_public_additions(rows),
    }


def _uses(totals: Totals) -> list[tuple[Context, str]]:
    """Basic and project expenditure with their bars."""
    spent = totals.spent
    uses: list[Context] = [
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


def _statements(version: EditionVersion, scope: Scope) -> Context:
    """The largest statements with amounts and bars, or the first ones when none has an amount; and their number."""
    statements = [
        (statement, getattr(statement, STATEMENT_AMOUNT[scope]))
        for statement in statements_by_amount(version, scope)
    ]
    stated = [pair for pair in statements if pair[1] is not None]
    largest = (stated or statements)[:LARGEST_PROJECTS]
    bars = widths([yuan for _statement, yuan in largest])
    places = amount_places([statement for statement, _yuan in largest])
    return {
        "largest": [
            (statement, yuan, bar, places.get((statement.pk, STATEMENT_AMOUNT[scope])))
            for (statement, yuan), bar in zip(largest, bars, strict=True)
        ],
        "statement_count": len(statements),
    }
