"""What is printed as a picture, or hidden in its cell, is unread where it stands; never blank, and no check differs for it."""

from collections.abc import Callable

import pytest

from budgets.form.terms import UnreadCause, Verdict
from budgets.reading import ReadBudget, read
from tests.documents import DOCUMENTS, SAMPLES, document_of, needs_documents, needs_samples
from tests.office_alterations import ExcelFile, WordFile
from tests.pdf_alterations import PdfPage

pytestmark = [needs_documents, needs_samples]

# 30107 绩效工资 of table 8 prints 275,933,551 as its total: row 8 of the eighth table, row 10 of the eighth sheet.
_WORD, _EXCEL = (8, 8, 4), (8, 10, 4)


def _word(change: Callable[[WordFile], None]) -> ReadBudget:
    file = WordFile((SAMPLES / "budget-2025.docx").read_bytes())
    change(file)
    return read(file.content(), "a.docx")


def _excel(change: Callable[[ExcelFile], None]) -> ReadBudget:
    file = ExcelFile((SAMPLES / "budget-2025-tables.xlsx").read_bytes())
    change(file)
    return read(file.content(), "a.xlsx")


CELLS: dict[str, tuple[UnreadCause, Callable[[], ReadBudget]]] = {
    "a picture in Word": (UnreadCause.PICTURE, lambda: _word(lambda f: f.picture(f.cell(*_WORD)))),
    "hidden in Word": (UnreadCause.HIDDEN, lambda: _word(lambda f: f.hide_words(f.cell(*_WORD)))),
    "white in Word": (UnreadCause.HIDDEN, lambda: _word(lambda f: f.make_white(f.cell(*_WORD)))),
    "a picture in Excel": (UnreadCause.PICTURE, lambda: _excel(lambda f: f.picture(8, (10, 4, 10, 4)))),
    "white in Excel": (UnreadCause.HIDDEN, lambda: _excel(lambda f: f.make_white(8, [(10, 4)]))),
}


@pytest.mark.parametrize("what", CELLS)
def test_a_lost_amount_is_unread_in_its_row_and_column(what: str) -> None:
    cause, make = CELLS[what]
    budget = make()
    (unread,) = budget.report.unread
    assert unread.table is not None and unread.table.number == 8
    assert (unread.cause, unread.column) == (cause, "total")
    (line,) = [x for t in budget.report.tables if t.table.number == 8 for x in t.lines if x.code == "30107"]
    assert line.unread == ("total",) and [figure.column for figure in line.figures] == ["personnel"]
    (check,) = [check for check in budget.checks if check.code == "within.across.t8.30107"]
    assert check.verdict is Verdict.UNKNOWN


PDF: dict[str, UnreadCause] = {
    "picture": UnreadCause.PICTURE,
    "cover": UnreadCause.HIDDEN,
    "make_invisible": UnreadCause.HIDDEN,
}


@pytest.mark.parametrize("how", PDF)
def test_a_lost_amount_of_a_pdf_is_unread(how: str) -> None:
    """30201 办公费 of table 8 of 上海市财政局 prints 1,000,000 on page 17."""
    path = DOCUMENTS / "sh-czj-2025-danwei.pdf"
    boxes = [
        cell.place.box
        for block in document_of(path).blocks
        for row in getattr(block, "rows", ())
        for cell in row
        if row[0].place.page == 17 and cell.place.column == 4 and row[1].text == "01" and row[0].text == "302"
    ]
    (box,) = boxes
    assert box is not None
    page = PdfPage(path.read_bytes(), 17)
    if how == "make_invisible":
        assert page.make_invisible([box])
    else:
        page.drop([box]) if how == "picture" else None
        (page.picture if how == "picture" else page.cover)(box)
    (unread,) = read(page.content(), path.name).report.unread
    assert unread.table is not None and (unread.table.number, unread.column) == (8, "total")
    assert unread.cause is PDF[how]


def test_a_table_that_is_a_picture_is_unread_and_not_empty() -> None:
    budget = _word(lambda file: file.picture(file.table(9)))
    (table,) = [table for table in budget.report.tables if table.table.number == 9]
    assert not table.is_empty and [unread.cause for unread in table.unread] == [UnreadCause.PICTURE]
    differing = {check.code for check in budget.checks if check.verdict is Verdict.DIFFERS}
    assert not any("t9" in code for code in differing)


def test_a_sheet_that_is_a_picture_may_hold_the_table_that_is_missing() -> None:
    budget = _excel(lambda file: file.picture_sheet(5))
    assert [table.table.number for table in budget.report.tables] == [1, 2, 3, 4, 6, 7, 8, 9]
    assert [(unread.cause, unread.place.table) for unread in budget.report.unread] == [
        (UnreadCause.PICTURE, 5)
    ]


def test_rows_that_stand_in_the_prose_are_unread_under_their_title() -> None:
    """Table 2 has 54 rows; it stands behind everything, and its title alone among the tables."""

    def move(file: WordFile) -> None:
        file.move(file.body, file.table(2), None)

    (table,) = [t for t in _word(move).report.tables if t.table.number == 2]
    assert not table.lines and {unread.cause for unread in table.unread} == {UnreadCause.NO_TITLE}
    assert len(table.unread) == 54
