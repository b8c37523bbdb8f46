"""The home page and the page of a body."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from budgets.form.tables import Role, form_of
from budgets.form.terms import Kind
from budgets.kept.public import public
from budgets.listing.paging import LISTING_NAMES, Choice, Listing
from budgets.models import Body, CheckResult, EditionVersion
from budgets.pages.edition_page import render_edition_page
from budgets.pages.editions import anything_published, editions_of, only_body, published_version
from budgets.pages.home.filters import BodyFilterSet
from budgets.pages.home.table import body_table
from budgets.pages.overview.context import overview_context

ROBOTS = "User-agent: *\nDisallow: /admin/\nDisallow: /preview/\nDisallow: /en/preview/\n"
BODIES = 50
FEW_BODIES = 5  # up to so many need no filters, only an order


@public("scope", *BodyFilterSet.base_filters, *LISTING_NAMES)
def home(request: HttpRequest) -> HttpResponseBase:
    """The list of bodies with their latest editions; a site with one body shows its overview instead."""
    only = only_body()
    if only is not None:
        return _story(request, only)
    listing = Listing(request, BodyFilterSet(request.GET), per_page=BODIES)
    versions = list(listing.rows)
    checks = CheckResult.objects.counted(version.pk for version in versions)
    context = {
        "listing": listing,
        "tables": [body_table(versions, checks, _body_page, _edition_page, listing.sort_link)],
        "anything": listing.count > 0 or anything_published(),
        "orders": _orders(listing),
        "counted": _counted(listing),
        "numbers": _numbers(),
    }
    return render(request, "home/home.html", context)


def _numbers() -> dict[str, int]:
    """The tables that the totals of the list are from, by their numbers in the form in force."""
    form = form_of(Kind.DEPARTMENTAL)
    roles = {"spent": Role.EXPENDITURE, "both_sides": Role.REVENUE_EXPENDITURE, "received": Role.REVENUE}
    return {name: form.number(role) for name, role in roles.items()}


def _counted(listing: Listing) -> str:
    number = {"n": listing.count}
    if listing.filters.is_filtered:
        return _("符合条件的 %(n)s 个单位") % number
    return _("共 %(n)s 个单位") % number


def _orders(listing: Listing) -> list[Choice]:
    """Links to the orders of a short list, in place of the filter form; none for a long or filtered list."""
    if listing.count > FEW_BODIES or listing.filters.active.keys() - {"sort"} or listing.problems:
        return []
    now = listing.filters.sort
    orders = {"": _("按名称"), "-total": _("金额从大到小"), "-year": _("年度从近到远")}
    return [Choice(words, listing.link(sort=order), now == order) for order, words in orders.items()]


def _body_page(version: EditionVersion) -> str:
    return reverse("budgets:body", args=[version.edition.body.slug])


def _edition_page(version: EditionVersion) -> str:
    return version.page("edition")


def _story(request: HttpRequest, body: Body) -> HttpResponseBase:
    """The overview of the only body's latest edition; of two kinds in one year the departmental budget."""
    edition = min(editions_of(body), key=lambda edition: (-edition.year, edition.kind), default=None)
    whole = published_version(body.slug, edition.year, edition.kind) if edition else None
    if edition is None or whole is None:  # withdrawn between the queries
        raise Http404
    context = overview_context(request, whole) | {"cite_path": whole.page("edition")}
    return render_edition_page(request, whole, "overview/overview.html", context)


@public()
def about(request: HttpRequest) -> HttpResponse:
    """The page about the site: what it is, how it is made, its rules, licences, and how to cite it."""
    return render(request, "home/about.html", {"form": form_of(Kind.DEPARTMENTAL)})


@public()
def robots(request: HttpRequest) -> HttpResponse:
    """robots.txt, which allows search engines every public page."""
    sitemap = f"\nSitemap: {request.build_absolute_uri(reverse('sitemap-index'))}\n"
    return HttpResponse(ROBOTS + sitemap, content_type="text/plain; charset=utf-8")
