"""Project statements: what the bundled document gets wrong, planted faults, decoys, and the edge of each tolerance."""

from decimal import Decimal
from functools import cache

import pytest

from budgets.form.amounts import Unit
from budgets.form.terms import CheckKind, Verdict
from budgets.parsing import parse_report
from budgets.readers import read_document
from budgets.readers.text import read_text
from budgets.reconcile import CheckOutcome, run_checks, statements
from budgets.reconcile.outcomes import Check, ComparedPlace, Term
from budgets.reconcile.verdicts import compare_about, compare_hundred, compare_share
from budgets.reconcile.wording import Wording
from tests.documents import CASES, needs_samples, said
from tests.reconcile.planted import Fault
from tests.reconcile.planting import TEXT, checks_of, names, new_findings, plant
from tests.reconcile.together import Found, fault_at, found_of

# ---- the document as published ------------------------------------------------------------------------


def _of(code: str) -> CheckOutcome:
    return next(c for c in checks_of(TEXT).values() if c.code == code)


def test_what_the_published_statements_get_wrong() -> None:
    kinds = [c for c in checks_of(TEXT).values() if c.kind is CheckKind.STATEMENTS]
    assert {c.code for c in kinds if c.verdict is Verdict.DIFFERS} == {
        "statements.dates.s12.1",
        "statements.percents.s20",
        "statements.between.s14.plan.1",
    }
    assert {c.code for c in kinds if c.verdict is Verdict.ROUNDING} == {"statements.percents.s16"}
    assert not [c for c in kinds if c.verdict is Verdict.UNKNOWN]


def test_two_parts_print_two_amounts() -> None:
    # 新能源产业推进（2025）年: 项目预算金额是43.70万元 in 实施方案, 项目预算共计43.07万元 in 年度预算安排.
    check = _of("statements.between.s14.plan.1")
    assert (check.left, check.right, check.difference) == (
        Decimal("43.70"),
        Decimal("43.07"),
        Decimal("0.63"),
    )
    assert check.places == (
        ComparedPlace(None, "新能源产业推进（2025）年", "实施方案", None, 1028, "项目预算金额是43.70万元"),
        ComparedPlace(None, "新能源产业推进（2025）年", "年度预算安排", None, 1036, "项目预算共计43.07万元"),
    )


def test_four_quarters_of_ninety_per_cent() -> None:
    check = _of("statements.percents.s20")
    assert (check.left, check.right, check.difference, check.unit) == (90, 100, -10, "%")
    assert [(p.line, p.text) for p in check.places] == [
        (1274, "第一季度20%"),
        (1274, "第二季度30%"),
        (1274, "第三季度20%"),
        (1274, "第四季度20%"),
    ]


def test_a_date_that_no_calendar_has() -> None:
    check = _of("statements.dates.s12.1")
    assert [(p.line, p.column) for p in check.places] == [(925, "实施方案")]
    assert "2025.02.31" in check.places[0].text


def test_percentages_of_100_01_are_rounding() -> None:
    # 5.74 + 58.97 + 23.02 + 12.28
    assert _of("statements.percents.s16").left == Decimal("100.01")


@pytest.mark.parametrize(
    ("code", "left", "right"),
    [
        ("statements.sources.s13", "99.90", "99.90"),
        ("statements.parts_sum.s12", "15", "15"),  # 12.0 + 3.0
        ("statements.parts_sum.s13", "99.90", "99.90"),  # 55 + 44.90
        ("statements.parts_sum.s15.1", "5", "5"),  # 3 + 1.4 + 0.6
        ("statements.parts_sum.s15.2", "10", "10"),  # 3.5 + 4.32 + 0.58 + 1.6
        ("statements.parts_sum.s15.3", "26.07", "26.07"),  # 1.54 + 6.3 + 4.88 + 5.45 + 5.5 + 2.4
        ("statements.parts_sum.s18", "20", "20"),  # 1.5 + 4.5 + 8 + 6
        ("statements.parts_sum.s25", "590160", "590160"),  # 480,000 + 90,000 + 20,160
        ("statements.increments.s10", "27", "27"),  # 5.4 + 10.8 + 5.4 + 5.4, each 约
        ("statements.increments.s17", "27", "27"),  # 6.75 a quarter
        ("statements.between.s19.overview.1", "629", "629"),  # 100 + 150 + 150 + 229
        ("statements.worded_share.s24.1", "3.12", "3.12"),  # 3.9 x 80 %
        ("statements.worded_share.s24.2", "0.78", "0.78"),  # 3.9 x 20 %
    ],
)
def test_amounts_that_agree(code: str, left: str, right: str) -> None:
    check = _of(code)
    assert (check.verdict, check.left, check.right) == (Verdict.EQUAL, Decimal(left), Decimal(right))


