"""The frame around the pages of an edition: where one is, which version it is, its source, and how to cite it."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from budgets.models import EditionVersion
from budgets.pages import Context
from budgets.words import editions as words
from budgets.words.days import said_day
from budgets.words.official import marked, with_gloss
from budgets.words.sentences import filled, linked, paragraph, side_by_side
from budgets.words.unread import on_every_page

Status = EditionVersion.Status
DIGEST_SHOWN = 12  # characters of a SHA-256 that tell two files apart; the whole is one touch away


@dataclass(frozen=True)
class Notice:
    """A sentence above a page, and how it looks."""

    css: str
    words: SafeString


@dataclass(frozen=True)
class Fact:
    """One thing to know about the source: what it is called and what it is; `css` is "" or how it looks."""

    label: str
    words: SafeString
    css: str = ""


def log_of(version: EditionVersion) -> str:
    """The address of the history of an edition's versions."""
    edition = version.edition
    return reverse("budgets:versions", args=[edition.body.slug, edition.segment])


def standing(version: EditionVersion, live_page: str) -> list[Notice]:
    """What has to be known of the version before its page is read; [] where nothing needs saying."""
    unread = version.unread_count or 0
    gaps = [Notice("notice standing", on_every_page(unread, version.page("unread")))] if unread else []
    return [*_in_force(version, live_page), *gaps]


def _in_force(version: EditionVersion, live_page: str) -> list[Notice]:
    """That a page shows a draft, a version no longer in force, or a correction."""
    if version.status == Status.DRAFT:
        return [Notice("notice standing", words.draft(reverse("desk:draft", args=[version.pk])))]
    if version.status == Status.SUPERSEDED:
        return [Notice("notice standing", words.superseded(version.number, live_page, log_of(version)))]
    number = version.number or 0
    if version.status == Status.PUBLISHED and number > 1 and not version.pinned:
        return [Notice("standing muted", words.corrected(number, log_of(version)))]
    return []


def crumbs(version: EditionVersion, *, on_overview: bool, has_page: bool) -> list[SafeString]:
    """The way from the home page: the body, which has a page once anything of it is public, and the edition."""
    edition = version.edition
    body = with_gloss(edition.body.name)
    named = SafeString(words.year_and_kind(edition.year, edition.get_kind_display()))
    steps = [
        (body, reverse("budgets:body", args=[edition.body.slug]) if has_page else ""),
        (named, "" if on_overview else version.page("edition")),
    ]
    return [
        linked(step, address) if address else format_html("<span>{}</span>", step) for step, address in steps
    ]


def digest(sha256: str, *, shown: int = DIGEST_SHOWN, title: str = "") -> SafeString:
    """The beginning of a SHA-256, with the whole behind it."""
    return format_html('<abbr class="digest" title="{}{}">{}…</abbr>', title, sha256, sha256[:shown])


def facts_of(version: EditionVersion) -> list[Fact]:
    """Where the page's figures are from: document, file, digest, version, and the days that the body stated."""
    days = ((_("批复日期"), version.approved_on), (_("公开日期"), version.disclosed_on))
    links = (
        marked(version.filename),
        linked(SafeString(_("看原文")), version.page("source")),
        format_html('<a href="{}" download>{}</a>', version.page("source-original"), _("下载原文件")),
    )
    return [
        Fact(pgettext("文件", "原文"), words.title_and_body(version.title, version.edition.body.name)),
        Fact(_("来源文件"), side_by_side(links), "break"),
        Fact("SHA-256", digest(version.source.sha256)),
        Fact(_("版本"), words.loaded_version(version.number, version.published_at, log_of(version))),
        *(Fact(label, SafeString(said_day(day))) for label, day in days if day),
    ]


def page_address(request: HttpRequest, path: str = "") -> SafeString:
    """The whole address of this page, or of that path of the site, with the query string."""
    query = request.META.get("QUERY_STRING", "")
    site = f"{request.scheme}://{request.get_host()}"
    return format_html("{}{}{}", site, marked(path or request.path), f"?{query}" if query else "")


def cited_page(request: HttpRequest, version: EditionVersion, page: str, path: str = "") -> SafeString:
    """How to cite this page; `page` is what it is called, `path` its address where it is not the one asked for."""
    cited = words.cited_version(version.number, version.published_at)
    body = version.edition.body.name
    return words.cited_page(body, version.title, page, cited, page_address(request, path))


def foot_of_editions(request: HttpRequest, versions: Iterable[EditionVersion]) -> Context:
    """The foot of a page that shows several editions: each with its version, and how to cite the page."""
    versions = list(versions)
    cited = [(v.edition.body.name, v.title, words.cited_version(v.number, v.published_at)) for v in versions]
    return {
        "cited": [_cited(version) for version in versions],
        "cite_line": words.cited_editions(cited, page_address(request)),
    }


def _cited(version: EditionVersion) -> SafeString:
    edition = version.edition
    shown = words.shown_edition(
        marked(edition.body.name),
        words.year_and_kind(edition.year, edition.get_kind_display()),
        version.page("edition"),
        words.cited_version(version.number, version.published_at),
        log_of(version),
    )
    unread = version.unread_count or 0
    if not unread:
        return shown
    return paragraph(filled(_("%(said)s。"), said=shown), on_every_page(unread, version.page("unread")))
