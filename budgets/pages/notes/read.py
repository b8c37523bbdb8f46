"""Numbers in the notes of an edition: “三公”, agency operating costs, procurement and assets."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from budgets.form.tables import Role
from budgets.form.terms import Level, Topic
from budgets.models import EditionVersion, Figure, StatedFact, ThreePublicLine
from budgets.pages.tables.read import figures_by_cell
from budgets.pages.unread.read import is_whole

Status = EditionVersion.Status

PROCUREMENT_KINDS = ("goods", "works", "services")


def facts_about(version: EditionVersion, *topics: Topic) -> list[StatedFact]:
    """The numbers that the notes state about those topics, in printed order."""
    names = [topic.word for topic in topics]
    return list(StatedFact.objects.filter(version=version, topic__in=names).order_by("position"))


def fact(facts: Iterable[StatedFact], topic: Topic, key: str) -> StatedFact | None:
    """The first stated number of that topic and key."""
    return next((f for f in facts if f.topic == topic.word and f.key == key), None)


# ---- “三公” ----


@dataclass(frozen=True)
class ThreePublicRow:
    """One line of the table of “三公” with what the notes say about it: the printed change, its base and the reason."""

    key: str
    name: str
    level: str
    yuan: Decimal | None
    fact: StatedFact | None
    figure: Figure | None = None
    blank: bool = False  # its cell prints nothing
    unread: bool = False  # its cell prints something that was not read, or may: it was not found

    @property
    def printed(self) -> Figure | StatedFact | None:
        """What prints the amount: its cell, else the words of the notes; None where neither does."""
        return self.figure or self.fact

    @property
    def change(self) -> Decimal | None:
        """The printed change in yuan, signed."""
        return self.fact.change if self.fact else None


@dataclass(frozen=True)
class Addition:
    """Parts that should add up to a printed total, and their sum; a difference is shown, never corrected."""

    parts: tuple[Decimal, ...]
    total: Decimal

    @property
    def sum(self) -> Decimal:
        """What the parts add up to."""
        return sum(self.parts, Decimal())

    @property
    def difference(self) -> Decimal:
        """The sum of the parts less the printed total."""
        return self.sum - self.total


_THREE_PUBLIC_LEVELS = {
    "total": Level.TOTAL,
    "vehicles": Level.SUBTOTAL,
    "vehicle_purchase": Level.DETAIL,
    "vehicle_running": Level.DETAIL,
}
_THREE_PUBLIC_PARTS = {
    "total": ("overseas_travel", "hospitality", "vehicles"),
    "vehicles": ("vehicle_purchase", "vehicle_running"),
}


def three_public_rows(version: EditionVersion, facts: Sequence[StatedFact]) -> tuple[ThreePublicRow, ...]:
    """The “三公” lines of their table in its order, without agency operating costs; () when nothing is printed.

    A line without an amount there has the amount that the notes state, but one that was not read has none.
    """
    lines = {line.column: line for line in ThreePublicLine.objects.filter(version=version)}
    stated = {f.key: f for f in reversed(facts) if f.topic == Topic.THREE_PUBLIC.word}
    figures = {figure.column: figure for figure in figures_by_cell(version, (Role.THREE_PUBLIC,)).values()}
    table = version.form.by_role.get(Role.THREE_PUBLIC)
    whole = is_whole(version, (Role.THREE_PUBLIC,))
    rows = (
        _three_public_row(
            (column.key, column.title),
            lines.get(column.key),
            stated.get(column.key),
            figures.get(column.key),
            unread=not whole and _is_unread(lines.get(column.key)),
        )
        for column in (table.columns if table else ())
        if column.key != "agency_operating"
    )
    return tuple(row for row in rows if row.yuan is not None or row.fact is not None or row.unread)


def three_public_items(rows: Iterable[ThreePublicRow]) -> list[ThreePublicRow]:
    """The three items of “三公”; vehicle purchase and running are one item."""
    parts = _THREE_PUBLIC_PARTS["total"]
    return [row for row in rows if row.key in parts]


def _is_unread(line: ThreePublicLine | None) -> bool:
    """Of a table of which something was not read: a cell that was not, or that was not found."""
    return line is None or bool(line.unread)


def _three_public_row(
    column: tuple[str, str],
    line: ThreePublicLine | None,
    stated: StatedFact | None,
    figure: Figure | None,
    *,
    unread: bool,
) -> ThreePublicRow:
    key, name = column
    printed = line.amount if line else None
    yuan = printed if printed is not None or stated is None or unread else stated.value
    level = _THREE_PUBLIC_LEVELS.get(key, Level.CLASS).word
    blank = line is not None and printed is None and not unread
    return ThreePublicRow(key, name, level, yuan, stated, figure, blank, unread)


def three_public_additions(
    rows: Sequence[ThreePublicRow],
) -> tuple[tuple[ThreePublicRow, Addition, Addition | None], ...]:
    """For each sum among them: its row, the addition of the amounts, and that of the printed changes.

    None of those of which a part or the total was not read.
    """
    by_key = {row.key: row for row in rows}
    found = []
    for key, part_keys in _THREE_PUBLIC_PARTS.items():
        whole, parts = by_key.get(key), [by_key[k] for k in part_keys if k in by_key]
        if any(row.unread for row in (*parts, *filter(None, [whole]))):
            continue
        amounts = addition([p.yuan for p in parts], whole.yuan if whole else None)
        if whole is not None and amounts is not None:
            found.append((whole, amounts, addition([p.change for p in parts], whole.change)))
    return tuple(found)


def addition(parts: Iterable[Decimal | None], total: Decimal | None) -> Addition | None:
    """The printed parts and their printed total; None without a total or with fewer than two parts."""
    values = tuple(value for value in parts if value is not None)
    return Addition(values, total) if total is not None and len(values) > 1 else None


def agency_is_unread(version: EditionVersion) -> bool:
    """Whether 机关运行经费 is printed and was not read, or may be."""
    line = ThreePublicLine.objects.filter(version=version, column="agency_operating").first()
    return not is_whole(version, (Role.THREE_PUBLIC,)) and _is_unread(line)


def agency_operating(version: EditionVersion) -> Figure | None:
    """机关运行经费; None when the cell is blank."""
    figures = figures_by_cell(version, (Role.THREE_PUBLIC,)).values()
    return next((figure for figure in figures if figure.column == "agency_operating"), None)


# ---- Assets ----


@dataclass(frozen=True)
class VehicleRow:
    """One kind of official vehicle: how many are held and how many are to be bought; None where not stated."""

    name: str
    held: StatedFact | None
    planned: StatedFact | None


def vehicle_rows(facts: Sequence[StatedFact]) -> tuple[VehicleRow, ...]:
    """The kinds of vehicles in printed order, stock and planned purchases side by side."""
    held = _vehicles(facts, Topic.ASSETS)
    planned = _vehicles(facts, Topic.PLANNED_PURCHASES)
    names = dict.fromkeys([*held, *planned])
    return tuple(VehicleRow(name, held.get(name), planned.get(name)) for name in names)


def _vehicles(facts: Iterable[StatedFact], topic: Topic) -> dict[str, StatedFact]:
    return {f.label: f for f in facts if f.topic == topic.word and f.key == "vehicles"}
