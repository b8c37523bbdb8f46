"""A page that is lost or bound in another place: its rows are of no other table, and no table is called missing for it.

The pages of putuo-fuban-2025-bumen.pdf: table 1 on 8, 2 on 9 and 10, 3 on 11 and 12, 4 on 13, 5 on 14 and 15, 6 on 16,
7 on 17, 8 on 18 and 19, 9 on 20. Only the first page of tables 2, 3 and 8 has a title and headings.
"""

from io import BytesIO

import pytest

from budgets.form.terms import UnreadCause, Verdict
from budgets.parsing import parse_report
from budgets.parsing.records import BudgetReport
from budgets.readers import read_document
from budgets.readers.text import read_text
from budgets.reconcile import run_checks
from tests.documents import DOCUMENTS, document_of, needs_documents
from tests.page_order import exchanged, lost
from tests.pdf_alterations import with_pages
from tests.small_text import HEADER, TITLE, report_of

FUBAN = DOCUMENTS / "putuo-fuban-2025-bumen.pdf"
# Page 12: three levels of 210 and 221, and the total. Page 19: from 302-04 to 310-02, and the total.
OF_TABLE_2 = OF_TABLE_3 = ["210", "210", "210", "210", "221", "221", "221", "221", "合计"]
OF_TABLE_8 = [*["302"] * 11, *["303"] * 3, *["310"] * 2, "合计"]


def _differing(report: BudgetReport) -> list[str]:
    return [check.code for check in run_checks(report) if check.verdict is Verdict.DIFFERS]


def _astray(report: BudgetReport) -> list[tuple[int | None, str]]:
    """The table of each unread row, and its first word; all for one cause."""
    assert {place.cause for place in report.unread} == {UnreadCause.NO_TITLE}
    return [(place.table.number if place.table else None, place.text.split()[0]) for place in report.unread]


def _printed(report: BudgetReport) -> dict[int, int]:
    """How many figures each table has."""
    return {t.table.number: sum(len(line.figures) for line in t.lines) for t in report.tables}


@needs_documents
def test_rows_on_a_page_bound_before_its_table_are_of_that_table_and_differ_nowhere() -> None:
    order = [n + (n == 11) - (n == 12) for n in range(1, 23)]
    made = with_pages(FUBAN.read_bytes(), order)
    report = parse_report(read_document(BytesIO(made), "exchanged.pdf"))
    assert [table.table.number for table in report.tables] == [1, 2, 3, 4, 5, 6, 7, 8, 9]
    assert _astray(report) == [(3, word) for word in OF_TABLE_3]
    assert {place.place.page for place in report.unread} == {11}
    assert not _differing(report)
    # Table 3 prints twelve rows on its first page, with 28 amounts; table 2 all of its 42.
    assert (_printed(report)[2], _printed(report)[3]) == (42, 28)


@needs_documents
def test_rows_of_a_table_whose_title_is_lost_are_of_no_other_and_it_is_not_called_missing() -> None:
    made = with_pages(FUBAN.read_bytes(), [n for n in range(1, 23) if n != 18])
    report = parse_report(read_document(BytesIO(made), "lost.pdf"))
    assert _astray(report) == [(None, word) for word in OF_TABLE_8]
    seven = next(table for table in report.tables if table.table.number == 7)
    assert seven.is_empty and not seven.unread
    assert seven.notes == ("注:本部门2025年无国有资本经营预算财政拨款安排的预算，故本表为空表。",)
    checks = {check.code: check for check in run_checks(report)}
    assert checks["form.table.t8"].wording.code == "form.table.unread"
    assert checks["form.contents.t8"].wording.code == "form.contents.table-unread"
    assert not _differing(report)


@needs_documents
@pytest.mark.parametrize(
    ("page", "table", "rows"), [(9, 2, OF_TABLE_2), (11, 3, OF_TABLE_3), (18, 8, OF_TABLE_8)]
)
def test_a_lost_first_page_leaves_rows_of_no_table(page: int, table: int, rows: list[str]) -> None:
    whole = parse_report(document_of(FUBAN))
    report = parse_report(lost(document_of(FUBAN), page))
    assert _astray(report) == [(None, word) for word in rows]
    others = {number: count for number, count in _printed(whole).items() if number != table}
    assert _printed(report) == others
    assert not _differing(report)


@needs_documents
@pytest.mark.parametrize(
    ("pages", "table", "rows"),
    [
        ((9, 10), 2, OF_TABLE_2),
        ((10, 11), 2, OF_TABLE_2),
        ((18, 19), 8, OF_TABLE_8),
        ((19, 22), 8, OF_TABLE_8),
    ],
)
def test_a_page_in_another_place_is_of_the_table_that_lacks_it(
    pages: tuple[int, int], table: int, rows: list[str]
) -> None:
    """Rows of nine cells are none of a table of seven, though the last two are blank; in the prose they are rows too."""
    report = parse_report(exchanged(document_of(FUBAN), *pages))
    assert _astray(report) == [(table, word) for word in rows]
    assert not [code for code in _differing(report) if not code.startswith("form.contents.order")]


