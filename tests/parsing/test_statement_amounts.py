"""Part 六 in words that no known document uses: what is read, and what is left alone."""

from decimal import Decimal

import pytest

from budgets.parsing.statement_amounts import read_amounts
from budgets.vocabulary import InstalmentKind, Nature


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
