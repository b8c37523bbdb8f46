"""The sentences of the desk: its lists, a draft, an edition, the pre-check and the sheet to sign."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from budgets.form.tables import FORMS
from budgets.form.terms import DAYS_TO_DISCLOSE, Theme
from budgets.words.checks import by_theme
from budgets.words.days import said_day, said_moment
from budgets.words.sentences import filled, listed, paragraph


def day_or_unfilled(day: date | None) -> str:
    """2025年2月14日; 未填 where nobody has entered it."""
    return said_day(day) or _("未填")


def form_words() -> str:
    """How the tables are spoken of where no form is at hand: 九张表."""
    return listed(dict.fromkeys(_(form.words) for form in FORMS.values()))


# ---- lists ----------------------------------------------------------------------------------------------


def uploaded(by: str, at: datetime) -> str:
    """Who uploaded a document, and when; `by` is "" for the command line."""
    return _("%(who)s 于 %(at)s 上传") % {"who": by or _("命令行"), "at": said_moment(at)}


def uploaded_file(name: str, by: str, at: datetime) -> str:
    """The name of a file, who uploaded it, and when."""
    return f"{name} · {uploaded(by, at)}"


def file_uploaded(by: str, at: datetime, name: str) -> str:
    """Who uploaded a document, when, and the name of the file."""
    return f"{uploaded(by, at)} · {name}"


def disagreeing(themes: Mapping[Theme, int]) -> SafeString:
    """What does not agree in a draft."""
    return filled(_("不一致：%(what)s"), what=by_theme(themes))


def goes_live(at: datetime) -> str:
    """When a draft is published by itself."""
    return _("%(at)s 定时发布") % {"at": date_format(timezone.localtime(at), "n月j日 H:i")}


def no_drafts(upload: str, *, searched: bool) -> SafeString:
    """That there is no draft, and where one is made."""
    if searched:
        return filled(_("没有找到。"))
    return filled(_('现在没有草稿。 <a href="%(address)s">上传一份</a>'), address=upload)


def nothing_public(*, searched: bool) -> str:
    """That no budget is public."""
    return _("没有找到。") if searched else _("还没有公开的预算。")


def versions(count: int) -> str:
    """How many versions of an edition were published."""
    return ngettext("%(n)s 版", "%(n)s 版", count) % {"n": count}


# ---- the pre-check --------------------------------------------------------------------------------------


def clean(title: str, tables: str) -> SafeString:
    """That nothing was found in a document."""
    sentence = _("<b>%(title)s</b>：%(tables)s都在，数字都对得上，没有需要留意的地方。")
    return filled(sentence, title=title, tables=tables)


def to_look_at(
    title: str,
    *,
    missing: int,
    differs: Mapping[Theme, int],
    signs: int,
    hidden: int,
    unread: int,
    noticed: int,
    unexplained: int,
) -> SafeString:
    """What there is to look at in a document, each as a number; what does not agree by what it is about."""
    parts: tuple[tuple[str, object], ...] = (
        (_("有 %(n)s 张表没有找到"), missing),
        (_("有 %(n)s对不上") if differs else _("没有对不上的数字"), by_theme(differs) or True),
        (_("有 %(n)s 处像个人信息或密级标记"), signs),
        (_("文件里有 %(n)s 处看不见的内容要确认"), hidden),
        (_("有 %(n)s 处没有读出来"), unread),
        (_("有 %(n)s 处请留意"), noticed),
        (_("有 %(n)s 张空表没有说明"), unexplained),
    )
    found = [filled(words, n=n) for words, n in parts if n]
    said = found[0]
    for part in found[1:]:
        said = filled(_("%(first)s；%(second)s"), first=said, second=part)
    return filled(_("<b>%(title)s</b>：%(found)s；详见下文。"), title=title, found=said)


# ---- a draft --------------------------------------------------------------------------------------------


def standing(live: int | None, *, correction: bool) -> str:
    """What a draft is: the first of its edition, a correction of the live version, or a new one of a withdrawn edition."""
    if not correction:
        return filled(_("这是<b>第一次</b>公开这份预算，还没有公开。"))
    if live is None:
        return _("这份预算曾经公开，现已撤回；这是新的一版，还没有公开。")
    return filled(_("这是对公开的第 %(n)s 版的<b>更正</b>，还没有公开。"), n=live)


def draft_found(
    standing: str, *, differs: Mapping[Theme, int], missing: int, signs: int, hidden: int, unread: int
) -> SafeString:
    """What a draft is, and how much was found in it that has to be looked at."""
    parts: tuple[tuple[str, object], ...] = (
        (_("有 %(n)s不一致。"), by_theme(differs)),
        (_("有 %(n)s 张表没有找到。"), missing),
        (_("有 %(n)s 处像个人信息或密级标记。"), signs),
        (_("文件里有 %(n)s 处看不见的内容要确认。"), hidden),
        (_("有 %(n)s 处没有读出来。"), unread),
    )
    return paragraph(standing, *(words % {"n": n} for words, n in parts if n))


def tables_lost(live: int | None, tables: Sequence[str]) -> SafeString:
    """That the live version has tables which the draft has not, and what that means; loud, above all else."""
    sentence = _(
        "<b>公开的第 %(n)s 版有 %(count)s 张表，这份草稿里没有：</b>%(tables)s。发布以后，公开页面上就没有它们了；请先看看是不是传错了文件。"
    )
    return filled(sentence, n=live, count=len(tables), tables=listed(tables))


def not_published(why: str) -> SafeString:
    """That a publication that had been set did not happen."""
    return filled(_("<b>定好的发布没有进行。</b>%(why)s"), why=why)


def scheduled(at: datetime, by: str) -> SafeString:
    """When a draft will be published, and who said so; `by` is "" where that account is gone."""
    when = filled(_("<b>将在 %(at)s 自动发布。</b>"), at=said_moment(at))
    return paragraph(when, _("由 %(who)s 设定。") % {"who": by} if by else "")


def disclosed_after(days: int) -> SafeString:
    """How long it took from the approval to the disclosure, and whether that is within the rules."""
    kept = (
        _("超过了规定的 %(limit)s 天，公开页面会照实显示。")
        if days > DAYS_TO_DISCLOSE
        else _("在规定的 %(limit)s 天以内。")
    )
    return paragraph(_("批复到公开相隔 %(days)s 天。") % {"days": days}, kept % {"limit": DAYS_TO_DISCLOSE})


def address(path: str) -> str:
    """The address that an edition has."""
    return _("网址：%(path)s") % {"path": path}


def refused(sentence: str, errors: Sequence[str], anchor: str, link: str) -> SafeString:
    """That a form was refused, why, and where it is on the page."""
    said = _('<b>%(refusal)s</b>%(why)s <a href="%(anchor)s">%(link)s</a>')
    return filled(said, refusal=sentence, why=paragraph(*errors), anchor=anchor, link=link)


def no_right_to_publish() -> str:
    """To an account that cannot publish."""
    return _("您的账号可以上传和预览，不能发布。请把这一页的网址发给有发布权限的同事：")


def not_by_the_uploader() -> str:
    """To the uploader, on a site that asks for two people."""
    return _("本站要求两人分工：这份草稿是您上传的，请由另一位有发布权限的同事打开这一页发布：")


# ---- an edition -----------------------------------------------------------------------------------------


def live_since(number: int | None, at: datetime) -> str:
    """Which version is public, and since when."""
    return _("公开的是第 %(n)s 版，%(day)s发布。") % {"n": number, "day": said_moment(at)}


def version(number: int | None) -> str:
    """第 2 版; "" for what has no number."""
    return _("第 %(n)s 版") % {"n": number} if number else ""


def printed_file(name: str, sha256: str) -> str:
    """The name of a version's file and its digest."""
    return f"{name} · SHA-256 {sha256}"


