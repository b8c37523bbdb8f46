"""The sentences of a body's page: its editions, where its years are from, and the changes that each year prints."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from budgets.form.amounts import two_decimals
from budgets.words.money import exact, format_speakable
from budgets.words.official import marked
from budgets.words.sentences import (
    filled,
    listed,
    listed_apart_plainly,
    listed_plainly,
    numbered_tables,
    paragraph,
    paragraph_plainly,
    side_by_side,
)
from budgets.words.unread import InPart, editions_in_part


def published(count: int, *, kinds: int) -> SafeString:
    """How many budgets a body has published, and how the two kinds of documents go together."""
    two = _("部门预算和单位预算是两份文件：单位预算是部门预算的一部分，两者的金额不能相加。")
    counted = ngettext("已发布 %(n)s 份预算。", "已发布 %(n)s 份预算。", count) % {"n": count}
    return paragraph(counted, two if kinds > 1 else "")


def edition_line(
    total: Decimal | None,
    fiscal: Decimal | None,
    number: int | None,
    day: str,
    *,
    total_unread: bool = False,
    fiscal_unread: bool = False,
) -> SafeString:
    """The amounts of an edition, which version it is and since when this site has it.

    `total_unread` and `fiscal_unread` where an amount is None because something was not read.
    """
    without = _("支出合计没有读出") if total_unread else _("原文没有印出支出合计")
    without_fiscal = _("财政拨款没有读出") if fiscal_unread else ""
    parts = [
        without if total is None else _("全部资金 %(amount)s 元") % {"amount": exact(total)},
        without_fiscal if fiscal is None else _("其中财政拨款 %(amount)s 元") % {"amount": exact(fiscal)},
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
    in_part: Iterable[InPart] = (),
    codes_unread: bool = False,
) -> SafeString:
    """Where the amounts of the years are from and how they were matched; tables come with number and title.

    `with_codes` are the numbers of the tables whose codes match the years where all of them have these; `codes_unread`
    where these were not read whole in a year. `in_part` are the years of which something was not read.
    """
    return paragraph(
        _("空白表示原文没有印出，不等于零；增减由本站算出。"),
        editions_in_part(in_part),
        _by_code(tables) if coded else "",
        _("注明“推算”的，是几张表同一编码的金额由本站相加。") if coded and derived else "",
        *(
            []
            if coded
            else [_by_name(number, title, with_codes, unread=codes_unread) for number, title in tables]
        ),
        _("同一编码各年印的名称不同的，列最近的名称，并注明原来的名称；内容是否相同，原文没有说明。")
        if renamed
        else "",
        _("没有数字的年度留空，不作推算；增减比的是有数字的最近两年。") if gaps else "",
        _("机构、职能和科目有调整的，各年并不完全可比；增减的原因见各年预算的说明。"),
    )


def _by_code(tables: Sequence[tuple[int, str]]) -> SafeString:
    named = (filled(_("表%(n)s %(title)s"), n=number, title=marked(title)) for number, title in tables)
    return filled(_("来源：各年%(tables)s，按科目编码对应。"), tables=listed(named))


def _by_name(number: int, title: str, with_codes: Sequence[int], *, unread: bool) -> SafeString:
    sentence = (
        _(
            "有的年度没有读到%(tables)s，因此各年都取表%(n)s %(title)s；表%(n)s没有科目编码，按名称对应，名称不同的分行列出。"
        )
        if unread
        else _(
            "有的年度没有%(tables)s，因此各年都取表%(n)s %(title)s；表%(n)s没有科目编码，按名称对应，名称不同的分行列出。"
        )
    )
    return filled(sentence, tables=numbered_tables(with_codes), n=number, title=marked(title))


def class_trend(said: str, drawn: int, left_out: int) -> str:
    """What stands over the panels of the classes: what moved, how to read them, and how many are left to the table."""
    others = _("图中画最大的 %(drawn)s 类，其余 %(count)s 类见下表。") % {"drawn": drawn, "count": left_out}
    panels = _("每一类一格，纵轴各自从 0 起，高低不能跨格比较。")
    return paragraph_plainly(said, panels, others if left_out else "")


def moved(
    years: tuple[int, int],
    total: tuple[Decimal, Decimal, Decimal | None] | None,
    grown: tuple[str, Decimal] | None,
    shrunk: tuple[str, Decimal] | None,
) -> str:
    """What the last year plans to spend against the one before, and the classes that moved most; "" for neither.

    The total comes with its change in yuan and in per cent, a class with its name and change.
    """
    before, latest = (_("%(year)s年") % {"year": year} for year in years)
    most = [
        sentence % {"name": name_and_change[0], "size": format_speakable(abs(name_and_change[1]))}
        for sentence, name_and_change in (
            (_("增加最多的一类是%(name)s（%(size)s）"), grown),
            (_("减少最多的一类是%(name)s（%(size)s）"), shrunk),
        )
        if name_and_change
    ]
    if total is not None:
        return _("%(said)s。") % {"said": listed_apart_plainly([_total(before, latest, *total), *most])}
    values = {"year": latest, "before": before, "moves": listed_apart_plainly(most)}
    return _("%(year)s与%(before)s相比，%(moves)s。") % values if most else ""


def _total(before: str, latest: str, yuan: Decimal, change: Decimal, share: Decimal | None) -> str:
    values = {
        "year": latest,
        "before": before,
        "amount": format_speakable(yuan),
        "size": _sized(change, share),
    }
    if not change:
        return _("%(year)s计划支出 %(amount)s，与%(before)s持平") % values
    if change > 0:
        return _("%(year)s计划支出 %(amount)s，比%(before)s增加 %(size)s") % values
    return _("%(year)s计划支出 %(amount)s，比%(before)s减少 %(size)s") % values


def _sized(size: Decimal, share: Decimal | None) -> str:
    """The size of a change as people say it, without its sign, and in per cent where that can be said."""
    said = format_speakable(abs(size))
    if share is None:
        return said
    return _("%(size)s（%(share)s%%）") % {"size": said, "share": two_decimals(abs(share))}


def steps(years: tuple[int, int], was: Decimal, now: Decimal, rounding: str, unmoved: Sequence[str]) -> str:
    """What stands over the steps between two years; `rounding` is what they lack of the change, "" for nothing."""
    before, latest = (_("%(year)s年") % {"year": year} for year in years)
    sentence = _("%(before)s计划支出 %(was)s，%(latest)s %(now)s；各段是每一类的增减，合起来是合计的增减。")
    values = {"before": before, "latest": latest, "was": format_speakable(was), "now": format_speakable(now)}
    left = _("各类增减相加与合计的增减差 %(left)s 元，是原文四舍五入的差别。") % {"left": rounding}
    same = _("%(names)s没有增减。") % {"names": listed_plainly(unmoved)}
    return paragraph_plainly(sentence % values, left if rounding else "", same if unmoved else "")


def row_note(names: Iterable[tuple[int, str]], steps: Iterable[tuple[int, int, bool]]) -> str:
    """What else differs between the years: the printed names, and where the class begins or ends."""
    named = [_("%(year)s年印作“%(name)s”") % {"year": year, "name": name} for year, name in names]
    return listed_apart_plainly([*named, *(step(*each) for each in steps)])


def step(year: int, before: int, is_new: bool) -> str:
    """A sentence that a class begins (`is_new`) or ends in `year`, compared with the year `before`."""
    words = {"year": year, "before": before}
    if is_new:
        return _("新增：%(before)s年没有，%(year)s年有") % words
    return _("不再列出：%(before)s年有，%(year)s年没有") % words


def printed_change(words: SafeString, reason: str) -> SafeString:
    """The change of fiscal appropriation as printed, with its reason."""
    if not reason:
        return filled(_("%(change)s，原文没有写原因"), change=words)
    return filled(_("%(change)s，原因：“%(reason)s”"), change=words, reason=marked(reason))
