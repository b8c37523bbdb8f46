"""The other notes: the bundled document, planted faults, what cannot be checked. Numbers are typed from the document."""

from decimal import Decimal
from functools import cache

import pytest

from budgets.form.terms import CheckKind, Verdict
from budgets.reconcile import CheckOutcome
from tests.documents import said, short_form
from tests.reconcile.planted import Fault
from tests.reconcile.planting import SHORT, TEXT, altered, checks_of, new_findings
from tests.reconcile.together import Found, fault_in, found_of

# Code: left, right and unit, as the document prints them.
BUNDLED = {
    "procurement.sum": ("58426.29", "58426.29", "万元"),  # 7,488.62 + 15,727.68 + 35,209.99
    "procurement.small-micro": ("4118.66", "11684.93", "万元"),
    "procurement.sme-reserved": ("11684.93", "58426.29", "万元"),
    "vehicles.in-use": ("64", "64", "辆"),  # 0 + 3 + 10 + 0 + 0 + 2 + 5 + 44
    "vehicles.to-buy": ("7", "7", "辆"),  # 0 + 1 + 2 + 0 + 0 + 0 + 0 + 4
    "units.kinds": ("27", "27", "家"),  # 2 + 25
    "units.head": ("27", "27", "家"),  # 1 + 26
    "units.agencies": ("2", "2", "家"),
    "units.civil-servant-law": ("2", "25", "家"),  # 参公事业单位 are among the 事业单位
    "units.performance": ("27", "27", "家"),
    "performance.money": ("621824.17", "622456.7553", "万元"),
    "performance.statements": ("29", "174", "个"),
}


@pytest.fixture(scope="module")
def bundled() -> dict[str, CheckOutcome]:
    return {code: c for code, c in checks_of(TEXT).items() if c.kind is CheckKind.NOTES}


def test_the_notes_of_the_bundled_document_agree(bundled: dict[str, CheckOutcome]) -> None:
    assert {c.code.removeprefix("notes."): (c.left, c.right, c.unit) for c in bundled.values()} == {
        code: (Decimal(left), Decimal(right), unit) for code, (left, right, unit) in BUNDLED.items()
    }
    assert {c.verdict for c in bundled.values()} == {Verdict.EQUAL}


# A unit budget lists its offices instead of its units.
OFFICES = altered(
    "上海市科学技术委员会部门预算是包括上海市科学技术委员会本部",
    "上海市科学技术委员会设3个内设机构，包括：（一）办公室。负责文电。（二）人事处。负责人事。（三）财务处。负责财务。\n\n"
    "上海市科学技术委员会部门预算是包括上海市科学技术委员会本部",
)
FAULTS = [
    # procurement_parts
    ("政府采购预算58,426.29万元", "政府采购预算58,246.29万元", "58,246.29", "procurement.sum"),
    ("政府采购货物预算7,488.62万元", "政府采购货物预算7,488.92万元", "7,488.92", "procurement.sum"),
    ("政府采购工程预算15,727.68万元", "政府采购工程预算15,272.68万元", "15,272.68", "procurement.sum"),
    ("政府采购服务预算35,209.99万元", "政府采购服务预算35,209.95万元", "35,209.95", "procurement.sum"),
    # procurement_reserves
    ("为4,118.66万元", "为41,186.60万元", "41,186.60", "procurement.small-micro"),
    ("金额11,684.93万元", "金额1,168.49万元", "1,168.49", "procurement.small-micro"),
    ("金额11,684.93万元", "金额116,849.30万元", "116,849.30", "procurement.sme-reserved"),
    # vehicles_by_kind
    ("共有车辆64辆", "共有车辆65辆", "65", "vehicles.in-use"),
    ("机要通信用车10辆", "机要通信用车11辆", "11", "vehicles.in-use"),
    ("其他用车44辆", "其他用车4辆", "4", "vehicles.in-use"),
    ("安排购置车辆7辆", "安排购置车辆9辆", "9", "vehicles.to-buy"),
    ("其他用车4辆；", "其他用车5辆；", "5", "vehicles.to-buy"),
    # units_named_and_listed
    ("行政单位2家", "行政单位3家", "3", "units.kinds"),
    ("事业单位25家", "事业单位24家", "24", "units.kinds"),
    ("事业单位25家", "事业单位26家", "26", "units.kinds"),
    # head_and_its_units
    ("所属26家预算单位", "所属25家预算单位", "25", "units.head"),
    ("所属26家预算单位", "所属27家预算单位", "27", "units.head"),
    ("所属26家预算单位", "所属62家预算单位", "62", "units.head"),
    # offices_named_and_listed
    ("设3个内设机构", "设4个内设机构", "4", "units.offices"),
    ("设3个内设机构", "设2个内设机构", "2", "units.offices"),
    ("设3个内设机构", "设13个内设机构", "13", "units.offices"),
    # units_in_the_notes
    ("下属2家机关和", "下属3家机关和", "3", "units.agencies"),
    ("下属2家机关和", "下属12家机关和", "12", "units.agencies"),
    ("行政单位2家", "行政单位1家", "1", "units.agencies"),
    # units_with_targets
    ("本部门27个预算单位", "本部门28个预算单位", "28", "units.performance"),
    ("本部门27个预算单位", "本部门72个预算单位", "72", "units.performance"),
    ("本部门27个预算单位", "本部门127个预算单位", "127", "units.performance"),
    # money_with_targets
    ("资金621,824.17万元", "资金622,456.77万元", "622,456.77", "performance.money"),
    ("资金621,824.17万元", "资金631,824.17万元", "631,824.17", "performance.money"),
    ("资金621,824.17万元", "资金6,218,241.70万元", "6,218,241.70", "performance.money"),
    # projects_with_targets
    ("绩效目标的项目174个", "绩效目标的项目17个", "17", "performance.statements"),
    ("绩效目标的项目174个", "绩效目标的项目28个", "28", "performance.statements"),
    ("绩效目标的项目174个", "绩效目标的项目4个", "4", "performance.statements"),
]


