"""The sentences of the list of checks: how much was checked, what was not, and how each check is shown."""

from collections.abc import Sequence

from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from budgets.form.counted import Counted
from budgets.form.terms import Theme, Verdict
from budgets.words.checks import by_theme
from budgets.words.official import marked
from budgets.words.sentences import clauses, filled, linked, listed, paragraph
from budgets.words.tables import further_tables


def covered(
    tables: str,
    *,
    figures: int,
    checked: int,
    agreeing: int,
    checks: Counted,
    further: int = 0,
    lacking: bool = False,
) -> SafeString:
    """How much was checked; `tables` is what the form calls its tables.

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
        "checks": checks.made,
        "equal": checks.of(Verdict.EQUAL),
    }
    return paragraph(
        filled(sentence, **values), found(checks), _others(checked - agreeing), further_tables(further)
    )


def checks_found(checks: Counted) -> SafeString:
    """How many checks were made and what they found, by what it is about; only money that does not agree is in red."""
    sentence = _("不一致的有 %(what)s")
    if checks.themes.get(Theme.AMOUNTS):
        sentence = _('<b class="alarm">不一致的有 %(what)s</b>')
    rounding, unknown = checks.of(Verdict.ROUNDING), checks.of(Verdict.UNKNOWN)
    equal = checks.of(Verdict.EQUAL)
    found = [
        filled(sentence, what=by_theme(checks.themes)) if checks.themes else _("没有不一致"),
        ngettext("%(n)s 处是四舍五入的差别", "%(n)s 处是四舍五入的差别", rounding) % {"n": rounding}
        if rounding
        else "",
        ngettext("%(n)s 处无法核对", "%(n)s 处无法核对", unknown) % {"n": unknown} if unknown else "",
        ngettext("%(n)s 项一致", "%(n)s 项一致", equal) % {"n": equal} if equal else "",
    ]
    made = ngettext("做了 %(n)s 项核对，%(found)s。", "做了 %(n)s 项核对，%(found)s。", checks.made)
    return filled(made, n=checks.made, found=clauses(each for each in found if each))


def found(checks: Counted) -> SafeString:
    """What was found, by causes; "" where all agrees."""
    rounding, unknown = checks.of(Verdict.ROUNDING), checks.of(Verdict.UNKNOWN)
    if not (checks.themes or rounding or unknown):
        return SafeString("")
    sentence = _("没有不一致，只差四舍五入 %(rounding)s 处，无法核对 %(unknown)s 处。")
    if checks.themes:
        sentence = _("不一致的有 %(what)s，只差四舍五入 %(rounding)s 处，无法核对 %(unknown)s 处。")
    said = filled(sentence, what=by_theme(checks.themes), rounding=rounding, unknown=unknown)
    follow = checks.made - sum(checks.verdicts.values())
    return paragraph(
        said,
        _("一处起因引起的几项合为一处，另外 %(n)s 项收在各自的起因下面。") % {"n": follow} if follow else "",
    )


def _others(count: int) -> str:
    """How many figures are named by a check that does not agree; "" for none."""
    if not count:
        return ""
    sentence = ngettext(
        "另外 %(n)s 个数字有提示的核对提到过；被提到不等于印错。",
        "另外 %(n)s 个数字有提示的核对提到过；被提到不等于印错。",
        count,
    )
    return sentence % {"n": count}


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


def following(count: int) -> str:
    """What stands at the folded consequences of a finding."""
    return ngettext("由它引起的还有 %(n)s 项", "由它引起的还有 %(n)s 项", count) % {"n": count}


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
