"""The small sign beside a figure with a finding, linked to that finding."""

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from budgets.form.terms import Verdict
from budgets.pages.checks.marks import Mark
from budgets.words.checks import sentence

# ± marks a sum that is off by rounding; ≈ would read as “about” beside an exact figure.
SIGNS = {Verdict.DIFFERS: "≠", Verdict.ROUNDING: "±", Verdict.UNKNOWN: "?"}
CHECKS_OF_A_PAGE = 100


def mark_link(mark: Mark | None, checks_page: str) -> SafeString:
    """The sign of the worst finding with its words as a hint; "" where there is no finding."""
    if mark is None:
        return SafeString("")
    verdict = Verdict.of(mark.verdict)
    words = _("核对提示（%(verdict)s）：%(title)s") % {"verdict": _(verdict.value), "title": sentence(mark)}
    if mark.count > 1:
        words += _("；这个数字共有 %(n)s 项提示") % {"n": mark.count}
    page = mark.rank // CHECKS_OF_A_PAGE + 1
    query = f"?page={page}" if page > 1 else ""
    return format_html(
        '<a class="mark mark--{}" href="{}" title="{}" aria-label="{}">{}</a>',
        mark.verdict,
        f"{checks_page}{query}#check-{mark.position}",
        words,
        _("核对提示：%(verdict)s") % {"verdict": _(verdict.value)},
        SIGNS[verdict],
    )
