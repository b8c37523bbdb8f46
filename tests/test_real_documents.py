"""Official documents of other bodies, years and kinds. Totals and counts are typed from the documents."""

from decimal import Decimal

import pytest

from budgets.actions import create_draft
from budgets.form.tables import UNIT, Role
from budgets.form.terms import CheckKind, Kind, Level, Side, Verdict
from budgets.pages.checks.marks import marks_of
from budgets.parsing.records import BudgetReport
from budgets.reading import ReadBudget
from tests.documents import DOCUMENTS, budget_of, document_of, needs_documents, refused, said

pytestmark = needs_documents

FORMATS = ("txt", "pdf")
# name: body, year, kind; statements; then the printed totals, as in the documents:
# tables 1 to 4 total, (basic, project) of tables 3 and 5, (personnel, running) of table 8, the row of table 9.
EXPECTED = {
    "sh-czj-2025-danwei": (
        ("上海市财政局", 2025, Kind.UNIT, 0),
        "171915169",
        ("127642039", "44273130"),
        ("102464260", "25177779"),
        ("346.30", "288.70", "25.40", "32.20", None, "32.20", "2517.78"),
    ),
    "putuo-wanli-2023-bumen": (
        ("上海市普陀区人民政府万里街道办事处", 2023, Kind.DEPARTMENTAL, 1),
        "164978640",
        ("99406297", "65572343"),
        ("84024865", "15381432"),
        ("22.91", "0", "1.35", "21.56", "0", "21.56", "786.09"),
    ),
    "putuo-wanli-2024-bumen": (
        ("上海市普陀区人民政府万里街道办事处", 2024, Kind.DEPARTMENTAL, 1),
        "156211123",
        ("99706020", "56505103"),
        ("88537451", "11168569"),
        ("47.91", "0", "1.35", "46.56", "25", "21.56", "443.18"),
    ),
    "putuo-wanli-2025-bumen": (
        ("上海市普陀区人民政府万里街道办事处", 2025, Kind.DEPARTMENTAL, 1),
        "189767551",
        ("101341746", "88425805"),
        ("90514044", "10827702"),
        ("37.91", "0", "1.35", "36.56", "15", "21.56", "464.64"),
    ),
    "putuo-fuban-2025-bumen": (
        ("上海市普陀区人民政府办公室", 2025, Kind.DEPARTMENTAL, 1),
        "91016775.35",
        ("24606775.35", "66410000.00"),
        ("22473997.81", "2132777.54"),
        ("867.50", "839.00", "28.50", None, None, None, "213.28"),
    ),
    "putuo-fuban-2025-danwei": (
        ("上海市普陀区人民政府办公室", 2025, Kind.UNIT, 0),
        "91016775.35",
        ("24606775.35", "66410000.00"),
        ("22473997.81", "2132777.54"),
        ("867.50", "839.00", "28.50", None, None, None, "213.28"),
    ),
}
NINE = (
    "合计",
    "因公出国（境）费",
    "公务接待费",
    "公务用车购置及运行费",
    "公务用车购置费",
    "公务用车运行费",
    "机关运行经费",
)
# What these documents get wrong, each read on its page: code, what is printed, what it should agree with.
DIFFERS = {
    # Line 364 of a unit's budget: “2025年部门预算安排购置车辆0辆”
    "sh-czj-2025-danwei": {("form.kind.words.1", None, None)},
    "putuo-wanli-2023-bumen": {
        # The parts' changes are 1421.25, 1421.25 and 持平; the managed funds are 0 万元 and yet “增加1421.25万元”.
        ("narrative.change.fiscal-expenditure", Decimal("1421.25"), Decimal("2842.50")),
        ("narrative.base.managed_funds", Decimal("1421.25"), Decimal(0)),
        # Entry 16: “220.63万元 … 2023年预算安排441.25万元”, the amount of entry 15.
        ("narrative.twice.2080506", Decimal("220.63"), Decimal("441.25")),
        # Entry 3: 45.41 over 11.67 is not 314.82 %; entry 16: 220.63 over 132.59 is not 60.54 %, entry 15's.
        ("narrative.percent.2012902", Decimal("314.82"), Decimal("289.12")),
        ("narrative.percent.2080506", Decimal("60.54"), Decimal("66.40")),
        # 公共服务设施运行经费: 年度资金申请总额 beside 当年财政拨款
        # “项目5个，涉及项目预算资金3328.13万元”; the five forms ask for 410.00 + 635.10 + 456.38 + 759.55 + 1090.3043.
        ("notes.performance.forms-money", Decimal("3328.13"), Decimal("3351.3343")),
        ("statements.form.f5.year", Decimal("10903043.00"), Decimal("11419043.00")),
    },
    "putuo-wanli-2025-bumen": {
        # 卫生健康支出（款）计划生育事务（项）, 20.00; in table 5 计划生育事务（款）计划生育服务（项）
        ("narrative.name.2100717", None, None),
        ("text.full-stop.other_notes.1", None, None),  # …预算为464.64万元三、政府采购预算情况
    },
    "putuo-wanli-2024-bumen": {
        # Entry 31: “350.35万元 … 2024年预算安排352.67万元”, the amount of the year before.
        ("narrative.twice.2210201", Decimal("350.35"), Decimal("352.67")),
        # Entry 4: “…减少2.98%。主要原因是：宣传事务一般行政管理事务经费增加。”
        ("narrative.reason.2013302", None, None),
        # Rows 301 02 津贴补贴 and 301 07 绩效工资 print 2 and 7.
        ("form.printed.zero.t8.30102", None, None),
        ("form.printed.zero.t8.30107", None, None),
        ("form.note.t9", None, None),  # “…故本表为空表” under a table that prints 47.91 and more
    },
}
# Tables 6 and 7 are empty and no note says why.
WITHOUT_NOTE = {"sh-czj-2025-danwei": {"form.empty.t6", "form.empty.t7"}}
CASES = [pytest.param(name, suffix, id=f"{name}.{suffix}") for name in EXPECTED for suffix in FORMATS]


