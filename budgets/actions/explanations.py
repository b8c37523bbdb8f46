"""部门说明: a body's explanation of a finding. Dated and public; it changes no verdict."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from budgets.actions.locks import one_writer
from budgets.actions.log import ActionRefused, Actor, record_version
from budgets.form.terms import Verdict
from budgets.models import CheckResult, EditionVersion, Explanation, LogEntry
from budgets.search.index import refresh_findings

AGREES = Verdict.EQUAL.word
LONGEST = 2000  # characters


@one_writer
def explain(
    result: CheckResult, text: str, by: Actor, at: datetime | None = None, *, draft_only: bool = False
) -> Explanation | None:
    """Store an explanation of a finding; an empty text takes back the one before. None when nothing changes.

    Raises ActionRefused for a check that agrees, a withdrawn version, a text that is too long, and with
    `draft_only` for a version that is public by now.
    """
    text = "\n".join(text.splitlines()).strip()
    version = EditionVersion.objects.select_related("edition__body", "source").defer("source__content")
    now = version.get(pk=result.version_id)
    if result.verdict == AGREES:
        raise ActionRefused(_("这一项核对一致，不需要说明。"))
    if now.status == EditionVersion.Status.WITHDRAWN:
        raise ActionRefused(_("这一版已经撤回，不能再写说明。"))
    if draft_only and now.status != EditionVersion.Status.DRAFT:
        raise ActionRefused(_("这一份刚刚发布了，说明要由发布员来写。"))
    if len(text) > LONGEST:
        raise ActionRefused(
            _("说明有 %(long)s 个字，请不要超过 %(n)s 个字。") % {"long": len(text), "n": LONGEST}
        )
    if text == _said_now(result, now):
        return None
    explanation = Explanation.objects.create(
        result=result, text=text, created_at=at or timezone.now(), author=by.name
    )
    words = _("%(check)s：%(text)s") % {"check": result.title, "text": text or _("（说明已收回）")}
    record_version(LogEntry.Act.EXPLAINED, by, now, words)
    if now.status == EditionVersion.Status.PUBLISHED:
        refresh_findings(now)
    return explanation


def _said_now(result: CheckResult, version: EditionVersion) -> str:
    """The explanation shown with the finding: its own, or for a draft the live version's of the same finding."""
    newest = result.explanations.last()
    if newest is not None:
        return newest.text
    carried = Explanation.objects.carried_to(version).get(result.pk)
    return carried.text if carried else ""


def carry_over(draft: EditionVersion) -> None:
    """Copy the live version's explanations to the same findings of a draft.

    Called by publish, with the explanations of that moment. Explanations written on the draft are kept.
    """
    Explanation.objects.bulk_create(
        Explanation(
            result_id=pk, text=explanation.text, created_at=explanation.created_at, author=explanation.author
        )
        for pk, explanation in Explanation.objects.carried_to(draft).items()
    )
