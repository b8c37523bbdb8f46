"""A name, a row, a page or a letter that cannot be read is unread, and no check calls it missing or different."""

from dataclasses import replace
from decimal import Decimal

import pytest

from budgets.form.spelling import same_ideographs
from budgets.form.tables import Role
from budgets.form.terms import UnreadCause, Verdict
from budgets.parsing import parse_report
from budgets.parsing.records import BudgetReport
from budgets.readers.document import Cell, Grid, Paragraph, Place
from budgets.readers.text import read_text
from budgets.reconcile import run_checks
from tests.documents import CASES, DOCUMENTS, document_of, needs_documents
from tests.small_text import COVER, HEADER, TITLE

FIRST = (
    "205\t\t\t教育支出\t30\t10\t20\n205\t08\t\t进修及培训\t30\t10\t20\n205\t08\t02\t干部教育\t30\t10\t20\n"
)
SECOND = (
    "207\t\t\t文化旅游体育与传媒支出\t5\t5\t\n207\t01\t\t文化和旅游\t5\t5\t\n207\t01\t04\t图书馆\t5\t5\t\n"
)
TOTAL = "合计\t\t\t\t35\t15\t20\n"
SIDES = (
    "2026年部门财务收支预算总表\n\n编制部门：某局 单位：元\n\n本年收入\t\t本年支出\t\n项目\t预算数\t项目\t预算数\n"
    "一、财政拨款收入\t35\t一、教育支出\t30\n1. 一般公共预算资金\t35\t二、文化旅游体育与传媒支出\t5\n"
    "收入总计\t35\t支出总计\t35\n\n"
)
WHOLE = COVER + SIDES + TITLE + HEADER + FIRST + SECOND + TOTAL


def _report(text: str) -> BudgetReport:
    return parse_report(read_text(text.encode(), "x.txt"))


def _differing(report: BudgetReport) -> set[str]:
    found = {check.code for check in run_checks(report) if check.verdict is Verdict.DIFFERS}
    return {code for code in found if not code.startswith("form.table")}  # the other seven are not printed


def _replaced(old: str, new: str) -> str:
    assert WHOLE.count(old) == 1
    return WHOLE.replace(old, new)


def test_the_whole_differs_nowhere() -> None:
    assert not _differing(_report(WHOLE))
    assert not _report(WHOLE).unread


def test_a_class_that_is_not_printed_at_all_differs() -> None:
    report = _report(_replaced("二、文化旅游体育与传媒支出\t5", "\t"))
    assert "between.class.t1-t3.207.expenditure" in _differing(report)


def test_the_first_table_is_read_where_its_title_is_missing() -> None:
    report = _report(_replaced("2026年部门财务收支预算总表\n\n", ""))
    table = report.table(Role.REVENUE_EXPENDITURE)
    assert table is not None
    assert [f.yuan for line in table.lines for f in line.figures] == [35, 30, 35, 5, 35, 35]
    assert "table-without-title" in {issue.code for issue in report.issues}


def test_a_garbled_row_of_two_sides_may_be_any_entry() -> None:
    report = _report(_replaced("1. 一般公共预算资金\t35\t二、文化旅游体育与传媒支出\t5", "■◆\t■◆\t■◆\t■◆"))
    table = report.table(Role.REVENUE_EXPENDITURE)
    assert table is not None
    assert [place.text for place in table.unread] == ["■◆ ■◆", "■◆ ■◆"]
    assert not _differing(report)


def test_a_name_without_a_word_is_unread_and_its_amount_is_kept() -> None:
    report = _report(_replaced("二、文化旅游体育与传媒支出\t5", "■◆\t5"))
    table = report.table(Role.REVENUE_EXPENDITURE)
    assert table is not None
    assert [(place.cause, place.text) for place in table.unread] == [(UnreadCause.NOT_UNDERSTOOD, "■◆")]
    assert ("■◆", Decimal(5)) in [(line.name, figure.yuan) for line in table.lines for figure in line.figures]
    assert not _differing(report)


def test_a_garbled_row_at_the_top_of_a_page_is_no_heading() -> None:
    second = SECOND.replace("207\t\t\t文化旅游体育与传媒支出\t5\t5", "■◆\t\t\t■◆\t■◆\t■◆")
    report = _report(COVER + SIDES + TITLE + HEADER + FIRST + "\n" + HEADER + second + TOTAL)
    table = report.table(Role.EXPENDITURE)
    assert table is not None
    assert [place.text for place in table.unread] == ["■◆ ■◆ ■◆ ■◆"]
    assert not _differing(report)


