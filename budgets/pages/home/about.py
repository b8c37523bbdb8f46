"""Pages about the site itself: about, robots.txt."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

ROBOTS = "User-agent: *\nDisallow: /admin/\nDisallow: /preview/\nDisallow: /en/preview/\n"


def about(request: HttpRequest) -> HttpResponse:
    """The page about the site: what it is, how it is made, its rules, licences, and how to cite it."""
    return render(request, "home/about.html")


def robots(request: HttpRequest) -> HttpResponse:
    """robots.txt, which allows search engines every public page."""
    sitemap = f"\nSitemap: {request.build_absolute_uri(reverse('sitemap-index'))}\n"
    return HttpResponse(ROBOTS + sitemap, content_type="text/plain; charset=utf-8")
