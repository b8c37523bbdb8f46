"""Drafts are compared anew when what their body has published for the year before changes."""

from collections.abc import Callable, Iterable
from dataclasses import replace

from django.db.models import Max

from budgets.actions.drafts import current_draft, touched
from budgets.actions.log import Actor
from budgets.actions.year_before import published_before, stored_tables
from budgets.form.terms import Verdict
from budgets.models import CheckResult, Edition, EditionVersion
from budgets.reconcile.cause_keys import tables_named
from budgets.reconcile.cause_stored import (
    LAST_YEAR,
    StoredFinding,
    causes_with_last_year,
    causes_without_last_year,
)
from budgets.reconcile.last_year import repeated_tables

Causes = Callable[[Iterable[StoredFinding]], dict[int, int | None]]


def compare_drafts_after(edition: Edition, by: Actor) -> None:
    """Compare the drafts of the year after an edition with it as it is published now. Called inside an action.

    Where that finds something else than before, publishers who saw the draft must look again.
    """
    drafts = EditionVersion.objects.filter(
        status=EditionVersion.Status.DRAFT,
        edition__body=edition.body_id,
        edition__kind=edition.kind,
        edition__year=edition.year + 1,
    )
    for draft in drafts.select_related("edition"):
        if _is_told_anew(draft):
            touched(current_draft(draft), by)


def _is_told_anew(draft: EditionVersion) -> bool:
    """Store what the comparison with the year before finds now; returns whether that is something else than before."""
    found, old = _compared(draft), list(draft.checkresults.filter(code__startswith=LAST_YEAR))
    if [_said(result) for result in found] == [_said(result) for result in old]:
        return False
    _settle(draft, causes_without_last_year)
    draft.checkresults.filter(pk__in=[result.pk for result in old]).delete()
    last = draft.checkresults.aggregate(last=Max("position"))["last"] or 0
    for position, result in enumerate(found, last + 1):
        result.position = position
    CheckResult.objects.bulk_create(found)
    _settle(draft, causes_with_last_year)
    return True


def _compared(draft: EditionVersion) -> list[CheckResult]:
    """The checks of a draft against the year before, not stored yet."""
    edition = draft.edition
    before = published_before(edition.body.name, edition.year, edition.kind)
    outcomes = repeated_tables(stored_tables(draft), before) if before else ()
    titled = (
        replace(each, references=tuple(["title", place.table] for place in each.places)) for each in outcomes
    )
    return [CheckResult.of(outcome, version=draft) for outcome in titled]


def _said(result: CheckResult) -> tuple[object, ...]:
    return result.code, result.verdict, result.said


def _settle(draft: EditionVersion, causes: Causes) -> None:
    """Store the causes of the draft's findings where these are others than before."""
    results = {result.position: result for result in draft.checkresults.findings()}
    told = [
        StoredFinding(
            result.position,
            result.code,
            Verdict.of(result.verdict),
            tables_named((place["table"] for place in result.places), result.code),
            result.difference is not None,
            result.cause,
        )
        for result in results.values()
    ]
    changed = [
        (position, cause) for position, cause in causes(told).items() if results[position].cause != cause
    ]
    for position, cause in changed:
        results[position].cause = cause
    CheckResult.objects.bulk_update([results[position] for position, _cause in changed], ["cause"])
