"""Each rule that has a tolerance, on its boundary and one unit beyond: the arithmetic stands beside each line.

All lines are planted together, as each is about a check of its own; what else they disturb is not looked at.
"""

import pytest

from budgets.form.terms import Verdict
from budgets.reconcile import CheckOutcome
from tests.reconcile.planting import altered, checks_of
from tests.reconcile.test_narrative import RICH

EQUAL, ROUNDING, DIFFERS = Verdict.EQUAL, Verdict.ROUNDING, Verdict.DIFFERS
# The codes of the checks, the printed words ({} is the number), the number on the boundary and its verdict, one beyond.
BOUNDARIES = [
    # 11 items of 301 add up to 605,518,699, with the 1 and 2 more of 301-11 below: 6 units
    ("within.parts.t8.301.total", "工资福利支出\t{}\t605,518,700", "605,518,700", "605,518,706", ROUNDING, "605,518,708"),
    # a single section is the same figure
    ("within.parts.t2.205.total", "205\t\t\t教育支出\t{}\t46,798,052", "50,894,811", "50,894,811", EQUAL, "50,894,812"),
    # three sources: 2 units
    ("within.parts.t1.revenue.total.revenue", "收入总计\t{}\t支出总计", "7,181,860,500", "7,181,860,502", ROUNDING, "7,181,860,503"),
    # 111,301,060 + 106,298,398 + 33,372,400: 2 units
    ("within.across.t2.2060599", "其他科技条件与服务支出\t{}\t111,301,060\t106", "250,971,858", "250,971,860", ROUNDING, "250,971,861"),
    # 530.88 + 230.41 + 426.97, 174.57 + 252.40: 2 and 1.5 units of 0.01
    ("within.sums.t9.total", "530.88\t{}\t426.97", "230.41", "230.43", ROUNDING, "230.44"),
    ("within.sums.t9.vehicles", "426.97\t{}\t252.40", "174.57", "174.58", ROUNDING, "174.59"),
    # the same figure in the same unit
    ("between.total.t2-t3", "合计\t\t\t\t{}\t957,292,947", "7,181,860,500", "7,181,860,500", EQUAL, "7,181,860,501"),
    # 4,754,586 + 33,990,894 and 37,149,569 + 1,595,911: two parts, 1.5 units
    ("between.soft.medical", "公务员医疗补助缴费\t{}\t1,595,911", "1,595,911", "1,595,912", ROUNDING, "1,595,913"),
    # at most 162,172,980, which is 16,217.30 万元
    ("between.soft.agency-operating", "252.40\t{}", "1,701.03", "16,217.30", EQUAL, "16,217.31"),
    # table 3 prints 1,586,790,000, too
    ("between.within.t5-t3.2060303.total", "206\t03\t03\t{}\t\t1,586,790,000", "1,586,790,000", "1,586,790,000", EQUAL, "1,586,790,001"),
    # 327,615,836 is 32,762 万元; and 616,098 + 69,327 + 0 + 32,763 is 718,188: four parts, 2.5 units
    ("narrative.t2.other_revenue narrative.sum.income", "其他收入{}万元。", "32,762", "32,763", ROUNDING, "32,764"),
    # 38,943,480 is 3,894 万元; and 3,900 - 6 is 3,894: two parts, 1.5 units
    ("narrative.function.210 narrative.difference.210", "“卫生健康支出”科目{}万元", "3,894", "3,895", ROUNDING, "3,896"),
    ("narrative.function.206", "“科学技术支出”科目{}万元", "589,046", "589,047", ROUNDING, "589,048"),
    # five functions, 3 units: with the two above 616,101 and 616,102 for 616,098
    ("narrative.sum.functions", "“社会保障和就业支出”科目{}万元", "13,973", "13,975", ROUNDING, "13,974"),
    ("narrative.twice.221", "2025年预算安排{}万元，比2024年预算执行数持平", "4,504", "4,504", EQUAL, "4,505"),
    ("narrative.change.fiscal", "增加{}万元；事业收入", "68,655", "68,655", EQUAL, "68,656"),
    # 530.88 + 426.97 + 230.41: 2 units; 174.57 + 252.40: 1.5 units
    ("narrative.sum.three-public", "公务接待费{}万元，", "230.41", "230.43", ROUNDING, "230.44"),
    ("narrative.sum.vehicles", "公务用车购置费{}万元", "174.57", "174.58", ROUNDING, "174.59"),
    # 84.88 - 44.81 + 37.06 is 77.13: 2 units; -55.31 + 10.50 is -44.81: 1.5 units
    ("narrative.change.three-public", "增加{}万元，增长", "77.13", "77.15", ROUNDING, "77.16"),
    ("narrative.change.vehicles", "公务用车运行费252.40万元，比2024年预算增加{}万元", "10.50", "10.51", ROUNDING, "10.52"),
    # 77.15 of 1,111.11 and 77.16 of 1,111.10 are 6.94 %: 1.5 units
    ("narrative.percent.three-public.total", "增长{}%。", "6.94", "6.95", ROUNDING, "6.96"),
    # 7,488.62 + 15,727.68 + 35,209.99 is 58,426.29: 2 units
    ("notes.procurement.sum", "政府采购服务预算{}万元", "35,209.99", "35,210.01", ROUNDING, "35,210.02"),
    ("notes.procurement.sme-reserved", "预算金额{}万元", "11,684.93", "58,426.29", EQUAL, "58,426.30"),
    # counts are exact
    ("notes.vehicles.in-use", "共有车辆{}辆", "64", "64", EQUAL, "65"),
    ("notes.units.kinds", "事业单位{}家", "25", "25", EQUAL, "26"),
    # four times 6.88 is 27.52 for 27: half of 1 and four halves of 0.01
    ("statements.increments.s17", "每一季度使用{}万元", "6.75", "6.88", ROUNDING, "6.89"),
    # 10 + 30 + 30 + 28 is 98: four parts, 2.5 units
    ("statements.percents.s21", "第一季度10%，第二季度30%，第三季度30%，第四季度{}%", "30", "28", ROUNDING, "27"),
    # 1.5 + 4.7 + 8 + 6 is 20.2 for 20: whole numbers among decimals are whole, five halves of 0.1
    ("statements.parts_sum.s18", "专家费{}万", "4.5", "4.7", ROUNDING, "4.8"),
    # 3 + 1.6 + 0.6 is 5.2 for 5: four halves of 0.1
    ("statements.parts_sum.s15.1", "宣传资料印刷费{}万元", "1.4", "1.6", ROUNDING, "1.7"),
    # 100 + 150 + 150 + 229 is 629: four parts, 2.5 units
    ("statements.between.s19.overview.1", "申请预算资金{}万元", "629", "631", ROUNDING, "632"),
    # 1,684,965 of 2,000,000 is 84.25 %: one unit
    ("statements.share.s8.1", "计划完成比例{}%；", "84.25", "84.26", ROUNDING, "84.27"),
    # 3.16 and 3.18 of 3.9 are 81 % and 82 %, for 80 %
    ("statements.worded_share.s24.1", "即{}万元在经费", "3.12", "3.16", ROUNDING, "3.18"),
    ("statements.sources.s13", "申请财政经费{}万元", "99.90", "99.90", EQUAL, "99.91"),
]  # fmt: skip


