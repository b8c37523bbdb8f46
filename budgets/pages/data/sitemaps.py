"""The sitemap: every public page in both languages, for search engines. It is split into files of limited size."""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any, overload

from django.contrib.sitemaps import Sitemap
from django.db.models import Max, QuerySet
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
# What an address of a version is made of, and when it was published.
VERSION = ("status", "number", "published_at", "edition__year", "edition__kind", "edition__body__slug")
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
        parts, start, stop = len(self.parts), at.start or 0, len(self) if at.stop is None else at.stop
        rows = self.rows[start // parts : -(-stop // parts)]
        found = [(row, part) for row in rows for part in self.parts]
        return found[start % parts : start % parts + stop - start]


class _BothLanguages(Sitemap, ABC):
    """Pages in Chinese and English, each naming the other's address. An item ends with its language.

    Nothing is asked for a single entry, and an address is made once for all entries that name it.
    With a body's address name the pages of that body alone.
    """

    of_body = ""  # the field of the rows that holds the body's address name

    limit = (
        2_000  # entries of a file, even: both languages of a page stand in one; a larger file takes seconds
    )

    def __init__(self, body: str = "") -> None:
        self.chosen = {self.of_body: body} if body else {}

    @abstractmethod
    def items(self) -> Sequence[Item]:
        """Every page in every language."""

    @abstractmethod
    def address(self, item: Item) -> str:
        """The address of the page in the language that is active."""

    def published(self, item: Item) -> datetime | None:
        """When what the page shows was published here, where that can be said."""
        return None

    def newest(self) -> datetime | None:
        """The latest of these times, in one query."""
        return None

    def get_latest_lastmod(self) -> datetime | None:
        """For the index: Django's own asks for each entry."""
        return self.newest()

    def get_urls(
        self, page: int | str = 1, site: Any = None, protocol: str | None = None
    ) -> list[dict[str, Any]]:
        """The entries of one file, each with the addresses of its page in every language."""
        items: list[Item] = self.paginator.page(page).object_list[:: len(LANGUAGES)]  # type: ignore[assignment]
        front = f"{self.get_protocol(protocol)}://{self.get_domain(site)}"
        addresses = [[front + path for path in paths] for paths in self._paths(items)]
        urls = [
            entry
            for item, *places in zip(items, *addresses, strict=True)
            for entry in _entries(item, places, self.published(item))
        ]
        times = [url["lastmod"] for url in urls]
        if times and None not in times:
            self.latest_lastmod = max(times)
        return urls

    def paths(self) -> Iterator[str]:
        """The path of every page in every language."""
        for paths in self._paths(self.items()[:][:: len(LANGUAGES)]):
            yield from paths

    def _paths(self, items: Sequence[Item]) -> Iterator[list[str]]:
        """The paths of the pages in one language after the other."""
        for language in LANGUAGES:
            with override(language):
                yield [self.address(item) for item in items]


def _entries(item: Item, places: Sequence[str], published: datetime | None) -> list[dict[str, Any]]:
    """The entries of one page, one for each language, by its address in each."""
    pairs = [*zip(LANGUAGES, places, strict=True), ("x-default", places[0])]
    alternates = [{"lang_code": code, "location": where} for code, where in pairs]
    same = {"item": item, "lastmod": published, "changefreq": None, "priority": "", "alternates": alternates}
    return [{"location": where} | same for where in places]


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

    of_body = "slug"

    def items(self) -> Sequence[Item]:
        """The names of the bodies in addresses."""
        bodies = published_bodies().filter(**self.chosen)
        return _Each(bodies.order_by("slug").values_list("slug", flat=True), LANGUAGES)

    def address(self, item: Item) -> str:
        """The address in the language that is active."""
        return reverse("budgets:body", args=[item[0]])


class EditionPages(_BothLanguages):
    """The pages of each live edition."""

    of_body = "edition__body__slug"

    def items(self) -> Sequence[Item]:
        """A version with a page's name, what its address needs besides, and the language."""
        parts = [(*page, language) for page in EDITION_PAGES for language in LANGUAGES]
        versions = published_versions().filter(**self.chosen).order_by("pk")
        return _Each(versions.only(*VERSION), parts)

    def address(self, item: Item) -> str:
        """The address in the language that is active."""
        version, (name, more, _language) = item
        if name == "versions":
            return reverse("budgets:versions", args=[version.edition.body.slug, version.edition.segment])
        return version.page(name, **more)

    def published(self, item: Item) -> datetime | None:
        """When that version was published here."""
        return item[0].published_at

    def newest(self) -> datetime | None:
        """When a version was published last."""
        return published_versions().aggregate(newest=Max("published_at"))["newest"]


class StatementPages(_BothLanguages):
    """Each project statement of the live editions."""

    of_body = "version__edition__body__slug"

    def items(self) -> Sequence[Item]:
        """The statements."""
        needed = ("slug", "number", *(f"version__{field}" for field in VERSION))
        return _Each(published_statements().filter(**self.chosen).only(*needed), LANGUAGES)

    def address(self, item: Item) -> str:
        """The address in the language that is active."""
        return item[0].version.page("statement", project=item[0].slug)

    def published(self, item: Item) -> datetime | None:
        """When that version was published here."""
        return item[0].version.published_at

    def newest(self) -> datetime | None:
        """When a version with statements was published last."""
        return published_statements().order_by().aggregate(newest=Max("version__published_at"))["newest"]


SITEMAPS = {"site": SitePages, "bodies": BodyPages, "editions": EditionPages, "projects": StatementPages}


def pages_of(body: str) -> Iterator[str]:
    """The path of every page of a body by its address name, or with "" of every page that belongs to no body."""
    for sitemap in (BodyPages(body), EditionPages(body), StatementPages(body)) if body else (SitePages(),):
        yield from sitemap.paths()
