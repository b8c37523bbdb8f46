"""Amounts in the prose: read where the words are certain, else told as unread, and the checks that need them undecided."""

from decimal import Decimal
from functools import cache

import pytest

from budgets.form.terms import Topic, Verdict
from budgets.parsing import parse_report
from budgets.parsing.records import BudgetReport, ReadFact
from budgets.readers.text import read_text
from budgets.reconcile import CheckOutcome, run_checks
from tests.documents import DOCUMENTS, needs_documents

pytestmark = needs_documents


@cache
def text() -> str:
    return (DOCUMENTS / "putuo-cgzf-2026-bumen.txt").read_text(encoding="utf-8")


def report_with(old: str, new: str) -> BudgetReport:
    """The document with those words of it printed in another way."""
    assert text().count(old) == 1
    return parse_report(read_text(text().replace(old, new).encode(), "x.txt"))


def fact(report: BudgetReport, topic: Topic, key: str) -> ReadFact | None:
    return next((f for f in report.facts if (f.topic, f.key) == (topic, key)), None)


def by_code(report: BudgetReport) -> dict[str, CheckOutcome]:
    return {check.code: check for check in run_checks(report)}


@cache
def codes() -> frozenset[str]:
    return frozenset(by_code(report_with("收入预算4748.35万元", "收入预算4748.35万元")))


@pytest.mark.parametrize(
    ("old", "new", "topic", "key", "yuan"),
    [
        ("政府采购预算595.28万元，其", "政府采购预算959.28万，其", Topic.PROCUREMENT, "total", "9592800"),
        ("预算为507.25万元", "预算为人民币570.25万元", Topic.AGENCY_OPERATING, "total", "5702500"),
        ("预算为507.25万元", "预算合计：507.25 万元", Topic.AGENCY_OPERATING, "total", "5072500"),
        ("收入预算4748.35万元", "收入预算4748．35万元", Topic.NARRATIVE, "income_total", "47483500"),
        ("收入预算4748.35万元", "收入预算４７４８．３５万元", Topic.NARRATIVE, "income_total", "47483500"),
        ("政府性基金拨款支出预算0万元", "政府性基金拨款支出预算为0", Topic.NARRATIVE, "managed_funds", "0"),
        (
            "2026年“三公”经费预算数为114.22",
            "2026年三公经费支出预算共计114.22",
            Topic.THREE_PUBLIC,
            "total",
            "1142200",
        ),
        ("涉及项目预算资金1099.22", "涉及预算金额1099.22", Topic.PERFORMANCE, "amount", "10992200"),
    ],
)
def test_an_amount_is_read_where_its_words_are_certain(
    old: str, new: str, topic: Topic, key: str, yuan: str
) -> None:
    report = report_with(old, new)
    found = fact(report, topic, key)
    assert found is not None and found.value == Decimal(yuan)
    assert report.unread == ()
    assert frozenset(by_code(report)) == codes()


UNREAD = [
    (
        "政府采购预算595.28万元，其",
        "政府采购预算959.28，其",
        "政府采购预算959.28",
        ("notes.procurement.sum", "notes.procurement.sme-reserved"),
    ),
    (
        "政府采购预算595.28万元，其",
        "政府采购预算5，95.28万元，其",
        "政府采购预算5，95.28万元",
        ("notes.procurement.sum", "notes.procurement.sme-reserved"),
    ),
    ("预算为507.25万元", "预算为507.25", "机关运行经费预算为507.25", ("narrative.t9.agency_operating",)),
    ("预算为507.25万元", "预算约507万元", "机关运行经费预算约507万元", ("narrative.t9.agency_operating",)),
    (
        "预算为507.25万元",
        "预算为伍佰零柒万元",
        "机关运行经费预算为伍佰零柒万元",
        ("narrative.t9.agency_operating",),
    ),
    (
        "收入预算4748.35万元，其",
        "收入预算47 48.35万元，其",
        "收入预算47 48.35万元",
        ("narrative.t2.income_total", "narrative.t1.income_total", "narrative.sum.income"),
    ),
    (
        "收入预算4748.35万元，其",
        "收入预算4748.35，其",
        "收入预算4748.35",
        ("narrative.t2.income_total", "narrative.t1.income_total", "narrative.sum.income"),
    ),
    (
        "公务接待费0.46万元",
        "公务接待费46百元",
        "公务接待费46百元",
        ("narrative.t9.hospitality", "narrative.sum.three-public"),
    ),
    (
        "，其中：财政拨款支出预算4748.35万元",
        "，其中：财政拨款支出预算共安排资金4748.35万元",
        "财政拨款支出预算共安排资金4748.35万元",
        (
            "narrative.t4.fiscal_expenditure",
            "narrative.sum.fiscal-expenditure",
            "narrative.sum.functions",
            "narrative.at-most.fiscal-expenditure",
        ),
    ),
    (
        "财政拨款的机关运行经费预算为507.25万元",
        "财政拨款的机关运转支出为507.25万元",
        "2026年上海市普陀区城市管理行政执法局下属一家机关和一家行政执法机构财政拨款的机关运转支出为507.25万元",
        ("narrative.t9.agency_operating",),
    ),
    ("共有车辆63辆", "共有车辆63台", "车辆63台", ("notes.vehicles.in-use",)),
]


