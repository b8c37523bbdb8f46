"""Last year's words about this year's budget: the year of a sentence's subject where the template has one."""

from functools import cache

import pytest

from budgets.form.terms import Verdict
from budgets.parsing import parse_report
from budgets.readers.text import read_text
from budgets.reconcile import CheckOutcome, run_checks
from budgets.reconcile.subject_years import RULES
from budgets.words.findings import sentence
from tests.documents import DOCUMENTS, needs_documents
from tests.reconcile.planting import TEXT

pytestmark = needs_documents
CODES = ("narrative.subject", "narrative.as-of", "form.note-year", "statements.year")


@cache
def text() -> str:
    return (DOCUMENTS / "putuo-cgzf-2026-bumen.txt").read_text(encoding="utf-8")


def checks_with(*changes: tuple[str, str], of: str = "") -> list[CheckOutcome]:
    """What these rules say of the document of 2026 in which words are printed otherwise."""
    changed = of or text()
    for old, new in changes:
        assert changed.count(old) == 1, old
        changed = changed.replace(old, new)
    checks = run_checks(parse_report(read_text(changed.encode(), "x.txt")))
    return [check for check in checks if check.code.startswith(CODES)]


def wrong(checks: list[CheckOutcome]) -> list[tuple[str, Verdict, int | None]]:
    return [(c.code, c.verdict, c.places[0].line) for c in checks if c.verdict is not Verdict.EQUAL]


@pytest.mark.parametrize(
    ("changes", "code", "line"),
    [
        ([("2026年，普陀区城市管理行政执法局收入", "2025年，普陀区城市管理行政执法局收入")], "narrative.subject.income", 35),
        ([("2026年“三公”经费预算数为", "2025年“三公”经费预算数为"), ("一、2026年“三公”", "一、2025年“三公”")], "narrative.subject.three-public", 201),
        ([("开展了2026年项目预算绩效", "开展了2025年项目预算绩效")], "narrative.subject.targets", 212),
        ([("2026年上海市普陀区城市管理行政执法局下属", "2025年上海市普陀区城市管理行政执法局下属")], "narrative.subject.operating", 207),
        ([("注：本年度无国有资本经营预算支出", "注：2025年度无国有资本经营预算支出")], "form.note-year.t7", 154),
        ([("截至2025年8月31日", "截至2027年8月31日")], "narrative.as-of.other", 214),
        ([("截至2025年8月31日", "截至2024年8月31日")], "narrative.as-of.other", 214),
        (
            [("2026年本部门政府采购预算", "2025年本部门政府采购预算"), ("2026年本部门面向中小企业", "2025年本部门面向中小企业")],
            "narrative.subject.procurement",
            209,
        ),
    ],
)  # fmt: skip
def test_another_year_than_the_budgets_differs(changes: list[tuple[str, str]], code: str, line: int) -> None:
    checks = checks_with(*changes)
    assert wrong(checks) == [(code, Verdict.DIFFERS, line)]
    (check,) = [check for check in checks if check.verdict is Verdict.DIFFERS]
    said = sentence(check.wording.as_data(), check.code, [vars(place) for place in check.places])
    other = "2027" if "2027" in changes[0][1] else "2024" if "2024" in changes[0][1] else "2025"
    assert other in said


@pytest.mark.parametrize(
    "changes",
    [
        [],
        # history beside the year's own sentence
        [("2026年，普陀区城市管理行政执法局收入预算4748.35万元", "2025年，普陀区城市管理行政执法局收入预算4768.14万元。\n2026年，普陀区城市管理行政执法局收入预算4748.35万元")],
        [("2026年本部门政府采购预算", "2025年政府采购预算500万元。\n2026年本部门政府采购预算")],
        [("开展了2026年项目预算绩效目标编报工作", "开展了2025年绩效自评和2026年项目预算绩效目标编报工作")],
        [("注：本年度无国有资本经营预算支出", "注：2026年度无国有资本经营预算支出")],
        # the last final accounts that were ready
        [("截至2025年8月31日", "截至2024年12月31日")],
        [("截至2025年8月31日", "截至2025年12月31日")],
        [("截至2025年8月31日", "截至2026年1月31日")],
    ],
)  # fmt: skip
def test_what_is_the_budgets_year_or_history_is_no_slip(changes: list[tuple[str, str]]) -> None:
    assert wrong(checks_with(*changes)) == []


def test_a_paragraph_that_names_both_years_is_undecided() -> None:
    checks = checks_with(
        ("2026年“三公”经费预算数为114.22万元，", "2025年“三公”经费预算数为114.22万元，2026年不变，"),
        ("一、2026年“三公”经费预算情况说明", "一、“三公”经费预算情况说明"),
    )
    assert wrong(checks) == [("narrative.subject.three-public", Verdict.UNKNOWN, 202)]


STATED = "本项目2025年计划申请财政预算489.24万元。"  # of statement 7 in the document of 2025


@pytest.mark.parametrize(
    ("words", "verdict"),
    [
        ("本项目2024年计划申请财政预算489.24万元。", Verdict.DIFFERS),
        ("本项目2024年安排资金489.24万元。", Verdict.UNKNOWN),
        ("本项目2024年已执行预算489.24万元。", None),
        ("本项目2024年安排资金489.24万元，2025年安排资金100万元。", None),
        ("本年度预算489.24万元，2024年安排资金100万元。", None),
        (STATED, None),
    ],
)
def test_money_of_another_year_alone_is_not_the_years(words: str, verdict: Verdict | None) -> None:
    checks = checks_with((STATED, words), of=TEXT)
    found = [check.verdict for check in checks if check.code.startswith("statements.year")]
    assert found == ([] if verdict is None else [verdict])


# Read in the documents, by line: 2025年安排建设资金5000万元, and no word of 2026, in 年度预算安排 of the budget of 2026.
REAL = {"putuo-wlj-2026-bumen": [("statements.year.s1", Verdict.UNKNOWN, 299)]}


@pytest.mark.parametrize(
    "document", sorted(p.stem for p in DOCUMENTS.glob("*.txt") if "juesuan" not in p.name)
)
def test_on_real_editions_only_what_was_read_in_them(document: str) -> None:
    report = parse_report(read_text((DOCUMENTS / f"{document}.txt").read_bytes(), "x.txt"))
    assert wrong([check for rule in RULES for check in rule(report)]) == REAL.get(document, [])
