"""原文核对提示: what the checks found, as a page and as files."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from budgets.form.counted import Counted
from budgets.form.references import Reference
from budgets.form.tables import BudgetForm
from budgets.form.terms import CheckKind, Verdict
from budgets.kept.public import public
from budgets.listing.paging import LISTING_NAMES, Choice, Listing, tidy_address
from budgets.models import CheckResult, EditionVersion
from budgets.models.lines import row_anchor
from budgets.pages.checks.columns import check_definition, check_sheet
from budgets.pages.checks.filters import CheckFilterSet
from budgets.pages.checks.marks import CHECKS_OF_A_PAGE
from budgets.pages.checks.quotations import Quotation, quotation_of, quoted_whole
from budgets.pages.checks.read import FINE, checks_of, coverage, rows_of_figures
from budgets.pages.downloads import FILE_NAMES, offered, send
from budgets.pages.edition_page import of_version, render_edition_page
from budgets.pages.unread.read import page_of
from budgets.words import check_list as words
from budgets.words.checks import (
    QUESTIONS,
    StoredPlace,
    difference_text,
    importance,
    lacks_what_was_not_read,
    nothing_there,
    percents_text,
    place_text,
    side_text,
    sides_text,
    undecided,
)
from budgets.words.days import said_day
from budgets.words.findings import statement_name
from budgets.words.unread import not_recorded_on

ROWS = CHECKS_OF_A_PAGE
DIFFERS = Verdict.DIFFERS.word
QUOTED_PLACES = 4


@dataclass(frozen=True)
class ShownPlace:
    """One place that a check compared, in words, with links to the row where it is shown and to the document."""

    words: str
    href: str
    source: str

    @property
    def shown(self) -> SafeString:
        """The place as markup."""
        return words.place(self.words, self.href, self.source)


@dataclass(frozen=True)
class Addresses:
    """Addresses of what checks compared: rows on the tables' pages, and places on the page of the document."""

    form: BudgetForm
    source: str
    tables: Mapping[int, str]
    rows: Mapping[int, tuple[int, int, str]]  # table, line and side of each printed figure
    quotations: Mapping[Quotation | None, str]  # extended to whole clauses

    def in_source(self, place: StoredPlace, reference: Reference | None) -> str:
        """The address of the figure's cell in the document, else of its line or page; "" where unknown."""
        if isinstance(reference, int):
            return f"{self.source}?figure={reference}#marked"
        if place.get("line") and not place.get("page"):
            return f"{self.source}?line={place['line']}#L{place['line']}"
        return f"{self.source}?page={place['page']}" if place.get("page") else ""

    def in_table(self, place: StoredPlace, reference: Reference | None) -> str:
        """The row on its table's page; the table where the row prints nothing; "" outside the tables."""
        table = self.tables.get(place.get("table") or 0, "")
        if isinstance(reference, int):
            _number, line, side = self.rows[reference]
            return f"{table}#{row_anchor(line, side)}"
        if reference is not None and reference[0] in ("cell", "name"):
            number, line = int(str(reference[1])), int(str(reference[2]))
            side = self.form.by_number[number].side_of(str(reference[3])) if reference[3:] else ""
            return f"{table}#{row_anchor(line, side)}" if (number, line, side) in self._printed else table
        return table

    @cached_property
    def _printed(self) -> Set[tuple[int, int, str]]:
        """The lines that print a figure: only these have a row of their own to lead to."""
        return set(self.rows.values())


AnnotatedCheck = (
    Any  # a CheckResult with the explanation that the query adds, which no type of Django's can say
)


@dataclass(frozen=True)
class ShownCheck:
    """One check as the page prints it: what was compared in words, and the difference with its unit."""

    result: AnnotatedCheck
    title: str
    sides: str
    left: str
    difference: str
    places: tuple[ShownPlace, ...]
    why: str | Promise = ""  # the reason, where it could not be decided
    folds: tuple["Following", ...] = ()

    @property
    def amount(self) -> str:
        """The difference, else what both sides are, with its unit; "" for a check of words."""
        unit = _(self.result.unit) if self.result.unit else ""
        return self.difference or (f"{self.left} {unit}" if self.left else "")

    @property
    def notes(self) -> list[str]:
        """What is said below: both sides, but for checks that agree, and why it could not be decided."""
        sides = self.sides if self.result.verdict != FINE else ""
        return [*([sides] if sides else []), *([words.reason(self.why)] if self.why else [])]

    @property
    def explained_on(self) -> str:
        """The day of the body's explanation."""
        return said_day(self.result.explained_at)

    @property
    def summary(self) -> str:
        """What stands at the places while they are folded."""
        return words.places(len(self.places))

    @property
    def quoted(self) -> bool:
        """Whether its places are shown unfolded: for differences, as far as the quotations are short."""
        return self.result.verdict == DIFFERS and len(self.places) <= QUOTED_PLACES


