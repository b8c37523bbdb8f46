"""The result of every reader: paragraphs and grids in reading order, each with its place in the file.

Text, Markdown, PDF, Word and Excel all become paragraphs and grids of cells. Nothing here knows what
a budget is, and no word of the file is left out: a parser decides what is page furniture.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from budgets.form.terms import HiddenKind, UnreadCause

Box = tuple[float, float, float, float]  # left, top, right, bottom


# What a refusal says of the file: words as printed, or a number.
Parameter = str | int | float


class UnreadableDocument(Exception):
    """The file cannot be read at all: the code of a sentence for the person who can act, with its parameters.

    budgets.words.refusals makes the sentence of it.
    """

    def __init__(self, code: str, /, **parameters: Parameter) -> None:
        super().__init__(code)
        self.code, self.parameters = code, parameters


@dataclass(frozen=True)
class Place:
    """Where something is printed. Counting starts at 1; None where the format has no such thing.

    `line` is a line of a text file; `table`, `row`, `column` a cell of the file's n-th table or sheet, `piece`
    one of several lines inside such a cell;
    `box` is left, top, right, bottom on the PDF page in points from its top left corner.
    """

    page: int | None = None
    line: int | None = None
    table: int | None = None
    row: int | None = None
    column: int | None = None
    box: Box | None = None
    piece: int | None = None


def together(places: Sequence[Place]) -> Place:
    """One place for the last of these places and those right before it on the same PDF page or in the same row.

    On a PDF page its box surrounds them all; several cells of a row have no column.
    """
    last = places[-1]
    same = [last]
    for place in reversed(places[:-1]):
        if replace(place, box=None, column=None) != replace(last, box=None, column=None):
            break
        same.append(place)
    columns = {place.column for place in same}
    boxes = [place.box for place in same if place.box]
    return replace(last, column=last.column if len(columns) == 1 else None, box=_around(boxes))


def _around(boxes: Sequence[Box]) -> Box | None:
    if not boxes:
        return None
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)


MOST_CELLS = 300_000  # of all tables of a document

# The marker of paragraphs that belong to the page, not to the text: page numbers, running headers and footers.
PAGE_FURNITURE = "page furniture"


@dataclass(frozen=True)
class Paragraph:
    """One paragraph as printed. `marker` is the list bullet or heading sign that the file format adds.

    `lines` are its printed lines where the format has lines narrower than a paragraph (PDF): the character of
    `text` at which each begins, and its place. `place` is then that of the lines on the first page.
    """

    text: str
    place: Place
    marker: str = ""
    lines: tuple[tuple[int, Place], ...] = field(default=(), compare=False, repr=False)


@dataclass(frozen=True)
class Cell:
    """One cell of a grid. `text` is None where the cell is covered by a merged neighbour, "" where it is blank.

    `lost` is why a cell without text is not blank: what it prints is a picture, or its words are hidden.
    """

    text: str | None
    place: Place
    lost: UnreadCause | None = None


@dataclass(frozen=True)
class Grid:
    """A ruled table as the file holds it: rows of cells; a page break may have cut it."""

    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True)
class Hidden:
    """Something that the file holds and nobody who looks at its pages sees; it goes out with the file all the same.

    `text` is every word of it, its lines divided by line breaks, cells by tabs; of an author the name, of a file its
    name and then its words. `author` is who wrote a comment or made a change. `searched` is False where there is more
    than `text` tells, such as in an attached file that cannot be read: nobody can say what stands there.
    `cells` are the cells of a hidden column that hold something.
    """

    kind: HiddenKind
    text: str
    place: Place = Place()
    author: str = ""
    searched: bool = True
    cells: tuple[Cell, ...] = field(default=(), compare=False, repr=False)


@dataclass(frozen=True)
class Document:
    """A file as read: its name, format and blocks in reading order, and the SHA-256 of its bytes.

    `picture_pages` are pages that hold a picture and no text: what they print could not be read.
    `pictures` is where pictures stand outside of cells: the box on its page, the last line before, or a whole sheet.
    `hidden` is what the file holds beside that and no page shows; its words are in no block.
    `empty_pages` are pages that print nothing but page numbers and the like: the page, or where the file knows no pages
    the line before. `cut_lines` is what is seen of lines that the edge of their page cuts.
    """

    filename: str
    format: str
    sha256: str
    blocks: tuple[Paragraph | Grid, ...] = ()
    picture_pages: tuple[int, ...] = ()
    hidden: tuple[Hidden, ...] = ()
    pictures: tuple[Place, ...] = ()
    empty_pages: tuple[Place, ...] = ()
    cut_lines: tuple[tuple[str, Place], ...] = ()

    def printed_lines(self) -> Iterator[tuple[str, Place]]:
        """Every line in reading order: paragraphs, and grid rows as cells joined by tabs."""
        for block in self.blocks:
            if isinstance(block, Paragraph):
                yield block.text, block.place
            else:
                for row in block.rows:
                    yield row_text(row), row[0].place


def row_text(row: tuple[Cell, ...]) -> str:
    """A grid row as one line of text, cells divided by tabs."""
    return "\t".join(cell.text or "" for cell in row)


def lines_of_row(row: tuple[Cell, ...]) -> Iterator[tuple[str, Place]]:
    """A grid row as lines in which every cell keeps its column: a column that the grid leaves out is an empty cell.

    Where very many columns are left out, a new line begins in the column of its first cell.
    """
    start, texts = row[0].place, list[str]()
    for cell in row:
        gap = (cell.place.column or 0) - (start.column or 0) - len(texts)
        if gap > _WIDEST_GAP:
            yield "\t".join(texts), start
            start, texts, gap = cell.place, [], 0
        texts += [""] * gap + [cell.text or ""]
    yield "\t".join(texts), start


_WIDEST_GAP = 20
