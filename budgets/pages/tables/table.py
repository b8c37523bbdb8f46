"""The official tables as their pages show them: in one piece, or a table for each side."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from budgets.form.amounts import Unit
from budgets.form.codes import spaced
from budgets.form.tables import Form, OfficialTable
from budgets.form.terms import Level, Side
from budgets.listing.table import LeanColumn, LeanRow, LeanTable, SortLink, TableCell, amount, decimals_of
from budgets.models import CodedLine, Figure, Line
from budgets.models.lines import row_anchor
from budgets.pages.checks.marks import Marks, mark_link
from budgets.pages.tables.read import AmountField
from budgets.pages.unread.read import Cells
from budgets.words import tables as words
from budgets.words.money import amount_in
from budgets.words.official import gloss
from budgets.words.unread import cell as not_read
from budgets.words.unread import cell_hint

LEVEL_CLASSES = {level.value: f"level-{level.word}" for level in Level}
AGENCY = "agency_operating"
# Table 9 prints its columns under a tree of headings; the style class shows how deep each column stands in it.
THREE_PUBLIC_CLASSES = {
    "overseas_travel": "level-section",
    "hospitality": "level-section",
    "vehicles": "level-section",
    "vehicle_purchase": "level-item",
    "vehicle_running": "level-item",
    AGENCY: "level-class",
}


@dataclass(frozen=True)
class LineTables:
    """Makes the tables of one official table's page: with its columns, unit, figures and links to sort.

    `source` is the address of the document's page, to which figures link; `marks` are the findings, `checks` is the
    address of the page that lists them.
    """

    table: OfficialTable
    fields: tuple[AmountField, ...]
    unit: Unit
    figures: Mapping[tuple[int, str], Figure]
    unread: Cells
    sort_link: SortLink
    label: str
    source: str
    marks: Marks
    checks: str

    def build(self, lines: Sequence[Line]) -> list[LeanTable]:
        """The tables to show: one; two for a two-sided table, and for table 9 (“三公” and 机关运行经费)."""
        if self.table.form is Form.SINGLE_ROW:
            return self._three_public(lines)
        if self.table.form is not Form.TWO_SIDED:
            return [self._table(lines, self.fields, self.label)]
        halves = []
        for side in Side:
            fields = tuple(field for field in self.fields if side in field.sides)
            own = [line for line in lines if getattr(line, "side", "") == side.value]
            halves.append(self._table(own, fields, f"{self.label} {_(side.value)}"))
        return halves

    def _three_public(self, lines: Sequence[Line]) -> list[LeanTable]:
        """Table 9 in two tables: “三公”, and 机关运行经费, which its total leaves out."""
        parts = (
            (_("“三公”经费"), [line for line in lines if _column_key(line) != AGENCY]),
            (
                _("机关运行经费（不含在“三公”合计内）"),
                [line for line in lines if _column_key(line) == AGENCY],
            ),
        )
        return [self._table(own, self.fields, f"{self.label} {name}", name) for name, own in parts if own]

    def _table(
        self, lines: Sequence[Line], fields: Sequence[AmountField], label: str, part: str = ""
    ) -> LeanTable:
        decimals = {f.name: decimals_of((getattr(line, f.name) for line in lines), self.unit) for f in fields}
        rows = [self._row(line, fields, decimals) for line in lines]
        scopes = self._scopes(lines, fields)
        if self.table.form is Form.TWO_SIDED:
            part = label.rpartition(" ")[2]
        caption = words.caption(part, scopes, self.unit, mixed=len(scopes) > 1)
        return LeanTable(self._columns(fields), rows, caption=caption, label=label, sort_link=self.sort_link)

    def _scopes(self, lines: Iterable[Line], fields: Iterable[AmountField]) -> list[str]:
        """The scopes of the amounts, each once: those of the columns, in table 9 those of the lines."""
        if self.table.form is Form.SINGLE_ROW:
            return list(dict.fromkeys(self._line_scope(line) for line in lines))
        return list(dict.fromkeys(field.scope.value for field in fields if field.scope))

    def _line_scope(self, line: Line) -> str:
        return self.table.column(_column_key(line)).scope.value

    def _columns(self, fields: Sequence[AmountField]) -> list[tuple[str, LeanColumn]]:
        coded = self.table.form is Form.CODED
        columns = [("code", LeanColumn(_("科目编码"), css="code", sort="code"))] if coded else []
        columns.append(("name", LeanColumn(_("科目名称") if coded else _("项目"), sort="name")))
        mixed = not _one_scope(fields)
        for field in fields:
            note = _(field.scope.value) if mixed and field.scope else ""
            columns.append((field.name, LeanColumn(_(field.title), note=note, css="num", sort=field.name)))
        if self.table.form is Form.SINGLE_ROW:
            columns.append(("scope", LeanColumn(_("资金口径"))))
        return [*columns, ("place", LeanColumn(_("原文位置"), css="code"))]

    def _row(self, line: Line, fields: Sequence[AmountField], decimals: Mapping[str, int]) -> LeanRow:
        cells = [TableCell(spaced(line.code), "code")] if isinstance(line, CodedLine) else []
        looked_up = isinstance(line, CodedLine) and line.name_looked_up
        key = _column_key(line)
        note = _("名称按编码查得") if looked_up else _("不含在“三公”合计内") if key == AGENCY else ""
        cells.append(
            TableCell(
                line.name,
                "name",
                note="; ".join(words for words in (gloss(line.name), note) if words),
                head=True,
            )
        )
        cells += [self._amount(line, field, decimals[field.name]) for field in fields]
        if self.table.form is Form.SINGLE_ROW:
            cells.append(TableCell(_(self._line_scope(line)), "muted"))
        cells.append(TableCell(line.where, "code"))
        anchor = row_anchor(line.number, getattr(line, "side", ""))
        return LeanRow(anchor, THREE_PUBLIC_CLASSES.get(key, LEVEL_CLASSES[line.level]), tuple(cells))

    def _keys(self, line: Line, field: AmountField) -> list[str]:
        """The keys of the printed columns that the field means for that line: in a two-sided table of its own side."""
        side = getattr(line, "side", "")
        columns = [self.table.column(key) for key in field.columns or (_column_key(line),)]
        return [
            column.key for column in columns if not side or column.side is None or column.side.value == side
        ]

    def _amount(self, line: Line, field: AmountField, decimals: int) -> TableCell:
        keys = self._keys(line, field)
        unread = next((key for key in keys if key in line.unread.split(",")), None)
        if unread is not None:
            return self._unread(line.number, unread, field)
        figure = next((f for key in keys if (f := self.figures.get((line.number, key)))), None)
        text = amount(getattr(line, field.name), self.unit, decimals)
        href = self.source + figure.in_source if figure else ""
        sign = mark_link(self.marks.at(figure), self.checks)
        return TableCell(text, "num", hint=_figure_hint(figure), href=href, label=_(field.title), mark=sign)

    def _unread(self, number: int, key: str, field: AmountField) -> TableCell:
        """A cell that prints something that was not read: it says so, and leads to where it is printed."""
        cell = self.unread.get((number, key)) or self.unread[number, ""]
        href = self.source + cell.in_source if cell.in_source else ""
        hint = cell_hint(cell.cause, cell.text)
        return TableCell(not_read(), "num unread", hint=hint, href=href, label=_(field.title))


def _figure_hint(figure: Figure | None) -> str:
    """What the document prints in that cell, and where; "" for a blank cell."""
    if figure is None:
        return ""
    printed = amount_in(figure.printed, Unit(figure.unit))
    return _("原文%(place)s：%(amount)s") % {"place": figure.where, "amount": printed}


def _column_key(line: Line) -> str:
    """Which printed column of table 9 the line is; "" in the other tables."""
    return getattr(line, "column", "")


def _one_scope(fields: Iterable[AmountField]) -> str:
    """The scope that all these columns share; "" when they differ."""
    scopes = {field.scope for field in fields}
    only = scopes.pop() if len(scopes) == 1 else None
    return only.value if only else ""
