"""While the database does not answer, pages say so at once: 503 with Retry-After, one sentence, no query tried."""

import logging
from collections.abc import Callable
from pathlib import Path

from django.db import InterfaceError, OperationalError, connection
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string

from budgets.kept.public import DATABASE_GONE
from budgets.middleware import NEEDS_NO_DATABASE

logger = logging.getLogger(__name__)

GetResponse = Callable[[HttpRequest], HttpResponseBase]

RETRY_AFTER = 60  # seconds


class DatabaseGoneMiddleware:
    """Connects before all that asks the database, so that one page waits for a database that is gone only once."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not request.path_info.startswith(NEEDS_NO_DATABASE):
            if request.META.get(DATABASE_GONE):
                return gone()
            try:
                connect()
            except (OperationalError, InterfaceError):
                logger.exception("The database does not answer")
                return gone()
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """The database went while a page was made."""
        if isinstance(exception, OperationalError | InterfaceError):
            logger.error("The database does not answer", exc_info=exception)
            return gone()
        return None


def connect() -> None:
    """Open the connection of this thread, unless it is open; raises OperationalError or InterfaceError where there is no database.

    SQLite would make an empty file in the place of one that is missing, and go on with one that was deleted.
    """
    name = str(connection.settings_dict["NAME"])
    if connection.vendor == "sqlite" and name.startswith("/") and not Path(name).exists():
        connection.close()
        raise OperationalError(f"{name} is missing")
    connection.ensure_connection()


def gone() -> HttpResponse:
    """The page that says so; it asks the database nothing itself."""
    response = HttpResponse(render_to_string("503.html"), status=503)
    response["Retry-After"] = str(RETRY_AFTER)
    response["Cache-Control"] = "no-store"
    return response
