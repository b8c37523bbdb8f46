"""A document with its pages in another order, one of them lost or printed twice, made from what was read of it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from budgets.readers.document import Document, Grid, Paragraph, Place

Block = Paragraph | Grid


def page_of(block: Block) -> int:
    page = block.place.page if isinstance(block, Paragraph) else block.rows[0][0].place.page
    assert page is not None
    return page


def pages_of(document: Document) -> int:
    return max(map(page_of, document.blocks))


def with_pages_in_order(document: Document, order: Iterable[int]) -> Document:
    """The document with these of its pages (from 1) in this order; what goes on over two pages stays on both."""
    pages: dict[int, list[Block]] = defaultdict(list)
    for block in document.blocks:
        pages[page_of(block)].append(block)
    blocks = [_on(block, new - old) for new, old in enumerate(order, 1) for block in pages[old]]
    return replace(document, blocks=tuple(blocks))


def lost(document: Document, *pages: int) -> Document:
    return with_pages_in_order(document, (n for n in range(1, pages_of(document) + 1) if n not in pages))


def exchanged(document: Document, a: int, b: int) -> Document:
    order = list(range(1, pages_of(document) + 1))
    order[a - 1], order[b - 1] = b, a
    return with_pages_in_order(document, order)


def printed_twice(document: Document, page: int) -> Document:
    order = sorted([*range(1, pages_of(document) + 1), page])
    return with_pages_in_order(document, order)


def _on(block: Block, further: int) -> Block:
    if isinstance(block, Paragraph):
        lines = tuple((start, _moved(place, further)) for start, place in block.lines)
        return replace(block, place=_moved(block.place, further), lines=lines)
    rows = (tuple(replace(cell, place=_moved(cell.place, further)) for cell in row) for row in block.rows)
    return Grid(tuple(rows))


def _moved(place: Place, further: int) -> Place:
    return replace(place, page=place.page + further) if place.page is not None else place
