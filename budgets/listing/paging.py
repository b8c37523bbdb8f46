"""What every list shares: the page and the unit of the query string, and links that keep the rest of it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from budgets.form.amounts import Unit
from budgets.listing.filter_set import StrictFilterSet
from budgets.listing.filters import WORD_COLUMNS, Rows
from budgets.words import lists as words
from budgets.words.money import unit_name
from budgets.words.official import marked

LARGEST_PAGE = 200  # rows, however many are asked for
PAGE_SIZES = (25, 50, 100, 200)
LISTING_NAMES = ("unit", "per_page", "page")  # what a list knows in the query string besides its filters


RESULTS = "#results"  # the place of the rows on a page with filters above them


def aria_current(value: str) -> SafeString:
    """The attribute that says that a link leads to what is shown: page, true; nothing for ""."""
    return format_html(' aria-current="{}"', value) if value else SafeString("")


@dataclass(frozen=True)
class Choice:
    """One of a few links in a row; `current` marks the one that is shown now."""

    label: str
    href: str
    current: bool

    @property
    def aria(self) -> SafeString:
        """The attribute that marks the one that is shown."""
        return aria_current("true" if self.current else "")


@dataclass(frozen=True)
class ShownCondition:
    """A condition in use: its words, the address of the list without it, and what that link does."""

    words: SafeString
    href: str
    removes: str


class Listing:
    """One list of a page: its filters, the page of rows that is shown, the unit, and every link around it."""

    def __init__(
        self, request: HttpRequest, filters: StrictFilterSet, *, unit: Unit = Unit.YUAN, per_page: int = 50
    ) -> None:
        self.path = request.path
        self.filters = filters
        self.problems = [*filters.problems, *filters.notes]
        self.default_unit = unit
        self.default_per_page = per_page
        self.unit = self._unit(request.GET.get("unit", ""))
        self.per_page = self._per_page(request.GET.get("per_page", ""))
        self.page = self._page(filters.listed, request.GET.get("page", ""))
        filters.shown_in(self.unit)

    # ---- reading the query string ----

    def _unit(self, asked: str) -> Unit:
        """The unit by its word in the address or its name; for anything else the default, noted as a problem."""
        for unit in Unit:
            if asked.strip() in (unit.word, unit.value):
                return unit
        if asked:
            self.problems.append(_("没有“%(value)s”这个单位，金额仍以%(unit)s列出。") % self._said(asked))
        return self.default_unit

    def _said(self, asked: str) -> dict[str, str]:
        return {"value": asked[:20], "unit": unit_name(self.default_unit)}

    def _per_page(self, asked: str) -> int:
        if not asked:
            return self.default_per_page
        if asked == "all":
            return LARGEST_PAGE
        number = _number(asked)
        if not number:
            self.problems.append(_("每页行数“%(value)s”看不懂，已按默认行数分页。") % {"value": asked[:20]})
            return self.default_per_page
        return min(number, LARGEST_PAGE)

    def _page(self, rows: Rows, asked: str) -> Page:
        """The page that was asked for; for an unknown page the nearest, noted as a problem."""
        number = _number(asked) if asked else 1
        page = page_of(rows, self.per_page, number or 1)
        if page.number != number:
            values = {"value": asked[:20], "shown": page.number}
            self.problems.append(_("没有第“%(value)s”页，列出的是第 %(shown)s 页。") % values)
        return page

    # ---- rows ----

    @cached_property
    def rows(self) -> Sequence[Any]:
        """The rows of this page."""
        return list(self.page.object_list)

    @property
    def count(self) -> int:
        """How many rows are listed on all pages."""
        return self.page.paginator.count

    @cached_property
    def file_rows(self) -> int:
        """How many rows a file of this list has: all that were asked for, also those that the page folds away."""
        folds = self.filters.listed is not self.filters.qs
        return self.filters.qs.count() if folds else self.count

    # ---- links ----

    @property
    def view_state(self) -> dict[str, str]:
        """The unit and page size that the reader chose, as names and values of the query string."""
        state = {}
        if self.unit is not self.default_unit:
            state["unit"] = self.unit.word
        if self.per_page != self.default_per_page:
            state["per_page"] = str(self.per_page)
        return state

    def link(self, **changes: str) -> str:
        """The address of this list with some values changed; "" removes one. Values not understood are dropped."""
        query = {**self.filters.active, **self.view_state, **changes}
        return self._address(self.path, query)

    def download_query(self) -> str:
        """The query string, with its question mark, for a file with these rows in this order; "" for the whole list."""
        return self._address("", self.filters.active)

    @staticmethod
    def _address(path: str, query: Mapping[str, str]) -> str:
        text = urlencode({name: value for name, value in query.items() if value})
        return f"{path}?{text}" if text else path

    def sort_link(self, name: str) -> tuple[str, str]:
        """A column heading's link to its next order, and how the column is sorted now.

        The first click sorts words forwards, amounts and days from the largest: what most readers want.
        """
        now = self.filters.sort
        first, second = (name, f"-{name}") if name in WORD_COLUMNS else (f"-{name}", name)
        following = {first: second, second: ""}.get(now, first)
        state = {f"-{name}": "descending", name: "ascending"}.get(now, "")
        return self.link(sort=following), state

    @property
    def units(self) -> list[Choice]:
        """Links to each unit: they change how amounts are written, never the rows, their order or the amounts."""
        return [
            Choice(
                _(unit.value),
                self.link(unit="" if unit is self.default_unit else unit.word, page=self._page_number),
                unit is self.unit,
            )
            for unit in Unit
        ]

    @property
    def sizes(self) -> SafeString:
        """The page sizes as a sentence of links; "" when all rows fit the smallest."""
        if self.count <= PAGE_SIZES[0]:
            return SafeString("")
        return words.page_sizes(self._size(size) for size in PAGE_SIZES)

    def _size(self, size: int) -> SafeString:
        if size == self.per_page:
            return format_html("<b>{}</b>", size)
        address = self.link(per_page="" if size == self.default_per_page else str(size))
        return format_html('<a href="{}{}">{}</a>', address, RESULTS, size)

    @property
    def turns(self) -> SafeString:
        """Which page is shown, with links to its neighbours; "" where there is nothing to choose."""
        if not (self.previous or self.next or self.count > PAGE_SIZES[0]):
            return SafeString("")
        return turns_of(self.page, self.previous, self.next)

    @property
    def _page_number(self) -> str:
        return str(self.page.number) if self.page.number > 1 else ""

    @property
    def previous(self) -> str:
        """The address of the page before; "" on the first."""
        if not self.page.has_previous():
            return ""
        before = self.page.number - 1
        return self.link(page=str(before) if before > 1 else "")

    @property
    def next(self) -> str:
        """The address of the page after; "" on the last."""
        return self.link(page=str(self.page.number + 1)) if self.page.has_next() else ""

    @property
    def conditions(self) -> list[ShownCondition]:
        """The conditions in use, each with the address of this list without it."""
        return [
            ShownCondition(
                words.condition(condition.label, condition.value),
                self._address(self.path, {**self.filters.without(condition), **self.view_state}) + RESULTS,
                words.condition_removed(condition.label, condition.value),
            )
            for condition in self.filters.conditions
        ]

    @property
    def notices(self) -> list[SafeString]:
        """What was not understood, a sentence each, and that no row is listed where that is so."""
        nothing = [words.nothing_listed(self.reset)] if self.filters.problems else []
        return [*map(marked, self.problems), *nothing]

    @property
    def reset(self) -> str:
        """The address of the whole list, without filters."""
        return self._address(self.path, self.view_state)


def page_of(rows: Rows | Sequence[Any], size: int, asked: int | str) -> Page:
    """One page of so many rows: the first where `asked` is no number, the last where no page has that number."""
    return Paginator(rows, size).get_page(asked)


def turns_of(page: Page, before: str, after: str) -> SafeString:
    """Which page of a list is shown, between links to the rows of its neighbours; "" is no neighbour."""
    before, after = (address and address + RESULTS for address in (before, after))
    return words.page_turns(before, page.number, page.paginator.num_pages, after)


def tidy_address(request: HttpRequest, filters: StrictFilterSet) -> str:
    """The address without values that change nothing; "" when it has none. Asks the database nothing."""
    settings = {name for name in LISTING_NAMES if request.GET.get(name, "-") == ""}
    idle = filters.idle | settings
    if not idle:
        return ""
    query = request.GET.copy()
    for name in idle:
        del query[name]
    return f"{request.path}?{query.urlencode()}" if query else request.path


def _number(text: str) -> int:
    """A positive whole number; 0 for other text. More than nine digits give a number above any page."""
    digits = text.strip()
    if not re.fullmatch("[0-9]+", digits):
        return 0
    return int(digits) if len(digits) <= 9 else 10**9