@pytest.mark.parametrize(("old", "new", "words", "needed"), UNREAD)
def test_an_amount_that_is_not_read_is_told_and_leaves_its_checks_undecided(
    old: str, new: str, words: str, needed: tuple[str, ...]
) -> None:
    report = report_with(old, new)
    assert [place.text for place in report.unread] == [words]
    checks = by_code(report)
    assert not [c.code for c in checks.values() if c.verdict is Verdict.DIFFERS]
    for code in needed:
        assert checks[code].verdict is Verdict.UNKNOWN, code
        assert any(place.text == words for place in checks[code].places), code
    assert codes() - frozenset(checks) <= {"narrative.change.fiscal-expenditure", "narrative.change.fiscal"}


def test_a_wrong_amount_without_the_last_word_of_its_unit_differs() -> None:
    check = by_code(report_with("政府采购预算595.28万元，其", "政府采购预算959.28万，其"))[
        "notes.procurement.sum"
    ]
    # 77.10 + 0 + 518.18 = 595.28
    assert (check.verdict, check.left, check.right) == (Verdict.DIFFERS, Decimal("959.28"), Decimal("595.28"))


@pytest.mark.parametrize(
    ("words", "change", "base_year", "base"),
    [
        ("比上年预算增加27万元", "270000", 2025, "预算"),
        ("比上一年度预算数增加27万元", "270000", 2025, "预算数"),
        ("较去年减少27万元", "-270000", 2025, ""),
        ("比2025年增加27万元", "270000", 2025, ""),
        ("比2025年年初预算增加27万元", "270000", 2025, "预算"),
        ("与上年预算相比，增加27万元", "270000", 2025, "预算"),
        ("与上年持平", "0", 2025, ""),
        ("比上年增加约27万元", None, 2025, ""),  # not exact: its words are kept
    ],
)
def test_a_change_against_the_year_before_is_read_in_ordinary_words(
    words: str, change: str | None, base_year: int, base: str
) -> None:
    report = report_with("114.22万元，比2025年预算增加27万元。", f"114.22万元，{words}。")
    found = fact(report, Topic.THREE_PUBLIC, "total")
    assert found is not None
    assert found.change == (None if change is None else Decimal(change))
    assert (found.base_year, found.base) == (base_year, base)
    assert found.change_text == words


def test_the_year_before_is_that_of_the_year_that_the_sentence_names() -> None:
    report = report_with(
        "2026年“三公”经费预算数为114.22万元，比2025年预算增加27万元。",
        "2025年“三公”经费预算数为114.22万元，比上年预算增加27万元。",
    )
    found = fact(report, Topic.THREE_PUBLIC, "total")
    assert found is not None and found.base_year == 2024


def test_a_change_that_is_less_than_nothing_leaves_its_comparison_undecided() -> None:
    old = "财政拨款收入4748.35万元，比2025年预算减少19.79万元"
    checks = by_code(report_with(old, "财政拨款收入4748.35万元，比2025年预算增加-19.79万元"))
    assert checks["narrative.change.fiscal"].verdict is Verdict.UNKNOWN


@pytest.mark.parametrize(
    "words",
    [
        "2026年本部门无机关运行经费预算。",
        "机关运行经费预算比上年减少5%。",
        "机关运行经费预算2026年由局本部统一安排。",
        "机关运行经费预算涉及3家单位。",
    ],
)
def test_a_note_without_an_amount_is_not_unread(words: str) -> None:
    old = "2026年上海市普陀区城市管理行政执法局下属一家机关和一家行政执法机构财政拨款的机关运行经费预算为507.25万元。"
    assert report_with(old, words).unread == ()


@pytest.mark.parametrize("document", sorted(path.name for path in DOCUMENTS.glob("*.txt")))
def test_on_real_editions_no_amount_of_the_prose_is_unread(document: str) -> None:
    if "juesuan" in document:
        pytest.skip("final accounts, which are refused")
    report = parse_report(read_text((DOCUMENTS / document).read_bytes(), document))
    assert [place.text for place in report.unread_elsewhere] == []