def test_progress_so_far_is_never_added() -> None:
    # 不低于50%, 不低于80%, 100%; 78%, 78%, 78%, 100%
    for number in (13, 24):
        assert _of(f"statements.percents.s{number}").left is None
    assert not [c for c in checks_of(TEXT).values() if c.code.startswith("statements.increments.s13")]


def test_every_statement_has_seven_numbered_parts_in_order() -> None:
    for rule in ("parts", "order", "numbering", "period"):
        found = [c for c in checks_of(TEXT).values() if c.code.startswith(f"statements.{rule}.s")]
        assert [c.code for c in found] == [f"statements.{rule}.s{n}" for n in range(1, 30)]
        assert {c.verdict for c in found} == {Verdict.EQUAL}


# ---- planted faults -----------------------------------------------------------------------------------

FAULTS = [
    # an amount in another part
    (1214, "申请预算资金629万元", "申请预算资金639万元", "639万元"),
    (1244, "10-12月投入229万元", "10-12月投入292万元", "292万元"),
    (1244, "1-3月投入100万元", "1-3月投入10万元", "10万元"),
    (1036, "43.07万元", "43.17万元", "43.17万元"),
    # increments
    (844, "约10.8万元", "约18.8万元", "18.8万元"),
    (843, "约5.4万元", "约4.5万元", "4.5万元"),
    (1162, "每一季度使用6.75万元", "每一季度使用7.65万元", "7.65万元"),
    (1162, "共计投入人民币27万元", "共计投入人民币72万元", "72万元"),
    # percentages
    (1310, "第二季度30%", "第二季度20%", "20%"),
    (1310, "第四季度30%", "第四季度40%", "40%"),
    (1340, "第一季度40%", "第一季度4%", "4%"),
    (1340, "第四季度10%", "第四季度30%", "30%"),
    (1274, "第四季度20%", "第四季度50%", "50%"),
    (1439, "第三季度执行率为78%", "第三季度执行率为58%", "58%"),
    (1006, "第三季度不低于80%", "第三季度不低于40%", "40%"),
    # amount x percentage
    (753, "1,684,965.00元", "1,864,965.00元", "1,864,965.00元"),
    (753, "84.25%", "82.45%", "82.45%"),
    (1126, "28.52万元", "38.52万元", "38.52万元"),
    (1128, "58.97%", "57.98%", "57.98%"),
    (1641, "26.95万元", "29.65万元", "29.65万元"),
    (1439, "即3.12万元", "即3.21万元", "3.21万元"),
    (1439, "的20%即0.78万元", "的20%即0.87万元", "0.87万元"),
    # sources, and an amount named twice
    (1006, "申请财政经费99.90万元", "申请财政经费109.90万元", "109.90万元"),
    (1006, "申请财政经费99.90万元", "申请财政经费89.90万元", "89.90万元"),
    (1006, "预计总经费99.90万元", "预计总经费90.90万元", "90.90万元"),
    (1477, "安排金额590,160元", "安排金额509,160元", "509,160元"),
    # named parts
    (939, "12.0万元", "13.0万元", "13.0万元"),
    (939, "3.0万元", "2.0万元", "2.0万元"),
    (1006, "44.90万元", "49.40万元", "49.40万元"),
    (1066, "1.4万元", "4.1万元", "4.1万元"),
    (1066, "预算金额10万元", "预算金额12万元", "12万元"),
    (1204, "委托费8万", "委托费18万", "18万"),
    (1477, "480,000.00元", "450,000.00元", "450,000.00元"),
    # dates
    (494, "2025年12月31日", "2025年11月31日", "11月31日"),
    (925, "2025.01.01", "2025.13.01", "2025.13.01"),
    (817, "该站", "自2020年2月30日起，该站", "2020年2月30日"),
    (550, "2025年3月", "2025年13月", "2025年13月"),
    (929, "2025.06.01-2025.07.15", "2025.08.01-2025.07.15", "2025.08.01-2025.07.15"),
    # the period
    (494, "2025年1月1日", "2026年1月1日", "2026年1月1日"),
    (695, "2025年3月1日至2025年11月30日", "2024年3月1日至2024年11月30日", "2024年3月1日"),
    (1032, "2025年1月-2025年12月", "2025年12月-2025年1月", "2025年12月-2025年1月"),
    # headings
    (484, "三、实施主体", "三、实施单位", "三、实施单位"),
    (492, "五、实施周期", "四、实施周期", "四、实施周期"),
    (500, "七、绩效目标", "八、绩效目标", "八、绩效目标"),
    (480, "二、立项依据", "三、立项依据", "三、立项依据"),
]  # fmt: skip


