"""Reading what the checks found, and how much of the tables they covered."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Count, IntegerField, OuterRef, QuerySet, Subquery, TextField, Value, When
from django.db.models.functions import NullIf

from budgets.form.amounts import is_amount
from budgets.form.codes import dashed
from budgets.form.tables import BY_NUMBER
from budgets.form.terms import Verdict
from budgets.models import CheckResult, EditionVersion, Explanation, Figure, ProjectStatement
from budgets.models.lines import row_anchor

WORST_FIRST = tuple(verdict.word for verdict in Verdict)
UNCHECKED = Verdict.UNKNOWN.word
FINE = Verdict.EQUAL.word


def checks_of(version: EditionVersion) -> QuerySet[CheckResult, Any]:
    """Every check, worst verdict first, then in the order in which they were made.

    Each has the body's current `explanation` and its `explained_at`; null where there is none.
    """
    whens = [When(verdict=verdict, then=rank) for rank, verdict in enumerate(WORST_FIRST)]
    rank = Case(*whens, default=len(whens), output_field=IntegerField())
    newest = Explanation.objects.filter(result=OuterRef("pk")).order_by("-pk")
    checks = CheckResult.objects.filter(version=version).annotate(
        explanation=NullIf(Subquery(newest.values("text")[:1]), Value("", TextField())),
        explained_at=Subquery(newest.values("created_at")[:1]),
    )
    return checks.order_by(rank, "position")


def counts_of(version: EditionVersion) -> tuple[dict[str, int], dict[str, int]]:
    """How many checks there are of each verdict and of each kind that occurs; one query."""
    verdicts: dict[str, int] = {}
    kinds: dict[str, int] = {}
    rows = CheckResult.objects.filter(version=version).order_by().values_list("verdict", "kind")
    for verdict, kind, count in rows.annotate(Count("pk")):
        verdicts[verdict] = verdicts.get(verdict, 0) + count
        kinds[kind] = kinds.get(kind, 0) + count
    return verdicts, kinds


def about_tables(checks: QuerySet[CheckResult], numbers: set[int]) -> QuerySet[CheckResult]:
    """The checks that compare a place in one of those tables.

    Filtered in Python, because each database asks differently for what a JSON list contains; an edition has some
    thousand checks.
    """
    rows = checks.order_by().values_list("pk", "places")
    return checks.filter(pk__in=[pk for pk, places in rows if numbers & _tables_in(places)])


def counts_of_tables(checks: QuerySet[CheckResult]) -> Counter[int]:
    """How many of the checks compare a place in each table; one query."""
    rows = checks.order_by().values_list("places", flat=True)
    return Counter(number for places in rows for number in _tables_in(places))


def _tables_in(places: Iterable[dict]) -> set[int]:
    return {place["table"] for place in places if place.get("table")}


def findings_of_table(version: EditionVersion, number: int) -> dict[str, int]:
    """The number of checks about that table that do not agree exactly, by verdict, worst first."""
    checks = CheckResult.objects.filter(version=version).exclude(verdict=FINE)
    verdicts = [v for v, places in checks.values_list("verdict", "places") if number in _tables_in(places)]
    return {verdict: verdicts.count(verdict) for verdict in WORST_FIRST if verdict in verdicts}


def findings_of_statement(statement: ProjectStatement) -> list[CheckResult]:
    """The checks on that statement that do not agree exactly, worst first; they have its name as row."""
    name = statement.name or f"第{statement.number}个项目"
    findings = checks_of(statement.version).exclude(verdict=FINE)
    return [
        finding
        for finding in findings
        if any(not place.get("table") and place.get("row") == name for place in finding.places)
    ]


def findings_at(places: Iterable[tuple[int, int]]) -> dict[tuple[int, int], CheckResult]:
    """The checks by version and position; one query, none for no places."""
    wanted = set(places)
    if not wanted:
        return {}
    versions, positions = zip(*wanted, strict=True)
    results = CheckResult.objects.filter(version__in=versions, position__in=positions)
    return {key: r for r in results if (key := (r.version_id, r.position)) in wanted}


@dataclass(frozen=True)
class Coverage:
    """How much was checked: checks by verdict, and figures of the tables that at least one check used."""

    verdicts: dict[str, int]
    figures: int
    checked_figures: int
    agreeing_figures: int = 0  # figures for which every check agrees exactly

    @property
    def others(self) -> int:
        """How many checked figures have a check that does not agree exactly."""
        return self.checked_figures - self.agreeing_figures

    @property
    def checks(self) -> int:
        """All checks."""
        return sum(self.verdicts.values())


def coverage(version: EditionVersion) -> Coverage:
    """What the checks of a version covered; two queries."""
    results = CheckResult.objects.filter(version=version).values_list("verdict", "places")
    return coverage_of(results, Figure.objects.filter(version=version).count())


def coverage_of(results: Iterable[tuple[str, Iterable[dict]]], figures: int) -> Coverage:
    """The coverage by checks, given as verdict and places; `figures` is the number of all figures."""
    verdicts = dict.fromkeys(WORST_FIRST, 0)
    checked: set[tuple] = set()
    found: set[tuple] = set()  # cells with a check that does not agree exactly
    for verdict, places in results:
        verdicts[verdict] += 1
        cells = {
            _cell(place) for place in places if place.get("table") and is_amount(place.get("text") or "")
        }
        checked |= cells if verdict != UNCHECKED else set()
        found |= cells if verdict != FINE else set()
    return Coverage(verdicts, figures, len(checked), len(checked - found))


def _cell(place: dict) -> tuple:
    return tuple(place.get(key) for key in ("table", "row", "column", "page", "line"))


def line_anchors(version: EditionVersion) -> dict[tuple[int, str], str]:
    """The id of each printed line on its table's page, by table number and the row's name in a check."""
    lines = Figure.objects.filter(version=version).order_by("position")
    fields = lines.values_list("table_number", "code", "name", "line_number", "side")
    return {
        (table, row_label(code, name)): row_anchor(number, side) for table, code, name, number, side in fields
    }


def figure_positions(version: EditionVersion) -> dict[tuple[int, str, str], int]:
    """The number of each printed figure by table, and the row's and the column's names in a check."""
    figures = Figure.objects.filter(version=version).order_by("-position")  # the first of equal names wins
    fields = figures.values_list("table_number", "code", "name", "column", "position")
    return {
        (table, row_label(code, name), column_label(table, column)): position
        for table, code, name, column, position in fields
    }


def row_label(code: str, name: str) -> str:
    """A row as checks call it: 205-08-02 干部教育."""
    return f"{dashed(code)} {name}".strip()


def column_label(number: int, key: str) -> str:
    """A column as checks call it: 收入预算数."""
    return BY_NUMBER[number].label_of(key)