# ---- as text --------------------------------------------------------------------------------------------

ROWS = "205\t\t\t教育支出\t30\t10\t20\n221\t\t\t住房保障支出\t5\t5\t\n合计\t\t\t\t35\t15\t20\n"


@pytest.mark.parametrize("above", ["", "三、事业收入\t\t三、教育支出\t10\n四、其他收入\t\t\t\n"])
@pytest.mark.parametrize("amounts", ["100,000", "100,000\t90,000\t10,000"])
def test_the_end_of_a_table_with_two_sides_that_stands_in_the_prose_is_unread(
    above: str, amounts: str
) -> None:
    """Its first page with the title is lost, and its last rows come behind the sentences."""
    prose = "2026年部门预算编制说明\n\n1.“教育支出（类）”10万元，主要用于学校。\n"
    last = f"收入总计\t100,000\t支出总计\t{amounts}\n"
    rows = "201\t\t\t一般公共服务支出\t100,000\t100,000\t\n合计\t\t\t\t100,000\t100,000\t\n"
    report = report_of(f"{prose}{above}{last}{TITLE}{HEADER}{rows}")
    assert f"收入总计 100,000 支出总计 {amounts}".replace("\t", " ") in [
        unread.text for unread in report.unread
    ]
    assert [len(table.lines) for table in report.tables] == [2]


def test_rows_below_the_total_that_begin_again_are_of_another_table() -> None:
    below = "208\t\t\t社会保障和就业支出\t7\t7\t\n210\t\t\t卫生健康支出\t2\t2\t\n合计\t\t\t\t9\t9\t\n"
    report = report_of(TITLE + HEADER + ROWS + below)
    (table,) = report.tables
    assert [line.code for line in table.lines] == ["205", "221", ""]
    assert _astray(report) == [(None, "208"), (None, "210"), (None, "合计")]


def test_rows_of_economic_classes_are_none_of_functions() -> None:
    below = "301\t\t工资福利支出\t7\t7\t\n302\t\t商品和服务支出\t2\t\t2\n合计\t\t\t9\t7\t2\n"
    report = report_of(TITLE + HEADER + ROWS + "\n注：没有。\n\n" + below)
    assert [len(table.lines) for table in report.tables] == [3]
    assert _astray(report) == [(None, "301"), (None, "302"), (None, "合计")]


def test_a_total_that_stands_above_the_last_row_ends_no_table() -> None:
    total = "合计\t\t\t\t35\t15\t20\n"
    report = report_of(
        TITLE + HEADER + "205\t\t\t教育支出\t30\t10\t20\n" + total + "221\t\t\t住房保障支出\t5\t5\t\n"
    )
    assert [line.code for line in report.tables[0].lines] == ["205", "", "221"]
    assert not report.unread


@needs_documents
@pytest.mark.parametrize(
    ("document", "number"),
    [("putuo-fuban-2025-bumen", 3), ("putuo-cgzf-2026-bumen", 2), ("putuo-wlj-2026-bumen", 5)],
)
def test_the_first_half_of_a_table_behind_the_second_makes_nothing_differ(document: str, number: int) -> None:
    """As text, without pages: the rows of the second half stand right under the table before, of one side or two."""
    lines = (DOCUMENTS / f"{document}.txt").read_text(encoding="utf-8").split("\n")
    whole = _lines_read(lines)
    table = next(t for t in whole.tables if t.table.number == number)
    title, places = table.place.line or 0, [line.place.line or 0 for line in table.lines]
    half, end = places[len(places) // 2], places[-1]
    first, second = lines[title - 1 : half - 1], lines[half - 1 : end]
    report = _lines_read([*lines[: title - 1], *second, *first, *lines[end:]])
    assert {place.table.number if place.table else None for place in report.unread} == {number}
    assert len(report.unread) == len([line for line in second if line.strip()])
    # A name in a row that was not read is compared with nothing; nothing else differs.
    assert set(_differing(report)) <= set(_differing(whole))
    without = _lines_read([*lines[: title - 1], *second, *lines[end:]])
    checks = {check.code: check for check in run_checks(without)}
    assert {place.table for place in without.unread} == {None}
    assert checks[f"form.table.t{number}"].wording.code == "form.table.unread"


def _lines_read(lines: list[str]) -> BudgetReport:
    return parse_report(read_text("\n".join(lines).encode(), "x.txt"))
