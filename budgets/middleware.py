"""What happens before a page is looked up."""

import logging
from collections.abc import Callable

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from budgets import actions

logger = logging.getLogger(__name__)

GetResponse = Callable[[HttpRequest], HttpResponseBase]

NEEDS_NO_DATABASE = ("/static/", "/healthz", "/favicon.ico")


class PublishDueMiddleware:
    """A set time that has come is kept before the next page is made, also where no timer runs publish_due."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not request.path_info.startswith(NEEDS_NO_DATABASE):
            try:
                if actions.is_due():
                    actions.publish_due()
            except DatabaseError:  # the page that was asked for may need no database, or say it better
                logger.exception("Looking for drafts whose time has come")
        return self.get_response(request)


class UploadSizeMiddleware:
    """Turn away what is far over the limit before it is read: Django takes in a whole form before any view asks who.

    What is a little over the limit is read, so that the form can say so in its own words.
    """

    FAR_OVER = 4  # times the limit

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        length = request.META.get("CONTENT_LENGTH") or "0"
        most = self.FAR_OVER * settings.IMPORT_MAX_MEGABYTES * 1024 * 1024
        if length.isdecimal() and int(length) > most:
            words = _("文件太大，没有接收；请压缩到 %(megabytes)s MB 以内再传。")
            said = words % {"megabytes": settings.IMPORT_MAX_MEGABYTES}
            return HttpResponse(said, status=413, content_type="text/plain; charset=utf-8")
        return self.get_response(request)
