"""State marks: a random value for each body, and one for the whole site, that changes with all that they show.

Published versions never change, so an answer made under a mark stays right for as long as that mark stands. The values
are random, not counted: an earlier database that is put back has the marks of its own time again, or marks that no
kept answer ever had.
"""

import secrets
from datetime import UTC, datetime
from typing import NamedTuple

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

SITE = ""  # the scope of pages across bodies


def fresh() -> str:
    """A value that no mark ever had."""
    return secrets.token_urlsafe(16)


class State(NamedTuple):
    """The mark of a scope, "" where it has none, and when the next draft that waits for its time is published."""

    mark: str
    due: datetime | None

    @property
    def is_due(self) -> bool:
        """Whether that time has come."""
        return self.due is not None and self.due <= timezone.now()


class StateMarkQuerySet(models.QuerySet):
    """Reads and renews marks."""

    def renew(self, body: str) -> list[tuple[str, str]]:
        """Give the body of that address name and the site new marks; returns the scopes with the marks before.

        Part of an action: what it writes and the marks are committed together.
        """
        before = list(self.filter(scope__in=(SITE, body)).values_list("scope", "value"))
        for scope in {SITE, body}:
            self.update_or_create(scope=scope, defaults={"value": fresh()})
        return before

    def state(self, scope: str, database: BaseDatabaseWrapper) -> State:
        """The state of a scope as that database says, in one query that asks for two rows by their keys."""
        with database.cursor() as cursor:
            cursor.execute(_STATE, [scope])
            mark, due = cursor.fetchone()
        if isinstance(due, str):  # SQLite keeps times as text, in UTC
            due = datetime.fromisoformat(due).replace(tzinfo=UTC)
        return State(mark or "", due)


_STATE = """SELECT (SELECT value FROM budgets_statemark WHERE scope = %s),
(SELECT min(publish_at) FROM budgets_editionversion WHERE status = 'draft' AND publish_at IS NOT NULL)"""


class StateMark(models.Model):
    """The mark of one scope: a body's address name, or "" for the site."""

    scope = models.CharField(_("范围"), max_length=60, primary_key=True)
    value = models.CharField(_("标记"), max_length=22, default=fresh)

    objects = StateMarkQuerySet.as_manager()

    class Meta:
        verbose_name = _("状态标记")
        verbose_name_plural = _("状态标记")

    def __str__(self) -> str:
        return f"{self.scope or '/'} {self.value}"