# What the words leave open is found, but not said to be wrong: a source that may not be the only one, a list behind
# 其中 that may be incomplete, a lower bound below an earlier one, and 约.
UNDECIDED = {"89.90万元", "2.0万元", "40%", "4.5万元"}


@cache
def _found() -> dict[Fault, Found]:
    return found_of(TEXT, [fault_at(TEXT, *fault) for fault in FAULTS])


@pytest.mark.parametrize(("line", "old", "new", "words"), FAULTS)
@pytest.mark.long
def test_a_planted_fault_is_found_at_its_place(line: int, old: str, new: str, words: str) -> None:
    """Every new finding names the altered place."""
    found = _found()[fault_at(TEXT, line, old, new, words)]
    assert found.own
    assert found.elsewhere == {}
    if words not in UNDECIDED:
        assert Verdict.DIFFERS in {c.verdict for c in found.own.values()}


def test_parts_that_change_places_or_come_twice_are_found() -> None:
    swapped = plant(476, "一、项目概述", "二、立项依据").split("\n")
    swapped[479] = "一、项目概述"
    found = new_findings(TEXT, "\n".join(swapped))
    assert set(found) == {"statements.order.s1"}
    again = plant(490, "在确保", "三、实施主体\n\n在确保")
    found = new_findings(TEXT, again)
    assert [c.code for c in found.values() if names(c, 490, "三、实施主体")] == ["statements.order.s1"]


# ---- decoys -------------------------------------------------------------------------------------------

COVER = "某市2025年市级部门预算\n\n预算主管部门：某局\n\n"
TABLE = "2025年部门收入预算总表\n\n单位：元\n\n项目\t\t\t\t收入预算\t\n功能分类科目编码\t\t\t功能分类科目名称\t合计\t财政拨款收入\n类\t款\t项\t\t\t\n205\t\t\t教育支出\t70\t70\n合计\t\t\t\t70\t70\n\n"
PARTS = ("项目概述", "立项依据", "实施主体", "实施方案", "实施周期", "年度预算安排", "绩效目标")


def _statement(budget: str, **others: str) -> tuple[CheckOutcome, ...]:
    words = {"实施周期": "2025年1月1日至2025年12月31日", **others, "年度预算安排": budget}
    parts = "".join(
        f"{n}、{key}\n\n{words.get(key, '略')}\n\n" for n, key in zip("一二三四五六七", PARTS, strict=True)
    )
    report = parse_report(read_text((COVER + TABLE + "甲项目经费情况说明\n\n" + parts).encode(), "x.txt"))
    return tuple(result for rule in statements.RULES for result in rule(report))


@pytest.mark.parametrize(
    ("budget", "overview"),
    [
        ("2025年预算100万元。", "2024年预算90万元。"),
        ("2025年预算100万元。", "项目总预算500万元，分三年实施。"),
        ("2025年预算100万元。", "本项目2023-2025年预算300万元。"),
        ("2025年预算100万元。", "三年总计需要2145.10万元维修经费。"),
        ("2025年预算100万元。", "截至2024年底已投入80万元。"),
        ("2025年预算100万元。", "带动社会投入2000万元。"),
        ("2025年预算100万元。", "合同金额120万元。"),
        ("2025年预算100万元。", "每年的负担达到4000亿欧元。"),
        ("2025年预算100万元。", "其中设备采购预算50万元。"),
        ("2025年预算100万元。", "单项不超过5万元。"),
        ("2025年预算100万元。", "上年预算90万元，本年预算比上年增加10万元。"),
        ("2025年预算100万元，其中主要用于专家费30万元、差旅费20万元等。", "略"),
        ("2025年预算100万元，比2024年增加10万元。", "略"),
        ("2024年预算90万元，2025年预算100万元。", "略"),
        ("2025年预算100万元。第一季度完成20%，第二季度累计完成50%，第四季度累计完成100%。", "略"),
        ("2025年预算100万元。第一季度不低于20%，第二季度不低于50%，第四季度100%。", "略"),
        ("2025年预算100万元。第一季度满意度90%，第二季度满意度95%。", "略"),
        ("总预算500万元，2025年预算100万元。", "略"),
        ("2025年预算100万元，按500元/天×80%支付。", "略"),
        ("2025年预算约100万元，第一季度约50.2万元，第二季度49.9万元。", "略"),
    ],
)  # fmt: skip
def test_other_money_stays_silent(budget: str, overview: str) -> None:
    wrong = [(c.code, said(c)) for c in _statement(budget, 项目概述=overview) if c.verdict is Verdict.DIFFERS]
    assert wrong == []