def _read(name: str, suffix: str) -> ReadBudget:
    return budget_of(DOCUMENTS / f"{name}.{suffix}")


def _total(report: BudgetReport, number: int, column: str, side: Side | None = None) -> Decimal | None:
    table = report.table(UNIT.by_number[number].role)
    assert table is not None, number
    line = next(x for x in table.lines if x.level is Level.TOTAL and x.side is side)
    figure = line.figure(column)
    return figure.yuan if figure else None


@pytest.mark.parametrize(("name", "suffix"), CASES)
def test_every_printed_total_is_right(name: str, suffix: str) -> None:
    report = _read(name, suffix).report
    (body, year, kind, statements), whole, (basic, project), (personnel, running), nine = EXPECTED[name]
    assert (report.body, report.year, report.kind) == (body, year, kind)
    assert [table.table.number for table in report.tables] == list(range(1, 10))
    assert len(report.statements) == statements
    total = Decimal(whole)
    assert (
        _total(report, 1, "revenue", Side.REVENUE)
        == _total(report, 1, "expenditure", Side.EXPENDITURE)
        == total
    )
    assert _total(report, 4, "revenue", Side.REVENUE) == _total(report, 4, "total", Side.EXPENDITURE) == total
    assert _total(report, 2, "total") == _total(report, 2, "fiscal_appropriation") == total
    for number in (3, 5):
        found = tuple(_total(report, number, column) for column in ("total", "basic", "project"))
        assert found == (total, Decimal(basic), Decimal(project))
    found = tuple(_total(report, 8, column) for column in ("total", "personnel", "running"))
    assert found == (Decimal(basic), Decimal(personnel), Decimal(running))
    assert _total(report, 6, "total") is None and _total(report, 7, "total") is None
    table = report.table(Role.THREE_PUBLIC)
    assert table is not None
    amounts = {line.name: line.figures[0].yuan if line.figures else None for line in table.lines}
    assert amounts == {n: None if a is None else Decimal(a) * 10000 for n, a in zip(NINE, nine, strict=True)}


@pytest.mark.parametrize(("name", "suffix"), CASES)
def test_nothing_is_lost_and_every_sum_holds(name: str, suffix: str) -> None:
    """No line belongs to nothing, and items, sections, classes and totals agree up to rounding in all columns."""
    budget = _read(name, suffix)
    assert [line.text for line in budget.report.unowned] == []
    differing = {(c.code, c.left, c.right) for c in budget.checks if c.verdict is Verdict.DIFFERS}
    assert differing == DIFFERS.get(name, set())
    assert [issue for issue in budget.report.issues if issue.severity.value == "error"] == []


OF_PAGES = (
    "form.empty-page",
    "form.cut",
    "form.repeated.page",
)  # a text has no pages: nobody looks for such ones


@pytest.mark.parametrize(("name", "suffix"), CASES)
def test_what_the_form_rules_find_is_the_same_in_both_formats(name: str, suffix: str) -> None:
    form = [check for check in _read(name, suffix).checks if check.kind is CheckKind.FORM]
    checks = [check for check in form if check.code not in OF_PAGES]
    unknown = {check.code for check in checks if check.verdict is Verdict.UNKNOWN}
    assert unknown == WITHOUT_NOTE.get(name, set())
    found = {check.code: (said(check), check.verdict, len(check.places)) for check in checks}
    other = [check for check in _read(name, "txt").checks if check.kind is CheckKind.FORM]
    assert found == {check.code: (said(check), check.verdict, len(check.places)) for check in other}


@pytest.mark.parametrize("name", EXPECTED)
def test_statements_and_text_are_judged_alike_in_both_formats(name: str) -> None:
    found = [
        [
            (check.code, check.verdict, check.left, check.right)
            for check in _read(name, suffix).checks
            if check.kind in (CheckKind.STATEMENTS, CheckKind.TEXT)
        ]
        for suffix in FORMATS
    ]
    assert found[0] == found[1]


def test_a_unit_budget_has_seven_columns_in_table_1() -> None:
    # 上海市财政局: personnel, running and project expenditure at the foot of table 1.
    report = _read("sh-czj-2025-danwei", "pdf").report
    columns = ("personnel", "running", "project")
    assert [_total(report, 1, column, Side.EXPENDITURE) for column in columns] == [
        Decimal(102464260),
        Decimal(25177779),
        Decimal(44273130),
    ]