@cache
def _found() -> dict[Fault, Found]:
    return found_of(OFFICES, [fault_in(OFFICES, old, new, words) for old, new, words, _ in FAULTS])


@pytest.mark.parametrize(("old", "new", "words", "rule"), FAULTS)
@pytest.mark.long
def test_a_planted_fault_is_found_and_every_new_finding_names_it(
    old: str, new: str, words: str, rule: str
) -> None:
    found = _found()[fault_in(OFFICES, old, new, words)]
    assert found.own[f"notes.{rule}"].verdict is Verdict.DIFFERS
    assert found.elsewhere == {}


@pytest.mark.long
def test_a_unit_that_is_lost_from_the_list_is_found() -> None:
    wrong = altered("27. 上海脑科学与类脑研究中心\n", "")
    assert {"notes.units.kinds", "notes.units.head"} <= set(new_findings(TEXT, wrong))


@pytest.mark.parametrize(
    ("amount", "verdict"),
    # Table 3 prints 6,224,567,553 元 of project expenditure: 622,456.76 at two decimals of 万元.
    [("622,456.76", Verdict.EQUAL), ("622,456.77", Verdict.DIFFERS)],
)
def test_money_with_targets_on_the_boundary(amount: str, verdict: Verdict) -> None:
    checks = checks_of(altered("资金621,824.17万元", f"资金{amount}万元", SHORT))
    assert checks["notes.performance.money"].verdict is verdict


@pytest.mark.parametrize(
    ("services", "verdict"),
    # Three parts may be off by (3 + 1) / 2 = 2 units of 0.01 万元.
    [("35,210.01", Verdict.ROUNDING), ("35,210.02", Verdict.DIFFERS), ("35,209.97", Verdict.ROUNDING)],
)
def test_procurement_on_the_boundary(services: str, verdict: Verdict) -> None:
    checks = checks_of(altered("政府采购服务预算35,209.99万元", f"政府采购服务预算{services}万元", SHORT))
    assert checks["notes.procurement.sum"].verdict is verdict


def _unknown(text: str) -> dict[str, str]:
    return {c.code: said(c) for c in checks_of(text).values() if c.verdict is Verdict.UNKNOWN}


def test_procurement_without_all_three_parts_is_not_a_sum() -> None:
    text = altered("、政府采购工程预算15,727.68万元", "", SHORT)
    assert "没有写全三类" in _unknown(text)["notes.procurement.sum"]


def test_other_numbers_of_units_make_the_sum_unknown() -> None:
    text = altered("行政单位2家，事业单位25家", "行政单位2家，社会团体1家，事业单位24家", SHORT)
    assert "其他家数" in _unknown(text)["notes.units.kinds"]


def test_a_list_with_an_entry_that_is_not_understood_cannot_be_counted() -> None:
    """27 units are printed, and the 27th entry is a sentence: the count is neither 26 nor 27."""
    text = altered("27. 上海脑科学与类脑研究中心\n", "27. 需要说明的是，本年度名单另行公布。\n", SHORT)
    assert "清单里有没有读出的条目" in _unknown(text)["notes.units.kinds"]
    assert "notes.units.head" not in checks_of(text)


def test_a_list_with_a_gap_in_its_numbers_cannot_be_counted() -> None:
    text = altered("（二）人事处", "（四）人事处", short_form(OFFICES))
    assert "编号不连续" in _unknown(text)["notes.units.offices"]


def test_a_note_in_brackets_is_no_further_kind() -> None:
    checks = checks_of(altered("事业单位25家", "事业单位25家（其中参公单位2家）", SHORT))
    assert checks["notes.units.kinds"].verdict is Verdict.EQUAL