def _planted(beyond: bool) -> dict[str, CheckOutcome]:
    text = RICH
    for _, words, printed, at, _, more in BOUNDARIES:
        text = altered(words.format(printed), words.format(more if beyond else at), text)
    return checks_of(text)


CODES = [(code, verdict) for codes, _, _, _, verdict, _ in BOUNDARIES for code in codes.split()]


@pytest.mark.parametrize(("code", "verdict"), CODES)
def test_on_the_boundary_and_one_unit_beyond(code: str, verdict: Verdict) -> None:
    assert _planted(beyond=False)[code].verdict is verdict
    assert _planted(beyond=True)[code].verdict is DIFFERS


# Rules that compare exactly, or as a rule above does: the same figure in the same unit, or an inequality.
SAME = {
    "within.balance",
    "between.revenue",
    "between.class",
    "between.function",
    "between.fiscal",
    "between.fund",
    "between.basic",
}
AT_MOST = {"narrative.at-most", "narrative.base", "notes.performance", "statements.within"}
NO_MORE_THAN_ABOVE = {f"narrative.t{n}" for n in range(1, 10)} | {"narrative.unchanged"}


def test_no_rule_that_compares_numbers_is_left_out() -> None:
    def family(code: str) -> str:
        return ".".join(code.split(".")[:2])

    compared = {family(c.code) for c in checks_of(RICH).values() if c.left is not None}
    assert compared <= {family(code) for code, _ in CODES} | SAME | AT_MOST | NO_MORE_THAN_ABOVE


@pytest.mark.parametrize("rules", [SAME])
def test_the_same_figure_leaves_no_rounding(rules: set[str]) -> None:
    """A rule of these that says rounding would have a tolerance that it may not have."""
    for check in (*_planted(beyond=False).values(), *_planted(beyond=True).values()):
        if ".".join(check.code.split(".")[:2]) in rules:
            assert check.verdict is not ROUNDING, check.code
