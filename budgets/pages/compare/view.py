"""Editions side by side: years of a body, or bodies of a year. The address holds the whole state."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from urllib.parse import urlencode

from django.core.paginator import Page
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from budgets.charts.base import Chart, undrawn
from budgets.form.tables import Form
from budgets.form.terms import Level
from budgets.kept.public import public
from budgets.listing.paging import Choice, page_of, turns_of
from budgets.models import EditionVersion, Figure
from budgets.pages import Context
from budgets.pages.compare.charts import compared_bars
from budgets.pages.compare.columns import ComparedWords, compared_definition, compared_sheet
from budgets.pages.compare.form import CONDITIONS, CompareForm
from budgets.pages.compare.read import (
    MOST_EDITIONS,
    ComparedLine,
    Comparison,
    compare,
    edition_versions,
    named_editions,
)
from budgets.pages.compare.table import compared_table, edition_label, line_note, scope_words
from budgets.pages.downloads import FILE_NAMES, Download, offered_at, send
from budgets.pages.edition_frame import foot_of_editions
from budgets.pages.embedding import framed, render_embedded
from budgets.pages.unread.read import page_of as what_was_not_read
from budgets.words import compare as words
from budgets.words.editions import year_and_kind
from budgets.words.lists import rows_to_download
from budgets.words.official import marked
from budgets.words.sentences import listed_plainly
from budgets.words.unread import InPart, not_added_over_years

OFFERED = 60  # editions to tick; a larger site is searched by name
FOUND = 12
ROWS = 200


@dataclass(frozen=True)
class Chosen:
    """An edition of the comparison, with the address of the comparison without it."""

    version: EditionVersion
    without: str

    @property
    def name(self) -> SafeString:
        """What it is called."""
        body = marked(self.version.edition.body.name)
        return format_html("{} {}", body, _year_and_kind(self.version))

    @property
    def removes(self) -> str:
        """What its link does."""
        edition = self.version.edition
        return words.removed(edition.body.name, edition.year)


def _asked(request: HttpRequest) -> tuple[list[EditionVersion], list[EditionVersion], list[str]]:
    """The editions that are compared, all that were found, and what was not found."""
    addresses = [part for value in request.GET.getlist("e") for part in value.split(",") if part]
    found, unknown = edition_versions(addresses[: MOST_EDITIONS * 2])
    return _ordered(found)[:MOST_EDITIONS], found, unknown


def _asked_comparison(request: HttpRequest) -> tuple[CompareForm, Comparison]:
    """What a file or a frame is asked for; 404 without two editions."""
    versions, _found, _unknown = _asked(request)
    if len(versions) < 2:
        raise Http404
    form = CompareForm(request.GET, versions)
    return form, compare(versions, form.table, form.field)


@public(*CONDITIONS, "e", *FILE_NAMES)
@require_safe
def compare_file(request: HttpRequest, suffix: str) -> HttpResponseBase:
    """The lines of a comparison as a file, in the order of its page; 404 without two editions."""
    form, comparison = _asked_comparison(request)
    versions, lines = comparison.versions, form.lines(comparison)
    editions = [edition_label(version, comparison) for version in versions]
    notes = [line_note(line, editions, comparison) for line in lines]
    sheet = compared_sheet(comparison, lines, ComparedWords(editions, notes))
    return send(request, sheet, suffix, reverse("budgets:compare"), filtered=form.narrows)


@public(*CONDITIONS, "e")
@framed
@require_safe
def compare_embed(request: HttpRequest) -> HttpResponseBase:
    """The chart of a comparison alone; 404 where there is nothing to draw."""
    form, comparison = _asked_comparison(request)
    chart, versions = _chart(comparison, form.lines(comparison), form), comparison.versions
    if chart is None:
        raise Http404
    bodies = dict.fromkeys(version.edition.body.name for version in versions)
    return render_embedded(request, chart, listed_plainly(bodies), _address(versions, form.active))


@public(*CONDITIONS, "e", "add", "page")
@require_safe
def compare_editions(request: HttpRequest) -> HttpResponseBase:
    """Choose editions, then see them line by line with what changed."""
    versions, found, unknown = _asked(request)
    asked = request.GET.get("add", "").strip()[:100].replace("\x00", "")
    matches = named_editions(asked, FOUND) if asked else []
    if len(matches) == 1 and matches[0] not in versions and len(versions) < MOST_EDITIONS:
        return redirect(_address(_ordered([*versions, matches[0]]), _rest(request)))
    form = CompareForm(request.GET, versions)
    context: Context = {
        "form": form,
        "chosen": _chosen(versions, form),
        "problems": [*_problems(unknown, found, asked, matches), *form.problems],
        "meant": words.meant(asked) if matches else "",
        "matches": [
            Choice(_full(v), _address(_ordered([*versions, v]), form.active), False) for v in matches
        ],
        "typed": "" if matches else asked,
        "offered": [] if versions else _offered(),
        "one_more": len(versions) == 1,
        "addresses": [_slug(version) for version in versions],
    }
    if len(versions) > 1:
        context |= _compared(request, versions, form)
    return render(request, "compare/compare.html", context)


def _rest(request: HttpRequest) -> list[tuple[str, str]]:
    """The query string without the editions and the words that were searched for."""
    pairs = [(name, value) for name in request.GET for value in request.GET.getlist(name)]
    return [(name, value) for name, value in pairs if name not in ("e", "add", "page") and value]


def _ordered(versions: Sequence[EditionVersion]) -> list[EditionVersion]:
    """Years of one body from the first to the last; bodies as they were chosen."""
    unique = list({version.pk: version for version in versions}.values())
    order = list(dict.fromkeys(version.edition.body_id for version in unique))
    return sorted(unique, key=lambda v: (order.index(v.edition.body_id), v.edition.year, v.edition.kind))


def _slug(version: EditionVersion) -> str:
    return f"{version.edition.body.slug}/{version.edition.segment}"


def _full(version: EditionVersion) -> str:
    return f"{version.edition.body.name} {_year_and_kind(version)}"


def _year_and_kind(version: EditionVersion) -> str:
    return year_and_kind(version.edition.year, version.edition.get_kind_display())


def _address(versions: Sequence[EditionVersion], more: Sequence[tuple[str, str]] = ()) -> str:
    pairs = [("e", _slug(version)) for version in versions] + list(more)
    return reverse("budgets:compare") + (f"?{urlencode(pairs, safe='/')}" if pairs else "")


def _chosen(versions: Sequence[EditionVersion], form: CompareForm) -> list[Chosen]:
    return [
        Chosen(version, _address([other for other in versions if other is not version], form.active))
        for version in versions
    ]


def _problems(
    unknown: Sequence[str], found: Sequence[EditionVersion], asked: str, matches: Sequence[EditionVersion]
) -> list[str]:
    said = [_("没有“%(value)s”这份预算，已略去。") % {"value": address[:40]} for address in unknown]
    if len(found) > MOST_EDITIONS:
        said.append(_("一次最多比较 %(n)s 份预算，其余的略去。") % {"n": MOST_EDITIONS})
    if asked and not matches:
        said.append(
            _("没有找到“%(words)s”：写单位名称里的字，可以加年度，例如“科学技术 2025”。")
            % {"words": asked[:40]}
        )
    return said


def _offered() -> list[tuple[str, str]]:
    """The editions to tick when nothing is chosen: address and name; none on a site with too many."""
    versions = named_editions("", OFFERED + 1)
    return [] if len(versions) > OFFERED else [(_slug(version), _full(version)) for version in versions]


# ---- the comparison itself -------------------------------------------------------------------------------


def _compared(request: HttpRequest, versions: Sequence[EditionVersion], form: CompareForm) -> Context:
    comparison = compare(versions, form.table, form.field)
    lines = form.lines(comparison)
    page = page_of(lines, ROWS, request.GET.get("page", ""))

    def link(**changes: str) -> str:
        state = {**dict(form.active), **changes}
        return _address(versions, [(name, value) for name, value in state.items() if value])

    def sort_link(name: str) -> tuple[str, str]:
        now = form.cleaned_data["sort"] if form.is_valid() else ""
        following = {f"-{name}": name, name: ""}.get(now, f"-{name}")
        return link(sort=following), {f"-{name}": "descending", name: "ascending"}.get(now, "")

    return {
        "comparison": comparison,
        **foot_of_editions(request, versions),
        "sentence": marked(_sentence(comparison)),
        "kinds_differ": words.kinds_differ() if comparison.kinds_differ else "",
        "note": words.note(coded=comparison.table.form is Form.CODED, in_part=_in_part(comparison)),
        "chart": _chart(comparison, lines, form),
        "table": compared_table(comparison, list(page.object_list), sort_link, _in_source),
        "count": len(lines),
        "counted": words.counted(len(lines), filtered=form.narrows),
        "listing": {"turns": _turns(page, link)},
        "reset": _address(versions) if form.active else "",
        "downloads": [_download(comparison, versions, form, len(lines))],
    }


def _in_part(comparison: Comparison, first: int = 0) -> list[InPart]:
    """The editions from that one on whose table was not read whole, each with the list of what was not."""
    versions = comparison.versions
    return [
        (edition_label(versions[n], comparison), what_was_not_read(versions[n]))
        for n in sorted(comparison.in_part)
        if n >= first
    ]


def _turns(page: Page, link: Callable[..., str]) -> SafeString:
    if not page.has_other_pages():
        return SafeString("")
    before = link(page=str(page.number - 1)) if page.has_previous() else ""
    return turns_of(page, before, link(page=str(page.number + 1)) if page.has_next() else "")


def _download(
    comparison: Comparison, versions: Sequence[EditionVersion], form: CompareForm, count: int
) -> Download:
    editions = [edition_label(version, comparison) for version in versions]
    kept = {"e": ",".join(map(_slug, versions)), **dict(form.active)}
    fields = compared_definition(comparison, editions).fields
    counted = rows_to_download(count, filtered=form.narrows)
    return offered_at(lambda suffix: reverse(f"budgets:compare-{suffix}"), kept, fields, count, counted)


def _in_source(version: EditionVersion, figure: Figure) -> str:
    return version.page("source") + figure.in_source


def _sentence(comparison: Comparison) -> str:
    """The totals of the last two editions; "" where one prints none."""
    totals = [line for line in comparison.lines if line.is_total and line.change is not None]
    if not totals:
        return ""
    line = totals[-1]
    was, now = (amount for amount in line.amounts[-2:])
    before, last = (edition_label(version, comparison) for version in comparison.versions[-2:])
    assert was is not None and now is not None
    share = line.change_share if comparison.same_body else None
    return words.changed(_whole(comparison, line), (before, was), (last, now), share)


def _whole(comparison: Comparison, line: ComparedLine) -> str:
    """The total's name with its column: 支出总计（预算数）, or 合计 alone where both have that name."""
    name, column = _(line.latest.name), _(comparison.field.title)
    return name if name == column else _("%(name)s（%(column)s）") % {"name": name, "column": column}


