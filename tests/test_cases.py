"""Small inputs that were read wrong, each with what is true; the truth is typed from what stands beside them.

The files are read where they lie. Many are one document with one thing changed: the figures that it prints are then those
of the document that is not changed.
"""

from collections import Counter
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from budgets.form.amounts import Unit
from budgets.form.tables import Role
from budgets.form.terms import HiddenKind, UnreadCause, Verdict
from budgets.parsing.records import BudgetReport
from budgets.parsing.table_records import PrintedTable
from budgets.reading import ReadBudget
from tests.documents import CASES, DOCUMENTS, SAMPLES, budget_of, document_of, refused, said

pytestmark = pytest.mark.skipif(not CASES.is_dir(), reason=f"no folder of cases ({CASES})")

WORD, EXCEL = SAMPLES / "budget-2025.docx", SAMPLES / "budget-2025-tables.xlsx"
CGZF, WLJ = DOCUMENTS / "putuo-cgzf-2026-bumen.txt", DOCUMENTS / "putuo-wlj-2026-bumen.txt"
ALL = 9  # tables


def case(name: str) -> ReadBudget:
    return budget_of(CASES / name)


def rows(report: BudgetReport) -> int:
    return sum(len(table.lines) for table in report.tables)


def figures(report: BudgetReport) -> int:
    return sum(len(line.figures) for table in report.tables for line in table.lines)


def table(report: BudgetReport, role: Role) -> PrintedTable:
    found = report.table(role)
    assert found is not None
    return found


def differing(budget: ReadBudget) -> set[str]:
    return {check.code for check in budget.checks if check.verdict is Verdict.DIFFERS}


def amounts(report: BudgetReport) -> Counter[tuple[str, str, str, str]]:
    return Counter(
        (t.table.slug, line.code or line.name, figure.column, figure.text)
        for t in report.tables
        for line in t.lines
        for figure in line.figures
    )


# ---- the same figures as in the document that is not changed ---------------------------------------------


@pytest.mark.parametrize(
    ("name", "original", "printed_rows", "printed_figures"),
    [
        ("no-ruled-lines.pdf", CGZF, 122, 220),
        ("row-split-at-page-break.pdf", WLJ, 176, 335),
        ("title-glued-to-caption.pdf", CGZF, 122, 220),
        ("nil-as-slash.txt", CGZF, 122, 220),
        ("kangxi-radicals.txt", CGZF, 122, 220),
        ("body-full-width-brackets.txt", CGZF, 122, 220),
        ("full-width-digits.docx", WORD, 234, 542),
        ("header-pasted-mid-table.docx", WORD, 234, 542),
        ("title-missing.docx", WORD, 234, 542),
        ("table1-unnumbered.docx", WORD, 234, 542),
        ("hidden-text.docx", WORD, 234, 542),
        ("comment-with-personal-data.docx", WORD, 234, 542),
        ("cell-comment.xlsx", EXCEL, 234, 542),
    ],
)
def test_every_row_and_figure_that_is_printed_is_read(
    name: str, original: Path, printed_rows: int, printed_figures: int
) -> None:
    budget = case(name)
    assert (len(budget.report.tables), rows(budget.report), figures(budget.report)) == (
        *(ALL, printed_rows, printed_figures),
    )
    assert budget.report.unread == () and budget.report.unowned == ()
    # Nothing more differs than in the document itself, whatever it was made into.
    assert differing(budget) <= differing(budget_of(original)) | {"text.quotes.narrative.1"}


def test_the_unit_above_each_table_is_read() -> None:
    """Nine pages print it at the same height. Its amounts are those of a document in yuan, so that its words differ."""
    report = case("unit-line-in-first-inch.pdf").report
    assert (len(report.tables), rows(report), figures(report)) == (ALL, 122, 220)
    assert {t.unit for t in report.tables} == {Unit.WAN} and report.unowned == () and report.unread == ()


def test_a_row_cut_by_a_page_break_has_its_amount() -> None:
    lines = table(case("row-split-at-page-break.pdf").report, Role.EXPENDITURE).lines
    subsidy = next(line for line in lines if line.name == "购房补贴")
    assert subsidy.figures[0].yuan == 1_952_400


def test_a_slash_is_a_nil_and_no_amount() -> None:
    assert amounts(case("nil-as-slash.txt").report) == amounts(budget_of(CGZF).report)


def test_radicals_are_characters_and_stay_as_printed() -> None:
    budget = case("kangxi-radicals.txt")
    assert budget.report.body == budget_of(CGZF).report.body
    assert any("⻔" in line.text or "⼀" in line.text for line in budget.report.lines)


def test_digits_of_another_width_are_the_same_digits() -> None:
    report = case("full-width-digits.docx").report
    assert amounts(report).keys() and {x.code for x in table(report, Role.EXPENDITURE).lines} == {
        x.code for x in table(budget_of(WORD).report, Role.EXPENDITURE).lines
    }
    science = next(x for x in table(report, Role.EXPENDITURE).lines if x.code == "206")
    assert not science.lowest  # its sections and items stand under it


def test_parts_of_table_1_are_parts_without_numbers_too() -> None:
    entries = table(case("table1-unnumbered.docx").report, Role.REVENUE_EXPENDITURE).lines
    whole = next(entry for entry in entries if entry.name.endswith("财政拨款收入"))
    parts = [entry for entry in entries if entry.parent == whole.number]
    assert not whole.lowest and parts and all(part.lowest for part in parts)
    lowest = [entry for entry in entries if entry.lowest and entry.figure("revenue")]
    assert sum(figure.yuan for entry in lowest if (figure := entry.figure("revenue"))) == 7_181_860_500


