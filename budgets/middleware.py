"""Middleware of the portal: publishes drafts that are due, and refuses uploads that are far too large or anonymous."""

import logging
from collections.abc import Callable

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _

from budgets import access, actions

logger = logging.getLogger(__name__)

GetResponse = Callable[[HttpRequest], HttpResponseBase]

NEEDS_NO_DATABASE = ("/static/", "/healthz", "/readyz", "/favicon.ico", "/robots.txt", "/en/robots.txt")


class PublishDueMiddleware:
    """Publish drafts whose set time has come before the next page, for sites without a timer for publish_due."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not request.path_info.startswith(NEEDS_NO_DATABASE):
            try:
                if actions.is_due():
                    actions.publish_due()
            except DatabaseError:  # the page itself may not need the database, or shows a better message
                logger.exception("Looking for drafts whose time has come")
        return self.get_response(request)


class UploadSizeMiddleware:
    """Refuse uploads far over the limit before they are read: Django reads a whole form before any view runs.

    An upload a little over the limit is read, so that the form can show its own message.
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


class AnonymousBodyMiddleware:
    """Refuse what is more than a small form before it is read, unless an account of the desk sends it.

    Otherwise the protection against forged forms would read it in search of its token, and write the files to disk.
    """

    SMALL = 16 * 1024  # a password and a code fit; so little never reaches the disk

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        length = request.META.get("CONTENT_LENGTH") or "0"
        small = length.isdecimal() and int(length) <= self.SMALL
        if not small and not access.is_signed_in(request.user):
            if request.path_info.startswith("/admin/"):
                return redirect_to_login(request.get_full_path(), reverse("admin:login"))
            words = _("只有登录的工作人员可以上传，所以没有接收。")
            return HttpResponse(words, status=403, content_type="text/plain; charset=utf-8")
        return self.get_response(request)
