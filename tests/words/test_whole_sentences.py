"""Sentences that differ by a clause or by a number: each is whole in both languages."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from django.utils.translation import override

from budgets.form.amounts import Unit
from budgets.form.tables import Role
from budgets.words import check_list, checks, compare, tables, versions, years

WAN = Decimal(10_000)
PART = ("项目支出", 40 * WAN)
LARGEST = ("教育支出", 60 * WAN)


def both(said: Callable[[], str]) -> tuple[str, str]:
    """What is said in Chinese and in English."""
    with override("zh-hans"):
        chinese = str(said())
    with override("en"):
        return chinese, str(said())


def test_the_gist_of_a_table_has_the_clauses_that_are_known() -> None:
    role, total = Role.EXPENDITURE, 100 * WAN
    assert both(lambda: tables.gist(role, total, [], None)) == (
        "全部资金的支出共 100 万元。",
        "Expenditure of all funds: CNY 1 million.",
    )
    assert both(lambda: tables.gist(role, total, [PART], LARGEST))[0] == (
        "全部资金的支出共 100 万元：项目支出 40 万元（40.00%）；最大的一项是教育支出 60 万元（60.00%）。"
    )
    assert "; the largest is 教育支出 CNY 600,000" in both(lambda: tables.gist(role, total, [], LARGEST))[1]
    assert "最大" not in both(lambda: tables.gist(Role.REVENUE, total, [], LARGEST))[0]


def test_a_caption_names_the_part_and_every_scope() -> None:
    scopes = ("全部资金", "财政拨款")
    assert both(lambda: tables.caption("收入", scopes[:1], Unit.WAN, mixed=False)) == (
        "收入。资金口径：全部资金；单位：万元",
        "收入. Scope: all funds; unit: CNY 10,000",
    )
    chinese, english = both(lambda: tables.caption("", scopes, Unit.YUAN, mixed=True))
    assert chinese == "资金口径：全部资金、财政拨款（见各栏）；单位：元"
    assert english == "Scope: all funds, fiscal appropriation (see each column); unit: yuan"


@pytest.mark.parametrize(
    ("share", "chinese", "english"),
    [
        (Decimal(100), "，多 10 万元（100%）。", "which is CNY 100,000 more (100%)."),
        (None, "，多 10 万元。", "which is CNY 100,000 more."),
    ],
)
def test_a_compared_total_has_per_cent_where_that_can_be_said(
    share: Decimal | None, chinese: str, english: str
) -> None:
    said = both(lambda: compare.changed("合计", ("甲", 10 * WAN), ("乙", 20 * WAN), share))
    assert said[0].endswith(chinese)
    assert said[1].endswith(english)


def test_sentences_of_years_have_one_blank_between_them_in_english() -> None:
    chinese, english = both(lambda: years.steps((2024, 2025), 10 * WAN, 20 * WAN, "+1", ["甲", "乙"]))
    assert chinese.endswith(
        "合起来是合计的增减。各类增减相加与合计的增减差 +1 元，是原文四舍五入的差别。甲、乙没有增减。"
    )
    assert english.endswith("which is rounding in the document. No change: 甲, 乙.")
    chinese, english = both(lambda: years.class_trend("说。", 8, 2))
    assert (
        chinese == "说。每一类一格，纵轴各自从 0 起，高低不能跨格比较。图中画最大的 8 类，其余 2 类见下表。"
    )
    assert "  " not in english


def test_what_moved_between_two_years_is_one_sentence() -> None:
    total = (20 * WAN, 10 * WAN, Decimal(100))
    up = ("教育", 12 * WAN)
    assert both(lambda: years.moved((2024, 2025), total, up, None))[0] == (
        "2025年计划支出 20 万元，比2024年增加 10 万元（100%）；增加最多的一类是教育（12 万元）。"
    )
    assert both(lambda: years.moved((2024, 2025), None, up, None))[0] == (
        "2025年与2024年相比，增加最多的一类是教育（12 万元）。"
    )
    assert both(lambda: years.moved((2024, 2025), None, None, None)) == ("", "")


def test_a_line_of_the_log_is_its_version_and_its_reason() -> None:
    assert both(lambda: versions.act(2, "原因")) == ("第 2 版。原因", "version 2. 原因")
    assert both(lambda: versions.act(None, "原因")) == ("原因", "原因")
    assert both(lambda: versions.act(2, ""))[0] == "第 2 版"


def test_the_sign_at_a_figure_says_how_many_findings_it_has() -> None:
    assert both(lambda: checks.at_figure("不一致", "合计", 1))[0] == "核对提示（不一致）：合计"
    assert both(lambda: checks.at_figure("不一致", "合计", 3))[0] == (
        "核对提示（不一致）：合计；这个数字共有 3 项提示"
    )


@pytest.mark.parametrize(("count", "english"), [(1, "1 check"), (2, "2 checks")])
def test_one_check_is_no_checks(count: int, english: str) -> None:
    for of_page in (False, True):
        said = both(lambda of_page=of_page: check_list.heading("differs", "x", count, of_page=of_page))
        assert f"{count} 项" in said[0]
        assert said[1].removesuffix(" (on this page)").endswith(english)


def test_one_row_is_no_rows() -> None:
    assert "1 row;" in both(lambda: tables.further_summary(1, "万元"))[1]
    assert "2 rows;" in both(lambda: tables.further_summary(2, ""))[1]
