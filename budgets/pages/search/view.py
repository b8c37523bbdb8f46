"""The search over all live editions: a page that works without scripts, and suggestions while typing."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from html import unescape
from urllib.parse import urlencode

from django.core.paginator import Page
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import strip_tags
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from budgets.exports.sheet import Reader, Row
from budgets.form.everyday import EverydayWord, everyday_word
from budgets.kept.public import public
from budgets.listing.paging import RESULTS, Choice, page_of, turns_of
from budgets.models import SearchKind
from budgets.pages.checks.marks import CHECKS_OF_A_PAGE
from budgets.pages.checks.read import findings_at
from budgets.pages.downloads import FILE_NAMES, Download, offered_at, send
from budgets.pages.search.columns import hits_definition, hits_sheet
from budgets.pages.search.form import SearchForm
from budgets.pages.search.hits import ShownHit, shown_hit
from budgets.pages.tables.read import ROWS_OF_A_TABLE
from budgets.search.asking import Asked, understand
from budgets.search.finding import AT_A_GLANCE, Found, KindOfHits, rows, search, suggestions
from budgets.words import search as words
from budgets.words.lists import rows_to_download
from budgets.words.money import in_english
from budgets.words.official import marked
from budgets.words.sentences import listed_apart_plainly

OF_A_KIND, OF_THE_FIRST_KIND = 5, 10  # hits shown of each kind while all kinds are shown
OF_A_PAGE = 50
ROWS_OF = {"table": ROWS_OF_A_TABLE, "checks": CHECKS_OF_A_PAGE}
SUGGESTED_FOR = 60  # seconds that a browser may keep suggestions
NAMES = ("q", "kind", "body", "year", "min", "max", "range_unit", "page")  # in the query string


@dataclass(frozen=True)
class HitGroup:
    """Hits of one kind; `href` leads to all of them, "" when all are shown; `alone` where no other kind is shown."""

    kind: KindOfHits
    hits: tuple[ShownHit, ...]
    href: str = ""
    alone: bool = False

    @property
    def counted(self) -> SafeString:
        """How many there are."""
        return words.found_of_kind(self.kind.count, more=self.kind.more, alone=self.alone)

    @property
    def label(self) -> str:
        """What the kind is called."""
        return str(self.kind.kind.label)

    @property
    def name(self) -> str:
        """The kind's word in addresses."""
        return self.kind.kind.word


@public(*NAMES)
@require_safe
def search_page(request: HttpRequest) -> HttpResponse:
    """The form, and the hits: the best ones of every kind, or those of one kind page by page."""
    asked = understand(request.GET.get("q", ""))
    form = SearchForm(request.GET)
    valid = form.is_valid()
    found = search(asked, form.limits, AT_A_GLANCE) if valid else Found(asked)
    kinds = _kind_links(request, found, form.kind)
    if form.kind is not None:
        found = search(asked, replace(form.limits, kinds=frozenset([form.kind])))
    page = _page(found, request.GET.get("page", "")) if form.kind is not None and found.kinds else None
    reset = f"{request.path}?{urlencode({'q': asked.text})}"
    everyday = everyday_word(asked.text) if valid and asked else None
    downloads = _downloads(request, found, form.kind)
    problems = [marked(problem) for problem in form.problems]
    context = {
        "form": form,
        "asked": asked,
        "page_title": words.page_title(asked.text),
        "counted": ""
        if everyday and not found.count
        else words.found(asked.text, found.count, more=found.more),
        "problems": [*problems, words.nothing_listed(reset)] if problems else [],
        "notices": _notices(asked, narrowed=form.narrows, valid=not problems),
        "notes": _notes(found, everyday),
        "nothing": words.try_else(reset if form.narrows else "") if not (found.count or everyday) else "",
        "groups": _said([_page_of_kind(found, page)] if page else _groups(request, found)),
        "kinds": kinds,
        "listing": {"turns": _turns(request, page)},
        "reset": reset,
        "narrowed": form.narrows,
        "downloads": downloads,
        "without_files": words.choose_a_kind() if found.more and not downloads else "",
    }
    return render(request, "search/search.html", context)


@public(*NAMES, *FILE_NAMES)
@require_safe
def search_file(request: HttpRequest, suffix: str) -> HttpResponseBase:
    """The hits as a file in the order of the page, each with its address."""
    asked, form = understand(request.GET.get("q", "")), SearchForm(request.GET)
    found = Found(asked)
    if form.is_valid():  # a value that is not understood finds nothing, as on the page
        limits = form.limits if form.kind is None else replace(form.limits, kinds=frozenset([form.kind]))
        found = search(asked, limits)

    def read() -> Iterator[Row]:
        return (_row(request, shown_hit(hit, found)) for hit in rows(found))

    return send(request, hits_sheet(Reader(lambda: found.count, read)), suffix, reverse("budgets:search"))


def _row(request: HttpRequest, shown: ShownHit) -> Row:
    entry, edition = shown.hit.entry, shown.hit.version.edition
    cells = listed_apart_plainly(
        f"{cell.column} {cell.figure.printed} {cell.figure.unit}" for cell in shown.cells
    )
    return (
        str(SearchKind(entry.kind).label),
        entry.title,
        entry.code,
        entry.table_number,
        edition.body.name,
        edition.year,
        edition.form_kind.value,
        cells,
        unescape(strip_tags(shown.words)),  # without the page's markup
        request.build_absolute_uri(shown.href),
    )


