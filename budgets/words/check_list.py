"""The sentences of the list of checks: how much was checked, what was not, and how each check is shown."""

from collections.abc import Mapping, Sequence

from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from budgets.words.official import marked
from budgets.words.sentences import filled, linked, listed, paragraph
from budgets.words.tables import further_tables


def covered(
    tables: str,
    *,
    figures: int,
    checked: int,
    agreeing: int,
    verdicts: Mapping[str, int],
    further: int = 0,
    lacking: bool = False,
) -> SafeString:
    """How much was checked; `tables` is what the form calls its tables, `verdicts` the checks by verdict.

    `further` is how many tables are kept as printed; `lacking`: more is printed than was read.
    """
    sentence = _(
        "%(tables)s里读出的 %(figures)s 个数字中，%(checked)s 个经过核对，%(agreeing)s 个在每项核对里都一致；"
        "一共 %(checks)s 项核对，%(equal)s 项一致。"
    )
    if not lacking:
        sentence = _(
            "%(tables)s印出的 %(figures)s 个数字中，%(checked)s 个经过核对，%(agreeing)s 个在每项核对里都一致；"
            "一共 %(checks)s 项核对，%(equal)s 项一致。"
        )
    values = {
        "tables": _(tables),
        "figures": figures,
        "checked": checked,
        "agreeing": agreeing,
        "checks": sum(verdicts.values()),
        "equal": verdicts.get("equal", 0),
    }
    return paragraph(
        filled(sentence, **values), _others(checked - agreeing, verdicts), further_tables(further)
    )


def _others(count: int, verdicts: Mapping[str, int]) -> SafeString:
    if not count:
        return SafeString("")
    sentence = _(
        "另外 %(n)s 个数字有提示的核对提到过：不一致 %(differs)s 项，只差四舍五入 %(rounding)s 项，"
        "无法核对 %(unknown)s 项；被提到不等于印错。"
    )
    named = {verdict: verdicts.get(verdict, 0) for verdict in ("differs", "rounding", "unknown")}
    return filled(sentence, n=count, **named)


def not_made(kinds: Sequence[str]) -> SafeString:
    """That kinds of checks were not made; "" where all were."""
    sentence = _(
        "这一版没有做过这几类核对：%(kinds)s。文件里没有可以核对的内容，或者载入时本站还没有这类核对；"
        "没有列出不等于没有问题。"
    )
    return filled(sentence, kinds=listed(kinds)) if kinds else SafeString("")


def counted(count: int, *, filtered: bool) -> str:
    """How many checks the list has."""
    words = _("符合条件的 %(n)s 项") if filtered else _("共 %(n)s 项")
    return words % {"n": count}


def heading(verdict: str, label: str, count: int, *, of_page: bool) -> SafeString:
    """The heading of the checks of one verdict; `of_page` where the list has more pages."""
    sentence = (
        ngettext(
            '<span class="verdict verdict--%(verdict)s">%(label)s</span> %(n)s 项（本页）',
            '<span class="verdict verdict--%(verdict)s">%(label)s</span> %(n)s 项（本页）',
            count,
        )
        if of_page
        else ngettext(
            '<span class="verdict verdict--%(verdict)s">%(label)s</span> %(n)s 项',
            '<span class="verdict verdict--%(verdict)s">%(label)s</span> %(n)s 项',
            count,
        )
    )
    return filled(sentence, verdict=verdict, label=label, n=count)


def summary(label: str, count: int) -> str:
    """What stands at the folded checks of one verdict."""
    return _("%(label)s %(n)s 项") % {"label": label, "n": count}


def places(count: int) -> str:
    """What stands at the folded places of a check."""
    return _("核对的 %(n)s 处") % {"n": count}


def reason(why: str | Promise) -> SafeString:
    """Why a check could not be decided."""
    return filled(_("原因：%(reason)s"), reason=why)


def place(words: str, in_table: str, in_source: str) -> SafeString:
    """A place that was compared, with its row on the table's page and with the document; "" is no link."""
    shown = linked(marked(words), in_table)
    if not in_source:
        return shown
    sentence = _('%(place)s <a href="%(address)s" class="to-source" aria-label="原文：%(named)s">原文</a>')
    return filled(sentence, place=shown, address=in_source, named=words)
