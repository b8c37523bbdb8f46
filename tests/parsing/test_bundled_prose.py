"""Statements and notes of the bundled document against values that were typed from it (tests/golden)."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from budgets.form.terms import InstalmentKind, PartKey, SectionKey, Topic
from budgets.parsing.records import BudgetReport, ReadFact, ReadStatement
from tests.conftest import SAMPLE

GOLDEN = Path(__file__).resolve().parent.parent / "golden"
STATEMENTS: list[dict[str, Any]] = json.loads((GOLDEN / "statements-2025.json").read_text())
FACTS: dict[str, Any] = json.loads((GOLDEN / "facts-2025.json").read_text())
KINDS = {
    "increment": InstalmentKind.INCREMENT,
    "cumulative": InstalmentKind.CUMULATIVE,
    "lower bound": InstalmentKind.LOWER_BOUND,
}
PARTS = {key.name.lower(): key for key in PartKey} | {"target": PartKey.PERFORMANCE_TARGET}


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def _statement(report: BudgetReport, expected: dict[str, Any]) -> ReadStatement:
    return next(s for s in report.statements if s.place.line == expected["line"])


def test_there_are_29_statements_of_seven_parts_in_order(report: BudgetReport) -> None:
    assert [s.name for s in report.statements] == [expected["name"] for expected in STATEMENTS]
    assert len(report.statements) == 29
    assert all([part.key for part in s.parts] == list(PartKey) for s in report.statements)


@pytest.mark.parametrize("expected", STATEMENTS, ids=lambda e: e["name"])
def test_amounts_of_a_statement(report: BudgetReport, expected: dict[str, Any]) -> None:
    amounts = _statement(report, expected).amounts
    assert (amounts.fiscal, amounts.self_raised, amounts.total) == (
        _decimal(expected["fiscal"]),
        _decimal(expected["self_raised"]),
        _decimal(expected["total"]),
    )
    assert (amounts.nature.value, amounts.approximate) == (expected["nature"], expected["approximate"])


@pytest.mark.parametrize("expected", STATEMENTS, ids=lambda e: e["name"])
def test_period_and_implementer_of_a_statement(report: BudgetReport, expected: dict[str, Any]) -> None:
    statement = _statement(report, expected)
    assert statement.period is not None
    assert (str(statement.period.start), str(statement.period.end)) == (expected["start"], expected["end"])
    assert statement.period.precision.value == expected["precision"]
    part = statement.part(PartKey.IMPLEMENTING_BODY)
    assert part is not None
    assert statement.implementer == (expected["implementer"] or part.text)


@pytest.mark.parametrize("expected", STATEMENTS, ids=lambda e: e["name"])
def test_instalments_and_parts_of_a_statement(report: BudgetReport, expected: dict[str, Any]) -> None:
    amounts = _statement(report, expected).amounts
    assert [
        (i.label, str(i.start), str(i.end), i.kind, i.amount, i.percent, i.approximate)
        for i in amounts.instalments
    ] == [
        (
            i["label"],
            i["start"],
            i["end"],
            KINDS[i["kind"]],
            _decimal(i["amount"]),
            _decimal(i["percent"]),
            i["approximate"],
        )
        for i in expected["instalments"]
    ]
    flat = [
        (item["label"], _decimal(item["amount"]))
        for part in expected["parts"]
        for item in (part, *part.get("items", []))
    ]
    assert [(part.label, part.amount) for part in amounts.parts] == flat


@pytest.mark.parametrize("expected", STATEMENTS, ids=lambda e: e["name"])
def test_parts_hold_exactly_the_lines_between_their_headings(
    report: BudgetReport, expected: dict[str, Any]
) -> None:
    lines = SAMPLE.read_text().splitlines()
    statement = _statement(report, expected)
    for name, span in expected["parts_lines"].items():
        part = statement.part(PARTS[name])
        assert part is not None
        printed = [line for line in lines[span[0] - 1 : span[1]] if line.strip()] if span else []
        assert ["".join(p.text.split()) for p in part.passages] == [
            "".join(line.removeprefix("- ").split()) for line in printed
        ]


def test_dated_steps_are_taken_where_they_stand_plainly(report: BudgetReport) -> None:
    overhaul = next(s for s in report.statements if s.name == "科技馆建筑体大修")
    assert [(m.label, str(m.start), str(m.end)) for m in overhaul.milestones] == [
        ("2025年3月", "2025-03-01", "2025-03-31"),
        ("2025年6月", "2025-06-01", "2025-06-30"),
        ("2025年8月", "2025-08-01", "2025-08-31"),
        ("2025年10月", "2025-10-01", "2025-10-31"),
    ]
    # 2025.01.01-2025.02.31 does not exist: the words are kept, the dates are not made up.
    statistics = next(s for s in report.statements if s.name == "技术市场统计分析")
    assert [str(m.start) for m in statistics.milestones] == ["None", "2025-03-01", "2025-06-01", "2025-07-16"]
    assert "impossible-date" in {issue.code for issue in report.issues}


def test_units_and_definitions(report: BudgetReport) -> None:
    assert [unit.text for unit in report.institutions.units] == FACTS["units"]["names"]
    assert len(report.institutions.units) == 27
    assert (report.institutions.administrative, report.institutions.public_institutions) == (2, 25)
    assert [(d.term, d.text) for d in report.definitions] == [
        (d["term"], d["text"]) for d in FACTS["definitions"]
    ]
    assert len(report.definitions) == 8


def _facts(report: BudgetReport, topic: Topic) -> dict[str, ReadFact]:
    return {fact.key: fact for fact in report.facts if fact.topic is topic}


def test_three_public_changes_with_base_and_reason(report: BudgetReport) -> None:
    facts = _facts(report, Topic.THREE_PUBLIC)
    # key: amount, change against the 2024 budget, both in yuan
    expected = {
        "total": (11882600, 771300),
        "overseas_travel": (5308800, 848800),
        "vehicles": (4269700, -448100),
        "vehicle_purchase": (1745700, -553100),
        "vehicle_running": (2524000, 105000),
        "hospitality": (2304100, 370600),
    }
    assert {key: (int(f.value), int(f.change or 0)) for key, f in facts.items()} == expected
    assert {(f.base_year, f.base) for f in facts.values()} == {(2024, "预算")}
    assert facts["total"].reason == ""
    assert facts["vehicle_purchase"].reason == "2025年各单位根据实际需求申请车辆购置预算比上年减少"
    assert facts["vehicle_running"].reason == "机构改革转入3辆公务用车预算"


def test_narrative_amounts_reason_and_functions(report: BudgetReport) -> None:
    facts = _facts(report, Topic.NARRATIVE)
    assert facts["income_total"].value == Decimal(7181860000)
    assert facts["fiscal_appropriation_income"].value == Decimal(6160980000)
    assert facts["fiscal_appropriation_income"].change == Decimal(686550000)
    assert facts["fiscal_appropriation_income"].reason.startswith("机构改革后相关职能调整，市科委着力推进")
    assert facts["business_revenue"].value == 0
    assert (facts["managed_funds"].value, facts["state_capital"].value) == (0, 0)
    functions = [(f.label, int(f.value)) for f in report.facts if f.key == "function"]
    assert functions == [
        ("教育支出", 46800000),
        ("科学技术支出", 5890460000),
        ("社会保障和就业支出", 139730000),
        ("卫生健康支出", 38940000),
        ("住房保障支出", 45040000),
    ]


def test_procurement_performance_and_agency_operating_costs(report: BudgetReport) -> None:
    assert {key: int(f.value) for key, f in _facts(report, Topic.PROCUREMENT).items()} == {
        "total": 584262900,
        "goods": 74886200,
        "works": 157276800,
        "services": 352099900,
        "sme_reserved": 116849300,
        "small_micro": 41186600,
    }
    assert {key: int(f.value) for key, f in _facts(report, Topic.PERFORMANCE).items()} == {
        "units": 27,
        "projects": 174,
        "amount": 6218241700,
    }
    assert int(_facts(report, Topic.AGENCY_OPERATING)["total"].value) == 17010300


def test_assets_in_use_with_their_date_and_planned_purchases(report: BudgetReport) -> None:
    in_use = [f for f in report.facts if f.topic is Topic.ASSETS]
    assert {str(f.as_of) for f in in_use} == {"2024-08-31"}
    assert [(f.label, int(f.value)) for f in in_use] == [
        ("车辆", 64),
        ("部级领导干部用车", 0),
        ("主要领导干部用车", 3),
        ("机要通信用车", 10),
        ("应急保障用车", 0),
        ("执法执勤用车", 0),
        ("特种专业技术用车", 2),
        ("离退休干部用车", 5),
        ("其他用车", 44),
        ("单价100万元（含）以上设备（不含车辆）", 177),
    ]
    planned = [int(f.value) for f in report.facts if f.topic is Topic.PLANNED_PURCHASES]
    assert planned == [7, 0, 1, 2, 0, 0, 0, 0, 4, 1]


def test_no_line_is_lost(report: BudgetReport) -> None:
    """Every non-blank line of the file has one owner, in order; furniture is a short named list."""
    printed = [
        (number, "".join(line.split()))
        for number, line in enumerate(SAMPLE.read_text().splitlines(), start=1)
        if line.strip()
    ]
    owned = [(line.place.line, "".join(line.text.split())) for line in report.lines]
    assert [number for number, _ in owned] == [number for number, _ in printed]
    assert all(
        words == printed_words.removeprefix("-")
        for (_, words), (_, printed_words) in zip(owned, printed, strict=True)
    )
    assert report.unowned == ()
    furniture = {line.owner.partition(": ")[2] for line in report.lines if "furniture" in line.owner}
    assert furniture == {"contents", "furniture: column headings"}


def test_owned_prose_is_stored_in_the_element_that_owns_it(report: BudgetReport) -> None:
    """An owner is no mere label: the words of each owned line are in the element of that name."""
    sections = {
        f"section: {s.key.name.lower()}": "\n".join(p.text for p in s.passages) + s.heading
        for s in report.sections
    }
    for statement in report.statements:
        sections[f"statement {statement.number}"] = statement.heading
        for part in statement.parts:
            sections[f"statement {statement.number}: {part.key.name.lower()}"] = (
                f"{part.heading}\n{part.text}"
            )
    prose = [line for line in report.lines if line.owner in sections]
    assert len(prose) > 400
    assert [line.place.line for line in prose if line.text.strip() not in sections[line.owner]] == []
    assert {s.key for s in report.sections} == set(SectionKey) - {SectionKey.TARGET_FORMS}