@public("q")
@require_safe
def suggest(request: HttpRequest) -> HttpResponse:
    """Titles that contain what was typed so far, as {"suggestions": […]}."""
    titles = suggestions(understand(request.GET.get("q", "")))
    response = JsonResponse({"suggestions": titles}, json_dumps_params={"ensure_ascii": False})
    response.headers["Cache-Control"] = f"max-age={SUGGESTED_FOR}"
    response.headers["X-Robots-Tag"] = "noindex"
    return response


# ---- what is shown -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Notice:
    """A sentence beside the results; one that stands for them is read aloud, which `role` says."""

    words: SafeString
    role: str = ""


STATUS = SafeString(' role="status"')


def _notices(asked: Asked, *, narrowed: bool, valid: bool) -> list[Notice]:
    """What is to be said of the words that were asked for."""
    notices = [Notice(words.too_long())] if asked.cut else []
    if valid and not asked and asked.text:
        notices.append(Notice(words.no_characters()))
    elif valid and not asked and narrowed:
        notices.append(Notice(words.only_conditions(), STATUS))
    return notices


def _notes(found: Found, everyday: EverydayWord | None) -> list[Notice]:
    """What is to be said of the hits: that texts were cut, and the official codes of an everyday word."""
    notes = [Notice(words.not_read_to_the_end())] if found.is_cut else []
    if everyday:
        at = reverse("budgets:search")
        codes = [(code.code, code.name, f"{at}?q={code.code}{RESULTS}") for code in everyday.codes]
        named = words.everyday(found.asked.text, codes)
        notes.append(Notice(named) if found.count else Notice(named, STATUS))
    return notes


def _turns(request: HttpRequest, page: Page | None) -> SafeString:
    if page is None or not page.has_other_pages():
        return SafeString("")
    before = _link(request, page=str(page.number - 1)) if page.has_previous() else ""
    return turns_of(page, before, _link(request, page=str(page.number + 1)) if page.has_next() else "")


def _groups(request: HttpRequest, found: Found) -> list[HitGroup]:
    groups = []
    shown = [kind.ids[: OF_A_KIND if place else OF_THE_FIRST_KIND] for place, kind in enumerate(found.kinds)]
    hits = {hit.entry.pk: hit for hit in found.hits([number for ids in shown for number in ids])}
    for kind, ids in zip(found.kinds, shown, strict=True):
        own = tuple(shown_hit(hits[number], found) for number in ids if number in hits)
        more = kind.count > len(ids)
        groups.append(HitGroup(kind, own, _link(request, kind=kind.kind.word, page="") if more else ""))
    return groups


def _page_of_kind(found: Found, page: Page) -> HitGroup:
    hits = found.hits(list(page.object_list))
    return HitGroup(found.kinds[0], tuple(shown_hit(hit, found) for hit in hits), alone=True)


def _said(groups: list[HitGroup]) -> list[HitGroup]:
    """The groups with the titles of findings in English on an English page; one query where there are any."""
    entries = [shown.hit.entry for group in groups for shown in group.hits if in_english()]
    places = {
        e.pk: (e.version_id, int(e.fragment.removeprefix("check-")))
        for e in entries
        if e.kind == SearchKind.FINDING
    }
    results = findings_at(places.values())
    said = {key: results[place].title for key, place in places.items() if place in results}
    return [
        replace(
            group, hits=tuple(replace(shown, said=said.get(shown.hit.entry.pk, "")) for shown in group.hits)
        )
        for group in groups
    ]


def _page(found: Found, asked: str) -> Page:
    """The page with that number, at most eight digits; the first for anything else, the last beyond the end."""
    is_number = asked.isascii() and asked.isdigit() and len(asked) < 9
    return page_of(found.ids, OF_A_PAGE, asked if is_number else 1)


def _kind_links(request: HttpRequest, found: Found, now: SearchKind | None) -> list[Choice]:
    """Links to the kinds that were found, with their numbers; none where there is nothing to choose."""
    if len(found.kinds) < 2 and now is None:
        return []
    links = [Choice(_("全部种类"), _link(request, kind="", page=""), now is None)]
    for kind in found.kinds:
        label = f"{kind.kind.label} {kind.count}{'+' if kind.more else ''}"
        links.append(Choice(label, _link(request, kind=kind.kind.word, page=""), now == kind.kind))
    return links


def _downloads(request: HttpRequest, found: Found, kind: SearchKind | None) -> list[Download]:
    """The files of the hits; none while all kinds are shown and some are cut to their best hits."""
    if not found.count or (found.more and kind is None):
        return []
    asked = _plain({name: request.GET.get(name, "") for name in NAMES if name != "page"})
    fields = hits_definition().fields
    counted = rows_to_download(found.count, filtered=False, cut=found.more)
    return [
        offered_at(lambda suffix: reverse(f"budgets:search-{suffix}"), asked, fields, found.count, counted)
    ]


def _plain(query: Mapping[str, str]) -> dict[str, str]:
    """The query without blank values and characters that no address can hold."""
    return {name: value.encode("utf-8", "ignore").decode() for name, value in query.items() if value}


def _link(request: HttpRequest, **changes: str) -> str:
    """The address of this search with some values changed; "" removes one."""
    query = {name: request.GET.get(name, "") for name in NAMES} | changes
    if query["page"] == "1":
        query["page"] = ""
    if not (query["min"] or query["max"]):
        query["range_unit"] = ""
    return f"{reverse('budgets:search')}?{urlencode(_plain(query))}"
