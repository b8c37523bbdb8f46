"""A form of ten tables in another order, from its text to its pages and files; budget-2027.txt says what is true."""

import csv
import io
import re
from pathlib import Path

import pytest
from django.test import Client

from budgets.actions import create_draft, publish
from budgets.desk.compared_versions import changes_between
from budgets.form.tables import FORMS, Role
from budgets.form.terms import Verdict
from budgets.models import EditionVersion, Figure, FurtherTableRecord
from budgets.parsing import parse_report
from budgets.readers import read_document
from budgets.readers.text import read_text
from budgets.reconcile import run_checks
from tests.made_up_form.form import MADE_UP

TEXT = Path(__file__).with_name("budget-2027.txt")
LINES = TEXT.read_text(encoding="utf-8").splitlines()
PRINTED = [line for line in LINES if line.startswith("2027年") and line.endswith("情况表")]

THIRD = slice(LINES.index(PRINTED[2]), LINES.index(PRINTED[3]))  # the lines of the third table


@pytest.fixture
def version(db: None, monkeypatch: pytest.MonkeyPatch) -> EditionVersion:
    """The document read in the made-up form, checked, stored and live."""
    monkeypatch.setitem(FORMS, MADE_UP.key, MADE_UP)
    with TEXT.open("rb") as file:
        report = parse_report(read_document(file, TEXT.name))
    assert not report.unowned and not report.issues
    return publish(create_draft(report, run_checks(report), TEXT.read_bytes(), "made-up"))


def _get(client: Client, version: EditionVersion, name: str, query: str = "", **more: str) -> str:
    response = client.get(version.page(name, **more) + query)
    assert response.status_code == 200, name
    return (b"".join(response.streaming_content) if response.streaming else response.content).decode(
        "utf-8-sig"
    )


def _rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_the_tables_have_the_numbers_of_their_form(version: EditionVersion) -> None:
    stored = {r.number: r.title for r in version.printedtablerecords.all()}
    stored |= {r.number: r.title for r in version.furthertablerecords.all() if r.number}
    assert [stored[n] for n in range(1, 11)] == PRINTED[:10]
    assert version.form is MADE_UP


def test_amounts_are_yuan_and_lead_to_their_cells(version: EditionVersion) -> None:
    figure = Figure.objects.get(version=version, table="general-public-budget", level="合计", column="basic")
    assert (figure.table_number, figure.yuan, figure.text) == (2, 610_000, "61.00")  # 61.00万元
    assert LINES[figure.place_line - 1] == "合计\t\t\t\t100.00\t61.00\t40.00"


def test_the_planted_contradiction_is_found_in_table_2_alone(version: EditionVersion) -> None:
    # 61.00 is printed where 60.00 + 0 is true; tables 6 and 10 print 60.00.
    found = {check.code: check.title for check in version.checkresults.filter(verdict="differs")}
    assert set(found) == {"within.parts.t2.total.basic", "within.across.t2.total", "between.basic.t2-t10"}
    assert "表2" in found["between.basic.t2-t10"] and "表10" in found["between.basic.t2-t10"]


def test_further_tables_are_kept_as_printed(client: Client, version: EditionVersion) -> None:
    known, unknown = FurtherTableRecord.objects.filter(version=version)
    assert (known.slug, known.number, known.unit) == ("purchased-services", 3, "万元")
    assert (unknown.title, unknown.number, unknown.unit) == ("2027年债务情况表", None, "")
    page = _get(client, version, "table", table="purchased-services")
    for printed in (
        "政府购买服务情况表",
        "信息系统维护",
        "12.50",
        "续签",
        "审计咨询",
        "7.50",
        "20.00",
        "审计的服务",
    ):
        assert printed in page
    cell = known.cells.get(text="7.50")
    assert (cell.row, cell.column, LINES[cell.place_line - 1]) == (2, 3, "2\t审计咨询\t7.50\t")
    assert f'href="{version.page("source")}?line={cell.place_line}#L{cell.place_line}"' in page
    assert _rows(_get(client, version, "table-csv", table="purchased-services")) == [
        {"行号": "1", "序号": "1", "服务名称": "信息系统维护", "预算金额": "12.50", "备注": "续签", "原文单位": "万元", "原文位置": "第34行"},
        {"行号": "2", "序号": "2", "服务名称": "审计咨询", "预算金额": "7.50", "备注": "", "原文单位": "万元", "原文位置": "第35行"},
        {"行号": "3", "序号": "", "服务名称": "合计", "预算金额": "20.00", "备注": "", "原文单位": "万元", "原文位置": "第36行"},
    ]  # fmt: skip
    debts = _rows(_get(client, version, "table-csv", table=unknown.slug))
    assert [(row["债务名称"], row["年初余额"], row["年末余额"]) for row in debts] == [
        ("专项债务", "5,000.00", "4,800.00")
    ]


