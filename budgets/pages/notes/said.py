"""What the pages of the notes say, ready to be shown: lines with links and marks."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from budgets.charts.bars import widths
from budgets.form.everyday import EverydayWord
from budgets.form.terms import Topic
from budgets.models import EditionVersion, Figure, StatedFact
from budgets.pages.bar_lines import BarLine
from budgets.pages.checks.printed import Printed
from budgets.pages.notes.prose import GlossaryEntry
from budgets.pages.notes.read import (
    ThreePublicRow,
    VehicleRow,
    fact,
    three_public_additions,
    three_public_items,
)
from budgets.words import notes as words
from budgets.words.changes import written
from budgets.words.markup import after_mark, code_link, link, muted
from budgets.words.money import aligned, exact, share_of
from budgets.words.official import marked, with_gloss
from budgets.words.overview import base_of
from budgets.words.sentences import listed

EDITIONS_NAMED = 5  # of those that give a definition


def _wan(yuan: Decimal | None) -> str:
    return "" if yuan is None else aligned(yuan)


def addition_lines(rows: Sequence[ThreePublicRow]) -> list[SafeString]:
    """How the sums of table 9 add up, a sentence each."""
    return [
        words.addition(
            whole.name,
            words.added_up(amounts.parts, amounts.sum, amounts.difference),
            words.changes_added_up(changes.sum, changes.difference) if changes else SafeString(""),
        )
        for whole, amounts, changes in three_public_additions(rows)
    ]


# ---- “三公” ----


@dataclass(frozen=True)
class ChangedRow:
    """One line of table 9: its amount, and the printed change, base and reason."""

    css: str
    name: SafeString
    amount: SafeString
    change: SafeString
    base: SafeString
    reason: SafeString


def three_public_head(total: ThreePublicRow | None, printed: Printed) -> dict[str, SafeString]:
    """The total in three lines; {} where none is printed."""
    if total is None or total.yuan is None:
        return {}
    place = printed.at(total.printed, aligned(total.yuan))
    exactly = words.exact_three_public(place, total.yuan)
    return {
        "headline": words.three_public(total.yuan),
        "exact_line": after_mark(printed.mark(total.printed), exactly),
        "change": words.change_of_total(total.change, _base(total.fact)),
    }


def _base(stated: StatedFact | None) -> str:
    return base_of(stated.base_year, stated.base) if stated else ""


def three_public_bars(
    rows: Sequence[ThreePublicRow], whole: Decimal | None, printed: Printed
) -> list[BarLine]:
    """The three items, each with its share of the total."""
    return [
        BarLine(
            with_gloss(row.name),
            amount_of(row, printed),
            "",
            words.share_of_three_public(row.yuan, whole) if whole and not row.unread else SafeString(""),
        )
        for row in three_public_items(rows)
    ]


def amount_of(row: ThreePublicRow, printed: Printed) -> SafeString:
    """The amount of the cell; where it is blank that it is, and what the notes state, which is not the same."""
    if row.blank or row.unread:
        said = printed.at(row.fact, row.fact.text) if row.fact else None
        return after_mark(printed.mark(row.fact), muted(words.without_amount(said, unread=row.unread)))
    return after_mark(printed.mark(row.printed), printed.at(row.printed, _wan(row.yuan)))


def changed_rows(rows: Iterable[ThreePublicRow], printed: Printed) -> list[ChangedRow]:
    """Every line of table 9 with what the notes say of it."""
    return [
        ChangedRow(
            f"level-{row.level}" if row.level in ("total", "detail") else "",
            with_gloss(row.name),
            amount_of(row, printed),
            _change(row, printed),
            _changed_from(row.fact, printed),
            marked(row.fact.reason) if row.fact else SafeString(""),
        )
        for row in rows
    ]


def _change(row: ThreePublicRow, printed: Printed) -> SafeString:
    if row.fact is None:
        return SafeString("")
    change = written(row.fact.change, row.fact.change_text)
    return after_mark(printed.mark(row.fact, change=True), printed.at(row.fact, change))


def _changed_from(stated: StatedFact | None, printed: Printed) -> SafeString:
    if stated is None or not stated.base_year:
        return SafeString("")
    return format_html("{} {}", _base(stated), printed.at(stated))


def agency_amount(figure: Figure | None, printed: Printed) -> SafeString:
    """Agency operating costs in 万元 and in yuan; "" where table 9 gives none."""
    if figure is None:
        return SafeString("")
    return words.agency_operating(
        printed.at(figure, _wan(figure.yuan)), printed.mark(figure), figure.yuan or Decimal()
    )


def agency_stated(stated: StatedFact | None, printed: Printed) -> SafeString:
    """What the notes say of agency operating costs; "" where they say nothing."""
    return words.agency_operating_stated(stated.text, printed.at(stated)) if stated else SafeString("")


# ---- procurement ----


@dataclass(frozen=True)
class ProcurementRow:
    """One number of the notes on procurement, and what it is of the total."""

    css: str
    name: SafeString
    amount: SafeString
    share: str


def procurement_head(total: StatedFact | None, printed: Printed) -> dict[str, SafeString]:
    """The total in two lines; {} where none is stated."""
    if total is None:
        return {}
    exactly = words.exact_procurement(printed.at(total, aligned(total.value)), total.value)
    return {
        "headline": words.procurement(total.value),
        "exact_line": after_mark(printed.mark(total), exactly),
    }


def procurement_rows(
    facts: Iterable[StatedFact], total: StatedFact | None, printed: Printed
) -> list[ProcurementRow]:
    """Every number that the notes give, with its share of the total."""
    return [
        ProcurementRow(
            "level-class" if each.key in ("total", "sme_reserved") else "level-section",
            words.procurement_line(each.label, apart=each.key == "sme_reserved"),
            _stated(each, printed),
            share_of(each.value, total.value) if total and each.key != "total" else "",
        )
        for each in facts
    ]


def _stated(stated: StatedFact, printed: Printed) -> SafeString:
    return after_mark(printed.mark(stated), printed.at(stated, aligned(stated.value)))


def reserved_bars(facts: Sequence[StatedFact], total: StatedFact | None, printed: Printed) -> list[BarLine]:
    """What is reserved for small and medium enterprises, as a share of all procurement."""
    whole = total.value if total else None
    bars = widths([each.value for each in facts], whole)
    return [
        BarLine(
            with_gloss(each.label),
            _stated(each, printed),
            width if whole else "",
            words.share_of_procurement(each.value, whole) if whole else SafeString(""),
            colour=4,
            track=bool(whole),
        )
        for each, width in zip(facts, bars, strict=True)
    ]


# ---- assets ----


@dataclass(frozen=True)
class Holding:
    """One kind of vehicles or equipment: how many are held, and how many are to be bought."""

    name: SafeString
    held: SafeString
    planned: SafeString
    css: str = ""


@dataclass(frozen=True)
class Assets:
    """The totals that the notes give: what is held and what is to be bought, None where not stated."""

    vehicles: StatedFact | None
    equipment: StatedFact | None
    planned_vehicles: StatedFact | None
    planned_equipment: StatedFact | None


def assets_of(facts: Sequence[StatedFact]) -> Assets:
    """The totals of vehicles and of large equipment."""
    found = [
        fact(facts, topic, key)
        for topic in (Topic.ASSETS, Topic.PLANNED_PURCHASES)
        for key in ("vehicles_total", "equipment")
    ]
    return Assets(*found)


def assets_headline(assets: Assets) -> SafeString:
    """How many vehicles and how much equipment there is."""
    vehicles, equipment = assets.vehicles, assets.equipment
    return words.assets(
        vehicles.value if vehicles else None,
        equipment.value if equipment else None,
        equipment.unit if equipment else "",
    )


def planned_line(year: int, assets: Assets) -> SafeString:
    """What is to be bought; "" where nothing is stated."""
    vehicles, equipment = assets.planned_vehicles, assets.planned_equipment
    things = [words.vehicles_planned(vehicles.value)] if vehicles else []
    if equipment:
        things.append(words.equipment_planned(equipment.label, equipment.value, equipment.unit))
    return words.planned(year, things)


def vehicle_holdings(
    rows: Sequence[VehicleRow], assets: Assets, total: str, printed: Printed
) -> list[Holding]:
    """The kinds of vehicles with the printed total behind them, called `total`; [] where no kinds are stated."""
    if not rows:
        return []
    kinds = [_holding(with_gloss(row.name), row.held, row.planned, printed) for row in rows]
    held, planned = assets.vehicles, assets.planned_vehicles
    if held is None and planned is None:
        return kinds
    return [*kinds, _holding(SafeString(total), held, planned, printed, "level-total")]


def equipment_holdings(assets: Assets, printed: Printed) -> list[Holding]:
    """Large equipment in one line; [] where none is stated."""
    stated = assets.equipment or assets.planned_equipment
    if stated is None:
        return []
    return [_holding(with_gloss(stated.label), assets.equipment, assets.planned_equipment, printed)]


def _holding(
    name: SafeString, held: StatedFact | None, planned: StatedFact | None, printed: Printed, css: str = ""
) -> Holding:
    return Holding(name, _count(held, printed), _count(planned, printed), css)


def _count(stated: StatedFact | None, printed: Printed) -> SafeString:
    if stated is None:
        return SafeString("")
    return after_mark(printed.mark(stated), printed.at(stated, exact(stated.value)))


# ---- definitions ----


@dataclass(frozen=True)
class Wording:
    """One wording of a definition, and the editions that have it."""

    text: str
    found_in: SafeString


@dataclass(frozen=True)
class Term:
    """One term of the glossary with its wordings."""

    term: str
    anchor: str
    wordings: tuple[Wording, ...]


@dataclass(frozen=True)
class EverydayLine:
    """A word that people use, its synonyms, and links to the official codes."""

    word: SafeString
    also: SafeString
    codes: SafeString


def terms(entries: Iterable[GlossaryEntry]) -> list[Term]:
    """The glossary, each wording with the editions that give it."""
    return [
        Term(
            entry.term,
            entry.anchor,
            tuple(Wording(wording.text, _found_in(wording.versions)) for wording in entry.wordings),
        )
        for entry in entries
    ]


def _found_in(versions: Sequence[EditionVersion]) -> SafeString:
    named = [
        link(f"{version.page('notes')}#definitions", marked(version.edition))
        for version in versions[:EDITIONS_NAMED]
    ]
    return words.found_in(named, len(versions))


def everyday_lines(everyday: Iterable[EverydayWord]) -> list[EverydayLine]:
    """Everyday words with the official codes that may hold them."""
    search = reverse("budgets:search")
    return [
        EverydayLine(
            marked(each.word),
            marked("、".join(each.also)),
            listed(code_link(f"{search}?q={code.code}", code.code, code.name) for code in each.codes),
        )
        for each in everyday
    ]
