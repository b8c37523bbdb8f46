"""One project statement."""

from decimal import Decimal

from django.http import Http404, HttpRequest, HttpResponseBase

from budgets import charts
from budgets.models import EditionVersion
from budgets.queries.statements import FullStatement, SpendingPlan, full_statement
from budgets.views.edition_pages import of_published_version, render_edition_page

HUNDRED_PER_CENT = Decimal(100)


@of_published_version
def statement(request: HttpRequest, version: EditionVersion, project: str) -> HttpResponseBase:
    """The seven parts word for word, and beside them what they state plainly."""
    full = full_statement(version, project)
    if full is None:
        raise Http404
    return render_edition_page(request, version, "budgets/statement.html", statement_context(full))


def statement_context(full: FullStatement) -> dict[str, object]:
    """What the statement's page shows."""
    return {
        "full": full,
        "statement": full.statement,
        "instalments": list(zip(full.plan.instalments, instalment_bars(full.plan), strict=True)),
        "cite_title": full.statement.name,
    }


def instalment_bars(plan: SpendingPlan) -> tuple[str, ...]:
    """Bars of the amounts where each instalment states one, else of the percentages out of a hundred."""
    amounts = [i.amount for i in plan.instalments]
    if amounts and all(a is not None for a in amounts):
        return charts.widths(amounts)
    return charts.widths([i.percent for i in plan.instalments], HUNDRED_PER_CENT)
