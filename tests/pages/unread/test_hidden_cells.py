"""What a workbook hides, in the list of what was not read: which cell it is, and no cell that is empty in the file.

The truth was read from the files with openpyxl: column F of the third sheet of hidden-column.xlsx has rows 6 to 59 below its
heading, 54 cells; 32 hold an amount and 22 are empty, among them F12 (206 01 02 一般行政管理事务).
"""

import csv
import re
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from openpyxl import Workbook, load_workbook

from budgets.form.tables import Role
from budgets.pages.precheck.read import unread_items
from budgets.parsing.records import BudgetReport
from budgets.parsing.table_records import PrintedTable
from budgets.readers.document import Cell, Place, lines_of_row
from budgets.reading import read
from tests.documents import CASES, SAMPLES, budget_of, needs_documents, needs_samples
from tests.pages.source.test_hidden import EDITION, page, published

HELD_ROWS = {
    6,
    7,
    8,
    9,
    10,
    11,
    14,
    15,
    19,
    20,
    24,
    25,
    27,
    28,
    34,
    35,
    42,
    43,
    44,
    45,
    46,
    47,
    48,
    49,
    50,
    51,
    52,
    55,
    56,
    57,
    58,
    59,
}  # of F6:F59, those that hold an amount


def table_3(report: BudgetReport) -> PrintedTable:
    return next(table for table in report.tables if table.table.role is Role.EXPENDITURE)


def case(name: str) -> Path:
    path = CASES / f"{name}.xlsx"
    if not path.exists():
        pytest.skip(f"no {path.name} beside the checkout")
    return path


@needs_documents
def test_hidden_cells_that_are_empty_are_blank() -> None:
    report = budget_of(case("hidden-column")).report
    assert {one.place.row for one in report.unread} == HELD_ROWS
    assert len(report.unread) == 32 and {one.column for one in report.unread} == {"basic"}
    lines = table_3(report).lines
    assert len(lines) == 54 and sum(line.unread == ("basic",) for line in lines) == 32
    (empty,) = (line for line in lines if line.code == "2060102")
    assert empty.unread == () and empty.place.row == 12
    (hidden,) = report.hidden
    assert hidden.text.count("\n") == 32  # the heading and 32 amounts


@needs_documents
@pytest.mark.django_db
def test_each_cell_is_named_by_its_row_and_column() -> None:
    published("hidden-column")
    shown = page(f"{EDITION}unread/")
    assert "有 32 处印了" in shown
    assert (
        "在文件里隐藏着（“205 教育支出”一行、“基本支出”一栏，"
        f'<a href="{EDITION}source/?row=3.6.6#T3R6">第3张表第6行</a>）'
    ) in shown
    assert len(re.findall("“基本支出”一栏", shown)) == 32
    answer = page_file(f"{EDITION}unread.csv")
    assert [row["来源表行"] for row in answer][:3] == ["6", "7", "8"] and len(answer) == 32


def page_file(address: str) -> list[dict[str, str]]:
    text = Client().get(address).getvalue().decode().removeprefix("\ufeff")
    return list(csv.DictReader(StringIO(text)))


@needs_documents
@pytest.mark.django_db
def test_a_hidden_sheet_is_named_by_its_number_alone() -> None:
    published("hidden-sheet")
    shown = page(f"{EDITION}unread/")
    assert "在文件里隐藏着（第10张表）" in shown and "None" not in shown
    shown = page(f"/en{EDITION}unread/")
    assert "table 10)" in shown and "None" not in shown


@needs_documents
def test_check_budget_names_the_cell_and_ends_without_a_colon(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises((SystemExit, CommandError)):
        call_command("check_budget", str(case("hidden-column")))
    said = [line for line in capsys.readouterr().out.splitlines() if line.startswith("  没有读出：")]
    assert len(said) == 32 and not any(line.endswith("：") for line in said)
    assert said[0] == (
        "  没有读出：支出预算总表：在文件里隐藏着（“205 教育支出”一行、“基本支出”一栏，第3张表第6行第6列）"
    )


@needs_documents
def test_the_precheck_names_the_cell() -> None:
    items = unread_items(budget_of(case("hidden-column")).report)
    assert items[0].place == "“205 教育支出”一行、“基本支出”一栏，第3张表第6行第6列"


def stacked(path: Path, numbers: tuple[int, ...]) -> tuple[Workbook, list[int]]:
    """The workbook with some of its sheets below one another on the first of them, and the row that each begins in."""
    book = load_workbook(path)
    first, *others = (book.worksheets[n - 1] for n in numbers)
    starts = [1]
    for other in others:
        shift = first.max_row + 2
        starts.append(shift + 1)
        for cells in other.iter_rows():
            for cell in cells:
                if cell.value is not None:
                    first.cell(cell.row + shift, cell.column, cell.value)
        for merge in other.merged_cells.ranges:
            merge.shift(row_shift=shift)
            first.merge_cells(merge.coord)
        book.remove(other)
    return book, starts


@needs_samples
def test_a_hidden_column_belongs_to_every_table_that_it_crosses() -> None:
    """Tables 2 and 3 on one sheet: column F holds 财政拨款收入 in the one and 基本支出 in the other."""
    book, (_first, second) = stacked(SAMPLES / "budget-2025-tables.xlsx", (2, 3))
    sheet = book.worksheets[1]
    held = [row for row in range(1, sheet.max_row + 1) if isinstance(sheet.cell(row, 6).value, int | float)]
    sheet.column_dimensions["F"].hidden = True
    content = BytesIO()
    book.save(content)
    report = read(content.getvalue(), "公开.xlsx").report
    unread = {(one.place.row, one.column) for one in report.unread}
    assert unread == {(row, "fiscal_appropriation" if row < second else "basic") for row in held}
    assert len(unread) == len(report.unread) and 0 < sum(row < second for row in held) < len(held)


@needs_samples
def test_neighbouring_hidden_rows_are_unread_each() -> None:
    """Rows 6 to 8 of the third sheet are 205, 20508 and 2050802."""
    book = load_workbook(SAMPLES / "budget-2025-tables.xlsx")
    for row in (6, 7, 8):
        book.worksheets[2].row_dimensions[row].hidden = True
    content = BytesIO()
    book.save(content)
    report = read(content.getvalue(), "公开.xlsx").report
    assert [(one.place.table, one.place.row) for one in report.unread] == [(3, 6), (3, 7), (3, 8)]
    assert {one.table for one in report.unread} == {table_3(report).table}


def test_a_row_keeps_the_columns_of_its_cells_and_no_row_grows_without_end() -> None:
    at = [1, 2, 4, 5_000, 5_002]
    row = tuple(Cell(str(column), Place(table=1, row=1, column=column)) for column in at)
    assert [(text, place.column) for text, place in lines_of_row(row)] == [
        ("1\t2\t\t4", 1),
        ("5000\t\t5002", 5_000),
    ]