def test_a_table_without_its_title_is_not_its_neighbour() -> None:
    report, whole = case("title-missing.docx").report, budget_of(WORD).report
    for role in (Role.REVENUE, Role.EXPENDITURE):
        assert len(table(report, role).lines) == len(table(whole, role).lines)


def test_a_negative_amount_is_read() -> None:
    report = case("negative-project.txt").report
    line = next(x for x in table(report, Role.EXPENDITURE).lines if x.code == "2080801")
    assert {figure.column: figure.yuan for figure in line.figures} == {"total": -294_000, "project": -294_000}


# ---- where one reading is not possible it is unread -------------------------------------------------------


def test_page_text_is_read_or_unread_and_never_empty() -> None:
    """176 rows, 335 figures are printed; in some rows only the sums could tell the column of an amount."""
    budget = case("lines-with-single-spaces.txt")
    report = budget.report
    assert (len(report.tables), rows(report)) == (ALL, 176)
    cells = [place for place in report.unread if place.cause is UnreadCause.NO_COLUMNS]
    assert figures(report) + len(cells) == 335 and len(cells) == len(report.unread)
    assert amounts(report).keys() <= amounts(budget_of(WLJ).report).keys()
    assert differing(budget) <= differing(budget_of(WLJ))
    # Tables 6 and 7 are empty in the document itself.
    empty = {t.table.role for t in report.tables if t.is_empty}
    assert empty == {t.table.role for t in budget_of(WLJ).report.tables if t.is_empty}


@pytest.mark.parametrize(
    ("name", "kind", "lost"),
    [
        ("hidden-row.xlsx", HiddenKind.HIDDEN_ROW, 3),
        ("hidden-column.xlsx", HiddenKind.HIDDEN_COLUMN, 32),
        ("hidden-sheet.xlsx", HiddenKind.HIDDEN_SHEET, 0),
    ],
)
def test_what_a_workbook_hides_is_said_and_unread(name: str, kind: HiddenKind, lost: int) -> None:
    budget = case(name)
    assert [hidden.kind for hidden in budget.report.hidden] == [kind]
    assert {place.cause for place in budget.report.unread} == {UnreadCause.HIDDEN}
    assert figures(budget.report) == 542 - lost
    assert differing(budget) <= differing(budget_of(EXCEL))
    assert not any("空白" in said(check) for check in budget.checks if check.verdict is not Verdict.EQUAL)


def test_an_empty_part_is_said_and_the_rest_is_read() -> None:
    budget = case("empty-period.txt")
    assert len(budget.report.statements) == 1
    assert any("“实施周期”下面没有印字" in said(check) for check in budget.checks)


# ---- what nobody who looks at the pages sees ------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "kind", "words"),
    [
        ("comment-with-personal-data.docx", HiddenKind.COMMENT, ("手机号", "身份证号")),
        ("hidden-text.docx", HiddenKind.HIDDEN_TEXT, ("手机号",)),
        ("cell-comment.xlsx", HiddenKind.COMMENT, ("手机号", "身份证号")),
    ],
)
def test_personal_data_that_a_file_hides_is_found(
    name: str, kind: HiddenKind, words: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    hidden = [one for one in case(name).report.hidden if one.kind is kind]
    assert hidden
    shown = [line for line, _place in document_of(CASES / name).printed_lines()]
    assert not any(one.text and one.text in line for one in hidden for line in shown if len(one.text) > 3)
    with pytest.raises(SystemExit):
        call_command("check_budget", CASES / name)
    printed = capsys.readouterr().out
    assert "文件里看不见的内容" in printed and "公开前请清理" in printed
    assert all(f"【{word}】" in printed for word in words)
    assert "没有发现" not in printed


@pytest.mark.django_db
@pytest.mark.usefixtures("read_once")
def test_a_comment_with_personal_data_is_not_published_without_a_word() -> None:
    path = CASES / "comment-with-personal-data.docx"
    with pytest.raises(CommandError, match=r"文件里看不见的内容 1 处.*--accept hidden"):
        call_command("import_budget", path, "--publish", "--slug", "x")
    call_command("import_budget", path, "--publish", "--slug", "x", "--accept", "hidden")


def test_text_below_the_edge_of_a_page_is_not_printed_twice() -> None:
    budget = case("text-outside-the-page.pdf")
    (outside,) = [one for one in budget.report.hidden if one.kind is HiddenKind.OUTSIDE_PAGE]
    assert outside.place.page == 6
    assert not any(code.startswith("text.doubled") for code in differing(budget))


# ---- refusals that are true -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("one-title-coincides.txt", "其他地方的表式.*只有“.*”与上海市的官方表名相同"),
        ("refusal-other-province.txt", "北京市.*2025.*其他地方的表式（印有13张表"),
        ("refusal-central-form.txt", "中央部门预算的表式"),
    ],
)
def test_a_form_of_another_place_is_refused_by_name(name: str, words: str) -> None:
    with refused(words):
        case(name)


# ---- the narrative ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("style", ["quoted-control", "codes-unquoted", "no-number", "no-dot", "two-years"])
def test_planted_contradictions_are_found_in_every_style(style: str) -> None:
    """住房公积金: 264.97 at the head and 201.50 inside; from 200.00 to 201.50 is 0.75 %, printed is 5.27 %."""
    budget = case(f"narrative-{style}.txt")
    found = {check.code: check for check in budget.checks if check.verdict is Verdict.DIFFERS}
    twice = found["narrative.twice.2210201"]
    assert {str(twice.left), str(twice.right)} == {"264.97", "201.50"}
    assert str(found["narrative.percent.2210201"].left) == "5.27"
