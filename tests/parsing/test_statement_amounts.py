"""Part 六 in words that no known document uses: what is read, and what is left alone."""

from decimal import Decimal

import pytest

from budgets.form.terms import InstalmentKind, Nature
from budgets.parsing.statement_amounts import read_amounts


@pytest.mark.parametrize(
    ("text", "fiscal", "own", "total", "nature"),
    [
        ("财政资金100万元。", 1000000, None, 1000000, Nature.STATED),
        ("财政资金100万元，自筹资金50万元。", 1000000, 500000, 1500000, Nature.DERIVED),
        (
            "项目总预算150万元，其中：财政资金100万元，自筹资金50万元。",
            1000000,
            500000,
            1500000,
            Nature.STATED,
        ),
        (
            "一季度使用10万元，二季度使用20万元，三季度使用30万元，四季度使用40万元。",
            None,
            None,
            1000000,
            Nature.DERIVED,
        ),
        # Past years and plans for several years are other money.
        ("按合同条款，按时拨付资金。", None, None, None, Nature.MISSING),
        ("", None, None, None, Nature.MISSING),
        # Percentages that do not come to the whole: the quarters are no total.
        ("一季度10万元，占20%；二季度20万元，占40%。", None, None, None, Nature.MISSING),
        # Two printed totals that disagree are no amount.
        ("年度预算100万元。年度预算120万元。", None, None, None, Nature.MISSING),
        ("年度预算约12.5万元。", None, None, 125000, Nature.STATED),
    ],
)
def test_what_the_words_state(
    text: str, fiscal: int | None, own: int | None, total: int | None, nature: Nature
) -> None:
    amounts, _ = read_amounts(text, 2026)
    assert (amounts.fiscal, amounts.self_raised, amounts.total) == tuple(
        None if x is None else Decimal(x) for x in (fiscal, own, total)
    )
    assert amounts.nature is nature


def test_a_missing_amount_has_a_reason() -> None:
    for text in ("", "年度预算100万元。年度预算120万元。", "一季度10万元，占20%；二季度20万元，占40%。"):
        amounts, doubt = read_amounts(text, 2026)
        assert amounts.total is None and doubt


def test_cumulative_progress_is_never_an_increment() -> None:
    amounts, _ = read_amounts("第一季度执行率25%，第二季度50%，第三季度75%，第四季度100%。", 2026)
    assert [i.kind for i in amounts.instalments] == [InstalmentKind.CUMULATIVE] * 4
    amounts, _ = read_amounts("第一季度25%，第二季度25%，第三季度25%，第四季度25%。", 2026)
    assert [i.kind for i in amounts.instalments] == [InstalmentKind.INCREMENT] * 4


def test_at_least_is_a_lower_bound() -> None:
    amounts, _ = read_amounts("6月底前上半年不低于50%。第二季度不低于50%，第四季度不低于95%。", 2026)
    assert {i.kind for i in amounts.instalments} == {InstalmentKind.LOWER_BOUND}


def test_months_of_the_year_become_dates() -> None:
    amounts, _ = read_amounts("1-6月投入10万元，7-12月投入20万元。", 2024)
    assert [(str(i.start), str(i.end), i.amount) for i in amounts.instalments] == [
        ("2024-01-01", "2024-06-30", Decimal(100000)),
        ("2024-07-01", "2024-12-31", Decimal(200000)),
    ]
    amounts, _ = read_amounts("1-2月投入10万元，3-12月投入20万元。", 2024)
    assert str(amounts.instalments[0].end) == "2024-02-29"


