"""What is printed in a table and cannot be read: it is kept with its place and cause, and nothing else is lost for it.

The cases are described in ../shared/cases/README.md; what is expected is typed from there or from the document itself.
"""

from decimal import Decimal

import pytest

from budgets.form.amounts import Unit, is_nil, parse_amount
from budgets.form.spelling import fold, squeeze
from budgets.form.tables import Role
from budgets.form.terms import Level, Side, UnreadCause
from budgets.parsing import parse_report
from budgets.parsing.records import BudgetReport
from tests.documents import CASES, DOCUMENTS, document_of, needs_documents
from tests.small_text import HEADER, TITLE, report_of

ROWS = "205\t\t\t教育支出\t30\t10\t20\n205\t08\t\t进修及培训\t30\t10\t20\n205\t08\t02\t干部教育\t30\t10\t20\n合计\t\t\t\t30\t10\t20\n"


def _case(name: str) -> BudgetReport:
    return parse_report(document_of(CASES / name))


def _figures(report: BudgetReport) -> list[tuple[int, str, str, Decimal]]:
    return [
        (table.table.number, line.code or squeeze(line.name), figure.column, figure.yuan)
        for table in report.tables
        for line in table.lines
        for figure in line.figures
    ]


def _document(name: str) -> BudgetReport:
    return parse_report(document_of(DOCUMENTS / name))


# ---- amounts and their absence -------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    ["(294,000)", "（294,000）", "△294,000", "▲ 294,000", "-294,000", "－294,000", "—294,000", "负294,000"],
)
def test_brackets_or_a_triangle_are_a_minus(text: str) -> None:
    assert parse_amount(text, Unit.YUAN) == Decimal(-294000)


@pytest.mark.parametrize(
    "text", ["1 952 400", "1\u2009952\u2009400", "1\u202f952\u202f400", "1,952, 400", "１，９５２，４００"]
)
def test_blanks_inside_a_number_and_digits_of_full_width(text: str) -> None:
    assert parse_amount(text, Unit.YUAN) == Decimal(1952400)


@pytest.mark.parametrize("text", ["(1)", "（一）", "(2025)", "(-5.00)", "500 30", "1 2 3", "--5"])
def test_what_has_two_readings_is_no_amount(text: str) -> None:
    with pytest.raises(ValueError, match="not an amount"):
        parse_amount(text, Unit.YUAN)


@pytest.mark.parametrize("text", ["/", "／", "无", "⽆", "―", "—", "--", "＊", "*", "△"])
def test_a_sign_for_nothing_is_a_blank(text: str) -> None:
    assert is_nil(text) and parse_amount(text, Unit.YUAN) is None


def test_a_blank_and_a_printed_zero_are_no_signs_for_nothing() -> None:
    assert not any(map(is_nil, ("", " ", "0", "0.00", "空", "零")))


@needs_documents
def test_a_slash_for_nil_leaves_every_row_as_it_is_without() -> None:
    """The case is the document of the law enforcement bureau with / in its blank cells: 122 rows."""
    nil, plain = _case("nil-as-slash.txt"), _document("putuo-cgzf-2026-bumen.txt")
    assert sum(len(table.lines) for table in nil.tables) == 122
    assert _figures(nil) == _figures(plain)
    assert (nil.unread, nil.unowned, nil.issues) == ((), (), ())


@needs_documents
def test_a_printed_negative_amount_is_read() -> None:
    table = _case("negative-project.txt").table(Role.EXPENDITURE)
    assert table is not None
    line = next(line for line in table.lines if line.code == "2080801")
    assert [f.yuan for f in line.figures if f.column == "project"] == [Decimal(-294000)]


# ---- spelling ------------------------------------------------------------------------------------------


def test_folding_keeps_the_length_and_full_width_brackets() -> None:
    printed = "编制部⻔（⼀）：２０２６年Ａ，"
    assert fold(printed) == "编制部门（一）：2026年A，"
    assert len(fold(printed)) == len(printed)


@needs_documents
def test_radicals_are_read_as_characters_and_kept_as_printed() -> None:
    radicals, plain = _case("kangxi-radicals.txt"), _document("putuo-cgzf-2026-bumen.txt")
    assert radicals.body.endswith("普陀区城市管理行政执法局")
    assert [(n, fold(row), column, yuan) for n, row, column, yuan in _figures(radicals)] == _figures(plain)
    assert radicals.tables[0].title == "2026年部⻔财务收⽀预算总表"
    assert (radicals.unread, radicals.unowned) == ((), ())


