"""公开规范性: what the rules ask of a published budget, and which of it the edition has."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponseBase
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_safe

from budgets.kept.public import public
from budgets.models import EditionVersion
from budgets.pages.disclosure.items import LABELS, Item, Rule, Standing
from budgets.pages.disclosure.read import disclosure_of
from budgets.pages.edition_page import of_version, render_edition_page
from budgets.words.checks import where
from budgets.words.official import marked, with_gloss
from budgets.words.sentences import filled, linked, listed


@dataclass(frozen=True)
class ShownItem:
    """One item with its place in words and the address of the page that shows it."""

    item: Item
    place: str
    href: str

    @property
    def title(self) -> SafeString:
        """What is asked for, leading to the page that shows it."""
        named = with_gloss(self.item.title)
        return format_html('<a href="{}">{}</a>', self.href, named) if self.href else named

    @property
    def standing(self) -> SafeString:
        """The standing in words; what was not read leads to the place of it."""
        return linked(with_gloss(str(self.item.label)), self.item.unread)

    @property
    def words(self) -> SafeString:
        """What the document says of it, and where."""
        said = marked(self.item.words)
        return filled(_("%(words)s（%(place)s）"), words=said, place=self.place) if self.place else said


@public()
@require_safe
@of_version
def disclosure(request: HttpRequest, version: EditionVersion) -> HttpResponseBase:
    """For each rule what it asks, where we read it, and what was found, found empty or not found."""
    rules = disclosure_of(version)
    context = {
        "rules": [(rule, [_shown(version, item) for item in rule.items]) for rule in rules],
        "counts": _counts(rules),
        "cite_title": _("公开规范性"),
    }
    return render_edition_page(request, version, "disclosure/disclosure.html", context)


@dataclass(frozen=True)
class Count:
    """How many items have one standing, its name, and the items' titles where something is lacking."""

    standing: Standing
    label: str | Promise
    number: int
    meaning: str | Promise
    names: str

    @property
    def found(self) -> SafeString:
        """How many items have it, and which."""
        if not self.names:
            return filled(ngettext("%(n)s 项", "%(n)s 项", self.number), n=self.number)
        sentence = ngettext("%(n)s 项：%(names)s", "%(n)s 项：%(names)s", self.number)
        return filled(sentence, n=self.number, names=with_gloss(self.names))


MEANINGS: Mapping[Standing, str | Promise] = {
    Standing.EMPTY: gettext_lazy("有表、有栏目或有标题，里面没有内容"),
    Standing.MISSING: gettext_lazy("本站在文件里没有找到"),
    Standing.UNSTATED: gettext_lazy("日期由载入的人填写，没有填"),
    Standing.UNREAD: gettext_lazy("文件里有本站没有读出来的地方，不能说没有"),
}
NAMED = 4  # titles of one standing; further ones are counted


def _counts(rules: tuple[Rule, ...]) -> list[Count]:
    """Each standing that occurs: 空 3 项：表6 …、表7 …、主要职责."""
    items = [item for rule in rules for item in rule.items]
    counts = []
    for standing in Standing:
        own = [item.title for item in items if item.standing is standing]
        if own:
            meaning = MEANINGS.get(standing, "")
            counts.append(
                Count(standing, LABELS[standing], len(own), meaning, _names(own) if meaning else "")
            )
    return counts


def _names(titles: list[str]) -> str:
    """The first few names, and how many there are if these are not all."""
    names = listed(titles[:NAMED])
    return names if len(titles) <= NAMED else _("%(names)s等") % {"names": names}


def _shown(version: EditionVersion, item: Item) -> ShownItem:
    href = version.page(item.page, **({"table": item.table} if item.table else {})) if item.page else ""
    return ShownItem(item, where(item.place), f"{href}#{item.anchor}" if href and item.anchor else href)
