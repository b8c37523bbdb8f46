"""Empty pages, lines that an edge cuts, and amounts that a text prints by half."""

from dataclasses import replace

import pytest

from budgets.form.terms import Verdict
from budgets.models import CheckResult
from budgets.parsing.records import BudgetReport
from budgets.readers.document import Place
from budgets.reconcile import CheckOutcome, run_checks
from tests.documents import said
from tests.reconcile.planting import TEXT, altered, checks_of, line_of

END = "机关运行经费预算为1,701.03万元。"  # the last words of a note


def found(report: BudgetReport, code: str) -> list[CheckOutcome]:
    return [check for check in run_checks(report) if check.code.startswith(code)]


def test_an_empty_page_stands_at_its_number(report: BudgetReport) -> None:
    (check,) = found(replace(report, format="pdf", empty_pages=(Place(page=4),)), "form.empty-page")
    assert (check.verdict, said(check)) == (Verdict.DIFFERS, "第4页是空白页，请核对是不是漏印")
    assert check.references == (["page", 4],)


@pytest.mark.django_db
def test_a_stored_finding_keeps_the_page(report: BudgetReport, draft: object) -> None:
    (check,) = found(replace(report, format="pdf", empty_pages=(Place(page=4),)), "form.empty-page")
    CheckResult.of(check, version=draft, position=9999).save()
    assert CheckResult.objects.get(position=9999).places[0]["page"] == 4


def test_in_a_word_file_it_stands_behind_a_line(report: BudgetReport) -> None:
    line = next(x for x in report.lines if x.text.startswith("名词解释"))
    (check,) = found(replace(report, format="docx", empty_pages=(line.place,)), "form.empty-page")
    assert said(check) == "“名词解释”后面有一页是空白页，请核对是不是漏印"


def test_a_whole_file_agrees(report: BudgetReport) -> None:
    paged = replace(report, format="pdf")
    assert [c.verdict for c in found(paged, "form.empty-page") + found(paged, "form.cut")] == [
        Verdict.EQUAL
    ] * 2
    assert found(report, "form.empty-page") == []  # a text has no pages


def test_cut_lines_of_a_page_are_one_finding(report: BudgetReport) -> None:
    cut = (("预算编制说", Place(page=3)), ("收入预算71", Place(page=3)), ("结束", Place(page=9)))
    both = found(replace(report, format="pdf", cut_lines=cut), "form.cut")
    assert [said(check) for check in both] == [
        "第3页有2行文字被纸边截断，只看得到一部分",
        "第9页有1行文字被纸边截断，只看得到一部分",
    ]
    assert [place.text for place in both[0].places] == ["预算编制说", "收入预算71"]


# ---- amounts that a text prints by half -----------------------------------------------------------------


def cut(text: str) -> list[CheckOutcome]:
    return [check for code, check in checks_of(text).items() if code.startswith("text.cut.")]


@pytest.mark.parametrize(
    ("end", "quoted"),
    [
        ("机关运行经费预算为1,701.", "为1,701."),
        ("机关运行经费预算为1,7", "为1,7"),
        ("项目已经调整，拨款支出预算为8,70", "为8,70"),
        ("机关运行经费预算1701", "预算1701"),
        ("机关运行经费预算为1,701.03万元，比上年增加经费 12", "经费 12"),
    ],
)
@pytest.mark.long
def test_a_note_that_ends_within_an_amount(end: str, quoted: str) -> None:
    text = altered(END, end)
    (check,) = cut(text)
    assert (check.verdict, said(check)) == (Verdict.DIFFERS, f"这一段印到“{quoted}”就断了，金额没有印完")
    assert check.places[0].line == line_of(text, end)


@pytest.mark.parametrize(
    "end",
    [
        END,
        "机关运行经费预算为1,701.03万元",  # no full stop: another rule's
        "机关运行经费预算为1,701\n\n.03万元。",  # a line break in the amount
        "机关运行经费预算为1,701.03\n\n万元。",
        "机关运行经费预算见表9",
        "机关运行经费预算：1701",  # a list, its unit may stand above
        "机关运行经费预算涉及的单位数2",
    ],
)
@pytest.mark.long
def test_other_ends_are_whole(end: str) -> None:
    assert cut(altered(END, end)) == []


def test_whole_amounts_under_their_unit_are_not_cut() -> None:
    lines = (
        "单位：万元\n\n收入预算 9101.68\n\n三公经费 867.50\n\n货物预算 0\n\n拨款支出预算为0\n\n服务预算 34"
    )
    assert cut(altered(END, f"{END}\n\n{lines}\n\n项目已经调整，货物预算为34，服务预算为9101")) == []


def test_a_zero_that_ends_a_sentence_is_not_cut() -> None:
    assert cut(altered(END, "项目已经调整，国有资本经营预算拨款支出预算为0")) == []


def test_the_bundled_text_agrees() -> None:
    assert checks_of(TEXT)["text.cut"].verdict is Verdict.EQUAL
