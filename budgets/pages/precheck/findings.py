"""The findings of a document in words, each with what follows from it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from django.utils.translation import gettext as _

from budgets.form.terms import Verdict
from budgets.models import CheckResult, EditionVersion, Explanation
from budgets.pages.checks.read import FINE, WORST_FIRST
from budgets.pages.precheck.document import Finding
from budgets.reconcile.outcomes import CheckOutcome
from budgets.words.checks import QUESTIONS, StoredPlace, nothing_there, place_text, side_text, sides_text


def with_cause(results: Sequence[CheckResult], checks: Sequence[CheckOutcome]) -> list[CheckResult]:
    """What does not agree exactly, each with the position of its cause, as in a stored version."""
    position = {check.code: n for n, check in enumerate(checks, 1)}
    for n, (result, check) in enumerate(zip(results, checks, strict=True), 1):
        result.position, result.cause = n, position.get(check.cause)
    return [result for result in results if result.verdict != FINE]


def shown_findings(results: Iterable[CheckResult]) -> tuple[Finding, ...]:
    """Causes, worst first, each with what follows from it."""
    order = list(QUESTIONS)
    ranked = sorted(results, key=lambda r: (WORST_FIRST.index(r.verdict), order.index(r.kind)))
    following: dict[int, list[Finding]] = defaultdict(list)
    for result in ranked:
        if result.cause is not None:
            following[result.cause].append(_finding(result, ()))
    return tuple(_finding(r, following[r.position]) for r in ranked if r.cause is None)


def _finding(result: CheckResult, following: Iterable[Finding]) -> Finding:
    return Finding(
        result.verdict,
        _(Verdict.of(result.verdict).value),
        QUESTIONS[result.kind],
        result.title,
        sides_text(result),
        side_text(result.difference) if result.difference else "",
        result.unit,
        tuple(place_text(_named(place, result)) for place in result.places),
        result.pk,
        getattr(result, "explanation", "") or "",
        following=tuple(following),
    )


def _named(place: StoredPlace, result: CheckResult) -> StoredPlace:
    """The place, with a word for a blank cell, or for one that was not read."""
    return place if place.get("text") else {**place, "text": nothing_there(result, place)}


def with_carried(findings: Iterable[Finding], version: EditionVersion) -> tuple[Finding, ...]:
    """The findings of a draft with the explanations that will be carried over from the live version."""
    carried = Explanation.objects.carried_to(version)
    return tuple(
        replace(finding, explanation=carried[finding.key].text, carried=True)
        if finding.key in carried
        else finding
        for finding in findings
    )
