"""A side of a check that lacks something that was not read has no number, and an amount without a column is no column's.

The truth is typed from the files of the cases and what stands beside them. Row 207-99 of table 3 is line 136 of
lines-with-single-spaces.txt, “24,820,000 24,820,000”: a total and, in truth, project expenditure; the second amount
could be either. hidden-column.xlsx hides the column 基本支出 of table 3, and 205 prints 50,894,811 in 合计.
"""

import csv
import json
import re
from functools import partial
from io import StringIO
from typing import Any

import pytest
from django.test import Client

from budgets.actions import create_draft, publish
from budgets.form.terms import Acknowledged
from budgets.management.documents import details
from budgets.models import CheckResult, EditionVersion
from budgets.pages.precheck.document import CheckedDocument
from budgets.pages.precheck.html import checked_html
from budgets.pages.precheck.read import checked_report, checked_version
from budgets.parsing.records import BudgetReport
from budgets.reading import ReadBudget
from budgets.words.checks import place_text, same_sides
from tests.conftest import SAMPLE
from tests.documents import CASES, budget_of
from tests.pages.unread.lacking import of_code, publish_lacking, without_cell
from tests.snapshots import restored

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not CASES.is_dir(), reason=f"no folder of cases ({CASES})"),
]
SPACES, COLUMN = CASES / "lines-with-single-spaces.txt", CASES / "hidden-column.xlsx"
ROW = "207-99 其他文化旅游体育与传媒支出"
COLUMNS = ("基本支出", "项目支出")
UNTOLD = "（第136行：这一行有金额没有读出在哪一栏）"


def published(name: str) -> EditionVersion:
    """The case, live; every case is stored by the command in test_cases_published.py."""

    def build() -> list[EditionVersion]:
        path = CASES / name
        budget = budget_of(path)
        version = create_draft(budget.report, budget.checks, path.read_bytes(), "x")
        accepted = [Acknowledged.UNREAD, *([Acknowledged.HIDDEN] if name == COLUMN.name else [])]
        return [publish(version, accepted=accepted)]

    (version,) = restored(f"unread sides of {name}", build)
    return version


def file_of(version: EditionVersion, suffix: str) -> str:
    answer: Any = Client().get(f"{version.page('checks')[:-1]}.{suffix}")
    assert answer.status_code == 200
    return b"".join(answer).decode("utf-8-sig")


def row_of(version: EditionVersion, code: str) -> dict[str, str]:
    (found,) = [row for row in csv.DictReader(StringIO(file_of(version, "csv"))) if row["编号"] == code]
    return found


@pytest.mark.long
def test_an_amount_without_a_column_is_quoted_as_no_column_s() -> None:
    version = published(SPACES.name)
    text = file_of(version, "csv")
    for column in COLUMNS:
        assert f"表3 {ROW} {column}{UNTOLD}" in text and f"{ROW} {column}（第136行：24,820,000）" not in text
    assert f"表3 {ROW} 合计（第136行：24,820,000）" in text  # the column of that one is known
    placed = [place for check in json.loads(file_of(version, "json")) for place in check["places"]]
    untold = [p for p in placed if (p["table"], p["row"]) == (3, ROW) and p["column"] in COLUMNS]
    assert untold and {(place["line"], place["text"]) for place in untold} == {(136, "")}
    page = Client().get(f"{version.page('checks')}?verdict=unknown").content.decode()
    assert f"表3 {ROW} 项目支出{UNTOLD}" in page and f"{ROW} 项目支出（第136行：24,820,000）" not in page


def test_the_words_of_a_cell_whose_column_is_known_stay(report: BudgetReport) -> None:
    """干部教育 (205-08-02) prints 50,894,811 in 合计 of table 3; here the cell is no number to its reader."""
    less = partial(without_cell, which=of_code("2050802"), column="total")
    places = row_of(publish_lacking(report, EXPENDITURE=less), "within.across.t3.2050802")["位置"]
    assert re.match(r"表3 205-08-02 干部教育 合计（第\d+行：50,894,811）；", places)
    assert "没有读出在哪一栏" not in places


