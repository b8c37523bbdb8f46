"""The sentences of “三公”, procurement, assets, notes and definitions: amounts are Decimal yuan, links are markup."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from budgets.words.money import aligned, exact, format_speakable, share_of, signed, spoken
from budgets.words.official import marked, with_gloss
from budgets.words.sentences import filled, listed, paragraph

# ---- sums that the document prints ----


def added_up(parts: Sequence[Decimal], total: Decimal, difference: Decimal) -> SafeString:
    """What amounts add up to, and whether that is the printed total: 1.00 + 2.00 = 3.00 万元，与原文合计一致."""
    terms = f"{' + '.join(aligned(part) for part in parts)} = {aligned(total)}"
    if not difference:
        return filled(_("%(terms)s 万元，与原文合计一致"), terms=terms)
    sentence = _("%(terms)s 万元，与原文合计相差 %(difference)s 万元")
    return filled(sentence, terms=terms, difference=signed(difference))


def changes_added_up(total: Decimal, difference: Decimal) -> SafeString:
    """What the printed changes add up to, and whether that is the printed change of the total."""
    values = {"sum": signed(total), "difference": signed(difference)}
    if not total:
        if not difference:
            return filled(_("各项增减相加为 0，也一致"))
        return filled(_("各项增减相加为 0，与原文增减相差 %(difference)s 万元"), **values)
    if not difference:
        return filled(_("各项增减相加 %(sum)s 万元，也一致"), **values)
    return filled(_("各项增减相加 %(sum)s 万元，与原文增减相差 %(difference)s 万元"), **values)


def addition(name: str, amounts: SafeString, changes: SafeString) -> SafeString:
    """How a line of table 9 adds up; `changes` is "" where the changes of its parts are not printed."""
    said = filled(_("%(first)s；%(second)s"), first=amounts, second=changes) if changes else amounts
    return filled(_("%(name)s：%(said)s。"), name=with_gloss(name), said=said)


# ---- “三公” and agency operating costs ----


def three_public(yuan: Decimal) -> SafeString:
    """The first line of the page."""
    return filled(_("“三公”经费 <em>%(amount)s</em>"), amount=spoken(yuan))


def without_amount(said: SafeString | None, *, unread: bool) -> SafeString:
    """A cell of the table without an amount that was read; `said` is what the notes state, as a link to it."""
    if unread:
        return filled(_("没有读出，说明写 %(words)s"), words=said) if said else filled(_("没有读出"))
    return filled(_("原表空白，说明写 %(words)s"), words=said) if said else filled(_("原表空白"))


def exact_three_public(place: SafeString, yuan: Decimal) -> SafeString:
    """The total in 万元 as a link, and in yuan."""
    amount = filled(_("%(amount)s 万元，即 %(yuan)s 元"), amount=place, yuan=exact(yuan))
    return filled("%(amount)s · %(scope)s", amount=amount, scope=_("财政拨款"))


def change_of_total(change: Decimal | None, base: str) -> SafeString:
    """The printed change of the total; "" where none is printed."""
    if change is None:
        return SafeString("")
    if not change:
        return filled(_("与%(base)s持平。"), base=base)
    sentence = _("比%(base)s增加 <b>%(size)s</b>。") if change > 0 else _("比%(base)s减少 <b>%(size)s</b>。")
    return filled(sentence, base=base, size=format_speakable(abs(change)))


def share_of_three_public(yuan: Decimal | None, total: Decimal) -> SafeString:
    """One of the three items as a share of them all."""
    return filled(_("占“三公”经费 %(part)s"), part=share_of(yuan, total))


def agency_operating(place: SafeString, mark: SafeString, yuan: Decimal) -> SafeString:
    """Agency operating costs in 万元 as a link, with the sign of what a check found, and in yuan."""
    return filled(
        '<b>%(wan)s</b> %(mark)s <span class="amount-exact">%(yuan)s</span>',
        wan=in_wan(place),
        mark=mark,
        yuan=filled(_("%(amount)s 元"), amount=exact(yuan)),
    )


def in_wan(place: SafeString) -> SafeString:
    """Digits in 万元 with their unit."""
    return filled(_("%(amount)s 万元"), amount=place)


def agency_operating_stated(words: str, place: SafeString) -> SafeString:
    """What the notes say of agency operating costs, with the place."""
    said = filled(_("“其他相关情况说明”写的是 %(words)s。"), words=marked(words))
    return filled("%(said)s %(place)s", said=said, place=place)


# ---- procurement ----


def procurement(yuan: Decimal) -> SafeString:
    """The first line of the page."""
    return filled(_("政府采购预算 <em>%(amount)s</em>"), amount=spoken(yuan))


def exact_procurement(place: SafeString, yuan: Decimal) -> SafeString:
    """The total in 万元 as a link, and in yuan; the document does not say whose money it is."""
    return filled(
        "%(wan)s · %(yuan)s · %(scope)s",
        wan=in_wan(place),
        yuan=filled(_("%(amount)s 元"), amount=exact(yuan)),
        scope=_("原文未说明资金口径"),
    )


def procurement_line(label: str, *, apart: bool) -> SafeString:
    """The name of a number; `apart` for one that divides the total in another way."""
    if not apart:
        return with_gloss(label)
    note = _("合计的另一种分法，不与上面几项相加")
    return filled('%(name)s <small class="muted">%(note)s</small>', name=with_gloss(label), note=note)


def share_of_procurement(yuan: Decimal, total: Decimal) -> SafeString:
    """What is reserved, as a share of all procurement."""
    return filled(_("占政府采购预算 %(part)s"), part=share_of(yuan, total))


def sentence(said: SafeString) -> SafeString:
    """A statement as a sentence of its own."""
    return filled(_("%(said)s。"), said=said)


# ---- assets ----


def assets(vehicles: Decimal | None, equipment: Decimal | None, unit: str) -> SafeString:
    """The first line of the page: how many vehicles, how much large equipment, in the unit that is printed."""
    if vehicles is None:
        return filled(_("国有资产占有使用"))
    held = {"vehicles": exact(vehicles), "equipment": "" if equipment is None else exact(equipment)}
    if equipment is None:
        return filled(_('<span class="nobr">公务车辆 <em>%(vehicles)s 辆</em></span>'), **held)
    both = _(
        '<span class="nobr">公务车辆 <em>%(vehicles)s 辆</em></span>，<span class="nobr">大型设备 <em>%(equipment)s %(unit)s</em></span>'
    )
    return filled(both, **held, unit=_(unit) if unit else "")


def as_of(day: date) -> str:
    """The day that the numbers are of."""
    return _("截至%(day)s") % {"day": date_format(day, _("Y年n月j日"))}


def vehicles_planned(count: Decimal) -> SafeString:
    """How many vehicles are to be bought."""
    sentence = ngettext("车辆 <b>%(n)s 辆</b>", "车辆 <b>%(n)s 辆</b>", int(count))
    return filled(sentence, n=exact(count))


def equipment_planned(label: str, count: Decimal, unit: str) -> SafeString:
    """How much large equipment is to be bought."""
    sentence = _("%(label)s <b>%(n)s %(unit)s</b>")
    return filled(sentence, label=with_gloss(label), n=exact(count), unit=_(unit) if unit else "")


def planned(year: int, things: Sequence[SafeString]) -> SafeString:
    """What is to be bought; "" where nothing is."""
    if not things:
        return SafeString("")
    return filled(_("%(year)s年预算安排购置%(things)s。"), year=year, things=listed(things))


# ---- notes and definitions ----


def units_listed(count: int, administrative: int | None, institutions: int | None) -> SafeString:
    """How many units are listed, and how many of each kind the document says; None where that makes no whole."""
    found = ngettext("所列 %(n)s 家", "所列 %(n)s 家", count) % {"n": count}
    if administrative is None or institutions is None:
        return filled(_("%(said)s。"), said=found)
    stated = _("%(found)s；原文说行政单位 %(administrative)s 家、事业单位 %(institutions)s 家。")
    return filled(stated, found=found, administrative=administrative, institutions=institutions)


def found_in(editions: Sequence[SafeString], count: int) -> SafeString:
    """Which editions give a definition: `editions` are links to the first of them, `count` says how many there are."""
    if count > len(editions):
        sentence = _("见于：%(editions)s等 %(n)s 份预算")
        return filled(sentence, editions=listed(editions), n=count)
    return filled(_("见于：%(editions)s"), editions=listed(editions))


def without_numbers(number: int) -> SafeString:
    """That neither the table of “三公” nor the notes print a number of it."""
    return filled(_("原文的表%(number)s没有“三公”经费数字，说明里也没有。"), number=number)


def without_table(number: int, kept: int, tables: str) -> SafeString:
    """That the document has no table of “三公”; `kept` tables are kept as printed, `tables` is the address of the list."""
    first = filled(_("原文里没有找到表%(number)s，说明里也没有“三公”经费的数字。"), number=number)
    more = _('另有 %(n)s 张表不是官方表式，<a href="%(address)s">照原文收录</a>，其中的数字本站没有读。')
    return paragraph(first, filled(more, n=kept, address=tables) if kept else "")