def reasons(correction: str, withdrawal: str) -> list[str]:
    """Why a version was made and why it was withdrawn, as far as it was."""
    return [
        words % {"reason": reason}
        for words, reason in (
            (_("更正原因：%(reason)s"), correction),
            (_("撤回原因：%(reason)s"), withdrawal),
        )
        if reason
    ]


def you_wrote(reason: str) -> str:
    """The reason that was refused."""
    return _("您写的原因：%(reason)s") % {"reason": reason} if reason else ""


def on_restoring() -> str:
    """What happens when an earlier version becomes the live one again."""
    return _("这一版重新成为现行版本，用原来的版号，内容和文件一字节不变；现在的版本转为旧版，仍可查阅。")


def on_withdrawing() -> str:
    """What happens when a whole edition is withdrawn, and when not to."""
    return _(
        "用于误公开涉密或个人信息等情形。所有页面、文件和旧版马上只显示撤回原因。"
        "原因会公开，请不要在里面重复不该公开的内容。数字有错请改用更正。"
    )


def on_reinstating() -> str:
    """What happens when the withdrawal of an edition is taken back."""
    return _("随整份预算撤回的各版恢复到撤回前的状态；单独撤回的旧版不恢复。")


def not_surely_listed(count: int) -> str:
    """How many statements have an implementer that is not certainly a listed unit."""
    return _("%(n)s 份说明的实施主体不能确定是名单内单位") % {"n": count}


def on_confirming() -> str:
    """What a confirmation of an implementer is and how far it reaches."""
    return _(
        "您可以确认它是哪家预算单位，或确认都不是。确认公开显示为“本站管理员确认”，注明日期，不改原文；可以收回。"
        "更正时，只有编号、名称、实施主体和对应依据都没有变的说明沿用原来的确认。"
    )


# ---- the sheet to sign ----------------------------------------------------------------------------------


def sheet_file(name: str, size: str) -> str:
    """The name of the file and its size."""
    return _("%(name)s（%(size)s）") % {"name": name, "size": size}


def figures(count: int, missing: Sequence[int]) -> SafeString:
    """How many figures the tables print, and which tables were not found."""
    counted = filled(_("%(figures)s 个数字"), figures=count)
    if not missing:
        return counted
    tables = listed(_("表%(n)s") % {"n": number} for number in missing)
    return filled(_("%(counted)s；没有找到：%(tables)s"), counted=counted, tables=tables)


def noticed(count: int, lines: int, signs: int) -> str:
    """How much was noticed while reading."""
    sentence = _("%(n)s 条；没有归属 %(lines)s 行；像个人信息或密级标记 %(signs)s 处")
    return sentence % {"n": count, "lines": lines, "signs": signs}


def printed_total(amount: str, *, unread: bool) -> str:
    """A total of the sheet; `amount` is "" where none is printed, or where it is `unread`."""
    if unread and not amount:
        return _("没有读出")
    return _("%(amount)s 元") % {"amount": amount} if amount else _("没有印出")


def draft_number(pk: int) -> str:
    """What a draft is called that has no version number yet."""
    return _("草稿 %(n)s 号") % {"n": pk}


def printed(at: datetime) -> str:
    """When the sheet was printed."""
    return _("%(at)s 打印") % {"at": said_moment(at)}
