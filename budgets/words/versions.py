"""The sentences of an edition's history: which version is in force, and what is said of each."""

from collections.abc import Mapping
from datetime import date, datetime

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from budgets.form.terms import DAYS_TO_DISCLOSE, Theme
from budgets.words.checks import by_theme
from budgets.words.days import said_day
from budgets.words.official import marked
from budgets.words.sentences import filled, paragraph


def in_force(number: int | None, at: datetime | None, *, corrected: bool) -> SafeString:
    """Which version is in force, and what a correction does to the others."""
    now = filled(_("现在公开的是第 %(n)s 版，%(day)s发布。"), n=number, day=said_day(at))
    if corrected:
        return paragraph(now, _("更正不改动旧版：旧版仍可查阅，数字与当时公开的一样。"))
    return paragraph(now, _("到现在为止没有更正。"))


def days_to_disclosure(approved: date | None, disclosed: date | None, days: int) -> SafeString:
    """How long the first publication took, and whether that kept the rule."""
    took = ngettext(
        "财政部门 %(approved)s 批复，发布单位 %(disclosed)s 公开，相隔 %(days)s 天。",
        "财政部门 %(approved)s 批复，发布单位 %(disclosed)s 公开，相隔 %(days)s 天。",
        abs(days),
    )
    kept = (
        _("按规定应在批复后 %(limit)s 天内公开，符合期限。")
        if days <= DAYS_TO_DISCLOSE
        else _("按规定应在批复后 %(limit)s 天内公开，超过了期限。")
    )
    said = filled(took, approved=said_day(approved), disclosed=said_day(disclosed), days=days)
    return paragraph(said, kept % {"limit": DAYS_TO_DISCLOSE})


def name(number: int | None) -> str:
    """What a version is called."""
    return _("第 %(n)s 版") % {"n": number}


def act(number: int | None, detail: str) -> str:
    """Of which version a line of the public log is, and its public reason; as plain text."""
    if not number:
        return detail
    if not detail:
        return name(number)
    return _("第 %(n)s 版。%(detail)s") % {"n": number, "detail": detail}


def found(themes: Mapping[Theme, int]) -> str:
    """What does not agree in a version; as plain text, "" where all agrees."""
    return _("核对出不一致的有 %(what)s。") % {"what": by_theme(themes)} if themes else ""


def correction(reason: str) -> SafeString:
    """Why a version corrects the one before it."""
    return filled(_("更正原因：%(reason)s"), reason=marked(reason))


def withdrawal(reason: str) -> SafeString:
    """Why a version was withdrawn."""
    return filled(_("撤回原因：%(reason)s"), reason=marked(reason))


def disclosed(approved: date | None, day: date) -> SafeString:
    """When the body published the document, and when it was approved."""
    if approved is None:
        return filled(_("%(day)s由单位公开"), day=said_day(day))
    sentence = _("%(approved)s批复，%(day)s由单位公开")
    return filled(sentence, approved=said_day(approved), day=said_day(day))
