"""The sentences of a project statement: amounts come in as Decimal yuan, links as markup."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from budgets.form.terms import InstalmentKind, LinkState, Nature
from budgets.words.days import said_day
from budgets.words.markup import about, muted, said_and_exact, unbroken
from budgets.words.money import exact, spoken
from budgets.words.official import marked, with_gloss
from budgets.words.sentences import filled, listed, paragraph, side_by_side

INFERRED = (LinkState.PART, LinkState.RESEMBLES)  # link states found by the name alone
INSTALMENT_MEANINGS = {
    InstalmentKind.INCREMENT: gettext_lazy("当期：只算这一期的。"),
    InstalmentKind.CUMULATIVE: gettext_lazy("累计：从头算到这一期末，包含前面各期。"),
    InstalmentKind.LOWER_BOUND: gettext_lazy("累计不低于：从头算到这一期末，至少达到这个数。"),
}
LINK_MEANINGS = {
    LinkState.LISTED: gettext_lazy("名称与机构设置所列单位相同，或只差“本部”“本级”“机关”。"),
    LinkState.PART: gettext_lazy(
        "名称以这家单位的名称或简称开头，像是它的部门；原文没有说明隶属关系，不算作这家单位。"
    ),
    LinkState.ABBREVIATION: gettext_lazy("原文用“以下简称”说明过；不是全称，不算作这家单位。"),
    LinkState.RESEMBLES: gettext_lazy(
        "按字面推断：所列单位里只有这一家与这个简称相符；原文没有说明，不算作这家单位。"
    ),
    LinkState.NOT_LISTED: gettext_lazy("机构设置所列单位里没有这个名称。"),
    LinkState.SEVERAL: gettext_lazy("不止一个名称，不归到其中哪一家。"),
    LinkState.AMBIGUOUS: gettext_lazy("所列单位里不止一家与这个简称相符，不猜是哪一家。"),
    LinkState.UNNAMED: gettext_lazy("原文是一段话，没有单独写明由哪家单位实施。"),
    LinkState.NO_LIST: gettext_lazy("原文的机构设置没有列出单位，无从对应。"),
    LinkState.UNDETERMINED: gettext_lazy("这一版载入时本站还不作这项判断。"),
    LinkState.CONFIRMED: gettext_lazy("由本站管理员确认，不是原文写明的。"),
    LinkState.CONFIRMED_NONE: gettext_lazy(
        "本站管理员确认：不对应机构设置所列的任何一家单位；不是原文写明的。"
    ),
}
NATURE_MEANINGS = {
    Nature.DERIVED: gettext_lazy("由原文所列各部分相加"),
    Nature.STATED: gettext_lazy("原文写明"),
    Nature.MISSING: gettext_lazy("原文没有写"),
}


def description(statement: str, body: str, year: int) -> SafeString:
    """What search engines show of the page."""
    sentence = _("%(statement)s：%(body)s%(year)s年预算的项目说明，实施主体、周期、金额和七个部分的原文。")
    return filled(sentence, statement=statement, body=body, year=year)


def total(yuan: Decimal | None, nature: str, *, approximate: bool) -> SafeString:
    """The amount of the statement and whether it is printed."""
    if yuan is None:
        return muted(_("说明未列明年度预算金额。"))
    amount = said_and_exact(yuan, approximate=approximate)
    return format_html('{} <span class="verdict">{}</span>', amount, _(nature))


def in_short(
    implementer: str, period: SafeString, fiscal: Decimal | None, self_raised: Decimal | None
) -> SafeString:
    """Who carries the project out, when, and with whose money."""
    parts = [marked(implementer) if implementer else marked(_("实施主体未明确")), period]
    return side_by_side((*parts, _sources(fiscal, self_raised)))


def _sources(fiscal: Decimal | None, self_raised: Decimal | None) -> SafeString:
    """The sources that the statement names with their amounts, or that it names none."""
    named = [
        filled(sentence, size=spoken(yuan))
        for sentence, yuan in ((_("财政资金 %(size)s"), fiscal), (_("自筹资金 %(size)s"), self_raised))
        if yuan is not None
    ]
    return listed(unbroken(words) for words in named) if named else filled(_("未写明资金来源"))


def days(first: date, last: date, *, months: bool) -> tuple[str, str]:
    """The first and the last day of a period in words; only their months where the document gives no days."""
    form = _("Y年n月") if months else _("Y年n月j日")
    return date_format(first, form), date_format(last, form)


def period(first: date | None, last: date | None, *, months: bool) -> SafeString:
    """When a project runs, in short; "" where the document does not say."""
    if first is None or last is None:
        return SafeString("")
    return unbroken("—".join(days(first, last, months=months)))


def period_in_full(first: date | None, last: date | None, *, months: bool) -> SafeString:
    """When a project runs, and whether the document gives only months."""
    if first is None or last is None:
        return filled(_("未明确"))
    start, end = days(first, last, months=months)
    if months:
        return format_html("{} {}", unbroken(f"{start} — {end}"), muted(_("（原文只写到月）")))
    return format_html("{} — {}", unbroken(start), unbroken(end))


def nature_in_full(nature: str, *, unnamed: bool) -> SafeString:
    """Whether the amount is printed or our sum, and that no source is named where that is so."""
    said = format_html("{} {}", _(nature), muted(str(NATURE_MEANINGS[Nature(nature)])))
    return format_html("{}<br>{}", said, muted(_("未写明资金来源"))) if unnamed else said


def confirmed_on(day: date) -> SafeString:
    """The day on which an administrator confirmed a link."""
    said = said_day(day)
    return format_html('<time class="num" datetime="{}">{}</time>', day.isoformat(), said)


def link_meaning(state: str) -> str:
    """What a link state says, and what it does not."""
    return str(LINK_MEANINGS[LinkState(state)])


def link_ground(state: str, words: str) -> SafeString:
    """The words of the document that link an implementer to a listed unit."""
    sentence = _("原文写的是：“%(words)s”") if LinkState(state) in INFERRED else _("依据原文：“%(words)s”")
    return filled(sentence, words=marked(words))


def instalment_name(label: str, kind: str) -> SafeString:
    """The time of an instalment, and whether its number is its own or cumulative."""
    return format_html("{} {}", with_gloss(label), muted(_(kind)))


def instalments_note(
    kinds: Iterable[InstalmentKind], *, increments_only: bool, base: Decimal | None
) -> SafeString:
    """How the instalments are to be read; `base` is what our amounts are a percentage of, None without such amounts."""
    shares = _("原文只给比例的，金额由本站推算：比例乘以原文列明的 %(amount)s 元。")
    return paragraph(
        *(str(INSTALMENT_MEANINGS[kind]) for kind in kinds),
        "" if increments_only else _("累计的数不能相加。"),
        "" if base is None else filled(shares, amount=exact(base)),
        _("带点线的数字是原文列明的，点数字看原文。"),
    )


def derived(yuan: Decimal | None, *, approximate: bool) -> SafeString:
    """An amount that this site worked out, marked as such; that none is stated where it could not."""
    if yuan is None:
        return muted(_("未列"))
    return format_html("{} {}", about(exact(yuan), approximate=approximate), muted(_("推算")))


def at_amount(title: str, sides: str, address: str) -> SafeString:
    """A finding that stands at the amount: what does not agree, and both printed numbers."""
    sign = filled('<span class="mark mark--differs" aria-hidden="true">≠</span>')
    if not sides:
        return filled(
            _('%(sign)s <a href="%(address)s">%(title)s</a>'), sign=sign, address=address, title=marked(title)
        )
    sentence = _('%(sign)s <a href="%(address)s">%(title)s</a>：%(sides)s')
    return filled(sentence, sign=sign, address=address, title=marked(title), sides=sides)
