"""The sentences of the project list: what the statements add up to, who carries them out, when they run."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from budgets.words.markup import about
from budgets.words.money import exact, percent, spoken
from budgets.words.sentences import clauses, filled, listed, paragraph
from budgets.words.statement import days


def not_published() -> SafeString:
    """What is not published, further down on the page."""
    return filled(
        _('没有公开的：<a href="#coverage">多少项目没有说明，哪些绩效目标没有印出，这套表看不出什么</a>')
    )


# ---- a single statement ----


def only_amount(
    yuan: Decimal | None, fiscal: Decimal | None, self_raised: Decimal | None, *, approximate: bool
) -> SafeString:
    """The amount of an edition's only statement, and the sources that it names."""
    if yuan is None:
        return filled(_("它没有写明金额。"))
    amount = about(
        filled(_("%(amount)s（%(exact)s 元）"), amount=spoken(yuan), exact=exact(yuan)),
        approximate=approximate,
    )
    parts = [filled(_("它的金额是 %(amount)s"), amount=amount)]
    if fiscal is not None:
        parts.append(filled(_("其中财政资金 %(exact)s 元"), exact=exact(fiscal)))
    if self_raised is not None:
        parts.append(filled(_("自筹资金 %(exact)s 元"), exact=exact(self_raised)))
    if fiscal is None and self_raised is None:
        parts.append(filled(_("没有写明资金来源")))
    return filled(_("%(said)s。"), said=clauses(parts))


def fiscal_of_table(share: Decimal | None, table: int) -> SafeString:
    """The fiscal funds of the only statement beside project expenditure."""
    return filled(_("财政资金是表%(n)s项目支出的 %(share)s。"), n=table, share=percent(share))


def by_size(share: Decimal | None, table: int) -> SafeString:
    """An amount beside project expenditure of one table, by size alone."""
    sentence = _("只作大小的比较，相当于表%(n)s项目支出的 %(share)s。")
    return filled(sentence, n=table, share=percent(share))


def total_of_table(table: int) -> str:
    """What a table prints as the total of project expenditure."""
    return _("表%(n)s项目支出合计") % {"n": table}


# ---- several statements ----


def attached(count: int) -> str:
    """How many statements there are."""
    return _("原文附有 %(n)s 份项目经费情况说明。") % {"n": count}


def fiscal_named(count: int, yuan: Decimal) -> SafeString:
    """What the statements name as fiscal funds, beside which no project expenditure is printed."""
    sentence = _("写明财政资金的 %(n)s 份，财政资金合计 %(amount)s（%(exact)s 元）。")
    return filled(sentence, n=count, amount=spoken(yuan), exact=exact(yuan))


def fiscal_of_one_table(
    count: int, yuan: Decimal, share: Decimal, table: int, scope: str, whole: Decimal
) -> SafeString:
    """What the statements name as fiscal funds, as a share of the one table that prints project expenditure."""
    sentence = _(
        "写明财政资金的 %(n)s 份，财政资金合计 %(amount)s（%(exact)s 元），是表%(table)s项目支出（%(scope)s，%(whole)s 元）的 %(share)s。"
    )
    values = {"n": count, "amount": spoken(yuan), "exact": exact(yuan), "share": percent(share)}
    return filled(sentence, **values, table=table, scope=_(scope), whole=exact(whole))


def fiscal_of_tables(count: int, yuan: Decimal, share: Decimal, whole: Decimal) -> SafeString:
    """What the statements name as fiscal funds, as a share of our sum of several tables."""
    sentence = _(
        "写明财政资金的 %(n)s 份，财政资金合计 %(amount)s（%(exact)s 元），是各表项目支出相加（财政拨款，%(whole)s 元，推算）的 %(share)s。"
    )
    values = {"n": count, "amount": spoken(yuan), "exact": exact(yuan), "share": percent(share)}
    return filled(sentence, **values, whole=exact(whole))


