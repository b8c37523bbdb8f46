"""The list of functions as a whole: an item that is missing, printed twice or not read never makes a check vanish."""

import re
from collections.abc import Sequence
from decimal import Decimal
from functools import cache

import pytest

from budgets.form.terms import Verdict
from budgets.parsing import parse_report
from budgets.readers.text import read_text
from budgets.reconcile import CheckOutcome, run_checks
from budgets.words.findings import sentence
from tests.documents import DOCUMENTS, needs_documents

pytestmark = needs_documents
FIRST, LAST = 39, 47  # the lines of the nine items


@cache
def lines() -> tuple[str, ...]:
    return tuple((DOCUMENTS / "putuo-cgzf-2026-bumen.txt").read_text(encoding="utf-8").split("\n"))


def checks_of(items: Sequence[str]) -> dict[str, CheckOutcome]:
    """The checks of the document with these items in its list."""
    text = "\n".join((*lines()[: FIRST - 1], *items, *lines()[LAST:]))
    return {check.code: check for check in run_checks(parse_report(read_text(text.encode(), "x.txt")))}


def items() -> list[str]:
    return list(lines()[FIRST - 1 : LAST])


def numbered_anew(listed: Sequence[str]) -> list[str]:
    return [re.sub(r"^\d+", str(n), item) for n, item in enumerate(listed, 1)]


def said(check: CheckOutcome) -> str:
    return sentence(check.wording.as_data(), check.code, [vars(place) for place in check.places])


def sum_of(checks: dict[str, CheckOutcome]) -> tuple[Verdict, Decimal | None, Decimal | None]:
    check = checks["narrative.sum.functions"]
    return check.verdict, check.left, check.right


def test_an_item_that_is_gone_is_named_with_the_gap_in_the_numbers() -> None:
    listed = items()
    del listed[5]  # 6. 行政单位医疗 143.90
    checks = checks_of(listed)
    # 4,748.34, which the nine come to, less 143.90
    assert sum_of(checks) == (Verdict.DIFFERS, Decimal("4748.35"), Decimal("4604.44"))
    assert "210-11-01 行政单位医疗" in said(checks["narrative.sum.functions"])
    assert checks["narrative.sum.functions"].places[-1].text == "1,439,040"
    gap = checks["narrative.numbering.1"]
    assert gap.verdict is Verdict.DIFFERS and said(gap) == "所列科目的编号从5跳到了7"
    assert [place.line for place in gap.places] == [43, 44]


def test_an_item_that_is_gone_is_named_where_the_numbers_run_on() -> None:
    listed = items()
    del listed[6]  # 7. 城管执法 3377.56, 71 % of the budget
    checks = checks_of(numbered_anew(listed))
    assert sum_of(checks) == (Verdict.DIFFERS, Decimal("4748.35"), Decimal("1370.78"))
    assert "212-01-04 城管执法" in said(checks["narrative.sum.functions"])
    assert checks["narrative.numbering"].verdict is Verdict.EQUAL


def test_a_list_of_the_main_items_alone_is_undecided() -> None:
    checks = checks_of(numbered_anew([items()[6], items()[8]]))
    assert sum_of(checks)[0] is Verdict.UNKNOWN
    assert "也可能本来只列主要的科目" in said(checks["narrative.sum.functions"])


def test_a_list_that_leaves_out_the_smallest_item_is_undecided() -> None:
    listed = items()
    del listed[3]  # 4. 其他行政事业单位养老支出 3.47
    assert sum_of(checks_of(numbered_anew(listed)))[0] is Verdict.UNKNOWN


def test_an_item_that_is_printed_twice_is_named() -> None:
    listed = items()
    checks = checks_of([*listed[:5], listed[4].replace("5. ", "6. "), *listed[5:]])
    # 4,748.34 and 29.40 more
    assert sum_of(checks) == (Verdict.DIFFERS, Decimal("4748.35"), Decimal("4777.74"))
    again = checks["narrative.listed.1"]
    assert again.verdict is Verdict.DIFFERS
    assert [place.line for place in again.places] == [43, 44]
    assert not [code for code in checks if code.startswith("narrative.numbering.")]


def test_an_item_in_two_parts_is_not_printed_twice() -> None:
    listed = items()
    parts = [listed[4].replace("29.40", "20.00"), listed[4].replace("29.40", "9.40")]
    checks = checks_of(numbered_anew([*listed[:4], *parts, *listed[5:]]))
    assert checks["narrative.listed"].verdict is Verdict.EQUAL


@pytest.mark.parametrize(
    ("printed", "words"),
    [("3377.56，", "金额本站没有读懂"), ("约3377万元，", "金额本站没有读懂"), ("，", "没有写明金额")],
)
def test_an_item_that_was_not_read_leaves_the_sum_undecided(printed: str, words: str) -> None:
    listed = items()
    listed[6] = listed[6].replace("3377.56万元，", printed)
    checks = checks_of(listed)
    assert sum_of(checks)[0] is Verdict.UNKNOWN
    assert words in said(checks["narrative.function.unread-7"])
    assert not [check for check in checks.values() if check.verdict is Verdict.DIFFERS]


def test_an_item_and_one_above_it_are_not_added_up() -> None:
    listed = items()
    above = "“住房保障支出（类）住房改革支出（款）”587.17万元，主要用于住房。"
    checks = checks_of(numbered_anew([*listed[:7], f"8. {above}", *listed[7:]]))
    assert sum_of(checks)[0] is Verdict.UNKNOWN


@pytest.mark.parametrize(
    ("change", "found"),
    [
        (lambda listed: listed, []),
        (lambda listed: [item.replace("8. ", "9. ", 1) if item[0] == "8" else item for item in listed], ["gap", "back"]),
        (lambda listed: [item.replace("8. ", "7. ", 1) if item[0] == "8" else item for item in listed], ["back", "gap"]),
        # An item whose number is not printed has it all the same.
        (lambda listed: [item.removeprefix("8. ") for item in listed], []),
        # 一般公共预算 and another fund, each from 1 on
        (lambda listed: [*listed[:5], *numbered_anew(listed[5:])], []),
        (lambda listed: [re.sub(r"^(\d)\. ", lambda m: f"（{'一二三四五六七八九'[int(m[1]) - 1]}）", item) for item in listed], []),
    ],
)  # fmt: skip
def test_the_numbers_run_on(change, found: list[str]) -> None:  # type: ignore[no-untyped-def]
    checks = checks_of(change(items()))
    wrong = [check for code, check in checks.items() if code.startswith("narrative.numbering")]
    assert [
        check.wording.code.rpartition(".")[2] for check in wrong if check.verdict is Verdict.DIFFERS
    ] == found
    assert sum_of(checks)[0] is Verdict.ROUNDING


@pytest.mark.parametrize(
    "document", sorted(p.name for p in DOCUMENTS.glob("*.txt") if "juesuan" not in p.name)
)
def test_on_real_editions_the_lists_are_whole(document: str) -> None:
    checks = run_checks(parse_report(read_text((DOCUMENTS / document).read_bytes(), document)))
    by_code = {check.code: check.verdict for check in checks}
    assert by_code["narrative.sum.functions"] in (Verdict.EQUAL, Verdict.ROUNDING)
    assert by_code["narrative.listed"] is Verdict.EQUAL
    assert not [code for code in by_code if code.startswith("narrative.numbering.")]
