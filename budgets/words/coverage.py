"""The sentences about projects with performance targets: how many there are, and what the document prints of them."""

from decimal import Decimal

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from budgets.words.money import exact
from budgets.words.official import stated_amount
from budgets.words.sentences import filled, paragraph


def stated(projects: Decimal, amount: tuple[str, Decimal] | None, place: SafeString) -> SafeString:
    """What the document states, with its place; `amount` are its words and yuan."""
    if amount is None:
        counted = filled(_("原文写明编报绩效目标的项目 %(n)s 个。"), n=exact(projects))
    else:
        sentence = _("原文写明编报绩效目标的项目 %(n)s 个，涉及项目预算资金 %(amount)s（没有写明资金口径）。")
        counted = filled(sentence, n=exact(projects), amount=stated_amount(*amount))
    return paragraph(counted, place)


def printed(statements: int, forms: int, without_statement: int, without_form: int) -> SafeString:
    """What the document prints of the projects that it states, and how many at least are left."""
    here = _("这份文件里有项目说明 %(n)s 份，绩效目标填报表 %(forms)s 张。")
    left = ngettext(
        "一份说明算一个项目，至少还有 %(n)s 个编报绩效目标的项目没有说明。",
        "一份说明算一个项目，至少还有 %(n)s 个编报绩效目标的项目没有说明。",
        without_statement,
    )
    unprinted = ngettext(
        "一张表算一个项目，至少还有 %(n)s 个没有印出填报表。",
        "一张表算一个项目，至少还有 %(n)s 个没有印出填报表。",
        without_form,
    )
    return paragraph(
        filled(here, n=statements, forms=forms),
        filled(left, n=without_statement) if without_statement else "",
        filled(unprinted, n=without_form) if without_form else "",
    )


def not_stated(statements: int, forms: int) -> SafeString:
    """That the document does not say how many there are, and what it prints."""
    sentence = _(
        "原文没有写明编报绩效目标的项目有多少。这份文件里有项目说明 %(n)s 份，绩效目标填报表 %(forms)s 张。"
    )
    return filled(sentence, n=statements, forms=forms)


def elsewhere(count: int, worded: int, silent: int) -> SafeString:
    """How many statements only say where to look, how many have a text of their own, and how many none."""
    pointing = _(
        "%(n)s 份说明的“绩效目标”只写了到哪里去看，而它所指的表没有印在这份文件里。"
        "这不表示没有编报，也不表示没有在别处公开。"
    )
    return paragraph(
        filled(pointing, n=count),
        filled(_("另有 %(n)s 份写了文字。"), n=worded) if worded else "",
        filled(_("%(n)s 份没有写。"), n=silent) if silent else "",
    )


def all_of_them(count: int) -> str:
    """What stands at their folded list."""
    return _("逐份列出这 %(n)s 份") % {"n": count}
