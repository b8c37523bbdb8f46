"""A file that hides a column or a row of a sheet: figures are marked in their own cells, and what is hidden is said to be.

The truth was read from the files with openpyxl: hidden-column.xlsx hides column F of its third sheet, 基本支出, where row 6
(205 教育支出) holds 38,801,015; G6, 项目支出, is 12,093,796 and E6, 合计, 50,894,811. hidden-row.xlsx hides row 8 of that
sheet, 205 08 02 干部教育.
"""

import re

import pytest
from django.test import Client

from budgets import actions
from budgets.form.terms import Acknowledged
from budgets.models import EditionVersion
from tests.documents import CASES, budget_of, needs_documents
from tests.snapshots import restored

pytestmark = [pytest.mark.django_db, needs_documents]
EDITION = "/shanghai-stc/2025/"
MARK = re.compile(r'<mark id="marked">(.*?)</mark>')
HERE = re.compile(r'<tr id="(\w+)" class="here">(.*?)</tr>')


def published(case: str) -> EditionVersion:
    path = CASES / f"{case}.xlsx"
    if not path.exists():
        pytest.skip(f"no {path.name} beside the checkout")

    def build() -> list[EditionVersion]:
        budget = budget_of(path)
        version = actions.create_draft(budget.report, budget.checks, path.read_bytes(), "shanghai-stc")
        return [actions.publish(version, accepted=[Acknowledged.UNREAD, Acknowledged.HIDDEN])]

    return restored(case, build)[0]


def page(address: str) -> str:
    answer = Client().get(address)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.long
def test_every_figure_of_a_sheet_with_a_hidden_column_is_marked_in_its_own_cell() -> None:
    version = published("hidden-column")
    cells = {
        (line.place_row, line.place_column + n): text
        for line in version.sourcelinerecords.filter(place_table=3)
        for n, text in enumerate(line.text.split("\t"))
    }
    figures = version.figures.filter(place_table=3)
    assert figures.filter(place_column=7).count() > 30
    assert [f.text for f in figures if cells[f.place_row, f.place_column] != f.text] == []


def test_the_figure_behind_a_hidden_column_is_marked() -> None:
    version = published("hidden-column")
    figure = version.figures.get(place_table=3, place_row=6, place_column=7)
    shown = page(f"{EDITION}source/?figure={figure.position}")
    assert "第3张表第6行第7列，已在下面标出" in shown
    assert MARK.findall(shown) == ["12,093,796"]


def test_a_figure_without_its_cell_on_the_page_is_not_called_marked() -> None:
    """A version that an earlier version of the site stored leaves the hidden column out of its lines."""
    version = published("hidden-column")
    line = version.sourcelinerecords.get(place_table=3, place_row=6)
    line.text = line.text.replace("\t\t12,093,796", "\t12,093,796")
    line.save()
    figure = version.figures.get(place_table=3, place_row=6, place_column=7)
    shown = page(f"{EDITION}source/?figure={figure.position}")
    assert "印在第3张表第6行第7列。" in shown and "已在下面标出" not in shown


def test_a_hidden_cell_leads_to_its_row_and_marks_no_neighbour() -> None:
    version = published("hidden-column")
    cell = version.unreadplaces.get(table_number=3, place_row=6)
    assert (cell.column, cell.place_column, cell.in_source) == ("basic", 6, "?row=3.6.6#T3R6")
    assert f'href="{EDITION}source/?row=3.6.6#T3R6"' in page(f"{EDITION}tables/expenditure/")
    shown = page(f"{EDITION}source/?row=3.6.6")
    assert "第3张表第6行第6列在文件里是隐藏的，这里不显示；已标出它所在的一行。" in shown
    assert MARK.findall(shown) == []
    ((name, row),) = HERE.findall(shown)
    cells = re.findall("<td>(.*?)</td>", row)
    assert name == "T3R6" and cells == ["205", "", "", "教育支出", "50,894,811", "", "12,093,796"]
    assert "38,801,015" not in row


@pytest.mark.parametrize("asked", ["3.8", "3.8.6"])
@pytest.mark.long
def test_a_hidden_row_is_said_to_be_hidden(asked: str) -> None:
    version = published("hidden-row")
    (row,) = version.unreadplaces.all()
    assert (row.place_table, row.place_row) == (3, 8)
    shown = page(f"{EDITION}source/?row={asked}")
    assert "第3张表第8行在文件里是隐藏的，这里不显示。" in shown
    assert MARK.findall(shown) == HERE.findall(shown) == []
    assert 'id="T3R7"' in shown and 'id="T3R8"' not in shown and 'id="T3R9"' in shown


def test_it_is_said_in_english_too() -> None:
    published("hidden-row")
    assert "Row 8 of table 3 is hidden in the file and is not shown here." in page(
        f"/en{EDITION}source/?row=3.8"
    )
