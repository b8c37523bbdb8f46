"""Links to the place in the source file where something is printed."""

from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from budgets.models import EditionVersion, Placed


def place_link(placed: Placed | None, version: EditionVersion, words: str = "") -> SafeString:
    """A link to where something is printed, in the words 原文第112行 or those given.

    Without a known place the words given stand alone.
    """
    if not placed or not placed.in_source:
        return conditional_escape(words)
    where = _("原文%(place)s") % {"place": placed.where}
    address = version.page("source") + placed.in_source
    if not words:
        return format_html('<a class="to-source" href="{}">{}</a>', address, where)
    return format_html('<a class="at-cell" href="{}" title="{}">{}</a>', address, where, words)
