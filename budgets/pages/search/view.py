"""The search over all live editions: a page that works without scripts, and suggestions while typing."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from html import unescape
from urllib.parse import urlencode

from django.core.paginator import Page
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html, format_html_join, strip_tags
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from budgets.exports.sheet import Reader, Row
from budgets.form.everyday import everyday_word
from budgets.form.tables import BY_NUMBER
from budgets.listing.paging import Choice, page_of
from budgets.models import Figure, Placed, SearchKind
from budgets.pages.checks.marks import CHECKS_OF_A_PAGE
from budgets.pages.checks.read import findings_at
from budgets.pages.downloads import Download, offered_at, send
from budgets.pages.figures.read import column_title
from budgets.pages.search.columns import hits_definition, hits_sheet
from budgets.pages.search.form import SearchForm
from budgets.pages.tables.read import ROWS_OF_A_TABLE
from budgets.search.asking import understand
from budgets.search.finding import AT_A_GLANCE, Found, Hit, KindOfHits, rows, search, suggestions
from budgets.search.highlight import TextPiece, excerpt, is_in, pieces
from budgets.words.lists import rows_to_download
from budgets.words.money import in_english

OF_A_KIND, OF_THE_FIRST_KIND = 5, 10  # hits shown of each kind while all kinds are shown
OF_A_PAGE = 50
ROWS_OF = {"table": ROWS_OF_A_TABLE, "checks": CHECKS_OF_A_PAGE}
SUGGESTED_FOR = 60  # seconds that a browser may keep suggestions


@dataclass(frozen=True)
class ShownCell:
    """One printed amount of a line: its column, the digits, and where exactly it is printed."""

    column: str
    figure: Figure
    href: str


@dataclass(frozen=True)
class ShownHit:
    """One hit as the page prints it."""

    hit: Hit
    href: str
    title: SafeString
    where: str  # the official table, the section, the part: in words
    words: SafeString
    cells: tuple[ShownCell, ...] = ()
    row: str = ""  # the address of the table's line, when `href` leads to a cell
    place: Placed | None = None
    said: str = ""  # shown instead of the Chinese title


@dataclass(frozen=True)
class HitGroup:
    """Hits of one kind; `href` leads to all of them, "" when all are shown."""

    kind: KindOfHits
    hits: tuple[ShownHit, ...]
    href: str = ""

    @property
    def label(self) -> str:
        """What the kind is called."""
        return str(self.kind.kind.label)

    @property
    def name(self) -> str:
        """The kind's word in addresses."""
        return self.kind.kind.word


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
    context = {
        "form": form,
        "asked": asked,
        "found": found,
        "problems": form.problems,
        "everyday": everyday_word(asked.text) if valid and asked else None,
        "groups": _said([_page_of_kind(found, page)] if page else _groups(request, found)),
        "kinds": kinds,
        "page": page,
        "previous": _link(request, page=str(page.number - 1)) if page and page.has_previous() else "",
        "next": _link(request, page=str(page.number + 1)) if page and page.has_next() else "",
        "reset": f"{request.path}?{urlencode({'q': asked.text})}",
        "narrowed": form.narrows,
        "downloads": _downloads(request, found, form.kind),
    }
    return render(request, "search/search.html", context)


@require_safe
def search_file(request: HttpRequest, suffix: str) -> HttpResponseBase:
    """The hits as a file in the order of the page, each with its address."""
    asked, form = understand(request.GET.get("q", "")), SearchForm(request.GET)
    found = Found(asked)
    if form.is_valid():  # a value that is not understood finds nothing, as on the page
        limits = form.limits if form.kind is None else replace(form.limits, kinds=frozenset([form.kind]))
        found = search(asked, limits)

    def read() -> Iterator[Row]:
        return (_row(request, _shown(hit, found)) for hit in rows(found))

    return send(request, hits_sheet(Reader(lambda: found.count, read)), suffix, reverse("budgets:search"))


def _row(request: HttpRequest, shown: ShownHit) -> Row:
    entry, edition = shown.hit.entry, shown.hit.version.edition
    cells = _("；").join(f"{cell.column} {cell.figure.printed} {cell.figure.unit}" for cell in shown.cells)
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


@require_safe
def suggest(request: HttpRequest) -> HttpResponse:
    """Titles that contain what was typed so far, as {"suggestions": […]}."""
    titles = suggestions(understand(request.GET.get("q", "")))
    response = JsonResponse({"suggestions": titles}, json_dumps_params={"ensure_ascii": False})
    response.headers["Cache-Control"] = f"max-age={SUGGESTED_FOR}"
    response.headers["X-Robots-Tag"] = "noindex"
    return response


# ---- what is shown -----------------------------------------------------------------------------------


