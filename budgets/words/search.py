"""The sentences of the search: how much was found of what, what was left out, and what else to try."""

from collections.abc import Iterable

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from budgets.words.markup import code_link
from budgets.words.official import marked
from budgets.words.sentences import filled, listed, paragraph


def page_title(asked: str) -> str:
    """What the page is called in a list of pages; `asked` is "" where nothing was asked for."""
    return _("搜索“%(words)s” · 预算公开") % {"words": asked} if asked else _("搜索 · 预算公开")


def found(asked: str, count: int, *, more: bool) -> SafeString:
    """How much was found; with `more` the count is the least number."""
    if not count:
        return filled(_("没有找到“%(words)s”"), words=marked(asked))
    sentence = _("“%(words)s”找到 %(n)s 条以上") if more else _("“%(words)s”找到 %(n)s 条")
    return filled(sentence, words=marked(asked), n=count)


def found_of_kind(count: int, *, more: bool, alone: bool) -> SafeString:
    """How much was found of a kind; `alone` where the page shows this kind and nothing else."""
    if not more:
        return filled(_("%(n)s 条"), n=count)
    sentence = _("%(n)s 条以上，只列前 %(n)s 条，加上条件可以缩小") if alone else _("%(n)s 条以上")
    return filled(sentence, n=count)


def nothing_listed(address: str) -> SafeString:
    """That a condition is not understood; `address` is the search without conditions."""
    return filled(_('因此没有列出任何结果。 <a href="%(address)s">清除条件</a>'), address=address)


def everyday(word: str, codes: Iterable[tuple[str, str, str]]) -> SafeString:
    """What the budget calls an everyday word: code, name and the address of its hits."""
    links = (code_link(at, code, name) for code, name, at in codes)
    sentence = _(
        "“%(word)s”是日常说法，预算里的官方科目是：%(codes)s "
        '<small class="muted">本站的对应，不是官方解释</small>'
    )
    return filled(sentence, word=marked(word), codes=listed(links))


def try_else(without_conditions: str) -> SafeString:
    """What to do where nothing was found; the address is "" where no condition is in use."""
    link = _('<a href="%(address)s">清除条件再找</a>')
    hint = filled(_("换一个说法，或者少写几个词；也可以从首页按单位和年度去看。"))
    return (
        filled("%(hint)s %(link)s", hint=hint, link=filled(link, address=without_conditions))
        if (without_conditions)
        else paragraph(hint)
    )


def too_long() -> SafeString:
    """That only the beginning of what was asked for counts."""
    return filled(_("写得太长：只找了前 200 个字、前 8 个词。"))


def not_read_to_the_end() -> SafeString:
    """That long texts may hold more."""
    return filled(_("有的文字太长，没有读到末尾：只在末尾出现的词这里没有列出。"))


def choose_a_kind() -> str:
    """That only the hits of one kind can be downloaded."""
    return _("结果很多，选一个种类后可以下载。")


def only_conditions() -> SafeString:
    """That conditions alone find nothing."""
    return filled(_("还没有写要找的词：写下词、编码或金额，再按这些条件缩小范围。"))


def no_characters() -> SafeString:
    """That only signs were given."""
    return filled(_("没有可以找的字：请写汉字、字母或数字。"))


def amount(column: str, digits: SafeString, unit: str, address: str) -> SafeString:
    """A printed amount of a line that was found, with its column."""
    return filled(
        '<span class="nobr">%(column)s <a class="at-cell" href="%(address)s">%(digits)s</a> %(unit)s</span>',
        column=marked(column),
        address=address,
        digits=digits,
        unit=_(unit),
    )
