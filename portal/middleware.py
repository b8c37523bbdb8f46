"""The site's own middleware."""

import contextlib
import ipaddress
from collections.abc import Callable

from django.conf import settings
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils import translation

GetResponse = Callable[[HttpRequest], HttpResponseBase]

NULL = "\x00"
ENCODED_NULL = "%00"
ENCODED_REPLACEMENT = "%EF%BF%BD"  # U+FFFD, with which Django also replaces broken UTF-8


class ClientAddressMiddleware:
    """Behind a proxy (HTTPS=1) the reader's address is the last one in X-Forwarded-For: the proxy itself wrote it.

    Earlier addresses in it come from outside and are not trusted. The lock-out and the log use the address.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if settings.HTTPS:
            last = request.META.get("HTTP_X_FORWARDED_FOR", "").rpartition(",")[2].strip()
            last = last.partition("%")[0]  # an IPv6 zone: PostgreSQL takes none, and it may be of any length
            with contextlib.suppress(ValueError):
                request.META["REMOTE_ADDR"] = str(ipaddress.ip_address(last))
        return self.get_response(request)


class NullCharacterMiddleware:
    """Keep the character NUL from the database: PostgreSQL refuses it, and the reader would see a 500.

    In the query string it becomes U+FFFD, which matches nothing, so the page answers as for any unknown value.
    No address contains NUL, so there it is a 404. Forms refuse it by themselves.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if NULL in request.path_info:
            raise Http404("NUL in the address")
        query = request.META.get("QUERY_STRING", "")
        if ENCODED_NULL in query:
            request.META["QUERY_STRING"] = query.replace(ENCODED_NULL, ENCODED_REPLACEMENT)
        if any(NULL in value for value in request.COOKIES.values()):
            request.COOKIES = {name: value for name, value in request.COOKIES.items() if NULL not in value}
        return self.get_response(request)


class PermissionsPolicyMiddleware:
    """Switch off browser features that the pages never use, so that no injected script can use them."""

    POLICY = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", self.POLICY)
        return response


class LanguageMiddleware:
    """Set the language by the address alone: English under /en/, else Chinese.

    Django's LocaleMiddleware gives the same languages but adds "Vary: Accept-Language", and a cache in front
    of the site would keep one copy of a page for each browser setting.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        # Not Django's look-up: it takes /en-gb/… for English, where no page is.
        language = "en" if f"{request.path_info}/".startswith("/en/") else settings.LANGUAGE_CODE
        translation.activate(language)
        request.LANGUAGE_CODE = language
        response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response