# Words of 2025: fiscal, own, total (万元). A total that is not None is 列明 or 推算 as marked.
STATED, DERIVED = Nature.STATED, Nature.DERIVED
WORDS: list[tuple[str, str | None, str | None, str | None, Nature]] = [
    # sources in numbered items
    ("1、市级财政资金30万元；2、单位自筹20万元。", "30", "20", "50", DERIVED),
    ("1、项目总预算：300万元；2、资金来源：财政资金200万元，自筹资金100万元。", "200", "100", "300", STATED),
    # another year, several years, other money
    *(
        (text, None, None, None, Nature.MISSING)
        for text in (
            "2024年预算90万元。",
            "上年度预算安排90万元，本年度与上年持平。",
            "三年总预算900万元。",
            "预算300万元（三年）",
            "截至2024年底，累计投入资金500万元。",
            "2024年安排财政资金480万元。",
            "2024-2026年财政资金900万元。",
            "2024年，完成采购，预算安排90万元。",
            "2024年执行情况。预算500万元。",
            "三年共申请财政资金900万元，每年300万元。",
            "财政资金500万元，其中2025年安排200万元。",
            "财政资金500万元，2025年支付40%，即200万元。",
            "合同金额500万元，2025年支付40%，即200万元。",
            "项目总预算500万元，2025年支付40%，即200万元。",
            "核减预算20万元",
            "企业注册资金1000万元以上",
        )
    ),
    ("项目总预算500万元，2025年安排200万元。", None, None, "200", STATED),
    ("项目总预算900万元（2024-2026年），其中2025年300万元。", None, None, "300", STATED),
    (
        "1. 2024年执行情况：预算500万元，已执行480万元。 2. 2025年预算安排：预算300万元。",
        None,
        None,
        "300",
        STATED,
    ),
    ("2025年预算安排300万元，较上年预算200万元增加100万元。", None, None, "300", STATED),
    ("2025年预算100万元（含2024年结转资金20万元）", None, None, "100", STATED),
    ("预算资金（含2024年结转资金20万元）100万元", None, None, None, Nature.MISSING),
    # sources
    ("非财政资金50万元", None, None, None, Nature.MISSING),
    ("财政专户管理资金50万元", None, None, None, Nature.MISSING),
    ("财政资金40万元，区级资金50万元", "40", None, None, Nature.MISSING),
    ("财政资金80万元，自筹资金30万元，项目总预算100万元", None, None, None, Nature.MISSING),
    ("财政资金60万元，其余40万元自筹。", "60", None, None, Nature.MISSING),
    ("财政资金60万元，用于设备采购，其余40万元自筹。", "60", None, None, Nature.MISSING),
    ("申请财政资金200万元，区级配套100万元，自筹资金50万元", "200", "50", None, Nature.MISSING),
    ("预算80万元，另需自筹20万元。", None, None, None, Nature.MISSING),
    # ranges, bounds, prices, parts, numbers in words
    *(
        (text, None, None, None, Nature.MISSING)
        for text in (
            "预算1,000万元至1,200万元",
            "预算12-15万元",
            "人均预算5万元，共10人",
            "项目经费：5万元×10人=50万元",
            "1. 会议费：预算每次2万元，共5次，10万元；2. 印刷费：5万元",
            "1. 项目A：预算10万元，会议费3万元；2. 项目B：预算5万元",
            "9" * 5_001,
        )
    ),
    ("预算总额三百万元，其中财政资金200万元", "200", None, None, Nature.MISSING),
    ("预算50万元整（人民币伍拾万元整）", None, None, "50", STATED),
    # the plan
    *(
        (text, None, None, None, Nature.MISSING)
        for text in (
            "一季度20万元；二季度30万元。",
            "三季度20万元，四季度30万元，其余50万元一季度支付。",
            "一季度设备费10万元、人员费5万元；二季度10万元；三季度10万元；四季度10万元",
            "一季度人均1万元；二季度10万元；三季度10万元；四季度10万元",
            "一季度10万元；二季度12,34万元；三季度10万元；四季度10万元",
            "20万元用于一季度，30万元用于二季度，三季度10万元，四季度10万元",
            "2024年第四季度10万元，2025年第一季度20万元。",
            "2025年一季度100万元，2026年一季度100万元。",
            "0000年一季度5万元",
            "1-3月投入100万元，1-6月投入250万元，1-9月投入400万元，1-12月投入629万元",
            "第一季度末达到100万元，第二季度末达到200万元，第三季度末达到300万元，第四季度末达到400万元",
            "预算100万元，一季度30万元，二季度30万元，三季度30万元，四季度30万元",
        )
    ),
    ("1月10万元，2月20万元，3-12月30万元。", None, None, "60", DERIVED),
    ("上半年10万元，第三季度20万元，第四季度30万元。", None, None, "60", DERIVED),
    ("第一、二季度各10万元，第三、四季度各15万元。", None, None, "50", DERIVED),
    ("一季度完成招标，2025年预算100万元。", None, None, "100", STATED),
]


