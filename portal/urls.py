"""Addresses of the site; those of the portal itself are in budgets/urls.py. Static files: whitenoise."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.contrib.sitemaps.views import index as sitemap_index
from django.contrib.sitemaps.views import sitemap
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import include, path

from budgets.kept.public import public
from budgets.pages.data.sitemaps import SITEMAPS
from portal.health import healthz, readyz


def icon(request: HttpRequest) -> HttpResponse:
    """The icon that browsers request for pages without one of their own, such as a JSON file."""
    return redirect(static("budgets/img/icon.svg"))


urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
    path("favicon.ico", icon),
    # Outside the languages: every entry names the addresses of both.
    path(
        "sitemap.xml",
        public()(sitemap_index),
        {"sitemaps": SITEMAPS, "sitemap_url_name": "sitemap"},
        name="sitemap-index",
    ),
    path("sitemap-<section>.xml", public("p")(sitemap), {"sitemaps": SITEMAPS}, name="sitemap"),
    path("admin/", include("budgets.desk.urls")),
    path("admin/", admin.site.urls),
    # English under /en/, Chinese without prefix. Browser settings never redirect: each address is one page.
    *i18n_patterns(path("", include("budgets.urls")), prefix_default_language=False),
]