@needs_documents
def test_digits_of_full_width_are_the_same_codes_and_amounts() -> None:
    table = _case("full-width-digits.docx").table(Role.EXPENDITURE)
    assert table is not None and table.unread == ()
    class_206 = next(line for line in table.lines if line.code == "206")
    # 50,894,811 is the class 205 of the sample; 6,864,921,425 the class 206, whose sections are printed below.
    assert (class_206.level, class_206.lowest) == (Level.CLASS, False)
    assert [str(f.yuan) for f in class_206.figures] == ["6864921425", "654605668", "6210315757"]
    lowest = sum(f.yuan for line in table.lines if line.lowest for f in line.figures if f.column == "total")
    total = next(line for line in table.lines if line.level is Level.TOTAL)
    # Classes and sections are rounded by themselves: they differ by a yuan or two.
    assert abs(lowest - total.figures[0].yuan) <= 2


@pytest.mark.parametrize("code", ["7\t11\t02", "7/11/02\t\t", "27\t11\t02"])
def test_a_misprinted_code_stays_as_printed(code: str) -> None:
    rows = f"207\t\t\t文化支出\t30\t10\t20\n207\t11\t\t文化\t30\t10\t20\n{code}\t群众文化\t30\t10\t20\n"
    report = report_of(f"{TITLE}{HEADER}{rows}")
    lines = report.tables[0].lines
    assert lines[2].codes == (code[:2].strip("\t/"), "11", "02")
    assert [i.code for i in report.issues] == ["code-misprinted"]
    assert [line.lowest for line in lines] == [False, False, True]
    assert report.unread == ()


# ---- rows whose cells cannot be placed -----------------------------------------------------------------


def test_a_row_with_a_cell_too_many_is_no_row_of_other_amounts() -> None:
    report = report_of(TITLE + HEADER + ROWS.replace("干部教育\t30", "干部教育\t30\t30"))
    line = report.tables[0].lines[2]
    assert (line.code, line.figures, line.unread) == ("2050802", (), ("total", "basic", "project"))
    assert [(u.text, u.line) for u in report.unread] == [("30", 3), ("30", 3), ("10", 3), ("20", 3)]
    assert [i.code for i in report.issues] == ["row-uneven"]


def test_a_row_without_code_is_kept_with_its_words() -> None:
    report = report_of(TITLE + HEADER + ROWS.replace("205\t08\t02\t干部教育", "\t\t\t干部教育"))
    assert [(u.cause, u.text, u.line) for u in report.unread] == [
        (UnreadCause.NO_CODE, "干部教育 30 10 20", None)
    ]
    assert len(report.tables[0].lines) == 3


def test_a_garbled_code_costs_its_own_row_alone() -> None:
    rows = ROWS.replace("205\t08\t\t", "2O5\t08\t\t")
    report = report_of(TITLE + HEADER + rows)
    assert [line.code for line in report.tables[0].lines] == ["205", "2050802", ""]
    assert [u.text for u in report.unread] == ["2O5 08 进修及培训 30 10 20"]


def test_two_pieces_of_a_row_are_one_where_only_together_they_are_amounts() -> None:
    rows = "205\t\t\t教育支出\t1,952,40\t\t1,952,40\n\t\t\t\t0\t\t0\n"
    report = report_of(TITLE + HEADER + rows)
    assert [[str(f.yuan) for f in line.figures] for line in report.tables[0].lines] == [
        ["1952400", "1952400"]
    ]
    assert (report.unread, report.unowned) == ((), ())
    doubtful = report_of(TITLE + HEADER + rows.replace("1,952,40", "195240"))
    assert [u.cause for u in doubtful.unread] == [UnreadCause.NO_CODE]


def test_a_cell_that_is_no_number_on_one_side_keeps_the_other_side() -> None:
    rows = (
        "项目\t预算数\t项目\t预算数\n一、财政拨款收入\t六十\t一、教育支出\t60\n收入总计\t60\t支出总计\t60\n"
    )
    report = report_of(f"2026年部门财务收支预算总表\n\n单位：元\n\n{rows}")
    income, spent = report.tables[0].lines[:2]
    assert (income.name, income.figures, income.unread) == ("一、财政拨款收入", (), ("revenue",))
    assert [f.text for f in spent.figures] == ["60"]
    assert [(u.side, u.column, u.text) for u in report.unread] == [(Side.REVENUE, "revenue", "六十")]


def test_a_table_printed_again_with_other_amounts_keeps_what_it_says() -> None:
    again = TITLE + HEADER + ROWS.replace("干部教育\t30", "干部教育\t31")
    report = report_of(f"{TITLE}{HEADER}{ROWS}\n名词解释\n\n{again}")
    assert [u.text for u in report.unread] == ["205 08 02 干部教育 31 10 20"]
    assert [line.figures[0].text for line in report.tables[0].lines] == ["30", "30", "30", "30"]


# ---- headings, titles, captions ------------------------------------------------------------------------


