"""Every chart of an edition by its name."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from budgets import charts
from budgets.charts import Chart
from budgets.filters import StrictFilterSet
from budgets.models import EditionVersion, ProjectStatement
from budgets.official_tables import BY_NUMBER, OfficialTable
from budgets.queries import notes
from budgets.queries.classified import ClassifiedLine, economic_lines, functional_lines
from budgets.queries.flow import flow_of
from budgets.queries.overview import of_every_hundred
from budgets.queries.project_groups import Carrier, by_carrier
from budgets.queries.projects import STATEMENT_AMOUNT, statements_of
from budgets.queries.statements import amount_places
from budgets.queries.tables import DrawnLine, figures_of_lines, lines_to_draw
from budgets.views.scopes import scope_query
from budgets.vocabulary import Scope, Topic

Builder = Callable[[EditionVersion, Scope], Chart | None]

TABLE = "table-"  # before the slug of an official table: the name of its chart


def edition_chart(name: str, version: EditionVersion, scope: Scope) -> Chart | None:
    """The chart of that name with its embed address; None when the edition prints nothing for it."""
    return _at_home(CHARTS[name](version, scope), version, scope_query(scope))


def carriers_chart(version: EditionVersion, carriers: Sequence[Carrier], scope: Scope) -> Chart | None:
    """The same as edition_chart("carriers", …) of carriers that were read already."""
    chart = charts.carriers_by_amount(carriers, chart_source(version), scope=scope)
    return _at_home(chart, version, scope_query(scope))


def table_chart(version: EditionVersion, table: OfficialTable, filters: StrictFilterSet) -> Chart | None:
    """What is filtered of an official table, the largest lines as bars; None where there are fewer than two."""
    lines: Any = filters.qs
    found = lines_to_draw(table, lines)
    if found is None:
        return None
    figures = figures_of_lines(version, table.number, [line.number for line in found.lines[: charts.DRAWN]])
    source = version.page("source")

    def printed_at(line: DrawnLine) -> str:
        figure = figures.get((line.number, line.key))
        return source + figure.in_source if figure else ""

    chart = charts.largest_lines(
        f"{TABLE}{table.slug}", table.title, found, chart_source(version, table.number), printed_at
    )
    return _at_home(chart, version, filter_query(filters))


def filter_query(filters: StrictFilterSet) -> str:
    """What is filtered, as a query string; "" for nothing."""
    query = urlencode(filters.active)
    return f"?{query}" if query else ""


def _at_home(chart: Chart | None, version: EditionVersion, query: str) -> Chart | None:
    """The chart with the address where it stands alone, and with its owner's name."""
    if chart is None:
        return None
    address = version.page("embed", chart=chart.name) + query
    return replace(chart, embed=address, owner=f"{version.edition.body.slug}-{version.edition.segment}")


def _functions(version: EditionVersion, scope: Scope) -> Chart | None:
    """The functional classification; a lowest area leads to its line, each number of the table to its cell."""
    lines = functional_lines(version, scope)
    return charts.functional_breakdown(
        lines,
        of_every_hundred(lines),
        chart_source(version, *tables_of(lines)),
        scope=scope,
        address=_line_page(version),
        source_page=version.page("source"),
    )


def _economic(version: EditionVersion, scope: Scope) -> Chart | None:
    """Table 8, whatever the scope: it prints the basic expenditure of the general public budget alone."""
    lines = economic_lines(version)
    return charts.economic_breakdown(
        lines,
        of_every_hundred(lines),
        chart_source(version, 8),
        address=_line_page(version),
        source_page=version.page("source"),
    )


def _flow(version: EditionVersion, scope: Scope) -> Chart | None:
    """From sources through classes to basic and project expenditure."""
    numbers = (2, 3) if scope is Scope.ALL_FUNDS else tables_of(functional_lines(version, scope))
    source = chart_source(version, *numbers)
    return charts.money_flow(flow_of(version, scope), scope, source, version.page("source"))