def unnamed(count: int, yuan: Decimal) -> SafeString:
    """What the statements list without naming a source."""
    sentence = _("没有写明来源的 %(n)s 份，金额合计 %(amount)s（%(exact)s 元）。")
    return filled(sentence, n=count, amount=spoken(yuan), exact=exact(yuan))


def without_self_raised(count: int, yuan: Decimal) -> SafeString:
    """What the statements list beside the funds that they name as self-raised."""
    sentence = _(
        "%(n)s 份说明所列金额，除去写明的自筹资金，合计 %(exact)s 元；其中有的没有写明来源，不能都算作财政资金。"
    )
    return filled(sentence, n=count, exact=exact(yuan))


def by_size_of_tables(share: Decimal) -> SafeString:
    """An amount beside our sum of several tables, by size alone."""
    return filled(_("只作大小的比较，相当于各表项目支出相加的 %(share)s。"), share=percent(share))


def with_self_raised(
    count: int, self_raised: Decimal, yuan: Decimal, share: Decimal | None, table: int, whole: Decimal | None
) -> SafeString:
    """What the statements list with self-raised funds, as a share of the expenditure table where it prints projects."""
    values = {"n": count, "self": exact(self_raised), "exact": exact(yuan)}
    if not share or whole is None:
        return filled(_("有 %(n)s 份还列出自筹资金 %(self)s 元；连同自筹资金合计 %(exact)s 元。"), **values)
    sentence = _(
        "有 %(n)s 份还列出自筹资金 %(self)s 元；连同自筹资金合计 %(exact)s 元，相当于表%(table)s项目支出（全部资金，%(whole)s 元）的 %(share)s。"
    )
    return filled(sentence, **values, table=table, whole=exact(whole), share=percent(share))


def sums_are_ours(tables: Sequence[SafeString]) -> SafeString:
    """Whose the sums are, and where the tables print project expenditure; `tables` are links."""
    ours = _("合计由本站相加，约数按所写数字计入；每份的金额见下表，在各自的页面注明原文位置。")
    if not tables:
        return paragraph(ours)
    return paragraph(ours, filled(_("项目支出合计：%(tables)s"), tables=paragraph(*tables)))


def amounts_note() -> SafeString:
    """Where the amounts and the words under an implementer are from."""
    return paragraph(
        _(
            "金额只取“年度预算安排”里写明的数。列明：原文直接写出；推算：原文写出各季度、各部分或各来源的数，由本站相加；未列：原文没有写。"
        ),
        _("实施主体下面的小字说明它是不是原文“机构设置”所列的单位，依据写在各份说明的页上。"),
    )


def counted(count: int, *, filtered: bool) -> str:
    """How many statements the list has."""
    sentence = _("符合条件的 %(n)s 份") if filtered else _("共 %(n)s 份")
    return sentence % {"n": count}


# ---- who and when ----


def carriers_scope(*, fiscal_only: bool) -> str:
    """Which money is added up by implementing body."""
    if fiscal_only:
        return _("说明写明的财政资金，按实施主体相加，推算")
    return _("说明所列资金，按实施主体相加，推算")


def carried_out(yuan: Decimal | None, projects: Sequence[SafeString], unstated: int) -> SafeString:
    """The projects of an implementing body as links, their sum, and how many of them state no amount."""
    named = listed(projects)
    if yuan is None:
        return named
    if unstated:
        named = filled(_("%(projects)s（其中 %(n)s 份没有列出金额）"), projects=named, n=unstated)
    amount = filled(_("%(amount)s 元"), amount=exact(yuan))
    return filled("%(amount)s · %(projects)s", amount=amount, projects=named)


def period(first: date, last: date, *, months: bool) -> str:
    """When projects run, in days or months."""
    return "—".join(days(first, last, months=months))


def projects(count: int) -> str:
    """How many projects run at that time."""
    return ngettext("%(n)s 个项目", "%(n)s 个项目", count) % {"n": count}