@dataclass(frozen=True)
class Following:
    """What follows from a finding, folded."""

    checks: tuple[ShownCheck, ...]

    @property
    def summary(self) -> str:
        """What stands at it while it is folded."""
        return words.following(len(self.checks))


@dataclass(frozen=True)
class KindGroup:
    """Checks of one kind under one verdict, with what that kind of check asks."""

    question: str | Promise
    checks: tuple[ShownCheck, ...]


@dataclass(frozen=True)
class VerdictGroup:
    """Checks of one verdict, by kind."""

    verdict: str
    label: str
    kinds: tuple[KindGroup, ...]
    of_page: bool = False  # whether the list has more pages
    open: bool = False  # whether checks that agree are unfolded

    @property
    def heading(self) -> SafeString:
        """The verdict and how many checks have it."""
        return words.heading(self.verdict, self.label, self.count, of_page=self.of_page)

    @property
    def summary(self) -> str:
        """What stands at the checks while they are folded."""
        return words.summary(self.label, self.count)

    @property
    def state(self) -> SafeString:
        """The attribute of the folded checks that opens them."""
        return SafeString(" open" if self.open else "")

    @property
    def count(self) -> int:
        """How many checks of the group are on this page of the list."""
        return sum(len(kind.checks) for kind in self.kinds)

    @property
    def folded(self) -> bool:
        """Whether the group is folded: checks that agree are shown only after a click."""
        return self.verdict == FINE


@public(*CheckFilterSet.base_filters, *LISTING_NAMES)
@require_safe
@of_version
def check_list(request: HttpRequest, version: EditionVersion) -> HttpResponseBase:
    """How much was checked, then what does not agree, then what does."""
    filters = CheckFilterSet(version, request.GET)
    if tidy := tidy_address(request, filters):
        return redirect(tidy)
    listing = Listing(request, filters, per_page=ROWS)
    kinds = filters.filters["kind"].extra["counts"]
    covered = coverage(version, filters.counted)
    agreeing = listing.filters.active.get("verdict") in (FINE, Verdict.EQUAL.value)
    context = {
        "listing": listing,
        "groups": [
            replace(group, of_page=bool(listing.next or listing.previous), open=agreeing)
            for group in _groups(version, listing.rows, agreeing)
        ],
        "covered": words.covered(
            version.form.words,
            figures=covered.figures,
            checked=covered.checked_figures,
            agreeing=covered.agreeing_figures,
            checks=covered.counted,
            further=covered.further,
            lacking=bool(version.unread_count),
        ),
        "not_recorded": not_recorded_on(page_of(version)) if version.unread_count is None else "",
        "counted": words.counted(listing.count, filtered=listing.filters.is_filtered),
        "none_found": "" if listing.filters.problems else _("没有符合条件的核对。"),
        "verdicts": _verdict_links(listing, covered.counted),
        "not_made": words.not_made([_(kind.value) for kind in CheckKind if kind.word not in kinds]),
        "agreeing_page": "" if agreeing else listing.link(verdict=FINE),
        "downloads": [offered(version, "checks", listing, check_definition().fields)],
    }
    return render_edition_page(request, version, "checks/checks.html", context)


@public(*CheckFilterSet.base_filters, *FILE_NAMES)
@require_safe
@of_version
def checks_file(request: HttpRequest, version: EditionVersion, suffix: str) -> HttpResponseBase:
    """The checks that the query string asks for, as a file."""
    filters = CheckFilterSet(version, request.GET)
    rows = filters.qs
    page = version.page("checks")
    return send(request, check_sheet(version, rows), suffix, page, filtered=filters.is_filtered)