@pytest.mark.parametrize(
    ("name", "code", "left", "title"),
    [
        (SPACES.name, "within.parts.t3.total.basic", "102306237", "表3 合计 的基本支出"),
        (COLUMN.name, "within.across.t3.205", "50894811", "表3 205 教育支出 的合计"),
    ],
)
@pytest.mark.long
def test_a_sum_of_which_a_part_was_not_read_is_given_nowhere(
    name: str, code: str, left: str, title: str
) -> None:
    version = published(name)
    row = row_of(version, code)
    assert (row["结论"], row["左"], row["右"], row["差额"]) == ("无法核对", left, "", "")
    (check,) = [check for check in json.loads(file_of(version, "json")) if check["code"] == code]
    assert (check["left"], check["right"], check["difference"]) == (left, None, None)
    (line,) = [line for line in details(budget_of(CASES / name)) if f"：{title} =" in line]
    assert line.endswith(f"（{left} 元 / 没有相加）")
    page = Client().get(f"{version.page('checks')}?verdict=unknown").content.decode()
    # The title names the cause, and nothing beside it does again.
    items = re.findall(r'<li id="check-\d+">.*?\n</li>', page, re.S)
    (shown,) = [item for item in items if title in item]
    head = re.sub(r"<(ul|details).*", "", shown, flags=re.S)
    assert head.count("没有读出") == 1 and "原因：" not in head and "没有相加" not in head


@pytest.mark.long
def test_no_check_of_a_case_has_a_number_beside_an_unread_part() -> None:
    """In a sum all places but the first are its parts."""
    version = published(SPACES.name)
    for check in version.checkresults.filter(kind="within", verdict="unknown"):
        first, *parts = check.places or ({},)
        assert check.left is None or not first.get("unread")
        assert check.right is None or not any(part.get("unread") for part in parts)


@pytest.mark.long
def test_a_version_stored_before_compares_the_same_numbers() -> None:
    """It kept what was read of the sum, 73,767,848; that alone is no change, and its explanation is carried over."""
    version = published(SPACES.name)
    now = version.checkresults.get(code="within.parts.t3.total.basic")
    before = version.checkresults.get(code="within.parts.t3.total.basic")
    before.right = 73_767_848
    assert same_sides(before, now) and before.says_the_same(now)
    before.left = 102_306_238
    assert not same_sides(before, now) and not before.says_the_same(now)
    equal = version.checkresults.filter(verdict="equal", kind="between").exclude(right=None).first()
    assert equal is not None
    other = CheckResult.objects.get(pk=equal.pk)
    other.right = None
    assert not same_sides(equal, other)


# ---- the pre-check and the block of a draft ---------------------------------------------------------------


def _as_read(budget: ReadBudget) -> CheckedDocument:
    return checked_report(budget)


def _as_draft(budget: ReadBudget) -> CheckedDocument:
    return checked_version(create_draft(budget.report, budget.checks, SPACES.read_bytes(), "x"))


@pytest.mark.parametrize("read", [_as_read, _as_draft], ids=["pre-check", "draft"])
def test_a_total_that_was_not_read_is_not_called_missing(read: Any) -> None:
    """Table 2 prints the fiscal appropriation of its total, in a column that nobody can tell."""
    document = read(budget_of(SPACES))
    told = [(total.name, total.yuan, total.unread) for total in document.totals]
    assert ("其中财政拨款（表2）", None, True) in told
    assert [unread for name, _yuan, unread in told if not name.startswith("其中")] == [False] * 3
    html = checked_html(document)
    assert '<dt>其中财政拨款（表2）</dt><dd><span class="muted">没有读出</span></dd>' in html
    assert "没有印出，或没有找到这张表" not in html
    assert "原文没有印出可比的数字，或者印了而没有读出来。" in html
    assert UNTOLD in html and "项目支出（第136行：24,820,000）" not in html


@pytest.mark.parametrize("read", [_as_read, _as_draft], ids=["pre-check", "draft"])
def test_what_is_said_of_a_document_that_was_read_whole(read: Any) -> None:
    html = checked_html(read(budget_of(SAMPLE)))
    assert "原文没有印出可比的数字。" in html and "印了而没有读出来" not in html


def test_a_place_without_a_column_says_so() -> None:
    place = {"table": 3, "row": "207", "column": "基本支出", "line": 136, "text": "", "no_column": True}
    assert place_text(place) == f"表3 207 基本支出{UNTOLD}"


@pytest.mark.long
def test_the_cause_of_what_could_not_be_decided_is_said_once() -> None:
    """Every title in brackets says why; a check without them has its cause below it, as 表8 with exchanged columns."""
    version = published(SPACES.name)
    page = Client().get(f"{version.page('checks')}?verdict=unknown").content.decode()
    items = re.split(r'<li id="check-\d+">', page)[1:]
    heads = [re.sub(r"<(ul|details).*", "", item, flags=re.S) for item in items]
    assert len(heads) == version.checkresults.filter(verdict="unknown").count() > 100
    for head in heads:
        assert ("，无法核对）" in head) + head.count("原因：") + head.count("没有相加") <= 1, head
    (columns,) = [head for head in heads if "表8 有的类印在另一栏里" in head]
    assert "原因：有的类印在这一栏" in columns
