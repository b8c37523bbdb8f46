"""The sentences of the overview: amounts come in as Decimal yuan, links and marks as markup."""

from collections.abc import Sequence
from decimal import Decimal

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from budgets.form.changes import is_unclear
from budgets.form.tables import BudgetForm, Role
from budgets.words.money import exact, format_speakable, share_of, spoken
from budgets.words.official import marked, with_gloss
from budgets.words.sentences import clauses, filled, listed, listed_and, listed_apart, paragraph, side_by_side


def headline(year: int, body: str, total: Decimal, *, fiscal_only: bool) -> SafeString:
    """The first line of the page: who plans to spend how much."""
    sentence = (
        _("%(year)s年，%(name)s用财政拨款支出 <em>%(amount)s</em>")
        if fiscal_only
        else _("%(year)s年，%(name)s计划支出 <em>%(amount)s</em>")
    )
    return filled(sentence, year=year, name=marked(body), amount=spoken(total))


def no_total(*, fiscal_only: bool, unread: str) -> SafeString:
    """That no total of expenditure is shown: it is not printed or, where `unread` leads to what was not read, may be there."""
    if unread:
        sentence = _(
            '这份文件有<a href="%(address)s">没有读出来的地方</a>，本站没有读到支出总计，不能说原文没有印。'
        )
        return filled(sentence, address=unread)
    return SafeString(
        _("原文没有印出财政拨款的支出总计。") if fiscal_only else _("原文没有印出全部资金的支出总计。")
    )


def page_title(year: int, body: str, kind: str) -> SafeString:
    """What the page is called in a list of pages."""
    return filled(_("%(name)s%(year)s年%(kind)s"), name=body, year=year, kind=kind)


def description(year: int, body: str, amount: str, base: str) -> SafeString:
    """What search engines show of the page; `base` is what the printed change is against, "" without one."""
    sentence = (
        _(
            "%(name)s%(year)s年预算 %(amount)s：钱从哪里来，花到哪里去，财政拨款比%(base)s增减多少，原文怎样说明。"
        )
        if base
        else _("%(name)s%(year)s年预算 %(amount)s：钱从哪里来，花到哪里去，原文怎样说明。")
    )
    return filled(sentence, name=body, year=year, amount=amount, base=base)


def base_of(year: int | None, base: str) -> str:
    """What a change is against: 2024年预算数."""
    return _("%(year)s年%(base)s") % {"year": year, "base": _(base) if base else ""}


def fiscal_part(
    fiscal: Decimal, total: Decimal | None, place: SafeString, mark: SafeString, others: Sequence[str]
) -> SafeString:
    """How much of all expenditure is fiscal appropriation, and which sources the rest comes from."""
    if fiscal == total:
        return filled(_("<b>全部</b>是财政拨款。"))
    values = {"fiscal": spoken(fiscal), "exact": place, "part": share_of(fiscal, total), "mark": mark}
    if not others:
        return filled(_("其中 <b>%(fiscal)s</b>（%(exact)s 元，占 %(part)s）是财政拨款%(mark)s。"), **values)
    sentence = _("其中 <b>%(fiscal)s</b>（%(exact)s 元，占 %(part)s）是财政拨款%(mark)s，其余是%(others)s。")
    return filled(sentence, **values, others=listed_and(with_gloss(name) for name in others))


def fiscal_change(change: Decimal | None, base: str, words: str) -> SafeString:
    """The printed change of fiscal appropriation; `words` are the document's own."""
    printed = marked(words)
    if change is None and is_unclear(words):
        return filled(_("<b>财政拨款</b>的增减，原文写“%(words)s”，本站没有读懂。"), words=printed)
    if change is None:
        return filled(_("<b>财政拨款</b>的增减，原文写“%(words)s”。"), words=printed)
    if not change:
        return filled(_("<b>财政拨款</b>与%(base)s持平。"), base=base)
    sentence = (
        _("<b>财政拨款</b>比%(base)s增加 <b>%(size)s</b>（原文：“%(words)s”）。")
        if change > 0
        else _("<b>财政拨款</b>比%(base)s减少 <b>%(size)s</b>（原文：“%(words)s”）。")
    )
    return filled(sentence, base=base, size=format_speakable(abs(change)), words=printed)


def only_fiscal(*, with_reason: bool, reorganised: bool) -> SafeString:
    """That no change of all funds is printed, and whether the reason names a reorganisation."""
    return paragraph(
        _("原文只写明财政拨款的增减和原因，没有写明全部资金的增减。")
        if with_reason
        else _("原文只写明财政拨款的增减，没有写明原因，也没有写明全部资金的增减。"),
        _("所写原因提到机构改革。") if reorganised else "",
    )


