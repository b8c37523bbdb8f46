"""Excel files, read back with openpyxl. Expected values are typed from budgets/sample/shanghai-stc-2025.txt."""

import datetime
from decimal import Decimal

import pytest
from django.test import Client

from budgets.exports.sheet import Sheet, SheetDefinition, text, yuan
from budgets.exports.xlsx import LONGEST_TEXT, write
from budgets.models import EditionVersion
from tests.exports.files import column, content, csv_rows, excel_rows, excel_sheets

EDITION = "/shanghai-stc/2025/"


def only_sheet(client: Client, path: str) -> list[list]:
    (sheet,) = excel_sheets(content(client, EDITION + path)).values()
    return excel_rows(sheet)


def test_codes_are_text_and_amounts_are_numbers_with_a_format(
    published: EditionVersion, client: Client
) -> None:
    (sheet,) = excel_sheets(content(client, f"{EDITION}tables/expenditure.xlsx")).values()
    rows = excel_rows(sheet)
    assert rows[3] == ["205", "08", "02", "干部教育", "项", "是", 50894811, 38801015, 12093796, None]
    assert [sheet.cell(4, n).data_type for n in (1, 2, 3, 7)] == ["s", "s", "s", "n"]
    assert sheet.cell(4, 7).number_format == "#,##0"
    assert sheet.freeze_panes == "A2"


def test_a_blank_stays_blank_and_a_printed_zero_stays_zero(published: EditionVersion, client: Client) -> None:
    published.revenuelines.filter(code="2060302").update(business_revenue=0)
    rows = only_sheet(client, "tables/revenue.xlsx?q=2060302")
    assert rows[1][6:] == [31582968, None, 6278000, 0, 25304968, None]


def test_dates_are_dates(published: EditionVersion, client: Client) -> None:
    rows = only_sheet(client, "projects.xlsx?q=科技馆建筑体大修")
    assert rows[1][3:5] == [datetime.datetime(2025, 1, 1), datetime.datetime(2025, 12, 31)]
    assert rows[1][7] == 113567700


def test_words_that_look_like_a_formula_stay_as_they_are(published: EditionVersion, client: Client) -> None:
    formula = '=HYPERLINK("http://x","干部教育")'
    published.expenditurelines.filter(code="2050802").update(name=formula)
    (sheet,) = excel_sheets(content(client, f"{EDITION}tables/expenditure.xlsx?q=2050802")).values()
    assert sheet.cell(2, 4).value == formula
    assert sheet.cell(2, 4).data_type == "s"


def made(value: str, amount: Decimal | None = None) -> list:
    fields = (text("words", "文字", "文字。"), yuan("amount", "金额", "金额。"))
    sheet = Sheet.of(SheetDefinition("x", "表", "表。", fields), [(value, amount)])
    (read,) = excel_sheets(b"".join(write(sheet, {}))).values()
    return excel_rows(read)[1]


@pytest.mark.parametrize("words", ["=1+1", "@SUM(A1)", "+1", "http://example.org", "0012", "a\nb"])
def test_a_cell_keeps_every_character(words: str) -> None:
    assert made(words)[0] == words


def test_more_text_than_a_cell_holds_is_cut_and_says_so() -> None:
    cell = made("长" * (LONGEST_TEXT + 1))[0]
    assert len(cell) == LONGEST_TEXT
    assert cell.endswith("全文见 CSV 或 JSON）")
    assert made("长" * LONGEST_TEXT)[0] == "长" * LONGEST_TEXT


def test_an_amount_of_more_digits_than_a_spreadsheet_keeps_is_text() -> None:
    assert made("", Decimal("123456789012345678.25"))[1] == "123456789012345678.25"
    assert made("", Decimal("1234567890123.25"))[1] == 1234567890123.25


def test_excel_and_csv_have_the_same_headings_and_rows(published: EditionVersion, client: Client) -> None:
    for path in ("tables/revenue", "tables/three-public", "instalments", "amount-parts", "uncounted-amounts"):
        excel = only_sheet(client, f"{path}.xlsx")
        plain = csv_rows(content(client, f"{EDITION}{path}.csv"))
        assert excel[0] == plain[0], path
        assert len(excel) == len(plain), path


def test_the_workbook_has_a_sheet_for_each_table_and_list(published: EditionVersion, client: Client) -> None:
    sheets = excel_sheets(content(client, f"{EDITION}workbook.xlsx"))
    assert list(sheets) == [
        "说明",
        "表1 财务收支预算总表",
        "表2 收入预算总表",
        "表3 支出预算总表",
        "表4 财政拨款收支预算总表",
        "表5 一般公共预算支出功能分类预算表",
        "表6 政府性基金预算支出功能分类预算表",
        "表7 国有资本经营预算支出功能分类预算表",
        "表8 一般公共预算基本支出部门预算经济分类预算表",
        "表9 “三公”经费和机关运行经费预算表",
        "数字",
        "项目",
        "分期",
        "金额构成",
        "未计入的金额",
        "核对",
        "没有读出的地方",
        "数据字典",
    ]
    assert all(sheet.freeze_panes == "A2" for sheet in sheets.values())
    assert len(excel_rows(sheets["数字"])) == 1 + 542
    assert len(excel_rows(sheets["项目"])) == 1 + 29
    assert "6fd66eff8a7490ba005797560d4fbaa8b83828caf031d048d2389135a1e04365" in column(
        excel_rows(sheets["说明"]), "内容"
    )


def test_the_same_rows_are_the_same_bytes(published: EditionVersion, client: Client) -> None:
    for path in ("tables/revenue.xlsx", "workbook.xlsx"):
        assert content(client, EDITION + path) == content(client, EDITION + path)