@needs_documents
@pytest.mark.parametrize("case", ["header-pasted-mid-table.docx", "title-missing.docx"])
def test_headings_again_or_a_missing_title_cost_no_figure(case: str) -> None:
    report = _case(case)
    # The sample has 234 rows with 542 figures, 54 of the rows in tables 2 and 3 each.
    assert len(_figures(report)) == 542
    assert [len(table.lines) for table in report.tables][1:3] == [54, 54]
    assert (report.unread, report.unowned) == ((), ())


@needs_documents
def test_a_table_without_its_title_stands_without_a_title() -> None:
    report = _case("title-missing.docx")
    table = report.table(Role.EXPENDITURE)
    assert table is not None and table.title == ""
    assert [i.parameters for i in report.issues if i.code == "table-without-title"] == [{"n": 3}]


def test_rows_without_title_that_may_be_two_tables_belong_to_none() -> None:
    bare = HEADER.replace("支出预算", "")
    report = report_of(f"{TITLE}{HEADER}{ROWS}\n编制部门：某局 单位：元\n\n{bare}{ROWS}")
    assert len(report.tables) == 1 and len(report.tables[0].lines) == 4
    assert {u.cause for u in report.unread} == {UnreadCause.NO_TITLE}
    assert "205 08 02 干部教育 30 10 20" in [u.text for u in report.unread]
    assert "rows-without-title" in [i.code for i in report.issues]


def test_a_title_on_one_line_with_its_caption() -> None:
    report = report_of(f"2026年部门支出预算总表 编制部门：某局 单位：万元\n\n{HEADER}{ROWS}")
    table = report.tables[0]
    assert (table.title, table.preparer, table.unit) == ("2026年部门支出预算总表", "某局", Unit.WAN)


@needs_documents
def test_an_unnumbered_table_1_has_its_parts() -> None:
    table = _case("table1-unnumbered.docx").table(Role.REVENUE_EXPENDITURE)
    assert table is not None
    income = [line for line in table.lines if line.side is Side.REVENUE]
    # 6,160,978,836 + 693,265,828 + 327,615,836 = 7,181,860,480, and the printed total is 7,181,860,500.
    assert [line.name for line in income if line.lowest and line.parent is None and line.figures] == [
        "事业收入",
        "其他收入",
    ]
    fiscal = income[0]
    assert (fiscal.name, fiscal.level, fiscal.lowest) == ("财政拨款收入", Level.SUBTOTAL, False)
    assert [x.name for x in income if x.parent == fiscal.number] == [
        "一般公共预算资金",
        "政府性基金",
        "国有资本经营预算",
    ]
    assert sum(f.yuan for x in income if x.lowest for f in x.figures) == Decimal(7181860500)


# ---- tables copied as the text of a page ---------------------------------------------------------------


@needs_documents
def test_lines_with_single_spaces_are_read_where_they_have_one_reading() -> None:
    """Nine tables, 176 rows, 335 figures are printed: each is read or unread, and none in a wrong place."""
    report, whole = _case("lines-with-single-spaces.txt"), _document("putuo-wlj-2026-bumen.txt")
    assert sum(len(table.lines) for table in report.tables) == 176
    read = _figures(report)
    assert len(read) + len(report.unread) == 335
    assert set(read) <= set(_figures(whole))
    # Tables 1 and 9 and each row with as many amounts as columns have one reading.
    assert [len(t.unread) for t in report.tables if t.table.number in (1, 6, 7, 9)] == [0, 0, 0, 0]
    assert {u.cause for u in report.unread} == {UnreadCause.NO_COLUMNS}
    assert [t.table.number for t in report.tables if t.is_empty] == [6, 7]
    assert report.unowned == ()


@needs_documents
def test_an_amount_with_two_readings_is_neither_blank_nor_a_figure() -> None:
    table = _case("lines-with-single-spaces.txt").table(Role.EXPENDITURE)
    assert table is not None
    line = next(line for line in table.lines if line.code == "2070105")
    # 207 01 05 文化展示及纪念机构 60,517,640 60,517,640: the total, and basic or project expenditure.
    assert [(f.column, f.text) for f in line.figures] == [("total", "60,517,640")]
    assert line.unread == ("basic", "project")
    (unread,) = [u for u in table.unread if u.line == line.number]
    assert (unread.text, unread.column, unread.place) == ("60,517,640", "", line.place)


def test_page_text_without_headings_is_unread_and_never_empty() -> None:
    report = report_of(TITLE + "205 教育支出 30 10 20\n合计 30 10 20\n")
    table = report.tables[0]
    assert (table.lines, table.is_empty) == ((), False)
    assert [u.text for u in table.unread] == ["205 教育支出 30 10 20", "合计 30 10 20"]
    assert [i.code for i in report.issues] == ["table-without-columns"]


