"""The narrative against the tables and against itself: the bundled document, planted faults, boundaries.

Expected numbers are typed from the document.
"""

from decimal import Decimal
from functools import cache

import pytest

from budgets.form.amounts import Unit
from budgets.form.terms import CheckKind, Verdict
from budgets.reconcile import CheckOutcome
from budgets.reconcile.outcomes import Check, ComparedPlace, Measure, Term
from budgets.reconcile.verdicts import PERCENT, compare_percent, compare_sum
from budgets.reconcile.wording import Wording
from tests.documents import said, short_form
from tests.reconcile.planted import Fault
from tests.reconcile.planting import SHORT, TEXT, altered, checks_of, new_findings
from tests.reconcile.together import Found, fault_in, found_of


@pytest.fixture(scope="module")
def bundled() -> dict[str, CheckOutcome]:
    return {code: c for code, c in checks_of(TEXT).items() if c.kind is CheckKind.NARRATIVE}


# Code: the amount in the prose, and what the table prints (in yuan; table 9 in 万元), as in the document.
AGAINST_TABLES = {
    "t1.income_total": ("718,186万元", "7,181,860,500"),
    "t2.income_total": ("718,186万元", "7,181,860,500"),
    "t2.fiscal_appropriation_income": ("616,098万元", "6,160,978,836"),
    "t2.service_revenue": ("69,327万元", "693,265,828"),
    "t2.business_revenue": ("0万元", ""),
    "t2.other_revenue": ("32,762万元", "327,615,836"),
    "t3.expenditure_total": ("718,186万元", "7,181,860,500"),
    "t4.fiscal_expenditure": ("616,098万元", "6,160,978,836"),
    "t5.general_public": ("616,098万元", "6,160,978,836"),
    "t6.managed_funds": ("0万元", ""),
    "t7.state_capital": ("0万元", ""),
    "function.205": ("4,680万元", "46,798,052"),
    "function.206": ("589,046万元", "5,890,464,695"),
    "function.208": ("13,973万元", "139,733,718"),
    "function.210": ("3,894万元", "38,943,480"),
    "function.221": ("4,504万元", "45,038,891"),
    "t9.total": ("1,188.26万元", "1,188.26"),
    "t9.overseas_travel": ("530.88万元", "530.88"),
    "t9.vehicles": ("426.97万元", "426.97"),
    "t9.vehicle_purchase": ("174.57万元", "174.57"),
    "t9.vehicle_running": ("252.40万元", "252.40"),
    "t9.hospitality": ("230.41万元", "230.41"),
    "t9.agency_operating": ("1,701.03万元", "1,701.03"),
}


@pytest.mark.parametrize("code", AGAINST_TABLES)
def test_each_stated_amount_meets_its_cell(bundled: dict[str, CheckOutcome], code: str) -> None:
    check = bundled[f"narrative.{code}"]
    assert tuple(place.text for place in check.places) == AGAINST_TABLES[code]
    assert check.verdict is Verdict.EQUAL
    assert check.places[0].table is None and check.places[0].line is not None


def test_two_sums_of_whole_ten_thousands_are_off_by_one(bundled: dict[str, CheckOutcome]) -> None:
    # 616,098 + 69,327 + 0 + 32,762 = 718,187 for 718,186; 4,680 + 589,046 + 13,973 + 3,894 + 4,504 = 616,097.
    rounding = {c.code: (c.left, c.right) for c in bundled.values() if c.verdict is Verdict.ROUNDING}
    assert rounding == {"narrative.sum.income": (718186, 718187), "narrative.sum.functions": (616098, 616097)}
    assert {c.verdict for c in bundled.values()} == {Verdict.EQUAL, Verdict.ROUNDING}


def test_the_changes_add_up(bundled: dict[str, CheckOutcome]) -> None:
    three, vehicles = bundled["narrative.change.three-public"], bundled["narrative.change.vehicles"]
    # 84.88 - 44.81 + 37.06 = 77.13 and -55.31 + 10.50 = -44.81
    assert (three.left, three.right) == (Decimal("77.13"), Decimal("77.13"))
    assert (vehicles.left, vehicles.right) == (Decimal("-44.81"), Decimal("-44.81"))


# ---- planted faults ------------------------------------------------------------------------------------