def test_pages_speak_of_ten_tables_by_their_numbers(client: Client, version: EditionVersion) -> None:
    index = _get(client, version, "tables")
    assert "十张表" in index and "政府购买服务情况表" in index and "债务情况表" in index
    for table in MADE_UP.tables:
        page = _get(client, version, "table", table=table.slug)
        assert f"表{table.number}" in page and PRINTED[table.number - 1] in page
    assert "表2" in _get(client, version, "checks", "?table=2")
    for name in ("edition", "projects", "three-public", "procurement", "assets", "notes", "figures",
                 "checks", "disclosure", "source", "files", "versions"):  # fmt: skip
        assert "九张" not in _get(client, version, name), name


def test_files_have_the_form_of_the_document(client: Client, version: EditionVersion) -> None:
    lines = _rows(_get(client, version, "table-csv", table="general-public-budget"))
    assert [(row["科目名称"], row["合计（元）"]) for row in lines] == [
        ("科学技术支出", "1000000"),
        ("科学技术管理事务", "1000000"),
        ("行政运行", "600000"),
        ("一般行政管理事务", "400000"),
        ("合计", "1000000"),
    ]
    figures = _rows(_get(client, version, "figures-csv"))
    assert {(row["表号"], row["表名"]) for row in figures} == {
        (str(table.number), table.title)
        for table in MADE_UP.tables
        if table.role not in (Role.MANAGED_FUNDS, Role.STATE_CAPITAL)  # printed without an amount
    }


def test_further_tables_are_checked_for_presence_and_said_to_be_unchecked(
    client: Client, version: EditionVersion
) -> None:
    present = version.checkresults.get(code="form.table.t3")
    assert (present.verdict, present.title) == ("equal", "文件里有表3（政府购买服务情况表）")
    assert "另有 2 张表照原文收录，没有核对。" in _get(client, version, "checks")
    source = _get(client, version, "source")
    assert all(f">{title}</a>" in source for title in ("2027年政府购买服务情况表", "2027年债务情况表"))


def test_a_further_table_of_the_form_that_is_not_printed_is_named(
    db: None, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(FORMS, MADE_UP.key, MADE_UP)
    text = "\n".join(LINES[: THIRD.start] + LINES[THIRD.stop :])
    report = parse_report(read_text(text.encode(), TEXT.name))
    (missing,) = (check for check in run_checks(report) if check.code == "form.table.t3")
    assert missing.verdict is Verdict.UNKNOWN
    version = publish(create_draft(report, run_checks(report), text.encode(), "made-up"))
    index = _get(client, version, "tables")
    assert re.search(r"政府购买服务情况表</span>\s*<span></span>\s*<span[^>]*>原文中没有找到这张表", index)


def test_rows_of_further_tables_are_found_and_compared(client: Client, version: EditionVersion) -> None:
    page = version.page("table", table="purchased-services")
    assert f'href="{page}#row-1"' in client.get("/search/?q=信息系统维护").content.decode()
    text = TEXT.read_text(encoding="utf-8").replace("12.50\t续签", "13.50\t续签").encode()
    report = parse_report(read_text(text, TEXT.name))
    draft = create_draft(report, run_checks(report), text)
    (change,) = changes_between(version, draft)
    assert change.before and change.after
    assert (change.before.text, change.after.text) == (
        "1  信息系统维护  12.50  续签",
        "1  信息系统维护  13.50  续签",
    )


@pytest.mark.parametrize("around", ["《{}》", "{}（续）"])
def test_titles_in_brackets_or_going_on_are_those_of_the_form(
    monkeypatch: pytest.MonkeyPatch, around: str
) -> None:
    monkeypatch.setitem(FORMS, MADE_UP.key, MADE_UP)
    lines = [around.format(line) if line in PRINTED else line for line in LINES]
    report = parse_report(read_text("\n".join(lines).encode(), TEXT.name))
    assert report.form is MADE_UP and len(report.tables) == 9
    assert [(table.slug, table.number) for table in report.further][:1] == [("purchased-services", 3)]


def test_an_unnumbered_list_of_titles_makes_no_empty_table(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(FORMS, MADE_UP.key, MADE_UP)
    first = LINES.index("一、主要职能", LINES.index("五、其他相关情况说明"))
    lines = [*LINES[:2], *PRINTED, *LINES[first:]]
    report = parse_report(read_text("\n".join(lines).encode(), TEXT.name))
    assert [(table.slug, len(table.rows)) for table in report.further][:1] == [("purchased-services", 3)]
    assert len(report.further) == 2


def test_a_file_of_a_further_table_runs_no_formula(client: Client, version: EditionVersion) -> None:
    record = version.furthertablerecords.get(slug="purchased-services")
    record.columns = ["序号", "=1+1", "预算金额", "备注"]
    record.save()
    assert ",'=1+1," in _get(client, version, "table-csv", table="purchased-services").splitlines()[0]
