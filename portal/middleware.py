"""The site's own middleware."""

from collections.abc import Callable

from django.conf import settings
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils import translation

GetResponse = Callable[[HttpRequest], HttpResponseBase]

NULL = "\x00"
ENCODED_NULL = "%00"
ENCODED_REPLACEMENT = "%EF%BF%BD"  # U+FFFD, with which Django also replaces broken UTF-8


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
