"""`/healthz`: this process lives. `/readyz`: it can serve, because its database answers and fits the code."""

from collections.abc import Mapping
from functools import cache

from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from portal.database_gone import connect


@never_cache
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """200 "ok": who restarts what does not answer looks here. A process is no better after a restart when its
    database is gone, so the database is not asked."""
    return _plain("ok", 200)


@never_cache
@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """200 "ok" when the database answers and holds every migration of this code; else 503 and why."""
    try:
        connect()
        applied = MigrationRecorder(connection).applied_migrations()
    except DatabaseError:
        return _plain("database does not answer", 503)
    held = applied.keys()
    if not all(name in held or (others and others <= held) for name, others in known_migrations().items()):
        return _plain("migrations are missing", 503)
    return _plain("ok", 200)


@cache
def known_migrations() -> Mapping[tuple[str, str], frozenset[tuple[str, str]]]:
    """The migrations in the code as (app, name), each with those that it stands for: with all of these it is held too.

    Read once: they cannot change while the process runs.
    """
    found = MigrationLoader(None, ignore_no_migrations=True).disk_migrations
    return {name: frozenset(migration.replaces) for name, migration in found.items()}


def _plain(words: str, status: int) -> HttpResponse:
    return HttpResponse(words, status=status, content_type="text/plain; charset=utf-8")
