"""The actor of an action, and the log that every action writes to."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext as _

from budgets.actions.marks import renew_marks
from budgets.kept import ahead
from budgets.models import Edition, EditionVersion, LogEntry


class ActionRefused(Exception):
    """The action cannot be done; the message tells the person who asked why, and what to do."""


@dataclass(frozen=True)
class Actor:
    """Who does something and from which network address; without an account it is the operator's command line.

    `claimed` is a name that someone gave without signing in.
    """

    user: User | None = None
    address: str = ""
    claimed: str = ""

    @property
    def name(self) -> str:
        """The account's name as it stands in the log."""
        return self.user.get_username() if self.user else self.claimed or _("命令行")


OPERATOR = Actor()


def record(act: LogEntry.Act, by: Actor, edition: Edition | None = None, **what: object) -> LogEntry:
    """Add one entry to the log. Of an act that readers see, the pages of the body and of the site are made anew."""
    if act in LogEntry.PUBLIC_ACTS and edition is not None:
        renew_marks(edition.body.slug)
        transaction.on_commit(ahead.start, robust=True)
    return LogEntry.objects.create(act=act, who=by.name[:150], address=by.address, edition=edition, **what)


def record_version(
    act: LogEntry.Act, by: Actor, version: EditionVersion, detail: str = "", number: int | None = None
) -> LogEntry:
    """Add an entry about a version: its edition, its number and its file."""
    return record(
        act,
        by,
        edition=version.edition,
        subject=str(version.edition),
        version_number=number or version.number,
        filename=version.filename,
        sha256=version.source.sha256,
        detail=detail,
    )


def record_edition(
    act: LogEntry.Act, by: Actor, versions: Sequence[EditionVersion], detail: str = ""
) -> LogEntry:
    """Add an entry about a whole edition; its file is that of the newest of these versions."""
    newest = max(versions, key=lambda version: version.number or 0)
    edition, source = newest.edition, newest.source
    return record(
        act,
        by,
        edition=edition,
        subject=str(edition),
        filename=newest.filename,
        sha256=source.sha256,
        detail=detail,
    )
