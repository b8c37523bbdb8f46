"""Reading what the checks found, and how much of the tables they covered."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, IntegerField, OuterRef, Q, QuerySet, Subquery, TextField, Value, When
from django.db.models.functions import NullIf

from budgets.form.counted import Counted, counted
from budgets.form.references import Reference, statement_label, table_in
from budgets.form.terms import Verdict
from budgets.models import CheckResult, EditionVersion, Explanation, Figure, ProjectStatement
from budgets.reconcile.outcomes import CheckOutcome

WORST_FIRST = tuple(verdict.word for verdict in Verdict)
UNCHECKED = Verdict.UNKNOWN.word
FINE = Verdict.EQUAL.word


def checks_of(version: EditionVersion) -> QuerySet[CheckResult, Any]:
    """Every check, worst verdict first, then in the order in which they were made.

    Each has the body's current `explanation` and its `explained_at`; null where there is none. `cause_code` is the code
    of the check that it follows from; null where it stands for itself.
    """
    whens = [When(verdict=verdict, then=rank) for rank, verdict in enumerate(WORST_FIRST)]
    rank = Case(*whens, default=len(whens), output_field=IntegerField())
    newest = Explanation.objects.filter(result=OuterRef("pk")).order_by("-pk")
    cause = CheckResult.objects.filter(version=version, position=OuterRef("cause"))
    checks = version.checkresults.all().annotate(
        cause_code=Subquery(cause.values("code")[:1]),
        explanation=NullIf(Subquery(newest.values("text")[:1]), Value("", TextField())),
        explained_at=Subquery(newest.values("created_at")[:1]),
    )
    return checks.order_by(rank, "position")


def counts_of(version: EditionVersion) -> tuple[Counted, Mapping[str, int]]:
    """The numbers of checks, and how many there are of each kind that occurs; one query."""
    return CheckResult.objects.counted_by_kind([version.pk]).get(version.pk, (Counted(), {}))


def counted_checks(version: EditionVersion) -> Counted:
    """The numbers of the checks of a version; one query."""
    return CheckResult.objects.counted([version.pk]).get(version.pk, Counted())


def counted_outcomes(checks: Iterable[CheckOutcome]) -> Counted:
    """The numbers of checks that were just made."""
    found = [(check.verdict.word, check.code, not check.cause) for check in checks]
    return counted((each for each in found if each[0] != FINE), sum(each[0] == FINE for each in found))


def about_tables(
    version: EditionVersion, checks: QuerySet[CheckResult], numbers: set[int]
) -> QuerySet[CheckResult]:
    """The checks of a version that compare a place in one of those tables, and the causes from which these follow.

    Filtered in Python, because each database asks differently for what a JSON list contains; an edition has some
    thousand checks.
    """
    figures = rows_of_figures(version)
    rows = checks.order_by().values_list("position", "cause", "references")
    found = {
        each
        for position, cause, references in rows
        if numbers & _tables_in(references, figures)
        for each in (position, cause)
    }
    return checks.filter(position__in=[each for each in found if each is not None])


def counts_of_tables(version: EditionVersion, checks: QuerySet[CheckResult]) -> Counter[int]:
    """How many of the checks of a version compare a place in each table; two queries."""
    figures = rows_of_figures(version)
    rows = checks.order_by().values_list("references", flat=True)
    return Counter(number for found in rows for number in _tables_in(found, figures))


def _tables_in(references: Iterable[Reference], figures: Mapping[int, tuple[int, int, str]]) -> set[int]:
    found = {figures[each][0] if isinstance(each, int) else table_in(each) for each in references}
    return {number for number in found if number}


def findings_of_table(version: EditionVersion, number: int) -> dict[str, int]:
    """The number of causes about that table that do not agree exactly, by verdict, worst first."""
    checks = version.checkresults.all().findings().order_by()
    figures = Figure.objects.filter(version=version, table_number=number).order_by()
    own = set(figures.values_list("position", flat=True))
    rows = list(checks.values_list("position", "verdict", "code", "cause", "references"))
    # A cause that is about other tables counts where it has a consequence, once, as in the filtered list.
    about = {
        cause or position
        for position, _verdict, _code, cause, references in rows
        if any(r in own if isinstance(r, int) else table_in(r) == number for r in references)
    }
    found = counted(
        ((verdict, code, True) for position, verdict, code, _cause, _references in rows if position in about),
        0,
    )
    return {verdict: n for verdict, n in found.verdicts.items() if n}


def findings_of_statement(version: EditionVersion, statement: ProjectStatement) -> list[CheckResult]:
    """The checks on the words of that statement, or on the target form of its name, that do not agree, worst first."""
    name = statement_label(statement.number, statement.name)
    owner = f"statement {statement.number}"
    lines = version.sourcelinerecords.filter(Q(owner=owner) | Q(owner__startswith=f"{owner}:"))
    own = set(lines.order_by().values_list("position", flat=True))
    findings = checks_of(version).exclude(verdict=FINE)
    return [
        finding
        for finding in findings
        if any(
            isinstance(each, list) and each[0] == "line" and (each[1] in own or name in each[4:])
            for each in finding.references
        )
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
    """How much was checked: the numbers of checks, and figures of the tables that at least one check used."""

    counted: Counted
    figures: int
    checked_figures: int
    agreeing_figures: int = 0  # figures for which every check agrees exactly
    further: int = 0  # tables that are kept as printed

    @property
    def others(self) -> int:
        """How many checked figures have a check that does not agree exactly."""
        return self.checked_figures - self.agreeing_figures


def coverage(version: EditionVersion, checks: Counted) -> Coverage:
    """What the checks of a version covered, as it was stored with them, and the numbers of the checks."""
    covered = version.coverage or {"figures": 0, "checked": 0, "agreeing": 0}
    return Coverage(
        checks, covered["figures"], covered["checked"], covered["agreeing"], covered.get("further", 0)
    )


def rows_of_figures(version: EditionVersion) -> dict[int, tuple[int, int, str]]:
    """The table, line and side of each printed figure, by the number of the figure."""
    figures = Figure.objects.filter(version=version).order_by()
    return {
        position: (table, line, side)
        for position, table, line, side in figures.values_list(
            "position", "table_number", "line_number", "side"
        )
    }
