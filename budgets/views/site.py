"""What belongs to the site and to no edition: glossary, about, robots.txt."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from budgets.classification import everyday_words
from budgets.queries.notes import glossary as defined_terms

ROBOTS = "User-agent: *\nDisallow: /admin/\nDisallow: /preview/\nDisallow: /en/preview/\n"


def glossary(request: HttpRequest) -> HttpResponse:
    """Every term that a live edition defines, in the official words; and everyday words with the official codes."""
    context = {"terms": defined_terms(), "everyday": everyday_words()}
    return render(request, "budgets/glossary.html", context)


def about(request: HttpRequest) -> HttpResponse:
    """What this is, how it is made, its rules, licences, and how to cite it."""
    return render(request, "budgets/about.html")


def robots(request: HttpRequest) -> HttpResponse:
    """Everything public may be indexed."""
    sitemap = f"\nSitemap: {request.build_absolute_uri(reverse('sitemap-index'))}\n"
    return HttpResponse(ROBOTS + sitemap, content_type="text/plain; charset=utf-8")