def _groups(request: HttpRequest, found: Found) -> list[HitGroup]:
    groups = []
    shown = [kind.ids[: OF_A_KIND if place else OF_THE_FIRST_KIND] for place, kind in enumerate(found.kinds)]
    hits = {hit.entry.pk: hit for hit in found.hits([number for ids in shown for number in ids])}
    for kind, ids in zip(found.kinds, shown, strict=True):
        own = tuple(_shown(hits[number], found) for number in ids if number in hits)
        more = kind.count > len(ids)
        groups.append(HitGroup(kind, own, _link(request, kind=kind.kind.word, page="") if more else ""))
    return groups


def _page_of_kind(found: Found, page: Page) -> HitGroup:
    hits = found.hits(list(page.object_list))
    return HitGroup(found.kinds[0], tuple(_shown(hit, found) for hit in hits))


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


NAMES = ("q", "kind", "body", "year", "min", "max", "range_unit", "page")


def _link(request: HttpRequest, **changes: str) -> str:
    """The address of this search with some values changed; "" removes one."""
    query = {name: request.GET.get(name, "") for name in NAMES} | changes
    if query["page"] == "1":
        query["page"] = ""
    if not (query["min"] or query["max"]):
        query["range_unit"] = ""
    return f"{reverse('budgets:search')}?{urlencode(_plain(query))}"


def _shown(hit: Hit, found: Found) -> ShownHit:
    entry, asked, amounts = hit.entry, found.asked, found.amounts
    address = address_of(hit)
    title = _html(pieces(entry.title, asked))
    if entry.kind == SearchKind.LINE:
        return _shown_line(hit, address, title)
    if entry.kind == SearchKind.STATEMENT:
        return _shown_statement(hit, found, address, title)
    where = "" if entry.kind in (SearchKind.EDITION, SearchKind.PASSAGE) else _where(hit)
    said = excerpt(entry.text, asked, amounts) if entry.text else []
    if entry.kind == SearchKind.FINDING and not any(piece.asked for piece in said):
        said = []  # the numbers that it quotes say nothing by themselves
    words = _html(said)
    return ShownHit(hit, address, title, where, words, place=entry)


def _where(hit: Hit) -> str:
    """The section or list that the hit is in; "" for other kinds."""
    return {
        SearchKind.UNIT: _("机构设置"),
        SearchKind.DEFINITION: _("名词解释"),
        SearchKind.FINDING: _("本站的核对"),
    }.get(SearchKind(hit.entry.kind), "")


def _shown_line(hit: Hit, row: str, title: SafeString) -> ShownHit:
    """A line with its amounts; the hit links to the amount that was asked for, if any."""
    entry = hit.entry
    source = hit.version.page("source")
    number = entry.table_number or 0
    cells = tuple(
        ShownCell(_(column_title(number, cell.figure.column)), cell.figure, source + cell.figure.in_source)
        for cell in hit.cells
        if cell.figure
    )
    if number == 9:  # each of its lines is a printed column
        cells = tuple(ShownCell(_("预算数"), cell.figure, cell.href) for cell in cells)
    table = BY_NUMBER[number]
    where = _("表%(n)s《%(title)s》") % {"n": number, "title": table.title}
    if cells:
        scopes = _("、").join(dict.fromkeys(_(cell.figure.scope) for cell in cells))
        where += " · " + _("资金口径：%(scope)s") % {"scope": scopes}
    href = cells[0].href if hit.meant else row
    return ShownHit(hit, href, title, where, SafeString(""), cells, row if hit.meant else "", entry)


def _shown_statement(hit: Hit, found: Found, address: str, title: SafeString) -> ShownHit:
    """A statement, linked to the part that contains most of what was asked for."""
    asked, amounts = found.asked, found.amounts
    counts = [is_in(part.text, asked, amounts) for part in hit.parts]
    most = max(counts, default=0)
    if not most:
        first = _html(excerpt(hit.parts[0].text, asked)) if hit.parts else SafeString("")
        return ShownHit(hit, address, title, "", first, place=hit.entry)
    part = hit.parts[counts.index(most)]
    if is_in(hit.entry.title, asked) < len(asked.words):
        address += f"#part-{part.key}"
    return ShownHit(hit, address, title, part.heading, _html(excerpt(part.text, asked, amounts)), place=part)


def address_of(hit: Hit) -> str:
    """The address of the page that shows the hit, with its place on the page."""
    entry = hit.entry
    own = {"table": {"table": entry.argument}, "statement": {"project": entry.argument}}.get(entry.page, {})
    query = [entry.query] if entry.query else []
    if entry.rank is not None and (page := entry.rank // ROWS_OF[entry.page] + 1) > 1:
        query.append(f"page={page}")
    address = hit.version.page(entry.page, **own)
    return (
        address + (f"?{'&'.join(query)}" if query else "") + (f"#{entry.fragment}" if entry.fragment else "")
    )


def _html(shown: Iterable[TextPiece]) -> SafeString:
    """The pieces as markup, with what was asked for in <mark>."""
    return format_html_join(
        "", "{}", ((format_html("<mark>{}</mark>", p.text) if p.asked else p.text,) for p in shown)
    )
