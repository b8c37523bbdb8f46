"""What was not read is said wherever it would stand, and nowhere called blank.

The bundled document, as if its reader had not made out one cell and one row of table 5, and the official hospitality of
table 9.
"""

import csv
import json
import re
from dataclasses import replace
from io import BytesIO, StringIO
from zipfile import ZipFile

import pytest
from django.test import Client

from budgets import actions
from budgets.form.tables import Role
from budgets.form.terms import Acknowledged, UnreadCause, Verdict
from budgets.models import EditionVersion, GeneralPublicBudgetLine
from budgets.models.compared import PrintedThings
from budgets.pages.data.package import write_package
from budgets.parsing.records import BudgetReport
from budgets.parsing.table_records import PrintedTable, Unread
from budgets.readers.document import Place
from budgets.reconcile import run_checks
from tests.conftest import SAMPLE
from tests.snapshots import restored

pytestmark = pytest.mark.django_db
TABLE_5 = "/shanghai-stc/2025/tables/general-public-budget/"


@pytest.fixture
def lacking(report: BudgetReport, db: None) -> EditionVersion:
    """The edition with those three places unread, live at /shanghai-stc/2025/."""
    changed = {Role.GENERAL_PUBLIC: _with_a_cell_and_a_row, Role.THREE_PUBLIC: _without_hospitality}
    tables = tuple(changed.get(t.table.role, lambda same: same)(t) for t in report.tables)
    less = replace(report, tables=tables)

    def build() -> list[EditionVersion]:
        version = actions.create_draft(less, run_checks(less), SAMPLE.read_bytes(), "shanghai-stc")
        return [actions.publish(version, accepted=[Acknowledged.UNREAD])]

    (version,) = restored("lacking", build)
    return version


def _with_a_cell_and_a_row(table: PrintedTable) -> PrintedTable:
    """Without the basic expenditure of 行政运行 (2060101), and without the whole row of 住房公积金 (2210201)."""
    line = next(line for line in table.lines if line.code == "2060101")
    row = next(line for line in table.lines if line.code == "2210201")
    printed = line.figure("basic")
    assert printed is not None
    less = replace(line, figures=tuple(f for f in line.figures if f is not printed), unread=("basic",))
    unread = (
        Unread(
            UnreadCause.NOT_AN_AMOUNT, printed.text, printed.place, table.table, line.number, None, "basic"
        ),
        Unread(UnreadCause.CUT_ROW, "221 02 01 住房公积金", row.place, table.table),
    )
    lines = tuple(less if each is line else each for each in table.lines if each is not row)
    return replace(table, lines=lines, unread=unread)


def _without_hospitality(table: PrintedTable) -> PrintedTable:
    line = next(line for line in table.lines if line.name == "公务接待费")
    (printed,) = line.figures
    cell = Unread(
        UnreadCause.NOT_AN_AMOUNT, printed.text, printed.place, table.table, line.number, None, "hospitality"
    )
    less = replace(line, figures=(), unread=("hospitality",))
    return replace(table, lines=tuple(less if x is line else x for x in table.lines), unread=(cell,))


def text_of(address: str) -> str:
    answer = Client().get(address)
    assert answer.status_code == 200
    return answer.getvalue().decode() if answer.streaming else answer.content.decode()


def test_the_table_says_it_in_the_cell_and_under_the_rows(lacking: EditionVersion) -> None:
    page = text_of(TABLE_5)
    assert page.count(">没有读出<") == 1
    assert "不是数字：原文印“" in page
    assert "这张表有 1 行印了，本站没有读出来" in page and "“221 02 01 住房公积金”：一行被分页切断" in page


def test_the_file_of_the_table_names_the_column(lacking: EditionVersion) -> None:
    rows = list(csv.DictReader(StringIO(text_of(f"{TABLE_5[:-1]}.csv").removeprefix("\ufeff"))))
    named = {row["科目名称"]: row["没有读出的栏"] for row in rows if row["没有读出的栏"]}
    assert named == {"行政运行": "基本支出"}
    assert next(row for row in rows if row["科目名称"] == "行政运行")["基本支出（元）"] == ""


def test_every_page_says_that_something_is_lacking(lacking: EditionVersion) -> None:
    for path in ("", "tables/", "figures/", "checks/", "projects/", "notes/", "disclosure/", "source/"):
        assert '<a href="/shanghai-stc/2025/unread/">3 处印了而本站没有读出来</a>' in text_of(
            f"/shanghai-stc/2025/{path}"
        )


@pytest.mark.long
def test_the_list_of_a_body_s_editions_says_it_with_each(lacking: EditionVersion) -> None:
    page = Client().get("/shanghai-stc/").content.decode()
    line = page.partition('<span class="muted">')[2].partition("</li>")[0]
    assert f'<a href="/shanghai-stc/2025/unread/">{lacking.unread_count} 处印了而本站没有读出来</a>' in line


def test_the_page_of_the_package_says_it_too(lacking: EditionVersion) -> None:
    content = Client().get("/shanghai-stc/2025/package.zip").getvalue()
    with ZipFile(BytesIO(content)) as archive:
        page = archive.read("index.html").decode()
    assert '<a href="#unread">3 处印了而本站没有读出来</a>' in page
    assert '<section class="section" id="unread"' in page
    EditionVersion.objects.update(unread_count=None)
    target = BytesIO()
    write_package(EditionVersion.objects.get(), 2, target)
    with ZipFile(target) as archive:
        page = archive.read("index.html").decode()
    assert "不等于都读出来了" in page and 'id="unread"' not in page


