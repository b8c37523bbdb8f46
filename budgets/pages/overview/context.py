"""Everything that the overview shows, on its own page and on the home page of a site with one body."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from budgets.charts.bars import widths
from budgets.exports.dataset import dataset_script
from budgets.form.tables import ROLES_OF_SCOPE, Role
from budgets.form.terms import Level, Scope, Topic
from budgets.models import EditionVersion, StatedFact
from budgets.pages import Context
from budgets.pages.bar_lines import BarLine
from budgets.pages.checks.marks import marks_of
from budgets.pages.checks.printed import Printed
from budgets.pages.checks.read import counted_checks
from budgets.pages.notes.prose import terms_of
from budgets.pages.notes.read import fact, three_public_items, three_public_rows
from budgets.pages.notes.said import addition_lines, amount_of
from budgets.pages.overview import said
from budgets.pages.overview.charts import economic_chart, flow_chart, functional_chart
from budgets.pages.overview.classified import economic_lines, functional_lines, tables_of, total_line
from budgets.pages.overview.read import (
    Totals,
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
from budgets.pages.unread.read import is_whole, page_of
from budgets.words import overview as words
from budgets.words.check_list import checks_found
from budgets.words.money import spoken
from budgets.words.unread import not_added

LARGEST_PROJECTS = 8
# The table whose entries name the sources of the money.
_SOURCES = {Scope.ALL_FUNDS: Role.REVENUE, Scope.FISCAL: Role.FISCAL_APPROPRIATION}
REORGANISATION = "机构改革"  # the document's word for it


def overview_context(request: HttpRequest, version: EditionVersion) -> Context:
    """The context of the overview template, which the home page of a site with one body shows too."""
    scope = asked_scope(request)
    lines = functional_lines(version, scope)
    totals = totals_of(version, lines, scope)
    whole = is_whole(version, ROLES_OF_SCOPE[scope])
    parts = of_every_hundred(lines) if whole else ()
    facts = facts_of(version)
    marks = marks_of(version)
    printed = Printed(version, marks)
    spent_source = said.spent_source(version, tables_of(version, lines))
    return {
        **scope_context(request),
        "dataset": dataset_script(version, request.build_absolute_uri, reverse("budgets:data")),
        "totals": totals,
        "headline": _headline(version, totals),
        "exact_line": said.exact_line(version, totals, printed),
        "opening": said.opening(totals, printed),
        "sources": said.source_bars(totals, _narrative(totals, facts), printed),
        "sources_page": version.page("table", table=_SOURCES[scope].value),
        "sources_note": said.sources_note(version, _SOURCES[scope], scope),
        "not_added": SafeString("") if whole else not_added(page_of(version)),
        "uses": _uses(totals, printed),
        "spent_note": said.spent_note(version, totals, spent_source),
        "parts": list(zip(parts, strip(parts), strict=True)),
        "hundred_note": said.hundred_note(parts, spent_source),
        "breakdown": functional_chart(version, scope),
        "flow": flow_chart(version, scope),
        **_economic(version, printed),
        "marks": marks,
        "card": share_card(request, version, _card_title(version, scope), totals.total, _(scope.value)),
        **_change(version, totals, facts, printed),
        "changes": change_tables(facts),
        **_three_public(version, facts, printed),
        **_statements(version, totals, facts, printed),
        **_checks(version),
        "tables": table_entries(version),
        "terms": terms_of(version),
        "unsaid": said.unsaid_lines(version, unsaid(version)),
    }


def _headline(version: EditionVersion, totals: Totals) -> str:
    if totals.total is None:
        return ""
    edition = version.edition
    fiscal_only = totals.scope is Scope.FISCAL
    return words.headline(edition.year, edition.body.name, totals.total, fiscal_only=fiscal_only)


def _card_title(version: EditionVersion, scope: Scope) -> str:
    named = {"year": version.edition.year, "body": version.edition.body.name}
    if scope is Scope.FISCAL:
        return _("%(year)s年，%(body)s用财政拨款支出") % named
    return _("%(year)s年，%(body)s计划支出") % named


def _economic(version: EditionVersion, printed: Printed) -> Context:
    """What basic expenditure buys: the economic classes with their bars, and its chart."""
    lines = economic_lines(version) if is_whole(version, (Role.BASIC_BY_CLASS,)) else []
    classes = [line for line in lines if line.level == Level.CLASS.value and line.total]
    return {
        "economic": economic_chart(version, Scope.ALL_FUNDS),
        "economic_scope": words.economic_scope(version.form),
        "economic_classes": said.economic_bars(classes, total_line(lines), printed),
    }


def _change(version: EditionVersion, totals: Totals, facts: list[StatedFact], printed: Printed) -> Context:
    """The printed change, and its reason in two parts: the first sentence, and the rest, which is folded away."""
    change = fiscal_change(facts)
    reason = change.reason if change else ""
    first, _stop, rest = reason.partition("。")
    alone = change is not None and not states_total_change(facts)
    only = words.only_fiscal(with_reason=bool(reason), reorganised=REORGANISATION in reason) if alone else ""
    edition = version.edition
    amount = "" if totals.total is None else spoken(totals.total)
    base = words.base_of(change.base_year, change.base) if change else ""
    return {
        "change": said.change_line(change, printed) if change else "",
        "change_reason": {"first": first, "rest": rest, "whole": reason},
        "only_fiscal_change": only,
        "page_title": words.page_title(edition.year, edition.body.name, edition.get_kind_display()),
        "description": words.description(edition.year, edition.body.name, amount, base),
    }


def _narrative(totals: Totals, facts: list[StatedFact]) -> list[StatedFact | None]:
    """For each source with a blank cell, what the narrative states."""
    return [fact(facts, Topic.NARRATIVE, s.key) if s.yuan is None else None for s in totals.sources]


def _three_public(version: EditionVersion, facts: list[StatedFact], printed: Printed) -> Context:
    """The “三公” lines, their total in words, and the heading of their changes: the one base that all have."""
    rows = three_public_rows(version, facts)
    items = three_public_items(rows)
    bases = {(f.base_year, f.base) for row in rows if (f := row.fact) and f.change is not None}
    heading = _("增减")
    if len(bases) == 1:
        ((year, base),) = bases
        heading = _("比%(base)s") % {"base": words.base_of(year, base)}
    return {
        "three_public": rows,
        "three_public_items": [(row, amount_of(row, printed) if row.unread else "") for row in items],
        "three_public_line": said.three_public_line(rows, printed),
        "three_public_heading": heading,
        "additions": addition_lines(rows),
    }


def _uses(totals: Totals, printed: Printed) -> list[BarLine]:
    """Basic and project expenditure with their bars; [] where neither is printed."""
    return [] if totals.basic is None and totals.project is None else said.use_bars(totals, printed)


def _statements(
    version: EditionVersion, totals: Totals, facts: list[StatedFact], printed: Printed
) -> Context:
    """The largest statements with amounts and bars, or the first ones when none has an amount; and their number."""
    amount = STATEMENT_AMOUNT[totals.scope]
    statements = [
        (statement, getattr(statement, amount)) for statement in statements_by_amount(version, totals.scope)
    ]
    stated = [pair for pair in statements if pair[1] is not None]
    largest = (stated or statements)[:LARGEST_PROJECTS]
    bars = widths([yuan for _statement, yuan in largest])
    places = amount_places([statement for statement, _yuan in largest])
    rows = (
        (statement, yuan, bar, places.get((statement.pk, amount)))
        for (statement, yuan), bar in zip(largest, bars, strict=True)
    )
    performance = {key: fact(facts, Topic.PERFORMANCE, key) for key in ("projects", "amount")}
    count = len(statements)
    return {
        "largest": said.statement_bars(rows, printed),
        "projects": said.statement_words(count, performance, totals, version) if count else None,
        "without_statements": said.without_statements(performance["projects"]) if not count else "",
    }


def _checks(version: EditionVersion) -> Context:
    checks = counted_checks(version)
    return {"checks_line": checks_found(checks) if checks.made else ""}
