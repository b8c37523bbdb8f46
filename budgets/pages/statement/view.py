"""One project statement."""

from dataclasses import replace

from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from budgets.charts.base import Chart
from budgets.form.counted import theme_of
from budgets.form.terms import Precision, Theme, Verdict
from budgets.kept.public import public
from budgets.models import CheckResult, EditionVersion, Instalment
from budgets.pages import Context
from budgets.pages.checks.read import findings_of_statement
from budgets.pages.edition_page import of_version, render_edition_page
from budgets.pages.embedding import chart_source, framed, render_embedded
from budgets.pages.share_card import share_card
from budgets.pages.statement import said
from budgets.pages.statement.charts import spending_plan_bars
from budgets.pages.statement.read import FullStatement, full_statement
from budgets.words import statement as words
from budgets.words.checks import percents_text, sides_text
from budgets.words.sentences import listed_plainly


@public()
@of_version
def statement(request: HttpRequest, version: EditionVersion, project: str) -> HttpResponseBase:
    """The page of a statement: its seven parts word for word, and the amounts and dates read from them."""
    full = full_statement(version, project)
    if full is None:
        raise Http404
    findings = findings_of_statement(version, full.statement)
    context = {
        **statement_context(full),
        "chart": _chart(full),
        "card": _card(request, full),
        "at_amount": [_at_amount(version, finding) for finding in findings if _is_about_money(finding)],
        "findings": findings,
    }
    return render_edition_page(request, version, "statement/statement.html", context)


def _is_about_money(finding: CheckResult) -> bool:
    """Whether a finding belongs at the statement's amount: two printed numbers of it do not agree."""
    return finding.verdict == Verdict.DIFFERS.word and theme_of(finding.code) is Theme.AMOUNTS


def _at_amount(version: EditionVersion, finding: CheckResult) -> SafeString:
    """A finding as it stands at the amount, with both numbers."""
    address = f"{version.page('checks')}?verdict={finding.verdict}#check-{finding.position}"
    return words.at_amount(finding.title, percents_text(finding) or sides_text(finding), address)


@public()
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


def statement_context(full: FullStatement) -> Context:
    """The context of the statement's template."""
    statement, edition = full.statement, full.statement.version.edition
    months = statement.precision == Precision.MONTH.value
    period = words.period(statement.start, statement.end, months=months)
    return {
        "full": full,
        "statement": statement,
        "description": words.description(statement.shown_name, edition.body.name, edition.year),
        "total": words.total(statement.total, statement.nature, approximate=statement.approximate),
        "in_short": words.in_short(statement.implementer, period, statement.fiscal, statement.self_raised),
        "facts": said.facts(full),
        "instalments": said.instalments(full),
        "amount_parts": said.amount_parts(full),
        "neighbours": said.neighbours(full),
        "cite_title": statement.shown_name,
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
    named = listed_plainly(name for name, yuan in sources.items() if yuan is not None)
    return named or _("说明未写明资金来源")
