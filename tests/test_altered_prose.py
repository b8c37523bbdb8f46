"""Real documents with a paragraph of prose garbled, hidden or as a picture: nothing that was not read is laid at their door.

A seeded generator takes a document as its reader gives it: parts of project statements, the notes, the list of units, the
list of contents. What is drawn is altered as a reader gives such a file: signs without words, hidden words, a place of a picture.
"""

import random
from collections import Counter
from dataclasses import replace

import pytest

from budgets.form.terms import HiddenKind
from budgets.parsing import parse_report
from budgets.readers.document import PAGE_FURNITURE, Document, Grid, Hidden, Paragraph, Place
from budgets.reconcile import run_checks
from tests.altered import GARBLED, faults
from tests.documents import SAMPLES, document_of, needs_documents, needs_samples
from tests.test_altered_documents import NAMES, Altered, Blocks
from tests.trials import trials

CASES = trials(32, 600)  # four of each document
SEED = 20261201
_PATHS = (*NAMES[2:], SAMPLES / "budget-2025.docx")  # the first two hold tables alone


def _prose(document: Document) -> list[int]:
    """The paragraphs that are no page furniture and stand right above no table."""
    blocks = document.blocks
    return [
        n
        for n, block in enumerate(blocks)
        if isinstance(block, Paragraph)
        and block.marker != PAGE_FURNITURE
        and len(block.text) > 4
        and not any(isinstance(below, Grid) for below in blocks[n + 1 : n + 4])
    ]


def _altered(document: Document, draw: random.Random) -> Altered:
    n = draw.choice(_prose(document))
    block = document.blocks[n]
    assert isinstance(block, Paragraph)
    how = draw.choice(["garbled", "garbled to boxes", "hidden", "pictured"])
    put: Blocks = []
    above = Place(line=block.place.line - 1) if (block.place.line or 0) > 1 else block.place
    at = above if document.format == "docx" else block.place  # Word has no line for what it does not print
    hidden, pictures = document.hidden, document.pictures
    if how == "garbled":
        put = [replace(block, text=GARBLED, lines=())]
    elif how == "garbled to boxes":
        put = [replace(block, text="".join("■" if sign.isalnum() else sign for sign in block.text))]
    elif how == "hidden":
        hidden = (*hidden, Hidden(HiddenKind.HIDDEN_TEXT, block.text, at))
    else:
        pictures = (*pictures, at)
    blocks = (*document.blocks[:n], *put, *document.blocks[n + 1 :])
    new = replace(document, blocks=blocks, hidden=hidden, pictures=pictures)
    return Altered(f"{how} paragraph", frozenset({block.place}), True, new)


@needs_documents
@needs_samples
@pytest.mark.parametrize("part", range(4))
def test_prose_that_was_not_read_makes_no_check_differ(part: int) -> None:
    found: list[str] = []
    kinds: Counter[str] = Counter()
    for number in range(part, CASES, 4):
        path = _PATHS[number // 4 % len(_PATHS)]
        case = _altered(document_of(path), random.Random(SEED + number))
        kinds[case.kind] += 1
        report = parse_report(case.document)
        said = faults(case, report, run_checks(report), path)
        found += [f"{number} {path.name} {case.kind}: {fault}" for fault in said][:3]
    print(dict(kinds))
    assert found == []
