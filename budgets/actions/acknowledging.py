"""What whoever publishes a version has to acknowledge first, because the public gets it with the version."""

from collections.abc import Collection, Mapping

from django.utils.translation import gettext as _

from budgets.actions.log import ActionRefused, Actor, record_version
from budgets.form.terms import Acknowledged
from budgets.models import EditionVersion, LogEntry

# How the codes of issues begin that say that the cover and the tables do not belong together.
COVER_CODES = "cover-contradicts-"


class NotAcknowledged(ActionRefused):
    """Something has to be acknowledged before the version is published: `missing` says what, each with its number.

    `unsaid` is the sentence on what else lacks, so that all is named at once; "" where nothing else does.
    """

    def __init__(
        self, version: EditionVersion, missing: Mapping[Acknowledged, int], unsaid: str = ""
    ) -> None:
        self.missing = missing
        asked = _("发布之前请逐项确认：%(what)s。") % {"what": _counted(version, missing)}
        super().__init__(unsaid + asked)


def asked_of(version: EditionVersion) -> dict[Acknowledged, int]:
    """How many there are of each thing that has to be acknowledged; those that it has none of are left out."""
    counts = {
        Acknowledged.UNREAD: version.unread_count or 0,
        Acknowledged.HIDDEN: version.hiddencontents.filter(asks=True).count(),
        Acknowledged.COVER: version.importissues.filter(code__startswith=COVER_CODES).count(),
        Acknowledged.FEWER: len(lost_tables(version)),
    }
    return {what: count for what, count in counts.items() if count}


def lost_tables(version: EditionVersion) -> list[str]:
    """The tables that the live version of the edition has and this draft has not, as they are printed there.

    The public would lose them with it. A table without amounts is there; one that was not found is not.
    """
    live = EditionVersion.objects.filter(
        edition=version.edition_id, status=EditionVersion.Status.PUBLISHED
    ).first()
    if live is None or live.pk == version.pk:
        return []
    own = set(version.printedtablerecords.values_list("slug", flat=True))
    further = set(version.furthertablerecords.values_list("title", flat=True))
    official = live.printedtablerecords.exclude(slug__in=own).order_by("number")
    kept = live.furthertablerecords.exclude(title__in=further).order_by("position")
    return [
        *(_("表%(n)s %(title)s") % {"n": table.number, "title": table.title} for table in official),
        *kept.values_list("title", flat=True),
    ]


def acknowledge(
    version: EditionVersion, accepted: Collection[Acknowledged], by: Actor, unsaid: str = ""
) -> None:
    """Keep with the version, and in the log, what its publisher acknowledged. Called inside an action.

    `unsaid` is the sentence on what else lacks. Raises NotAcknowledged when something that the version has is missing,
    and ActionRefused where only the other thing lacks, and for a draft of which nobody knows, because an earlier version
    of the site stored it.
    """
    if version.hidden_count is None:
        raise ActionRefused(
            _("这份草稿存入时，本站还不查看文件里看不见的内容；请重新上传这个文件，再发布新的草稿。")
        )
    asked = asked_of(version)
    missing = {what: count for what, count in asked.items() if what not in accepted}
    if missing:
        raise NotAcknowledged(version, missing, unsaid)
    if unsaid:
        raise ActionRefused(unsaid)
    version.acknowledged = [what.word for what in asked]
    version.save(update_fields=["acknowledged"])
    if asked:
        record_version(LogEntry.Act.ACKNOWLEDGED, by, version, _counted(version, asked))


def _counted(version: EditionVersion, asked: Mapping[Acknowledged, int]) -> str:
    said = [
        _("%(what)s %(n)s 处") % {"what": _(what.value), "n": count}
        for what, count in asked.items()
        if what is not Acknowledged.FEWER
    ]
    if Acknowledged.FEWER in asked:
        named = "、".join(lost_tables(version))
        said.append(_("%(what)s：%(tables)s") % {"what": _(Acknowledged.FEWER.value), "tables": named})
    return "；".join(said)
