"""A page that is lost, printed twice or bound in another place is one slip: one cause, named for what it is.

putuo-fuban-2025-bumen.pdf has no finding of its own. Table 1 is on page 8, 2 on 9 and 10, 3 on 11 and 12, 4 on 13, 5 on 14
and 15, 6 on 16, 7 on 17, 8 on 18 and 19, 9 on 20.
"""

from collections.abc import Callable
from dataclasses import replace
from io import BytesIO

import pytest

from budgets.form.terms import Verdict
from budgets.parsing import parse_report
from budgets.readers import read_document
from budgets.readers.document import Cell, Document, Grid
from budgets.readers.text import read_text
from budgets.reconcile import CheckOutcome, run_checks
from tests.documents import DOCUMENTS, document_of, needs_documents
from tests.page_order import exchanged, lost, page_of, printed_twice
from tests.pdf_alterations import with_pages
from tests.trials import trials

FUBAN = DOCUMENTS / "putuo-fuban-2025-bumen.pdf"
CGZF = DOCUMENTS / "putuo-cgzf-2026-bumen.txt"
# What a lost page is called by: a table that is nowhere, one of which rows are left, or one that lacks rows.
LOST = {
    8: "form.contents.t1",
    9: "form.table.t2",
    10: "form.rows.t2",
    11: "form.table.t3",
    12: "form.rows.t3",
    13: "form.contents.t4",
    14: "form.rows.t5",
    15: "form.rows.t5",
    16: "form.contents.t6",
    17: "form.contents.t7",
    18: "form.table.t8",
    19: "form.rows.t8",
    20: "form.contents.t9",
}


def _checks(document: Document) -> tuple[CheckOutcome, ...]:
    return run_checks(parse_report(document))


def _causes(document: Document) -> list[str]:
    """The codes of the findings that stand for themselves."""
    found = (Verdict.DIFFERS, Verdict.UNKNOWN)
    return [check.code for check in _checks(document) if check.verdict in found and not check.cause]


def _with_cells(document: Document, page: int, change: Callable[[Cell], Cell]) -> Document:
    blocks = [
        Grid(tuple(tuple(map(change, row)) for row in block.rows))
        if isinstance(block, Grid) and page_of(block) == page
        else block
        for block in document.blocks
    ]
    return replace(document, blocks=tuple(blocks))


@needs_documents
@pytest.mark.parametrize("page", trials([9, 12, 14, 19, 20], list(LOST)))
def test_a_lost_page_is_one_cause(page: int) -> None:
    assert _causes(lost(document_of(FUBAN), page)) == [LOST[page]]


@needs_documents
def test_a_table_that_breaks_off_says_so() -> None:
    """The last row of page 18 is 302 02 印刷费."""
    checks = {check.code: check for check in _checks(lost(document_of(FUBAN), 19))}
    wording = checks["form.rows.t8"].wording
    assert (wording.code, wording.parameters["row"]) == ("form.rows.end", "302-02 印刷费")


@needs_documents
def test_a_page_of_a_table_printed_twice_is_one_cause() -> None:
    made = with_pages(FUBAN.read_bytes(), sorted([*range(1, 23), 11]))
    assert _causes(read_document(BytesIO(made), "twice.pdf")) == ["form.repeated.page.p12"]


@needs_documents
@pytest.mark.parametrize("page", trials([5, 8, 12, 16, 20], list(range(3, 23))))
def test_a_page_printed_twice_is_one_cause(page: int) -> None:
    assert _causes(printed_twice(document_of(FUBAN), page)) == [f"form.repeated.page.p{page + 1}"]


@needs_documents
@pytest.mark.parametrize(("pages", "table"), [((11, 12), 3), ((18, 19), 8), ((10, 11), 2)])
def test_pages_in_each_others_place_are_one_cause(pages: tuple[int, int], table: int) -> None:
    assert _causes(exchanged(document_of(FUBAN), *pages)) == [f"form.printed.astray.t{table}"]


@needs_documents
def test_a_slip_on_a_page_that_is_printed_twice_stays_a_cause_of_its_own() -> None:
    def wrong(cell: Cell) -> Cell:
        return replace(cell, text="792,855.28") if cell.text == "782,855.28" else cell

    document = _with_cells(document_of(FUBAN), 12, wrong)
    alone = _causes(document)
    assert alone
    assert sorted(_causes(printed_twice(document, 12))) == sorted([*alone, "form.repeated.page.p13"])


@needs_documents
def test_pages_of_two_tables_that_print_the_same_are_no_copies() -> None:
    """All money is of one fund, so table 5 prints on its second page what table 3 prints on its own."""
    (rest,) = [b for b in document_of(FUBAN).blocks if isinstance(b, Grid) and page_of(b) == 12]
    on_15 = tuple(tuple(replace(c, place=replace(c.place, page=15)) for c in row) for row in rest.rows)
    blocks = [
        Grid(on_15) if isinstance(block, Grid) and page_of(block) == 15 else block
        for block in document_of(FUBAN).blocks
    ]
    codes = _causes(replace(document_of(FUBAN), blocks=tuple(blocks)))
    assert not [code for code in codes if code.startswith("form.repeated.page")]


@needs_documents
def test_a_table_without_any_row_is_one_cause() -> None:
    blocks = tuple(
        block
        for block in document_of(FUBAN).blocks
        if not (isinstance(block, Grid) and page_of(block) in (14, 15))
    )
    assert _causes(replace(document_of(FUBAN), blocks=blocks)) == ["form.rows.t5"]


# ---- sums ------------------------------------------------------------------------------------------------


@needs_documents
def test_a_blank_cell_is_one_cause() -> None:
    """314,218.15 is printed twice in the row of 2101102 in table 3: the total, and the basic expenditure."""
    blanked: list[Cell] = []

    def blank(cell: Cell) -> Cell:
        if cell.text != "314,218.15" or blanked:
            return cell
        blanked.append(cell)
        return replace(cell, text="")

    assert len(_causes(_with_cells(document_of(FUBAN), 12, blank))) == 1


def _text(*edits: tuple[str, str]) -> Document:
    text = CGZF.read_text(encoding="utf-8")
    for old, new in edits:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return read_text(text.encode(), "x.txt")


HOUSING = ("购房补贴（项）”322.20万元", "购房补贴（项）”321.00万元")  # 1.20 less
ROUNDED = (
    "其他行政事业单位养老支出（项）”3.47万元",
    "其他行政事业单位养老支出（项）”3万元",
)  # as far as it says, right
MEDICAL = ("行政单位医疗（项）”143.90万元", "行政单位医疗（项）”145.90万元")


@needs_documents
def test_a_sum_with_a_wrong_part_is_a_consequence_though_others_are_rounded() -> None:
    assert _causes(_text(HOUSING, ROUNDED)) == ["narrative.function.2210203"]


@needs_documents
def test_a_sum_with_two_wrong_parts_is_no_third_cause() -> None:
    assert sorted(_causes(_text(HOUSING, MEDICAL))) == [
        "narrative.function.2101101",
        "narrative.function.2210203",
    ]


@needs_documents
def test_a_sum_in_another_column_stays_a_cause() -> None:
    """In table 3 the total of 2010301 is 12,029,501.84, and the projects of 2010350 are 40,000.00."""
    wrong = {"12,029,501.84": "12,029,511.84", "40,000.00": "45,000.00"}

    def slip(cell: Cell) -> Cell:
        return replace(cell, text=wrong.get(cell.text or "", cell.text))

    causes = _causes(_with_cells(document_of(FUBAN), 11, slip))
    assert len(causes) == 2
    assert any("2010350" in code or code.endswith(".project") for code in causes)