def three_public_total(amount: SafeString, change: Decimal | None, base: str) -> SafeString:
    """The “三公” total and its printed change, None where none is printed."""
    if change is None:
        return filled(_("<b>%(amount)s</b>。"), amount=amount)
    if not change:
        return filled(_("<b>%(amount)s</b>，与%(base)s持平。"), amount=amount, base=base)
    sentence = (
        _("<b>%(amount)s</b>，比%(base)s增加 %(size)s。")
        if change > 0
        else _("<b>%(amount)s</b>，比%(base)s减少 %(size)s。")
    )
    return filled(sentence, amount=amount, base=base, size=format_speakable(abs(change)))


def amount_and_share(amount: str, share: str, terms: Sequence[SafeString] = ()) -> SafeString:
    """An exact amount, its share of the whole where there is one, and what our sum of it adds up."""
    parts = (
        filled(_("%(amount)s 元"), amount=amount),
        share,
        filled(_("推算：%(terms)s"), terms=side_by_side(terms, " + ")) if terms else "",
    )
    return clauses(part for part in parts if part)


def blank(said: SafeString | None = None) -> SafeString:
    """A blank cell, with the amount that the narrative gives instead of it."""
    if said is None:
        return filled(_("原表空白"))
    return filled(_("原表空白，编制说明写 %(words)s"), words=said)


def statements(
    count: int, projects: Decimal | None, amount: SafeString | None, *, fiscal_only: bool
) -> SafeString:
    """How many statements there are, how many projects have targets by the document, and which amounts are listed."""
    published = ngettext("公开了 %(n)s 份项目说明", "公开了 %(n)s 份项目说明", count) % {"n": count}
    if projects is None or amount is None:
        first = filled(_("%(published)s。"), published=published)
    else:
        sentence = ngettext(
            "%(published)s；原文说编报绩效目标的项目有 %(n)s 个，涉及预算资金 %(amount)s。",
            "%(published)s；原文说编报绩效目标的项目有 %(n)s 个，涉及预算资金 %(amount)s。",
            int(projects),
        )
        first = filled(sentence, published=published, n=exact(projects), amount=amount)
    listing = (
        _("只列说明写明是财政资金的金额。") if fiscal_only else _("说明写明自筹资金的，金额含自筹资金。")
    )
    return paragraph(first, listing)


def spent_source(tables: Sequence[SafeString]) -> SafeString:
    """Which tables the expenditure is from, each a link."""
    if len(tables) < 2:
        return filled(_("来源：%(tables)s。"), tables=listed(tables))
    return filled(_("来源：%(tables)s；几张表都有的科目由本站相加（推算）。"), tables=listed(tables))


def sources_note(number: int, *, fiscal_only: bool) -> str:
    """Which rows of the table of that number name the sources of the money."""
    sentence = _("来源：表%(n)s 收入各项。") if fiscal_only else _("来源：表%(n)s 合计行。")
    return sentence % {"n": number}


def economic_scope(form: BudgetForm) -> str:
    """Which money the economic classification is of; "" where the form has no table by economic class."""
    table = form.by_role.get(Role.BASIC_BY_CLASS)
    if table is None:
        return ""
    return _("经济分类：只含一般公共预算的基本支出（表%(n)s），不含项目支出和其他资金") % {"n": table.number}


def opened_to(name: str) -> SafeString:
    """Why a class is shown by its parts."""
    sentence = _("“%(name)s”占支出的八成以上，因此展开到它的下一级；其他科目合为一组。")
    return filled(sentence, name=marked(name))


def staff_numbers(form: BudgetForm, places: Sequence[SafeString]) -> SafeString:
    """That the form has no number of staff, and where the notes give one."""
    asked = _("有多少人：%(tables)s没有人数这一栏。") % {"tables": _(form.words)}
    if not places:
        return paragraph(asked, _("说明文字里，本站也没有读到。"))
    found = filled(_("说明文字里提到的，只是所说的那一处：%(places)s。"), places=listed_apart(places))
    return paragraph(asked, found)


def year_before(form: BudgetForm, year: int, address: str) -> SafeString:
    """That the form has no total of the year before; `address` is where this site has it, "" where it has not."""
    asked = _("上一年一共多少：%(tables)s只有%(year)s年的预算数。") % {"tables": _(form.words), "year": year}
    if not address:
        return paragraph(asked, _("本站没有上一年的预算可以对照；增减只见于说明文字。"))
    link = filled(_('<a href="%(address)s">本站有上一年的预算，看各年对照</a>。'), address=address)
    return paragraph(asked, link)


def each_unit(form: BudgetForm, units: int) -> str:
    """That the form has no amounts by unit, and how many units the document lists."""
    if units > 1:
        sentence = _("各家单位分别多少：文件列出 %(n)s 家单位，%(tables)s只列全部门的合计。")
        return sentence % {"n": units, "tables": _(form.words)}
    return _("各家单位分别多少：%(tables)s只列全部门的合计。") % {"tables": _(form.words)}