# The entry and the sentence as other bodies write them: with the outturn of last year, percentages and 持平.
ENTRY = "1. “教育支出”科目4,680万元，主要用于部门教育单位的机构运转及各类业务活动等支出。"
RICH = altered(
    ENTRY, f"{ENTRY}2024年当年预算执行数为4,000万元，2025年预算安排4,680万元，比2024年预算执行数增加17.00%。"
)
RICH = altered(
    "“住房保障支出”科目4,504万元，主要用于缴纳在职人员住房公积金等住房改革支出。",
    "“住房保障支出”科目4,504万元，主要用于缴纳在职人员住房公积金等住房改革支出。"
    "2024年当年预算执行数为4,504万元，2025年预算安排4,504万元，比2024年预算执行数持平。",
    RICH,
)
RICH = altered(
    "“卫生健康支出”科目3,894万元，主要用于缴纳在职人员医疗保险等支出。",
    "“卫生健康支出”科目3,894万元，主要用于缴纳在职人员医疗保险等支出。"
    "2024年预算数为3,900万元，2025年预算安排3,894万元，比2024年预算数减少6万元。",
    RICH,
)
# 77.13 / (1,188.26 - 77.13) = 6.94 %; 84.88 / (530.88 - 84.88) = 19.03 %; 44.81 / (426.97 + 44.81) = 9.50 %
RICH = altered("比2024年预算增加77.13万元。", "比2024年预算增加77.13万元，增长6.94%。", RICH)
RICH = altered("比2024年预算增加84.88万元，", "比2024年预算增加84.88万元（增长19.03%），", RICH)
RICH = altered("比2024年预算减少44.81万元，", "比2024年预算减少44.81万元，下降9.50%，", RICH)
SHORT_RICH = short_form(RICH)

