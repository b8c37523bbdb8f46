"""What happens before a page is looked up."""

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from budgets import actions

GetResponse = Callable[[HttpRequest], HttpResponseBase]

NEEDS_NO_DATABASE = ("/static/", "/healthz", "/favicon.ico")


class PublishDueMiddleware:
    """A set time that has come is kept before the next page is made, also where no timer runs publish_due."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not request.path_info.startswith(NEEDS_NO_DATABASE) and actions.is_due():
            actions.publish_due()
        return self.get_response(request)
