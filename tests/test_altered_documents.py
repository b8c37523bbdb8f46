"""Real documents with one thing altered: nothing is read in the wrong place, lost without a word, or laid at their door.

A seeded generator takes a document as its reader gives it and drops, doubles, garbles, hides, pictures or moves a cell, a row,
a heading or a page of its tables. What must hold follows from the alteration alone (tests/altered.py). Nothing is refused.
"""

import random
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import pytest

from budgets.form.tables import Role
from budgets.form.terms import HiddenKind
from budgets.parsing import parse_report
from budgets.parsing.headings import kind_of
from budgets.readers.document import Cell, Document, Grid, Hidden, Paragraph, Place, row_text
from budgets.reconcile import run_checks
from tests.altered import GARBLED, Alteration, faults
from tests.documents import DOCUMENTS, SAMPLES, document_of, needs_documents, needs_samples
from tests.trials import trials

CASES = trials(150, 1500)
SEED = 20260101

NAMES = (
    *(SAMPLES / name for name in ("budget-2025-tables.xlsx", "budget-2025-tables.pdf", "budget-2025.docx")),
    *(DOCUMENTS / f"{name}.txt" for name in ("putuo-cgzf-2026-bumen", "putuo-wlj-2026-bumen")),
    *(DOCUMENTS / f"putuo-fuban-2025-bumen.{suffix}" for suffix in ("txt", "pdf")),
    *(DOCUMENTS / f"sh-czj-2025-danwei.{suffix}" for suffix in ("txt", "pdf")),
    *trials(
        (),
        (
            *(
                DOCUMENTS / f"putuo-wanli-{year}-bumen.{s}"
                for year in (2023, 2024, 2025)
                for s in ("txt", "pdf")
            ),
            *(DOCUMENTS / f"putuo-fuban-2025-danwei.{suffix}" for suffix in ("txt", "pdf")),
            *(SAMPLES / name for name in ("budget-2025.pdf", "budget-2025.md")),
        ),
    ),
)


@dataclass(frozen=True)
class Altered(Alteration):
    """An alteration, and the altered document."""

    document: Document


def _case(kind: str, document: Document, touched: frozenset[Place], printed: bool) -> Altered:
    return Altered(kind, touched, printed, document)


Blocks = list[Paragraph | Grid]


# ---- what can be altered --------------------------------------------------------------------------------


def _table_rows(blocks: Sequence[Paragraph | Grid]) -> list[tuple[int, int]]:
    """The rows of grids that print an amount, by block and row."""
    return [
        (n, m)
        for n, block in enumerate(blocks)
        if isinstance(block, Grid)
        for m, row in enumerate(block.rows)
        if sum(bool(cell.text) for cell in row) > 1 and any(_is_amount(cell) for cell in row)
    ]


def _is_amount(cell: Cell) -> bool:
    digits = (cell.text or "").replace(",", "").replace(".", "").strip()
    return digits.isdigit() and len(digits) > 3


def _titles(blocks: Sequence[Paragraph | Grid]) -> list[int]:
    """The titles of tables that stand right above their rows, in the second half of what names them: no list of contents."""
    found = [n for n, b in enumerate(blocks) if isinstance(b, Paragraph) and isinstance(kind_of(b), Role)]
    return [n for n in found if any(isinstance(b, Grid) for b in blocks[n + 1 : n + 5])]


def _with_rows(blocks: Blocks, n: int, change: Callable[[list[tuple[Cell, ...]]], None]) -> Blocks:
    block = blocks[n]
    assert isinstance(block, Grid)
    rows = list(block.rows)
    change(rows)
    return [*blocks[:n], *([Grid(tuple(rows))] if rows else []), *blocks[n + 1 :]]


def _places(row: Sequence[Cell]) -> frozenset[Place]:
    return frozenset(cell.place for cell in row)


def _garbled(cell: Cell) -> Cell:
    return replace(cell, text=GARBLED) if cell.text else cell


def altered(document: Document, draw: random.Random) -> Altered:
    """The document with one thing altered, drawn at random."""
    blocks: Blocks = list(document.blocks)
    what = draw.choice(["cell", "cell", "row", "row", "heading", "columns", "block", "page"])
    pages = sorted(
        {b.rows[0][0].place.page for b in blocks if isinstance(b, Grid) and b.rows[0][0].place.page}
    )
    if what == "page" and len(pages) > 1:
        return _page(document, blocks, draw.choice(pages), draw.choice(["dropped", "pictured", "moved"]))
    if what == "heading":
        return _heading(document, blocks, draw)
    if what == "columns":
        return _columns(document, blocks, draw)
    if what == "block":
        n = draw.choice(_near_tables(blocks))
        return _case(
            "doubled block",
            replace(document, blocks=(*blocks[: n + 1], *blocks[n:])),
            frozenset(),
            printed=True,
        )
    n, m = draw.choice(_table_rows(blocks))
    block = blocks[n]
    assert isinstance(block, Grid)
    row = block.rows[m]
    if what == "cell":
        return _cell(document, blocks, n, m, draw)
    return _row(document, blocks, n, m, row, draw)


