"""The sitemap: every public page in both languages, for search engines. It is split into files of limited size."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from datetime import datetime
from typing import Any, overload

from django.contrib.sitemaps import Sitemap
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import override

from budgets.form.tables import FORMS, joined_form
from budgets.pages.editions import published_bodies, published_statements, published_versions
from budgets.pages.navigation import BESIDE, TABS

SITE_PAGES = ("home", "compare", "data", "glossary", "about")
EDITION_PAGES: tuple[tuple[str, dict[str, str]], ...] = (
    *((name, {}) for name in (*(tab.name for tab in TABS), *BESIDE)),
    *(("table", {"table": table.slug}) for table in joined_form(FORMS.values()).tables),
)
LANGUAGES = ("zh-hans", "en")
Item = tuple[Any, Any]  # a row of some kind, and a language or a page with its language last


class _Each(Sequence[Item]):
    """Every pair of a row and a part; only the rows needed for one file of the sitemap are read."""

    def __init__(self, rows: QuerySet[Any, Any] | Sequence[str], parts: Sequence[object]) -> None:
        self.rows, self.parts = rows, parts

    def __len__(self) -> int:
        rows = self.rows.count() if isinstance(self.rows, QuerySet) else len(self.rows)
        return rows * len(self.parts)

    @overload
    def __getitem__(self, at: int) -> Item: ...
    @overload
    def __getitem__(self, at: slice) -> list[Item]: ...
    def __getitem__(self, at: int | slice) -> Item | list[Item]:
        if isinstance(at, int):
            return self[at : at + 1][0]
        parts, start, stop = len(self.parts), at.start or 0, at.stop
        rows = self.rows[start // parts : -(-stop // parts)]
        found = [(row, part) for row in rows for part in self.parts]
        return found[start % parts : start % parts + stop - start]


class _BothLanguages(Sitemap, ABC):
    """Pages in Chinese and English, each naming the other's address. An item ends with its language."""

    limit = 10_000

    def location(self, item: Item) -> str:
        """The address in the language of the item."""
        return self._in(item, item[-1])

    def _in(self, item: Item, language: str) -> str:
        with override(language):
            return self.address(item)

    @abstractmethod
    def address(self, item: Item) -> str:
        """The address of the page in the language that is active."""

    def get_urls(
        self, page: int | str = 1, site: Any = None, protocol: str | None = None
    ) -> list[dict[str, Any]]:
        """The entries of one file, each with the addresses of its page in every language."""
        urls = super().get_urls(page, site, protocol)
        front = f"{self.get_protocol(protocol)}://{self.get_domain(site)}"
        for url in urls:
            addresses = [(language, front + self._in(url["item"], language)) for language in LANGUAGES]
            pairs = [*addresses, ("x-default", addresses[0][1])]
            url["alternates"] = [{"lang_code": code, "location": where} for code, where in pairs]
        return urls


class SitePages(_BothLanguages):
    """The pages of the site that belong to no edition."""

    def items(self) -> Sequence[Item]:
        """The names of the pages."""
        return _Each(SITE_PAGES, LANGUAGES)

    def address(self, item: Item) -> str:
        """The address in the language that is active."""
        return reverse(f"budgets:{item[0]}")


class BodyPages(_BothLanguages):
    """The page of each body of which anything is published."""

    def items(self) -> Sequence[Item]:
        """The names of the bodies in addresses."""
        return _Each(published_bodies().order_by("slug").values_list("slug", flat=True), LANGUAGES)

    def address(self, item: Item) -> str:
        """The address in the language that is active."""
        return reverse("budgets:body", args=[item[0]])


class EditionPages(_BothLanguages):
    """The pages of each live edition."""

    def items(self) -> Sequence[Item]:
        """A version with a page's name, what its address needs besides, and the language."""
        parts = [(*page, language) for page in EDITION_PAGES for language in LANGUAGES]
        return _Each(published_versions().order_by("pk"), parts)

    def location(self, item: Item) -> str:
        """The address in the language of the item."""
        return self._in(item, item[1][-1])

    def address(self, item: Item) -> str:
        """The address in the language that is active."""
        version, (name, more, _language) = item
        if name == "versions":
            return reverse("budgets:versions", args=[version.edition.body.slug, version.edition.segment])
        return version.page(name, **more)

    def lastmod(self, item: Item) -> datetime | None:
        """When that version was published here."""
        return item[0].published_at


class StatementPages(_BothLanguages):
    """Each project statement of the live editions."""

    def items(self) -> Sequence[Item]:
        """The statements."""
        return _Each(published_statements(), LANGUAGES)

    def address(self, item: Item) -> str:
        """The address in the language that is active."""
        return item[0].version.page("statement", project=item[0].slug)

    def lastmod(self, item: Item) -> datetime | None:
        """When that version was published here."""
        return item[0].version.published_at


SITEMAPS = {"site": SitePages, "bodies": BodyPages, "editions": EditionPages, "projects": StatementPages}
