"""The lines of a document as escaped markup, each with an id for links.

A text file is shown line by line; a file with real tables (PDF, Word, Excel) as paragraphs and tables.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from budgets.models import MARKED, SourceLineRecord
from budgets.pages.source.read import cell_index


@dataclass(frozen=True)
class MarkedPlace:
    """The cell to mark: its line and column, or the whole line.

    `here` is False where another element, a picture, has the id.
    """

    line: SourceLineRecord
    column: int | None
    here: bool = True
    whole: bool = False


def numbered_lines(lines: Iterable[SourceLineRecord], mark: MarkedPlace | None) -> SafeString:
    """A text as a list of numbered lines, with the marked cell in its line."""
    items = (
        f'<li id="{line.anchor}"{_css(line, mark)}><a href="#{line.anchor}" class="n">{line.place_line}</a>'
        f"<span>{_cells_of_text(line, mark)}</span></li>"
        for line in lines
    )
    return mark_safe("".join(items))


def _css(line: SourceLineRecord, mark: MarkedPlace | None) -> str:
    return ' class="here"' if mark and mark.line.pk == line.pk else ""


def _cells_of_text(line: SourceLineRecord, mark: MarkedPlace | None) -> str:
    if mark is None or mark.line.pk != line.pk:
        return str(escape(line.text))
    return "\t".join(_marked_at(line, mark, index, cell) for index, cell in enumerate(line.text.split("\t")))


def _marked_at(line: SourceLineRecord, mark: MarkedPlace | None, index: int, cell: str) -> str:
    """The cell's words, marked when they are the ones asked for."""
    words = str(escape(cell))
    if mark is None or mark.whole or mark.line.pk != line.pk or index != cell_index(line, mark.column):
        return words
    name = f' id="{MARKED}"' if mark.here else ""
    return f"<mark{name}>{words}</mark>"


def blocks(lines: Sequence[SourceLineRecord], mark: MarkedPlace | None) -> SafeString:
    """The paragraphs and tables in document order."""
    pieces: list[str] = []
    seen: set[str] = set()
    for table, members in groupby(lines, key=lambda line: line.place_table):
        rows = list(members)
        if table is None:
            pieces += (_paragraph(line, mark, seen) for line in rows)
        else:
            pieces.append(_table(table, rows, mark, seen))
    return mark_safe("\n".join(pieces))


def _name(line: SourceLineRecord, seen: set[str]) -> str:
    """The id of a line, given once: two paragraphs may begin at the same height."""
    if line.anchor in seen:
        return ""
    seen.add(line.anchor)
    return f' id="{line.anchor}"'


def _paragraph(line: SourceLineRecord, mark: MarkedPlace | None, seen: set[str]) -> str:
    furniture = ' class="muted"' if line.owner.startswith("furniture") else _css(line, mark)
    asked = mark is not None and not mark.whole and mark.here and mark.line.pk == line.pk
    words = f'<mark id="{MARKED}">{escape(line.text)}</mark>' if asked else escape(line.text)
    return f"<p{_name(line, seen)}{furniture}>{words}</p>"


def _table(number: int, lines: Sequence[SourceLineRecord], mark: MarkedPlace | None, seen: set[str]) -> str:
    label = _("原文第 %(n)s 张表") % {"n": number}
    rows = [list(same) for _row, same in groupby(lines, key=lambda line: line.place_row)]
    body = "".join(
        f"<tr{_name(row[0], seen)}{_css(_here(row, mark), mark)}>{_cells(row, mark)}</tr>\n" for row in rows
    )
    region = f'<div class="table-scroll" role="region" aria-label="{escape(label)}" tabindex="0">'
    caption = f"<caption>{escape(label)}</caption>"
    return f'{region}<table class="ledger as-printed">{caption}<tbody>{body}</tbody></table></div>'


def _here(row: Sequence[SourceLineRecord], mark: MarkedPlace | None) -> SourceLineRecord:
    """The line of a row that holds the marked cell, else its first."""
    return next((line for line in row if mark and line.pk == mark.line.pk), row[0])


def _cells(row: Sequence[SourceLineRecord], mark: MarkedPlace | None) -> str:
    """The cells of one row. A sheet's row may be stored as several lines, each starting in its own column."""
    cells: list[str] = []
    for line in row:
        own = [_marked_at(line, mark, n, cell) for n, cell in enumerate(line.text.split("\t"))]
        if (
            cells and line.place_column and line.place_column <= len(cells)
        ):  # one more line inside the same cell
            cells[-1] += f"<br>{own.pop(0)}"
        cells += [""] * ((line.place_column or 1) - 1 - len(cells)) + own
    return "".join(f"<td>{cell}</td>" for cell in cells)
