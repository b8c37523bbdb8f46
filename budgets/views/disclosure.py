"""公开规范性: what the rules ask of such a document, and what of it is there."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from budgets.exports.words import where
from budgets.models import EditionVersion
from budgets.queries.disclosure import LABELS, Item, Rule, Standing, disclosure_of
from budgets.views.edition_pages import of_version, render_edition_page


@dataclass(frozen=True)
class ShownItem:
    """One item with its place in words and the address of the page that shows it."""

    item: Item
    place: str
    href: str


@require_safe
@of_version
def disclosure(request: HttpRequest, version: EditionVersion) -> HttpResponseBase:
    """Rule by rule: what is asked, where that is read from, what was found, empty or not found."""
    rules = disclosure_of(version)
    context = {
        "rules": [(rule, [_shown(version, item) for item in rule.items]) for rule in rules],
        "counts": _counts(rules),
        "cite_title": _("公开规范性"),
    }
    return render_edition_page(request, version, "budgets/disclosure.html", context)


def _counts(rules: tuple[Rule, ...]) -> str:
    """How many items there are of each standing: 有 30 项、空 2 项."""
    standings = [item.standing for rule in rules for item in rule.items]
    parts = (
        _("%(label)s %(n)s 项") % {"label": LABELS[standing], "n": standings.count(standing)}
        for standing in Standing
        if standing in standings
    )
    return _("、").join(parts)


def _shown(version: EditionVersion, item: Item) -> ShownItem:
    href = version.page(item.page, **({"table": item.table} if item.table else {})) if item.page else ""
    return ShownItem(item, where(item.place), f"{href}#{item.anchor}" if href and item.anchor else href)
