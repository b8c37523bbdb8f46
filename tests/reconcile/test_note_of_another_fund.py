"""The note under an empty table of one fund that speaks of another fund."""

import pytest

from budgets.form.terms import Verdict
from budgets.parsing import parse_report
from budgets.readers.text import read_text
from budgets.reconcile import run_checks
from tests.documents import said

TITLES = {6: "2026年部门政府性基金预算支出功能分类预算表", 7: "2026年部门国有资本经营预算支出功能分类预算表"}
HEAD = "项目\t\t\t\t支出预算\t\t\n功能分类科目编码\t\t\t功能分类科目名称\t合计\t基本支出\t项目支出\n类\t款\t项\t\t\t\t\n"


def checks_of(number: int, note: str, row: str = "合计\t\t\t\t\t\t\n") -> dict[str, object]:
    text = f"某市2026年市级部门预算\n\n预算主管部门：某局\n\n{TITLES[number]}\n\n单位：元\n\n{HEAD}{row}\n{note}\n"
    checks = run_checks(parse_report(read_text(text.encode(), "x.txt")))
    return {check.code: check for check in checks if check.code.startswith("form.note-fund")}


@pytest.mark.parametrize(
    ("number", "note", "words"),
    [
        (
            7,
            "注：本部门2026年无政府性基金预算，故本表为空表。",
            "表7 是国有资本经营预算的表，表注说的却是政府性基金预算",
        ),
        (
            7,
            "注：本单位没有使用政府性基金预算拨款安排的支出",
            "表7 是国有资本经营预算的表，表注说的却是政府性基金预算",
        ),
        (6, "注：本部门2026年无国有资本经营预算。", "表6 是政府性基金预算的表，表注说的却是国有资本经营预算"),
        (6, "注：本部门2026年无社会保险基金预算。", "表6 是政府性基金预算的表，表注说的却是社会保险基金预算"),
        (
            7,
            "注：本部门2026年无一般公共预算财政拨款安排的预算，故本表为空表。",
            "表7 是国有资本经营预算的表，表注说的却是一般公共预算",
        ),
        (6, "注：本单位无“三公”经费预算，故本表为空表。", "表6 是政府性基金预算的表，表注说的却是“三公”经费"),
    ],
)
def test_a_note_of_another_fund_is_a_finding(number: int, note: str, words: str) -> None:
    (check,) = checks_of(number, note).values()
    assert check.verdict is Verdict.DIFFERS  # type: ignore[attr-defined]
    assert said(check) == words  # type: ignore[arg-type]
    assert check.places[0].text == note  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("number", "note"),
    [
        (7, "注：本部门2026年无国有资本经营预算，故本表为空表。"),
        (7, "注：本部门2026年无政府性基金预算和国有资本经营预算。"),
        (7, "注：本表为空表。"),
        (7, "注：本部门无一般公共预算安排的国有资本经营支出。"),
        (6, "注：本部门2026年无此项预算。"),
        (7, "注：政府性基金预算见表6。"),
        (6, "注：本部门2026年无政府性基金预算。"),
    ],
)
def test_a_note_of_its_own_fund_is_none(number: int, note: str) -> None:
    assert checks_of(number, note) == {}


def test_a_table_with_amounts_is_left_to_the_other_checks() -> None:
    row = "223\t\t\t国有资本经营预算支出\t10\t10\t\n合计\t\t\t\t10\t10\t\n"
    assert checks_of(7, "注：本部门2026年无政府性基金预算。", row) == {}
