"""The sentences on what was read from a document and what its checks found, before it is published."""

from collections.abc import Iterable
from decimal import Decimal

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from budgets.form.counted import Counted
from budgets.form.terms import Verdict
from budgets.words.check_list import found as checks_found
from budgets.words.money import exact, spoken
from budgets.words.sentences import clauses, filled, paragraph, shortened
from budgets.words.tables import further_tables

QUOTED = 160  # characters of a line that are quoted


def quoted(line: str) -> str:
    """A printed line as far as it is quoted."""
    return shortened(line, QUOTED)


# ---- what was understood --------------------------------------------------------------------------------


def spaced_year_and_kind(year: int, kind: str) -> str:
    """The year and the kind that were read, as two things to look at: 2025 年 部门预算; pages name it in one word."""
    return _("%(year)s 年 %(kind)s") % {"year": year, "kind": kind}


def file_name(name: str, size: str) -> str:
    """The name of the file and its size, "" where that is not known."""
    return " · ".join(word for word in (name, size) if word)


def total(yuan: Decimal | None, *, unread: bool) -> SafeString:
    """A printed total to the yuan and as it is said; None where it is not printed, or is `unread`."""
    if yuan is None and unread:
        return filled(_('<span class="muted">没有读出</span>'))
    if yuan is None:
        return filled(_('<span class="muted">没有印出，或没有找到这张表</span>'))
    sentence = _('%(amount)s 元 <span class="muted">%(said)s</span>')
    return filled(sentence, amount=exact(yuan), said=spoken(yuan))


def counted(counts: Iterable[tuple[str, int]]) -> SafeString:
    """How many there are of each: 预算单位 11，名词解释 8."""
    return clauses(f"{name} {n}" for name, n in counts)


def without_a_note() -> str:
    """About an empty table under which nothing stands."""
    return _("没有说明；按规定，空表应当列出并说明")


# ---- checks ---------------------------------------------------------------------------------------------


def covered(
    tables: str,
    figures: int,
    checked: int,
    checks: Counted,
    *,
    all_agree: bool,
    further: int = 0,
    lacking: bool = False,
) -> SafeString:
    """How much of the tables was checked; `tables` is how the form speaks of them, `lacking`: more is printed than was read."""
    sentence = _(
        "%(tables)s里读出的 %(figures)s 个数字中，%(checked)s 个经过核对；一共 %(checks)s 项核对，%(equal)s 项一致。"
    )
    if not lacking:
        sentence = _(
            "%(tables)s印出的 %(figures)s 个数字中，%(checked)s 个经过核对；一共 %(checks)s 项核对，%(equal)s 项一致。"
        )
    values = {"tables": tables, "figures": figures, "checked": checked, "checks": checks.made}
    values["equal"] = checks.of(Verdict.EQUAL)
    return paragraph(
        filled(sentence, **values),
        _("没有对不上的。") if all_agree else checks_found(checks),
        further_tables(further),
    )


def about(verdict: str, *, lacking: bool) -> str:
    """What a verdict means that is no error; "" for the others. `lacking`: more is printed than was read."""
    if verdict == Verdict.ROUNDING.word:
        return _("各级金额四舍五入以后印出，加起来差一两个最小单位，不是错误；差额照样公开。")
    if verdict == Verdict.UNKNOWN.word and lacking:
        return _("原文没有印出可比的数字，或者印了而没有读出来。")
    if verdict == Verdict.UNKNOWN.word:
        return _("原文没有印出可比的数字。")
    return ""


def open_these(count: int, verdict: str) -> str:
    """The fold around the findings of one verdict."""
    return _("看这 %(n)s 项%(label)s") % {"n": count, "label": verdict}


def difference(amount: str, unit: str) -> str:
    """How far a check is off, in its own unit: 差 0.63 万元; "" where nothing is."""
    return _("差 %(amount)s") % {"amount": f"{amount} {unit}".strip()} if amount else ""


def to_explain(*, carried: bool, explained: bool) -> str:
    """What the explanation of a finding may be asked for."""
    if carried:
        return _("沿用现行版本的部门说明，可以修改")
    return _("修改部门说明") if explained else _("写部门说明")


# ---- what was noticed -----------------------------------------------------------------------------------


def as_printed(words: str) -> SafeString:
    """The printed words that a notice is about."""
    return filled(_("原文：“%(words)s”"), words=quoted(words))
