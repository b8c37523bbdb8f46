"""Prose that is garbled, a picture or hidden leaves the checks that need it undecided; what is missing is still said so."""

from collections.abc import Callable
from dataclasses import replace
from functools import cache

import pytest

from budgets.form.garbled import is_garbled
from budgets.form.terms import HiddenKind, UnreadCause, Verdict
from budgets.parsing import parse_report
from budgets.parsing.records import BudgetReport
from budgets.readers.document import PAGE_FURNITURE, Document, Hidden, Paragraph, Place
from budgets.reconcile import CheckOutcome, run_checks
from tests.documents import SAMPLES, document_of, needs_samples

pytestmark = needs_samples

Alter = Callable[[Document, int], Document]


def _without(document: Document, n: int) -> Document:
    return replace(document, blocks=(*document.blocks[:n], *document.blocks[n + 1 :]))


def _garbled(document: Document, n: int) -> Document:
    block = document.blocks[n]
    assert isinstance(block, Paragraph)
    unreadable = replace(block, text="■■，■■■■")
    return replace(document, blocks=(*document.blocks[:n], unreadable, *document.blocks[n + 1 :]))


def _place_above(document: Document, n: int) -> Place:
    block = document.blocks[n]
    assert isinstance(block, Paragraph) and block.place.line is not None
    return Place(line=block.place.line - 1)


def _pictured(document: Document, n: int) -> Document:
    pictures = (*document.pictures, _place_above(document, n))
    return replace(_without(document, n), pictures=pictures)


def _hidden(document: Document, n: int) -> Document:
    words = Hidden(HiddenKind.HIDDEN_TEXT, "四、实施方案", _place_above(document, n))
    return replace(_without(document, n), hidden=(*document.hidden, words))


@cache
def _original() -> Document:
    return document_of(SAMPLES / "budget-2025.docx")


def _number(words: str, occurrence: int = 0) -> int:
    found = [n for n, b in enumerate(_original().blocks) if isinstance(b, Paragraph) and b.text == words]
    return found[occurrence]


@cache
def _checked(alter: Alter, n: int) -> tuple[BudgetReport, dict[str, CheckOutcome]]:
    report = parse_report(alter(_original(), n))
    return report, {check.code: check for check in run_checks(report)}


@pytest.mark.parametrize(
    ("alter", "cause"), [(_garbled, "没有读懂"), (_pictured, "是图片"), (_hidden, "在文件里隐藏着")]
)
def test_a_part_of_a_statement_whose_heading_was_not_read_is_not_called_missing(
    alter: Alter, cause: str
) -> None:
    _, checks = _checked(alter, _number("四、实施方案", 2))
    check = checks["statements.parts.s3"]
    assert check.verdict is Verdict.UNKNOWN
    assert check.wording.as_data() == {
        "said": "undecided",
        "check": {"said": "statements.parts", "statement": check.places[0].row, "parts": ["实施方案"]},
        "reason": {"said": "why.unread", "cause": cause},
    }
    assert (check.left, check.right, check.difference) == (None, None, None)
    assert checks["statements.parts.s4"].verdict is Verdict.EQUAL


def test_a_part_of_a_statement_that_is_not_printed_is_missing() -> None:
    _, checks = _checked(_without, _number("四、实施方案", 2))
    assert checks["statements.parts.s3"].verdict is Verdict.DIFFERS
    assert checks["statements.parts.s3"].wording.code == "statements.parts.missing"


def test_what_was_not_read_of_one_statement_decides_nothing_of_another() -> None:
    """A statement in which a part is missing beside one of which a part is a picture."""
    before = _without(_original(), _number("四、实施方案", 4))
    report = parse_report(_pictured(before, _number("四、实施方案", 2)))
    checks = {check.code: check.verdict for check in run_checks(report)}
    assert checks["statements.parts.s3"] is Verdict.UNKNOWN
    assert checks["statements.parts.s5"] is Verdict.DIFFERS


@pytest.mark.parametrize(
    ("alter", "cause"), [(_garbled, UnreadCause.NOT_UNDERSTOOD), (_pictured, UnreadCause.PICTURE)]
)
def test_prose_that_was_not_read_is_listed_with_its_place(alter: Alter, cause: UnreadCause) -> None:
    n = _number("四、实施方案", 2)
    report, _ = _checked(alter, n)
    block = _original().blocks[n]
    assert isinstance(block, Paragraph) and block.place.line is not None
    line = block.place.line - (cause is UnreadCause.PICTURE)
    assert [(u.cause, u.place, u.table) for u in report.unread] == [(cause, Place(line=line), None)]


def test_a_defect_of_other_words_is_said_beside_words_that_were_not_read() -> None:
    """A mark printed twice in the overview stands there, whatever else of the statement was not read."""
    n = _number("一、项目概述", 2) + 1
    block = _original().blocks[n]
    assert isinstance(block, Paragraph) and block.text.count("。") > 0
    doubled = replace(block, text=block.text.replace("。", "。。", 1))
    document = replace(_original(), blocks=(*_original().blocks[:n], doubled, *_original().blocks[n + 1 :]))
    checks = run_checks(parse_report(_garbled(document, _number("四、实施方案", 2))))
    found = [c for c in checks if c.code.startswith("text.punctuation.s3.overview")]
    assert [c.verdict for c in found] == [Verdict.DIFFERS]


@pytest.mark.parametrize(
    ("words", "garbled"),
    [
        ("■■■■，■■", True),
        ("其中：�政拨款", True),
        ("共计???万元", True),
        ("?#?", True),
        ("■ 项目概述", False),
        ("□是 □否", False),
        ("……", False),
        ("2025?", False),
    ],
)
def test_signs_in_place_of_words_are_told_from_bullets_and_marks(words: str, garbled: bool) -> None:
    assert is_garbled(words) is garbled


def _with_footer(document: Document, n: int) -> Document:
    """The document with its part as a picture, and a line that runs on every page right above it."""
    place = _place_above(document, n)
    assert place.line is not None
    footer = Paragraph("某局预算", Place(line=place.line), PAGE_FURNITURE)
    pictured = _pictured(document, n)
    return replace(pictured, blocks=(*pictured.blocks, footer))


def test_a_line_that_runs_on_every_page_does_not_part_a_picture_from_its_statement() -> None:
    report, checks = _checked(_with_footer, _number("四、实施方案", 2))
    assert checks["statements.parts.s3"].verdict is Verdict.UNKNOWN
    assert [unread.cause for unread in report.unread] == [UnreadCause.PICTURE]


def test_hidden_words_on_the_cover_decide_nothing() -> None:
    hidden = Hidden(HiddenKind.UNSEEN_TEXT, "草稿", Place(line=1))
    document = replace(
        _without(_original(), _number("四、实施方案", 2)), hidden=(*_original().hidden, hidden)
    )
    checks = {check.code: check.verdict for check in run_checks(parse_report(document))}
    assert checks["statements.parts.s3"] is Verdict.DIFFERS