@pytest.mark.parametrize(("text", "fiscal", "own", "total", "nature"), WORDS, ids=lambda v: str(v)[:40])
def test_only_plain_words_of_the_year_give_an_amount(
    text: str, fiscal: str | None, own: str | None, total: str | None, nature: Nature
) -> None:
    amounts, doubt = read_amounts(text, 2025)
    wan = [None if x is None else Decimal(x) * 10_000 for x in (fiscal, own, total)]
    assert [amounts.fiscal, amounts.self_raised, amounts.total] == wan
    assert amounts.nature is nature
    assert bool(doubt) is (total is None)


@pytest.mark.parametrize(
    ("text", "total", "nature", "parts"),
    [
        (
            "1. 设备费30万元；2. 材料费20万元；3. 劳务费50万元。",
            100,
            DERIVED,
            [("设备费", 30), ("材料费", 20), ("劳务费", 50)],
        ),
        (
            "1. 设备费：30万元；2. 劳务费：20万元；3. 合计：50万元",
            50,
            STATED,
            [("设备费", 30), ("劳务费", 20)],
        ),
        ("1. 设备费30万元；2. 材料费20万元。合计50万元。", 50, STATED, [("设备费", 30), ("材料费", 20)]),
        (
            "1. 子项目A：总预算100万元，2025年安排20万元；2. 子项目B：总预算50万元，2025年安排10万元",
            30,
            DERIVED,
            [("子项目A", 20), ("子项目B", 10)],
        ),
        (
            "2025年预算85万元，其中：设备购置费60万元、会议费25万元",
            85,
            STATED,
            [("设备购置费", 60), ("会议费", 25)],
        ),
        (
            "项目预算50万元，其中：1. 设备费30万元；2. 材料费20万元",
            50,
            STATED,
            [("设备费", 30), ("材料费", 20)],
        ),
        ("2025年预算安排300万元，较上年预算200万元增加100万元。", 300, STATED, []),
    ],
)
def test_named_parts(text: str, total: int, nature: Nature, parts: list[tuple[str, int]]) -> None:
    amounts, doubt = read_amounts(text, 2025)
    assert (amounts.total, amounts.nature, doubt) == (Decimal(total * 10_000), nature, None)
    assert [(p.label, p.amount) for p in amounts.parts] == [(n, Decimal(a * 10_000)) for n, a in parts]


@pytest.mark.parametrize(
    "text",
    [
        "1-3月投入100万元，1-6月投入250万元，1-9月投入400万元，1-12月投入629万元",
        "第一季度末达到100万元，第二季度末达到200万元，第三季度末达到300万元，第四季度末达到400万元",
        "累计支出：一季度10万元，二季度20万元，三季度30万元，四季度40万元",
        "前三季度60万元，第四季度40万元",
    ],
)
def test_amounts_spent_so_far_are_cumulative(text: str) -> None:
    amounts, _ = read_amounts(text, 2025)
    assert amounts.total is None
    assert {i.kind for i in amounts.instalments} == {InstalmentKind.CUMULATIVE}


def test_a_step_with_two_amounts_has_none() -> None:
    amounts, _ = read_amounts("一季度设备费10万元、人员费5万元；二季度10万元", 2025)
    assert [i.amount for i in amounts.instalments] == [None, Decimal(100_000)]


def test_steps_of_other_years_are_not_kept() -> None:
    amounts, _ = read_amounts("2025年一季度100万元，2026年一季度100万元。", 2025)
    assert [i.label for i in amounts.instalments] == ["2025年一季度"]