# old words, new words, the altered number as quoted, the rules (before the last part of the code) that must find it
FAULTS = [
    # amounts_in_tables
    ("收入预算718,186万元，其中：财政拨款收入", "收入预算718,286万元，其中：财政拨款收入", "718,286", "t2"),
    ("事业收入69,327万元", "事业收入69,337万元", "69,337", "t2"),
    ("其他收入32,762万元", "其他收入32,767万元", "32,767", "t2"),
    ("支出预算718,186万元，其中：财政拨款支出", "支出预算781,186万元，其中：财政拨款支出", "781,186", "t3"),
    ("财政拨款支出预算616,098万元，", "财政拨款支出预算616,198万元，", "616,198", "t4"),
    ("一般公共预算拨款支出预算616,098万元", "一般公共预算拨款支出预算616,089万元", "616,089", "t5"),
    ("政府性基金拨款支出预算0万元", "政府性基金拨款支出预算5万元", "5万元", "t6"),
    ("国有资本经营预算拨款支出预算为0万元", "国有资本经营预算拨款支出预算为30万元", "30万元", "t7"),
    # functions_in_tables, functions_to_their_total
    ("“教育支出”科目4,680万元", "“教育支出”科目4,860万元", "4,860", "function"),
    ("“科学技术支出”科目589,046万元", "“科学技术支出”科目589,064万元", "589,064", "function"),
    ("“住房保障支出”科目4,504万元，", "“住房保障支出”科目4,514万元，", "4,514", "sum"),
    ("“社会保障和就业支出”科目13,973万元", "“社会保障和就业支出”科目13,937万元", "13,937", "sum"),
    ("“卫生健康支出”科目3,894万元，", "“卫生健康支出”科目3,884万元，", "3,884", "sum"),
    # three_public_in_table_9
    ("经费预算数为1,188.26万元", "经费预算数为1,188.62万元", "1,188.62", "t9"),
    ("公务用车购置费174.57万元", "公务用车购置费175.57万元", "175.57", "t9"),
    ("公务接待费230.41万元，", "公务接待费230.40万元，", "230.40", "t9"),
    ("机关运行经费预算为1,701.03万元", "机关运行经费预算为1,710.03万元", "1,710.03", "t9"),
    # parts_to_their_total
    ("事业收入69,327万元", "事业收入69,330万元", "69,330", "sum"),
    ("因公出国（境）费530.88万元", "因公出国（境）费533.88万元", "533.88", "sum"),
    ("公务用车运行费252.40万元", "公务用车运行费252.60万元", "252.60", "sum"),
    ("一般公共预算拨款支出预算616,098万元", "一般公共预算拨款支出预算616,095万元", "616,095", "sum"),
    # fiscal_within_all
    ("财政拨款支出预算616,098万元，", "财政拨款支出预算718,187万元，", "718,187", "at-most"),
    ("财政拨款支出预算616,098万元，", "财政拨款支出预算961,098万元，", "961,098", "at-most"),
    (
        "支出预算718,186万元，其中：财政拨款支出",
        "支出预算71,818万元，其中：财政拨款支出",
        "71,818",
        "at-most",
    ),
    # changes_of_income_and_expenditure
    ("比2024年预算增加68,655万元；事业收入", "比2024年预算增加68,665万元；事业收入", "68,665", "change"),
    ("比2024年预算增加68,655万元；事业收入", "比2024年预算减少68,655万元；事业收入", "减少68,655", "change"),
    ("增加68,655万元。财政拨款支出预算中", "增加68,656万元。财政拨款支出预算中", "68,656", "change"),
    # changes_to_their_total
    ("增加68,655万元；政府性基金", "增加68,675万元；政府性基金", "68,675", "change"),
    ("比2024年预算增加77.13万元，", "比2024年预算增加77.31万元，", "77.31", "change"),
    ("比2024年预算增加37.06万元", "比2024年预算增加38.06万元", "38.06", "change"),
    ("比2024年预算减少55.31万元", "比2024年预算增加55.31万元", "增加55.31", "change"),
    ("比2024年预算增加10.50万元", "比2024年预算增加10.80万元", "10.80", "change"),
    # changes_within_their_amount
    ("比2024年预算增加84.88万元（", "比2024年预算增加848.80万元（", "848.80", "base"),
    ("比2024年预算增加37.06万元", "比2024年预算增加230.42万元", "230.42", "base"),
    ("比2024年预算增加10.50万元", "比2024年预算增加1,050万元", "1,050", "base"),
    # amounts_named_twice
    ("2025年预算安排4,680万元", "2025年预算安排4,860万元", "4,860", "twice"),
    ("2025年预算安排4,504万元", "2025年预算安排4,505万元", "4,505", "twice"),
    ("2025年预算安排3,894万元", "2025年预算安排3,849万元", "3,849", "twice"),
    # unchanged_amounts
    ("预算执行数为4,504万元", "预算执行数为4,503万元", "4,503", "unchanged"),
    ("预算执行数为4,504万元", "预算执行数为4,540万元", "4,540", "unchanged"),
    ("增加17.00%", "持平", "4,000", "unchanged"),
    # stated_differences: 3,900 - 6 = 3,894
    ("2024年预算数为3,900万元", "2024年预算数为3,902万元", "3,902", "difference"),
    ("比2024年预算数减少6万元", "比2024年预算数减少60万元", "减少60", "difference"),
    ("比2024年预算数减少6万元", "比2024年预算数增加6万元", "增加6", "difference"),
    # stated_percentages
    ("增加17.00%", "增加18.00%", "18.00", "percent"),
    ("增加17.00%", "减少17.00%", "减少17.00", "percent"),
    ("预算执行数为4,000万元", "预算执行数为4,010万元", "4,010", "percent"),
    ("增长6.94%", "增长6.49%", "6.49", "percent"),
    ("（增长19.03%）", "（增长19.30%）", "19.30", "percent"),
    ("下降9.50%", "增长9.50%", "增长9.50", "percent"),
]


@cache
def _found() -> dict[Fault, Found]:
    return found_of(RICH, [fault_in(RICH, old, new, words) for old, new, words, _ in FAULTS])


@pytest.mark.parametrize(("old", "new", "words", "rule"), FAULTS)
@pytest.mark.long
def test_a_planted_fault_is_found_and_every_new_finding_names_it(
    old: str, new: str, words: str, rule: str
) -> None:
    found = _found()[fault_in(RICH, old, new, words)]
    differing = [c for c in found.own.values() if c.verdict is Verdict.DIFFERS]
    assert any(c.code.startswith(f"narrative.{rule}.") for c in differing), sorted(found.own)
    assert found.elsewhere == {}