def _projects(version: EditionVersion, scope: Scope) -> Chart | None:
    """The project statements by amount."""
    return _ranked(version, list(statements_of(version)), scope)


def projects_chart(
    version: EditionVersion, filters: StrictFilterSet, statements: Sequence[ProjectStatement]
) -> Chart | None:
    """What is filtered of the statements, all of which are given, with the address where it stands alone."""
    return _at_home(_ranked(version, statements, filters.scope), version, filter_query(filters))


def _ranked(version: EditionVersion, statements: Sequence[ProjectStatement], scope: Scope) -> Chart | None:
    """Some statements by amount; each leads to its page, each amount to the words that print it."""
    places = amount_places(statements)
    field, source = STATEMENT_AMOUNT[scope], version.page("source")

    def printed_at(statement: ProjectStatement) -> str:
        place = places.get((statement.pk, field))
        return source + place.in_source if place and place.in_source else ""

    return charts.projects_by_amount(
        statements,
        source=chart_source(version),
        scope=scope,
        address=lambda statement: version.page("statement", project=statement.slug),
        printed_at=printed_at,
    )


def _carriers(version: EditionVersion, scope: Scope) -> Chart | None:
    """Who carries out how much."""
    return charts.carriers_by_amount(
        by_carrier(statements_of(version), scope), chart_source(version), scope=scope
    )


def _three_public(version: EditionVersion, scope: Scope) -> Chart | None:
    """The items of “三公”, whatever the scope: they are fiscal appropriation."""
    rows = notes.three_public_rows(version, notes.facts_about(version, Topic.THREE_PUBLIC))
    total = next((row.yuan for row in rows if row.key == "total"), None)
    items = notes.three_public_items(rows)
    return charts.three_public_bars(items, total, chart_source(version, 9), version.page("source"))


def _procurement(version: EditionVersion, scope: Scope) -> Chart | None:
    """Planned procurement by kind; the document does not say of which money."""
    facts = notes.facts_about(version, Topic.PROCUREMENT)
    total = notes.fact(facts, Topic.PROCUREMENT, "total")
    kinds = [fact for fact in facts if fact.key in notes.PROCUREMENT_KINDS]
    source = chart_source(version)
    return charts.procurement_bars(kinds, total.value if total else None, source, version.page("source"))


def _assets(version: EditionVersion, scope: Scope) -> Chart | None:
    """Vehicles by use, at the date that the notes give."""
    facts = notes.facts_about(version, Topic.ASSETS, Topic.PLANNED_PURCHASES)
    source = chart_source(version)
    as_of = next((fact.as_of for fact in facts if fact.as_of), None)
    if as_of:
        source = _("%(source)s，截至%(day)s") % {"source": source, "day": date_format(as_of, _("Y年n月j日"))}
    return charts.vehicle_bars(notes.vehicle_rows(facts), source, version.page("source"))


CHARTS: Mapping[str, Builder] = {
    "flow": _flow,
    "functions": _functions,
    "economic": _economic,
    "projects": _projects,
    "carriers": _carriers,
    "three-public": _three_public,
    "procurement": _procurement,
    "assets": _assets,
}


def _line_page(version: EditionVersion) -> Callable[[ClassifiedLine], str]:
    """The page of a line's table that shows the line."""
    return lambda line: f"{version.page('table', table=BY_NUMBER[line.tables[0]].slug)}?q={line.code}"


def tables_of(lines: Sequence[ClassifiedLine]) -> list[int]:
    """The numbers of the official tables that print the lines."""
    return sorted({number for line in lines for number in line.tables})


def chart_source(version: EditionVersion, *tables: int) -> str:
    """What a chart says about where its numbers are printed; without tables, the document alone."""
    if not tables:
        return _("来源：%(body)s《%(title)s》") % {"body": version.edition.body.name, "title": version.title}
    names = _("、").join(_("表%(n)s") % {"n": number} for number in tables)
    words = {"body": version.edition.body.name, "title": version.title, "tables": names}
    return _("来源：%(body)s《%(title)s》%(tables)s") % words
