"""Oddities of the form, one short extract each, written for the test."""

from decimal import Decimal

import pytest

from budgets.form.tables import UNIT, Form, Role
from budgets.form.terms import Kind, UnreadCause
from budgets.parsing import parse_report
from budgets.parsing.grids import is_body_row
from budgets.parsing.table_records import PrintedTable
from budgets.readers.document import Cell, Place
from budgets.readers.text import read_text
from tests.small_text import HEADER, report_of


def _table(text: str, number: int = 3) -> PrintedTable:
    found = report_of(text).table(UNIT.by_number[number].role)
    assert found is not None
    return found


def _expenditure(rows: str, unit: str = "单位：元") -> str:
    return f"2026年部门支出预算总表\n\n编制部门：某局\n\n{unit}\n\n{rows}"


def test_a_continuation_page_without_headings_keeps_the_columns() -> None:
    table = _table(
        _expenditure(
            f"{HEADER}205\t\t\t教育支出\t30\t10\t20\n\n205\t08\t\t进修及培训\t30\t10\t20\n合计\t\t\t\t30\t10\t20\n"
        )
    )
    assert [(x.code, [int(f.yuan) for f in x.figures]) for x in table.lines] == [
        ("205", [30, 10, 20]),
        ("20508", [30, 10, 20]),
        ("", [30, 10, 20]),
    ]


def test_columns_may_come_in_another_order() -> None:
    header = HEADER.replace("基本支出\t项目支出", "项目支出\t基本支出")
    table = _table(_expenditure(f"{header}205\t\t\t教育支出\t30\t10\t20\n"))
    assert {f.column: int(f.yuan) for f in table.lines[0].figures} == {
        "total": 30,
        "project": 10,
        "basic": 20,
    }


def test_a_table_in_ten_thousand_yuan() -> None:
    table = _table(_expenditure(f"{HEADER}205\t\t\t教育支出\t30.5\t10.25\t20.25\n", "单位：万元"))
    assert [f.yuan for f in table.lines[0].figures] == [Decimal(305000), Decimal(102500), Decimal(202500)]


def test_blank_zero_and_dash_are_different_from_one_another() -> None:
    table = _table(_expenditure(f"{HEADER}205\t\t\t教育支出\t0\t\t—\n"))
    assert [(f.column, f.text, f.yuan) for f in table.lines[0].figures] == [("total", "0", Decimal(0))]


def test_a_cell_that_is_no_amount_keeps_the_other_cells_of_its_row() -> None:
    report = report_of(_expenditure(f"{HEADER}205\t\t\t教育支出\t三十\t10\t20\n206\t\t\t科学\t1\t\t1\n"))
    assert [(i.code, i.severity.value) for i in report.issues] == [("not-an-amount", "error")]
    first, second = report.tables[0].lines
    assert {f.column: int(f.yuan) for f in first.figures} == {"basic": 10, "project": 20}
    assert (first.unread, second.unread) == (("total",), ())
    (unread,) = report.unread
    assert (unread.cause, unread.text, unread.line, unread.column) == (
        UnreadCause.NOT_AN_AMOUNT,
        "三十",
        1,
        "total",
    )
    assert (unread.place.row, unread.place.column) == (4, 5)
    assert report.unowned == ()


def test_a_page_that_cannot_be_understood_is_reported_and_left_over() -> None:
    report = report_of(_expenditure("205\t\t\t教育支出\t30\t10\t20\n"))
    assert "table-page-unreadable" in {i.code for i in report.issues}
    assert len(report.unowned) == 1
    assert [(u.cause, u.text, u.line) for u in report.unread] == [
        (UnreadCause.UNKNOWN_HEADINGS, "205 教育支出 30 10 20", None)
    ]
    assert not report.tables[0].is_empty


def test_a_name_is_looked_up_only_where_the_other_tables_agree() -> None:
    nameless = (
        "2026年部门一般公共预算支出功能分类预算表\n\n单位：元\n\n"
        + HEADER.replace("功能分类科目名称\t", "")
        + "205\t\t\t30\t10\t20\n"
    )
    named = _expenditure(f"{HEADER}205\t\t\t教育支出\t30\t10\t20\n")
    table = _table(f"{named}\n{nameless}", 5)
    assert (table.lines[0].name, table.lines[0].name_looked_up) == ("教育支出", True)
    revenue_header = HEADER.replace("基本支出\t项目支出", "财政拨款收入\t其他收入")
    other = f"2026年部门收入预算总表\n\n单位：元\n\n{revenue_header}205\t\t\t教育\t30\t10\t20\n"
    doubtful = report_of(f"{other}\n{named}\n{nameless}")
    found = doubtful.table(Role.GENERAL_PUBLIC)
    assert found is not None and (found.lines[0].name, found.lines[0].name_looked_up) == ("", False)
    assert "name-missing" in {i.code for i in doubtful.issues}


