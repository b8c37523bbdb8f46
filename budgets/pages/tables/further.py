"""The tables that are kept as printed: read, drawn on a page, and written as a file."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from budgets.exports.sheet import TABLES, Field, Row, Sheet, SheetDefinition, number, term, text
from budgets.form.amounts import is_amount
from budgets.form.tables import FurtherTable
from budgets.listing.table import LeanColumn, LeanRow, LeanTable, TableCell
from budgets.models import EditionVersion, FurtherCell, FurtherTableRecord

SHOWN = 500  # rows on the page; its files have all

Rows = Mapping[int, Mapping[int, FurtherCell]]  # the printed cells by row and column, from 1


def further_tables(version: EditionVersion) -> list[FurtherTableRecord]:
    """The tables of the version that are kept as printed, in the order of the document."""
    return list(FurtherTableRecord.objects.filter(version=version).order_by("position"))


def not_found(version: EditionVersion, found: Sequence[FurtherTableRecord]) -> list[FurtherTable]:
    """The tables that the form has besides and that the document lacks."""
    slugs = {record.slug for record in found}
    return [table for table in version.form.further if table.slug not in slugs]


def further_table(version: EditionVersion, slug: str) -> FurtherTableRecord | None:
    """The table of that name in addresses; None where the document has none."""
    return FurtherTableRecord.objects.filter(version=version, slug=slug).first()


def rows_of(record: FurtherTableRecord, up_to: int | None = None) -> Rows:
    """The printed cells of the first rows, or of all."""
    cells = record.cells.order_by("row", "column")
    rows: dict[int, dict[int, FurtherCell]] = defaultdict(dict)
    for cell in cells if up_to is None else cells.filter(row__lte=up_to):
        rows[cell.row][cell.column] = cell
    return rows


def heading(record: FurtherTableRecord, column: int) -> str:
    """The title of a column as printed, else its number; columns count from 1."""
    return record.columns[column - 1] or _("第%(n)s栏") % {"n": column}


def drawn(record: FurtherTableRecord) -> LeanTable:
    """The table for its page: every printed cell leads to its place in the document."""
    rows = rows_of(record, SHOWN)
    width = range(1, len(record.columns) + 1)
    amounts = {column for column in width if _holds_amounts(rows, column)}
    columns = [
        (f"column_{column}", LeanColumn(heading(record, column), css="num" if column in amounts else ""))
        for column in width
    ]
    source = record.version.page("source")
    lines = [
        LeanRow(
            f"row-{row}",
            "",
            tuple(_cell(rows[row].get(n), heading(record, n), source, is_number=n in amounts) for n in width),
        )
        for row in sorted(rows)
    ]
    unit = _("单位：%(unit)s") % {"unit": _(record.unit)} if record.unit else _("原文没有印单位")
    return LeanTable(
        columns, lines, caption=unit, label=record.title, sort_link=lambda _name: ("", ""), fold=True
    )


def _holds_amounts(rows: Rows, column: int) -> bool:
    texts = [cells[column].text for cells in rows.values() if column in cells]
    return bool(texts) and all(map(is_amount, texts))


def _cell(cell: FurtherCell | None, column: str, source: str, *, is_number: bool) -> TableCell:
    css = "num" if is_number else ""
    if cell is None:
        return TableCell("", css)
    hint = _("原文%(place)s") % {"place": cell.where}
    href = source + cell.in_source if cell.in_source else ""
    head = cell.column == 1 and not is_number
    return TableCell(cell.text, css, hint=hint, href=href, label="" if head else column, head=head)


def further_definition(record: FurtherTableRecord) -> SheetDefinition:
    """The columns of its file: the number of the row, the printed columns, and where the row is printed."""
    printed = [
        text(f"column_{column}", _different(record, column), _("这一栏各格的字，照原文；原文没有印的为空。"))
        for column in range(1, len(record.columns) + 1)
    ]
    fields: tuple[Field, ...] = (
        number("row", _("行号"), _("在这张表里的第几行。")),
        *printed,
        term("unit", _("原文单位"), _("表上方印的单位；没有印的为空。")),
        term("place", _("原文位置"), _("这一行印在原文的哪里。")),
    )
    described = _("“%(title)s”的每一行，照原文，没有核对；金额的单位也照原文。") % {"title": record.title}
    return SheetDefinition(record.slug, record.title, described, fields, TABLES)


def _different(record: FurtherTableRecord, column: int) -> str:
    """A heading that no other column of the file has: the printed title, numbered where two print the same."""
    title = heading(record, column)
    same = [n for n in range(1, len(record.columns) + 1) if heading(record, n) == title]
    return title if same == [column] else f"{title} {same.index(column) + 1}"


def further_sheet(record: FurtherTableRecord) -> Sheet:
    """Every row of the table as a file."""
    rows = rows_of(record)
    return Sheet.of(
        further_definition(record), [_row(record, n, rows[n]) for n in sorted(rows)], record.version
    )


def _row(record: FurtherTableRecord, row: int, cells: Mapping[int, FurtherCell]) -> Row:
    texts = (cells[n].text if n in cells else None for n in range(1, len(record.columns) + 1))
    return (row, *texts, record.unit, next(iter(cells.values())).where)
