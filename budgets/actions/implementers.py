"""实施主体: confirmations by administrators. Dated, stored beside the version; nothing is overwritten."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from budgets.actions.locks import one_writer
from budgets.actions.log import ActionRefused, Actor, record_version
from budgets.models import BudgetUnit, EditionVersion, ImplementerConfirmation, LogEntry, ProjectStatement

Decision = ImplementerConfirmation.Decision


@one_writer
def confirm_implementer(
    statement: ProjectStatement,
    decision: Decision,
    unit: BudgetUnit | None,
    by: Actor,
    at: datetime | None = None,
) -> ImplementerConfirmation | None:
    """Store which listed unit a statement's implementer is, or that it is none, or take that back.

    Gives None when nothing changes. Raises ActionRefused for what is no public version, for an implementer that
    is exactly the name of a listed unit, and for a unit of another document.
    """
    version = (
        EditionVersion.objects.select_related("edition__body", "source")
        .defer("source__content")
        .get(pk=statement.version_id)
    )
    _may_confirm(statement, decision, unit, version)
    newest = statement.confirmations.select_related("unit").last()
    standing = (newest.decision, newest.unit) if newest else (Decision.TAKEN_BACK, None)
    if standing == (decision, unit):
        return None
    confirmation = ImplementerConfirmation.objects.create(
        statement=statement, decision=decision, unit=unit, created_at=at or timezone.now(), author=by.name
    )
    record_version(LogEntry.Act.LINKED, by, version, _detail(statement, decision, unit))
    return confirmation


def _may_confirm(
    statement: ProjectStatement, decision: Decision, unit: BudgetUnit | None, version: EditionVersion
) -> None:
    if version.status not in (EditionVersion.Status.PUBLISHED, EditionVersion.Status.SUPERSEDED):
        raise ActionRefused(_("只有公开的预算可以确认实施主体。"))
    if statement.pk not in {
        open_one.pk for open_one in ProjectStatement.objects.filter(version=version).not_surely_listed()
    }:
        raise ActionRefused(_("这份说明的实施主体就是名单内单位，不需要确认。"))
    if (decision == Decision.UNIT) != (unit is not None) or (unit and unit.version_id != version.pk):
        raise ActionRefused(_("请选择这份预算的机构设置里列出的单位。"))


def _detail(statement: ProjectStatement, decision: Decision, unit: BudgetUnit | None) -> str:
    words = {
        Decision.UNIT: _("“%(project)s”的实施主体对应：%(unit)s"),
        Decision.NONE: _("“%(project)s”的实施主体不对应名单内单位"),
        Decision.TAKEN_BACK: _("收回对“%(project)s”实施主体的确认"),
    }
    project = statement.name or _("第 %(n)s 份项目说明") % {"n": statement.number}
    return words[decision] % {"project": project, "unit": unit.name if unit else ""}


def carry_confirmations(draft: EditionVersion, live: EditionVersion | None) -> None:
    """Copy the live version's confirmations to the same statements of a draft.

    Called by publish. Number, name, implementer and link must be the same, and the unit still listed.
    """
    statements = {_said(s): s for s in ProjectStatement.objects.filter(version=draft).not_surely_listed()}
    units = {unit.name: unit for unit in draft.budgetunits.all()}
    for made in ImplementerConfirmation.objects.in_force(live).values() if live else ():
        same = statements.get(_said(made.statement))
        if same is not None and (made.unit is None or made.unit.name in units):
            ImplementerConfirmation.objects.create(
                statement=same,
                decision=made.decision,
                unit=units[made.unit.name] if made.unit else None,
                created_at=made.created_at,
                author=made.author,
            )


def _said(statement: ProjectStatement) -> tuple[object, ...]:
    """The words of a statement that a confirmation is about."""
    return statement.number, statement.name, statement.implementer, statement.link_state, statement.link_words
