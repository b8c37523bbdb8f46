"""Faults put into a copy of the bundled document: each must be seen as an issue, a check or a line without owner."""

from collections.abc import Callable

import pytest

from budgets.form.terms import Topic, Verdict
from budgets.parsing import parse_report
from budgets.parsing.records import BudgetReport
from budgets.readers.text import read_text
from budgets.reconcile import run_checks
from tests.conftest import SAMPLE

LINES = SAMPLE.read_text().splitlines()


def _read(lines: list[str]) -> BudgetReport:
    return parse_report(read_text("\n".join(lines).encode(), "x.txt"))


def _line(words: str, after: str = "") -> int:
    """The index of the first line with these words, behind the first line with `after`."""
    start = next(n for n, line in enumerate(LINES) if after in line)
    return next(n for n in range(start, len(LINES)) if words in LINES[n])


def _insert(words: str, at: int) -> Callable[[], list[str]]:
    return lambda: [*LINES[:at], words, *LINES[at:]]


def _replace(old: str, new: str, at: int) -> Callable[[], list[str]]:
    return lambda: [line.replace(old, new) if n == at else line for n, line in enumerate(LINES)]


def _delete(at: int) -> Callable[[], list[str]]:
    return lambda: [line for n, line in enumerate(LINES) if n != at]


HEADINGS = _line("功能分类科目编码")
TABLE_9 = _line("1,188.26	530.88")
FAULTS = {
    "a row with money among headings": (
        _insert("一、补充拨款\t99,999\t\t88,888\t\t\t\t\t", HEADINGS),
        "amount-among-headings",
    ),
    "a heading of contents in the list of units": (_insert("目 录", _line("5. 上海市科技创新中心")), ""),
    "the only row of table 9 is gone": (_delete(TABLE_9), "table-without-amounts"),
    "a row of table 3 is no table any more": (
        _replace("\t", " ", _line("干部教育", "部门支出预算总表")),
        "note-with-amounts",
    ),
    "a total of table 1 twice": (_insert(LINES[_line("收入总计")], _line("收入总计")), "line-repeated.entry"),
    "a total of table 4 twice, the second wrong": (
        _insert(
            LINES[_line("收入总计", "财政拨款收入\t\t财政拨款支出")].replace(
                "6,160,978,836", "6,160,978,837"
            ),
            _line("收入总计", "财政拨款收入\t\t财政拨款支出"),
        ),
        "entry-repeated",
    ),
    "a project heading is gone": (
        _delete(_line("科技馆展区更新改造项目经费情况说明")),
        "statement-part-repeated",
    ),
    "a unit is not numbered": (_replace("13. ", "十三 ", _line("13. 上海科学院")), "unit-count"),
    "another unit of money in one table": (
        _insert("单位：万元", _line("单位：元", "部门收入预算总表") + 1),
        "unit-contradicts",
    ),
    "an entry with another number": (
        _replace("四、卫生", "（四）、卫生", _line("四、卫生健康支出", "财政拨款收入\t\t财政拨款支出")),
        "",
    ),
    "a date that does not exist": (
        _replace("2024年8月31日", "2024年2月30日", _line("截至2024年8月31日")),
        None,
    ),
}


@pytest.mark.parametrize("fault", [name for name, (_, code) in FAULTS.items() if code])
def test_a_fault_is_reported(fault: str) -> None:
    make, code = FAULTS[fault]
    assert code in {issue.code for issue in _read(make()).issues}


def test_a_second_heading_of_contents_takes_no_unit_away() -> None:
    report = _read(FAULTS["a heading of contents in the list of units"][0]())
    assert len(report.institutions.units) == 27
    assert "目 录" in {passage.text for section in report.sections for passage in section.passages}


def test_an_entry_with_another_number_is_seen_by_the_checks() -> None:
    report = _read(FAULTS["an entry with another number"][0]())
    assert Verdict.DIFFERS in {check.verdict for check in run_checks(report)}


def test_a_date_that_does_not_exist_leaves_the_counts() -> None:
    report = _read(FAULTS["a date that does not exist"][0]())
    vehicles = next(
        fact for fact in report.facts if fact.topic is Topic.ASSETS and fact.key == "vehicles_total"
    )
    assert (int(vehicles.value), vehicles.as_of) == (64, None)


def test_a_plan_that_speaks_of_final_accounts_is_still_a_budget() -> None:
    words = "2025年3月，完成2024年度决算报表编报；"
    report = _read([line.replace("- 1、2025年3月，完成玻璃幕墙工程；", words) for line in LINES])
    assert len(report.statements) == 29


def test_the_one_row_of_table_9_without_its_grid_is_read_where_it_has_an_amount_for_each_column() -> None:
    table = _read(_replace("\t", " ", TABLE_9)()).tables[-1]
    assert [f.text for line in table.lines for f in line.figures] == LINES[TABLE_9].split("\t")
    assert table.unread == ()
    words = LINES[TABLE_9].split("\t")
    short = _read([*LINES[:TABLE_9], "\t".join(words[1:]), *LINES[TABLE_9 + 1 :]])
    cut = _read([*LINES[:TABLE_9], " ".join(words[1:]), *LINES[TABLE_9 + 1 :]])
    for report in (short, cut):
        (unread,) = report.tables[-1].unread
        assert not [line for line in report.tables[-1].lines if line.figures]
        assert unread.text == " ".join(words[1:])
        assert not report.tables[-1].is_empty
