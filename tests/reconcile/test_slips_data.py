"""The planted slips as data: each can be planted, and there are enough of each kind; what finds them is another test."""

from collections import Counter
from decimal import Decimal
from io import BytesIO

import pdfplumber
import pytest
from pypdf import PdfReader

from tests.documents import DOCUMENTS, needs_documents
from tests.reconcile.dialects import DIALECTS, entries_of, in_dialect
from tests.reconcile.slips import Slip, causes, path_of, slips

pytestmark = needs_documents
IN_PROSE = {
    "reason-missing",
    "wrong-year",
    "outturn-percent",
    "head-and-inside",
    "prose-name",
    "no-full-stop",
}
KINDS = IN_PROSE | {
    "template-words",
    "other-fund-note",
    "department-unit-word",
    "personnel-running",
    "name-almost",
    "empty-page",
    "cut-at-edge",
    "times-10000",
    "last-years-table",
}
# Of the documents only two are of units, and only a unit prints both sums.
FEWER_DOCUMENTS = {"personnel-running": 2}
LISTED = ("putuo-wanli-2024-bumen", "putuo-cgzf-2026-bumen", "putuo-fuban-2025-bumen")


def of_text() -> list[Slip]:
    return [slip for slip in (*slips(), *causes()) if not slip.pdf]


def names(slip: Slip) -> str:
    return f"{slip.kind} {slip.document} {slip.dialect} {slip.line_words}"


def test_each_kind_has_five_slips_in_three_documents() -> None:
    found = Counter(slip.kind for slip in slips())
    assert set(found) == KINDS
    assert [kind for kind, count in found.items() if count < 5] == []
    for kind in KINDS:
        documents = {slip.document for slip in slips() if slip.kind == kind}
        assert len(documents) >= FEWER_DOCUMENTS.get(kind, 3), (kind, documents)


def test_each_kind_in_prose_is_planted_in_nine_dialects() -> None:
    assert len(DIALECTS) == 9
    for kind in IN_PROSE:
        planted = Counter(slip.dialect for slip in slips() if slip.kind == kind and slip.dialect)
        assert set(planted) == set(DIALECTS) and min(planted.values()) >= 2, (kind, planted)


def test_twelve_kinds_of_cause_are_planted_in_two_documents_each() -> None:
    found = {kind: {s.document for s in causes() if s.kind == kind} for kind in (s.kind for s in causes())}
    assert {kind: len(documents) for kind, documents in found.items()} == dict.fromkeys(found, 2)
    assert len(found) == 12


def test_every_slip_says_what_a_finding_must_say() -> None:
    for slip in (*slips(), *causes()):
        assert slip.why.strip() and slip.expect == ("unknown" if slip.kind == "name-almost" else "differs")
        assert len(slip.sides) in ((0,) if slip.kind == "empty-page" else (1, 2)) and all(slip.sides), names(
            slip
        )
        assert bool(slip.line_words) != bool(slip.pdf), names(slip)
        assert not slip.before or path_of(slip.before).is_file()


@pytest.mark.parametrize("document", sorted({slip.document for slip in of_text()}))
def test_the_words_of_a_slip_stand_on_one_line_of_the_planted_text(document: str) -> None:
    for slip in of_text():
        if slip.document == document:
            planted = slip.planted()  # each edit asserts that its old words stand there once
            assert planted != slip.text(), names(slip)
            found = sum(slip.line_words in line for line in planted.split("\n"))
            # What one cause brings about stands in several tables.
            assert found == 1 or (found and slip in causes()), (names(slip), found)


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_what_contradicts_stands_in_the_planted_text(kind: str) -> None:
    for slip in slips():
        if slip.kind == kind and not slip.pdf:
            planted = slip.planted()
            assert [side for side in slip.sides if side not in planted] == [], names(slip)


@pytest.mark.parametrize("slip", [slip for slip in slips() if slip.pdf], ids=lambda slip: slip.document)
@pytest.mark.long
def test_a_page_of_a_pdf_is_emptied_put_in_or_cut_through_its_text(slip: Slip) -> None:
    do, before = dict(slip.pdf), PdfReader(slip.path)
    after = PdfReader(BytesIO(slip.planted_pdf()))
    assert len(after.pages) == len(before.pages) + ("insert" in do)
    page = after.pages[do["page"] - 1]
    if slip.kind == "empty-page":
        assert page.extract_text().strip() == ""
        return
    with pdfplumber.open(slip.path) as pdf:
        printed = pdf.pages[do["page"] - 1].chars
    near, far, edge = ("x0", "x1", do["right"]) if "right" in do else ("top", "bottom", do["bottom"])
    assert any(sign[near] < edge < sign[far] for sign in printed)
    assert float(page.cropbox.width if "right" in do else page.cropbox.height) == edge


@pytest.mark.parametrize("document", LISTED)
@pytest.mark.parametrize("dialect", DIALECTS)
def test_a_list_without_a_slip_says_the_same_in_each_dialect(document: str, dialect: str) -> None:
    text = path_of(document).read_text(encoding="utf-8")
    printed = in_dialect(text, document, dialect)
    assert printed.count("部门财务收支预算总表") == text.count("部门财务收支预算总表")
    for entry in entries_of(document):
        assert f"{entry.amount}万元" in printed and f"{entry.outturn_before}万元" in printed
        assert entry.reason in printed and entry.names[2] in printed


@pytest.mark.parametrize("document", LISTED)
def test_an_entry_without_a_slip_has_the_change_of_its_amounts(document: str) -> None:
    for entry in entries_of(document):
        last, now = (Decimal(text.replace(",", "")) for text in (entry.outturn_before, entry.amount))
        if not last or last == now:
            assert entry.change == ("持平" if last == now else "增加100.00%"), entry
            continue
        share = abs((now - last) / last * 100).quantize(Decimal("0.01"))
        assert entry.change == ("增加" if now > last else "减少") + f"{share}%", entry


def test_the_documents_are_those_beside_the_checkout() -> None:
    assert {slip.path.parent for slip in slips() if slip.document != "shanghai-stc-2025"} == {DOCUMENTS}