def test_the_richer_text_has_nothing_wrong() -> None:
    own = ("narrative.", "notes.")  # the document's other faults are not of these kinds
    wrong = [c.code for c in checks_of(RICH).values() if c.verdict is Verdict.DIFFERS]
    assert [code for code in wrong if code.startswith(own)] == []
    assert {c.code for c in checks_of(RICH).values() if c.code.startswith("narrative.percent.")} == {
        "narrative.percent.205",
        "narrative.percent.three-public.total",
        "narrative.percent.three-public.overseas_travel",
        "narrative.percent.three-public.vehicles",
    }


def test_an_altered_total_of_a_table_is_seen_from_the_prose() -> None:
    wrong = altered("230.41\t426.97\t174.57\t252.40\t1,701.03", "230.41\t426.97\t174.57\t252.40\t1,702.03")
    found = new_findings(TEXT, wrong)
    assert [c.code for c in found.values()] == ["narrative.t9.agency_operating"]


# ---- what cannot be checked ----------------------------------------------------------------------------


def _unknown(text: str) -> dict[str, str]:
    return {c.code: said(c) for c in checks_of(text).values() if c.verdict is Verdict.UNKNOWN}


def test_a_name_that_no_table_has_is_not_guessed() -> None:
    found = _unknown(altered("1. “教育支出”科目4,680", "1. “教育事业支出”科目4,679"))
    assert "没有这个级次上同名的科目" in found["narrative.function.entry-1"]


def test_a_name_that_no_table_has_is_asked_about_where_a_row_prints_its_amount() -> None:
    checks = checks_of(altered("1. “教育支出”科目", "1. “教育事业支出”科目"))
    name = checks["narrative.name.205"]
    assert name.verdict is Verdict.UNKNOWN and [p.text for p in name.places][1:] == ["教育支出"]
    assert checks["narrative.function.205"].verdict is Verdict.EQUAL  # 4,680 in both


def test_a_name_that_several_lines_have_is_not_guessed() -> None:
    # 机构运行 is an item of 206-02, 206-03 and more in table 5.
    found = _unknown(altered("1. “教育支出”科目", "1. “机构运行”科目"))
    assert "几个同名" in found["narrative.function.entry-1"]


@pytest.mark.parametrize(
    "name",
    [
        "“教育支出（类）进修及培训（款）干部教育（项）”",
        "“教育支出-进修及培训-干部教育”",
        "“教育支出（类）进修及培训（款）”",
    ],
)
@pytest.mark.long
def test_a_name_with_levels_finds_its_line(name: str) -> None:
    checks = checks_of(altered("“教育支出”科目4,680", f"{name}科目4,680"))
    code = "narrative.function.2050802" if "干部" in name else "narrative.function.20508"
    assert checks[code].verdict is Verdict.EQUAL


def test_a_level_that_is_not_the_tables_matches_nothing() -> None:
    found = _unknown(altered("“教育支出”科目4,680", "“教育支出（类）教育支出（款）进修及培训（项）”4,679"))
    assert "narrative.function.entry-1" in found


@pytest.mark.long
def test_an_entry_without_a_plain_amount_is_said() -> None:
    found = _unknown(altered("“教育支出”科目4,680万元", "“教育支出”科目4,6,80万元"))
    assert "narrative.function.unread-1" in found


def test_growth_from_nothing_cannot_be_checked() -> None:
    text = altered("预算执行数为4,000万元", "预算执行数为0万元", SHORT_RICH)
    text = altered("增加17.00%", "增加100.00%", text)
    assert "基数是零" in _unknown(text)["narrative.percent.205"]


def test_a_percentage_without_a_base_cannot_be_checked() -> None:
    text = altered("2024年当年预算执行数为4,000万元，2025年预算安排4,680万元，比", "比", SHORT_RICH)
    assert "没有写明比较的基数" in _unknown(text)["narrative.percent.205"]


def test_a_budget_is_no_base_for_a_change_against_the_outturn() -> None:
    text = altered("2024年当年预算执行数为4,000万元", "2024年预算数为4,000万元", SHORT_RICH)
    assert "没有写明比较的基数" in _unknown(text)["narrative.percent.205"]


def test_several_amounts_of_the_base_year_are_no_base() -> None:
    text = altered(
        "2024年当年预算执行数为4,000万元",
        "2024年当年预算执行数为4,000万元，2024年预算执行数为3,000万元",
        SHORT_RICH,
    )
    assert "没有写明比较的基数" in _unknown(text)["narrative.percent.205"]


