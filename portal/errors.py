"""The page for a form that is refused because of its token."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form's token is missing or old: the reader signed in again elsewhere, or the cookie is gone."""
    return render(request, "403_csrf.html", status=403)
