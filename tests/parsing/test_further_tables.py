"""Tables that no form knows: a table ends where the next title begins, and theirs are kept as printed."""

from decimal import Decimal

import pytest

from budgets.form.tables import Role
from budgets.parsing import parse_report
from budgets.parsing.records import BudgetReport
from budgets.readers import read_document
from budgets.readers.document import Cell, Document, Grid, Paragraph, Place
from budgets.readers.text import read_text
from tests.documents import CASES, needs_samples

COVER = "某市2026年市级部门预算\n\n预算主管部门：某局\n\n"
CAPTION = "编制部门：某局 单位：元\n"
EXPENDITURE = (
    f"2026年部门支出预算总表\n\n{CAPTION}\n"
    "项目\t\t\t\t支出预算\t\t\n功能分类科目编码\t\t\t功能分类科目名称\t合计\t基本支出\t项目支出\n类\t款\t项\t\t\t\t\n"
    "205\t\t\t教育支出\t30\t10\t20\n合计\t\t\t\t30\t10\t20\n"
)
PURCHASES = "服务名称\t金额\n审计\t1,000\n合计\t1,000\n"


def _report(text: str) -> BudgetReport:
    return parse_report(read_text((COVER + text).encode(), "x.txt"))


def _texts(report: BudgetReport, table: int = 0) -> list[list[str]]:
    return [[cell.text for cell in row] for row in report.further[table].rows]


@pytest.mark.parametrize(
    "title", ["2026年政府购买服务预算表", "政府采购预算表", "2026年部门项目支出明细情况表", "新增资产配置表"]
)
def test_a_table_ends_where_an_unknown_title_begins(title: str) -> None:
    report = _report(f"{EXPENDITURE}\n{title}\n\n{CAPTION}\n{PURCHASES}")
    table = report.table(Role.EXPENDITURE)
    assert table is not None and [line.code for line in table.lines] == ["205", ""]
    (further,) = report.further
    assert (further.title, further.number, further.columns) == (title, None, ("服务名称", "金额"))
    assert _texts(report) == [["审计", "1,000"], ["合计", "1,000"]]
    assert not report.issues and not report.unowned


def test_an_unknown_table_before_the_first_known_one_is_kept_too() -> None:
    report = _report(f"2026年部门收支总体情况表\n\n{CAPTION}\n{PURCHASES}\n{EXPENDITURE}")
    assert [table.title for table in report.further] == ["2026年部门收支总体情况表"]
    assert report.table(Role.EXPENDITURE) is not None and not report.unowned


def test_a_title_that_goes_on_is_no_other_table() -> None:
    head, rows = EXPENDITURE[: EXPENDITURE.index("205")], "合计\t\t\t\t30\t10\t20\n"
    again = head.replace("总表", "总表（续）")
    report = _report(f"{EXPENDITURE.replace(rows, '')}\n{again}20508\t\t\t进修及培训\t30\t10\t20\n{rows}")
    table = report.table(Role.EXPENDITURE)
    assert table is not None and [line.code for line in table.lines] == ["205", "20508", ""]
    assert not report.further


def test_an_unknown_table_over_two_pages_is_one() -> None:
    page = f"2026年政府购买服务预算表\n\n{CAPTION}\n"
    report = _report(f"{EXPENDITURE}\n{page}{PURCHASES[:-9]}\n{page}服务名称\t金额\n合计\t1,000\n")
    assert len(report.further) == 1
    assert _texts(report) == [["审计", "1,000"], ["合计", "1,000"]]


def test_prose_that_ends_in_the_word_table_is_no_title() -> None:
    report = _report(f"{EXPENDITURE}\n注：明细见项目支出预算表\n\n{EXPENDITURE}")
    assert not report.further


def test_columns_of_the_same_title_have_the_group_above_them() -> None:
    heads = "项目\t2025年\t\t2026年\t\n名称\t小计\t基本支出\t小计\t基本支出\n"
    report = _report(f"{EXPENDITURE}\n2026年支出变动情况表\n\n{CAPTION}\n{heads}教育\t3\t2\t4\t2\n")
    assert report.further[0].columns == (
        "名称",
        "2025年 小计",
        "2025年 基本支出",
        "2026年 小计",
        "2026年 基本支出",
    )
    assert _texts(report) == [["教育", "3", "2", "4", "2"]]


def _grid(*rows: tuple[str | None, ...]) -> Grid:
    return Grid(
        tuple(
            tuple(Cell(text, Place(table=1, row=n, column=c)) for c, text in enumerate(row, 1))
            for n, row in enumerate(rows, 1)
        )
    )


def test_a_title_inside_a_grid_begins_a_table_too() -> None:
    """As Word and Excel print it: title and caption are merged rows of the table."""
    grid = _grid(
        ("2026年部门支出预算总表", None, None),
        ("编制部门：某局", None, "单位：元"),
        ("功能分类科目编码", "功能分类科目名称", "合计"),
        ("205", "教育支出", "30"),
        ("合计", "", "30"),
        ("2026年政府购买服务预算表", None, None),
        ("编制部门：某局", None, "单位：万元"),
        ("序号", "服务名称", "金额"),
        ("1", "审计", "0.10"),
    )
    cover = tuple(
        Paragraph(text, Place(line=n))
        for n, text in enumerate(("某市2026年市级部门预算", "预算主管部门：某局"))
    )
    report = parse_report(Document("x.docx", "docx", "0" * 64, (*cover, grid)))
    table = report.table(Role.EXPENDITURE)
    assert table is not None and [f.yuan for line in table.lines for f in line.figures] == [Decimal(30)] * 2
    (further,) = report.further
    assert (further.title, further.unit and further.unit.value) == ("2026年政府购买服务预算表", "万元")
    assert [(cell.text, cell.place.row) for cell in further.rows[0]] == [("1", 9), ("审计", 9), ("0.10", 9)]


@needs_samples
def test_the_form_of_another_place_keeps_its_tables_apart() -> None:
    """One of its nine titles is also one of ours; its rows were read as rows of that table before."""
    path = CASES / "one-title-coincides.txt"
    with path.open("rb") as file:
        report = parse_report(read_document(file, path.name))
    titles = [
        line
        for line in path.read_text(encoding="utf-8").splitlines()
        if line.startswith("2026年") and line.endswith("表")
    ]
    assert len(titles) == 9
    assert [table.title for table in report.tables] == [titles[3]]
    assert [table.title for table in report.further] == titles[:3] + titles[4:]
    assert not report.issues
    printed = {
        "205\t教育支出\t1,000.00\t700.00\t300.00": report.further[2],
        "205\t教育支出\t280.00\t300.00\t200.00\t100.00\t20.00\t7.14%": report.further[3],
    }
    for line, table in printed.items():
        assert [cell.text for cell in table.rows[0]] == line.split("\t")
