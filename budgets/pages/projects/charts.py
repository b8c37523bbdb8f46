"""The project statements, ranked, and who carries them out."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from budgets.charts.bars import Bar, amount_bars
from budgets.charts.base import Chart
from budgets.form.amounts import Unit, format_amount
from budgets.form.terms import Nature, Scope
from budgets.listing.filter_set import StrictFilterSet
from budgets.models import EditionVersion, ProjectStatement
from budgets.pages.embedding import at_home, chart_source, embeddable, filter_query
from budgets.pages.projects.groups import Carrier, by_carrier
from budgets.pages.projects.read import STATEMENT_AMOUNT, statements_of
from budgets.pages.scopes import scope_query
from budgets.pages.statement.read import amount_places
from budgets.pages.unread.read import may_be_unread
from budgets.words.money import format_speakable, said_about
from budgets.words.unread import not_ranked

Address = Callable[[ProjectStatement], str]

FISCAL_MONEY = gettext_lazy("财政资金")
SELF_RAISED = gettext_lazy("自筹资金")
UNNAMED = gettext_lazy("没有写明来源")
TOO_MUCH = gettext_lazy("所列来源超过合计")


def statement_bars(
    statements: Iterable[ProjectStatement],
    source: str = "",
    *,
    scope: Scope = Scope.ALL_FUNDS,
    address: Address | None = None,
    printed_at: Address | None = None,
) -> Chart | None:
    """The statements that give an amount, largest first, as bars in 万元; None when fewer than two do.

    In the scope of fiscal appropriation the amount is what a statement names as fiscal money; otherwise each bar
    is split into fiscal money, self-raised money and money without a source. `address` gives the page of a
    statement, which a click on its bar opens, `printed_at` where its amount is printed ("" for our sum).
    """
    ranked = _ranked(statements, scope)
    bars = [
        Bar(
            each.statement.shown_name,
            each.yuan,
            written=each.text,
            parts=_money(each.statement, each.yuan, scope),
            more=(_(each.nature),),
            link=address(each.statement) if address else "",
            source=printed_at(each.statement) if printed_at else "",
        )
        for each in ranked
    ]
    return amount_bars(
        "projects",
        _("项目按预算金额排列"),
        _statements_sentence(ranked, scope) if ranked else "",
        bars,
        columns=(_("项目"), str(_AMOUNT_WORDS[scope]), _("金额性质")),
        scope=str(_SCOPE_WORDS[scope]),
        source=source,
        kinds=_kinds(),
    )


def carrier_bars(
    carriers: Iterable[Carrier], source: str = "", *, scope: Scope = Scope.ALL_FUNDS
) -> Chart | None:
    """Who carries out how much, largest first, in 万元; listed units apart from implementers as printed."""
    listed, printed = _("机构设置所列单位"), _("原文的实施主体")
    bars = [
        Bar(
            carrier.name or _("没有写明实施主体"),
            carrier.yuan,
            parts={listed if carrier.listed else printed: carrier.yuan},
            more=(str(len(carrier.statements)),),
        )
        for carrier in carriers
        if carrier.yuan is not None
    ]
    return amount_bars(
        "carriers",
        _("各实施主体承担的项目金额"),
        _carriers_sentence(bars) if bars else "",
        bars,
        columns=(_("实施主体"), str(_AMOUNT_WORDS[scope]), _("项目数")),
        scope=str(_SCOPE_WORDS[scope]),
        source=source,
        kinds={listed: "var(--c1)", printed: "var(--c7)"},
    )


_SCOPE_WORDS = {
    Scope.ALL_FUNDS: gettext_lazy("说明所列资金（财政与自筹，见各项目）"),
    Scope.FISCAL: gettext_lazy("说明写明的财政资金"),
}
_AMOUNT_WORDS = {
    Scope.ALL_FUNDS: gettext_lazy("预算合计（万元）"),
    Scope.FISCAL: gettext_lazy("财政资金（万元）"),
}


def _kinds() -> dict[str, str]:
    """The colour of each source of money, as in the chart of flows."""
    return {
        str(FISCAL_MONEY): "var(--c1)",
        str(SELF_RAISED): "var(--c4)",
        str(UNNAMED): "var(--c7)",
        str(TOO_MUCH): "var(--c6)",
    }


@dataclass(frozen=True)
class _Amount:
    """A statement and its amount in the chosen scope, yuan."""

    statement: ProjectStatement
    yuan: Decimal
    nature: str

    @property
    def text(self) -> str:
        """The amount in 万元, with the document's 约."""
        return said_about(format_amount(self.yuan, Unit.WAN), approximate=self.statement.approximate)

    @property
    def spoken(self) -> str:
        """The amount as people say it."""
        return said_about(format_speakable(self.yuan), approximate=self.statement.approximate)


