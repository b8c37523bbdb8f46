"""Small pieces of markup that sentences of several pages share: words that stand back, amounts in two ways."""

from decimal import Decimal

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from budgets.words.money import exact, spoken
from budgets.words.official import with_gloss
from budgets.words.sentences import filled


def muted(words: str) -> SafeString:
    """Words that stand back behind the others."""
    return format_html('<span class="muted">{}</span>', words)


def unbroken(words: str) -> SafeString:
    """Words on one line where there is room."""
    return format_html('<span class="nobr">{}</span>', words)


def link(address: str, words: str) -> SafeString:
    """Words that lead somewhere."""
    return format_html('<a href="{}">{}</a>', address, words)


def code_link(address: str, code: str, name: str) -> SafeString:
    """A code with its name, on one line where there is room, that leads to where it is found."""
    return format_html('<a class="nobr" href="{}">{} {}</a>', address, code, with_gloss(name))


def after_mark(mark: SafeString, words: str) -> SafeString:
    """Words behind the sign of what a check found; the words alone where it found nothing."""
    return format_html("{} {}", mark, words) if mark else filled("%(words)s", words=words)


def about(amount: str, *, approximate: bool) -> SafeString:
    """An amount with the document's 约 where it has one."""
    return filled(_("约 %(amount)s") if approximate else "%(amount)s", amount=amount)


def said_and_exact(yuan: Decimal, *, approximate: bool = False) -> SafeString:
    """An amount as people say it, and to the yuan."""
    both = format_html(
        '<span class="amount"><span class="amount-spoken">{}</span> <span class="amount-exact">{}</span></span>',
        spoken(yuan),
        filled(_("%(amount)s 元"), amount=exact(yuan)),
    )
    return about(both, approximate=approximate)
