"""部门说明: what a body says beside a finding. Dated and public; no verdict changes."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from budgets.actions.log import ActionRefused, Actor, record_version
from budgets.models import CheckResult, EditionVersion, Explanation, LogEntry
from budgets.vocabulary import Verdict

AGREES = Verdict.EQUAL.name.lower()
LONGEST = 2000  # characters


@transaction.atomic
def explain(result: CheckResult, text: str, by: Actor, at: datetime | None = None) -> Explanation | None:
    """Write an explanation beside a finding; an empty text takes the one before back. None when nothing changes.

    Raises ActionRefused for a check that agrees, a withdrawn version, and a text that is too long.
    """
    text = text.strip()
    if result.verdict == AGREES:
        raise ActionRefused(_("这一项核对一致，不需要说明。"))
    if result.version.status == EditionVersion.Status.WITHDRAWN:
        raise ActionRefused(_("这一版已经撤回，不能再写说明。"))
    if len(text) > LONGEST:
        raise ActionRefused(_("说明请不要超过 %(n)s 个字。") % {"n": LONGEST})
    CheckResult.objects.select_for_update().get(pk=result.pk)  # two at once: one after the other
    newest = result.explanations.last()
    if text == (newest.text if newest else ""):
        return None
    explanation = Explanation.objects.create(
        result=result, text=text, created_at=at or timezone.now(), author=by.name
    )
    words = _("%(check)s：%(text)s") % {"check": result.title, "text": text or _("（说明已收回）")}
    record_version(LogEntry.Act.EXPLAINED, by, result.version, words)
    return explanation


def carry_over(live: EditionVersion | None, draft: EditionVersion) -> None:
    """Copy the live version's explanations to those findings of a draft that say the very same."""
    if live is None:
        return
    said = Explanation.objects.filter(result__version=live).select_related("result").order_by("pk")
    newest = {explanation.result.code: explanation for explanation in said}
    findings = {result.code: result for result in draft.checkresults.filter(code__in=newest)}
    Explanation.objects.bulk_create(
        Explanation(
            result=findings[code],
            text=explanation.text,
            created_at=explanation.created_at,
            author=explanation.author,
        )
        for code, explanation in newest.items()
        if explanation.text and code in findings and _same(explanation.result, findings[code])
    )


def _same(one: CheckResult, other: CheckResult) -> bool:
    return (one.verdict, one.left, one.right) == (other.verdict, other.left, other.right)
