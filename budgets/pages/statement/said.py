"""What the page of a statement says, ready to be shown: its facts, its instalments and the parts of its amount."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from budgets.charts.bars import widths
from budgets.form.terms import InstalmentKind, Precision
from budgets.models import AmountPart, Instalment, Placed, ProjectStatement
from budgets.pages.places import place_link
from budgets.pages.statement.read import FullStatement, NestedPart
from budgets.pages.statement.spending_plan import SpendingPlan
from budgets.words import statement as words
from budgets.words.markup import about, link, muted, said_and_exact
from budgets.words.money import exact, percent
from budgets.words.official import marked, with_gloss

HUNDRED_PER_CENT = Decimal(100)


@dataclass(frozen=True)
class Fact:
    """One of the key points beside the text."""

    name: str
    words: SafeString


@dataclass(frozen=True)
class Row:
    """A row of instalments or of parts of the amount; `width` is its bar, "" without one."""

    name: SafeString
    cells: tuple[SafeString, ...]
    css: str = ""
    width: str = ""
    colour: int = 1


@dataclass(frozen=True)
class Instalments:
    """The table of the instalments; `of_whole` says that a full bar is the whole amount, or 100 %."""

    headings: tuple[str, ...]
    rows: tuple[Row, ...]
    note: SafeString
    of_whole: bool


@dataclass(frozen=True)
class Neighbour:
    """The statement printed before or after this one."""

    rel: str
    words: str
    statement: ProjectStatement


def facts(full: FullStatement) -> list[Fact]:
    """The key points of a statement, each with the place that prints it."""
    statement, places = full.statement, full.places
    months = statement.precision == Precision.MONTH.value
    unnamed = statement.total is not None and statement.fiscal is None and statement.self_raised is None
    total = (
        SafeString(_("未列"))
        if statement.total is None
        else said_and_exact(statement.total, approximate=statement.approximate)
    )
    period = words.period_in_full(statement.start, statement.end, months=months)
    found = [
        Fact(_("实施主体"), marked(statement.implementer or _("未明确"))),
        Fact(_("预算单位"), _unit(full)),
        Fact(_("与单位名单对应"), _link_to_list(full)),
        Fact(_("实施周期"), _placed(full, period, places.period)),
        Fact(_("财政资金"), _stated(full, statement.fiscal, places.fiscal)),
        Fact(_("自筹资金"), _stated(full, statement.self_raised, places.self_raised)),
        Fact(_("预算合计"), _placed(full, total, places.total)),
        Fact(_("金额性质"), words.nature_in_full(statement.nature, unnamed=unnamed)),
        Fact(_("原文位置"), place_link(statement, statement.version)),
    ]
    return [fact for fact in found if fact.words]


def _placed(full: FullStatement, said: SafeString, place: Placed | None) -> SafeString:
    return format_html("{} {}", said, place_link(place, full.statement.version))


def _stated(full: FullStatement, yuan: Decimal | None, place: Placed | None) -> SafeString:
    """A printed amount with its place; "" where none is printed."""
    if yuan is None:
        return SafeString("")
    return _placed(full, format_html("{} {}", said_and_exact(yuan), muted(_("列明"))), place)


def _unit(full: FullStatement) -> SafeString:
    """The listed unit that carries the project out, leading to its projects; "" where it is not certain."""
    linked = vars(full.statement)
    if not linked["unit_name"]:
        return SafeString("")
    address = f"{full.statement.version.page('projects')}?budget_unit={linked['unit_number']}"
    return link(address, with_gloss(linked["unit_name"]))


def _link_to_list(full: FullStatement) -> SafeString:
    """How the implementer is linked to the list of units, by which words, and what that means."""
    linked = vars(full.statement)
    state = format_html('<span class="verdict">{}</span>', _(full.state_now))
    if linked["confirmed_on"]:
        state = format_html("{} {}", state, words.confirmed_on(linked["confirmed_on"]))
    if linked["linked_name"]:
        state = format_html("{} {}", state, with_gloss(linked["linked_name"]))
    if full.link_words:
        state = format_html("{}<br>{}", state, words.link_ground(full.state_now, full.link_words))
    state = _placed(full, state, full.implementing_part)
    return format_html("{}<br>{}", state, muted(words.link_meaning(full.state_now)))


# ---- instalments ----


def instalments(full: FullStatement) -> Instalments | None:
    """The instalments with their amounts and percentages, and their sum where they may be added up; None without any."""
    plan = full.plan
    if not plan.instalments:
        return None
    bars, of_whole = instalment_bars(plan, full.statement.total)
    rows = tuple(
        Row(
            words.instalment_name(each.label, each.kind),
            _cells(plan, _amount(full, each), _share(full, each)),
            width=width,
            colour=1 if each.kind == InstalmentKind.INCREMENT.value else 3,
        )
        for each, width in zip(plan.instalments, bars, strict=True)
    )
    note = words.instalments_note(
        plan.kinds, increments_only=plan.increments_only, base=plan.base if plan.derived else None
    )
    return Instalments(_headings(plan), (*rows, *_sum(plan)), note, of_whole)


def _cells(plan: SpendingPlan, amount: SafeString, share: SafeString) -> tuple[SafeString, ...]:
    """The cells of a row: amounts and percentages, of which a plan may have one alone."""
    shown = ((bool(plan.has_amounts or plan.derived), amount), (plan.has_percents, share))
    return tuple(cell for has, cell in shown if has)


def _headings(plan: SpendingPlan) -> tuple[str, ...]:
    amounts = _("金额（元）") if plan.has_amounts else _("推算金额（元）")
    return _cells(plan, SafeString(amounts), SafeString(_("比例")))


def _amount(full: FullStatement, instalment: Instalment) -> SafeString:
    """The printed amount, else ours, else that there is none."""
    if instalment.amount is None:
        ours = full.plan.derived.get(instalment.position)
        return words.derived(ours.yuan if ours else None, approximate=bool(ours and ours.approximate))
    place = full.places.instalments.get(instalment.position)
    amount = place_link(place, full.statement.version, exact(instalment.amount))
    return about(amount, approximate=instalment.approximate)


def _share(full: FullStatement, instalment: Instalment) -> SafeString:
    place = full.places.instalments.get(instalment.position)
    return place_link(place, full.statement.version, percent(instalment.percent))


def _sum(plan: SpendingPlan) -> list[Row]:
    """The row of our sums; [] where nothing may be added up."""
    if plan.amount_total is None and plan.percent_total is None:
        return []
    ours = plan.derived_total
    amount = SafeString("")
    if plan.amount_total is not None:
        amount = about(exact(plan.amount_total), approximate=plan.is_approximate)
    elif ours:
        amount = about(exact(ours.yuan), approximate=ours.approximate)
    cells = _cells(plan, amount, SafeString(percent(plan.percent_total)))
    return [Row(SafeString(_("相加（推算）")), cells, "level-total")]


def instalment_bars(plan: SpendingPlan, total: Decimal | None) -> tuple[tuple[str, ...], bool]:
    """The bar widths of the instalments, and whether a full bar means the whole: 100 %, or the total amount.

    Without a total, amounts are measured against the largest.
    """
    percents = [i.percent for i in plan.instalments]
    amounts = [i.amount for i in plan.instalments]
    if any(p is not None for p in percents) and not (total and all(a is not None for a in amounts)):
        return widths(percents, HUNDRED_PER_CENT), True
    return widths(amounts, total), total is not None


# ---- parts of the amount ----


def amount_parts(full: FullStatement) -> list[Row]:
    """The parts of the amount, each followed by the parts inside it."""
    rows = []
    for nested in full.amount_parts:
        css = "level-subtotal" if nested.inside else ""
        rows.append(Row(with_gloss(nested.part.label), (_part_amount(full, nested),), css))
        rows += [
            Row(with_gloss(part.label), (_printed_part(full, part),), "level-detail")
            for part in nested.inside
        ]
    return rows


def _part_amount(full: FullStatement, nested: NestedPart) -> SafeString:
    if nested.part.amount is not None:
        return _printed_part(full, nested.part)
    return words.derived(nested.derived, approximate=nested.derived_approximate)


def _printed_part(full: FullStatement, part: AmountPart) -> SafeString:
    place = full.places.amount_parts.get(part.position)
    amount = place_link(place, full.statement.version, "" if part.amount is None else exact(part.amount))
    return about(amount, approximate=part.approximate)


# ---- the statements beside it ----


def neighbours(full: FullStatement) -> Sequence[Neighbour]:
    """The statements before and after this one, where there are such."""
    around = (("prev", _("上一项"), full.previous), ("next", _("下一项"), full.next))
    return [Neighbour(rel, said, statement) for rel, said, statement in around if statement]