def test_a_name_that_goes_on_in_the_next_line_is_no_blank_row() -> None:
    head = HEADER.replace("\t", " ")
    report = report_of(TITLE + head + "205 08 05 机关事业单位\n缴费支出 30 10 20\n合计 30 10 20\n")
    table = report.tables[0]
    assert [line.level for line in table.lines] == [Level.TOTAL]
    assert [u.text for u in table.unread] == ["205 08 05 机关事业单位", "缴费支出 30 10 20"]


# ---- long runs -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("run", ["1234567890", "1,234,", "12.", "１２３"])
def test_a_long_run_of_digits_is_read_in_time(run: str) -> None:
    """Where time grows with the square of the length, each of these takes a minute and more."""
    long = (run * 100_000)[:100_000]
    text = TITLE + HEADER + ROWS.replace("干部教育\t30", f"干部教育\t{long}") + f"\n名词解释\n\n{long}\n"
    report = report_of(text)
    assert [u.cause for u in report.unread] == [UnreadCause.NOT_AN_AMOUNT]


# ---- rows of another table under the headings of this one ----------------------------------------------------

REVENUE = (
    "2026年部门收入预算总表\n\n编制部门：某局 单位：元\n\n"
    "项目\t\t\t\t收入预算\t\t\t\t\n功能分类科目编码\t\t\t功能分类科目名称\t合计\t财政拨款收入\t事业收入\t事业单位经营收入\t其他收入\n"
    "类\t款\t项\t\t\t\t\t\t\n"
    "205\t\t\t教育支出\t30\t30\t\t\t\n208\t\t\t社会保障和就业支出\t50\t50\t\t\t\n"
)
REST = "206\t\t\t科学技术支出\t70\t20\t50\n208\t\t\t社会保障和就业支出\t50\t50\t\n合计\t\t\t\t150\t80\t70\n"


def test_rows_of_a_table_whose_title_a_lost_page_took_with_it_are_no_rows_of_the_one_above() -> None:
    """Behind class 208 follows 206, in rows with two cells less: a page with a title and headings is lacking."""
    report = report_of(REVENUE + REST)
    (revenue,) = report.tables
    assert [(line.code, [f.text for f in line.figures]) for line in revenue.lines] == [
        ("205", ["30", "30"]),
        ("208", ["50", "50"]),
    ]
    assert not revenue.unread  # they are of a table that was not found
    assert [(place.cause, place.text.split()[0], place.line) for place in report.unread_elsewhere] == [
        (UnreadCause.NO_TITLE, "206", None),
        (UnreadCause.NO_TITLE, "208", None),
        (UnreadCause.NO_TITLE, "合计", None),
    ]


def test_such_rows_may_be_of_the_table_without_a_title_that_follows() -> None:
    revenue, expenditure = report_of(REVENUE + REST.replace("合计", "221") + "\n" + HEADER + ROWS).tables
    assert expenditure.table.role is Role.EXPENDITURE and not expenditure.title
    assert [place.text.split()[0] for place in expenditure.unread] == ["206", "208", "221"]
    assert not revenue.unread


def test_a_row_that_was_moved_within_its_table_is_read() -> None:
    """Its class comes before that of the row above too, but it has the cells of its headings."""
    moved = "210\t\t\t卫生健康支出\t40\t40\t\t\t\n206\t\t\t科学技术支出\t70\t20\t50\t\t\n"
    (revenue,) = report_of(REVENUE + moved).tables
    assert [line.code for line in revenue.lines] == ["205", "208", "210", "206"]
    assert not revenue.unread


def test_a_first_page_without_a_title_may_be_of_the_table_that_goes_on_under_its_title() -> None:
    first = ROWS[: ROWS.index("合计")]
    rest = "206\t\t\t科学技术支出\t70\t20\t50\n合计\t\t\t\t100\t30\t70\n"
    above = (
        TITLE.replace("支出预算总表", "收入预算总表")
        + REVENUE.split("\n\n")[2]
        + "合计\t\t\t\t80\t80\t\t\t\n"
    )
    page = "\n编制部门：某局 单位：元\n\n" + HEADER + first
    report = report_of(above + page + "\n" + TITLE + HEADER + rest)
    expenditure = report.table(Role.EXPENDITURE)
    assert expenditure is not None and expenditure.title
    assert [(place.cause, place.text.split()[0]) for place in expenditure.unread] == [
        (UnreadCause.NO_TITLE, "205"),
        (UnreadCause.NO_TITLE, "205"),
        (UnreadCause.NO_TITLE, "205"),
    ]
    assert [line.code for line in expenditure.lines] == ["206", ""]
