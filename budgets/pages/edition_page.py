"""What every page of an edition shares: finding the version, and the frame around the page."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from itertools import groupby

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from budgets import access
from budgets.listing.paging import aria_current
from budgets.models import Edition, EditionVersion
from budgets.pages import Context
from budgets.pages.edition_frame import cited_page, crumbs, facts_of, standing
from budgets.pages.editions import (
    editions_of,
    numbered_version,
    previewed_version,
    public_log,
    published_version,
    withdrawn_version,
)
from budgets.pages.navigation import tab_links
from budgets.words import editions as words
from budgets.words.sentences import figures_of_form, tables_of_form
from budgets.words.tables import title_of

Status = EditionVersion.Status
VersionView = Callable[..., HttpResponseBase]
OF_EDITION = {"body", "edition", "number", "key"}  # the parts of an address that say which version


def of_version(view: VersionView) -> VersionView:
    """Give the view the version that the address means.

    /<body>/<edition>/… is the live version, …/v<n>/… that one, /preview/<key>/… a draft for those who may see
    it. A withdrawn version answers 410 with the reason, an unknown one 404.
    """

    @wraps(view)
    def find_version(
        request: HttpRequest,
        body: str = "",
        edition: str = "",
        number: int | None = None,
        key: str = "",
        **kwargs: object,
    ) -> HttpResponseBase:
        if key:
            return _preview(request, key, view, kwargs)
        found = (body, *year_and_kind(edition))
        version = published_version(*found) if number is None else numbered_version(*found, number)
        withdrawn = withdrawn_version(*found) if version is None and number is None else version
        if withdrawn is not None and withdrawn.status == Status.WITHDRAWN:
            return gone(request, withdrawn)
        if version is None:
            raise Http404
        version.pinned = number is not None
        response = view(request, version, **kwargs)
        if version.status != Status.PUBLISHED:
            response.headers["X-Robots-Tag"] = "noindex"  # search engines shall find the live version
        return response

    return find_version


def year_and_kind(segment: str) -> tuple[int, str]:
    """2025 or 2025-unit as year and kind of an edition."""
    year, _dash, suffix = segment.partition("-")
    return int(year), Edition.EditionKind.UNIT if suffix else Edition.EditionKind.DEPARTMENTAL


def gone(request: HttpRequest, version: EditionVersion) -> HttpResponseBase:
    """410 with the stated reason: of the whole edition, or of one version while another is live."""
    edition = version.edition
    alone = edition in editions_of(edition.body)
    sentence = _("%(edition)s 第 %(n)s 版已由发布单位撤回，不再提供网页、数据和原文件。")
    if not alone:
        sentence = _("%(edition)s已由发布单位撤回，不再提供网页、数据和原文件。")
    context = {
        "version": version,
        "edition": edition,
        "withdrawn": sentence % {"edition": edition, "n": version.number},
        "log": public_log(edition),
    }
    response = render(request, "410.html", context, status=410)
    # Browsers keep a 410 for ever unless told otherwise, but a withdrawal can be undone.
    response.headers["Cache-Control"] = "no-store"
    return response


def _preview(
    request: HttpRequest, key: str, view: VersionView, kwargs: dict[str, object]
) -> HttpResponseBase:
    """A draft's page; 404 for those who may not see it, whether or not the key exists."""
    if not access.is_signed_in(request.user):
        return redirect_to_login(request.get_full_path(), reverse("admin:login"))
    version = previewed_version(key)
    if version is None or not access.may_see_draft(request.user, version):
        raise Http404
    if version.status != Status.DRAFT:  # published meanwhile: redirect to this page of the edition
        return redirect(_page_in(request, version))
    response = view(request, version, **kwargs)
    response.headers["X-Robots-Tag"] = "noindex"
    response.headers["Cache-Control"] = "private, no-store"
    return response


def render_edition_page(
    request: HttpRequest, version: EditionVersion, template: str, context: Context
) -> HttpResponseBase:
    """Render a page inside the edition's frame: title, navigation, source, version and date."""
    edition = version.edition
    siblings = _siblings(request, edition)
    live_page = "" if version.status == Status.PUBLISHED else _live_page(request, edition)
    name = _page_name(request, version, context)
    frame = {
        "version": version,
        "edition": edition,
        "body": edition.body,
        "source": version.source,
        "siblings": siblings,
        "standing": standing(version, live_page),
        "crumbs": crumbs(
            version,
            on_overview=_here(request)[0] == "edition",
            has_page=version.status != Status.DRAFT or bool(siblings or live_page),
        ),
        "source_facts": facts_of(version),
        "cite_line": cited_page(request, version, name, context.get("cite_path", "")),
        "tabs": tab_links(request, version),
        "page_name": name,
    }
    return render(request, template, {**frame, **context})


_NAMES = {
    "projects": gettext_lazy("项目经费情况说明"),
    "versions": gettext_lazy("版本记录"),
    "checks": gettext_lazy("原文核对提示"),
}


def _page_name(request: HttpRequest, version: EditionVersion, context: Context) -> str:
    """What a citation calls the page: its own title, the number and name of a table, or the name of its kind."""
    if context.get("cite_title"):
        return str(context["cite_title"])
    table, record = context.get("table"), context.get("record")
    if table is not None:
        number = _("表%(n)s") % {"n": table.number}
        return f"{number} {title_of(record.title, table.title) if record else table.title}"
    here, _given = _here(request)
    if here == "tables":
        return tables_of_form(version.form)
    if here == "figures":
        return figures_of_form(version.form)
    return str(_NAMES.get(here, _("概览")))


@dataclass(frozen=True)
class Sibling:
    """A link to this page in an edition of another year or kind; `current` marks the edition shown."""

    year: int
    kind: str
    href: str
    current: bool

    @property
    def short(self) -> str:
        """The year, in words."""
        return _("%(year)s年") % {"year": self.year}

    @property
    def name(self) -> str:
        """What the edition is called, for those who do not see the kind in front of the years."""
        return words.year_and_kind(self.year, self.kind)

    @property
    def aria(self) -> SafeString:
        """The attribute that marks the edition shown."""
        return aria_current("true" if self.current else "")


def _siblings(request: HttpRequest, edition: Edition) -> list[tuple[str, list[Sibling]]]:
    """The body's editions by kind, earliest first; [] when this is the only one."""
    editions = editions_of(edition.body)
    if len(editions) < 2:
        return []
    return [
        (
            kind,
            [Sibling(other.year, kind, _same_page(request, other), other.pk == edition.pk) for other in own],
        )
        for kind, own in groupby(editions, key=lambda other: other.get_kind_display())
    ]


def _here(request: HttpRequest) -> tuple[str, dict[str, str]]:
    """The URL name of this page and its arguments besides those for the edition."""
    match = request.resolver_match
    name = match.url_name if match else ""
    given = {k: v for k, v in (match.kwargs if match else {}).items() if k not in OF_EDITION}
    return ("edition", {}) if name in ("", "home", None) else (name, given)


def _same_page(request: HttpRequest, other: Edition) -> str:
    """This page of another edition; for one project the list of projects, as its name may be another."""
    name, given = _here(request)
    if name == "statement":
        name, given = "projects", {}
    return reverse(f"budgets:{name}", kwargs={**given, "body": other.body.slug, "edition": other.segment})


def _page_in(request: HttpRequest, version: EditionVersion) -> str:
    """This page of that version."""
    name, given = _here(request)
    return version.page(name, **given)


def _live_page(request: HttpRequest, edition: Edition) -> str:
    """This page of the live version; "" when the edition has none."""
    return _same_page(request, edition) if edition in editions_of(edition.body) else ""
