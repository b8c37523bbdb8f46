"""The nine tables of the bundled document. Expected values are typed from the document or counted in it plainly."""

import re
from collections import Counter
from decimal import Decimal

import pytest

from budgets.form.tables import Role
from budgets.form.terms import Kind, Level, Side
from budgets.parsing.records import BudgetReport
from budgets.parsing.table_records import TableLine
from tests.conftest import SAMPLE

NUMBER = re.compile(r"\d{1,3}(,\d{3})+(\.\d+)?|\d+\.\d+|\d{4,}")


def _line(report: BudgetReport, table: Role, code: str) -> TableLine:
    found = report.table(table)
    assert found is not None
    return next(line for line in found.lines if line.code == code)


def _amounts(line: TableLine) -> dict[str, Decimal]:
    return {figure.column: figure.yuan for figure in line.figures}


def test_whose_budget_it_is(report: BudgetReport) -> None:
    assert (report.body, report.year, report.kind) == ("上海市科学技术委员会", 2025, Kind.DEPARTMENTAL)
    assert report.title == "上海市2025年市级部门预算"


def test_figures_in_each_table(report: BudgetReport) -> None:
    counts = [sum(len(line.figures) for line in table.lines) for table in report.tables]
    assert counts == [11, 173, 129, 14, 121, 0, 0, 87, 7]
    assert sum(counts) == 542


def test_every_printed_number_is_a_figure_at_its_line_and_cell(report: BudgetReport) -> None:
    """A plain loop over the file: each tabbed cell that holds an amount, before the prose that follows."""
    printed = Counter()
    for number, text in enumerate(SAMPLE.read_text().splitlines(), start=1):
        if text == "其他相关情况说明":
            break
        for column, cell in enumerate(text.split("\t"), start=1) if "\t" in text else ():
            if NUMBER.fullmatch(cell.strip()):
                printed[number, column, cell.strip()] += 1
    stored = Counter(
        (figure.place.line, figure.place.column, figure.text)
        for table in report.tables
        for line in table.lines
        for figure in line.figures
    )
    assert stored == printed


@pytest.mark.parametrize(
    ("table", "coded"),
    [
        (Role.REVENUE, 53),
        (Role.EXPENDITURE, 53),
        (Role.GENERAL_PUBLIC, 49),
        (Role.MANAGED_FUNDS, 0),
        (Role.STATE_CAPITAL, 0),
        (Role.BASIC_BY_CLASS, 42),
    ],
)
def test_coded_lines_and_one_total(report: BudgetReport, table: Role, coded: int) -> None:
    found = report.table(table)
    assert found is not None
    assert sum(bool(line.codes) for line in found.lines) == coded
    assert [line.name for line in found.lines if line.level is Level.TOTAL] == ["合计"]


def test_lines_of_each_kind_stand_in_their_columns(report: BudgetReport) -> None:
    assert _amounts(_line(report, Role.REVENUE, "2060201")) == {
        "total": Decimal(18663657),
        "fiscal_appropriation": Decimal(16793075),
        "service_revenue": Decimal(1240582),
        "other_revenue": Decimal(630000),
    }
    # Its page has the name heading behind the amounts.
    assert _amounts(_line(report, Role.EXPENDITURE, "2060102")) == {
        "total": Decimal(29619154),
        "project": Decimal(29619154),
    }
    assert _line(report, Role.EXPENDITURE, "2060102").name == "一般行政管理事务"
    # Its page has no name column.
    assert _amounts(_line(report, Role.GENERAL_PUBLIC, "2060201")) == {
        "total": Decimal(16793075),
        "basic": Decimal(16520362),
        "project": Decimal(272713),
    }
    assert _amounts(_line(report, Role.BASIC_BY_CLASS, "30212")) == {
        "total": Decimal(1974000),
        "running": Decimal(1974000),
    }


