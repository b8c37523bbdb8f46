"""One document as text, Markdown, PDF, Word and Excel gives the same report."""

import pytest

from budgets.actions import create_draft
from budgets.form.terms import CheckKind, Level
from budgets.parsing.records import BudgetReport
from tests.conftest import SAMPLE
from tests.documents import SAMPLES, budget_of, document_of, needs_samples, refused, said
from tests.test_real_documents import _comparable

pytestmark = needs_samples
WHOLE = ("budget-2025.md", "budget-2025.docx", "budget-2025.pdf")
TABLES_ONLY = ("budget-2025-tables.xlsx", "budget-2025-tables.pdf")


def _report(filename: str) -> BudgetReport:
    return budget_of(SAMPLES / filename).report


@pytest.fixture(scope="module")
def text() -> BudgetReport:
    return budget_of(SAMPLE).report


@pytest.mark.parametrize("filename", WHOLE)
def test_the_whole_document_in_another_format(filename: str, text: BudgetReport) -> None:
    report = _report(filename)
    assert (report.body, report.year, report.kind) == (text.body, text.year, text.kind)
    expected, found = _comparable(text), _comparable(report)
    for part in expected:
        assert found[part] == expected[part], part
    assert [line.text for line in report.unowned] == []


@pytest.mark.parametrize("filename", WHOLE)
def test_the_checks_of_another_format_say_the_same(filename: str) -> None:
    """Every check of the statements and of the text: code, verdict, both sides, and the words quoted."""
    kinds = (CheckKind.STATEMENTS, CheckKind.TEXT)
    found, expected = (
        [
            (c.code, said(c), c.verdict, c.left, c.right, [p.text for p in c.places])
            for c in budget_of(path).checks
            if c.kind in kinds
        ]
        for path in (SAMPLES / filename, SAMPLE)
    )
    assert found == expected


@pytest.mark.parametrize("filename", TABLES_ONLY)
def test_the_nine_tables_alone(filename: str, text: BudgetReport) -> None:
    """The names that the file itself cut off are the only difference; every code and amount is there."""
    report = _report(filename)
    assert (report.body, report.year, report.kind) == (text.body, text.year, text.kind)
    expected, found = _comparable(text)["tables"], _comparable(report)["tables"]
    assert isinstance(expected, list) and isinstance(found, list)
    assert [(row[:3], row[4:]) for row in found] == [(row[:3], row[4:]) for row in expected]
    shorter = [(a[3], b[3]) for a, b in zip(found, expected, strict=True) if a[3] != b[3]]
    # In the PDF the row height hid the first line of seven long names; their last lines are in the text layer.
    assert len(shorter) == (0 if filename.endswith("xlsx") else 7)
    assert all(whole.endswith(cut) for cut, whole in shorter)
    assert [line.text for line in report.unowned] == []


@pytest.mark.django_db
@pytest.mark.parametrize("filename", [*WHOLE, *TABLES_ONLY, "income-table-gb18030.txt"])
def test_what_is_stored_gives_back_every_paragraph_and_cell(filename: str) -> None:
    path = SAMPLES / filename
    budget, document = budget_of(path), document_of(path)
    version = create_draft(budget.report, budget.checks, path.read_bytes())
    stored = version.sourcelinerecords.values_list("text", flat=True)
    assert list(stored) == [text for text, _ in document.printed_lines() if text.strip()]
    # Each figure has a page, a line, or the cell of a Word table or Excel sheet.
    assert not version.figures.filter(place_page=None, place_line=None, place_table=None).exists()


def test_one_table_in_gb18030() -> None:
    report = _report("income-table-gb18030.txt")
    assert [table.table.number for table in report.tables] == [2]
    table = report.tables[0]
    assert sum(line.level is not Level.TOTAL for line in table.lines) == 53
    assert sum(len(line.figures) for line in table.lines) == 173


def test_a_scan_is_refused_in_one_sentence() -> None:
    with refused("扫描"):
        _report("scan-no-text-layer.pdf")
