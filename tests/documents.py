"""Documents for tests: the bundled one and a short form of it, and official ones of other bodies, years and kinds.

Those are read where they lie; they are no part of the repository. BUDGET_DOCUMENTS names the folder; by default it is
the documents folder of a `shared` beside the checkout. Here a document is read once in a run, by the process that asks
first: reading all of them takes as long as a hundred tests.
"""

import fcntl
import hashlib
import logging
import os
import pickle
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from budgets.parsing import parse_report
from budgets.parsing.records import Issue
from budgets.readers import read_document
from budgets.readers.document import Document, UnreadableDocument
from budgets.reading import ReadBudget
from budgets.reconcile import CheckOutcome, run_checks
from budgets.words import findings, issues, refusals
from tests.trials import trials

BESIDE = Path(__file__).resolve().parents[2] / "shared"
DOCUMENTS = Path(os.environ.get("BUDGET_DOCUMENTS") or BESIDE / "documents")
SAMPLES = DOCUMENTS.parent / "samples"
SOURCE = DOCUMENTS.parent / "source"
CASES = DOCUMENTS.parent / "cases"
needs_documents = pytest.mark.skipif(
    not DOCUMENTS.is_dir(), reason=f"no folder of official documents (BUDGET_DOCUMENTS={DOCUMENTS})"
)
needs_samples = pytest.mark.skipif(not SAMPLES.is_dir(), reason=f"no folder of sample documents ({SAMPLES})")


# Each has a sister by the same maker and of the same form, which every run tries; these are tried in full trials.
SISTERS = ("putuo-fuban-2025-bumen", "putuo-wanli-2023-bumen", "putuo-wanli-2024-bumen")


def without_sisters(names: Iterable[str]) -> tuple[str, ...]:
    """One document of each maker and form; in full trials all of them."""
    return tuple(name for name in names if name not in trials(SISTERS, ()))


def short_form(text: str) -> str:
    """The bundled document with two of its 29 statements, and of tables 2, 3, 5 and 8 only the classes and the totals.

    What asks for order, rights or standing needs no more. It takes a fifth of the time.
    """
    lines = text[: text.index("\n科技馆建筑体大修项目经费情况说明\n")].split("\n")
    return "\n".join(line for line in lines if not re.match(r"\d{3}\t(?!\t)", line)) + "\n"


class Character(NamedTuple):
    """A character of a PDF page and its box, in points from the top left corner."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


@cache
def document_of(path: Path) -> Document:
    """A document as its reader gives it."""
    return _made_once("document", path, lambda: read_document(BytesIO(_bytes_of(path)), path.name))


@cache
def budget_of(path: Path) -> ReadBudget:
    """A document as read, parsed and checked: what `reading.read` gives, but for its time and memory."""

    def check() -> ReadBudget:
        report = parse_report(document_of(path))
        return ReadBudget(report, run_checks(report), 0, 0)

    return _made_once("budget", path, check)


@cache
def characters_of(path: Path) -> list[list[Character]]:
    """What pdfplumber, without our reader, finds on each page of a PDF."""

    def look() -> list[list[Character]]:
        import pdfplumber

        logging.getLogger("pdfminer").setLevel(logging.ERROR)
        pages = []
        with pdfplumber.open(BytesIO(_bytes_of(path))) as pdf:
            for page in pdf.pages:
                pages.append(
                    [Character(c["text"], c["x0"], c["top"], c["x1"], c["bottom"]) for c in page.chars]
                )
                page.close()
        return pages

    return _made_once("characters", path, look)


def _bytes_of(path: Path) -> bytes:
    if not path.is_file():
        pytest.skip(f"no {path.name} beside the checkout (BUDGET_DOCUMENTS={DOCUMENTS})")
    return path.read_bytes()


def _made_once(what: str, path: Path, make: Callable[[], Any]) -> Any:
    """What `make` gives; made by the first process of the run that asks, read from its file by the others."""
    if "TOUCHED" in os.environ:  # bench/faults.py asks which tests run a line: each process reads for itself
        return make()
    folder = Path(os.environ["TEST_READY"]) / "readings"
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / f"{what}-{hashlib.sha256(_bytes_of(path)).hexdigest()}").open("a+b") as kept:
        fcntl.flock(kept, fcntl.LOCK_EX)
        kept.seek(0)
        if content := kept.read():
            return pickle.loads(content)
        made = make()
        kept.write(pickle.dumps(made))
        return made


def said(check: CheckOutcome) -> str:
    """What a check says, in Chinese."""
    places = [vars(place) for place in check.places]
    return findings.sentence(check.wording.as_data(), check.code, places)


def noticed(issue: Issue) -> str:
    """What an issue says, in Chinese."""
    return issues.sentence(issue.code, issue.parameters)


def why(refusal: UnreadableDocument) -> str:
    """What a refusal says, in Chinese."""
    return refusals.sentence(refusal.code, refusal.parameters)


@contextmanager
def refused(words: str) -> Iterator[None]:
    """What is done inside is refused, in one sentence in which the expression is found."""
    with pytest.raises(UnreadableDocument) as refusal:
        yield
    sentence = why(refusal.value)
    assert re.search(words, sentence), sentence
    assert sentence.count("。") == 1 and sentence.endswith("。"), sentence
