"""The sentences around every list: its conditions, its pages, its files, and everyday words for its codes."""

from collections.abc import Iterable, Sequence

from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from budgets.words.official import marked, with_gloss
from budgets.words.sentences import filled, listed, paragraph, side_by_side

Words = str | Promise


def condition(label: Words, value: str) -> SafeString:
    """A condition in use: what it is called and what the reader gave, "" where it is only ticked."""
    return filled(_("%(label)s：%(value)s"), label=label, value=marked(value)) if value else marked(label)


def condition_removed(label: Words, value: str) -> str:
    """What the link at a condition does, for those who do not see its cross."""
    values = {"label": label, "value": value}
    return _("去掉条件 %(label)s：%(value)s") % values if value else _("去掉条件 %(label)s") % values


def nothing_listed(address: str) -> SafeString:
    """That no row is listed because a condition is not understood; `address` is the list without conditions."""
    sentence = _('因此没有列出任何行。<a href="%(address)s">清除条件</a>')
    return filled(sentence, address=address)


def choice(label: Words, asked: str) -> SafeString:
    """A field whose boxes are folded away: what it is called, and what is ticked."""
    if asked:
        return filled(_("%(label)s：<b>%(asked)s</b>"), label=label, asked=marked(asked))
    return filled(_("%(label)s：全部"), label=label)


def reasons(refused: Iterable[Words]) -> SafeString:
    """Why a value of the form is refused, a sentence for each reason."""
    return paragraph(*(filled(_("%(reason)s。"), reason=reason) for reason in refused))


def page_turns(before: str, number: int, pages: int, after: str) -> SafeString:
    """Which page is shown, between links to its neighbours; `before` and `after` are "" where there is none."""
    parts = [
        filled(_('<a href="%(address)s" rel="prev">上一页</a>'), address=before) if before else "",
        filled(_("第 %(n)s 页，共 %(pages)s 页"), n=number, pages=pages),
        filled(_('<a href="%(address)s" rel="next">下一页</a>'), address=after) if after else "",
    ]
    return side_by_side(parts, " ")


def page_sizes(sizes: Iterable[SafeString]) -> SafeString:
    """How many rows a page may have, each a link, the present one bold."""
    return filled(_("每页 %(sizes)s 行"), sizes=side_by_side(sizes, " "))


def rows_counted(count: int) -> str:
    """How many rows a file has."""
    return ngettext("%(n)s 行", "%(n)s 行", count) % {"n": count}


def rows_to_download(count: int, *, filtered: bool, cut: bool = False) -> str:
    """Which rows of a list its files have: those found, the first ones, or all."""
    if filtered:
        words = ngettext("下载这 %(n)s 行", "下载这 %(n)s 行", count)
    elif cut:
        words = ngettext("下载前 %(n)s 行", "下载前 %(n)s 行", count)
    else:
        words = ngettext("下载全部 %(n)s 行", "下载全部 %(n)s 行", count)
    return words % {"n": count}


def everyday(word: str, codes: Sequence[tuple[str, str]]) -> SafeString:
    """The official codes that an everyday word may stand under, each with its address in this list."""
    links = (
        filled('<a href="%(address)s">%(code)s</a>', address=address, code=with_gloss(code))
        for code, address in codes
    )
    sentence = _("“%(word)s”在官方科目里可能列在：%(codes)s（本站的对应，不是官方解释）。")
    return filled(sentence, word=marked(word), codes=listed(links))
