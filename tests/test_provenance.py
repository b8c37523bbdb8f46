"""Every stored figure, and every word that a value was read from, stands in the document at the stored place.

Each file is read here by other means than the readers: a text by its lines, a PDF by pdfplumber's characters
inside the box, a Word or Excel file by the XML in its archive. White space aside the words are the same.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest

from budgets.actions import create_draft
from budgets.models import EditionVersion, Figure, Placed, Quotation, SourceLineRecord
from budgets.pages.source.read import cell_index, line_with
from tests.conftest import SAMPLE
from tests.documents import DOCUMENTS, SAMPLES, Character, budget_of, characters_of, without_sisters
from tests.snapshots import restored
from tests.test_real_documents import EXPECTED

Printed = Callable[[Path], Callable[[Figure], str]]

OF_OTHERS = without_sisters(EXPECTED)  # in both formats; in full trials the sisters too
# The number of printed figures, counted in the documents.
FIGURES = {
    SAMPLE: 542,
    SAMPLES / "budget-2025.md": 542,
    SAMPLES / "budget-2025.docx": 542,
    SAMPLES / "budget-2025.pdf": 542,
    SAMPLES / "budget-2025-tables.xlsx": 542,
    SAMPLES / "budget-2025-tables.pdf": 542,
} | {
    DOCUMENTS / f"{name}.{suffix}": count
    for name, count in zip(EXPECTED, (263, 638, 875, 875, 221, 231), strict=True)
    for suffix in ("txt", "pdf")
    if name in OF_OTHERS
}


def stored(path: Path) -> EditionVersion:
    """The document as a draft; each test of this file asks for it."""

    def build() -> list[EditionVersion]:
        budget = budget_of(path)
        return [create_draft(budget.report, budget.checks, path.read_bytes())]

    (version,) = restored(f"draft of {path.name}", build)
    return version


# ---- the same file, read by other means ----------------------------------------------------------------


def in_text(path: Path) -> Callable[[Figure], str]:
    lines = path.read_text("utf-8-sig").splitlines()
    return lambda figure: lines[figure.place_line - 1].split("\t")[figure.place_column - 1]


def in_markdown(path: Path) -> Callable[[Figure], str]:
    lines = path.read_text("utf-8-sig").splitlines()
    return lambda figure: lines[figure.place_line - 1].split("|")[figure.place_column]


def _height(c: Character) -> float:
    return (c.top + c.bottom) / 2


def in_pdf(path: Path) -> Callable[[Placed], str]:
    # By height on the page; those of one height keep the order in which the file prints them.
    pages = [sorted(page, key=_height) for page in characters_of(path)]

    def printed(figure: Placed) -> str:
        left, top, right, bottom = figure.place_box
        page = pages[figure.place_page - 1]
        first, end = bisect_left(page, top, key=_height), bisect_right(page, bottom, key=_height)
        return "".join(c.text for c in page[first:end] if left <= (c.left + c.right) / 2 <= right)

    return printed


WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def in_word(path: Path) -> Callable[[Figure], str]:
    with ZipFile(path) as archive:
        root = ElementTree.fromstring(archive.read("word/document.xml"))
    body = root.find(f"{WORD}body")
    assert body is not None
    tables = [list(_word_rows(table)) for table in body.findall(f"{WORD}tbl")]
    return lambda figure: tables[figure.place_table - 1][figure.place_row - 1][figure.place_column]


def _word_rows(table: ElementTree.Element) -> Iterator[dict[int, str]]:
    """The cells of each row by column, counted from 1; a cell over several columns has the number of its first."""
    for row in table.findall(f"{WORD}tr"):
        cells, column = {}, 1
        for cell in row.findall(f"{WORD}tc"):
            span = cell.find(f"{WORD}tcPr/{WORD}gridSpan")
            cells[column] = "".join(text.text or "" for text in cell.iter(f"{WORD}t"))
            column += 1 if span is None else int(span.get(f"{WORD}val", "1"))
        yield cells


def in_excel(path: Path) -> Callable[[Figure], str]:
    """What a cell shows: its text, or its number under its number format."""
    with ZipFile(path) as archive:

        def tree(name: str) -> ElementTree.Element:
            return ElementTree.fromstring(archive.read(name))

        targets = {r.get("Id"): r.get("Target") for r in tree("xl/_rels/workbook.xml.rels")}
        sheets = [
            tree(f"xl/{targets[sheet.get(RELATION)]}")
            for sheet in tree("xl/workbook.xml").iter(f"{SHEET}sheet")
        ]
        shared = ["".join(t.text or "" for t in s.iter(f"{SHEET}t")) for s in tree("xl/sharedStrings.xml")]
        styles = tree("xl/styles.xml")
    named = {f.get("numFmtId"): f.get("formatCode", "") for f in styles.iter(f"{SHEET}numFmt")}
    used = [x.get("numFmtId") for x in styles.findall(f"{SHEET}cellXfs/{SHEET}xf")]
    formats = [{"3": "#,##0", "4": "#,##0.00", "0": ""}.get(i or "0") or named.get(i, "") for i in used]
    cells = [{c.get("r"): c for c in sheet.iter(f"{SHEET}c")} for sheet in sheets]

    def printed(figure: Figure) -> str:
        cell = cells[figure.place_table - 1][f"{chr(64 + figure.place_column)}{figure.place_row}"]
        value = cell.findtext(f"{SHEET}v") or ""
        if cell.get("t") == "s":
            return shared[int(value)]
        decimals = len(re.sub(r"[^0]", "", formats[int(cell.get("s", "0"))].partition(".")[2]))
        return f"{Decimal(value):,.{decimals}f}"

    return printed


BY_OTHER_MEANS: dict[str, Printed] = {
    ".txt": in_text,
    ".md": in_markdown,
    ".pdf": in_pdf,
    ".docx": in_word,
    ".xlsx": in_excel,
}


def squeezed(text: str) -> str:
    return "".join(text.split())


@pytest.mark.django_db
@pytest.mark.parametrize("path", [pytest.param(path, id=path.name) for path in FIGURES])
def test_every_figure_is_printed_where_it_says(path: Path) -> None:
    """In the file; and in the stored lines, which the page of the source shows with that cell marked."""
    version = stored(path)
    figures = list(version.figures.order_by("position"))
    assert len(figures) == FIGURES[path]

    printed = BY_OTHER_MEANS[path.suffix](path)
    misses = [
        (figure.table_number, figure.name, figure.column, figure.text, found)
        for figure in figures
        if squeezed(found := printed(figure)) != squeezed(figure.text)
    ]
    assert misses == []

    marked = [(figure, line_with(figure)) for figure in figures]
    misses = [
        (figure.table_number, figure.name, figure.column, figure.text, line and line.text)
        for figure, line in marked
        if line is None or squeezed(_cell(line, figure)) != squeezed(figure.text)
    ]
    assert misses == []
    cells = {(line.pk, figure.place_column) for figure, line in marked if line}
    assert len(cells) == len(figures)  # no two figures share a cell


def _cell(line: SourceLineRecord, figure: Figure) -> str:
    cells = line.text.split("\t")
    index = cell_index(line, figure.place_column)
    return cells[index] if 0 <= index < len(cells) else ""


# ---- words: the facts of the notes, and what the project statements state -------------------------------

# How many facts are stored, and how many words quoted from project statements. The same in every format.
WORDS = {
    SAMPLE: (51, 156),
    SAMPLES / "budget-2025.md": (51, 156),
    SAMPLES / "budget-2025.docx": (51, 156),
    SAMPLES / "budget-2025.pdf": (51, 156),
} | {
    DOCUMENTS / f"{name}.{suffix}": counts
    for name, counts in zip(EXPECTED, ((47, 0), (67, 4), (79, 4), (79, 4), (58, 1), (57, 0)), strict=True)
    for suffix in ("txt", "pdf")
    if name in OF_OTHERS
}


class Quoted(NamedTuple):
    """Words that a page leads to the document with, and the place stored with them."""

    text: str
    place: Placed


def quoted(version: EditionVersion) -> tuple[list[Quoted], list[Quoted]]:
    """The facts, then the words of the statements: amounts, instalments, parts, dates, and what is not counted."""
    facts = [Quoted(fact.text, fact) for fact in version.statedfacts.order_by("position")]
    quotations = Quotation.objects.filter(statement__version=version).order_by("statement", "position")
    return facts, [Quoted(q.text, q) for q in quotations]


def line_of_text(path: Path) -> Callable[[Placed], str]:
    lines = path.read_text("utf-8-sig").splitlines()
    return lambda place: lines[place.place_line - 1].replace("|", " ")


def line_of_word(path: Path) -> Callable[[Placed], str]:
    """A paragraph by its number among those outside the tables that print something; or a row of a table."""
    with ZipFile(path) as archive:
        root = ElementTree.fromstring(archive.read("word/document.xml"))
    body = root.find(f"{WORD}body")
    assert body is not None
    tables = [list(_word_rows(table)) for table in body.findall(f"{WORD}tbl")]
    texts = ["".join(t.text or "" for t in p.iter(f"{WORD}t")) for p in body.findall(f"{WORD}p")]
    paragraphs = [text for text in texts if text.strip()]

    def printed(place: Placed) -> str:
        if not place.place_table:
            return paragraphs[place.place_line - 1]
        row = tables[place.place_table - 1][place.place_row - 1]
        return row[place.place_column] if place.place_column else "".join(row.values())

    return printed


LINE_BY_OTHER_MEANS = {".txt": line_of_text, ".md": line_of_text, ".pdf": in_pdf, ".docx": line_of_word}
_NUMBER = re.compile(r"[\d,.]+(?:亿元|万元|元|%|辆|台|家|个)?")


def holds(found: str, words: str) -> bool:
    """Whether the place prints the words; of words over a page break their end, with the last number whole."""
    found, words = squeezed(found), squeezed(words)
    last = [match.start() for match in _NUMBER.finditer(words)]
    return words in found or any(found.startswith(words[n:]) for n in range(1, last[-1] + 1 if last else 1))


@pytest.mark.django_db
@pytest.mark.parametrize("path", [pytest.param(path, id=path.name) for path in WORDS])
def test_every_quoted_word_is_printed_where_it_says(path: Path) -> None:
    version = stored(path)
    facts, words = quoted(version)
    printed = LINE_BY_OTHER_MEANS[path.suffix](path)
    assert [(q.text, found) for q in (*facts, *words) if not holds(found := printed(q.place), q.text)] == []
    assert (len(facts), len(words)) == WORDS[path]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path", [pytest.param(path, id=path.name) for path in WORDS if path.suffix == ".pdf"]
)
def test_the_box_of_words_is_around_their_lines_and_no_more(path: Path) -> None:
    """Not the paragraph: the lines that hold an amount and the change printed behind it."""
    version = stored(path)
    for fact in version.statedfacts.all():
        left, top, right, bottom = fact.place_box
        lines = 1 + len(fact.text + fact.change_text) // 10
        assert 0 < bottom - top < 40 * lines and left < right, fact.text
