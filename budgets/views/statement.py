"""One project statement."""

from decimal import Decimal

from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _

from budgets import charts
from budgets.models import EditionVersion
from budgets.queries.checks import findings_of_statement
from budgets.queries.statements import FullStatement, SpendingPlan, full_statement
from budgets.views.edition_pages import of_version, render_edition_page

HUNDRED_PER_CENT = Decimal(100)


@of_version
def statement(request: HttpRequest, version: EditionVersion, project: str) -> HttpResponseBase:
    """The seven parts word for word, and beside them what they state plainly."""
    full = full_statement(version, project)
    if full is None:
        raise Http404
    context = {**statement_context(full), "findings": findings_of_statement(full.statement)}
    return render_edition_page(request, version, "budgets/statement.html", context)


def statement_context(full: FullStatement) -> dict[str, object]:
    """What the statement's page shows."""
    bars, of_whole = instalment_bars(full.plan, full.statement.total)
    return {
        "full": full,
        "statement": full.statement,
        "instalments": list(zip(full.plan.instalments, bars, strict=True)),
        "of_whole": of_whole,
        "cite_title": full.statement.name or _("第 %(n)s 份项目说明") % {"n": full.statement.number},
    }


def instalment_bars(plan: SpendingPlan, total: Decimal | None) -> tuple[tuple[str, ...], bool]:
    """A bar for each instalment, and whether its full length is the whole: of the percentages, else of the amount.

    Without either whole the amounts are measured against the largest.
    """
    percents = [i.percent for i in plan.instalments]
    amounts = [i.amount for i in plan.instalments]
    if any(p is not None for p in percents) and not (total and all(a is not None for a in amounts)):
        return charts.widths(percents, HUNDRED_PER_CENT), True
    return charts.widths(amounts, total), total is not None
