"""The sentences of the comparison: which budgets are side by side, and how their lines were matched."""

from collections.abc import Iterable
from decimal import Decimal

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from budgets.form.amounts import two_decimals
from budgets.words.money import format_speakable
from budgets.words.official import marked
from budgets.words.sentences import filled, listed_apart_plainly, listed_plainly, paragraph
from budgets.words.unread import InPart, editions_in_part


def removed(body: str, year: int) -> str:
    """What the link at a budget does, for those who do not see its cross."""
    return _("去掉 %(body)s %(year)s") % {"body": body, "year": year}


def meant(asked: str) -> SafeString:
    """What stands above the budgets that the words may mean."""
    return filled(_("“%(words)s”可以是："), words=marked(asked))


def kinds_differ() -> SafeString:
    """That departmental and unit budgets are different things."""
    return filled(_("部门预算包含所属单位，单位预算只含自己：两种预算的金额不能直接相比。"))


def counted(count: int, *, filtered: bool) -> str:
    """How many lines are compared."""
    words = _("符合条件的 %(n)s 行") if filtered else _("共 %(n)s 行")
    return words % {"n": count}


def changed(name: str, before: tuple[str, Decimal], last: tuple[str, Decimal], share: Decimal | None) -> str:
    """A total of the last two editions, each with its name and yuan, and the change in per cent; as plain text."""
    change = last[1] - before[1]
    values = {
        "name": name,
        "before": before[0],
        "last": last[0],
        "was": format_speakable(before[1]),
        "now": format_speakable(last[1]),
        "size": format_speakable(abs(change)),
    }
    if not change:
        return _("%(name)s：%(before)s和%(last)s都是 %(now)s。") % values
    if share is None:
        more = _("%(name)s：%(before)s %(was)s，%(last)s %(now)s，多 %(size)s。")
        less = _("%(name)s：%(before)s %(was)s，%(last)s %(now)s，少 %(size)s。")
        return (more if change > 0 else less) % values
    values["share"] = two_decimals(abs(share))
    more = _("%(name)s：%(before)s %(was)s，%(last)s %(now)s，多 %(size)s（%(share)s%%）。")
    less = _("%(name)s：%(before)s %(was)s，%(last)s %(now)s，少 %(size)s（%(share)s%%）。")
    return (more if change > 0 else less) % values


def source(bodies: Iterable[tuple[str, Iterable[str]]], number: int, title: str) -> str:
    """Where a compared chart is from: each body with its years and kinds, and the table; as plain text."""
    named = (f"{body} {listed_plainly(editions)}" for body, editions in bodies)
    values = {"editions": listed_apart_plainly(named), "n": number, "title": _(title)}
    return _("来源：%(editions)s，表%(n)s %(title)s") % values


def note(*, coded: bool, in_part: Iterable[InPart] = ()) -> SafeString:
    """How blanks are to be read, what is computed here, and how lines were matched.

    `in_part` are the editions whose table was not read whole.
    """
    return paragraph(
        _(
            "空白表示那一份原文没有印出，不等于零；增减、比例和占比由本站算出，占比以各自印出的合计为准。点一个金额，就到原文印着它的地方。"
        ),
        editions_in_part(in_part),
        _("科目按编码对应；同一编码名称不同的，注明原来的名称；同名而编码不同的只作提示，不合并。")
        if coded
        else _("这张表没有科目编码，按名称对应，名称不同的分行列出。"),
        _("机构、职能和科目有调整的，并不完全可比。"),
    )