def _chart(comparison: Comparison, lines: Sequence[ComparedLine], form: CompareForm) -> Chart | None:
    """The lines of one level that differ most; lines of different levels contain one another.

    Not drawn where one of the last two editions was not read whole.
    """
    query = _address(comparison.versions, form.active).partition("?")[2]
    embed = f"{reverse('budgets:compare-embed')}?{query}"
    if not comparison.last_two_whole:
        why = not_added_over_years(_in_part(comparison, len(comparison.versions) - 2))
        return replace(undrawn("compared", _("相差最大的科目"), why), embed=embed)
    side = (
        "" if not comparison.field.sides else comparison.field.sides[-1].value
    )  # 支出 where both have the column
    own = [line for line in lines if line.latest.side == side]
    ranks = (Level.CLASS, Level.SECTION, Level.ITEM, Level.DETAIL)
    drawn = next((rank.value for rank in ranks if _differing(own, rank.value) > 1), "")
    if not drawn:
        return None
    editions = [edition_label(version, comparison) for version in comparison.versions]
    values = {"level": _(drawn), "last": editions[-1], "before": editions[-2]}
    sentence = _("%(last)s与%(before)s相差最大的几%(level)s；各级互相包含，图里只画一级。") % values
    same_level = [line for line in own if line.latest.level == drawn]
    owner = "-".join(_slug(version).replace("/", "-") for version in comparison.versions)
    scope = scope_words(comparison)
    chart = compared_bars(same_level, editions, sentence, scope, _chart_source(comparison), owner)
    return chart and replace(chart, embed=embed)


def _chart_source(comparison: Comparison) -> str:
    """The source by body, year, kind and table, because a saved picture is seen without the page."""
    named = [
        (body.name, [_year_and_kind(version) for version in versions])
        for body, versions in groupby(comparison.versions, key=lambda version: version.edition.body)
    ]
    return words.source(named, comparison.table.number, comparison.table.title)


def _differing(lines: Sequence[ComparedLine], level: str) -> int:
    return sum(line.latest.level == level and bool(line.change) for line in lines)
