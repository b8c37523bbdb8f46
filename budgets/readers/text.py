"""Plain text and Markdown: a line is a paragraph, a run of tabbed or piped lines is a grid."""

import hashlib
import re
from collections.abc import Callable

from budgets.readers.document import MOST_CELLS, Cell, Document, Grid, Paragraph, Place, UnreadableDocument
from budgets.readers.text_hidden import without_hidden

_ENCODINGS = ("utf-8-sig", "gb18030")
# A heading sign or bullet before a line of text or Markdown, which the printed page does not have.
_MARKER = re.compile(r"\s*(#{1,6}|[-*+•])\s+(?=\S)")
_PIPE_ROW = re.compile(r"\s*\|.*\|\s*")
_PICTURE = re.compile(r"\s*!\[[^\]]*\]\([^()]*\)\s*")
_PIPE_RULE = re.compile(r"\s*\|(\s*:?-{2,}:?\s*\|)+\s*")


def read_text(
    content: bytes,
    filename: str,
    progress: Callable[[int, int], None] | None = None,
    *,
    most_cells: int = MOST_CELLS,
) -> Document:
    """Read text or Markdown in UTF-8 (with or without mark) or GB18030; it has no pages to report.

    Raises UnreadableDocument when the bytes are text in neither encoding, or when there are too many cells.
    """
    text = _decode(content, filename)
    is_markdown = any(_PIPE_RULE.fullmatch(line) for line in text.splitlines())
    text, hidden = without_hidden(text, is_markdown)
    lines = text.splitlines()
    blocks: list[Paragraph | Grid] = []
    rows: list[tuple[Cell, ...]] = []
    table = found = 0
    for number, line in enumerate(lines, start=1):
        cells = _cells(line, is_markdown)
        if cells is not None:
            if not rows:
                table += 1
            found += len(cells)
            if found > most_cells:
                raise UnreadableDocument("text.cells", name=filename, cells=most_cells)
            if cells:
                rows.append(_row(cells, number, table, len(rows) + 1))
            continue
        if rows:
            blocks.append(Grid(tuple(rows)))
            rows = []
        if line.strip():
            blocks.append(_paragraph(line, number))
    if rows:
        blocks.append(Grid(tuple(rows)))
    kind = "md" if is_markdown else "txt"
    pictures = (n for n, line in enumerate(lines, start=1) if is_markdown and _PICTURE.fullmatch(line))
    places = tuple(Place(line=number) for number in pictures)
    digest = hashlib.sha256(content).hexdigest()
    return Document(filename, kind, digest, tuple(blocks), hidden=hidden, pictures=places)


def _decode(content: bytes, filename: str) -> str:
    for encoding in _ENCODINGS:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UnreadableDocument("text.encoding", name=filename)


def _cells(line: str, is_markdown: bool) -> list[str] | None:
    """The cells of a grid line; [] for a ruler that prints nothing; None when the line is no grid line."""
    if is_markdown:
        if _PIPE_RULE.fullmatch(line):
            return []
        if _PIPE_ROW.fullmatch(line):
            return [cell.strip() for cell in re.split(r"(?<!\\)\|", line.strip()[1:-1])]
        return None
    return [cell.strip() for cell in line.split("\t")] if "\t" in line else None


def _row(cells: list[str], line: int, table: int, row: int) -> tuple[Cell, ...]:
    return tuple(
        Cell(text, Place(line=line, table=table, row=row, column=column))
        for column, text in enumerate(cells, start=1)
    )


def _paragraph(line: str, number: int) -> Paragraph:
    marker = _MARKER.match(line)
    text = line[marker.end() :] if marker else line
    return Paragraph(text.strip(), Place(line=number), marker.group(1) if marker else "")
