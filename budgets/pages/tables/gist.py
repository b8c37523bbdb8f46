"""What one official table says in one sentence: its total, the parts of that, and the largest class."""

from dataclasses import dataclass
from decimal import Decimal

from budgets.form.tables import Form, OfficialTable
from budgets.form.terms import Level, Side
from budgets.models import EditionVersion
from budgets.pages.tables.read import every_line
from budgets.pages.unread.read import is_whole


@dataclass(frozen=True)
class Named:
    """A printed amount and what it is called, yuan."""

    name: str
    yuan: Decimal


@dataclass(frozen=True)
class Gist:
    """A table's total, the printed amounts that make it up, and the largest class or entry; yuan."""

    total: Decimal
    parts: tuple[Named, ...]
    largest: Named | None


THREE_PUBLIC_PARTS = ("overseas_travel", "hospitality", "vehicles")


def gist_of(version: EditionVersion, table: OfficialTable) -> Gist | None:
    """The gist of one table; None where it prints no total. One query.

    The total alone where something of the table was not read: a part or a larger class may be lacking.
    """
    gist = _gist(version, table)
    return gist if gist is None or is_whole(version, (table.role,)) else Gist(gist.total, (), None)


def _gist(version: EditionVersion, table: OfficialTable) -> Gist | None:
    lines = list(every_line(table.role).filter(version=version).order_by("number"))
    if table.form is Form.SINGLE_ROW:
        return _of_columns(table, {line.column: line.amount for line in lines})
    key = next(column.key for column in table.columns if column.side in (None, Side.EXPENDITURE))
    if table.form is Form.TWO_SIDED:
        lines = [line for line in lines if line.side == Side.EXPENDITURE.value]
    whole = next((line for line in lines if line.level == Level.TOTAL.value and getattr(line, key)), None)
    if whole is None:
        return None
    parts = tuple(
        Named(column.title, getattr(whole, column.key))
        for column in table.columns
        if column.key != key and column.side in (None, Side.EXPENDITURE) and getattr(whole, column.key)
    )
    classes = [
        line
        for line in lines
        if getattr(line, key)
        and (line.level == Level.CLASS.value or (table.form is Form.TWO_SIDED and line.lowest))
    ]
    largest = max(classes, key=lambda line: getattr(line, key), default=None)
    return Gist(getattr(whole, key), parts, Named(largest.name, getattr(largest, key)) if largest else None)


def _of_columns(table: OfficialTable, amounts: dict[str, Decimal | None]) -> Gist | None:
    """Table 9: the three kinds of “三公”."""
    total = amounts.get("total")
    if not total:
        return None
    parts = tuple(
        Named(table.column(key).title, yuan) for key in THREE_PUBLIC_PARTS if (yuan := amounts.get(key))
    )
    return Gist(total, parts, None)
