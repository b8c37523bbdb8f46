"""Faults planted together: told apart they are what each is alone, and none is found through another."""

from random import Random

import pytest

from tests.reconcile.planting import SHORT, TEXT, altered, checks_of, new_findings
from tests.reconcile.test_statements import FAULTS
from tests.reconcile.together import fault_at, fault_in, found_of, planted_together
from tests.trials import trials

AGENCIES = fault_in(SHORT, "下属2家机关和", "下属3家机关和", "3")
KINDS = fault_in(SHORT, "行政单位2家", "行政单位3家", "3")
VEHICLES = fault_in(SHORT, "共有车辆64辆", "共有车辆65辆", "65")


@pytest.mark.long
def test_a_fault_brings_about_beside_others_what_it_does_alone() -> None:
    drawn = Random(2025).sample(FAULTS, trials(8, len(FAULTS)))
    faults = [fault_at(TEXT, *fault) for fault in drawn]
    together = found_of(TEXT, faults)
    for fault in faults[: trials(3, None)]:
        alone = new_findings(TEXT, fault.planted_in(TEXT))
        assert {code: (c.verdict, c.left, c.right, c.places) for code, c in together[fault].own.items()} == {
            code: (c.verdict, c.left, c.right, c.places) for code, c in alone.items()
        }


def test_two_faults_that_agree_with_each_other_are_both_found() -> None:
    """2 agencies in one section and 2 administrative units in another: 3 and 3 agree, too."""
    wrong, _ = planted_together(SHORT, [AGENCIES, KINDS])
    assert "notes.units.agencies" not in new_findings(SHORT, wrong)
    found = found_of(SHORT, [AGENCIES, KINDS, VEHICLES])
    assert set(found[AGENCIES].own) == {"notes.units.agencies"}
    assert set(found[KINDS].own) == {"notes.units.kinds"}  # 3 + 25 for 27; 2 agencies may be among 3
    assert set(found[VEHICLES].own) == {"notes.vehicles.in-use"}
    assert [f.elsewhere for f in found.values()] == [{}, {}, {}]


def test_what_no_check_sees_is_not_found_beside_what_one_sees() -> None:
    harmless = fault_in(SHORT, "综合收支计划。", "收支计划。", "收支计划")
    found = found_of(SHORT, [harmless, VEHICLES])
    assert (found[harmless].own, found[harmless].elsewhere) == ({}, {})
    assert found[VEHICLES].own


def test_a_finding_that_does_not_name_its_fault_is_told() -> None:
    misnamed = fault_in(SHORT, "共有车辆64辆", "共有车辆65辆", "购置车辆")
    found = found_of(SHORT, [misnamed, AGENCIES])
    assert (set(found[misnamed].own), set(found[misnamed].elsewhere)) == (set(), {"notes.vehicles.in-use"})
    assert found[AGENCIES].elsewhere == {}


def test_each_fault_has_its_line_below_others_that_add_some() -> None:
    added = fault_in(SHORT, "绩效目标的项目174个", "\n\n绩效目标的项目17个\n", "17")
    below = VEHICLES
    text, lines = planted_together(SHORT, [below, added])
    assert text == altered(
        "绩效目标的项目174个", "\n\n绩效目标的项目17个\n", altered("共有车辆64辆", "共有车辆65辆", SHORT)
    )
    printed = text.split("\n")
    assert "绩效目标的项目17个" in printed[lines[added] - 1]
    assert "共有车辆65辆" in printed[lines[below] - 1]
    assert lines[below] > lines[added]


def test_the_short_form_has_what_is_planted_in_it() -> None:
    assert {"notes.units.kinds", "notes.units.agencies", "notes.vehicles.in-use"} <= set(checks_of(SHORT))