def _verdict_links(listing: Listing, checks: Counted) -> list[Choice]:
    """A link for each verdict that occurs, worst first, with its number of causes in the whole edition."""
    now = listing.filters.active.get("verdict", "")
    whole = sum(checks.verdicts.values())
    links = [Choice(_("全部 %(n)s") % {"n": whole}, listing.link(verdict=""), not now)]
    for word, count in checks.verdicts.items():
        if count:
            label = f"{_(Verdict.of(word).value)} {count}"
            links.append(Choice(label, listing.link(verdict=word), now in (word, Verdict.of(word).value)))
    return links


def _groups(version: EditionVersion, results: Iterable[CheckResult], agreeing: bool) -> list[VerdictGroup]:
    """The checks of one page of the list, worst first, under the question that each kind asks.

    Checks that agree have their places only if `agreeing`: beside findings these would be most of the page.
    """
    results = list(results)
    following = _following(version, results)
    own = [*results, *(each for several in following.values() for each in several)]
    addresses = Addresses(
        version.form,
        version.page("source"),
        {number: version.page("table", table=table.slug) for number, table in version.form.by_number.items()},
        rows_of_figures(version),
        quoted_whole([result for result in own if result.verdict != FINE]),
    )
    by_verdict = groupby(results, key=lambda result: result.verdict)
    groups = []
    for verdict, same in by_verdict:
        ranked = _ranked(list(same))
        kinds = tuple(
            KindGroup(
                QUESTIONS[kind],
                tuple(
                    _shown(result, addresses, agreeing or verdict != FINE, following.get(result.position, ()))
                    for result in members
                ),
            )
            for kind, members in groupby(ranked, key=lambda result: result.kind)
        )
        groups.append(VerdictGroup(verdict, _(Verdict.of(verdict).value), kinds))
    return groups


def _following(
    version: EditionVersion, results: Iterable[CheckResult]
) -> Mapping[int, tuple[CheckResult, ...]]:
    """By the position of each cause among these, what follows from it; one query."""
    causes = [result.position for result in results if result.verdict != FINE]
    found = checks_of(version).filter(cause__in=causes) if causes else ()
    by_cause: dict[int, list[CheckResult]] = defaultdict(list)
    for result in found:
        by_cause[result.cause].append(result)
    return {cause: tuple(several) for cause, several in by_cause.items()}


def _ranked(results: Sequence[CheckResult]) -> list[CheckResult]:
    """Checks of one verdict by kind; differences in money first, among the kinds and within each."""
    order = list(QUESTIONS)
    if results[0].verdict != DIFFERS:
        return sorted(results, key=lambda result: order.index(result.kind))
    first = {
        kind: min(importance(r) for r in results if r.kind == kind) for kind in {r.kind for r in results}
    }
    return sorted(results, key=lambda r: (first[r.kind], order.index(r.kind), importance(r)))


def _shown(
    result: CheckResult, addresses: Addresses, with_places: bool, following: Iterable[CheckResult] = ()
) -> ShownCheck:
    # Places that an earlier version of the site kept in words have no references.
    references = result.references or [None] * len(result.places)
    places = tuple(
        ShownPlace(
            _place_words(result, place, reference, addresses.quotations),
            addresses.in_table(place, reference),
            addresses.in_source(place, reference),
        )
        for place, reference in zip(result.places if with_places else (), references, strict=False)
    )
    consequences = tuple(_shown(each, addresses, with_places) for each in following)
    # A sum that was not made has no sides: what is said in their place is the cause, which the title may have named.
    named = result.verdict == Verdict.UNKNOWN.word and lacks_what_was_not_read(result)
    return ShownCheck(
        result,
        result.title,
        "" if named else percents_text(result) or sides_text(result),
        side_text(result.left),
        difference_text(result),
        places,
        undecided(result),
        (Following(consequences),) if consequences else (),
    )


def _place_words(
    result: CheckResult,
    place: StoredPlace,
    reference: Reference | None,
    quotations: Mapping[Quotation | None, str],
) -> str:
    """A place in words; a blank cell is called 空白, quoted words are extended to whole clauses."""
    whole = quotations.get(quotation_of(place, reference))
    text = whole or place.get("text") or nothing_there(result, place)
    return place_text({**place, "row": statement_name(place.get("row") or ""), "text": text})
