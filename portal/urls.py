"""Addresses of the site; those of the portal itself are in budgets/urls.py. Static files: whitenoise."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.urls import include, path, re_path

from portal.health import healthz


def icon(request: HttpRequest) -> HttpResponse:
    """Browsers ask for this beside every page without an icon of its own: the admin, a JSON file."""
    return redirect(static("budgets/img/icon.svg"))


def not_translated_yet(request: HttpRequest, rest: str | None = None) -> HttpResponse:
    """`/en/` is kept free: until English is complete it is a 404, never a Chinese page that says English."""
    # One slash in front: “//host” would lead to another site.
    return render(request, "404.html", {"chinese_address": "/" + (rest or "").lstrip("/\\")}, status=404)


urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("favicon.ico", icon),
    path("admin/", include("budgets.admin.urls")),
    path("admin/", admin.site.urls),
    # Take this line away when locale/en is complete: i18n_patterns below then answers under /en/.
    re_path(r"^en(?:/(?P<rest>.*))?$", not_translated_yet),
    # Chinese has no prefix, and the reader's browser settings do not redirect: an address is one page.
    *i18n_patterns(path("", include("budgets.urls")), prefix_default_language=False),
]
