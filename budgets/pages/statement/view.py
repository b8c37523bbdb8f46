"""One project statement."""

from dataclasses import replace
from decimal import Decimal

from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from budgets.charts.bars import widths
from budgets.charts.base import Chart
from budgets.form.terms import InstalmentKind, LinkState
from budgets.models import EditionVersion, Instalment
from budgets.pages.checks.read import findings_of_statement
from budgets.pages.edition_page import of_version, render_edition_page
from budgets.pages.embedding import chart_source, framed, render_embedded
from budgets.pages.share_card import share_card
from budgets.pages.statement.charts import spending_plan_bars
from budgets.pages.statement.read import FullStatement, full_statement
from budgets.pages.statement.spending_plan import SpendingPlan

INFERRED = (LinkState.PART.value, LinkState.RESEMBLES.value)  # link states found by the name alone
HUNDRED_PER_CENT = Decimal(100)
INSTALMENT_MEANINGS = {
    InstalmentKind.INCREMENT: gettext_lazy("当期：只算这一期的。"),
    InstalmentKind.CUMULATIVE: gettext_lazy("累计：从头算到这一期末，包含前面各期。"),
    InstalmentKind.LOWER_BOUND: gettext_lazy("累计不低于：从头算到这一期末，至少达到这个数。"),
}
LINK_MEANINGS = {
    LinkState.LISTED: gettext_lazy("名称与机构设置所列单位相同，或只差“本部”“本级”“机关”。"),
    LinkState.PART: gettext_lazy(
        "名称以这家单位的名称或简称开头，像是它的部门；原文没有说明隶属关系，不算作这家单位。"
    ),
    LinkState.ABBREVIATION: gettext_lazy("原文用“以下简称”说明过；不是全称，不算作这家单位。"),
    LinkState.RESEMBLES: gettext_lazy(
        "按字面推断：所列单位里只有这一家与这个简称相符；原文没有说明，不算作这家单位。"
    ),
    LinkState.NOT_LISTED: gettext_lazy("机构设置所列单位里没有这个名称。"),
    LinkState.SEVERAL: gettext_lazy("不止一个名称，不归到其中哪一家。"),
    LinkState.AMBIGUOUS: gettext_lazy("所列单位里不止一家与这个简称相符，不猜是哪一家。"),
    LinkState.UNNAMED: gettext_lazy("原文是一段话，没有单独写明由哪家单位实施。"),
    LinkState.NO_LIST: gettext_lazy("原文的机构设置没有列出单位，无从对应。"),
    LinkState.UNDETERMINED: gettext_lazy("这一版载入时本站还不作这项判断。"),
    LinkState.CONFIRMED: gettext_lazy("由本站管理员确认，不是原文写明的。"),
    LinkState.CONFIRMED_NONE: gettext_lazy(
        "本站管理员确认：不对应机构设置所列的任何一家单位；不是原文写明的。"
    ),
}


@of_version
def statement(request: HttpRequest, version: EditionVersion, project: str) -> HttpResponseBase:
    """The page of a statement: its seven parts word for word, and the amounts and dates read from them."""
    full = full_statement(version, project)
    if full is None:
        raise Http404
    context = {
        **statement_context(full),
        "chart": _chart(full),
        "card": _card(request, full),
        "findings": findings_of_statement(version, full.statement),
    }
    return render_edition_page(request, version, "statement/statement.html", context)


@framed
@of_version
def statement_embed(request: HttpRequest, version: EditionVersion, project: str) -> HttpResponseBase:
    """The chart of the statement's instalments alone; 404 where fewer than two have an amount."""
    full = full_statement(version, project)
    chart = _chart(full) if full else None
    if chart is None:
        raise Http404
    return render_embedded(
        request, chart, version.edition.body.name, version.page("statement", project=project)
    )


def _chart(full: FullStatement) -> Chart | None:
    """The chart of the instalments, with the address where it is shown alone."""
    statement, version = full.statement, full.statement.version

    def printed_at(instalment: Instalment) -> str:
        place = full.places.instalments.get(instalment.position)
        return version.page("source") + place.in_source if place and place.in_source else ""

    chart = spending_plan_bars(
        full.plan,
        _("%(project)s：分期安排") % {"project": statement.shown_name},
        _money(full),
        chart_source(version),
        printed_at,
    )
    if chart is None:
        return None
    owner = f"{version.edition.body.slug}-{version.edition.segment}-{statement.slug}"
    return replace(chart, embed=version.page("statement-embed", project=statement.slug), owner=owner)


def statement_context(full: FullStatement) -> dict[str, object]:
    """The context of the statement's template."""
    bars, of_whole = instalment_bars(full.plan, full.statement.total)
    return {
        "full": full,
        "statement": full.statement,
        "link_inferred": full.state_now in INFERRED,
        "link_meaning": LINK_MEANINGS[LinkState(full.state_now)],
        "instalments": list(zip(full.plan.instalments, bars, strict=True)),
        "instalment_meanings": [INSTALMENT_MEANINGS[kind] for kind in full.plan.kinds],
        "of_whole": of_whole,
        "cite_title": full.statement.shown_name,
    }


def _card(request: HttpRequest, full: FullStatement) -> dict[str, str] | None:
    """The card to share the statement's amount, with the sources of the money."""
    version = full.statement.version
    return share_card(
        request, version, full.statement.name, full.statement.total, _money(full), full.statement.slug
    )


def _money(full: FullStatement) -> str:
    """The scope of the statement's amounts in words: the sources that it names."""
    sources = {_("财政资金"): full.statement.fiscal, _("自筹资金"): full.statement.self_raised}
    named = _("、").join(name for name, yuan in sources.items() if yuan is not None)
    return named or _("说明未写明资金来源")


def instalment_bars(plan: SpendingPlan, total: Decimal | None) -> tuple[tuple[str, ...], bool]:
    """The bar widths of the instalments, and whether a full bar means the whole: 100 %, or the total amount.

    Without a total, amounts are measured against the largest.
    """
    percents = [i.percent for i in plan.instalments]
    amounts = [i.amount for i in plan.instalments]
    if any(p is not None for p in percents) and not (total and all(a is not None for a in amounts)):
        return widths(percents, HUNDRED_PER_CENT), True
    return widths(amounts, total), total is not None