def _comparable(report: BudgetReport) -> dict[str, object]:
    """What has to be the same in every format: rows, codes, amounts and prose, white space aside."""
    return {
        "tables": [
            (
                t.table.number,
                line.number,
                line.codes,
                "".join(line.name.split()),
                line.level,
                line.side,
                line.lowest,
                *tuple((f.column, f.yuan) for f in line.figures),
            )
            for t in report.tables
            for line in t.lines
        ],
        "notes": [("".join(note.split())) for t in report.tables for note in t.notes],
        # Where a paragraph ends is layout; which words stand in a section, and in what order, is not.
        "sections": {s.key: "".join("".join(p.text.split()) for p in s.passages) for s in report.sections},
        "definitions": [(d.term, "".join(d.text.split())) for d in report.definitions],
        "units": ["".join(u.text.split()) for u in report.institutions.units],
        "facts": [
            (
                f.topic,
                f.key,
                "".join(f.label.split()),
                f.value,
                f.change,
                f.base_year,
                f.base,
                "".join(f.reason.split()),
            )
            for f in report.facts
        ],
        "statements": [
            (
                s.name,
                s.period and (s.period.start, s.period.end),
                s.amounts.total,
                s.amounts.fiscal,
                s.amounts.nature,
                *tuple("".join(part.text.split()) for part in s.parts),
            )
            for s in report.statements
        ],
    }


@pytest.mark.parametrize("name", EXPECTED)
def test_text_and_pdf_give_the_same_verdicts(name: str) -> None:
    text, pdf = (
        [
            (c.code, said(c), c.verdict, c.left, c.right)
            for c in _read(name, suffix).checks
            if c.code not in OF_PAGES
        ]
        for suffix in FORMATS
    )
    assert pdf == text


@pytest.mark.parametrize("name", EXPECTED)
def test_text_and_pdf_give_the_same_report(name: str) -> None:
    text, pdf = (_comparable(_read(name, suffix).report) for suffix in FORMATS)
    assert pdf.keys() == text.keys()
    for part in text:
        assert pdf[part] == text[part], part


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "suffix"), CASES)
def test_what_is_stored_gives_back_every_paragraph_and_cell(name: str, suffix: str) -> None:
    path = DOCUMENTS / f"{name}.{suffix}"
    budget = _read(name, suffix)
    lines = document_of(path).printed_lines()
    printed = [(text, place.page, place.line) for text, place in lines if text.strip()]
    version = create_draft(budget.report, budget.checks, path.read_bytes())
    stored = version.sourcelinerecords.values_list("text", "place_page", "place_line")
    assert list(stored) == printed
    figures = version.figures.filter(place_page=None, place_line=None)
    assert not figures.exists()


@pytest.mark.parametrize("suffix", FORMATS)
def test_a_final_account_is_refused_in_one_sentence(suffix: str) -> None:
    with refused("决算"):
        _read("putuo-ghzyj-2024-juesuan", suffix)


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "suffix"), CASES)
def test_what_is_stored_of_a_check_leads_to_what_it_compared(name: str, suffix: str) -> None:
    """Every place is kept as a reference, and reads as the rule saw it; so does the sentence."""
    budget = _read(name, suffix)
    draft = create_draft(budget.report, budget.checks, f"{name}.{suffix}".encode())
    results = list(draft.checkresults.order_by("position"))
    assert len(results) == len(budget.checks) > 400
    keys = ("table", "row", "column", "page", "line", "text")
    for result, check in zip(results, budget.checks, strict=True):
        assert result.kept is None
        assert (result.title, result.places) == (
            said(check),
            tuple({key: getattr(place, key) for key in keys} for place in check.places),
        ), check.code


@pytest.mark.parametrize(("name", "suffix"), CASES)
def test_what_is_printed_is_never_said_to_be_nowhere(name: str, suffix: str) -> None:
    """Only a line or a table that the document lacks has no place; a blank cell is in its line."""
    for check in _read(name, suffix).checks:
        for place, reference in zip(check.places, check.references, strict=True):
            nowhere = isinstance(reference, list) and reference[0] == "none"
            assert nowhere == (place.printed is None), (check.code, place)


@pytest.mark.django_db
def test_a_finding_about_a_percentage_is_marked_at_the_change_that_is_nothing_else() -> None:
    """万里 2023: 职业年金缴费 is said to have changed by a percentage alone, which its two amounts do not give."""
    budget = _read("putuo-wanli-2023-bumen", "txt")
    draft = create_draft(budget.report, budget.checks, b"a percentage")
    (fact,) = [f for f in draft.statedfacts.all() if "职业年金缴费支出" in f.label and "%" in f.change_text]
    mark = marks_of(draft).at(fact, change=True)
    assert mark is not None
    assert (mark.finding.verdict, mark.finding.code) == ("differs", "narrative.percent.2080506")
    assert marks_of(draft).at(fact) is not None  # the amount is compared by the same check