def test_totals(report: BudgetReport) -> None:
    def total(table: Role) -> dict[str, Decimal]:
        found = report.table(table)
        assert found is not None
        return _amounts(
            next(
                line
                for line in found.lines
                if line.level is Level.TOTAL and line.side in (None, Side.REVENUE)
            )
        )

    assert total(Role.REVENUE_EXPENDITURE) == {"revenue": Decimal(7181860500)}
    assert total(Role.REVENUE)["total"] == Decimal(7181860500)
    assert total(Role.EXPENDITURE) == {
        "total": Decimal(7181860500),
        "basic": Decimal(957292947),
        "project": Decimal(6224567553),
    }
    assert total(Role.FISCAL_APPROPRIATION) == {"revenue": Decimal(6160978836)}
    assert total(Role.GENERAL_PUBLIC)["project"] == Decimal(5358278279)
    assert total(Role.MANAGED_FUNDS) == total(Role.STATE_CAPITAL) == {}
    assert total(Role.BASIC_BY_CLASS) == {
        "total": Decimal(802700558),
        "personnel": Decimal(640527578),
        "running": Decimal(162172980),
    }
    assert total(Role.THREE_PUBLIC) == {"total": Decimal(11882600)}


def test_names_lost_on_the_first_page_of_table_5_are_looked_up_and_marked(report: BudgetReport) -> None:
    table = report.table(Role.GENERAL_PUBLIC)
    assert table is not None
    assert all(line.name for line in table.lines)
    looked_up = [line for line in table.lines if line.name_looked_up]
    # Lines 286 to 302 of the file: 205 to 206 03 99, the page without the name column.
    assert [line.place.line for line in looked_up] == list(
        range(looked_up[0].place.line or 0, 1 + (looked_up[-1].place.line or 0))
    )
    assert (looked_up[0].code, looked_up[0].name) == ("205", "教育支出")
    assert (looked_up[-1].code, looked_up[-1].name) == ("2060399", "其他应用研究支出")
    assert not any(line.name_looked_up for t in report.tables for line in t.lines if t.table.number != 5)


def test_table_9_is_in_ten_thousand_yuan(report: BudgetReport) -> None:
    table = report.table(Role.THREE_PUBLIC)
    assert table is not None
    assert {line.name: line.figures[0].yuan for line in table.lines} == {
        "合计": Decimal(11882600),
        "因公出国（境）费": Decimal(5308800),
        "公务接待费": Decimal(2304100),
        "公务用车购置及运行费": Decimal(4269700),
        "公务用车购置费": Decimal(1745700),
        "公务用车运行费": Decimal(2524000),
        "机关运行经费": Decimal(17010300),
    }


def test_lowest_lines_add_up_to_the_printed_totals(report: BudgetReport) -> None:
    """Adding the lines marked 末级 counts money once; the document's own rounding of 1 yuan a sum is allowed."""
    for table in report.tables:
        for side in {line.side for line in table.lines}:
            for column in table.table.columns:
                lines = [line for line in table.lines if line.side is side]
                parts = [
                    f.yuan for line in lines if line.lowest for f in line.figures if f.column == column.key
                ]
                totals = [
                    f.yuan
                    for line in lines
                    if line.level is Level.TOTAL
                    for f in line.figures
                    if f.column == column.key
                ]
                if totals and parts and table.table.number != 9:
                    assert abs(sum(parts) - totals[0]) <= 4, (table.table.number, side, column.key)
    nine = report.table(Role.THREE_PUBLIC)
    assert nine is not None
    assert sum(line.figures[0].yuan for line in nine.lines if line.lowest) == Decimal(11882600)


def test_the_two_halves_of_table_1(report: BudgetReport) -> None:
    table = report.table(Role.REVENUE_EXPENDITURE)
    assert table is not None
    assert [(x.number, x.name, x.level, x.lowest) for x in table.lines if x.side is Side.REVENUE] == [
        (1, "一、财政拨款收入", Level.SUBTOTAL, False),
        (2, "1. 一般公共预算资金", Level.DETAIL, True),
        (3, "2. 政府性基金", Level.DETAIL, True),
        (4, "3. 国有资本经营预算", Level.DETAIL, True),
        (5, "二、事业收入", Level.DETAIL, True),
        (6, "三、事业单位经营收入", Level.DETAIL, True),
        (7, "四、其他收入", Level.DETAIL, True),
        (8, "收入总计", Level.TOTAL, False),
    ]
    assert [(x.number, x.name) for x in table.lines if x.side is Side.EXPENDITURE][-2:] == [
        (5, "五、住房保障支出"),
        (8, "支出总计"),
    ]