def test_a_unit_budget_has_its_own_titles_and_a_longer_table_1() -> None:
    rows = (
        "本年收入\t\t本年支出\t\t\t\t\n项目\t预算数\t项目\t预算数\t\t\t\n\t\t\t合计\t基本支出\t\t项目支出\n\t\t\t\t人员经费\t公用经费\t\n"
        "一、财政拨款收入\t60\t一、教育支出\t60\t10\t20\t30\n收入总计\t60\t支出总计\t60\t10\t20\t30\n"
    )
    text = f"某市2026年市级单位预算\n\n2026年预算单位财务收支预算总表\n\n编制单位：某中心 单位：元\n\n{rows}"
    report = parse_report(read_text(text.encode(), "x.txt"))
    assert (report.body, report.year, report.kind) == ("某中心", 2026, Kind.UNIT)
    table = report.table(Role.REVENUE_EXPENDITURE)
    assert table is not None
    education = next(x for x in table.lines if x.name == "一、教育支出")
    assert {f.column: int(f.yuan) for f in education.figures} == {
        "expenditure": 60,
        "personnel": 10,
        "running": 20,
        "project": 30,
    }


def test_a_note_under_an_empty_table_is_kept() -> None:
    empty = (
        "2026年部门政府性基金预算支出功能分类预算表\n\n单位：元\n\n"
        + HEADER
        + "合计\t\t\t\t\t\t\n\n注：本表为空表。\n"
    )
    table = _table(_expenditure(f"{HEADER}205\t\t\t教育支出\t30\t10\t20\n") + "\n" + empty, 6)
    assert (table.is_empty, table.notes) == (True, ("注：本表为空表。",))


def test_a_title_repeated_at_the_head_of_a_page_goes_on_with_the_table() -> None:
    first = _expenditure(f"{HEADER}205\t\t\t教育支出\t30\t10\t20\n")
    second = _expenditure(f"{HEADER}206\t\t\t科学技术支出\t3\t1\t2\n")
    report = report_of(f"{first}\n{second}")
    assert [line.code for line in report.tables[0].lines] == ["205", "206"]
    assert report.unowned == ()


def test_a_line_printed_twice_alike_is_read_once_and_reported() -> None:
    rows = "205\t\t\t教育支出\t30\t10\t20\n"
    report = report_of(_expenditure(f"{HEADER}{rows}{rows}"))
    assert [line.code for line in report.tables[0].lines] == ["205"]
    assert [i.code for i in report.issues] == ["line-repeated"]
    assert report.unowned == ()


def test_one_code_with_two_amounts_is_kept_twice_and_reported() -> None:
    rows = "205\t\t\t教育支出\t30\t10\t20\n205\t\t\t教育支出\t31\t10\t21\n"
    report = report_of(_expenditure(HEADER + rows))
    assert [line.code for line in report.tables[0].lines] == ["205", "205"]
    assert [(i.code, i.severity.value) for i in report.issues] == [("code-repeated", "error")]


def test_the_same_table_later_in_the_document_is_reported() -> None:
    once = _expenditure(f"{HEADER}205\t\t\t教育支出\t30\t10\t20\n")
    report = report_of(f"{once}\n名词解释\n\n{once}")
    assert "table-repeated" in {i.code for i in report.issues}
    assert len(report.unowned) > 0


def test_a_total_row_alone_on_its_page_may_be_short() -> None:
    rows = "205\t\t\t教育支出\t30\t10\t20\n\n合计\t30\t10\t20\n"
    report = report_of(_expenditure(HEADER + rows))
    total = report.tables[0].lines[1]
    assert {f.column: int(f.yuan) for f in total.figures} == {"total": 30, "basic": 10, "project": 20}
    assert report.unowned == ()