def test_the_same_money_in_two_units_and_two_sources() -> None:
    by_code = {c.code: c for c in _statement("2025年预算489.24万元。", 项目概述="2025年预算4,892,400元。")}
    assert by_code["statements.between.s1.overview.1"].verdict is Verdict.EQUAL
    found = _statement("2025年预算100万元，其中财政资金60万元，自筹资金30万元。")
    check = next(c for c in found if c.code == "statements.sources.s1")
    assert (check.verdict, check.left, check.right) == (Verdict.DIFFERS, Decimal(100), Decimal(90))
    both = _statement("财政资金60万元，自筹资金40万元。", 绩效目标="2025年预算100万元。")
    check = next(c for c in both if c.code == "statements.between.s1.performance_target.1")
    assert check.verdict is Verdict.EQUAL


@pytest.mark.parametrize(
    ("budget", "verdict", "stated"),
    [
        ("2025年预算5000万元，财政资金2,000万元，自筹5,000万元。", Verdict.DIFFERS, 7000),
        ("年度预算安排5000万元，其中：财政2,000万元，自筹2,000万元。", Verdict.DIFFERS, 4000),
        ("2025年预算7000万元，财政资金2,000万元，自筹5,000万元。", Verdict.EQUAL, 7000),
        # More than the whole is wrong, whatever else the words name.
        ("2025年预算5000万元，财政资金2,000万元，自筹5,000万元，用于企业服务。", Verdict.DIFFERS, 7000),
        # The rest may be money of a source that was not understood.
        ("2025年预算5000万元，财政资金2,000万元，自筹1,000万元，自有资金2,000万元。", Verdict.UNKNOWN, 3000),
        (
            "2025年预算5000万元，财政资金2,000万元，自筹1,000万元，合作方出资2,000万元。",
            Verdict.UNKNOWN,
            3000,
        ),
        ("2025年预算5000万元，财政资金2,000万元，其他资金3,000万元。", Verdict.UNKNOWN, 2000),
    ],
)
def test_stated_sources_make_the_stated_total(budget: str, verdict: Verdict, stated: int) -> None:
    check = next(c for c in _statement(budget) if c.code == "statements.sources.s1")
    assert (check.verdict, check.right) == (verdict, stated)


def test_a_source_that_was_not_understood_is_not_called_unsaid() -> None:
    unread = _statement("2025年预算5000万元，财政资金2,000万元，其他资金3,000万元。")
    unsaid = _statement("2025年预算5000万元，财政资金2,000万元。")
    ends = [next(said(c) for c in found if ".sources." in c.code)[-8:] for found in (unread, unsaid)]
    assert ends == ["其余来源没有读懂", "其余来源没有写明"]


def test_two_totals_of_the_year_differ() -> None:
    found = _statement("2025年预算100万元。本项目共计投入110万元。")
    check = next(c for c in found if c.code == "statements.twice.s1.1")
    assert (check.verdict, check.left, check.right) == (Verdict.DIFFERS, Decimal(100), Decimal(110))


# ---- the edge of each tolerance -----------------------------------------------------------------------

CHECK = Check("statements.x.s1", CheckKind.STATEMENTS, Wording("x"))
PLACE = ComparedPlace(None, "甲", "年度预算安排", None, 1, "")


def _wan(text: str) -> Term:
    exponent = Decimal(text).as_tuple().exponent
    assert isinstance(exponent, int)
    return Term(Decimal(text) * 10000, Decimal(10000).scaleb(exponent), Unit.WAN, PLACE)


