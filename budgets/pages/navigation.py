"""The pages that every edition has, in the order of its tabs. A new page of an edition is named here and in urls.py."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from budgets.listing.paging import aria_current
from budgets.models import EditionVersion
from budgets.pages import Context
from budgets.words.sentences import tables_of_form


@dataclass(frozen=True)
class Tab:
    """A page by the name of its address; `within` are the names of the pages that it leads to and that keep it marked.

    The label is that of the list of tables where none is given: these are called as the form of the edition says.
    """

    name: str
    label: str | Promise = ""
    within: str = ""


TABS = (
    Tab("edition", _("概览")),
    Tab("tables", within="table"),
    Tab("projects", pgettext_lazy("导航", "项目"), "statement"),
    Tab("three-public", _("三公经费")),
    Tab("procurement", _("政府采购")),
    Tab("assets", _("资产")),
    Tab("notes", _("说明")),
    Tab("figures", _("数字")),
    Tab("checks", _("核对")),
    Tab("disclosure", _("公开规范性")),
)
BESIDE = ("source", "versions", "files")  # pages of an edition that its foot leads to


def tab_links(request: HttpRequest, version: EditionVersion) -> list[Context]:
    """The tabs as label, address, and the attribute that marks the page that is shown."""
    here = request.resolver_match.url_name if request.resolver_match else ""
    here = "edition" if here == "home" else here

    def current(tab: Tab) -> str:
        return "page" if here == tab.name else "true" if here and here == tab.within else ""

    tables = tables_of_form(version.form)
    return [
        {"label": t.label or tables, "href": version.page(t.name), "aria": aria_current(current(t))}
        for t in TABS
    ]