def test_the_list_has_each_place_with_its_cause(lacking: EditionVersion) -> None:
    page = text_of("/shanghai-stc/2025/unread/")
    assert "有 3 处印了，本站没有读出来" in page and "发布的人在发布前看过并确认了这 3 处" in page
    assert page.count("/source/?line=") >= 3
    rows = list(csv.DictReader(StringIO(text_of("/shanghai-stc/2025/unread.csv").removeprefix("\ufeff"))))
    assert [(row["表号"], row["栏目"], row["原因"]) for row in rows] == [
        ("5", "基本支出", "不是数字"),
        ("5", "", "一行被分页切断"),
        ("9", "公务接待费", "不是数字"),
    ]


def test_no_check_lays_it_at_the_document_s_door(lacking: EditionVersion, report: BudgetReport) -> None:
    page = text_of("/shanghai-stc/2025/checks/?verdict=unknown")
    assert "有印出而没有读出来的内容" in page and "原因：文件里缺少可比的数字" not in page
    as_printed = run_checks(report)  # the document itself has findings, and the same ones are left
    found = {result.code for result in as_printed if result.verdict is Verdict.DIFFERS}
    assert {result.code for result in lacking.checkresults.filter(verdict="differs")} <= found


def test_three_public_does_not_call_it_blank_or_zero(lacking: EditionVersion) -> None:
    page = text_of("/shanghai-stc/2025/three-public/")
    assert "没有读出，说明写" in page and "原表空白" not in page


def test_the_rules_of_disclosure_do_not_call_it_empty(lacking: EditionVersion) -> None:
    page = text_of("/shanghai-stc/2025/disclosure/")
    assert 'class="verdict standing--unread">没有读出<' in page  # in the summary above
    # Of table 5 a cell and a row were not read, of table 9 the cell of 公务接待费 alone.
    # The first item of the page is the summary.
    items = [item for item in re.findall(r"<li>.*?</li>", page, re.S) if "standing--unread" in item]
    rows = [re.findall(r"<span[^>]*>(.*?)</span>", item, re.S)[:2] for item in items[1:]]
    named = {re.sub("<.*?>", "", title): label for title, label in rows}
    assert named["表5：功能分类列到项"] == '<a href="/shanghai-stc/2025/unread/">没有读出</a>'
    place = lacking.unreadplaces.get(table="three-public")
    assert named["公务接待费"] == (f'<a href="/shanghai-stc/2025/source/{place.in_source}">没有读出</a>')
    assert place.in_source and len(named) == 2


def test_what_may_stand_on_a_page_that_was_not_read_is_not_called_missing(
    report: BudgetReport, db: None
) -> None:
    """As if the page of the notes were a picture: they and what they state may be there."""
    picture = Unread(UnreadCause.PICTURE, "", Place(page=7))
    without = replace(report, facts=(), unread_elsewhere=(picture,))
    version = actions.create_draft(without, run_checks(without), SAMPLE.read_bytes(), "shanghai-stc")
    actions.publish(version, accepted=[Acknowledged.UNREAD])
    page = text_of("/shanghai-stc/2025/disclosure/")
    address = f"/shanghai-stc/2025/source/{version.unreadplaces.get().in_source}"
    assert "说明里没有找到这一项的预算数" not in page
    assert page.count(f'<span class="verdict standing--unread"><a href="{address}">没有读出</a></span>') >= 4


def test_a_version_that_was_read_as_a_whole_says_so_on_its_list_alone(published: EditionVersion) -> None:
    assert "没有读出来" not in text_of("/shanghai-stc/2025/")
    assert "本站都读出来了" in text_of("/shanghai-stc/2025/unread/")


def test_a_blank_cell_of_three_public_is_called_blank(report: BudgetReport, db: None) -> None:
    """As if table 9 printed nothing under 公务接待费, of which the notes state 230.41万元."""
    table = report.table(Role.THREE_PUBLIC)
    assert table is not None
    lines = tuple(replace(x, figures=()) if x.name == "公务接待费" else x for x in table.lines)
    blank = replace(table, lines=lines)
    less = replace(report, tables=tuple(blank if t is table else t for t in report.tables))
    actions.publish(actions.create_draft(less, run_checks(less), SAMPLE.read_bytes(), "shanghai-stc"))
    page = text_of("/shanghai-stc/2025/three-public/")
    assert page.count("原表空白，说明写") == 2 and ">230.41万元</a>" in page and "没有读出" not in page


def test_only_the_unread_cell_of_a_line_is_called_so(lacking: EditionVersion) -> None:
    """In table 5 some lines print no 项目支出; the 基本支出 of 行政运行 (2060101) was not read."""
    lines = GeneralPublicBudgetLine.objects.filter(version=lacking)
    without = lines.filter(project=None, unread="").first()
    assert without is not None
    blank = ["cell", 5, without.number, "project"]
    unread = ["cell", 5, lines.get(code="2060101").number, "basic"]
    things = PrintedThings(lacking, [blank, unread])
    assert (things.place(blank)["unread"], things.place(unread)["unread"]) == (False, True)


def test_the_places_of_a_file_of_checks_have_the_same_keys_each(lacking: EditionVersion) -> None:
    rows = json.loads(text_of("/shanghai-stc/2025/checks.json"))
    keys = {tuple(place) for row in rows for place in row["places"]}
    assert keys == {("table", "row", "column", "page", "line", "text")}
