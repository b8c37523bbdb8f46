"""Reading the document itself: its lines part by part, and which line a figure or a place stands in."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Max, Q, QuerySet

from budgets.form.terms import UnreadCause
from budgets.models import (
    EditionVersion,
    Figure,
    PrintedTableRecord,
    SourceDocument,
    SourceLineRecord,
    UnreadPlace,
)

Box = tuple[float, float, float, float]  # left, top, right, bottom on a PDF page, in points

LINES_OF_A_PART = 200  # of a document without pages: few enough for a phone


@dataclass(frozen=True)
class DocumentPart:
    """One page of a PDF, or 200 lines of another document; `number` counts from 1."""

    number: int
    count: int
    lines: tuple[SourceLineRecord, ...]


def has_pages(version: EditionVersion) -> bool:
    """Whether the document has pages of its own."""
    return version.source.format == "pdf"


def part_count(version: EditionVersion) -> int:
    """How many parts the document has: the number of its last page with words, else its lines divided by 200."""
    if has_pages(version):
        return _lines(version).aggregate(last=Max("place_page"))["last"] or 1
    last = _lines(version).aggregate(last=Max("position"))["last"] or 1
    return _part_of(last)


def part(version: EditionVersion, number: int, count: int) -> DocumentPart:
    """The part with that number, of `count` parts."""
    if has_pages(version):
        lines = _lines(version).filter(place_page=number)
    else:
        first = (number - 1) * LINES_OF_A_PART
        lines = _lines(version).filter(position__gt=first, position__lte=first + LINES_OF_A_PART)
    return DocumentPart(number, count, tuple(lines.order_by("position")))


def part_of(line: SourceLineRecord) -> int:
    """The number of the part that the line stands in."""
    return line.place_page or _part_of(line.position)


def figure_at(version: EditionVersion, position: int) -> Figure | None:
    """The printed figure of that number in document order."""
    return Figure.objects.filter(version=version, position=position).first()


def figure_count(version: EditionVersion) -> int:
    """How many figures the official tables print."""
    return Figure.objects.filter(version=version).count()


def line_with(figure: Figure) -> SourceLineRecord | None:
    """The stored line that the figure's cell belongs to."""
    same_row = {
        "place_page": figure.place_page,
        "place_line": figure.place_line,
        "place_table": figure.place_table,
        "place_row": figure.place_row,
    }
    lines = SourceLineRecord.objects.filter(version_id=figure.version_id, **same_row)
    # A row of a sheet may be stored as several lines: cells apart from the table start in their own column.
    return lines.filter(place_column__lte=figure.place_column or 1).order_by("-place_column").first()


def cell_index(line: SourceLineRecord, column: int | None) -> int:
    """The index of the line's cell in that column, from 0."""
    return (column or 1) - (line.place_column or 1)


def has_cell(line: SourceLineRecord, column: int | None) -> bool:
    """Whether the line has a cell in that column."""
    return 0 <= cell_index(line, column) <= line.text.count("\t")


def line_numbered(version: EditionVersion, number: int) -> SourceLineRecord | None:
    """The line of that number, or the last one before it where the document leaves it blank."""
    lines = _lines(version).filter(place_line__lte=number)
    return lines.order_by("-place_line").first()


def line_of_row(version: EditionVersion, table: int, row: int, column: int = 0) -> SourceLineRecord | None:
    """The row of the file's n-th table or sheet; with a column, the line of it that holds that cell."""
    lines = _lines(version).filter(place_table=table, place_row=row)
    if column:
        lines = lines.filter(place_column__lte=column)
        return lines.order_by("-place_column", "position").first()
    return lines.order_by("position").first()


def line_before_row(version: EditionVersion, table: int, row: int) -> SourceLineRecord | None:
    """The last line of the file's n-th table or sheet above that row; of the tables before it where there is none."""
    lines = _lines(version).filter(place_table__lte=table).exclude(place_table=table, place_row__gte=row)
    return lines.order_by("-position").first()


def is_hidden(version: EditionVersion, table: int, row: int, column: int = 0) -> bool:
    """Whether the file hides that row, or that cell of it: it is among what was not read."""
    if not version.unread_count:
        return False
    places = UnreadPlace.objects.filter(version=version, cause=UnreadCause.HIDDEN.word)
    here = places.filter(place_table=table, place_row=row)
    whole = Q(place_column=None)
    return here.filter(whole | Q(place_column=column) if column else whole).exists()


def line_around(lines: Iterable[SourceLineRecord], box: Box) -> SourceLineRecord | None:
    """The line of a PDF page whose box contains that box; None for a line continued from the page before."""
    around = (line for line in lines if line.place_box and _holds(line.place_box, box))
    return next(around, None)


def _holds(outer: Sequence[float], inner: Box) -> bool:
    left, top, right, bottom = outer
    return left <= inner[0] and top <= inner[1] and inner[2] <= right and inner[3] <= bottom


def tables_found(version: EditionVersion) -> list[PrintedTableRecord]:
    """The official tables of the document with their places, in its order."""
    return list(PrintedTableRecord.objects.filter(version=version).order_by("number"))


def original_bytes(version: EditionVersion) -> bytes:
    """The file as uploaded."""
    return bytes(SourceDocument.objects.values_list("content", flat=True).get(pk=version.source_id))


def _lines(version: EditionVersion) -> QuerySet[SourceLineRecord]:
    return SourceLineRecord.objects.filter(version=version)


def _part_of(position: int) -> int:
    return (position - 1) // LINES_OF_A_PART + 1