def _ranked(statements: Iterable[ProjectStatement], scope: Scope) -> list[_Amount]:
    """The statements with an amount in that scope, largest first."""
    fiscal = scope is Scope.FISCAL
    amounts = [
        _Amount(statement, yuan, Nature.STATED.value if fiscal else statement.nature)
        for statement in statements
        if (yuan := getattr(statement, STATEMENT_AMOUNT[scope])) is not None
    ]
    return sorted(amounts, key=lambda each: each.yuan, reverse=True)


def _money(statement: ProjectStatement, yuan: Decimal, scope: Scope) -> Mapping[str, Decimal]:
    """The amount by the sources that the statement names; the rest has no named source."""
    if scope is Scope.FISCAL:
        return {str(FISCAL_MONEY): yuan}
    named = {
        str(name): part
        for name, part in ((FISCAL_MONEY, statement.fiscal), (SELF_RAISED, statement.self_raised))
        if part
    }
    rest = yuan - sum(named.values(), Decimal())
    if rest < 0:  # sources that add up to too much are an error of the document, drawn as one kind
        return {str(TOO_MUCH): yuan}
    return named | {str(UNNAMED): rest} if rest or not named else named


def _statements_sentence(ranked: Sequence[_Amount], scope: Scope) -> str:
    words = {"count": len(ranked), "name": ranked[0].statement.shown_name, "amount": ranked[0].spoken}
    if scope is Scope.FISCAL:
        return _("%(count)s 份项目说明写明了财政资金，最多的是“%(name)s”，%(amount)s。") % words
    return _("%(count)s 份项目说明给出了金额，最大的是“%(name)s”，%(amount)s。") % words


def _carriers_sentence(bars: Sequence[Bar]) -> str:
    words = {"count": len(bars), "name": bars[0].name, "amount": format_speakable(bars[0].yuan)}
    return _("%(count)s 家实施主体的项目给出了金额，最多的是%(name)s，合计 %(amount)s（推算）。") % words


def carriers_chart(version: EditionVersion, carriers: Sequence[Carrier], scope: Scope) -> Chart | None:
    """The chart of who carries out how much, for carriers that were read already."""
    return at_home(_carriers_chart(version, carriers, scope), version, scope_query(scope))


@embeddable
def all_statements_chart(version: EditionVersion, scope: Scope) -> Chart | None:
    """The project statements by amount."""
    return _statements_chart(version, list(statements_of(version)), scope)


def statements_chart(
    version: EditionVersion, filters: StrictFilterSet, statements: Sequence[ProjectStatement]
) -> Chart | None:
    """The chart of the filtered statements, with the address where it is shown alone."""
    return at_home(
        _statements_chart(version, statements, filters.chosen_scope), version, filter_query(filters)
    )


def _statements_chart(
    version: EditionVersion, statements: Sequence[ProjectStatement], scope: Scope
) -> Chart | None:
    """Statements by amount; each links to its page, each amount to the words that print it."""
    places = amount_places(statements)
    field, source = STATEMENT_AMOUNT[scope], version.page("source")

    def printed_at(statement: ProjectStatement) -> str:
        place = places.get((statement.pk, field))
        return source + place.in_source if place and place.in_source else ""

    chart = statement_bars(
        statements,
        source=chart_source(version),
        scope=scope,
        address=lambda statement: version.page("statement", project=statement.slug),
        printed_at=printed_at,
    )
    return _ranking_only_all(chart, version)


@embeddable
def all_carriers_chart(version: EditionVersion, scope: Scope) -> Chart | None:
    """The chart of who carries out how much, for all statements."""
    return _carriers_chart(version, by_carrier(statements_of(version), scope), scope)


def _carriers_chart(version: EditionVersion, carriers: Iterable[Carrier], scope: Scope) -> Chart | None:
    return _ranking_only_all(carrier_bars(carriers, chart_source(version), scope=scope), version)


def _ranking_only_all(chart: Chart | None, version: EditionVersion) -> Chart | None:
    """The chart; where a statement may not have been read, its sentence says so and names no largest one."""
    if chart is None or not may_be_unread(version):
        return chart
    return replace(chart, sentence=not_ranked())
