"""The sentences of a body's page: its editions, where its years are from, and the changes that each year prints."""

from collections.abc import Sequence
from decimal import Decimal

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from budgets.words.money import exact
from budgets.words.official import marked
from budgets.words.sentences import filled, listed, numbered_tables, paragraph, side_by_side


def published(count: int, *, kinds: int) -> SafeString:
    """How many budgets a body has published, and how the two kinds of documents go together."""
    two = _("部门预算和单位预算是两份文件：单位预算是部门预算的一部分，两者的金额不能相加。")
    counted = ngettext("已发布 %(n)s 份预算。", "已发布 %(n)s 份预算。", count) % {"n": count}
    return paragraph(counted, two if kinds > 1 else "")


def edition_line(total: Decimal | None, fiscal: Decimal | None, number: int | None, day: str) -> SafeString:
    """The amounts of an edition, which version it is and since when this site has it."""
    parts = [
        _("原文没有印出支出合计")
        if total is None
        else _("全部资金 %(amount)s 元") % {"amount": exact(total)},
        "" if fiscal is None else _("其中财政拨款 %(amount)s 元") % {"amount": exact(fiscal)},
        _("第 %(n)s 版，%(day)s载入本站") % {"n": number, "day": day},
    ]
    return side_by_side(parts)


def trend_note(
    tables: Sequence[tuple[int, str]],
    with_codes: Sequence[int],
    *,
    coded: bool,
    derived: bool,
    renamed: bool,
    gaps: bool,
) -> SafeString:
    """Where the amounts of the years are from and how they were matched; tables come with number and title.

    `with_codes` are the numbers of the tables whose codes match the years where all of them have these.
    """
    return paragraph(
        _("空白表示原文没有印出，不等于零；增减由本站算出。"),
        _by_code(tables) if coded else "",
        _("注明“推算”的，是几张表同一编码的金额由本站相加。") if coded and derived else "",
        *([] if coded else [_by_name(number, title, with_codes) for number, title in tables]),
        _("同一编码各年印的名称不同的，列最近的名称，并注明原来的名称；内容是否相同，原文没有说明。")
        if renamed
        else "",
        _("没有数字的年度留空，不作推算；增减比的是有数字的最近两年。") if gaps else "",
        _("机构、职能和科目有调整的，各年并不完全可比；增减的原因见各年预算的说明。"),
    )


def _by_code(tables: Sequence[tuple[int, str]]) -> SafeString:
    named = (filled(_("表%(n)s %(title)s"), n=number, title=marked(title)) for number, title in tables)
    return filled(_("来源：各年%(tables)s，按科目编码对应。"), tables=listed(named))


def _by_name(number: int, title: str, with_codes: Sequence[int]) -> SafeString:
    sentence = _(
        "有的年度没有%(tables)s，因此各年都取表%(n)s %(title)s；表%(n)s没有科目编码，按名称对应，名称不同的分行列出。"
    )
    return filled(sentence, tables=numbered_tables(with_codes), n=number, title=marked(title))


def printed_change(words: str, reason: str) -> SafeString:
    """The change of fiscal appropriation as printed, with its reason."""
    if not reason:
        return filled(_("%(change)s，原文没有写原因"), change=marked(words))
    return filled(_("%(change)s，原因：“%(reason)s”"), change=marked(words), reason=marked(reason))