def test_changes_against_different_bases_are_not_added() -> None:
    text = altered("比2024年预算增加37.06万元", "比2024年执行数增加37.06万元", SHORT)
    assert "口径不同" in _unknown(text)["narrative.change.three-public"]


def test_another_source_of_income_makes_the_sum_unknown() -> None:
    text = altered("其他收入32,762万元。", "其他收入32,662万元；上年结转100万元。", SHORT)
    assert "没有逐项写明" in _unknown(text)["narrative.sum.income"]


def test_a_missing_table_is_said() -> None:
    """Without table 9: its title, its headings and its row, down to the next section."""
    start = TEXT.rindex("“三公”经费和机关运行经费预算表")
    text = TEXT[: TEXT.rindex("\n", 0, start)] + TEXT[TEXT.index("\n其他相关情况说明", start) :]
    assert "文件里没有这张表" in _unknown(text)["narrative.t9.total"]


# ---- boundaries ----------------------------------------------------------------------------------------

CHECK = Check("trial", CheckKind.NARRATIVE, Wording("notes.units.head"))
PLACE = ComparedPlace(None, "行", "栏", None, 1, "")


def wan(number: str, step: str = "100") -> Term:
    return Term(Decimal(number) * 10000, Decimal(step), Unit.WAN, PLACE)


def percent(number: str, step: str = "0.01") -> Term:
    return Term(Decimal(number), Decimal(step), PERCENT, PLACE)


def _growth(amount: Decimal, base: Decimal) -> Decimal:
    return (amount - base) / base * 100


@pytest.mark.parametrize(
    ("printed", "verdict"),
    [
        # 65,000.00 over 60,000.00 is 8.3333… %, 8.33 at two digits; the amounts leave no room for more.
        ("8.33", Verdict.EQUAL),
        ("8.34", Verdict.ROUNDING),
        ("8.32", Verdict.ROUNDING),
        ("8.35", Verdict.DIFFERS),
        ("8.31", Verdict.DIFFERS),
        ("-8.33", Verdict.DIFFERS),
    ],
)
def test_a_percentage_may_be_off_by_one_of_its_last_digit(printed: str, verdict: Verdict) -> None:
    terms = (wan("65000"), wan("60000"))
    assert compare_percent(CHECK, percent(printed), terms, _growth).verdict is verdict


@pytest.mark.parametrize(
    ("printed", "verdict"),
    [
        # 2.63 over 1.48 is 77.70 %; 2.635 over 1.475 is 78.64 %, 2.625 over 1.485 is 76.77 %.
        ("77.70", Verdict.EQUAL),
        ("77.72", Verdict.UNKNOWN),
        ("78.64", Verdict.UNKNOWN),
        ("78.66", Verdict.DIFFERS),
        ("76.77", Verdict.UNKNOWN),
        ("76.75", Verdict.DIFFERS),
    ],
)
def test_what_only_coarse_amounts_could_explain_is_unknown(printed: str, verdict: Verdict) -> None:
    terms = (wan("2.63"), wan("1.48"))
    result = compare_percent(CHECK, percent(printed), terms, _growth)
    assert result.verdict is verdict
    assert ("位数太少" in said(result)) is (verdict is Verdict.UNKNOWN)


def test_unchanged_is_no_rounded_part() -> None:
    # 持平 beside one printed change: a single part, which must be the same figure.
    unchanged = Term(Decimal(0), Decimal(0), PERCENT, PLACE)
    one_more = compare_sum(CHECK, wan("10.01"), [wan("10.00"), unchanged], Unit.WAN)
    two_parts = compare_sum(CHECK, wan("10.01"), [wan("4.00"), wan("6.00"), unchanged], Unit.WAN)
    assert (one_more.verdict, two_parts.verdict) == (Verdict.DIFFERS, Verdict.ROUNDING)


def test_counts_are_exact() -> None:
    pieces = Measure("辆")

    def count(number: int) -> Term:
        return Term(Decimal(number), Decimal(0), pieces, PLACE)

    assert compare_sum(CHECK, count(7), [count(3), count(4)], pieces).verdict is Verdict.EQUAL
    assert compare_sum(CHECK, count(8), [count(3), count(4)], pieces).verdict is Verdict.DIFFERS