def test_a_page_under_a_garbled_title_may_be_the_first_of_the_table_below() -> None:
    captions = "编制部门：某局 单位：元\n\n"
    garbled = "■◆总表\n\n" + captions + HEADER + FIRST
    report = _report(COVER + SIDES + garbled + "\n" + TITLE + HEADER + SECOND + TOTAL)
    table = report.table(Role.EXPENDITURE)
    assert table is not None
    assert [place.text.split()[0] for place in table.unread] == ["205", "205", "205"]
    assert [further.title for further in report.further] == ["■◆总表"]
    assert not _differing(report)


def test_a_row_that_ends_behind_its_code_ends_no_reading() -> None:
    report = _report(_replaced("207\t\t\t文化旅游体育与传媒支出\t5\t5\t\n", "207\t\n"))
    run_checks(report)
    table = report.table(Role.EXPENDITURE)
    assert table is not None
    assert [line.figures for line in table.lines if line.code == "207"] == [()]


def test_a_picture_between_the_pages_of_a_table_may_be_one_of_them() -> None:
    """Pages 1 and 3 are printed, page 2 is a picture: 208 of it is not missing."""
    document = read_text((COVER + SIDES + TITLE + HEADER + FIRST + SECOND + TOTAL).encode(), "x.txt")
    paged = []
    for block in document.blocks:
        if isinstance(block, Paragraph):
            paged.append(replace(block, place=Place(page=1, line=block.place.line)))
        else:
            paged.append(Grid(tuple(tuple(_on_page(cell) for cell in row) for row in block.rows)))
    without = tuple(
        block
        if isinstance(block, Paragraph)
        else Grid(tuple(row for row in block.rows if (row[0].text or "") != "205"))
        for block in paged
    )
    assert _differing(parse_report(replace(document, blocks=without)))
    report = parse_report(replace(document, blocks=without, picture_pages=(2,)))
    table = report.table(Role.EXPENDITURE)
    assert table is not None
    assert [(place.cause, place.place.page) for place in table.unread] == [(UnreadCause.PICTURE, 2)]
    assert not _differing(report)


def _on_page(cell: Cell) -> Cell:
    page = 3 if cell.text in ("207", "合计") else 1
    return replace(cell, place=replace(cell.place, page=page))


@needs_documents
def test_radicals_change_no_finding_and_stay_as_printed() -> None:
    """README: text copied from a PDF viewer: ⻔ is 门, ⼀ is 一."""
    text = (CASES / "kangxi-radicals.txt").read_text()
    radicals, plain = _report(text), _report(same_ideographs(text))
    verdicts = [{check.code: check.verdict for check in run_checks(report)} for report in (radicals, plain)]
    assert verdicts[0] == verdicts[1]
    assert Verdict.DIFFERS not in verdicts[0].values()
    assert [line.text for line in radicals.lines] != [line.text for line in plain.lines]
    assert "".join("".join(line.text.split()) for line in radicals.lines) == "".join(text.split())
    facts = [(fact.key, fact.value, fact.change) for fact in radicals.facts]
    assert facts == [(fact.key, fact.value, fact.change) for fact in plain.facts]
    assert len(facts) > 40


@needs_documents
@pytest.mark.long
def test_a_picture_before_a_table_may_be_the_table_that_was_not_found() -> None:
    """The only page of table 4, with its title, is a picture: it may belong to table 5, and table 4 is not called missing."""
    document = document_of(DOCUMENTS / "putuo-wanli-2025-bumen.pdf")
    table_4 = 19  # its page
    blocks = tuple(block for block in document.blocks if _page_of(block) != table_4)
    report = parse_report(replace(document, blocks=blocks, picture_pages=(table_4,)))
    assert report.table(Role.FISCAL_APPROPRIATION) is None
    assert [(place.cause, place.place.page) for place in report.unread_elsewhere] == [
        (UnreadCause.PICTURE, table_4)
    ]
    assert _differing(report) == {"text.full-stop.other_notes.1"}  # …464.64万元三、政府采购预算情况


def _page_of(block: Paragraph | Grid) -> int | None:
    return block.place.page if isinstance(block, Paragraph) else block.rows[0][0].place.page