def _cell(document: Document, blocks: Blocks, n: int, m: int, draw: random.Random) -> Altered:
    block = blocks[n]
    assert isinstance(block, Grid)
    row = list(block.rows[m])
    at = draw.choice([k for k, cell in enumerate(row) if cell.text])
    # A document without a part of a code says another code: nobody can tell that it was dropped.
    kind = draw.choice(["garbled", "dropped"]) if _is_amount(row[at]) else "garbled"
    touched = frozenset({row[at].place})
    row[at] = _garbled(row[at]) if kind == "garbled" else replace(row[at], text="")

    def put(rows: list[tuple[Cell, ...]]) -> None:
        rows[m] = tuple(row)

    return _case(
        f"{kind} cell",
        replace(document, blocks=tuple(_with_rows(blocks, n, put))),
        touched,
        kind == "garbled",
    )


def _row(
    document: Document, blocks: Blocks, n: int, m: int, row: tuple[Cell, ...], draw: random.Random
) -> Altered:
    kind = draw.choice(["dropped", "doubled", "garbled", "hidden", "moved"])
    hidden = document.hidden

    def change(rows: list[tuple[Cell, ...]]) -> None:
        if kind == "doubled":
            rows.insert(m, rows[m])
        elif kind == "garbled":
            rows[m] = tuple(map(_garbled, rows[m]))
        elif kind == "moved":
            rows.insert(min(len(rows) - 1, m + 2), rows.pop(m))
        else:
            del rows[m]

    if kind == "hidden":
        hidden = (*hidden, Hidden(HiddenKind.HIDDEN_ROW, row_text(row), row[0].place))
    new = replace(document, blocks=tuple(_with_rows(blocks, n, change)), hidden=hidden)
    touched = _places(row) if kind not in ("doubled", "moved") else frozenset()
    return _case(f"{kind} row", new, touched, kind in ("garbled", "hidden"))


def _heading(document: Document, blocks: Blocks, draw: random.Random) -> Altered:
    n = draw.choice(_titles(blocks))
    kind = draw.choice(["dropped", "doubled", "garbled", "moved"])
    title = blocks[n]
    assert isinstance(title, Paragraph)
    if kind == "moved":
        rest: Blocks = [*blocks[:n], *blocks[n + 1 :]]
        at = draw.choice(_titles(rest))
        new = replace(document, blocks=(*rest[:at], title, *rest[at:]))
        return _case("moved heading", new, frozenset(), printed=True)
    put: Blocks = {
        "dropped": [],
        "doubled": [title, title],
        "garbled": [replace(title, text=GARBLED + title.text[-2:])],
    }[kind]
    new = replace(document, blocks=(*blocks[:n], *put, *blocks[n + 1 :]))
    return _case(f"{kind} heading", new, frozenset(), True)


def _near_tables(blocks: Sequence[Paragraph | Grid]) -> list[int]:
    """The tables, and what stands right above and below them."""
    grids = {n for n, block in enumerate(blocks) if isinstance(block, Grid)}
    return sorted(n for n in {m + step for m in grids for step in (-1, 0, 1)} if 0 <= n < len(blocks))


def _columns(document: Document, blocks: Blocks, draw: random.Random) -> Altered:
    """One of the rows above the first with an amount, or all of them."""
    n = draw.choice(sorted({n for n, _ in _table_rows(blocks)}))
    block = blocks[n]
    assert isinstance(block, Grid)
    first = next(m for m, row in enumerate(block.rows) if any(map(_is_amount, row)))
    above = range(first) if draw.random() < 0.5 else [draw.choice(range(first) or [0])]
    kind = draw.choice(["dropped", "garbled"])

    def change(rows: list[tuple[Cell, ...]]) -> None:
        for m in reversed(above):
            if kind == "garbled":
                rows[m] = tuple(map(_garbled, rows[m]))
            else:
                del rows[m]

    new = replace(document, blocks=tuple(_with_rows(blocks, n, change)))
    touched = frozenset().union(*(_places(block.rows[m]) for m in above))
    return _case(f"{kind} columns", new, touched, kind == "garbled")


def _page(document: Document, blocks: Blocks, page: int, kind: str) -> Altered:
    def on_page(block: Paragraph | Grid) -> bool:
        place = block.place if isinstance(block, Paragraph) else block.rows[0][0].place
        return place.page == page

    gone = [block for block in blocks if on_page(block)]
    touched = frozenset(
        cell.place for block in gone if isinstance(block, Grid) for row in block.rows for cell in row
    )
    pictures = (*document.picture_pages, page) if kind == "pictured" else document.picture_pages
    kept = tuple(block for block in blocks if not on_page(block))
    if kind == "moved":
        after = max((n for n, b in enumerate(kept) if isinstance(b, Grid)), default=0) + 1
        new = replace(document, blocks=(*kept[:after], *gone, *kept[after:]))
        return _case("moved page", new, frozenset(), printed=True)
    return _case(
        f"{kind} page", replace(document, blocks=kept, picture_pages=pictures), touched, kind == "pictured"
    )


@needs_documents
@needs_samples
@pytest.mark.parametrize("part", range(10))
def test_an_altered_document_is_read_honestly(part: int) -> None:
    found: list[str] = []
    kinds: Counter[str] = Counter()
    for number in range(part, CASES, 10):
        draw = random.Random(SEED + number)
        path = NAMES[number // 10 % len(NAMES)]
        case = altered(document_of(path), draw)
        kinds[case.kind] += 1
        report = parse_report(case.document)
        said = faults(case, report, run_checks(report), path)
        found += [f"{number} {path.name} {case.kind}: {fault}" for fault in said][:3]
    print(dict(kinds))
    assert found == []
