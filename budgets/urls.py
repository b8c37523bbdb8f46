"""The public addresses. They stay the same through re-import, correction and upgrade."""

from collections.abc import Callable

from django.http import HttpResponseBase
from django.urls import URLPattern, URLResolver, include, path, register_converter
from django.urls.converters import IntConverter

from budgets.exports.formats import FORMATS
from budgets.kept.public import public
from budgets.pages.checks import view as checks
from budgets.pages.compare import view as compare
from budgets.pages.data import view as data
from budgets.pages.disclosure import view as disclosure
from budgets.pages.embed import view as embed
from budgets.pages.figures import view as figures
from budgets.pages.home import view as home
from budgets.pages.notes import view as notes
from budgets.pages.overview import view as overview
from budgets.pages.projects import view as projects
from budgets.pages.search import view as search
from budgets.pages.source import view as source
from budgets.pages.statement import view as statement
from budgets.pages.tables import view as tables
from budgets.pages.unread import view as unread
from budgets.pages.versions import view as versions
from budgets.pages.versions.feed import Publications
from budgets.pages.years import view as years


class EditionConverter:
    """The edition's part of an address: 2025 (departmental budget) or 2025-unit (unit budget)."""

    regex = r"[0-9]{4}(?:-unit)?"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class VersionConverter(IntConverter):
    """The number of a version, without leading zeros."""

    regex = "[1-9][0-9]{0,4}"


register_converter(EditionConverter, "edition")
register_converter(VersionConverter, "version")

app_name = "budgets"


def files(route: str, view: Callable[..., HttpResponseBase], name: str) -> list[URLPattern]:
    """The addresses of a list as a file in every format; figures.csv has the name figures-csv."""
    return [
        path(f"{route}.{suffix}", view, {"suffix": suffix}, name=f"{name}-{suffix}") for suffix in FORMATS
    ]


of_edition: list[URLPattern | URLResolver] = [
    path("", overview.overview, name="edition"),
    path("tables/", tables.index, name="tables"),
    path("tables/<slug:table>/", tables.table, name="table"),
    *files("tables/<slug:table>", tables.table_file, "table"),
    path("figures/", figures.figures, name="figures"),
    *files("figures", figures.figures_file, "figures"),
    path("projects/", projects.statement_list, name="projects"),
    *files("projects", projects.statements_file, "projects"),
    *files("instalments", projects.instalments_file, "instalments"),
    *files("amount-parts", projects.amount_parts_file, "amount-parts"),
    *files("uncounted-amounts", projects.uncounted_file, "uncounted"),
    path("projects/<str:project>/", statement.statement, name="statement"),
    path("projects/<str:project>/embed/", statement.statement_embed, name="statement-embed"),
    path("three-public/", notes.three_public, name="three-public"),
    path("procurement/", notes.procurement, name="procurement"),
    path("assets/", notes.assets, name="assets"),
    path("notes/", notes.notes, name="notes"),
    path("source/", source.source, name="source"),
    path("source/pages/<int:page>.webp", source.page_picture, name="source-page"),
    path("source/pages/<int:page>.png", source.former_picture, name="source-page-png"),
    path("source/original", source.original, name="source-original"),
    path("checks/", checks.check_list, name="checks"),
    path("data/", data.files, name="files"),
    path("workbook.xlsx", data.workbook_file, name="workbook"),
    path("package.zip", data.package, name="package"),
    *files("checks", checks.checks_file, "checks"),
    path("unread/", unread.unread, name="unread"),
    *files("unread", unread.unread_file, "unread"),
    path("charts/<slug:chart>/embed/", embed.embed, name="embed"),
    path("disclosure/", disclosure.disclosure, name="disclosure"),
]
of_a_version = include(of_edition)

urlpatterns = [
    path("", home.home, name="home"),
    path("compare/", compare.compare_editions, name="compare"),
    path("compare/embed/", compare.compare_embed, name="compare-embed"),
    *files("compare", compare.compare_file, "compare"),
    *files("search", search.search_file, "search"),
    path("glossary/", notes.glossary, name="glossary"),
    path("about/", home.about, name="about"),
    path("search/", search.search_page, name="search"),
    path("search/suggestions.json", search.suggest, name="search-suggestions"),
    path("data/", data.data, name="data"),
    path("data/package.zip", data.everything_file, name="everything"),
    *files("data/editions", data.editions_file, "editions"),
    *files("data/dictionary", data.dictionary_file, "dictionary"),
    path("robots.txt", home.robots, name="robots"),
    path("feed.xml", public()(Publications()), name="feed"),
    path("<slug:body>/", years.body, name="body"),
    path("<slug:body>/charts/<slug:chart>/embed/", years.body_embed, name="body-embed"),
    # Pages under three addresses: of a draft, of a version by its number, and of the live version.
    path("preview/<str:key>/", of_a_version),
    path("<slug:body>/<edition:edition>/v<version:number>/", of_a_version),
    path("<slug:body>/<edition:edition>/versions/", versions.versions, name="versions"),
    path("<slug:body>/<edition:edition>/", of_a_version),
]
