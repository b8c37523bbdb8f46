"""What whoever publishes a version has to acknowledge first, because the public gets it with the version."""

from collections.abc import Collection, Mapping

from django.utils.translation import gettext as _

from budgets.actions.log import ActionRefused, Actor, record_version
from budgets.form.terms import Acknowledged
from budgets.models import EditionVersion, LogEntry

# How the codes of issues begin that say that the cover and the tables do not belong together.
COVER_CODES = "cover-contradicts-"


class NotAcknowledged(ActionRefused):
    """Something has to be acknowledged before the version is published: `missing` says what, each with its number."""

    def __init__(self, missing: Mapping[Acknowledged, int]) -> None:
        self.missing = missing
        super().__init__(_("发布之前请逐项确认：%(what)s。") % {"what": _counted(missing)})


def asked_of(version: EditionVersion) -> dict[Acknowledged, int]:
    """How many there are of each thing that has to be acknowledged; those that it has none of are left out."""
    counts = {
        Acknowledged.UNREAD: version.unread_count or 0,
        Acknowledged.HIDDEN: version.hiddencontents.filter(asks=True).count(),
        Acknowledged.COVER: version.importissues.filter(code__startswith=COVER_CODES).count(),
    }
    return {what: count for what, count in counts.items() if count}


def acknowledge(version: EditionVersion, accepted: Collection[Acknowledged], by: Actor) -> None:
    """Keep with the version, and in the log, what its publisher acknowledged. Called inside an action.

    Raises NotAcknowledged when something that the version has is missing, and ActionRefused for a draft of which nobody
    knows, because an earlier version of the site stored it.
    """
    if version.hidden_count is None:
        raise ActionRefused(
            _("这份草稿存入时，本站还不查看文件里看不见的内容；请重新上传这个文件，再发布新的草稿。")
        )
    asked = asked_of(version)
    missing = {what: count for what, count in asked.items() if what not in accepted}
    if missing:
        raise NotAcknowledged(missing)
    version.acknowledged = [what.word for what in asked]
    version.save(update_fields=["acknowledged"])
    if asked:
        record_version(LogEntry.Act.ACKNOWLEDGED, by, version, _counted(asked))


def _counted(asked: Mapping[Acknowledged, int]) -> str:
    return "；".join(
        _("%(what)s %(n)s 处") % {"what": _(what.value), "n": count} for what, count in asked.items()
    )