def test_a_row_cut_by_a_page_break_is_put_together() -> None:
    rows = "205\t\t\t教育支出\t30\t10\t20\n208\t05\t05\t机关事业单位基本养老\t1,23\t\t1,23\n"
    rest = "\t\t\t保险缴费支出\t4\t\t4\n合计\t\t\t\t1,264\t10\t1,254\n"
    report = report_of(_expenditure(f"{HEADER}{rows}\n{HEADER}{rest}"))
    line = report.tables[0].lines[1]
    assert (line.name, [int(f.yuan) for f in line.figures]) == (
        "机关事业单位基本养老保险缴费支出",
        [1234, 1234],
    )
    assert report.unowned == ()


@pytest.mark.parametrize(
    ("row", "codes"),
    [
        ("2050802\t\t\t干部教育", ("205", "08", "02")),
        ("205-08-02\t\t\t干部教育", ("205", "08", "02")),
        ("205\t20508\t2050802\t干部教育", ("205", "08", "02")),
        ("\t\t2050802\t干部教育", ("205", "08", "02")),
        ("205\t8\t2\t干部教育", ("205", "08", "02")),
        ("205\t08\t\t进修及培训", ("205", "08", "")),
    ],
)
def test_codes_joined_or_split_or_with_lost_zeros(row: str, codes: tuple[str, ...]) -> None:
    report = report_of(_expenditure(f"{HEADER}{row}\t30\t10\t20\n"))
    assert report.tables[0].lines[0].codes == codes


def test_a_lost_zero_is_reported() -> None:
    report = report_of(_expenditure(f"{HEADER}205\t8\t\t进修及培训\t30\t10\t20\n"))
    assert [i.code for i in report.issues] == ["code-zero-restored"]


def test_codes_in_one_column() -> None:
    header = "科目编码\t科目名称\t合计\t基本支出\t项目支出\n"
    rows = "205\t教育支出\t30\t10\t20\n20508\t进修及培训\t30\t10\t20\n合计\t\t30\t10\t20\n"
    report = report_of(_expenditure(header + rows))
    assert [(x.code, x.name, len(x.figures)) for x in report.tables[0].lines] == [
        ("205", "教育支出", 3),
        ("20508", "进修及培训", 3),
        ("", "合计", 3),
    ]


def test_a_section_printed_under_its_class_without_repeating_it() -> None:
    rows = "205\t\t\t教育支出\t30\t10\t20\n\t08\t\t进修及培训\t30\t10\t20\n\t\t02\t干部教育\t30\t10\t20\n"
    report = report_of(_expenditure(HEADER + rows))
    assert [line.code for line in report.tables[0].lines] == ["205", "20508", "2050802"]


def test_titles_and_captions_inside_the_grid() -> None:
    captions = "2026年部门支出预算总表\t\t\t\t\t\t\n编制部门：某局\t\t\t\t\t\t单位：万元\n"
    report = report_of(f"{captions}{HEADER}205\t\t\t教育支出\t30\t10\t20\n")
    assert (report.tables[0].unit.value, report.tables[0].preparer) == ("万元", "某局")
    assert report.tables[0].lines[0].figures[0].yuan == Decimal(300000)
    assert report.unowned == ()


def test_a_cell_beyond_the_known_columns_is_never_passed_over() -> None:
    rows = "项目\t预算数\t项目\t预算数\t备用\n一、财政拨款收入\t60\t一、教育支出\t60\t7\n收入总计\t60\t支出总计\t60\t\n"
    report = report_of(f"2026年部门财务收支预算总表\n\n单位：元\n\n{rows}")
    assert "cell-unread" in {i.code for i in report.issues}
    table = report.tables[0]
    assert [(u.cause, u.text, u.line) for u in table.unread] == [(UnreadCause.UNKNOWN_COLUMN, "7", 1)]
    assert [f.text for line in table.lines for f in line.figures] == ["60", "60", "60", "60"]


@pytest.mark.parametrize(
    "entry", ["五、部门预算表", "3. 2026年部门支出预算总表", "2026年部门支出预算总表........12"]
)
def test_entries_of_the_contents_are_no_headings(entry: str) -> None:
    report = report_of(f"目 录\n\n{entry}\n\n" + _expenditure(f"{HEADER}205\t\t\t教育支出\t30\t10\t20\n"))
    assert len(report.tables) == 1
    assert report.unowned == ()


def test_a_row_that_prints_nothing_is_no_row_of_a_table() -> None:
    place = Place(line=1)
    assert not any(is_body_row((Cell("", place), Cell(None, place)), form) for form in Form)
