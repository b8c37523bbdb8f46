"""When the money of a project is spent: the instalments of a statement as bars."""

from collections.abc import Callable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from budgets.charts.bars import Bar, amount_bars
from budgets.charts.base import Chart
from budgets.form.amounts import Unit, format_amount
from budgets.form.terms import InstalmentKind, Nature
from budgets.models import Instalment
from budgets.pages.statement.spending_plan import SpendingPlan
from budgets.words.money import format_speakable, said_about
from budgets.words.official import label
from budgets.words.sentences import listed_plainly

_COLOURS = {
    InstalmentKind.INCREMENT: "var(--c1)",
    InstalmentKind.CUMULATIVE: "var(--c3)",
    InstalmentKind.LOWER_BOUND: "var(--c4)",
}


def spending_plan_bars(
    plan: SpendingPlan, title: str, scope: str, source: str, printed_at: Callable[[Instalment], str]
) -> Chart | None:
    """The instalments with an amount, stated or worked out (推算), in the order of the statement.

    None for fewer than two. `printed_at` gives the address where an instalment is printed.
    """
    bars = [bar for i in plan.instalments if (bar := _bar(plan, i, printed_at))]
    return amount_bars(
        "instalments",
        title,
        _sentence(plan, bars) if bars else "",
        bars,
        columns=(_("时段"), _("金额（万元）"), _("含义"), _("金额性质")),
        scope=scope,
        source=source,
        kinds={_(kind.value): colour for kind, colour in _COLOURS.items()},
    )


def _bar(plan: SpendingPlan, instalment: Instalment, printed_at: Callable[[Instalment], str]) -> Bar | None:
    ours = plan.derived.get(instalment.position)
    yuan = ours.yuan if ours else instalment.amount
    if yuan is None:
        return None
    about = ours.approximate if ours else instalment.approximate
    nature = Nature.DERIVED if ours else Nature.STATED
    kind = _(instalment.kind)
    return Bar(
        label(instalment.label),
        yuan,
        written=said_about(format_amount(yuan, Unit.WAN), approximate=True) if about else "",
        parts={kind: yuan},
        more=(kind, _(nature.value)),
        source="" if ours else printed_at(instalment),
    )


def _sentence(plan: SpendingPlan, bars: list[Bar]) -> str:
    """A sentence on the largest instalments, or on the amount that the last one reaches."""
    if plan.increments_only:
        yuan = max(bar.yuan for bar in bars)
        most = [bar for bar in bars if bar.yuan == yuan]
        words = {"n": len(bars), "name": listed_plainly(bar.name for bar in most), "amount": _spoken(most)}
        if len(most) == len(bars):
            return ngettext("%(n)s 期各 %(amount)s。", "%(n)s 期各 %(amount)s。", len(bars)) % words
        return _("%(n)s 期里最多的是%(name)s，%(amount)s。") % words
    last = bars[-1]
    words = {"name": last.name, "kind": last.more[0], "amount": _spoken([last])}
    return _("到%(name)s，%(kind)s %(amount)s。") % words


def _spoken(bars: list[Bar]) -> str:
    """The amount that these bars share, with the document's 约, and 推算 where one of them is our sum."""
    said = said_about(format_speakable(bars[0].yuan), approximate=any(bar.written for bar in bars))
    ours = any(bar.more[1] == _(Nature.DERIVED.value) for bar in bars)
    return _("%(amount)s（推算）") % {"amount": said} if ours else said
