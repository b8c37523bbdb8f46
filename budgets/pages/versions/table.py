"""The list of an edition's versions as its page shows it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from budgets.models import EditionVersion
from budgets.words import versions as words
from budgets.words.days import said_day
from budgets.words.official import marked
from budgets.words.sentences import linked

Status = EditionVersion.Status


@dataclass(frozen=True)
class VersionRow:
    """One version: its name with a link while it can be read, its standing, its day, and what is said of it."""

    name: SafeString
    standing: str
    at: datetime
    day: str
    notes: SafeString


def version_row(version: EditionVersion, live: EditionVersion) -> VersionRow:
    """A version beside the one that is in force."""
    withdrawn = version.status == Status.WITHDRAWN
    assert version.published_at is not None
    return VersionRow(
        linked(SafeString(words.name(version.number)), "" if withdrawn else version.page("edition")),
        _standing(version, live),
        version.published_at,
        said_day(version.published_at),
        mark_safe("<br>".join(_notes(version))),
    )


def _standing(version: EditionVersion, live: EditionVersion) -> str:
    if version.status == Status.PUBLISHED:
        return _("现行")
    if version.status == Status.WITHDRAWN:
        return _("已撤回")
    undone = (version.number or 0) > (live.number or 0)
    return _("已撤销") if undone else _("已被更正")


def _notes(version: EditionVersion) -> Iterator[SafeString]:
    if version.status == Status.WITHDRAWN:
        yield words.withdrawal(version.withdrawal_reason)
        return
    if version.reason:
        yield words.correction(version.reason)
    if version.disclosed_on:
        yield words.disclosed(version.approved_on, version.disclosed_on)
    file = marked(version.filename)
    yield format_html('{} · SHA-256 <span class="digest break">{}</span>', file, version.source.sha256)