@pytest.mark.parametrize(
    ("percents", "verdict"),
    [
        (["25", "25", "25", "25"], Verdict.EQUAL),
        (["25", "25", "25", "23"], Verdict.ROUNDING),  # four parts: 2.5 units of 1 %
        (["25", "25", "25", "22"], Verdict.DIFFERS),
        (
            ["25", "25", "25", "22.9"],
            Verdict.DIFFERS,
        ),  # 2.1; three halves of 1 %, one of 0.1 %, and half of 1 % more
        (["33.3", "33.3", "33.3"], Verdict.ROUNDING),  # 0.1 of 0.2
        (["33.3", "33.3", "33.1"], Verdict.DIFFERS),  # 0.3
        (["50.0", "50.1"], Verdict.ROUNDING),  # two parts: 1.5 units of 0.1 %
        (["50.0", "50.2"], Verdict.DIFFERS),
    ],
)
def test_percentages_are_a_sum_of_rounded_parts(percents: list[str], verdict: Verdict) -> None:
    printed = [(Decimal(p), PLACE) for p in percents]
    assert compare_hundred(CHECK, printed).verdict is verdict


def test_less_than_a_hundred_of_part_of_the_year_cannot_be_judged() -> None:
    printed = [(Decimal(20), PLACE), (Decimal(30), PLACE)]
    assert compare_hundred(CHECK, printed, complete=False).verdict is Verdict.UNKNOWN
    printed = [(Decimal(80), PLACE), (Decimal(30), PLACE)]
    assert compare_hundred(CHECK, printed, complete=False).verdict is Verdict.DIFFERS


@pytest.mark.parametrize(
    ("percent", "amount", "whole", "verdict"),
    [
        # 0.01 % of 200 万元 is coarser than 0.01 万元: the amount is rounded to the printed percentage.
        ("84.25", "168.49", "200", Verdict.EQUAL),  # 84.245 %
        ("84.25", "168.48", "200", Verdict.ROUNDING),  # 84.24 %
        ("84.25", "168.46", "200", Verdict.DIFFERS),  # 84.23 %
        # 1 % of 20 万元 is 0.2, finer than 1 万元: the percentage is rounded to the printed amount.
        ("30", "6", "20", Verdict.EQUAL),
        ("30", "7", "20", Verdict.ROUNDING),
        ("30", "8", "20", Verdict.DIFFERS),
    ],
)
def test_a_share_is_one_figure_in_two_units(percent: str, amount: str, whole: str, verdict: Verdict) -> None:
    result = compare_share(CHECK, Decimal(percent), _wan(amount), [_wan(whole)], Unit.WAN)
    assert result.verdict is verdict


@pytest.mark.parametrize(
    ("part", "verdict"),
    [
        ("27.4", Verdict.EQUAL),  # 约27 is 27 at its last digit
        ("27.5", Verdict.UNKNOWN),
        ("28.0", Verdict.UNKNOWN),  # one unit of 约27
        ("28.1", Verdict.DIFFERS),
    ],
)
def test_about_never_differs_for_being_about(part: str, verdict: Verdict) -> None:
    result = compare_about(CHECK, _wan("27"), [_wan(part)], Unit.WAN, _wan("27").step)
    assert result.verdict is verdict


@pytest.mark.parametrize(
    ("parts", "verdict"),
    [
        (["12.0", "3.0"], Verdict.EQUAL),
        (["12.3", "3.3"], Verdict.ROUNDING),  # 15.6 for 15: half a unit of 1 and twice half of 0.1
        (["12.4", "3.3"], Verdict.DIFFERS),
    ],
)
def test_parts_with_finer_digits_than_their_total(parts: list[str], verdict: Verdict) -> None:
    result = compare_about(CHECK, _wan("15"), [_wan(p) for p in parts], Unit.WAN, Decimal(0))
    assert result.verdict is verdict


def test_without_about_the_tolerance_is_that_of_a_sum() -> None:
    parts = [_wan("13"), _wan("13")]
    assert compare_about(CHECK, _wan("27"), parts, Unit.WAN, Decimal(0)).verdict is Verdict.ROUNDING
    assert compare_about(CHECK, _wan("28"), parts, Unit.WAN, Decimal(0)).verdict is Verdict.DIFFERS


@needs_samples
def test_an_empty_part_is_said_and_the_rest_is_read() -> None:
    """Nothing is printed under 五、实施周期, the last line of the file."""
    path = CASES / "empty-period.txt"
    with path.open("rb") as file:
        report = parse_report(read_document(file, path.name))
    (check,) = (check for check in run_checks(report) if check.code.startswith("statements.period."))
    assert check.verdict is Verdict.UNKNOWN
    assert said(check) == "“神经调控平台”的“实施周期”下面没有印字"
    assert [(place.line, place.text) for place in check.places] == [(4, "五、实施周期")]
